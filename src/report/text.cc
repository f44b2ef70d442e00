// SPDX-License-Identifier: Apache-2.0
// Findings for people: what, the source line with the place underlined, a second label for the place that
// explains it, the fix, and at the end one line that sums up. Repeats of one rule in a file are folded into
// one entry.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "report/locator.h"
#include "report/report.h"
#include "report/snippet.h"

namespace ecslint::report {
namespace {

using finding::Finding;
using finding::Level;

constexpr std::size_t kPlacesOfFold = 4;
constexpr std::size_t kLeastLabel = 16;  // columns; with less than that a label goes below its mark

enum class Tone { kError, kWarning, kInfo, kGutter, kBold, kHelp };

std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::kError:
      return "\x1b[1;31m";
    case Tone::kWarning:
      return "\x1b[1;33m";
    case Tone::kInfo:
      return "\x1b[1;36m";
    case Tone::kGutter:
      return "\x1b[34m";
    case Tone::kBold:
      return "\x1b[1m";
    case Tone::kHelp:
      return "\x1b[32m";
  }
  return {};
}

Tone tone_of(Level level) {
  return level == Level::kError ? Tone::kError : level == Level::kWarning ? Tone::kWarning : Tone::kInfo;
}

/// Infos say the same of many places and are folded from two on, warnings from four; errors each stand alone.
std::size_t fold_from(Level level) {
  return level == Level::kInfo ? 2 : level == Level::kWarning ? 4 : std::size_t(-1);
}

class Text final : public Reporter {
 public:
  explicit Text(const Options& options) : options_(options) {}

  void add(std::span<const Finding> findings, const lint::Secrets& secrets, std::string& out) override {
    std::map<std::string_view, std::vector<const Finding*>> by_code;
    for (const Finding& finding : findings) {
      by_code[finding.code].push_back(&finding);
      if (finding.fix) ++(finding.fix->safe ? safe_fixes_ : unsafe_fixes_);
    }
    Entry entry{out, Locator(secrets, findings)};
    for (const Finding& finding : findings) {
      const auto& same = by_code[finding.code];
      const bool folded = same.size() >= fold_from(finding.level);
      if (folded && same.front() != &finding) continue;
      write(entry, finding, folded ? std::span(same).subspan(1) : std::span<const Finding* const>());
    }
  }

  void finish(const Summary& summary, std::string& out) override {
    const auto counted = [](std::size_t n, std::string_view word) {
      return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
    };
    const std::string files = counted(summary.files, summary.records ? "record" : "ECS file") + " checked: ";
    out += files;
    if (summary.errors + summary.warnings + summary.infos == 0) {
      out += paint(Tone::kHelp, "nothing found") + "\n";
      return;
    }
    const std::string errors = counted(summary.errors, "error");
    const std::size_t used = display_width(files) + display_width(errors);
    out += paint(summary.errors > 0 ? Tone::kError : Tone::kBold, errors);
    std::string rest =
        ", " + counted(summary.warnings, "warning") + ", " + counted(summary.infos, "info") + fixable();
    if (summary.hidden > 0) rest += fmt::format("; {} not shown", summary.hidden);
    if (!first_code_.empty()) rest += fmt::format("; `ecslint explain {}` says more", first_code_);
    flow(out, rest, {}, {used, "  ", 2});
    out += '\n';
  }

 private:
  /// "; 7 fixable with --fix, 2 more with --unsafe-fixes"
  std::string fixable() const {
    if (safe_fixes_ + unsafe_fixes_ == 0) return {};
    if (safe_fixes_ == 0) return fmt::format("; {} fixable with --unsafe-fixes", unsafe_fixes_);
    const std::string more =
        unsafe_fixes_ == 0 ? "" : fmt::format(", {} more with --unsafe-fixes", unsafe_fixes_);
    return fmt::format("; {} fixable with --fix{}", safe_fixes_, more);
  }

  struct Entry {
    std::string& out;
    Locator locator;
    std::size_t gutter = 1;
  };

  struct Mark {
    Snippet snippet;
    std::string label;
    bool primary;
  };

  std::string paint(Tone tone, std::string_view s) const {
    return options_.color ? fmt::format("{}{}\x1b[0m", escape_of(tone), s) : std::string(s);
  }

  /// Columns that are taken on a line, and what begins the lines after it.
  struct Margin {
    std::size_t used;
    std::string next;
    std::size_t next_used;
  };

  std::size_t room(std::size_t used) const {
    const auto columns = static_cast<std::size_t>(options_.width);
    return columns - std::min(used, columns);
  }

  /// Appends text; with Options::wrap what does not fit goes into lines of its own.
  void flow(std::string& out, std::string_view text, std::optional<Tone> tone, const Margin& margin) const {
    for (std::size_t used = margin.used;; used = margin.next_used) {
      const std::string_view line = options_.wrap ? first_words(text, room(used)) : text;
      out += tone ? paint(*tone, line) : std::string(line);
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      if (text.empty()) return;
      out += '\n' + margin.next;
    }
  }

  void write(Entry& entry, const Finding& finding, std::span<const Finding* const> repeats) {
    if (first_code_.empty() || (finding.level == Level::kError && !error_seen_)) first_code_ = finding.code;
    error_seen_ = error_seen_ || finding.level == Level::kError;
    const std::string head = fmt::format("{}[{}]", finding::to_string(finding.level), finding.code);
    entry.out += paint(tone_of(finding.level), head);
    flow(entry.out, ": " + printable(finding.message), Tone::kBold, {head.size(), "    ", 4});
    entry.out += '\n';
    if (finding.place.source != nullptr) write_places(entry, finding);
    write_notes(entry, finding, repeats);
    entry.out += '\n';
  }

  void write_places(Entry& entry, const Finding& finding) {
    if (finding.place.source->bytes().empty()) {  // nothing to show
      entry.out +=
          fmt::format(" {} {}\n", paint(Tone::kGutter, "-->"), printable(finding.place.source->name()));
      return;
    }
    const text::Position at = entry.locator.span(finding.place).start;
    std::vector<Mark> marks = {mark(entry, finding.place, "", true)};
    std::vector<const finding::Related*> elsewhere;
    for (const finding::Related& other : finding.related) {
      if (other.place.source == finding.place.source) {
        marks.push_back(mark(entry, other.place, other.message, false));
      } else if (other.place.source != nullptr) {
        elsewhere.push_back(&other);
      }
    }
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Mark& a, const Mark& b) { return a.snippet.line < b.snippet.line; });
    entry.gutter = fmt::format_int(marks.back().snippet.line).size();
    heading(entry, "-->", finding.place, at, finding.path, finding.id);
    write_marks(entry, marks, finding.level);
    for (const finding::Related* other : elsewhere) write_elsewhere(entry, *other, finding.level);
  }

  void heading(Entry& entry, std::string_view arrow, const finding::Place& place, text::Position at,
               std::string_view path, std::string_view id) {
    const std::string pad(entry.gutter, ' ');
    entry.out += fmt::format("{}{} {}:{}:{}", pad, paint(Tone::kGutter, arrow),
                             printable(place.source->name()), at.line, at.column);
    if (!path.empty()) entry.out += "  " + printable(path);
    if (!id.empty()) entry.out += "  of " + printable(id);
    entry.out += '\n';
  }

  Mark mark(Entry& entry, const finding::Place& place, std::string_view label, bool primary) {
    const int columns = options_.width - 8;
    return {snippet(place, entry.locator, static_cast<std::size_t>(std::max(columns, 20))), printable(label),
            primary};
  }

  void write_marks(Entry& entry, const std::vector<Mark>& marks, Level level) {
    const std::string bar = paint(Tone::kGutter, "|");
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const Mark& m = marks[i];
      const bool gap = i > 0 && m.snippet.line > marks[i - 1].snippet.line + 1;
      if (gap) entry.out += paint(Tone::kGutter, "...") + '\n';
      const bool again =
          i > 0 && m.snippet.text == marks[i - 1].snippet.text && m.snippet.line == marks[i - 1].snippet.line;
      if (!again) {
        const std::string number = fmt::format("{:>{}}", m.snippet.line, entry.gutter);
        entry.out += fmt::format("{} {} {}\n", paint(Tone::kGutter, number), bar, m.snippet.text);
      }
      write_mark(entry, m, level);
    }
  }

  /// The line below the source: what is marked, and why.
  void write_mark(Entry& entry, const Mark& m, Level level) {
    const std::string left = std::string(entry.gutter, ' ') + " " + paint(Tone::kGutter, "|") + " ";
    const std::string line(m.snippet.width, m.primary ? '^' : '-');
    entry.out +=
        left + std::string(m.snippet.indent, ' ') + paint(m.primary ? tone_of(level) : Tone::kGutter, line);
    if (!m.label.empty()) {
      const std::size_t bar = entry.gutter + 3;
      const std::size_t used = bar + m.snippet.indent + m.snippet.width + 1;
      const std::size_t indent = std::min(m.snippet.indent, room(bar) / 2);
      const Margin margin{used, left + std::string(indent, ' '), bar + indent};
      const bool below = options_.wrap && room(used) < std::min(display_width(m.label), kLeastLabel);
      entry.out += below ? '\n' + margin.next : " ";
      flow(entry.out, m.label, {}, below ? Margin{margin.next_used, margin.next, margin.next_used} : margin);
    }
    entry.out += '\n';
  }

  void write_elsewhere(Entry& entry, const finding::Related& other, Level level) {
    const Mark there = mark(entry, other.place, other.message, false);
    entry.gutter = std::max(entry.gutter, fmt::format_int(there.snippet.line).size());
    heading(entry, ":::", other.place, entry.locator.span(other.place).start, "", "");
    write_marks(entry, {there}, level);
  }

  void write_notes(Entry& entry, const Finding& finding, std::span<const Finding* const> repeats) {
    const std::string pad(entry.gutter, ' ');
    const auto note = [&](std::string_view word, std::string_view text) {
      entry.out += fmt::format("{} {} {}", pad, paint(Tone::kGutter, "="), paint(Tone::kHelp, word));
      const std::size_t indent = pad.size() + 3;
      flow(entry.out, ": " + printable(text), {},
           {indent + word.size(), std::string(indent + 2, ' '), indent + 2});
      entry.out += '\n';
    };
    if (!finding.condition.empty()) {
      note("when", finding::condition_text(finding));
    } else if (!finding.parameter_file.empty()) {
      note("with", finding.parameter_file);
    }
    if (finding.fix) note(finding.fix->safe ? "fix" : "possible fix", finding.fix->title);
    if (!repeats.empty()) note(fmt::format("{} more", repeats.size()), places(entry, repeats));
  }

  std::string places(Entry& entry, std::span<const Finding* const> repeats) {
    std::string out;
    for (const Finding* finding : repeats.first(std::min(repeats.size(), kPlacesOfFold))) {
      if (finding->place.source == nullptr) continue;
      const text::Position at = entry.locator.span(finding->place).start;
      out += fmt::format("{}line {}{}", out.empty() ? "" : ", ", at.line,
                         finding->path.empty() ? "" : " " + finding->path);
    }
    if (repeats.size() > kPlacesOfFold) out += ", \u2026";
    return out;
  }

  Options options_;
  std::string first_code_;
  bool error_seen_ = false;
  std::size_t safe_fixes_ = 0;
  std::size_t unsafe_fixes_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_text(const Options& options) { return std::make_unique<Text>(options); }

}  // namespace ecslint::report
