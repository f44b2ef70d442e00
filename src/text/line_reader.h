// SPDX-License-Identifier: Apache-2.0
// A stream line by line in constant memory: what is held is one piece of input and at most one line. A line
// longer than allowed is told and skipped, so that no input makes it grow.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "text/result.h"

namespace ecslint::text {

/// Fills up to `size` bytes; 0 at the end.
using ReadBytes = std::function<Result<std::size_t>(char* to, std::size_t size)>;

/// Of a file descriptor that stays open; goes on after a signal.
ReadBytes read_from(int descriptor);

class LineReader {
 public:
  LineReader(ReadBytes read, std::size_t longest) : read_(std::move(read)), longest_(longest) {}

  struct Line {
    std::string_view text;  // without its line break; good until the next call
    std::uint32_t number;   // from 1
    bool too_long;          // `text` is how it begins
  };

  /// Nothing at the end, or when reading failed.
  std::optional<Line> next();

  /// Why it ended before its time.
  const std::optional<Error>& error() const { return error_; }

 private:
  bool fill();
  std::optional<std::size_t> find_end();
  void skip_rest();

  ReadBytes read_;
  std::size_t longest_;
  std::string buffer_;
  std::string beginning_;  // of a line that was skipped
  std::size_t begin_ = 0;  // of what has not been given out
  std::size_t searched_ = 0;
  std::uint32_t number_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace ecslint::text
