// SPDX-License-Identifier: Apache-2.0
// A session over two file descriptors. One thread reads, so that what has come in (a cancellation, the next
// keystroke) is seen while something is being answered; everything else is done by the calling thread.
#pragma once

#include "lsp/server.h"

namespace ecslint::lsp {

/// Until `exit` comes or the client is gone; gives the exit code of the process.
int serve(Settings settings, const text::FileSystem& disk, std::string version, int in, int out);

}  // namespace ecslint::lsp
