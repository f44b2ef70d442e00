// SPDX-License-Identifier: Apache-2.0
#include "report/xml_text.h"

#include <fmt/format.h>

#include "text/utf8.h"

namespace ecslint::report {
namespace {

void append(std::string& out, std::string_view character) {
  const auto c = static_cast<unsigned char>(character[0]);
  if (c == '&') {
    out += "&amp;";
  } else if (c == '<') {
    out += "&lt;";
  } else if (c == '>') {
    out += "&gt;";
  } else if (c == '"') {
    out += "&quot;";
  } else if (c == '\n' || c == '\t' || c == '\r') {
    out += fmt::format("&#{};", c);
  } else if (c < 0x20 || c == 0x7F) {
    out += fmt::format("\\x{:02x}", c);
  } else if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF") {
    out += "\xEF\xBF\xBD";
  } else {
    out += character;
  }
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = text::utf8_sequence_length(text);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      text.remove_prefix(1);
      continue;
    }
    append(out, text.substr(0, length));
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace ecslint::report
