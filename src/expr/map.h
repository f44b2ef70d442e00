// SPDX-License-Identifier: Apache-2.0
// Maps: a document's object or computed entries, looked at in one way. Keys are bool, int, uint or string and
// are found across numeric types ({1u: x}[1.0]). Of duplicate keys in a document the last counts.
#pragma once

#include <cstdint>
#include <optional>

#include "expr/value.h"

namespace ecslint::expr {

struct Entry {
  Value key;
  Value value;
};

/// Computed entries in insertion order. `index` is an open-addressed table of entry numbers + 1, a power of
/// two long; nullptr for small maps, which are searched one by one.
struct MapData {
  const Entry* entries = nullptr;
  std::uint32_t count = 0;
  std::uint32_t index_mask = 0;
  const std::uint32_t* index = nullptr;
};

inline Value Value::map(const MapData* data) { return Value(Kind::kMap, data->count, Bits{.map = data}); }

/// Entries of a map value, without shadowed duplicates.
std::uint32_t map_size(const Value& map);

/// The value of a key of any kind, nothing when absent. The value may be unknown.
std::optional<Value> map_find(const Value& map, const Value& key);
/// The same for a string key with its text::key_hash.
std::optional<Value> map_find(const Value& map, std::string_view key, std::uint32_t hash);
/// In computed entries; nullptr when it is not there.
const Value* find_computed(const MapData& data, std::string_view key, std::uint32_t hash);

/// The node that makes the extent of a list or map unknown; nullptr when it is known.
inline const doc::Node* open_node(const Value& collection) {
  const doc::Node* node = collection.node();
  if (node == nullptr || node->has(doc::Node::kOpen)) return node;
  for (const doc::Node& element : node->elements()) {
    if (element.is_unresolved() && element.why().pieces.empty()) return &element;
  }
  return nullptr;
}

/// A known text among those of a document's list, without making values of them; nothing when one of them is
/// not known.
std::optional<bool> find_text(std::string_view text, const doc::Node& list);

/// What makes the extent of a list or map unknown: an unknown when it is a document's and only a part of it
/// is written (Node::kOpen), or an element is wholly unresolved (it may stand for several); else null.
Value open_part(const Value& collection);

/// Whether a value may be a key in a literal: bool, int, uint or string.
bool is_key(const Value& value);

/// A null that the schema has refused is as good as absent, here as in Node::find.
inline bool is_dropped(const doc::Node& value) { return value.is_null() && value.has(doc::Node::kRefused); }

/// Calls f(key, value) for each entry in order until it returns false; true when it never did.
template <typename F>
bool each_entry(const Value& map, F&& f) {
  if (const MapData* data = map.map_data()) {
    for (std::uint32_t i = 0; i < data->count; ++i) {
      if (!f(data->entries[i].key, data->entries[i].value)) return false;
    }
    return true;
  }
  const doc::Node& object = *map.node();
  const bool duplicates = object.has(doc::Node::kDuplicateKeys);
  for (const doc::Member& member : object.members()) {
    if (is_dropped(member.value)) continue;
    if (duplicates && object.find_member(member.key) != &member) continue;
    if (!f(Value::string(member.key), Value::from(member.value))) return false;
  }
  return true;
}

}  // namespace ecslint::expr
