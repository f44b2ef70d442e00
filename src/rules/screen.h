// SPDX-License-Identifier: Apache-2.0
// Screening: before a rule is decided with all that belongs to it, direct code asks whether it certainly has
// nothing to say, as nearly all rules have about nearly all files. That code is made from the built-in pack's
// programs when ecslint is built (tools/bake); whatever it has no direct way for, it leaves to the evaluator.
// It must never be wrong: what it says of a rule is what the evaluator would find
// (tests/rules/screen_test.cc).
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "expr/arithmetic.h"
#include "expr/equality.h"
#include "expr/evaluate.h"
#include "expr/map.h"
#include "rules/answers.h"
#include "rules/bindings.h"
#include "rules/pack.h"
#include "rules/present.h"
#include "rules/rule_set.h"
#include "schema/automaton.h"
#include "text/same.h"
#include "text/utf8.h"

namespace ecslint::rules {

/// What screening a rule, or one of its items, tells.
enum class Verdict : std::uint8_t {
  kSilent,  // it holds, or is not about this
  kNever,   // it is not about this resource, whatever the element
  kGoes,    // its `when` holds: its list is to be gone over
  kOpen,    // undecided, certainly
  kAsk,     // only the evaluator can tell: there may be a finding
};

class Screen;

/// What was generated for one subject.
struct SubjectScreens {
  /// By the number of the judge: the whole rule, and one item of those that go over a list.
  Verdict (*const* rules)(Screen&) = nullptr;
  Verdict (*const* items)(Screen&) = nullptr;
  /// By the number of the list; an error where only the evaluator can tell.
  expr::Value (*const* lists)(Screen&) = nullptr;
};

namespace screen {

using expr::Code;
using expr::Kind;
using expr::Value;

/// Of a condition. The order makes the greater of two outweigh the other when neither decides.
enum class Truth : std::uint8_t { kNo, kYes, kOpen, kMaybe };

inline Truth truth(bool b) { return b ? Truth::kYes : Truth::kNo; }
inline Truth truth(const Value& v) {
  if (v.is(Kind::kBool)) return truth(v.as_bool());
  return v.is_unknown() ? Truth::kOpen : Truth::kMaybe;
}
inline Truth weigh(Truth a, Truth b) { return a > b ? a : b; }
inline Truth negate(Truth t) { return t <= Truth::kYes ? truth(t == Truth::kNo) : t; }

/// What only the evaluator can tell.
inline Value ask() { return Value::error(expr::ErrorCode::kInvalidArgument, ""); }
inline Value open() { return Value::unknown(expr::Cause::kOther, nullptr); }
inline Value none() { return Value::optional(nullptr); }
inline bool is_none(const Value& v) { return v.is(Kind::kOptional); }

inline Value value(Truth t) {
  if (t <= Truth::kYes) return Value::boolean(t == Truth::kYes);
  return t == Truth::kOpen ? open() : ask();
}
/// The value of a choice whose condition is neither.
inline Value undecided(Truth t) { return t == Truth::kOpen ? open() : ask(); }

Value clean_unknown(const Value& v);

/// A partly known string is for the evaluator.
[[gnu::always_inline]] inline Value clean(const Value& v) { return v.is_unknown() ? clean_unknown(v) : v; }
[[gnu::always_inline]] inline Value from(const doc::Node& node) { return clean(Value::from(node)); }
[[gnu::always_inline]] inline Value element(const Value& list, std::uint32_t i) {
  if (const doc::Node* node = list.node()) return from(node->elements()[i]);
  return clean(list.element(i));
}

/// What a selection of something absent gives.
enum class Absent : std::uint8_t { kError, kUnknown, kNone };

inline Value not_there(Absent absent) {
  return absent == Absent::kNone ? none() : absent == Absent::kUnknown ? open() : ask();
}

/// Of what is no object of a document.
Value select_slowly(const Value& operand, std::string_view key, std::uint32_t hash, Absent absent);

inline Value select(const Value& operand, std::string_view key, std::uint32_t hash, Absent absent) {
  const doc::Node* object = operand.is_map() ? operand.node() : nullptr;
  if (object == nullptr) return select_slowly(operand, key, hash, absent);
  if (const doc::Node* found = object->find(key, hash)) return from(*found);
  return not_there(object->has(doc::Node::kOpen) ? Absent::kUnknown : absent);
}

inline Truth has(const Value& operand, std::string_view key, std::uint32_t hash) {
  if (operand.is_unknown()) return Truth::kOpen;
  if (!operand.is_map()) return Truth::kMaybe;
  const doc::Node* object = operand.node();
  if (object == nullptr) return truth(expr::map_find(operand, key, hash).has_value());
  if (object->find(key, hash) != nullptr) return Truth::kYes;
  return object->has(doc::Node::kOpen) ? Truth::kOpen : Truth::kNo;
}

Truth equal_slowly(const Value& a, const Value& b);
inline Truth equal(const Value& a, const Value& b) {
  if (a.is_string() && b.is_string()) return truth(text::same(a.as_string(), b.as_string()));
  return equal_slowly(a, b);
}
/// Nothing to compare with: an error, an unknown, or of another type.
inline Truth unlike(const Value& v) {
  return v.is_known() ? Truth::kNo : v.is_unknown() ? Truth::kOpen : Truth::kMaybe;
}
/// With a constant, whose length is known.
template <std::size_t size>
bool is_text(std::string_view s, std::string_view constant) {
  return s.size() == size && std::memcmp(s.data(), constant.data(), size) == 0;
}
template <std::size_t size>
Truth equal_text(const Value& v, std::string_view constant) {
  return v.is_string() ? truth(is_text<size>(v.as_string(), constant)) : unlike(v);
}
inline Truth equal(const Value& v, bool b) { return v.is(Kind::kBool) ? truth(v.as_bool() == b) : unlike(v); }
inline Truth equal(const Value& v, std::int64_t i) {
  if (v.is(Kind::kInt)) return truth(v.as_int() == i);
  return v.is_numeric() ? equal_slowly(v, Value::integer(i)) : unlike(v);
}

Truth order_slowly(Code code, const Value& a, const Value& b);
template <Code code>
Truth order(const Value& a, const Value& b) {
  if (!a.is(Kind::kInt) || !b.is(Kind::kInt)) return order_slowly(code, a, b);
  const std::int64_t x = a.as_int();
  const std::int64_t y = b.as_int();
  switch (code) {
    case Code::kLess:
      return truth(x < y);
    case Code::kLessEqual:
      return truth(x <= y);
    case Code::kGreater:
      return truth(x > y);
    default:
      return truth(x >= y);
  }
}

/// The extent of what is gone over may be more than what is there.
inline bool is_open(const Value& range) { return expr::open_node(range) != nullptr; }

Truth is_in(const Value& a, const Value& range);
/// The same of a string whose hash is known.
Truth is_in(const Value& a, const Value& range, std::uint32_t hash);

Value index(const Value& operand, const Value& at, Absent absent);
Value index(const Value& operand, const Value& at, Absent absent, std::uint32_t hash);

inline Value size(const Value& v) {
  if (v.is_list() && v.node() == nullptr) return Value::integer(v.size());
  if (v.is_list() && !v.node()->has(doc::Node::kOpen)) {
    for (const doc::Node& element : v.node()->elements()) {
      if (element.is_unresolved()) return ask();
    }
    return Value::integer(v.size());
  }
  if (v.is_string()) return Value::integer(static_cast<std::int64_t>(text::count_code_points(v.as_string())));
  return v.is_unknown() ? v : ask();
}

inline Truth starts_with(const Value& s, std::string_view part) {
  return s.is_string()    ? truth(s.as_string().starts_with(part))
         : s.is_unknown() ? Truth::kOpen
                          : Truth::kMaybe;
}
inline Truth ends_with(const Value& s, std::string_view part) {
  return s.is_string() ? truth(s.as_string().ends_with(part)) : s.is_unknown() ? Truth::kOpen : Truth::kMaybe;
}
bool found(std::string_view text, std::string_view part);
inline Truth contains(const Value& s, std::string_view part) {
  return s.is_string() ? truth(found(s.as_string(), part)) : s.is_unknown() ? Truth::kOpen : Truth::kMaybe;
}

}  // namespace screen

/// What generated code works on: the same slots, properties and shared values as the evaluator's.
class Screen {
 public:
  Screen(const Pack& pack, expr::Evaluator& evaluator, Bindings& bindings, const Present& present,
         Answers& answers)
      : pack_(pack),
        image_(pack.image()),
        evaluator_(evaluator),
        bindings_(bindings),
        present_(present),
        answers_(answers) {}

  /// Before each element, item, and function that has loops, which are bounded.
  void begin() {
    fuel_ = kFuel;
    evaluator_.refuel();
  }
  bool spent() { return --fuel_ < 0; }
  /// Before each element of the resource.
  void begin_element() {
    room_left_ = kRoom;
    begin();
  }

  /// Another subject, with the numbers of its rules in the plan. Properties stay where they are as long as it
  /// is screened.
  void use(const Plan& plan, std::span<const std::uint32_t> rules) {
    plan_ = &plan;
    rules_ = rules;
    properties_ = present_.properties();
  }
  /// Not in this header, since threads share options and sanitizers don't look at generated code.
  void take_options(std::uint32_t rule);

  const doc::Node* property(std::uint32_t number) const { return properties_[number]; }
  static bool is_absent(const doc::Node* node) { return node == &expr::Evaluator::kAbsent; }

  expr::Value slot(std::uint32_t number) const { return screen::clean(bindings_.slots[number]); }
  /// Links among these variables have several candidates: a list is gone over for each, by the evaluator.
  bool is_ambiguous(std::uint32_t variables) { return bindings_.resolve(variables) > 1; }
  /// A linked resource; followed when first asked for.
  expr::Value link(std::uint32_t number) {
    if (bindings_.resolve(1U << number) > 1) return screen::ask();
    return slot(number);
  }
  expr::Value table(std::uint32_t number) {
    expr::Value& slot = bindings_.slots[kFirstDataSlot + number];
    if (slot.is_null()) slot = expr::Value::from(pack_.table(number));
    return slot;
  }

  bool is_kept(std::uint32_t cell, std::uint16_t scope) const { return evaluator_.is_kept(cell, scope); }
  expr::Value kept(std::uint32_t cell) const { return screen::clean(evaluator_.kept(cell)); }
  expr::Value keep(std::uint32_t cell, std::uint16_t scope, const expr::Value& value) {
    if (value.is_known()) evaluator_.keep(cell, scope, value);
    return value;
  }

  Answer answer(std::uint32_t condition, std::uint16_t scope) const { return answers_.get(condition, scope); }
  screen::Truth answer(std::uint32_t condition, std::uint16_t scope, screen::Truth t) {
    if (t <= screen::Truth::kYes) answers_.set(condition, scope, t == screen::Truth::kYes);
    return t;
  }

  /// A text of the pack's image.
  std::string_view text(std::uint32_t offset, std::uint32_t size) const {
    return image_[text::Str{offset, size}];
  }
  /// A constant pattern, by its table or by its text.
  screen::Truth matches_table(const expr::Value& s, std::uint32_t pattern) const {
    if (!s.is_string()) return s.is_unknown() ? screen::Truth::kOpen : screen::Truth::kMaybe;
    if (s.as_string().size() > kLongest) return screen::Truth::kMaybe;
    return screen::truth(pack_.finished_patterns().found_in(pattern, s.as_string()));
  }
  screen::Truth matches(const expr::Value& s, std::string_view pattern);

  screen::Truth is_in(const expr::Value& a, const expr::Value& range) {
    if (a.is_string() && range.is_list()) {
      if (const auto found = evaluator_.holds(range, a.as_string())) return screen::truth(*found);
    }
    return screen::is_in(a, range);
  }

  expr::Value arithmetic(expr::Code code, const expr::Value& a, const expr::Value& b);
  template <typename... Arguments>
  expr::Value call(std::uint32_t function, const Arguments&... arguments) {
    const expr::Value given[] = {arguments...};
    const bool known = ((arguments.is_known() && !screen::is_none(arguments)) && ...);
    return known ? screen::clean(evaluator_.apply_known(function, given)) : call_with(function, given);
  }
  expr::Value call_with(std::uint32_t function, std::span<const expr::Value> arguments);
  /// For the elements of a list; nullptr when an element has had its share: then the evaluator's budget
  /// counts.
  expr::Value* room(std::size_t n) {
    if (n > room_left_) return nullptr;
    room_left_ -= n;
    return evaluator_.arena().allocate<expr::Value>(n + 1);  // never nullptr
  }
  /// The keys of a map, which macros go over.
  expr::Value keys(const expr::Value& map);

 private:
  static constexpr std::int32_t kFuel = 50'000;
  static constexpr std::size_t kRoom = 250'000;     // values, 4 MB
  static constexpr std::size_t kLongest = 100'000;  // longer texts are left to the evaluator and its budget

  const Pack& pack_;
  text::Image image_;
  expr::Evaluator& evaluator_;
  Bindings& bindings_;
  const Present& present_;
  Answers& answers_;
  const Plan* plan_ = nullptr;
  std::span<const std::uint32_t> rules_;
  const doc::Node* const* properties_ = nullptr;
  std::int32_t fuel_ = kFuel;
  std::size_t room_left_ = kRoom;
};

}  // namespace ecslint::rules
