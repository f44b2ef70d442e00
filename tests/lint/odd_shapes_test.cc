// SPDX-License-Identifier: Apache-2.0
// Rules meet shapes they did not expect: each value of each rule's fixtures becomes, one at a time, a value
// of every other type, and the whole is checked with all rules on. No rule may fail (CFG102); the schema has
// spoken where the type is wrong. And what rules say must not depend on whether they are screened first
// (rules/screen.h). The usual test takes a rotating sample, [.slow] takes all.
#include <array>
#include <catch2/catch.hpp>
#include <optional>
#include <set>

#include "doc/document.h"
#include "lint/linter.h"
#include "lint/walk.h"
#include "support/list_folder.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using lint::Options;
using tests::entries;

namespace {

const std::string kFixtures = std::string(ECSLINT_SOURCE_DIR) + "/fixtures/rules";

/// As JSON and, since YAML knows the flow style, as YAML.
constexpr std::array<std::string_view, 13> kOdd = {"null",         "true",       "7",   "-1",        "1.5",
                                                   "\"odd\"",      "\"\"",       "[]",  "[\"odd\"]", "{}",
                                                   "{\"odd\": 1}", "\"${ODD}\"", "[{}]"};

/// Most replacements a fixture gets in the sample.
constexpr std::size_t kSample = 40;

struct Fixture {
  std::string path;
  std::string text;
  std::vector<text::Range> values;
};

void collect(const doc::Node& node, std::vector<text::Range>& values) {
  values.push_back(node.range());
  for (const doc::Node& element : node.elements()) collect(element, values);
  for (const doc::Member& member : node.members()) collect(member.value, values);
}

std::optional<Fixture> read_fixture(const std::string& path) {
  const bool json = path.ends_with(".json");
  if (!json && !path.ends_with(".yaml")) return {};
  auto source = text::RealFileSystem().read(path);
  REQUIRE(source);
  Fixture fixture{path, std::string(source->bytes()), {}};
  doc::Document document(std::move(*source));
  std::vector<finding::Finding> ignored;
  json ? syntax_json::parse_json(document, ignored) : syntax_yaml::parse_yaml(document, ignored);
  for (const doc::Node& root : document.roots()) collect(root, fixture.values);
  return fixture;
}

/// Single files only: what is linked is the business of linking tests. SYN's cannot be read to the end, or
/// expand to thousands of values.
std::vector<Fixture> fixtures() {
  std::vector<Fixture> out;
  for (const auto& rule : entries(kFixtures)) {
    if (rule.name.starts_with("SYN")) continue;
    for (const auto& entry : entries(kFixtures + "/" + rule.name)) {
      if (entry.directory) continue;
      if (auto fixture = read_fixture(kFixtures + "/" + rule.name + "/" + entry.name)) {
        out.push_back(std::move(*fixture));
      }
    }
  }
  return out;
}

Options plain_options() {
  Options options;
  options.git = false;
  options.no_config = true;
  options.isolated = true;
  options.no_inline_ignores = true;
  options.jobs = 1;
  return options;
}

/// All rules, also those that only run when selected.
Options all_rules(const text::FileSystem& files) {
  Options options = plain_options();
  const Linter linter(options, files);
  for (std::size_t i = 0; i < linter.rules().size(); ++i) {
    options.select.emplace_back(linter.rules().info(i).code());
  }
  return options;
}

/// What is undecided is only told when all rules are asked all they have to say.
Options unscreened(Options options) {
  options.show_undecided = true;
  return options;
}

std::string lines_of(const FileResult& result) {
  std::string out = std::to_string(result.undecided_count) + " undecided\n";
  for (const finding::Finding& finding : result.findings) {
    out += finding.code + " " + std::to_string(finding.place.range.begin) + "-" +
           std::to_string(finding.place.range.end) + " " + finding.message + "\n";
  }
  return out;
}

class OddShapes {
 public:
  OddShapes() : linter_(all_rules(files_), files_), unscreened_(unscreened(all_rules(files_)), files_) {
    REQUIRE(linter_.problems().empty());
  }

  void check(const Fixture& fixture, std::size_t value, std::size_t odd) {
    const text::Range range = fixture.values[value];
    std::string text = fixture.text;
    text.replace(range.begin, range.end - range.begin, kOdd[odd]);
    ++runs_;
    std::string said;
    linter_.check_source(text::Source(fixture.path, text), [&](const FileResult& result) {
      if (result.verdict == lint::Verdict::kEcs) ++recognised_;
      said = lines_of(result);
      for (const finding::Finding& finding : result.findings) {
        if (finding.code == "CFG102") failed_.insert(finding.message + "\n  first in " + text);
      }
    });
    unscreened_.check_source(text::Source(fixture.path, text), [&](const FileResult& result) {
      if (const std::string unscreened = lines_of(result); said != unscreened)
        failed_.insert("screened:\n" + said + "not screened:\n" + unscreened + "in " + text);
    });
  }

  std::size_t runs() const { return runs_; }
  std::size_t recognised() const { return recognised_; }

  /// One line a distinct failure.
  std::string failed() const {
    std::string out;
    std::set<std::string> seen;
    for (const std::string& each : failed_) {
      if (seen.insert(each.substr(0, each.find('\n'))).second) out += each + "\n";
    }
    return out;
  }

 private:
  const text::MemoryFileSystem files_;
  Linter linter_;
  Linter unscreened_;
  std::set<std::string> failed_;
  std::size_t runs_ = 0;
  std::size_t recognised_ = 0;
};

}  // namespace

TEST_CASE("a sample of the fixtures' values, of another type each, fails no rule", "[shapes]") {
  OddShapes shapes;
  std::size_t turn = 0;  // goes on from fixture to fixture, so that kinds and places meet anew
  for (const Fixture& fixture : fixtures()) {
    const std::size_t step = std::max<std::size_t>(1, fixture.values.size() / kSample);
    for (std::size_t value = turn % step; value < fixture.values.size(); value += step) {
      shapes.check(fixture, value, turn++ % kOdd.size());
    }
  }
  CHECK(shapes.failed() == "");
  CHECK(shapes.recognised() * 10 > shapes.runs() * 8);
}

TEST_CASE("over linked files too, rules say the same screened or not", "[shapes]") {
  const text::RealFileSystem files;
  const std::vector<std::string> paths = {kFixtures};
  std::string said[2];
  for (const bool screened : {true, false}) {
    const Linter linter(screened ? plain_options() : unscreened(plain_options()), files);
    linter.check(paths, [&](const FileResult& result) {
      said[screened ? 0 : 1].append(result.file).append("\n").append(lines_of(result));
    });
  }
  CHECK(said[0].size() > 100'000);
  CHECK(said[0] == said[1]);
}

TEST_CASE("all of the fixtures' values, of every other type, fail no rule", "[.slow]") {
  OddShapes shapes;
  for (const Fixture& fixture : fixtures()) {
    for (std::size_t value = 0; value < fixture.values.size(); ++value) {
      for (std::size_t odd = 0; odd < kOdd.size(); ++odd) shapes.check(fixture, value, odd);
    }
  }
  CHECK(shapes.failed() == "");
  CHECK(shapes.recognised() * 10 > shapes.runs() * 8);
  WARN(shapes.runs() << " files checked, " << shapes.recognised() << " of them still ECS");
}
