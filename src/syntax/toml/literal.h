// SPDX-License-Identifier: Apache-2.0
// A TOML string literal, read again unit by unit: which bytes of the source became which bytes of the value.
// Only for literals that toml++ has accepted.
#pragma once

#include <cstddef>
#include <string_view>

namespace ecslint::syntax_toml {

class Literal {
 public:
  /// What one step reads: `source` bytes at `at` became `value` bytes (0 for a line continuation).
  struct Unit {
    std::size_t at = 0;
    std::size_t source = 0;
    std::size_t value = 0;
  };

  /// The literal with its quotes; anything else (a date) is read byte by byte.
  explicit Literal(std::string_view text);

  /// The next unit; false at the end.
  bool next(Unit& unit);

  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }

 private:
  Unit escape() const;
  Unit continuation() const;

  std::string_view text_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t at_ = 0;
  bool escapes_ = false;
  bool lines_ = false;
};

}  // namespace ecslint::syntax_toml
