// SPDX-License-Identifier: Apache-2.0
// The way of valid JSON: simdjson finds where every token begins and checks UTF-8, this walks those places
// and builds the tree, checking the grammar of every token. It knows yes or no; whatever it refuses is the
// business of Recovery, which finds out why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "syntax/json/tree_builder.h"

namespace simdjson::internal {
class dom_parser_implementation;
}

namespace ecslint::syntax_json {

class FastPath {
 public:
  FastPath();
  ~FastPath();

  /// Reads a whole text, which has 16 readable bytes behind it; `shift` is added to all offsets. False when
  /// it is not valid JSON within the limits; then `root` means nothing.
  bool read(std::string_view text, text::Offset shift, TreeBuilder& builder, doc::Node& root);

 private:
  bool index(std::string_view text);
  bool value(doc::Node& node, int depth);
  bool object(doc::Node& node, int depth);
  bool member(doc::Member& member, int depth);
  bool array(doc::Node& node, int depth);
  bool string(doc::Node& node);
  bool number(doc::Node& node);
  bool literal(std::string_view word, doc::Node value, doc::Node& node);
  bool finish(std::uint32_t end);
  bool between_quotes(std::string_view& between, text::Range& range);

  char peek() const { return text_[*next_]; }
  text::Range range(std::uint32_t begin, std::uint32_t end) const { return {begin + shift_, end + shift_}; }

  std::unique_ptr<simdjson::internal::dom_parser_implementation> indexer_;
  std::size_t capacity_ = 0;
  TreeBuilder* builder_ = nullptr;
  const char* text_ = nullptr;
  const std::uint32_t* next_ = nullptr;  // a text's size stands behind the last token's place
  std::uint32_t size_ = 0;
  text::Offset shift_ = 0;
  bool escapes_ = false;  // somewhere in the text
};

}  // namespace ecslint::syntax_json
