// SPDX-License-Identifier: Apache-2.0
// The floor: open, read and simdjson-parse the files below a folder, and nothing else.
#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "text/file_system.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1])) {
    if (entry.is_regular_file()) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  const ecslint::text::RealFileSystem files;
  simdjson::dom::parser parser;
  std::size_t bad = 0;
  for (const std::string& path : paths) {
    const auto source = files.read(path);
    if (!source.ok()) return 3;
    simdjson::dom::element root;
    bad += parser.parse(source->bytes().data(), source->bytes().size(), false).get(root) != simdjson::SUCCESS;
  }
  std::printf("%zu files, %zu do not parse\n", paths.size(), bad);
}
