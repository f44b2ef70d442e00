// SPDX-License-Identifier: Apache-2.0
// Any document mended with all its fixes: it ends with no finding of a kind that it did not have as often
// before, and mending once is mending twice.
#include "fuzz/lint_check.h"
#include "lint/fixer.h"

namespace {

using namespace ecslint;

struct Mended {
  std::string text;
  fuzz::Counts counts;  // of what is left
  std::uint32_t fixed = 0;
  std::uint32_t dropped = 0;
};

Mended mend(const std::string& name, std::string_view bytes, bool unsafe) {
  text::MemoryFileSystem below;
  below.add(name, std::string(bytes));
  text::OverlayFileSystem files(below);
  const lint::Linter linter(fuzz::plain_options(), files);
  const std::string paths[] = {name};
  const lint::FixOutcome outcome = lint::Fixer(linter, files, unsafe).fix(paths);
  Mended mended;
  mended.text = outcome.files.empty() ? std::string(bytes) : outcome.files[0].after;
  mended.fixed = outcome.fixed;
  mended.dropped = outcome.dropped;
  linter.check(paths, [&mended](const lint::FileResult& result) {
    fuzz::check_result(result);
    for (const finding::Finding& finding : result.findings) ++mended.counts[finding.code];
  });
  return mended;
}

fuzz::Counts counts(const std::string& name, std::string_view bytes) {
  text::MemoryFileSystem files;
  files.add(name, std::string(bytes));
  const lint::Linter linter(fuzz::plain_options(), files);
  fuzz::Counts out;
  const std::string paths[] = {name};
  linter.check(paths, [&out](const lint::FileResult& result) {
    for (const finding::Finding& finding : result.findings) ++out[finding.code];
  });
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size < 2 || size > 16384) return 0;
  const bool unsafe = (data[0] & 1) != 0;
  const std::string name = (data[0] & 2) != 0 ? "fuzz.yaml" : "fuzz.json";
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const Mended once = mend(name, bytes, unsafe);
  if (once.fixed == 0) return 0;
  fuzz::require(once.text != bytes);
  fuzz::Counts before = counts(name, bytes);
  for (const auto& [code, count] : once.counts) fuzz::require(count <= before[code]);
  if (once.dropped == 0) fuzz::require(mend(name, once.text, unsafe).fixed == 0);
  return 0;
}
