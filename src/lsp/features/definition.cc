// SPDX-License-Identifier: Apache-2.0
// From a name to where it is given: containers, volumes, ports, families, and what a template refers to.
#include "lsp/features/features.h"
#include "lsp/names.h"
#include "lsp/template_names.h"

namespace ecslint::lsp {

Answer definition(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  std::vector<Location> out;
  if (const auto name = template_name_at(*context.file(), *offset)) {
    out.push_back(context.location(context.name(), name->definition));
  } else if (const auto mention = mention_at(context, *offset)) {
    for (const Mention& each : same_as(context, *mention)) {
      if (each.definition) out.push_back(context.location(each.file, each.range));
    }
  }
  return list_to_json(out);
}

}  // namespace ecslint::lsp
