// SPDX-License-Identifier: Apache-2.0
// A stream of the process (standard output, standard error or a file), written in big pieces. A closed pipe
// or a full disk is remembered, not thrown: the run goes on quietly and the exit code tells.
#pragma once

#include <string>
#include <string_view>

namespace ecslint::cli {

class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { flush(); }

  /// Appended to freely; call settle() now and then.
  std::string& buffer() { return buffer_; }
  Output& operator<<(std::string_view text) { return buffer_ += text, settle(), *this; }

  /// Writes once enough has come together.
  void settle() {
    if (full()) flush();
  }
  bool full() const { return buffer_.size() >= kPiece; }
  void flush();

  bool failed() const { return failed_; }
  /// Why, in the system's words.
  const std::string& reason() const { return reason_; }
  /// The other end of a pipe was closed (`| head`): no error of ours.
  bool closed() const { return closed_; }
  bool is_terminal() const;
  /// Columns of the terminal, or 100.
  int width() const;

 private:
  static constexpr std::size_t kPiece = 256 * 1024;

  int descriptor_;
  std::string buffer_;
  bool failed_ = false;
  bool closed_ = false;
  std::string reason_;
};

}  // namespace ecslint::cli
