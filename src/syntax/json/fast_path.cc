// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/fast_path.h"

#include <simdjson.h>

#include <algorithm>

#include "syntax/json/number.h"

namespace ecslint::syntax_json {
namespace {

bool space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// What may stand behind a number or a literal.
bool ends_token(char c) { return c == ',' || c == '}' || c == ']' || space(c); }

}  // namespace

FastPath::FastPath() = default;
FastPath::~FastPath() = default;

bool FastPath::index(std::string_view text) {
  if (indexer_ == nullptr || capacity_ < text.size()) {
    capacity_ = std::max<std::size_t>(text.size(), 16 * 1024);
    const simdjson::implementation* const kernel = simdjson::get_active_implementation();
    if (kernel->create_dom_parser_implementation(capacity_, 1, indexer_) != simdjson::SUCCESS) return false;
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  return indexer_->stage1(bytes, text.size(), simdjson::stage1_mode::regular) == simdjson::SUCCESS;
}

bool FastPath::read(std::string_view text, text::Offset shift, TreeBuilder& builder, doc::Node& root) {
  if (text.empty() || !index(text)) return false;
  builder_ = &builder;
  text_ = text.data();
  size_ = static_cast<std::uint32_t>(text.size());
  shift_ = shift;
  next_ = indexer_->structural_indexes.get();
  escapes_ = text.find('\\') != std::string_view::npos;
  return value(root, 0) && *next_ == size_;
}

bool FastPath::value(doc::Node& node, int depth) {
  switch (peek()) {
    case '"':
      return string(node);
    case '{':
      return object(node, depth + 1);
    case '[':
      return array(node, depth + 1);
    case 't':
      return literal("true", doc::Node::boolean(true, {}), node);
    case 'f':
      return literal("false", doc::Node::boolean(false, {}), node);
    case 'n':
      return literal("null", doc::Node::null({}), node);
    default:
      return number(node);
  }
}

bool FastPath::object(doc::Node& node, int depth) {
  if (depth > doc::kMaxDepth) return false;
  const std::uint32_t begin = *next_++;
  const std::size_t mark = builder_->member_mark();
  if (peek() != '}') {
    for (;; ++next_) {
      doc::Member one;
      if (!member(one, depth)) return false;
      builder_->push(one);
      if (peek() != ',') break;
    }
    if (peek() != '}') return false;
  }
  node = builder_->object(mark, range(begin, *next_++ + 1));
  return true;
}

bool FastPath::member(doc::Member& member, int depth) {
  if (peek() != '"') return false;
  std::string_view between;
  text::Range place;
  if (!between_quotes(between, place)) return false;
  if (!escapes_) {
    TreeBuilder::plain_key(between, place, member);
  } else if (!builder_->key(between, place, member)) {
    return false;
  }
  if (peek() != ':') return false;
  ++next_;
  return value(member.value, depth);
}

bool FastPath::array(doc::Node& node, int depth) {
  if (depth > doc::kMaxDepth) return false;
  const std::uint32_t begin = *next_++;
  const std::size_t mark = builder_->element_mark();
  if (peek() != ']') {
    for (;; ++next_) {
      doc::Node element;
      if (!value(element, depth)) return false;
      builder_->push(element);
      if (peek() != ',') break;
    }
    if (peek() != ']') return false;
  }
  node = builder_->array(mark, range(begin, *next_++ + 1));
  return true;
}

bool FastPath::string(doc::Node& node) {
  std::string_view between;
  text::Range place;
  return between_quotes(between, place) && builder_->string(between, place, node);
}

/// Between a string's opening quote and the next token there is nothing but its text, its closing quote and
/// white space.
bool FastPath::between_quotes(std::string_view& between, text::Range& place) {
  const std::uint32_t begin = *next_++;
  std::uint32_t close = *next_ - 1;
  while (space(text_[close])) --close;
  if (text_[close] != '"' || close <= begin) return false;
  between = std::string_view(text_ + begin + 1, close - begin - 1);
  place = range(begin, close + 1);
  return true;
}

bool FastPath::number(doc::Node& node) {
  const std::uint32_t begin = *next_;
  const char* const end = read_number(text_ + begin, text_ + size_, node);
  if (end == nullptr || !finish(static_cast<std::uint32_t>(end - text_))) return false;
  node.with_range(range(begin, static_cast<std::uint32_t>(end - text_)));
  return true;
}

bool FastPath::literal(std::string_view word, doc::Node value, doc::Node& node) {
  const std::uint32_t begin = *next_;
  const std::string_view rest(text_ + begin, size_ - begin);
  const auto end = static_cast<std::uint32_t>(begin + word.size());
  if (rest.substr(0, word.size()) != word || !finish(end)) return false;
  node = value.with_range(range(begin, end));
  return true;
}

bool FastPath::finish(std::uint32_t end) {
  ++next_;
  return end == size_ || ends_token(text_[end]);
}

}  // namespace ecslint::syntax_json
