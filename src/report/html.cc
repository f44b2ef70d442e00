// SPDX-License-Identifier: Apache-2.0
// One page for people (html_page.html), with the findings in it as JSON. The page's script draws them and
// sets every text as text, so nothing of a file can become markup; "<" is written as an escape, so nothing in
// the JSON can end its script element. Lines of source are lists of pieces: a string, or [1, string] for the
// place itself and [2, string] for a secondary one.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "report/locator.h"
#include "report/report.h"
#include "text/embedded_file.h"
#include "text/json_writer.h"

namespace ecslint::report {

extern "C" const text::EmbeddedFile ecslint_report_pages[];

namespace {

using text::Offset;
using text::Range;

constexpr std::uint32_t kContext = 2;       // lines shown before and after a place
constexpr std::uint32_t kLongestPlace = 8;  // lines of a place that are marked
constexpr Offset kLongestPiece = 160;       // bytes of a piece of a line that are shown
constexpr std::size_t kMostEdits = 20;
constexpr std::string_view kEllipsis = "\u2026";

struct Mark {
  int kind;  // 1 the place, 2 a secondary one
  Range range;
};

/// A cut never goes through a character: an offset within one moves to its first byte.
Offset character_begin(std::string_view bytes, Offset at) {
  for (int i = 0; i < 3 && at > 0 && at < bytes.size(); ++i) {
    if ((static_cast<unsigned char>(bytes[at]) & 0xC0) != 0x80) break;
    --at;
  }
  return at;
}

/// Source text as the page shows it: masked, without control characters, long pieces cut.
class Pieces {
 public:
  explicit Pieces(Locator& locator) : locator_(locator) {}

  /// Cut at the end, or at the beginning when what follows is the place.
  std::string head(const text::Source& source, Range range) {
    if (range.size() <= kLongestPiece) return shown(locator_.text(source, range));
    const Offset end = character_begin(source.bytes(), range.begin + kLongestPiece);
    return shown(locator_.text(source, {range.begin, end})).append(kEllipsis);
  }
  std::string tail(const text::Source& source, Range range) {
    if (range.size() <= kLongestPiece) return shown(locator_.text(source, range));
    const Offset begin = character_begin(source.bytes(), range.end - kLongestPiece);
    return std::string(kEllipsis).append(shown(locator_.text(source, {begin, range.end})));
  }

  /// Several lines stay several.
  static std::string shown(std::string_view s) {
    std::string out;
    for (std::size_t at = 0; at <= s.size();) {
      const std::size_t end = std::min(s.find('\n', at), s.size());
      std::string line(s.substr(at, end - at));
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (at > 0) out += '\n';
      out += printable_line(line);
      at = end + 1;
    }
    return out;
  }

 private:
  static std::string printable_line(std::string_view line) {
    std::string spaced;
    for (const char c : line) c == '\t' ? spaced.append("  ") : spaced.append(1, c);
    return printable(spaced);
  }

  Locator& locator_;
};

class FindingJson {
 public:
  FindingJson(text::JsonWriter& json, std::span<const finding::Finding> findings,
              const lint::Secrets& secrets, std::map<std::string, int>& files)
      : json_(json), locator_(secrets, findings), pieces_(locator_), files_(files) {}

  void write(const finding::Finding& finding) {
    json_.begin_object();
    text("code", finding.code);
    text("level", finding::to_string(finding.level));
    text("message", finding.message);
    text("path", finding.path);
    text("resource", resource(finding));
    if (const std::string clause = finding::condition_clause(finding); !clause.empty())
      text("condition", clause);
    json_.key("file").number(std::int64_t{file(finding.place.source)});
    if (finding.place.source != nullptr) place(finding);
    related(finding);
    if (finding.fix) fix(*finding.fix);
    json_.end_object();
  }

 private:
  void text(std::string_view key, std::string_view value) { json_.key(key).string(printable(value)); }

  static std::string resource(const finding::Finding& finding) {
    if (finding.resource_name.empty()) return finding.resource_kind;
    return finding.resource_kind + " " + finding.resource_name;
  }

  int file(const text::Source* source) {
    if (source == nullptr) return -1;
    return files_.try_emplace(printable(source->name()), static_cast<int>(files_.size())).first->second;
  }

  void line_number(const finding::Place& at) {
    json_.key("line").number(std::int64_t{locator_.span(at).start.line});
  }

  /// The lines of a place and some around it.
  struct Window {
    std::uint32_t first;
    std::uint32_t last;
    bool holds(std::uint32_t line) const { return first <= line && line <= last; }
  };

  Window window(const finding::Place& at, std::uint32_t context) {
    const Span span = locator_.span(at);
    const std::uint32_t end = std::min(span.end.line, span.start.line + kLongestPlace - 1);
    const text::LineIndex& index = locator_.lines(*at.source);
    return {span.start.line - std::min(context, span.start.line - index.first_line()),
            std::min(end + context, index.last_line())};
  }

  void place(const finding::Finding& finding) {
    line_number(finding.place);
    std::vector<Mark> marks = {{1, finding.place.range}};
    for (const finding::Related& other : finding.related) {
      if (other.place.source == finding.place.source) marks.push_back({2, other.place.range});
    }
    lines(*finding.place.source, window(finding.place, kContext), marks);
  }

  void lines(const text::Source& source, Window window, const std::vector<Mark>& marks) {
    json_.key("lines").begin_array();
    for (std::uint32_t number = window.first; number <= window.last; ++number) {
      json_.begin_array().number(std::int64_t{number});
      line(source, number, marks);
      json_.end_array();
    }
    json_.end_array();
  }

  void line(const text::Source& source, std::uint32_t number, const std::vector<Mark>& marks) {
    Range rest = locator_.lines(source).line(number);
    if (number == locator_.lines(source).first_line())
      rest.begin = std::min(source.content_begin(), rest.end);
    for (const Mark& mark : marks_of(rest, marks)) {
      if (mark.range.begin > rest.begin) json_.string(pieces_.tail(source, {rest.begin, mark.range.begin}));
      json_.begin_array()
          .number(std::int64_t{mark.kind})
          .string(pieces_.head(source, mark.range))
          .end_array();
      rest.begin = mark.range.end;
    }
    if (!rest.empty()) json_.string(pieces_.head(source, rest));
  }

  /// The parts of the marks that lie in a line, in order, none over another; the place comes before the
  /// others.
  static std::vector<Mark> marks_of(Range line, const std::vector<Mark>& marks) {
    std::vector<Mark> out;
    for (const Mark& mark : marks) {
      const bool here = mark.range.empty() ? line.begin <= mark.range.begin && mark.range.begin <= line.end
                                           : mark.range.begin < line.end && line.begin < mark.range.end;
      if (!here) continue;
      const Range part = {std::clamp(mark.range.begin, line.begin, line.end),
                          std::clamp(mark.range.end, line.begin, line.end)};
      const bool free = std::all_of(out.begin(), out.end(), [&](const Mark& other) {
        return part.end <= other.range.begin || other.range.end <= part.begin;
      });
      if (free) out.push_back({mark.kind, part});
    }
    std::sort(out.begin(), out.end(),
              [](const Mark& a, const Mark& b) { return a.range.begin < b.range.begin; });
    return out;
  }

  void related(const finding::Finding& finding) {
    if (finding.related.empty()) return;
    json_.key("related").begin_array();
    for (const finding::Related& other : finding.related) {
      json_.begin_object();
      text("message", other.message);
      if (other.place.source != nullptr) related_place(finding, other.place);
      json_.end_object();
    }
    json_.end_array();
  }

  /// Has lines of its own unless the finding's show it.
  void related_place(const finding::Finding& finding, const finding::Place& at) {
    json_.key("file").number(std::int64_t{file(at.source)});
    line_number(at);
    const bool seen = at.source == finding.place.source &&
                      window(finding.place, kContext).holds(locator_.span(at).start.line);
    if (!seen) lines(*at.source, window(at, 1), {{2, at.range}});
  }

  void fix(const finding::Fix& fix) {
    json_.key("fix").begin_object();
    text("title", fix.title);
    json_.key("safe").boolean(fix.safe).key("edits").begin_array();
    for (std::size_t i = 0; i < std::min(fix.edits.size(), kMostEdits); ++i) edit(fix.edits[i]);
    json_.end_array();
    if (fix.edits.size() > kMostEdits) {
      json_.key("more").number(static_cast<std::int64_t>(fix.edits.size() - kMostEdits));
    }
    json_.end_object();
  }

  void edit(const finding::FileEdit& edit) {
    const text::Source& source = *edit.source;
    const Range range = edit.edit.range;
    const Range first = locator_.lines(source).line(locator_.span({&source, range}).start.line);
    const Range last = locator_.lines(source).line(locator_.span({&source, range}).end.line);
    const Offset begin = first.begin == 0 ? std::min(source.content_begin(), range.begin) : first.begin;
    json_.begin_object().key("file").number(std::int64_t{file(&source)});
    line_number({&source, range});
    json_.key("before").string(pieces_.tail(source, {std::min(begin, range.begin), range.begin}));
    json_.key("old").string(Pieces::shown(locator_.text(source, range)));
    json_.key("new").string(Pieces::shown(locator_.mask(edit.edit.replacement)));
    json_.key("after").string(pieces_.head(source, {range.end, std::max(range.end, last.end)}));
    json_.end_object();
  }

  text::JsonWriter& json_;
  Locator locator_;
  Pieces pieces_;
  std::map<std::string, int>& files_;
};

/// In a script element a "<" could begin the tag that ends it.
void append_for_script(std::string& out, std::string_view json) {
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t end = std::min(json.find('<', at), json.size());
    out.append(json.substr(at, end - at));
    if (end < json.size()) out += "\\u003c";
    at = end + 1;
  }
}

class Html final : public Reporter {
 public:
  explicit Html(const Options& options) : options_(options), json_(findings_) { json_.begin_array(); }

  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets, std::string&) override {
    FindingJson writer(json_, findings, secrets, files_);
    for (const finding::Finding& finding : findings) {
      writer.write(finding);
      codes_.insert(finding.code);
    }
  }

  void finish(const Summary& summary, std::string& out) override {
    constexpr std::string_view kSlot = "@DATA@";
    json_.end_array();
    const std::string_view page = ecslint_report_pages[0].bytes();
    const std::size_t slot = page.find(kSlot);
    out += page.substr(0, slot);
    append_for_script(out, data(summary));
    out += page.substr(slot + kSlot.size());
  }

 private:
  std::string data(const Summary& summary) const {
    std::string out;
    text::JsonWriter json(out);
    json.begin_object().key("version").string(options_.version);
    counts(json, summary);
    json.key("files").begin_array();
    for (const std::string& name : file_names()) json.string(name);
    json.end_array().key("rules").begin_object();
    for (const std::string& code : codes_) rule(json, code);
    json.end_object().key("findings").raw(findings_).end_object();
    return out;
  }

  static void counts(text::JsonWriter& json, const Summary& summary) {
    const std::array<std::pair<std::string_view, std::size_t>, 6> rows = {
        {{"files", summary.files},
         {"errors", summary.errors},
         {"warnings", summary.warnings},
         {"infos", summary.infos},
         {"undecided", summary.undecided},
         {"suppressed", summary.suppressed}}};
    json.key("summary").begin_object();
    for (const auto& [key, value] : rows) json.key(key).number(static_cast<std::int64_t>(value));
    json.end_object();
  }

  std::vector<std::string> file_names() const {
    std::vector<std::string> out(files_.size());
    for (const auto& [name, index] : files_) out[static_cast<std::size_t>(index)] = name;
    return out;
  }

  void rule(text::JsonWriter& json, std::string_view code) const {
    const auto info = options_.rules(code);
    if (!info) return;
    json.key(code).begin_object().key("name").string(info->name()).key("summary").string(info->summary());
    json.key("help").string(info->help());
    strings(json, "references", info->references());
    strings(json, "tags", info->tags());
    strings(json, "compliance", info->compliance());
    json.end_object();
  }

  static void strings(text::JsonWriter& json, std::string_view key, const rules::Strings& list) {
    json.key(key).begin_array();
    for (const std::string_view each : list) json.string(each);
    json.end_array();
  }

  Options options_;
  std::map<std::string, int> files_;  // by printable name, numbered as they came
  std::set<std::string> codes_;
  std::string findings_;
  text::JsonWriter json_;
};

}  // namespace

std::unique_ptr<Reporter> make_html(const Options& options) { return std::make_unique<Html>(options); }

}  // namespace ecslint::report
