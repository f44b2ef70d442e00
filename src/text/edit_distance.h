// SPDX-License-Identifier: Apache-2.0
// Did-you-mean: the candidate nearest to a misspelt word, or none when nothing is near enough to suggest.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace ecslint::text {

/// Insertions, deletions, substitutions and swaps of neighbours, at most `limit` (limit + 1 means "more").
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The nearest candidate: letter case and separators (- _ space) are free, else about a third of the word may
/// differ. Empty when none is near. Ties go to the earlier candidate. Words over 64 bytes are not compared.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace ecslint::text
