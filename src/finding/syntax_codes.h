// SPDX-License-Identifier: Apache-2.0
// The codes of mistakes that keep a file from being read: one per kind of mistake, the same for JSON and
// YAML, so that the parsers, which may not know each other, and the documentation share one table. SYN020 and
// up are YAML's own, SYN030 and up those of templates. Codes are never reused.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "finding/finding.h"

namespace ecslint::finding {

/// The numbers are those of the codes: kBadEscape is SYN003.
enum class SyntaxCode : std::uint8_t {
  kUnexpected = 1,
  kUnclosed = 2,
  kBadEscape = 3,
  kControlCharacter = 4,
  kEncoding = 5,
  kLimit = 6,
  kNotStrict = 7,
  kMissingSeparator = 8,
  kTextAfterEnd = 9,
  kDuplicateKey = 10,
  kEmpty = 11,
  kBadNumber = 12,
  kUnreadable = 13,
  kVersionDependent = 20,
  kIndentation = 21,
  kAliasBudget = 22,
  kTag = 23,
  kAnchor = 24,
  kTemplateReference = 30,
  kTemplateCycle = 31,
  kTemplateForm = 32,
  kTemplateLimit = 33,
  kTemplateSubstitution = 34,
  kTemplateType = 35,
  kTemplateOrder = 36,
};

struct SyntaxCodeInfo {
  SyntaxCode id;
  std::string_view code;     // "SYN003"
  std::string_view name;     // "bad-escape"
  Level level;               // of its findings, unless the parser knows better
  std::string_view summary;  // one line
  std::string_view why;      // a sentence or two for `ecslint explain`
};

/// All of them, by code.
std::span<const SyntaxCodeInfo> syntax_codes();

const SyntaxCodeInfo& syntax_code(SyntaxCode id);

/// A finding of the code's level at a place.
Finding syntax_finding(SyntaxCode id, const text::Source& source, text::Range range, std::string message);

/// Of the parsers; those of templates are about what was read.
bool is_syntax_code(std::string_view code);

/// It stopped the parser, so that what follows was not checked; what AWS refuses and we could read all the
/// same, and what is about templates, does not.
bool keeps_from_reading(const Finding& finding);

}  // namespace ecslint::finding
