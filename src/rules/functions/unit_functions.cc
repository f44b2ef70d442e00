// SPDX-License-Identifier: Apache-2.0
// units.cpu, units.memory
#include <cmath>

#include "expr/context.h"
#include "rules/functions/functions.h"
#include "rules/functions/units.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Kind;
using expr::Value;

constexpr std::int64_t kNone = -1;

template <std::optional<std::int64_t> (*F)(std::string_view)>
Value size(Context&, std::span<const Value> args) {
  const Value& x = args[0];
  switch (x.kind()) {
    case Kind::kInt:
      return x.as_int() < 0 ? Value::integer(kNone) : Value::integer(x.as_int());
    case Kind::kDouble: {
      const double d = x.as_double();
      const bool whole = d >= 0 && d < 1e12 && d == std::floor(d);
      return Value::integer(whole ? static_cast<std::int64_t>(d) : kNone);
    }
    case Kind::kString:
      return Value::integer(F(x.as_string()).value_or(kNone));
    default:
      return Value::integer(kNone);
  }
}

constexpr auto G = expr::Style::kGlobal;

constexpr expr::Function kFunctions[] = {
    {"units.cpu", G, "dyn", "int", size<cpu_units>},
    {"units.memory", G, "dyn", "int", size<memory_mib>},
};

}  // namespace

std::span<const expr::Function> unit_functions() { return kFunctions; }

}  // namespace ecslint::rules
