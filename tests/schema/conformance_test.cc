// SPDX-License-Identifier: Apache-2.0
// The official JSON-Schema-Test-Suite: everything required of drafts 2020-12 and 07, what is optional except
// for a commented list, and the formats we assert.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "schema/compiler.h"
#include "schema/format.h"
#include "schema/json_file.h"
#include "schema/meta_schemas.h"
#include "schema/validator.h"

namespace ecslint::schema::test {
namespace {

namespace fs = std::filesystem;
using doc::Node;

const fs::path kSuite = fs::path(ECSLINT_SHARED_DIR) / "conformance" / "json-schema";

struct Tally {
  int passed = 0;
  int failed = 0;
  int accepted = 0;  // differences we know and accept
  std::string failures;
};

/// "file.json: group: test" (a prefix is enough) and why we differ.
using Differences = std::map<std::string, std::string>;

class Suite {
 public:
  Suite() {
    for (const auto& entry : fs::recursive_directory_iterator(kSuite / "remotes")) {
      if (entry.path().extension() != ".json") continue;
      const std::string uri =
          "http://localhost:1234/" + fs::relative(entry.path(), kSuite / "remotes").string();
      remotes_.emplace_back(uri, &documents_.read(entry.path()));
    }
    for (const auto& [uri, text] : kMetaSchemas) remotes_.emplace_back(uri, &documents_.parse(uri, text));
  }

  Tally run(const fs::path& file, CompilerOptions options, const Differences& differences = {}) {
    Tally tally;
    Documents local;
    const Node& groups = local.read(file);
    for (const Node& group : groups.elements()) run_group(file, group, options, differences, tally);
    return tally;
  }

  Tally run_folder(const fs::path& folder, CompilerOptions options, const Differences& differences = {}) {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".json") files.insert(entry.path());
    }
    Tally sum;
    for (const fs::path& file : files) {
      const Tally one = run(file, options, differences);
      sum.passed += one.passed;
      sum.failed += one.failed;
      sum.accepted += one.accepted;
      sum.failures += one.failures;
    }
    return sum;
  }

 private:
  void run_group(const fs::path& file, const Node& group, CompilerOptions options,
                 const Differences& differences, Tally& tally) {
    text::ImageBuilder builder;
    Compiler compiler(builder, options);
    for (const auto& [uri, node] : remotes_) compiler.add(uri, *node);
    compiler.add("urn:test:root", *group.find("schema"));
    const auto id = compiler.compile("urn:test:root");
    const std::string name =
        file.filename().string() + ": " + std::string(group.find("description")->as_string()) + ": ";
    for (const SchemaError& error : compiler.errors()) {
      if (!accepted(differences, name)) tally.failures += "\n  " + name + error.message;
    }
    SetRef ref;
    if (id) ref = compiler.finish();
    const SchemaSet set = id ? SchemaSet(builder.image(), ref) : SchemaSet();
    for (const Node& test : group.find("tests")->elements()) {
      const bool wanted = test.find("valid")->as_bool();
      const std::string full = name + std::string(test.find("description")->as_string());
      const bool good = id && RunOne{set}.valid(*id, *test.find("data")) == wanted;
      if (!good && !accepted(differences, full)) tally.failures += "\n  " + full;
      good ? ++tally.passed : accepted(differences, full) ? ++tally.accepted : ++tally.failed;
    }
  }

  /// Both answers of the validator must agree: yes or no, and whether there is anything to report.
  struct RunOne {
    const SchemaSet& set;
    bool valid(SchemaId id, const Node& data) const {
      const RegexCache cache(set);
      const Validator validator(set, cache);
      const bool yes = validator.valid(id, data);
      std::vector<Problem> problems;
      validator.validate(id, data, {}, problems);
      if (problems.empty() != yes) UNSCOPED_INFO("valid() says " << yes << ", problems: " << problems.size());
      CHECK(problems.empty() == yes);
      return yes;
    }
  };

  static bool accepted(const Differences& differences, const std::string& name) {
    return std::any_of(differences.begin(), differences.end(),
                       [&](const auto& entry) { return name.starts_with(entry.first); });
  }

  Documents documents_;
  std::vector<std::pair<std::string, const Node*>> remotes_;
};

bool absent() {
  if (fs::exists(kSuite)) return false;
  WARN("no conformance suite at " << kSuite << ": skipped");
  return true;
}

void report(const std::string& what, const Tally& tally) {
  std::string line = fmt::format("JSON Schema {}: {} passed, {} failed", what, tally.passed, tally.failed);
  if (tally.accepted != 0) line += fmt::format(", {} accepted differences", tally.accepted);
  WARN(line << tally.failures);
}

}  // namespace

TEST_CASE("draft 2020-12: all required tests pass") {
  if (absent()) return;
  const Tally tally = Suite().run_folder(kSuite / "tests" / "draft2020-12", {});
  report("2020-12 required", tally);
  CHECK(tally.failed == 0);
  CHECK(tally.passed == 1299);
}

TEST_CASE("draft-07: all required tests pass") {
  if (absent()) return;
  CompilerOptions options;
  options.draft = Draft::k7;
  const Tally tally = Suite().run_folder(kSuite / "tests" / "draft7", options);
  report("draft-07 required", tally);
  CHECK(tally.failed == 0);
  CHECK(tally.passed == 927);
}

TEST_CASE("optional tests pass but for the listed") {
  if (absent()) return;
  const Differences differences = {
      {"content.json: ", "contentEncoding and contentMediaType are notes, as 2020-12 has it"},
  };
  const Tally newer = Suite().run_folder(kSuite / "tests" / "draft2020-12" / "optional", {}, differences);
  report("2020-12 optional", newer);
  CompilerOptions old;
  old.draft = Draft::k7;
  const Tally older = Suite().run_folder(kSuite / "tests" / "draft7" / "optional", old, differences);
  report("draft-07 optional", older);
  CHECK(newer.failed + older.failed == 0);
}

TEST_CASE("the formats we assert pass their tests fully") {
  if (absent()) return;
  CompilerOptions options;
  options.assert_formats = true;
  Suite suite;
  for (const std::string draft : {"draft2020-12", "draft7"}) {
    options.draft = draft == "draft7" ? Draft::k7 : Draft::k202012;
    Tally sum;
    for (const auto& entry : fs::directory_iterator(kSuite / "tests" / draft / "optional" / "format")) {
      if (!format_from(entry.path().stem().string())) continue;
      const Tally one = suite.run(entry.path(), options);
      sum.passed += one.passed;
      sum.failed += one.failed;
      sum.failures += one.failures;
    }
    report(draft + " formats", sum);
    CHECK(sum.failed == 0);
    CHECK(sum.passed > 300);
  }
}

}  // namespace ecslint::schema::test
