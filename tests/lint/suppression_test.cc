// SPDX-License-Identifier: Apache-2.0
#include "lint/suppression.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "lint/linter.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"
#include "text/line_index.h"

using namespace ecslint;

namespace {

doc::Document parsed(std::string_view text) {
  doc::Document document(text::Source(text[0] == '{' ? "a.json" : "a.yaml", text));
  std::vector<finding::Finding> findings;
  text[0] == '{' ? syntax_json::parse_json(document, findings) : syntax_yaml::parse_yaml(document, findings);
  return document;
}

/// "LINE words|until|reason|mistake" of each comment.
std::string found(std::string_view text) {
  const doc::Document document = parsed(text);
  const text::LineIndex lines(document.source().bytes());
  std::string out;
  for (const lint::Suppression& s : lint::find_suppressions(document)) {
    std::string words;
    for (const text::Range word : s.words) words += std::string(document.source().slice(word)) + " ";
    const std::string line = s.whole_file ? "file" : std::to_string(lines.position(s.line.begin).line);
    out += fmt::format("{} {}|{}|{}|{}\n", line, words, s.until, s.reason, s.mistake);
  }
  return out;
}

constexpr std::string_view kTask = R"(family: web
taskRoleArn: arn:aws:iam::123456789012:role/same{}
executionRoleArn: arn:aws:iam::123456789012:role/same
containerDefinitions:
  - name: web
    image: nginx:1.27
    memory: 64
)";

struct Said {
  std::string lines;
  std::uint32_t suppressed = 0;
  std::uint32_t configuration = 0;
};

Said run(const std::string& task, const std::string& configuration = "", lint::Options options = {}) {
  text::MemoryFileSystem files;
  files.add("app/task.yaml", task);
  if (!configuration.empty()) files.add("ecslint.toml", configuration);
  options.git = false;
  options.today = "2026-06-01";
  if (options.select.empty()) options.select = {"IAM001", "SUP", "CFG"};
  const lint::Linter linter(options, files);
  Said said;
  const std::string paths[] = {"app/task.yaml"};
  const lint::Summary summary = linter.check(paths, [&said](const lint::FileResult& result) {
    const text::LineIndex lines(result.source->bytes());
    for (const finding::Finding& finding : result.findings) {
      said.lines += fmt::format("{}:{} {} {}\n", result.file, lines.position(finding.place.range.begin).line,
                                finding.code, finding.message);
    }
  });
  said.suppressed = summary.suppressed;
  said.configuration = summary.configuration;
  return said;
}

std::string task(std::string_view comment) { return fmt::format(fmt::runtime(kTask), comment); }

}  // namespace

TEST_CASE("comments are found where they are comments") {
  CHECK(found("a: 1  # ecslint: ignore[IAM001, some-rule] because\n") == "1 IAM001 some-rule ||because|\n");
  CHECK(found("# ecslint: ignore[IAM001] why\n# more\n\na: 1\n") == "4 IAM001 ||why|\n");
  CHECK(found("a: 1 # ecslint: ignore-next-line[SEC] why\nb: 2\n") == "2 SEC ||why|\n");
  CHECK(found("# ecslint: ignore-file[LOG] why\na: 1\n") == "file LOG ||why|\n");
  CHECK(
      found("{\n  // ecslint: ignore[NET] until 2026-12-31: why\n  \"a\": 1 /* ecslint: ignore[X] b */\n}") ==
      "3 NET |2026-12-31|why|\n3 X ||b|\n");
  CHECK(found("a: \"# ecslint: ignore[IAM001] no\"\nb: |\n  # ecslint: ignore[IAM001] no\n") == "");
  CHECK(found("{\"a\": \"// ecslint: ignore[IAM001] no\"}") == "");
  CHECK(found("a: ecslint: no\n") == "");
}

TEST_CASE("a comment that cannot be understood says so") {
  CHECK(found("a: 1 # ecslint: disable[X]\n") ==
        "1 ||[X]|expected ignore[CODE], ignore-next-line[CODE] or ignore-file[CODE], then the reason\n");
  CHECK(found("a: 1 # ecslint: ignore why\n") ==
        "1 ||why|no rule is named: write ignore[CODE], then the reason\n");
  CHECK(found("a: 1 # ecslint: ignore[] why\n") ==
        "1 ||why|no rule is named: write ignore[CODE], then the reason\n");
  CHECK(found("a: 1 # ecslint: ignore[X] until tomorrow: why\n") ==
        "1 X |tomorrow|why|\"tomorrow\" is no day: write until YYYY-MM-DD\n");
}

TEST_CASE("days are checked") {
  CHECK(lint::is_day("2028-02-29"));
  CHECK_FALSE(lint::is_day("2026-02-29"));
  CHECK_FALSE(lint::is_day("2026-13-01"));
  CHECK_FALSE(lint::is_day("2026-1-01"));
  CHECK(lint::is_day(lint::today()));
}

TEST_CASE("a comment with a reason takes the finding away") {
  const Said plain = run(task(""));
  CHECK(plain.lines.find("app/task.yaml:2 IAM001") == 0);
  const Said said = run(task("  # ecslint: ignore[IAM001] one role until the move"));
  CHECK(said.lines == "");
  CHECK(said.suppressed == 1);
  CHECK(run(task("  # ecslint: ignore[task-role-is-execution-role] by name")).lines == "");
  CHECK(run(task("  # ecslint: ignore[IAM] by prefix")).lines == "");
  lint::Options options;
  options.no_inline_ignores = true;
  CHECK(run(task("  # ecslint: ignore[IAM001] why"), "", options).suppressed == 0);
}

TEST_CASE("what is wrong with a comment is a finding") {
  CHECK(run(task("  # ecslint: ignore[IAM001]")).lines ==
        "app/task.yaml:2 SUP003 this comment gives no reason: write it behind the brackets\n");
  CHECK(run(task("  # ecslint: ignore[IAM002] why")).lines.find("SUP001") ==
        std::string::npos);  // not selected
  lint::Options options;
  options.select = {"IAM", "SUP"};
  const std::string unused = run(task("  # ecslint: ignore[IAM004] why"), "", options).lines;
  CHECK(unused.find("app/task.yaml:2 SUP001 this comment suppresses nothing: take it away\n") !=
        std::string::npos);
  const std::string expired = run(task("  # ecslint: ignore[IAM001] until 2026-05-31: why")).lines;
  CHECK(expired.find("IAM001") != std::string::npos);
  CHECK(expired.find("SUP002 this comment ended on 2026-05-31") != std::string::npos);
  const std::string unknown = run(task("  # ecslint: ignore[IAM0O1] why")).lines;
  CHECK(unknown.find("SUP004 no rule is called \"IAM0O1\": did you mean \"IAM001\"?") != std::string::npos);
}

TEST_CASE("[[ignore]] speaks of files and paths") {
  const auto ignore = [](const std::string& keys) {
    return "[[ignore]]\ncode = \"IAM001\"\nreason = \"x\"\n" + keys;
  };
  CHECK(run(task(""), ignore("")).suppressed == 1);
  CHECK(run(task(""), ignore("file = \"app/*\"")).suppressed == 1);
  CHECK(run(task(""), ignore("file = \"other/**\"")).suppressed == 0);
  CHECK(run(task(""), ignore("path = 'taskRoleArn'")).suppressed == 1);
  CHECK(run(task(""), ignore("until = \"2026-06-01\"")).suppressed == 1);
  const Said expired = run(task(""), ignore("until = \"2026-05-31\""));
  CHECK(expired.suppressed == 0);
  CHECK(expired.lines.find("ecslint.toml:1 SUP002") != std::string::npos);
  CHECK(expired.configuration == 0);
  const Said unused = run(task(""), ignore("file = \"app/task.yaml\"\npath = 'cpu'"));
  CHECK(unused.lines.find("ecslint.toml:1 SUP001 this [[ignore]] suppresses nothing") != std::string::npos);
  const Said reasonless = run(task(""), "[[ignore]]\ncode = \"IAM001\"\n");
  CHECK(reasonless.suppressed == 1);
  CHECK(reasonless.lines.find("ecslint.toml:1 SUP003") != std::string::npos);
  const Said wrong = run(task(""), "[[ignore]]\ncod = \"IAM001\"\n");
  CHECK(wrong.configuration == 1);
  CHECK(wrong.lines.find("CFG002 unknown key \"cod\" of an ignore: did you mean \"code\"?") !=
        std::string::npos);
}

TEST_CASE("a locked rule stays") {
  const Said said = run(task("  # ecslint: ignore[IAM001] why"), "[rules.IAM001]\nlocked = true\n");
  CHECK(said.suppressed == 0);
  CHECK(said.lines.find("IAM001 task role") != std::string::npos);
  CHECK(said.lines.find("SUP005 IAM001 cannot be ignored here") != std::string::npos);
}

TEST_CASE("a locked rule stays, whatever ecslint.toml says elsewhere") {
  const std::string locked = "[rules.IAM001]\nlocked = true\n";
  const Said entry =
      run(task(""), "[[ignore]]\ncode = \"IAM001\"\nreason = \"x\"\nfile = \"app/task.yaml\"\n" + locked);
  CHECK(entry.suppressed == 0);
  CHECK(entry.lines.find("app/task.yaml:2 IAM001") != std::string::npos);
  CHECK(entry.lines.find("ecslint.toml:1 SUP005 IAM001 cannot be ignored here") != std::string::npos);
  CHECK(entry.lines.find("SUP001") == std::string::npos);
  CHECK(run(task(""), "ignore = [\"IAM001\"]\n" + locked).lines.find("ecslint.toml:1 SUP005") !=
        std::string::npos);
  CHECK(run(task(""), "ignore = [\"IAM\"]\n" + locked).lines.find("SUP005") == std::string::npos);
  const Said section = run(
      task(""), locked + "[[path]]\nfiles = \"env/**\"\nignore = [\"IAM001\"]\n[[path]]\nfiles = \"x\"\n");
  CHECK(section.lines.find("ecslint.toml:5 SUP005") != std::string::npos);
  CHECK(section.lines.find("SUP005") == section.lines.rfind("SUP005"));
}

TEST_CASE("what is not understood suppresses nothing") {
  const Said comment = run(task("  # ecslint: ignore[IAM001] until tomorrow: why"));
  CHECK(comment.suppressed == 0);
  CHECK(comment.lines.find("SUP004 \"tomorrow\" is no day") != std::string::npos);
  CHECK(comment.lines.find("IAM001") != std::string::npos);
  const Said entry = run(task(""), "[[ignore]]\ncode = \"IAM001\"\nreason = \"x\"\nuntil = \"soon\"\n");
  CHECK(entry.suppressed == 0);
  CHECK(entry.lines.find("CFG003 \"until\" must be a day") != std::string::npos);
  CHECK(run(task(""), "[[ignore]]\ncode = \"IAM001\"\nreason = \"x\"\nfile = 7\n").suppressed == 0);
}

TEST_CASE("an [[ignore]] is unused where everything it speaks of was checked") {
  const auto unused = [](const std::string& keys, const std::string& path, const std::string& more = "") {
    text::MemoryFileSystem files;
    files.add(".git/HEAD", "");
    files.add("ecslint.toml", more + "[[ignore]]\ncode = \"IAM001\"\nreason = \"x\"\n" + keys);
    files.add("app/task.yaml", task(""));
    files.add("app/service.yaml", "serviceName: web\ntaskDefinition: web\ndesiredCount: 2\n");
    lint::Options options;
    options.git = false;
    options.select = {"IAM001", "SUP", "CFG"};
    const lint::Linter linter(options, files);
    std::string said;
    const std::string paths[] = {path};
    linter.check(paths, [&said](const lint::FileResult& result) {
      for (const finding::Finding& finding : result.findings)
        said += finding.code + " " + finding.message + "\n";
    });
    return said;
  };
  const std::string told = "SUP001 this [[ignore]] suppresses nothing: take it away\n";
  const std::string task_file = "file = \"app/task.yaml\"\n";
  // The task definition is only read as a neighbour of the service.
  CHECK(unused(task_file, "app/service.yaml") == "");
  CHECK(unused(task_file, ".") == "");
  CHECK(unused("file = \"app/service.yaml\"\n", "app/service.yaml") == told);
  // Patterns count when the whole folder was looked at, and met something.
  CHECK(unused("file = \"app/s*\"\n", "app/service.yaml") == "");
  CHECK(unused("file = \"app/s*\"\n", ".").find(told) != std::string::npos);
  CHECK(unused("file = \"app/t*\"\n", ".") == "");
  CHECK(unused("path = \"cpu\"\n", ".").find(told) != std::string::npos);
  CHECK(unused("file = \"cdk.out/**\"\n", ".").find("SUP001") == std::string::npos);
  CHECK(unused("file = \"app/gone.yaml\"\n", ".")
            .find("SUP001 this [[ignore]] speaks of app/gone.yaml, which is not there\n") !=
        std::string::npos);
  CHECK(unused("file = \"app/gone.yaml\"\n", "app").find("SUP001") == std::string::npos);
  CHECK(unused("file = \"app/gone.yaml\"\nuntil = \"2020-01-01\"\n", ".").find("SUP001") ==
        std::string::npos);
}
