// SPDX-License-Identifier: Apache-2.0
#include "finding/finding.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace ecslint::finding {
namespace {

Finding at(text::Offset begin, std::string_view code, std::string_view path) {
  Finding out;
  out.place.range = {begin, begin + 1};
  out.code = code;
  out.path = path;
  out.message = "so long that it is not held in the string itself";
  return out;
}

TEST_CASE("findings are told by place and code, those alike as they were found") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<Finding> findings;
    for (std::size_t i = 0; i < random() % 40; ++i)
      findings.push_back(at(random() % 9, random() % 2 == 0 ? "NET001" : "CTR001", std::to_string(i)));
    std::vector<Finding> expected = findings;
    std::stable_sort(expected.begin(), expected.end(), report_order);
    sort_for_report(findings);
    REQUIRE(findings.size() == expected.size());
    for (std::size_t i = 0; i < findings.size(); ++i) {
      REQUIRE(findings[i].path == expected[i].path);
      REQUIRE(findings[i].code == expected[i].code);
      REQUIRE(findings[i].message == expected[i].message);
    }
  }
}

TEST_CASE("under what a finding holds reads as a clause") {
  Finding finding;
  finding.message = "it fails";
  CHECK(full_message(finding) == "it fails");
  finding.parameter_file = "dev.json";
  CHECK(condition_text(finding) == "with dev.json");
  CHECK(full_message(finding) == "it fails (with dev.json)");
  finding.condition = "IsProd is false";
  CHECK(condition_text(finding) == "IsProd is false, with dev.json");
  CHECK(condition_clause(finding) == "when IsProd is false, with dev.json");
  finding.parameter_file.clear();
  CHECK(full_message(finding) == "it fails (when IsProd is false)");
}

}  // namespace
}  // namespace ecslint::finding
