// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <string>

#include "expr/lib/call_fixture.h"
#include "rules/functions/functions.h"

using namespace ecslint;
using namespace ecslint::expr;

namespace {

std::string problem(std::string_view query) {
  CallFixture fx(rules::function_tables());
  return fx.ask("cluster_query.problem", {S(query)});
}

}  // namespace

TEST_CASE("cluster queries that can be read") {
  for (const char* query : {
           "attribute:ecs.instance-type == t2.small",
           "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
           "attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d",
           "task:group == service:production",
           "not(task:group == database)",
           "!(task:group == database)",
           "not attribute:gpu exists",
           "runningTasksCount == 1",
           "agentVersion < 1.14.5",
           "registeredAt < 2018-02-13",
           "registeredAt >= 2018-06-18T22:28:28+00:00",
           "ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']",
           "agentConnected == true",
           "attribute:stack==prod",
           "attribute:stack!=prod&&attribute:x exists",
           "attribute:stack !in [\"a b\",'c']",
           "attribute:stack not_in [a,b] or attribute:other not_exists",
           "attribute:other !exists",
           "(attribute:a equals 1 || attribute:b greater_than 2) AND attribute:c matches (t2|t3).*",
           "attribute:ecs.instance-type =~ ^c5[.](large|xlarge)$",
           "attribute:a/b\\c_d.e-f =~ x",
           "  attribute:in in [in]  ",
           "((attribute:a == b))",
           "attribute:order == notify and attribute:android == 1",
           "attribute:stadt == Zürich",
       }) {
    INFO(query);
    CHECK(problem(query) == "");
  }
}

TEST_CASE("what is wrong with a cluster query, and where") {
  struct Case {
    const char* query;
    const char* problem;
  };
  for (const Case& c : {
           Case{"", "it is empty"},
           Case{"  ", "it is empty"},
           Case{"ecs.instance-type == t2.small",
                "expected attribute: before the name of an attribute at character 1 (\"ecs.instance-type\")"},
           Case{"runningTaskCount == 1",
                "no such subject (did you mean runningTasksCount?) at character 1 (\"runningTaskCount\")"},
           Case{"attribute: == x", "expected the name of an attribute at character 11"},
           Case{"attribute:a:b == x", "no character for an attribute's name at character 12 (\":b\")"},
           Case{"attribute:a = b", "expected ==, =~ or another operator at character 13 (\"=\")"},
           Case{"attribute:a", "expected an operator such as ==, =~, in or exists after the last character"},
           Case{"attribute:a is b",
                "expected an operator such as ==, =~, in or exists at character 13 (\"is\")"},
           Case{"attribute:a inside [b]",
                "expected an operator such as ==, =~, in or exists at character 13 (\"inside\")"},
           Case{"attribute:a ==", "expected a value after the last character"},
           Case{"attribute:a == b c", "expected and, or, or the end at character 18 (\"c\")"},
           Case{"attribute:a == [b, c]",
                "== takes one value; for a list there is in at character 16 (\"[b,\")"},
           Case{"attribute:a != [b]",
                "!= takes one value; for a list there is not_in at character 16 (\"[b]\")"},
           Case{"attribute:a in b", "in takes a list in brackets: expected [ at character 16 (\"b\")"},
           Case{"attribute:a in (b, c)", "in takes a list in brackets: expected [ at character 16 (\"(b,\")"},
           Case{"attribute:a in []", "expected a value at character 17 (\"]\")"},
           Case{"attribute:a in [b c]", "expected , or ] at character 19 (\"c]\")"},
           Case{"attribute:a in [b", "expected , or ] after the last character"},
           Case{"attribute:a in [b,]", "expected a value at character 19 (\"]\")"},
           Case{"attribute:a == 'b", "no closing quote for the one at character 16 (\"'b\")"},
           Case{"attribute:a exists b", "expected and, or, or the end at character 20 (\"b\")"},
           Case{"attribute:a == b and",
                "expected attribute:NAME, task:group or another subject after the last "
                "character"},
           Case{"and attribute:a == b",
                "expected attribute: before the name of an attribute at character 1 "
                "(\"and\")"},
           Case{"attribute:a == b, attribute:c == d", "expected and, or, or the end at character 17 (\",\")"},
           Case{"(attribute:a == b", "no closing parenthesis for the one at character 1 (\"(attribute:a\")"},
           Case{"attribute:a == b)", "expected and, or, or the end at character 17 (\")\")"},
           Case{"(attribute:a == b attribute:c == d)",
                "expected and, or, or a closing parenthesis at character 19 (\"attribute:c\")"},
           Case{"runningTasksCount == many", "expected a whole number at character 22 (\"many\")"},
           Case{"runningTasksCount in [1, 2]",
                "runningTasksCount can't be compared with in at character 19 "
                "(\"in\")"},
           Case{"agentConnected > true", "agentConnected can't be compared with > at character 16 (\">\")"},
           Case{"attribute:stadt == Zürich x", "expected and, or, or the end at character 27 (\"x\")"},
       }) {
    INFO(c.query);
    const std::string expected = c.problem;
    CHECK(problem(c.query).substr(0, expected.size()) == expected);
  }
  CHECK(problem(std::string(100, '(')).substr(0, 20) == "too many parentheses");
}
