// SPDX-License-Identifier: Apache-2.0
#include "text/edit_distance.h"

#include <algorithm>
#include <array>

namespace ecslint::text {
namespace {

constexpr std::size_t kMaxWord = 64;

/// Letters small, without separators.
class Folded {
 public:
  explicit Folded(std::string_view word) {
    for (const char c : word.substr(0, kMaxWord)) {
      if (c == '-' || c == '_' || c == ' ') continue;
      bytes_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, kMaxWord> bytes_;
  std::size_t size_ = 0;
};

/// They only begin or end alike: networkConfiguration is not proxyConfiguration.
bool is_other_word(std::string_view a, std::string_view b, std::size_t distance) {
  const auto begin = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  a.remove_prefix(begin);
  b.remove_prefix(begin);
  std::size_t end = 0;
  while (end < std::min(a.size(), b.size()) && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  const std::size_t apart = std::max(a.size(), b.size()) - end;
  return apart > 4 && 2 * distance > apart;
}

}  // namespace

/// Only what lies at most `limit` beside the diagonal can be that near.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > kMaxWord || b.size() > kMaxWord) return limit + 1;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  constexpr std::size_t kFar = 2 * kMaxWord;
  std::array<std::array<std::size_t, kMaxWord + 2>, 3> rows;
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& above2 = rows[(i + 1) % 3];
    const std::size_t first = i > limit + 1 ? i - limit : 1;
    const std::size_t last = std::min(b.size(), i + limit);
    row[first - 1] = first == 1 ? i : kFar;
    row[last + 1] = kFar;
    std::size_t best = row[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], above2[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > kMaxWord) return {};
  const Folded plain(word);
  std::size_t limit = std::max<std::size_t>(1, plain.view().size() / 3);
  std::string_view best;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kMaxWord) continue;
    const std::size_t distance = edit_distance(plain.view(), Folded(candidate).view(), limit);
    if (distance > limit || is_other_word(plain.view(), Folded(candidate).view(), distance)) continue;
    best = candidate;
    if (distance == 0) break;
    limit = distance - 1;
  }
  return best;
}

}  // namespace ecslint::text
