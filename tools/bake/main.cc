// SPDX-License-Identifier: Apache-2.0
// ecslint-bake FOLDER OUTPUT SCREENS FILES: compiles FOLDER/rules and FOLDER/schemas into the file that the
// binary embeds, and writes the rules' screens as C++ into the folder SCREENS (screens.h, screens.cc,
// screens_0.cc …). Mistakes are printed as file:line:column: message, and nothing is written.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "rules/bake.h"
#include "rules/pack.h"
#include "screen_writer.h"
#include "text/line_index.h"

using namespace ecslint;

namespace {

void print(const finding::Finding& problem) {
  const text::Position at =
      text::LineIndex(problem.place.source->bytes()).position(problem.place.range.begin);
  fmt::print(stderr, "{}:{}:{}: {}\n", problem.place.source->name(), at.line, at.column, problem.message);
}

/// A file that would stay the same is left alone, so that nothing is compiled for it.
bool write(const std::string& path, std::string_view bytes) {
  std::ifstream old(path, std::ios::binary);
  if (old && std::string(std::istreambuf_iterator<char>(old), {}) == bytes) return true;
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) fmt::print(stderr, "{}: cannot be written\n", path);
  return static_cast<bool>(out);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: ecslint-bake FOLDER OUTPUT SCREENS FILES\n");
    return 2;
  }
  const rules::Baked baked = rules::bake(text::RealFileSystem(), argv[1]);
  for (const finding::Finding& problem : baked.problems) print(problem);
  if (!baked.problems.empty()) return 1;
  const rules::Pack pack(std::string_view(baked.pack));
  const bake::ScreenSources screens = bake::write_screens(pack, static_cast<std::size_t>(std::atoi(argv[4])));
  const std::string folder = argv[3];
  bool written = write(argv[2], baked.image) && write(folder + "/screens.h", screens.header) &&
                 write(folder + "/screens.cc", screens.table);
  for (std::size_t i = 0; i < screens.bodies.size(); ++i)
    written = written && write(fmt::format("{}/screens_{}.cc", folder, i), screens.bodies[i]);
  return written ? 0 : 1;
}
