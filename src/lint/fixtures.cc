// SPDX-License-Identifier: Apache-2.0
#include "lint/fixtures.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "lint/fixer.h"
#include "lint/linter.h"
#include "lint/walk.h"
#include "text/line_index.h"
#include "text/overlay.h"

namespace ecslint::lint {
namespace {

constexpr std::string_view kExpected = ".expected";
constexpr std::string_view kFixed = ".fixed";
constexpr std::string_view kConfiguration = "ecslint.toml";  // for rules that do nothing without options
constexpr std::string_view kPack = "pack";

std::string position(const text::LineIndex& lines, text::Offset offset) {
  const text::Position at = lines.position(offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string line_of(const finding::Finding& finding, const text::LineIndex& lines) {
  std::string out =
      position(lines, finding.place.range.begin) + "-" + position(lines, finding.place.range.end);
  out.append(" ").append(to_string(finding.level)).append(" ").append(finding.code);
  return out.append(" ").append(finding.message).append("\n");
}

/// What belongs to a fixture rather than being one.
bool is_beside(std::string_view name) {
  return name.ends_with(kExpected) || name.ends_with(kFixed) || name == kConfiguration;
}

/// Codes without a condition, of reading and of running: they speak whatever is selected.
bool is_about_the_run(std::string_view code) {
  const std::string_view topic = code.substr(0, 3);
  return topic == "SYN" || topic == "SCH" || topic == "SUP" || topic == "CFG";
}

bool needs_all_rules(std::string_view code) { return code.starts_with("SUP") || code.starts_with("CFG"); }

std::string read_or_empty(const text::FileSystem& files, const std::string& path) {
  const auto source = files.read(path);
  return source ? std::string(source->bytes()) : std::string();
}

/// One rule's folder.
class RuleFixtures {
 public:
  RuleFixtures(const text::FileSystem& files, std::string folder, std::string code, const Options& base,
               bool update, FixtureSummary& out)
      : files_(files),
        folder_(std::move(folder)),
        code_(std::move(code)),
        update_(update),
        out_(out),
        mended_(files) {
    options_.rule_packs = base.rule_packs;
    options_.git = false;
    options_.isolated = true;
    if (!needs_all_rules(code_)) options_.select = {code_, "SYN", "SCH", "CFG"};
    of_folder_ = linter_for(folder_);
  }

  void run() {
    if (!of_folder_->problems().empty()) {
      return problem(folder_, "the rule cannot be run: " + of_folder_->problems()[0].message);
    }
    const auto entries = files_.list(folder_);
    if (!entries) return problem(folder_, entries.error().message);
    std::set<std::string> kinds;
    for (const text::DirectoryEntry& entry : *entries) {
      if (is_beside(entry.name)) continue;
      const std::string kind = entry.name.substr(0, entry.name.find_first_of(".-"));
      if (kind != "good" && kind != "bad" && kind != "unresolved") {
        problem(join_path(folder_, entry.name), "a fixture is called good, bad or unresolved");
        continue;
      }
      kinds.insert(kind);
      run_case(kind, join_path(folder_, entry.name));
    }
    for (const char* kind : {"good", "bad"}) {
      if (!kinds.contains(kind)) problem(folder_, std::string("has no ") + kind + " fixture");
    }
  }

 private:
  /// With the configuration and the rules in a folder.
  std::shared_ptr<const Linter> linter_for(const std::string& folder) {
    Options options = options_;
    options.no_config = !files_.exists(join_path(folder, kConfiguration));
    const std::string pack = join_path(folder, kPack);
    if (files_.is_directory(pack)) options.rule_packs.push_back(pack);
    return std::make_shared<const Linter>(std::move(options), mended_);
  }

  bool has_own_linter(const std::string& path) const {
    return files_.exists(join_path(path, kConfiguration)) || files_.is_directory(join_path(path, kPack));
  }

  void run_case(const std::string& kind, const std::string& path) {
    linter_ = has_own_linter(path) ? linter_for(path) : of_folder_;
    std::map<std::string, std::string> found;
    for (const finding::Finding& finding : linter_->problems()) {
      const text::LineIndex lines(finding.place.source->bytes());
      found[std::string(finding.place.source->name())] += line_of(finding, lines);
    }
    for (const std::string& file : inputs(path)) found[file];
    std::size_t own =
        std::count_if(linter_->problems().begin(), linter_->problems().end(),
                      [this](const finding::Finding& finding) { return finding.code == code_; });
    bool silent = own == linter_->problems().size();
    const std::vector<std::string> paths = {path};
    linter_->check(paths, [&](const FileResult& result) {
      std::string& text = found[std::string(result.file)];
      const text::LineIndex lines(result.source->bytes());
      for (const finding::Finding& finding : result.findings) {
        if (finding.code != code_ && needs_all_rules(code_) && !is_about_the_run(finding.code)) continue;
        text += line_of(finding, lines);
        if (finding.code == code_) ++own;
        if (finding.code != code_) silent = false;
      }
      if (result.verdict == Verdict::kOther) problem(std::string(result.file), "is not recognised as ECS");
    });
    if (kind == "bad" && own == 0) problem(path, "the rule finds nothing in it");
    if (kind != "bad" && own > 0) problem(path, "the rule must find nothing in it:\n" + joined(found));
    if (!silent) problem(path, "other rules must be silent:\n" + joined(found));
    for (const auto& [file, text] : found) compare(file, text);
    if (kind == "bad" && !needs_all_rules(code_)) run_fixes(path);
  }

  /// Fixes are made in memory; what they give is in <file>.fixed, and only where the file changes.
  void run_fixes(const std::string& path) {
    const std::vector<std::string> paths = {path};
    const FixOutcome outcome = Fixer(*linter_, mended_, true).fix(paths);
    if (outcome.dropped > 0) problem(path, "a fix changes something else than it says");
    std::set<std::string> changed;
    for (const FixedFile& file : outcome.files) {
      changed.insert(file.path);
      compare_text(file.path, file.path + std::string(kFixed), file.after);
    }
    for (const std::string& file : inputs(path)) {
      if (!changed.contains(file)) unchanged(file);
    }
    if (!changed.empty()) check_mended(paths);
  }

  void unchanged(const std::string& file) {
    const std::string path = file + std::string(kFixed);
    if (!files_.exists(path)) return;
    if (!update_) return problem(path, "no fix changes this file");
    std::filesystem::remove(path);
    out_.updated.push_back(path);
  }

  /// A mended file is still well-formed, and what could be mended is gone.
  void check_mended(std::span<const std::string> paths) {
    linter_->check(paths, [&](const FileResult& result) {
      const text::LineIndex lines(result.source->bytes());
      for (const finding::Finding& finding : result.findings) {
        if (finding.code == code_ && !finding.fix) continue;
        problem(std::string(result.file), "after its fixes: " + line_of(finding, lines));
      }
    });
  }

  std::vector<std::string> inputs(const std::string& path) const {
    if (!files_.is_directory(path)) return {path};
    std::vector<std::string> out;
    const std::vector<std::string> paths = {path};
    for (const Input& input : walk(files_, paths, {}).files) out.push_back(input.path);
    return out;
  }

  static std::string joined(const std::map<std::string, std::string>& found) {
    std::string out;
    for (const auto& [file, text] : found) out += text;
    return out;
  }

  void compare(const std::string& file, const std::string& found) {
    out_.cases.push_back({code_, file});
    compare_text(file, outside_of_packs(file) + std::string(kExpected), found);
  }

  /// A pack holds rules and nothing else: what is expected of its files stands in the case's folder.
  static std::string outside_of_packs(std::string file) {
    const std::string inside = "/" + std::string(kPack) + "/";
    const std::size_t at = file.rfind(inside);
    return at == std::string::npos ? file : file.replace(at, inside.size(), "/");
  }

  void compare_text(const std::string& file, const std::string& path, const std::string& found) {
    const std::string expected = read_or_empty(files_, path);
    const bool there = files_.exists(path);
    if (there && expected == found) return;
    if (update_) {
      std::ofstream(path, std::ios::binary) << found;
      out_.updated.push_back(path);
    } else if (!there) {
      problem(path, "is missing; it would hold:\n" + found);
    } else {
      problem(file, "expected:\n" + expected + "found:\n" + found);
    }
  }

  void problem(std::string path, std::string message) {
    out_.problems.push_back({std::move(path), std::move(message)});
  }

  const text::FileSystem& files_;
  std::string folder_;
  std::string code_;
  Options options_;
  bool update_;
  FixtureSummary& out_;
  text::OverlayFileSystem mended_;  // the fixtures as the fixes left them
  std::shared_ptr<const Linter> of_folder_;
  std::shared_ptr<const Linter> linter_;  // of the case at hand
};

}  // namespace

FixtureSummary run_fixtures(const text::FileSystem& files, const std::string& folder, const Options& base,
                            bool update) {
  FixtureSummary out;
  const auto entries = files.list(folder);
  if (!entries) {
    std::string message = entries.error().message;
    if (message.starts_with(folder + ": ")) message.erase(0, folder.size() + 2);
    out.problems.push_back({folder, std::move(message)});
    return out;
  }
  for (const text::DirectoryEntry& entry : *entries) {
    if (!entry.directory) {
      out.problems.push_back({join_path(folder, entry.name), "is no rule's folder"});
      continue;
    }
    ++out.rules;
    RuleFixtures(files, join_path(folder, entry.name), entry.name, base, update, out).run();
  }
  return out;
}

bool update_fixtures() {
  const char* value = std::getenv("ECSLINT_UPDATE_FIXTURES");
  return value != nullptr && std::string_view(value) != "0" && *value != '\0';
}

}  // namespace ecslint::lint
