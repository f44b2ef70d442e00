// SPDX-License-Identifier: Apache-2.0
// What the caller (command line, editor) asks of a run; it beats what an ecslint.toml says.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lint/progress.h"
#include "model/kinds.h"

namespace ecslint::lint {

/// Values of a template's parameters, of which the last of a name counts, and what the set is called: a file,
/// or nothing.
struct ParameterSet {
  std::string name;
  std::vector<std::pair<std::string, std::string>> values;
};

struct Options {
  std::vector<std::string> select;       // codes, prefixes or names; empty: what the profile has
  std::vector<std::string> ignore;       // the same; beats select
  std::string profile;                   // minimal, default, strict; empty: as configured
  std::vector<std::string> rule_packs;   // files or folders with more rules
  std::string config_file;               // instead of the nearest ecslint.toml
  bool no_config = false;                // look for none
  std::string baseline;                  // file of findings that are not shown
  std::optional<model::Kind> as;         // take every input for this; detection is skipped
  bool as_template = false;              // … or for a CloudFormation template
  std::vector<ParameterSet> parameters;  // templates are checked once with each, after what is configured
  bool show_undecided = false;           // collect what could not be decided, and why
  bool fixes = true;                     // findings of rules carry their fixes
  bool fingerprints = true;              // findings have theirs
  bool measure_rules = false;            // tell what each rule takes
  bool name_others = false;              // parse also what cannot be ECS, to say what it is
  bool isolated = false;                 // read nothing around what is given, and link only inside it
  bool no_inline_ignores = false;        // comments suppress nothing
  bool no_suppression = false;           // nor does an [[ignore]]
  std::string today;                     // YYYY-MM-DD, for `until`; empty: the clock's
  std::string since;                     // a revision of git: only what is on lines changed since then
  Progress* progress = nullptr;          // runs count into it
  bool git = true;                       // ask git what is ignored
  int jobs = 0;                          // 0: as many as there are processors

  /// Whatever an input holds, it is taken for something.
  bool takes_all() const { return as.has_value() || as_template; }
};

/// Fewer files than this are read by one thread: starting more costs more than it brings.
inline constexpr std::size_t kFilesForThreads = 1000;

}  // namespace ecslint::lint
