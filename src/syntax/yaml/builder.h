// SPDX-License-Identifier: Apache-2.0
// From events to the located tree: containers, anchors and aliases with a bound on what they expand to, merge
// keys, duplicate keys, tags, placeholders. Knows nothing of libyaml; the events come with byte ranges.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"
#include "finding/syntax_codes.h"
#include "syntax/yaml/mask.h"

namespace ecslint::syntax_yaml {

enum class Style : std::uint8_t { kPlain, kQuoted, kBlock };

/// `&name` and `!tag` before a node.
struct Properties {
  std::string_view anchor;
  std::string_view tag;  // as libyaml resolves it: "!Ref", "tag:yaml.org,2002:str"
};

struct Scalar {
  std::string_view value;
  Style style = Style::kPlain;
  Properties properties;
  text::Range range;  // the scalar and its properties
};

class Builder {
 public:
  Builder(doc::Document& document, std::vector<finding::Finding>& findings, const Mask& mask);

  /// Forgets the anchors; `yaml11` reads plain scalars as YAML 1.1, as a %YAML directive asks.
  void begin_document(bool yaml11);

  void scalar(const Scalar& scalar);
  /// The same for a plain scalar without properties that is in the text as it is.
  void plain_scalar(std::string_view text, text::Range range);
  void alias(std::string_view name, text::Range range);
  /// False when this would be too deep: that has been reported, and reading must stop. `range` is the
  /// event's.
  bool begin(bool object, bool flow, const Properties& properties, text::Range range);
  void end(text::Range range);

  /// Reading has stopped: closes what is open and marks it.
  void abandon();
  /// Marks the objects at the end of the last document as open: the text was cut there.
  void mark_cut();

 private:
  struct Frame {
    bool object = false;
    bool flow = false;
    bool has_key = false;      // a key waits for its value
    bool merge_key = false;    // it is <<
    bool key_refused = false;  // it was no scalar: the value is dropped
    bool open = false;         // something of it is not known
    std::uint16_t height = 0;
    std::uint32_t count = 1;  // nodes below, aliases expanded
    std::size_t base = 0;     // where its children begin among nodes_ or members_
    text::Offset properties_begin = 0;
    text::Range range;
    std::string_view anchor;
    std::string_view tag;
    std::string_view key;
    text::Range key_range;
  };
  struct Anchor {
    doc::Node node;
    std::uint32_t count = 1;
    std::uint16_t height = 0;
    bool open = false;  // its container has not ended
  };
  struct Merge {
    std::size_t depth;
    doc::Node node;
  };

  bool awaits_key() const { return !frames_.empty() && frames_.back().object && !frames_.back().has_key; }
  void take_key(std::string_view key, text::Range range, bool merge);
  void add(const doc::Node& node, std::uint32_t count, std::uint16_t height);
  void add_member(Frame& frame, const doc::Node& node);
  void refuse_key(Frame& frame, const doc::Node& node);
  void name_anchor(std::string_view name, const Anchor& anchor);

  doc::Node scalar_node(const Scalar& scalar, text::Range range);
  doc::Node plain_node(std::string_view text, text::Range range);
  doc::Node tagged_node(const Scalar& scalar, std::string_view text, bool copied, text::Range range);
  doc::Node text_node(std::string_view text, bool copied, text::Range range);
  doc::Node unknown(std::string_view reason, text::Range spelling, text::Range range);
  doc::Node tagged(std::string_view tag, std::string_view reason, text::Range all, const doc::Node& node);
  std::pair<std::string_view, bool> text_of(const Scalar& scalar, text::Range range);
  void warn_if_versions_differ(std::string_view text, text::Range range);

  doc::Node object_node(Frame& frame);
  void apply_merges(Frame& frame);
  void merge_from(const doc::Node& source, std::unordered_set<std::string_view>& known);
  bool report_duplicates(const Frame& frame);
  void report_duplicate(const doc::Member& first, const doc::Member& again);

  void report(finding::SyntaxCode code, text::Range range, std::string message);
  std::string_view slice(text::Range range) const { return document_.source().slice(range); }

  doc::Document& document_;
  std::vector<finding::Finding>& findings_;
  const Mask& mask_;
  std::vector<Frame> frames_;
  std::vector<doc::Node> nodes_;
  std::vector<doc::Member> members_;
  std::vector<Merge> merges_;
  std::vector<std::uint32_t> order_;
  std::unordered_map<std::string, Anchor> anchors_;
  std::size_t budget_;
  std::size_t reported_ = 0;
  bool budget_reported_ = false;
  bool yaml11_ = false;
  bool abandoned_ = false;  // what is odd about half-read containers is no news
};

/// Where the node itself begins behind its anchor and tag.
text::Offset skip_properties(std::string_view bytes, text::Range range);

}  // namespace ecslint::syntax_yaml
