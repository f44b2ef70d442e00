// SPDX-License-Identifier: Apache-2.0
// The bindings, called as the evaluator calls them: what they do with wrong kinds, unknown elements, partly
// known strings and a spent budget. What they compute from known values is in the conformance tests.
#include "expr/library.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "expr/equality.h"
#include "expr/lib/call_fixture.h"

using namespace ecslint;
using namespace ecslint::expr;

TEST_CASE("overloads of one name, style and arity share one function and what it accepts") {
  std::map<std::string, const Function*> seen;
  for (const auto& table : standard_library()) {
    for (const Function& f : table) {
      if (f.parameters.find("...") != std::string_view::npos) continue;
      std::string key(f.name);
      key += f.style == Style::kMethod ? "/method/" : "/global/";
      key += std::to_string(arity(f));
      const auto at = seen.try_emplace(key, &f).first;
      INFO(key);
      CHECK(at->second->call == f.call);
      CHECK(at->second->accepts == f.accepts);
      CHECK(at->second->pattern == f.pattern);
    }
  }
  CHECK(seen.size() > 100);
}

TEST_CASE("no function takes a kind it does not know") {
  CallFixture fx;
  const Value strange = Value::optional(nullptr);
  const std::set<std::string_view> any = {"dyn", "type", "optional.of", "optional.ofNonZeroValue"};
  for (const auto& table : standard_library()) {
    for (const Function& f : table) {
      if (any.count(f.name) || f.parameters.empty() || f.parameters.starts_with("optional(")) continue;
      const std::size_t n = arity(f);
      INFO(f.name << " " << f.parameters);
      CHECK(f.call(fx.context(), std::vector<Value>(n, strange)).is_error());
    }
  }
}

TEST_CASE("partly known strings are decided where the known pieces decide") {
  CallFixture fx;
  const Value image = fx.partial("?.dkr.ecr.eu-west-1.amazonaws.com/App:latest");
  const Value tail = fx.partial("nginx:?");
  CHECK(fx.ask("endsWith", {image, S(":latest")}) == "true");
  CHECK(fx.ask("endsWith", {image, S(":v1")}) == "false");
  CHECK(fx.ask("startsWith", {tail, S("nginx")}) == "true");
  CHECK(fx.ask("contains", {image, S(".dkr.ecr.")}) == "true");
  CHECK(fx.ask("matches", {image, S("dkr\\.ecr")}) == "true");
  CHECK(fx.ask("matches", {tail, S("^nginx:v\\d")}) == "unknown 'nginx:' ?");
  CHECK(fx.ask("matches", {fx.partial("arn:aws:ssm:?"), S("^arn:aws:")}) == "true");
  CHECK(fx.ask("matches", {fx.partial("az?"), S("^(a|ab)")}) == "true");
  CHECK(fx.ask("matches", {fx.partial("az?"), S("^a$")}) == "false");
  CHECK(fx.ask("matches", {fx.partial("arn:cn?"), S("^arn:aws:")}) == "false");
  CHECK(fx.ask("matches", {S("a"), S("(")}) == "error: bad regular expression: (");
  CHECK(fx.ask("lowerAscii", {image}) == "unknown ? '.dkr.ecr.eu-west-1.amazonaws.com/app:latest'");
  CHECK(fx.ask("upperAscii", {tail}) == "unknown 'NGINX:' ?");
  CHECK(fx.ask("indexOf", {tail, S(":")}) == "5");
  CHECK(fx.ask("indexOf", {tail, S("@")}) == "unknown 'nginx:' ?");
  CHECK(fx.ask("indexOf", {image, S("App")}).starts_with("unknown"));
  CHECK(fx.ask("charAt", {tail, I(0)}) == "n");
  CHECK(fx.ask("charAt", {tail, I(6)}).starts_with("unknown"));
  CHECK(fx.ask("charAt", {tail, I(99)}).starts_with("unknown"));
  CHECK(fx.ask("substring", {tail, I(0), I(5)}) == "nginx");
  CHECK(fx.ask("substring", {tail, I(4)}) == "unknown 'x:' ?");
  CHECK(fx.ask("substring", {tail, I(9)}) == "unknown 'nginx:' ?");
  CHECK(fx.ask("string", {tail}) == "unknown 'nginx:' ?");
}

TEST_CASE("join keeps what is known of its parts") {
  CallFixture fx;
  CHECK(fx.ask("join", {fx.list({S("a"), fx.partial("?b"), S("c")}), S("/")}) == "unknown 'a/' ? 'b/c'");
  CHECK(fx.ask("join", {fx.list({S("a"), S("b")})}) == "ab");
  CHECK(fx.ask("join", {fx.list({})}) == "");
  CHECK(fx.ask("join", {fx.list({S("a"), I(1)})}) == "error: no such overload");
  CHECK(fx.ask("join", {fx.list({S("a"), kUnknown})}) == "unknown");
}

TEST_CASE("what is known of a string, or that it is a name, tells its type and that it is not empty") {
  CallFixture fx;
  CHECK(fx.ask("type", {fx.partial("nginx:?")}) == "string");
  CHECK(fx.ask("type", {fx.partial("?", "Task")}) == "string");
  CHECK(fx.ask("type", {fx.partial("?")}) == "unknown ?");  // may become a number
  CHECK(fx.show(equals(fx.partial("?", "Task"), S(""))) == "false");
  CHECK(fx.show(equals(S(""), fx.partial("?", "Task"))) == "false");
  CHECK(fx.show(equals(fx.partial("?", "Task"), S("web"))) == "unknown ?");
  CHECK(fx.show(equals(fx.partial("?"), S(""))) == "unknown ?");
}

TEST_CASE("unknown elements make unknown only what could depend on them") {
  CallFixture fx;
  const Value some = fx.list({I(1), kUnknown, I(3)});
  for (const char* name : {"distinct", "sort", "isSorted", "sum", "min", "max", "flatten"}) {
    INFO(name);
    CHECK(fx.ask(name, {some}) == "unknown");
  }
  CHECK(fx.ask("math.greatest", {some}) == "unknown");
  CHECK(fx.ask("indexOf", {some, I(1)}) == "0");
  CHECK(fx.ask("indexOf", {some, I(3)}) == "unknown");
  CHECK(fx.ask("lastIndexOf", {some, I(3)}) == "2");
  CHECK(fx.ask("first", {some}) == "some 1");
  CHECK(fx.ask("slice", {some, I(0), I(1)}) == "[1]");
  CHECK(fx.ask("sets.contains", {some, fx.list({I(1)})}) == "true");
  CHECK(fx.ask("sets.contains", {some, fx.list({I(9)})}) == "unknown");
  CHECK(fx.ask("sets.contains", {fx.list({I(1)}), fx.list({kUnknown, I(9)})}) == "false");
  CHECK(fx.ask("sets.intersects", {some, fx.list({I(9), I(3)})}) == "true");
  CHECK(fx.ask("sets.intersects", {some, fx.list({I(9)})}) == "unknown");
  CHECK(fx.ask("sets.intersects", {some, fx.list({})}) == "false");
  CHECK(fx.ask("sets.equivalent", {some, fx.list({I(1), I(3)})}) == "unknown");
  CHECK(fx.ask("sets.equivalent", {fx.list({I(1)}), fx.list({I(1), I(1)})}) == "true");
  CHECK(fx.ask("format", {S("%d %s"), fx.list({I(1), kUnknown})}) == "unknown");
  CHECK(fx.ask("format", {S("%d %d"), fx.list({kUnknown, S("x")})}) ==
        "error: %d formats numbers, not string");
}

TEST_CASE("lists") {
  CallFixture fx;
  const Value mixed = fx.list({I(3), Value::number(1.5), Value::uinteger(2), I(3)});
  CHECK(fx.ask("sort", {mixed}) == "[1.5, 2, 3, 3]");
  CHECK(fx.ask("distinct", {fx.list({I(1), Value::number(1), Value::uinteger(1), S("1")})}) == "[1, 1]");
  CHECK(fx.ask("sort", {fx.list({I(1), S("a")})}).starts_with("error: the elements"));
  CHECK(fx.ask("sort", {fx.list({Value::null()})}).starts_with("error: the elements"));
  CHECK(fx.ask("min", {mixed}) == "1.5");
  CHECK(fx.ask("max", {mixed}) == "3");
  CHECK(fx.ask("max", {fx.list({})}) == "error: the list is empty");
  CHECK(fx.ask("sum", {fx.list({})}) == "0");
  CHECK(fx.ask("sum", {fx.list({I(INT64_MAX), I(1)})}) == "error: the result is out of range");
  CHECK(fx.ask("sum", {mixed}) == "error: no such overload");
  CHECK(fx.ask("sum", {fx.list({S("a")})}) == "error: no such overload");
  CHECK(fx.ask("isSorted", {fx.list({S("a"), S("b"), S("b")})}) == "true");
  CHECK(fx.ask("isSorted", {fx.list({S("b"), S("a")})}) == "false");
  const Value nested = fx.list({I(1), fx.list({I(2), fx.list({I(3)})})});
  CHECK(fx.ask("flatten", {nested}) == "[1, 2, [3]]");
  CHECK(fx.ask("flatten", {nested, I(2)}) == "[1, 2, 3]");
  CHECK(fx.ask("flatten", {nested, I(-1)}).starts_with("error"));
  CHECK(fx.ask("slice", {mixed, I(1), I(3)}) == "[1.5, 2]");
  CHECK(fx.ask("slice", {mixed, I(1), I(5)}) == "error: index out of range");
  CHECK(fx.ask("reverse", {fx.list({I(1), I(2)})}) == "[2, 1]");
  CHECK(fx.ask("last", {fx.list({I(1), I(2)})}) == "some 2");
  CHECK(fx.ask("last", {fx.list({})}) == "none");
  CHECK(fx.ask("lists.range", {I(3)}) == "[0, 1, 2]");
  CHECK(fx.ask("lists.range", {I(-3)}) == "[]");
}

TEST_CASE("regular expressions") {
  CallFixture fx;
  CHECK(fx.ask("regex.extract", {S("id:123, id:456"), S("id:(\\d+)")}) == "some 123");
  CHECK(fx.ask("regex.extract", {S("abc"), S("x")}) == "none");
  CHECK(fx.ask("regex.extract", {S("abc"), S("(a)(b)")}).starts_with("error"));
  CHECK(fx.ask("regex.extractAll", {S("id:123, id:456"), S("id:\\d+")}) == "[id:123, id:456]");
  CHECK(fx.ask("regex.replace", {S("banana"), S("a"), S("x")}) == "bxnxnx");
  CHECK(fx.ask("regex.replace", {S("banana"), S("a(n)"), S("<\\1>"), I(1)}) == "b<n>ana");
  CHECK(fx.ask("regex.replace", {S("aß"), S(""), S("-")}) == "-a-ß-");
  CHECK(fx.ask("regex.replace", {S("abc"), S("a"), S("\\2")}).starts_with("error"));
  CHECK(fx.ask("find", {S("abc 123"), S("\\d+")}) == "123");
  CHECK(fx.ask("find", {S("abc"), S("\\d+")}) == "");
  CHECK(fx.ask("findAll", {S("1 2 3"), S("\\d"), I(2)}) == "[1, 2]");
  CHECK(fx.ask("findAll", {S(""), S("x*")}) == "[]");
}

TEST_CASE("work is paid for") {
  CallFixture fx;
  CHECK(fx.ask("lists.range", {I(INT64_MAX)}).starts_with("error: the expression takes too long"));
  CallFixture second;
  const std::string big(900'000, 'a');
  CHECK(second.ask("replace", {S(big), S("a"), S("bbbbbbbb")})
            .starts_with("error: the expression takes too long"));
  CHECK(second.context().is_exhausted());
}
