// SPDX-License-Identifier: Apache-2.0
// The fuzz targets without libFuzzer: runs each over its seeds, so that any compiler and every build of the
// tests can (`fuzz_replay tests/fuzz/seeds [NAME...]`). What a target finds is a seed from then on.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#define TARGET(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
#include "fuzz_targets.inc"
#undef TARGET

namespace {

struct Target {
  const char* name;
  int (*run)(const std::uint8_t*, std::size_t);
};

constexpr Target kTargets[] = {
#define TARGET(name) {#name, fuzz_##name},
#include "fuzz_targets.inc"
#undef TARGET
};

std::vector<std::filesystem::path> seeds_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path seeds = argc > 1 ? argv[1] : "tests/fuzz/seeds";
  std::size_t without = 0;
  for (const Target& target : kTargets) {
    const std::vector<std::filesystem::path> files = seeds_in(seeds / target.name);
    std::printf("%s: %zu seeds\n", target.name, files.size());
    without += files.empty() ? 1 : 0;
    for (const std::filesystem::path& file : files) {
      std::printf("%s\n", file.c_str());
      std::fflush(stdout);  // the last one named is the one that crashed
      const std::string bytes = content(file);
      target.run(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
  }
  return without == 0 ? 0 : 1;
}
