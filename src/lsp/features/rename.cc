// SPDX-License-Identifier: Apache-2.0
// A new name for a container, volume, port or family, everywhere it is meant, in all files of the workspace;
// for what a template gives a name, in the template.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/features/features.h"
#include "lsp/names.h"
#include "lsp/template_names.h"
#include "rules/value_text.h"

namespace ecslint::lsp {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_made_of(std::string_view name, std::string_view more) {
  return !name.empty() && name.size() <= 255 && std::ranges::all_of(name, [more](char c) {
    return is_letter_or_digit(c) || more.find(c) != std::string_view::npos;
  });
}

/// Whether both would be meant by the same word.
bool collide(const Declaration& a, const Declaration& b) {
  return a.section == b.section || (a.is_referable() && b.is_referable());
}

Answer rename_in_template(const Context& context, const TemplateName& name, const std::string& to) {
  if (!is_made_of(to, ""))
    return text::Error{
        fmt::format("{} is no name for a {}: letters and digits are allowed", to, name.declared.what())};
  for (const Declaration& other : declarations(*context.file())) {
    if (other.name == to && other.node != name.declared.node && collide(other, name.declared))
      return text::Error{fmt::format("there is a {} {} already", other.what(), to)};
  }
  std::vector<std::pair<std::string, text::Edit>> edits{{context.name(), {name.definition, to}}};
  for (const text::Range& use : name.uses) edits.push_back({context.name(), {use, to}});
  return context.workspace_edit(edits);
}

Json prepared(const Context& context, text::Range range, std::string_view name) {
  return Json{{"range", to_json(context.positions().range(range))}, {"placeholder", name}};
}

}  // namespace

Answer prepare_rename(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  if (const auto name = template_name_at(*context.file(), *offset))
    return prepared(context, name->range, name->declared.name);
  const auto mention = mention_at(context, *offset);
  return mention ? prepared(context, mention->range, mention->name) : Json();
}

Answer rename(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  const std::string name = as_string(get(params, "newName"));
  if (const auto declared = template_name_at(*context.file(), *offset))
    return rename_in_template(context, *declared, name);
  const auto mention = mention_at(context, *offset);
  if (!mention)
    return text::Error{"there is nothing to rename here: containers, volumes, ports and families have names"};
  // What ECS accepts of all four.
  if (!is_made_of(name, "-_"))
    return text::Error{
        fmt::format("{} is no name for a {}: letters, digits, hyphens and underscores are allowed", name,
                    title(mention->entity))};
  if (rules::key_text(name, rules::Style::kYaml) != name)  // null, yes, 12: it may stand without quotes
    return text::Error{fmt::format("{} would not be read as a name: begin it with a letter", name)};
  std::vector<std::pair<std::string, text::Edit>> edits;
  for (const Mention& each : same_as(context, *mention)) edits.push_back({each.file, {each.range, name}});
  return context.workspace_edit(edits);
}

}  // namespace ecslint::lsp
