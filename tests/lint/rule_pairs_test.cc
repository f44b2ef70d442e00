// SPDX-License-Identifier: Apache-2.0
// One mistake, one finding: two rules that speak about the same property at the same place either mean two
// things, and the pair stands in rule_pairs.accepted, or one of them repeats the other and should leave it
// to it. Looked for with all rules over the bad fixtures and, where it is there, the corpus.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>

#include "lint/linter.h"

using namespace ecslint;

namespace {

const std::string kRoot = ECSLINT_SOURCE_DIR;
const std::string kAccepted = kRoot + "/tests/lint/rule_pairs.accepted";
const text::RealFileSystem kFiles;

using Pairs = std::map<std::string, std::string>;  // "CTR001 PLT002" to where it was seen first

void add_pairs(const lint::FileResult& result, Pairs& pairs) {
  for (const finding::Finding& a : result.findings) {
    for (const finding::Finding& b : result.findings) {
      const bool same = a.place.range == b.place.range && a.path == b.path;
      if (same && a.code < b.code) pairs.emplace(a.code + " " + b.code, std::string(result.file));
    }
  }
}

void run(const std::vector<std::string>& paths, Pairs& pairs) {
  lint::Options options;
  options.no_config = true;
  options.git = false;
  options.isolated = true;
  options.jobs = 1;
  const lint::Linter linter(options, kFiles);
  for (const std::string& path : paths) {
    linter.check(std::vector{path}, [&](const lint::FileResult& result) { add_pairs(result, pairs); });
  }
}

std::vector<std::string> bad_fixtures() {
  std::vector<std::string> out;
  const std::string rules = kRoot + "/fixtures/rules";
  const auto folders = kFiles.list(rules);
  REQUIRE(folders);
  for (const text::DirectoryEntry& rule : *folders) {
    const auto cases = kFiles.list(rules + "/" + rule.name);
    REQUIRE(cases);
    for (const text::DirectoryEntry& one : *cases) {
      const bool beside = one.name.ends_with(".expected") || one.name.ends_with(".fixed");
      if (one.name.starts_with("bad") && !beside) out.push_back(rules + "/" + rule.name + "/" + one.name);
    }
  }
  return out;
}

/// The first two words of each line that is no comment; the rest says why there are two.
std::set<std::string> accepted() {
  std::set<std::string> out;
  std::ifstream file(kAccepted);
  for (std::string line; std::getline(file, line);) {
    if (line.size() < 15 || line[0] == '#') continue;
    INFO(line);
    CHECK(line.size() > 20);  // a pair without a reason is not accepted
    out.insert(line.substr(0, 13));
  }
  return out;
}

}  // namespace

TEST_CASE("no two rules report the same mistake") {
  Pairs pairs;
  run(bad_fixtures(), pairs);
  const std::set<std::string> known = accepted();
  const std::string corpus = kRoot + "/../shared/corpus";
  if (kFiles.is_directory(corpus)) {
    run({corpus + "/taskdef", corpus + "/service"}, pairs);
  } else {
    WARN("no ../shared/corpus here: only the fixtures were looked at");
  }
  for (const std::string& pair : known) {
    INFO(pair << " does not come together any more: take the line out");
    CHECK((pairs.contains(pair) || !kFiles.is_directory(corpus)));
  }
  for (const auto& [pair, file] : pairs) {
    INFO(pair << " both speak of one place in " << file);
    CHECK(known.contains(pair));
  }
}
