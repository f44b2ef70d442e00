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
    for (const std::string_view ending : {"json", "yaml"}) {
      const std::string name = fmt::format("{}/{}.{}", code, kind, ending);
      const EmbeddedFile* file = example_file(name);
      if (file == nullptr) continue;
      const EmbeddedFile* findings = example_file(name + ".expected");
      out.push_back({file->name().substr(code.size() + 1), file->bytes(),
                     findings == nullptr ? std::string_view() : findings->bytes()});
      break;
    }
  }
  return out;
}

}  // namespace ecslint::cli
