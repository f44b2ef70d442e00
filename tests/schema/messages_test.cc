// SPDX-License-Identifier: Apache-2.0
// What people read: one row a schema, a document and the findings, "code level begin-end path: message
// [fix]".
#include <fmt/format.h>

#include "schema/compiler.h"
#include "schema/json_file.h"
#include "schema/validator.h"

namespace ecslint::schema::test {
namespace {

/// A schema and what runs it.
class Compiled {
 public:
  explicit Compiled(const std::string& schema)
      : Compiled(std::vector<std::pair<std::string, std::string>>{{"s", schema}}) {}
  explicit Compiled(const std::vector<std::pair<std::string, std::string>>& documents) {
    Compiler compiler(builder_);
    for (const auto& [name, text] : documents)
      compiler.add("urn:ecslint:schema:" + name, documents_.parse(name, text));
    const auto id = compiler.compile("urn:ecslint:schema:" + documents[0].first);
    for (const SchemaError& error : compiler.errors()) FAIL(error.message);
    set_ = SchemaSet(builder_.image(), compiler.finish());
    root_ = *id;
    cache_ = std::make_unique<RegexCache>(set_);
  }

  std::string findings(const std::string& document, ValidateOptions options = {}) {
    const doc::Node& node = documents_.parse("d", document);
    std::vector<Problem> problems;
    Validator(set_, *cache_).validate(root_, node, options, problems);
    std::string out;
    for (const Problem& problem : problems) {
      const finding::Finding finding = to_finding(problem, documents_.last_source());
      out += fmt::format("{} {} {}-{} {}: {}", finding.code, finding::to_string(finding.level),
                         finding.place.range.begin, finding.place.range.end, finding.path, finding.message);
      if (finding.fix) {
        out += fmt::format(" [{}{}]",
                           finding.fix->safe ? "" : "unsafe: ", finding.fix->edits[0].edit.replacement);
      }
      out += '\n';
    }
    return out;
  }
  bool valid(const std::string& document) {
    return Validator(set_, *cache_).valid(root_, documents_.parse("d", document));
  }
  const SchemaSet& set() const { return set_; }
  SchemaId root() const { return root_; }
  Documents& documents() { return documents_; }
  const RegexCache& cache() const { return *cache_; }

 private:
  Documents documents_;
  text::ImageBuilder builder_;
  SchemaSet set_;
  SchemaId root_ = 0;
  std::unique_ptr<RegexCache> cache_;
};

const char* const kTask = R"json({
  "title": "Task definition", "x-facts": "botocore 1.2, 2026-05-19", "type": "object",
  "properties": {
    "family": {"type": "string", "maxLength": 10, "pattern": "^[a-z]+$", "x-expected": "lower-case letters",
               "x-catalogue": ["C005"]},
    "cpu": {"type": "string"},
    "networkMode": {"type": "string", "enum": ["awsvpc", "bridge", "host", "none"]},
    "launchType": {"type": "string", "enum": ["EC2", "FARGATE"], "x-open": true},
    "revision": {"type": "integer", "x-read-only": true},
    "containerDefinitions": {"type": "array", "minItems": 1, "x-unique": "name", "items": {"$ref": "#/$defs/container"}}
  },
  "required": ["family", "containerDefinitions"],
  "additionalProperties": false,
  "$defs": {
    "container": {
      "title": "Container definition", "type": "object",
      "properties": {
        "name": {"type": "string"}, "image": {"type": "string"},
        "memory": {"type": "integer", "minimum": 4, "x-unit": "MiB"},
        "stopTimeout": {"type": "integer", "minimum": 2, "maximum": 120, "x-unit": "seconds"},
        "essential": {"type": "boolean"},
        "command": {"type": "array", "items": {"type": "string"}},
        "logConfiguration": {"title": "Log configuration", "type": "object",
          "properties": {"logDriver": {"type": "string"}, "options": {"type": "object", "additionalProperties": {"type": "string"}}},
          "required": ["logDriver"], "additionalProperties": false},
        "environment": {"type": "array", "items": {"title": "Environment variable", "type": "object",
          "properties": {"name": {"type": "string"}, "value": {"type": "string", "x-sensitive": true}},
          "additionalProperties": false}},
        "secrets": {"type": "array", "items": {"title": "Secret", "type": "object",
          "properties": {"name": {"type": "string"}, "valueFrom": {"type": "string"}},
          "required": ["name", "valueFrom"], "additionalProperties": false}}
      },
      "required": ["name"], "additionalProperties": false
    }
  }
})json";

struct Row {
  const char* document;
  const char* findings;
};

}  // namespace

TEST_CASE("findings on a small task definition") {
  Compiled task(kTask);
  const ValidateOptions input{true, false};
  const Row rows[] = {
      {R"({"family": "web", "containerDefinitions": [{"name": "a"}]})", ""},
      // names
      {R"({"famly": "web", "containerDefinitions": [{"name": "a"}]})",
       "SCH001 error 1-8 famly: unknown property \"famly\" in the task definition; did you mean \"family\"? "
       "[unsafe: "
       "\"family\"]\n"},
      {R"({"family": "web", "container": [{"name": "a"}]})",
       "SCH001 error 18-29 container: unknown property \"container\" in the task definition; did you mean "
       "\"containerDefinitions\"?\n"},
      {R"({"Family": "WEB", "containerDefinitions": [{"name": "a"}]})",
       "SCH001 error 1-9 Family: \"Family\" must be written \"family\" [\"family\"]\n"
       "SCH007 error 11-16 Family: Family must be lower-case letters, found \"WEB\"\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a"}], "wholly": 1})",
       "SCH001 error 59-67 wholly: unknown property \"wholly\" in the task definition; known: \"family\", "
       "\"cpu\", "
       "\"networkMode\", \"launchType\" and \"containerDefinitions\"\n"},
      // the right level: below, above, beside
      {R"({"family": "web", "image": "x", "containerDefinitions": [{"name": "a"}]})",
       "SCH001 error 18-25 image: \"image\" does not belong in the task definition; it belongs in "
       "\"containerDefinitions[]\"\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "networkMode": "host"}]})",
       "SCH001 error 57-70 containerDefinitions[\"a\"].networkMode: \"networkMode\" does not belong in the "
       "container "
       "definition; it belongs in the task definition\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "environment": [{"name": "K", "valueFrom": "x"}]}]})",
       "SCH001 error 87-98 containerDefinitions[\"a\"].environment[\"K\"].valueFrom: \"valueFrom\" does not "
       "belong in "
       "the environment variable; it belongs in \"secrets[]\"\n"},
      {R"({"family": "web", "logDriver": "x", "containerDefinitions": [{"name": "a"}]})",
       "SCH001 error 18-29 logDriver: \"logDriver\" does not belong in the task definition; it belongs in "
       "\"containerDefinitions[].logConfiguration\"\n"},
      {R"({"Family": "x", "family": "web", "containerDefinitions": [{"name": "a"}]})",
       "SCH001 error 1-9 Family: unknown property \"Family\" in the task definition; known: \"family\", "
       "\"cpu\", "
       "\"networkMode\", \"launchType\" and \"containerDefinitions\"\n"},
      // missing
      {R"({"family": "web"})",
       "SCH002 error 11-16 : required property \"containerDefinitions\" is missing in the task definition\n"},
      {R"({"family": "web", "containerDefinitions": [{"image": "i"}]})",
       "SCH002 error 43-44 containerDefinitions[0]: required property \"name\" is missing in the container "
       "definition\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "logConfiguration": {}}]})",
       "SCH002 warning 57-75 containerDefinitions[\"a\"].logConfiguration: required property \"logDriver\" "
       "is "
       "missing in "
       "the log configuration; leave it out\n"},
      // types
      {R"({"family": "web", "cpu": 256, "containerDefinitions": [{"name": "a"}]})",
       "SCH003 error 25-28 cpu: cpu must be a string in the task definition, found integer 256 [\"256\"]\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "memory": "512"}]})",
       "SCH003 error 67-72 containerDefinitions[\"a\"].memory: memory must be an integer (MiB) in the "
       "container "
       "definition, found string \"512\" [512]\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "essential": "true"}]})",
       "SCH003 error 70-76 containerDefinitions[\"a\"].essential: essential must be true or false in the "
       "container "
       "definition, found string \"true\" [true]\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "command": "ls -l"}]})",
       "SCH003 error 68-75 containerDefinitions[\"a\"].command: command must be an array in the container "
       "definition, "
       "found string \"ls -l\"; put it in [ ]\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "command": ["ls", 1]}]})",
       "SCH003 error 75-76 containerDefinitions[\"a\"].command[1]: element 2 of command must be a string, "
       "found "
       "integer 1 [\"1\"]\n"},
      {R"({"family": "web", "containerDefinitions": {"name": "a"}})",
       "SCH003 error 18-40 containerDefinitions: containerDefinitions must be an array in the task "
       "definition, found an "
       "object\n"},
      {R"([])", "SCH003 error 0-1 : the task definition must be an object, found an array\n"},
      {R"({"family": "web", "cpu": null, "containerDefinitions": [{"name": "a"}]})",
       "SCH011 warning 25-29 cpu: cpu must be a string, found null; leave it out\n"},
      {R"({"family": null, "containerDefinitions": [null]})",
       "SCH011 error 11-15 family: family must be a string, found null\n"
       "SCH011 error 42-46 containerDefinitions[0]: element 1 of containerDefinitions must be an object, "
       "found null\n"},
      // a secret value is not shown
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "environment": [{"name": "K", "value": 12345}]}]})",
       "SCH003 error 96-101 containerDefinitions[\"a\"].environment[\"K\"].value: value must be a string in "
       "the "
       "environment variable, found an integer [\"12345\"]\n"},
      // values
      {R"({"family": "web", "networkMode": "awsvcp", "containerDefinitions": [{"name": "a"}]})",
       "SCH004 error 33-41 networkMode: networkMode cannot be \"awsvcp\"; did you mean \"awsvpc\"? [unsafe: "
       "\"awsvpc\"]\n"},
      {R"({"family": "web", "networkMode": "AWSVPC", "containerDefinitions": [{"name": "a"}]})",
       "SCH004 error 33-41 networkMode: networkMode must be written \"awsvpc\", found \"AWSVPC\" "
       "[\"awsvpc\"]\n"},
      {R"({"family": "web", "networkMode": "default", "containerDefinitions": [{"name": "a"}]})",
       "SCH004 error 33-42 networkMode: networkMode must be \"awsvpc\", \"bridge\", \"host\" or \"none\", "
       "found "
       "\"default\"\n"},
      {R"({"family": "web", "networkMode": "", "containerDefinitions": [{"name": "a"}]})",
       "SCH004 warning 33-35 networkMode: networkMode is empty; leave it out or set it to \"awsvpc\", "
       "\"bridge\", "
       "\"host\" or \"none\"\n"},
      {R"({"family": "web", "launchType": "LUNAR", "containerDefinitions": [{"name": "a"}]})",
       "SCH010 warning 32-39 launchType: launchType \"LUNAR\" is not known here (facts: botocore 1.2, "
       "2026-05-19); "
       "known: \"EC2\" and \"FARGATE\"\n"},
      {R"({"family": "web", "launchType": "FARGAT", "containerDefinitions": [{"name": "a"}]})",
       "SCH004 error 32-40 launchType: launchType cannot be \"FARGAT\"; did you mean \"FARGATE\"? [unsafe: "
       "\"FARGATE\"]\n"},
      // bounds
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "stopTimeout": 500}]})",
       "SCH005 error 72-75 containerDefinitions[\"a\"].stopTimeout: stopTimeout must be between 2 and 120 "
       "seconds, "
       "found 500\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a", "memory": 1}]})",
       "SCH005 error 67-68 containerDefinitions[\"a\"].memory: memory must be at least 4 MiB, found 1\n"},
      {R"({"family": "websitewebsite", "containerDefinitions": [{"name": "a"}]})",
       "SCH006 error 11-27 family: family must have at most 10 characters, found 14\n"},
      {R"({"family": "web", "containerDefinitions": []})",
       "SCH006 error 18-40 containerDefinitions: containerDefinitions must not be empty\n"},
      {R"({"family": "web-1", "containerDefinitions": [{"name": "a"}]})",
       "SCH007 error 11-18 family: family must be lower-case letters, found \"web-1\"\n"},
      // own keywords
      {R"({"family": "web", "revision": 3, "containerDefinitions": [{"name": "a"}]})",
       "SCH008 warning 18-28 revision: revision is set by AWS and cannot be given\n"},
      {R"({"family": "web", "containerDefinitions": [{"name": "a"}, {"name": "a"}]})",
       "SCH009 error 67-70 containerDefinitions[1].name: name \"a\" occurs twice in containerDefinitions; "
       "each element "
       "needs its own\n"},
      // unresolved is good for everything, and nothing hangs on it
      {R"({"family": ${FAMILY}, "cpu": "${CPU}", "containerDefinitions": [{"name": ${N}}, {"name": ${N}}]})",
       ""},
      {R"({"family": "web", "containerDefinitions": ${CONTAINERS}})", ""},
      // several at once, in the order of the file
      {R"({"cpu": 1, "family": "web", "containerDefinitions": [{"nme": "a"}]})",
       "SCH003 error 8-9 cpu: cpu must be a string in the task definition, found integer 1 [\"1\"]\n"
       "SCH001 error 54-59 containerDefinitions[0].nme: unknown property \"nme\" in the container "
       "definition; did you "
       "mean \"name\"? [unsafe: \"name\"]\n"},
  };
  for (const Row& row : rows) {
    INFO(row.document);
    CHECK(task.findings(row.document, input) == row.findings);
  }
  CHECK(
      task.findings(R"({"family": "web", "revision": 3, "containerDefinitions": [{"name": "a"}]})").empty());
}

TEST_CASE("x-unique among many elements names the first that has the name") {
  Compiled task(
      R"json({"properties": {"a": {"type": "array", "x-unique": "name", "items": {"type": "object"}}}})json");
  std::string list;
  for (int i = 0; i < 3000; ++i) list += fmt::format(R"({{"name": "n{}"}}, )", i);
  const auto document = [&list](const char* last) { return "{\"a\": [" + list + last + "]}"; };
  CHECK(task.findings(document(R"({"name": "n3000"})")).empty());
  CHECK(task.findings(document(R"({"nome": "n2500"})")).empty());
  CHECK(task.findings(document(R"({"name": "n2500"})")).find("name \"n2500\" occurs twice in a") !=
        std::string::npos);
  CHECK(task.findings(document(R"({"name": "n3"})")).find("name \"n3\" occurs twice in a") !=
        std::string::npos);
}

TEST_CASE("alternatives give one finding") {
  struct Case {
    const char* schema;
    const char* document;
    const char* findings;
  };
  const Case cases[] = {
      {R"({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})", "[1]",
       "SCH003 error 1-2 [0]: element 1 of the document must be a string, found integer 1 [\"1\"]\n"},
      {R"({"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "array"}]}}})", R"({"a": 1})",
       "SCH003 error 6-7 a: a must be a string or an array, found integer 1\n"},
      {R"({"properties": {"a": {"anyOf": [{"const": "x"}, {"enum": ["y", "z"]}]}}})", R"({"a": "q"})",
       "SCH004 error 6-9 a: a must be \"x\", \"y\" or \"z\", found \"q\"\n"},
      {R"({"title": "Thing", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]})", "{}",
       "SCH002 error 0-1 : the thing needs \"a\" or \"b\"\n"},
      {R"({"title": "Thing", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]})", R"({"a": 1, "b": 2})",
       "SCH012 error 9-12 b: only one of \"a\" and \"b\" may be given in the thing\n"},
      {R"({"not": {"required": ["a", "b"]}})", R"({"a": 1, "b": 2})",
       "SCH012 error 9-12 b: \"a\" and \"b\" cannot be given together\n"},
      {R"({"oneOf": [
          {"properties": {"kind": {"const": "s3"}, "bucket": {"type": "string"}}, "required": ["kind", "bucket"]},
          {"properties": {"kind": {"const": "ebs"}, "size": {"type": "integer", "minimum": 1}}, "required": ["kind", "size"]}]})",
       R"({"kind": "ebs", "size": 0})", "SCH005 error 24-25 size: size must be at least 1, found 0\n"},
      {R"({"dependentRequired": {"a": ["b"]}})", R"({"a": 1})",
       "SCH002 error 0-1 : required property \"b\" is missing in the document; \"a\" needs it\n"},
      {R"({"uniqueItems": true})", "[1, 2, 1.0]",
       "SCH009 error 7-10 [2]: element 3 of the document is equal to element 1; the elements must differ\n"},
      {R"({"additionalProperties": {"type": "string"}, "propertyNames": {"pattern": "^a", "x-expected": "an a-word"}})",
       R"({"b": "1"})", "SCH007 error 1-4 b: the name \"b\" must be an a-word, found \"b\"\n"},
      {R"({"items": {"allOf": [{"minimum": 5, "x-level": "info", "x-code": "ABC123"}]}})", "[1]",
       "ABC123 info 1-2 [0]: element 1 of the document must be at least 5, found 1\n"},
      {R"({"properties": {"a": {"x-missing-level": "warning"}}, "required": ["a", "b"]})", "{}",
       "SCH002 warning 0-1 : required property \"a\" is missing in the document\n"
       "SCH002 error 0-1 : required property \"b\" is missing in the document\n"},
      {R"({"properties": {"a": false}})", R"({"a": 1})", "SCH001 error 1-4 a: a is not allowed here\n"},
      {R"({"properties": {"a": {}}, "unevaluatedProperties": false})", R"({"b": 1})",
       "SCH001 error 1-4 b: unknown property \"b\" in the document; known: \"a\"\n"},
      {R"({"multipleOf": 10})", "15", "SCH005 error 0-2 : the document must be a multiple of 10, found 15\n"},
  };
  for (const Case& one : cases) {
    INFO(one.schema);
    CHECK(Compiled(one.schema).findings(one.document) == one.findings);
  }
}

TEST_CASE("what is unresolved decides nothing") {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"not": {"properties": {"a": {"const": 1}}, "required": ["a"]}})", R"({"a": ${X}})"},
      {R"({"oneOf": [{"properties": {"a": {"const": 1}}}, {"properties": {"a": {"const": 2}}}]})",
       R"({"a": ${X}})"},
      {R"({"contains": {"const": 1}})", R"([2, ${X}])"},
      {R"({"contains": {"const": 1}, "maxContains": 1})", R"([1, ${X}])"},
      {R"({"uniqueItems": true})", R"([${X}, ${X}])"},
      {R"({"maxItems": 1})", R"([1, ${X}])"},
      {R"({"minItems": 3})", R"([1, ${X}])"},
      {R"({"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}, "else": {"required": ["c"]}})",
       R"({"a": ${X}})"},
      {R"({"dependentRequired": {"a": ["b"]}})", R"({"a": ${X}})"},
      {R"({"enum": [[1], [2]]})", R"([${X}])"},
      {R"({"enum": [{"a": 1}]})", R"({"a": ${X}})"},
      {R"({"properties": {"a": false}})", R"({"a": ${X}})"},
  };
  for (const auto& [schema, document] : rows) {
    INFO(schema);
    Compiled compiled(schema);
    CHECK(compiled.valid(document));
    CHECK(compiled.findings(document).empty());
  }
  CHECK_FALSE(Compiled(R"({"additionalProperties": false})").valid(R"({"a": ${X}})"));
  CHECK_FALSE(Compiled(R"({"contains": {"const": 1}, "maxContains": 1})").valid(R"([1, 1, ${X}])"));
  CHECK_FALSE(Compiled(R"({"maxItems": 1})").valid(R"([1, 2, ${X}])"));
}

TEST_CASE("schemas that branch at every level end") {
  Compiled compiled(R"({"type": ["object", "null"], "anyOf": [
      {"properties": {"a": {"$ref": "#"}}, "required": ["b"]}, {"properties": {"a": {"$ref": "#"}}, "required": ["c"]}]})");
  std::string document = "{}";
  for (int i = 0; i < 12; ++i) document = "{\"a\": " + document + ", \"b\": 1}";
  CHECK_FALSE(compiled.findings(document).empty());
}

TEST_CASE("an object that is only partly written lacks nothing") {
  Compiled task(kTask);
  const doc::Node& node = task.documents().parse("d", R"({"cpu": "256"})");
  node.set(doc::Node::kOpen);
  CHECK(Validator(task.set(), task.cache()).valid(task.root(), node));
}

TEST_CASE("refused values are marked for the rules") {
  Compiled task(kTask);
  const doc::Node& node = task.documents().parse(
      "d", R"({"family": "web", "cpu": 256, "containerDefinitions": [{"name": "a", "memory": 1, "x": 2}]})");
  std::vector<Problem> problems;
  Validator(task.set(), task.cache()).validate(task.root(), node, {true, true}, problems);
  CHECK(problems.size() == 3);
  CHECK(node.find("cpu")->has(doc::Node::kRefused));
  CHECK_FALSE(node.find("family")->has(doc::Node::kRefused));
  const doc::Node& container = node.find("containerDefinitions")->elements()[0];
  CHECK(container.find("memory")->has(doc::Node::kRefused));
  CHECK_FALSE(container.find("x")->has(doc::Node::kRefused));
  CHECK(problems[0].catalogue.empty());
}

TEST_CASE("schemas that cannot work are refused with their place") {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"type": "strnig"})", "9-17 type must be null, boolean, integer, number, string, array or object"},
      {R"({"pattern": "^(?=a)b"})",
       "12-21 pattern: look-ahead and look-behind cannot be used (at character 2)"},
      {R"({"pattern": "(a)\\1"})", "12-20 pattern: back-references cannot be used (at character 5)"},
      {R"({"pattern": "[a"})", "12-16 pattern: missing ] (at character 3)"},
      {R"({"pattern": "\\Z"})", "12-17 pattern: unknown escape \\Z (at character 2)"},
      {R"({"$ref": "#/$defs/none"})", "9-23 no schema is known as urn:test#/$defs/none"},
      {R"({"allOf": [{"$ref": "#"}]})", "0-26 the schema refers to itself without end"},
      {R"({"minLength": -1})", "14-16 minLength must be a whole number, 0 or more"},
      {R"({"multipleOf": 0})", "15-16 multipleOf must be above 0"},
      {R"({"required": "a"})", "13-16 must be an array of property names"},
      {R"({"properties": {"a": 1}})", "21-22 a schema must be an object, true or false"},
      {R"({"x-level": "loud"})", "12-18 x-level must be error, warning or info"},
      {R"({"x-missing-level": 1})", "20-21 x-missing-level must be error, warning or info"},
      {R"({"propertees": {}})", "15-17 unknown keyword \"propertees\""},
  };
  for (const auto& [schema, message] : rows) {
    Documents documents;
    text::ImageBuilder builder;
    CompilerOptions options;
    options.strict_keywords = true;
    Compiler compiler(builder, options);
    compiler.add("urn:test", documents.parse("s", schema));
    CHECK_FALSE(compiler.compile("urn:test"));
    REQUIRE(compiler.errors().size() >= 1);
    const SchemaError& error = compiler.errors()[0];
    REQUIRE(error.node != nullptr);
    CHECK(fmt::format("{}-{} {}", error.node->range().begin, error.node->range().end, error.message) ==
          message);
  }
}

}  // namespace ecslint::schema::test
