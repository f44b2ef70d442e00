// SPDX-License-Identifier: Apache-2.0
// What can go wrong with the world (an unreadable file, a bad flag) is a value: Result<T> holds either a T or
// an Error. A mistake in the user's file is not an Error but a Finding, and the work goes on.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace ecslint::text {

/// A sentence for the person at the terminal, without a trailing full stop.
struct Error {
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return assert(ok()), *std::get_if<0>(&state_); }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&state_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const { return assert(!ok()), *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace ecslint::text
