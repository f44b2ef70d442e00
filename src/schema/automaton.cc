// SPDX-License-Identifier: Apache-2.0
#include "schema/automaton.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "schema/needles.h"
#include "text/find.h"
#include "text/utf8.h"

namespace ecslint::schema {
namespace {

using Type = RegexNode::Type;

constexpr std::size_t kMaxNodes = 6000;
constexpr std::size_t kMaxTableBytes = 24 * 1024;
constexpr char32_t kEndOfCodes = 0x110000;
constexpr std::uint8_t kAtEnd = 1;
constexpr std::uint8_t kAlways = 2;
constexpr std::size_t kLong = 32;         // texts from which on it pays to look for needles first
constexpr std::uint16_t kFound = 0xffff;  // in place of a row
constexpr std::uint8_t kWide = 0xff;      // a byte of a character past ASCII

/// A state of the non-deterministic automaton. A set moves on one character, the others move freely.
struct State {
  enum class Move : std::uint8_t { kSet, kSplit, kBegin, kEnd, kMatch } move = Move::kMatch;
  std::uint32_t set = 0;
  std::uint32_t out = 0;
  std::uint32_t other = 0;
};

/// Thompson's construction, from the end backwards: build(node, next) is the state where the node begins.
class Thompson {
 public:
  bool build(const RegexNode& tree) {
    const std::uint32_t match = add({State::Move::kMatch, 0, 0, 0});
    start_ = build(tree, match);
    if (!starts_at_begin(tree)) search_from_anywhere();
    return ok_ && sets_.size() <= 64;
  }

  const std::vector<State>& states() const { return states_; }
  const std::vector<CharSet>& sets() const { return sets_; }
  std::uint32_t start() const { return start_; }

 private:
  std::uint32_t add(State state) {
    if (states_.size() >= kMaxNodes) ok_ = false;
    if (ok_) states_.push_back(state);
    return static_cast<std::uint32_t>(states_.size() - 1);
  }

  std::uint32_t build(const RegexNode& node, std::uint32_t next) {
    if (!ok_) return next;
    switch (node.type) {
      case Type::kSet:
        if (!node.set.properties.empty()) ok_ = false;
        return add({State::Move::kSet, set_index(node.set), next, 0});
      case Type::kConcat:
        for (std::size_t i = node.children.size(); i > 0; --i) next = build(node.children[i - 1], next);
        return next;
      case Type::kAlternate:
        return alternate(node, next);
      case Type::kRepeat:
        return repeat(node, next);
      case Type::kBegin:
        return add({State::Move::kBegin, 0, next, 0});
      case Type::kEnd:
        return add({State::Move::kEnd, 0, next, 0});
      case Type::kWordEdge:
      case Type::kNoWordEdge:
        ok_ = false;
    }
    return next;
  }

  std::uint32_t alternate(const RegexNode& node, std::uint32_t next) {
    std::uint32_t first = build(node.children.back(), next);
    for (std::size_t i = node.children.size() - 1; i > 0; --i) {
      first = add({State::Move::kSplit, 0, build(node.children[i - 1], next), first});
    }
    return first;
  }

  std::uint32_t repeat(const RegexNode& node, std::uint32_t next) {
    const RegexNode& child = node.children[0];
    if (node.most == RegexNode::kUnbounded) {
      const std::uint32_t loop = add({State::Move::kSplit, 0, 0, next});
      const std::uint32_t body = build(child, loop);
      if (ok_) states_[loop].out = body;
      next = loop;
    } else {
      const std::uint32_t end = next;
      for (std::uint32_t i = node.least; i < node.most && ok_; ++i) {
        next = add({State::Move::kSplit, 0, build(child, next), end});
      }
    }
    for (std::uint32_t i = 0; i < node.least && ok_; ++i) next = build(child, next);
    return next;
  }

  std::uint32_t set_index(const CharSet& set) {
    const auto same = [&set](const CharSet& other) {
      return std::equal(set.ranges.begin(), set.ranges.end(), other.ranges.begin(), other.ranges.end(),
                        [](CodeRange a, CodeRange b) { return a.first == b.first && a.last == b.last; });
    };
    const auto at = std::find_if(sets_.begin(), sets_.end(), same);
    if (at == sets_.end()) {
      sets_.push_back(set);
      return static_cast<std::uint32_t>(sets_.size() - 1);
    }
    return static_cast<std::uint32_t>(at - sets_.begin());
  }

  static bool starts_at_begin(const RegexNode& node) {
    if (node.type == Type::kBegin) return true;
    if (node.type == Type::kConcat) return !node.children.empty() && starts_at_begin(node.children[0]);
    return node.type == Type::kAlternate &&
           std::all_of(node.children.begin(), node.children.end(), starts_at_begin);
  }

  void search_from_anywhere() {
    CharSet any;
    any.add(0, kEndOfCodes - 1);
    const std::uint32_t split = add({State::Move::kSplit, 0, start_, 0});
    const std::uint32_t skip = add({State::Move::kSet, set_index(any), split, 0});
    if (ok_) states_[split].other = skip;
    start_ = split;
  }

  std::vector<State> states_;
  std::vector<CharSet> sets_;
  std::uint32_t start_ = 0;
  bool ok_ = true;
};

/// The alphabet: characters that no set tells apart share a column.
struct Alphabet {
  std::vector<std::uint64_t> members;  // by column: bit i is set when set i holds its characters

  Alphabet(const std::vector<CharSet>& sets, Automaton& out) {
    std::set<char32_t> edges = {0, 0x80};
    for (const CharSet& set : sets) {
      for (const CodeRange& range : set.ranges) edges.insert({range.first, range.last + 1});
    }
    out.columns.assign(256, kWide);
    for (auto edge = edges.begin(); edge != edges.end() && *edge < kEndOfCodes; ++edge) {
      const auto after = std::next(edge);
      const char32_t end = after == edges.end() ? kEndOfCodes : *after;
      const std::uint32_t column = column_of(sets, *edge);
      for (char32_t c = *edge; c < std::min<char32_t>(end, 0x80); ++c) {
        out.columns[c] = static_cast<std::uint8_t>(column);
      }
      if (*edge >= 0x80) out.wide.push_back({static_cast<std::uint32_t>(*edge), column});
    }
    out.width = static_cast<std::uint32_t>(members.size());
    std::replace(out.columns.begin(), out.columns.end(), kWide, static_cast<std::uint8_t>(out.width));
  }

 private:
  std::uint32_t column_of(const std::vector<CharSet>& sets, char32_t c) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const auto holds = [c](CodeRange range) { return range.first <= c && c <= range.last; };
      if (std::any_of(sets[i].ranges.begin(), sets[i].ranges.end(), holds)) bits |= std::uint64_t{1} << i;
    }
    const auto at = std::find(members.begin(), members.end(), bits);
    const auto index = static_cast<std::uint32_t>(at - members.begin());
    if (at == members.end()) members.push_back(bits);
    return index;
  }
};

/// The subset construction.
class Subsets {
 public:
  Subsets(const Thompson& nfa, Automaton& out) : nfa_(nfa), alphabet_(nfa.sets(), out), out_(out) {}

  bool build() {
    if (out_.width >= kWide) return false;
    accepts_.push_back(0);  // dead
    number_of(closure({nfa_.start()}, true));
    for (std::size_t i = 1; i <= sets_.size(); ++i) {
      if ((i + 1) * (out_.width + 1) * 2 > kMaxTableBytes) return false;
      expand(*sets_[i - 1]);
    }
    write();
    return true;
  }

 private:
  using Set = std::vector<std::uint32_t>;

  void expand(const Set& set) {
    for (std::uint32_t column = 0; column < out_.width; ++column) {
      Set next;
      for (const std::uint32_t i : set) {
        const State& state = nfa_.states()[i];
        const bool moves =
            state.move == State::Move::kSet && ((alphabet_.members[column] >> state.set) & 1) != 0;
        if (moves) next.push_back(state.out);
      }
      table_.push_back(next.empty() ? 0 : number_of(closure(next, false)));
    }
  }

  /// Rows are named by where they begin; where nothing more can change the answer there is none to go on to.
  void write() {
    const std::size_t columns = out_.width++;
    out_.table.assign(out_.width, 0);
    for (std::size_t i = 1; i < accepts_.size(); ++i) {
      for (std::size_t column = 0; column < columns; ++column) {
        const std::uint16_t next = table_[(i - 1) * columns + column];
        const bool found = accepts_[i] == kAlways || accepts_[next] == kAlways;
        out_.table.push_back(found ? kFound : static_cast<std::uint16_t>(next * out_.width));
      }
      out_.table.push_back(accepts_[i] != 0 ? kFound : 0);
    }
  }

  /// All states reached freely; those past a $ are not among them, see accept_of().
  Set closure(Set from, bool at_begin, bool at_end = false) const {
    std::vector<bool> seen(nfa_.states().size());
    Set result;
    while (!from.empty()) {
      const std::uint32_t i = from.back();
      from.pop_back();
      if (seen[i]) continue;
      seen[i] = true;
      const State& state = nfa_.states()[i];
      if (state.move == State::Move::kSplit) {
        from.push_back(state.out);
        from.push_back(state.other);
      } else if (state.move == State::Move::kBegin) {
        if (at_begin) from.push_back(state.out);
      } else {
        result.push_back(i);
        if (at_end && state.move == State::Move::kEnd) from.push_back(state.out);
      }
    }
    std::sort(result.begin(), result.end());
    return result;
  }

  bool matches(const Set& set) const {
    return std::any_of(set.begin(), set.end(),
                       [this](std::uint32_t i) { return nfa_.states()[i].move == State::Move::kMatch; });
  }

  std::uint8_t accept_of(const Set& set) const {
    if (matches(set)) return kAlways;
    return matches(closure(set, false, true)) ? kAtEnd : 0;
  }

  std::uint16_t number_of(Set set) {
    if (set.empty()) return 0;
    const auto [at, fresh] =
        numbers_.try_emplace(std::move(set), static_cast<std::uint16_t>(sets_.size() + 1));
    if (fresh) {
      sets_.push_back(&at->first);
      accepts_.push_back(accept_of(at->first));
    }
    return at->second;
  }

  const Thompson& nfa_;
  Alphabet alphabet_;
  Automaton& out_;
  std::vector<std::uint16_t> table_;   // by set and column: the number of the next
  std::vector<std::uint8_t> accepts_;  // by number: 0, kAtEnd or kAlways
  std::map<Set, std::uint16_t> numbers_;
  std::vector<const Set*> sets_;
};

std::uint32_t wide_column(std::span<const WideColumn> wide, char32_t c) {
  const auto after = std::upper_bound(wide.begin(), wide.end(), c,
                                      [](char32_t code, const WideColumn& at) { return code < at.first; });
  return std::prev(after)->column;
}

}  // namespace

std::optional<Automaton> build_automaton(const RegexNode& tree) {
  Thompson nfa;
  if (!nfa.build(tree)) return std::nullopt;
  Automaton out;
  if (!Subsets(nfa, out).build()) return std::nullopt;
  out.needles = needles(tree);
  return out;
}

void write_automaton(const Automaton& automaton, text::ImageBuilder& image, Pattern& pattern) {
  const auto add = [&image](const auto& items) { return image.add(std::span(items.data(), items.size())); };
  std::vector<text::Str> needles;
  for (const std::string& needle : automaton.needles) needles.push_back(image.add(std::string_view(needle)));
  pattern.columns = add(automaton.columns);
  pattern.wide = add(automaton.wide);
  pattern.table = add(automaton.table);
  pattern.needles = add(std::as_const(needles));
  pattern.width = automaton.width;
}

namespace {

/// Some needle is in the text, or there are none to look for.
bool may_match(const Pattern& pattern, text::Image image, std::string_view text) {
  if (pattern.needles.empty()) return true;
  for (const text::Str needle : image[pattern.needles]) {
    if (text::find(text, image[needle]) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

bool run_automaton(const Pattern& pattern, text::Image image, std::string_view text) {
  if (text.size() >= kLong && !may_match(pattern, image, text)) return false;
  const std::uint8_t* const columns = image[pattern.columns].data();
  const std::uint16_t* const table = image[pattern.table].data();
  std::uint16_t here = static_cast<std::uint16_t>(pattern.width);
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = at + text.size();
  while (at != end) {
    const std::uint16_t* const row = table + here;
    // Where most characters lead back to where they come from, one need not wait for the other.
    std::uint16_t next = row[columns[*at]];
    while (next == here && ++at != end) next = row[columns[*at]];
    if (at == end) break;
    if (*at < 0x80) {
      ++at;
    } else {
      const std::string_view rest(reinterpret_cast<const char*>(at), static_cast<std::size_t>(end - at));
      next = row[wide_column(image[pattern.wide], text::decode_code_point(rest))];
      at += std::max<std::size_t>(1, text::utf8_sequence_length(rest));
    }
    if (static_cast<std::uint16_t>(next - 1) >= kFound - 1) return next != 0;
    here = next;
  }
  return table[here + pattern.width - 1] != 0;
}

namespace {

/// The rows that may be reached by a text of which only pieces are known.
class PossibleRows {
 public:
  PossibleRows(const Pattern& pattern, text::Image image)
      : columns_(image[pattern.columns]),
        wide_(image[pattern.wide]),
        table_(image[pattern.table]),
        width_(pattern.width),
        seen_(table_.size() / width_) {
    follow(static_cast<std::uint16_t>(width_));
  }

  /// Both give false when it becomes too much work.
  bool read(std::string_view text) {
    while (!text.empty() && !rows_.empty()) {
      const bool ascii = static_cast<unsigned char>(text[0]) < 0x80;
      const std::uint32_t column = ascii ? columns_[static_cast<unsigned char>(text[0])]
                                         : wide_column(wide_, text::decode_code_point(text));
      text.remove_prefix(ascii ? 1 : std::max<std::size_t>(1, text::utf8_sequence_length(text)));
      ++round_;
      before_.swap(rows_);
      rows_.clear();
      for (const std::uint16_t row : before_) follow(table_[row + column]);
      if (spent(before_.size())) return false;
    }
    return true;
  }

  bool read_anything() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::uint16_t row = rows_[i];
      for (std::uint32_t column = 0; column + 1 < width_; ++column) follow(table_[row + column]);
      if (spent(width_)) return false;
    }
    return true;
  }

  /// Of the text that ends here.
  std::optional<bool> found() {
    for (const std::uint16_t row : rows_)
      (table_[row + width_ - 1] != 0 ? may_be_found_ : may_be_not_) = true;
    return may_be_found_ && may_be_not_ ? std::nullopt : std::optional(may_be_found_);
  }

 private:
  static constexpr std::size_t kMostSteps = 500;

  void follow(std::uint16_t next) {
    if (next == kFound || next == 0) {
      (next == kFound ? may_be_found_ : may_be_not_) = true;
    } else if (std::exchange(seen_[next / width_], round_) != round_) {
      rows_.push_back(next);
    }
  }
  bool spent(std::size_t steps) { return (steps_ += steps) > kMostSteps; }

  std::span<const std::uint8_t> columns_;
  std::span<const WideColumn> wide_;
  std::span<const std::uint16_t> table_;
  std::uint32_t width_;
  std::vector<std::uint32_t> seen_;  // by row: the round in which it was met last
  std::uint32_t round_ = 1;
  std::vector<std::uint16_t> rows_;
  std::vector<std::uint16_t> before_;
  std::size_t steps_ = 0;
  bool may_be_found_ = false;
  bool may_be_not_ = false;
};

}  // namespace

std::optional<bool> run_automaton(const Pattern& pattern, text::Image image,
                                  std::span<const doc::Piece> pieces) {
  if (pieces.empty() || !pieces.front().known) return std::nullopt;  // nearly always
  PossibleRows rows(pattern, image);
  for (const doc::Piece& piece : pieces) {
    if (!(piece.known ? rows.read(piece.text) : rows.read_anything())) return std::nullopt;
  }
  return rows.found();
}

}  // namespace ecslint::schema
