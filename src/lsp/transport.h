// SPDX-License-Identifier: Apache-2.0
// The base protocol: messages with a Content-Length header on a byte stream. Takes bytes as they come and
// gives whole messages; knows nothing of their contents. A header that cannot be understood is skipped up to
// the next one that can, so that a client's slip does not end the session.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ecslint::lsp {

class FrameReader {
 public:
  /// Longer messages are skipped, for what they would cost.
  static constexpr std::size_t kMaxMessage = std::size_t{256} << 20;

  struct Frame {
    std::string text;
    std::string mistake;  // what was wrong with the header; then there is no text
  };

  void feed(std::string_view bytes) { buffer_.append(bytes); }

  /// The next message, or nothing until more bytes come.
  std::optional<Frame> next();

 private:
  std::optional<Frame> header();
  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }
  void advance(std::size_t count);

  std::string buffer_;
  std::size_t at_ = 0;
  std::optional<std::size_t> length_;  // of the body that is awaited
  std::size_t skip_ = 0;               // of a body that is too long
};

/// The message with its header.
std::string frame(std::string_view message);

}  // namespace ecslint::lsp
