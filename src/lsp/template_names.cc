// SPDX-License-Identifier: Apache-2.0
#include "lsp/template_names.h"

#include <algorithm>
#include <array>

#include "lsp/cursor.h"

namespace ecslint::lsp {
namespace {

using doc::Node;

enum class Section : std::uint8_t { kReferable, kConditions, kMappings };

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_template(const Node& root) {
  const Node* resources = root.find("Resources");
  if (resources == nullptr || !resources->is_object()) return false;
  return std::ranges::any_of(resources->members(), [](const doc::Member& member) {
    const Node* type = member.value.find("Type");
    return type != nullptr && type->is_string();
  });
}

const Node* template_of(const lint::ParsedFile& file) {
  for (const Node& root : file.document->roots()) {
    if (is_template(root)) return &root;
  }
  return nullptr;
}

text::Range word_around(std::string_view bytes, text::Offset offset) {
  text::Range out{offset, offset};
  while (out.begin > 0 && is_name_character(bytes[out.begin - 1])) --out.begin;
  while (out.end < bytes.size() && is_name_character(bytes[out.end])) ++out.end;
  return out;
}

/// What comes before a name, without blanks and quotes: `!Ref`, `"Ref":`, `${`, `DependsOn:` …
std::string_view before(std::string_view bytes, text::Offset at) {
  constexpr std::size_t kFar = 120;
  std::string_view text = bytes.substr(0, at);
  while (!text.empty() && std::string_view(" \t\r\n\"'[-").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text.size() > kFar ? text.substr(text.size() - kFar) : text;
}

/// Whether what stands before a word uses it as a name of the section.
bool uses(std::string_view before, Section section) {
  const auto ends = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return before.ends_with(word); });
  };
  switch (section) {
    case Section::kReferable:
      return ends({"!Ref", "Ref\":", "Ref:", "!GetAtt", "Fn::GetAtt\":", "Fn::GetAtt:", "${",
                   "DependsOn:", "DependsOn\":"});
    case Section::kConditions:
      return ends({"Condition:", "Condition\":", "!Condition", "!If", "Fn::If\":", "Fn::If:"});
    case Section::kMappings:
      return ends({"!FindInMap", "Fn::FindInMap\":", "Fn::FindInMap:"});
  }
  return false;
}

struct Declared {
  const doc::Member* member = nullptr;
  Section section = Section::kReferable;
  std::string what;
};

struct SectionRow {
  std::string_view name;
  Section section;
  std::string_view what;
};
constexpr std::array<SectionRow, 4> kSections = {{
    {"Parameters", Section::kReferable, "parameter"},
    {"Resources", Section::kReferable, "resource"},
    {"Conditions", Section::kConditions, "condition"},
    {"Mappings", Section::kMappings, "mapping"},
}};

Declared declared(const SectionRow& row, const doc::Member& member) {
  const Node* type = member.value.find("Type");
  const bool typed = type != nullptr && type->is_string();
  return {&member, row.section, std::string(row.what) + (typed ? " " + std::string(type->as_string()) : "")};
}

/// Calls f with everything that has a name, until it returns false.
template <typename F>
void each_declared(const Node& root, const F& f) {
  for (const SectionRow& row : kSections) {
    const Node* names = root.find(row.name);
    if (names == nullptr) continue;
    for (const doc::Member& member : names->members()) {
      if (!f(declared(row, member))) return;
    }
  }
}

Declared declared(const Node& root, std::string_view name) {
  Declared out;
  each_declared(root, [&](Declared each) {
    if (each.member->key != name) return true;
    out = std::move(each);
    return false;
  });
  return out;
}

/// Places of the word in the text that use it so.
std::vector<text::Range> uses_of(std::string_view bytes, std::string_view name, Section section) {
  std::vector<text::Range> out;
  for (std::size_t at = bytes.find(name); at != std::string_view::npos;
       at = bytes.find(name, at + name.size())) {
    const auto begin = static_cast<text::Offset>(at);
    const text::Range word = word_around(bytes, begin);
    if (word.begin == begin && word.size() == name.size() && uses(before(bytes, begin), section))
      out.push_back(word);
  }
  return out;
}

}  // namespace

std::optional<TemplateName> template_name_at(const lint::ParsedFile& file, text::Offset offset) {
  const Node* root = template_of(file);
  if (root == nullptr) return std::nullopt;
  const std::string_view bytes = file.document->source().bytes();
  const text::Range word = word_around(bytes, offset);
  if (word.empty()) return std::nullopt;
  const std::string_view name = bytes.substr(word.begin, word.size());
  const Declared found = declared(*root, name);
  if (found.member == nullptr) return std::nullopt;
  const text::Range key = inside_quotes(file.document->source(), found.member->key_range);
  TemplateName out{std::string(name), found.what, word, {key}, uses_of(bytes, name, found.section)};
  if (word != key && std::ranges::find(out.uses, word) == out.uses.end()) return std::nullopt;
  return out;
}

NameWanted names_wanted_at(const lint::ParsedFile& file, text::Offset offset) {
  NameWanted out;
  const Node* root = template_of(file);
  if (root == nullptr) return out;
  const std::string_view bytes = file.document->source().bytes();
  out.token = word_around(bytes, offset);
  const std::string_view front = before(bytes, out.token.begin);
  each_declared(*root, [&](const Declared& each) {
    if (uses(front, each.section)) out.names.emplace_back(each.member->key, each.what);
    return true;
  });
  return out;
}

std::vector<LogicalId> logical_ids(const lint::ParsedFile& file) {
  std::vector<LogicalId> out;
  const Node* root = template_of(file);
  if (root == nullptr) return out;
  for (const doc::Member& member : root->find("Resources")->members()) {
    const Node* type = member.value.find("Type");
    const std::string_view word =
        type != nullptr && type->is_string() ? type->as_string() : std::string_view();
    out.push_back({member.key, word, member.key_range, {member.key_range.begin, member.value.range().end}});
  }
  return out;
}

}  // namespace ecslint::lsp
