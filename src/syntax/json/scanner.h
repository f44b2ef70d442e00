// SPDX-License-Identifier: Apache-2.0
// The tokens of a file that is not valid JSON: white space, comments and template directives between them,
// strings that may be unclosed, and bare words of any kind. Every function leaves the cursor behind what it
// has read and tells what was wrong with it; what containers make of the tokens is Recovery's.
#pragma once

#include <cstddef>
#include <string_view>

#include "syntax/json/mistakes.h"
#include "syntax/json/tree_builder.h"

namespace ecslint::syntax_json {

class Scanner {
 public:
  using Code = Mistakes::Code;

  /// The text has 16 readable bytes behind it.
  Scanner(std::string_view text, text::Offset shift, TreeBuilder& builder, Mistakes& mistakes)
      : text_(text), shift_(shift), builder_(builder), mistakes_(mistakes) {}

 protected:
  /// The reason of values that could not be read.
  static constexpr std::string_view kSyntaxError = "a syntax error";

  /// Whether directives that open a block are passed over like white space, or stopped at when the block's
  /// end is found, because the whole block stands for one value.
  enum class Blocks { kPass, kStop };

  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  std::string_view rest() const { return text_.substr(at_); }
  text::Range range(std::size_t begin, std::size_t end) const {
    return {static_cast<text::Offset>(begin + shift_), static_cast<text::Offset>(end + shift_)};
  }

  /// Goes to the next token; true when a template directive was passed on the way.
  bool skip_trivia(Blocks blocks = Blocks::kPass);

  /// Reads the string at the cursor as a value or a key.
  void string_value(doc::Node& node);
  void string_key(doc::Member& member);

  /// Reads a value that is neither string nor container. `after` is the key it belongs to, for messages.
  void bare_value(std::string_view after, doc::Node& node);

  /// Reads a key without quotes, or made of placeholders.
  void bare_key(doc::Member& member);

  /// Whether the string or word at the cursor is followed by a colon, as a key is.
  bool key_follows() const;

  /// Passes what makes no sense up to the next comma, closing bracket or line.
  void skip_junk();

  /// "a comma", "the end of the file", a letter: what stands at the cursor, without giving values away.
  std::string found() const;

  /// Stands for a value that could not be read.
  doc::Node unreadable(std::size_t begin, std::size_t end);

  std::string_view text_;
  text::Offset shift_;
  TreeBuilder& builder_;
  Mistakes& mistakes_;
  std::size_t at_ = 0;
  bool after_hole_ = false;  // the last value was a placeholder, which may bring its own comma

 private:
  struct StringToken {
    std::size_t begin = 0;     // of its opening quote
    std::size_t text_end = 0;  // where the text between the quotes ends
    std::size_t end = 0;
    bool closed = false;
  };

  std::size_t comment_end() const;
  void tell_comments(std::size_t begin, std::size_t end);
  std::size_t directive_size(Blocks blocks);
  std::size_t block_end();
  bool skip_odd_space();

  StringToken scan_string();
  std::size_t scan_character(std::size_t at, char quote, unsigned& told);
  bool goes_on_after(std::size_t at) const;
  void unclosed_string(std::size_t at, StringToken& token);
  void unclosed_key(StringToken& token);
  void misplaced_quote(StringToken& token);
  std::size_t hole_with_quotes(std::size_t at) const;

  std::size_t bare_key_end() const;
  void word_value(std::string_view token, std::string_view after, doc::Node& node);
  void strange_value(std::size_t begin, std::string_view after);
  void no_value(std::string_view after, doc::Node& node);
  void not_utf8(std::size_t at);

  std::size_t block_budget_ = 1 << 20;  // bytes looked through for the ends of blocks
};

}  // namespace ecslint::syntax_json
