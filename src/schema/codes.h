// SPDX-License-Identifier: Apache-2.0
// The codes of findings that come from schemas: one explicit table, read by `ecslint rules`, `explain` and
// SARIF metadata. A schema may say another code (x-code) or level (x-level) for what it asserts; this is the
// default.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "finding/finding.h"

namespace ecslint::schema {

enum class Code : std::uint8_t {
  kUnknownProperty,
  kMissingProperty,
  kWrongType,
  kNotAllowedValue,
  kOutOfRange,
  kWrongSize,
  kPattern,
  kReadOnly,
  kDuplicate,
  kNewerValue,
  kNull,
  kNoAlternative,
};

struct CodeInfo {
  Code code;
  std::string_view id;       // "SCH001"
  std::string_view name;     // "unknown-property"
  finding::Level level;      // unless the schema or the reader of the file says otherwise
  std::string_view summary;  // one line
};

/// All codes in order.
std::span<const CodeInfo> codes();
const CodeInfo& info(Code code);

}  // namespace ecslint::schema
