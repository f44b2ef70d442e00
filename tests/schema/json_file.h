// SPDX-License-Identifier: Apache-2.0
// Reads JSON for tests: a document that keeps itself alive, from a file or from text.
#pragma once

#include <catch2/catch.hpp>
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "doc/document.h"
#include "support/read_file.h"
#include "syntax/json/parse.h"

namespace ecslint::schema::test {

using tests::read_file;

/// Parses and keeps documents; nodes are good as long as this lives.
class Documents {
 public:
  const doc::Node& parse(const std::string& name, const std::string& text) {
    auto& document = documents_.emplace_back(text::Source(name, text));
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(document, findings);
    INFO(name << ": " << text);
    REQUIRE(document.roots().size() == 1);
    return document.roots()[0];
  }
  const doc::Node& read(const std::filesystem::path& path) { return parse(path.string(), read_file(path)); }
  const doc::Document& last() const { return documents_.back(); }
  const text::Source& last_source() const { return documents_.back().source(); }

 private:
  std::deque<doc::Document> documents_;
};

}  // namespace ecslint::schema::test
