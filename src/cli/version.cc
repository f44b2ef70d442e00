// SPDX-License-Identifier: Apache-2.0
#include "cli/version.h"

#include <fmt/format.h>

#include <CLI/Version.hpp>

#include "cli/build_info.h"

namespace ecslint::cli {

std::string_view version() { return kVersion; }

std::string version_text() {
  return fmt::format(
      "ecslint {} ({})\nAWS facts of {}\nbuilt with simdjson {}, RE2 {}, fmt {}.{}.{}, toml++ {}, libyaml "
      "{}, CLI11 {}\n",
      kVersion, kCommit, kFacts, kSimdjson, kRe2, FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
      FMT_VERSION % 100, kToml, kYaml, CLI11_VERSION);
}

}  // namespace ecslint::cli
