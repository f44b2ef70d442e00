// SPDX-License-Identifier: Apache-2.0
// Options as tables, of which a run declares only those that its arguments mention: CLI11 compares each with
// all before it, which was a third of what a run over one file takes. --help and whoever inspects a command
// get all of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace CLI {
class App;
}

namespace ecslint::cli {

/// What the arguments of a command may mean.
class Mentioned {
 public:
  Mentioned(const Context& context, const std::vector<std::string>& arguments);

  /// Whether one of these names, "-f,--format", is there; never wrong when it says no.
  bool any_of(std::string_view names) const;

 private:
  bool has(std::string_view name) const;

  const std::vector<std::string>& arguments_;
  bool all_;
};

template <typename Options>
struct Declaration {
  const char* names;
  void (*declare)(CLI::App& app, const char* names, Options& options);
};

template <typename Options, std::size_t N>
void declare_mentioned(const Declaration<Options> (&table)[N], CLI::App& app, Options& options,
                       const Mentioned& mentioned) {
  for (const Declaration<Options>& row : table) {
    if (mentioned.any_of(row.names)) row.declare(app, row.names, options);
  }
}

}  // namespace ecslint::cli
