// SPDX-License-Identifier: Apache-2.0
// Reads what a schema says about itself: title, description, default, examples and our own x-… keywords.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "doc/node.h"
#include "schema/compiled.h"

namespace ecslint::schema {

/// Called with the node at fault when a note has the wrong type.
using NoteError = std::function<void(const doc::Node&, std::string)>;

/// Empty when the schema says nothing about itself. `document` is where x-facts stands.
std::optional<Notes> read_notes(const doc::Node& schema, const doc::Node& document,
                                text::ImageBuilder& builder, const NoteError& error);

}  // namespace ecslint::schema
