// SPDX-License-Identifier: Apache-2.0
// Where a selection stands, and what shows why a condition is false.
#include "expr/fixture.h"

using namespace ecslint;
using namespace ecslint::expr;

namespace {

constexpr std::string_view kTask = R"({"task": {"cpu": "256", "list": [
  {"name": "a", "image": "x:1", "cpu": 1}, {"name": "b", "image": "y", "log": {"driver": "d"}}],
  "labels": {"k": "v"}, "u": ${U}}, "data": {"known": ["x:1"]}})";

}  // namespace

TEST_CASE("at: the place of what is written, else of what lacks it") {
  Fixture fx(kTask);
  struct Row {
    std::string_view at;
    std::string_view place;
  };
  const Row rows[] = {
      {"task.cpu", "\"256\""},
      {"task.list[0].image", "\"x:1\""},
      {"task.list[1].log.driver", "\"d\""},
      {"task.labels['k']", "\"v\""},
      {"task.labels['x']", "(absent x) {\"k\": \"v\"}"},
      {"task.list[0].log.driver", "(absent log) {\"name\": \"a\", \"image\": \"x:1\", \"cpu\": 1}"},
      {"task.list[1].?log.?options", "(absent options) {\"driver\": \"d\"}"},
      {"task.list[1].log.?driver", "\"d\""},
      {"task.list[1].?log.driver", "\"d\""},
      {"task.u", "${U}"},
      {"task.u.x.y", "${U}"},
      {"task.list.filter(c, has(c.cpu))[0].cpu", "1"},
      {"task.list.filter(c, c.name == 'b')[0].cpu",
       "(absent cpu) {\"name\": \"b\", \"image\": \"y\", \"log\": {\"driver\": \"d\"}}"},
      {"has(task.x) ? task.x : task.cpu", "\"256\""},
      {"cel.bind(c, task.list[1], c.log.driver)", "\"d\""},
      {"task.?x.or(task.?cpu)", "\"256\""},
      {"task.?x.orValue('none')", "(absent x) " + std::string()},
      {"'text'", "nowhere"},
      {"{'k': task.cpu}.k", "\"256\""},
      {"[task.cpu][0]", "\"256\""},
      {"has(task.cpu)", "\"256\""},
  };
  for (const Row& row : rows) {
    INFO(row.at);
    const std::string place = fx.place(row.at);
    if (row.at == "task.?x.orValue('none')") {
      CHECK_THAT(place, Catch::StartsWith("(absent x) {\"cpu\": "));
    } else {
      CHECK(place == row.place);
    }
  }
}

TEST_CASE("at: the member is known, so that its key can be the place") {
  Fixture fx(kTask);
  const Program p = fx.program("task.labels.k");
  RegexCache patterns;
  Evaluator evaluator(fx.builder().image(), patterns, standard_library());
  const Place place = evaluator.locate(p, fx.slots());
  REQUIRE(place.member != nullptr);
  CHECK(place.member->key.text() == "k");
  CHECK(&place.member->value == place.node);
}

TEST_CASE("a false condition has a witness") {
  Fixture fx(kTask);
  struct Row {
    std::string_view condition;
    std::string_view witness;
  };
  const Row rows[] = {
      {"task.list.all(c, has(c.cpu))", "{\"name\": \"b\", \"image\": \"y\", \"log\": {\"driver\": \"d\"}}"},
      {"task.list.all(i, c, i != 0)", "{\"name\": \"a\", \"image\": \"x:1\", \"cpu\": 1}"},
      {"!task.list.exists(c, c.image == 'x:1')", "{\"name\": \"a\", \"image\": \"x:1\", \"cpu\": 1}"},
      {"task.list.map(c, c.image).all(i, i.contains(':'))", "\"y\""},
      {"task.list.map(c, c.image + '!').all(i, i.contains(':'))", "[\n  {\"name\": \"a\""},
      {"task.labels.all(k, k != 'k')", "\"v\""},
      {"task.cpu == '512'", "\"256\""},
      {"task.list[0].cpu == 1 && task.cpu != '256'", "\"256\""},
      {"task.list[0].cpu == 1 && task.list[0].cpu > 1 && task.cpu != '256'", "1"},
      {"task.cpu == '1' || task.list[0].cpu == 2", "1"},
      {"has(task.cpu) ? task.list[0].cpu == 2 : true", "1"},
      {"cel.bind(c, task.list[0], c.cpu == 2)", "1"},
      {"task.list.exists(c, c.image == 'z') || false", "[\n  {\"name\": \"a\""},
      {"has(task.list[0].log)", "{\"name\": \"a\", \"image\": \"x:1\", \"cpu\": 1}"},
      {"task.list[1].image in data.known", "\"y\""},
      {"!(size(task.cpu) == 3)", "\"256\""},
      {"1 == 2", "nothing"},
  };
  for (const Row& row : rows) {
    INFO(row.condition);
    fx.wanted = [&](const doc::Node& node) {
      const doc::Node* data = fx.root().find("data");
      return !data->range().contains(node.range());
    };
    CHECK_THAT(fx.witness(row.condition), Catch::StartsWith(std::string(row.witness)));
  }
}
