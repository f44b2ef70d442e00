// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_harness.h"

using namespace ecslint;
using tests::load_problems;
using tests::rule;

TEST_CASE("a mistake in an expression is told at its character in the TOML") {
  const struct {
    const char* keys;
    const char* problem;
  } rows[] = {
      {"subject = 'container'\nassert = 'container.nmae == \"x\"'\nmessage = 'm'",
       "6:21 assert: container-definition has no property 'nmae'; did you mean 'name'?\n"},
      {"subject = 'container'\nassert = 'contaner.name == \"x\"'\nmessage = 'm'",
       "6:11 assert: unknown name 'contaner'; did you mean 'container'?\n"},
      {"subject = 'container'\nassert = '''\n  container.name == \"x\" &&\n  container.user == "
       "\"x\"'''\nmessage = 'm'",
       "8:13 assert: 'user' may be absent: guard it with has(container.user) && …, or read it with .?user\n"},
      {"subject = 'container'\nassert = 'container.name'\nmessage = 'm'",
       "6:11 assert must be true or false, this is string\n"},
      {"subject = 'container'\nassert = 'container.name +'\nmessage = 'm'", "6:27 assert: "},
      {"subject = 'container'\nassert = '''container.name.matches(\"(\")'''\nmessage = 'm'", "6:"},
      {"subject = 'container'\nassert = 'true'\nmessage = 'a {container.nmae} b'",
       "7:25 message: container-definition has no property 'nmae'; did you mean 'name'?\n"},
      {"subject = 'container'\nassert = 'true'\nmessage = 'a {container.name b'",
       "7:14 message: { is not closed: write {{ for a brace\n"},
      {"subject = 'contianer'\nassert = 'true'\nmessage = 'm'",
       "5:11 unknown subject contianer: did you mean container?\n"},
      {"subject = ['container', 'contianer']\nassert = 'true'\nmessage = 'm'",
       "5:25 unknown subject contianer: did you mean container?\n"},
      {"subject = ['container', 'container']\nassert = 'true'\nmessage = 'm'",
       "5:25 container is named twice\n"},
      {"subject = []\nassert = 'true'\nmessage = 'm'",
       "1:1 subject is missing: a rule with assert has one\n"
       "5:11 subject must be a string or an array of strings\n"},
      {"subject = ['container', 1]\nassert = 'true'\nmessage = 'm'",
       "1:1 subject is missing: a rule with assert has one\n"
       "5:11 subject must be a string or an array of strings\n"},
      {"subject = ['container', 'daemonContainer']\nassert = 'container.nmae == \"x\"'\nmessage = 'm'",
       "6:21 assert: container-definition has no property 'nmae'; did you mean 'name'?\n"},
      {"subject = ['container', 'daemonContainer']\nassert = 'has(container.links)'\nmessage = 'm'",
       "6:25 assert: containerDefinitions has no property 'links'"},
      {"subject = 'container'\neach = 'container.portMapings'\nassert = 'true'\nmessage = 'm'",
       "6:19 each: container-definition has no property 'portMapings'; did you mean 'portMappings'?\n"},
      {"subject = 'container'\neach = 'container.portMappings'\nassert = 'item.hostPrt == 1'\nmessage = 'm'",
       "7:16 assert: portMappings has no property 'hostPrt'; did you mean 'hostPort'?\n"},
      {"subject = 'container'\nassert = 'item == 1'\nmessage = 'm'", "6:11 assert: unknown name 'item'\n"},
      {"subject = 'container'\nwhen = 'has(container.usr)'\nassert = 'true'\nmessage = 'm'",
       "6:23 when: container-definition has no property 'usr'; did you mean 'user'?\n"},
      {"subject = 'container'\nlet = { a = 'b', b = 'a' }\nassert = 'a == 1'\nmessage = 'm'",
       "6:13 a is defined by itself\n"},
      {"subject = 'container'\nlet = { container = '1' }\nassert = 'true'\nmessage = 'm'",
       "6:9 container has a meaning already: choose another name\n"},
      {"subject = 'container'\nassert = 'true'\nmessage = 'm'\nrelated = [{ att = 'container' }]",
       "8:14 unknown key att: did you mean at?\n"},
      {"subject = 'container'\nassert = 'true'\nmessage = 'm'\n[fix]\ntitle = 't'",
       "8:1 a fix has one of set, remove, rename, insert or [[fix.edit]]\n"},
      {"subject = 'container'\nassert = 'true'\nmessage = 'm'\n[fix]\ntitle = 't'\nset = { at = "
       "'container.x', value = '1' }",
       "10:25 fix: container-definition has no property 'x'\n"},
      {"subject = 'container'\nassert = 'data.tabel.x == 1'\nmessage = 'm'",
       "6:11 assert: unknown name 'data'"},
  };
  for (const auto& row : rows) {
    INFO(row.keys);
    const std::string got = load_problems(rule(row.keys));
    CHECK(got.substr(0, std::string(row.problem).size()) == row.problem);
  }
}

TEST_CASE("what is known at one place of a rule is known at the next") {
  const auto loads = [](const std::string& keys) { return load_problems(rule(keys), "limit = 3\n"); };
  CHECK(loads("subject = 'container'\nwhen = 'has(container.user)'\nassert = 'container.user != \"root\"'\n"
              "at = 'container.user'\nmessage = '{container.user}'") == "");
  CHECK(loads("subject = 'container'\nassert = '!has(container.user) || container.user != \"root\"'\n"
              "message = '{container.user}'") == "");
  CHECK(
      loads("subject = 'container'\nassert = 'has(container.user)'\nat = 'container.user'\nmessage = 'm'") ==
      "");
  CHECK(loads("subject = 'container'\neach = 'container.secrets'\nassert = 'size(container.secrets) < 3'\n"
              "message = '{item.name}'") == "");
  CHECK(loads("subject = 'container'\nlet = { u = 'container.user', n = 'u + \"x\"' }\nwhen = "
              "'has(container.user)'\n"
              "assert = 'n != \"x\"'\nmessage = '{n}'") == "");
  CHECK(loads("subject = 'container'\noptions = { most = 3 }\nassert = 'container.cpu < options.most && "
              "data.table.limit == 3'\n"
              "message = '{options.most}'") == "");
  CHECK(loads("subject = 'container'\neach = 'container.portMappings'\nwhen = 'has(item.hostPort)'\n"
              "assert = 'item.hostPort == 1'\nmessage = '{item.hostPort}'") == "");
}

TEST_CASE("a pack with one mistake has no rules") {
  text::MemoryFileSystem files;
  files.add("pack/ACME001-some-rule.toml", rule("subject = 'container'\nassert = 'true'\nmessage = 'm'"));
  files.add("pack/stray.txt", "");
  const auto pack = rules::load_pack(files, "pack", rules::PackKind::kUser, rules::builtin_schemas());
  CHECK(pack.image.empty());
  CHECK(pack.problems.size() == 1);
}
