// SPDX-License-Identifier: Apache-2.0
#include "rules/runner.h"

#include <algorithm>
#include <bit>

#include "rules/bindings.h"
#include "rules/cells.h"
#include "rules/functions/functions.h"
#include "rules/make_finding.h"
#include "rules/places.h"

namespace ecslint::rules {
namespace {

using doc::Node;
using expr::Value;

constexpr std::uint32_t kFirstLetSlot = kFirstDataSlot + kMaxData;

bool asks_for_more(const GuardMask& guards, const GuardMask& present) {
  return ((guards[0] & ~present[0]) | (guards[1] & ~present[1])) != 0;
}

}  // namespace

/// The rules of one pack, with the evaluator that runs its programs.
class PackRunner {
 public:
  PackRunner(const Plan& plan, std::size_t number)
      : plan_(plan),
        number_(number),
        pack_(*plan.rules().packs()[number]),
        evaluator_(pack_.image(), pack_.patterns(), function_tables()),
        maker_(plan, pack_, evaluator_, bindings_) {
    evaluator_.use(&pack_.finished_patterns());
    evaluator_.use(static_cast<const expr::FactTables*>(plan.rules().packs()[0].get()));
  }

  void run(const model::Project& project, const model::Resource& resource, Results& results) {
    results_ = &results;
    bindings_.begin(project, resource);
    for (std::size_t i = 0; i < subjects().size(); ++i) {
      if (subjects()[i].kind == resource.kind) subject(i);
    }
  }

 private:
  /// A failed assertion: the element it failed for, -1 without `each`.
  using Hits = std::vector<std::int64_t>;

  void subject(std::size_t index) {
    const Plan::OfSubject& active = plan_.active(number_, index);
    if (active.rules.empty()) return;
    const Subject& subject = subjects()[index];
    record_ = &pack_.image()[pack_.header().subjects][index];
    const Node& node = *bindings_.resource().node;
    if (subject.array.empty()) return instance(subject, active, node);
    const Node* array = node.find(subject.array);
    if (array == nullptr || array->has(Node::kRefused)) return;
    for (const Node& element : array->elements()) {
      if (element.is_object() && !element.has(Node::kRefused)) instance(subject, active, element);
    }
  }

  void instance(const Subject& subject, const Plan::OfSubject& active, const Node& node) {
    subject_ = &node;
    bindings_.bind(subject, &node);
    cells_.begin(*record_);
    const GuardMask present = bindings_.present(*record_, pack_.image());
    for (const Plan::Active& rule : active.rules) {
      if (!asks_for_more(rule.guards, present)) judge(rule);
    }
    evaluator_.reset();
  }

  /// Only what fails for every candidate of an ambiguous link is reported.
  void judge(const Plan::Active& active) {
    const RuleRecord& record = *active.record;
    prepare(active);
    const std::uint32_t ways = bindings_.resolve(record.variables);
    one_way_ = ways == 1;
    Hits hits = decide(active, true);
    for (std::uint32_t way = 1; way < ways && !hits.empty(); ++way) {
      bindings_.choose(way);
      const Hits others = decide(active, false);
      hits.erase(std::remove_if(hits.begin(), hits.end(),
                                [&](std::int64_t hit) {
                                  return std::find(others.begin(), others.end(), hit) == others.end();
                                }),
                 hits.end());
    }
    if (hits.empty()) return;
    if (ways > 1) bindings_.choose(0);
    report(active, hits);
  }

  void prepare(const Plan::Active& active) {
    const RuleRecord& record = *active.record;
    for (std::uint64_t wanted = record.data & ~tables_; wanted != 0; wanted &= wanted - 1) {
      const auto table = static_cast<std::uint32_t>(std::countr_zero(wanted));
      bindings_.slots[kFirstDataSlot + table] = Value::from(pack_.table(table));
    }
    tables_ |= record.data;
    if (active.options != nullptr) bindings_.slots[kOptionsSlot] = Value::from(*active.options);
    bindings_.slots[kItemSlot] = Value::null();
    std::uint32_t slot = 0;
    for (const LetRecord& let : pack_.image()[record.lets]) {
      lets_[slot] = expr::Deferred();
      lets_[slot].program = &let.value.program;
      bindings_.slots[kFirstLetSlot + slot] = Value::deferred(&lets_[slot]);
      ++slot;
    }
  }

  void forget_lets(const RuleRecord& record, bool all) {
    std::uint32_t slot = 0;
    for (const LetRecord& let : pack_.image()[record.lets]) {
      if (all || let.uses_item != 0) lets_[slot].reset();
      ++slot;
    }
  }

  Hits decide(const Plan::Active& active, bool note) {
    const RuleRecord& record = *active.record;
    Hits hits;
    note_ = note;
    forget_lets(record, true);
    if (!hold(active, record.when, cells_.subject(), 0)) return hits;
    if (!record.each.exists()) {
      if (fails(active)) hits.push_back(-1);
      return hits;
    }
    const Value list = elements(record);
    if (!list.is_list()) return set_aside(active, record.each, list), hits;
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      take(record, list, i);
      if (hold(active, record.item_when, cells_.item(), i) && fails(active)) hits.push_back(i);
    }
    return hits;
  }

  /// What `each` goes over.
  Value elements(const RuleRecord& record) {
    Value* kept = one_way_ ? cells_.list(record.each_cell) : nullptr;
    if (kept == nullptr) return evaluate(record.each);
    if (kept->is_null()) *kept = evaluate(record.each);
    return *kept;
  }

  void take(const RuleRecord& record, const Value& list, std::uint32_t index) {
    bindings_.slots[kItemSlot] = list.element(index);
    forget_lets(record, false);
  }

  Value evaluate(const Expression& expression) {
    return evaluator_.evaluate(expression.program, bindings_.slots);
  }

  /// All conditions are true. As && has it: one that is false decides, else an unknown outweighs an error.
  bool hold(const Plan::Active& active, text::Ref<ConditionRecord> conditions, Answers& answers,
            std::uint32_t item) {
    const ConditionRecord* open = nullptr;
    Value why;
    for (const ConditionRecord& condition : pack_.image()[conditions]) {
      const Answer known = one_way_ ? answers.get(condition.cell, item) : Answer::kNone;
      if (known == Answer::kYes) continue;
      if (known == Answer::kNo) return false;
      const Value value = evaluate(condition.expression);
      if (value.is(expr::Kind::kBool)) {
        if (one_way_) answers.set(condition.cell, item, value.as_bool() ? Answer::kYes : Answer::kNo);
        if (value.is_false()) return false;
      } else if (open == nullptr || (value.is_unknown() && !why.is_unknown())) {
        open = &condition;
        why = value;
      }
    }
    if (open != nullptr) set_aside(active, open->expression, why);
    return open == nullptr;
  }

  bool fails(const Plan::Active& active) {
    const Value value = evaluate(active.record->assertion);
    if (!value.is(expr::Kind::kBool)) set_aside(active, active.record->assertion, value);
    return value.is_false();
  }

  /// Neither true nor false: undecided when unknown, else a problem of the rule.
  void set_aside(const Plan::Active& active, const Expression& where, const Value& value) {
    if (!note_) return;
    if (value.is_unknown()) {
      const Node* node = value.node() == nullptr || bindings_.made(*value.node()) ? nullptr : value.node();
      results_->undecided.push_back(
          {active.rule, &bindings_.resource(), subject_, node, std::string(expr::reason_of(value))});
    } else {
      results_->findings.push_back(maker_.failed(*active.record, where, value, *subject_));
    }
  }

  void report(const Plan::Active& active, const Hits& hits) {
    const RuleRecord& record = *active.record;
    forget_lets(record, true);
    Value list;
    if (record.each.exists()) list = elements(record);
    for (const std::int64_t hit : hits) {
      if (hit >= 0) take(record, list, static_cast<std::uint32_t>(hit));
      results_->findings.push_back(maker_.broken(active, *subject_));
    }
  }

  const Plan& plan_;
  std::size_t number_;
  const Pack& pack_;
  Bindings bindings_;
  expr::Evaluator evaluator_;
  FindingMaker maker_;
  std::array<expr::Deferred, kMaxLets> lets_;
  std::uint64_t tables_ = 0;  // bits of those in their slots
  bool note_ = true;
  bool one_way_ = true;  // nothing to choose: answers are the same for all rules
  Cells cells_;
  const SubjectRecord* record_ = nullptr;
  const Node* subject_ = nullptr;
  Results* results_ = nullptr;
};

Runner::Runner(const Plan& plan) {
  for (std::size_t i = 0; i < plan.rules().packs().size(); ++i) {
    packs_.push_back(std::make_unique<PackRunner>(plan, i));
  }
}

Runner::~Runner() = default;
Runner::Runner(Runner&&) noexcept = default;

void Runner::run(const model::Project& project, const model::Resource& resource, Results& results) {
  if (resource.node == nullptr || !resource.node->is_object()) return;
  for (const auto& pack : packs_) pack->run(project, resource, results);
}

namespace {

/// What makes it undecided where that stands in the resource, else the subject.
Located locate(const Undecided& undecided) {
  Located located;
  if (undecided.node != nullptr) located = locate_node({undecided.resource}, *undecided.node);
  if (located.resource == nullptr) located = locate_node({undecided.resource}, *undecided.subject);
  if (located.resource == nullptr) located = locate_node({undecided.resource}, *undecided.resource->node);
  return located;
}

}  // namespace

finding::Place Undecided::place() const { return locate(*this).place(); }

std::string Undecided::path() const { return locate(*this).path; }

}  // namespace ecslint::rules
