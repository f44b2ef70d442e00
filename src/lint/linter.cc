// SPDX-License-Identifier: Apache-2.0
#include "lint/linter.h"

#include "lint/engine.h"
#include "lint/record_run.h"
#include "lint/run.h"

namespace ecslint::lint {

Linter::Linter(Options options, const text::FileSystem& files)
    : engine_(std::make_unique<Engine>(std::move(options), files)) {}

Linter::~Linter() = default;
Linter::Linter(Linter&&) noexcept = default;

const std::vector<finding::Finding>& Linter::problems() const { return engine_->problems(); }

const rules::RuleSet& Linter::rules() const { return engine_->rules(); }

bool Linter::selects(std::size_t rule) const { return engine_->home_of("").setup->selection->shown(rule); }

Summary Linter::check(std::span<const std::string> paths, const Sink& sink) const {
  return Run(*engine_, sink).over_paths(paths);
}

Summary Linter::check_source(text::Source source, const Sink& sink) const {
  return Run(*engine_, sink).over_source(std::move(source));
}

Summary Linter::check_records(text::LineReader& lines, const std::string& name, const Sink& sink) const {
  return RecordRun(*engine_, sink).over(lines, name);
}

}  // namespace ecslint::lint
