// SPDX-License-Identifier: Apache-2.0
// A compiled pack as it lies in its image: plain structs, no pointers. The header is the last thing in the
// image. Written by pack_writer.cc, read by pack.cc and the runner.
#pragma once

#include <array>
#include <cstdint>

#include "expr/program.h"
#include "schema/compiled.h"
#include "schema/value.h"
#include "text/image.h"

namespace ecslint::rules {

/// Where the value of each name lies when a program runs: the subject's variables first, then these, then the
/// tables of the pack, then the rule's own `let`s.
inline constexpr std::uint32_t kMaxVariables = 20;
inline constexpr std::uint32_t kItemSlot = kMaxVariables;
inline constexpr std::uint32_t kOptionsSlot = kItemSlot + 1;
inline constexpr std::uint32_t kFirstDataSlot = kItemSlot + 2;
inline constexpr std::uint32_t kMaxData = 48;
inline constexpr std::uint32_t kMaxLets = 16;
inline constexpr std::uint32_t kSlotCount = kFirstDataSlot + kMaxData + kMaxLets;

/// A condition, place or value, and where its text begins in the rule's file.
struct Expression {
  expr::Program program;
  std::uint32_t line = 0;  // 0: there is none
  std::uint32_t column = 0;
  bool exists() const { return line != 0; }
};

/// One part of a `when`, which is a && b && …. Equal parts of several rules share a cell in which the runner
/// keeps the answer while it looks at one subject (or at one element of the same `each`).
struct ConditionRecord {
  Expression expression;
  std::uint32_t cell = kNoCell;
  std::uint32_t padding = 0;
  static constexpr std::uint32_t kNoCell = 0xffff'ffff;
};

struct LetRecord {
  Expression value;
  std::uint32_t uses_item = 0;  // must be computed again for each element
  std::uint32_t padding = 0;
};

/// Text, or an expression when there is no text.
struct MessagePart {
  text::Str text;
  Expression value;
};

struct RelatedRecord {
  Expression at;
  text::Ref<MessagePart> note;
};

enum class EditKind : std::uint32_t { kSet, kRemove, kRename, kInsert };

struct EditRecord {
  EditKind kind = EditKind::kSet;
  std::uint32_t padding = 0;
  Expression at;
  Expression value;           // of set and insert
  text::Ref<MessagePart> to;  // of rename: the new name
  text::Ref<text::Str> tail;  // the names at the end of `at`: what has to be made when it is missing
};

/// Bits of GuardProperty that must be present for the rule to say anything.
using GuardMask = std::array<std::uint64_t, 2>;

struct RuleRecord {
  text::Str code;
  text::Str name;
  text::Str summary;
  text::Str help;
  text::Str since;
  text::Str path;
  text::Str options_json;
  text::Ref<text::Str> references;
  text::Ref<text::Str> tags;
  text::Ref<text::Str> compliance;
  text::Ref<text::Str> catalogue;
  text::Ref<text::Str> aliases;
  text::Ref<schema::Value> options;  // none or one
  double security_severity = -1;     // below 0: not given
  std::uint8_t level = 0;            // finding::Level
  std::uint8_t enabled = 1;
  std::uint8_t subject = kNoSubject;
  std::uint8_t fix_safe = 0;
  std::uint8_t padding[4] = {};
  std::uint64_t data = 0;       // bits of the tables that any expression names
  std::uint32_t variables = 0;  // bits of the subject's variables that any expression names
  std::uint32_t padding1 = 0;
  GuardMask guards = {};

  text::Ref<ConditionRecord> when;  // without `item`: asked once
  Expression each;
  text::Ref<ConditionRecord> item_when;  // asked for every element
  std::uint32_t each_cell = ConditionRecord::kNoCell;
  std::uint32_t padding2 = 0;
  Expression assertion;
  Expression at;
  text::Ref<LetRecord> lets;
  text::Ref<MessagePart> message;
  text::Ref<RelatedRecord> related;
  text::Ref<MessagePart> fix_title;
  text::Ref<EditRecord> edits;
  text::Ref<RuleRecord> further;  // the same rule compiled for its other subjects

  static constexpr std::uint8_t kNoSubject = 0xff;
};

/// A property that guards ask for, in an open-addressed table (a power of two long) of one subject.
struct GuardProperty {
  static constexpr std::uint16_t kEmpty = 0xffff;
  std::uint32_t hash = 0;
  std::uint16_t variable = kEmpty;  // slot
  std::uint16_t bit = 0;            // in GuardMask

  static std::uint32_t start(std::uint32_t hash, std::uint32_t variable) { return hash + variable * 7; }
};

/// What is needed to run the rules of one subject.
struct SubjectRecord {
  text::Ref<GuardProperty> guards;
  GuardMask of_variable[kMaxVariables] = {};  // the bits that ask about each variable
  std::uint32_t cells = 0;                    // how many, for parts of `when` and for `each`
  std::uint32_t item_cells = 0;               // for parts of `when` about an element
};

struct DataRecord {
  text::Str name;
  schema::Value value;
};

struct PackHeader {
  static constexpr std::uint32_t kMagic = 0x31524345;  // "ECR1"
  std::uint32_t magic = kMagic;
  std::uint32_t padding = 0;
  std::uint64_t functions = 0;          // fingerprint of the tables it was compiled with
  text::Ref<RuleRecord> rules;          // by code
  text::Ref<SubjectRecord> subjects;    // in the order of subjects()
  text::Ref<schema::Pattern> patterns;  // by the place of their text
  text::Ref<DataRecord> data;           // in the order of their slots
};

}  // namespace ecslint::rules
