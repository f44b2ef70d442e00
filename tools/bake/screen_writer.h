// SPDX-License-Identifier: Apache-2.0
// Writes the built-in pack's programs as C++ (rules/screen.h): one function a rule and an item of a list, one
// a condition or part that several share. What has no direct way here becomes a question to the evaluator, so
// that nothing written can say more than the program does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/pack.h"
#include "rules/records.h"

namespace ecslint::bake {

struct ScreenSources {
  std::string header;               // declarations
  std::vector<std::string> bodies;  // a source file each
  std::string table;                // the source file that defines ecslint::rules::builtin_screens()
  std::size_t asked = 0;            // operations that are left to the evaluator
};

/// The pack in `files` source files.
ScreenSources write_screens(const rules::Pack& pack, std::size_t files);

}  // namespace ecslint::bake
