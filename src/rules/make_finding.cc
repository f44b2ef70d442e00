// SPDX-License-Identifier: Apache-2.0
#include "rules/make_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expr/map.h"
#include "rules/fix_edits.h"
#include "rules/fix_values.h"
#include "rules/problems.h"

namespace ecslint::rules {
namespace {

using doc::Node;
using expr::Value;

constexpr std::size_t kMaxShown = 320;  // bytes of one value in a message

constexpr std::string_view kUnknown = "(unknown)";

std::string shown_unknown(const Value& value) {
  const Node* node = value.node();
  if (node == nullptr || !node->is_unresolved()) return std::string(kUnknown);
  const std::string_view spelling = node->why().spelling;
  return spelling.empty() ? std::string(kUnknown) : std::string(spelling);
}

/// In a template what has no name yet is called by its logical id.
std::string named(const Value& value, const model::Resource& resource) {
  const bool nameless = value.is_unknown() && resource.name.empty() && !resource.logical_id.empty();
  std::string text = shown(value);
  return nameless && text == kUnknown ? std::string(resource.logical_id) : text;
}

std::string shown_list(const Value& value) {
  std::string out;
  for (std::uint32_t i = 0; i < value.size() && out.size() < kMaxShown; ++i) {
    if (i > 0) out += ", ";
    out += shown(value.element(i));
  }
  return out;
}

std::string shown_map(const Value& value) {
  std::string out;
  expr::each_entry(value, [&](const Value& key, const Value& entry) {
    if (!out.empty()) out += ", ";
    out += shown(key) + ": " + shown(entry);
    return out.size() < kMaxShown;
  });
  return "{" + out + "}";
}

/// Cut at a character's border.
std::string shortened(std::string text) {
  if (text.size() <= kMaxShown) return text;
  std::size_t end = kMaxShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text + "…";
}

}  // namespace

std::string shown(const Value& value) {
  switch (value.kind()) {
    case expr::Kind::kNull:
      return "null";
    case expr::Kind::kBool:
      return value.as_bool() ? "true" : "false";
    case expr::Kind::kInt:
      return fmt::format("{}", value.as_int());
    case expr::Kind::kUint:
      return fmt::format("{}", value.as_uint());
    case expr::Kind::kDouble:
      return fmt::format("{}", value.as_double());
    case expr::Kind::kString:
      return shortened(std::string(value.as_string()));
    case expr::Kind::kList:
      return shortened(shown_list(value));
    case expr::Kind::kMap:
      return shortened(shown_map(value));
    case expr::Kind::kOptional:
      return value.as_optional() == nullptr ? "nothing" : shown(*value.as_optional());
    case expr::Kind::kUnknown:
      return shown_unknown(value);
    default:
      return "?";
  }
}

finding::Finding FindingMaker::broken(const Told& told, const Node& subject) const {
  const RuleRecord& record = told.record;
  finding::Finding finding;
  finding.code = pack_.image()[record.code];
  finding.level = plan_.state(told.rule).level;
  put(place(told, subject), finding);
  finding.message = message(record.message);
  related(record, finding);
  if (fixes_) fix(record, finding);
  return finding;
}

finding::Finding FindingMaker::failed(const Told& told, const AskRecord& where, const Value& error,
                                      const Node& subject) const {
  const text::Image image = pack_.image();
  finding::Finding finding;
  finding.code = kRuleFailed;
  finding.level = finding::Level::kWarning;
  finding.message = fmt::format("rule {} could not be decided: {} ({}:{}:{})", image[told.record.code],
                                error.is_error() ? error.error_message() : "it gave neither true nor false",
                                image[told.record.path], where.line, where.column);
  put(locate_node(bindings_.resources(), subject), finding);
  return finding;
}

/// `at`, else what made the assertion false, else the element, else the subject.
Located FindingMaker::place(const Told& told, const Node& subject) const {
  const RuleRecord& record = told.record;
  const auto& resources = bindings_.resources();
  Located located;
  if (record.at.exists())
    located = locate_place(resources, evaluator_.locate(record.at.program, bindings_.slots));
  if (located.resource == nullptr) {
    const auto wanted = [&](const Node& node) {
      return std::any_of(resources.begin(), resources.end(),
                         [&](const model::Resource* resource) { return resource->document->owns(node); });
    };
    const Node* node = evaluator_.witness(told.judge.assertion, bindings_.slots, wanted);
    if (node != nullptr) located = locate_node(resources, *node);
  }
  if (located.resource == nullptr && told.judge.has_each()) {
    if (const Node* item = bindings_.slots[kItemSlot].node()) located = locate_node(resources, *item);
  }
  return located.resource == nullptr ? locate_node(resources, subject) : located;
}

void FindingMaker::put(Located located, finding::Finding& finding) const {
  const model::Resource& resource = located.resource != nullptr ? *located.resource : bindings_.resource();
  finding.place = {&resource.document->source(), located.range};
  finding.path =
      resource.spelling == nullptr ? std::move(located.path) : resource.spelling->path(located.path);
  finding.resource_kind = model::info(resource.kind).name;
  finding.resource_name = resource.shown_name();
}

std::string FindingMaker::message(text::Ref<MessagePart> parts) const {
  const doc::Spelling* spelling = bindings_.resource().spelling;
  std::string& out = scratch_;
  out.clear();
  const auto add_words = [&](std::string_view text) {
    if (spelling != nullptr) return spelling->add_words(text, out);
    out += text;
  };
  for (const MessagePart& part : pack_.image()[parts]) {
    if (!part.value.exists()) {
      add_words(pack_.image()[part.text]);
      continue;
    }
    const Value value = evaluator_.evaluate(part.value.program, bindings_.slots);
    const bool made = spelling != nullptr && value.is_string() && value.node() == nullptr;
    if (made) {
      add_words(shown(value));  // a sentence, too
    } else {
      out += named(value, bindings_.resource());
    }
  }
  return out;
}

void FindingMaker::related(const RuleRecord& record, finding::Finding& finding) const {
  for (const RelatedRecord& related : pack_.image()[record.related]) {
    const Located located =
        locate_place(bindings_.resources(), evaluator_.locate(related.at.program, bindings_.slots));
    if (located.resource != nullptr) finding.related.push_back({located.place(), message(related.note)});
  }
}

void FindingMaker::fix(const RuleRecord& record, finding::Finding& finding) const {
  if (record.edits.empty()) return;
  finding::Fix fix;
  fix.title = message(record.fix_title);
  fix.safe = record.fix_safe != 0;
  for (const EditRecord& part : pack_.image()[record.edits]) {
    auto change = edit(part);
    if (!change) return;
    const bool changes = change->source->slice(change->edit.range) != change->edit.replacement;
    if (changes) fix.edits.push_back(std::move(*change));
  }
  if (!fix.edits.empty()) finding.fix = std::move(fix);
}

std::optional<finding::FileEdit> FindingMaker::edit(const EditRecord& record) const {
  const expr::Place place = evaluator_.locate(record.at.program, bindings_.slots);
  const Located located = locate_place(bindings_.resources(), place);
  if (located.resource == nullptr) return std::nullopt;
  const EditContext context{located.resource->document, located.resource->node, located.resource->spelling,
                            &evaluator_.arena()};
  const auto missing = missing_names(record, place);
  if (place.absent && missing.empty()) return std::nullopt;
  std::optional<text::Edit> change;
  if (record.kind == EditKind::kSet || record.kind == EditKind::kInsert) {
    const Value value = evaluator_.evaluate(record.value.program, bindings_.slots);
    const auto node = to_node(value, evaluator_.arena());
    if (!node) return std::nullopt;
    change = record.kind == EditKind::kSet ? set_edit(context, *place.node, missing, *node)
                                           : append_edit(context, *place.node, missing, *node);
  } else if (!place.absent && record.kind == EditKind::kRemove) {
    change = remove_edit(context, *place.node);
  } else if (!place.absent) {
    if (const auto to = new_name(record.to)) change = rename_edit(context, *place.node, *to);
  }
  if (!change) return std::nullopt;
  return finding::FileEdit{&context.source(), std::move(*change)};
}

/// Nothing when a part of it is not known, or no string.
std::optional<std::string> FindingMaker::new_name(text::Ref<MessagePart> parts) const {
  std::string out;
  for (const MessagePart& part : pack_.image()[parts]) {
    if (!part.value.exists()) {
      out += pack_.image()[part.text];
      continue;
    }
    const Value value = evaluator_.evaluate(part.value.program, bindings_.slots);
    if (!value.is_string()) return std::nullopt;
    out += value.as_string();
  }
  return out;
}

/// The names at the end of the expression from the first that is not there.
std::vector<std::string_view> FindingMaker::missing_names(const EditRecord& record,
                                                          const expr::Place& place) const {
  std::vector<std::string_view> names;
  if (!place.absent) return names;
  for (const text::Str name : pack_.image()[record.tail]) names.push_back(pack_.image()[name]);
  const auto first = std::find(names.begin(), names.end(), place.missing);
  names.erase(names.begin(), first);
  return names;
}

}  // namespace ecslint::rules
