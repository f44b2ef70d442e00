// SPDX-License-Identifier: Apache-2.0
// Any text as a rule of a user's pack: it is refused with places inside it, or it runs on a task definition
// to an end.
#include "fuzz/lint_check.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace ecslint;
  if (size > 8192) return 0;
  text::MemoryFileSystem files;
  files.add("pack/FUZZ001-fuzz.toml", std::string(reinterpret_cast<const char*>(data), size));
  files.add("task.json", std::string(fuzz::kTask));
  lint::Options options = fuzz::plain_options();
  options.rule_packs = {"pack"};
  options.no_config = true;
  const lint::Linter linter(options, files);
  for (const finding::Finding& problem : linter.problems()) {
    fuzz::require(!problem.message.empty() && problem.place.source != nullptr);
    fuzz::require(problem.place.range.end <= problem.place.source->bytes().size());
  }
  if (!linter.problems().empty()) return 0;
  fuzz::Reports reports(linter);
  const std::string paths[] = {"task.json"};
  linter.check(paths, reports.sink());
  reports.finish();
  return 0;
}
