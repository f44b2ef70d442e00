// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "rules/pack_files.h"
#include "text/file_system.h"
#include "text/line_index.h"

using namespace ecslint;

namespace {

constexpr std::string_view kGood = R"(code     = "ACME001"
name     = "good-rule"
summary  = "A rule"
severity = "warning"
subject  = "container"
assert   = "true"
message  = "text"
)";

/// "line:column message" of every problem of a pack, one a line.
std::string problems_of(const text::FileSystem& files, rules::PackKind kind) {
  rules::Problems problems;
  const rules::PackFiles pack = rules::read_pack(files, "pack", kind, problems);
  std::string out;
  for (const finding::Finding& finding : problems.findings()) {
    const text::Position at =
        text::LineIndex(finding.place.source->bytes()).position(finding.place.range.begin);
    out += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + finding.message + "\n";
  }
  return out;
}

std::string problems_of(std::string path, std::string_view text,
                        rules::PackKind kind = rules::PackKind::kUser) {
  text::MemoryFileSystem files;
  files.add("pack/" + std::move(path), std::string(text));
  return problems_of(files, kind);
}

std::string good_with(std::string_view line) { return std::string(kGood) + std::string(line) + "\n"; }

}  // namespace

TEST_CASE("a sound rule has no problems, and its texts are read") {
  text::MemoryFileSystem files;
  files.add("pack/ACME001-good-rule.toml", std::string(kGood));
  files.add("pack/README.md", "about");
  files.add("pack/fixtures/ACME001/good.json", "{}");
  files.add("pack/data/teams.toml", "names = ['a']\n");
  rules::Problems problems;
  const auto pack = rules::read_pack(files, "pack", rules::PackKind::kUser, problems);
  REQUIRE(problems.empty());
  REQUIRE(pack.rules.size() == 1);
  CHECK(pack.rules[0].code() == "ACME001");
  CHECK(pack.rules[0].level() == finding::Level::kWarning);
  CHECK_FALSE(pack.rules[0].metadata_only());
  REQUIRE(pack.data.size() == 1);
  CHECK(pack.data[0].name == "teams");
}

TEST_CASE("mistakes in the shape of a rule are told at their place") {
  const struct {
    std::string line;
    std::string problem;
  } rows[] = {
      {"referenzes = []", "8:1 unknown key referenzes: did you mean references?\n"},
      {"tags = 'a'", "8:8 tags must be an array of strings\n"},
      {"tags = ['a', 1]", "8:8 tags must be an array of strings\n"},
      {"enabled = 'yes'", "8:11 enabled must be true or false\n"},
      {"security-severity = 11", "8:21 security-severity must be from 0 to 10\n"},
      {"related = ['x']", "8:11 related must be an array of tables\n"},
  };
  for (const auto& row : rows)
    CHECK(problems_of("ACME001-good-rule.toml", good_with(row.line)) == row.problem);
}

TEST_CASE("code, name, severity and file name agree with each other") {
  const auto with = [](std::string from, std::string to) {
    std::string text(kGood);
    return text.replace(text.find(from), from.size(), to);
  };
  CHECK(problems_of("ACME001-good-rule.toml", with("\"warning\"", "\"waring\"")) ==
        "4:12 severity must be error, warning or info, not \"waring\": did you mean warning?\n");
  CHECK(problems_of("ACME001-good-rule.toml", with("good-rule", "Good")) ==
        "2:12 name must be kebab-case: small letters and digits joined by -\n"
        "1:12 the file of this rule must be called ACME001-Good.toml\n");
  CHECK(problems_of("other.toml", kGood) ==
        "1:12 the file of this rule must be called ACME001-good-rule.toml\n");
  CHECK(problems_of("ACME001-good-rule.toml",
                    std::string("references = [\"https://a.b\", \"docs/a.md\"]\n").append(kGood)) ==
        "1:30 a reference is an address: it begins with https://\n");
  CHECK(problems_of("ACME1-good-rule.toml", with("ACME001", "ACME1")) ==
        "1:12 code must be capital letters and three digits, like IAM001\n");
  CHECK(problems_of("IAM001-good-rule.toml", with("ACME001", "IAM001")) ==
        "1:12 IAM belongs to the built-in rules: choose a prefix of your own (2 to 8 capital letters)\n");
  CHECK(problems_of("acme/ACME001-good-rule.toml", kGood, rules::PackKind::kBuiltin) ==
        "1:12 ACME is no topic of the built-in rules\n");
  CHECK(problems_of("x/IAM001-good-rule.toml", with("ACME001", "IAM001"), rules::PackKind::kBuiltin) ==
        "1:12 this rule belongs into the folder iam/\n");
  CHECK(problems_of("ACME001-good-rule.toml", with("assert   = \"true\"\n", "")) ==
        "1:1 assert is missing\n");
  CHECK(problems_of("ACME001-good-rule.toml", with("message  = \"text\"\n", "")) ==
        "1:1 message is missing: a rule with assert has one\n");
  CHECK(problems_of("sch/SCH001-good-rule.toml", with("ACME001", "SCH001"), rules::PackKind::kBuiltin) ==
        "6:12 SCH rules are found by the program: no assert here\n");
}

TEST_CASE("stray files, repeated codes and TOML mistakes are problems of the pack") {
  CHECK(problems_of("notes.txt", "x") ==
        "1:1 a stray file: a pack holds <CODE>-<name>.toml, data/ and fixtures/\n");
  CHECK(problems_of("data/My-Table.toml", "a = 1\n") ==
        "1:1 a table is read as data.NAME: small letters, digits and _ only\n");
  CHECK(problems_of("ACME001-good-rule.toml", "code = \n").substr(0, 2) == "1:");
  text::MemoryFileSystem files;
  files.add("pack/a/ACME001-good-rule.toml", std::string(kGood));
  files.add("pack/b/ACME001-good-rule.toml", std::string(kGood));
  CHECK(problems_of(files, rules::PackKind::kUser) ==
        "1:12 ACME001 is the code of a/ACME001-good-rule.toml already\n");
}
