// SPDX-License-Identifier: Apache-2.0
// cluster_query.problem(s): what is wrong with an expression of the cluster query language, as placement
// constraints have it, and at which character; "" when it can be read.
//
//   either     = both { ("or" | "||") both }
//   both       = term { ("and" | "&&") term }
//   term       = ("not" | "!") term | "(" either ")" | comparison
//   comparison = subject operator [ value | "[" value { "," value } "]" ]
//
// What AWS does not document (quoting, parentheses in a pattern, capital letters of words) is let pass: a
// problem is only what no reading of the documented grammar allows.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "expr/context.h"
#include "rules/functions/functions.h"
#include "text/edit_distance.h"
#include "text/utf8.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;

enum class Takes : std::uint8_t { kNothing, kValue, kPattern, kList };
enum class Group : std::uint8_t { kSame, kOrder, kMembership, kExistence };

struct Operator {
  std::string_view sign;
  std::string_view word;
  Takes takes;
  Group group;
};

// Longer signs before those they begin with.
constexpr std::array kOperators = {
    Operator{"!exists", "not_exists", Takes::kNothing, Group::kExistence},
    Operator{"exists", "exists", Takes::kNothing, Group::kExistence},
    Operator{"!in", "not_in", Takes::kList, Group::kMembership},
    Operator{"in", "in", Takes::kList, Group::kMembership},
    Operator{"==", "equals", Takes::kValue, Group::kSame},
    Operator{"!=", "not_equals", Takes::kValue, Group::kSame},
    Operator{"=~", "matches", Takes::kPattern, Group::kMembership},
    Operator{"!~", "not_matches", Takes::kPattern, Group::kMembership},
    Operator{">=", "greater_than_equal", Takes::kValue, Group::kOrder},
    Operator{"<=", "less_than_equal", Takes::kValue, Group::kOrder},
    Operator{">", "greater_than", Takes::kValue, Group::kOrder},
    Operator{"<", "less_than", Takes::kValue, Group::kOrder},
};

enum class Kind : std::uint8_t { kText, kOrdered, kNumber };

struct Field {
  std::string_view name;
  Kind kind;
};

constexpr std::array kFields = {
    Field{"agentConnected", Kind::kText},      Field{"agentVersion", Kind::kOrdered},
    Field{"ec2InstanceId", Kind::kText},       Field{"registeredAt", Kind::kOrdered},
    Field{"runningTasksCount", Kind::kNumber},
};
constexpr std::string_view kAttribute = "attribute:";
constexpr std::string_view kGroup = "task:group";

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool of_attribute(char c) {
  return letter(c) || digit(c) || std::string_view("-_./\\").find(c) != std::string_view::npos;
}
bool of_word(char c) { return of_attribute(c) || c == ':'; }
bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

class Query {
 public:
  explicit Query(std::string_view text) : text_(text) {}

  std::string problem() {
    skip_blanks();
    if (at_end()) return "it is empty";
    if (either(0)) {
      skip_blanks();
      if (!at_end()) fail("expected and, or, or the end");
    }
    return problem_;
  }

 private:
  static constexpr int kMaxDepth = 64;

  bool at_end() const { return at_ == text_.size(); }
  std::string_view rest() const { return text_.substr(at_); }
  void skip_blanks() {
    while (!at_end() && blank(text_[at_])) ++at_;
  }
  bool fail(std::string_view what) { return fail_at(at_, what); }
  bool fail_at(std::size_t at, std::string_view what) {
    const std::size_t character = text::count_code_points(text_.substr(0, at)) + 1;
    problem_ = at >= text_.size() ? fmt::format("{} after the last character", what)
                                  : fmt::format("{} at character {} (\"{}\")", what, character, shown(at));
    return false;
  }
  // The text from here to the next blank, not too much of it.
  std::string_view shown(std::size_t at) const {
    const std::string_view from = text_.substr(at);
    const auto end = std::find_if(from.begin(), from.end(), blank);
    std::size_t size = std::min<std::size_t>(end - from.begin(), 24);
    while (size < from.size() && (from[size] & '\xC0') == '\x80') ++size;
    return from.substr(0, size);
  }

  bool sign(std::string_view s) {
    if (rest().substr(0, s.size()) != s) return false;
    at_ += s.size();
    return true;
  }
  bool word(std::string_view w) {
    if (!same_letters(rest().substr(0, w.size()), w)) return false;
    if (rest().size() > w.size() && of_word(rest()[w.size()])) return false;
    at_ += w.size();
    return true;
  }

  bool either(int depth) {
    do {
      if (!both(depth)) return false;
      skip_blanks();
    } while (sign("||") || word("or"));
    return true;
  }
  bool both(int depth) {
    do {
      if (!term(depth)) return false;
      skip_blanks();
    } while (sign("&&") || word("and"));
    return true;
  }
  bool term(int depth) {
    skip_blanks();
    while (word("not") || sign("!")) skip_blanks();
    if (!sign("(")) return comparison();
    if (depth == kMaxDepth) return fail("too many parentheses");
    const std::size_t open = at_ - 1;
    if (!either(depth + 1)) return false;
    skip_blanks();
    return sign(")") ||
           fail_at(at_end() ? open : at_, at_end() ? "no closing parenthesis for the one"
                                                   : "expected and, or, or a closing parenthesis");
  }

  bool comparison() {
    const std::size_t begin = at_;
    while (!at_end() && of_word(text_[at_])) ++at_;
    const std::string_view subject = text_.substr(begin, at_ - begin);
    if (subject.empty()) return fail("expected attribute:NAME, task:group or another subject");
    if (!known(subject, begin)) return false;
    skip_blanks();
    const std::size_t sign_at = at_;
    const Operator* op = read_operator();
    if (op == nullptr)
      return fail(sign("=") ? (--at_, "expected ==, =~ or another operator")
                            : "expected an operator such as ==, =~, in or exists");
    const auto field =
        std::find_if(kFields.begin(), kFields.end(), [&](const Field& f) { return f.name == subject; });
    if (field != kFields.end() && !allowed(*field, *op)) {
      return fail_at(sign_at, fmt::format("{} can't be compared with {}", subject, op->sign));
    }
    skip_blanks();
    return argument(*op, field == kFields.end() ? Kind::kText : field->kind);
  }

  bool known(std::string_view subject, std::size_t at) {
    if (subject == kGroup) return true;
    if (subject.substr(0, kAttribute.size()) == kAttribute) {
      const std::string_view name = subject.substr(kAttribute.size());
      if (name.empty()) return fail("expected the name of an attribute");
      const auto odd = std::find_if_not(name.begin(), name.end(), of_attribute);
      return odd == name.end() ||
             fail_at(at + kAttribute.size() + (odd - name.begin()), "no character for an attribute's name");
    }
    std::array<std::string_view, kFields.size() + 1> names;
    std::transform(kFields.begin(), kFields.end(), names.begin(), [](const Field& f) { return f.name; });
    names.back() = kGroup;
    if (std::find(names.begin(), names.end(), subject) != names.end()) return true;
    const std::string_view near = text::nearest(subject, names);
    return fail_at(at, near.empty() ? "expected attribute: before the name of an attribute"
                                    : fmt::format("no such subject (did you mean {}?)", near));
  }

  const Operator* read_operator() {
    for (const Operator& op : kOperators) {
      const bool spelt = letter(op.sign.back()) ? signed_word(op.sign) : sign(op.sign);
      if (spelt || word(op.word)) return &op;
    }
    return nullptr;
  }
  // "in" or "!in", with nothing of a word behind it.
  bool signed_word(std::string_view s) {
    const std::size_t before = at_;
    if (s.front() == '!' && !sign("!")) return false;
    if (word(s.substr(s.front() == '!'))) return true;
    at_ = before;
    return false;
  }
  static bool allowed(const Field& field, const Operator& op) {
    if (op.group == Group::kSame) return true;
    return op.group == (field.kind == Kind::kText ? Group::kMembership : Group::kOrder);
  }

  bool argument(const Operator& op, Kind kind) {
    if (op.takes == Takes::kNothing) return true;
    if (op.takes == Takes::kList) return list(op);
    if (!at_end() && text_[at_] == '[' && op.takes == Takes::kValue) {
      return fail(fmt::format("{} takes one value; for a list there is {}", op.sign,
                              op.sign == "!=" ? "not_in" : "in"));
    }
    const std::size_t begin = at_;
    if (!value(op.takes == Takes::kPattern ? "" : ",")) return false;
    const std::string_view text = text_.substr(begin, at_ - begin);
    if (kind == Kind::kNumber && !std::all_of(text.begin(), text.end(), digit)) {
      return fail_at(begin, "expected a whole number");
    }
    return true;
  }
  bool list(const Operator& op) {
    if (!sign("[")) return fail(fmt::format("{} takes a list in brackets: expected [", op.sign));
    do {
      skip_blanks();
      if (!value(",]")) return false;
      skip_blanks();
    } while (sign(","));
    return sign("]") || fail("expected , or ]");
  }
  // In quotes, or up to a blank, a parenthesis that was not opened here, &&, ||, or one of `ends`.
  bool value(std::string_view ends) {
    if (!at_end() && (text_[at_] == '"' || text_[at_] == '\'')) return quoted();
    const std::size_t begin = at_;
    int open = 0;
    for (; !at_end() && !blank(text_[at_]) && ends.find(text_[at_]) == std::string_view::npos; ++at_) {
      if (rest().substr(0, 2) == "&&" || rest().substr(0, 2) == "||") break;
      if (text_[at_] == ')' && open-- == 0) break;
      open += text_[at_] == '(';
    }
    return at_ > begin || fail("expected a value");
  }
  bool quoted() {
    const std::size_t close = text_.find(text_[at_], at_ + 1);
    if (close == std::string_view::npos) return fail("no closing quote for the one");
    at_ = close + 1;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string problem_;
};

Value problem(Context& context, std::span<const Value> args) {
  if (!args[0].is_string()) return context.no_such_overload();
  if (!context.charge(16 + args[0].as_string().size())) return context.exhausted();
  const std::string found = Query(args[0].as_string()).problem();
  return found.empty() ? Value::string("") : context.string(found);
}

constexpr expr::Function kFunctions[] = {
    {"cluster_query.problem", expr::Style::kGlobal, "string", "string", problem},
};

}  // namespace

std::span<const expr::Function> cluster_query_functions() { return kFunctions; }

}  // namespace ecslint::rules
