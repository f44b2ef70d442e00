// SPDX-License-Identifier: Apache-2.0
#include "lint/redacted_view.h"

#include <algorithm>
#include <cstring>

namespace ecslint::lint {
namespace {

using text::Offset;
using text::Range;

// A value this long is masked wherever it occurs; a shorter one, which may be a common word, only where it
// stands alone.
constexpr std::size_t kDistinctInSource = 12;
constexpr std::size_t kDistinctInMessage = 6;

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

/// Neither neighbour belongs to the same word.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !is_word(text[begin - 1])) && (end == text.size() || !is_word(text[end]));
}

/// It is all that the quotes around it hold.
bool is_whole_string(std::string_view text, std::size_t begin, std::size_t end) {
  return begin > 0 && end < text.size() && is_quote(text[begin - 1]) && text[begin - 1] == text[end];
}

constexpr std::size_t kFew = 8;     // values that are searched for one by one
constexpr std::size_t kPrefix = 4;  // bytes
constexpr std::size_t kPrefixBits = 16;

/// Of the first `size` bytes, at most four.
std::size_t prefix_hash(std::string_view text, std::size_t size) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, text.data(), size);
  return ((bytes ^ static_cast<std::uint32_t>(size) << 29) * 0x9E3779B1U) >> (32 - kPrefixBits);
}

std::vector<Range> merged(std::vector<Range> ranges) {
  std::ranges::sort(ranges);
  std::vector<Range> out;
  for (const Range range : ranges) {
    if (range.empty()) continue;
    if (!out.empty() && range.begin <= out.back().end) {
      out.back().end = std::max(out.back().end, range.end);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

std::string masked(std::string_view text, const std::vector<Range>& hidden) {
  std::string out;
  Offset at = 0;
  for (const Range range : hidden) {
    out.append(text.substr(at, range.begin - at)).append(kMask);
    at = range.end;
  }
  return out.append(text.substr(at));
}

}  // namespace

void Secrets::add(const text::Source& source, Range range, std::string_view value) {
  places_.push_back({&source, range});
  keep(value);
  keep(source.bytes().substr(range.begin, range.size()));
}

void Secrets::keep(std::string_view spelling) {
  if (spelling.empty() || !values_.emplace(spelling).second) return;
  const auto at = std::ranges::lower_bound(lengths_, spelling.size());
  if (at == lengths_.end() || *at != spelling.size()) lengths_.insert(at, spelling.size());
  prefixes_.resize((std::size_t{1} << kPrefixBits) / 64);
  const std::size_t bit = prefix_hash(spelling, std::min(spelling.size(), kPrefix));
  prefixes_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

void Secrets::clear() {
  places_.clear();
  values_.clear();
  lengths_.clear();
  prefixes_.clear();
}

/// Calls found(begin, end) for every value that stands somewhere in the text.
template <typename F>
void Secrets::each_value_in(std::string_view text, F found) const {
  if (values_.size() <= kFew) {
    for (const std::string& value : values_) {
      for (std::size_t at = text.find(value); at != std::string_view::npos; at = text.find(value, at + 1))
        found(at, at + value.size());
    }
    return;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    for (std::size_t size = 1; size <= std::min(kPrefix, rest.size()); ++size) {
      const std::size_t bit = prefix_hash(rest, size);
      if ((prefixes_[bit / 64] >> (bit % 64) & 1) == 0) continue;
      for (auto length = std::ranges::lower_bound(lengths_, size); length != lengths_.end(); ++length) {
        if (*length > rest.size() || (size<kPrefix&& * length> size)) break;
        if (values_.find(rest.substr(0, *length)) != values_.end()) found(at, at + *length);
      }
    }
  }
}

std::vector<Range> Secrets::in(const text::Source& source) const {
  std::vector<Range> found;
  for (const Place& place : places_) {
    if (place.source == &source) found.push_back(place.range);
  }
  return found;
}

std::vector<Range> Secrets::hidden_in_message(std::string_view text) const {
  std::vector<Range> hidden = credential_shapes(text);
  each_value_in(text, [&](std::size_t begin, std::size_t end) {
    if (end - begin >= kDistinctInMessage || stands_alone(text, begin, end))
      hidden.push_back({static_cast<Offset>(begin), static_cast<Offset>(end)});
  });
  return merged(std::move(hidden));
}

std::string Secrets::mask(std::string_view text) const { return masked(text, hidden_in_message(text)); }

void Secrets::mask_in(std::string& text) const {
  const std::vector<Range> hidden = hidden_in_message(text);
  if (!hidden.empty()) text = masked(text, hidden);
}

std::vector<Range> Secrets::hidden(const text::Source& source) const {
  std::vector<Range> found = in(source);
  const std::vector<Range> shapes = credential_shapes(source.bytes());
  found.insert(found.end(), shapes.begin(), shapes.end());
  each_value_in(source.bytes(), [&](std::size_t begin, std::size_t end) {
    if (end - begin >= kDistinctInSource || is_whole_string(source.bytes(), begin, end))
      found.push_back({static_cast<Offset>(begin), static_cast<Offset>(end)});
  });
  return merged(std::move(found));
}

RedactedView::RedactedView(const text::Source& source, const Secrets& secrets)
    : source_(&source), secrets_(&secrets), hidden_(secrets.hidden(source)) {}

RedactedView::Excerpt RedactedView::excerpt(Range range, Range mark) const {
  const std::string_view bytes = source_->bytes();
  range.end = std::min<Offset>(range.end, static_cast<Offset>(bytes.size()));
  mark = {std::clamp(mark.begin, range.begin, range.end), std::clamp(mark.end, range.begin, range.end)};
  Excerpt out;
  Offset at = range.begin;
  const auto shown = [&out] { return static_cast<Offset>(out.text.size()); };
  const auto plain = [&](Offset to) {
    if (at <= mark.begin && mark.begin <= to) out.marked.begin = shown() + (mark.begin - at);
    if (at <= mark.end && mark.end <= to) out.marked.end = shown() + (mark.end - at);
    out.text.append(bytes.substr(at, to - at));
    at = to;
  };
  const auto ended = [at](Range hidden) { return hidden.end <= at; };
  for (auto next = std::ranges::partition_point(hidden_, ended); next != hidden_.end(); ++next) {
    const Range hidden = *next;
    if (hidden.begin >= range.end) break;
    plain(std::max(at, hidden.begin));
    if (at <= mark.begin && mark.begin < hidden.end) out.marked.begin = shown();
    out.text.append(kMask);
    at = std::min(hidden.end, range.end);
    if (hidden.begin < mark.end && mark.end <= at) out.marked.end = shown();
  }
  plain(range.end);
  out.marked.end = std::max(out.marked.begin, out.marked.end);
  return out;
}

bool RedactedView::hides(Range range) const {
  return std::ranges::any_of(hidden_,
                             [range](Range h) { return h.begin < range.end && range.begin < h.end; });
}

}  // namespace ecslint::lint
