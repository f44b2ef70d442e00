// SPDX-License-Identifier: Apache-2.0
#include "text/line_reader.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ecslint::text {
namespace {

constexpr std::size_t kPiece = 128 * 1024;
constexpr std::size_t kShownOfTooLong = 256;

}  // namespace

ReadBytes read_from(int descriptor) {
  return [descriptor](char* to, std::size_t size) -> Result<std::size_t> {
    for (;;) {
      const ssize_t n = ::read(descriptor, to, size);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) return Error{std::strerror(errno)};
    }
  };
}

/// One more piece behind what is there; false when there is none.
bool LineReader::fill() {
  if (ended_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    searched_ -= begin_;
    begin_ = 0;
    if (buffer_.capacity() > 16 * kPiece && buffer_.size() < kPiece) buffer_.shrink_to_fit();
  }
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kPiece);
  const Result<std::size_t> got = read_(buffer_.data() + had, kPiece);
  buffer_.resize(had + (got ? *got : 0));
  if (!got) error_ = got.error();
  ended_ = !got || *got == 0;
  return !ended_;
}

/// Of the line that begins at begin_: where its line break or the text ends. Nothing when it is too long.
std::optional<std::size_t> LineReader::find_end() {
  for (;;) {
    const std::size_t at = buffer_.find('\n', searched_);
    searched_ = at == std::string::npos ? buffer_.size() : at;
    if (searched_ - begin_ > longest_) return std::nullopt;
    if (at != std::string::npos || !fill()) return searched_;
  }
}

void LineReader::skip_rest() {
  do {
    const std::size_t at = buffer_.find('\n', begin_);
    begin_ = at == std::string::npos ? buffer_.size() : at;
    searched_ = begin_;
    if (at != std::string::npos) return;
  } while (fill());
}

std::optional<LineReader::Line> LineReader::next() {
  // Behind a line that was given out stands its line break.
  if (number_ > 0 && begin_ < buffer_.size()) searched_ = ++begin_;
  if (begin_ == buffer_.size() && !fill()) return std::nullopt;
  ++number_;
  const std::optional<std::size_t> end = find_end();
  if (error_) return std::nullopt;  // what came of the line is not the line
  if (!end) {
    beginning_ = buffer_.substr(begin_, kShownOfTooLong);
    skip_rest();
    return Line{beginning_, number_, true};
  }
  std::string_view text = std::string_view(buffer_).substr(begin_, *end - begin_);
  begin_ = searched_ = *end;
  if (text.ends_with('\r')) text.remove_suffix(1);
  return Line{text, number_, false};
}

}  // namespace ecslint::text
