// SPDX-License-Identifier: Apache-2.0
#include "schema/neighbours.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/words.h"

namespace ecslint::schema {
namespace {

constexpr int kMaxBelow = 3;
constexpr std::size_t kMaxVisited = 400;
constexpr std::size_t kMaxHomes = 3;

struct Object {
  SchemaView schema;
  std::string path;  // from the surrounding object: portMappings[].name
};

/// Whether it can be given there.
bool has(const SchemaView& object, std::string_view name) {
  const auto property = object.property(name);
  return property && !property->schema.is_read_only();
}

/// The objects a property holds, itself or as elements.
std::vector<Object> objects_in(const Object& object) {
  std::vector<Object> found;
  for (const PropertyView& property : object.schema.properties()) {
    if (property.schema.is_read_only()) continue;
    Object below{property.schema, object.path};
    if (!below.path.empty()) below.path += '.';
    below.path += property.name;
    for (int i = 0; i < 2; ++i) {
      const auto items = below.schema.items();
      if (!items) break;
      below.schema = *items;
      below.path += "[]";
    }
    if ((below.schema.types() & kMaskObject) != 0) found.push_back(std::move(below));
  }
  return found;
}

/// Paths of the nearest objects below that have the property, all at the same depth.
std::vector<std::string> homes_below(std::string_view property, const SchemaView& from, int depth) {
  std::vector<Object> level = {{from, ""}};
  std::vector<std::string> homes;
  std::size_t visited = 0;
  for (int i = 0; i < depth && homes.empty(); ++i) {
    std::vector<Object> next;
    for (const Object& object : level) {
      if (++visited > kMaxVisited) return homes;
      for (Object& below : objects_in(object)) {
        if (has(below.schema, property)) homes.push_back(quoted(below.path));
        next.push_back(std::move(below));
      }
    }
    level = std::move(next);
  }
  return homes;
}

}  // namespace

std::string home_of(std::string_view property, std::span<const Surrounding> way) {
  std::vector<std::string> homes;
  for (std::size_t up = way.size(); up > 0 && homes.empty(); --up) {
    const Surrounding& around = way[up - 1];
    if (up < way.size() && has(around.schema, property)) {
      homes.push_back(around.words);
      break;
    }
    const int depth = up == way.size() ? kMaxBelow : kMaxBelow - 1;
    homes = homes_below(property, around.schema, depth);
  }
  return homes.size() > kMaxHomes ? std::string() : join_words(homes, "or");
}

}  // namespace ecslint::schema
