// SPDX-License-Identifier: Apache-2.0
#include "rules/lane.h"

#include <algorithm>
#include <chrono>

#include "rules/bits.h"
#include "rules/functions/functions.h"

namespace ecslint::rules {
namespace {

using doc::Node;
using expr::Value;

constexpr std::size_t kMemoryKept = std::size_t{1} << 20;  // of what was computed, between two elements

// Rules that go over the longest list for each element of another, in code whose loops are not counted.
constexpr std::uint64_t kRulesThatCompare = 8;
constexpr std::uint64_t kStepsOfFinding = 100;

// So many rules ask for an item's properties that finding all of them at once pays.
constexpr std::size_t kMany = 3;

/// Elements of its longest list.
std::uint64_t widest(const Node& resource) {
  std::uint64_t out = 1;
  for (const doc::Member& member : resource.members())
    out = std::max<std::uint64_t>(out, member.value.elements().size());
  return out;
}

}  // namespace

Lane::Lane(const Plan& plan, std::size_t pack, const Wanted& wanted, Remembered& remembered)
    : plan_(plan),
      number_(pack),
      pack_(*plan.rules().packs()[number_]),
      image_(pack_.image()),
      evaluator_(pack_.image(), pack_.patterns(), function_tables()),
      maker_(plan, pack_, evaluator_, bindings_, wanted.fixes),
      screen_(pack_, evaluator_, bindings_, present_, answers_),
      wanted_(wanted),
      likeness_(remembered.key()),
      remembered_(remembered) {
  evaluator_.use(&pack_.finished_patterns());
  evaluator_.use(static_cast<const expr::FactTables*>(plan.rules().packs()[0].get()));
  for (std::uint32_t i = 0; i < kMaxLets; ++i)
    bindings_.slots[kFirstLetSlot + i] = Value::deferred(&lets_[i]);
}

void Lane::begin(const Job& job, bool compares) {
  results_ = job.results;
  bindings_.begin(*job.project, *job.resource);
  evaluator_.reset();
  subject_ = job.resource->node;
  compares ? likeness_.read(job) : likeness_.forget();
  alone_ = job.world == 0;
  widest_ = widest(*subject_);
}

/// The resource has had its share of steps: no rule is asked any more.
bool Lane::is_tired() {
  if (results_->steps <= results_->most_steps) return false;
  if (results_->tired == nullptr) results_->tired = subject_;
  return true;
}

bool Lane::enter(std::size_t subject) {
  of_ = &subjects()[subject];
  if (of_->kind != bindings_.resource().kind) return false;
  active_ = &plan_.active(number_, subject);
  if (!active_->any) return false;
  const Node* resource = bindings_.resource().node;
  elements_ = {resource, 1};
  if (!of_->array.empty()) {
    const Node* array = resource->find(of_->array);
    if (array == nullptr || array->has(Node::kRefused)) return false;
    elements_ = array->elements();
    if (elements_.size() > kMostElements) results_->cut = &elements_[kMostElements];
    elements_ = elements_.first(std::min(elements_.size(), kMostElements));
  }
  subject_index_ = subject;
  of_subject_ = likeness_.known() ? &remembered_.of(subject) : nullptr;
  share_all();
  return true;
}

/// All that is the same for every element.
void Lane::share_all() {
  record_ = &image_[pack_.header().subjects][subject_index_];
  judges_ = image_[record_->judges];
  conditions_ = image_[record_->conditions];
  lists_ = image_[record_->lists];
  screens_ = nullptr;
  if (!wanted_.reasons && !pack_.screens().empty() && pack_.screens()[subject_index_].rules != nullptr)
    screens_ = &pack_.screens()[subject_index_];
  bindings_.bind(*of_);
  present_.begin(*record_, image_);
  screen_.use(plan_, active_->rules);
  evaluator_.share(record_->cells, present_.properties());
  answers_.begin(conditions_.size());
  dismissed_.assign(record_->words, 0);
  for_all_.assign(record_->words, 0);
  list_users_ = image_[record_->list_users];
  lists_waited_for_.assign(lists_.size() / 64 + 1, 0);
  waiting_.assign(record_->words, 0);
  present_.always(for_all_);
  read(Origin::kResource, for_all_);
}

void Lane::read(Origin origin, Bits& rules) {
  for (std::uint32_t slot = 0; slot < of_->variables.size(); ++slot) {
    if (of_->variables[slot].origin == origin) present_.read(slot, bindings_.slots[slot], rules);
  }
}

bool Lane::next() {
  while (!elements_.empty() && !results_->full() && !is_tired()) {
    const Node& element = elements_.front();
    elements_ = elements_.subspan(1);
    if (!element.is_object() || (element.has(Node::kRefused) && !of_->array.empty())) continue;
    take(element);
    return true;
  }
  return false;
}

void Lane::take(const Node& element) {
  subject_ = &element;
  if (!of_->array.empty()) results_->steps += kRulesThatCompare * widest_;
  bindings_.bind_element(element);
  bindings_.slots[kItemSlot] = Value::null();
  rules_ = for_all_;
  std::fill(waiting_.begin(), waiting_.end(), 0);
  read(Origin::kElement, rules_);
  for (std::size_t i = 0; i < rules_.size(); ++i) rules_[i] &= active_->enabled[i];
  recall(element);  // before what was dismissed: another resource like it might not have been told so
  for (std::size_t i = 0; i < rules_.size(); ++i) rules_[i] &= ~dismissed_[i];
  evaluator_.forget(kElementScope);
  answers_.forget(kElementScope);
  screen_.begin_element();
  undecided_before_ = static_cast<std::ptrdiff_t>(results_->undecided.size());
}

/// Rules that had no finding about its like are not asked again, as far as they are steady.
void Lane::recall(const Node& element) {
  remembers_ = false;
  missed_.clear();
  if (wanted_.reasons || wanted_.costs != nullptr || !likeness_.known()) return;
  const bool is_element = !of_->array.empty();
  const Likeness::Like like = is_element ? likeness_.of_element(element) : likeness_.of_resource();
  const Likeness::Like whole = is_element ? likeness_.of_whole(element) : like;
  if (!likeness_.known()) return;
  steady_.assign(rules_.size(), 0);
  open_.assign(rules_.size(), 0);
  open_too_.assign(rules_.size(), 0);
  recall_rest(like);
  std::optional<Fingerprint> links;
  for (Readers* const readers : memory().readers()) {
    const Likeness::Like& of = readers->whole() ? whole : like;
    const std::uint32_t values = readers->values() & of.values;
    const bool of_rest = values == 0 && !readers->whole() && !readers->links();
    if (of_rest || !likeness_.repeat(values) || !any_asks(*readers)) continue;
    Fingerprint known = of.rest;
    if (readers->links()) {
      if (!links) links = links_of();
      if (!likeness_.known()) return;
      known = likeness_.with_links(known, *links);
    }
    known = !is_element || readers->whole() ? likeness_.with_values(known, values)
                                            : likeness_.with_values(known, values, element);
    if (!likeness_.known()) return;  // a value that is too large to be told from others
    recall(*readers, known);
  }
}

/// Those that read nothing that is there.
void Lane::recall_rest(const Likeness::Like& like) {
  like_ = like.rest;
  const Verdicts::Said said = memory().rest.find(like_);
  misses_rest_ = said.steady == nullptr;
  if (misses_rest_) {
    of_rest_ = memory().reading_none_of(like.values);
    return note_steady(of_rest_);
  }
  for (std::size_t word = 0; word < rules_.size(); ++word) {
    const auto number = [word](int bit) {
      return static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(bit);
    };
    const std::uint64_t steady = rules_[word] & said.steady[word];
    each_bit(steady & said.open[word], [&](int bit) { note_open(number(bit)); });
    each_bit(steady & said.open_too[word], [&](int bit) {
      note_open(number(bit));
      note_open(number(bit));
    });
    rules_[word] &= ~steady;
  }
}

bool Lane::any_asks(const Readers& readers) const {
  std::uint64_t any = 0;
  for (std::size_t word = 0; word < rules_.size(); ++word) any |= rules_[word] & readers.bits[word];
  return any != 0;
}

void Lane::recall(Readers& readers, const Fingerprint& like) {
  ++readers.asked;
  const Verdicts::Said said = readers.verdicts.find(like);
  if (said.steady == nullptr) {
    missed_.push_back({&readers, like});
    return note_steady(readers.bits);
  }
  each_bit(*said.steady, [&](int bit) {
    const std::uint32_t rule = readers.rules[static_cast<std::size_t>(bit)];
    if (!has_bit(rules_, rule)) return;
    const std::uint64_t times = (*said.open >> bit & 1) + 2 * (*said.open_too >> bit & 1);
    for (std::uint64_t i = 0; i < times; ++i) note_open(rule);
    clear_bit(rules_, rule);
    ++readers.saved;
  });
}

/// What else its rules look at.
Fingerprint Lane::links_of() {
  Fingerprint links;
  for (const Variable& variable : of_->variables) {
    if (variable.origin == Origin::kLink) likeness_.add_link(links, bindings_.follow(variable));
    if (variable.origin == Origin::kUnfound && bindings_.names_unfound()) likeness_.forget();
  }
  return links;
}

/// From here on what these rules say is remembered.
void Lane::note_steady(const Bits& rules) {
  remembers_ = true;
  for (std::size_t word = 0; word < rules.size(); ++word) steady_[word] |= rules_[word] & rules[word];
}

/// Not where it might have been asked for more.
void Lane::remember() {
  if (!remembers_ || results_->full() || results_->tired != nullptr) return;
  if (misses_rest_) {
    for (std::size_t word = 0; word < steady_.size(); ++word) of_rest_[word] &= steady_[word];
    memory().rest.keep(like_, {of_rest_.data(), open_.data(), open_too_.data()});
  }
  for (const Missed& missed : missed_) {
    const std::vector<std::uint32_t>& rules = missed.readers->rules;
    std::array<std::uint64_t, 3> said = {};
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const auto bit = [&](const Bits& bits) { return std::uint64_t{has_bit(bits, rules[i])} << i; };
      said[0] |= bit(steady_);
      said[1] |= bit(open_);
      said[2] |= bit(open_too_);
    }
    missed.readers->verdicts.keep(missed.like, {&said[0], &said[1], &said[2]});
  }
}

void Lane::decide() {
  each_bit(rules_, [this](std::uint32_t i) {
    measured(i, [this, i] { screens_ == nullptr ? judge(i) : follow(i, screens_->rules[i](screen_)); });
  });
}

void Lane::end() {
  for (const model::Resource* linked : std::span(bindings_.resources()).subspan(1))
    results_->steps += 4 * kRulesThatCompare * widest(*linked->node);  // more rules are about what is linked
  std::stable_sort(results_->undecided.begin() + undecided_before_, results_->undecided.end(),
                   [](const Undecided& a, const Undecided& b) { return a.rule < b.rule; });
  if (evaluator_.arena().capacity() > kMemoryKept) evaluator_.reset();
  remember();
}

template <typename F>
void Lane::measured(std::uint32_t rule, const F& f) {
  if (wanted_.costs == nullptr) return f();
  const auto start = std::chrono::steady_clock::now();
  steps_ = 0;
  f();
  (*wanted_.costs)[plan_.rule(number_, judges_[rule].rule)] +=
      {steps_, std::chrono::steady_clock::now() - start};
}

void Lane::follow(std::uint32_t i, Verdict verdict) {
  switch (verdict) {
    case Verdict::kSilent:
      return;
    case Verdict::kNever:
      return set_bit(dismissed_, i);
    case Verdict::kGoes:
      return wait(i);
    case Verdict::kOpen:
      return note_open(i);
    case Verdict::kAsk:
      return judge(i);
  }
}

void Lane::note_open(std::uint32_t i) {
  spoke_ = true;
  if (remembers_) count_open(i);
  results_->open.push_back(plan_.rule(number_, judges_[i].rule));
}

/// Up to three times; more often is not remembered.
void Lane::count_open(std::uint32_t i) {
  if (!has_bit(open_, i)) return set_bit(open_, i);
  clear_bit(open_, i);
  has_bit(open_too_, i) ? spoke(i) : set_bit(open_too_, i);
}

/// The rule, up to its list if it has one.
void Lane::judge(std::uint32_t i) {
  if (is_tired()) return;
  const JudgeRecord& judge = judges_[i];
  for (const std::uint16_t guard : image_[judge.guards]) {
    if (!present_.may_have(guard)) return;
  }
  const std::uint32_t ways = bindings_.resolve(judge.variables);
  if (ways > 1) return judge_each_way(i, ways);
  prepare(i);
  if (!hold(i, judge.when, &rules_)) return;
  if (judge.has_each()) return wait(i);
  if (fails(i)) report(i);
}

void Lane::go_over(std::uint32_t number) {
  clear_bit(lists_waited_for_, number);
  const auto users = image_[list_users_[number]];
  const auto waits = [this](std::uint32_t i) { return has_bit(waiting_, i); };
  const std::uint32_t first = *std::find_if(users.begin(), users.end(), waits);
  Value list;
  measured(first, [&] { list = list_for(first, number); });
  if (list.is_list() && list.size() == 0) return;
  together_.clear();
  for (const std::uint32_t i : users) {
    if (waits(i)) together_.push_back(i);
  }
  if (screens_ != nullptr && list.is_unknown()) {
    for (const std::uint32_t i : together_) note_open(i);
  } else if (!list.is_list()) {
    for (const std::uint32_t i : together_) set_aside(i, judges_[i].each, list);
  } else {
    go_over(number, list);
  }
}

void Lane::go_over(std::uint32_t number, const Value& list) {
  const bool remembers = together_.size() > 1 && !wanted_.reasons && wanted_.costs == nullptr;
  for (std::uint32_t at = 0; at < list.size() && !results_->full() && !is_tired(); ++at) {
    results_->steps += widest_ * together_.size();
    const Node* item = remembers ? list.element(at).node() : nullptr;
    const auto like = item != nullptr ? likeness_.of_item(number, *item) : std::nullopt;
    like ? screen_alike(*like, list, at) : screen_items(list, at);
  }
}

void Lane::screen_items(const Value& list, std::uint32_t at) {
  take_item(list, at, together_.size());
  for (const std::uint32_t i : together_) measured(i, [this, i] { screen_item(i); });
}

/// Rules that were silent about items like this, whatever their values, are not asked again.
void Lane::screen_alike(const Fingerprint& like, const Value& list, std::uint32_t at) {
  const std::uint64_t* const silent = of_subject_->items.find(like).steady;
  if (silent == nullptr) return remember_item(like, list, at);
  asking_.clear();
  for (const std::uint32_t i : together_) {
    if (!has_bit(silent, i)) asking_.push_back(i);
  }
  if (asking_.empty()) return;
  take_item(list, at, asking_.size());
  for (const std::uint32_t i : asking_) screen_item(i);
}

void Lane::remember_item(const Fingerprint& like, const Value& list, std::uint32_t at) {
  take_item(list, at, together_.size());
  Bits silent(rules_.size());
  for (const std::uint32_t i : together_) {
    spoke_ = false;
    screen_item(i);
    if (!spoke_ && judges_[i].of_item != 0) set_bit(silent, i);
  }
  for (const std::uint32_t i : together_) {
    if (is_not_about(i)) set_bit(silent, i);
  }
  if (!results_->full() && results_->tired == nullptr)
    of_subject_->items.keep(like, {.steady = silent.data()});
}

/// A condition about the item without its values that vary is false.
bool Lane::is_not_about(std::uint32_t i) {
  const auto asks = image_[judges_[i].item_when];
  return std::any_of(asks.begin(), asks.end(), [&](const AskRecord& ask) {
    const ConditionRecord& condition = conditions_[ask.number];
    if (condition.of_item == 0) return false;
    prepare(i);
    return evaluator_.evaluate(condition.program, bindings_.slots).is_false();
  });
}

/// A list that names a rule's own is that rule's alone.
Value Lane::list_for(std::uint32_t i, std::uint32_t number) {
  if (screens_ != nullptr) {
    const Value list = screens_->lists[number](screen_);
    if (!list.is_error()) return list;
  }
  prepare(i);
  return evaluate(lists_[number]);
}

void Lane::screen_item(std::uint32_t i) {
  if (screens_ == nullptr) return judge_item(i);
  const Verdict verdict = screens_->items[i](screen_);
  if (verdict <= Verdict::kNever) return;
  if (verdict == Verdict::kOpen) return note_open(i);
  judge_item(i);
}

void Lane::judge_item(std::uint32_t i) {
  if (is_tired()) return;
  prepare(i);
  if (hold(i, judges_[i].item_when, nullptr) && fails(i)) report(i);
}

void Lane::take_item(const Value& list, std::uint32_t at, std::size_t rules) {
  bindings_.slots[kItemSlot] = list.element(at);
  present_.read_item(bindings_.slots[kItemSlot], rules >= kMany);
  evaluator_.forget(kItemScope);
  answers_.forget(kItemScope);
  screen_.begin();
}

/// Only what fails for every candidate of an ambiguous link is reported. Nothing that was found out for one
/// of them holds for another.
void Lane::judge_each_way(std::uint32_t i, std::uint32_t ways) {
  one_way_ = false;
  Hits hits = decide_way(i);
  for (std::uint32_t way = 1; way < ways && !hits.empty(); ++way) {
    note_ = false;
    bindings_.choose(way);
    const Hits others = decide_way(i);
    std::erase_if(
        hits, [&](std::int64_t hit) { return std::find(others.begin(), others.end(), hit) == others.end(); });
  }
  note_ = true;
  if (!hits.empty()) report_all(i, hits);
  evaluator_.forget(kResourceScope);
  bindings_.slots[kItemSlot] = Value::null();
  one_way_ = true;
}

Lane::Hits Lane::decide_way(std::uint32_t i) {
  const JudgeRecord& judge = judges_[i];
  Hits hits;
  evaluator_.forget(kResourceScope);
  prepare(i);
  if (!hold(i, judge.when, &rules_)) return hits;
  if (!judge.has_each()) {
    if (fails(i)) hits.push_back(-1);
    return hits;
  }
  const Value list = evaluate(lists_[judge.each.number]);
  if (!list.is_list()) return set_aside(i, judge.each, list), hits;
  for (std::uint32_t at = 0; at < list.size() && !is_tired(); ++at) {
    take_item(list, at, 1);
    prepare(i);
    if (hold(i, judge.item_when, nullptr) && fails(i)) hits.push_back(at);
  }
  return hits;
}

void Lane::report_all(std::uint32_t i, const Hits& hits) {
  bindings_.choose(0);
  evaluator_.forget(kResourceScope);
  Value list;
  if (judges_[i].has_each()) list = evaluate(lists_[judges_[i].each.number]);
  for (const std::int64_t hit : hits) {
    if (hit >= 0) take_item(list, static_cast<std::uint32_t>(hit), 1);
    prepare(i);
    report(i);
  }
}

/// What the slots of a rule's own names hold.
void Lane::prepare(std::uint32_t i) {
  const JudgeRecord& judge = judges_[i];
  read_tables(judge.data);
  if (judge.options != 0) bindings_.slots[kOptionsSlot] = Value::from(plan_.options(active_->rules[i]));
  expr::Deferred* deferred = lets_.data();
  for (const expr::Program& let : image_[judge.lets]) {
    deferred->program = &let;
    deferred->reset();
    ++deferred;
  }
}

/// Puts tables of facts, given as bits, into their slots.
void Lane::read_tables(std::uint64_t data) {
  for (std::uint64_t wanted = data & ~tables_; wanted != 0; wanted &= wanted - 1) {
    const auto table = static_cast<std::uint32_t>(std::countr_zero(wanted));
    bindings_.slots[kFirstDataSlot + table] = Value::from(pack_.table(table));
  }
  tables_ |= data;
}

Value Lane::evaluate(const expr::Program& program) {
  const Value value = evaluator_.evaluate(program, bindings_.slots);
  results_->steps += evaluator_.spent();
  if (wanted_.costs != nullptr) steps_ += evaluator_.spent();
  return value;
}

/// All conditions are true. As && has it: one that is false decides, else an unknown outweighs an error.
/// One that is false is false for all of `rules` that ask it; nullptr: of an item, whose rules ask one after
/// the other.
bool Lane::hold(std::uint32_t i, text::Ref<AskRecord> asks, Bits* rules) {
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
      if (one_way_ && rules != nullptr) dismiss(condition, *rules);
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

Answer Lane::known_answer(std::uint32_t number) const {
  const ConditionRecord& condition = conditions_[number];
  if (condition.property != ConditionRecord::kNone) {
    const Node* found = present_.properties()[condition.property];
    if (found != nullptr) return found == &expr::Evaluator::kAbsent ? Answer::kNo : Answer::kYes;
  }
  return one_way_ ? answers_.get(number, condition.scope) : Answer::kNone;
}

void Lane::dismiss(const ConditionRecord& condition, Bits& rules) {
  const auto asked_by = image_[condition.asked_by];
  for (std::size_t i = 0; i < asked_by.size(); ++i) rules[i] &= ~asked_by[i];
  if (condition.scope != kResourceScope) return;
  for (std::size_t i = 0; i < asked_by.size(); ++i) dismissed_[i] |= asked_by[i];
}

bool Lane::fails(std::uint32_t i) {
  const Value value = evaluate(judges_[i].assertion);
  if (!value.is(expr::Kind::kBool)) set_aside(i, judges_[i].assertion_place, value);
  return value.is_false();
}

/// Neither true nor false: undecided when unknown, else a problem of the rule.
void Lane::set_aside(std::uint32_t i, const AskRecord& where, const Value& value) {
  if (!note_) return;
  if (!value.is_unknown()) {
    spoke(i);
    results_->findings.push_back(maker_.failed(told(i), where, value, *subject_));
    return;
  }
  if (!wanted_.reasons || results_->undecided.size() >= kMostUndecided) return note_open(i);
  const Node* node = value.node() == nullptr || bindings_.made(*value.node()) ? nullptr : value.node();
  results_->undecided.push_back({plan_.rule(number_, judges_[i].rule), &bindings_.resource(), subject_, node,
                                 std::string(expr::reason_of(value))});
}

void Lane::report(std::uint32_t i) {
  spoke(i);
  const Told what = told(i);
  read_tables(what.record.data);
  results_->findings.push_back(maker_.broken(what, *subject_));
  results_->steps += kStepsOfFinding + evaluator_.spent();
}

Told Lane::told(std::uint32_t i) const {
  const JudgeRecord& judge = judges_[i];
  const RuleRecord* record = &pack_.record(judge.rule);
  if (record->subject != subject_index_) {
    for (const RuleRecord& further : image_[record->further]) {
      if (further.subject == subject_index_) record = &further;
    }
  }
  return {plan_.rule(number_, judge.rule), *record, judge};
}

}  // namespace ecslint::rules
