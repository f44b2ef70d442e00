// SPDX-License-Identifier: Apache-2.0
// JSON Schema documents (2020-12 and draft-07) into a compiled set. Documents are registered first, so that
// they may refer to each other; then each wanted root is compiled with all it reaches, and the set is written
// into an image. A broken schema is reported with the node at fault; nothing is half-compiled in silence.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/compiled.h"

namespace ecslint::schema {

struct SchemaError {
  std::string document;             // URI it was added under
  const doc::Node* node = nullptr;  // null when the document itself is missing
  std::string message;
};

enum class Draft : std::uint8_t { k7, k201909, k202012 };

struct CompilerOptions {
  Draft draft = Draft::k202012;  // where $schema says nothing
  bool assert_formats = false;   // else `format` is a note only, unless the vocabulary asserts it
  bool strict_keywords = false;  // unknown keywords not beginning with x- are errors
};

class Compiler {
 public:
  /// Writes into the builder as it goes.
  explicit Compiler(text::ImageBuilder& builder, CompilerOptions options = {});
  ~Compiler();
  Compiler(Compiler&&) noexcept;
  Compiler& operator=(Compiler&&) noexcept;

  /// Registers a document under a URI (its $id counts too). The node must live until finish().
  void add(std::string_view uri, const doc::Node& document);

  /// Compiles what the URI (with or without fragment) names and all it refers to, as a root of the set. Empty
  /// when something is wrong.
  std::optional<SchemaId> compile(std::string_view uri);

  /// In the order met.
  const std::vector<SchemaError>& errors() const;

  /// Writes the tables. Call once, when there are no errors.
  SetRef finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ecslint::schema
