// SPDX-License-Identifier: Apache-2.0
// A document that the client holds open: its text as the client's edits make it. Edits come in order and are
// clipped to the text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lsp/position_map.h"
#include "lsp/protocol.h"
#include "text/edits.h"

namespace ecslint::lsp {

class OpenDocument {
 public:
  OpenDocument(std::string uri, std::string text, std::int64_t version, Encoding encoding)
      : uri_(std::move(uri)), text_(std::move(text)), version_(version), encoding_(encoding) {}

  const std::string& uri() const { return uri_; }
  const std::string& text() const { return text_; }
  std::int64_t version() const { return version_; }

  const PositionMap& positions() const {
    if (!positions_) positions_.emplace(text_, encoding_);
    return *positions_;
  }

  /// Gives what was replaced by what, one after the other.
  std::vector<text::Edit> apply(const std::vector<ContentChange>& changes, std::int64_t version);

 private:
  std::string uri_;
  std::string text_;
  std::int64_t version_;
  Encoding encoding_;
  mutable std::optional<PositionMap> positions_;
};

}  // namespace ecslint::lsp
