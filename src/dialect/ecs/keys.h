// SPDX-License-Identifier: Apache-2.0
// "An object that has these keys": how file kinds are told apart. Lists of keys are written as words in one
// string, so that the tables of signatures read like sentences.
#pragma once

#include <string_view>

#include "doc/node.h"

namespace ecslint::dialect_ecs {

/// How a key of the object may be spelled to count.
enum class Spelling : bool { kExact, kAnyCase };

/// The value under the key, or nullptr.
const doc::Node* value_of(const doc::Node& object, std::string_view key,
                          Spelling spelling = Spelling::kExact);

/// How many of the words are keys of the object.
int count_keys(const doc::Node& object, std::string_view words, Spelling spelling = Spelling::kExact);

/// Words in the list.
int count_words(std::string_view words);

/// Calls f(word) for each until it returns false.
template <typename F>
void for_each_word(std::string_view words, F f) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (!f(words.substr(0, space))) return;
    if (space == std::string_view::npos) return;
    words.remove_prefix(space + 1);
  }
}

}  // namespace ecslint::dialect_ecs
