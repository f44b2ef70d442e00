// SPDX-License-Identifier: Apache-2.0
// The spellings in which people leave holes for later tools in JSON and YAML: ${VAR}, $VAR, $(VAR), {{ … }},
// {% … %}, <NAME>, <+name>, <%= name %>, __NAME__, #{NAME}, %{ if … }, %NAME%, @NAME@, {NAME_X}. One grammar
// for all parsers. A string with a hole is partly known (doc::Unresolved with pieces); a hole where a value
// stands is unknown altogether. Words such as YOUR_ACCOUNT_ID are no syntax and stay strings.
//
// Shell variables in a command look the same and become holes too: nothing is known about their value either.
// Every function is linear in its text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "doc/arena.h"
#include "doc/node.h"

namespace ecslint::doc {

/// A string without any of these has no placeholder; '_' counts only when doubled.
inline constexpr std::string_view kPlaceholderTriggers = "$<{#%@_";

/// Longer ones are not taken for placeholders.
inline constexpr std::size_t kMaxPlaceholder = 1024;

struct Hole {
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// Walks the placeholders inside a string's text, from left to right, not overlapping.
class PlaceholderFinder {
 public:
  explicit PlaceholderFinder(std::string_view text) : text_(text) {}

  /// False when there are no more.
  bool next(Hole& hole);

 private:
  enum class Markup : std::uint8_t { kUnasked, kNo, kYes };

  std::size_t match();
  std::size_t match_angle();
  bool looks_like_markup();

  std::string_view text_;
  std::size_t at_ = 0;
  Markup markup_ = Markup::kUnasked;
};

bool has_placeholder(std::string_view text);

/// Whether a value that AWS would refuse looks like one that a tool fills before: [NAME], ((name)), {name},
/// #NAME#, $name, ***, TASK_CPU, TBD. Text that may stand somewhere is no placeholder for that, so this is
/// asked only about what a schema or rule refuses. `key`: of the value, which it may repeat ("cpu": "CPU").
bool is_left_open(std::string_view text, std::string_view key);

/// A quick no: false when none of the triggers is there as it counts.
bool may_have_placeholder(std::string_view text);

/// Why the string is only partly known, nullptr when it has no placeholder. The text must live as long as the
/// arena.
const Unresolved* partly_known(Arena& arena, std::string_view text);

/// A value that is unknown altogether: `spelling` is what stands there, `hole` the placeholder to be named.
const Unresolved* unknown_value(Arena& arena, std::string_view spelling, std::string_view hole);

/// Length of the placeholder with which `text` begins where an unquoted value may stand, 0 if there is none.
/// Here $name, __name__ and @name@ may be of any letter case; it ends on the same line.
std::size_t bare_placeholder(std::string_view text);

/// Statements of template languages, which stand where no value does: {{ if … }}, {{- end }}, {% for … %},
/// {# … #}, {{/* … */}}, %{ endif }.
enum class Directive : std::uint8_t { kNone, kOpen, kMiddle, kClose, kOther };

struct DirectiveAt {
  Directive kind = Directive::kNone;
  std::size_t size = 0;
};

/// The directive with which `text` begins.
DirectiveAt directive_at(std::string_view text);

}  // namespace ecslint::doc
