// SPDX-License-Identifier: Apache-2.0
// Workflow commands that GitHub shows as annotations. It keeps ten of each level a step and drops the rest in
// silence, so the worst come first, ten a level, and a last line says how many more there are.
#include <fmt/format.h>

#include <array>

#include "report/locator.h"
#include "report/report.h"

namespace ecslint::report {
namespace {

constexpr std::size_t kMostOfALevel = 10;

/// What a property or, without `property`, the message of a workflow command may hold.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    special ? (void)(out += fmt::format("%{:02X}", static_cast<unsigned char>(c))) : out.push_back(c);
  }
  return printable(out);  // a log is read on terminals, too
}

std::string_view command(finding::Level level) {
  return level == finding::Level::kInfo ? "notice" : finding::to_string(level);
}

class GitHub final : public Reporter {
 public:
  explicit GitHub(const Options& options) : options_(options) {}

  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets, std::string&) override {
    Locator locator(secrets, findings);
    for (const finding::Finding& finding : findings) {
      Kept& kept = kept_[static_cast<std::size_t>(finding.level)];
      if (++kept.count <= kMostOfALevel) kept.lines += line(finding, locator);
    }
  }

  void finish(const Summary&, std::string& out) override {
    std::size_t more = 0;
    for (auto kept = kept_.rbegin(); kept != kept_.rend(); ++kept) {
      out += kept->lines;
      more += kept->count - std::min(kept->count, kMostOfALevel);
    }
    if (more > 0)
      out += fmt::format("{} more {} not shown as annotations\n", more,
                         more == 1 ? "finding is" : "findings are");
  }

 private:
  struct Kept {
    std::size_t count = 0;
    std::string lines;
  };

  std::string line(const finding::Finding& finding, Locator& locator) const {
    std::string out = fmt::format("::{} ", command(finding.level));
    if (finding.place.source != nullptr) {
      const Span span = locator.span(finding.place);
      out += fmt::format("file={},line={},endLine={},col={},endColumn={},",
                         escaped(finding.place.source->name(), true), span.start.line, span.end.line,
                         span.start.column, span.end.column);
    }
    const auto rule = options_.rules(finding.code);
    const std::string title = finding.code + (rule ? " " + std::string(rule->name()) : "");
    return out + fmt::format("title={}::{}\n", escaped(title, true),
                             escaped(finding::full_message(finding), false));
  }

  Options options_;
  std::array<Kept, 3> kept_;
};

}  // namespace

std::unique_ptr<Reporter> make_github(const Options& options) { return std::make_unique<GitHub>(options); }

}  // namespace ecslint::report
