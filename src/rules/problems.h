// SPDX-License-Identifier: Apache-2.0
// What is wrong with a rule pack, collected while it is loaded: each a finding at its place in the TOML file,
// down to the byte of an expression inside a TOML string. A pack with a problem is refused whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"

namespace ecslint::rules {

/// The codes that this room reports; each has its TOML in rules/cfg.
inline constexpr std::string_view kRuleRefused = "CFG101";  // a pack has a mistake
inline constexpr std::string_view kRuleFailed = "CFG102";   // a rule ended in an error

class Problems {
 public:
  /// At a place in a file.
  void add(const doc::Document& in, text::Range range, std::string message);
  /// At a byte of the value of a TOML string; `length` bytes of it.
  void add_in(const doc::Document& in, const doc::Node& string, std::size_t offset, std::size_t length,
              std::string message);

  bool empty() const { return findings_.empty(); }
  std::size_t count() const { return findings_.size(); }
  std::vector<finding::Finding>& findings() { return findings_; }

 private:
  std::vector<finding::Finding> findings_;
};

/// ": did you mean …?" for the nearest candidate, else "".
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace ecslint::rules
