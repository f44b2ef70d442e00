// SPDX-License-Identifier: Apache-2.0
// Names that say "secret", and values that are none: placeholders, references, switches. Lists of words, made
// on real files (the corpus): a name such as DB_PASSWORD holds a secret, ACCESS_TOKEN_EXPIRE_MINUTES does
// not; "changeme" and "your_key_here" are nobody's password, whereas "password" is one, however weak.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ecslint::rules {

/// The words of a name in lower case: "dbPassword", "DB_PASSWORD", "db.password" → db, password. Of a name
/// over kLongest bytes none. Nothing is allocated: every variable of every container comes by here.
class NameWords {
 public:
  static constexpr std::size_t kLongest = 256;

  explicit NameWords(std::string_view name);
  std::size_t size() const { return size_; }
  std::string_view operator[](std::size_t i) const {
    return {text_.data() + begins_[i], static_cast<std::size_t>(begins_[i + 1] - begins_[i])};
  }
  std::string_view back() const { return (*this)[size_ - 1]; }
  void pop_back() { --size_; }
  bool contain(std::string_view word) const;

 private:
  std::array<char, kLongest> text_;
  std::array<std::uint16_t, kLongest + 1> begins_;  // the end of the last one too
  std::size_t size_ = 0;
};

/// Whether a variable of this name holds a secret.
bool is_secret_name(std::string_view name);

/// A text that stands for something to be filled in: changeme, your-key-here, <KEY>, API_KEY_PLACEHOLDER,
/// ****.
bool is_placeholder(std::string_view value);
/// The name of a place rather than a value: an ARN, a path, a URL without a password, vault:…
bool is_reference(std::string_view value);
/// true, no, none, 3600: something that turns on, off or counts.
bool is_switch(std::string_view value);
/// What follows a credential's mark in examples: EXAMPLE, xxxx, 1234567890, few different characters.
bool is_sample(std::string_view body);

/// A value as a real secret has it: none of the above and not empty.
bool is_literal_secret(std::string_view value);

}  // namespace ecslint::rules
