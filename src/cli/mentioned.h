// SPDX-License-Identifier: Apache-2.0
// Which options the arguments of a command may mean. Only those are declared: CLI11 compares each with all
// before it, which was a third of what a run over one file takes. --help and whoever inspects a command get
// all of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace ecslint::cli {

class Mentioned {
 public:
  Mentioned(const Context& context, const std::vector<std::string>& arguments);

  /// The names, "-f,--format", if one of them is there, else null; never wrong when it says no.
  const char* any_of(const char* names) const;

 private:
  bool has(std::string_view name) const;

  const std::vector<std::string>& arguments_;
  bool all_;
};

}  // namespace ecslint::cli
