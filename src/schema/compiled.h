// SPDX-License-Identifier: Apache-2.0
// The compiled form of schemas: plain structs in a text::Image, run as they lie, whether the image was baked
// into the binary or made at run time. A schema is a set of allowed types, a list of operations, and notes
// for people (title, description, default, x-… keywords). Schemas refer to each other by SchemaId, an index
// into one table, so that $ref costs nothing once compiled.
#pragma once

#include <cstdint>

#include "schema/value.h"
#include "text/image.h"

namespace ecslint::schema {

using SchemaId = std::uint32_t;
inline constexpr std::uint32_t kNone = 0xffff'ffff;
inline constexpr SchemaId kForbidden =
    0xffff'fffe;  // the schema `false` where further names or elements stand

/// Bits of allowed kinds, 1 << doc::Kind. kIntegral allows numbers whose value is whole.
using TypeMask = std::uint16_t;
constexpr TypeMask mask(doc::Kind kind) { return static_cast<TypeMask>(1u << static_cast<unsigned>(kind)); }
inline constexpr TypeMask kMaskNull = mask(doc::Kind::kNull);
inline constexpr TypeMask kMaskBool = mask(doc::Kind::kBool);
inline constexpr TypeMask kMaskInteger = mask(doc::Kind::kInteger) | mask(doc::Kind::kUnsigned);
inline constexpr TypeMask kMaskNumber = kMaskInteger | mask(doc::Kind::kNumber);
inline constexpr TypeMask kMaskString = mask(doc::Kind::kString);
inline constexpr TypeMask kMaskArray = mask(doc::Kind::kArray);
inline constexpr TypeMask kMaskObject = mask(doc::Kind::kObject);
inline constexpr TypeMask kIntegral = 1u << 12;
inline constexpr TypeMask kMaskAny =
    kMaskNull | kMaskBool | kMaskNumber | kMaskString | kMaskArray | kMaskObject | kIntegral;

enum class OpCode : std::uint8_t {
  kFalse,                  // nothing is valid
  kObject,                 // a: offset of ObjectSpec
  kArray,                  // a: offset of ArraySpec
  kString,                 // a: least, b: most code points, c: pattern or kNone
  kRange,                  // a: offset of RangeSpec
  kMultipleOf,             // a: offset of Value
  kEnum,                   // a: offset of EnumSpec (const is an enum of one)
  kRef,                    // a: schema
  kDynamicRef,             // a: schema when nothing in scope overrides, b: name of the dynamic anchor
  kAllOf,                  // a, b: offset and count of schema ids
  kAnyOf,                  // same
  kOneOf,                  // same
  kNot,                    // a: schema
  kIf,                     // a: condition, b: then or kNone, c: else or kNone
  kContains,               // a: schema, b: least, c: most
  kDependentSchema,        // a: offset of DependentSpec
  kDependentRequired,      // a: offset of DependentSpec
  kPropertyNames,          // a: schema
  kUniqueItems,            //
  kUniqueBy,               // a: offset of the property's name (Property); own keyword
  kReadOnly,               // own keyword: refused in input form
  kFormat,                 // a: Format; present only when formats are asserted
  kUnevaluatedItems,       // a: schema or kForbidden
  kUnevaluatedProperties,  // a: schema or kForbidden
};

struct Op {
  OpCode code = OpCode::kFalse;
  std::uint8_t padding = 0;
  TypeMask kinds = kMaskAny;  // for other kinds the operation holds
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
};

/// A name in `properties` or `required`.
struct Property {
  text::Str name;
  std::uint32_t hash = 0;
  SchemaId schema = kNone;       // as written: its notes are the nearest. kNone when only required
  SchemaId run = kNone;          // the same with bare $refs followed
  std::uint8_t required = 0xff;  // bit in the mask of what was seen, 0xff: not required
  std::uint8_t padding[3] = {};
};

struct PatternProperty {
  std::uint32_t pattern = 0;
  SchemaId schema = 0;
};

struct ObjectSpec {
  text::Ref<Property> properties;  // in the order written
  text::Ref<std::uint16_t> slots;  // open addressing by hash: index + 1, 0 is empty; size is 2^n
  text::Ref<PatternProperty> patterns;
  text::Ref<Property> more_required;  // past 64 required names
  std::uint64_t required = 0;         // all required bits
  SchemaId additional = kNone;        // or kForbidden
  std::uint32_t least = 0;
  std::uint32_t most = kNone;
  std::uint32_t padding = 0;
};

struct ArraySpec {
  text::Ref<SchemaId> prefix;
  SchemaId items = kNone;  // those after the prefix; or kForbidden
  std::uint32_t least = 0;
  std::uint32_t most = kNone;
  std::uint32_t padding = 0;
};

struct RangeSpec {
  Value low;  // null: no bound
  Value high;
  bool low_exclusive = false;
  bool high_exclusive = false;
  std::uint8_t padding[6] = {};
};

struct EnumSpec {
  text::Ref<Value> values;
  text::Ref<std::uint32_t> hashes;  // key_hash of values that are strings, 0 for others
};

struct DependentSpec {
  text::Str property;
  std::uint32_t hash = 0;
  SchemaId schema = kNone;
  text::Ref<Property> required;
};

/// What one schema says about itself. Every string may be empty.
struct Notes {
  text::Str title;
  text::Str description;
  text::Str unit;       // x-unit
  text::Str expected;   // x-expected: completes "must be …"
  text::Str code;       // x-code
  text::Str facts;      // x-facts of the document
  text::Str unique_by;  // x-unique
  text::Str format;
  text::Ref<text::Str> catalogue;  // x-catalogue
  text::Ref<Value> default_value;  // none or one
  text::Ref<Value> examples;
  enum Flag : std::uint8_t { kOpen = 1, kReadOnly = 2, kSensitive = 4, kFreeForm = 8, kDeprecated = 16 };
  std::uint8_t flags = 0;
  std::uint8_t level = 0;          // x-level: 1 + finding::Level, 0 when not given
  std::uint8_t missing_level = 0;  // x-missing-level: the same
  std::uint8_t padding = 0;
  std::uint32_t padding2 = 0;
};

struct Schema {
  text::Ref<Op> ops;
  std::uint32_t notes = 0;     // index; 0 has none
  std::uint32_t resource = 0;  // index of the schema resource it stands in
  TypeMask types = kMaskAny;
  enum Flag : std::uint16_t { kTracks = 1 };  // has unevaluatedProperties or unevaluatedItems
  std::uint16_t flags = 0;
  std::uint32_t padding = 0;
};

struct DynamicAnchor {
  std::uint32_t name = 0;
  SchemaId schema = 0;
};

struct Resource {
  text::Ref<DynamicAnchor> anchors;
};

/// From this code point on (up to the next entry) characters are in this column of an automaton.
struct WideColumn {
  std::uint32_t first = 0;
  std::uint32_t column = 0;
};

/// A regular expression. `table` is a finished automaton where one could be made; else RE2 runs `re2`.
struct Pattern {
  text::Str source;                 // as the schema has it
  text::Str re2;                    // empty when there is a table
  text::Ref<std::uint8_t> columns;  // of each byte: what is not ASCII has the last
  text::Ref<WideColumn> wide;       // of the others, sorted, the first entry at U+0080
  /// By row and column where the next row begins: 0 nothing can be found any more, 0xffff found. The last
  /// column is the end of the text.
  text::Ref<std::uint16_t> table;
  text::Ref<text::Str> needles;  // a text in which none of these is does not match; none: there are no such
  std::uint32_t width = 0;       // columns in the table
  std::uint32_t padding = 0;
};

struct Root {
  text::Str uri;
  SchemaId schema = 0;
};

/// Everything that was compiled together.
struct SchemaSetData {
  text::Ref<Schema> schemas;
  text::Ref<Notes> notes;
  text::Ref<Pattern> patterns;
  text::Ref<Resource> resources;
  text::Ref<Root> roots;
  bool dynamic = false;  // whether any operation looks at the dynamic scope
  std::uint8_t padding[7] = {};
};
using SetRef = text::Ref<SchemaSetData>;

}  // namespace ecslint::schema
