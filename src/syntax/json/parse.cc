// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/parse.h"

#include <algorithm>

#include "finding/syntax_codes.h"
#include "syntax/json/fast_path.h"
#include "syntax/json/recovery.h"

namespace ecslint::syntax_json {

namespace {

finding::Finding byte_order_mark(const text::Source& source) {
  const text::Range range{0, source.content_begin()};
  finding::Finding finding = finding::syntax_finding(
      finding::SyntaxCode::kEncoding, source, range,
      "the file begins with a byte order mark, which the AWS CLI does not take for JSON");
  finding.level = finding::Level::kWarning;
  finding.fix = finding::Fix{"remove the byte order mark", true, {{&source, {range, ""}}}};
  return finding;
}

using OuterOffset = std::function<text::Offset(text::Offset)>;

text::Range outer_range(text::Range range, const OuterOffset& outer) {
  return {outer(range.begin), outer(range.end)};
}

/// Gives the ranges of a tree that has just been made the places of the outer file. No deeper than the
/// parser.
void move_outside(doc::Node& node, const OuterOffset& outer) {
  node.with_range(outer_range(node.range(), outer));
  for (const doc::Node& element : node.elements()) move_outside(const_cast<doc::Node&>(element), outer);
  for (const doc::Member& shared : node.members()) {
    auto& member = const_cast<doc::Member&>(shared);
    member.key_range = outer_range(member.key_range, outer);
    move_outside(member.value, outer);
  }
}

void move_outside(finding::Finding& finding, const OuterOffset& outer) {
  finding.place.range = outer_range(finding.place.range, outer);
  for (finding::Related& related : finding.related) {
    related.place.range = outer_range(related.place.range, outer);
  }
  if (!finding.fix) return;
  for (finding::FileEdit& edit : finding.fix->edits) {
    edit.edit.range = outer_range(edit.edit.range, outer);
  }
}

}  // namespace

struct Parser::Scratch {
  TreeBuilder builder;
  FastPath fast;
  bool strict = false;  // what was read last is

  /// The text has 64 zero bytes behind it.
  std::optional<doc::Node> read(std::string_view text, text::Offset shift, doc::Arena& arena,
                                const text::Source& source, std::vector<finding::Finding>& findings) {
    const std::size_t before = findings.size();
    doc::Node root;
    builder.start(arena, source, findings);
    strict = fast.read(text, shift, builder, root);
    if (strict) return root;
    findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end());
    builder.start(arena, source, findings);
    Mistakes mistakes(source, findings, shift);
    return Recovery(text, shift, builder, mistakes).read();
  }
};

Parser::Parser() : scratch_(std::make_unique<Scratch>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

void Parser::parse(doc::Document& document, std::vector<finding::Finding>& findings) {
  const text::Source& source = document.source();
  const text::Offset begin = source.content_begin();
  if (begin != 0) findings.push_back(byte_order_mark(source));
  const std::optional<doc::Node> root =
      scratch_->read(source.content(), begin, document.arena(), source, findings);
  if (root) document.add_root(*root);
  if (scratch_->strict) document.set_strict();
}

std::optional<doc::Node> Parser::parse_embedded(doc::Document& host, std::string_view text,
                                                const OuterOffset& outer,
                                                std::vector<finding::Finding>& findings) {
  char* const copy = host.arena().allocate<char>(text.size() + text::PaddedBytes::kPadding);
  std::copy(text.begin(), text.end(), copy);
  std::fill_n(copy + text.size(), text::PaddedBytes::kPadding, '\0');
  const std::size_t before = findings.size();
  std::optional<doc::Node> root =
      scratch_->read({copy, text.size()}, 0, host.arena(), host.source(), findings);
  if (root) move_outside(*root, outer);
  for (std::size_t i = before; i < findings.size(); ++i) move_outside(findings[i], outer);
  return root;
}

void parse_json(doc::Document& document, std::vector<finding::Finding>& findings) {
  Parser().parse(document, findings);
}

}  // namespace ecslint::syntax_json
