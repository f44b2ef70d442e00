// SPDX-License-Identifier: Apache-2.0
// Functions about values as such: size, type, dyn and the optionals.
#include "expr/context.h"
#include "expr/library.h"
#include "expr/map.h"
#include "expr/partial.h"
#include "text/utf8.h"

namespace ecslint::expr {
namespace {

using Arguments = std::span<const Value>;

Value if_closed(const Value& collection, std::uint32_t size) {
  const Value open = open_part(collection);
  return open.is_unknown() ? open : Value::integer(size);
}

Value size(Context&, Arguments a) {
  const Value& x = a[0];
  switch (x.kind()) {
    case Kind::kString:
      return Value::integer(static_cast<std::int64_t>(text::count_code_points(x.as_string())));
    case Kind::kBytes:
      return Value::integer(static_cast<std::int64_t>(x.as_bytes().size()));
    case Kind::kList:
      return if_closed(x, x.size());
    case Kind::kMap:
      return if_closed(x, map_size(x));
    default:
      return Context::no_such_overload();
  }
}

Value type_of(Context&, Arguments a) {
  if (!a[0].is_unknown()) return Value::type(type_name(a[0]));
  return is_surely_text(a[0]) ? Value::type("string") : a[0];
}

Value identity(Context&, Arguments a) { return a[0]; }

Value optional_of(Context& c, Arguments a) { return c.optional(a[0]); }

Value optional_none(Context&, Arguments) { return Value::optional(nullptr); }

bool is_zero(const Value& x) {
  switch (x.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBool:
      return !x.as_bool();
    case Kind::kInt:
      return x.as_int() == 0;
    case Kind::kUint:
      return x.as_uint() == 0;
    case Kind::kDouble:
      return x.as_double() == 0;
    case Kind::kString:
      return x.as_string().empty();
    case Kind::kBytes:
      return x.as_bytes().empty();
    case Kind::kDuration:
      return x.as_duration() == 0;
    case Kind::kTimestamp:
      return x.as_seconds() == 0 && x.as_nanos() == 0;
    case Kind::kList:
      return x.size() == 0;
    case Kind::kMap:
      return map_size(x) == 0;
    case Kind::kOptional:
      return !x.as_optional();
    default:
      return false;
  }
}

Value optional_of_non_zero(Context& c, Arguments a) {
  return is_zero(a[0]) ? Value::optional(nullptr) : c.optional(a[0]);
}

Value has_value(Context&, Arguments a) {
  if (!a[0].is(Kind::kOptional)) return Context::no_such_overload();
  return Value::boolean(a[0].as_optional() != nullptr);
}

Value value_of(Context&, Arguments a) {
  if (!a[0].is(Kind::kOptional)) return Context::no_such_overload();
  if (const Value* inner = a[0].as_optional()) return *inner;
  return Value::error(ErrorCode::kInvalidArgument, "optional.none() has no value");
}

constexpr Function kTable[] = {
    {"size", Style::kGlobal, "string", "int", size},
    {"size", Style::kGlobal, "bytes", "int", size},
    {"size", Style::kGlobal, "list(A)", "int", size},
    {"size", Style::kGlobal, "map(A, B)", "int", size},
    {"size", Style::kMethod, "string", "int", size},
    {"size", Style::kMethod, "bytes", "int", size},
    {"size", Style::kMethod, "list(A)", "int", size},
    {"size", Style::kMethod, "map(A, B)", "int", size},
    {"type", Style::kGlobal, "dyn", "type", type_of, Accepts::kPartial},
    {"dyn", Style::kGlobal, "dyn", "dyn", identity, Accepts::kAnything},
    {"optional.of", Style::kGlobal, "A", "optional(A)", optional_of},
    {"optional.none", Style::kGlobal, "", "optional(A)", optional_none},
    {"optional.ofNonZeroValue", Style::kGlobal, "A", "optional(A)", optional_of_non_zero},
    {"hasValue", Style::kMethod, "optional(A)", "bool", has_value},
    {"value", Style::kMethod, "optional(A)", "A", value_of},
};

}  // namespace

std::span<const Function> core_functions() { return kTable; }

}  // namespace ecslint::expr
