// SPDX-License-Identifier: Apache-2.0
#include "lsp/mend.h"

#include <algorithm>

#include "lint/fixer.h"

namespace ecslint::lsp {

FileEdits difference(const std::string& name, std::string_view before, std::string_view after) {
  const auto [left, right] = std::ranges::mismatch(before, after);
  std::size_t begin = static_cast<std::size_t>(left - before.begin());
  const auto continues = [](std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  while (begin > 0 && (continues(before, begin) || continues(after, begin))) --begin;
  std::size_t same = 0;
  const std::size_t most = std::min(before.size(), after.size()) - begin;
  while (same < most && before[before.size() - same - 1] == after[after.size() - same - 1]) ++same;
  while (same > 0 && continues(before, before.size() - same)) --same;
  if (begin == before.size() && begin == after.size()) return {};
  const text::Range range{static_cast<text::Offset>(begin), static_cast<text::Offset>(before.size() - same)};
  return {{name, {range, std::string(after.substr(begin, after.size() - same - begin))}}};
}

FileEdits fix_all(const Context& context) {
  text::OverlayFileSystem files(context.folder().disk());
  lint::Options options = context.settings().options;
  options.isolated = true;  // no walk around the file: git knows only the process's own folder
  options.git = false;
  const lint::Linter linter(std::move(options), files);
  FileEdits out;
  for (const lint::FixedFile& file : lint::Fixer(linter, files, false).fix({&context.name(), 1}).files) {
    const FileEdits edits = difference(file.path, file.before, file.after);
    out.insert(out.end(), edits.begin(), edits.end());
  }
  return out;
}

}  // namespace ecslint::lsp
