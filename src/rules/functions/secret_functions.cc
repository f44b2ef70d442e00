// SPDX-License-Identifier: Apache-2.0
// entropy, secret.shape, secret.name, secret.literal, secret.argument, secret.value_from
#include "expr/partial.h"
#include "rules/functions/arn.h"
#include "rules/functions/functions.h"
#include "rules/functions/masked_text.h"
#include "rules/functions/parts.h"
#include "rules/functions/secret_arguments.h"
#include "rules/functions/secret_shapes.h"
#include "rules/functions/secret_words.h"
#include "rules/functions/value_from.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;
using Args = std::span<const Value>;

bool pay(Context& context, std::string_view text) { return context.charge(1 + text.size()); }

Value entropy_of(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  if (!pay(context, args[0].as_string())) return context.exhausted();
  return Value::number(entropy(args[0].as_string()));
}

// Of a partly known string each known piece is looked at: a credential in one is certain, that there is none
// is not.
Value shape(Context& context, Args args) {
  if (args.size() > 1 && args[1].is_unknown()) return shape(context, args.first(1));
  if (args.size() > 1 && !args[1].is_string()) return context.no_such_overload();
  if (args[0].is_unknown()) {
    for (const doc::Piece& piece : expr::pieces_of(args[0])) {
      if (!pay(context, piece.text)) return context.exhausted();
      const std::string_view found = piece.known ? credential_shape(piece.text) : std::string_view();
      if (!found.empty()) return Value::string(found);
    }
    return args[0].derived();
  }
  if (!args[0].is_string()) return context.no_such_overload();
  if (!pay(context, args[0].as_string())) return context.exhausted();
  return Value::string(args.size() > 1 ? credential_shape(args[0].as_string(), args[1].as_string())
                                       : credential_shape(args[0].as_string()));
}

Value argument(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  if (!pay(context, args[0].as_string())) return context.exhausted();
  return context.string(secret_argument(args[0].as_string()));
}

template <bool (*F)(std::string_view)>
Value ask(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  if (!pay(context, args[0].as_string())) return context.exhausted();
  return Value::boolean(F(args[0].as_string()));
}

Value value_from(Context& context, Args args) {
  if (!args[0].is_string() && !args[0].is_unknown()) return context.no_such_overload();
  MaskedText masked(args[0]);
  mask_arn_words(masked);
  if (!pay(context, masked.text())) return context.exhausted();
  const ValueFrom v = parse_value_from(masked.text());
  const PartMaker make(context, masked);
  static const FieldNames names = {"kind",          "reason",     "name",      "suffix", "json_key",
                                   "version_stage", "version_id", "partition", "region", "account"};
  Fields fields(context, names);
  fields.add(make.part(v.kind));
  fields.add(v.kind ? context.string(v.reason) : masked.unknown(context));
  for (const ValueFrom::Part* part : {&v.name, &v.suffix, &v.json_key, &v.version_stage, &v.version_id,
                                      &v.partition, &v.region, &v.account}) {
    fields.add(make.part(*part));
  }
  return fields.finish();
}

constexpr auto G = expr::Style::kGlobal;
constexpr auto P = expr::Accepts::kPartial;

constexpr expr::Function kFunctions[] = {
    {"entropy", G, "string", "double", entropy_of},
    {"secret.shape", G, "string", "string", shape, P},
    {"secret.shape", G, "string, string", "string", shape, P},
    {"secret.name", G, "string", "bool", ask<is_secret_name>},
    {"secret.literal", G, "string", "bool", ask<is_literal_secret>},
    {"secret.argument", G, "string", "string", argument},
    expr::kept({"secret.value_from", G, "string", "ValueFrom", value_from, P}),
};

}  // namespace

std::span<const expr::Function> secret_functions() { return kFunctions; }

}  // namespace ecslint::rules
