// SPDX-License-Identifier: Apache-2.0
#include "expr/compile.h"

#include "expr/checker.h"
#include "expr/parser.h"
#include "expr/planner.h"

namespace ecslint::expr {

std::optional<Compiled> compile(std::string_view source, const Environment& environment,
                                text::ImageBuilder& image, std::vector<CompileError>& errors,
                                const Facts* given) {
  const std::size_t before = errors.size();
  const auto ast = Parser(source, errors).run();
  if (!ast) return std::nullopt;
  Checked checked = Checker(*ast, environment, errors).run(given);
  if (errors.size() > before) return std::nullopt;
  const TypeId type = checked.notes[ast->root].type;
  Planner planner(*ast, checked, image);
  return Compiled{planner.run(), type, std::move(checked.when_true)};
}

}  // namespace ecslint::expr
