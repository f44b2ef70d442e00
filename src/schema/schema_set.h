// SPDX-License-Identifier: Apache-2.0
// The reading side of compiled schemas, for hover, completion, `explain` and the declarations rules are
// checked against: what properties an object may have, their types, defaults and words. References and allOf
// are followed so that callers see one merged picture; the alternatives of anyOf and oneOf are joined.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/compiled.h"

namespace ecslint::schema {

/// A view of a compiled set; cheap to copy. The image must outlive it.
class SchemaSet {
 public:
  SchemaSet() = default;
  SchemaSet(text::Image image, SetRef set) : image_(image), set_(&image[set][0]) {}

  text::Image image() const { return image_; }
  const SchemaSetData& data() const { return *set_; }
  const Schema& schema(SchemaId id) const { return image_[set_->schemas][id]; }
  const Notes& notes(SchemaId id) const { return image_[set_->notes][schema(id).notes]; }

  /// The schema of a compiled document by its URI, or by NAME for "urn:ecslint:schema:NAME".
  std::optional<SchemaId> root(std::string_view uri) const;

  template <typename T>
  const T& at(std::uint32_t offset) const {
    return image_[text::Ref<T>{offset, 1}][0];
  }

 private:
  text::Image image_;
  const SchemaSetData* set_ = nullptr;
};

struct PropertyView;

/// "string", "integer or string", "array"; empty when anything goes.
std::string type_words(TypeMask types);

/// One schema of a set with its references followed.
class SchemaView {
 public:
  SchemaView(const SchemaSet& set, SchemaId id) : set_(&set), id_(id) {}

  SchemaId id() const { return id_; }
  const SchemaSet& set() const { return *set_; }

  /// The nearest words: this schema's own, else those of what it refers to.
  std::string_view title() const { return words(&Notes::title); }
  std::string_view description() const { return words(&Notes::description); }
  std::string_view unit() const { return words(&Notes::unit); }
  std::string_view expected() const { return words(&Notes::expected); }
  std::string_view facts() const { return words(&Notes::facts); }
  std::string_view unique_by() const { return words(&Notes::unique_by); }
  std::vector<std::string_view> catalogue() const;

  bool is_open() const { return flag(Notes::kOpen); }
  bool is_read_only() const { return flag(Notes::kReadOnly); }
  bool is_sensitive() const { return flag(Notes::kSensitive); }
  bool is_free_form() const { return flag(Notes::kFreeForm); }

  /// Nullptr when there is none; to_node() or to_json() in value.h make something of it.
  const Value* default_value() const;
  std::vector<const Value*> examples() const;

  /// All kinds it accepts, references and combinations taken into account; never too few.
  TypeMask types() const;
  std::string type_words() const;

  /// The values it is limited to, or empty.
  std::vector<const Value*> enum_values() const;

  /// Named properties in the order written, each once.
  std::vector<PropertyView> properties() const;
  std::optional<PropertyView> property(std::string_view name) const;

  /// What every element of an array, or every otherwise unnamed property, looks like. Absent when nothing is
  /// said; for additional() also when there may be none.
  std::optional<SchemaView> items() const;
  std::optional<SchemaView> additional() const;
  /// Whether names other than the listed are accepted.
  bool accepts_other_names() const;

 private:
  std::string_view words(text::Str Notes::*member) const;
  bool flag(Notes::Flag flag) const;

  const SchemaSet* set_;
  SchemaId id_;
};

struct PropertyView {
  std::string_view name;
  SchemaView schema;
  bool required = false;
};

}  // namespace ecslint::schema
