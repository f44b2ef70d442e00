// SPDX-License-Identifier: Apache-2.0
// Are the fixtures worth their name? Each built-in rule is spoilt in every way listed at Rule::mutants(), and
// some fixture of the rule must notice. What none notices stands in rule_mutants.survivors, which may only
// get shorter: a line more or a line too many fails. ECSLINT_UPDATE_FIXTURES=1 renews it. A spoilt rule is a
// user's rule called MUT001, MUT002 …: all of a rule's run at once, in memory.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>

#include "doc/document.h"
#include "lint/fixtures.h"
#include "lint/linter.h"
#include "support/list_folder.h"
#include "syntax/toml/toml.h"
#include "text/edits.h"
#include "text/line_index.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using tests::entries;

namespace {

const std::string kRoot = ECSLINT_SOURCE_DIR;
const std::string kSurvivors = kRoot + "/tests/lint/rule_mutants.survivors";
const text::RealFileSystem kFiles;

struct Mutant {
  std::string what;  // "IAM001 without has(taskDefinition.taskRoleArn)"
  std::string toml;
};

std::string read(const std::string& path) {
  const auto source = kFiles.read(path);
  return source ? std::string(source->bytes()) : std::string();
}

void add_files_below(const std::string& folder, std::vector<std::string>& out) {
  for (const text::DirectoryEntry& entry : entries(folder)) {
    const std::string path = folder + "/" + entry.name;
    entry.directory ? add_files_below(path, out) : out.push_back(path);
  }
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> out;
  add_files_below(folder, out);
  return out;
}

/// What belongs to a fixture rather than being one.
bool is_beside(std::string_view name) {
  return name.ends_with(".expected") || name.ends_with(".fixed") || name == "ecslint.toml";
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// The end of the CEL string that begins at `at`.
std::size_t string_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool raw = at > 0 && (text[at - 1] == 'r' || text[at - 1] == 'R');
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\' && !raw) ++at;
  }
  return at;
}

/// What is joined by && outside of all brackets; one piece when || or ?: stands there too.
std::vector<std::string> conjuncts(std::string_view text) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') i = string_end(text, i);
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth > 0) continue;
    if (c == '?' || text.substr(i, 2) == "||") return {std::string(text)};
    if (text.substr(i, 2) != "&&") continue;
    out.emplace_back(text.substr(begin, i - begin));
    begin = ++i + 1;
  }
  out.emplace_back(text.substr(begin));
  return out;
}

std::string joined_but(const std::vector<std::string>& pieces, std::size_t but) {
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == but) continue;
    out.append(out.empty() ? "" : " && ").append(pieces[i]);
  }
  return out.empty() ? "true" : out;
}

class Rule {
 public:
  explicit Rule(const std::string& path) : document_(text::Source(path, read(path))) {
    std::vector<finding::Finding> mistakes;
    syntax_toml::parse_toml(document_, mistakes);
    REQUIRE(mistakes.empty());
  }

  std::string code() const { return std::string(key("code")->as_string()); }
  bool has_condition() const { return key("assert") != nullptr; }
  std::string_view text() const { return document_.source().bytes(); }

  /// `when` without each of what it demands; `assert` always true, always false, and turned round.
  std::vector<Mutant> mutants() const {
    std::vector<Mutant> out;
    const auto add = [&](const char* of, const std::string& what, const std::string& condition) {
      out.push_back({code() + " " + what, spoilt(of, condition, out.size() + 1)});
    };
    if (const doc::Node* when = key("when")) {
      const std::vector<std::string> pieces = conjuncts(when->as_string());
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        add("when", "without " + one_line(pieces[i]), joined_but(pieces, i));
      }
    }
    add("assert", "assert true", "true");
    if (one_line(key("assert")->as_string()) != "false") add("assert", "assert false", "false");
    add("assert", "assert negated", "!(" + std::string(key("assert")->as_string()) + ")");
    return out;
  }

 private:
  const doc::Node* key(std::string_view name) const { return document_.roots().front().find(name); }

  std::string spoilt(const char* of, const std::string& condition, std::size_t number) const {
    const std::vector<text::Edit> edits = {
        {key("code")->range(), fmt::format("\"MUT{:03}\"", number)},
        {key("name")->range(), "\"mutant\""},
        {key(of)->range(), "'''\n" + condition + "'''"},
    };
    const auto made = text::apply_edits(text(), edits);
    REQUIRE(made);
    return *made;
  }

  doc::Document document_;
};

/// Findings by code, each a file and a line as in .expected.
using Found = std::map<std::string, std::set<std::string>>;

/// All mutants of a rule as a pack, with the rule's fixtures, in memory.
class Trial {
 public:
  explicit Trial(const Rule& rule) : code_(rule.code()), mutants_(rule.mutants()) {
    for (const auto& table : entries(kRoot + "/rules/data")) {
      const std::string name = "data." + table.name.substr(0, table.name.find('.'));
      if (rule.text().find(name) == std::string_view::npos) continue;
      files_.add("pack/data/" + table.name, read(kRoot + "/rules/data/" + table.name));
    }
    add_fixtures();
  }

  /// What was done to the rule in mutants that no fixture tells from it.
  std::vector<std::string> survivors() {
    refuse();
    if (runnable_.empty()) return {};
    Found found = run();
    std::vector<std::string> out;
    for (const std::size_t i : runnable_) {
      if (found[name(i)] == expected_) out.push_back(mutants_[i].what);
    }
    return out;
  }

 private:
  static std::string name(std::size_t mutant) { return fmt::format("MUT{:03}", mutant + 1); }

  std::string folder() const { return kRoot + "/fixtures/rules/" + code_; }

  void add_fixtures() {
    for (const auto& entry : entries(folder())) {
      if (!is_beside(entry.name)) cases_.push_back("f/" + entry.name);
      if (entry.name == "ecslint.toml") add_options(read(folder() + "/" + entry.name));
    }
    for (const std::string& path : files_below(folder())) {
      if (is_beside(path.substr(path.rfind('/') + 1))) continue;
      const std::string file = "f" + path.substr(folder().size());
      files_.add(file, read(path));
      expect(file, read(path + ".expected"));
    }
  }

  /// What is said about the rule is said about each mutant; anything else is said once.
  void add_options(const std::string& text) {
    const std::size_t at = text.find(code_);
    std::string all = at == std::string::npos ? text : "";
    for (std::size_t i = 0; i < mutants_.size() && at != std::string::npos; ++i) {
      all += std::string(text).replace(at, code_.size(), name(i)) + "\n";
    }
    files_.add("f/ecslint.toml", all);
    configured_ = true;
  }

  void expect(const std::string& file, std::string_view lines) {
    while (!lines.empty()) {
      const std::size_t end = lines.find('\n');
      const std::string_view line = lines.substr(0, end);
      const std::size_t at = line.find(" " + code_ + " ");
      if (at != std::string_view::npos) expected_.insert(file + " " + without_code(line, at));
      lines.remove_prefix(std::min(end == std::string_view::npos ? end : end + 1, lines.size()));
    }
  }

  /// "12:17-12:29 warning" and the message.
  std::string without_code(std::string_view line, std::size_t at) const {
    return std::string(line.substr(0, at)).append(line.substr(at + code_.size() + 1));
  }

  /// A mutant that does not even compile (a guard is missing now) is noticed without fixtures.
  void refuse() {
    for (std::size_t i = 0; i < mutants_.size(); ++i) runnable_.push_back(i);
    const text::MemoryFileSystem files = with_pack();
    std::set<std::string> refused;
    const Linter linter(options({}), files);
    for (const finding::Finding& problem : linter.problems()) {
      INFO(code_ << ": " << problem.message);
      REQUIRE(problem.place.source->name().starts_with("pack/MUT"));
      refused.insert(problem.place.source->name().substr(5, 6));
    }
    std::erase_if(runnable_, [&](std::size_t i) { return refused.contains(name(i)); });
  }

  text::MemoryFileSystem with_pack() const {
    text::MemoryFileSystem files = files_;
    for (const std::size_t i : runnable_) files.add("pack/" + name(i) + "-mutant.toml", mutants_[i].toml);
    return files;
  }

  lint::Options options(std::vector<std::string> select) const {
    lint::Options options;
    options.rule_packs = {"pack"};
    options.no_config = !configured_;
    options.git = false;
    options.isolated = true;
    options.select = std::move(select);
    options.jobs = 1;
    return options;
  }

  Found run() const {
    const text::MemoryFileSystem files = with_pack();
    const Linter linter(options({"MUT", "CFG"}), files);
    for (const finding::Finding& problem : linter.problems()) FAIL(code_ + ": " + problem.message);
    Found found;
    for (const std::string& path : cases_) {
      linter.check(std::vector{path}, [&](const FileResult& result) {
        if (result.source == nullptr) return;
        const text::LineIndex lines(result.source->bytes());
        for (const finding::Finding& finding : result.findings) {
          found[owner(finding)].insert(std::string(result.file) + " " + described(finding, lines));
        }
      });
    }
    return found;
  }

  /// A rule that fails at run time is not the rule it was.
  static std::string owner(const finding::Finding& finding) {
    const std::size_t at = finding.message.find("MUT");
    return finding.code == "CFG102" && at != std::string::npos ? finding.message.substr(at, 6) : finding.code;
  }

  static std::string described(const finding::Finding& finding, const text::LineIndex& lines) {
    const text::Position begin = lines.position(finding.place.range.begin);
    const text::Position end = lines.position(finding.place.range.end);
    return fmt::format("{}:{}-{}:{} {} {}", begin.line, begin.column, end.line, end.column,
                       to_string(finding.level), finding.message);
  }

  std::string code_;
  std::vector<Mutant> mutants_;
  text::MemoryFileSystem files_;       // fixtures and tables
  std::vector<std::size_t> runnable_;  // numbers of mutants
  std::vector<std::string> cases_;
  std::set<std::string> expected_;
  bool configured_ = false;
};

std::set<std::string> lines_of(const std::string& path) {
  std::set<std::string> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') out.insert(line);
  }
  return out;
}

void write_survivors(const std::set<std::string>& survivors) {
  std::ofstream file(kSurvivors);
  file << "# Spoilt rules that no fixture notices (rule_mutants_test.cc): a list that may only get shorter.\n"
          "# What is left says again what holds anyway: has() of a property that is required or has a "
          "default,\n"
          "# form != \"update\" (what an update leaves out is unknown), != \"\" of what the schema refuses "
          "empty.\n";
  for (const std::string& line : survivors) file << line << "\n";
}

std::string only_in(const std::set<std::string>& some, const std::set<std::string>& others) {
  std::string out;
  for (const std::string& line : some) {
    if (!others.contains(line)) out += line + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("conditions fall into what && joins") {
  const auto pieces = [](std::string_view text) {
    std::string out;
    for (const std::string& piece : conjuncts(text)) out += "[" + one_line(piece) + "]";
    return out;
  };
  CHECK(pieces("a") == "[a]");
  CHECK(pieces("a && b &&\n c") == "[a][b][c]");
  CHECK(pieces("a && (b && c) && d.all(x, x && y)") == "[a][(b && c)][d.all(x, x && y)]");
  CHECK(pieces("a && b || c") == "[a && b || c]");
  CHECK(pieces("a ? b && c : d") == "[a ? b && c : d]");
  CHECK(pieces(R"(a == "x && y\"" && b.matches(r'\'))") == R"([a == "x && y\""][b.matches(r'\')])");
}

TEST_CASE("every spoilt rule is noticed by one of its fixtures", "[.slow]") {
  std::set<std::string> survivors;
  std::size_t mutants = 0;
  for (const std::string& path : files_below(kRoot + "/rules")) {
    if (!path.ends_with(".toml") || path.find("/rules/data/") != std::string::npos) continue;
    if (path.ends_with("not-covered.toml")) continue;
    const Rule rule(path);
    if (!rule.has_condition()) continue;
    mutants += rule.mutants().size();
    for (std::string& survivor : Trial(rule).survivors()) survivors.insert(std::move(survivor));
  }
  WARN(mutants << " spoilt rules, " << survivors.size() << " not noticed");
  CHECK(mutants > 1000);
  if (lint::update_fixtures()) return write_survivors(survivors);
  const std::set<std::string> known = lines_of(kSurvivors);
  CHECK(only_in(survivors, known) == "");  // these need a fixture
  CHECK(only_in(known, survivors) == "");  // these are noticed now: take the lines out
}
