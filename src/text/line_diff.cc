// SPDX-License-Identifier: Apache-2.0
#include "text/line_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ecslint::text {
namespace {

using Lines = std::vector<std::string_view>;  // each with its line break

constexpr std::size_t kContext = 3;
constexpr int kMaxSteps = 2000;  // of Myers' search; beyond it the middle is shown as replaced
constexpr int kNever = -(1 << 29);

Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

/// Lines [a, a + removed) of the one text became [b, b + added) of the other.
struct Change {
  std::size_t a, removed, b, added;
};

/// Myers' greedy search; each row of `rounds` is what was reached with that many edits.
class Search {
 public:
  Search(const Lines& a, const Lines& b, std::size_t from, std::size_t a_end, std::size_t b_end)
      : a_(a), b_(b), from_(from), n_(static_cast<int>(a_end - from)), m_(static_cast<int>(b_end - from)) {}

  std::vector<Change> changes() {
    for (int d = 0; d <= std::min(n_ + m_, kMaxSteps); ++d) {
      if (round(d)) return walk_back(d);
    }
    return {{from_, static_cast<std::size_t>(n_), from_, static_cast<std::size_t>(m_)}};
  }

 private:
  /// Furthest x on diagonal k after d edits, from the round before.
  static int step(const std::vector<int>& last, int d, int k) {
    const auto at = [&](int diagonal) {
      return last[static_cast<std::size_t>(std::ptrdiff_t{diagonal} + d)];
    };
    if (d == 0) return 0;
    const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
    return down ? at(k + 1) : at(k - 1) + 1;
  }

  bool same(int x, int y) const {
    return a_[from_ + static_cast<std::size_t>(x)] == b_[from_ + static_cast<std::size_t>(y)];
  }

  /// Row d holds diagonals -d-1 … d+1, so that the next round may look one past each end.
  bool round(int d) {
    std::vector<int> row(static_cast<std::size_t>(2 * d + 3), kNever);
    const std::vector<int> none;
    const std::vector<int>& last = d == 0 ? none : rows_.back();
    bool done = false;
    for (int k = -d; k <= d; k += 2) {
      int x = step(last, d, k);
      int y = x - k;
      if (x < 0 || y < 0 || x > n_ || y > m_) continue;
      while (x < n_ && y < m_ && same(x, y)) ++x, ++y;
      row[static_cast<std::size_t>(std::ptrdiff_t{k} + d + 1)] = x;
      done |= x == n_ && y == m_;
    }
    rows_.push_back(std::move(row));
    return done;
  }

  std::vector<Change> walk_back(int d) const {
    std::vector<Change> out;
    int x = n_;
    int y = m_;
    for (; d > 0; --d) {
      const std::vector<int>& last = rows_[static_cast<std::size_t>(d - 1)];
      const int k = x - y;
      const auto at = [&](int diagonal) {
        return last[static_cast<std::size_t>(std::ptrdiff_t{diagonal} + d)];
      };
      const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
      const int before = down ? k + 1 : k - 1;
      const int px = at(before);
      const int py = px - before;
      add(out, px, down ? 0 : 1, py, down ? 1 : 0);
      x = px;
      y = py;
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  /// Before the changes already there; grows the last one where they meet.
  void add(std::vector<Change>& out, int x, std::size_t removed, int y, std::size_t added) const {
    const Change change{from_ + static_cast<std::size_t>(x), removed, from_ + static_cast<std::size_t>(y),
                        added};
    if (!out.empty() && change.a + removed == out.back().a && change.b + added == out.back().b) {
      out.back() = {change.a, removed + out.back().removed, change.b, added + out.back().added};
    } else {
      out.push_back(change);
    }
  }

  const Lines& a_;
  const Lines& b_;
  std::size_t from_;
  int n_;
  int m_;
  std::vector<std::vector<int>> rows_;
};

std::vector<Change> changes_between(const Lines& a, const Lines& b) {
  std::size_t from = 0;
  while (from < a.size() && from < b.size() && a[from] == b[from]) ++from;
  std::size_t a_end = a.size();
  std::size_t b_end = b.size();
  while (a_end > from && b_end > from && a[a_end - 1] == b[b_end - 1]) --a_end, --b_end;
  return Search(a, b, from, a_end, b_end).changes();
}

void put(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

/// "12,7", as the headers of hunks have it: an empty range names the line before.
std::string span(std::size_t begin, std::size_t count) {
  const std::size_t first = count == 0 ? begin : begin + 1;
  return count == 1 ? fmt::format("{}", first) : fmt::format("{},{}", first, count);
}

/// One hunk from changes whose contexts touch.
void write_hunk(std::string& out, const Lines& a, const Lines& b, const Change* first, const Change* last) {
  const std::size_t lead = std::min(kContext, first->a);
  const std::size_t begin = first->a - lead;
  const std::size_t end = std::min(a.size(), last->a + last->removed + kContext);
  const std::size_t b_begin = first->b - lead;
  const std::size_t b_end = last->b + last->added + (end - last->a - last->removed);
  out += fmt::format("@@ -{} +{} @@\n", span(begin, end - begin), span(b_begin, b_end - b_begin));
  std::size_t at = begin;
  for (const Change* change = first; change <= last; ++change) {
    for (; at < change->a; ++at) put(out, ' ', a[at]);
    for (; at < change->a + change->removed; ++at) put(out, '-', a[at]);
    for (std::size_t i = change->b; i < change->b + change->added; ++i) put(out, '+', b[i]);
  }
  for (; at < end; ++at) put(out, ' ', a[at]);
}

std::vector<std::string_view> without_breaks(const Lines& lines) {
  Lines out;
  for (std::string_view line : lines) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    out.push_back(line);
  }
  return out;
}

}  // namespace

LineChanges changed_lines(std::string_view before, std::string_view after) {
  LineChanges out;
  if (before == after) return out;
  const Lines whole = lines_of(after);
  const Lines a = without_breaks(lines_of(before));
  const Lines b = without_breaks(whole);
  if (a == b) return out;
  for (const Change& change : changes_between(a, b)) {
    for (std::size_t i = 0; i < change.removed; ++i) out.removed.emplace_back(a[change.a + i]);
    if (change.added == 0) continue;
    const std::string_view last = whole[change.b + change.added - 1];
    out.added.push_back({static_cast<Offset>(whole[change.b].data() - after.data()),
                         static_cast<Offset>(last.data() + last.size() - after.data())});
  }
  return out;
}

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after) {
  if (before == after) return {};
  while (!name.empty() && name.front() == '/') name.remove_prefix(1);
  const Lines a = lines_of(before);
  const Lines b = lines_of(after);
  const std::vector<Change> changes = changes_between(a, b);
  std::string out = fmt::format("--- a/{0}\n+++ b/{0}\n", name);
  for (std::size_t i = 0; i < changes.size();) {
    std::size_t last = i;
    while (last + 1 < changes.size() &&
           changes[last + 1].a - (changes[last].a + changes[last].removed) <= 2 * kContext) {
      ++last;
    }
    write_hunk(out, a, b, &changes[i], &changes[last]);
    i = last + 1;
  }
  return out;
}

}  // namespace ecslint::text
