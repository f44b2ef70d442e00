// SPDX-License-Identifier: Apache-2.0
#include "lint/effective.h"

#include <fmt/format.h>

#include "doc/dump.h"
#include "lint/engine.h"
#include "lint/walk.h"
#include "text/json_writer.h"
#include "text/line_index.h"

namespace ecslint::lint {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  text::append_json_string(out, text);
  return out;
}

std::string origin_of(const text::Source& source, text::Range range) {
  return fmt::format("{}:{}", source.name(), text::LineIndex(source.bytes()).position(range.begin).line);
}

std::string_view name_of(Profile profile) {
  switch (profile) {
    case Profile::kMinimal:
      return "minimal";
    case Profile::kStrict:
      return "strict";
    default:
      return "default";
  }
}

class Settings {
 public:
  void add(std::string key, std::string value, std::string origin) {
    out_.push_back({std::move(key), std::move(value), std::move(origin)});
  }

  void words(std::string_view key, const std::vector<RuleWord>& words, const text::Source& source) {
    for (const RuleWord& word : words)
      add(std::string(key), quoted(word.word), origin_of(source, word.range));
  }

  void choice(const RuleChoice& choice, std::string_view selects) {
    const text::Source& source = *choice.source;
    if (choice.profile) add("profile", quoted(name_of(*choice.profile)), source.name());
    words(selects, choice.select, source);
    for (const RuleSetting& rule : choice.rules) {
      const std::string origin = origin_of(source, rule.range);
      const std::string key = "rules." + rule.rule;
      if (rule.off) add(key + ".severity", "\"off\"", origin);
      if (rule.level) add(key + ".severity", quoted(finding::to_string(*rule.level)), origin);
      if (rule.locked) add(key + ".locked", "true", origin);
      if (rule.options != nullptr) add(key + ".options", doc::to_json(*rule.options), origin);
    }
    words("ignore", choice.ignore, source);
    for (const ParameterSetting& parameter : choice.parameters)
      add("parameters." + parameter.name, quoted(parameter.value), origin_of(source, parameter.range));
  }

  void rest(const Configuration& configuration) {
    for (const std::string& pack : configuration.packs) add("packs", quoted(pack), configuration.path);
    for (const LinkSetting& link : configuration.links) {
      add("link", fmt::format("{} -> {}", quoted(link.service), quoted(link.task_definition)),
          configuration.path);
    }
    for (const RoleEntry& role : configuration.roles) {
      const doc::Node& name = role.name != nullptr ? *role.name : *role.arn;
      add("[[role]]", quoted(name.as_string()), origin_of(*configuration.source, role.table->range()));
    }
    for (const IgnoreSetting& ignore : configuration.ignores) {
      std::string rules;
      for (const RuleWord& word : ignore.rules) rules += (rules.empty() ? "" : ", ") + word.word;
      std::string value = quoted(rules);
      if (!ignore.file.empty()) value += " in " + quoted(ignore.file);
      if (!ignore.path.empty()) value += " at " + quoted(ignore.path);
      if (!ignore.until.empty()) value += " until " + ignore.until;
      add("[[ignore]]", value + ": " + ignore.reason, origin_of(*configuration.source, ignore.range));
    }
  }

  std::vector<EffectiveSetting> take() { return std::move(out_); }

 private:
  std::vector<EffectiveSetting> out_;
};

const Home& home_of(const Engine& engine, const std::string& file) {
  const bool folder = file.empty() || engine.files().is_directory(file);
  return engine.home_of(folder ? std::string_view(file) : folder_of(file));
}

}  // namespace

std::vector<finding::Finding> configuration_problems(const Linter& linter, std::string_view path) {
  const auto& configuration = home_of(linter.engine(), std::string(plain(path))).setup->configuration;
  return configuration == nullptr ? std::vector<finding::Finding>() : configuration->problems;
}

std::vector<EffectiveSetting> effective_settings(const Linter& linter, std::string_view path) {
  const Engine& engine = linter.engine();
  const std::string file(plain(path));
  const Home& home = home_of(engine, file);
  Settings settings;
  settings.add("root", quoted(home.root.empty() ? "." : home.root), home.has_root ? "found" : "as given");
  const auto& configuration = home.setup->configuration;
  if (configuration != nullptr) {
    for (const Configuration* each : with_bases(*configuration)) settings.choice(*each, "select");
    if (configuration->closed) settings.add("closed", "true", configuration->path);
    for (const PathSection* section : sections_for(*configuration, file))
      settings.choice(*section, "select (adds)");
    for (const Configuration* each : with_bases(*configuration)) settings.rest(*each);
  }
  const Options& options = engine.options();
  if (!options.profile.empty()) settings.add("profile", quoted(options.profile), "command line");
  for (const std::string& word : options.select) settings.add("select", quoted(word), "command line");
  for (const std::string& word : options.ignore) settings.add("ignore", quoted(word), "command line");
  for (const std::string& pack : options.rule_packs) settings.add("rules", quoted(pack), "command line");
  for (const ParameterSet& set : options.parameters) {
    for (const auto& [name, value] : set.values)
      settings.add("parameters." + name, quoted(value), set.name.empty() ? "command line" : set.name);
  }
  const bool profiled = !options.profile.empty() || (configuration != nullptr && configuration->profile);
  if (!profiled) settings.add("profile", "\"default\"", "default");
  return settings.take();
}

}  // namespace ecslint::lint
