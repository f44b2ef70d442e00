// SPDX-License-Identifier: Apache-2.0
#include "syntax/yaml/mask.h"

#include <algorithm>

#include "doc/placeholder.h"

namespace ecslint::syntax_yaml {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kMarker = "\xEE\x80\x80";  // U+E000, for private use
constexpr char kFill = 'x';

/// Every place where something may begin that is to be covered, in order.
std::vector<std::size_t> candidates(std::string_view text) {
  std::vector<std::size_t> found;
  for (const std::string_view opening : {"{{", "${", "#{", "@", "%"}) {
    for (std::size_t at = text.find(opening); at != kNone; at = text.find(opening, at + opening.size())) {
      found.push_back(at);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// The last byte before `at` that is no blank; a line break at the beginning.
std::size_t before_blanks(std::string_view text, std::size_t at) {
  return text.substr(0, at).find_last_not_of(" \t");
}

/// Where a value may begin: behind "- ", ": " or a flow indicator.
bool begins_value(std::string_view text, std::size_t at) {
  const std::size_t before = before_blanks(text, at);
  if (before == kNone) return false;
  const bool apart = before + 1 < at;
  return text[before] == ',' || text[before] == '[' ||
         (apart && (text[before] == ':' || text[before] == '-'));
}

}  // namespace

Mask::Mask(std::string_view text) : text_(text) {
  const std::vector<std::size_t> all = candidates(text);
  if (all.empty() || text.find(kMarker) != kNone) return;
  std::size_t stop = 0;
  for (const std::size_t at : all) {
    if (at < stop) continue;
    const std::size_t size = doc::bare_placeholder(text.substr(at));
    if (size < kMarker.size() || !coverable(at, stop)) continue;
    cover(at, size);
    stop = at + size;
  }
}

/// Not in quotes, as far as this line shows; a template statement is no value.
bool Mask::coverable(std::size_t at, std::size_t from) const {
  const bool only_at_beginning = text_[at] == '@' || text_[at] == '%' || text_[at] == '#';
  if (only_at_beginning) return begins_value(text_, at);
  if (doc::directive_at(text_.substr(at)).kind != doc::Directive::kNone) return false;
  if (begins_value(text_, at)) return true;
  const std::string_view before = text_.substr(from, at - from);
  const std::size_t line = before.find_last_of("\n\"'");
  return line == kNone || before[line] == '\n';
}

void Mask::cover(std::size_t at, std::size_t size) {
  if (masked_.empty()) masked_ = text_;
  masked_.replace(at, kMarker.size(), kMarker);
  std::fill_n(masked_.begin() + static_cast<std::ptrdiff_t>(at + kMarker.size()), size - kMarker.size(),
              kFill);
  covered_.push_back({at, size});
}

bool Mask::restore(std::string& value, std::size_t begin, std::size_t end) const {
  auto next = std::lower_bound(covered_.begin(), covered_.end(), begin,
                               [](const Covered& covered, std::size_t at) { return covered.begin < at; });
  if (next == covered_.end() || next->begin >= end) return false;
  std::size_t at = 0;
  for (; next != covered_.end() && next->begin < end; ++next) {
    at = value.find(kMarker, at);
    if (at == kNone) break;
    value.replace(at, next->size, text_.substr(next->begin, next->size));
    at += next->size;
  }
  return true;
}

}  // namespace ecslint::syntax_yaml
