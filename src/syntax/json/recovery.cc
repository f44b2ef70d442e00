// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/recovery.h"

#include <fmt/format.h>

#include <algorithm>

#include "doc/placeholder.h"

namespace ecslint::syntax_json {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kNear = 1024;  // how far the beginning of a line is looked for

bool space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char opener(char closer) { return closer == '}' ? '{' : '['; }
std::string_view name(char closer) { return closer == '}' ? "object" : "list"; }

/// The width of the white space before `at` when nothing else stands before it in its line, else the width
/// of that which begins the line; kNone when the line is too long to tell. `first` says which.
std::size_t indentation(std::string_view s, std::size_t at, bool& first) {
  const std::size_t low = at > kNear ? at - kNear : 0;
  std::size_t begin = at;
  while (begin > low && s[begin - 1] != '\n' && s[begin - 1] != '\r') --begin;
  if (begin == low && low != 0) return kNone;
  std::size_t text = begin;
  while (text < at && (s[text] == ' ' || s[text] == '\t')) ++text;
  first = text == at;
  return text - begin;
}

}  // namespace

std::optional<doc::Node> Recovery::read() {
  if (wrong_encoding()) return std::nullopt;
  skip_trivia();
  if (at_end()) {
    mistakes_.report(Code::kEmpty, 0, 0, "the file holds no JSON value");
    return std::nullopt;
  }
  if (no_json()) return std::nullopt;
  const std::size_t begin = at_;
  doc::Node root;
  value("", root);
  if (root.is_unresolved() && root.why().reason == kSyntaxError) return std::nullopt;
  skip_trivia();
  if (!stopped_ && root.is_string() && peek() == ':') {
    mistakes_.report(Code::kUnexpected, begin, begin, "expected \"{\" before the first key");
    return std::nullopt;
  }
  if (!stopped_) text_after_end(root);
  mistakes_.finish(stopped_ ? stopped_at_ : at_);
  return root;
}

bool Recovery::wrong_encoding() {
  const auto begins = [this](std::string_view bytes) { return text_.substr(0, bytes.size()) == bytes; };
  const bool mark = begins("\xFE\xFF") || begins("\xFF\xFE");
  const bool zeros = text_.size() >= 4 && ((text_[0] == '\0' && text_[2] == '\0' && text_[1] != '\0') ||
                                           (text_[1] == '\0' && text_[3] == '\0' && text_[0] != '\0'));
  if (!mark && !zeros) return false;
  mistakes_.report(Code::kEncoding, 0, 2, "the file is in UTF-16: save it as UTF-8");
  return true;
}

/// A root that is bare text: the file is something else altogether, which is said once.
bool Recovery::no_json() {
  if (!letter(peek())) return false;
  const std::size_t end = std::min(text_.find_first_of(" \t\r\n,:]}", at_), text_.size());
  const std::string_view word = text_.substr(at_, end - at_);
  if (word == "true" || word == "false" || word == "null") return false;
  mistakes_.report(Code::kUnexpected, at_, end, "this is not JSON: expected \"{\" or \"[\", found text");
  return true;
}

void Recovery::value(std::string_view after, doc::Node& node) {
  after_hole_ = false;
  const char c = peek();
  if (c == '"' || c == '\'') {
    string_value(node);
  } else if (c == '[' || (c == '{' && doc::bare_placeholder(rest()) == 0)) {
    container(node);
  } else {
    bare_value(after, node);
  }
}

/// Passes a value that has no place in the tree.
void Recovery::drop_value() {
  doc::Node dropped;
  skip_trivia();
  mistakes_.mute();
  value("", dropped);
  mistakes_.unmute();
}

void Recovery::container(doc::Node& node) {
  const bool braces = peek() == '{';
  if (frames_.size() >= static_cast<std::size_t>(doc::kMaxDepth)) {
    mistakes_.report(
        Code::kLimit, at_, at_ + 1,
        fmt::format("nested more than {} levels deep: nothing is read from here on", doc::kMaxDepth));
    node = unreadable(at_, at_ + 1);
    return stop();
  }
  Items items = begin_items(braces ? '}' : ']', braces ? builder_.member_mark() : builder_.element_mark());
  while (next_item(items) && (braces ? object_item(items) : array_item(items))) {
  }
  frames_.pop_back();
  const text::Range place = range(items.begin, std::max(items.end, items.begin + 1));
  node = braces ? builder_.object(items.mark, place) : builder_.array(items.mark, place);
  if (items.open) node.set(doc::Node::kOpen);
  after_hole_ = false;
}

Recovery::Items Recovery::begin_items(char closer, std::size_t mark) {
  Items items;
  items.mark = mark;
  items.begin = at_;
  items.end = at_ + 1;
  frames_.push_back({closer, at_});
  ++at_;
  return items;
}

/// Goes to the next member or element; false when the container ends, with its end in items.end.
bool Recovery::next_item(Items& items) {
  for (;;) {
    if (skip_trivia()) items.forgiven = items.open = true;
    if (stopped_ || mistakes_.full()) {
      stop();
      items.open = true;
      return false;
    }
    if (at_end()) {
      never_closed();
      items.open = true;
      return false;
    }
    if (peek() == ',' || peek() == ';') {
      comma(items);
      continue;
    }
    const Closing how = closing(items);
    if (how == Closing::kNo) return true;
    if (how != Closing::kLeave) ++at_;
    if (how == Closing::kMine) items.end = at_;
    if (how != Closing::kSkip) return false;
  }
}

void Recovery::item_done(Items& items, std::size_t end) {
  items.any = true;
  items.comma_seen = items.forgiven = false;
  items.end = std::max(items.end, end);
}

Recovery::Closing Recovery::closing(Items& items) {
  const char c = peek();
  if (c != '}' && c != ']') return Closing::kNo;
  if (c != frames_.back().closer) return wrong_bracket(items);
  if (items.comma_seen && !items.forgiven) trailing_comma(items);
  return Closing::kMine;
}

void Recovery::trailing_comma(const Items& items) {
  auto* told = mistakes_.report(Code::kNotStrict, items.comma, items.comma + 1,
                                fmt::format("a comma before \"{}\": JSON has none behind the last {}", peek(),
                                            peek() == '}' ? "member" : "element"));
  mistakes_.fix(told, true, "remove the comma", items.comma, items.comma + 1, "");
}

void Recovery::comma(Items& items) {
  const bool expected = items.any && !items.comma_seen;
  if (peek() == ';') {
    auto* told = mistakes_.report(Code::kMissingSeparator, at_, at_ + 1, "expected a comma, found \";\"");
    mistakes_.fix(told, true, "write a comma", at_, at_ + 1, ",");
  } else if (!expected && !items.forgiven) {
    mistakes_.report(Code::kMissingSeparator, at_, at_ + 1,
                     items.any ? "one comma too many" : "a comma with nothing before it");
    items.forgiven = true;
  }
  items.comma_seen = true;
  items.comma = at_++;
}

/// Before an item: tells that its comma is missing.
bool Recovery::comma_missing(Items& items, std::string_view key) {
  const bool excused = items.comma_seen || items.forgiven || after_hole_ || comma_forgiven_;
  comma_forgiven_ = false;
  if (!items.any || excused) return false;
  auto* told = mistakes_.report(
      Code::kMissingSeparator, items.end, items.end,
      key.empty() ? "expected a comma between these elements"
                  : fmt::format("expected a comma between \"{}\" and \"{}\"", items.key, key));
  mistakes_.fix(told, true, "insert the comma", items.end, items.end, ",");
  return true;
}

bool Recovery::object_item(Items& items) {
  const bool quoted = peek() == '"' || peek() == '\'';
  const bool follows = key_follows();
  const bool wanted = !items.any || items.comma_seen || items.forgiven || after_hole_;
  if (!follows && !(quoted && wanted)) return stray_item(items);
  doc::Member member;
  if (quoted) {
    string_key(member);
  } else {
    bare_key(member);
  }
  const std::size_t key_end = at_;
  comma_missing(items, member.key);
  member_value(member);
  items.open |= member.value.is_unresolved() && member.value.why().reason == kSyntaxError;
  builder_.push(member);
  items.key = member.key;
  item_done(items, std::max<std::size_t>(key_end, member.value.range().end - shift_));
  return true;
}

/// What stands between a key and the next comma.
void Recovery::member_value(doc::Member& member) {
  const std::size_t key_end = at_;
  skip_trivia();
  const bool told = peek() != ':';
  const std::size_t number = mistakes_.next();
  if (!colon(member)) {
    member.value = unreadable(key_end, key_end);
    return;
  }
  const std::size_t colon_end = at_;
  skip_trivia(Blocks::kStop);
  const bool quoted = peek() == '"' || peek() == '\'';
  if (quoted && key_follows()) {  // "a": "b": 1
    mistakes_.report(Code::kUnexpected, colon_end, colon_end,
                     fmt::format("expected a value after \"{}\", found another key", member.key));
    comma_forgiven_ = true;
    member.value = unreadable(colon_end, colon_end);
    return;
  }
  const bool bare = !quoted && peek() != '{' && peek() != '[';
  if (!told || !bare) return value(member.key, member.value);
  const std::size_t unsaid = mistakes_.unsaid();
  mistakes_.mute();
  value(member.key, member.value);
  mistakes_.unmute();
  if (mistakes_.unsaid() != unsaid) mistakes_.drop_fix(number);  // behind a colon it would be told
}

/// At a comma behind a key: whether what follows is a value rather than the next key.
bool Recovery::value_behind_comma() {
  const std::size_t comma = at_;
  at_ = std::min(text_.find_first_not_of(" \t\r\n", at_ + 1), text_.size());
  const bool value = !at_end() && peek() != ',' && peek() != '}' && peek() != ']' && !key_follows();
  at_ = comma;
  return value;
}

/// Passes the colon behind a key, or tells that it is missing; false when the value is missing too.
bool Recovery::colon(const doc::Member& member) {
  if (peek() == ':') return ++at_, true;
  const std::size_t end = member.key_range.end - shift_;
  const bool quoted = peek() == '"' || peek() == '\'';
  const char c = peek();
  if (c == ',' && value_behind_comma()) {
    auto* told = mistakes_.report(Code::kMissingSeparator, at_, at_ + 1,
                                  fmt::format("expected a colon after \"{}\", found a comma", member.key));
    mistakes_.fix(told, true, "write a colon", at_, at_ + 1, ":");
    return ++at_, true;
  }
  if (c == ',' || c == '}' || c == ']' || at_end() || (quoted && key_follows())) {
    mistakes_.report(Code::kMissingSeparator, end, end,
                     fmt::format("expected a colon and a value after \"{}\"", member.key));
    comma_forgiven_ = true;
    return false;
  }
  if (c == '=') {
    const std::size_t size = peek(1) == '>' ? 2 : 1;
    auto* told = mistakes_.report(Code::kMissingSeparator, at_, at_ + size,
                                  fmt::format("expected a colon after \"{}\", found \"=\"", member.key));
    mistakes_.fix(told, true, "write a colon", at_, at_ + size, ":");
    at_ += size;
    return true;
  }
  auto* told = mistakes_.report(Code::kMissingSeparator, end, end,
                                fmt::format("expected a colon after \"{}\"", member.key));
  mistakes_.fix(told, true, "insert the colon", end, end, ":");
  return true;
}

/// Where a key should stand and none does; false when that ends the object.
bool Recovery::stray_item(Items& items) {
  items.open = true;
  if (const std::size_t hole = doc::bare_placeholder(rest()); hole != 0) {  // brings members of its own
    at_ += hole;
    items.forgiven = true;
    return true;
  }
  if (peek() == '{' || peek() == '[') return stray_bracket(items);
  const bool keyless = peek() == ':';
  const bool after = items.any && !items.comma_seen && !items.forgiven;
  mistakes_.report(Code::kUnexpected, at_, std::min(at_ + 1, text_.size()),
                   after
                       ? fmt::format("expected a comma or \"}}\" after \"{}\", found {}", items.key, found())
                       : fmt::format("expected a key in double quotes, found {}", found()));
  if (keyless) {
    ++at_;
    drop_value();
  } else {
    skip_junk();
  }
  items.forgiven = true;
  return true;
}

/// A bracket where a key should stand: inside a list the object before it was probably not closed.
bool Recovery::stray_bracket(Items& items) {
  const bool in_list = frames_.size() >= 2 && frames_[frames_.size() - 2].closer == ']';
  if (peek() == '{' && in_list && items.any) {
    if (!bracket_told_) {
      auto* told = mistakes_.report(Code::kUnclosed, items.end, items.end,
                                    "expected \"}\" to close the object before the next one begins");
      mistakes_.relate(told, items.begin, items.begin + 1, "the object begins here");
    }
    bracket_told_ = comma_forgiven_ = true;
    return false;
  }
  mistakes_.report(Code::kUnexpected, at_, at_ + 1,
                   fmt::format("expected a key in double quotes, found \"{}\"", peek()));
  drop_value();
  skip_trivia();
  if (peek() == ':') {
    ++at_;
    drop_value();
  }
  items.forgiven = true;
  return true;
}

bool Recovery::array_item(Items& items) {
  const char c = peek();
  if (c == ':') {
    keyed_element(items);
    return true;
  }
  if (list_ends_before_key(items)) return false;
  const bool told = comma_missing(items, "");
  const bool bare = c != '"' && c != '\'' && c != '{' && c != '[';
  doc::Node element;
  if (told && bare) mistakes_.mute();
  value("", element);
  if (told && bare) mistakes_.unmute();
  builder_.push(element);
  item_done(items, element.range().end - shift_);
  return true;
}

/// At a colon in a list: the brackets of an object are missing, or a comma is meant.
void Recovery::keyed_element(Items& items) {
  if (!items.keyed) {
    mistakes_.report(Code::kMissingSeparator, at_, at_ + 1,
                     "a list has no keys: expected a comma or \"]\", found \":\"");
  }
  ++at_;
  drop_value();
  items.keyed = items.open = items.forgiven = true;
}

/// A key where an element should stand: the list was probably to end before it.
bool Recovery::list_ends_before_key(const Items& items) {
  const bool in_object = frames_.size() >= 2 && frames_[frames_.size() - 2].closer == '}';
  if (!in_object || !items.any || items.keyed || peek() != '"' || !key_follows()) return false;
  if (!bracket_told_) {
    auto* told = mistakes_.report(Code::kUnclosed, items.end, items.end,
                                  "expected \"]\" to close the list before the next key");
    mistakes_.relate(told, items.begin, items.begin + 1, "the list begins here");
  }
  bracket_told_ = comma_forgiven_ = true;
  return true;
}

/// At a closing bracket of the other kind.
Recovery::Closing Recovery::wrong_bracket(Items& items) {
  const Closing verdict = judge_bracket(items);
  const Frame& own = frames_.back();
  items.open = true;
  if (!bracket_told_) {
    auto* told = mistakes_.report(Code::kUnclosed, at_, at_ + 1,
                                  verdict == Closing::kSkip
                                      ? fmt::format("\"{}\" closes nothing here", peek())
                                      : fmt::format("expected \"{}\" to close the {}, found \"{}\"",
                                                    own.closer, name(own.closer), peek()));
    mistakes_.relate(told, own.begin, own.begin + 1, fmt::format("the {} begins here", name(own.closer)));
  }
  bracket_told_ = true;
  return verdict;
}

/// Whether the wrong bracket was meant for this container, or this container's own is missing (kLeave), or it
/// is one too many.
Recovery::Closing Recovery::judge_bracket(const Items& items) const {
  const char c = peek();
  const auto fits = [c](const Frame& frame) { return frame.closer == c; };
  if (std::none_of(frames_.begin(), frames_.end() - 1, fits)) {
    return items.any && text_[items.end - 1] == c ? Closing::kSkip : Closing::kMine;
  }
  const Frame& parent = frames_[frames_.size() - 2];
  if (frames_.size() == 2) {  // would end the document
    const std::size_t next = text_.find_first_not_of(" \t\r\n", at_ + 1);
    return next == kNone ? Closing::kLeave : Closing::kMine;
  }
  bool first = false;
  bool ignored = false;
  const std::size_t here = indentation(text_, at_, first);
  if (!first || here == kNone) return Closing::kLeave;
  const bool like_own = here == indentation(text_, frames_.back().begin, ignored);
  const bool like_parent = here == indentation(text_, parent.begin, ignored);
  return like_own && !like_parent ? Closing::kMine : Closing::kLeave;
}

void Recovery::never_closed() {
  std::size_t end = text_.size();
  while (end > 0 && space(text_[end - 1])) --end;
  if (bracket_told_ || mistakes_.told_up_to(end)) return;  // cut off in the middle of what was told
  bracket_told_ = true;
  const Frame& frame = frames_.back();
  auto* told = mistakes_.report(Code::kUnclosed, frame.begin, frame.begin + 1,
                                fmt::format("this \"{}\" is never closed", opener(frame.closer)));
  mistakes_.relate(told, text_.size(), text_.size(), "the file ends here");
}

void Recovery::text_after_end(doc::Node& root) {
  if (at_end()) return;
  root.set(doc::Node::kOpen);
  if (bracket_told_) return;
  const char c = peek();
  std::string message = "text after the end of the document";
  std::size_t end = at_ + 1;
  if (c == '}' || c == ']') {
    message = fmt::format("\"{}\" closes nothing: the document has ended before it", c);
  } else if (c == '{' || c == '[') {
    message = "a second value begins here: a JSON file holds one";
  } else if (c != ',') {
    end = std::min(text_.find_first_of("\r\n", at_), text_.size());
    while (space(text_[end - 1])) --end;
  }
  mistakes_.report(Code::kTextAfterEnd, at_, end, std::move(message));
}

void Recovery::stop() {
  if (!stopped_) stopped_at_ = at_;
  stopped_ = true;
  at_ = text_.size();
}

}  // namespace ecslint::syntax_json
