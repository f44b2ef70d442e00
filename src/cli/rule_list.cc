// SPDX-License-Identifier: Apache-2.0
#include "cli/rule_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace ecslint::cli {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool lists(const rules::Strings& strings, std::string_view word) {
  for (const std::string_view s : strings) {
    if (same_word(s, word)) return true;
  }
  return false;
}

bool lists_id(const rules::Strings& ids, std::string_view word) {
  for (const std::string_view id : ids) {
    if (same_word(id, word) || same_word(id.substr(id.find(':') + 1), word)) return true;
  }
  return false;
}

const EmbeddedFile* example_file(const std::string& name) {
  for (const EmbeddedFile* file = ecslint_example_files; file->path != nullptr; ++file) {
    if (file->name() == name) return file;
  }
  return nullptr;
}

/// What is expected of a rule in pack/ stands beside pack/.
Example example(const EmbeddedFile& file) {
  std::string name(file.name());
  if (const std::size_t pack = name.find("/pack/"); pack != std::string::npos) name.erase(pack, 5);
  const EmbeddedFile* findings = example_file(name + ".expected");
  return {file.name().substr(file.name().find('/') + 1), file.bytes(),
          findings == nullptr ? std::string_view() : findings->bytes()};
}

/// Several files that belong together: those of the folder bad or good.
void add_folder(const std::string& folder, std::vector<Example>& out) {
  for (const EmbeddedFile* file = ecslint_example_files; file->path != nullptr; ++file) {
    const bool in_folder = file->name().substr(0, folder.size()) == folder;
    if (in_folder && !file->name().ends_with(".expected")) out.push_back(example(*file));
  }
}

}  // namespace

std::vector<rules::RuleInfo> all_rules(const lint::Linter& linter) {
  std::vector<rules::RuleInfo> out;
  for (std::size_t i = 0; i < linter.rules().size(); ++i) out.push_back(linter.rules().info(i));
  return out;
}

std::vector<rules::RuleInfo> rules_called(const std::vector<rules::RuleInfo>& all, std::string_view word) {
  std::vector<rules::RuleInfo> out;
  for (const rules::RuleInfo& rule : all) {
    if (same_word(rule.code(), word) || same_word(rule.name(), word)) return {rule};
    const bool meant = rule.answers_to(word) || lists(rule.tags(), word) ||
                       lists_id(rule.compliance(), word) || lists(rule.catalogue(), word);
    if (meant) out.push_back(rule);
  }
  return out;
}

std::string level_words(const rules::RuleInfo& rule) {
  return fmt::format("{}{}", finding::to_string(rule.level()), rule.enabled() ? "" : ", off unless selected");
}

std::vector<Example> examples_of(std::string_view code) {
  std::vector<Example> out;
  for (const std::string_view kind : {"bad", "good"}) {
    const EmbeddedFile* file = nullptr;
    for (const std::string_view ending : {"json", "yaml"}) {
      if (file == nullptr) file = example_file(fmt::format("{}/{}.{}", code, kind, ending));
    }
    if (file != nullptr) out.push_back(example(*file));
    if (file == nullptr) add_folder(fmt::format("{}/{}/", code, kind), out);
  }
  return out;
}

}  // namespace ecslint::cli
