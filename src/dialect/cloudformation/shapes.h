// SPDX-License-Identifier: Apache-2.0
// How CloudFormation calls the properties of a resource, and what the API calls the same: by path, never by
// letter case alone (EFSVolumeConfiguration.FilesystemId is efsVolumeConfiguration.fileSystemId). A shape is
// the list of properties that an object may have. Constant data, made by tools/cloudformation_shapes.py from
// the provider schemas and schemas/.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "doc/spelling.h"

namespace ecslint::dialect_cloudformation {

using ShapeId = std::uint16_t;
inline constexpr ShapeId kNoShape = 0;

/// What a property holds in the API; CloudFormation takes "80" for 80 and 80 for "80".
enum class Value : std::uint8_t {
  kAny,  // as it is written
  kString,
  kInteger,
  kNumber,
  kBoolean,
  kMap,  // of strings, with names of the user's own
  kObject,
  kStringList,
  kIntegerList,
  kNumberList,
  kBooleanList,
  kMapList,
  kObjectList,
};

struct Property {
  std::string_view written;
  std::string_view name;  // empty: only CloudFormation has it
  Value value;
  ShapeId shape;  // of an object, or of the elements of a list
};

/// The shape of a resource type's properties; kNoShape when the type is none of those in the table.
ShapeId shape_of(std::string_view type);

/// Sorted by how they are written.
std::span<const Property> properties_of(ShapeId shape);
const Property* find_written(ShapeId shape, std::string_view written);
const Property* find_named(ShapeId shape, std::string_view name);

/// The spelling of a resource type's properties; nullptr when the type is none of those in the table. In
/// sentences only words that nobody takes for English are names: networkMode, not memory.
const doc::Spelling* spelling_of(std::string_view type);

}  // namespace ecslint::dialect_cloudformation
