// SPDX-License-Identifier: Apache-2.0
// A pack of rules, from a folder of TOML to a compiled image. The same for the built-in rules (at build time)
// and for users' packs (at run time). Packs load whole or not at all.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"
#include "rules/rule_file.h"
#include "schema/schema_set.h"
#include "text/file_system.h"

namespace ecslint::rules {

struct LoadedPack {
  std::string image;                                      // empty when there are problems
  std::vector<finding::Finding> problems;                 // CFG101, with places in these documents
  std::vector<std::unique_ptr<doc::Document>> documents;  // of all files of the pack

  bool ok() const { return problems.empty(); }
};

/// `path` is a folder or one rule file; the schemas give the declarations of subjects.
LoadedPack load_pack(const text::FileSystem& files, const std::string& path, PackKind kind,
                     const schema::SchemaSet& schemas);

}  // namespace ecslint::rules
