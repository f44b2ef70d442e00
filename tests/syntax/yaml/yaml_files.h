// SPDX-License-Identifier: Apache-2.0
// Reading whole files in tests: their bytes, a tree as nlohmann's JSON, and whether a parser refused them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/read_file.h"
#include "syntax/yaml/yaml.h"

namespace ecslint::syntax_yaml {

using Json = nlohmann::json;

using tests::read_file;

/// Unresolved values are their spelling.
inline Json to_json(const doc::Node& node) {
  switch (node.kind()) {
    case doc::Kind::kNull:
      return nullptr;
    case doc::Kind::kBool:
      return node.as_bool();
    case doc::Kind::kInteger:
      return node.as_int();
    case doc::Kind::kUnsigned:
      return node.as_uint();
    case doc::Kind::kNumber:
      return node.as_double();
    case doc::Kind::kString:
      return node.as_string();
    case doc::Kind::kUnresolved:
      return node.why().spelling;
    case doc::Kind::kArray: {
      Json array = Json::array();
      for (const doc::Node& element : node.elements()) array.push_back(to_json(element));
      return array;
    }
    case doc::Kind::kObject: {
      Json object = Json::object();
      for (const doc::Member& member : node.members())
        object[std::string(member.key)] = to_json(member.value);
      return object;
    }
  }
  return {};
}

inline bool refused(const std::vector<finding::Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const finding::Finding& f) { return f.level == finding::Level::kError; });
}

}  // namespace ecslint::syntax_yaml
