// SPDX-License-Identifier: Apache-2.0
// One file read and taken apart, for the commands that look at it instead of linting it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "doc/document.h"
#include "finding/finding.h"
#include "lint/read_document.h"
#include "model/resource.h"

namespace ecslint::cli {

struct ReadFile {
  std::unique_ptr<doc::Document> document;
  std::vector<finding::Finding> problems;  // of syntax
  std::vector<model::Resource> resources;
  lint::DocumentReading reading;
};

/// "-" is standard input. Syntax problems are told on standard error; a file that cannot be opened is an
/// error.
text::Result<ReadFile> read_file(Context& context, const std::string& path);

}  // namespace ecslint::cli
