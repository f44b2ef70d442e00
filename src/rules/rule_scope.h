// SPDX-License-Identifier: Apache-2.0
// The names one rule's expressions may use and what is known where they stand; compiles a TOML string (or a
// part of one) into the pack's image and tells its mistakes in the TOML file.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "expr/environment.h"
#include "rules/compile_rule.h"
#include "rules/subjects.h"
#include "text/line_index.h"

namespace ecslint::rules {

/// What a key's expression must give.
enum class Want : std::uint8_t { kAnything, kBool, kList };

/// A piece of a TOML string that is an expression.
struct Snippet {
  const doc::Node* string = nullptr;
  std::string_view text;
  std::size_t offset = 0;       // of the text in the string's value
  std::string_view what;        // "assert": in messages
  std::string_view compiled{};  // what is compiled instead of the text; one byte longer from `inserted` on
  std::size_t inserted = 0;
};

class RuleScope {
 public:
  RuleScope(const RuleFile& rule, PackContext& pack, const Subject& subject);

  void declare(std::string_view name, std::uint32_t slot, expr::TypeId type);
  /// From here on these are known.
  void know(const expr::Facts& facts) { facts_.add(facts); }
  void know(std::string path) { facts_.add(std::move(path)); }

  /// What the rule asks, into the draft. Nothing when there were mistakes.
  std::optional<expr::Compiled> ask(const Snippet& snippet, Want want, Expression& out);
  /// What it says, into the pack. Reading something absent is no mistake when `absent_is_fine`: places and
  /// fixes are about what is not there.
  void say(const Snippet& snippet, Expression& out, bool absent_is_fine = false);

  /// What is sure when the condition is false. For conditions that compiled.
  expr::Facts facts_when_false(std::string_view condition);

  /// The variable slots that the program, of the draft or the pack, reads, by slot number.
  std::vector<bool> slots_of(const Expression& expression, const text::ImageBuilder& image) const;

  const Subject& subject() const { return subject_; }

 private:
  std::optional<expr::Compiled> compile(const Snippet& snippet, Want want, text::ImageBuilder& image,
                                        const expr::Facts& facts, Expression& out);
  void locate(const Snippet& snippet, Expression& out) const;
  bool fits(expr::TypeId type, Want want) const;
  void report(const Snippet& snippet, const std::vector<expr::CompileError>& errors);

  const RuleFile& rule_;
  PackContext& pack_;
  const Subject& subject_;
  expr::Environment environment_;
  expr::Facts facts_;
  text::LineIndex lines_;
};

}  // namespace ecslint::rules
