// SPDX-License-Identifier: Apache-2.0
#include "finding/syntax_codes.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

using namespace ecslint::finding;

TEST_CASE("every syntax code is spelt after its number and told apart") {
  std::set<std::string_view> names;
  for (const SyntaxCodeInfo& info : syntax_codes()) {
    CHECK(info.code == fmt::format("SYN{:03}", static_cast<int>(info.id)));
    CHECK(names.insert(info.name).second);
    CHECK(!info.summary.empty());
    CHECK(!info.why.empty());
    CHECK(&syntax_code(info.id) == &info);
  }
}

TEST_CASE("a syntax finding has the level of its code") {
  const ecslint::text::Source source("a.json", "{}");
  const Finding finding = syntax_finding(SyntaxCode::kDuplicateKey, source, {1, 2}, "twice");
  CHECK(finding.code == "SYN010");
  CHECK(finding.level == Level::kWarning);
  CHECK(finding.place.source == &source);
  CHECK(finding.place.range == ecslint::text::Range{1, 2});
}
