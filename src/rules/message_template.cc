// SPDX-License-Identifier: Apache-2.0
#include "rules/message_template.h"

namespace ecslint::rules {
namespace {

/// The end of a quoted CEL string that begins at `at`; npos when it is not closed.
std::size_t after_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

/// The brace that closes the one before `at`, over nested braces and strings; npos when there is none.
std::size_t closing_brace(std::string_view text, std::size_t at) {
  int depth = 1;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = after_quoted(text, at);
      continue;
    }
    if (c == '{') ++depth;
    if (c == '}' && --depth == 0) return at;
    ++at;
  }
  return std::string_view::npos;
}

}  // namespace

Template parse_template(std::string_view text) {
  Template out;
  const auto literal = [&](std::size_t at) -> std::string& {
    if (out.parts.empty() || out.parts.back().expression) out.parts.push_back({false, "", at});
    return out.parts.back().text;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool twice = i + 1 < text.size() && text[i + 1] == c;
    if (c != '{' && c != '}') {
      literal(i) += c;
    } else if (twice) {
      literal(i++) += c;
    } else if (c == '}') {
      return {{}, "} without {: write }} for a brace", i};
    } else {
      const std::size_t end = closing_brace(text, i + 1);
      if (end == std::string_view::npos) return {{}, "{ is not closed: write {{ for a brace", i};
      if (text.substr(i + 1, end - i - 1).find_first_not_of(' ') == std::string_view::npos) {
        return {{}, "an expression is missing between { and }", i};
      }
      out.parts.push_back({true, std::string(text.substr(i + 1, end - i - 1)), i + 1});
      i = end;
    }
  }
  return out;
}

}  // namespace ecslint::rules
