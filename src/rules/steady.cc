// SPDX-License-Identifier: Apache-2.0
#include "rules/steady.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "rules/records.h"

namespace ecslint::rules {
namespace {

using expr::Code;
using expr::Op;

constexpr Varying value(std::string_view name) { return {.name = name}; }
constexpr Varying repeating(std::string_view name) { return {.name = name, .repeats = true}; }

constexpr Varying kVaryingOptions[] = {repeating("awslogs-group"), repeating("awslogs-stream-prefix")};
constexpr Varying kVaryingLogConfiguration[] = {{"options", kVaryingOptions}};
constexpr Varying kVaryingInContainer[] = {
    repeating("name"),       repeating("image"),    repeating("command"),
    repeating("entryPoint"), value("environment"),  value("environmentFiles"),
    value("secrets"),        value("dockerLabels"), {"logConfiguration", kVaryingLogConfiguration}};
constexpr Varying kVaryingInTaskDefinition[] = {value("family"),
                                                repeating("executionRoleArn"),
                                                repeating("taskRoleArn"),
                                                value("tags"),
                                                {"containerDefinitions", kVaryingInContainer, true}};
constexpr Varying kVaryingInItems[] = {value("value"), value("valueFrom")};
constexpr VaryingKind kVaryingKinds[] = {{model::Kind::kTaskDefinition, kVaryingInTaskDefinition}};

/// What an expression's value may lead to: nothing that varies, an object or a list of objects of which parts
/// vary, values that vary, or anything else, where the rule is not steady.
struct Leads {
  std::span<const Varying> parts = {};  // of the object, or of each of the list
  bool list = false;
  bool astray = false;
  std::uint32_t values = 0;  // bits of those that it may be
  enum class Told : std::uint8_t { kNothing, kText, kTexts } told = Told::kNothing;
  std::vector<std::string_view> texts = {};  // it is one of these, or a list of some

  void tell_nothing() {
    told = Told::kNothing;
    texts.clear();
  }
  bool nowhere() const { return parts.empty() && !astray && values == 0; }
};
const Leads kAstray = {.astray = true};
constexpr std::size_t kMostTexts = 50;

Leads either(Leads a, const Leads& b) {
  if (a.told != b.told) {
    a.tell_nothing();
  } else {
    for (const std::string_view text : b.texts) {
      if (std::ranges::find(a.texts, text) == a.texts.end()) a.texts.push_back(text);
    }
  }
  if (a.texts.size() > kMostTexts) a.tell_nothing();
  if (b.nowhere()) return a;
  if (a.nowhere()) return {b.parts, b.list, b.astray, b.values, a.told, a.texts};
  if (a.parts.data() != b.parts.data() || a.list != b.list || a.astray || b.astray) return kAstray;
  a.values |= b.values;
  return a;
}

/// Follows the values through the programs of one rule.
class Follower {
  using Told = Leads::Told;

 public:
  Follower(const CompiledRule& rule, const Subject& subject, std::span<const Varying> parts,
           text::Image image, expr::FunctionTables functions, bool alone)
      : rule_(rule),
        subject_(subject),
        parts_(parts),
        values_(varying_values(parts)),
        image_(image),
        functions_(functions),
        alone_(alone),
        lets_(rule.lets.size()),
        lets_read_(rule.lets.size()) {}

  /// The item is one of which these parts vary, and all else is more.
  void follow_items() {
    only_item_ = true;
    item_ = {parts_};
  }
  /// Whether no value is read, and nothing more.
  bool reads_none(const Expression& condition) {
    read_ = 0;
    return ends(condition) && read_ == 0;
  }

  /// Bits of the values that are read, or Reads::kMore.
  std::uint32_t run() {
    const bool known = follow();
    return known ? read_ : Reads::kMore;
  }

 private:
  struct Reading {
    const expr::Program& program;
    std::vector<Leads> locals;
  };

  bool follow() {
    if (!std::ranges::all_of(rule_.when, [this](const Expression& e) { return ends(e); })) return false;
    if (std::ranges::any_of(rule_.when, [this](const Expression& e) { return asks_of_link(e); })) return true;
    if (is_link(rule_.each)) return true;
    if (rule_.each.exists()) item_ = element_of(of(rule_.each.program));
    return !item_.astray && ends(rule_.assertion) &&
           std::ranges::all_of(rule_.item_when, [this](const Expression& e) { return ends(e); });
  }

  bool ends(const Expression& expression) { return used(of(expression.program)).nowhere(); }

  /// Where nothing is linked, these are never true, and there are never items: what follows is not asked.
  bool asks_of_link(const Expression& condition) const {
    const Op& root = image_[condition.program.ops][condition.program.root];
    return root.code == Code::kHas && is_link_slot(image_[condition.program.ops][root.a]);
  }
  bool is_link(const Expression& list) const {
    return list.exists() && is_link_slot(image_[list.program.ops][list.program.root]);
  }
  bool is_link_slot(const Op& op) const {
    return alone_ && op.code == Code::kSlot && op.a < subject_.variables.size() &&
           subject_.variables[op.a].origin == Origin::kLink;
  }

  /// Of a value that is looked at as it is.
  Leads used(Leads value) {
    read_ |= value.values;
    value.values = 0;
    return value.nowhere() ? value : kAstray;
  }
  /// Of an object that is only asked which properties it has.
  Leads presence(const Leads& value) { return value.list || value.parts.empty() ? used(value) : Leads{}; }
  /// Of what macros go over: elements, or keys.
  Leads element_of(Leads range) {
    if (range.list) return {range.parts};
    range = presence(range);
    if (range.told != Told::kTexts) return without_texts(range);
    range.told = Told::kText;
    return range;
  }
  Leads list_of(Leads element) {
    if (!element.list && !element.parts.empty()) return {element.parts, true};
    element = used(element);
    if (element.told != Told::kText) return without_texts(element);
    element.told = Told::kTexts;
    return element;
  }

  Leads of(const expr::Program& program) {
    Reading reading{program, std::vector<Leads>(program.locals, kAstray)};
    return of(reading, program.root);
  }

  Leads of(Reading& in, std::uint32_t index) {
    const Op& op = image_[in.program.ops][index];
    if (op.code == Code::kString) return {.told = Told::kText, .texts = {image_[text::Str{op.a, op.b}]}};
    if (op.code < Code::kSlot) return {};
    if (op.code >= Code::kAll) return macro(in, op);
    switch (op.code) {
      case Code::kSlot:
        return slot(op.a);
      case Code::kLocal:
        return in.locals[op.a];
      case Code::kSelect:
      case Code::kSelectDefault:
      case Code::kSelectRequired:
      case Code::kSelectOptional:
        return select(in, op);
      case Code::kHas:
        return presence(of(in, op.a));
      case Code::kIndex:
      case Code::kIndexOptional:
        return at(in, op);
      case Code::kOptionalOr:
      case Code::kOptionalOrValue:
        return either(of(in, op.a), of(in, op.b));
      case Code::kInSet:
        return in_set(in, op);
      case Code::kNot:
      case Code::kNegate:
        return without_texts(used(of(in, op.a)));
      case Code::kIn:
        return without_texts(either(used(of(in, op.a)), presence(of(in, op.b))));
      case Code::kOptionalPart:
        return of(in, op.a);
      case Code::kConditional:
        return choice(used(operand(in, op, 0)), either(operand(in, op, 1), operand(in, op, 2)));
      case Code::kList:
        return list(in, op);
      case Code::kAnd:
      case Code::kOr:
      case Code::kMapLiteral:
        return all_used(in, op);
      case Code::kCall:
        return call(in, op);
      case Code::kAdd:
        return add(in, op);
      default:
        return op.code > Code::kAdd && op.code <= Code::kGreaterEqual ? compare(in, op) : kAstray;
    }
  }

  static Leads choice(const Leads& condition, const Leads& value) {
    return condition.astray ? condition : value;
  }
  static Leads without_texts(Leads value) { return value.tell_nothing(), value; }
  /// Of lists of texts it is one.
  Leads add(Reading& in, const Op& op) {
    Leads sum = either(used(of(in, op.a)), used(of(in, op.b)));
    if (sum.told != Told::kTexts) sum.tell_nothing();
    return sum;
  }
  /// Of each value it is known whether it is empty.
  Leads compare(Reading& in, const Op& op) {
    const Leads a = is_empty(in, op.b) ? known_size(in, op.a) : of(in, op.a);
    const Leads b = is_empty(in, op.a) ? known_size(in, op.b) : of(in, op.b);
    return without_texts(either(used(a), used(b)));
  }
  /// Of what is compared with "" or null, or whose size is compared with 0.
  Leads known_size(Reading& in, std::uint32_t index) {
    const Op& op = image_[in.program.ops][index];
    Leads value = is_size(op) ? operand(in, op, 0) : of(in, index);
    if (value.parts.empty() || value.list) value.values = 0;
    return is_size(op) && !value.parts.empty() ? Leads{} : value;
  }
  bool is_size(const Op& op) const { return op.code == Code::kCall && name_of(op) == "size"; }
  bool is_empty(const Reading& in, std::uint32_t index) const {
    return is_empty(image_[in.program.ops][index]);
  }
  static bool is_empty(const Op& op) {
    const bool number = op.code == Code::kInt || op.code == Code::kBool;
    return op.code == Code::kNull || (op.code == Code::kString && op.b == 0) ||
           (number && op.a == 0 && op.b == 0);
  }
  Leads in_set(Reading& in, const Op& op) {
    Leads value = of(in, op.a);
    const auto empties = [&](const expr::SetEntry& entry) {
      return entry.op == expr::SetEntry::kEmpty || is_empty(in, entry.op);
    };
    if (std::ranges::all_of(image_[image_[in.program.sets][op.b]], empties)) value.values = 0;
    return without_texts(used(value));
  }
  std::string_view name_of(const Op& call) const { return functions_[call.b >> 16][call.b & 0xffff].name; }

  Leads operand(Reading& in, const Op& op, std::uint32_t i) {
    return of(in, image_[in.program.operands][op.a + i]);
  }

  Leads all_used(Reading& in, const Op& op) {
    Leads all;
    for (std::uint32_t i = 0; i < op.count; ++i) all = either(all, used(operand(in, op, i)));
    return without_texts(all);
  }

  Leads list(Reading& in, const Op& op) {
    Leads element = {.told = Told::kText};
    for (std::uint32_t i = 0; i < op.count; ++i) element = either(element, operand(in, op, i));
    return list_of(element);
  }

  Leads slot(std::uint32_t slot) {
    if (slot >= kFirstLetSlot) return let(slot - kFirstLetSlot);
    if (slot == kItemSlot) return item_;
    if (slot > kItemSlot) return {};  // options and tables
    if (only_item_ && subject_.variables[slot].origin != Origin::kForm) return kAstray;
    switch (subject_.variables[slot].origin) {
      case Origin::kResource:
        return {parts_};
      case Origin::kElement:
        return element_of(property({parts_}, subject_.array, true));
      case Origin::kForm:
        return {};
      default:
        if (!alone_) read_ |= Reads::kLinks;
        return {};
    }
  }

  /// No let is defined by itself.
  Leads let(std::uint32_t index) {
    if (!lets_[index]) {
      const std::uint32_t before = std::exchange(read_, 0);
      lets_[index] = of(rule_.lets[index].program);
      lets_read_[index] = std::exchange(read_, before);
    }
    read_ |= lets_read_[index];
    return *lets_[index];
  }

  Leads select(Reading& in, const Op& op) {
    const expr::Key& key = image_[in.program.keys][op.b];
    const Leads found = property(of(in, op.a), image_[key.name]);
    return op.code == Code::kSelectDefault ? either(found, of(in, key.fallback)) : found;
  }

  /// Whoever looks at an array of which the subject may be an element looks at others.
  Leads property(const Leads& object, std::string_view name, bool own = false) {
    if (object.list || object.astray) return kAstray;
    if (object.values != 0) return used(object);
    const auto part = std::ranges::find(object.parts, name, &Varying::name);
    if (part == object.parts.end()) return {};
    if (part->parts.empty()) return {.values = bit(*part)};
    if (part->elements && !subject_.array.empty() && !own) read_ |= Reads::kWhole;
    return {part->parts, part->elements};
  }

  Leads at(Reading& in, const Op& op) {
    const Leads from = of(in, op.a);
    const Leads key = used(of(in, op.b));
    if (key.astray) return kAstray;
    if (from.list) return element_of(from);
    if (from.parts.empty()) return without_texts(used(from));
    if (key.told != Told::kText) return any_of(from);
    Leads found;
    for (const std::string_view name : key.texts) found = either(found, property(from, name));
    return found;
  }

  /// One of an object's properties, whatever its name: with all that may be in it.
  Leads any_of(const Leads& object) {
    if (!subject_.array.empty() && object.parts.data() == parts_.data()) read_ |= Reads::kWhole;
    Leads any;
    for (const Varying* value : varying_values(object.parts)) any.values |= bit(*value);
    return any;
  }

  std::uint32_t bit(const Varying& value) const {
    return std::uint32_t{1} << (std::ranges::find(values_, &value) - values_.begin());
  }

  Leads call(Reading& in, const Op& op) {
    const std::string_view name = name_of(op);
    if (name != "type" && name != "value" && name != "size" && name != "hasValue") return all_used(in, op);
    Leads of_what = operand(in, op, 0);
    if (of_what.astray || name == "value") return of_what;
    return name == "type" || !of_what.parts.empty() ? Leads{} : used(of_what);
  }

  Leads macro(Reading& in, const Op& op) {
    const bool binds = op.code >= Code::kBind;
    Leads range = operand(in, op, 0);
    if (!binds && range.parts.empty()) range = used(range);
    const Leads element = binds ? range : element_of(range);
    if (element.astray) return kAstray;
    if ((op.flags & Op::kTwoVariables) == 0) {
      in.locals[op.b] = element;
    } else {
      if (!range.list && !range.parts.empty()) return kAstray;  // all values of an object
      in.locals[op.b] = {};
      in.locals[op.b + 1] = element;
    }
    Leads last;
    for (std::uint32_t i = 1; i < op.count; ++i) {
      if (used(last).astray) return kAstray;
      last = operand(in, op, i);
    }
    if (binds) return last;
    if (op.code == Code::kMapList) return list_of(last);
    if (used(last).astray) return kAstray;
    const bool keeps_elements = op.code == Code::kFilter || op.code == Code::kSortBy;
    return keeps_elements ? list_of(element) : Leads{};
  }

  const CompiledRule& rule_;
  const Subject& subject_;
  std::span<const Varying> parts_;
  std::vector<const Varying*> values_;
  text::Image image_;
  expr::FunctionTables functions_;
  bool alone_;
  bool only_item_ = false;
  std::vector<std::optional<Leads>> lets_;
  std::vector<std::uint32_t> lets_read_;
  Leads item_;
  std::uint32_t read_ = 0;
};

}  // namespace

std::span<const VaryingKind> varying_kinds() { return kVaryingKinds; }

std::vector<const Varying*> varying_values(std::span<const Varying> parts) {
  std::vector<const Varying*> values;
  for (const Varying& part : parts) {
    if (part.parts.empty()) values.push_back(&part);
    const auto inside = varying_values(part.parts);
    values.insert(values.end(), inside.begin(), inside.end());
  }
  return values;
}

std::span<const Varying> varying_of_items() { return kVaryingInItems; }

AskedOfItems asked_of_items(const CompiledRule& rule, const Subject& subject, text::Image draft,
                            expr::FunctionTables functions) {
  AskedOfItems out;
  Follower follower(rule, subject, kVaryingInItems, draft, functions, false);
  follower.follow_items();
  out.all = rule.each.exists() && follower.reads_none(rule.assertion);
  for (const Expression& condition : rule.item_when) {
    out.conditions.push_back(follower.reads_none(condition));
    out.all &= out.conditions.back();
  }
  return out;
}

Reads varying_values_read(const CompiledRule& rule, const Subject& subject, text::Image draft,
                          expr::FunctionTables functions) {
  const auto kind = std::ranges::find(kVaryingKinds, subject.kind, &VaryingKind::kind);
  if (kind == std::end(kVaryingKinds)) return {};
  const auto read = [&](bool alone) {
    return Follower(rule, subject, kind->parts, draft, functions, alone).run();
  };
  return {read(false), read(true)};
}

}  // namespace ecslint::rules
