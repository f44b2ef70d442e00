// SPDX-License-Identifier: Apache-2.0
#include "model/project.h"

#include <catch2/catch.hpp>
#include <deque>
#include <initializer_list>

#include "text/hash.h"

using namespace ecslint;
using model::Form;
using model::Kind;
using model::Link;
using model::Project;
using model::Relation;
using model::Resource;

namespace {

/// Documents with one object of string properties each, and a project over them.
struct World {
  std::deque<doc::Document> documents;
  Project project;

  const Resource& add(Kind kind, std::string file,
                      std::initializer_list<std::pair<std::string_view, doc::Node>> members,
                      std::uint32_t root = 0) {
    doc::Document& document = documents.emplace_back(text::Source(std::move(file), "{}"));
    auto* at = document.arena().allocate<doc::Member>(members.size());
    std::size_t n = 0;
    for (const auto& [key, value] : members) at[n++] = {key, {0, 1}, value};
    document.add_root(doc::Node::object({at, n}, {0, 2}));
    const doc::Node* node = &document.roots()[0];
    return project.add({.kind = kind,
                        .form = Form::kCreate,
                        .node = node,
                        .written = node,
                        .document = &document,
                        .name = model::name_of(kind, *node),
                        .root = root});
  }
  const Resource& task(std::string file, std::string_view family, std::uint32_t root = 0) {
    return add(Kind::kTaskDefinition, std::move(file), {{"family", str(family)}}, root);
  }
  const Resource& service(std::string file, std::string_view reference, std::uint32_t root = 0) {
    return add(Kind::kService, std::move(file),
               {{"serviceName", str("s")}, {"taskDefinition", str(reference)}}, root);
  }
  static doc::Node str(std::string_view s) { return doc::Node::string(s, {0, 1}); }
  Link task_of(const Resource& service) {
    project.finish();
    return project.follow(service, Relation::kTaskDefinition);
  }
};

}  // namespace

TEST_CASE("a task definition is named by family, family:revision or ARN") {
  CHECK(model::parse_family("web").family == "web");
  CHECK(model::parse_family("web:12").family == "web");
  CHECK(model::parse_family("web:12").revision == 12);
  const auto arn = model::parse_family("arn:aws:ecs:eu-west-1:123456789012:task-definition/web:3");
  CHECK(arn.family == "web");
  CHECK(arn.revision == 3);
  CHECK(model::parse_family("web:latest").family == "web:latest");
}

TEST_CASE("a service meets its task definition in each spelling") {
  for (const auto* reference : {"web", "web:3", "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:3"}) {
    World world;
    const Resource& task = world.task("a/td.json", "web");
    world.task("a/other.json", "other");
    const Resource& service = world.service("a/service.json", reference);
    const Link link = world.task_of(service);
    CHECK(link.found());
    REQUIRE(link.targets.size() == 1);
    CHECK(link.targets[0] == &task);
  }
}

TEST_CASE("the nearest folder wins and equals tie") {
  World world;
  const Resource& dev = world.task("dev/td.json", "web");
  const Resource& prod = world.task("prod/td.json", "web");
  CHECK(world.task_of(world.service("prod/service.json", "web")).targets == std::vector{&prod});
  CHECK(world.task_of(world.service("dev/eu/service.json", "web")).targets == std::vector{&dev});
  const Link tie = world.task_of(world.service("service.json", "web"));
  CHECK(tie.state == Link::State::kSeveral);
  CHECK(tie.targets == std::vector{&dev, &prod});
}

TEST_CASE("of very many equal names the same folder decides, else nothing") {
  World world;
  const Resource* own = nullptr;
  for (int i = 0; i < 100; ++i) {
    const Resource& task = world.task("s" + std::to_string(i) + "/td.json", "web");
    if (i == 42) own = &task;
  }
  const Resource& near = world.service("s42/service.json", "web");
  const Resource& far = world.service("service.json", "web");
  REQUIRE(world.task_of(near).found());
  CHECK(world.task_of(near).targets[0] == own);
  CHECK(world.task_of(far).state == Link::State::kUnresolved);
  const Link services = world.project.follow(*own, Relation::kServices);
  CHECK(services.targets == std::vector<const Resource*>{&near});
}

TEST_CASE("links stay inside one root") {
  World world;
  const auto other = world.project.add_root({.folder = "other"});
  world.task("a/td.json", "web");
  const Link link = world.task_of(world.service("a/service.json", "web", other));
  CHECK(link.state == Link::State::kUnresolved);
  CHECK(link.reason == "the task definition is not among the files read");
}

TEST_CASE("a stated revision must be the one asked for") {
  World world;
  const auto described = [&](std::string file, std::int64_t revision) -> const Resource& {
    return world.add(Kind::kTaskDefinition, std::move(file),
                     {{"family", World::str("web")}, {"revision", doc::Node::integer(revision, {0, 1})}});
  };
  const Resource& third = described("a/3.json", 3);
  described("a/4.json", 4);
  CHECK(world.task_of(world.service("a/s.json", "web:3")).targets == std::vector{&third});
  CHECK(world.task_of(world.service("a/s.json", "web:9")).state == Link::State::kUnresolved);
  CHECK(world.task_of(world.service("a/s.json", "web")).state == Link::State::kSeveral);
}

TEST_CASE("an explicit link beats the search") {
  World world;
  world.task("a/td.json", "web");
  const Resource& far = world.task("b/td.json", "other");
  const Resource& service = world.service("a/s.json", "web");
  world.project.join(service, far);
  CHECK(world.task_of(service).targets == std::vector{&far});
}

TEST_CASE("who points at me is complete only where the root is closed") {
  World world;
  const auto closed = world.project.add_root({.folder = "c", .closed = true});
  const Resource& open = world.task("a/td.json", "web");
  const Resource& lonely = world.task("c/td.json", "web", closed);
  world.project.finish();
  CHECK(world.project.follow(open, Relation::kServices).state == Link::State::kUnresolved);
  CHECK(world.project.follow(lonely, Relation::kServices).state == Link::State::kAbsent);
  const Resource& service = world.service("a/s.json", "web");
  world.project.finish();
  const Link users = world.project.follow(open, Relation::kServices);
  CHECK(users.targets == std::vector{&service});
  CHECK_FALSE(users.complete);
}

TEST_CASE("distance counts folders up and down") {
  CHECK(model::folder_distance("a/x", "a/y") == 0);
  CHECK(model::folder_distance("./a/x", "a/y") == 0);
  CHECK(model::folder_distance("a/b/x", "a/y") == 1);
  CHECK(model::folder_distance("dev/x", "prod/y") == 2);
  CHECK(model::folder_distance("x", "prod/y") == 1);
}

TEST_CASE("every kind has its row in order") {
  for (const auto& row : model::kinds()) {
    CHECK(&model::info(row.kind) == &row);
    CHECK(model::kind_from(row.name) == row.kind);
    CHECK(model::kind_of_subject(row.subject) == row.kind);
  }
  for (const auto& row : model::relations()) CHECK(&model::info(row.relation) == &row);
}
