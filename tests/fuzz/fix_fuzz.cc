// SPDX-License-Identifier: Apache-2.0
// Any document mended with all its fixes: it ends with no finding of a kind that it did not have as often
// before, unless that weighs less than what was mended, and mending once is mending twice.
#include <algorithm>
#include <optional>

#include "fuzz/lint_check.h"
#include "lint/fixer.h"

namespace {

using namespace ecslint;

/// How often a rule speaks, and how gravely at the most.
struct Said {
  std::uint32_t count = 0;
  finding::Level level = finding::Level::kInfo;
};
using SaidByCode = std::map<std::string, Said>;

struct Mended {
  std::string text;
  SaidByCode left;
  std::uint32_t fixed = 0;
  std::uint32_t dropped = 0;
};

SaidByCode said(const lint::Linter& linter, const std::string& name) {
  SaidByCode out;
  const std::string paths[] = {name};
  linter.check(paths, [&out](const lint::FileResult& result) {
    fuzz::check_result(result);
    for (const finding::Finding& finding : result.findings) {
      Said& of_code = out[finding.code];
      ++of_code.count;
      of_code.level = std::max(of_code.level, finding.level);
    }
  });
  return out;
}

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
  mended.left = said(linter, name);
  return mended;
}

SaidByCode before(const std::string& name, std::string_view bytes) {
  text::MemoryFileSystem files;
  files.add(name, std::string(bytes));
  const lint::Linter linter(fuzz::plain_options(), files);
  return said(linter, name);
}

/// The level of the gravest finding that there are fewer of.
std::optional<finding::Level> gravest_mended(const SaidByCode& before, const SaidByCode& after) {
  std::optional<finding::Level> out;
  for (const auto& [code, said] : before) {
    const auto left = after.find(code);
    if (left != after.end() && left->second.count >= said.count) continue;
    out = std::max(out.value_or(finding::Level::kInfo), said.level);
  }
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
  SaidByCode first = before(name, bytes);
  // One mistake of syntax may have become another.
  const finding::Level mended = gravest_mended(first, once.left).value_or(finding::Level::kInfo);
  for (const auto& [code, said] : once.left) {
    fuzz::require(said.count <= first[code].count || said.level < mended);
  }
  if (once.dropped == 0) fuzz::require(mend(name, once.text, unsafe).fixed == 0);
  return 0;
}
