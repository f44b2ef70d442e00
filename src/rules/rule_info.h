// SPDX-License-Identifier: Apache-2.0
// What is known about a rule besides how it is decided: the one view that reports, explain, listings, SARIF
// metadata, hover and docs read. It reads the compiled pack in place and costs nothing to make; it is good as
// long as the pack.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "text/image.h"

namespace ecslint::rules {

struct RuleRecord;

/// Strings that lie in a pack.
class Strings {
 public:
  class Iterator {
   public:
    Iterator(text::Image image, const text::Str* at) : image_(image), at_(at) {}
    std::string_view operator*() const { return image_[*at_]; }
    Iterator& operator++() { return ++at_, *this; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    text::Image image_;
    const text::Str* at_;
  };

  Strings(text::Image image, text::Ref<text::Str> list) : image_(image), list_(image[list]) {}
  std::size_t size() const { return list_.size(); }
  bool empty() const { return list_.empty(); }
  std::string_view operator[](std::size_t i) const { return image_[list_[i]]; }
  Iterator begin() const { return {image_, list_.data()}; }
  Iterator end() const { return {image_, list_.data() + list_.size()}; }
  bool contains(std::string_view word) const;

 private:
  text::Image image_;
  std::span<const text::Str> list_;
};

class RuleInfo {
 public:
  RuleInfo(text::Image image, const RuleRecord& record) : image_(image), record_(&record) {}

  std::string_view code() const;     // "IAM001"
  std::string_view name() const;     // "task-role-is-execution-role"
  std::string_view summary() const;  // one line
  finding::Level level() const;
  std::string_view help() const;   // Markdown
  std::string_view since() const;  // version that brought it
  /// What it looks at: "container"; nothing for what the program itself finds.
  std::vector<std::string_view> subjects() const;
  std::string_view path() const;  // of the TOML, below the pack's folder
  Strings references() const;     // links
  Strings tags() const;
  bool finds_secrets() const;  // what stands there is not to be shown
  Strings compliance() const;  // ids of peers and standards: CKV_AWS_336
  Strings catalogue() const;   // rows of the catalogue it covers: C045
  Strings aliases() const;     // old names
  /// Judged by conditions of its own, not by the program.
  bool has_condition() const;
  /// For SARIF, 0 to 10.
  std::optional<double> security_severity() const;
  /// False: runs only when selected.
  bool enabled() const;
  /// The default options as a JSON object; empty when there are none.
  std::string_view options() const;
  bool has_fix() const;
  bool fix_is_safe() const;

  /// Whether a word of --select, --ignore or a suppression means this rule: its code, a prefix of capital
  /// letters, its name or an old one; "tag:NAME"; "compliance:ID" with an id or the beginning of ids
  /// (compliance:AWS-FSBP; compliance:CKV_AWS_33 is not CKV_AWS_336).
  bool answers_to(std::string_view word) const;

 private:
  text::Image image_;
  const RuleRecord* record_;
};

}  // namespace ecslint::rules
