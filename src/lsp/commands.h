// SPDX-License-Identifier: Apache-2.0
// Commands that clients may have executed (workspace/executeCommand).
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lsp/json.h"

namespace ecslint::lsp {

inline constexpr std::string_view kFixAllCommand = "ecslint.fixAll";  // [uri]
inline constexpr std::string_view kIgnoreCommand = "ecslint.ignore";  // [uri, code, line, reason]
inline constexpr std::string_view kExplainCommand =
    "ecslint.explainRule";  // [code]: gives its text as Markdown
inline constexpr std::string_view kShowReferences = "ecslint.showReferences";  // the client's own
inline constexpr std::array<std::string_view, 3> kCommands = {kFixAllCommand, kExplainCommand,
                                                              kIgnoreCommand};

inline Json command_names() {
  Json out = Json::array();
  for (const std::string_view name : kCommands) out.push_back(name);
  return out;
}

}  // namespace ecslint::lsp
