// SPDX-License-Identifier: Apache-2.0
#include "lint/suppression.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "text/find.h"

namespace ecslint::lint {
namespace {

using text::Offset;
using text::Range;

constexpr std::string_view kMark = "ecslint:";
constexpr std::string_view kUntil = "until";
constexpr std::string_view kForms =
    "ignore[CODE], ignore-next-line[CODE] or ignore-file[CODE], then the reason";

bool blank(char c) { return c == ' ' || c == '\t'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (blank(s.front()) || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (blank(s.back()) || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

Range line_around(std::string_view bytes, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : bytes.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return {static_cast<Offset>(begin), static_cast<Offset>(std::min(bytes.find('\n', at), bytes.size()))};
}

/// Where the comment that `at` stands in begins: its marker is right before, but for blanks. npos: no
/// comment.
std::size_t marker_before(std::string_view bytes, std::size_t at) {
  while (at > 0 && blank(bytes[at - 1])) --at;
  if (at > 0 && bytes[at - 1] == '#') return at - 1;
  if (at > 1 && bytes[at - 2] == '/' && (bytes[at - 1] == '/' || bytes[at - 1] == '*')) return at - 2;
  return std::string_view::npos;
}

/// Some key or scalar covers the place: it is text of the user's, no comment.
bool inside_text(const doc::Node& node, Offset at) {
  if (node.is_object()) {
    return std::ranges::any_of(node.members(), [at](const doc::Member& member) {
      return member.key_range.contains(at) ||
             (member.value.range().contains(at) && inside_text(member.value, at));
    });
  }
  if (node.is_array()) {
    return std::ranges::any_of(node.elements(), [at](const doc::Node& element) {
      return element.range().contains(at) && inside_text(element, at);
    });
  }
  return node.range().contains(at);
}

bool is_comment_or_empty(std::string_view line) {
  line = trimmed(line);
  return line.empty() || line[0] == '#' || line.substr(0, 2) == "//" || line.substr(0, 2) == "/*";
}

/// The first line after this one that holds more than a comment; nobody writes so many of those.
Range next_line_of_content(std::string_view bytes, Range line) {
  constexpr int kMostLines = 100;
  for (int i = 0; i < kMostLines && line.end < bytes.size(); ++i) {
    line = line_around(bytes, line.end + 1);
    if (!is_comment_or_empty(bytes.substr(line.begin, line.size()))) break;
  }
  return line;
}

/// Reads one comment from its mark to the end of its line.
class Comment {
 public:
  Comment(std::string_view bytes, std::size_t mark, std::size_t marker)
      : bytes_(bytes), line_(line_around(bytes, mark)), at_(mark + kMark.size()) {
    out_.range = {static_cast<Offset>(mark), static_cast<Offset>(at_)};
    alone_ = trimmed(bytes.substr(line_.begin, marker - line_.begin)).empty();
  }

  Suppression read() {
    skip_blanks();
    const std::string_view form = word();
    const bool next = form == "ignore-next-line";
    out_.whole_file = form == "ignore-file";
    if (form != "ignore" && !next && !out_.whole_file) {
      out_.mistake = fmt::format("expected {}", kForms);
    } else if (!codes()) {
      out_.mistake = fmt::format("no rule is named: write {}[CODE], then the reason", form);
    }
    out_.range.end = static_cast<Offset>(at_);
    out_.line = next || alone_ ? next_line_of_content(bytes_, line_) : line_;
    rest();
    return std::move(out_);
  }

 private:
  bool more() const { return at_ < line_.end; }
  void skip_blanks() {
    while (more() && blank(bytes_[at_])) ++at_;
  }

  std::string_view word() {
    const std::size_t begin = at_;
    while (more() && ((bytes_[at_] >= 'a' && bytes_[at_] <= 'z') || bytes_[at_] == '-')) ++at_;
    return bytes_.substr(begin, at_ - begin);
  }

  bool codes() {
    if (!more() || bytes_[at_] != '[') return false;
    const std::size_t end = bytes_.substr(0, line_.end).find(']', at_);
    if (end == std::string_view::npos) return false;
    while (at_ < end) {
      const std::size_t begin = at_ + 1;
      at_ = std::min(bytes_.find(',', begin), end);
      const std::string_view name = trimmed(bytes_.substr(begin, at_ - begin));
      if (name.empty()) continue;
      const auto from = static_cast<Offset>(name.data() - bytes_.data());
      out_.words.push_back({from, from + static_cast<Offset>(name.size())});
    }
    ++at_;
    return !out_.words.empty();
  }

  void rest() {
    std::string_view text = bytes_.substr(at_, line_.end - at_);
    text = trimmed(text.substr(0, text.find("*/")));
    if (text.substr(0, kUntil.size()) == kUntil && text.size() > kUntil.size() &&
        (blank(text[kUntil.size()]) || text[kUntil.size()] == '=')) {
      text = trimmed(text.substr(kUntil.size() + 1));
      out_.until = text.substr(0, std::min(text.find_first_of(" \t:,"), text.size()));
      text.remove_prefix(out_.until.size());
      if (!is_day(out_.until) && out_.mistake.empty()) {
        out_.mistake = fmt::format("\"{}\" is no day: write until YYYY-MM-DD", out_.until);
      }
    }
    while (!text.empty() && (blank(text[0]) || text[0] == ':' || text[0] == '-' || text[0] == ',')) {
      text.remove_prefix(1);
    }
    out_.reason = text;
  }

  std::string_view bytes_;
  Range line_;
  std::size_t at_;
  bool alone_ = false;
  Suppression out_;
};

/// Entries in the Metadata of a template.
class MetadataReader {
 public:
  MetadataReader(const text::Source& source, std::vector<Suppression>& out) : source_(source), out_(out) {}

  void read(const doc::Node& root) {
    const doc::Node* resources = root.find("Resources");
    if (resources == nullptr || !resources->is_object()) return;
    read_holder(root, root.range(), true);
    for (const doc::Member& member : resources->members()) {
      read_holder(member.value, {member.key_range.begin, member.value.range().end}, false);
    }
  }

 private:
  void read_holder(const doc::Node& holder, Range place, bool whole) {
    const doc::Node* metadata = holder.find("Metadata");
    const doc::Node* own = metadata == nullptr ? nullptr : metadata->find("ecslint");
    const doc::Node* list = own == nullptr ? nullptr : own->find("ignore");
    if (list == nullptr) return;
    for (const doc::Node& entry : list->elements()) read_entry(entry, place, whole);
  }

  void read_entry(const doc::Node& entry, Range place, bool whole) {
    Suppression suppression;
    suppression.called = "entry";
    suppression.whole_file = whole;
    suppression.line = place;
    const doc::Node* code = entry.find("code");
    const doc::Node* reason = entry.find("reason");
    const doc::Node* until = entry.find("until");
    if (code != nullptr) {
      const std::span<const doc::Node> one(code, 1);
      for (const doc::Node& word : code->is_array() ? code->elements() : one) {
        if (word.is_string()) suppression.words.push_back(inside(word.range()));
      }
    }
    suppression.range = suppression.words.empty() ? entry.range() : suppression.words.front();
    if (suppression.words.empty()) suppression.mistake = "no rule is named: write code: CODE, or a list";
    if (reason != nullptr && reason->is_string()) suppression.reason = reason->as_string();
    if (until != nullptr && until->is_string()) suppression.until = until->as_string();
    if (until != nullptr && !is_day(suppression.until) && suppression.mistake.empty()) {
      suppression.mistake = "until is no day: write YYYY-MM-DD";
    }
    out_.push_back(std::move(suppression));
  }

  Range inside(Range range) const {
    const std::string_view token = source_.slice(range);
    const bool quoted = token.size() >= 2 && (token[0] == '"' || token[0] == '\'');
    return quoted ? Range{range.begin + 1, range.end - 1} : range;
  }

  const text::Source& source_;
  std::vector<Suppression>& out_;
};

}  // namespace

std::vector<Suppression> find_suppressions(const doc::Document& document) {
  std::vector<Suppression> out;
  const std::string_view bytes = document.source().bytes();
  if (!document.is_strict() && text::find(bytes, "ecslint") == std::string_view::npos) return out;
  for (const doc::Node& root : document.roots()) MetadataReader(document.source(), out).read(root);
  if (document.is_strict()) return out;
  for (std::size_t at = text::find(bytes, kMark); at != std::string_view::npos;
       at = text::find(bytes, kMark, at + 1)) {
    const std::size_t marker = marker_before(bytes, at);
    if (marker == std::string_view::npos) continue;
    const auto place = static_cast<Offset>(at);
    const bool text = std::ranges::any_of(document.roots(), [place](const doc::Node& root) {
      return root.range().contains(place) && inside_text(root, place);
    });
    if (text) continue;
    out.push_back(Comment(bytes, at, marker).read());
    if (out.size() < kMostSuppressions) continue;
    out.back().mistake = fmt::format("more than {} comments like this in one file: the rest suppress nothing",
                                     kMostSuppressions - 1);
    break;
  }
  return out;
}

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (!digit(text[i])) return false;
  }
  const auto number = [text](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const int year = number(0) * 100 + number(2);
  const int month = number(5);
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int days = month == 2                                                ? (leap ? 29 : 28)
                   : (month == 4 || month == 6 || month == 9 || month == 11) ? 30
                                                                             : 31;
  return month >= 1 && month <= 12 && number(8) >= 1 && number(8) <= days;
}

std::string cannot_be_ignored(std::string_view code) {
  return fmt::format("{} cannot be ignored here: ecslint.toml has locked it", code);
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  return fmt::format("{:04}-{:02}-{:02}", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
}

}  // namespace ecslint::lint
