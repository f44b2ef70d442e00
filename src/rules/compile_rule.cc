// SPDX-License-Identifier: Apache-2.0
#include "rules/compile_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "doc/dump.h"
#include "rules/cel_text.h"
#include "rules/message_template.h"
#include "rules/rule_scope.h"
#include "schema/value.h"

namespace ecslint::rules {
namespace {

using doc::Member;
using doc::Node;

/// A let of the rule, compiled when the first part that mentions it is.
struct Let {
  std::string_view name;
  const Node* text = nullptr;
  std::uint32_t slot = 0;
  enum class State : std::uint8_t { kUnread, kReading, kDone } state = State::kUnread;
  Expression expression;
};

class RuleCompiler {
 public:
  RuleCompiler(const RuleFile& rule, PackContext& pack, const Subject& subject, CompiledRule& out)
      : rule_(rule), pack_(pack), scope_(rule, pack, subject), out_(out), record_(out.record) {}

  /// Stops at the first part with mistakes: what follows would only repeat them.
  void run() {
    const std::size_t before = pack_.problems.count();
    options();
    list_lets();
    conditions();
    for (Let& let : lets_) compile(let);
    if (pack_.problems.count() != before) return;
    if (!assertion()) return;
    scope_.know(scope_.facts_when_false(rule_.text(Key::kAssert)));
    if (rule_.get(Key::kAt) != nullptr) place(*rule_.get(Key::kAt), "at", record_.at);
    record_.message = message(*rule_.get(Key::kMessage), "message");
    related();
    fix();
    finish();
  }

 private:
  // --- names

  void options() {
    const Node* options = rule_.get(Key::kOptions);
    if (options == nullptr) return;
    scope_.declare("options", kOptionsSlot, pack_.schema_types.of(*options, "options"));
  }

  void list_lets() {
    const Node* table = rule_.get(Key::kLet);
    if (table == nullptr) return;
    for (const Member& member : table->members()) {
      if (!member.value.is_string()) {
        problem(member.value.range(), fmt::format("{} must be a string: an expression", member.key));
      } else if (lets_.size() == kMaxLets) {
        problem(member.key_range, fmt::format("no more than {} names in let", kMaxLets));
      } else if (taken(member.key)) {
        problem(member.key_range, fmt::format("{} has a meaning already: choose another name", member.key));
      } else {
        lets_.push_back({member.key,
                         &member.value,
                         kFirstLetSlot + static_cast<std::uint32_t>(lets_.size()),
                         Let::State::kUnread,
                         {}});
      }
    }
  }

  bool taken(std::string_view name) const {
    const auto& variables = scope_.subject().variables;
    return name == "item" || name == "options" || name == "data" || name == kResourceAlias ||
           std::any_of(variables.begin(), variables.end(), [&](const Variable& v) { return v.name == name; });
  }

  /// The lets that a text mentions, and what they mention.
  void lets_in(std::string_view text) {
    for (Let& let : lets_) {
      if (mentions(text, let.name)) compile(let);
    }
  }

  void compile(Let& let) {
    if (let.state == Let::State::kDone) return;
    if (let.state == Let::State::kReading) {
      return problem(let.text->range(), fmt::format("{} is defined by itself", let.name));
    }
    let.state = Let::State::kReading;
    lets_in(let.text->as_string());
    if (let.state == Let::State::kDone) return;
    const auto compiled = scope_.ask(whole(*let.text, let.name), Want::kAnything, let.expression);
    scope_.declare(let.name, let.slot, compiled ? compiled->type : expr::types::kDyn);
    let.state = Let::State::kDone;
  }

  /// The text mentions `item`, itself or through a let.
  bool about_item(std::string_view text, int depth = 0) const {
    if (mentions(text, "item")) return true;
    return depth < 16 && std::any_of(lets_.begin(), lets_.end(), [&](const Let& let) {
             return mentions(text, let.name) && about_item(let.text->as_string(), depth + 1);
           });
  }

  // --- when, each, assert

  /// First what is said about the subject, then the list, then what is said about its elements.
  void conditions() {
    std::vector<Part> parts;
    if (rule_.get(Key::kWhen) != nullptr) parts = conjuncts(rule_.text(Key::kWhen));
    const bool has_items = rule_.get(Key::kEach) != nullptr;
    for (const Part& part : parts) {
      if (!has_items || !about_item(part.text)) condition(part, out_.when);
    }
    each();
    for (const Part& part : parts) {
      if (has_items && about_item(part.text)) condition(part, out_.item_when);
    }
  }

  void condition(const Part& part, std::vector<Expression>& to) {
    lets_in(part.text);
    const auto compiled =
        scope_.ask({rule_.get(Key::kWhen), part.text, part.offset, "when"}, Want::kBool, to.emplace_back());
    if (!compiled) return;
    scope_.know(compiled->when_true);
    for (const std::string& path : compiled->when_true.paths()) guard(path);
  }

  /// Of a plain path nothing need be asked before: without the property there are no elements.
  void each() {
    const Node* node = rule_.get(Key::kEach);
    if (node == nullptr) return;
    Snippet snippet = whole(*node, "each");
    const auto path = pure_path(snippet.text);
    std::string optional_path;
    if (path.size() > 1) {
      snippet.inserted = chains(snippet.text)[0].first_dot;
      optional_path = fmt::format("{}.?{}.orValue([])", snippet.text.substr(0, snippet.inserted),
                                  snippet.text.substr(snippet.inserted + 1));
      snippet.compiled = optional_path;
    }
    lets_in(snippet.text);
    const auto compiled = scope_.ask(snippet, Want::kList, out_.each);
    scope_.declare("item", kItemSlot, compiled ? pack_.types.element(compiled->type) : expr::types::kDyn);
    if (path.size() < 2) return;
    std::string known(path[0]);
    for (std::size_t i = 1; i < path.size(); ++i) {
      known.append(".").append(path[i]);
      scope_.know(known);
      guard(known);
    }
  }

  std::optional<expr::Compiled> assertion() {
    const Node* node = rule_.get(Key::kAssert);
    return scope_.ask(whole(*node, "assert"), Want::kBool, out_.assertion);
  }

  /// Remembers "container.healthCheck" of a path that begins so, if the variable is the subject's.
  void guard(std::string_view path) {
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos) return;
    const std::string_view property = path.substr(dot + 1, path.find('.', dot + 1) - dot - 1);
    const auto& variables = scope_.subject().variables;
    for (std::uint32_t slot = 0; slot < variables.size(); ++slot) {
      const bool named = variables[slot].name == path.substr(0, dot) ||
                         (path.substr(0, dot) == kResourceAlias && slot == scope_.subject().resource_slot());
      if (!named || variables[slot].origin == Origin::kLink) continue;
      const std::pair<std::uint32_t, std::string> entry(slot, property);
      if (std::find(out_.guards.begin(), out_.guards.end(), entry) == out_.guards.end()) {
        out_.guards.push_back(entry);
      }
    }
  }

  // --- what is said

  void place(const Node& string, std::string_view what, Expression& out) {
    scope_.say(whole(string, what), out, true);
  }

  text::Ref<MessagePart> message(const Node& string, std::string_view what) {
    const Template read = parse_template(string.as_string());
    if (!read.error.empty()) {
      pack_.problems.add_in(rule_.document(), string, read.error_offset, 1,
                            fmt::format("{}: {}", what, read.error));
      return {};
    }
    std::vector<MessagePart> parts;
    for (const TemplatePart& part : read.parts) {
      MessagePart& to = parts.emplace_back();
      if (!part.expression) {
        to.text = pack_.image.add(part.text);
      } else {
        scope_.say({&string, part.text, part.offset, what}, to.value);
      }
    }
    return pack_.image.add(std::span<const MessagePart>(parts));
  }

  void related() {
    const Node* list = rule_.get(Key::kRelated);
    if (list == nullptr) return;
    std::vector<RelatedRecord> records;
    for (const Node& entry : list->elements()) {
      RelatedRecord& record = records.emplace_back();
      const Node* at = string_in(entry, "at", {"at", "note"});
      if (at == nullptr) continue;
      place(*at, "related.at", record.at);
      if (const Node* note = string_in(entry, "note", {})) record.note = message(*note, "related.note");
    }
    record_.related = pack_.image.add(std::span<const RelatedRecord>(records));
  }

  /// A string that the table must have; with `known` given, other keys are problems.
  const Node* string_in(const Node& table, std::string_view key, const std::vector<std::string_view>& known) {
    if (!only_keys(table, known)) return nullptr;
    const Node* value = table.find(key);
    if (value != nullptr && value->is_string()) return value;
    problem(value == nullptr ? table.range() : value->range(),
            fmt::format("{} {}", key, value == nullptr ? "is missing" : "must be a string"));
    return nullptr;
  }

  bool only_keys(const Node& table, const std::vector<std::string_view>& known) {
    bool sound = true;
    for (const Member& member : table.members()) {
      if (known.empty() || std::find(known.begin(), known.end(), member.key) != known.end()) continue;
      problem(member.key_range, fmt::format("unknown key {}{}", member.key, did_you_mean(member.key, known)));
      sound = false;
    }
    return sound;
  }

  // --- fixes

  void fix() {
    const Node* fix = rule_.get(Key::kFix);
    if (fix == nullptr) return;
    only_keys(*fix, {"title", "safe", "set", "remove", "rename", "insert", "edit"});
    if (const Node* title = string_in(*fix, "title", {})) record_.fix_title = message(*title, "fix.title");
    if (const Node* safe = fix->find("safe")) {
      if (!safe->is(doc::Kind::kBool)) problem(safe->range(), "safe must be true or false");
      record_.fix_safe = safe->is(doc::Kind::kBool) && safe->as_bool();
    }
    std::vector<EditRecord> edits;
    edits_of(*fix, edits);
    if (const Node* list = fix->find("edit")) {
      if (!list->is_array()) problem(list->range(), "edit must be an array of tables: [[fix.edit]]");
      for (const Node& entry : list->elements()) {
        only_keys(entry, {"set", "remove", "rename", "insert"});
        edits_of(entry, edits);
      }
    }
    if (edits.empty()) problem(fix->range(), "a fix has one of set, remove, rename, insert or [[fix.edit]]");
    record_.edits = pack_.image.add(std::span<const EditRecord>(edits));
  }

  void edits_of(const Node& table, std::vector<EditRecord>& edits) {
    if (const Node* set = table.find("set")) edits.push_back(valued(EditKind::kSet, *set, "set"));
    if (const Node* insert = table.find("insert"))
      edits.push_back(valued(EditKind::kInsert, *insert, "insert"));
    if (const Node* remove = table.find("remove")) {
      EditRecord& edit = edits.emplace_back();
      edit.kind = EditKind::kRemove;
      if (!remove->is_string()) return problem(remove->range(), "remove must be a string: what to remove");
      target(*remove, edit);
    }
    if (const Node* rename = table.find("rename")) {
      EditRecord& edit = edits.emplace_back();
      edit.kind = EditKind::kRename;
      if (const Node* at = string_in(*rename, "at", {"at", "to"})) target(*at, edit);
      if (const Node* to = string_in(*rename, "to", {})) edit.to = message(*to, "fix.rename.to");
    }
  }

  EditRecord valued(EditKind kind, const Node& table, std::string_view what) {
    EditRecord edit;
    edit.kind = kind;
    if (const Node* at = string_in(table, "at", {"at", "value"})) target(*at, edit);
    if (const Node* value = string_in(table, "value", {})) {
      scope_.say(whole(*value, fmt::format("fix.{}.value", what)), edit.value);
    }
    return edit;
  }

  void target(const Node& at, EditRecord& edit) {
    place(at, "fix", edit.at);
    std::vector<text::Str> tail;
    for (const std::string_view name : tail_names(at.as_string())) tail.push_back(pack_.image.add(name));
    edit.tail = pack_.image.add(std::span<const text::Str>(tail));
  }

  // --- the end

  void finish() {
    for (const Let& let : lets_) out_.lets.push_back(let.expression);
    for (const auto* asked : {&out_.when, &out_.item_when, &out_.lets}) {
      for (const Expression& expression : *asked) note_variables(expression, pack_.draft);
    }
    note_variables(out_.each, pack_.draft);
    note_variables(out_.assertion, pack_.draft);
    note_said(record_.at);
    const text::Image image = pack_.image.image();
    for (const MessagePart& part : image[record_.message]) note_said(part.value);
    for (const RelatedRecord& related : image[record_.related]) note_said(related.at);
    for (const MessagePart& part : image[record_.fix_title]) note_said(part.value);
    for (const EditRecord& edit : image[record_.edits]) {
      note_said(edit.at);
      note_said(edit.value);
    }
  }

  void note_variables(const Expression& expression, const text::ImageBuilder& image) {
    const auto used = scope_.slots_of(expression, image);
    for (std::uint32_t slot = 0; slot < kMaxVariables; ++slot) {
      if (used[slot]) out_.variables |= 1u << slot;
    }
  }

  void note_said(const Expression& expression) {
    note_variables(expression, pack_.image);
    const auto used = scope_.slots_of(expression, pack_.image);
    for (std::uint32_t table = 0; table < kMaxData; ++table) {
      if (used[kFirstDataSlot + table]) record_.data |= std::uint64_t{1} << table;
    }
  }

  void problem(text::Range range, std::string message) {
    pack_.problems.add(rule_.document(), range, std::move(message));
  }

  static Snippet whole(const Node& string, std::string_view what) {
    return {&string, string.as_string(), 0, what};
  }

  const RuleFile& rule_;
  PackContext& pack_;
  RuleScope scope_;
  CompiledRule& out_;
  RuleRecord& record_;
  std::vector<Let> lets_;
};

constexpr std::string_view kSecretTag = "secret";

bool has_tag(const RuleFile& rule, std::string_view tag) {
  const Node* tags = rule.get(Key::kTags);
  return tags != nullptr &&
         std::ranges::any_of(tags->elements(), [tag](const Node& one) { return one.as_string() == tag; });
}

text::Ref<text::Str> strings(const RuleFile& rule, Key key, text::ImageBuilder& image) {
  const Node* list = rule.get(key);
  if (list == nullptr) return {};
  std::vector<text::Str> out;
  for (const Node& element : list->elements()) out.push_back(image.add(element.as_string()));
  return image.add(std::span<const text::Str>(out));
}

/// TOML's """ keeps what stands around the text.
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  while (!text.empty() && text.front() == '\n') text.remove_prefix(1);
  return text;
}

/// Nothing, and a problem, when it is unknown or named before.
std::optional<std::uint8_t> subject_of(const RuleFile& rule, const Node& name,
                                       const std::vector<CompiledRule>& before, Problems& problems) {
  const auto subject = find_subject(name.as_string());
  if (!subject) {
    std::vector<std::string_view> names;
    for (const Subject& known : subjects()) names.push_back(known.name);
    problems.add(
        rule.document(), name.range(),
        fmt::format("unknown subject {}{}", name.as_string(), did_you_mean(name.as_string(), names)));
  } else if (std::any_of(before.begin(), before.end(),
                         [&](const CompiledRule& other) { return other.record.subject == *subject; })) {
    problems.add(rule.document(), name.range(), fmt::format("{} is named twice", name.as_string()));
    return std::nullopt;
  }
  return subject;
}

}  // namespace

RuleRecord begin_rule(const RuleFile& rule, text::ImageBuilder& image) {
  RuleRecord record;
  record.code = image.add(rule.code());
  record.level = static_cast<std::uint8_t>(rule.level());
  const Node* enabled = rule.get(Key::kEnabled);
  record.enabled = enabled == nullptr || enabled->as_bool();
  record.finds_secrets = has_tag(rule, kSecretTag);
  const Node* options = rule.metadata_only() ? nullptr : rule.get(Key::kOptions);
  if (options != nullptr) record.options = image.add_one(schema::store(*options, image));
  return record;
}

void describe(const RuleFile& rule, text::ImageBuilder& image, RuleRecord& record) {
  record.name = image.add(rule.text(Key::kName));
  record.summary = image.add(rule.text(Key::kSummary));
  record.help = image.add(trimmed(rule.text(Key::kHelp)));
  record.since = image.add(rule.text(Key::kSince));
  record.path = image.add(rule.path());
  record.references = strings(rule, Key::kReferences, image);
  record.tags = strings(rule, Key::kTags, image);
  record.compliance = strings(rule, Key::kCompliance, image);
  record.catalogue = strings(rule, Key::kCatalogue, image);
  record.aliases = strings(rule, Key::kAliases, image);
  if (const Node* options = rule.get(Key::kOptions); !record.options.empty())
    record.options_json = image.add(doc::to_json(*options));
  if (const Node* severity = rule.get(Key::kSecuritySeverity)) {
    record.security_severity =
        severity->is(doc::Kind::kNumber) ? severity->as_double() : static_cast<double>(severity->as_int());
  }
}

std::vector<CompiledRule> compile_rule(const RuleFile& rule, const RuleRecord& begun, PackContext& pack) {
  CompiledRule blank;
  blank.record = begun;
  if (rule.metadata_only()) return {blank};
  std::vector<CompiledRule> out;
  for (const Node* name : rule.subjects()) {
    const std::size_t problems = pack.problems.count();
    const auto subject = subject_of(rule, *name, out, pack.problems);
    if (!subject) break;
    CompiledRule& compiled = out.emplace_back(blank);
    compiled.record.subject = *subject;
    RuleCompiler(rule, pack, subjects()[*subject], compiled).run();
    if (pack.problems.count() != problems) break;  // the next subject would only repeat them
  }
  if (out.empty()) out.push_back(blank);
  return out;
}

}  // namespace ecslint::rules
