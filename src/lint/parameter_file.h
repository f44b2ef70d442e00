// SPDX-License-Identifier: Apache-2.0
// Files with values for a template's parameters, in the forms that people have: the list that `aws
// cloudformation --parameters file://…` takes, the template configuration of CodePipeline, a list of
// "Name=Value", or a plain map. JSON or YAML.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "doc/node.h"
#include "text/file_system.h"
#include "text/result.h"

namespace ecslint::lint {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// A value as CloudFormation writes it, a list joined by commas; nothing when it is neither text, a number, a
/// boolean nor a list of these.
std::optional<std::string> parameter_text(const doc::Node& node);

text::Result<Parameters> read_parameter_file(const text::FileSystem& files, const std::string& path);

}  // namespace ecslint::lint
