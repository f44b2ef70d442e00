// SPDX-License-Identifier: Apache-2.0
// The functions as rules use them: compiled with the checker, evaluated over known and partly known strings.
#include <catch2/catch.hpp>

#include "expr/compile.h"
#include "expr/evaluate.h"
#include "expr/lib/call_fixture.h"
#include "rules/functions/functions.h"

using namespace ecslint;
using namespace ecslint::expr;

namespace {

// The value of an expression in which `x` is the given text, '?' standing for a hole; or its first mistake.
std::string run(std::string_view source, std::string_view x) {
  TypeTable types;
  rules::declare_function_types(types);
  Environment environment(types, rules::function_tables());
  environment.add("x", 0, types::kString);
  text::ImageBuilder image;
  std::vector<CompileError> errors;
  const auto compiled = compile(source, environment, image, errors);
  if (!compiled) return errors[0].message;
  CallFixture fx(rules::function_tables());
  const Value value = x.find('?') == std::string_view::npos ? S(x) : fx.partial(x);
  RegexCache patterns;
  Evaluator evaluator(image.image(), patterns, rules::function_tables());
  const std::string shown = fx.show(evaluator.evaluate(compiled->program, {&value, 1}));
  return shown.starts_with("unknown") ? "unknown" : shown;
}

}  // namespace

TEST_CASE("conditions of rules") {
  struct Row {
    const char* source;
    const char* x;
    const char* result;
  };
  const Row rows[] = {
      {"image.parse(x).tag != 'latest'", "?.dkr.ecr.eu-west-1.amazonaws.com/app:latest", "false"},
      {"image.parse(x).tag != 'latest'", "app:?", "unknown"},
      {"image.parse(x).tag.startsWith('v')", "app:v?", "true"},
      {"image.parse(x).ecr && image.parse(x).region == 'eu-west-1'", "?.dkr.ecr.eu-west-1.amazonaws.com/a",
       "true"},
      {"image.parse(x).tag == '' && image.parse(x).digest == ''", "nginx", "true"},
      {"image.parse(x).valid", "Nginx", "false"},
      {"image.parse(x).port == 5000", "reg.io:5000/a", "true"},
      {"image.parse(x).tga", "nginx", "ImageReference has no property 'tga'; did you mean 'tag'?"},
      {"arn.parse(x).service == 'iam' && arn.parse(x).resource_type == 'role'", "arn:aws:iam::?:role/x",
       "true"},
      {"arn.valid(x)", "myRole", "false"},
      {"secret.value_from(x).kind != 'invalid'", "arn:aws:secretsmanager:?:?:secret:a:b", "false"},
      {"secret.value_from(x).json_key == 'password'", "?:password::", "true"},
      {"secret.value_from(x).region in ['', 'eu-west-1']", "/prod/db", "true"},
      {"units.cpu(x) >= 1024", "1 vCPU", "true"},
      {"units.memory(x) / 1024", "2GB", "2"},
      {"secret.shape(x) == ''", "info", "true"},
      {"secret.shape(x) != ''", "postgres://app:hunter2@?/x", "true"},
      {"secret.shape(x, 'NAME') == ''", "?", "unknown"},
      {"secret.name(x)", "DB_PASSWORD", "true"},
      {"secret.name(x) && secret.literal(x)", "DB_PASSWORD", "false"},
      {"entropy(x) > 3.5", "abab", "false"},
      {"graph.cycle([{'name': x, 'dependsOn': [{'containerName': x}]}]) == [x]", "web", "true"},
      {"graph.cycle([{'name': 'a', 'dependsOn': [{'containerName': x}]}])", "we?", "unknown"},
      {"x.lowerAscii().endsWith(':latest')", "?:LATEST", "true"},
      {"[x, 'b'].join('/').endsWith('/b')", "?", "true"},
      {"units.cpu()", "", "units.cpu() takes 1 argument, not 0"},
      {"arn.parze(x)", "", "unknown function 'arn.parze'; did you mean 'arn.parse'?"},
      {"[3, 1, 2].sort().first().value()", "", "1"},
      {"'a-b'.indexOf('-') + [1, 2].indexOf(2)", "", "2"},
  };
  for (const Row& row : rows) {
    INFO(row.source << " with " << row.x);
    CHECK(run(row.source, row.x) == row.result);
  }
}
