// SPDX-License-Identifier: Apache-2.0
// The public YAML test suite: json cases must read as their in.json, error cases must be refused. What
// libyaml itself reads otherwise is listed, with the reason; a case that begins to pass must leave its list.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "syntax/yaml/yaml_files.h"

namespace ecslint::syntax_yaml {
namespace {

namespace fs = std::filesystem;

/// json cases that libyaml 0.2.5 refuses or reads as YAML 1.1 does.
const std::set<std::string> kDifferent = {
    // in flow collections: a key and its colon on different lines
    "4MUZ/00", "4MUZ/01", "4MUZ/02", "5MUD", "9SA2", "K3WX", "NJ66", "VJP3/01",
    // in flow collections: plain text beginning with ":" or "?", or holding a line that begins with %
    "58MP", "5T43", "652Z", "DBG4", "HM87/00", "HM87/01", "UT92",
    // tabs as white space outside of flow collections
    "6CA3", "96NN/00", "96NN/01", "DK95/00", "DK95/03", "DK95/04", "Q5MG", "Y79Y/001", "Y79Y/010",
    // a bare document directly behind "..."
    "7Z25", "HWV9", "QT73",
    // a multi-line block scalar at the root without indentation
    "DK3J", "FP8R",
    // anchors with characters other than letters, digits, "-" and "_"
    "8XYN", "Y2GN",
    // trailing blanks at the end of the file as the last line of a block scalar
    "JEF9/02", "L24T/01"};

/// error cases that libyaml 0.2.5 reads without complaint; none changes what is read.
const std::set<std::string> kNotRefused = {
    // flow collections and quoted text that go on at too little indentation, or behind a tab
    "9C9N", "DK95/01", "QB6E", "Y79Y/003",
    // "#" directly behind a token as a comment
    "9JBA", "CVW2", "SU5Z", "X4QW",
    // "-" as an entry in a flow sequence
    "G5U8", "YJV2",
    // leading lines of blanks deeper than a block scalar's text
    "S98Z"};

std::vector<Json> expected_values(const fs::path& path) {
  std::istringstream in(read_file(path));
  std::vector<Json> values;
  for (Json value; in >> std::ws && in.peek() != EOF;) in >> value, values.push_back(value);
  return values;
}

struct Case {
  std::string id;
  std::string kind;
  bool matters = false;
};

/// The tags that the suite's README sets aside for a configuration linter.
bool matters(const std::string& tags) {
  const std::set<std::string> aside = {"1.3-err",     "1.3-mod",   "local-tag", "unknown-tag", "tag",
                                       "complex-key", "empty-key", "directive", "libyaml-err"};
  std::istringstream words(tags);
  for (std::string word; words >> word;) {
    if (aside.count(word) != 0) return false;
  }
  return true;
}

std::vector<Case> cases(const fs::path& folder) {
  std::istringstream lines(read_file(folder / "index.tsv"));
  std::vector<Case> all;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    Case c;
    std::string tags;
    std::getline(fields, c.id, '\t') && std::getline(fields, c.kind, '\t') &&
        std::getline(fields, tags, '\t');
    c.matters = matters(tags);
    all.push_back(c);
  }
  return all;
}

TEST_CASE("the YAML test suite") {
  const fs::path folder = fs::path(ECSLINT_SHARED_DIR) / "conformance/yaml";
  if (!fs::exists(folder / "index.tsv")) {
    WARN("no conformance/yaml here: not run");
    return;
  }
  std::map<std::string, int> counts;
  for (const Case& c : cases(folder)) {
    CAPTURE(c.id);
    doc::Document document(text::Source(c.id, read_file(folder / c.id / "in.yaml")));
    std::vector<finding::Finding> findings;
    parse_yaml(document, findings);  // must survive all of them
    if (!c.matters) continue;
    if (c.kind == "error") {
      CHECK(refused(findings) == (kNotRefused.count(c.id) == 0));
      ++counts["error"];
    } else if (c.kind == "json") {
      std::vector<Json> values;
      for (const doc::Node& root : document.roots()) values.push_back(to_json(root));
      const bool same = !refused(findings) && values == expected_values(folder / c.id / "in.json");
      INFO((findings.empty() ? "" : findings[0].message) << "\n" << Json(values).dump());
      CHECK(same == (kDifferent.count(c.id) == 0));
      ++counts["json"];
    }
  }
  CHECK(counts["json"] == 193);
  CHECK(counts["error"] == 81);
}

}  // namespace
}  // namespace ecslint::syntax_yaml
