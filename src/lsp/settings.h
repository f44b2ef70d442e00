// SPDX-License-Identifier: Apache-2.0
// What a client can set, by initializationOptions or workspace/didChangeConfiguration (section "ecslint").
// What concerns findings belongs into ecslint.toml, so that the editor and CI say the same; these settings
// are those of the command line.
#pragma once

#include "lint/options.h"
#include "lsp/json.h"

namespace ecslint::lsp {

struct Settings {
  lint::Options options;
  bool inlay_hints = true;
  bool code_lens = true;
  bool console_links = false;    // ARNs lead to the AWS console
  bool show_references = false;  // the client has a command ecslint.showReferences

  /// Takes over what `value` has; unknown names are left alone. False when nothing has changed.
  bool update(const Json& value);
};

}  // namespace ecslint::lsp
