// SPDX-License-Identifier: Apache-2.0
// One ecslint.toml, read: which rules, at which level, with which options, and what is linked with what. The
// keys are a table in configuration.cc; a key that is not in it is a mistake with a place and a suggestion,
// never silently nothing. Whether rules of these names exist is checked by whoever knows the rules.
//
//   profile = "strict"                 # minimal · default · strict
//   select = ["SEC", "NET003"]         # codes, prefixes or names
//   ignore = ["untagged-image"]
//   closed = true                      # all that points at a task definition is in this folder
//   [rules.IMG001]
//   severity = "info"                  # error · warning · info · off
//   options = { registries = ["…"] }
//   locked = true                      # nothing may suppress it
//   [[ignore]]                         # suppression.h; in the place of a list of words
//   code = "IAM001"
//   reason = "…"
//   [[link]]
//   service = "services/*.json"        # a file or pattern, relative to this file
//   task-definition = "tasks/web.json"
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"
#include "text/file_system.h"

namespace ecslint::lint {

enum class Profile : std::uint8_t {
  kMinimal,  // errors only
  kDefault,
  kStrict,  // info becomes warning
};
std::optional<Profile> profile_from(std::string_view word);

/// What is said of one rule. `rule` may be a code, a prefix or a name.
struct RuleSetting {
  std::string rule;
  text::Range range;  // of the key
  std::optional<finding::Level> level;
  bool off = false;
  bool locked = false;
  const doc::Node* options = nullptr;  // an object
};

/// A word that names rules, and where it stands.
struct RuleWord {
  std::string word;
  text::Range range;
};

/// [[ignore]]: findings of these rules are not shown.
struct IgnoreSetting {
  std::vector<RuleWord> rules;
  std::string file;  // pattern; empty: all files
  std::string path;  // as findings have it; empty: everywhere
  std::string reason;
  std::string until;  // YYYY-MM-DD, or empty
  text::Range range;  // of the table
};

struct LinkSetting {
  std::string service;          // pattern of files
  std::string task_definition;  // pattern of files
};

struct Configuration {
  std::string path;    // of the ecslint.toml; empty for none
  std::string folder;  // it applies below
  std::unique_ptr<doc::Document> document;
  std::optional<Profile> profile;
  std::vector<RuleWord> select;
  std::vector<RuleWord> ignore;
  bool closed = false;
  std::vector<RuleSetting> rules;
  std::vector<LinkSetting> links;
  std::vector<IgnoreSetting> ignores;
  std::vector<finding::Finding> problems;
};

inline constexpr std::string_view kConfigurationName = "ecslint.toml";

// Codes of its mistakes.
inline constexpr std::string_view kConfigurationUnreadable = "CFG001";
inline constexpr std::string_view kUnknownKey = "CFG002";
inline constexpr std::string_view kBadSetting = "CFG003";
inline constexpr std::string_view kUnknownRule = "CFG004";

/// Reads the file; what is wrong is in `problems`, the rest holds.
Configuration read_configuration(const text::FileSystem& files, const std::string& path);

/// The folders from that of a file upwards, nearest first. Those below the current folder are relative as the
/// file is, "" is the current folder itself, what lies above it is absolute; it may be empty.
std::vector<std::string> folders_upwards(std::string_view file, std::string_view current_folder);

/// Whether a path matches a pattern of *, ** (any folders), ? and plain text.
bool matches_pattern(std::string_view pattern, std::string_view path);

}  // namespace ecslint::lint
