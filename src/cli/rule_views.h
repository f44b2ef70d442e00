// SPDX-License-Identifier: Apache-2.0
// The rules seen from outside: by topic (`ecslint rules -f markdown`), by tag (`--by tag`), by the ids of
// standards and peers (`--by compliance`), and by the rows of the catalogue of everything that is checked
// anywhere (`--by catalogue`). A view is made first and written afterwards, so that each format shows the
// same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "rules/rule_info.h"

namespace ecslint::cli {

/// An id or a row, and what answers to it.
struct ViewRow {
  std::string id;
  std::string text;  // what the row asks for; empty for ids
  std::vector<rules::RuleInfo> rules;
  std::vector<std::string> schemas;  // names of schemas that answer to it
  std::string reason;                // why nothing does
};

struct ViewGroup {
  std::string name;
  std::string title;
  std::vector<ViewRow> rows;
};

using View = std::vector<ViewGroup>;

/// A group for each topic, the letters that codes begin with; a row is a rule.
View view_by_topic(const std::vector<rules::RuleInfo>& rules);

/// One group; a row is a tag.
View view_by_tag(const std::vector<rules::RuleInfo>& rules);

/// A group for each standard or peer, ids in natural order.
View view_by_compliance(const std::vector<rules::RuleInfo>& rules);

/// A group for each topic of the catalogue. With `all` rows that nothing here answers to are shown as well.
View view_by_catalogue(const std::vector<rules::RuleInfo>& rules, bool all);

/// `format` is text, markdown or json.
void write_view(Output& out, const View& view, std::string_view format);

}  // namespace ecslint::cli
