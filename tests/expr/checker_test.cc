// SPDX-License-Identifier: Apache-2.0
// What is refused when a rule is loaded, and what people read then: unknown names, types, unguarded
// properties.
#include "expr/checker.h"

#include "expr/fixture.h"

using namespace ecslint;
using namespace ecslint::expr;

namespace {

/// A container with a required name, optional ones with and without default, a list, a free-form map.
class Typed : public Fixture {
 public:
  Typed() : Fixture(R"({"container": {}, "task": {}, "any": {}})") {
    TypeTable& t = types();
    const TypeId pair = t.add_object("keyValuePair");
    t.add_field(pair, {"name", types::kString});
    t.add_field(pair, {"value", types::kString});
    const TypeId check = t.add_object("healthCheck");
    t.add_field(check, {"command", t.list(types::kString), true});
    t.add_field(check, {"retries", types::kInt, false, &three_});
    t.add_field(check, {"startPeriod", types::kInt});
    const TypeId container = t.add_object("container");
    t.add_field(container, {"name", types::kString, true});
    t.add_field(container, {"image", types::kString, true});
    t.add_field(container, {"cpu", types::kInt});
    t.add_field(container, {"healthCheck", check});
    t.add_field(container, {"environment", t.list(pair)});
    t.add_field(container, {"dockerLabels", t.add_object("", true, types::kString)});
    const TypeId task = t.add_object("taskDefinition");
    t.add_field(task, {"containerDefinitions", t.list(container), true});
    declare("container", container);
    declare("task", task);
  }

 private:
  doc::Node three_ = doc::Node::integer(3, {});
};

struct Row {
  std::string_view source;
  std::string_view refusal;
};

}  // namespace

TEST_CASE("names that do not exist are found at load, with the nearest one that does") {
  const Row rows[] = {
      {"contaner.name == ''", "0-8: unknown name 'contaner'; did you mean 'container'?"},
      {"zzz", "0-3: unknown name 'zzz'"},
      {"container.nmae == ''", "10-14: container has no property 'nmae'; did you mean 'name'?"},
      {"has(container.HealthCheck)",
       "14-25: container has no property 'HealthCheck'; did you mean 'healthCheck'?"},
      {"container['imgae'] == ''", "10-17: container has no property 'imgae'; did you mean 'image'?"},
      {"container.?helthCheck.hasValue()",
       "11-21: container has no property 'helthCheck'; did you mean 'healthCheck'?"},
      {"'nam' in container", "0-5: container has no property 'nam'; did you mean 'name'?"},
      {"task.containerDefinitions.all(c, c.nam == '')",
       "35-38: container has no property 'nam'; did you mean 'name'?"},
      {"container.name.startWith('x')", "15-24: unknown function 'startWith'; did you mean 'startsWith'?"},
      {"sise('x')", "0-4: unknown function 'sise'; did you mean 'size'?"},
      {"math.gretest(1, 2)", "5-12: unknown function 'math.gretest'; did you mean 'math.greatest'?"},
      {"container.name.foo", "15-18: 'foo' cannot be selected: this is string, which has no properties"},
      {"[1].map(elem, other)", "14-19: unknown name 'other'"},
      {"nmae == contaner",
       "0-4: unknown name 'nmae'\n8-16: unknown name 'contaner'; did you mean 'container'?"},
  };
  for (const Row& row : rows) {
    Typed fx;
    INFO(row.source);
    CHECK(fx.refuse(row.source) == row.refusal);
  }
}

TEST_CASE("types that cannot fit are found at load, dyn fits everything") {
  const Row rows[] = {
      {"container.name == 1", "15-17: string and int are never equal"},
      {"container.name < 1", "15-16: string and int have no order"},
      {"1 + 1.0",
       "2-3: '+' does not take int and double; convert one of them with int(), uint() or double()"},
      {"container.name + 1", "15-16: '+' does not take string and int"},
      {"'a' - 'b'", "4-5: '-' does not take string and string"},
      {"1.0 % 2.0", "4-5: '%' does not take double and double"},
      {"-container.name", "0-1: a minus needs int or double, this is string"},
      {"container.name && true", "10-14: what stands beside && must be true or false, this is string"},
      {"!container.name", "11-15: what stands after '!' must be true or false, this is string"},
      {"1 ? 2 : 3", "0-1: the condition before '?' must be true or false, this is int"},
      {"container.name.startsWith(1)", "15-25: startsWith() of string does not take (int)"},
      {"container.name.startsWith('a', 'b')", "15-25: startsWith() takes 1 argument, not 2"},
      {"size(1)", "0-4: size() does not take (int)"},
      {"container.name.all(c, true)", "15-18: all() goes over a list or a map, this is string"},
      {"task.containerDefinitions.all(c, c.name)",
       "35-39: the condition of all() must be true or false, this is string"},
      {"[1].filter(x, x)", "14-15: the condition of filter() must be true or false, this is int"},
      {"'a' in [1]", "4-6: string is never in list(int)"},
      {"1 in container.name", "2-4: what stands behind 'in' must be a list or a map, this is string"},
      {"[1]['a']", "4-7: a list's index must be an int, this is string"},
      {"{'a': 1}[1]", "9-10: this map's keys are string, this is int"},
      {"1[0]", "2-3: int cannot be indexed"},
      {"{1.0: 1}", "1-4: a key must be bool, int, uint or string, this is double"},
      {"[?1]", "2-3: what follows '?' must be an optional, this is int"},
      {"[1].optMap(x, x)", "4-10: optMap() is for optionals, this is list(int)"},
      {"optional.of(1).or(2)", "18-19: or() takes an optional, this is int; orValue() takes a value"},
      {"[1].transformMapEntry(i, v, v)",
       "28-29: transformMapEntry() makes entries {key: value}, this is int"},
      {"container.name.matches('(')", "23-26: bad regular expression: missing ): ("},
  };
  for (const Row& row : rows) {
    Typed fx;
    INFO(row.source);
    CHECK(fx.refuse(row.source) == row.refusal);
  }
  Typed fx;
  for (const std::string_view good :
       {"any == 1 && any.x.y[3] < 'a' && any.matches('a') || any", "container.name == null",
        "1 == 1.0 && 2u < 3", "dyn(1) + 1.0 > 2.0", "[1, 'a'][0] == 'a'", "any.all(x, x.y)", "1 in any",
        "[] == [1]", "timestamp('2020-01-01T00:00:00Z') + duration('1h') > timestamp(0)",
        "string(1) + string(1.0) == '11'", "container == {'name': 'x'}"}) {
    INFO(good);
    CHECK(fx.refuse(good) == "");
  }
}

TEST_CASE("an optional property without default must be guarded") {
  const Row rows[] = {
      {"container.cpu > 1",
       "10-13: 'cpu' may be absent: guard it with has(container.cpu) && …, or read it with .?cpu"},
      {"container.dockerLabels.team == ''",
       "10-22: 'dockerLabels' may be absent: guard it with has(container.dockerLabels) && …, or read it with "
       ".?dockerLabels\n"
       "23-27: 'team' may be absent: guard it with has(container.dockerLabels.team) && …, or read it with "
       ".?team"},
      {"has(container.dockerLabels) && container.dockerLabels['a.b'] == ''",
       "54-59: 'a.b' may be absent: guard it with 'a.b' in container.dockerLabels && …, or read it with "
       "[?'a.b']"},
      {"has(container.healthCheck.startPeriod)",
       "14-25: 'healthCheck' may be absent: guard it with has(container.healthCheck) && …, or read it with "
       ".?healthCheck"},
      {"container.cpu > 1 && has(container.cpu)",
       "10-13: 'cpu' may be absent: guard it with has(container.cpu) && …, or read it with .?cpu"},
      {"has(container.cpu) || container.cpu > 1",
       "32-35: 'cpu' may be absent: guard it with has(container.cpu) && …, or read it with .?cpu"},
      {"has(container.cpu) ? 1 : container.cpu",
       "35-38: 'cpu' may be absent: guard it with has(container.cpu) && …, or read it with .?cpu"},
      {"task.containerDefinitions.all(c, c.cpu > 1)",
       "35-38: 'cpu' may be absent: guard it with has(c.cpu) && …, or read it with .?cpu"},
      {"task.containerDefinitions.filter(c, has(c.cpu) || c.name == 'a').all(c, c.cpu > 1)",
       "74-77: 'cpu' may be absent: guard it with has(c.cpu) && …, or read it with .?cpu"},
      {"task.containerDefinitions.filter(c, true)[0].cpu > 1",
       "45-48: 'cpu' may be absent: read it with .?cpu or filter with has() first"},
  };
  for (const Row& row : rows) {
    Typed fx;
    INFO(row.source);
    CHECK(fx.refuse(row.source) == row.refusal);
  }
  Typed fx;
  for (const std::string_view good :
       {"has(container.cpu) && container.cpu > 1",
        "!has(container.cpu) || container.cpu > 1",
        "has(container.cpu) ? container.cpu > 1 : true",
        "!has(container.cpu) ? true : container.cpu > 1",
        "'cpu' in container && container.cpu > 1",
        "container.?cpu.hasValue() && container.cpu > 1",
        "!(!has(container.cpu) || container.name == 'x') && container.cpu > 1",
        "has(container.cpu) && has(container.healthCheck) && container.healthCheck.retries > container.cpu",
        "has(container.healthCheck) && size(container.healthCheck.command) > 0",
        "has(container.healthCheck) && (!has(container.healthCheck.startPeriod) || "
        "container.healthCheck.startPeriod > 1)",
        "container.?healthCheck.?startPeriod.orValue(0) > 1",
        "container.?healthCheck.startPeriod.hasValue()",
        "has(container.dockerLabels) && 'a.b' in container.dockerLabels && container.dockerLabels['a.b'] == "
        "''",
        "task.containerDefinitions.all(c, !has(c.cpu) || c.cpu > 1)",
        "task.containerDefinitions.filter(c, has(c.cpu) && c.cpu > 0).all(c, c.cpu > 1)",
        "task.containerDefinitions.filter(c, has(c.cpu)).map(c, c.cpu)[0] > 1",
        "task.containerDefinitions.map(c, has(c.cpu), c.cpu)[0] > 1",
        "cel.bind(c, container, has(c.cpu) && c.cpu > 1)",
        "has(container.healthCheck) && cel.bind(h, container.healthCheck, !has(h.startPeriod) || "
        "h.startPeriod > 1)",
        "has(task.containerDefinitions[0].cpu) && task.containerDefinitions[0].cpu > 1",
        "container.?cpu.optMap(c, container.cpu + c).hasValue()"}) {
    INFO(good);
    CHECK(fx.refuse(good) == "");
  }
}

TEST_CASE("what `when` has asked for holds in `assert`") {
  Typed fx;
  fx.program("has(container.healthCheck) && (has(container.cpu) || false) && has(container.environment)");
  const Facts given = fx.facts();
  CHECK(given.paths().size() == 2);
  CHECK(given.contains("container.healthCheck"));
  CHECK(given.contains("container.environment"));
  CHECK(!given.contains("container.cpu"));
  CHECK(fx.refuse("container.healthCheck.retries > 1", &given) == "");
  CHECK(fx.refuse("container.cpu > 1", &given) != "");
  fx.program("!(!has(container.cpu) || container.name == '')");
  CHECK(fx.facts().contains("container.cpu"));
}

TEST_CASE("types of results") {
  Typed fx;
  const Row rows[] = {
      {"container.name", "string"},
      {"task.containerDefinitions", "list(container)"},
      {"task.containerDefinitions.map(c, c.name)", "list(string)"},
      {"task.containerDefinitions.map(c, c.?cpu)", "list(optional_type(int))"},
      {"container.?environment.orValue([])", "list(keyValuePair)"},
      {"any.x", "dyn"},
      {"any + 1", "int"},
      {"{'a': 1}.map(k, k)", "list(string)"},
      {"[1, 2].transformMap(i, v, string(v))", "map(int, string)"},
      {"true ? 1 : 'a'", "dyn"},
      {"container.name.split(',')", "list(string)"},
      {"type(1)", "type"},
  };
  for (const Row& row : rows) {
    INFO(row.source);
    fx.program(row.source);
    CHECK(fx.type() == row.refusal);
  }
}

TEST_CASE("a function's own name wins over a variable, a macro variable over both") {
  Typed fx;
  fx.add("math", Value::integer(1));
  CHECK(fx.ask("math.greatest(1, 2)") == "2");
  CHECK(fx.refuse("[1].map(math, math.greatest(1, 2))") == "19-27: unknown function 'greatest'");
}
