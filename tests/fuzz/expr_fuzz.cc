// SPDX-License-Identifier: Apache-2.0
// Any text as an expression: it compiles or is refused with places inside the text, checked or not; what
// compiles runs to an end within its budget, and finding places and witnesses does not fail either.
#include <cstdlib>

#include "expr/compile.h"
#include "expr/evaluate.h"
#include "expr/library.h"
#include "syntax/json/parse.h"

using namespace ecslint;
using namespace ecslint::expr;

namespace {

constexpr std::string_view kDocument =
    R"({"a": {"b": [1, 2.5, "three", null, true, {"c": "x:1"}], "s": "arn:aws:${X}:1", "u": ${U}}, "n": 7})";

class World {
 public:
  World() : document_(text::Source("fuzz.json", kDocument)) {
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(document_, findings);
    const TypeId object = types_.add_object("a");
    types_.add_field(object, {"b", types_.list(types::kDyn), true});
    types_.add_field(object, {"s", types::kString});
    for (Environment* environment : {&checked_, &lenient_}) {
      environment->add("a", 0, environment == &checked_ ? object : types::kDyn);
      environment->add("n", 1);
    }
    lenient_.set_lenient(true);
    for (const doc::Member& member : document_.roots()[0].members())
      slots_.push_back(Value::from(member.value));
  }

  void run(std::string_view source) {
    run(source, checked_);
    run(source, lenient_);
  }

 private:
  void run(std::string_view source, const Environment& environment) {
    text::ImageBuilder builder;
    std::vector<CompileError> errors;
    const auto compiled = compile(source, environment, builder, errors);
    if (compiled.has_value() != errors.empty()) std::abort();
    for (const CompileError& error : errors) {
      if (error.message.empty() || error.offset > source.size()) std::abort();
    }
    if (!compiled) return;
    RegexCache patterns;
    Evaluator evaluator(builder.image(), patterns, standard_library(), 20'000);
    const Value result = evaluator.evaluate(compiled->program, slots_);
    if (result.is(Kind::kDeferred)) std::abort();
    if (result.is_error() && result.error_offset() > source.size()) std::abort();
    evaluator.locate(compiled->program, slots_);
    evaluator.witness(compiled->program, slots_);
  }

  doc::Document document_;
  TypeTable types_;
  Environment checked_{types_, standard_library()};
  Environment lenient_{types_, standard_library()};
  std::vector<Value> slots_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  World().run({reinterpret_cast<const char*>(data), size});
  return 0;
}
