// SPDX-License-Identifier: Apache-2.0
#include "schema/codes.h"

#include <array>

namespace ecslint::schema {
namespace {

using finding::Level;

constexpr std::array<CodeInfo, 12> kCodes = {{
    {Code::kUnknownProperty, "SCH001", "unknown-property", Level::kError,
     "A property that does not exist here: misspelt, in the wrong letter case, or at the wrong level."},
    {Code::kMissingProperty, "SCH002", "missing-property", Level::kError, "A required property is absent."},
    {Code::kWrongType, "SCH003", "wrong-type", Level::kError,
     "A value of the wrong type, such as a number where the API wants a string."},
    {Code::kNotAllowedValue, "SCH004", "not-an-allowed-value", Level::kError,
     "A value outside the fixed set the API accepts."},
    {Code::kOutOfRange, "SCH005", "out-of-range", Level::kError, "A number below or above its limits."},
    {Code::kWrongSize, "SCH006", "wrong-size", Level::kError,
     "A string, list or object with too few or too many characters, elements or entries."},
    {Code::kPattern, "SCH007", "wrong-form", Level::kError,
     "A string that does not have the form the API expects."},
    {Code::kReadOnly, "SCH008", "read-only-property", Level::kWarning,
     "A property that AWS returns but does not accept."},
    {Code::kDuplicate, "SCH009", "duplicate", Level::kError,
     "Elements that must differ are equal, or share the property that must be unique."},
    {Code::kNewerValue, "SCH010", "unfamiliar-value", Level::kWarning,
     "A value that AWS may have added after the date of our facts."},
    {Code::kNull, "SCH011", "null-value", Level::kError, "Null where a value is needed."},
    {Code::kNoAlternative, "SCH012", "no-alternative", Level::kError,
     "A value that fits none of the alternatives, or properties that exclude each other."},
}};

}  // namespace

std::span<const CodeInfo> codes() { return kCodes; }

const CodeInfo& info(Code code) { return kCodes[static_cast<std::size_t>(code)]; }

}  // namespace ecslint::schema
