// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/units.h"

#include <cmath>

namespace ecslint::rules {
namespace {

constexpr double kMost = 1e12;

bool same_ignoring_case(std::string_view a, std::string_view lower) {
  if (a.size() != lower.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const char c = a[i] >= 'A' && a[i] <= 'Z' ? static_cast<char>(a[i] + 32) : a[i];
    if (c != lower[i]) return false;
  }
  return true;
}

// Digits with an optional fraction from the front; none when there is no digit.
std::optional<double> take_number(std::string_view& s, bool& whole) {
  double value = 0;
  double place = 1;
  bool digits = false;
  whole = true;
  for (; !s.empty(); s.remove_prefix(1)) {
    if (s.front() == '.' && whole) {
      whole = false;
    } else if (s.front() >= '0' && s.front() <= '9') {
      digits = true;
      if (value < kMost) value = value * 10 + (s.front() - '0');
      if (!whole) place *= 10;
    } else {
      break;
    }
  }
  if (!digits) return {};
  return value / place;
}

std::optional<std::int64_t> size_of(std::string_view text, std::string_view unit) {
  bool whole = true;
  const auto number = take_number(text, whole);
  if (!number || *number >= kMost) return {};
  if (text.empty() && whole) return static_cast<std::int64_t>(*number);
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (!same_ignoring_case(text, unit)) return {};
  return std::llround(*number * 1024);
}

}  // namespace

std::optional<std::int64_t> cpu_units(std::string_view text) { return size_of(text, "vcpu"); }
std::optional<std::int64_t> memory_mib(std::string_view text) { return size_of(text, "gb"); }

}  // namespace ecslint::rules
