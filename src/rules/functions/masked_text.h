// SPDX-License-Identifier: Apache-2.0
// A string that may be partly known, in a form that a parser can read: every hole is one character that
// occurs nowhere else. Parts that the parser cuts out become values again: strings where they have no hole,
// partly known strings where they have.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expr/context.h"

namespace ecslint::rules {

class MaskedText {
 public:
  static constexpr char kHole = '\x01';

  /// From a string or a partly known one, which must outlive this.
  explicit MaskedText(const expr::Value& value);
  MaskedText(const MaskedText&) = delete;
  MaskedText& operator=(const MaskedText&) = delete;

  std::string_view text() const { return text_; }
  bool has_holes() const { return !holes_.empty(); }

  /// Makes a hole of text() from `begin`, `size` characters without holes: a word that stands for something.
  /// Views of text() taken before are no longer good.
  void mask(std::size_t begin, std::size_t size);

  /// The value of a part of text().
  expr::Value value(expr::Context& context, std::string_view part) const;
  /// The whole, unknown: what a part is that nothing is known of.
  expr::Value unknown(expr::Context& context) const;

 private:
  expr::Value origin_;
  std::string masked_;
  std::string_view text_;  // the original characters as long as there are no holes
  std::vector<std::string> holes_;
};

/// Whether the part has a hole.
inline bool has_hole(std::string_view part) { return part.find(MaskedText::kHole) != std::string_view::npos; }

/// Entries of a map with names for keys.
class Fields {
 public:
  void add(std::string_view name, const expr::Value& value) {
    entries_.push_back({expr::Value::string(name), value});
  }
  expr::Value finish(expr::Context& context) const {
    for (const expr::Entry& entry : entries_) {
      if (entry.value.is_error()) return entry.value;
    }
    return context.map(entries_);
  }

 private:
  std::vector<expr::Entry> entries_;
};

}  // namespace ecslint::rules
