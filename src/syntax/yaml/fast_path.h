// SPDX-License-Identifier: Apache-2.0
// The way of YAML as people write it: block mappings and sequences, words, quoted texts on one line, block
// scalars, flow collections, local tags, documents behind ---. Tells the builder what libyaml's events would
// tell it, for an eighth of the work. It knows yes or no; whatever it does not read (anchors, directives,
// tabs, quoted texts over several lines, mistakes) is libyaml's business.
#pragma once

#include <string>
#include <string_view>

#include "syntax/yaml/builder.h"

namespace ecslint::syntax_yaml {

/// How a block scalar treats the line ends behind it.
enum class Chomping : std::uint8_t { kStrip, kClip, kKeep };

class FastPath {
 public:
  /// The mask's text has only what YAML allows; `ascii` when it has nothing else. `base` is its place in the
  /// file.
  FastPath(const Mask& mask, text::Offset base, bool ascii, Builder& builder)
      : text_(mask.text()),
        masked_(!mask.empty()),
        base_(base),
        ascii_(ascii && !masked_),
        builder_(builder) {}

  /// False when it is for libyaml; then what the builder has made means nothing.
  bool read();

 private:
  /// What stands before a node, and where that begins.
  struct Before {
    std::string_view tag = {};
    std::size_t begin = std::string_view::npos;
  };
  struct Text {
    std::string_view value;
    std::size_t begin = 0;
    std::size_t end = 0;
    Style style = Style::kPlain;
  };
  bool is_readable() const;
  bool document_start();
  bool block_node(int indent, const Before& before);
  bool tagged_node(int indent, bool in_mapping);
  bool block_mapping(int column, const Before& before, const Text& first);
  bool mapping_value(int column);
  bool block_sequence(int column, const Before& before, bool in_mapping);
  bool sequence_entry(int column);
  bool inline_node(int indent, const Before& before, bool in_mapping);
  bool flow_node(const Before& before);
  bool flow_collection(char close, const Before& before);
  bool flow_pair();
  bool between_in_flow();
  bool text(Text& out, int indent);
  bool text_in_flow(Text& out);
  bool single_quoted(Text& out);
  bool double_quoted(Text& out);
  bool plain(Text& out, int indent);
  bool plain_in_flow(Text& out);
  bool plain_line(Text& out, bool flow);
  bool begins_plain() const;
  std::size_t end_of_plain(std::size_t i, bool flow) const;
  std::size_t without_blanks(std::size_t end) const;
  bool block_scalar(int indent, const Before& before);
  bool block_header(Chomping& chomping);
  bool tag(Before& out);

  void tell(const Text& scalar, const Before& before);
  bool begin(bool object, bool flow, const Before& before, std::size_t begin, std::size_t end);
  void end(std::size_t begin, std::size_t end) { builder_.end(range(begin, end)); }

  bool ends_line();
  bool next_line();
  void skip_lines();
  bool is_key_end(std::size_t at) const { return peek(at) == ':' && is_blank_or_end(at + 1); }
  bool is_entry() const { return peek(at_) == '-' && is_blank_or_end(at_ + 1); }
  bool is_blank_or_end(std::size_t at) const;
  char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  void skip_spaces();
  int column() const { return static_cast<int>(at_ - line_); }
  text::Range range(std::size_t begin, std::size_t end) const {
    return {base_ + static_cast<text::Offset>(begin), base_ + static_cast<text::Offset>(end)};
  }

  std::string_view text_;
  bool masked_;
  text::Offset base_;
  bool ascii_;
  Builder& builder_;
  std::size_t at_ = 0;    // the next token, or the end
  std::size_t line_ = 0;  // where its line begins
  std::string unescaped_;
};

}  // namespace ecslint::syntax_yaml
