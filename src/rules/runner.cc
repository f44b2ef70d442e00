// SPDX-License-Identifier: Apache-2.0
#include "rules/runner.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "rules/bits.h"
#include "rules/lane.h"
#include "rules/places.h"
#include "rules/subjects.h"

namespace ecslint::rules {

/// The lanes of one pack: as many as resources have gone side by side.
class PackRunner {
 public:
  PackRunner(const Plan& plan, std::size_t pack, const Wanted& wanted)
      : plan_(plan), pack_(pack), wanted_(wanted), remembered_(*plan.rules().packs()[pack]) {}

  void run(std::span<const Job> jobs) {
    while (lanes_.size() < jobs.size())
      lanes_.push_back(std::make_unique<Lane>(plan_, pack_, wanted_, remembered_));
    std::bitset<model::kKindCount> kinds;
    if (jobs.front().shares && jobs.front().world != world_) begin_world(jobs.front().world);
    seen_ += jobs.size();
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      lanes_[i]->begin(jobs[i], seen_ > (jobs[i].shares ? kFewOfTemplate : kFew));
      kinds.set(static_cast<std::size_t>(jobs[i].resource->kind));
    }
    for (std::size_t subject = 0; subject < subjects().size(); ++subject) {
      if (!kinds[static_cast<std::size_t>(subjects()[subject].kind)]) continue;
      entered_.clear();
      for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (lanes_[i]->enter(subject)) entered_.push_back(lanes_[i].get());
      }
      while (std::erase_if(entered_, [](Lane* lane) { return !lane->next(); }), !entered_.empty()) element();
    }
  }

 private:
  /// Nothing that was said before counts.
  void begin_world(std::uint64_t world) {
    world_ = world;
    seen_ = 0;
    remembered_.forget();
  }

  /// An element of each lane.
  void element() {
    if (wanted_.costs == nullptr && entered_.front()->screens() != nullptr) {
      screen();
    } else {
      for (Lane* lane : entered_) lane->decide();
    }
    Bits lists = united(&Lane::lists);
    each_bit(lists, [this](std::uint32_t list) {
      for (Lane* lane : entered_) {
        if (has_bit(lane->lists(), list)) lane->go_over(list);
      }
    });
    for (Lane* lane : entered_) lane->end();
  }

  /// Whether rules have anything to say, each for all lanes while its code is at hand.
  void screen() {
    const auto* const screens = entered_.front()->screens()->rules;
    for (std::size_t word = 0; word < entered_.front()->rules().size(); ++word) {
      std::array<std::uint16_t, 64> asking{};  // by rule: bits of the lanes that look at it
      std::uint64_t rules = 0;
      for (std::size_t lane = 0; lane < entered_.size(); ++lane) {
        rules |= entered_[lane]->rules()[word];
        each_bit(entered_[lane]->rules()[word],
                 [&](int bit) { asking[static_cast<std::size_t>(bit)] |= std::uint16_t{1} << lane; });
      }
      each_bit(rules, [&](int bit) {
        const auto rule = static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(bit);
        each_bit(asking[static_cast<std::size_t>(bit)],
                 [&](int lane) { entered_[static_cast<std::size_t>(lane)]->screen(rule, screens[rule]); });
      });
    }
  }

  Bits united(const Bits& (Lane::*part)() const) const {
    Bits all = (entered_.front()->*part)();
    for (const Lane* lane : entered_) {
      const Bits& bits = (lane->*part)();
      for (std::size_t i = 0; i < all.size(); ++i) all[i] |= bits[i];
    }
    return all;
  }

  // Resources: of so few hardly any are alike. Those of one template are more so than those of a folder.
  static constexpr std::size_t kFew = 100;
  static constexpr std::size_t kFewOfTemplate = Runner::kLanes;

  const Plan& plan_;
  std::size_t pack_;
  const Wanted wanted_;
  std::uint64_t world_ = 0;
  std::size_t seen_ = 0;
  Remembered remembered_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::vector<Lane*> entered_;  // those that have an element of the subject
};

Runner::Runner(const Plan& plan, const Wanted& wanted) {
  if (wanted.costs != nullptr) wanted.costs->resize(plan.rules().size());
  for (std::size_t i = 0; i < plan.rules().packs().size(); ++i) {
    packs_.push_back(std::make_unique<PackRunner>(plan, i, wanted));
  }
}

Runner::~Runner() = default;
Runner::Runner(Runner&&) noexcept = default;

void Runner::run(std::span<const Job> jobs) {
  std::vector<Job> able;
  for (const Job& job : jobs) {
    if (job.resource->node != nullptr && job.resource->node->is_object()) able.push_back(job);
  }
  for (std::size_t i = 0; i < able.size(); i += kLanes) {
    const auto together = std::span(able).subspan(i, std::min(kLanes, able.size() - i));
    for (const auto& pack : packs_) pack->run(together);
  }
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
