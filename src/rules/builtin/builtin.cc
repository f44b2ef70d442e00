// SPDX-License-Identifier: Apache-2.0
#include "rules/builtin.h"

#include <cassert>

#include "rules/baked.h"

extern "C" {
extern const char ecslint_baked[];
extern const char ecslint_baked_end[];
}

namespace ecslint::rules {
namespace {

text::Image baked() {
  return text::Image(
      std::string_view(ecslint_baked, static_cast<std::size_t>(ecslint_baked_end - ecslint_baked)));
}

const BakedHeader& header() {
  const text::Image image = baked();
  const auto offset = static_cast<std::uint32_t>(image.bytes().size() - sizeof(BakedHeader));
  const BakedHeader& found = image[text::Ref<BakedHeader>{offset, 1}][0];
  assert(found.magic == BakedHeader::kMagic);
  return found;
}

std::string_view part(text::Ref<char> ref) {
  const auto bytes = baked()[ref];
  return {bytes.data(), bytes.size()};
}

}  // namespace

std::string_view builtin_pack() { return part(header().pack); }

schema::SchemaSet builtin_schemas() {
  return schema::SchemaSet(text::Image(part(header().schemas)), header().schema_set);
}

std::vector<std::string_view> builtin_schema_names() {
  std::vector<std::string_view> names;
  for (const BakedText& text : baked()[header().schema_texts]) names.push_back(baked()[text.name]);
  return names;
}

std::optional<std::string_view> builtin_schema_text(std::string_view name) {
  for (const BakedText& text : baked()[header().schema_texts]) {
    if (baked()[text.name] == name) return baked()[text.text];
  }
  return std::nullopt;
}

}  // namespace ecslint::rules
