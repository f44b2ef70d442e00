// SPDX-License-Identifier: Apache-2.0
#include "syntax/yaml/yaml.h"

#include <yaml.h>

#include "syntax/yaml/builder.h"
#include "syntax/yaml/fast_path.h"
#include "syntax/yaml/marks.h"
#include "syntax/yaml/mask.h"
#include "syntax/yaml/problems.h"

namespace ecslint::syntax_yaml {
namespace {

using text::Offset;
using text::Range;

std::string_view view(const yaml_char_t* chars) {
  return chars == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(chars));
}

std::string_view view(const char* chars) {
  return chars == nullptr ? std::string_view() : std::string_view(chars);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : good_(yaml_parser_initialize(&parser_) != 0) {
    if (!good_) return;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~Parser() {
    if (good_) yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool next(yaml_event_t& event) { return good_ && yaml_parser_parse(&parser_, &event) != 0; }
  const yaml_parser_t& state() const { return parser_; }

 private:
  yaml_parser_t parser_;
  bool good_;
};

enum class Step : std::uint8_t { kGoOn, kDone, kStop };

class Reader {
 public:
  Reader(doc::Document& document, std::vector<finding::Finding>& findings, const Mask& mask, bool ascii)
      : document_(document),
        findings_(findings),
        marks_(mask.text(), document.source().content_begin(), ascii && mask.empty()),
        parser_(mask.text()),
        builder_(document, findings, mask) {}

  /// With `cut` the text ends before the file does, and an error at its end is no news.
  void run(bool cut) {
    Step step = Step::kGoOn;
    while (step == Step::kGoOn) {
      yaml_event_t event;
      if (!parser_.next(event)) {
        if (!cut) findings_.push_back(explain_error());
        step = Step::kStop;
        break;
      }
      step = take(event);
      yaml_event_delete(&event);
    }
    if (step == Step::kStop) builder_.abandon();
    if (cut) builder_.mark_cut();
  }

 private:
  Range range(const yaml_event_t& event) {
    const Offset begin = marks_.offset(event.start_mark.index);
    return {begin, std::max(begin, marks_.offset(event.end_mark.index))};
  }

  Step take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT: {
        const yaml_version_directive_t* version = event.data.document_start.version_directive;
        builder_.begin_document(version != nullptr && version->major == 1 && version->minor == 1);
        return Step::kGoOn;
      }
      case YAML_SCALAR_EVENT:
        scalar(event);
        return Step::kGoOn;
      case YAML_ALIAS_EVENT:
        builder_.alias(view(event.data.alias.anchor), range(event));
        return Step::kGoOn;
      case YAML_SEQUENCE_START_EVENT: {
        const auto& start = event.data.sequence_start;
        const Properties properties = {view(start.anchor), view(start.tag)};
        return begin(false, start.style == YAML_FLOW_SEQUENCE_STYLE, properties, event);
      }
      case YAML_MAPPING_START_EVENT: {
        const auto& start = event.data.mapping_start;
        const Properties properties = {view(start.anchor), view(start.tag)};
        return begin(true, start.style == YAML_FLOW_MAPPING_STYLE, properties, event);
      }
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        builder_.end(range(event));
        return Step::kGoOn;
      default:
        return event.type == YAML_STREAM_END_EVENT ? Step::kDone : Step::kGoOn;
    }
  }

  Step begin(bool object, bool flow, const Properties& properties, const yaml_event_t& event) {
    return builder_.begin(object, flow, properties, range(event)) ? Step::kGoOn : Step::kStop;
  }

  void scalar(const yaml_event_t& event) {
    const auto& data = event.data.scalar;
    Scalar scalar;
    scalar.value = {reinterpret_cast<const char*>(data.value), data.length};
    scalar.properties = {view(data.anchor), view(data.tag)};
    scalar.range = range(event);
    if (data.style == YAML_SINGLE_QUOTED_SCALAR_STYLE || data.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
      scalar.style = Style::kQuoted;
    } else if (data.style != YAML_PLAIN_SCALAR_STYLE) {
      scalar.style = Style::kBlock;
      trim(scalar.range);
    }
    builder_.scalar(scalar);
  }

  /// libyaml ends a block scalar where the next thing begins; its text ends before.
  void trim(Range& range) const {
    const std::string_view bytes = document_.source().bytes();
    while (range.end > range.begin &&
           std::string_view(" \t\r\n").find(bytes[range.end - 1]) != std::string_view::npos) {
      --range.end;
    }
  }

  finding::Finding explain_error() {
    const yaml_parser_t& state = parser_.state();
    Problem problem;
    problem.context = view(state.context);
    problem.problem = view(state.problem);
    problem.at = marks_.offset(state.problem_mark.index);
    problem.context_at = state.context == nullptr ? problem.at : marks_.offset(state.context_mark.index);
    return explain(document_.source(), problem);
  }

  doc::Document& document_;
  std::vector<finding::Finding>& findings_;
  Marks marks_;
  Parser parser_;
  Builder builder_;
};

/// Without libyaml, where the text is as most are.
bool read_fast(doc::Document& document, std::vector<finding::Finding>& findings, const Mask& mask,
               bool ascii) {
  const std::size_t before = findings.size();
  Builder builder(document, findings, mask);
  const text::Offset base = document.source().content_begin();
  if (FastPath(mask, base, ascii, builder).read()) return true;
  findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end());
  document.forget_roots();
  return false;
}

}  // namespace

void parse_yaml(doc::Document& document, std::vector<finding::Finding>& findings, Way way) {
  const text::Source& source = document.source();
  std::string_view text = source.content();
  const Survey found = survey(text);
  const bool cut = found.refused != std::string_view::npos;
  if (cut) {
    const Offset at = source.content_begin() + static_cast<Offset>(found.refused);
    findings.push_back(refused_byte(source, at, found.not_utf8));
    const std::size_t line = text.substr(0, found.refused).find_last_of("\r\n");
    text = text.substr(0, line == std::string_view::npos ? 0 : line + 1);
  }
  const Mask mask(text);
  if (way == Way::kAny && !cut && read_fast(document, findings, mask, found.ascii)) return;
  Reader(document, findings, mask, found.ascii).run(cut);
}

}  // namespace ecslint::syntax_yaml
