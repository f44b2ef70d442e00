// SPDX-License-Identifier: Apache-2.0
// How a value that is still to be written begins, in JSON or YAML: brackets, quotes, the required properties
// of an object, and where the caret goes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema_set.h"

namespace ecslint::lsp {

struct Style {
  bool yaml = false;
  bool snippets = false;  // the client understands $1

  /// "key": value
  std::string member(std::string_view key, std::string_view value) const;
  /// A string, as far as quotes are needed. `quoted`: they were typed.
  std::string quoted(std::string_view text, bool quoted) const;
  /// An empty string with the caret in it.
  std::string text_value() const { return yaml ? "$1" : "\"$1\""; }
};

/// How the document spells a property of the object that the way leads to, from the one being written.
using SpelledName = std::function<std::string(const std::vector<std::string>& way, std::string_view name)>;

std::string value_snippet(const schema::SchemaView& schema, const Style& style, const SpelledName& spelled);

}  // namespace ecslint::lsp
