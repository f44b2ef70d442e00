// SPDX-License-Identifier: Apache-2.0
#include "function_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rules/functions/functions.h"

namespace ecslint::bake {
namespace {

using expr::Code;
using expr::Op;

bool is_constant(Code code) { return code < Code::kSlot; }

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\' || c == '?') {
      out += fmt::format("\\{:03o}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"sv";
}

}  // namespace

std::string cell_function(std::size_t subject, std::uint32_t cell) {
  return fmt::format("part_{}_{}", subject, cell);
}

std::string condition_function(std::size_t subject, std::uint32_t condition) {
  return fmt::format("condition_{}_{}", subject, condition);
}

FunctionWriter::FunctionWriter(const rules::Pack& pack, std::size_t subject)
    : pack_(pack), image_(pack.image()), subject_(subject) {}

void FunctionWriter::enter(const From& from, Frame& frame) {
  frame = {from,
           image_[from.program->ops],
           image_[from.program->operands],
           image_[from.program->keys],
           image_[from.program->sets],
           {},
           {}};
}

std::string FunctionWriter::truth(const From& from) {
  Frame frame;
  enter(from, frame);
  Frame* outer = std::exchange(frame_, &frame);
  std::string name = truth_of(from.program->root);
  frame_ = outer;
  return name;
}

std::string FunctionWriter::value(const From& from) { return value(from, from.program->root); }

std::string FunctionWriter::value(const From& from, std::uint32_t op) {
  Frame frame;
  enter(from, frame);
  Frame* outer = std::exchange(frame_, &frame);
  std::string name = is_optional(op) ? ask() : value_of(op);
  frame_ = outer;
  return name;
}

std::string FunctionWriter::fresh(std::string_view prefix) { return fmt::format("{}{}", prefix, next_++); }

std::string FunctionWriter::declare(std::string_view type, std::string_view prefix,
                                    std::string_view initial) {
  std::string name = fresh(prefix);
  line(fmt::format("{} {} = {};", type, name, initial));
  return name;
}

std::string FunctionWriter::ask() {
  ++asked_;
  return declare("const Value", "v", "ask()");
}

std::string FunctionWriter::literal(text::Str s) const { return quoted(image_[s]); }

std::string FunctionWriter::constant(const Op& op) const {
  const std::uint64_t bits = op.a | static_cast<std::uint64_t>(op.b) << 32;
  switch (op.code) {
    case Code::kBool:
      return bits != 0 ? "Value::boolean(true)" : "Value::boolean(false)";
    case Code::kInt:
      return fmt::format("Value::integer(static_cast<std::int64_t>({}ull))", bits);
    case Code::kUint:
      return fmt::format("Value::uinteger({}ull)", bits);
    case Code::kDouble:
      return fmt::format("Value::number(std::bit_cast<double>(std::uint64_t{{{}ull}}))", bits);
    case Code::kString:
      return fmt::format("Value::string({})", literal({op.a, op.b}));
    case Code::kType:
      return fmt::format("Value::type({})", literal({op.a, op.b}));
    case Code::kDuration:
      return fmt::format("Value::duration(static_cast<std::int64_t>({}ull))", bits);
    case Code::kNull:
      return "Value::null()";
    default:
      return "ask()";
  }
}

bool FunctionWriter::is_condition(std::uint32_t index) const {
  const Op& o = op(index);
  switch (o.code) {
    case Code::kAnd:
    case Code::kOr:
    case Code::kNot:
    case Code::kHas:
    case Code::kEqual:
    case Code::kNotEqual:
    case Code::kLess:
    case Code::kLessEqual:
    case Code::kGreater:
    case Code::kGreaterEqual:
    case Code::kIn:
    case Code::kInSet:
    case Code::kAll:
    case Code::kExists:
      return true;
    case Code::kCall: {
      const std::string_view name = function_name(o);
      return name == "matches" || name == "startsWith" || name == "endsWith" || name == "contains" ||
             name == "hasValue";
    }
    default:
      return false;
  }
}

bool FunctionWriter::is_optional(std::uint32_t index) {
  const Op& o = op(index);
  switch (o.code) {
    case Code::kSelectOptional:
    case Code::kIndexOptional:
    case Code::kOptionalOr:
    case Code::kOptMap:
    case Code::kOptFlatMap:
      return true;
    case Code::kSelect:
    case Code::kSelectDefault:
    case Code::kSelectRequired:
    case Code::kIndex:
    case Code::kShared:
      return is_optional(o.a);
    case Code::kSlot: {
      if (o.a < rules::kFirstLetSlot || running_.contains(o.a)) return false;
      Frame frame;
      const expr::Program& program = image_[frame_->from.judge->lets][o.a - rules::kFirstLetSlot];
      enter({&program, frame_->from.judge}, frame);
      Frame* outer = std::exchange(frame_, &frame);
      const bool optional = is_optional(program.root);
      frame_ = outer;
      return optional;
    }
    default:
      return false;
  }
}

std::string_view FunctionWriter::function_name(const Op& op) const {
  return rules::function_tables()[op.b >> 16][op.b & 0xFFFF].name;
}

std::string FunctionWriter::truth_of(std::uint32_t index) {
  const Op& o = op(index);
  switch (o.code) {
    case Code::kBool:
      return o.a != 0 ? "Truth::kYes" : "Truth::kNo";
    case Code::kAnd:
      return logic(o, false);
    case Code::kOr:
      return logic(o, true);
    case Code::kNot:
      return declare("const Truth", "t", fmt::format("negate({})", truth_of(o.a)));
    case Code::kHas:
      return has(o);
    case Code::kEqual:
    case Code::kNotEqual:
      return equality(o);
    case Code::kLess:
    case Code::kLessEqual:
    case Code::kGreater:
    case Code::kGreaterEqual:
      return ordering(o);
    case Code::kIn: {
      const std::string element = value_of(o.a);
      if (const std::string hash = hash_of(o.a); !hash.empty())
        return declare("const Truth", "t", fmt::format("is_in({}, {}, {})", element, value_of(o.b), hash));
      return declare("const Truth", "t", fmt::format("n.is_in({}, {})", element, value_of(o.b)));
    }
    case Code::kInSet:
      return in_set(o);
    case Code::kConditional:
      return conditional(o, true);
    case Code::kAll:
      return quantifier(o, false);
    case Code::kExists:
      return quantifier(o, true);
    case Code::kCall:
      if (is_condition(index)) return call_truth(index);
      break;
    default:
      break;
  }
  return declare("const Truth", "t", fmt::format("truth({})", value_of(index)));
}

std::string FunctionWriter::value_of(std::uint32_t index) {
  const Op& o = op(index);
  if (is_constant(o.code)) return declare("const Value", "v", constant(o));
  if (is_condition(index)) return declare("const Value", "v", fmt::format("value({})", truth_of(index)));
  if (o.code != Code::kOptionalOrValue && is_optional(index)) return ask();
  switch (o.code) {
    case Code::kSlot:
      return slot(o.a);
    case Code::kLocal: {
      const auto found = frame_->locals.find(o.a);
      return found == frame_->locals.end() ? ask() : found->second;
    }
    case Code::kShared:
      return shared(o);
    case Code::kSelect:
    case Code::kSelectDefault:
    case Code::kSelectRequired:
      return selection(index, false);
    case Code::kIndex:
      return index_of(o, value_of(o.a));
    case Code::kOptionalOrValue:
      return option(o);
    case Code::kAdd:
    case Code::kSubtract:
    case Code::kMultiply:
    case Code::kDivide:
    case Code::kModulo: {
      const std::string a = value_of(o.a);
      return declare("const Value", "v",
                     fmt::format("n.arithmetic(static_cast<Code>({}), {}, {})", static_cast<int>(o.code), a,
                                 value_of(o.b)));
    }
    case Code::kConditional:
      return conditional(o, false);
    case Code::kList:
      return list(o);
    case Code::kCall:
      return call(o);
    case Code::kMapList:
    case Code::kFilter:
      return map_list(o);
    case Code::kBind: {
      // At once instead of when it is first read: what it cannot be told is only told of who reads it.
      const auto children = operands(o);
      const std::string bound = is_optional(children[0]) ? ask() : value_of(children[0]);
      set_local(o.b, bound);
      return is_optional(children[1]) ? ask() : value_of(children[1]);
    }
    default:
      return ask();
  }
}

/// A value, or none() for what is not there: an optional in its place.
std::string FunctionWriter::optional_of(std::uint32_t index) {
  const Op& o = op(index);
  switch (o.code) {
    case Code::kShared:
      return optional_of(o.a);
    case Code::kSlot: {
      if (o.a < rules::kFirstLetSlot || !running_.insert(o.a).second) return ask();
      Frame frame;
      const From from{&image_[frame_->from.judge->lets][o.a - rules::kFirstLetSlot], frame_->from.judge};
      enter(from, frame);
      Frame* outer = std::exchange(frame_, &frame);
      std::string name = optional_of(from.program->root);
      frame_ = outer;
      running_.erase(o.a);
      return name;
    }
    case Code::kSelect:
    case Code::kSelectDefault:
    case Code::kSelectRequired:
    case Code::kSelectOptional:
      return selection(index, true);
    case Code::kIndex:
    case Code::kIndexOptional:
      return index_of(o, is_optional(o.a) ? optional_of(o.a) : value_of(o.a));
    case Code::kOptionalOr: {
      const std::string name = declare("Value", "v", optional_of(o.a));
      line(fmt::format("if (is_none({})) {{", name));
      const std::string other = is_optional(o.b) ? optional_of(o.b) : ask();
      line(fmt::format("{} = {};\n}}", name, other));
      return name;
    }
    default:
      return ask();
  }
}

std::string FunctionWriter::slot(std::uint32_t number) {
  if (number >= rules::kFirstLetSlot) return let(number);
  if (number >= rules::kFirstDataSlot)
    return declare("const Value", "v", fmt::format("n.table({})", number - rules::kFirstDataSlot));
  const auto variables = rules::subjects()[subject_].variables;
  const bool link = number < variables.size() && is_link(variables[number]);
  return declare("const Value", "v", fmt::format("n.{}({})", link ? "link" : "slot", number));
}

/// A named expression becomes a local function that remembers its value.
std::string FunctionWriter::let(std::uint32_t number) {
  const auto known = lets_.find(number);
  if (known != lets_.end()) return declare("const Value", "v", fmt::format("{}()", known->second));
  if (!running_.insert(number).second || frame_->from.judge == nullptr) return ask();
  std::string outer = std::exchange(out_, {});
  const From from{&image_[frame_->from.judge->lets][number - rules::kFirstLetSlot], frame_->from.judge};
  const std::string name = fresh("let");
  const std::string result = value(from);
  lets_text_ += fmt::format(
      "Value {0}_value;\nbool {0}_done = false;\nconst auto {0} = [&]() -> const Value& {{\n"
      "if ({0}_done) return {0}_value;\n{1}{0}_value = {2};\n{0}_done = true;\nreturn {0}_value;\n}};\n",
      name, out_, result);
  out_ = std::move(outer);
  running_.erase(number);
  lets_[number] = name;
  return declare("const Value", "v", fmt::format("{}()", name));
}

std::string FunctionWriter::shared(const Op& op) {
  if (frame_->from.judge == nullptr) return value_of(op.a);
  cells_.try_emplace(op.b, Cell{frame_->from, op.a, op.count});
  return declare("const Value", "v",
                 fmt::format("n.is_kept({0}, {1}) ? n.kept({0}) : {2}(n)", op.b, op.count,
                             cell_function(subject_, op.b)));
}

std::string FunctionWriter::selection(std::uint32_t index, bool of_optional) {
  const Op& o = op(index);
  if ((o.flags & Op::kNumbered) != 0) {
    // Straight from a variable: its number says where it is.
    const std::string node = declare("const doc::Node*", "p", fmt::format("n.property({})", o.count));
    const std::string name =
        declare("Value", "v", fmt::format("{0} != nullptr && !n.is_absent({0}) ? from(*{0}) : ask()", node));
    line(fmt::format("if (n.is_absent({})) {{", node));
    std::string absent = o.code == Code::kSelectOptional   ? "none()"
                         : o.code == Code::kSelectRequired ? "open()"
                                                           : "ask()";
    if (o.code == Code::kSelectDefault) absent = value_of(frame_->keys[o.b].fallback);
    line(fmt::format("{} = {};\n}} else if ({} == nullptr) [[unlikely]] {{", name, absent, node));
    const std::string slowly = selected(o, slot(op(o.a).a));
    line(fmt::format("{} = {};\n}}", name, slowly));
    return name;
  }
  if (!of_optional || !is_optional(o.a)) return selected(o, value_of(o.a));
  const std::string from = optional_of(o.a);
  const expr::Key& key = frame_->keys[o.b];
  return declare("const Value", "v",
                 fmt::format("is_none({0}) ? {0} : select({0}, {1}, {2}u, Absent::kNone)", from,
                             literal(key.name), key.hash));
}

std::string FunctionWriter::selected(const Op& op, const std::string& operand) {
  const expr::Key& key = frame_->keys[op.b];
  const bool with_default = op.code == Code::kSelectDefault;
  const std::string_view absent = with_default || op.code == Code::kSelectOptional ? "kNone"
                                  : op.code == Code::kSelectRequired               ? "kUnknown"
                                                                                   : "kError";
  std::string name =
      declare(with_default ? "Value" : "const Value", "v",
              fmt::format("select({}, {}, {}u, Absent::{})", operand, literal(key.name), key.hash, absent));
  if (!with_default) return name;
  line(fmt::format("if (is_none({})) {{", name));
  const std::string fallback = value_of(key.fallback);
  line(fmt::format("{} = {};\n}}", name, fallback));
  return name;
}

std::string FunctionWriter::has(const Op& op) {
  const expr::Key& key = frame_->keys[op.b];
  if ((op.flags & Op::kNumbered) != 0) {
    const std::string node = declare("const doc::Node*", "p", fmt::format("n.property({})", op.count));
    const std::string name = declare("Truth", "t", fmt::format("truth(!n.is_absent({}))", node));
    line(fmt::format("if ({} == nullptr) [[unlikely]] {{", node));
    const std::string operand = slot(frame_->ops[op.a].a);
    line(fmt::format("{} = has({}, {}, {}u);\n}}", name, operand, literal(key.name), key.hash));
    return name;
  }
  if (is_optional(op.a)) {
    const std::string operand = optional_of(op.a);
    return declare(
        "const Truth", "t",
        fmt::format("is_none({0}) ? Truth::kNo : has({0}, {1}, {2}u)", operand, literal(key.name), key.hash));
  }
  const std::string operand = value_of(op.a);
  return declare("const Truth", "t", fmt::format("has({}, {}, {}u)", operand, literal(key.name), key.hash));
}

std::string FunctionWriter::logic(const Op& op, bool decides) {
  const std::string_view end = decides ? "Truth::kYes" : "Truth::kNo";
  const std::string name = declare("Truth", "t", decides ? "Truth::kNo" : "Truth::kYes");
  line("do {");
  for (const std::uint32_t child : operands(op)) {
    line("{");
    const std::string part = truth_of(child);
    line(fmt::format("if ({0} == {1}) {{ {2} = {1}; break; }}\n{2} = weigh({2}, {0});\n}}", part, end, name));
  }
  line("} while (false);");
  return name;
}

std::string FunctionWriter::conditional(const Op& op, bool as_truth) {
  const auto children = operands(op);
  const std::string condition = truth_of(children[0]);
  const std::string name = as_truth ? declare("Truth", "t", condition)
                                    : declare("Value", "v", fmt::format("undecided({})", condition));
  for (const int branch : {1, 2}) {
    line(fmt::format("{}if ({} == Truth::{}) {{", branch == 1 ? "" : "} else ", condition,
                     branch == 1 ? "kYes" : "kNo"));
    const std::uint32_t child = children[static_cast<std::size_t>(branch)];
    const std::string result = as_truth ? truth_of(child) : is_optional(child) ? ask() : value_of(child);
    line(fmt::format("{} = {};", name, result));
  }
  line("}");
  return name;
}

std::string FunctionWriter::equality(const Op& op) {
  std::uint32_t a = op.a;
  std::uint32_t b = op.b;
  if (is_constant(this->op(a).code)) std::swap(a, b);
  const Op& other = this->op(b);
  if (is_optional(a) || is_optional(b)) return declare("const Truth", "t", fmt::format("truth({})", ask()));
  const std::string left = value_of(a);
  std::string right;
  std::string function = "equal";
  if (other.code == Code::kString) {
    right = literal({other.a, other.b});
    function = fmt::format("equal_text<{}>", other.b);
  } else if (other.code == Code::kBool) {
    right = other.a != 0 ? "true" : "false";
  } else if (other.code == Code::kInt) {
    right =
        fmt::format("static_cast<std::int64_t>({}ull)", other.a | static_cast<std::uint64_t>(other.b) << 32);
  } else {
    right = value_of(b);
  }
  const std::string equal = fmt::format("{}({}, {})", function, left, right);
  return declare("const Truth", "t", op.code == Code::kEqual ? equal : fmt::format("negate({})", equal));
}

std::string FunctionWriter::ordering(const Op& op) {
  if (is_optional(op.a) || is_optional(op.b))
    return declare("const Truth", "t", fmt::format("truth({})", ask()));
  const std::string a = value_of(op.a);
  return declare(
      "const Truth", "t",
      fmt::format("order<static_cast<Code>({})>({}, {})", static_cast<int>(op.code), a, value_of(op.b)));
}

/// Texts are grouped by their length; other constants are compared one by one.
std::string FunctionWriter::in_set(const Op& op) {
  if (is_optional(op.a)) return declare("const Truth", "t", fmt::format("truth({})", ask()));
  const std::string element = value_of(op.a);
  std::map<std::size_t, std::vector<std::string>> texts;
  std::vector<std::string> others;
  for (const expr::SetEntry& entry : image_[frame_->sets[op.b]]) {
    if (entry.op == expr::SetEntry::kEmpty) continue;
    const Op& item = this->op(entry.op);
    if (item.code == Code::kString) {
      texts[item.b].push_back(literal({item.a, item.b}));
    } else {
      others.push_back(constant(item));
    }
  }
  const std::string name = declare("Truth", "t", fmt::format("unlike({})", element));
  if (!texts.empty()) {
    line(
        fmt::format("if ({0}.is_string()) {{\nconst std::string_view text = {0}.as_string();\nbool in = "
                    "false;\nswitch (text.size()) {{",
                    element));
    for (auto& [size, group] : texts) {
      std::sort(group.begin(), group.end());
      std::string tests;
      for (const std::string& text : group)
        tests += fmt::format("{}is_text<{}>(text, {})", tests.empty() ? "" : " || ", size, text);
      line(fmt::format("case {}:\nin = {};\nbreak;", size, tests));
    }
    line(fmt::format("default:\nbreak;\n}}\n{} = truth(in);\n}}", name));
  }
  for (const std::string& other : others)
    line(fmt::format("if ({} == Truth::kNo) {} = equal({}, {});", name, name, element, other));
  return name;
}

bool FunctionWriter::is_list_of_names(const Op& op) const {
  if (op.code != Code::kList || op.count == 0) return false;
  const auto children = operands(op);
  return std::all_of(children.begin(), children.end(),
                     [this](std::uint32_t child) { return this->op(child).code == Code::kString; });
}

std::string FunctionWriter::hash_of(std::uint32_t index) const {
  const Op& o = op(index);
  if (o.code == Code::kString) return fmt::format("{}u", text::key_hash(image_[text::Str{o.a, o.b}]));
  if (o.code != Code::kLocal) return {};
  const auto known = frame_->hashes.find(o.a);
  return known == frame_->hashes.end() ? std::string() : known->second;
}

std::string FunctionWriter::list(const Op& op) {
  if (is_list_of_names(op)) {
    const std::string names = fresh("l");
    std::string values;
    for (const std::uint32_t child : operands(op)) values += constant(this->op(child)) + ", ";
    line(fmt::format("static constexpr Value {}[] = {{{}}};", names, values));
    return declare("const Value", "v", fmt::format("Value::list({})", names));
  }
  const std::string to = declare("Value*", "a", fmt::format("n.room({})", op.count));
  const std::string name = declare("Value", "v", "ask()");
  line(fmt::format("do {{\nif ({} == nullptr) break;", to));
  std::size_t i = 0;
  for (const std::uint32_t child : operands(op)) {
    const bool odd = this->op(child).code == Code::kOptionalPart || is_optional(child);
    const std::string item = odd ? ask() : value_of(child);
    line(fmt::format("if ({0}.is_error()) [[unlikely]] break;\n{1}[{2}] = {0};", item, to, i++));
  }
  line(fmt::format("{} = Value::list({{{}, {}}});\n}} while (false);", name, to, i));
  return name;
}

std::string FunctionWriter::index_of(const Op& op, const std::string& operand) {
  const bool optional = op.code == Code::kIndexOptional || is_optional(op.a);
  const std::string at = is_optional(op.b) ? ask() : value_of(op.b);
  if (const std::string hash = hash_of(op.b); !hash.empty()) {
    return declare("const Value", "v",
                   fmt::format("is_none({0}) ? {0} : index({0}, {1}, Absent::{2}, {3})", operand, at,
                               optional ? "kNone" : "kError", hash));
  }
  return declare("const Value", "v",
                 fmt::format("is_none({0}) ? {0} : index({0}, {1}, Absent::{2})", operand, at,
                             optional ? "kNone" : "kError"));
}

std::string FunctionWriter::option(const Op& op) {
  const std::string name = declare("Value", "v", is_optional(op.a) ? optional_of(op.a) : ask());
  line(fmt::format("if (is_none({})) {{", name));
  const std::string other = is_optional(op.b) ? ask() : value_of(op.b);
  line(fmt::format("{} = {};\n}}", name, other));
  return name;
}

std::string FunctionWriter::call(const Op& op) {
  const auto children = operands(op);
  const std::string_view name = function_name(op);
  if (rules::function_tables()[op.b >> 16][op.b & 0xFFFF].result.starts_with("optional")) return ask();
  const int pattern = rules::function_tables()[op.b >> 16][op.b & 0xFFFF].pattern;
  std::string arguments;
  std::string first;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const std::uint32_t child = children[i];
    const Op& given = this->op(child);
    std::string argument;
    if (static_cast<int>(i) == pattern && given.code == Code::kString) {  // by its place it is known
      argument = fmt::format("Value::string(n.text({}u, {}u))", given.a, given.b);
    } else {
      argument = is_optional(child) ? ask() : value_of(child);
    }
    if (first.empty()) first = argument;
    arguments += ", " + argument;
  }
  if (children.empty()) return ask();
  if (name == "size") {
    const std::string size = declare("Value", "v", fmt::format("size({})", first));
    line(fmt::format("if ({0}.is_error()) [[unlikely]] {0} = n.call({1}u, {2});", size, op.b, first));
    return size;
  }
  return declare("const Value", "v", fmt::format("n.call({}u{})", op.b, arguments));
}

std::string FunctionWriter::call_truth(std::uint32_t index) {
  const Op& o = op(index);
  const std::string_view name = function_name(o);
  const auto children = operands(o);
  if (name == "hasValue") {
    const std::string of = optional_of(children[0]);
    return declare("const Truth", "t",
                   fmt::format("is_none({0}) ? Truth::kNo : {0}.is_known() ? Truth::kYes : unlike({0})", of));
  }
  const bool odd = is_optional(children[0]) || is_optional(children[1]);
  const std::string text = odd ? ask() : value_of(children[0]);
  const Op& second = op(children[1]);
  if (second.code == Code::kString) {
    const text::Str part{second.a, second.b};
    if (name != "matches") {
      const std::string_view does = name == "startsWith" ? "starts_with"
                                    : name == "endsWith" ? "ends_with"
                                                         : "contains";
      return declare("const Truth", "t", fmt::format("{}({}, {})", does, text, literal(part)));
    }
    const auto patterns = image_[pack_.header().patterns];
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (patterns[i].source.offset == part.offset && patterns[i].source.size == part.size)
        return declare("const Truth", "t", fmt::format("n.matches_table({}, {}u)", text, i));
    }
    return declare("const Truth", "t",
                   fmt::format("n.matches({}, n.text({}u, {}u))", text, part.offset, part.size));
  }
  const std::string argument = odd ? ask() : value_of(children[1]);
  if (name == "contains") {
    return declare(
        "const Truth", "t",
        fmt::format("{1}.is_string() ? contains({0}, {1}.as_string()) : truth(n.call({2}u, {0}, {1}))", text,
                    argument, o.b));
  }
  return declare("const Truth", "t", fmt::format("truth(n.call({}u, {}, {}))", o.b, text, argument));
}

void FunctionWriter::loop(const Op& op, const std::string& range, std::string_view on_spent) {
  const bool two = (op.flags & Op::kTwoVariables) != 0;
  const std::string i = fresh("i");
  const std::string item = fresh("x");
  line(fmt::format(
      "for (std::uint32_t {0} = 0; {0} < {1}.size(); ++{0}) {{\nif (n.spent()) [[unlikely]] {{ {2} }}\n"
      "const Value {3} = element({1}, {0});\nstatic_cast<void>({3});",
      i, range, on_spent, item));
  if (two) {
    const std::string number = declare("const Value", "x", fmt::format("Value::integer({})", i));
    set_local(op.b, number);
    set_local(op.b + 1, item);
  } else {
    set_local(op.b, item);
    if (const Op& names = this->op(operands(op)[0]); is_list_of_names(names)) {
      const std::string array = fresh("h");
      std::string hashes;
      for (const std::uint32_t child : operands(names)) hashes += hash_of(child) + ", ";
      line(fmt::format("static constexpr std::uint32_t {}[] = {{{}}};", array, hashes));
      frame_->hashes[op.b] = fmt::format("{}[{}]", array, i);
    }
  }
}

namespace {

/// The keys of a map are gone over as a list of them.
std::string keys_of(const std::string& range, bool two) {
  return two ? fmt::format("{0}.is_list() ? {0} : {0}.is_unknown() ? {0} : ask()", range)
             : fmt::format("{0}.is_map() ? n.keys({0}) : {0}.is_list() || {0}.is_unknown() ? {0} : ask()",
                           range);
}

}  // namespace

std::string FunctionWriter::quantifier(const Op& op, bool decides) {
  const auto children = operands(op);
  const bool two = (op.flags & Op::kTwoVariables) != 0;
  const std::string given = is_optional(children[0]) ? ask() : value_of(children[0]);
  const std::string range = declare("const Value", "v", keys_of(given, two));
  const std::string name =
      declare("Truth", "t", fmt::format("{}.is_unknown() ? Truth::kOpen : Truth::kMaybe", range));
  line(fmt::format("if ({}.is_list()) {{\n{} = {};", range, name, decides ? "Truth::kNo" : "Truth::kYes"));
  loop(op, range, fmt::format("{} = Truth::kMaybe; break;", name));
  const std::string part = truth_of(children[1]);
  line(fmt::format("if ({0} == {1}) {{ {2} = {1}; break; }}\n{2} = weigh({2}, {0});\n}}", part,
                   decides ? "Truth::kYes" : "Truth::kNo", name));
  line(fmt::format("if ({0} == {1} && is_open({2})) {0} = Truth::kOpen;\n}}", name,
                   decides ? "Truth::kNo" : "Truth::kYes", given));
  return name;
}

/// map and filter over lists: an element that is not decided leaves the whole to the evaluator.
std::string FunctionWriter::map_list(const Op& op) {
  const auto children = operands(op);
  const bool two = (op.flags & Op::kTwoVariables) != 0;
  const bool filter = op.code == Code::kFilter;
  const bool has_condition = filter || children.size() == 3;
  const std::string given = is_optional(children[0]) ? ask() : value_of(children[0]);
  const std::string range = declare("const Value", "v", keys_of(given, two));
  const std::string name = declare("Value", "v", fmt::format("{0}.is_unknown() ? {0} : ask()", range));
  line(fmt::format("if ({0}.is_list() && !is_open({1})) {{\n{2} = Value::null();", range, given, name));
  const std::string to = declare("Value*", "a", fmt::format("n.room({}.size())", range));
  const std::string count = declare("std::uint32_t", "c", "0");
  line(fmt::format("if ({} == nullptr) [[unlikely]] {} = ask();", to, name));
  line(fmt::format("if ({} != nullptr) {{", to));
  loop(op, range, fmt::format("{} = ask(); break;", name));
  if (has_condition) {
    const std::string wanted = truth_of(children[1]);
    line(fmt::format(
        "if ({0} == Truth::kNo) continue;\nif ({0} != Truth::kYes) {{ {1} = undecided({0}); break; }}",
        wanted, name));
  }
  std::string item = frame_->locals[two ? op.b + 1 : op.b];
  if (!filter) item = is_optional(children.back()) ? ask() : value_of(children.back());
  line(fmt::format("if (!{0}.is_known()) [[unlikely]] {{ {1} = ask(); break; }}\n{2}[{3}++] = {0};\n}}\n}}",
                   item, name, to, count));
  line(fmt::format("if ({0}.is_null()) {0} = Value::list({{{1}, {2}}});\n}}", name, to, count));
  return name;
}

}  // namespace ecslint::bake
