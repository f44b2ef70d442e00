// SPDX-License-Identifier: Apache-2.0
#include "rules/message_template.h"

#include <catch2/catch.hpp>

using namespace ecslint;

namespace {

/// Parts as "text" and <expression@offset>, or "!offset error".
std::string parsed(std::string_view text) {
  const rules::Template result = rules::parse_template(text);
  if (!result.error.empty()) return "!" + std::to_string(result.error_offset) + " " + result.error;
  std::string out;
  for (const rules::TemplatePart& part : result.parts) {
    out +=
        part.expression ? "<" + part.text + "@" + std::to_string(part.offset) + ">" : "\"" + part.text + "\"";
  }
  return out;
}

}  // namespace

TEST_CASE("message templates are texts and expressions in braces") {
  CHECK(parsed("plain") == "\"plain\"");
  CHECK(parsed("a {x.y} b") == "\"a \"<x.y@3>\" b\"");
  CHECK(parsed("{a}{b}") == "<a@1><b@4>");
  CHECK(parsed("{{not}} {x}") == "\"{not} \"<x@9>");
  CHECK(parsed("{ {'a': 1}['}'] }") == "< {'a': 1}['}'] @1>");
  CHECK(parsed(R"({"\"}"})") == R"(<"\"}"@1>)");
  CHECK(parsed("") == "");
}

TEST_CASE("braces that do not match are told with their place") {
  CHECK(parsed("ab {x") == "!3 { is not closed: write {{ for a brace");
  CHECK(parsed("ab }") == "!3 } without {: write }} for a brace");
  CHECK(parsed("ab { }") == "!3 an expression is missing between { and }");
  CHECK(parsed("{'x}") == "!0 { is not closed: write {{ for a brace");
}
