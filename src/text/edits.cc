// SPDX-License-Identifier: Apache-2.0
#include "text/edits.h"

#include <algorithm>
#include <vector>

namespace ecslint::text {

bool overlap(const Edit& a, const Edit& b) {
  if (a.range == b.range) return true;
  return a.range.begin < b.range.end && b.range.begin < a.range.end;
}

Result<std::string> apply_edits(std::string_view bytes, std::span<const Edit> edits) {
  std::vector<const Edit*> sorted;
  for (const Edit& edit : edits) sorted.push_back(&edit);
  std::sort(sorted.begin(), sorted.end(), [](const Edit* a, const Edit* b) { return a->range < b->range; });
  std::string out;
  Offset done = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Edit& edit = *sorted[i];
    if (edit.range.end < edit.range.begin || edit.range.end > bytes.size())
      return Error{"an edit lies outside the file"};
    if (i > 0 && overlap(*sorted[i - 1], edit)) return Error{"two edits overlap"};
    out.append(bytes.substr(done, edit.range.begin - done)).append(edit.replacement);
    done = edit.range.end;
  }
  return out.append(bytes.substr(done));
}

}  // namespace ecslint::text
