// SPDX-License-Identifier: Apache-2.0
// The files of a pack: a folder of <CODE>-<name>.toml with, beside them, data/<table>.toml and fixtures/. All
// are read and parsed here; what does not belong in a pack is a problem, because a rule with a wrong file
// name would otherwise just not run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "doc/document.h"
#include "rules/problems.h"
#include "rules/rule_file.h"
#include "text/file_system.h"

namespace ecslint::rules {

struct DataFile {
  std::string name;  // of the table: data/fargate.toml is read as data.fargate
  const doc::Document* document = nullptr;
};

struct PackFiles {
  /// Documents of all files, also of those with problems: their sources are pointed into.
  std::vector<std::unique_ptr<doc::Document>> documents;
  std::vector<RuleFile> rules;  // by code
  std::vector<DataFile> data;   // by name
};

/// Reads a folder (or a single rule file). A file that cannot be read is a problem without a place in it.
PackFiles read_pack(const text::FileSystem& files, const std::string& path, PackKind kind,
                    Problems& problems);

}  // namespace ecslint::rules
