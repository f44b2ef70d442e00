// SPDX-License-Identifier: Apache-2.0
#include "report/line_hash.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <unordered_map>

#include "text/utf8.h"

namespace ecslint::report {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kBase = 37;
constexpr std::uint16_t kEndOfFile = 65535;

constexpr std::uint64_t power_of_base() {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < kWindow; ++i) power *= kBase;
  return power;
}

/// A polynomial hash over the next 100 UTF-16 units from each line's start, white space left out.
class RollingHash {
 public:
  void unit(std::uint16_t current) {
    const bool follows_cr = after_cr_;
    after_cr_ = false;
    if (current == ' ' || current == '\t' || (follows_cr && current == '\n')) return;
    if (current == '\r') {
      current = '\n';
      after_cr_ = true;
    }
    emit();
    if (line_start_) {
      line_start_ = false;
      lines_[index_] = ++line_;
    }
    if (current == '\n') line_start_ = true;
    push(current);
  }

  std::vector<std::string> finish() {
    unit(kEndOfFile);
    for (std::size_t i = 0; i < kWindow; ++i) {
      emit();
      push(0);
    }
    return std::move(hashes_);
  }

 private:
  void emit() {
    const std::size_t line = lines_[index_];
    if (line == 0) return;
    lines_[index_] = 0;
    const int occurrence = ++counts_[hash_];
    hashes_.resize(std::max(hashes_.size(), line));
    hashes_[line - 1] = fmt::format("{:x}:{}", hash_, occurrence);
  }

  void push(std::uint16_t current) {
    hash_ = kBase * hash_ + current - power_of_base() * window_[index_];
    window_[index_] = current;
    index_ = (index_ + 1) % kWindow;
  }

  std::array<std::uint16_t, kWindow> window_{};
  std::array<std::size_t, kWindow> lines_{};  // 0: no line starts here
  std::uint64_t hash_ = 0;
  std::size_t index_ = 0;
  std::size_t line_ = 0;
  bool line_start_ = true;
  bool after_cr_ = false;
  std::unordered_map<std::uint64_t, int> counts_;
  std::vector<std::string> hashes_;
};

}  // namespace

std::vector<std::string> line_hashes(std::string_view bytes) {
  RollingHash hash;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string_view rest = bytes.substr(at);
    const std::size_t n = text::utf8_sequence_length(rest);
    const char32_t c = text::decode_code_point(rest);
    if (c > 0xFFFF) {
      hash.unit(static_cast<std::uint16_t>(0xD800 + ((c - 0x10000) >> 10)));
      hash.unit(static_cast<std::uint16_t>(0xDC00 + ((c - 0x10000) & 0x3FF)));
    } else {
      hash.unit(static_cast<std::uint16_t>(c));
    }
    at += n == 0 ? 1 : n;
  }
  return hash.finish();
}

}  // namespace ecslint::report
