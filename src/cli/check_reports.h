// SPDX-License-Identifier: Apache-2.0
// The reports of one run of `ecslint check`: to standard output and, for each --output, to a file that takes
// the place of an older report only when it is whole.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/check_arguments.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "lint/linter.h"
#include "report/report.h"
#include "text/new_file.h"

namespace ecslint::cli {

class CheckReports {
 public:
  /// `parameters` are the names that --param gives values.
  CheckReports(Context& context, const CheckArguments& args, const lint::Linter& linter, Progress& progress,
               std::set<std::string> parameters)
      : context_(context),
        args_(args),
        linter_(linter),
        progress_(progress),
        parameters_(std::move(parameters)) {}

  /// Whether any of the reports asked for shows that.
  static bool show(const CheckArguments& args, bool report::Format::*what);

  /// Opens all there is to open; false when something cannot be, which has been said.
  bool prepare();

  void add(const lint::FileResult& result);
  void finish(const lint::Summary& summary);

  /// False when a file could not be written, which has been said.
  bool commit();
  bool write_baseline();

 private:
  struct Destination {
    std::unique_ptr<report::Reporter> reporter;
    Output* out = nullptr;
    std::string path = {};  // of a file; empty: standard output
    std::unique_ptr<text::NewFile> file = nullptr;
    std::unique_ptr<Output> own = nullptr;
  };

  report::Options options() const;
  std::optional<Destination> open(const std::string& word) const;
  void remember(const lint::FileResult& result);
  void undecided(const lint::FileResult& result);
  void look_for_parameters(const lint::FileResult& result);

  Context& context_;
  const CheckArguments& args_;
  const lint::Linter& linter_;
  Progress& progress_;
  std::vector<Destination> destinations_;
  std::string undecided_;
  std::string notes_;
  std::set<std::string> parameters_;  // of --param, not met yet
  std::vector<lint::BaselineEntry> known_;
};

}  // namespace ecslint::cli
