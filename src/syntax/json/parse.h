// SPDX-License-Identifier: Apache-2.0
// JSON to located trees. A valid file takes the fast path over simdjson's structural index; whatever that
// refuses is read again by a scanner of our own, which knows the exact place and cause of every mistake,
// reads comments, trailing commas and template placeholders, and goes on. Both build their nodes with the
// same TreeBuilder. Knows nothing of ECS.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"

namespace ecslint::syntax_json {

/// Parses many documents with the same scratch memory. Not for several threads at once; cheap to make.
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  /// Parses document.source() and adds its root, none when the file holds nothing readable. Mistakes are
  /// appended as findings (SYN0xx), at most about twenty; objects and lists of which parts could not be read
  /// carry Node::kOpen.
  void parse(doc::Document& document, std::vector<finding::Finding>& findings);

  /// Parses JSON that stands inside another document, such as a string or heredoc. `outer` gives the offset
  /// in host.source() of an offset in `text` (0 to its size, ascending); ranges and findings are in the
  /// host's file. The text is copied into the host's arena. Nothing when it holds no value.
  std::optional<doc::Node> parse_embedded(doc::Document& host, std::string_view text,
                                          const std::function<text::Offset(text::Offset)>& outer,
                                          std::vector<finding::Finding>& findings);

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

/// Parser().parse() for a single document.
void parse_json(doc::Document& document, std::vector<finding::Finding>& findings);

}  // namespace ecslint::syntax_json
