// SPDX-License-Identifier: Apache-2.0
#include "cli/version.h"

#include <fmt/format.h>

#include <CLI/Version.hpp>

#include "cli/build_info.h"

namespace ecslint::cli {

namespace {

/// Part of a static binary like the others.
std::string standard_libraries() {
  std::string out;
#ifdef __GLIBCXX__
  out += fmt::format(", libstdc++ {}.{}", _GLIBCXX_RELEASE, __GNUC_MINOR__);
#endif
#ifdef __GLIBC__
  out += fmt::format(", glibc {}.{}", __GLIBC__, __GLIBC_MINOR__);
#endif
  return out;
}

}  // namespace

std::string_view version() { return kVersion; }

std::string version_text() {
  return fmt::format(
      "ecslint {} ({})\nAWS facts of {}\nbuilt with simdjson {}, RE2 {}, fmt {}.{}.{}, toml++ {}, libyaml "
      "{}, CLI11 {}, nlohmann-json {}{}\n",
      kVersion, kCommit, kFacts, kSimdjson, kRe2, FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
      FMT_VERSION % 100, kToml, kYaml, CLI11_VERSION, kNlohmannJson, standard_libraries());
}

}  // namespace ecslint::cli
