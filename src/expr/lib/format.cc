// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "expr/lib/args.h"
#include "expr/lib/network_values.h"
#include "expr/lib/numbers.h"
#include "expr/lib/text_functions.h"
#include "expr/lib/time.h"
#include "expr/map.h"

namespace ecslint::expr::lib {
namespace {

constexpr int kDefaultPrecision = 6;
constexpr int kMaxPrecision = 1000;
constexpr int kMaxDepth = 256;

/// Prints one value after another into `out`; the first failure stays and ends it.
class Printer {
 public:
  explicit Printer(Context& context) : context_(context) {}

  void literal(std::string_view text) { out_ += text; }
  void print(char verb, std::optional<int> precision, const Value& value);
  void fail(std::string_view message) {
    if (!failure_) failure_ = context_.error(ErrorCode::kInvalidArgument, message);
  }
  bool failed() const { return failure_.has_value(); }
  Value finish() {
    if (failure_) return *failure_;
    return unknown_ ? *unknown_ : context_.string(out_);
  }

 private:
  void text(const Value& value, int depth);
  void list(const Value& value, int depth);
  void map(const Value& value, int depth);
  void decimal(const Value& value);
  void fixed(const Value& value, int precision);
  void exponent(const Value& value, int precision);
  void hex(const Value& value, bool upper);
  void radix(const Value& value, int base);
  void wrong(std::string_view verb, std::string_view wanted, const Value& value) {
    fail(fmt::format("{} formats {}, not {}", verb, wanted, type_name(value)));
  }
  std::string separate(const Value& value, int depth);

  Context& context_;
  std::string out_;
  std::optional<Value> failure_;
  std::optional<Value> unknown_;
};

void Printer::print(char verb, std::optional<int> precision, const Value& value) {
  if (value.is_unknown()) {
    if (!unknown_) unknown_ = value;
    return;
  }
  const std::size_t before = out_.size();
  switch (verb) {
    case 's':
      text(value, 0);
      break;
    case 'd':
      decimal(value);
      break;
    case 'f':
      fixed(value, precision.value_or(kDefaultPrecision));
      break;
    case 'e':
      exponent(value, precision.value_or(kDefaultPrecision));
      break;
    case 'x':
      hex(value, false);
      break;
    case 'X':
      hex(value, true);
      break;
    case 'o':
      radix(value, 8);
      break;
    case 'b':
      radix(value, 2);
      break;
    default:
      fail(fmt::format("unknown verb %{}", verb));
  }
  if (!failure_ && !context_.charge(1 + out_.size() - before)) failure_ = context_.exhausted();
}

void Printer::text(const Value& value, int depth) {
  if (!context_.charge(1)) failure_ = context_.exhausted();
  if (depth > kMaxDepth) fail("the value is nested too deeply");
  if (failure_) return;
  switch (value.kind()) {
    case Kind::kNull:
      out_ += "null";
      return;
    case Kind::kBool:
      out_ += value.as_bool() ? "true" : "false";
      return;
    case Kind::kInt:
      out_ += fmt::format_int(value.as_int()).c_str();
      return;
    case Kind::kUint:
      out_ += fmt::format_int(value.as_uint()).c_str();
      return;
    case Kind::kDouble:
      out_ += print_double(value.as_double());
      return;
    case Kind::kString:
      out_ += value.as_string();
      return;
    case Kind::kBytes:
      out_ += replace_invalid_utf8(value.as_bytes());
      return;
    case Kind::kType:
      out_ += value.as_type();
      return;
    case Kind::kTimestamp:
      out_ += print_timestamp({value.as_seconds(), static_cast<std::int32_t>(value.as_nanos())});
      return;
    case Kind::kDuration:
      out_ += print_duration(value.as_duration());
      return;
    case Kind::kList:
      return list(value, depth);
    case Kind::kMap:
      return map(value, depth);
    case Kind::kUnknown:
      if (!unknown_) unknown_ = value;
      return;
    default:
      break;
  }
  if (const Ip* ip = as_ip(value)) {
    out_ += print_ip(*ip);
  } else if (const Cidr* cidr = as_cidr(value)) {
    out_ += print_cidr(*cidr);
  } else {
    wrong("%s", "values with a text", value);
  }
}

void Printer::list(const Value& value, int depth) {
  out_ += '[';
  for (std::uint32_t i = 0; i < value.size() && !failure_; ++i) {
    if (i > 0) out_ += ", ";
    text(value.element(i), depth + 1);
  }
  out_ += ']';
}

/// Prints aside.
std::string Printer::separate(const Value& value, int depth) {
  std::string kept = std::move(out_);
  out_.clear();
  text(value, depth);
  std::swap(kept, out_);
  return kept;
}

void Printer::map(const Value& value, int depth) {
  std::vector<std::pair<std::string, std::string>> entries;
  each_entry(value, [&](const Value& key, const Value& item) {
    std::string name = separate(key, depth + 1);
    entries.emplace_back(std::move(name), separate(item, depth + 1));
    return !failure_;
  });
  std::sort(entries.begin(), entries.end());
  out_ += '{';
  for (std::size_t i = 0; i < entries.size(); ++i) {
    out_ += (i > 0 ? ", " : "") + entries[i].first + ": " + entries[i].second;
  }
  out_ += '}';
}

void Printer::decimal(const Value& value) {
  if (!value.is_numeric()) return wrong("%d", "numbers", value);
  text(value, 0);
}

void Printer::fixed(const Value& value, int precision) {
  if (!value.is_numeric()) return wrong("%f", "numbers", value);
  if (value.is(Kind::kDouble)) {
    out_ += print_fixed(value.as_double(), precision);
    return;
  }
  text(value, 0);
  if (precision > 0) out_ += '.' + std::string(static_cast<std::size_t>(precision), '0');
}

void Printer::exponent(const Value& value, int precision) {
  if (!value.is_numeric()) return wrong("%e", "numbers", value);
  const double d = value.is(Kind::kInt)    ? static_cast<double>(value.as_int())
                   : value.is(Kind::kUint) ? static_cast<double>(value.as_uint())
                                           : value.as_double();
  out_ += print_exponent(d, precision);
}

void Printer::hex(const Value& value, bool upper) {
  switch (value.kind()) {
    case Kind::kInt:
      out_ += print_radix(value.as_int(), 16, upper);
      return;
    case Kind::kUint:
      out_ += print_radix(value.as_uint(), 16, upper);
      return;
    case Kind::kString:
      out_ += print_hex(value.as_string(), upper);
      return;
    case Kind::kBytes:
      out_ += print_hex(value.as_bytes(), upper);
      return;
    default:
      wrong(upper ? "%X" : "%x", "ints, strings and bytes", value);
  }
}

void Printer::radix(const Value& value, int base) {
  if (value.is(Kind::kInt)) {
    out_ += print_radix(value.as_int(), base);
  } else if (value.is(Kind::kUint)) {
    out_ += print_radix(value.as_uint(), base);
  } else if (value.is(Kind::kBool) && base == 2) {
    out_ += value.as_bool() ? '1' : '0';
  } else {
    wrong(base == 2 ? "%b" : "%o", base == 2 ? "ints and bools" : "ints", value);
  }
}

/// Takes ".3" from the front; nothing when there is none or it is malformed, which leaves the dot in place.
std::optional<int> take_precision(std::string_view& s) {
  if (!s.starts_with('.') || s.size() < 2 || s[1] < '0' || s[1] > '9') return {};
  s.remove_prefix(1);
  int n = 0;
  for (; !s.empty() && s.front() >= '0' && s.front() <= '9'; s.remove_prefix(1)) {
    n = std::min(kMaxPrecision + 1, n * 10 + (s.front() - '0'));
  }
  return n;
}

}  // namespace

Value format(Context& context, std::string_view pattern, const Value& arguments) {
  Printer printer(context);
  std::uint32_t used = 0;
  while (!printer.failed()) {
    const std::size_t percent = pattern.find('%');
    printer.literal(pattern.substr(0, percent));
    if (percent == std::string_view::npos) break;
    pattern.remove_prefix(percent + 1);
    if (pattern.starts_with('%')) {
      printer.literal("%");
      pattern.remove_prefix(1);
      continue;
    }
    const auto precision = take_precision(pattern);
    if (precision.value_or(0) > kMaxPrecision) printer.fail("the precision is too large");
    if (pattern.empty()) printer.fail("a % without a verb at the end");
    if (used >= arguments.size()) printer.fail(fmt::format("there is no argument {} to format", used));
    if (printer.failed()) break;
    printer.print(pattern.front(), precision, arguments.element(used++));
    pattern.remove_prefix(1);
  }
  return printer.finish();
}

}  // namespace ecslint::expr::lib
