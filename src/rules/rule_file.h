// SPDX-License-Identifier: Apache-2.0
// One rule's TOML, checked for its shape: keys known, present and of the right type, code and name as
// rule-format.md wants them. Expressions are still text here; compile.h reads them. The nodes point into the
// document.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"
#include "rules/problems.h"

namespace ecslint::rules {

/// The keys of a rule, in the order of rule-format.md.
enum class Key : std::uint8_t {
  kCode,
  kName,
  kSummary,
  kSeverity,
  kSubject,
  kWhen,
  kAssert,
  kAt,
  kRelated,
  kMessage,
  kHelp,
  kReferences,
  kTags,
  kSecuritySeverity,
  kCompliance,
  kCatalogue,
  kSince,
  kAliases,
  kEnabled,
  kOptions,
  kEach,
  kLet,
  kFix,
  kCount,
};

/// Built-in rules have the topics of rule-format.md; a user's pack has a prefix of its own.
enum class PackKind : std::uint8_t { kBuiltin, kUser };

class RuleFile {
 public:
  RuleFile(const doc::Document& document, std::string path) : document_(&document), path_(std::move(path)) {}

  const doc::Document& document() const { return *document_; }
  const std::string& path() const { return path_; }

  /// Null when the rule does not have the key.
  const doc::Node* get(Key key) const { return values_[static_cast<std::size_t>(key)]; }
  /// The text of a string key, empty when absent.
  std::string_view text(Key key) const;
  std::string_view code() const { return text(Key::kCode); }
  finding::Level level() const { return level_; }
  /// The strings of `subject`, one or several.
  std::vector<const doc::Node*> subjects() const;
  /// Found by C++ (syntax, schema, configuration): no condition of its own.
  bool metadata_only() const { return get(Key::kAssert) == nullptr; }

 private:
  friend std::optional<RuleFile> read_rule(const doc::Document&, std::string, PackKind, Problems&);

  const doc::Document* document_;
  std::string path_;
  std::array<const doc::Node*, static_cast<std::size_t>(Key::kCount)> values_{};
  finding::Level level_ = finding::Level::kWarning;
};

/// None when there was a problem; `path` is relative to the pack's folder ("iam/IAM001-….toml").
std::optional<RuleFile> read_rule(const doc::Document& document, std::string path, PackKind kind,
                                  Problems& problems);

}  // namespace ecslint::rules
