// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/template.h"

#include <fmt/format.h>

#include <algorithm>

#include "dialect/cloudformation/call.h"
#include "dialect/cloudformation/composer.h"
#include "text/edit_distance.h"

namespace ecslint::dialect_cloudformation {
namespace {

using doc::Node;
using finding::SyntaxCode;

constexpr std::size_t kMaxReports = 200;
constexpr std::size_t kMaxResources = 5'000;  // CloudFormation itself takes 500; written and looped ones
constexpr int kMaxLoops = 6;                  // within each other
constexpr int kMaxDepth = 100;

const Node* section(const Node& root, std::string_view name) {
  const Node* found = root.find(name);
  return found != nullptr && found->is_object() ? found : nullptr;
}

/// A transform that adds no resources, conditions or parameters of its own.
bool is_harmless(std::string_view transform) {
  return transform == "AWS::LanguageExtensions" || transform == "AWS::SecretsManager-2020-07-23" ||
         transform == "AWS::SecretsManager-2024-09-16";
}

}  // namespace

std::string_view bound_text(doc::Arena& arena, const Bindings& bindings, std::string_view text) {
  if (bindings.empty() || text.find('{') == std::string_view::npos) return text;
  std::string out(text);
  for (const auto& [name, value] : bindings) {
    for (const char mark : {'$', '&'}) {
      const std::string wanted = fmt::format("{}{{{}}}", mark, name);
      for (std::size_t at = out.find(wanted); at != std::string::npos; at = out.find(wanted, at)) {
        out.replace(at, wanted.size(), value);
        at += value.size();
      }
    }
  }
  return out == text ? text : arena.copy(std::string_view(out));
}

Template::Template(doc::Document& document, const Node& root, GivenValues given,
                   std::vector<finding::Finding>& findings)
    : document_(document), findings_(findings), given_(given) {
  // A piece that another tool puts into a whole says neither.
  open_ = root.find("AWSTemplateFormatVersion") == nullptr && root.find("Parameters") == nullptr;
  cut_ = root.has(Node::kOpen);
  open_ = open_ || cut_;
  mappings_ = section(root, "Mappings");
  conditions_ = section(root, "Conditions");
  read_transforms(root.find("Transform"));
  if (conditions_ != nullptr) {
    for (const doc::Member& member : conditions_->members()) {
      conditions_by_name_.emplace(member.key, &member);
      if (is_loop(member.key)) open_ = true;
    }
  }
  parameters_ = read_parameters(arena(), root);
  for (const auto& [name, value] : given) {
    const auto at = parameters_.find(name);
    if (at != parameters_.end()) at->second.given = &value;
  }
  if (conditions_ != nullptr) mark_deciding(*conditions_, 0);
  if (const Node* resources = section(root, "Resources")) {
    read_resources(*resources);
  }
}

void Template::read_transforms(const Node* transform) {
  if (transform == nullptr) return;
  const auto look = [this](const Node& one) {
    extended_ = extended_ || (one.is_string() && one.as_string() == "AWS::LanguageExtensions");
    if (!one.is_string() || !is_harmless(one.as_string())) {
      open_ = true;
      rewritten_ = rewritten_ || !one.is_string() || !one.as_string().starts_with("AWS::");
    }
  };
  if (!transform->is_array()) return look(*transform);
  std::ranges::for_each(transform->elements(), look);
}

/// Where conditions ask a parameter, its default is one of several values that are meant.
void Template::mark_deciding(const Node& node, int depth) {
  if (depth > kMaxDepth) return;
  if (const auto call = call_of(node)) {
    if (call->function == Function::kRef) {
      const auto name = text_of(call->argument);
      const auto at = name ? parameters_.find(*name) : parameters_.end();
      if (at != parameters_.end()) at->second.decides = true;
      return;
    }
    return mark_deciding(call->argument, depth + 1);
  }
  for (const Node& element : node.elements()) mark_deciding(element, depth + 1);
  for (const doc::Member& member : node.members()) mark_deciding(member.value, depth + 1);
}

void Template::read_resources(const Node& written) {
  const auto take = [this](const doc::Member& member, const Bindings& bindings) {
    member.key == "Fn::Transform" ? void(open_ = unknown_resources_ = true) : add_resource(member, bindings);
  };
  const Bindings& none = *bindings_.emplace_back(std::make_unique<Bindings>());
  for (const doc::Member& member : written.members()) {
    if (!is_loop(member.key)) {
      take(member, none);
      continue;
    }
    std::vector<LoopMember> turns;
    if (!unroll(member, none, turns)) open_ = unknown_resources_ = true;
    for (const LoopMember& turn : turns) take(*turn.member, *turn.bindings);
  }
}

void Template::give_up(doc::Range place) {
  open_ = unknown_resources_ = true;
  if (std::exchange(too_many_, true)) return;
  report(SyntaxCode::kTemplateLimit, place,
         fmt::format("more than {} resources, loops written out; the others are not read", kMaxResources));
}

void Template::add_resource(const doc::Member& member, const Bindings& bindings) {
  if (resources_.size() >= kMaxResources) return give_up(member.key_range);
  const Node* type = member.value.find("Type");
  if (type == nullptr || !type->is_string()) {
    open_ = true;
    return;
  }
  TemplateResource resource;
  resource.id = bound_text(arena(), bindings, member.key);
  resource.type = type->as_string();
  resource.id_range = member.key_range;
  resource.node = &member.value;
  const Node* properties = member.value.find("Properties");
  if (properties != nullptr && !properties->is_null()) resource.properties = properties;
  resource.bindings = &bindings;
  if (resource.type.ends_with("::MODULE") || resource.type.starts_with("AWS::Serverless::")) open_ = true;
  if (resources_by_id_.emplace(resource.id, resources_.size()).second) resources_.push_back(resource);
}

/// What a loop's variable takes: texts, or parameters that are lists of them.
std::vector<std::string_view> Template::loop_values(const Node& list, bool& known) const {
  std::vector<std::string_view> out;
  const auto take_list = [&](std::string_view text) {
    while (!text.empty()) {
      const std::size_t comma = text.find(',');
      std::string_view one = text.substr(0, comma);
      while (one.starts_with(' ')) one.remove_prefix(1);
      while (one.ends_with(' ')) one.remove_suffix(1);
      out.push_back(one);
      text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
  };
  const auto take = [&](const Node& node) {
    const auto call = call_of(node);
    if (!call) {
      is_scalar(node) ? out.push_back(arena().copy(std::string_view(scalar_text(node))))
                      : void(known = false);
      return;
    }
    const auto name = text_of(call->argument);
    const Parameter* parameter = call->function == Function::kRef && name ? this->parameter(*name) : nullptr;
    if (parameter == nullptr) {
      known = false;
    } else if (parameter->given != nullptr) {
      take_list(*parameter->given);
    } else if (parameter->fallback != nullptr && is_scalar(*parameter->fallback)) {
      take_list(arena().copy(std::string_view(scalar_text(*parameter->fallback))));
    } else {
      known = false;
    }
  };
  if (list.is_array()) {
    std::ranges::for_each(list.elements(), take);
  } else {
    take(list);
  }
  return out;
}

/// Fn::ForEach::Name: [Variable, [values], {key with ${Variable}: …}]
bool Template::unroll(const doc::Member& loop, const Bindings& bindings, std::vector<LoopMember>& out,
                      int depth) {
  const auto parts = loop.value.elements();
  if (parts.size() != 3 || !parts[0].is_string() || !parts[2].is_object()) {
    report(SyntaxCode::kTemplateForm, loop.key_range,
           "Fn::ForEach takes a list of three: the variable's name, its values, and what is repeated");
    return false;
  }
  if (depth >= kMaxLoops) {
    report(SyntaxCode::kTemplateLimit, loop.key_range, "loops within loops are read six deep");
    return false;
  }
  bool whole = true;
  for (const std::string_view value : loop_values(parts[1], whole)) {
    if (too_many_ || bindings_.size() > kMaxResources) return give_up(loop.key_range), false;
    const Bindings& turn = *bindings_.emplace_back(std::make_unique<Bindings>(bindings));
    bindings_.back()->emplace_back(parts[0].as_string(), value);
    for (const doc::Member& member : parts[2].members()) {
      if (is_loop(member.key)) {
        whole &= unroll(member, turn, out, depth + 1);
      } else if (out.size() < kMaxResources) {
        out.push_back({&member, &turn});
      } else {
        return give_up(member.key_range), false;
      }
    }
  }
  return whole;
}

const Parameter* Template::parameter(std::string_view name) const {
  const auto at = parameters_.find(name);
  return at == parameters_.end() ? nullptr : &at->second;
}

const std::string* Template::given(std::string_view name) const {
  const auto at =
      std::find_if(given_.rbegin(), given_.rend(), [name](const auto& pair) { return pair.first == name; });
  return at == given_.rend() ? nullptr : &at->second;
}

const Node* Template::mapping(std::string_view name) const {
  return mappings_ == nullptr ? nullptr : mappings_->find(name);
}

const doc::Member* Template::condition(std::string_view name) const {
  const auto at = conditions_by_name_.find(name);
  return at == conditions_by_name_.end() ? nullptr : at->second;
}

const TemplateResource* Template::resource(std::string_view id) const {
  const auto at = resources_by_id_.find(id);
  return at == resources_by_id_.end() ? nullptr : &resources_[at->second];
}

void Template::report(SyntaxCode code, doc::Range range, std::string message,
                      std::optional<finding::Level> level) {
  const auto same = [&](const finding::Finding& other) {
    return other.place.range == range && other.message == message;
  };
  if (reported_ >= kMaxReports || std::ranges::any_of(findings_, same)) return;
  ++reported_;
  findings_.push_back(finding::syntax_finding(code, document_.source(), range, std::move(message)));
  if (level) findings_.back().level = *level;
}

std::string Template::near_name(std::string_view name) const {
  constexpr std::size_t kMany = 2000;
  std::vector<std::string_view> names;
  if (reported_ >= kMaxReports || parameters_.size() + resources_.size() > kMany) return {};
  for (const auto& [known, parameter] : parameters_) names.push_back(known);
  for (const TemplateResource& resource : resources_) names.push_back(resource.id);
  std::ranges::sort(names);
  const std::string_view near = text::nearest(name, names);
  return near.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", near);
}

}  // namespace ecslint::dialect_cloudformation
