// SPDX-License-Identifier: Apache-2.0
#include "syntax/yaml/problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "doc/placeholder.h"
#include "finding/syntax_codes.h"
#include "text/utf8.h"

namespace ecslint::syntax_yaml {
namespace {

using finding::Finding;
using finding::SyntaxCode;
using text::Offset;
using text::Range;

struct Verdict {
  SyntaxCode code = SyntaxCode::kUnexpected;
  Range range;
  std::string message;
  std::string_view related;  // what stands at the problem's context
};

/// The text around a problem.
class Scene {
 public:
  Scene(const text::Source& source, const Problem& problem) : bytes_(source.bytes()), problem_(problem) {}

  const Problem& problem() const { return problem_; }
  bool says(std::string_view words) const { return problem_.problem.find(words) != std::string_view::npos; }
  bool during(std::string_view words) const { return problem_.context.find(words) != std::string_view::npos; }
  char at(Offset offset) const { return offset < bytes_.size() ? bytes_[offset] : '\0'; }
  char here() const { return at(problem_.at); }

  /// The character at an offset; empty at the end of the file.
  Range character(Offset offset) const {
    const auto n = static_cast<Offset>(
        text::utf8_sequence_length(bytes_.substr(std::min<std::size_t>(offset, bytes_.size()))));
    return {offset, offset + n};
  }
  std::string_view text(Range range) const { return bytes_.substr(range.begin, range.size()); }

  /// From an offset to the end of its line, blanks at the end left out.
  Range rest_of_line(Offset offset) const {
    const std::size_t stop = std::min(bytes_.find_first_of("\r\n", offset), bytes_.size());
    const std::size_t last = bytes_.substr(offset, stop - offset).find_last_not_of(" \t");
    return {offset, last == std::string_view::npos ? offset : offset + static_cast<Offset>(last) + 1};
  }
  std::string_view before_on_line(Offset offset) const {
    const std::size_t start = bytes_.substr(0, offset).find_last_of("\r\n");
    const std::size_t from = start == std::string_view::npos ? 0 : start + 1;
    return bytes_.substr(from, offset - from);
  }
  bool begins_line(Offset offset) const {
    return before_on_line(offset).find_first_not_of(" \t") == std::string_view::npos;
  }
  Offset first_on_line(Offset offset) const {
    const std::string_view before = before_on_line(offset);
    const std::size_t n = std::min(before.find_first_not_of(" \t"), before.size());
    return offset - static_cast<Offset>(before.size() - n);
  }
  bool at_end() const { return bytes_.find_first_not_of(" \t\r\n", problem_.at) == std::string_view::npos; }

 private:
  std::string_view bytes_;
  const Problem& problem_;
};

std::string shown(std::string_view text) {
  constexpr std::size_t most = 40;
  if (text.size() <= most) return fmt::format("`{}`", text);
  std::size_t cut = most;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return fmt::format("`{}…`", text.substr(0, cut));
}

/// A template statement or placeholder on the line of the problem is its cause.
std::optional<Verdict> of_template(const Scene& scene) {
  for (const Offset place : {scene.problem().at, scene.problem().context_at}) {
    const Range line = scene.rest_of_line(scene.first_on_line(place));
    std::string_view text = scene.text(line);
    const std::size_t at = std::min(text.find("{{"), text.find("{%"));
    if (at == std::string_view::npos) continue;
    text.remove_prefix(at);
    const Offset begin = line.begin + static_cast<Offset>(at);
    const std::size_t directive = doc::directive_at(text).size;
    const std::size_t size = directive != 0 ? directive : doc::bare_placeholder(text);
    if (size == 0) continue;
    return Verdict{
        SyntaxCode::kUnexpected,
        {begin, begin + static_cast<Offset>(size)},
        "this is a template statement, not YAML: render the template first, or quote the placeholder",
        {}};
  }
  return std::nullopt;
}

Verdict of_character(const Scene& scene) {
  const char c = scene.here();
  const Range range = scene.character(scene.problem().at);
  if (c == '\t') return {SyntaxCode::kIndentation, range, "a tab can't stand in indentation: use spaces", {}};
  if (c == '@' || c == '`' || c == '%') {
    return {SyntaxCode::kUnexpected,
            range,
            fmt::format("an unquoted value can't begin with {}: quote it", c),
            {}};
  }
  return {SyntaxCode::kUnexpected,
          range,
          fmt::format("{} can't begin anything here", shown(scene.text(range))),
          {}};
}

Verdict of_quoted(const Scene& scene) {
  const Problem& problem = scene.problem();
  const bool escape_cut = scene.here() == '\\' && scene.at(problem.at + 1) == '\0';
  const bool cut = escape_cut || scene.here() == '\0';
  if (cut)
    return {SyntaxCode::kUnclosed, scene.character(problem.context_at), "this quote is never closed", {}};
  if (scene.says("escape") || scene.says("hexdecimal")) {
    const Range range = {problem.at, scene.character(problem.at + 1).end};
    const bool unicode = !scene.says("unknown escape");
    return {SyntaxCode::kBadEscape,
            range,
            unicode
                ? "this escape is no character: \\u needs four hexadecimal digits that are not half of a pair"
                : fmt::format("{} is no escape in double quotes: double the backslash, or use single quotes",
                              shown(scene.text(range))),
            {}};
  }
  const bool marker = scene.says("document indicator");
  return {SyntaxCode::kUnclosed,
          scene.character(problem.context_at),
          marker ? "this quote is not closed before the document ends" : "this quote is never closed",
          {}};
}

Verdict of_flow(const Scene& scene) {
  const Problem& problem = scene.problem();
  const bool list = scene.says("']'");
  const char close = list ? ']' : '}';
  const Range opening = scene.character(problem.context_at);
  const char wrong = list ? '}' : ']';
  if (scene.at_end()) {
    return {SyntaxCode::kUnclosed, opening, fmt::format("this {} is never closed", list ? '[' : '{'), {}};
  }
  if (scene.here() == wrong) {
    return {SyntaxCode::kUnclosed, scene.character(problem.at),
            fmt::format("this closes with {} what was opened with {}", wrong, list ? '[' : '{'),
            "opened here"};
  }
  if (scene.here() == ':') {  // the next key was read as more of the value before it
    const Offset first = scene.first_on_line(problem.at);
    const bool alone = first > problem.context_at && first < problem.at &&
                       scene.text({first, problem.at}).find(": ") == std::string_view::npos;
    return {SyntaxCode::kMissingSeparator, alone ? Range{first, problem.at} : scene.character(problem.at),
            "a comma is missing between this key and the value before it", "opened here"};
  }
  return {SyntaxCode::kMissingSeparator, scene.character(problem.at),
          fmt::format("expected a comma or {} here", close), "opened here"};
}

/// A line that fits none of the open collections, or something behind a finished value.
Verdict of_block(const Scene& scene) {
  const Problem& problem = scene.problem();
  const bool list = scene.says("'-'");
  const Range rest = scene.rest_of_line(problem.at);
  const std::string_view began = list ? "the list began here" : "the mapping began here";
  if (!scene.begins_line(problem.at)) {
    return {SyntaxCode::kUnexpected,
            rest,
            fmt::format("{} stands behind a value that has ended", shown(scene.text(rest))),
            {}};
  }
  const std::string_view expected = list ? "a list item (- )" : "a key";
  return {SyntaxCode::kIndentation, rest,
          fmt::format("expected {} here: the indentation of this line fits nothing above it", expected),
          began};
}

Verdict of_colon(const Scene& scene) {
  const Problem& problem = scene.problem();
  const std::string_view before = scene.before_on_line(problem.at);
  if (before.find(": ") != std::string_view::npos) {
    return {
        SyntaxCode::kUnexpected, scene.character(problem.at), "a value that holds \": \" must be quoted", {}};
  }
  const Offset first = scene.first_on_line(problem.at);
  return {SyntaxCode::kIndentation,
          {first, std::max(problem.at, first + 1)},
          "a key can't stand here: the line above already has a value; check the indentation",
          {}};
}

Verdict of_key(const Scene& scene) {
  const Range line = scene.rest_of_line(scene.problem().context_at);
  const std::string_view text = scene.text(line);
  if (text.find(':') != std::string_view::npos) {
    return {SyntaxCode::kMissingSeparator,
            line,
            fmt::format("{} is no key: put a space behind the colon", shown(text)),
            {}};
  }
  return {SyntaxCode::kMissingSeparator,
          line,
          fmt::format("{} is neither a key (no colon follows) nor a list item (- )", shown(text)),
          {}};
}

Verdict of_name(const Scene& scene) {
  const Offset begin = scene.problem().context_at;
  const bool alias = scene.during("alias");
  return {
      SyntaxCode::kAnchor,
      scene.character(begin),
      alias ? "* begins an alias and must be followed by its name: quote the value if a star is meant"
            : "& begins an anchor and must be followed by its name: quote the value if an ampersand is meant",
      {}};
}

Verdict of_block_scalar(const Scene& scene) {
  const Range rest = scene.rest_of_line(scene.problem().at);
  if (scene.says("tab"))
    return {SyntaxCode::kIndentation,
            scene.character(scene.problem().at),
            "a tab can't stand in indentation: use spaces",
            {}};
  return {SyntaxCode::kUnexpected,
          rest.empty() ? scene.character(scene.problem().at) : rest,
          "only + or - and a digit from 1 to 9 may follow | or > on its line; the text begins on the next",
          {}};
}

Verdict of_content(const Scene& scene) {
  const Range range = scene.character(scene.problem().at);
  if (range.empty()) return {SyntaxCode::kUnexpected, range, "the file ends where a value was expected", {}};
  return {SyntaxCode::kUnexpected,
          range,
          fmt::format("expected a value here, found {}", shown(scene.text(range))),
          {}};
}

Verdict of_document(const Scene& scene) {
  const Range rest = scene.rest_of_line(scene.problem().at);
  return {SyntaxCode::kTextAfterEnd,
          rest,
          fmt::format(
              "{} stands behind the end of the document; check brackets and indentation, or begin another "
              "document with ---",
              shown(scene.text(rest))),
          {}};
}

Verdict of_entry(const Scene& scene) {
  const bool item = scene.says("block sequence");
  return {item ? SyntaxCode::kIndentation : SyntaxCode::kUnexpected,
          scene.character(scene.problem().at),
          item ? "a list item (- ) can't stand here: begin it on a line of its own, or quote the value"
               : "? can't begin a key here",
          {}};
}

Verdict of_tag(const Scene& scene) {
  const Range rest =
      scene.rest_of_line(scene.during("tag") ? scene.problem().context_at : scene.problem().at);
  return {SyntaxCode::kTag,
          rest,
          fmt::format("{} is no valid tag: quote the value if an exclamation mark is meant",
                      shown(scene.text(rest))),
          {}};
}

Verdict of_directive(const Scene& scene) {
  const Range rest = scene.rest_of_line(scene.first_on_line(scene.problem().context_at));
  return {SyntaxCode::kUnexpected, rest, fmt::format("{} is no YAML directive", shown(scene.text(rest))), {}};
}

Verdict verdict(const Scene& scene) {
  if (scene.during("quoted scalar")) return of_quoted(scene);
  if (const auto found = of_template(scene)) return *found;
  if (scene.says("cannot start any token")) return of_character(scene);
  if (scene.during("block scalar")) return of_block_scalar(scene);
  if (scene.says("tab character")) return of_character(scene);
  if (scene.says("',' or")) return of_flow(scene);
  if (scene.says("mapping values are not")) return of_colon(scene);
  if (scene.says("could not find expected ':'")) return of_key(scene);
  if (scene.says("expected key") || scene.says("'-' indicator")) return of_block(scene);
  if (scene.says("are not allowed in this context")) return of_entry(scene);
  if (scene.during("alias") || scene.during("anchor")) return of_name(scene);
  if (scene.during("directive") || scene.says("directive")) return of_directive(scene);
  if (scene.during("tag") || scene.says("tag")) return of_tag(scene);
  if (scene.says("node content")) return of_content(scene);
  if (scene.says("document start")) return of_document(scene);
  return {SyntaxCode::kUnexpected,
          scene.character(scene.problem().at),
          fmt::format("this can't be read as YAML ({})", scene.problem().problem),
          {}};
}

}  // namespace

Finding explain(const text::Source& source, const Problem& problem) {
  const Scene scene(source, problem);
  const Verdict found = verdict(scene);
  // What is cut off at the end of the file has its place there.
  const auto end = static_cast<Offset>(source.bytes().size());
  const text::Range range = {std::min(found.range.begin, end), std::min(found.range.end, end)};
  Finding finding = finding::syntax_finding(found.code, source, range, found.message);
  finding.level = finding::Level::kError;
  if (!found.related.empty()) {
    finding.related.push_back({{&source, scene.character(problem.context_at)}, std::string(found.related)});
  }
  return finding;
}

Finding refused_byte(const text::Source& source, Offset at, bool not_utf8) {
  const std::string_view rest = source.bytes().substr(at);
  if (not_utf8) {
    const bool utf16 = at == 0 && (rest.starts_with("\xFF\xFE") || rest.starts_with("\xFE\xFF"));
    return finding::syntax_finding(
        SyntaxCode::kEncoding, source, {at, at + 1},
        utf16 ? "this file is UTF-16: save it as UTF-8" : "this byte is not UTF-8");
  }
  const auto n = static_cast<Offset>(text::utf8_sequence_length(rest));
  const auto point = static_cast<std::uint32_t>(text::decode_code_point(rest.substr(0, 4)));
  const SyntaxCode code = point == 0xFEFF ? SyntaxCode::kEncoding : SyntaxCode::kControlCharacter;
  return finding::syntax_finding(
      code, source, {at, at + n},
      point == 0xFEFF ? "an invisible byte order mark stands in the middle of the file"
                      : fmt::format("the control character U+{:04X} can't stand in YAML", point));
}

}  // namespace ecslint::syntax_yaml
