// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/mapper.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "dialect/cloudformation/gives.h"
#include "text/edit_distance.h"

namespace ecslint::dialect_cloudformation {
namespace {

using doc::Kind;
using doc::Node;

constexpr int kMaxDepth = 60;
constexpr std::size_t kMaxHomes = 3;
constexpr std::string_view kUnknownProperty = "SCH001";
constexpr std::string_view kWrongType = "SCH003";
constexpr std::size_t kSlip = 2;  // letters by which a name that was only misspelt differs

Value element_of(Value list) {
  switch (list) {
    case Value::kStringList:
      return Value::kString;
    case Value::kIntegerList:
      return Value::kInteger;
    case Value::kNumberList:
      return Value::kNumber;
    case Value::kBooleanList:
      return Value::kBoolean;
    case Value::kMapList:
      return Value::kMap;
    default:
      return Value::kObject;
  }
}

bool is_list(Value value) { return value >= Value::kStringList; }
bool is_plain(Value value) { return value >= Value::kString && value <= Value::kBoolean; }

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

/// Whether the last child that is written goes on behind its value, as a branch of Fn::If does: nothing can
/// be added there.
class LastChild {
 public:
  void meet(const Node& written, const Node& value) {
    if (written.range().end < end_) return;
    end_ = written.range().end;
    goes_on_ = value.range() != written.range();
  }
  bool goes_on() const { return goes_on_; }

 private:
  doc::Offset end_ = 0;
  bool goes_on_ = false;
};

/// Flags that say how it is written.
Node like(Node made, const Node& written) {
  for (const Node::Flag flag :
       {Node::kSynthetic, Node::kShared, Node::kOpen, Node::kDuplicateKeys, Node::kRefused}) {
    if (written.has(flag)) made.set(flag);
  }
  return made;
}

/// Children wait on a stack until their parent is made.
template <typename T>
std::span<const T> taken_from(std::vector<T>& stack, std::size_t begin, doc::Arena& arena) {
  const std::span<const T> out = arena.copy(std::span<const T>(stack).subspan(begin));
  stack.resize(begin);
  return out;
}

}  // namespace

Node Mapper::properties(const TemplateResource& resource, ShapeId shape) {
  type_ = resource.type;
  root_ = shape;
  way_.clear();
  evaluator_.bind(*resource.bindings);
  if (resource.properties == nullptr) {
    return Node::object({}, resource.id_range).with(Node::kSynthetic).with(Node::kShared);
  }
  const auto evaluated = evaluator_.evaluate(*resource.properties);
  if (!evaluated || !evaluated->is_object()) {
    return Node::object({}, resource.properties->range()).with(Node::kOpen).with(Node::kShared);
  }
  return object(*evaluated, shape);
}

Node Mapper::value(const Node& evaluated, Value kind, ShapeId shape) {
  if (evaluated.is_unresolved()) return evaluated;
  switch (kind) {
    case Value::kAny: {
      const auto whole = evaluator_.whole(evaluated);
      return whole ? *whole : Node::null(evaluated.range());
    }
    case Value::kObject:
      return evaluated.is_object() ? object(evaluated, shape) : evaluated;
    case Value::kMap:
      return evaluated.is_object() ? map(evaluated) : evaluated;
    case Value::kString:
    case Value::kInteger:
    case Value::kNumber:
    case Value::kBoolean:
      return scalar(evaluated, kind);
    default:
      return evaluated.is_array() ? list(evaluated, element_of(kind), shape) : evaluated;
  }
}

Node Mapper::object(const Node& evaluated, ShapeId shape) {
  if (++depth_ > kMaxDepth) return --depth_, evaluated;
  bool dropped = false;  // something is written that is not there
  LastChild last;
  const std::size_t begin = members_.size();
  const bool whole = evaluator_.each_member(evaluated, [&](const doc::Member& member) {
    const Property* property = find_written(shape, member.key);
    if (property == nullptr) property = unknown(member, evaluated, shape);
    if (property == nullptr || property->name.empty()) return;
    const auto known = evaluator_.evaluate(member.value);
    if (!known) {
      dropped = true;
      return;
    }
    last.meet(member.value, *known);
    way_.push_back({property->written});
    check_substitution(member.value);
    if (is_list(property->value) && known->is_unresolved() && gives(template_, member.value) == Gives::kText)
      report_form(*known, "a text where a list must be: put it in [ ]");
    const Node made = value(*known, property->value, property->shape);
    members_.push_back({property->name, member.key_range, made});
    way_.pop_back();
  });
  --depth_;
  Node out = Node::object(taken_from(members_, begin, template_.arena()), evaluated.range());
  if (!whole || template_.is_rewritten()) out.set(Node::kOpen);
  if (dropped || last.goes_on()) out.set(Node::kShared);
  return like(out, evaluated);
}

/// Names of the user's own stay as they are.
Node Mapper::map(const Node& evaluated) {
  LastChild last;
  const std::size_t begin = members_.size();
  const bool whole = evaluator_.each_member(evaluated, [&](const doc::Member& member) {
    const auto known = evaluator_.evaluate(member.value);
    if (!known) return;
    last.meet(member.value, *known);
    check_substitution(member.value);
    members_.push_back({member.key, member.key_range, scalar(*known, Value::kString)});
  });
  Node out = Node::object(taken_from(members_, begin, template_.arena()), evaluated.range());
  if (!whole) out.set(Node::kOpen);
  if (last.goes_on()) out.set(Node::kShared);
  return like(out, evaluated);
}

Node Mapper::list(const Node& evaluated, Value element, ShapeId shape) {
  LastChild last;
  const std::size_t begin = elements_.size();
  for (const Node& written : evaluated.elements()) {
    const auto known = evaluator_.evaluate(written);
    if (!known) continue;
    last.meet(written, *known);
    way_.push_back({{}, elements_.size() - begin});
    check_substitution(written);
    if (is_plain(element) && known->is_unresolved() && gives(template_, written) == Gives::kList)
      report_form(*known, "a list in a list: leave out the [ ]");
    const Node made = value(*known, element, shape);
    elements_.push_back(made);
    way_.pop_back();
  }
  Node out = Node::array(taken_from(elements_, begin, template_.arena()), evaluated.range());
  if (template_.is_rewritten()) out.set(Node::kOpen);
  if (last.goes_on()) out.set(Node::kShared);
  return like(out, evaluated);
}

/// "80" where the API has 80, 80 where it has "80". What is neither is for the schema to refuse.
Node Mapper::scalar(const Node& evaluated, Value kind) {
  const doc::Range range = evaluated.range();
  if (kind == Value::kString) {
    if (!evaluated.is_numeric() && !evaluated.is(Kind::kBool)) return evaluated;
    const std::string_view written = template_.document().source().slice(range);
    const bool itself = evaluated.is(Kind::kNumber) && !evaluated.has(Node::kSynthetic) && !written.empty();
    const std::string_view text =
        itself ? written : template_.arena().copy(std::string_view(scalar_text(evaluated)));
    return like(Node::string(text, range), evaluated);
  }
  if (!evaluated.is_string()) return evaluated;
  const std::string_view text = evaluated.as_string();
  if (kind == Value::kBoolean) {
    const bool yes = same_letters(text, "true");
    return yes || same_letters(text, "false") ? like(Node::boolean(yes, range), evaluated) : evaluated;
  }
  std::int64_t integer = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (!text.empty() && error == std::errc() && end == text.data() + text.size()) {
    return like(Node::integer(integer, range), evaluated);
  }
  if (kind != Value::kNumber || text.empty()) return evaluated;
  const std::string copy(text);
  char* stop = nullptr;
  const double number = std::strtod(copy.c_str(), &stop);
  return stop == copy.c_str() + copy.size() ? like(Node::number(number, range), evaluated) : evaluated;
}

/// Reports a name that the shape lacks; the property that is meant, if there is no doubt.
const Property* Mapper::unknown(const doc::Member& member, const Node& object, ShapeId shape) {
  if (!strict_ || template_.is_rewritten()) return nullptr;
  std::vector<std::string_view> names;
  for (const Property& property : properties_of(shape)) {
    if (object.find(property.written) == nullptr) names.push_back(property.written);
  }
  std::string_view near = text::nearest(member.key, names);
  const bool same = !near.empty() && same_letters(near, member.key);
  const bool slip = !near.empty() && text::edit_distance(near, member.key, kSlip) <= kSlip;
  const std::string other = slip ? std::string() : homes(member.key);
  if (!other.empty()) near = {};
  std::string message;
  if (same) {
    message = fmt::format("\"{}\" is written \"{}\" in templates", member.key, near);
  } else {
    message = fmt::format("unknown property \"{}\" in {}", member.key, way_.empty() ? type_ : path());
    if (!near.empty()) {
      message += fmt::format("; did you mean \"{}\"?", near);
    } else if (!other.empty()) {
      message += "; it belongs in " + other;
    }
  }
  finding::Finding finding;
  finding.code = kUnknownProperty;
  // Templates that AWS publishes have portMappings here and there, and are deployed.
  finding.level = same ? finding::Level::kWarning : finding::Level::kError;
  finding.message = std::move(message);
  finding.place = {&template_.document().source(), member.key_range};
  finding.path = path();
  if (!finding.path.empty()) finding.path += '.';
  finding.path += member.key;
  if (!near.empty() && !member.value.has(Node::kShared)) {
    const std::string_view token = template_.document().source().slice(member.key_range);
    const char quote = token.empty() ? '\0' : token[0];
    const std::string text =
        quote == '"' || quote == '\'' ? fmt::format("{}{}{}", quote, near, quote) : std::string(near);
    finding.fix =
        finding::Fix{fmt::format("write {}", text), same, {{finding.place.source, {member.key_range, text}}}};
  }
  findings_.push_back(std::move(finding));
  return near.empty() ? nullptr : find_written(shape, near);
}

/// Shells have ${NAME} of their own, which may be called as a parameter is.
bool Mapper::is_of_template(std::string_view name) const {
  if (name.starts_with("AWS::")) return true;
  const bool shell = std::ranges::any_of(way_, [](const Step& step) {
    return step.property == "Command" || step.property == "EntryPoint" || step.property == "Environment";
  });
  return !shell && (template_.parameter(name) != nullptr ||
                    template_.resource(name.substr(0, name.find('.'))) != nullptr);
}

/// Reports ${Name} in a text that is none of Fn::Sub.
void Mapper::check_substitution(const Node& written) {
  const auto text = strict_ && !template_.is_rewritten() ? text_of(written) : std::nullopt;
  if (!text) return;
  for (std::size_t at = text->find("${"); at != std::string_view::npos; at = text->find("${", at + 2)) {
    const std::size_t end = text->find('}', at);
    if (end == std::string_view::npos) return;
    const std::string_view whole = text->substr(at, end + 1 - at);
    if (!is_of_template(whole.substr(2, whole.size() - 3))) continue;
    const doc::Range token = written.range();
    const std::size_t place = template_.document().source().slice(token).find(whole);
    const auto begin = token.begin + static_cast<doc::Offset>(place);
    template_.report(finding::SyntaxCode::kTemplateSubstitution,
                     place == std::string_view::npos
                         ? token
                         : doc::Range{begin, begin + static_cast<doc::Offset>(whole.size())},
                     fmt::format("{} is put in by Fn::Sub only; this text goes to AWS as it stands", whole));
  }
}

/// A function gives the one where the other must be; what it gives is not known otherwise.
void Mapper::report_form(const Node& value, std::string_view what) {
  if (!strict_ || template_.is_rewritten()) return;
  finding::Finding finding;
  finding.code = kWrongType;
  finding.level = finding::Level::kError;
  finding.path = path();
  finding.message = fmt::format("{} is {}", finding.path, what);
  finding.place = {&template_.document().source(), value.range()};
  findings_.push_back(std::move(finding));
}

std::string Mapper::path() const {
  std::string out;
  for (const Step& step : way_) {
    if (step.property.empty()) {
      out += fmt::format("[{}]", step.index);
    } else {
      if (!out.empty()) out += '.';
      out += step.property;
    }
  }
  return out;
}

/// The nearest objects that have the property.
std::string Mapper::homes(std::string_view name) const {
  std::vector<std::pair<std::string, ShapeId>> level = {{"", root_}};
  for (int depth = 0; depth < 6 && !level.empty(); ++depth) {
    std::vector<std::string> found;
    std::vector<std::pair<std::string, ShapeId>> next;
    for (const auto& [path, shape] : level) {
      if (find_written(shape, name) != nullptr) found.push_back(path.empty() ? std::string(type_) : path);
      for (const Property& property : properties_of(shape)) {
        if (property.shape == kNoShape) continue;
        std::string below = path.empty() ? "" : path + ".";
        below += property.written;
        if (property.value == Value::kObjectList) below += "[]";
        next.emplace_back(std::move(below), property.shape);
      }
    }
    if (found.size() > kMaxHomes) return {};
    if (!found.empty()) return fmt::format("{}", fmt::join(found, " or "));
    level = std::move(next);
  }
  return {};
}

}  // namespace ecslint::dialect_cloudformation
