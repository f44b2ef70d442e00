// SPDX-License-Identifier: Apache-2.0
// Any bytes through the whole of `check`, as JSON, YAML or a stream of records: no crash, places inside the
// file, the same result with memory that was used before, and reports of it in several formats.
#include "fuzz/lint_check.h"
#include "text/line_reader.h"

namespace {

using namespace ecslint;

const lint::Linter& linter() {
  static const text::MemoryFileSystem files;
  static const lint::Linter made(fuzz::plain_options(), files);
  return made;
}

fuzz::Counts check_file(const char* name, std::string_view bytes) {
  fuzz::Reports reports(linter());
  linter().check_source(text::Source(name, bytes), reports.sink());
  reports.finish();
  return reports.counts;
}

fuzz::Counts check_stream(std::string_view bytes) {
  fuzz::Reports reports(linter());
  text::LineReader lines(
      [&bytes](char* to, std::size_t size) -> text::Result<std::size_t> {
        const std::size_t n = bytes.copy(to, std::min<std::size_t>(size, 7));
        bytes.remove_prefix(n);
        return n;
      },
      4096);
  const lint::Summary summary = linter().check_records(lines, "-", reports.sink());
  fuzz::require(summary.unreadable == 0);
  reports.finish();
  return reports.counts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"fuzz.json", "fuzz.yaml"}) {
    const fuzz::Counts once = check_file(name, bytes);
    fuzz::require(once == check_file(name, bytes));
  }
  check_stream(bytes);
  return 0;
}
