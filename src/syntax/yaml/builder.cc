// SPDX-License-Identifier: Apache-2.0
#include "syntax/yaml/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "doc/placeholder.h"
#include "text/find.h"

namespace ecslint::syntax_yaml {

using doc::Node;
using finding::SyntaxCode;
using text::Offset;
using text::Range;

namespace {

constexpr std::size_t kMaxReports = 1000;  // of one file: who has more of them learns nothing from the rest

/// How many nodes aliases may add: generous beside what people write, linear in the file's size.
std::size_t alias_budget(std::size_t file_size) {
  return std::min<std::size_t>(1000 + 16 * file_size, 250'000);
}

std::uint32_t add_capped(std::uint32_t a, std::uint32_t b) {
  const std::uint64_t sum = std::uint64_t{a} + b;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace

Offset skip_properties(std::string_view bytes, Range range) {
  std::size_t at = range.begin;
  while (at < range.end && (bytes[at] == '&' || bytes[at] == '!')) {
    at = std::min<std::size_t>(text::find_any<' ', '\t', '\r', '\n'>(bytes, at), range.end);
    for (;;) {
      at = std::min<std::size_t>(bytes.find_first_not_of(" \t\r\n", at), range.end);
      if (at >= range.end || bytes[at] != '#') break;
      at = std::min<std::size_t>(bytes.find('\n', at), range.end);
    }
  }
  return static_cast<Offset>(at);
}

Builder::Builder(doc::Document& document, std::vector<finding::Finding>& findings, const Mask& mask)
    : document_(document),
      findings_(findings),
      mask_(mask),
      budget_(alias_budget(document.source().bytes().size())) {}

void Builder::begin_document(bool yaml11) {
  anchors_.clear();
  yaml11_ = yaml11;
}

void Builder::report(SyntaxCode code, Range range, std::string message) {
  if (abandoned_ || ++reported_ > kMaxReports) return;
  // A sequence without elements may begin where the file ends.
  range.end = std::min(range.end, static_cast<Offset>(document_.source().bytes().size()));
  findings_.push_back(finding::syntax_finding(code, document_.source(), range, std::move(message)));
}

void Builder::scalar(const Scalar& scalar) {
  Range range = scalar.range;
  if (!scalar.properties.tag.empty() || !scalar.properties.anchor.empty())
    range.begin = skip_properties(document_.source().bytes(), range);
  if (awaits_key()) {
    const bool plain = scalar.style == Style::kPlain && scalar.properties.tag.empty();
    const std::string_view key = text_of(scalar, range).first;
    if (!scalar.properties.anchor.empty()) name_anchor(scalar.properties.anchor, {Node::string(key, range)});
    return take_key(key, range, plain && key == "<<");
  }
  const Node node = scalar_node(scalar, range);
  if (!scalar.properties.anchor.empty()) name_anchor(scalar.properties.anchor, {node});
  add(node, 1, 0);
}

void Builder::plain_scalar(std::string_view text, Range range) {
  if (awaits_key()) return take_key(text, range, text == "<<");
  add(plain_node(text, range).with(Node::kPlain), 1, 0);
}

void Builder::name_anchor(std::string_view name, const Anchor& anchor) {
  anchors_.insert_or_assign(std::string(name), anchor);
}

void Builder::alias(std::string_view name, Range range) {
  const auto found = anchors_.find(std::string(name));
  const auto give_up = [&](SyntaxCode code, std::string message) {
    if (!message.empty()) report(code, range, std::move(message));
    awaits_key() ? take_key(slice(range), range, false) : add(unknown(slice(range), range, range), 1, 0);
  };
  if (found == anchors_.end()) {
    return give_up(SyntaxCode::kAnchor, fmt::format("no anchor &{0} stands before this alias *{0}", name));
  }
  const Anchor& anchor = found->second;
  if (anchor.open) return give_up(SyntaxCode::kAnchor, fmt::format("the alias *{} holds itself", name));
  if (awaits_key() && !anchor.node.is_object() && !anchor.node.is_array()) {
    const Node& key = anchor.node;
    return take_key(key.is_string() ? key.as_string() : slice(key.range()), range, false);
  }
  if (anchor.count > budget_ || frames_.size() + anchor.height > doc::kMaxDepth) {
    const bool again = std::exchange(budget_reported_, true);
    return give_up(SyntaxCode::kAliasBudget,
                   again ? "" : "aliases of aliases expand to more than is read; this one is left unknown");
  }
  budget_ -= anchor.count;
  document_.share(anchor.node.range());
  Node node = anchor.node;
  add(node.with_range(range).with(Node::kShared), anchor.count, anchor.height);
}

bool Builder::begin(bool object, bool flow, const Properties& properties, Range range) {
  Frame frame;
  frame.object = object;
  frame.flow = flow;
  frame.base = object ? members_.size() : nodes_.size();
  frame.properties_begin = range.begin;
  const Offset at = skip_properties(document_.source().bytes(), range);
  frame.range = {at, range.end};
  if (frames_.size() >= doc::kMaxDepth) {
    report(SyntaxCode::kLimit, {at, at + 1}, fmt::format("nested more than {} levels deep", doc::kMaxDepth));
    return false;
  }
  if (!properties.tag.empty()) frame.tag = document_.arena().copy(properties.tag);
  if (!properties.anchor.empty()) frame.anchor = document_.arena().copy(properties.anchor);
  if (!properties.anchor.empty()) name_anchor(properties.anchor, {Node::null(range), 1, 0, true});
  frames_.push_back(frame);
  return true;
}

void Builder::end(Range range) {
  Frame frame = frames_.back();
  if (frame.flow) frame.range.end = range.end;
  Node node;
  if (frame.object) {
    node = object_node(frame);
    members_.resize(frame.base);
  } else {
    const std::span<const Node> own(nodes_.data() + frame.base, nodes_.size() - frame.base);
    node = Node::array(document_.arena().copy(own), frame.range);
    if (frame.open) node.set(Node::kOpen);
    nodes_.resize(frame.base);
  }
  frames_.pop_back();
  const bool known = frame.tag.empty() || frame.tag == "!" || frame.tag.starts_with("tag:yaml.org,2002:");
  if (!known) node = tagged(frame.tag, frame.tag, {frame.properties_begin, frame.range.end}, node);
  if (!frame.anchor.empty()) name_anchor(frame.anchor, {node, frame.count, frame.height});
  add(node, frame.count, frame.height);
}

void Builder::take_key(std::string_view key, Range range, bool merge) {
  Frame& frame = frames_.back();
  if (!frame.flow && members_.size() == frame.base && frame.count == 1) frame.range = range;
  frame.range.end = std::max(frame.range.end, range.end);
  frame.has_key = true;
  frame.merge_key = merge;
  frame.key_refused = false;
  frame.key = key;
  frame.key_range = range;
}

void Builder::refuse_key(Frame& frame, const Node& node) {
  const bool known_hole =
      doc::directive_at(slice({node.range().begin, node.range().end})).kind != doc::Directive::kNone;
  report(SyntaxCode::kUnexpected, {node.range().begin, node.range().begin + 1},
         known_hole ? "a template statement stands where a key was expected; render the template first"
                    : "a list or mapping can't be a key here; only text can");
  take_key({}, node.range(), false);
  frame.key_refused = true;
  frame.open = true;
}

void Builder::add(const Node& node, std::uint32_t count, std::uint16_t height) {
  if (frames_.empty()) return document_.add_root(node);
  Frame& frame = frames_.back();
  if (frame.object && !frame.has_key) return refuse_key(frame, node);
  const bool first = frame.count == 1;
  frame.count = add_capped(frame.count, count);
  frame.height = std::max<std::uint16_t>(frame.height, static_cast<std::uint16_t>(height + 1));
  if (!frame.flow && !frame.object && first) frame.range = node.range();
  frame.range.end = std::max(frame.range.end, node.range().end);
  frame.object ? add_member(frame, node) : nodes_.push_back(node);
}

void Builder::add_member(Frame& frame, const Node& node) {
  frame.has_key = false;
  if (frame.key_refused) return;
  if (frame.merge_key) return merges_.push_back({frames_.size(), node});
  members_.push_back({frame.key, frame.key_range, node});
}

void Builder::abandon() {
  abandoned_ = true;
  while (!frames_.empty()) {
    frames_.back().open = true;
    end(frames_.back().range);
  }
}

void Builder::mark_cut() {
  if (document_.roots().empty()) return;
  const Node* node = &document_.roots().back();
  while (node != nullptr) {
    if (node->is_object() || node->is_array()) node->set(Node::kOpen);
    const Node* last = nullptr;
    if (!node->elements().empty()) last = &node->elements().back();
    if (!node->members().empty()) last = &node->members().back().value;
    node = last;
  }
}

}  // namespace ecslint::syntax_yaml
