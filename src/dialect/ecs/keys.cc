// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/keys.h"

#include <algorithm>

namespace ecslint::dialect_ecs {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_any_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

const doc::Node* value_of(const doc::Node& object, std::string_view key, Spelling spelling) {
  if (spelling == Spelling::kExact) return object.find(key);
  for (const doc::Member& member : object.members()) {
    if (equal_any_case(member.key, key)) return &member.value;
  }
  return nullptr;
}

int count_keys(const doc::Node& object, std::string_view words, Spelling spelling) {
  int found = 0;
  for_each_word(words, [&](std::string_view word) {
    if (value_of(object, word, spelling) != nullptr) ++found;
    return true;
  });
  return found;
}

int count_words(std::string_view words) {
  return words.empty() ? 0 : static_cast<int>(std::ranges::count(words, ' ')) + 1;
}

}  // namespace ecslint::dialect_ecs
