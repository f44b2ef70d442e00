// SPDX-License-Identifier: Apache-2.0
// What is surely present where an expression stands: the properties that has(), .?, `in` have asked for. A
// property is written as a path of names from a variable: "container.healthCheck.command". Facts of a rule's
// `when` are given to the compilation of its `assert`, `at`, … .
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace ecslint::expr {

class Facts {
 public:
  void add(std::string path) { present_.insert(std::move(path)); }
  void add(const Facts& other) { present_.insert(other.present_.begin(), other.present_.end()); }
  bool contains(std::string_view path) const { return present_.find(path) != present_.end(); }
  bool empty() const { return present_.empty(); }

  static Facts both(const Facts& a, const Facts& b);
  /// What holds in either case.
  static Facts either(const Facts& a, const Facts& b);

  /// In order of their text.
  const std::set<std::string, std::less<>>& paths() const { return present_; }

 private:
  std::set<std::string, std::less<>> present_;
};

}  // namespace ecslint::expr
