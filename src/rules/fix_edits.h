// SPDX-License-Identifier: Apache-2.0
// A change to a tree as edits of its text: set, remove, rename, append. The rest of the file stays byte for
// byte, and what is new is written the way its neighbours are (JSON on one line or many, minified, YAML block
// or flow). Where that cannot be done for sure (a YAML alias, a value that is not in the file, JSON inside a
// string) there is no edit. Knows nothing of rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doc/arena.h"
#include "doc/document.h"
#include "doc/node.h"
#include "doc/spelling.h"
#include "text/edits.h"
#include "text/source.h"

namespace ecslint::rules {

/// The tree a change is made in, and the file its ranges are in.
struct EditContext {
  const doc::Document* document = nullptr;
  const doc::Node* root = nullptr;
  const doc::Spelling* spelling = nullptr;  // how the file calls properties, if not as the tree does
  doc::Arena* arena = nullptr;              // with a spelling: for values in it

  const text::Source& source() const { return document->source(); }
};

/// Gives the node a new value; `missing` are the keys below it that do not exist yet (parents are created).
/// The value is a tree of any origin.
std::optional<text::Edit> set_edit(const EditContext& in, const doc::Node& node,
                                   const std::vector<std::string_view>& missing, const doc::Node& value);

/// Takes a member or an element away together with its comma or its lines.
std::optional<text::Edit> remove_edit(const EditContext& in, const doc::Node& node);

/// Gives the key under which the node stands another name, unless its neighbours have that already.
std::optional<text::Edit> rename_edit(const EditContext& in, const doc::Node& node, std::string_view key);

/// Adds an element at the end of an array, which is made where it is missing.
std::optional<text::Edit> append_edit(const EditContext& in, const doc::Node& node,
                                      const std::vector<std::string_view>& missing, const doc::Node& value);

}  // namespace ecslint::rules
