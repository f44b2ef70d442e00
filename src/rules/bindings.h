// SPDX-License-Identifier: Apache-2.0
// The values of a subject's variables while rules run over it: the resource, the element, and, only when a
// rule needs them, the resources it is linked with. What is not in the run is unknown with its reason; what
// certainly is not there is an empty object or list; where several candidates tie, a rule is run for each.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "doc/arena.h"
#include "expr/value.h"
#include "model/project.h"
#include "rules/records.h"
#include "rules/subjects.h"
#include "text/image.h"

namespace ecslint::rules {

class Bindings {
 public:
  std::array<expr::Value, kSlotCount> slots;

  /// Another resource: links are forgotten.
  void begin(const model::Project& project, const model::Resource& resource);
  /// Another subject of the resource: binds all but links and the element.
  void bind(const Subject& subject);
  void bind_element(const doc::Node& element);

  /// Resolves the links among these variables; the number of ways to choose among candidates (1 when there
  /// is no choice). choose(0) is in force afterwards. Of two ambiguous links the second is unknown, whatever
  /// was resolved before.
  std::uint32_t resolve(std::uint32_t variables);
  void choose(std::uint32_t candidate);

  /// The node was made here to say that something is unknown; it is gone with the next begin().
  bool made(const doc::Node& node) const { return arena_.owns(&node); }

  /// Where a variable that is a link leads to.
  const model::Link& follow(const Variable& variable);

  /// The resource names something that a closed root does not have.
  bool names_unfound() const { return !project_->unfound(*resource_).empty(); }

  const model::Resource& resource() const { return *resource_; }
  /// The resource itself, then those that it has been linked with; of what was put together, the parts first.
  const std::vector<const model::Resource*>& resources() const { return resources_; }

 private:
  static constexpr std::size_t kMaxCandidates = 16;

  /// A link that has been followed; of an element it is forgotten with the element.
  struct Followed {
    model::Relation relation;
    bool of_element;
    model::Link link;
  };

  void fill(std::uint32_t slot);
  void take_first(std::uint32_t several);
  void forget_element();
  expr::Value value_of(const model::Link& link, bool list);
  expr::Value unfound();
  expr::Value unknown(std::string_view reason);
  void add_resource(const model::Resource& resource);

  const model::Project* project_ = nullptr;
  const model::Resource* resource_ = nullptr;
  const Subject* subject_ = nullptr;
  const doc::Node* element_ = nullptr;
  std::deque<Followed> links_;
  std::vector<const model::Resource*> resources_;
  std::uint32_t link_slots_ = 0;  // bits of the subject's variables that are links
  std::uint32_t of_element_ = 0;  // those of them that begin at the element
  std::uint32_t resolved_ = 0;    // those that have been followed
  std::uint32_t several_ = 0;     // those of them that have several candidates
  std::uint32_t choice_slot_ = 0;
  std::span<const model::Resource* const> candidates_;  // for choice_slot_; empty: nothing to choose
  doc::Arena arena_;
};

}  // namespace ecslint::rules
