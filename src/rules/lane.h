// SPDX-License-Identifier: Apache-2.0
// The rules of one pack over one resource, in steps, so that several resources can go side by side: what a
// rule's code costs is mostly its way into the processor, which is then paid once for all of them
// (runner.cc). All that is remembered of a resource is here; what a lane says depends on its own resource
// alone.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/answers.h"
#include "rules/bindings.h"
#include "rules/bits.h"
#include "rules/make_finding.h"
#include "rules/present.h"
#include "rules/runner.h"
#include "rules/screen.h"
#include "rules/verdicts.h"

namespace ecslint::rules {

class Lane {
 public:
  /// What is remembered is that of all lanes.
  Lane(const Plan& plan, std::size_t pack, const Wanted& wanted, Remembered& remembered);
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  /// Another resource; `compares`: with those before it.
  void begin(const Job& job, bool compares);
  /// A subject; false when the resource is none or no rule is about it.
  bool enter(std::size_t subject);
  /// The next element of the subject, or the resource itself; false when there is none left.
  bool next();

  /// The generated code that screens the subject's rules; nullptr: they are to be decided by decide().
  const SubjectScreens* screens() const { return screens_; }
  /// Rules that are still to be looked at for this element, and those that wait to go over a list.
  const Bits& rules() const { return rules_; }
  const Bits& lists() const { return lists_waited_for_; }

  void screen(std::uint32_t rule, Verdict (*code)(Screen&)) {
    if (!has_bit(rules_, rule)) return;  // dismissed by one before
    const Verdict verdict = code(screen_);
    if (verdict == Verdict::kGoes) return wait(rule);
    if (verdict != Verdict::kSilent) follow(rule, verdict);
  }
  /// All rules of the element, one after the other.
  void decide();
  void go_over(std::uint32_t list);
  /// All has been said about the element.
  void end();

 private:
  bool is_tired();
  /// A failed assertion: the element it failed for, -1 without `each`.
  using Hits = std::vector<std::int64_t>;

  void share_all();
  void read(Origin origin, Bits& rules);
  void take(const doc::Node& element);
  void recall(const doc::Node& element);
  Memory& memory() { return alone_ ? of_subject_->alone : of_subject_->linked; }
  void recall_rest(const Likeness::Like& like);
  void recall(Readers& readers, const Fingerprint& like);
  bool any_asks(const Readers& readers) const;
  Fingerprint links_of();
  void note_steady(const Bits& rules);
  void remember();
  void spoke(std::uint32_t rule) {
    spoke_ = true;
    if (remembers_) clear_bit(steady_, rule);
  }
  void follow(std::uint32_t rule, Verdict verdict);
  /// The rules together, item by item.
  void go_over(std::uint32_t number, const expr::Value& list);
  void screen_items(const expr::Value& list, std::uint32_t at);
  void screen_alike(const Fingerprint& like, const expr::Value& list, std::uint32_t at);
  void remember_item(const Fingerprint& like, const expr::Value& list, std::uint32_t at);
  bool is_not_about(std::uint32_t rule);
  void note_open(std::uint32_t rule);
  void count_open(std::uint32_t rule);
  void judge(std::uint32_t rule);
  /// Rules that go over the same list do so together.
  void wait(std::uint32_t rule) {
    set_bit(waiting_, rule);
    set_bit(lists_waited_for_, judges_[rule].each.number);
  }
  expr::Value list_for(std::uint32_t rule, std::uint32_t number);
  void screen_item(std::uint32_t rule);
  void judge_item(std::uint32_t rule);
  /// `rules` are going to ask about it.
  void take_item(const expr::Value& list, std::uint32_t at, std::size_t rules);
  void judge_each_way(std::uint32_t rule, std::uint32_t ways);
  Hits decide_way(std::uint32_t rule);
  void report_all(std::uint32_t rule, const Hits& hits);
  void prepare(std::uint32_t rule);
  void read_tables(std::uint64_t data);
  expr::Value evaluate(const expr::Program& program);
  template <typename F>
  void measured(std::uint32_t rule, const F& f);
  bool hold(std::uint32_t rule, text::Ref<AskRecord> asks, Bits* rules);
  Answer known_answer(std::uint32_t condition) const;
  void dismiss(const ConditionRecord& condition, Bits& rules);
  bool fails(std::uint32_t rule);
  void set_aside(std::uint32_t rule, const AskRecord& where, const expr::Value& value);
  void report(std::uint32_t rule);
  Told told(std::uint32_t rule) const;

  const Plan& plan_;
  std::size_t number_;  // of the pack
  const Pack& pack_;
  text::Image image_;
  Bindings bindings_;
  expr::Evaluator evaluator_;
  FindingMaker maker_;
  Screen screen_;
  const Wanted wanted_;
  std::uint64_t steps_ = 0;
  std::array<expr::Deferred, kMaxLets> lets_;
  std::uint64_t tables_ = 0;  // bits of those in their slots
  bool note_ = true;
  bool one_way_ = true;  // nothing to choose: answers are the same for all rules
  Results* results_ = nullptr;
  Likeness likeness_;
  bool alone_ = false;
  Remembered& remembered_;
  std::uint64_t widest_ = 0;  // elements of the resource's longest list

  // The subject.
  const Plan::OfSubject* active_ = nullptr;
  std::size_t subject_index_ = 0;
  const Subject* of_ = nullptr;
  const SubjectRecord* record_ = nullptr;
  std::span<const JudgeRecord> judges_;
  std::span<const ConditionRecord> conditions_;
  std::span<const expr::Program> lists_;
  std::span<const text::Ref<std::uint16_t>> list_users_;
  const SubjectScreens* screens_ = nullptr;  // null: rules are judged unscreened
  Present present_;
  Answers answers_;
  Bits for_all_;                         // rules to look at because of what is the same for all elements
  Bits dismissed_;                       // for the whole resource
  std::span<const doc::Node> elements_;  // still to come

  // The element.
  const doc::Node* subject_ = nullptr;
  Bits rules_;                           // still to look at
  Bits waiting_;                         // to go over their lists
  Bits lists_waited_for_;                // by number
  std::vector<std::uint32_t> together_;  // those of the list that is gone over
  std::vector<std::uint32_t> asking_;    // those of them that are not known to be silent about the item
  std::ptrdiff_t undecided_before_ = 0;
  Remembered::OfSubject* of_subject_ = nullptr;  // where something is compared
  bool remembers_ = false;                       // what some rules say, which is not known yet
  bool misses_rest_ = false;
  Fingerprint like_;
  Bits of_rest_;  // rules that read nothing that varies and is there
  struct Missed {
    Readers* readers;
    Fingerprint like;
  };
  std::vector<Missed> missed_;
  Bits steady_;    // of those rules the ones that have had no finding so far
  Bits open_;      // those of them that could not be decided, once or three times,
  Bits open_too_;  // and two or three times
  bool spoke_ = false;
};

}  // namespace ecslint::rules
