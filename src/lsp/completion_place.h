// SPDX-License-Identifier: Apache-2.0
// Where in a text the caret stands, told by the text in front of it alone: the file is broken while one
// types, so no tree can be asked. Keys from the root down, and whether a key or a value is being written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace ecslint::lsp {

struct PlaceStep {
  std::string key;        // empty: an element of a list
  std::size_t index = 0;  // of the element
};

struct CompletionPlace {
  std::vector<PlaceStep> steps;  // to the object or list that the caret is in; with a value, to the value
  bool key = false;              // a key is being written
  bool quoted = false;           // inside quotes
  text::Range token;           // what has been written of it, and what follows of the same word; with quotes
  bool element = false;        // the value is an element of a list
  bool colon_follows = false;  // the key has its colon already
  bool more_follows = false;   // JSON: another key or element follows, so that a comma is needed
  std::size_t indent = 0;      // YAML: of the line
  bool comment = false;        // nothing is offered in one
  bool block = false;          // YAML: in a text behind | or >, where keys and values have no place
};

CompletionPlace place_in_json(std::string_view text, text::Offset offset);
CompletionPlace place_in_yaml(std::string_view text, text::Offset offset);

}  // namespace ecslint::lsp
