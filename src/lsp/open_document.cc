// SPDX-License-Identifier: Apache-2.0
#include "lsp/open_document.h"

namespace ecslint::lsp {

std::vector<text::Edit> OpenDocument::apply(const std::vector<ContentChange>& changes, std::int64_t version) {
  std::vector<text::Edit> edits;
  for (const ContentChange& change : changes) {
    const text::Range whole{0, static_cast<text::Offset>(text_.size())};
    const text::Range range = change.range ? positions().range(*change.range) : whole;
    text_.replace(range.begin, range.size(), change.text);
    edits.push_back({range, change.text});
    positions_.reset();
  }
  version_ = version;
  return edits;
}

}  // namespace ecslint::lsp
