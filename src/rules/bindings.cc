// SPDX-License-Identifier: Apache-2.0
#include "rules/bindings.h"

#include <algorithm>
#include <bit>
#include <new>

namespace ecslint::rules {
namespace {

using doc::Node;
using expr::Value;

const Node& empty_object() {
  static const Node kEmpty = Node::object({}, {});
  return kEmpty;
}

}  // namespace

void Bindings::begin(const model::Project& project, const model::Resource& resource) {
  project_ = &project;
  resource_ = &resource;
  links_.clear();
  subject_ = nullptr;
  element_ = nullptr;
  candidates_ = {};
  resources_.clear();
  add_resource(resource);
  arena_.reset();
}

void Bindings::bind(const Subject& subject) {
  link_slots_ = of_element_ = resolved_ = several_ = 0;
  candidates_ = {};
  subject_ = &subject;
  std::uint32_t slot = 0;
  for (const Variable& variable : subject.variables) {
    if (variable.origin == Origin::kLink || variable.origin == Origin::kUnfound) link_slots_ |= 1u << slot;
    if (variable.of_element) of_element_ |= 1u << slot;
    if (variable.origin == Origin::kResource) slots[slot] = Value::from(*resource_->node);
    if (variable.origin == Origin::kForm) slots[slot] = Value::string(model::to_string(resource_->form));
    ++slot;
  }
}

void Bindings::bind_element(const Node& element) {
  if (element_ != &element) forget_element();
  element_ = &element;
  std::uint32_t slot = 0;
  for (const Variable& variable : subject_->variables) {
    if (variable.origin == Origin::kElement) slots[slot] = Value::from(element);
    ++slot;
  }
}

void Bindings::forget_element() {
  if (links_.empty()) return;
  candidates_ = {};
  std::erase_if(links_, [](const Followed& followed) { return followed.of_element; });
  resolved_ &= ~of_element_;
  several_ &= ~of_element_;
}

std::uint32_t Bindings::resolve(std::uint32_t variables) {
  const std::uint32_t wanted = variables & link_slots_;
  if (wanted == 0) return 1;
  if ((wanted & ~resolved_) != 0) {
    for (std::uint32_t slot = 0; slot < subject_->variables.size(); ++slot) {
      if ((wanted & ~resolved_) >> slot & 1) fill(slot);
    }
    resolved_ |= wanted;
  }
  candidates_ = {};
  if (const std::uint32_t several = wanted & several_; several != 0) take_first(several);
  return candidates_.empty() ? 1 : static_cast<std::uint32_t>(std::min(candidates_.size(), kMaxCandidates));
}

/// Of these slots with several candidates the first is for choosing.
void Bindings::take_first(std::uint32_t several) {
  choice_slot_ = static_cast<std::uint32_t>(std::countr_zero(several));
  candidates_ = follow(subject_->variables[choice_slot_]).targets;
  choose(0);
  for (std::uint32_t rest = several & (several - 1); rest != 0; rest &= rest - 1)
    slots[static_cast<std::size_t>(std::countr_zero(rest))] = unknown("several candidates");
}

void Bindings::fill(std::uint32_t slot) {
  const Variable& variable = subject_->variables[slot];
  if (variable.origin == Origin::kUnfound) {
    slots[slot] = unfound();
    return;
  }
  const model::Link& link = follow(variable);
  if (link.state == model::Link::State::kSeveral && !variable.list) {
    several_ |= 1u << slot;
  } else {
    slots[slot] = value_of(link, variable.list);
  }
}

void Bindings::choose(std::uint32_t candidate) {
  if (!candidates_.empty()) slots[choice_slot_] = Value::from(*candidates_[candidate]->node);
}

const model::Link& Bindings::follow(const Variable& variable) {
  for (const Followed& known : links_) {
    if (known.relation == variable.relation && known.of_element == variable.of_element) return known.link;
  }
  const Node* element = variable.of_element ? element_ : nullptr;
  links_.push_back(
      {variable.relation, variable.of_element, project_->follow(*resource_, variable.relation, element)});
  const model::Link& link = links_.back().link;
  for (const model::Resource* target : link.targets) add_resource(*target);
  return link;
}

Value Bindings::value_of(const model::Link& link, bool list) {
  using State = model::Link::State;
  if (link.state == State::kUnresolved) return unknown(link.reason);
  if (list) {
    if (link.targets.empty() && !link.complete && link.state != State::kAbsent) return unknown(link.reason);
    std::vector<Value> values;
    for (const model::Resource* target : link.targets) values.push_back(Value::from(*target->node));
    for (std::uint32_t i = 0; i < link.missing; ++i) values.push_back(unknown(link.reason));
    return Value::list(arena_.copy(std::span<const Value>(values)));
  }
  return Value::from(link.targets.empty() ? empty_object() : *link.targets[0]->node);
}

Value Bindings::unfound() {
  std::vector<Value> values;
  for (const Node* reference : project_->unfound(*resource_)) values.push_back(Value::from(*reference));
  return Value::list(arena_.copy(std::span<const Value>(values)));
}

/// An unknown that can say why.
Value Bindings::unknown(std::string_view reason) {
  auto* why = new (arena_.allocate<doc::Unresolved>(1)) doc::Unresolved{reason, "", {}};
  return Value::from(*new (arena_.allocate<Node>(1)) Node(Node::unresolved(why, {})));
}

/// The pieces of a role come before it: they are in the files.
void Bindings::add_resource(const model::Resource& resource) {
  for (const model::Resource* part : resource.parts) add_resource(*part);
  if (std::find(resources_.begin(), resources_.end(), &resource) == resources_.end()) {
    resources_.push_back(&resource);
  }
}

}  // namespace ecslint::rules
