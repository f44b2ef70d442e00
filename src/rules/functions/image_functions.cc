// SPDX-License-Identifier: Apache-2.0
// image.parse
#include <algorithm>
#include <string>

#include "rules/functions/functions.h"
#include "rules/functions/image_reference.h"
#include "rules/functions/masked_text.h"
#include "rules/functions/parts.h"
#include "text/find.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool capital_word_character(char c) { return is_capital(c) || (c >= '0' && c <= '9') || c == '_'; }

bool has_capital(std::string_view text) {
  bool found = false;
  for (const char c : text) found |= is_capital(c);  // all of it: sixteen characters at a time
  return found;
}

// Words such as ACCOUNT_ID, YOUR_REGISTRY, IMAGE_PLACEHOLDER before the tag stand for something: as a part of
// a reference they would be refused, and whoever wrote them knows it. Capitals of a tag are a tag.
void mask_words(MaskedText& masked) {
  if (!has_capital(masked.text())) return;
  for (std::size_t i = 0; i < std::min(masked.text().rfind(':'), masked.text().size());) {
    std::size_t end = i;
    bool letters = false;
    while (end < masked.text().size() && capital_word_character(masked.text()[end])) {
      letters = letters || is_capital(masked.text()[end]);
      ++end;
    }
    const bool whole = end == masked.text().size() ||
                       std::string_view("./:@-").find(masked.text()[end]) != std::string_view::npos;
    if (letters && whole && end - i >= 3) {
      masked.mask(i, end - i);
      end = i + 1;
    }
    i = std::min(text::find_any<'.', '/', ':', '@', '-'>(masked.text(), end), masked.text().size() - 1) + 1;
  }
}

constexpr std::size_t kLongest = 1024;  // far more than a registry, a repository, a tag and a digest may have

bool is_address(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF:.") == text.npos;
}

// Nor has a reference any of these marks, but for [::1]: a word between two of them is for a tool that we do
// not know, {tag}, ((image)), ||IMAGE||.
void mask_marked_words(MaskedText& masked) {
  if (masked.text().size() > kLongest) return;
  constexpr auto next = text::find_any<'{', '(', '<', '[', '|', '~', '&'>;
  for (std::size_t i = next(masked.text(), 0); i < masked.text().size(); i = next(masked.text(), i + 1)) {
    const std::string_view text = masked.text();
    const char closing = std::string_view("})>]|~&")[std::string_view("{(<[|~&").find(text[i])];
    const std::size_t word = text.find_first_not_of(text[i], i);
    std::size_t end = text.find(closing, std::min(word, text.size()));
    if (end == std::string_view::npos) continue;
    if (closing == ']' && is_address(text.substr(word, end - word))) continue;
    while (end < text.size() && text[end] == closing) ++end;
    masked.mask(i, end - i);
  }
}

// In an ECR host name an account and a region without a digit stand for one: aws_account_id.dkr.ecr.region.…
void mask_ecr_words(MaskedText& masked) {
  constexpr std::string_view kMark = ".dkr.ecr.";
  const std::size_t at = text::find(masked.text(), kMark);
  if (at == std::string_view::npos) return;
  const auto stands_for = [&](std::size_t begin, std::size_t size) {
    const std::string_view word = masked.text().substr(begin, size);
    const auto tells = [](char c) { return (c >= '0' && c <= '9') || c == '/'; };
    return size > 0 && std::none_of(word.begin(), word.end(), tells) && !has_hole(word);
  };
  const std::size_t region = at + kMark.size();
  const std::size_t size = std::min(masked.text().find('.', region), masked.text().size()) - region;
  if (stands_for(region, size)) masked.mask(region, size);
  if (stands_for(0, at)) masked.mask(0, at);
}

Value full_path(Context& context, const PartMaker& make, const ImageReference& r) {
  if (!r.official || !r.path) return make.part(r.path);
  if (has_hole(*r.path)) return make.part(r.path);
  return context.string("library/" + std::string(*r.path));
}

Value parse(Context& context, std::span<const Value> args) {
  if (!args[0].is_string() && !args[0].is_unknown()) return context.no_such_overload();
  MaskedText masked(args[0]);
  mask_words(masked);
  mask_marked_words(masked);
  mask_ecr_words(masked);
  if (!context.charge(16 + masked.text().size())) return context.exhausted();
  const ImageReference r = parse_image_reference(masked.text());
  const PartMaker make(context, masked);
  const bool decided = r.valid.has_value();
  static const FieldNames names = {"valid",      "reason",     "registry",   "host",    "port",
                                   "repository", "path",       "name",       "tag",     "digest",
                                   "ecr",        "public_ecr", "docker_hub", "account", "region"};
  Fields fields(context, names);
  fields.add(make.boolean(r.valid));
  fields.add(decided ? context.string(r.reason) : masked.unknown(context));
  fields.add(make.part(r.registry));
  fields.add(make.part(r.host));
  fields.add(make.integer(r.port));
  fields.add(make.part(r.repository));
  fields.add(full_path(context, make, r));
  fields.add(make.part(r.name));
  fields.add(make.part(r.tag));
  fields.add(make.part(r.digest));
  fields.add(make.boolean(r.ecr));
  fields.add(make.boolean(r.public_ecr));
  fields.add(make.boolean(r.docker_hub));
  fields.add(make.part(r.account));
  fields.add(make.part(r.region));
  return fields.finish();
}

constexpr expr::Function kFunctions[] = {
    expr::kept(
        {"image.parse", expr::Style::kGlobal, "string", "ImageReference", parse, expr::Accepts::kPartial}),
};

}  // namespace

std::span<const expr::Function> image_functions() { return kFunctions; }

}  // namespace ecslint::rules
