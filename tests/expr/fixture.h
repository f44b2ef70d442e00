// SPDX-License-Identifier: Apache-2.0
// One document, variables over its top-level members, and expressions run against it: for tests.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "expr/compile.h"
#include "expr/evaluate.h"
#include "expr/lib/format.h"
#include "expr/library.h"
#include "syntax/json/parse.h"

namespace ecslint::expr {

class Fixture {
 public:
  /// The members of the JSON object are the variables, of type dyn until declare() says otherwise.
  explicit Fixture(std::string_view json) : document_(text::Source("test.json", json)) {
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(document_, findings);
    REQUIRE(document_.roots().size() == 1);
    for (const doc::Member& member : root().members()) {
      names_.push_back(member.key);
      environment_.add(member.key, static_cast<std::uint32_t>(slots_.size()));
      slots_.push_back(Value::from(member.value));
    }
  }

  void declare(std::string_view name, TypeId type) {
    environment_.add(name, environment_.find(name)->slot, type);
  }
  /// A variable that is no part of the document.
  void add(std::string_view name, Value value, TypeId type = types::kDyn) {
    environment_.add(name, static_cast<std::uint32_t>(slots_.size()), type);
    slots_.push_back(value);
  }

  Program program(std::string_view source, const Facts* given = nullptr) {
    std::vector<CompileError> errors;
    const auto compiled = compile(source, environment_, builder_, errors, given);
    for (const CompileError& error : errors) FAIL(source << ": " << error.message);
    type_ = types_.to_string(compiled->type);
    facts_ = compiled->when_true;
    return compiled->program;
  }

  /// "true", "text", "[1, 2]", "unknown", "error at 3: …".
  std::string ask(std::string_view source, std::int64_t budget = Context::kDefaultBudget) {
    const Program p = program(source);
    Evaluator evaluator(builder_.image(), patterns(), standard_library(), budget);
    return show(evaluator, evaluator.evaluate(p, slots_));
  }

  /// "offset-end: message" of every error, separated by newlines.
  std::string refuse(std::string_view source, const Facts* given = nullptr) {
    std::vector<CompileError> errors;
    compile(source, environment_, builder_, errors, given);
    std::string text;
    for (const CompileError& e : errors) {
      text += (text.empty() ? "" : "\n") + std::to_string(e.offset) + "-" +
              std::to_string(e.offset + e.size) + ": " + e.message;
    }
    return text;
  }

  /// The source text at the place of `at`; "(absent KEY) " before what lacks it.
  std::string place(std::string_view source) {
    const Program p = program(source);
    Evaluator evaluator(builder_.image(), patterns(), standard_library());
    const Place found = evaluator.locate(p, slots_);
    if (!found.node) return "nowhere";
    return (found.absent ? "(absent " + std::string(found.missing) + ") " : "") + text_of(*found.node);
  }

  std::string witness(std::string_view source) {
    const Program p = program(source);
    Evaluator evaluator(builder_.image(), patterns(), standard_library());
    CHECK(show(evaluator, evaluator.evaluate(p, slots_)) == "false");
    const doc::Node* found = evaluator.witness(p, slots_, wanted);
    return found ? text_of(*found) : "nothing";
  }

  static std::string show(Context& context, const Value& value) {
    if (value.is_unknown()) return "unknown";
    if (value.is_error()) {
      return "error at " + std::to_string(value.error_offset()) + ": " + value.error_message();
    }
    if (value.is(Kind::kOptional))
      return value.as_optional() ? "some " + show(context, *value.as_optional()) : "none";
    const Value text = lib::format(context, "%s", Value::list({&value, 1}));
    return text.is_string() ? std::string(text.as_string()) : "?";
  }

  const doc::Node& root() const { return document_.roots()[0]; }
  std::string text_of(const doc::Node& node) const {
    return std::string(document_.source().slice(node.range()));
  }
  TypeTable& types() { return types_; }
  Environment& environment() { return environment_; }
  text::ImageBuilder& builder() { return builder_; }
  std::vector<Value>& slots() { return slots_; }
  const std::string& type() const { return type_; }
  const Facts& facts() const { return facts_; }
  std::function<bool(const doc::Node&)> wanted;

 private:
  /// A cache knows patterns by their place in the image, which moves while the test adds to it.
  RegexCache& patterns() { return *(patterns_ = std::make_unique<RegexCache>()); }

  doc::Document document_;
  TypeTable types_;
  Environment environment_{types_, standard_library()};
  text::ImageBuilder builder_;
  std::unique_ptr<RegexCache> patterns_;
  std::vector<std::string_view> names_;
  std::vector<Value> slots_;
  std::string type_;
  Facts facts_;
};

}  // namespace ecslint::expr
