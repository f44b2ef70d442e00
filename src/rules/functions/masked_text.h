// SPDX-License-Identifier: Apache-2.0
// A string that may be partly known, in a form that a parser can read: every hole is one character that
// occurs nowhere else. Parts that the parser cuts out become values again: strings where they have no hole,
// partly known strings where they have.
#pragma once

#include <initializer_list>
#include <memory>
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
  /// Parts of text() are parts of the value.
  bool is_plain() const { return holes_.empty() && masked_.empty(); }
  /// How the n-th hole is spelled.
  std::string_view hole(std::size_t n) const { return holes_[n]; }

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

/// The names of a record's fields and the index they are found by, made once for all records of a function.
class FieldNames {
 public:
  FieldNames(std::initializer_list<std::string_view> names);

  std::size_t size() const { return blank_.size(); }
  /// The fields without their values.
  const expr::Entry* blank() const { return blank_.data(); }
  expr::MapData map(const expr::Entry* entries) const;

 private:
  std::vector<expr::Entry> blank_;
  std::vector<std::uint32_t> index_;
};

/// A map of these fields, whose values are added in the order of the names.
class Fields {
 public:
  Fields(expr::Context& context, const FieldNames& names)
      : context_(context), names_(names), entries_(context.arena().allocate<expr::Entry>(names.size())) {
    std::uninitialized_copy_n(names.blank(), names.size(), entries_);
  }

  void add(const expr::Value& value) {
    if (value.is_error() && !failed_.is_error()) failed_ = value;
    entries_[size_++].value = value;
  }
  expr::Value finish();

 private:
  expr::Context& context_;
  const FieldNames& names_;
  expr::Entry* entries_;
  std::size_t size_ = 0;
  expr::Value failed_;
};

}  // namespace ecslint::rules
