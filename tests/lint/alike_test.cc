// SPDX-License-Identifier: Apache-2.0
// What is remembered of task definitions that are alike (rules/verdicts.h) must never be seen: each fixture
// is checked after all others, with the values that vary taken from others, and must get what it gets alone.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "lint/linter.h"
#include "rules/steady.h"
#include "support/list_folder.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using tests::entries;
using Json = nlohmann::ordered_json;

namespace {

const std::string kFixtures = std::string(ECSLINT_SOURCE_DIR) + "/fixtures/rules";

/// Calls f(name, bytes) for each fixture that is a file of its own with this ending.
template <typename F>
void each_fixture(std::string_view ending, F&& f) {
  for (const auto& rule : entries(kFixtures)) {
    if (!rule.directory) continue;
    for (const auto& entry : entries(kFixtures + "/" + rule.name)) {
      if (entry.directory || !entry.name.ends_with(ending)) continue;
      const std::string name = rule.name + "/" + entry.name;
      const auto source = text::RealFileSystem().read(kFixtures + "/" + name);
      REQUIRE(source);
      f(name, std::string(source->bytes()));
    }
  }
}

/// The task definitions among them.
std::vector<Json> task_definitions() {
  std::vector<Json> out;
  each_fixture(".json", [&](const std::string&, const std::string& bytes) {
    Json json = Json::parse(bytes, nullptr, false);
    if (json.is_object() && json.contains("containerDefinitions")) out.push_back(std::move(json));
  });
  return out;
}

/// Calls f(name, value) for each value that varies.
template <typename F>
void each_value(Json& object, std::span<const rules::Varying> parts, F&& f) {
  if (!object.is_object()) return;
  for (const rules::Varying& part : parts) {
    const auto found = object.find(std::string(part.name));
    if (found == object.end()) continue;
    if (part.parts.empty()) {
      f(part.name, *found);
    } else if (!part.elements) {
      each_value(*found, part.parts, f);
    } else if (found->is_array()) {
      for (Json& element : *found) each_value(element, part.parts, f);
    }
  }
}

/// All that is said of each file, by name.
std::map<std::string, std::string> said(const text::FileSystem& files, const std::string& path,
                                        bool remembers = true) {
  lint::Options options;
  options.git = false;
  options.jobs = 1;
  options.show_undecided = !remembers;
  const Linter linter(options, files);
  std::map<std::string, std::string> out;
  const std::string paths[] = {path};
  linter.check(paths, [&](const FileResult& result) {
    std::string& text = out[std::string(result.file)];
    text = std::to_string(result.undecided_count) + " undecided\n";
    for (const finding::Finding& finding : result.findings) {
      text += std::to_string(finding.place.range.begin) + " " + finding.code + " " + finding.path + " " +
              finding.message + "\n";
    }
  });
  return out;
}

}  // namespace

TEST_CASE("findings do not depend on which task definitions were checked before") {
  std::vector<Json> tasks = task_definitions();
  REQUIRE(tasks.size() > 500);
  const auto parts = rules::varying_kinds()[0].parts;
  std::map<std::string, std::vector<Json>, std::less<>> pool;
  for (Json& task : tasks) {
    each_value(task, parts, [&](std::string_view name, Json& value) {
      pool.try_emplace(std::string(name)).first->second.push_back(value);
    });
  }
  text::MemoryFileSystem files;
  std::mt19937 random(2026);
  std::vector<std::string> names;
  const auto add = [&](char round, std::size_t number, const Json& task) {
    names.push_back("all/" + std::string(1, round) + std::to_string(number) + ".json");
    files.add(names.back(), task.dump(2));
  };
  for (std::size_t i = 0; i < tasks.size(); ++i) add('a', i, tasks[i]);
  for (const char round : {'b', 'c'}) {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      Json changed = tasks[i];
      each_value(changed, parts, [&](std::string_view name, Json& value) {
        const std::vector<Json>& others = pool.find(name)->second;
        if (random() % 3 != 0) value = others[random() % others.size()];
      });
      add(round, i, changed);
    }
  }
  // And with a service that runs it, which is linked.
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    names.push_back("all/m" + std::to_string(i) + ".yaml");
    const auto family = tasks[i].find("family");
    const Json service = {{"serviceName", i % 3 == 0 ? "web" : "api"},
                          {"taskDefinition", family != tasks[i].end() ? *family : Json("web")},
                          {"desiredCount", i % 2 + 1}};
    files.add(names.back(), tasks[i].dump() + "\n---\n" + service.dump() + "\n");
  }
  const auto together = said(files, "all");
  CHECK(together.size() == names.size());
  for (const std::string& name : names) {
    INFO(name << "\n" << files.read(name)->bytes());
    CHECK(together.at(name) == said(files, name).at(name));
  }
}

namespace {

/// A template in which each resource stands `times` times, with logical ids of their own, so that all are
/// linked with what the first of them is linked with; empty when it is no YAML of which that is easily made.
std::string multiplied(const std::string& text, int times) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const auto begins_section = [](const std::string& line) {
    return !line.empty() && line[0] != ' ' && line[0] != '#';
  };
  const auto resources = std::ranges::find(lines, "Resources:");
  if (resources == lines.end()) return {};
  const auto end = std::find_if(resources + 1, lines.end(), begins_section);
  std::string copies;
  for (int i = 0; i < times; ++i) {
    for (auto line = resources + 1; line != end; ++line) {
      const bool names =
          line->size() > 3 && line->starts_with("  ") && (*line)[2] != ' ' && line->ends_with(':');
      copies += names && i > 0 ? line->substr(0, line->size() - 1) + "Copy" + std::to_string(i) + ":" : *line;
      copies += "\n";
    }
  }
  std::string out;
  for (auto line = lines.begin(); line <= resources; ++line) out += *line + "\n";
  out += copies;
  for (auto line = end; line != lines.end(); ++line) out += *line + "\n";
  return out;
}

}  // namespace

TEST_CASE("findings in a template do not depend on what is like it there") {
  int tried = 0;
  each_fixture(".yaml", [&](const std::string& name, const std::string& bytes) {
    const std::string text = multiplied(bytes, 40);
    if (text.empty()) return;
    text::MemoryFileSystem files;
    files.add("template.yaml", text);
    INFO(name);
    const auto all = said(files, "template.yaml", false);
    // Rules are asked for so long and no longer; what is remembered is asked for no time.
    if (all.at("template.yaml").find("this is so large") != std::string::npos) return;
    CHECK(said(files, "template.yaml") == all);
    ++tried;
  });
  CHECK(tried > 400);
}

namespace {

struct Block {
  std::string id;
  std::string text;  // below the line with the id
};

/// The resources of a template that has nothing else; none of others.
std::vector<Block> blocks_of(const std::string& text) {
  std::vector<Block> out;
  std::istringstream in(text);
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] != ' ') {
      inside = line == "Resources:";
      if (!inside && !line.starts_with("AWSTemplateFormatVersion")) return {};
    } else if (inside && line.size() > 3 && line[2] != ' ') {
      if (!line.ends_with(':')) return {};
      out.push_back({line.substr(2, line.size() - 3), {}});
    } else if (!out.empty()) {
      out.back().text += line + "\n";
    }
  }
  return out;
}

/// The text with every name of a resource followed by the ending.
std::string renamed(const std::string& text, const std::vector<Block>& blocks, const std::string& ending) {
  std::string out;
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    const std::string word = text.substr(i, std::max<std::size_t>(end - i, 1));
    out += word;
    if (std::ranges::find(blocks, word, &Block::id) != blocks.end() &&
        (end == text.size() || text[end] != ':'))
      out += ending;
    i += word.size();
  }
  return out;
}

std::string copies(const std::vector<Block>& blocks, const std::string& tag, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) {
    for (const Block& block : blocks)
      out += "  " + block.id + tag + std::to_string(i) + ":\n" + renamed(block.text, blocks, tag + "0");
  }
  return out;
}

}  // namespace

TEST_CASE("findings in a template depend on what is linked") {
  int tried = 0;
  for (const auto& rule : entries(kFixtures)) {
    const auto read = [&](const std::string& name) {
      const auto source = text::RealFileSystem().read(kFixtures + "/" + rule.name + "/" + name);
      return source ? blocks_of(std::string(source->bytes())) : std::vector<Block>();
    };
    const std::vector<Block> good = read("good-template.yaml");
    const std::vector<Block> bad = read("bad-template.yaml");
    if (good.empty() || bad.empty()) continue;
    text::MemoryFileSystem files;
    files.add("template.yaml", "Resources:\n" + copies(good, "Good", 20) + copies(bad, "Bad", 5));
    const auto all = said(files, "template.yaml", false);
    if (all.at("template.yaml").find("this is so large") != std::string::npos) continue;
    INFO(rule.name << "\n" << files.read("template.yaml")->bytes());
    CHECK(said(files, "template.yaml") == all);
    ++tried;
  }
  CHECK(tried > 50);
}
