// SPDX-License-Identifier: Apache-2.0
// What clients without Markdown are shown.
#include <catch2/catch.hpp>

#include "lsp/protocol.h"

using ecslint::lsp::plain_text;

TEST_CASE("plain text has the words of the Markdown, without its signs") {
  CHECK(plain_text("**NET003** `awsvpc-host-port` · error\n\nuse `a**b` or **c**\n") ==
        "NET003 awsvpc-host-port · error\n\nuse a**b or c\n");
  CHECK(plain_text("[https://a.b/c](https://a.b/c)\n") == "https://a.b/c\n");
  CHECK(plain_text("see [the page](https://a.b)") == "see the page (https://a.b)");
  CHECK(plain_text("a[0] and [] and [x] (y)") == "a[0] and [] and [x] (y)");
  CHECK(plain_text("so:\n\n```json\n\"a\": [`**`]\n```\n\nthen\n\n---\n\nmore") ==
        "so:\n\n\"a\": [`**`]\n\nthen\n\n\nmore");
  CHECK(ecslint::lsp::markup("**a**", false)["value"] == "a");
  CHECK(ecslint::lsp::markup("**a**", true)["value"] == "**a**");
}
