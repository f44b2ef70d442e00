// SPDX-License-Identifier: Apache-2.0
// Which rules were silent, by what they were asked about: of resources that are alike in all that steady
// rules read (steady.h), those rules are asked once. Likeness is told by fingerprints of 128 bits under a
// random key. What is remembered only saves time: findings are the same without it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "doc/node.h"
#include "rules/bits.h"
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

  /// Another resource; of one that is not sound, too large, or unknown in a part that does not vary, nothing
  /// is told.
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

  static constexpr std::uint32_t kNothing = 0xffff'ffff;

  std::uint32_t enter(std::span<const Varying> parts, std::span<const Varying* const> values, bool closed);
  void add(Fingerprint& to, std::uint64_t a, std::uint64_t b) const;
  void add(Fingerprint& to, std::uint64_t head, std::string_view text) const;
  void add(Like& to, std::uint32_t name, const doc::Node& value, std::uint32_t parts);
  void add_members(Like& to, const doc::Node& object, std::uint32_t parts);
  void add_value(Like& to, std::uint32_t name, const doc::Node& value, std::uint32_t bit);
  void add(Like& to, const Like& part) const;

  FingerprintKey key_;
  std::vector<Object> objects_;
  std::vector<OfKind> kinds_;
  std::uint32_t items_;  // index in objects_
  std::uint64_t form_ = 0;
  bool known_ = false;
  std::int64_t left_ = 0;             // values that may still be read
  Like rest_;                         // without the elements of the array of which parts vary
  Like whole_;                        // with them
  std::vector<Like> elements_;        // alone
  const doc::Node* first_ = nullptr;  // of them
};

/// Of one subject. Grows up to a bound, then forgets all.
class Verdicts {
 public:
  /// `words` of bits are kept of each, thrice.
  explicit Verdicts(std::size_t words) : words_(words) {}

  /// The rules that had no finding, as bits, and how often each of them was undecided, in two bits.
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

  std::size_t place(const Fingerprint& like) const;
  void resize(std::size_t size);
  std::uint64_t* bits(std::size_t place) { return bits_.data() + place * words_ * 3; }
  const std::uint64_t* bits(std::size_t place) const { return bits_.data() + place * words_ * 3; }

  std::size_t words_;
  std::size_t count_ = 0;
  std::vector<Fingerprint> likes_;  // open addressing, a power of two long; zeros for a free place
  Bits bits_;                       // thrice `words_` for each of them
};

/// Of the rules of one pack, by subject.
struct Remembered {
  FingerprintKey key = new_fingerprint_key();
  std::vector<Verdicts> subjects;
  std::vector<Verdicts> items;
};

}  // namespace ecslint::rules
