// SPDX-License-Identifier: Apache-2.0
#include "lsp/template_words.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include "dialect/cloudformation/call.h"
#include "dialect/cloudformation/read.h"
#include "dialect/cloudformation/returned.h"
#include "lsp/template_names.h"

namespace ecslint::lsp {
namespace {

using doc::Node;
using Form = TemplateWords::Form;

struct WordRow {
  std::string_view word;
  std::string_view what;
};

// Of the CloudFormation user guide: template anatomy, resource attributes, parameters.
constexpr WordRow kTemplateKeys[] = {
    {"AWSTemplateFormatVersion", "\"2010-09-09\""},
    {"Conditions", "what holds only sometimes"},
    {"Description", "of the template"},
    {"Mappings", "values by two keys"},
    {"Metadata", ""},
    {"Outputs", "what the stack gives to others"},
    {"Parameters", "what is asked when the stack is made"},
    {"Resources", "required"},
    {"Rules", "about parameters"},
    {"Transform", "macros"},
};
constexpr WordRow kResourceKeys[] = {
    {"Type", "required"},   {"Properties", ""},     {"Condition", "only where it holds"},
    {"CreationPolicy", ""}, {"DeletionPolicy", ""}, {"DependsOn", "what is made first"},
    {"Metadata", ""},       {"UpdatePolicy", ""},   {"UpdateReplacePolicy", ""},
};
constexpr WordRow kParameterKeys[] = {
    {"Type", "required"},
    {"AllowedPattern", ""},
    {"AllowedValues", ""},
    {"ConstraintDescription", ""},
    {"Default", ""},
    {"Description", ""},
    {"MaxLength", ""},
    {"MaxValue", ""},
    {"MinLength", ""},
    {"MinValue", ""},
    {"NoEcho", "true hides the value"},
};
constexpr WordRow kOutputKeys[] = {
    {"Value", "required"},
    {"Condition", "only where it holds"},
    {"Description", ""},
    {"Export", ""},
};
constexpr WordRow kParameterTypes[] = {
    {"String", ""},
    {"Number", ""},
    {"List<Number>", ""},
    {"CommaDelimitedList", ""},
    {"AWS::EC2::SecurityGroup::Id", ""},
    {"AWS::EC2::Subnet::Id", ""},
    {"AWS::EC2::VPC::Id", ""},
    {"AWS::SSM::Parameter::Name", ""},
    {"AWS::SSM::Parameter::Value<String>", ""},
    {"List<AWS::EC2::SecurityGroup::Id>", ""},
    {"List<AWS::EC2::Subnet::Id>", ""},
};
constexpr WordRow kPolicies[] = {
    {"Delete", ""}, {"Retain", ""}, {"RetainExceptOnCreate", ""}, {"Snapshot", ""}};

/// Functions that give values, then those that give conditions.
constexpr WordRow kFunctions[] = {
    {"Ref", "a parameter's value, a resource's ID"},
    {"Fn::GetAtt", "an attribute of a resource"},
    {"Fn::Sub", "a text with ${Name} in it"},
    {"Fn::Join", ""},
    {"Fn::If", "one of two by a condition"},
    {"Fn::FindInMap", "from Mappings"},
    {"Fn::ImportValue", "from another stack"},
    {"Fn::Select", ""},
    {"Fn::Split", ""},
    {"Fn::Base64", ""},
    {"Fn::Cidr", ""},
    {"Fn::GetAZs", ""},
    {"Fn::Transform", ""},
};
constexpr WordRow kConditionFunctions[] = {
    {"Fn::Equals", ""}, {"Fn::And", ""}, {"Fn::Or", ""}, {"Fn::Not", ""}, {"Condition", "another condition"},
};

/// !Sub for Fn::Sub.
std::string short_form(std::string_view function) {
  return "!" + std::string(function.starts_with("Fn::") ? function.substr(4) : function);
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':';
}

std::string_view bare(std::string_view text) {
  const auto drop = [](char c) { return is_blank(c) || c == '"' || c == '\''; };
  while (!text.empty() && drop(text.front())) text.remove_prefix(1);
  while (!text.empty() && drop(text.back())) text.remove_suffix(1);
  return text;
}

/// What the argument of a call names.
enum class Wanted : std::uint8_t {
  kReferable,
  kResource,
  kAttribute,
  kCondition,
  kMapping,
  kTopKey,
  kSecondKey,
};

struct CallRow {
  std::string_view function;
  std::size_t index;  // of the argument
  Wanted wanted;
};
constexpr CallRow kCalls[] = {
    {"Ref", 0, Wanted::kReferable},        {"Fn::GetAtt", 0, Wanted::kResource},
    {"Fn::GetAtt", 1, Wanted::kAttribute}, {"Fn::If", 0, Wanted::kCondition},
    {"Condition", 0, Wanted::kCondition},  {"Fn::FindInMap", 0, Wanted::kMapping},
    {"Fn::FindInMap", 1, Wanted::kTopKey}, {"Fn::FindInMap", 2, Wanted::kSecondKey},
};

/// Where the caret is in a call, and the arguments in front of it as far as they are written.
struct Argument {
  Wanted wanted;
  std::vector<std::string> before;
};

/// Nothing where the argument is any value.
std::optional<Argument> argument_of(std::string_view function, std::size_t index,
                                    std::vector<std::string> before) {
  for (const CallRow& row : kCalls) {
    if ((function == row.function || function == short_form(row.function)) && index == row.index)
      return Argument{row.wanted, std::move(before)};
  }
  return std::nullopt;
}

/// The two parts of "Task.Arn", where there is a dot.
std::optional<std::string> before_dot(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  return std::string(bare(text.substr(0, dot)));
}

class Finder {
 public:
  Finder(const lint::ParsedFile& file, const Node& root, const CompletionPlace& place, text::Offset offset)
      : root_(root),
        place_(place),
        bytes_(file.document->source().bytes()),
        offset_(offset),
        declared_(declarations(file)) {
    out_.token = place.token;
  }

  TemplateWords find() {
    if (hole()) return std::move(out_);
    auto argument = short_call();
    if (!argument) argument = long_call();
    if (argument) {
      out_.alone = true;
      argument_words(*argument);
      return std::move(out_);
    }
    structure();
    return std::move(out_);
  }

 private:
  std::string_view line() const {
    const std::size_t begin = bytes_.substr(0, offset_).rfind('\n') + 1;
    return bytes_.substr(begin, offset_ - begin);
  }

  /// The word at the caret alone, whatever stands around it.
  text::Range bare_word() const {
    text::Range out{offset_, offset_};
    while (out.begin > 0 && is_name_part(bytes_[out.begin - 1])) --out.begin;
    while (out.end < bytes_.size() && is_name_part(bytes_[out.end])) ++out.end;
    return out;
  }

  void add(std::string_view text, std::string_view what = {}) {
    out_.words.push_back({std::string(text), std::string(what)});
  }
  void add(std::span<const WordRow> rows) {
    for (const WordRow& row : rows) add(row.word, row.what);
  }

  // Behind ${.
  bool hole() {
    const std::string_view line = this->line();
    const std::size_t open = line.rfind("${");
    if (open == std::string_view::npos || line.find('}', open) != std::string_view::npos) return false;
    const std::string_view inside = line.substr(open + 2);
    if (!std::ranges::all_of(inside, [](char c) { return is_name_part(c) || c == '.'; })) return false;
    out_.alone = true;
    name_or_attribute(inside);
    return true;
  }

  /// `inside`: what of "Task" or "Task.Arn" stands in front of the caret.
  void name_or_attribute(std::string_view inside) {
    out_.token = bare_word();
    const std::size_t dot = inside.find('.');
    dot == std::string_view::npos ? names(true) : attributes(inside.substr(0, dot));
  }

  void names(bool pseudo, bool parameters = true) {
    for (const Declaration& each : declared_) {
      const bool wanted = parameters ? each.is_referable() : each.section == TemplateSection::kResource;
      if (wanted && each.name != own()) add(each.name, each.what());
    }
    if (!pseudo) return;
    for (const PseudoParameter& each : pseudo_parameters()) add(each.name, each.what);
  }

  /// The resource that is being written does not refer to itself.
  std::string_view own() const {
    if (place_.steps.size() < 2 || place_.steps[0].key != "Resources") return {};
    return place_.steps[1].key;
  }

  void section(TemplateSection section) {
    for (const Declaration& each : declared_) {
      if (each.section == section) add(each.name, each.what());
    }
  }

  void attributes(std::string_view resource) {
    for (const Declaration& each : declared_) {
      if (each.section != TemplateSection::kResource || each.name != resource) continue;
      for (const std::string_view attribute : dialect_cloudformation::attributes_of(each.type))
        add(attribute, each.type);
    }
  }

  /// !GetAtt Task.A, !If [IsProduction, …
  std::optional<Argument> short_call() const {
    const std::string_view line = this->line();
    const std::size_t at = line.rfind('!');
    if (at == std::string_view::npos || (at > 0 && !is_blank(line[at - 1]) && line[at - 1] != '[')) return {};
    const std::string_view call = line.substr(at);
    const std::size_t end = std::min(call.find(' '), call.size());
    const std::string_view function = call.substr(0, end);
    const std::size_t begin = call.find_first_not_of(' ', end);
    std::string_view rest = begin == std::string_view::npos ? std::string_view() : call.substr(begin);
    if (end == call.size() || rest.find(']') != std::string_view::npos) return {};
    if (!rest.starts_with('[')) return one_argument(function, rest);
    std::vector<std::string> before;
    rest.remove_prefix(1);
    for (std::size_t comma = rest.find(','); comma != std::string_view::npos; comma = rest.find(',')) {
      before.emplace_back(bare(rest.substr(0, comma)));
      rest.remove_prefix(comma + 1);
    }
    const std::size_t index = before.size();
    return argument_of(function, index, std::move(before));
  }

  static std::optional<Argument> one_argument(std::string_view function, std::string_view written) {
    const auto resource = before_dot(written);
    if (function.ends_with("GetAtt") && resource) return argument_of(function, 1, {*resource});
    return argument_of(function, 0, {});
  }

  /// {"Fn::GetAtt": ["Task", "…, or a short form over several lines.
  std::optional<Argument> long_call() const {
    const auto& steps = place_.steps;
    const bool element = !steps.empty() && steps.back().key.empty();
    if (steps.size() < (element ? 2 : 1) || (place_.key && !element)) return {};
    const auto way = std::span(steps).first(steps.size() - (element ? 1 : 0));
    if (is_attribute(way, "DependsOn")) return Argument{Wanted::kResource, {}};
    if (is_attribute(way, "Condition")) return Argument{Wanted::kCondition, {}};
    const std::string_view key = way.back().key;
    if (key == "Condition" && steps[0].key != "Conditions") return {};
    if (!element)
      return one_argument(key, bare(bytes_.substr(place_.token.begin, offset_ - place_.token.begin)));
    const Node* list = node_at(way);
    const auto call = list == nullptr ? std::nullopt : dialect_cloudformation::call_of(*list);
    if (call) list = &call->argument;
    std::vector<std::string> before;
    for (std::size_t i = 0; list != nullptr && i < std::min(steps.back().index, list->elements().size()); ++i)
      before.emplace_back(dialect_cloudformation::text_of(list->elements()[i]).value_or(""));
    before.resize(steps.back().index);
    return argument_of(call ? call->name : key, steps.back().index, std::move(before));
  }

  bool is_attribute(std::span<const PlaceStep> way, std::string_view name) const {
    return way.size() == 3 && way[2].key == name &&
           (way[0].key == "Resources" || (way[0].key == "Outputs" && name == "Condition"));
  }

  const Node* node_at(std::span<const PlaceStep> way) const {
    const Node* at = &root_;
    for (const PlaceStep& step : way) {
      if (at != nullptr && at->is_unresolved()) at = at->why().tagged;
      if (at == nullptr) return nullptr;
      if (!step.key.empty()) {
        at = at->find(step.key);
      } else {
        at = step.index < at->elements().size() ? &at->elements()[step.index] : nullptr;
      }
    }
    return at;
  }

  void argument_words(const Argument& argument) {
    // Whole words only where quotes are to be written.
    const bool name_only = place_.quoted || !json();
    out_.form = name_only ? Form::kName : Form::kValue;
    if (name_only) out_.token = bare_word();
    switch (argument.wanted) {
      case Wanted::kReferable:
        return names(true);
      case Wanted::kResource:
        return names(false, false);
      case Wanted::kAttribute:
        return attributes(argument.before[0]);
      case Wanted::kCondition:
        return section(TemplateSection::kCondition);
      case Wanted::kMapping:
        return section(TemplateSection::kMapping);
      case Wanted::kTopKey:
      case Wanted::kSecondKey:
        for (const Declaration& each : declared_) {
          if (each.section == TemplateSection::kMapping && each.name == argument.before[0])
            map_keys(*each.node, argument);
        }
    }
  }

  void map_keys(const Node& map, const Argument& argument) {
    if (argument.wanted == Wanted::kTopKey) {
      for (const doc::Member& top : map.members()) add(top.key);
      return;
    }
    // Of the key that is written, or of all where a function gives it.
    const bool known = map.find(argument.before[1]) != nullptr;
    for (const doc::Member& top : map.members()) {
      if (known && top.key != argument.before[1]) continue;
      for (const doc::Member& second : top.value.members()) {
        if (std::ranges::find(out_.words, second.key.text(), &TemplateWord::text) == out_.words.end())
          add(second.key);
      }
    }
  }

  // Keys and values of the template itself.
  void structure() {
    const auto& steps = place_.steps;
    const bool key = place_.key;
    if (key && steps.empty()) return keys(kTemplateKeys);
    const std::string_view section = steps.empty() ? std::string_view() : std::string_view(steps[0].key);
    if (key && steps.size() == 2) {
      if (section == "Resources") return keys(kResourceKeys);
      if (section == "Parameters") return keys(kParameterKeys);
      if (section == "Outputs") return keys(kOutputKeys);
    }
    if (steps.size() == 3 && !key) {
      if (section == "Resources" && steps[2].key == "Type") return types();
      if (section == "Parameters" && steps[2].key == "Type") return values(kParameterTypes);
      if (section == "Resources" && steps[2].key.ends_with("Policy") && steps[2].key != "CreationPolicy" &&
          steps[2].key != "UpdatePolicy")
        return values(kPolicies);
    }
    functions();
  }

  /// What is not written there yet.
  void keys(std::span<const WordRow> rows) {
    out_.form = Form::kKey;
    out_.alone = true;
    const Node* object = node_at(place_.steps);
    for (const WordRow& row : rows) {
      const doc::Member* there =
          object == nullptr ? nullptr : object->find_member(row.word, text::key_hash(row.word));
      const bool this_one =
          there != nullptr && there->key_range.begin <= offset_ && offset_ <= there->key_range.end;
      if (there == nullptr || this_one) add(row.word, row.what);
    }
  }
  void values(std::span<const WordRow> rows) {
    out_.form = Form::kValue;
    out_.alone = true;
    add(rows);
  }
  /// Those that are read first, then whatever else the template has.
  void types() {
    values({});
    const auto more = [this](std::string_view type) {
      if (!type.empty() && std::ranges::find(out_.words, type, &TemplateWord::text) == out_.words.end())
        add(type);
    };
    std::ranges::for_each(dialect_cloudformation::types_read(), more);
    std::ranges::for_each(dialect_cloudformation::returning_types(), more);
    for (const Declaration& each : declared_) {
      if (each.section == TemplateSection::kResource) more(each.type);
    }
  }

  /// Functions stand for values: behind Properties, in Outputs and Conditions.
  void functions() {
    const auto& steps = place_.steps;
    if (steps.size() < 2) return;
    const std::string_view section = steps[0].key;
    const bool conditions = section == "Conditions";
    const bool inside = (section == "Resources" && steps.size() > 3 && steps[2].key == "Properties") ||
                        (section == "Outputs" && steps.size() > 2 && steps[2].key == "Value") || conditions;
    if (!inside) return;
    const auto give = [&](std::span<const WordRow> rows) {
      for (const WordRow& row : rows) {
        // GetAZs and the like take their short forms too; Transform has none that is usual.
        out_.form == Form::kKey ? add(row.word, row.what) : add(short_form(row.word), row.what);
      }
    };
    if (place_.key) {
      // An object that holds something else already is no call.
      const Node* object = node_at(steps);
      if (object != nullptr && object->members().size() > 1) return;
      out_.form = Form::kKey;
    } else {
      if (json()) return;
      out_.form = Form::kValue;
      out_.token = value_token();
    }
    if (conditions) give(kConditionFunctions);
    give(kFunctions);
  }

  /// With the ! in front of it.
  text::Range value_token() const {
    text::Range out = place_.token;
    while (out.begin > 0 && out.begin > offset_ - std::min<text::Offset>(offset_, 40) &&
           !is_blank(bytes_[out.begin - 1]) && bytes_[out.begin - 1] != '\n' && bytes_[out.begin - 1] != ':')
      --out.begin;
    return out;
  }

  bool json() const {
    const std::size_t first = bytes_.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes_[first] == '{';
  }

  const Node& root_;
  const CompletionPlace& place_;
  std::string_view bytes_;
  text::Offset offset_;
  std::vector<Declaration> declared_;
  TemplateWords out_;
};

}  // namespace

TemplateWords template_words_at(const lint::ParsedFile& file, const CompletionPlace& place,
                                text::Offset offset) {
  const Node* root = template_of(file);
  if (root == nullptr) return {};
  return Finder(file, *root, place, offset).find();
}

}  // namespace ecslint::lsp
