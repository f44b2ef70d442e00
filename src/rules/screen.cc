// SPDX-License-Identifier: Apache-2.0
#include "rules/screen.h"

#include "expr/partial.h"
#include "text/find.h"

namespace ecslint::rules {

namespace screen {

Value clean_unknown(const Value& v) { return expr::is_partial(v) ? ask() : v; }

Value select_slowly(const Value& operand, std::string_view key, std::uint32_t hash, Absent absent) {
  if (operand.is_unknown()) return operand;
  if (!operand.is_map()) return ask();
  const Value* found = expr::find_computed(*operand.map_data(), key, hash);
  return found == nullptr ? not_there(absent) : clean(*found);
}

Truth equal_slowly(const Value& a, const Value& b) {
  if (a.is_error() || b.is_error()) return Truth::kMaybe;
  if (a.is_unknown() || b.is_unknown()) return Truth::kOpen;
  const Value equal = expr::equals(a, b);
  return equal.is_unknown() ? Truth::kMaybe : truth(equal);  // what is inside may be partly known
}

Truth order_slowly(Code code, const Value& a, const Value& b) {
  if (a.is_error() || b.is_error()) return Truth::kMaybe;
  if (a.is_unknown() || b.is_unknown()) return Truth::kOpen;
  return truth(expr::ordering(code, a, b));
}

namespace {

bool has_key(const Value& map, std::string_view key, std::uint32_t hash) {
  const doc::Node* object = map.node();
  if (object != nullptr) return object->find(key, hash) != nullptr;
  return expr::find_computed(*map.map_data(), key, hash) != nullptr;
}

}  // namespace

Truth is_in(const Value& a, const Value& range) {
  if (a.is_string() && range.is_list() && range.node() != nullptr) {
    if (const auto found = expr::find_text(a.as_string(), *range.node())) return truth(*found);
  }
  if (a.is_error() || range.is_error()) return Truth::kMaybe;
  if (range.is_unknown()) return Truth::kOpen;
  if (!a.is_known()) return Truth::kMaybe;
  if (range.is_map()) {
    if (expr::map_find(range, a)) return Truth::kYes;
    return is_open(range) ? Truth::kMaybe : Truth::kNo;
  }
  if (!range.is_list()) return Truth::kMaybe;
  Truth t = Truth::kNo;
  for (std::uint32_t i = 0; i < range.size(); ++i) {
    const Truth same = equal(a, element(range, i));
    if (same == Truth::kYes) return same;
    if (same != Truth::kNo) t = Truth::kMaybe;
  }
  return t == Truth::kNo && is_open(range) ? Truth::kMaybe : t;
}

Truth is_in(const Value& a, const Value& range, std::uint32_t hash) {
  if (!range.is_map() || !a.is_string()) return is_in(a, range);
  if (has_key(range, a.as_string(), hash)) return Truth::kYes;
  return is_open(range) ? Truth::kMaybe : Truth::kNo;
}

Value index(const Value& operand, const Value& at, Absent absent) {
  if (operand.is_error() || at.is_error()) return ask();
  if (operand.is_unknown()) return operand;
  if (at.is_unknown()) return at;
  if (operand.is_list() && at.is(Kind::kInt)) {
    if (at.as_int() >= 0 && at.as_int() < static_cast<std::int64_t>(operand.size()))
      return element(operand, static_cast<std::uint32_t>(at.as_int()));
    return absent == Absent::kNone && !is_open(operand) ? none() : ask();
  }
  if (!operand.is_map()) return ask();
  if (const auto found = expr::map_find(operand, at)) return clean(*found);
  return absent == Absent::kNone && !is_open(operand) ? none() : ask();
}

Value index(const Value& operand, const Value& at, Absent absent, std::uint32_t hash) {
  if (!operand.is_map() || !at.is_string()) return index(operand, at, absent);
  if (const doc::Node* object = operand.node()) {
    if (const doc::Node* found = object->find(at.as_string(), hash)) return from(*found);
  } else if (const Value* found = expr::find_computed(*operand.map_data(), at.as_string(), hash)) {
    return clean(*found);
  }
  return absent == Absent::kNone && !is_open(operand) ? none() : ask();
}

bool found(std::string_view text, std::string_view part) {
  return text::find(text, part) != std::string_view::npos;
}

}  // namespace screen

using expr::Value;
using screen::Truth;

void Screen::take_options(std::uint32_t rule) {
  bindings_.slots[kOptionsSlot] = Value::from(plan_->options(rules_[rule]));
}

Truth Screen::matches(const Value& s, std::string_view pattern) {
  if (!s.is_string()) return s.is_unknown() ? Truth::kOpen : Truth::kMaybe;
  if (s.as_string().size() > kLongest) return Truth::kMaybe;
  const re2::RE2* compiled = evaluator_.regex(pattern);
  if (compiled == nullptr) return Truth::kMaybe;
  return screen::truth(re2::RE2::PartialMatch({s.as_string().data(), s.as_string().size()}, *compiled));
}

Value Screen::arithmetic(expr::Code code, const Value& a, const Value& b) {
  if (a.is_error() || b.is_error()) return screen::ask();
  if (a.is_unknown() || b.is_unknown()) return screen::open();
  return expr::arithmetic(evaluator_, code, a, b);
}

Value Screen::keys(const Value& map) {
  Value* to = room(map.node() != nullptr ? map.node()->size() : expr::map_size(map));
  std::uint32_t count = 0;
  if (to == nullptr) return screen::ask();
  expr::each_entry(map, [&](const Value& key, const Value&) { return to[count++] = key, true; });
  return Value::list({to, count});
}

Value Screen::call_with(std::uint32_t function, std::span<const Value> arguments) {
  for (const Value& argument : arguments) {
    if (argument.is_error() || screen::is_none(argument)) return screen::ask();
  }
  return screen::clean(evaluator_.apply(function, arguments));
}

}  // namespace ecslint::rules
