// SPDX-License-Identifier: Apache-2.0
// Any text as ecslint.toml: what is wrong with it is told with places inside it, the rest holds, and the
// files below are checked.
#include "fuzz/lint_check.h"
#include "lint/effective.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace ecslint;
  if (size > 8192) return 0;
  text::MemoryFileSystem files;
  files.add("ecslint.toml", std::string(reinterpret_cast<const char*>(data), size));
  files.add("base.toml", "profile = \"strict\"\nextends = \"ecslint.toml\"\n");
  files.add("tasks/task.json", std::string(fuzz::kTask));
  files.add("iam/trust.json", R"({"Version": "2012-10-17", "Statement": []})");
  const lint::Linter linter(fuzz::plain_options(), files);
  for (const finding::Finding& problem : linter.problems()) {
    fuzz::require(!problem.message.empty() && problem.place.source != nullptr);
    fuzz::require(problem.place.range.end <= problem.place.source->bytes().size());
  }
  lint::effective_settings(linter, "tasks/task.json");
  fuzz::Reports reports(linter);
  const std::string paths[] = {"."};
  linter.check(paths, reports.sink());
  reports.finish();
  return 0;
}
