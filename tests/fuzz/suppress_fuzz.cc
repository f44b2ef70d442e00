// SPDX-License-Identifier: Apache-2.0
// Any text behind "# ecslint: " and "// ecslint: ": comments are found where they stand, and what they come
// to is the same in every run.
#include "fuzz/lint_check.h"
#include "lint/suppression.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

namespace {

using namespace ecslint;

void find(const std::string& name, const std::string& text) {
  doc::Document document(text::Source(name, text));
  std::vector<finding::Finding> findings;
  name.ends_with("json") ? syntax_json::parse_json(document, findings)
                         : syntax_yaml::parse_yaml(document, findings);
  for (const lint::Suppression& found : lint::find_suppressions(document)) {
    fuzz::require(found.range.begin < found.range.end && found.range.end <= text.size());
    fuzz::require(found.line.begin <= found.line.end && found.line.end <= text.size());
    for (const text::Range word : found.words) fuzz::require(found.range.contains(word));
  }
}

void check(const std::string& name, const std::string& text) {
  static const text::MemoryFileSystem files;
  static const lint::Linter linter(fuzz::plain_options(), files);
  fuzz::Reports reports(linter);
  linter.check_source(text::Source(name, text), reports.sink());
  reports.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string comment(reinterpret_cast<const char*>(data), size);
  const std::string yaml = "family: web  # ecslint: " + comment +
                           "\ncontainerDefinitions:\n# ecslint: ignore[IMG001] " + comment +
                           "\n- {name: web, image: nginx}\n";
  const std::string json =
      "{\"family\": \"web\", // ecslint: " + comment + "\n\"containerDefinitions\": [{\"image\": \"a\"}]}";
  find("fuzz.yaml", yaml);
  find("fuzz.json", json);
  check("fuzz.yaml", yaml);
  check("fuzz.json", json);
  return 0;
}
