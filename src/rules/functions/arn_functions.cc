// SPDX-License-Identifier: Apache-2.0
// arn.parse, arn.valid
#include "rules/functions/arn.h"
#include "rules/functions/functions.h"
#include "rules/functions/masked_text.h"
#include "rules/functions/parts.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;

Value parse(Context& context, std::span<const Value> args) {
  if (!args[0].is_string() && !args[0].is_unknown()) return context.no_such_overload();
  MaskedText masked(args[0]);
  mask_arn_words(masked);
  if (!context.charge(16 + masked.text().size() / 4)) return context.exhausted();
  const Arn arn = parse_arn(masked.text());
  const PartMaker make(context, masked);
  static const FieldNames names = {"valid",   "reason",   "partition",     "service",     "region",
                                   "account", "resource", "resource_type", "resource_id", "name"};
  Fields fields(context, names);
  fields.add(make.boolean(arn.valid));
  fields.add(arn.valid ? context.string(arn.reason) : masked.unknown(context));
  const bool refused = arn.valid == false && !arn.partition;
  for (const Arn::Part* part : {&arn.partition, &arn.service, &arn.region, &arn.account, &arn.resource,
                                &arn.resource_type, &arn.resource_id, &arn.name}) {
    fields.add(refused ? Value::string("") : make.part(*part));
  }
  return fields.finish();
}

Value valid(Context& context, std::span<const Value> args) {
  if (!args[0].is_string() && !args[0].is_unknown()) return context.no_such_overload();
  MaskedText masked(args[0]);
  mask_arn_words(masked);
  return PartMaker(context, masked).boolean(parse_arn(masked.text()).valid);
}

constexpr auto G = expr::Style::kGlobal;
constexpr auto P = expr::Accepts::kPartial;

constexpr expr::Function kFunctions[] = {
    expr::kept({"arn.parse", G, "string", "Arn", parse, P}),
    {"arn.valid", G, "string", "bool", valid, P},
};

}  // namespace

std::span<const expr::Function> arn_functions() { return kFunctions; }

}  // namespace ecslint::rules
