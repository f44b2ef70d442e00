// SPDX-License-Identifier: Apache-2.0
// What many programs ask in common is computed once. The programs of all rules about one kind of subject are
// entered here; equal parts of them get a cell, in which the evaluator keeps the value as long as it is good.
// Properties of variables get numbers, by which the evaluator finds them without a search. A list of facts on
// the right of `in` becomes a hashed set. The programs written afterwards give the values of those entered.
//
// Parts are equal when they do the same with the same: names count by what they stand for, the variables of
// macros by the macro that binds them, places in the text not at all.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "doc/node.h"
#include "expr/program.h"
#include "text/image.h"

namespace ecslint::expr {

class Sharing {
 public:
  /// A part; equal parts have the same.
  using Id = std::uint32_t;

  /// What a slot stands for.
  struct Name {
    std::string identity;               // slots of equal identity hold equal values
    std::uint16_t scope = 0;            // 0 .. kScopes - 1: how long the value is good, 0 the longest
    bool numbered = false;              // its properties are
    const doc::Node* fact = nullptr;    // what it always is
    std::optional<Id> expression = {};  // a named expression: it stands for this
  };
  using Names = std::function<Name(std::uint32_t slot)>;

  struct Property {
    std::uint32_t slot = 0;
    std::string name;
    auto operator<=>(const Property&) const = default;
  };

  /// Enters a program and gives it the next number, from 0. Its image must stay as it is until it is written.
  std::size_t add(const Program& program, text::Image image, const Names& names);
  Id part(std::size_t program) const { return programs_[program].root; }
  std::uint16_t scope(Id part) const { return parts_[part].scope; }
  /// What the program reads when it runs; what became a set is not read.
  const std::set<std::uint32_t>& slots(std::size_t program) const { return programs_[program].slots; }
  /// The property that the part asks has() for, straight from a variable.
  const Property* asks_for(Id part) const;
  /// Enters a property that is asked for elsewhere.
  void add(Property property) { numbers_.try_emplace(std::move(property)); }

  /// To be called when all have been added: cells and numbers are given.
  void settle();
  std::uint32_t cells() const { return cells_; }
  /// Sorted; a property's number is its index here.
  std::vector<Property> properties() const;
  std::uint16_t number(const Property& property) const { return numbers_.at(property); }

  Program write(std::size_t program, text::ImageBuilder& to) const;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Part {
    std::uint32_t uses = 0;    // by different parts and programs
    std::uint32_t open = 0;    // how many macros around it bind variables in it, at most; 0: it is complete
    std::uint32_t effort = 0;  // of computing it; roughly the operations more than reading a cell takes
    std::uint16_t scope = 0;
    const Property* asks_for = nullptr;
    std::uint32_t cell = kNone;
  };
  struct Entered {
    Program program;
    text::Image image;
    Id root = 0;
    std::vector<Id> parts;                            // by operation; kNone for those that are no values
    std::vector<const Property*> properties;          // by operation
    std::map<std::uint32_t, const doc::Node*> facts;  // by operation kIn
    std::set<std::uint32_t> slots;
  };
  class Reader;

  Id intern(const std::string& key, const Part& part, const std::vector<Id>& operands);

  std::vector<Part> parts_;
  std::map<std::string, Id> ids_;
  std::map<Property, std::uint16_t> numbers_;
  std::vector<Entered> programs_;
  std::uint32_t cells_ = 0;
};

}  // namespace ecslint::expr
