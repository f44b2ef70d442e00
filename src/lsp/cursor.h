// SPDX-License-Identifier: Apache-2.0
// What stands at a place of a file: which resource, which of its properties, and what the schema knows of
// that. It looks at canonical resources, whose nodes have the places of the file, so that it is the same for
// every way of writing them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "doc/path.h"
#include "lint/checker.h"
#include "lint/engine.h"
#include "lint/linter.h"
#include "schema/schema_set.h"
#include "text/range.h"

namespace ecslint::lsp {

struct Cursor {
  const model::Resource* resource = nullptr;
  std::vector<doc::Step> steps;  // from the resource's node down
  bool on_key = false;           // of the last step, else in its value

  const doc::Node& node() const { return steps.empty() ? *resource->node : steps.back().node(); }
  /// The innermost property; null in a resource outside of all.
  const doc::Member* member() const;
};

/// Nothing when no resource stands there.
std::optional<Cursor> cursor_at(const lint::ParsedFile& file, text::Offset offset);

/// The resource whose node or written node covers the offset, the innermost of several.
const model::Resource* resource_at(const lint::ParsedFile& file, text::Offset offset);

/// The schema of a resource's node.
std::optional<schema::SchemaView> schema_of(const lint::Engine& engine, const model::Resource& resource);

/// One step down: into a property by its name, or into the elements of a list (empty name).
std::optional<schema::SchemaView> schema_below(const schema::SchemaView& schema, std::string_view name);

/// Property names from the resource down, "" for elements.
std::vector<std::string> keys_of(std::span<const doc::Step> steps);

/// The schema at the end of such names.
std::optional<schema::SchemaView> schema_at(const lint::Engine& engine, const model::Resource& resource,
                                            std::span<const std::string> keys);

/// "containerDefinitions[].dependsOn[].containerName"
std::string pattern_of(std::span<const std::string> keys);

/// The text of a string as it stands between its quotes.
text::Range inside_quotes(const text::Source& source, text::Range range);

/// A table of facts of the built-in rules: "fargate". Null when there is none.
const doc::Node* facts(const lint::Linter& linter, std::string_view table);

}  // namespace ecslint::lsp
