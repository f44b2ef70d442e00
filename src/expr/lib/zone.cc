// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/zone.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "expr/lib/time.h"

namespace ecslint::expr::lib {
namespace {

using Offset = std::optional<std::int32_t>;

bool digit(char c) { return c >= '0' && c <= '9'; }

Offset fixed_offset(std::string_view zone) {
  const bool negative = zone.starts_with('-');
  if (negative || zone.starts_with('+')) zone.remove_prefix(1);
  if (zone.size() != 5 || zone[2] != ':') return {};
  for (const std::size_t i : {0, 1, 3, 4}) {
    if (!digit(zone[i])) return {};
  }
  const int hours = (zone[0] - '0') * 10 + (zone[1] - '0');
  const int minutes = (zone[3] - '0') * 10 + (zone[4] - '0');
  if (hours > 23 || minutes > 59) return {};
  return (negative ? -1 : 1) * (hours * 60 + minutes) * 60;
}

// A name of the database: letters, digits, + - _ in parts joined by slashes, so no way out of the folder.
bool plausible_name(std::string_view zone) {
  const auto good = [](char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-' || c == '_' ||
           c == '/';
  };
  return !zone.empty() && zone.size() < 64 && zone.front() != '/' &&
         std::all_of(zone.begin(), zone.end(), good);
}

std::int64_t big_endian(std::string_view bytes) {
  std::uint64_t n = static_cast<unsigned char>(bytes[0]) & 0x80 ? ~std::uint64_t{0} : 0;
  for (const char c : bytes) n = n << 8 | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(n);
}

// The counts in a TZif header, and where the parts of its block begin.
struct Block {
  std::size_t isutc, isstd, leap, times, types, chars;
  std::size_t time_size;
  std::string_view data;

  std::size_t size() const {
    return times * (time_size + 1) + types * 6 + chars + leap * (time_size + 4) + isstd + isutc;
  }
  std::int64_t time(std::size_t i) const { return big_endian(data.substr(i * time_size, time_size)); }
  std::size_t type_of(std::size_t i) const { return static_cast<unsigned char>(data[times * time_size + i]); }
  Offset offset_of_type(std::size_t type) const {
    if (type >= types) return {};
    return static_cast<std::int32_t>(big_endian(data.substr(times * (time_size + 1) + type * 6, 4)));
  }
};

constexpr std::size_t kHeaderSize = 44;

// Reads a header and its block from the front of `file`.
std::optional<Block> take_block(std::string_view& file, std::size_t time_size) {
  if (file.size() < kHeaderSize || !file.starts_with("TZif")) return {};
  const auto count = [&](std::size_t i) {
    return static_cast<std::size_t>(big_endian(file.substr(20 + i * 4, 4)) & 0xFFFFFF);
  };
  Block b{count(0), count(1), count(2), count(3), count(4), count(5), time_size, {}};
  file.remove_prefix(kHeaderSize);
  if (b.types == 0 || b.size() > file.size()) return {};
  b.data = file.substr(0, b.size());
  file.remove_prefix(b.size());
  return b;
}

// The rule for the time after the last transition, a POSIX TZ string: CST6CDT,M3.2.0,M11.1.0 and the like.
class PosixRule {
 public:
  explicit PosixRule(std::string_view s) : s_(s) {}

  Offset offset(std::int64_t seconds) {
    if (!name()) return {};
    const std::int32_t standard = -time();
    if (!ok_) return {};
    if (s_.empty()) return standard;
    if (!name()) return {};
    const bool given = !s_.empty() && s_.front() != ',';
    const std::int32_t summer = given ? -time() : standard + 3600;
    const std::int32_t year = to_civil(seconds, standard).year;
    const std::int64_t begin = date(year) - standard;
    const std::int64_t end = date(year) - summer;
    if (!ok_ || !s_.empty()) return {};
    const bool is_summer =
        begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end;
    return is_summer ? summer : standard;
  }

 private:
  bool take(char c) { return s_.starts_with(c) ? (s_.remove_prefix(1), true) : false; }
  bool name() {
    const bool quoted = take('<');
    std::size_t n = 0;
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    while (n < s_.size() && (quoted ? s_[n] != '>' : letter(s_[n]))) ++n;
    s_.remove_prefix(n);
    return n > 0 && (!quoted || take('>'));
  }
  std::int32_t number() {
    std::int32_t n = 0;
    if (s_.empty() || !digit(s_.front())) ok_ = false;
    for (; !s_.empty() && digit(s_.front()) && n < 1000; s_.remove_prefix(1)) n = n * 10 + (s_.front() - '0');
    return n;
  }
  // [+-]h[:m[:s]] in seconds.
  std::int32_t time() {
    const bool negative = take('-');
    if (!negative) take('+');
    std::int32_t total = number() * 3600;
    if (take(':')) total += number() * 60;
    if (take(':')) total += number();
    return negative ? -total : total;
  }
  // ",M3.2.0[/time]": local seconds since 1970 in that year. Julian days (Jn, n) are in no current zone.
  std::int64_t date(std::int32_t year) {
    ok_ = take(',') && take('M') && ok_;
    const std::int32_t month = number();
    ok_ = take('.') && ok_;
    const std::int32_t week = number();
    ok_ = take('.') && ok_;
    const std::int32_t weekday = number();
    const std::int32_t at = take('/') ? time() : 7200;
    if (!ok_ || month < 1 || month > 12 || week < 1 || week > 5 || weekday > 6) return ok_ = false, 0;
    const std::int64_t first = days_from_civil(year, month, 1);
    const std::int64_t after = days_from_civil(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1);
    const std::int64_t first_weekday = ((first + 4) % 7 + 7) % 7;
    std::int64_t day = first + (weekday - first_weekday + 7) % 7 + (week - 1) * 7;
    if (day >= after) day -= 7;
    return day * 86400 + at;
  }

  std::string_view s_;
  bool ok_ = true;
};

}  // namespace

std::optional<std::int32_t> tzif_offset(std::string_view file, std::int64_t seconds) {
  auto block = take_block(file, 4);
  if (block && file.starts_with("TZif")) block = take_block(file, 8);
  if (!block) return {};
  std::size_t low = 0;
  for (std::size_t high = block->times; low < high;) {
    const std::size_t middle = (low + high) / 2;
    block->time(middle) <= seconds ? low = middle + 1 : high = middle;
  }
  if (low == block->times && file.starts_with('\n')) {
    const std::string_view rule = file.substr(1, file.find('\n', 1) - 1);
    if (const auto offset = PosixRule(rule).offset(seconds)) return offset;
  }
  return block->offset_of_type(low == 0 ? 0 : block->type_of(low - 1));
}

std::optional<std::int32_t> zone_offset(std::string_view zone, std::int64_t seconds) {
  if (zone == "UTC" || zone == "Z" || zone == "GMT") return 0;
  if (const auto offset = fixed_offset(zone)) return offset;
  if (!plausible_name(zone)) return {};
  std::ifstream in("/usr/share/zoneinfo/" + std::string(zone), std::ios::binary);
  if (!in) return {};
  std::string bytes;
  for (char buffer[4096]; in.read(buffer, sizeof buffer) || in.gcount() > 0;) {
    bytes.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > (1u << 20)) return {};
  }
  return tzif_offset(bytes, seconds);
}

}  // namespace ecslint::expr::lib
