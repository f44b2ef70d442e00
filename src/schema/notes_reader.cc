// SPDX-License-Identifier: Apache-2.0
#include "schema/notes_reader.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "finding/finding.h"

namespace ecslint::schema {
namespace {

using doc::Kind;
using doc::Member;
using doc::Node;

constexpr std::array<std::pair<std::string_view, text::Str Notes::*>, 8> kTexts = {{
    {"title", &Notes::title},
    {"description", &Notes::description},
    {"x-unit", &Notes::unit},
    {"x-expected", &Notes::expected},
    {"x-code", &Notes::code},
    {"x-facts", &Notes::facts},
    {"x-unique", &Notes::unique_by},
    {"format", &Notes::format},
}};

constexpr std::array<std::pair<std::string_view, Notes::Flag>, 5> kFlags = {{
    {"x-open", Notes::kOpen},
    {"x-read-only", Notes::kReadOnly},
    {"x-sensitive", Notes::kSensitive},
    {"x-free-form", Notes::kFreeForm},
    {"deprecated", Notes::kDeprecated},
}};

class Reader {
 public:
  Reader(text::ImageBuilder& builder, const NoteError& error) : builder_(builder), error_(error) {}

  /// Whether the keyword is a note.
  bool read(const Member& member) {
    for (const auto& [name, text] : kTexts) {
      if (member.key == name) return read_text(member, notes.*text);
    }
    for (const auto& [name, flag] : kFlags) {
      if (member.key == name) return read_flag(member, flag);
    }
    if (member.key == "default") {
      notes.default_value = builder_.add_one(store(member.value, builder_));
    } else if (member.key == "examples") {
      notes.examples = read_list<Value>(member, [this](const Node& node) { return store(node, builder_); });
    } else if (member.key == "x-catalogue") {
      notes.catalogue = read_list<text::Str>(member, [this](const Node& node) { return word(node); });
    } else if (member.key == "x-level") {
      read_level(member, notes.level);
    } else if (member.key == "x-missing-level") {
      read_level(member, notes.missing_level);
    } else {
      return false;
    }
    return true;
  }

  Notes notes;

 private:
  bool read_text(const Member& member, text::Str& text) {
    if (member.value.is_string()) {
      text = builder_.add(member.value.as_string());
    } else {
      error_(member.value, fmt::format("{} must be a string", member.key));
    }
    return true;
  }

  bool read_flag(const Member& member, Notes::Flag flag) {
    if (!member.value.is(Kind::kBool)) {
      error_(member.value, fmt::format("{} must be true or false", member.key));
    } else if (member.value.as_bool()) {
      notes.flags |= flag;
    }
    return true;
  }

  void read_level(const Member& member, std::uint8_t& out) {
    const auto level = member.value.is_string() ? finding::level_from(member.value.as_string())
                                                : std::optional<finding::Level>();
    if (!level) return error_(member.value, fmt::format("{} must be error, warning or info", member.key));
    out = static_cast<std::uint8_t>(1 + static_cast<int>(*level));
  }

  text::Str word(const Node& node) {
    if (node.is_string()) return builder_.add(node.as_string());
    error_(node, "x-catalogue must list strings");
    return {};
  }

  template <typename T, typename Make>
  text::Ref<T> read_list(const Member& member, const Make& make) {
    std::vector<T> items;
    if (!member.value.is_array()) error_(member.value, fmt::format("{} must be an array", member.key));
    for (const Node& node : member.value.elements()) items.push_back(make(node));
    return builder_.add(std::span<const T>(items));
  }

  text::ImageBuilder& builder_;
  const NoteError& error_;
};

}  // namespace

std::optional<Notes> read_notes(const Node& schema, const Node& document, text::ImageBuilder& builder,
                                const NoteError& error) {
  Reader reader(builder, error);
  bool any = false;
  for (const Member& member : schema.members()) any |= reader.read(member);
  if (!any) return std::nullopt;
  const Node* facts = document.find("x-facts");
  const bool open = (reader.notes.flags & Notes::kOpen) != 0;
  if (open && facts != nullptr && facts->is_string()) reader.notes.facts = builder.add(facts->as_string());
  return reader.notes;
}

}  // namespace ecslint::schema
