// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/parse.h"

#include "syntax/json/fast_path.h"

namespace ecslint::syntax_json {

struct Parser::Scratch {
  TreeBuilder builder;
  FastPath fast;
};

Parser::Parser() : scratch_(std::make_unique<Scratch>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

void Parser::parse(doc::Document& document, std::vector<finding::Finding>& findings) {
  const text::Source& source = document.source();
  const std::size_t before = findings.size();
  doc::Node root;
  scratch_->builder.start(document.arena(), source, findings);
  if (scratch_->fast.read(source.content(), source.content_begin(), scratch_->builder, root)) {
    document.add_root(root);
    return;
  }
  findings.resize(before);
}

void parse_json(doc::Document& document, std::vector<finding::Finding>& findings) {
  Parser().parse(document, findings);
}

}  // namespace ecslint::syntax_json
