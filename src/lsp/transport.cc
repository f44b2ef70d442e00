// SPDX-License-Identifier: Apache-2.0
#include "lsp/transport.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace ecslint::lsp {
namespace {

constexpr std::size_t kMaxHeader = 8192;
constexpr std::string_view kLengthName = "content-length";

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? x + 32 : x) == (y >= 'A' && y <= 'Z' ? y + 32 : y);
  });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

/// The length that the lines of a header give.
std::optional<std::size_t> length_in(std::string_view header) {
  std::optional<std::size_t> length;
  while (!header.empty()) {
    const std::size_t end = header.find('\n');
    const std::string_view line = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !equal_ignoring_case(trimmed(line.substr(0, colon)), kLengthName))
      continue;
    const std::string_view digits = trimmed(line.substr(colon + 1));
    std::size_t value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
    length = value;
  }
  return length;
}

/// Where a header ends, its blank line included.
std::size_t end_of_header(std::string_view text) {
  const std::size_t lf = text.find("\n\n");
  const std::size_t crlf = text.find("\r\n\r\n");
  if (lf == std::string_view::npos && crlf == std::string_view::npos) return std::string_view::npos;
  return crlf < lf ? crlf + 4 : lf + 2;
}

}  // namespace

void FrameReader::advance(std::size_t count) {
  at_ += count;
  if (at_ == buffer_.size() || at_ > std::size_t{1} << 20) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
}

std::optional<FrameReader::Frame> FrameReader::next() {
  if (skip_ > 0) {
    const std::size_t gone = std::min(skip_, buffer_.size() - at_);
    skip_ -= gone;
    advance(gone);
    if (skip_ > 0) return std::nullopt;
  }
  if (!length_) {
    if (auto mistake = header()) return mistake;
    if (!length_) return std::nullopt;
  }
  if (buffer_.size() - at_ < *length_) return std::nullopt;
  Frame frame{buffer_.substr(at_, *length_), {}};
  advance(*length_);
  length_.reset();
  return frame;
}

std::optional<FrameReader::Frame> FrameReader::header() {
  while (!rest().empty() && (rest().front() == '\r' || rest().front() == '\n')) advance(1);
  const std::size_t end = end_of_header(rest());
  if (end == std::string_view::npos) {
    if (rest().size() <= kMaxHeader) return std::nullopt;
    advance(rest().size());
    return Frame{{}, "no header among the first 8192 bytes"};
  }
  std::optional<std::size_t> length = length_in(rest().substr(0, end));
  advance(end);
  if (!length) return Frame{{}, "header without a usable Content-Length"};
  if (*length > kMaxMessage) {
    skip_ = *length;
    return Frame{{}, fmt::format("message of {} bytes is too long", *length)};
  }
  length_ = length;
  return std::nullopt;
}

std::string frame(std::string_view message) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", message.size(), message);
}

}  // namespace ecslint::lsp
