// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_scope.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/cel_text.h"
#include "syntax/toml/toml.h"

namespace ecslint::rules {
namespace {

/// Every path the text names, as if it were there.
void assume_all(std::string_view cel, expr::Facts& facts) {
  for (const Chain& chain : chains(cel)) {
    std::string path(chain.names[0]);
    for (std::size_t i = 1; i < chain.names.size(); ++i) {
      path.append(".").append(chain.names[i]);
      facts.add(path);
    }
  }
}

/// What to write so that the name has a meaning.
std::string_view how_to_declare(std::string_view message) {
  if (message.starts_with("unknown name 'options'"))
    return ": the rule declares its options and their defaults, options = { most = 10 }";
  if (message.starts_with("unknown name 'data"))
    return ": a table is the file data/TABLE.toml beside the rules, read as data.TABLE";
  return {};
}

}  // namespace

RuleScope::RuleScope(const RuleFile& rule, PackContext& pack, const Subject& subject)
    : rule_(rule),
      pack_(pack),
      subject_(subject),
      environment_(pack.types, pack.functions),
      lines_(rule.document().source().bytes()) {
  std::uint32_t slot = 0;
  for (const Variable& variable : subject.variables) {
    expr::TypeId type = expr::types::kDyn;
    if (!variable.schema.empty()) type = pack.schema_types.of(variable.schema);
    if (variable.origin == Origin::kForm || variable.origin == Origin::kUnfound) type = expr::types::kString;
    if (slot == subject.resource_slot()) declare(kResourceAlias, slot, type);
    declare(variable.name, slot++, variable.list ? pack.types.list(type) : type);
  }
  slot = kFirstDataSlot;
  for (const auto& [name, type] : pack.data) declare(name, slot++, type);
}

void RuleScope::declare(std::string_view name, std::uint32_t slot, expr::TypeId type) {
  environment_.add(name, slot, type);
}

void RuleScope::locate(const Snippet& snippet, Expression& out) const {
  const auto at = syntax_toml::source_offset(*snippet.string, rule_.document().source(), snippet.offset);
  const text::Position position = lines_.position(at.value_or(snippet.string->range().begin));
  out.line = position.line;
  out.column = position.column;
}

bool RuleScope::fits(expr::TypeId type, Want want) const {
  if (want == Want::kAnything || pack_.types.is_dyn(type)) return true;
  return pack_.types.kind(type) == (want == Want::kBool ? expr::TypeKind::kBool : expr::TypeKind::kList);
}

void RuleScope::report(const Snippet& snippet, const std::vector<expr::CompileError>& errors) {
  for (const expr::CompileError& error : errors) {
    std::size_t offset = error.offset;
    if (!snippet.compiled.empty() && offset > snippet.inserted)
      offset = std::min(offset - 1, snippet.text.size());
    pack_.problems.add_in(
        rule_.document(), *snippet.string, snippet.offset + offset, error.size,
        fmt::format("{}: {}{}", snippet.what, error.message, how_to_declare(error.message)));
  }
}

std::optional<expr::Compiled> RuleScope::ask(const Snippet& snippet, Want want, Expression& out) {
  return compile(snippet, want, pack_.draft, facts_, out);
}

void RuleScope::say(const Snippet& snippet, Expression& out, bool absent_is_fine) {
  expr::Facts facts = facts_;
  if (absent_is_fine) assume_all(snippet.text, facts);
  if (compile(snippet, Want::kAnything, pack_.image, facts, out)) {
    pack_.patterns.add(out.program, pack_.image.image(), pack_.functions);
  }
}

std::optional<expr::Compiled> RuleScope::compile(const Snippet& snippet, Want want, text::ImageBuilder& image,
                                                 const expr::Facts& facts, Expression& out) {
  std::vector<expr::CompileError> errors;
  const std::string_view text = snippet.compiled.empty() ? snippet.text : snippet.compiled;
  auto compiled = expr::compile(text, environment_, image, errors, &facts);
  report(snippet, errors);
  if (!compiled) return std::nullopt;
  if (!fits(compiled->type, want)) {
    pack_.problems.add_in(
        rule_.document(), *snippet.string, snippet.offset, snippet.text.size(),
        fmt::format("{} must be {}, this is {}", snippet.what,
                    want == Want::kBool ? "true or false" : "a list", pack_.types.to_string(compiled->type)));
    return std::nullopt;
  }
  out.program = compiled->program;
  locate(snippet, out);
  return compiled;
}

expr::Facts RuleScope::facts_when_false(std::string_view condition) {
  text::ImageBuilder scratch;
  std::vector<expr::CompileError> errors;
  const auto compiled =
      expr::compile(fmt::format("!(\n{}\n)", condition), environment_, scratch, errors, &facts_);
  return compiled ? compiled->when_true : expr::Facts();
}

std::vector<bool> RuleScope::slots_of(const Expression& expression, const text::ImageBuilder& image) const {
  std::vector<bool> used(kSlotCount);
  if (!expression.exists()) return used;
  for (const expr::Op& op : image.image()[expression.program.ops]) {
    if (op.code == expr::Code::kSlot && op.a < kSlotCount) used[op.a] = true;
  }
  return used;
}

}  // namespace ecslint::rules
