// SPDX-License-Identifier: Apache-2.0
#include "expr/map.h"

#include "expr/equality.h"
#include "text/hash.h"
#include "text/same.h"

namespace ecslint::expr {
namespace {

std::optional<Value> find_in_node(const doc::Node& object, std::string_view key, std::uint32_t hash) {
  const doc::Node* found = object.find(key, hash);
  if (!found) return std::nullopt;
  return Value::from(*found);
}

/// The entry whose key is the one.
template <typename F>
const Value* find_in_data(const MapData& data, std::uint32_t hash, const F& is_key) {
  if (!data.index) {
    for (const Entry& entry : std::span(data.entries, data.count)) {
      if (is_key(entry.key)) return &entry.value;
    }
    return nullptr;
  }
  for (std::uint32_t i = hash & data.index_mask; data.index[i]; i = (i + 1) & data.index_mask) {
    const Entry& entry = data.entries[data.index[i] - 1];
    if (is_key(entry.key)) return &entry.value;
  }
  return nullptr;
}

std::optional<Value> copy_of(const Value* found) {
  return found == nullptr ? std::nullopt : std::optional<Value>(*found);
}

}  // namespace

std::uint32_t map_size(const Value& map) {
  if (const MapData* data = map.map_data()) return data->count;
  std::uint32_t count = 0;
  each_entry(map, [&](const Value&, const Value&) { return ++count, true; });
  return count;
}

std::optional<Value> map_find(const Value& map, const Value& key) {
  const MapData* data = map.map_data();
  if (key.is_string()) return map_find(map, key.as_string(), text::key_hash(key.as_string()));
  if (data) {
    return copy_of(find_in_data(*data, data->index ? hash_of(key) : 0,
                                [&](const Value& k) { return is_equal(k, key); }));
  }
  return std::nullopt;
}

std::optional<Value> map_find(const Value& map, std::string_view key, std::uint32_t hash) {
  const MapData* data = map.map_data();
  if (!data) return find_in_node(*map.node(), key, hash);
  return copy_of(find_computed(*data, key, hash));
}

const Value* find_computed(const MapData& data, std::string_view key, std::uint32_t hash) {
  return find_in_data(data, hash,
                      [&](const Value& k) { return k.is_string() && text::same(k.as_string(), key); });
}

std::optional<bool> find_text(std::string_view text, const doc::Node& list) {
  if (list.has(doc::Node::kOpen)) return std::nullopt;
  for (const doc::Node& element : list.elements()) {
    if (element.is_unresolved() || element.has(doc::Node::kRefused)) return std::nullopt;
    if (element.is_string() && text::same(element.as_string(), text)) return true;
  }
  return false;
}

Value open_part(const Value& collection) {
  const doc::Node* node = open_node(collection);
  if (node == nullptr) return Value::null();
  return node == collection.node() ? Value::unknown(Cause::kPart, node) : Value::from(*node);
}

bool is_key(const Value& value) {
  return value.is_string() || value.is(Kind::kInt) || value.is(Kind::kUint) || value.is(Kind::kBool);
}

}  // namespace ecslint::expr
