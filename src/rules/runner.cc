// SPDX-License-Identifier: Apache-2.0
#include "rules/runner.h"

#include <algorithm>
#include <bit>
#include <chrono>

#include "rules/answers.h"
#include "rules/bindings.h"
#include "rules/functions/functions.h"
#include "rules/make_finding.h"
#include "rules/places.h"
#include "rules/present.h"
#include "rules/screen.h"

namespace ecslint::rules {
namespace {

using doc::Node;
using expr::Value;
using Bits = Present::Bits;

constexpr std::uint32_t kFirstLetSlot = kFirstDataSlot + kMaxData;
constexpr std::size_t kMemoryKept = std::size_t{1} << 20;  // of what was computed, between two elements

/// Calls f(i) for each bit that is set when its turn comes; f may clear others.
template <typename F>
void each_bit(Bits& bits, F&& f) {
  for (std::size_t word = 0; word < bits.size(); ++word) {
    while (bits[word] != 0) {
      const int bit = std::countr_zero(bits[word]);
      bits[word] &= bits[word] - 1;
      f(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(bit)));
    }
  }
}

/// There is one.
std::uint32_t first_bit(const Bits& bits) {
  std::size_t word = 0;
  while (bits[word] == 0) ++word;
  return static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits[word])));
}

}  // namespace

/// The rules of one pack, with the evaluator that runs its programs.
class PackRunner {
 public:
  PackRunner(const Plan& plan, std::size_t number, Runner::Notes notes, RuleCosts* costs)
      : plan_(plan),
        number_(number),
        pack_(*plan.rules().packs()[number]),
        image_(pack_.image()),
        evaluator_(pack_.image(), pack_.patterns(), function_tables()),
        maker_(plan, pack_, evaluator_, bindings_),
        screen_(pack_, evaluator_, bindings_, present_, answers_),
        notes_(notes),
        costs_(costs) {
    evaluator_.use(&pack_.finished_patterns());
    evaluator_.use(static_cast<const expr::FactTables*>(plan.rules().packs()[0].get()));
    for (std::uint32_t i = 0; i < kMaxLets; ++i)
      bindings_.slots[kFirstLetSlot + i] = Value::deferred(&lets_[i]);
  }

  void run(const model::Project& project, const model::Resource& resource, Results& results) {
    results_ = &results;
    bindings_.begin(project, resource);
    evaluator_.reset();
    for (std::size_t i = 0; i < subjects().size(); ++i) {
      if (subjects()[i].kind == resource.kind) subject(i);
    }
  }

 private:
  /// A failed assertion: the element it failed for, -1 without `each`.
  using Hits = std::vector<std::int64_t>;

  void subject(std::size_t index) {
    active_ = &plan_.active(number_, index);
    if (!active_->any) return;
    const Subject& subject = subjects()[index];
    subject_index_ = index;
    record_ = &image_[pack_.header().subjects][index];
    judges_ = image_[record_->judges];
    conditions_ = image_[record_->conditions];
    lists_ = image_[record_->lists];
    screens_ = nullptr;
    if (notes_ == Runner::Notes::kCount && !pack_.screens().empty() &&
        pack_.screens()[index].rules != nullptr)
      screens_ = &pack_.screens()[index];
    screen_.use(active_->options.data());
    const Node& node = *bindings_.resource().node;
    begin(subject);
    if (subject.array.empty()) return instance(subject, node);
    const Node* array = node.find(subject.array);
    if (array == nullptr || array->has(Node::kRefused)) return;
    const auto elements = array->elements();
    if (elements.size() > kMostElements) results_->cut = &elements[kMostElements];
    for (const Node& element : elements.first(std::min(elements.size(), kMostElements))) {
      if (results_->full()) return;
      if (element.is_object() && !element.has(Node::kRefused)) instance(subject, element);
    }
  }

  /// All that is the same for every element.
  void begin(const Subject& subject) {
    bindings_.bind(subject);
    present_.begin(*record_, image_);
    evaluator_.share(record_->cells, present_.properties());
    answers_.begin(conditions_.size());
    dismissed_.assign(record_->words, 0);
    for_all_.assign(record_->words, 0);
    if (waiting_.size() < lists_.size()) waiting_.resize(lists_.size());
    present_.always(for_all_);
    read(subject, Origin::kResource, for_all_);
  }

  void read(const Subject& subject, Origin origin, Bits& rules) {
    for (std::uint32_t slot = 0; slot < subject.variables.size(); ++slot) {
      if (subject.variables[slot].origin == origin) present_.read(slot, bindings_.slots[slot], rules);
    }
  }

  void instance(const Subject& subject, const Node& node) {
    subject_ = &node;
    bindings_.bind_element(node);
    bindings_.slots[kItemSlot] = Value::null();
    rules_ = for_all_;
    read(subject, Origin::kElement, rules_);
    for (std::size_t i = 0; i < rules_.size(); ++i) rules_[i] &= active_->enabled[i] & ~dismissed_[i];
    evaluator_.forget(kElementScope);
    answers_.forget(kElementScope);
    const auto undecided = static_cast<std::ptrdiff_t>(results_->undecided.size());
    if (screens_ == nullptr) {
      each_bit(rules_, [this](std::uint32_t i) { measured(i, [this, i] { judge(i); }); });
    } else {
      screen_.begin_element();
      if (costs_ == nullptr) screen_all();
      each_bit(rules_, [this](std::uint32_t i) { measured(i, [this, i] { screen(i); }); });
    }
    for (std::size_t i = 0; i < waited_for_.size(); ++i) go_over(waited_for_[i]);
    for (const std::uint32_t list : waited_for_) waiting_[list].clear();
    waited_for_.clear();
    std::stable_sort(results_->undecided.begin() + undecided, results_->undecided.end(),
                     [](const Undecided& a, const Undecided& b) { return a.rule < b.rule; });
    if (evaluator_.arena().capacity() > kMemoryKept) evaluator_.reset();
  }

  /// Whether rules have anything to say, before they are asked what.
  void screen_all() {
    const auto* const screens = screens_->rules;
    for (std::size_t word = 0; word < rules_.size(); ++word) {
      while (rules_[word] != 0) {
        const auto i =
            static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(rules_[word])));
        rules_[word] &= rules_[word] - 1;
        const Verdict verdict = screens[i](screen_);
        if (verdict != Verdict::kSilent) follow(i, verdict);
      }
    }
  }

  void screen(std::uint32_t i) { follow(i, screens_->rules[i](screen_)); }

  void follow(std::uint32_t i, Verdict verdict) {
    switch (verdict) {
      case Verdict::kSilent:
        return;
      case Verdict::kNever:
        dismissed_[i / 64] |= std::uint64_t{1} << (i % 64);
        return;
      case Verdict::kGoes:
        return wait(i);
      case Verdict::kOpen:
        return note_open(i);
      case Verdict::kAsk:
        return judge(i);
    }
  }

  void note_open(std::uint32_t i) { results_->open.push_back(plan_.rule(number_, judges_[i].rule)); }

  /// The rule, up to its list if it has one.
  void judge(std::uint32_t i) {
    const JudgeRecord& judge = judges_[i];
    for (const std::uint16_t guard : image_[judge.guards]) {
      if (!present_.may_have(guard)) return;
    }
    const std::uint32_t ways = bindings_.resolve(judge.variables);
    if (ways > 1) return judge_each_way(i, ways);
    prepare(i);
    if (!hold(i, judge.when, rules_)) return;
    if (judge.has_each()) return wait(i);
    if (fails(i)) report(i);
  }

  /// Rules that go over the same list do so together.
  void wait(std::uint32_t i) {
    const std::uint32_t list = judges_[i].each.number;
    if (waiting_[list].empty()) {
      waited_for_.push_back(list);
      waiting_[list].assign(record_->words, 0);
    }
    waiting_[list][i / 64] |= std::uint64_t{1} << (i % 64);
  }

  void go_over(std::uint32_t number) {
    Value list;
    measured(first_bit(waiting_[number]), [&] { list = list_for(first_bit(waiting_[number]), number); });
    if (screens_ != nullptr && list.is_unknown()) {
      return each_bit(waiting_[number], [&](std::uint32_t i) { note_open(i); });
    }
    if (!list.is_list()) {
      return each_bit(waiting_[number], [&](std::uint32_t i) { set_aside(i, judges_[i].each, list); });
    }
    for (std::uint32_t at = 0; at < list.size() && !results_->full(); ++at) {
      take(list, at);
      item_rules_.assign(waiting_[number].begin(), waiting_[number].end());
      each_bit(item_rules_, [this](std::uint32_t i) { measured(i, [this, i] { screen_item(i); }); });
    }
  }

  /// A list that names a rule's own is that rule's alone.
  Value list_for(std::uint32_t i, std::uint32_t number) {
    if (screens_ != nullptr) {
      const Value list = screens_->lists[number](screen_);
      if (!list.is_error()) return list;
    }
    prepare(i);
    return evaluate(lists_[number]);
  }

  void screen_item(std::uint32_t i) {
    if (screens_ == nullptr) return judge_item(i);
    const Verdict verdict = screens_->items[i](screen_);
    if (verdict <= Verdict::kNever) return;
    if (verdict == Verdict::kOpen) return note_open(i);
    judge_item(i);
  }

  void judge_item(std::uint32_t i) {
    prepare(i);
    if (hold(i, judges_[i].item_when, item_rules_) && fails(i)) report(i);
  }

  void take(const Value& list, std::uint32_t at) {
    bindings_.slots[kItemSlot] = list.element(at);
    evaluator_.forget(kItemScope);
    answers_.forget(kItemScope);
    screen_.begin();
  }

  /// Only what fails for every candidate of an ambiguous link is reported. Nothing that was found out for one
  /// of them holds for another.
  void judge_each_way(std::uint32_t i, std::uint32_t ways) {
    one_way_ = false;
    Hits hits = decide(i);
    for (std::uint32_t way = 1; way < ways && !hits.empty(); ++way) {
      note_ = false;
      bindings_.choose(way);
      const Hits others = decide(i);
      std::erase_if(hits, [&](std::int64_t hit) {
        return std::find(others.begin(), others.end(), hit) == others.end();
      });
    }
    note_ = true;
    if (!hits.empty()) report_all(i, hits);
    evaluator_.forget(kResourceScope);
    bindings_.slots[kItemSlot] = Value::null();
    one_way_ = true;
  }

  Hits decide(std::uint32_t i) {
    const JudgeRecord& judge = judges_[i];
    Hits hits;
    evaluator_.forget(kResourceScope);
    prepare(i);
    if (!hold(i, judge.when, rules_)) return hits;
    if (!judge.has_each()) {
      if (fails(i)) hits.push_back(-1);
      return hits;
    }
    const Value list = evaluate(lists_[judge.each.number]);
    if (!list.is_list()) return set_aside(i, judge.each, list), hits;
    for (std::uint32_t at = 0; at < list.size(); ++at) {
      take(list, at);
      prepare(i);
      if (hold(i, judge.item_when, rules_) && fails(i)) hits.push_back(at);
    }
    return hits;
  }

  void report_all(std::uint32_t i, const Hits& hits) {
    bindings_.choose(0);
    evaluator_.forget(kResourceScope);
    Value list;
    if (judges_[i].has_each()) list = evaluate(lists_[judges_[i].each.number]);
    for (const std::int64_t hit : hits) {
      if (hit >= 0) take(list, static_cast<std::uint32_t>(hit));
      prepare(i);
      report(i);
    }
  }

  /// What the slots of a rule's own names hold.
  void prepare(std::uint32_t i) {
    const JudgeRecord& judge = judges_[i];
    read_tables(judge.data);
    if (judge.options != 0) bindings_.slots[kOptionsSlot] = Value::from(*active_->options[i]);
    expr::Deferred* deferred = lets_.data();
    for (const expr::Program& let : image_[judge.lets]) {
      deferred->program = &let;
      deferred->reset();
      ++deferred;
    }
  }

  /// Puts tables of facts, given as bits, into their slots.
  void read_tables(std::uint64_t data) {
    for (std::uint64_t wanted = data & ~tables_; wanted != 0; wanted &= wanted - 1) {
      const auto table = static_cast<std::uint32_t>(std::countr_zero(wanted));
      bindings_.slots[kFirstDataSlot + table] = Value::from(pack_.table(table));
    }
    tables_ |= data;
  }

  Value evaluate(const expr::Program& program) {
    const Value value = evaluator_.evaluate(program, bindings_.slots);
    if (costs_ != nullptr) steps_ += evaluator_.spent();
    return value;
  }

  template <typename F>
  void measured(std::uint32_t i, const F& f) {
    if (costs_ == nullptr) return f();
    const auto start = std::chrono::steady_clock::now();
    steps_ = 0;
    f();
    (*costs_)[plan_.rule(number_, judges_[i].rule)] += {steps_, std::chrono::steady_clock::now() - start};
  }

  /// All conditions are true. As && has it: one that is false decides, else an unknown outweighs an error.
  /// One that is false is false for all of `rules` that ask it.
  bool hold(std::uint32_t i, text::Ref<AskRecord> asks, Bits& rules) {
    const AskRecord* open = nullptr;
    Value why;
    for (const AskRecord& ask : image_[asks]) {
      const Answer known = known_answer(ask.number);
      if (known == Answer::kYes) continue;
      if (known == Answer::kNo) return false;
      const ConditionRecord& condition = conditions_[ask.number];
      const Value value = evaluate(condition.program);
      if (value.is(expr::Kind::kBool)) {
        if (one_way_) answers_.set(ask.number, condition.scope, value.as_bool());
        if (value.as_bool()) continue;
        if (one_way_) dismiss(condition, rules);
        return false;
      }
      if (open == nullptr || (value.is_unknown() && !why.is_unknown())) {
        open = &ask;
        why = value;
      }
    }
    if (open != nullptr) set_aside(i, *open, why);
    return open == nullptr;
  }

  Answer known_answer(std::uint32_t number) const {
    const ConditionRecord& condition = conditions_[number];
    if (condition.property != ConditionRecord::kNone) {
      const Node* found = present_.properties()[condition.property];
      if (found != nullptr) return found == &expr::Evaluator::kAbsent ? Answer::kNo : Answer::kYes;
    }
    return one_way_ ? answers_.get(number, condition.scope) : Answer::kNone;
  }

  void dismiss(const ConditionRecord& condition, Bits& rules) {
    const auto asked_by = image_[condition.asked_by];
    for (std::size_t i = 0; i < asked_by.size(); ++i) rules[i] &= ~asked_by[i];
    if (condition.scope != kResourceScope) return;
    for (std::size_t i = 0; i < asked_by.size(); ++i) dismissed_[i] |= asked_by[i];
  }

  bool fails(std::uint32_t i) {
    const Value value = evaluate(judges_[i].assertion);
    if (!value.is(expr::Kind::kBool)) set_aside(i, judges_[i].assertion_place, value);
    return value.is_false();
  }

  /// Neither true nor false: undecided when unknown, else a problem of the rule.
  void set_aside(std::uint32_t i, const AskRecord& where, const Value& value) {
    if (!note_) return;
    if (!value.is_unknown()) {
      results_->findings.push_back(maker_.failed(told(i), where, value, *subject_));
      return;
    }
    const Node* node = value.node() == nullptr || bindings_.made(*value.node()) ? nullptr : value.node();
    results_->undecided.push_back({plan_.rule(number_, judges_[i].rule), &bindings_.resource(), subject_,
                                   node, std::string(expr::reason_of(value))});
  }

  void report(std::uint32_t i) {
    const Told what = told(i);
    read_tables(what.record.data);
    results_->findings.push_back(maker_.broken(what, *subject_));
  }

  Told told(std::uint32_t i) const {
    const JudgeRecord& judge = judges_[i];
    const RuleRecord* record = &pack_.record(judge.rule);
    if (record->subject != subject_index_) {
      for (const RuleRecord& further : image_[record->further]) {
        if (further.subject == subject_index_) record = &further;
      }
    }
    return {plan_.rule(number_, judge.rule), *record, judge};
  }

  const Plan& plan_;
  std::size_t number_;
  const Pack& pack_;
  text::Image image_;
  Bindings bindings_;
  expr::Evaluator evaluator_;
  FindingMaker maker_;
  Screen screen_;
  Runner::Notes notes_;
  RuleCosts* costs_;
  std::uint64_t steps_ = 0;
  std::array<expr::Deferred, kMaxLets> lets_;
  std::uint64_t tables_ = 0;  // bits of those in their slots
  bool note_ = true;
  bool one_way_ = true;  // nothing to choose: answers are the same for all rules

  // The subject.
  const Plan::OfSubject* active_ = nullptr;
  std::size_t subject_index_ = 0;
  const SubjectRecord* record_ = nullptr;
  std::span<const JudgeRecord> judges_;
  std::span<const ConditionRecord> conditions_;
  std::span<const expr::Program> lists_;
  const SubjectScreens* screens_ = nullptr;  // null: rules are judged unscreened
  Present present_;
  Answers answers_;
  Bits for_all_;    // rules to look at because of what is the same for all elements
  Bits dismissed_;  // for the whole resource

  // The element.
  const Node* subject_ = nullptr;
  Bits rules_;                             // still to look at
  std::vector<std::uint32_t> waited_for_;  // lists, in the order of the first rule that waits
  std::vector<Bits> waiting_;              // by list: rules
  Bits item_rules_;
  Results* results_ = nullptr;
};

Runner::Runner(const Plan& plan, Notes notes, RuleCosts* costs) {
  if (costs != nullptr) costs->resize(plan.rules().size());
  for (std::size_t i = 0; i < plan.rules().packs().size(); ++i) {
    packs_.push_back(std::make_unique<PackRunner>(plan, i, notes, costs));
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
