// SPDX-License-Identifier: Apache-2.0
// Which rules were silent, by what they were asked about: rules are asked once of all resources that are
// alike in what they read (steady.h). Likeness is told by fingerprints of 128 bits under a random key. What
// is remembered only saves time: findings are the same without it, but where there is so much to ask that
// rules are not asked to the end.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "doc/node.h"
#include "rules/bits.h"
#include "rules/pack.h"
#include "rules/records.h"
#include "rules/runner.h"
#include "rules/steady.h"

namespace ecslint::rules {

struct Fingerprint {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  bool operator==(const Fingerprint&) const = default;
};

/// What fingerprints are made with: random, so that nobody can write two resources of the same one.
using FingerprintKey = std::array<std::uint64_t, 4>;
FingerprintKey new_fingerprint_key();

/// The fingerprints of a resource and its elements: of all values but those that vary.
class Likeness {
 public:
  explicit Likeness(const FingerprintKey& key);

  /// Another resource; of one that is not sound, or too large, nothing is told.
  void read(const Job& job);
  void forget() { known_ = false; }
  bool known() const { return known_; }

  /// Of the resource, of an element of one of its arrays: all that does not vary, and bits of the values that
  /// vary and are there, not empty.
  struct Like {
    Fingerprint rest;
    std::uint32_t values = 0;
  };
  Like of_resource() const { return whole_; }
  Like of_element(const doc::Node& element);
  /// Of an element with all others.
  Like of_whole(const doc::Node& element);

  /// Of these bits all are values that repeat.
  bool repeat(std::uint32_t bits) const { return (bits & ~repeating_) == 0; }
  /// With the values of the resource, and of all elements or of this one, that have one of the bits; of
  /// values that are too large, nothing is told.
  Fingerprint with_values(const Fingerprint& rest, std::uint32_t bits);
  Fingerprint with_values(const Fingerprint& rest, std::uint32_t bits, const doc::Node& element);
  /// Where it is linked to; of what it may be, nothing is told.
  void add_link(Fingerprint& to, const model::Link& link);
  Fingerprint with_links(const Fingerprint& rest, const Fingerprint& links) const;
  /// Of an item of one of the subject's lists, all but the values of items that vary; none where it cannot be
  /// compared.
  std::optional<Fingerprint> of_item(std::uint32_t list, const doc::Node& item);

 private:
  /// Properties that vary, by the hashes of their names.
  struct Part {
    std::uint32_t hash;
    const Varying* varying;
    std::uint32_t parts;  // index in objects_
    std::uint32_t bit;    // of a value that varies
  };
  struct Object {
    std::uint64_t filter = 0;  // a quick no
    std::vector<Part> parts;
    bool closed = false;  // the schema knows all its names: their hashes do
    const Part* find(std::uint32_t hash) const;
  };
  struct OfKind {
    model::Kind kind;
    std::uint32_t object;
  };

  /// A value that is there and repeats.
  struct Value {
    const doc::Node* node;
    std::uint32_t bit;
    bool known = false;  // its fingerprint
    Fingerprint own = {};
  };

  static constexpr std::uint32_t kNothing = 0xffff'ffff;

  std::uint32_t enter(std::span<const Varying> parts, std::span<const Varying* const> values, bool closed);

  void add(Fingerprint& to, std::uint64_t a, std::uint64_t b) const;
  void add(Fingerprint& to, std::uint64_t head, std::string_view text) const;
  void add(Like& to, std::uint32_t name, const doc::Node& value, std::uint32_t parts);
  void add_members(Like& to, const doc::Node& object, std::uint32_t parts);
  void add_unresolved(Like& to, std::uint32_t name, const doc::Node& value);
  void add_value(Like& to, std::uint32_t name, const doc::Node& value, const Part& part);
  void add(Like& to, const Like& part) const;
  Fingerprint with_values(Fingerprint to, std::uint32_t bits, std::size_t part);
  const Fingerprint& of_values(std::uint32_t bits);
  std::size_t index_of(const doc::Node& element) const;

  FingerprintKey key_;
  std::vector<Object> objects_;
  std::vector<OfKind> kinds_;
  std::uint32_t repeating_ = 0;  // bits of the values that repeat
  std::uint32_t items_;          // index in objects_
  std::uint64_t form_ = 0;
  std::uint64_t world_ = 0;
  bool known_ = false;
  std::int64_t left_ = 0;             // values that may still be read
  Like rest_;                         // without the elements of the array of which parts vary
  Like whole_;                        // with them
  std::vector<Like> elements_;        // alone
  const doc::Node* first_ = nullptr;  // of them
  std::vector<Value> values_;         // of the resource, then of each element
  std::vector<std::uint32_t> ends_;   // of those of the resource, of each element
  std::vector<std::pair<std::uint32_t, Fingerprint>> of_values_;  // of all that have these bits
};

/// Of one subject. Grows up to a bound, then forgets all.
class Verdicts {
 public:
  /// The rules that had no finding, as bits, and, where `opens`, how often each of them was undecided, in two
  /// bits. Each takes `words`.
  explicit Verdicts(std::size_t words, bool opens = true)
      : words_(words), stride_(2 + words * (opens ? 3 : 1)) {}

  struct Said {
    const std::uint64_t* steady = nullptr;
    const std::uint64_t* open = nullptr;
    const std::uint64_t* open_too = nullptr;
  };
  /// Pointers are null when nothing like it was met.
  Said find(const Fingerprint& like) const;
  void keep(const Fingerprint& like, const Said& said);

 private:
  static constexpr std::size_t kMost = 8192;

  bool opens() const { return stride_ > 2 + words_; }
  std::uint64_t* row(std::size_t place) { return rows_.data() + place * stride_; }
  const std::uint64_t* row(std::size_t place) const { return rows_.data() + place * stride_; }
  bool holds(std::size_t place, const Fingerprint& like) const {
    return row(place)[0] == like.a && row(place)[1] == like.b;
  }
  std::size_t place(const Fingerprint& like) const;
  void resize(std::size_t size);

  std::size_t words_;
  std::size_t stride_;     // of a row: a fingerprint, zeros for a free one, and the bits
  std::size_t size_ = 0;   // how many there are, a power of two
  std::size_t count_ = 0;  // that are taken
  Bits rows_;              // open addressing
};

/// Rules of a subject that read the same of what varies (Reads), and what they said by that and the rest.
struct Readers {
  static constexpr std::size_t kMost = 64;
  static constexpr std::uint32_t kTries = 1024;
  static constexpr std::uint32_t kTriesInVain = 128;  // without a single one saved

  std::uint32_t reads = 0;
  std::vector<std::uint32_t> rules = {};
  Bits bits = {};  // the same
  Verdicts verdicts{1};
  std::uint32_t asked = 0;  // how often, and how many rules were not asked then
  std::uint32_t saved = 0;

  bool whole() const { return (reads & Reads::kWhole) != 0; }
  bool links() const { return (reads & Reads::kLinks) != 0; }
  std::uint32_t values() const { return reads & ~(Reads::kWhole | Reads::kLinks); }
  /// A rule's screen takes about as long as asking for what is known.
  bool pays() const { return asked < (saved == 0 ? kTriesInVain : kTries) || saved > asked; }
};

/// What the rules of a subject said.
class Memory {
 public:
  Memory(std::span<const JudgeRecord> judges, std::uint32_t words, std::uint32_t Reads::*which);

  /// Rules that read none of these values, no other elements and no links, and what they said, by the rest.
  const Bits& reading_none_of(std::uint32_t values);
  Verdicts rest;
  /// The others, but for those that were given up since it does not pay.
  std::span<Readers* const> readers();

 private:
  struct Reading {
    std::uint32_t values;
    Bits rules;
  };
  std::size_t words_;
  std::vector<std::unique_ptr<Readers>> all_;
  std::vector<Readers*> readers_;
  std::vector<Reading> reading_none_of_;  // as far as it was asked for
};

/// Of the rules of one pack; made when it is first asked for, which in a run over few files is never.
class Remembered {
 public:
  struct OfSubject {
    Memory linked;
    Memory alone;
    Verdicts items;  // of their lists
  };
  explicit Remembered(const Pack& pack) : pack_(pack) {}

  OfSubject& of(std::size_t subject);
  void forget() { subjects_.clear(); }
  const FingerprintKey& key() const { return key_; }

 private:
  const Pack& pack_;
  FingerprintKey key_ = new_fingerprint_key();
  std::vector<std::unique_ptr<OfSubject>> subjects_;
};

}  // namespace ecslint::rules
