// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/parameters.h"

#include <algorithm>

#include "dialect/cloudformation/call.h"
#include "dialect/cloudformation/composer.h"

namespace ecslint::dialect_cloudformation {
namespace {

using doc::Node;

constexpr int kMaxDepth = 20;  // of assertions within assertions
constexpr std::size_t kMostAllowed = 200;

/// The texts of a list of scalars; nothing when one of them is something else.
std::vector<std::string_view> texts_of(doc::Arena& arena, const Node& list) {
  if (list.size() > kMostAllowed || !std::ranges::all_of(list.elements(), is_scalar)) return {};
  std::vector<std::string_view> out;
  for (const Node& element : list.elements()) {
    out.push_back(element.is_string() ? element.as_string()
                                      : arena.copy(std::string_view(scalar_text(element))));
  }
  return out;
}

bool is_one_text(const Parameter& parameter) { return !parameter.is_list() && !parameter.is_stored(); }

/// Narrows down what parameters can be by an assertion that always holds. What says more than one parameter's
/// value is passed over.
class Assertions {
 public:
  Assertions(doc::Arena& arena, ParametersByName& parameters) : arena_(arena), parameters_(parameters) {}

  void take(const Node& assertion, int depth = 0) {
    const auto call = condition_call(assertion);
    if (!call || depth > kMaxDepth) return;
    const auto parts = call->argument.elements();
    if (call->function == Function::kAnd) {
      for (const Node& part : parts) take(part, depth + 1);
    } else if (call->function == Function::kEquals && parts.size() == 2) {
      equals(parts[0], parts.subspan(1));
      equals(parts[1], parts.first(1));
    } else if (call->function == Function::kContains && parts.size() == 2 && parts[0].is_array()) {
      equals(parts[1], parts[0].elements());
    }
  }

 private:
  void equals(const Node& reference, std::span<const Node> values) {
    const auto call = call_of(reference);
    const auto name = call && call->function == Function::kRef ? text_of(call->argument) : std::nullopt;
    const auto at = name ? parameters_.find(*name) : parameters_.end();
    if (at == parameters_.end() || !is_one_text(at->second)) return;
    std::vector<std::string_view> allowed = texts_of(arena_, Node::array(values, {}));
    std::erase_if(allowed, [&](std::string_view value) { return !at->second.allows(value); });
    if (!allowed.empty()) at->second.allowed = std::move(allowed);
  }

  doc::Arena& arena_;
  ParametersByName& parameters_;
};

Parameter parameter_of(doc::Arena& arena, const Node& written) {
  Parameter out;
  out.written = &written;
  const Node* type = written.find("Type");
  if (const auto text = type == nullptr ? std::nullopt : text_of(*type)) out.type = *text;
  out.fallback = written.find("Default");
  const Node* secret = written.find("NoEcho");
  out.secret = secret != nullptr && scalar_text(*secret) == "true";
  const Node* allowed = written.find("AllowedValues");
  if (allowed != nullptr && is_one_text(out)) out.allowed = texts_of(arena, *allowed);
  return out;
}

}  // namespace

bool Parameter::allows(std::string_view value) const {
  return allowed.empty() || std::ranges::find(allowed, value) != allowed.end();
}

ParametersByName read_parameters(doc::Arena& arena, const Node& root) {
  ParametersByName out;
  const Node* section = root.find("Parameters");
  if (section == nullptr) return out;
  for (const doc::Member& member : section->members()) {
    out.insert_or_assign(member.key, parameter_of(arena, member.value));
  }
  const Node* rules = root.find("Rules");
  if (rules == nullptr) return out;
  Assertions assertions(arena, out);
  for (const doc::Member& rule : rules->members()) {
    const Node* list = rule.value.find("Assertions");
    if (list == nullptr || rule.value.find("RuleCondition") != nullptr) continue;
    for (const Node& one : list->elements()) {
      if (const Node* assertion = one.find("Assert")) assertions.take(*assertion);
    }
  }
  return out;
}

}  // namespace ecslint::dialect_cloudformation
