// SPDX-License-Identifier: Apache-2.0
// Credentials that can be told by their look: a fixed beginning and a run of characters of a known set and
// length, as data in one table, and a few with a grammar of their own (PEM, JWT, passwords in URLs). No
// regular expressions: nearly every value is shorter than the shortest credential and is dismissed by its
// length.
//
// Documented examples (AKIAIOSFODNN7EXAMPLE) and obvious placeholders are no credentials.
#pragma once

#include <string_view>

namespace ecslint::rules {

/// The name of the first kind found anywhere in the text ("github-token", "private-key", "url-password"), ""
/// when there is none.
std::string_view credential_shape(std::string_view text);

/// Kinds without a mark of their own, which the name of the variable gives away (an AWS secret access key, a
/// Datadog API key): the whole text is looked at.
std::string_view credential_shape(std::string_view text, std::string_view name);

/// Shannon entropy in bits per byte, 0 for an empty text.
double entropy(std::string_view text);

}  // namespace ecslint::rules
