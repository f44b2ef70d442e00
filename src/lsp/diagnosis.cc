// SPDX-License-Identifier: Apache-2.0
#include "lsp/diagnosis.h"

#include <algorithm>

#include "finding/syntax_codes.h"

namespace ecslint::lsp {
namespace {

text::Offset moved(text::Offset offset, const text::Edit& edit) {
  const auto added = static_cast<text::Offset>(edit.replacement.size());
  if (offset >= edit.range.end) return offset - edit.range.size() + added;
  return std::min(offset, edit.range.begin);
}

/// Text put in front of a range does not belong to it, nor does text behind it.
text::Range moved(text::Range range, const text::Edit& edit) {
  const text::Offset begin = moved(range.begin, edit);
  if (edit.range.begin >= range.end) return {begin, begin + range.size()};
  return {begin, std::max(begin, moved(range.end, edit))};
}

}  // namespace

Diagnosis diagnosis_of(const finding::Finding& finding) {
  Diagnosis out;
  out.code = finding.code;
  out.level = finding.level;
  out.message = finding.message;
  out.range = finding.place.range;
  out.path = finding.path;
  out.condition = finding::condition_clause(finding);
  out.fingerprint = finding.fingerprint;
  for (const finding::Related& related : finding.related) {
    out.related.push_back({{related.place.source->name(), related.place.range}, related.message});
  }
  if (finding.fix) {
    Repair& fix = out.fix.emplace();
    fix.title = finding.fix->title;
    fix.safe = finding.fix->safe;
    for (const finding::FileEdit& edit : finding.fix->edits) {
      fix.edits.emplace_back(edit.source->name(), edit.edit);
    }
  }
  return out;
}

void follow_edit(const std::string& file, const text::Edit& edit, std::vector<Diagnosis>& diagnoses) {
  for (Diagnosis& diagnosis : diagnoses) {
    diagnosis.range = moved(diagnosis.range, edit);
    diagnosis.fix.reset();
    for (RelatedPlace& related : diagnosis.related) {
      if (related.place.file == file) related.place.range = moved(related.place.range, edit);
    }
  }
}

bool is_syntax(const Diagnosis& diagnosis) { return finding::is_syntax_code(diagnosis.code); }

}  // namespace ecslint::lsp
