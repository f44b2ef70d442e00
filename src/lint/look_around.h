// SPDX-License-Identifier: Apache-2.0
// What a folder holds, for whoever writes its first ecslint.toml or says what is odd about it: the ECS
// resources, where their images come from, which log drivers and tags they use, and how folders are named.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lint/linter.h"

namespace ecslint::lint {

struct Surroundings {
  Summary summary;
  std::map<std::string, std::uint32_t> kinds;       // "task definition": how many
  std::map<std::string, std::uint32_t> registries;  // hosts of images
  std::map<std::string, std::uint32_t> drivers;     // of logs
  std::map<std::string, std::uint32_t> tags;        // keys: on how many resources
  std::uint32_t taggable = 0;                       // resources that could have tags
  std::set<std::string> production;                 // patterns of folders that are called so
  std::set<std::string> development;
  std::vector<std::string> unreadable;
};

/// Patterns are below the first of the paths where that is a folder.
Surroundings look_around(const Linter& linter, const std::vector<std::string>& paths);

}  // namespace ecslint::lint
