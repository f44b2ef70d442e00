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
inline constexpr std::uint32_t kFirstLetSlot = kFirstDataSlot + kMaxData;
inline constexpr std::uint32_t kMaxLets = 16;
inline constexpr std::uint32_t kSlotCount = kFirstLetSlot + kMaxLets;

/// A condition, place or value, and where its text begins in the rule's file.
struct Expression {
  expr::Program program;
  std::uint32_t line = 0;  // 0: there is none
  std::uint32_t column = 0;
  bool exists() const { return line != 0; }
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

/// What a rule is and says; what it asks is in JudgeRecord, apart from the texts, so that only the pages that
/// are needed are read from the binary.
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
  std::uint8_t finds_secrets = 0;  // it has the tag: said here, since every run asks every rule
  std::uint8_t padding[3] = {};
  std::uint64_t data = 0;  // bits of the tables that what it says names
  Expression at;
  text::Ref<MessagePart> message;
  text::Ref<RelatedRecord> related;
  text::Ref<MessagePart> fix_title;
  text::Ref<EditRecord> edits;
  text::Ref<RuleRecord> further;  // the same rule compiled for its other subjects

  static constexpr std::uint8_t kNoSubject = 0xff;
};

/// One part of a `when`, which is a && b && …. Rules that ask the same share it; the answer is kept as long
/// as it is good, and one that is false dismisses all rules that ask it.
struct ConditionRecord {
  static constexpr std::uint32_t kNone = 0xffff'ffff;
  expr::Program program;
  text::Ref<std::uint64_t> asked_by;  // bits of the subject's rules
  std::uint32_t property = kNone;     // it only asks whether this property is there
  std::uint16_t scope = 0;            // kResourceScope …
  std::uint16_t of_item = 0;          // it is only about the item without its values that vary (steady.h)
};

/// A rule's use of a condition or list, and where its text begins in the rule's file.
struct AskRecord {
  static constexpr std::uint32_t kNone = 0xffff'ffff;
  std::uint32_t number = kNone;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// How long the value of an expression is good: it is about the resource alone, about the element looked at,
/// or about the item of `each`.
inline constexpr std::uint16_t kResourceScope = 0;
inline constexpr std::uint16_t kElementScope = 1;
inline constexpr std::uint16_t kItemScope = 2;

/// What the verdict of a rule depends on beside the rest of its subject and resource: bits of the values that
/// vary (steady.h) and that it reads. That they are there, and whether they are empty, counts as rest. With
/// kWhole it looks at other elements of the resource's arrays, too: then it is the rest, and these values, of
/// all of them. With kLinks it looks at what the resource is linked with. kMore: something else.
struct Reads {
  static constexpr std::uint32_t kMore = 0xffff'ffff;
  static constexpr std::uint32_t kWhole = 0x8000'0000;
  static constexpr std::uint32_t kLinks = 0x4000'0000;
  std::uint32_t linked = kMore;
  std::uint32_t alone = kMore;  // where nothing is known that it could be linked with
};

/// What it takes to decide a rule for one subject.
struct JudgeRecord {
  std::uint32_t rule = 0;           // index among the rules
  std::uint32_t variables = 0;      // bits of the subject's variables that any expression names
  std::uint64_t data = 0;           // bits of the tables that what is asked reads
  text::Ref<std::uint16_t> guards;  // numbers of properties without which it has nothing to say
  text::Ref<AskRecord> when;        // conditions without `item`: asked once
  AskRecord each;                   // a list of the subject, if any
  text::Ref<AskRecord> item_when;   // conditions asked for every element
  AskRecord assertion_place;
  expr::Program assertion;
  text::Ref<expr::Program> lets;  // in the order of their slots
  std::uint32_t options = 0;      // whether there are any
  std::uint32_t of_item = 0;      // whether what it asks about items is so (ConditionRecord::of_item)
  Reads reads;                    // of the values that vary

  bool has_each() const { return each.number != AskRecord::kNone; }
};

/// A property of a variable, in an open-addressed table (a power of two long) of one subject.
struct PropertyEntry {
  static constexpr std::uint16_t kEmpty = 0xffff;
  std::uint32_t hash = 0;
  std::uint16_t variable = kEmpty;  // slot
  std::uint16_t number = 0;

  static std::uint32_t start(std::uint32_t hash, std::uint32_t variable) { return hash + variable * 7; }
};

/// What is needed to run the rules of one subject. Properties are numbered variable by variable.
struct SubjectRecord {
  text::Ref<JudgeRecord> judges;  // by code
  text::Ref<ConditionRecord> conditions;
  text::Ref<expr::Program> lists;                  // that rules go over
  text::Ref<text::Ref<std::uint16_t>> list_users;  // by list: the rules that do
  text::Ref<PropertyEntry> table;
  text::Ref<text::Str> names;  // of the properties, by number
  /// Rows of `words` words of bits: the rules without guards, then, for each property, those that are looked
  /// at only where it is there: each rule is in one row, under the guard that the fewest rules have.
  text::Ref<std::uint64_t> rows;
  std::uint32_t words = 0;
  std::uint32_t cells = 0;
  std::uint32_t first_property[kItemSlot + 2] = {};  // of each variable, and of items
};

struct DataRecord {
  text::Str name;
  schema::Value value;
};

struct PackHeader {
  static constexpr std::uint32_t kMagic = 0x32524345;  // "ECR2"
  std::uint32_t magic = kMagic;
  std::uint32_t padding = 0;
  std::uint64_t functions = 0;          // fingerprint of the tables it was compiled with
  text::Ref<RuleRecord> rules;          // by code
  text::Ref<SubjectRecord> subjects;    // in the order of subjects()
  text::Ref<schema::Pattern> patterns;  // by the place of their text
  text::Ref<DataRecord> data;           // in the order of their slots
};

}  // namespace ecslint::rules
