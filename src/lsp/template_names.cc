// SPDX-License-Identifier: Apache-2.0
#include "lsp/template_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dialect/cloudformation/call.h"
#include "lsp/cursor.h"

namespace ecslint::lsp {
namespace {

using dialect_cloudformation::Call;
using dialect_cloudformation::Function;
using doc::Node;

struct SectionRow {
  std::string_view name;
  TemplateSection section;
  std::string_view what;
};
constexpr std::array<SectionRow, 5> kSectionRows = {{
    {"Parameters", TemplateSection::kParameter, "parameter"},
    {"Mappings", TemplateSection::kMapping, "mapping"},
    {"Conditions", TemplateSection::kCondition, "condition"},
    {"Resources", TemplateSection::kResource, "resource"},
    {"Outputs", TemplateSection::kOutput, "output"},
}};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What a use can mean.
enum class Meaning : std::uint8_t { kReferable, kParameter, kCondition, kMapping };

bool fits(TemplateSection section, Meaning meaning) {
  switch (meaning) {
    case Meaning::kReferable:
      return section == TemplateSection::kParameter || section == TemplateSection::kResource;
    case Meaning::kParameter:
      return section == TemplateSection::kParameter;
    case Meaning::kCondition:
      return section == TemplateSection::kCondition;
    case Meaning::kMapping:
      return section == TemplateSection::kMapping;
  }
  return false;
}

struct Use {
  Meaning meaning;
  text::Range range;
};

/// Walks a template and takes down where names are used.
class Uses {
 public:
  Uses(const text::Source& source, const Node& root) : source_(source) {
    for (const doc::Member& section : root.members()) {
      const bool attributes = section.key == "Resources" || section.key == "Outputs";
      for (const doc::Member& member : section.value.members()) {
        if (attributes) attributes_of(member.value);
        value(member.value, section.key == "Conditions", 0);
      }
      if (section.key == "Metadata") interface_of(section.value);
    }
  }

  std::vector<Use> take() { return std::move(out_); }

 private:
  void add(Meaning meaning, text::Range range) { out_.push_back({meaning, range}); }

  /// A string that is the name.
  void name(Meaning meaning, const Node* node) {
    if (node != nullptr && node->is_string()) add(meaning, inside_quotes(source_, node->range()));
  }
  void names(Meaning meaning, const Node* node) {
    name(meaning, node);
    if (node == nullptr) return;
    for (const Node& element : node->elements()) name(meaning, &element);
  }

  void attributes_of(const Node& declared) {
    name(Meaning::kCondition, declared.find("Condition"));
    names(Meaning::kReferable, declared.find("DependsOn"));
  }

  /// How the console groups and calls parameters.
  void interface_of(const Node& metadata) {
    const Node* interface = metadata.find("AWS::CloudFormation::Interface");
    const Node* groups = interface == nullptr ? nullptr : interface->find("ParameterGroups");
    const Node* labels = interface == nullptr ? nullptr : interface->find("ParameterLabels");
    if (groups != nullptr) {
      for (const Node& group : groups->elements()) names(Meaning::kParameter, group.find("Parameters"));
    }
    if (labels == nullptr) return;
    for (const doc::Member& member : labels->members())
      add(Meaning::kParameter, inside_quotes(source_, member.key_range));
  }

  /// `conditions`: {"Condition": NAME} is a call here.
  void value(const Node& node, bool conditions, int depth) {
    if (depth > doc::kMaxDepth || node.has(Node::kShared)) return;
    const auto call =
        conditions ? dialect_cloudformation::condition_call(node) : dialect_cloudformation::call_of(node);
    if (call) return this->call(*call, conditions, depth);
    const Node& inner = node.is_unresolved() && node.why().tagged != nullptr ? *node.why().tagged : node;
    for (const Node& element : inner.elements()) value(element, conditions, depth + 1);
    for (const doc::Member& member : inner.members()) value(member.value, conditions, depth + 1);
  }

  void call(const Call& call, bool conditions, int depth) {
    const Node& argument = call.argument;
    switch (call.function) {
      case Function::kRef:
        return name(Meaning::kReferable, &argument);
      case Function::kCondition:
        return name(Meaning::kCondition, &argument);
      case Function::kGetAtt:
        return attribute(argument);
      case Function::kSub:
        return sub(argument, conditions, depth);
      case Function::kIf:
        if (argument.size() > 0 && argument.is_array()) name(Meaning::kCondition, &argument.elements()[0]);
        return value(argument, conditions, depth + 1);
      case Function::kFindInMap:
        if (argument.size() > 0 && argument.is_array()) name(Meaning::kMapping, &argument.elements()[0]);
        return value(argument, conditions, depth + 1);
      case Function::kAnd:
      case Function::kOr:
      case Function::kNot:
        return value(argument, true, depth + 1);
      default:
        return value(argument, conditions, depth + 1);
    }
  }

  /// "Task.Arn" or ["Task", "Arn"].
  void attribute(const Node& argument) {
    if (argument.is_array() && argument.size() > 0) return name(Meaning::kReferable, &argument.elements()[0]);
    if (!argument.is_string()) return;
    const text::Range range = inside_quotes(source_, argument.range());
    const std::size_t dot = std::min<std::size_t>(source_.slice(range).find('.'), range.size());
    add(Meaning::kReferable, {range.begin, range.begin + static_cast<text::Offset>(dot)});
  }

  /// A text, or a text and its own variables.
  void sub(const Node& argument, bool conditions, int depth) {
    if (!argument.is_array()) return holes(argument.range(), nullptr);
    if (argument.size() == 0) return;
    const Node* own = argument.size() > 1 ? &argument.elements()[1] : nullptr;
    holes(argument.elements()[0].range(), own);
    if (own != nullptr) value(*own, conditions, depth + 1);
  }

  /// ${Name} and ${Name.Attribute} as they are written.
  void holes(text::Range range, const Node* own) {
    const std::string_view bytes = source_.slice(range);
    for (std::size_t at = bytes.find("${"); at != std::string_view::npos; at = bytes.find("${", at + 2)) {
      std::size_t end = at + 2;
      while (end < bytes.size() && is_name_character(bytes[end])) ++end;
      const std::string_view name = bytes.substr(at + 2, end - at - 2);
      const bool closed = end < bytes.size() && (bytes[end] == '}' || bytes[end] == '.');
      if (name.empty() || !closed || (own != nullptr && own->find(name) != nullptr)) continue;
      const auto begin = static_cast<text::Offset>(range.begin + at + 2);
      add(Meaning::kReferable, {begin, begin + static_cast<text::Offset>(name.size())});
    }
  }

  const text::Source& source_;
  std::vector<Use> out_;
};

bool stands_at(text::Range range, text::Offset offset) {
  return !range.empty() && range.begin <= offset && offset <= range.end;
}

}  // namespace

std::string Declaration::what() const {
  const auto* row = std::ranges::find(kSectionRows, section, &SectionRow::section);
  return type.empty() ? std::string(row->what) : fmt::format("{} {}", row->what, type);
}

const Node* template_of(const lint::ParsedFile& file) {
  for (const Node& root : file.document->roots()) {
    const bool versioned = root.find("AWSTemplateFormatVersion") != nullptr;
    if (versioned || dialect_cloudformation::is_template(root)) return &root;
  }
  return nullptr;
}

std::vector<Declaration> declarations(const lint::ParsedFile& file) {
  std::vector<Declaration> out;
  const Node* root = template_of(file);
  if (root == nullptr) return out;
  for (const doc::Member& section : root->members()) {
    const auto* row = std::ranges::find(kSectionRows, section.key.text(), &SectionRow::name);
    if (row == kSectionRows.end()) continue;
    for (const doc::Member& member : section.value.members()) {
      if (dialect_cloudformation::is_loop(member.key)) continue;
      const Node* type = member.value.find("Type");
      const bool typed = type != nullptr && type->is_string();
      out.push_back({member.key.text(), row->section, typed ? type->as_string() : std::string_view(),
                     member.key_range, &member.value});
    }
  }
  return out;
}

std::optional<TemplateName> template_name_at(const lint::ParsedFile& file, text::Offset offset) {
  const Node* root = template_of(file);
  if (root == nullptr) return std::nullopt;
  const text::Source& source = file.document->source();
  const std::vector<Declaration> all = declarations(file);
  std::vector<Use> uses = Uses(source, *root).take();
  const Declaration* found = nullptr;
  text::Range range;
  for (const Declaration& each : all) {
    if (!stands_at(each.name_range, offset)) continue;
    found = &each;
    range = inside_quotes(source, each.name_range);
  }
  for (const Use& use : uses) {
    if (found != nullptr || !stands_at(use.range, offset)) continue;
    const auto at = std::ranges::find_if(all, [&](const Declaration& each) {
      return fits(each.section, use.meaning) && each.name == source.slice(use.range);
    });
    if (at == all.end()) return std::nullopt;
    found = &*at;
    range = use.range;
  }
  if (found == nullptr) return std::nullopt;
  TemplateName out{*found, range, inside_quotes(source, found->name_range), {}};
  for (const Use& use : uses) {
    if (fits(found->section, use.meaning) && source.slice(use.range) == found->name)
      out.uses.push_back(use.range);
  }
  std::ranges::sort(out.uses);
  out.uses.erase(std::unique(out.uses.begin(), out.uses.end()), out.uses.end());
  return out;
}

std::span<const PseudoParameter> pseudo_parameters() {
  static constexpr PseudoParameter kAll[] = {
      {"AWS::AccountId", "the account in which the stack is created"},
      {"AWS::NotificationARNs", "the topics that are told about the stack"},
      {"AWS::NoValue", "takes the property away, as the outcome of Fn::If"},
      {"AWS::Partition", "aws, aws-cn or aws-us-gov"},
      {"AWS::Region", "the Region in which the stack is created"},
      {"AWS::StackId", "the ARN of the stack"},
      {"AWS::StackName", "the name of the stack"},
      {"AWS::URLSuffix", "amazonaws.com, or amazonaws.com.cn in China"},
  };
  return kAll;
}

}  // namespace ecslint::lsp
