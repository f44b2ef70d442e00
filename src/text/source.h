// SPDX-License-Identifier: Apache-2.0
// The bytes of one input and what it is called. Bytes are owned and padded with zeros, so that a SIMD parser
// may read past the end. A byte order mark stays in the bytes (offsets are those of the file) and is
// skipped by content().
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "text/range.h"

namespace ecslint::text {

/// Bytes followed by Source::kPadding zeros. Filled by whoever reads a file, then handed to a Source.
class PaddedBytes {
 public:
  static constexpr std::size_t kPadding = 64;

  PaddedBytes() : PaddedBytes(std::size_t{0}) {}
  explicit PaddedBytes(std::size_t size);
  explicit PaddedBytes(std::string_view bytes);

  char* data() { return data_.get(); }
  const char* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  std::string_view view() const { return {data_.get(), size_}; }

  /// Cuts to a smaller size (a file that shrank while it was read) and zeroes the rest.
  void shrink(std::size_t size);

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_;
};

class Source {
 public:
  /// Inputs at or above this size are refused by readers: offsets have 32 bits.
  static constexpr std::size_t kMaxSize = 0x7fff'ffff;

  Source(std::string name, PaddedBytes bytes);
  Source(std::string name, std::string_view bytes) : Source(std::move(name), PaddedBytes(bytes)) {}

  /// The file as it is called in reports: as given, "-" or --stdin-filename for standard input.
  const std::string& name() const { return name_; }

  /// All bytes, a byte order mark included; offsets count from here.
  std::string_view bytes() const { return bytes_.view(); }

  /// Where the text begins: 3 after a UTF-8 byte order mark, else 0.
  Offset content_begin() const { return bom_; }
  std::string_view content() const { return bytes().substr(bom_); }

  /// The text of a range; clipped to the file.
  std::string_view slice(Range range) const;

 private:
  std::string name_;
  PaddedBytes bytes_;
  Offset bom_ = 0;
};

}  // namespace ecslint::text
