// SPDX-License-Identifier: Apache-2.0
// docs/cel.md names every function that a rule may call.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <string>

#include "rules/functions/functions.h"

namespace ecslint::rules {
namespace {

bool is_operator(std::string_view name) { return name.find_first_of("_@!-[?") == 0; }

bool names(const std::string& page, std::string_view function) {
  const std::string word(function);
  return page.find("`" + word + "`") != std::string::npos || page.find("`" + word + "(") != std::string::npos;
}

}  // namespace

TEST_CASE("docs/cel.md names every function") {
  std::ifstream file(ECSLINT_SOURCE_DIR "/docs/cel.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string page = text.str();
  REQUIRE(page.size() > 1000);
  std::size_t seen = 0;
  for (const auto& table : function_tables()) {
    for (const expr::Function& function : table) {
      if (is_operator(function.name)) continue;
      ++seen;
      INFO(function.name);
      CHECK(names(page, function.name));
    }
  }
  CHECK(seen > 100);
}

}  // namespace ecslint::rules
