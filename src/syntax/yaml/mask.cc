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

/// Whether a quote stands before a place on its line, asked for places from left to right.
class Line {
 public:
  explicit Line(std::string_view text) : text_(text) {}

  bool is_plain(std::size_t at) {
    if (at <= asked_) return plain_;
    const std::string_view between = text_.substr(asked_, at - asked_);
    const std::size_t last = between.find_last_of("\n\"'");
    if (last != kNone) plain_ = between[last] == '\n';
    asked_ = at;
    return plain_;
  }

  /// Quotes up to here are a placeholder's own.
  void skip(std::size_t at) { asked_ = at; }

 private:
  std::string_view text_;
  std::size_t asked_ = 0;
  bool plain_ = true;
};

/// Not in quotes, as far as its line shows; a template statement is no value.
bool coverable(std::string_view text, std::size_t at, bool plain) {
  const bool only_at_beginning = text[at] == '@' || text[at] == '%' || text[at] == '#';
  if (only_at_beginning) return begins_value(text, at);
  if (doc::directive_at(text.substr(at)).kind != doc::Directive::kNone) return false;
  return plain || begins_value(text, at);
}

}  // namespace

Mask::Mask(std::string_view text) : text_(text) {
  const std::vector<std::size_t> all = candidates(text);
  if (all.empty() || text.find(kMarker) != kNone) return;
  Line line(text);
  std::size_t stop = 0;
  for (const std::size_t at : all) {
    const bool plain = line.is_plain(at);
    if (at < stop) continue;
    const std::size_t size = doc::bare_placeholder(text.substr(at));
    if (size < kMarker.size() || !coverable(text, at, plain)) continue;
    cover(at, size);
    line.skip(at + size);
    stop = at + size;
  }
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
