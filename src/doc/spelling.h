// SPDX-License-Identifier: Apache-2.0
// How a document spells the names of properties where it does not call them as the canonical tree does:
// ContainerDefinitions for containerDefinitions. Messages, paths and fixes speak the document's language; a
// dialect says what that is.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ecslint::doc {

class Spelling {
 public:
  virtual ~Spelling() = default;

  /// A property of the object that these names lead to from the resource; elements of lists have none.
  virtual std::string_view property(std::span<const std::string_view> way, std::string_view name) const = 0;
  /// A path of the resource (doc/path.h).
  virtual std::string path(std::string_view path) const = 0;
  /// Adds a sentence in which properties are named.
  virtual void add_words(std::string_view sentence, std::string& to) const = 0;
};

}  // namespace ecslint::doc
