// SPDX-License-Identifier: Apache-2.0
// Runs the rules of a plan over resources: one runner a thread. The properties that are there say which rules
// are looked at, and a condition that is false dismisses all rules that ask it; both are bits. What is
// undecided is noted and nothing is said about it; a rule that ends in an error is a finding of its own
// (CFG102). The order of results depends on nothing but input.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expr/evaluate.h"
#include "finding/finding.h"
#include "model/project.h"
#include "rules/rule_cost.h"
#include "rules/rule_set.h"
#include "rules/subjects.h"

namespace ecslint::rules {

/// A rule that could not be decided for a subject. Cheap to note; path() and place() are for showing it.
struct Undecided {
  std::uint32_t rule = 0;  // number in the rule set
  const model::Resource* resource = nullptr;
  const doc::Node* subject = nullptr;  // the resource's node or the element
  const doc::Node* node = nullptr;     // what makes it so; may be null or elsewhere
  std::string reason;  // completes "undecided because of …"; its own, since the value may be a computed one

  finding::Place place() const;
  std::string path() const;
};

/// Of one resource. Who has more learns nothing from the rest, and it should not fill the memory.
inline constexpr std::size_t kMostFindings = 10'000;

/// Of one resource: those noted with place and reason. Of further ones it is noted only which rule it was.
inline constexpr std::size_t kMostUndecided = 10'000;

/// Elements of one list that are looked at. ECS takes ten containers; rules that compare each with each take
/// the square of it.
inline constexpr std::size_t kMostElements = 1'000;

/// Of conditions and loops, for one resource: many times what the largest that ECS takes needs. Rules that
/// look at each pair of two huge lists would otherwise take for ever.
inline constexpr std::uint64_t kMostSteps = 10'000'000;

struct Results {
  std::vector<finding::Finding> findings;
  std::vector<Undecided> undecided;
  std::vector<std::uint32_t> open;  // further rules that could not be decided, or all without Wanted::reasons
  const doc::Node* cut = nullptr;   // the first element that was not looked at
  std::uint64_t steps = 0;
  std::uint64_t most_steps = kMostSteps;
  const doc::Node* tired = nullptr;  // where they were used up

  bool full() const { return findings.size() >= kMostFindings; }
  void clear() {
    findings.clear();
    undecided.clear();
    open.clear();
    cut = tired = nullptr;
    steps = 0;
    most_steps = kMostSteps;
  }
};

/// A resource, and where to put what the rules say about it. The project gives its links; it and its
/// documents must outlive the results' use.
struct Job {
  const model::Project* project;
  const model::Resource* resource;
  Results* results = nullptr;
  bool sound = false;       // its shape has no mistake: what was said of one like it may be said of it
  std::uint64_t world = 0;  // what it may be linked with: 0: nothing that is known; else a number of the
                            // project as it is, which no other has
  bool shares = false;      // its steps with others of its world: what was said elsewhere does not count
};

/// What is wanted of a run beside findings.
struct Wanted {
  bool reasons =
      true;           // what is undecided with its place and reason; else rules are screened first (screen.h)
  bool fixes = true;  // findings with their fixes
  RuleCosts* costs = nullptr;  // what each rule takes is added to them; measuring it takes time too
};

class PackRunner;

class Runner {
 public:
  /// The plan must outlive the runner.
  explicit Runner(const Plan& plan, const Wanted& wanted = {});
  ~Runner();
  Runner(Runner&&) noexcept;

  /// Resources that go side by side: the more, the less each costs, up to this many.
  static constexpr std::size_t kLanes = 16;

  /// Appends what the enabled rules say about each resource, by packs, subjects and elements; undecided ones
  /// of an element by codes. What is said of one does not depend on the others.
  void run(std::span<const Job> jobs);
  void run(const model::Project& project, const model::Resource& resource, Results& results) {
    const Job job{&project, &resource, &results};
    run({&job, 1});
  }

 private:
  std::vector<std::unique_ptr<PackRunner>> packs_;
};

}  // namespace ecslint::rules
