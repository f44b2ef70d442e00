// SPDX-License-Identifier: Apache-2.0
// What of the values that vary a rule reads, as its pack says.
#include "rules/steady.h"

#include "rules/pack.h"
#include "rules/rule_harness.h"

using namespace ecslint;
using rules::Reads;

namespace {

/// A pack of one rule with these keys.
rules::Pack pack_of(const std::string& keys) {
  text::MemoryFileSystem files;
  files.add("pack/ACME001-some-rule.toml", tests::rule(keys + "\nmessage = 'm'"));
  auto loaded = rules::load_pack(files, "pack", rules::PackKind::kUser, rules::builtin_schemas());
  INFO(keys << "\n" << tests::lines_of(loaded.problems));
  REQUIRE(loaded.ok());
  return rules::Pack(std::move(loaded.image));
}
const rules::SubjectRecord& subject_of(const rules::Pack& pack) {
  return pack.image()[pack.header().subjects][pack.record(0).subject];
}

Reads reads(const std::string& keys) {
  const rules::Pack pack = pack_of(keys);
  return pack.image()[subject_of(pack).judges][0].reads;
}

/// What of a rule's conditions about items is only about the item without its values, and whether all is.
std::string of_items(const std::string& keys) {
  const rules::Pack pack = pack_of("subject = 'container'\n" + keys);
  const rules::SubjectRecord& subject = subject_of(pack);
  const auto& judge = pack.image()[subject.judges][0];
  std::string out;
  for (const auto& ask : pack.image()[judge.item_when])
    out += pack.image()[subject.conditions][ask.number].of_item != 0 ? "y" : "n";
  return out + (judge.of_item != 0 ? " all" : "");
}

/// The names of what a rule about a container or task definition reads where nothing is linked, with "whole"
/// or "links" before them; "more".
std::string read(const std::string& keys, std::uint32_t Reads::*which = &Reads::alone) {
  const std::uint32_t bits = reads(keys).*which;
  if (bits == Reads::kMore) return "more";
  std::string names = (bits & Reads::kWhole) != 0 ? "whole" : "";
  if ((bits & Reads::kLinks) != 0) names += names.empty() ? "links" : " links";
  const auto values = rules::varying_values(rules::varying_kinds()[0].parts);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if ((bits >> i & 1) != 0) names += (names.empty() ? "" : " ") + std::string(values[i]->name);
  }
  return names;
}

std::string of_container(const std::string& keys) { return read("subject = 'container'\n" + keys); }
std::string of_task(const std::string& keys) { return read("subject = 'taskDefinition'\n" + keys); }

}  // namespace

TEST_CASE("a rule reads the values that its conditions, lists and names lead to") {
  CHECK(of_container("assert = '!has(container.privileged) || !container.privileged'") == "");
  CHECK(of_container("assert = 'container.image == \"nginx\"'") == "image");
  CHECK(of_container("when = 'container.image.startsWith(\"a\")'\nassert = 'has(container.user)'") ==
        "image");
  CHECK(of_container("let = { i = 'container.image' }\nassert = 'i.startsWith(\"a\")'") == "image");
  CHECK(of_container("let = { i = 'container' }\nassert = 'i.image.startsWith(\"a\")'") == "image");
  CHECK(of_container("each = 'container.environment'\nassert = 'has(item.name)'") == "environment");
  CHECK(of_container("each = '(has(container.secrets) ? container.secrets : []).map(s, s.name) + "
                     "container.?command.orValue([])'\nassert = 'item != \"x\"'") == "command secrets");
  CHECK(of_container("assert = 'size(container.?command.orValue([])) < 3'") == "command");
  CHECK(of_container("assert = 'cel.bind(i, container.image, i.startsWith(\"a\"))'") == "image");
  CHECK(of_container("assert = '(has(container.privileged) ? container.image : \"x\").startsWith(\"a\")'") ==
        "image");
  CHECK(of_task("assert = 'taskDefinition.family.startsWith(\"a\")'") == "family");
  CHECK(of_task("assert = 'taskDefinition.containerDefinitions.all(c, c.image.startsWith(\"a\"))'") ==
        "image");
  CHECK(of_task("assert = 'taskDefinition.containerDefinitions.filter(c, true)[0].image == \"a\"'") ==
        "image");
  CHECK(of_task("each = 'taskDefinition.containerDefinitions.filter(c, true)'\n"
                "assert = 'item.image.startsWith(\"a\")'") == "image");
}

TEST_CASE("that a value is there, and whether it is empty, is not read") {
  CHECK(of_container("assert = 'has(container.image)'") == "");
  CHECK(of_container("assert = '\"image\" in container'") == "");
  CHECK(of_container("assert = 'container.image != \"\"'") == "");
  CHECK(of_container("each = 'container.filter(k, k in [\"links\"])'\nassert = 'false'") == "");
  CHECK(of_container("assert = 'size(container) < 3'") == "");
  CHECK(of_task("assert = 'size(taskDefinition.containerDefinitions) < 3'") == "");
  CHECK(of_task("assert = 'taskDefinition.containerDefinitions.all(c, has(c.image))'") == "");
  CHECK(of_container("assert = 'container.image + \"x\" != \"\"'") == "image");
  CHECK(of_container("when = 'has(container.command)'\nassert = 'size(container.command) > 0'") == "");
  CHECK(of_container("when = 'has(container.command)'\nassert = 'size(container.command) > 1'") == "command");
  CHECK(of_container(
            "each = 'container.filter(k, k in [\"user\", \"image\"] && (type(container[k]) == list ? "
            "size(container[k]) > 0 : !(container[k] in [false, \"\", 0, null])))'\nassert = 'false'") == "");
  CHECK(of_container("each = 'container.filter(k, container[k] in [\"a\"])'\nassert = 'false'") != "");
}

TEST_CASE("parts of a value vary, others do not") {
  const std::string log = "container.logConfiguration";
  const auto of_log = [&](const std::string& condition) {
    return of_container(
        "when = 'has(container.logConfiguration) && has(container.logConfiguration.options)'\n"
        "assert = '" +
        condition + "'");
  };
  CHECK(of_log("container.logConfiguration.logDriver == \"awslogs\"") == "");
  CHECK(of_log("\"mode\" in container.logConfiguration.options") == "");
  CHECK(of_log("container.logConfiguration.options[\"mode\"] == \"x\"") == "");
  CHECK(of_log("container.logConfiguration.options[\"awslogs-group\"] == \"x\"") == "awslogs-group");
  CHECK(of_log("[\"mode\", \"awslogs-group\"].all(k, container.logConfiguration.options[k] == \"x\")") ==
        "awslogs-group");
  CHECK(of_log("[\"mode\", \"awslogs-group\"].all(k, container.logConfiguration.options[k] != \"\")") == "");
  CHECK(of_log("container.logConfiguration.options.all(k, k != \"x\")") == "");
  CHECK(of_log("container.logConfiguration.options.all(k, container.logConfiguration.options[k] != \"x\")") ==
        "awslogs-group awslogs-stream-prefix");
  CHECK(of_log("[\"mo\" + container.?user.orValue(\"\")].all(k, container.logConfiguration.options[k] == "
               "\"x\")") == "awslogs-group awslogs-stream-prefix");
}

TEST_CASE("the subject as a whole, and other elements than it, are more") {
  CHECK(of_container("assert = 'json.size(container) < 3'") == "more");
  CHECK(of_task("assert = 'json.size(taskDefinition) < 3'") == "more");
  CHECK(of_task("assert = 'taskDefinition.containerDefinitions == []'") == "more");
  CHECK(of_container("assert = 'taskDefinition.networkMode == \"host\"'\nwhen = "
                     "'has(taskDefinition.networkMode)'") == "");
  CHECK(read("subject = 'service'\nassert = 'has(service.role)'") == "more");
}

TEST_CASE("who looks at other elements reads the whole") {
  const std::string others = "each = 'taskDefinition.containerDefinitions'\nassert = ";
  CHECK(of_container("assert = 'size(taskDefinition.containerDefinitions) < 3'") == "whole");
  CHECK(of_container(others + "'item != container'") == "more");
  CHECK(of_container(others + "'item.essential'") == "whole");
  CHECK(of_container(others + "'item.name != container.name'") == "whole name");
  CHECK(of_container(
            "assert = '[\"a\" + container.?user.orValue(\"\")].all(k, size(taskDefinition[k]) > 0)'") != "");
  CHECK(read("subject = 'volume'\nassert = 'taskDefinition.containerDefinitions.all(c, c.image != "
             "volume.?name.orValue(\"\"))'") == "whole image");
}

TEST_CASE("links are read where something can be linked") {
  const std::string rule =
      "subject = 'taskDefinition'\nwhen = 'has(taskRole.roleName)'\n"
      "assert = 'taskRole.roleName != taskDefinition.family'";
  CHECK(read(rule, &Reads::linked) == "links family");
  CHECK(read(rule) == "");  // the condition is never true: the family is not asked
  CHECK(of_task("assert = 'size(services) > 0'") == "");
  CHECK(read("subject = 'taskDefinition'\nassert = 'size(services) > 0'", &Reads::linked) == "links");
  CHECK(of_task("assert = 'size(services) > 0 || taskDefinition.family == \"x\"'") == "family");
}

TEST_CASE("what is asked about an item alone") {
  const std::string each = "each = 'container.environment'\n";
  CHECK(of_items(each + "assert = 'has(item.name)'") == " all");
  CHECK(of_items(each + "when = 'has(item.name) && item.name != \"A\"'\nassert = 'has(item.value)'") ==
        "yy all");
  CHECK(of_items(each + "when = 'has(item.name)'\nassert = 'item.?value.orValue(\"\") == \"a\"'") == "y");
  CHECK(of_items(each + "when = 'has(item.value) && item.value != \"A\"'\nassert = 'has(item.name)'") ==
        "yn");
  CHECK(
      of_items(each + "when = 'has(item.name) && item.name == container.name'\nassert = 'has(item.value)'") ==
      "yn");
  CHECK(of_items(each + "let = { v = 'item.?value.orValue(\"\")' }\nwhen = 'v != \"\" && v != \"a\"'\n"
                        "assert = 'v == \"b\"'") == "yn");
  CHECK(of_items("each = 'container.?environment.orValue([]).map(e, e.?name.orValue(\"\"))'\nassert = 'item "
                 "!= \"a\"'") == "");
  CHECK(of_items("assert = 'container.essential'") == "");
}
