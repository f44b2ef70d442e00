// SPDX-License-Identifier: Apache-2.0
// Yes, no, or not known: what is said of policies whose texts or circumstances are only partly known.
// Kleene's logic: what decides, decides whatever the rest is.
#pragma once

#include <cstdint>

namespace ecslint::rules {

enum class Tri : std::uint8_t { kNo, kUnknown, kYes };

inline Tri tri(bool b) { return b ? Tri::kYes : Tri::kNo; }
inline Tri both(Tri a, Tri b) { return a < b ? a : b; }
inline Tri either(Tri a, Tri b) { return a < b ? b : a; }
inline Tri negated(Tri a) { return static_cast<Tri>(2 - static_cast<int>(a)); }

}  // namespace ecslint::rules
