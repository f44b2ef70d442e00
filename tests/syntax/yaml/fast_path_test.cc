// SPDX-License-Identifier: Apache-2.0
// The fast way and libyaml's must give the same tree, to the byte, and the same findings: for real files, the
// test suite of YAML, and what chance makes of them. And the fast way must be the usual one.
#include "syntax/yaml/fast_path.h"

#include <catch2/catch.hpp>
#include <random>

#include "syntax/yaml/marks.h"
#include "syntax/yaml/yaml_files.h"
#include "syntax/yaml/yaml_parsed.h"

namespace ecslint::syntax_yaml {
namespace {

namespace fs = std::filesystem;

std::string told(std::string_view bytes, Way way) {
  doc::Document document(text::Source("t.yaml", bytes));
  std::vector<finding::Finding> findings;
  parse_yaml(document, findings, way);
  std::string out;
  for (const doc::Node& root : document.roots()) out += doc::dump(root) + "\n";
  for (const finding::Finding& finding : findings) {
    const text::Range range = finding.place.range;
    out += finding.code + " " + std::to_string(range.begin) + "-" + std::to_string(range.end) + " " +
           finding.message + (finding.fix ? " " + finding.fix->title : "") + "\n";
  }
  return out;
}

bool reads_fast(std::string_view bytes) {
  doc::Document document(text::Source("t.yaml", bytes));
  std::vector<finding::Finding> findings;
  const std::string_view text = document.source().content();
  const Survey found = survey(text);
  if (found.refused != std::string_view::npos) return false;
  const Mask mask(text);
  Builder builder(document, findings, mask);
  return FastPath(mask, document.source().content_begin(), found.ascii, builder).read();
}

/// All texts that are at hand: fixtures, examples, and the corpus and conformance suites where they are.
std::vector<std::string> texts() {
  std::vector<std::string> out;
  const fs::path here = ECSLINT_SOURCE_DIR;
  for (const fs::path& folder : {here / "fixtures", here / "examples", here / "../shared/corpus",
                                 here / "../shared/conformance", here / "tests/fuzz/seeds/yaml"}) {
    if (!fs::is_directory(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string ending = entry.path().extension().string();
      const bool seed = folder.filename() == "yaml";
      const bool yaml = ending == ".yaml" || ending == ".yml" || ending == ".template" || ending == ".json";
      if (entry.is_regular_file() && entry.file_size() < 200'000 && (seed || yaml))
        out.push_back(read_file(entry.path()));
    }
  }
  std::ranges::sort(out);
  return out;
}

void check_same(std::string_view bytes) {
  const std::string fast = told(bytes, Way::kAny);
  const std::string slow = told(bytes, Way::kLibyaml);
  if (fast == slow) return;
  INFO(bytes << "\n-- fast:\n" << fast << "\n-- libyaml:\n" << slow);
  CHECK(fast == slow);
}

/// One of the things that make another text of it, at a place and with bytes that matter to YAML.
std::string changed(std::string text, std::mt19937& random) {
  static constexpr std::string_view kBytes = " \n:-#,[]{}'\"!|>&*?%@`a0\\\t~.";
  const auto any = [&](std::size_t below) { return below == 0 ? 0 : random() % below; };
  const std::size_t at = any(text.size());
  switch (any(5)) {
    case 0:
      text.erase(at, 1 + any(3));
      break;
    case 1:
      text.insert(at, 1 + any(2), kBytes[any(kBytes.size())]);
      break;
    case 2:
      if (!text.empty()) text[at] = kBytes[any(kBytes.size())];
      break;
    case 3:
      text.insert(at, text.substr(any(text.size()), any(20)));
      break;
    default: {
      const std::size_t line = text.rfind('\n', at);
      text.insert(line == std::string::npos ? 0 : line + 1, 1 + any(3), ' ');
    }
  }
  return text;
}

}  // namespace

TEST_CASE("yaml: the fast way reads what libyaml reads") {
  const std::vector<std::string> all = texts();
  REQUIRE(all.size() > 1000);
  for (const std::string& text : all) check_same(text);
}

TEST_CASE("yaml: the fast way and libyaml agree about what chance makes") {
  std::mt19937 random(20261130);
  int fast = 0;
  int tried = 0;
  for (const std::string& text : texts()) {
    if (text.size() > 3000) continue;
    for (int i = 0; i < 12; ++i) {
      std::string other = text;
      for (std::size_t n = 1 + random() % 3; n > 0; --n) other = changed(std::move(other), random);
      check_same(other);
      fast += reads_fast(other) ? 1 : 0;
      ++tried;
    }
  }
  CHECK(fast > tried / 4);
}

TEST_CASE("yaml: most templates go the fast way") {
  int fast = 0;
  int all = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(ECSLINT_SOURCE_DIR) / "fixtures/rules")) {
    if (entry.path().extension() != ".yaml") continue;
    ++all;
    if (reads_fast(read_file(entry.path()))) ++fast;
  }
  CHECK(all > 1000);
  CHECK(fast * 100 > all * 95);
}

TEST_CASE("yaml: the fast way takes what people write") {
  const char* const taken[] = {
      "a: 1\n",
      "a: 1",
      "---\na: 1\n",
      "# about\n---\n# more\na: 1 # why\n",
      "a:\n  b: c\n  d:\n  - e\n  - f: g\n    h: i\n",
      "a:\n- b\n- c: d\nf:\n",
      "- - a\n  - b\n- c\n",
      "a: !Ref B\nc: !Sub 'x${A}'\nd: !If\n  - A\n  - b\n  - !Ref AWS::NoValue\n",
      "a: !If\n- A\n- b\n",
      "a: !GetAtt A.Arn # b\n",
      "a: [b, !Ref C, 'd', \"e\\n\", [f], {g: h, \"i\":j}]\n",
      "a: [\n  b, # c\n  d\n]\ne: {}\n",
      "a: |\n  b\n   c\n\n  d\n\ne: f\n",
      "a: >-\n  b\n  c\n\n  d\n    e\n  f\n",
      "a: |+\n  b\n\n\nc: d\n",
      "a: |-\n  b",
      "a: !Sub |\n  b\n",
      "a: 'it''s'\n\"b\\\"\": c\n",
      "a: b:c\nd: e#f\n\xC3\xA4: \xC3\xB6\n",
      "{\"a\": [1, 2], \"b\": null}\n",
      "a :  b  \n",
      "a: b\n---\nc: d\n",
      "a: b\n  c\n   - d  \n\n\n  e # f\ng:\n  h\n  i\nj:\n- k\n  l\n",
      "# a\n---\na: b\n--- # c\n- d\n---\n[e]\n",
      "a: |\n  ---\n  b\n---\nc: [-1, -a]\n",
      "-   a:  b\n    c: d\n",
  };
  for (const char* text : taken) {
    INFO(text);
    CHECK(reads_fast(text));
    check_same(text);
  }
}

TEST_CASE("yaml: the fast way leaves the rest to libyaml") {
  const char* const left[] = {
      "",
      "# a\n",
      "a\n",
      "a: b\n  c: d\n",
      "a: b # c\n  d\n",
      "a\n  b: c\n",
      "a: 'b\n  c'\n",
      "a: &b c\n",
      "a: *b\n",
      "%YAML 1.1\n---\na: b\n",
      "a: b\n---\n---\nc: d\n",
      "a: b\n---\n",
      "a: [b\n---\n]\n",
      "a: b\n...\n",
      "!Ref a\nb\n...\n",
      "... a: b\n",
      "a: b\n---\n... c: d\n",
      "a:\tb\n",
      "a: b\r\n",
      "a: |2\n   b\n",
      "? a\n: b\n",
      "a: !!str b\n",
      "a: ! b\n",
      "a: \"\\x41\"\n",
      "a: b: c\n",
      "a: - b\n",
      " a: b\nc: d\n",
      "a:\n  b: c\n d: e\n",
      "a: [b\n  c]\n",
      "a: [b\n",
      "a: [b: c]\n",
      "a: {b}\n",
      "a: 'b\n",
      "a: b\n- c\n",
      "a: @b\n",
      "a: b\xC2\x85 c\n",
      "a: |\n    \n  b\n",
  };
  for (const char* text : left) {
    INFO(text);
    CHECK_FALSE(reads_fast(text));
    check_same(text);
  }
}

}  // namespace ecslint::syntax_yaml
