// SPDX-License-Identifier: Apache-2.0
// Everything built in, from the folders rules/ and schemas/ to one image. The bake tool is a main() around
// this; tests call it to show that baking at build time and loading at run time give the same.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"
#include "text/file_system.h"

namespace ecslint::rules {

struct Baked {
  std::string image;                       // empty when there are problems
  std::string pack;                        // the part of it that is the rules
  std::vector<finding::Finding> problems;  // with places in these documents
  std::vector<std::unique_ptr<doc::Document>> documents;
};

/// `folder` holds rules/ and schemas/.
Baked bake(const text::FileSystem& files, const std::string& folder);

}  // namespace ecslint::rules
