// SPDX-License-Identifier: Apache-2.0
// The JSON parsing suite, real files, and nlohmann's parser as an independent opinion.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "support/read_file.h"
#include "syntax/json/json_test_support.h"

namespace fs = std::filesystem;
using namespace ecslint;
using nlohmann::json;
using syntax_json::test::parse;
using syntax_json::test::Parsed;
using tests::read_file;

namespace {

std::vector<fs::path> files_in(const std::string& folder, std::string_view prefix) {
  std::vector<fs::path> found;
  const fs::path path = fs::path(ECSLINT_SHARED_DIR) / folder;
  if (!fs::is_directory(path)) {
    WARN(path << " is not there: nothing is tested");
    return found;
  }
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().filename().string().rfind(prefix, 0) == 0) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool has_error(const Parsed& parsed) {
  return std::any_of(parsed.findings.begin(), parsed.findings.end(),
                     [](const finding::Finding& f) { return f.level == finding::Level::kError; });
}

/// The tree as nlohmann sees it; partly known strings are their text.
json as_json(const doc::Node& node) {
  switch (node.kind()) {
    case doc::Kind::kNull:
      return nullptr;
    case doc::Kind::kBool:
      return node.as_bool();
    case doc::Kind::kInteger:
      return node.as_int();
    case doc::Kind::kUnsigned:
      return node.as_uint();
    case doc::Kind::kNumber:
      return node.as_double();
    case doc::Kind::kString:
      return std::string(node.as_string());
    case doc::Kind::kUnresolved:
      return std::string(node.why().spelling);
    case doc::Kind::kArray: {
      json array = json::array();
      for (const doc::Node& element : node.elements()) array.push_back(as_json(element));
      return array;
    }
    case doc::Kind::kObject:
      break;
  }
  json object = json::object();
  for (const doc::Member& member : node.members()) object[std::string(member.key)] = as_json(member.value);
  return object;
}

/// Every place lies in the file, children in their parents, and in order.
void check_places(const doc::Node& node, text::Range outer) {
  REQUIRE(outer.contains(node.range()));
  text::Offset last = node.range().begin;
  const auto follows = [&last](text::Range range) {
    REQUIRE(range.begin >= last);
    REQUIRE(range.end >= range.begin);
    last = range.end;
  };
  for (const doc::Node& element : node.elements()) {
    follows(element.range());
    check_places(element, node.range());
  }
  for (const doc::Member& member : node.members()) {
    REQUIRE(member.key.hash() == text::key_hash(member.key));
    follows(member.key_range);
    follows(member.value.range());
    check_places(member.value, node.range());
  }
}

void check_places(const Parsed& parsed) {
  const text::Range file{0, static_cast<text::Offset>(parsed.document->source().bytes().size())};
  for (const doc::Node& root : parsed.document->roots()) check_places(root, file);
  for (const finding::Finding& finding : parsed.findings) REQUIRE(file.contains(finding.place.range));
}

/// Files of the suite that JSON refuses and that are a template to us.
const std::set<std::string> kRead = {
    "n_structure_angle_bracket_null.json",  // [<null>] is a placeholder
};

}  // namespace

TEST_CASE("the suite's valid files are read without an error, as nlohmann reads them") {
  for (const fs::path& file : files_in("conformance/json-parsing", "y_")) {
    INFO(file.filename());
    const std::string bytes = read_file(file);
    const Parsed parsed = parse(bytes);
    CHECK_FALSE(has_error(parsed));
    CHECK(parsed.findings.size() == (file.filename().string().find("duplicated_key") != std::string::npos));
    REQUIRE(parsed.document->roots().size() == 1);
    CHECK(as_json(parsed.root()) == json::parse(bytes));
    check_places(parsed);
  }
}

TEST_CASE("the suite's invalid files are refused with an error at a place") {
  for (const fs::path& file : files_in("conformance/json-parsing", "n_")) {
    INFO(file.filename());
    const Parsed parsed = parse(read_file(file));
    CHECK(has_error(parsed) == (kRead.count(file.filename()) == 0));
    CHECK(parsed.findings.size() <= 3);
    check_places(parsed);
  }
}

TEST_CASE("the suite's undecided files do no harm") {
  for (const fs::path& file : files_in("conformance/json-parsing", "i_")) {
    INFO(file.filename());
    const Parsed parsed = parse(read_file(file));
    CHECK((!parsed.document->roots().empty() || has_error(parsed)));
    check_places(parsed);
  }
}

TEST_CASE("the two nesting bombs are answered with one finding") {
  const Parsed brackets = parse(std::string(100'000, '['));
  CHECK(brackets.said() == "SYN006 200-201 nested more than 200 levels deep: nothing is read from here on\n");
  std::string bytes;
  for (int i = 0; i < 50'000; ++i) bytes += "[{\"\":";
  const Parsed both = parse(bytes + "\n");
  REQUIRE(both.findings.size() == 1);
  CHECK(both.findings[0].code == "SYN006");
}

TEST_CASE("real files: the valid ones are read as nlohmann reads them") {
  std::size_t valid = 0;
  for (const char* folder : {"corpus/taskdef", "corpus/service", "corpus/cfn", "corpus/other"}) {
    for (const fs::path& file : files_in(folder, "")) {
      if (!fs::is_regular_file(file)) continue;
      const std::string bytes = read_file(file);
      const json oracle = json::parse(bytes, nullptr, false);
      if (oracle.is_discarded()) continue;
      INFO(file.filename());
      const Parsed parsed = parse(bytes);
      CHECK_FALSE(has_error(parsed));
      REQUIRE(parsed.document->roots().size() == 1);
      CHECK(as_json(parsed.root()) == oracle);
      check_places(parsed);
      ++valid;
    }
  }
  CHECK((valid > 150 || !fs::is_directory(ECSLINT_SHARED_DIR)));
}

TEST_CASE("real files: the broken ones have right findings, templates have none") {
  struct Row {
    const char* file;
    std::string_view said;
  };
  const Row rows[] = {
      {"taskdef/AppleJuiceAndCookies__eVision-docker__taskdef.json.j2", ""},
      {"taskdef/Shirasaka-Takahiro__fastapi_cicd_terraform__terraform__modules__ecs__task_definition.json",
       ""},
      {"taskdef/Shirasaka-Takahiro__fastapi_cicd_terraform__terraform__scripts__taskdef.json", ""},
      {"taskdef/arminc__terraform-ecs__deployment__td-nginx.template", ""},
      {"taskdef/carlosonunez__resume-app__ecs_container_definition.json.tmpl", ""},
      {"taskdef/ibuystuff__vasco__ecs-task-def.json", ""},
      {"taskdef/moneysmartco__tf-aws-ecs-service__task-definition.json.tpl", ""},
      {"taskdef/uswitch__hypermq__ecs__task-definition.json", ""},
      {"service/ibuystuff__vasco__ecs-service-def.json", ""},
      {"taskdef/"
       "aws-samples__amazon-ecs-firelens-examples__examples__fluent-bit__dynatrace__task-definition.json",
       "SYN008 1248-1248 expected a comma between \"Port\" and \"Allow_Duplicated_Headers\"\n"},
      {"taskdef/kardonh__snspmt__final-task-definition.json",
       "SYN005 0-3 the file begins with a byte order mark, which the AWS CLI does not take for JSON\n"},
      {"service/speaktoabu__ECSconfig__service-def.json",
       "SYN003 325-327 there is no such escape in JSON: a backslash itself is written \\\\\n"
       "SYN003 456-458 there is no such escape in JSON: a backslash itself is written \\\\\n"},
  };
  for (const Row& row : rows) {
    const fs::path file = fs::path(ECSLINT_SHARED_DIR) / "corpus" / row.file;
    if (!fs::exists(file)) {
      WARN(file << " is not there: not tested");
      continue;
    }
    INFO(row.file);
    const Parsed parsed = parse(read_file(file));
    CHECK(parsed.said() == row.said);
    REQUIRE(parsed.document->roots().size() == 1);
    CHECK((parsed.root().find("family") || parsed.root().find("cluster") || parsed.root().is_array()));
    check_places(parsed);
  }
}
