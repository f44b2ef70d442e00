// SPDX-License-Identifier: Apache-2.0
// From what a parser found to values: what it left open becomes the unknown argument itself, so that
// --show-undecided can name its reason.
#pragma once

#include <optional>
#include <string_view>

#include "rules/functions/masked_text.h"
#include "text/find.h"

namespace ecslint::rules {

class PartMaker {
 public:
  PartMaker(expr::Context& context, const MaskedText& masked)
      : context_(context), masked_(masked), plain_(masked.is_plain()) {}

  /// A part is a view of the masked text or a literal.
  expr::Value part(const std::optional<std::string_view>& part) const {
    if (!part) return masked_.unknown(context_);
    if (plain_) return expr::Value::string(*part);
    const bool inside = text::is_inside(*part, masked_.text());
    return inside ? masked_.value(context_, *part) : expr::Value::string(*part);
  }
  expr::Value boolean(std::optional<bool> b) const {
    return b ? expr::Value::boolean(*b) : masked_.unknown(context_);
  }
  expr::Value integer(std::optional<int> i) const {
    return i ? expr::Value::integer(*i) : masked_.unknown(context_);
  }

 private:
  expr::Context& context_;
  const MaskedText& masked_;
  bool plain_;
};

}  // namespace ecslint::rules
