// SPDX-License-Identifier: Apache-2.0
#include "rules/cel_text.h"

#include <catch2/catch.hpp>

using namespace ecslint;

namespace {

std::string joined(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) out += (out.empty() ? "" : ".") + std::string(name);
  return out;
}

std::string all_chains(std::string_view cel) {
  std::string out;
  for (const rules::Chain& chain : rules::chains(cel)) out += joined(chain.names) + " ";
  return out;
}

std::string all_parts(std::string_view cel) {
  std::string out;
  for (const rules::Part& part : rules::conjuncts(cel)) {
    CHECK(cel.substr(part.offset, part.text.size()) == part.text);
    out += "[" + std::string(part.text) + "]";
  }
  return out;
}

}  // namespace

TEST_CASE("chains of names are found outside of strings, comments and calls") {
  CHECK(all_chains("a.b.c == d") == "a.b.c d ");
  CHECK(all_chains("a.?b.orValue('x.y')") == "a.b ");
  CHECK(all_chains("units.memory(taskDefinition.memory)") == "units taskDefinition.memory ");
  CHECK(all_chains("r'a\\' + b // c.d\n + e") == "b e ");
  CHECK(all_chains("x.exists(e, e.name == \"item\")") == "x e e.name ");
  CHECK(all_chains("f(a)[0].b.c") == "a ");
  CHECK(all_chains("1e5 + 0x1F") == "");
}

TEST_CASE("pure paths and the names at the end") {
  CHECK(joined(rules::pure_path(" container.dependsOn ")) == "container.dependsOn");
  CHECK(joined(rules::pure_path("container.dependsOn.filter(x, true)")) == "");
  CHECK(joined(rules::tail_names("container.linuxParameters.initProcessEnabled")) ==
        "linuxParameters.initProcessEnabled");
  CHECK(joined(rules::tail_names("a.b[0].c")) == "c");
  CHECK(joined(rules::tail_names("item")) == "");
  CHECK(rules::mentions("size(item.x)", "item"));
  CHECK_FALSE(rules::mentions("a.item", "item"));
}

TEST_CASE("a condition is taken apart at && unless something binds less beside it") {
  CHECK(all_parts("a && b.c > 1 &&\n  d") == "[a][b.c > 1][d]");
  CHECK(all_parts("(a && b) || c") == "[(a && b) || c]");
  CHECK(all_parts("x.all(e, e && f) && (g || h)") == "[x.all(e, e && f)][(g || h)]");
  CHECK(all_parts("a ? b && c : d") == "[a ? b && c : d]");
  CHECK(all_parts("a.?b.orValue(1) == 1 && c[?0].hasValue()") == "[a.?b.orValue(1) == 1][c[?0].hasValue()]");
  CHECK(all_parts("a == '&& || ?' && b") == "[a == '&& || ?'][b]");
}
