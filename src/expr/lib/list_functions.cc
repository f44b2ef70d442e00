// SPDX-License-Identifier: Apache-2.0
// Functions on lists and the sets.* functions. Lists are values, so each makes a new one; unknown elements
// make unknown what could depend on them, and nothing else.
#include "expr/lib/list_functions.h"

#include <algorithm>
#include <vector>

#include "expr/equality.h"
#include "expr/lib/numbers.h"
#include "expr/library.h"

namespace ecslint::expr {
namespace {

using lib::are;
using lib::Args;
using lib::first_unknown;

std::vector<Value> elements_of(const Value& list) {
  std::vector<Value> out;
  out.reserve(list.size());
  for (std::uint32_t i = 0; i < list.size(); ++i) out.push_back(list.element(i));
  return out;
}

bool pay_pairs(Context& context, std::uint64_t a, std::uint64_t b) { return context.charge(1 + a * b / 4); }

// Walks the list from `at` by `step`: the index of the first equal element.
Value find_from(Context& context, Args args, std::int64_t at, std::int64_t step) {
  const auto size = static_cast<std::int64_t>(args[0].size());
  if (!lib::pay(context, args[0].size() * 4ull)) return context.exhausted();
  for (; at >= 0 && at < size; at += step) {
    const Value same = equals(args[0].element(static_cast<std::uint32_t>(at)), args[1]);
    if (same.is_true()) return Value::integer(at);
    if (!same.is(Kind::kBool)) return same;
  }
  return Value::integer(-1);
}

}  // namespace

namespace lib {

Value list_index_of(Context& context, Args args) { return find_from(context, args, 0, 1); }

Value list_last_index_of(Context& context, Args args) {
  return find_from(context, args, std::int64_t{args[0].size()} - 1, -1);
}

Value list_reverse(Context& context, Args args) {
  if (!args[0].is_list()) return context.no_such_overload();
  auto elements = elements_of(args[0]);
  std::reverse(elements.begin(), elements.end());
  return context.list(elements);
}

}  // namespace lib

namespace {

// Keeps the first of equal elements.
Value distinct(Context& context, Args args) {
  if (!args[0].is_list()) return context.no_such_overload();
  if (const auto unknown = first_unknown(args[0])) return *unknown;
  std::vector<Value> kept;
  for (const Value& element : elements_of(args[0])) {
    if (!pay_pairs(context, kept.size(), 1)) return context.exhausted();
    if (std::none_of(kept.begin(), kept.end(), [&](const Value& v) { return is_equal(v, element); })) {
      kept.push_back(element);
    }
  }
  return context.list(kept);
}

bool flatten_into(Context& context, const Value& list, std::int64_t depth, std::vector<Value>& out) {
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    const Value element = list.element(i);
    if (!context.charge(1)) return false;
    if (!element.is_list() || depth == 0) {
      out.push_back(element);
    } else if (!flatten_into(context, element, depth - 1, out)) {
      return false;
    }
  }
  return true;
}

Value flatten(Context& context, Args args) {
  if (!args[0].is_list() || (args.size() == 2 && !args[1].is(Kind::kInt))) return context.no_such_overload();
  const std::int64_t depth = args.size() == 2 ? args[1].as_int() : 1;
  if (depth < 0) return Value::error(ErrorCode::kInvalidArgument, "the depth can't be negative");
  if (const auto unknown = first_unknown(args[0])) return *unknown;
  std::vector<Value> out;
  if (!flatten_into(context, args[0], std::min<std::int64_t>(depth, 256), out)) return context.exhausted();
  return context.list(out);
}

Value slice(Context& context, Args args) {
  if (!are(args, {Kind::kList, Kind::kInt, Kind::kInt})) return context.no_such_overload();
  const std::int64_t begin = args[1].as_int();
  const std::int64_t end = args[2].as_int();
  if (begin < 0 || end < begin || end > args[0].size()) return lib::out_of_range();
  const auto elements = elements_of(args[0]);
  return context.list(
      std::span(elements).subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
}

// Whether every two neighbours can be compared: then all can, as kinds don't mix except numbers.
bool comparable(const std::vector<Value>& elements) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!compare(elements[i == 0 ? 0 : i - 1], elements[i])) return false;
  }
  return true;
}

bool is_less(const Value& a, const Value& b) {
  const auto order = compare(a, b);
  return order && *order == std::partial_ordering::less;
}

bool is_nan(const Value& v) { return v.is(Kind::kDouble) && v.as_double() != v.as_double(); }

Value not_comparable() {
  return Value::error(ErrorCode::kNoSuchOverload,
                      "the elements of the list can't be compared with each other");
}

Value sort(Context& context, Args args) {
  if (!args[0].is_list()) return context.no_such_overload();
  if (const auto unknown = first_unknown(args[0])) return *unknown;
  auto elements = elements_of(args[0]);
  if (!lib::pay(context, elements.size() * 64)) return context.exhausted();
  if (!comparable(elements)) return not_comparable();
  const auto numbers_end =
      std::stable_partition(elements.begin(), elements.end(), [](const Value& v) { return !is_nan(v); });
  std::stable_sort(elements.begin(), numbers_end, is_less);
  return context.list(elements);
}

Value is_sorted(Context& context, Args args) {
  if (!args[0].is_list()) return context.no_such_overload();
  if (const auto unknown = first_unknown(args[0])) return *unknown;
  const auto elements = elements_of(args[0]);
  if (!lib::pay(context, elements.size() * 8)) return context.exhausted();
  if (!comparable(elements)) return not_comparable();
  return Value::boolean(std::is_sorted(elements.begin(), elements.end(), is_less));
}

Value extreme(Context& context, Args args, bool largest) {
  if (!args[0].is_list()) return context.no_such_overload();
  if (const auto unknown = first_unknown(args[0])) return *unknown;
  const auto elements = elements_of(args[0]);
  if (elements.empty()) return Value::error(ErrorCode::kInvalidArgument, "the list is empty");
  if (!lib::pay(context, elements.size() * 8)) return context.exhausted();
  if (!comparable(elements)) return not_comparable();
  Value best = elements[0];
  for (const Value& element : elements) {
    if (largest ? is_less(best, element) : is_less(element, best)) best = element;
  }
  return best;
}

Value min(Context& context, Args args) { return extreme(context, args, false); }
Value max(Context& context, Args args) { return extreme(context, args, true); }

// Like the + operator: no mixing of kinds, no silent overflow.
Value add(Context& context, const Value& a, const Value& b) {
  if (are(Args(&a, 1), {Kind::kDouble}) && b.is(Kind::kDouble))
    return Value::number(a.as_double() + b.as_double());
  std::int64_t sum = 0;
  if (a.is(Kind::kInt) && b.is(Kind::kInt)) {
    return __builtin_add_overflow(a.as_int(), b.as_int(), &sum) ? lib::overflow() : Value::integer(sum);
  }
  if (a.is(Kind::kDuration) && b.is(Kind::kDuration)) {
    return __builtin_add_overflow(a.as_duration(), b.as_duration(), &sum) ? lib::overflow()
                                                                          : Value::duration(sum);
  }
  std::uint64_t usum = 0;
  if (a.is(Kind::kUint) && b.is(Kind::kUint)) {
    return __builtin_add_overflow(a.as_uint(), b.as_uint(), &usum) ? lib::overflow() : Value::uinteger(usum);
  }
  return context.no_such_overload();
}

Value sum(Context& context, Args args) {
  if (!args[0].is_list()) return context.no_such_overload();
  if (const auto unknown = first_unknown(args[0])) return *unknown;
  if (args[0].size() == 0) return Value::integer(0);
  if (!lib::pay(context, args[0].size() * 8ull)) return context.exhausted();
  Value total = args[0].element(0);
  if (!total.is_numeric() && !total.is(Kind::kDuration)) return context.no_such_overload();
  for (std::uint32_t i = 1; i < args[0].size() && !total.is_error(); ++i) {
    total = add(context, total, args[0].element(i));
  }
  return total;
}

Value first(Context& context, Args args) {
  if (!args[0].is_list()) return context.no_such_overload();
  return args[0].size() == 0 ? Value::optional(nullptr) : context.optional(args[0].element(0));
}

Value last(Context& context, Args args) {
  if (!args[0].is_list()) return context.no_such_overload();
  const std::uint32_t size = args[0].size();
  return size == 0 ? Value::optional(nullptr) : context.optional(args[0].element(size - 1));
}

Value range(Context& context, Args args) {
  if (!args[0].is(Kind::kInt)) return context.no_such_overload();
  const auto n = static_cast<std::size_t>(std::max<std::int64_t>(0, args[0].as_int()));
  Value* values = context.room(n);
  if (!values) return context.exhausted();
  for (std::size_t i = 0; i < n; ++i) values[i] = Value::integer(static_cast<std::int64_t>(i));
  return Value::list({values, n});
}

// Whether `list` has the element: true, false, or unknown when an unknown could be it.
Value holds(const Value& list, const Value& wanted) {
  Value result = Value::boolean(false);
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    const Value same = equals(list.element(i), wanted);
    if (same.is_true()) return same;
    if (!same.is(Kind::kBool)) result = same;
  }
  return result;
}

// Every element of `part` is in `whole`: a certain "no" decides, then an unknown.
Value holds_all(const Value& whole, const Value& part) {
  Value result = Value::boolean(true);
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    const Value found = holds(whole, part.element(i));
    if (found.is_false()) return found;
    if (!found.is(Kind::kBool)) result = found;
  }
  return result;
}

Value holds_any(const Value& whole, const Value& part) {
  Value result = Value::boolean(false);
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    const Value found = holds(whole, part.element(i));
    if (found.is_true()) return found;
    if (!found.is(Kind::kBool)) result = found;
  }
  return result;
}

Value is_equivalent(const Value& a, const Value& b) {
  const Value forth = holds_all(a, b);
  if (forth.is_false()) return forth;
  const Value back = holds_all(b, a);
  return back.is_false() || forth.is_true() ? back : forth;
}

template <Value (*F)(const Value&, const Value&)>
Value on_sets(Context& context, Args args) {
  if (!are(args, {Kind::kList, Kind::kList})) return context.no_such_overload();
  if (!pay_pairs(context, args[0].size(), args[1].size())) return context.exhausted();
  return F(args[0], args[1]);
}

constexpr auto G = Style::kGlobal;
constexpr auto M = Style::kMethod;

constexpr Function kFunctions[] = {
    {"distinct", M, "list(A)", "list(A)", distinct},
    {"flatten", M, "list(A)", "list(dyn)", flatten},
    {"flatten", M, "list(A), int", "list(dyn)", flatten},
    {"slice", M, "list(A), int, int", "list(A)", slice},
    {"sort", M, "list(A)", "list(A)", sort},
    {"isSorted", M, "list(A)", "bool", is_sorted},
    {"sum", M, "list(A)", "A", sum},
    {"min", M, "list(A)", "A", min},
    {"max", M, "list(A)", "A", max},
    {"first", M, "list(A)", "optional(A)", first},
    {"last", M, "list(A)", "optional(A)", last},
    {"lists.range", G, "int", "list(int)", range},
    {"sets.contains", G, "list(A), list(A)", "bool", on_sets<holds_all>},
    {"sets.equivalent", G, "list(A), list(A)", "bool", on_sets<is_equivalent>},
    {"sets.intersects", G, "list(A), list(A)", "bool", on_sets<holds_any>},
};

}  // namespace

std::span<const Function> list_functions() { return kFunctions; }

}  // namespace ecslint::expr
