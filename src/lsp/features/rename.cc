// SPDX-License-Identifier: Apache-2.0
// A new name for a container, volume, port or family, everywhere it is meant, in all files of the workspace.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/features/features.h"
#include "lsp/names.h"
#include "lsp/template_names.h"

namespace ecslint::lsp {
namespace {

/// What ECS accepts of all four: letters, digits, hyphens and underscores.
bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace

Answer prepare_rename(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  const auto mention = mention_at(context, *offset);
  if (!mention) return Json();
  return Json{{"range", to_json(context.positions().range(mention->range))}, {"placeholder", mention->name}};
}

Answer rename(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  const std::string name = as_string(get(params, "newName"));
  const auto mention = mention_at(context, *offset);
  if (!mention)
    return text::Error{"there is nothing to rename here: containers, volumes, ports and families have names"};
  if (!is_name(name))
    return text::Error{
        fmt::format("{} is no name for a {}: letters, digits, hyphens and underscores are allowed", name,
                    title(mention->entity))};
  std::vector<std::pair<std::string, text::Edit>> edits;
  for (const Mention& each : same_as(context, *mention)) edits.push_back({each.file, {each.range, name}});
  return context.workspace_edit(edits);
}

}  // namespace ecslint::lsp
