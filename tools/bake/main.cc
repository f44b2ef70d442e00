// SPDX-License-Identifier: Apache-2.0
// ecslint-bake FOLDER OUTPUT: compiles FOLDER/rules and FOLDER/schemas into the file that the binary embeds.
// Mistakes are printed as file:line:column: message, and nothing is written.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "rules/bake.h"
#include "text/line_index.h"

using namespace ecslint;

namespace {

void print(const finding::Finding& problem) {
  const text::Position at =
      text::LineIndex(problem.place.source->bytes()).position(problem.place.range.begin);
  fmt::print(stderr, "{}:{}:{}: {}\n", problem.place.source->name(), at.line, at.column, problem.message);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: ecslint-bake FOLDER OUTPUT\n");
    return 2;
  }
  const rules::Baked baked = rules::bake(text::RealFileSystem(), argv[1]);
  for (const finding::Finding& problem : baked.problems) print(problem);
  if (!baked.problems.empty()) return 1;
  std::ofstream out(argv[2], std::ios::binary);
  out.write(baked.image.data(), static_cast<std::streamsize>(baked.image.size()));
  out.close();
  if (!out) {
    fmt::print(stderr, "{}: cannot be written\n", argv[2]);
    return 1;
  }
  return 0;
}
