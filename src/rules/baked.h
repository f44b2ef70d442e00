// SPDX-License-Identifier: Apache-2.0
// The form of what tools/bake writes: one image that holds the image of the pack, that of the schemas, and
// the schema files as text. The header is the last thing in it.
#pragma once

#include <cstdint>

#include "schema/compiled.h"
#include "text/image.h"

namespace ecslint::rules {

struct BakedText {
  text::Str name;
  text::Str text;
};

struct BakedHeader {
  static constexpr std::uint32_t kMagic = 0x31424345;  // "ECB1"
  std::uint32_t magic = kMagic;
  std::uint32_t padding = 0;
  text::Ref<char> pack;
  text::Ref<char> schemas;
  schema::SetRef schema_set;          // in `schemas`
  text::Ref<BakedText> schema_texts;  // by name
};

}  // namespace ecslint::rules
