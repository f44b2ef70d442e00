// SPDX-License-Identifier: Apache-2.0
#include "schema/schema_set.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ecslint::schema {
namespace {

constexpr int kMaxDepth = 24;

/// The schemas that speak about the same value: the schema, what it refers to and, where `alternatives` is
/// set, what it may be. Nearest first; `visit` returns false to stop.
template <typename Visit>
bool walk(const SchemaSet& set, SchemaId id, bool alternatives, const Visit& visit, int depth = 0) {
  if (depth > kMaxDepth) return true;
  if (!visit(id)) return false;
  for (const Op& op : set.image()[set.schema(id).ops]) {
    if (op.code == OpCode::kRef || op.code == OpCode::kDynamicRef) {
      if (!walk(set, op.a, alternatives, visit, depth + 1)) return false;
    }
    const bool choice = op.code == OpCode::kAnyOf || op.code == OpCode::kOneOf;
    if (op.code == OpCode::kAllOf || (alternatives && choice)) {
      for (const SchemaId one : set.image()[text::Ref<SchemaId>{op.a, op.b}]) {
        if (!walk(set, one, alternatives, visit, depth + 1)) return false;
      }
    }
    if (alternatives && op.code == OpCode::kIf) {
      for (const SchemaId one : {op.b, op.c}) {
        if (one != kNone && !walk(set, one, alternatives, visit, depth + 1)) return false;
      }
    }
  }
  return true;
}

template <typename Spec, typename Visit>
void each_spec(const SchemaSet& set, SchemaId id, OpCode code, const Visit& visit) {
  walk(set, id, true, [&](SchemaId one) {
    for (const Op& op : set.image()[set.schema(one).ops]) {
      if (op.code == code) visit(set.at<Spec>(op.a));
    }
    return true;
  });
}

TypeMask types_of(const SchemaSet& set, SchemaId id, int depth) {
  TypeMask types = set.schema(id).types;
  if (depth > kMaxDepth) return types;
  for (const Op& op : set.image()[set.schema(id).ops]) {
    if (op.code == OpCode::kRef) types &= types_of(set, op.a, depth + 1);
    if (op.code == OpCode::kFalse) types = 0;
    if (op.code == OpCode::kEnum) {
      TypeMask listed = 0;
      for (const Value& value : set.image()[set.at<EnumSpec>(op.a).values]) {
        const bool numeric = value.kind >= doc::Kind::kInteger && value.kind <= doc::Kind::kNumber;
        listed |= numeric ? kMaskNumber | kIntegral : mask(value.kind);
      }
      types &= listed;
    }
    if (op.code != OpCode::kAllOf && op.code != OpCode::kAnyOf && op.code != OpCode::kOneOf) continue;
    TypeMask any = 0;
    for (const SchemaId one : set.image()[text::Ref<SchemaId>{op.a, op.b}]) {
      const TypeMask its = types_of(set, one, depth + 1);
      if (op.code == OpCode::kAllOf) types &= its;
      any |= its;
    }
    if (op.code != OpCode::kAllOf) types &= any;
  }
  return types;
}

}  // namespace

std::optional<SchemaId> SchemaSet::root(std::string_view uri) const {
  constexpr std::string_view kPrefix = "urn:ecslint:schema:";
  for (const Root& root : image_[set_->roots]) {
    const std::string_view name = image_[root.uri];
    if (name == uri) return root.schema;
    if (name.size() == kPrefix.size() + uri.size() && name.ends_with(uri) && name.starts_with(kPrefix)) {
      return root.schema;
    }
  }
  return std::nullopt;
}

std::string_view SchemaView::words(text::Str Notes::*member) const {
  std::string_view found;
  walk(*set_, id_, false, [&](SchemaId id) {
    found = set_->image()[set_->notes(id).*member];
    return found.empty();
  });
  return found;
}

bool SchemaView::flag(Notes::Flag flag) const {
  bool found = false;
  walk(*set_, id_, false, [&](SchemaId id) {
    found = (set_->notes(id).flags & flag) != 0;
    return !found;
  });
  return found;
}

std::vector<std::string_view> SchemaView::catalogue() const {
  std::vector<std::string_view> rows;
  walk(*set_, id_, false, [&](SchemaId id) {
    for (const text::Str row : set_->image()[set_->notes(id).catalogue]) rows.push_back(set_->image()[row]);
    return rows.empty();
  });
  return rows;
}

const Value* SchemaView::default_value() const {
  const Value* found = nullptr;
  walk(*set_, id_, false, [&](SchemaId id) {
    const auto value = set_->image()[set_->notes(id).default_value];
    if (!value.empty()) found = value.data();
    return found == nullptr;
  });
  return found;
}

std::vector<const Value*> SchemaView::examples() const {
  std::vector<const Value*> found;
  walk(*set_, id_, false, [&](SchemaId id) {
    for (const Value& value : set_->image()[set_->notes(id).examples]) found.push_back(&value);
    return found.empty();
  });
  return found;
}

TypeMask SchemaView::types() const { return types_of(*set_, id_, 0); }

std::string type_words(TypeMask types) {
  if ((types & kMaskAny) == kMaskAny) return {};
  std::vector<std::string_view> words;
  const bool number = (types & mask(doc::Kind::kNumber)) != 0;
  const std::array<std::pair<bool, std::string_view>, 7> names = {{
      {(types & kMaskString) != 0, "string"},
      {!number && (types & kMaskInteger) != 0, "integer"},
      {number, "number"},
      {(types & kMaskBool) != 0, "boolean"},
      {(types & kMaskArray) != 0, "array"},
      {(types & kMaskObject) != 0, "object"},
      {(types & kMaskNull) != 0, "null"},
  }};
  for (const auto& [present, word] : names) {
    if (present) words.push_back(word);
  }
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

std::string SchemaView::type_words() const { return schema::type_words(types()); }

std::vector<const Value*> SchemaView::enum_values() const {
  std::vector<const Value*> values;
  walk(*set_, id_, true, [&](SchemaId id) {
    for (const Op& op : set_->image()[set_->schema(id).ops]) {
      if (op.code != OpCode::kEnum) continue;
      for (const Value& value : set_->image()[set_->at<EnumSpec>(op.a).values]) values.push_back(&value);
    }
    return true;
  });
  return values;
}

std::vector<PropertyView> SchemaView::properties() const {
  std::vector<PropertyView> found;
  each_spec<ObjectSpec>(*set_, id_, OpCode::kObject, [&](const ObjectSpec& spec) {
    for (const Property& property : set_->image()[spec.properties]) {
      const std::string_view name = set_->image()[property.name];
      const auto same = [name](const PropertyView& p) { return p.name == name; };
      const auto at = std::find_if(found.begin(), found.end(), same);
      if (at != found.end()) {
        at->required |= property.required != 0xff;
      } else if (property.schema != kNone) {
        found.push_back({name, SchemaView(*set_, property.schema), property.required != 0xff});
      }
    }
  });
  return found;
}

std::optional<PropertyView> SchemaView::property(std::string_view name) const {
  std::optional<PropertyView> found;
  for (PropertyView& property : properties()) {
    if (property.name == name) found.emplace(property);
  }
  return found;
}

std::optional<SchemaView> SchemaView::items() const {
  std::optional<SchemaView> found;
  each_spec<ArraySpec>(*set_, id_, OpCode::kArray, [&](const ArraySpec& spec) {
    if (!found && spec.items < kForbidden) found.emplace(*set_, spec.items);
  });
  return found;
}

std::optional<SchemaView> SchemaView::additional() const {
  std::optional<SchemaView> found;
  each_spec<ObjectSpec>(*set_, id_, OpCode::kObject, [&](const ObjectSpec& spec) {
    if (!found && spec.additional < kForbidden) found.emplace(*set_, spec.additional);
  });
  return found;
}

bool SchemaView::accepts_other_names() const {
  bool closed = false;
  walk(*set_, id_, false, [&](SchemaId id) {
    for (const Op& op : set_->image()[set_->schema(id).ops]) {
      closed |= op.code == OpCode::kUnevaluatedProperties && op.a == kForbidden;
      if (op.code != OpCode::kObject) continue;
      const auto& spec = set_->at<ObjectSpec>(op.a);
      closed |= spec.additional == kForbidden && spec.patterns.empty();
    }
    return !closed;
  });
  return !closed;
}

}  // namespace ecslint::schema
