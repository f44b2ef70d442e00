// SPDX-License-Identifier: Apache-2.0
#include "lsp/cursor.h"

#include "lint/linter.h"
#include "rules/pack.h"

namespace ecslint::lsp {
namespace {

using doc::Node;

/// The place right behind belongs to it too: that is where one types.
bool touches(text::Range range, text::Offset offset) {
  return !range.empty() && range.begin <= offset && offset <= range.end;
}

/// Whether to go into this child; a child that ends where the next begins gives way.
bool descend(const Node& parent, text::Offset offset, Cursor& cursor) {
  for (std::uint32_t i = 0; i < parent.elements().size(); ++i) {
    if (!touches(parent.elements()[i].range(), offset)) continue;
    cursor.steps.push_back({&parent, i});
    return true;
  }
  for (std::uint32_t i = 0; i < parent.members().size(); ++i) {
    const doc::Member& member = parent.members()[i];
    const bool key = touches(member.key_range, offset);
    if (!key && !touches(member.value.range(), offset)) continue;
    cursor.steps.push_back({&parent, i});
    cursor.on_key = key;
    return true;
  }
  return false;
}

}  // namespace

const doc::Member* Cursor::member() const {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->member() != nullptr) return step->member();
  }
  return nullptr;
}

const model::Resource* resource_at(const lint::ParsedFile& file, text::Offset offset) {
  const model::Resource* best = nullptr;
  text::Offset size = 0;
  for (const model::Resource& resource : file.resources) {
    for (const Node* node : {resource.node, resource.written}) {
      const text::Range range = node->range();
      if (!touches(range, offset) || (best != nullptr && range.size() >= size)) continue;
      best = &resource;
      size = range.size();
    }
  }
  return best;
}

std::optional<Cursor> cursor_at(const lint::ParsedFile& file, text::Offset offset) {
  Cursor cursor;
  cursor.resource = resource_at(file, offset);
  if (cursor.resource == nullptr) return std::nullopt;
  const Node* at = cursor.resource->node;
  for (int depth = 0; depth < 2 * doc::kMaxDepth && descend(*at, offset, cursor); ++depth) {
    if (cursor.on_key) break;
    at = &cursor.steps.back().node();
  }
  return cursor;
}

std::optional<schema::SchemaView> schema_of(const lint::Engine& engine, const model::Resource& resource) {
  schema::SchemaId id = resource.partial() ? schema::kNone : engine.schema_of(resource.kind, resource.form);
  if (id == schema::kNone) id = engine.schema_of(resource.kind, model::Form::kCreate);
  if (id == schema::kNone) return std::nullopt;
  return schema::SchemaView(engine.schemas(), id);
}

std::optional<schema::SchemaView> schema_below(const schema::SchemaView& schema, std::string_view name) {
  if (name.empty()) return schema.items();
  if (const auto property = schema.property(name)) return property->schema;
  return schema.additional();
}

std::vector<std::string> keys_of(std::span<const doc::Step> steps) {
  std::vector<std::string> keys;
  for (const doc::Step& step : steps) {
    const doc::Member* member = step.member();
    keys.emplace_back(member == nullptr ? std::string_view() : member->key.text());
  }
  return keys;
}

std::optional<schema::SchemaView> schema_at(const lint::Engine& engine, const model::Resource& resource,
                                            std::span<const std::string> keys) {
  std::optional<schema::SchemaView> schema = schema_of(engine, resource);
  for (const std::string& key : keys) {
    if (!schema) break;
    schema = schema_below(*schema, key);
  }
  return schema;
}

std::string pattern_of(std::span<const std::string> keys) {
  std::string out;
  for (const std::string& key : keys) {
    if (!out.empty() && !key.empty()) out += '.';
    out += key.empty() ? "[]" : key;
  }
  return out;
}

text::Range inside_quotes(const text::Source& source, text::Range range) {
  const std::string_view text = source.slice(range);
  const bool quoted = text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text::Range{range.begin + 1, range.end - 1} : range;
}

const doc::Node* facts(const lint::Linter& linter, std::string_view table) {
  const auto& packs = linter.rules().packs();
  return packs.empty() ? nullptr : packs.front()->fact_table(table);
}

}  // namespace ecslint::lsp
