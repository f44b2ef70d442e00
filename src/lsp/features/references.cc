// SPDX-License-Identifier: Apache-2.0
// All places that mean what stands here.
#include "lsp/features/features.h"
#include "lsp/names.h"
#include "lsp/template_names.h"

namespace ecslint::lsp {

Answer references(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  const bool declaration = as_bool(get(params, "context", "includeDeclaration"), true);
  std::vector<Location> out;
  if (const auto name = template_name_at(*context.file(), *offset)) {
    if (declaration) out.push_back(context.location(context.name(), name->definition));
    for (const text::Range& range : name->uses) out.push_back(context.location(context.name(), range));
  } else if (const auto mention = mention_at(context, *offset)) {
    for (const Mention& each : same_as(context, *mention)) {
      if (declaration || !each.definition) out.push_back(context.location(each.file, each.range));
    }
  }
  return list_to_json(out);
}

/// The same within the document, to be highlighted.
Answer document_highlight(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  Json out = Json::array();
  const auto add = [&](text::Range range, bool definition) {
    constexpr int kRead = 2;
    constexpr int kWrite = 3;
    out.push_back(
        {{"range", to_json(context.positions().range(range))}, {"kind", definition ? kWrite : kRead}});
  };
  if (const auto name = template_name_at(*context.file(), *offset)) {
    add(name->definition, true);
    for (const text::Range& range : name->uses) add(range, false);
  } else if (const auto mention = mention_at(context, *offset)) {
    for (const Mention& each : same_as(context, *mention)) {
      if (each.file == context.name()) add(each.range, each.definition);
    }
  }
  return out;
}

}  // namespace ecslint::lsp
