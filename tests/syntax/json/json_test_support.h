// SPDX-License-Identifier: Apache-2.0
// Parsing in one line, for tests: the document, its findings, and both as text to compare with.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "doc/dump.h"
#include "syntax/json/parse.h"

namespace ecslint::syntax_json::test {

struct Parsed {
  std::unique_ptr<doc::Document> document;
  std::vector<finding::Finding> findings;

  const doc::Node& root() const { return document->roots().at(0); }
  std::string dump() const { return document->roots().empty() ? "" : doc::dump(root()); }
  std::string json() const { return document->roots().empty() ? "" : doc::to_json(root()); }

  /// One line a finding: `SYN008 5-5 expected …`.
  std::string said() const {
    std::string out;
    for (const finding::Finding& finding : findings) {
      out += fmt::format("{} {}-{} {}\n", finding.code, finding.place.range.begin, finding.place.range.end,
                         finding.message);
    }
    return out;
  }
};

inline Parsed parse(std::string_view text) {
  Parsed parsed;
  parsed.document = std::make_unique<doc::Document>(text::Source("test.json", text));
  parse_json(*parsed.document, parsed.findings);
  return parsed;
}

}  // namespace ecslint::syntax_json::test
