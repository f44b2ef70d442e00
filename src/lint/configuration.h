// SPDX-License-Identifier: Apache-2.0
// One ecslint.toml, read: which rules, at which level, with which options, and what is linked with what. The
// keys are a table in configuration.cc; a key that is not in it is a mistake with a place and a suggestion,
// never silently nothing. Whether rules of these names exist is checked by whoever knows the rules.
//
//   profile = "strict"                 # minimal · default · strict
//   select = ["SEC", "NET003"]         # codes, prefixes or names
//   ignore = ["untagged-image"]
//   closed = true                      # all that points at a task definition is in this folder
//   parameters = { Env = "prod" }      # of templates; what --param says comes after it
//   [rules.IMG001]
//   severity = "info"                  # error · warning · info · off
//   options = { registries = ["…"] }
//   locked = true                      # nothing may suppress it
//   [[ignore]]                         # suppression.h; beside words: ignore = ["CTR", { code = "IAM001", …
//   }] code = "IAM001" reason = "…"
//   [[path]]                           # what holds below some folders only, after what holds everywhere
//   files = "env/prod/**"              # pattern or list, below this file's folder
//   profile = "strict"                 # and select (adds), ignore, rules, parameters
//   extends = "../ecslint.base.toml"   # file or list; what is said here comes after it
//   packs = ["policies"]               # more rules; counts in the ecslint.toml of the current folder
//   [[link]]
//   service = "services/*.json"        # a file or pattern, relative to this file
//   task-definition = "tasks/web.json"
//   [[role]]                           # what a role may do, where no file says it whole
//   name = "web-execution"             # or arn
//   trust = "iam/trust.json"
//   policies = ["iam/web/*.json"]      # its inline and own managed policies: files or patterns
//   managed = ["AmazonECSTaskExecutionRolePolicy"]   # AWS's, by name or ARN; one's own by ARN
//   boundary = "iam/boundary.json"     # or the name or ARN of a managed policy
//   complete = false                   # it has other policies too
#pragma once

#include <atomic>
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

/// Of how much use an [[ignore]] was in a run.
struct IgnoreUse {
  std::atomic<std::uint32_t> met{0};  // files it speaks of
  std::atomic<std::uint32_t> took{0};
};

/// [[ignore]]: findings of these rules are not shown.
struct IgnoreSetting {
  std::vector<RuleWord> rules;
  std::string file;  // pattern; empty: all files
  std::string path;  // as findings have it; empty: everywhere
  std::string reason;
  std::string until;    // YYYY-MM-DD, or empty
  text::Range range;    // of the table
  bool broken = false;  // something in it is wrong: it suppresses nothing
  std::shared_ptr<IgnoreUse> use = std::make_shared<IgnoreUse>();
};

struct LinkSetting {
  std::string service;          // pattern of files
  std::string task_definition;  // pattern of files
};

/// [[role]]: strings of the document, checked.
struct RoleEntry {
  const doc::Node* name = nullptr;
  const doc::Node* arn = nullptr;
  const doc::Node* trust = nullptr;
  const doc::Node* boundary = nullptr;
  std::vector<const doc::Node*> policies = {};
  std::vector<const doc::Node*> managed = {};
  bool complete = true;
  const doc::Node* table = nullptr;

  /// The patterns among them: of policies, trust and boundary.
  std::vector<const doc::Node*> files() const;
  /// The boundary is a file rather than a policy's name or ARN.
  bool boundary_is_file() const;
};

/// The value of a template's parameter.
struct ParameterSetting {
  std::string name;
  std::string value;
  text::Range range;  // of the key
};

/// Which rules count and how, and with which parameters: for all files, or in a [[path]] for some.
struct RuleChoice {
  const text::Source* source = nullptr;  // that says so
  std::optional<Profile> profile;
  std::vector<RuleWord> select;
  std::vector<RuleWord> ignore;
  std::vector<RuleSetting> rules;
  std::vector<ParameterSetting> parameters;
};

struct PathSection : RuleChoice {
  std::vector<std::string> files;  // patterns
};

struct Configuration : RuleChoice {
  std::string path;    // of the ecslint.toml; empty for none
  std::string folder;  // it applies below
  std::string current_folder;
  std::unique_ptr<doc::Document> document;
  std::vector<std::shared_ptr<const Configuration>> bases;  // that it extends, in their order
  bool closed = false;
  std::vector<std::string> packs;
  std::vector<PathSection> paths;
  std::vector<LinkSetting> links;
  std::vector<RoleEntry> roles;
  std::vector<IgnoreSetting> ignores;
  std::vector<finding::Finding> problems;

  /// A path as patterns of this file see it: below its folder.
  std::string below(std::string_view file) const;
};

inline constexpr std::string_view kConfigurationName = "ecslint.toml";

// Codes of its mistakes.
inline constexpr std::string_view kConfigurationUnreadable = "CFG001";
inline constexpr std::string_view kUnknownKey = "CFG002";
inline constexpr std::string_view kBadSetting = "CFG003";
inline constexpr std::string_view kUnknownRule = "CFG004";

/// The configuration and all that it extends, bases first.
std::vector<const Configuration*> with_bases(const Configuration& configuration);

/// The sections of it and its bases, and of those the ones that speak of the file.
std::vector<const PathSection*> sections_for(const Configuration& configuration, std::string_view file);

/// Reads the file and what it extends; what is wrong is in `problems`, the rest holds.
Configuration read_configuration(const text::FileSystem& files, const std::string& path);

/// A key that an ecslint.toml can have, for whoever describes them.
struct ConfigurationKey {
  std::string_view table;  // "path", "rule", "ignore", "link", "role"; empty: the file itself
  std::string_view name;
  std::string_view schema;  // members of the JSON Schema of its value
  std::string_view summary;
  bool required = false;
};
std::vector<ConfigurationKey> configuration_keys();

/// The folders from that of a file upwards, nearest first. Those below the current folder are relative as the
/// file is, "" is the current folder itself, what lies above it is absolute; it may be empty.
std::vector<std::string> folders_upwards(std::string_view file, std::string_view current_folder);

/// Whether a path matches a pattern of *, ** (any folders), ? and plain text.
bool matches_pattern(std::string_view pattern, std::string_view path);

}  // namespace ecslint::lint
