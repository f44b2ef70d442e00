// SPDX-License-Identifier: Apache-2.0
// The features, each in the file of its name.
#pragma once

#include "lsp/feature.h"

namespace ecslint::lsp {

Answer code_action(const Context& context, const Json& params);
Answer code_lens(const Context& context, const Json& params);
Answer completion(const Context& context, const Json& params);
Answer definition(const Context& context, const Json& params);
Answer document_highlight(const Context& context, const Json& params);
Answer document_link(const Context& context, const Json& params);
Answer document_symbol(const Context& context, const Json& params);
Answer folding_range(const Context& context, const Json& params);
Answer hover(const Context& context, const Json& params);
Answer inlay_hint(const Context& context, const Json& params);
Answer prepare_rename(const Context& context, const Json& params);
Answer references(const Context& context, const Json& params);
Answer rename(const Context& context, const Json& params);

}  // namespace ecslint::lsp
