// SPDX-License-Identifier: Apache-2.0
// From text to a program: parse, resolve names, check types and guards, fold constants, write into an image.
// Everything that can be said about an expression without running it is said here, at its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/environment.h"
#include "expr/facts.h"
#include "expr/program.h"
#include "text/image.h"

namespace ecslint::expr {

/// A mistake in an expression, with its place inside the expression's text.
struct CompileError {
  std::string message;
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

struct Compiled {
  Program program;
  TypeId type = types::kDyn;
  Facts when_true;  // what is surely present when the expression is true
};

/// Longest expression, deepest nesting.
inline constexpr std::size_t kMaxSourceSize = 64 * 1024;
inline constexpr int kMaxNesting = 250;

/// Compiles one expression into the image being built; nothing when there were errors, which are appended.
/// `given` are facts that hold where the expression is evaluated: when_true of a rule's `when`.
std::optional<Compiled> compile(std::string_view source, const Environment& environment,
                                text::ImageBuilder& image, std::vector<CompileError>& errors,
                                const Facts* given = nullptr);

}  // namespace ecslint::expr
