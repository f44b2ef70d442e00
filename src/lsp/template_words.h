// SPDX-License-Identifier: Apache-2.0
// What the language of CloudFormation takes at the caret: sections, attributes and types of resources,
// functions, and the names behind them. What a resource's own properties are, its schema knows.
#pragma once

#include <string>
#include <vector>

#include "lint/checker.h"
#include "lsp/completion_place.h"
#include "text/range.h"

namespace ecslint::lsp {

struct TemplateWord {
  std::string text;
  std::string what;
};

struct TemplateWords {
  enum class Form : std::uint8_t {
    kName,   // goes into the token as it is
    kValue,  // a whole value, with quotes where the language wants them
    kKey,    // a key of an object
  };
  std::vector<TemplateWord> words;
  Form form = Form::kName;
  text::Range token;   // that the word replaces
  bool alone = false;  // nothing else can stand here
};

/// Nothing where the file is no template.
TemplateWords template_words_at(const lint::ParsedFile& file, const CompletionPlace& place,
                                text::Offset offset);

}  // namespace ecslint::lsp
