// SPDX-License-Identifier: Apache-2.0
// A parsed text with short ways to look into it, for the tests of this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "doc/dump.h"
#include "finding/finding.h"
#include "syntax/yaml/yaml.h"

namespace ecslint::syntax_yaml {

struct Parsed {
  explicit Parsed(std::string_view bytes) : document(text::Source("t.yaml", bytes)) {
    parse_yaml(document, findings);
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  std::string dump() const { return document.roots().empty() ? "" : doc::dump(document.roots()[0]); }
  std::string json() const { return document.roots().empty() ? "" : doc::to_json(document.roots()[0]); }
  std::string_view text(doc::Range range) const { return document.source().slice(range); }
  const doc::Node& operator[](std::string_view key) const { return *document.roots().at(0).find(key); }

  doc::Document document;
  std::vector<finding::Finding> findings;
};

}  // namespace ecslint::syntax_yaml
