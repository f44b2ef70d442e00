// SPDX-License-Identifier: Apache-2.0
// Static types for the gradual checker. `dyn` is "not known": it fits everything and nothing is checked about
// it. Object types have declared fields; rules/ builds them from the JSON Schemas, this room knows no schema.
// Types are interned: equal types have equal ids (object types are made one by one).
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "doc/node.h"

namespace ecslint::expr {

enum class TypeKind : std::uint8_t {
  kDyn,
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kType,
  kTimestamp,
  kDuration,
  kUnbound,    // the element of [] before anything is known of it
  kList,       // arguments: element
  kMap,        // arguments: key, value
  kOptional,   // arguments: what it holds
  kObject,     // declared fields
  kOpaque,     // only a name, perhaps with arguments
  kParameter,  // A in a signature
};

/// An index into its TypeTable.
enum class TypeId : std::uint32_t {};

namespace types {
// The same in every table: the types that are only a kind.
inline constexpr TypeId kDyn{0};
inline constexpr TypeId kNull{1};
inline constexpr TypeId kBool{2};
inline constexpr TypeId kInt{3};
inline constexpr TypeId kUint{4};
inline constexpr TypeId kDouble{5};
inline constexpr TypeId kString{6};
inline constexpr TypeId kBytes{7};
inline constexpr TypeId kType{8};
inline constexpr TypeId kTimestamp{9};
inline constexpr TypeId kDuration{10};
inline constexpr TypeId kUnbound{11};
}  // namespace types

struct Field {
  std::string name;
  TypeId type = types::kDyn;
  bool required = false;                // missing: reads as unknown, it has been reported
  const doc::Node* fallback = nullptr;  // the unconditional default: what an absent one reads as
};

struct Type {
  TypeKind kind = TypeKind::kDyn;
  std::string name = {};  // of an object, opaque or parameter
  std::vector<TypeId> arguments = {};
  std::vector<Field> fields = {};         // of an object
  bool open = false;                      // an object that may have other fields, by any name
  TypeId rest = types::kDyn;              // the type of those
  std::vector<std::string> present = {};  // fields known to be there: filter(x, has(x.f)) gives such elements
  TypeId base = types::kDyn;              // of an object with `present`: the object without

  const Field* field(std::string_view wanted) const;
  bool is_present(std::string_view wanted) const;
};

class TypeTable {
 public:
  TypeTable();
  TypeTable(const TypeTable&) = delete;
  TypeTable& operator=(const TypeTable&) = delete;

  TypeId list(TypeId element);
  TypeId map(TypeId key, TypeId value);
  TypeId optional(TypeId of);
  TypeId opaque(std::string_view name, std::vector<TypeId> arguments = {});
  TypeId parameter(std::string_view name);

  /// A new object type without fields. Its name is for messages and for find_object().
  TypeId add_object(std::string_view name, bool open = false, TypeId rest = types::kDyn);
  void add_field(TypeId object, Field field);
  /// The object type with this name, dyn when there is none.
  TypeId find_object(std::string_view name) const;
  /// The same object with these fields known to be there.
  TypeId with_present(TypeId object, std::vector<std::string> fields);

  const Type& operator[](TypeId id) const { return types_[static_cast<std::size_t>(id)]; }
  TypeKind kind(TypeId id) const { return (*this)[id].kind; }
  bool is_dyn(TypeId id) const { return id == types::kDyn || id == types::kUnbound; }
  /// Element of a list, value of a map or of a free-form object, what an optional holds; dyn for anything
  /// else.
  TypeId element(TypeId id) const;

  /// "list(map(string, int))": as the conformance tests and messages write it.
  std::string to_string(TypeId id) const;
  /// Reads the notation of function tables (function.h); anything unreadable is dyn.
  TypeId parse(std::string_view text);

 private:
  TypeId intern(Type type);

  std::deque<Type> types_;
  std::map<std::string, TypeId, std::less<>> interned_;
  std::map<std::string, TypeId, std::less<>> objects_;
};

/// Splits "string, map(A, B), int..." at its outermost commas.
std::vector<std::string_view> split_types(std::string_view text);

}  // namespace ecslint::expr
