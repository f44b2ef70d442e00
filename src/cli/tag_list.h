// SPDX-License-Identifier: Apache-2.0
// `ecslint explain TAG`: the rules that carry a tag, one line each. A tag may be divided by a slash
// (start-failure/image): explaining the tag before the slash lists the parts as groups of a checklist. What
// the known groups are called stands here; which rules belong to them, only the rules say.
#pragma once

#include <string_view>
#include <vector>

#include "cli/output.h"
#include "rules/rule_info.h"

namespace ecslint::cli {

/// Whether a rule has this tag or a part of it ("start-failure" is one of "start-failure/image").
bool is_tag(const std::vector<rules::RuleInfo>& all, std::string_view word);

/// The list in the format "text" or "markdown".
void write_tag(Output& out, const std::vector<rules::RuleInfo>& all, std::string_view tag,
               std::string_view format);

}  // namespace ecslint::cli
