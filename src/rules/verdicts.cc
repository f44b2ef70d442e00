// SPDX-License-Identifier: Apache-2.0
#include "rules/verdicts.h"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "text/hash.h"

namespace ecslint::rules {
namespace {

// Of larger resources rules might not be asked to the end (Results::most_steps), and that must not depend on
// what is remembered.
constexpr std::size_t kMostElementsAlike = 32;
constexpr std::int64_t kMostValues = 1500;  // and texts of this many bytes count as one more
constexpr std::uint32_t kBytesOfValue = 16;

template <typename T>
std::uint64_t load(const char* from) {
  T out;
  std::memcpy(&out, from, sizeof(T));
  return out;
}

/// Both halves of the product.
Fingerprint multiply(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return {static_cast<std::uint64_t>(product), static_cast<std::uint64_t>(product >> 64)};
}

/// Up to eight bytes.
std::uint64_t few(std::string_view text) {
  const std::size_t n = text.size();
  if (n == 8) return load<std::uint64_t>(text.data());
  if (n >= 4) return load<std::uint32_t>(text.data()) | load<std::uint32_t>(text.data() + n - 4) << 32;
  std::uint64_t out = 0;
  for (const char c : text) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}

/// The name by its hash, unless that is told otherwise; kind, and size: less than 2^24, since files are.
std::uint64_t head_of(std::uint32_t name, const doc::Node& value, std::uint32_t size) {
  const std::uint64_t open = value.has(doc::Node::kOpen) ? 1 : 0;
  return std::uint64_t{name} << 32 | open << 28 | static_cast<std::uint64_t>(value.kind()) << 24 | size;
}

/// What a rule learns of an unresolved value that it does not read: whether it is a text, whether it can be
/// empty (expr/partial.h).
std::uint64_t what_is_known_of(const doc::Unresolved& why) {
  std::uint64_t out = why.refers_to.empty() ? 0 : 1;
  for (const doc::Piece& piece : why.pieces) out |= !piece.known ? 2 : piece.text.empty() ? 4 : 8;
  return out;
}

}  // namespace

FingerprintKey new_fingerprint_key() {
  FingerprintKey key = {0x9E3779B97F4A7C15ull, 0xC4CEB9FE1A85EC53ull, 0xFF51AFD7ED558CCDull, 1};
  static_cast<void>(::getentropy(key.data(), sizeof(key)));  // where there is none, the key is known
  return key;
}

Likeness::Likeness(const FingerprintKey& key) : key_(key) {
  items_ = enter(varying_of_items(), varying_values(varying_of_items()), true);
  for (const VaryingKind& kind : varying_kinds())
    kinds_.push_back({kind.kind, enter(kind.parts, varying_values(kind.parts), true)});
}

std::uint32_t Likeness::enter(std::span<const Varying> parts, std::span<const Varying* const> values,
                              bool closed) {
  Object object;
  object.closed = closed;
  for (const Varying& part : parts) {
    const std::uint32_t hash = text::key_hash(part.name);
    object.filter |= std::uint64_t{1} << (hash & 63);
    const std::uint32_t inside = part.parts.empty() ? kNothing : enter(part.parts, values, part.elements);
    const auto number = static_cast<std::uint32_t>(std::ranges::find(values, &part) - values.begin());
    const std::uint32_t bit = part.parts.empty() ? std::uint32_t{1} << number : 0;
    object.parts.push_back({hash, &part, inside, bit});
    if (part.repeats) repeating_ |= bit;
  }
  objects_.push_back(std::move(object));
  return static_cast<std::uint32_t>(objects_.size() - 1);
}

const Likeness::Part* Likeness::Object::find(std::uint32_t hash) const {
  if ((filter >> (hash & 63) & 1) == 0) return nullptr;
  const auto part = std::ranges::find(parts, hash, &Part::hash);
  return part == parts.end() ? nullptr : &*part;
}

[[gnu::always_inline]] inline void Likeness::add(Fingerprint& to, std::uint64_t a, std::uint64_t b) const {
  const Fingerprint product = multiply(to.a ^ a ^ key_[2], to.b ^ b ^ key_[3]);
  to = {product.a ^ to.b, product.b ^ to.a};
}

/// Begins with the head, that no two texts of different lengths are the same; then sixteen bytes at a time,
/// of which the last lie over those before.
[[gnu::always_inline]] inline void Likeness::add(Fingerprint& to, std::uint64_t head,
                                                 std::string_view text) const {
  const std::size_t n = text.size();
  const char* const from = text.data();
  if (n <= 8) return add(to, head, few(text));
  add(to, head, load<std::uint64_t>(from));
  for (std::size_t i = 8; i + 16 < n; i += 16)
    add(to, load<std::uint64_t>(from + i), load<std::uint64_t>(from + i + 8));
  if (n > 16) {
    add(to, load<std::uint64_t>(from + n - 16), load<std::uint64_t>(from + n - 8));
  } else {
    add(to, load<std::uint64_t>(from + n - 8), 0);
  }
}

void Likeness::read(const Job& job) {
  const model::Resource& resource = *job.resource;
  const auto kind = std::ranges::find(kinds_, resource.kind, &OfKind::kind);
  known_ = job.sound && kind != kinds_.end();
  if (!known_) return;
  left_ = kMostValues;
  for (const doc::Member& member : resource.node->members())
    known_ &= member.value.elements().size() <= kMostElementsAlike;
  form_ = static_cast<std::uint64_t>(resource.form);
  rest_ = {{key_[0], key_[1]}};
  add(rest_.rest, form_, 0);
  world_ = job.world;
  values_.clear();
  of_values_.clear();
  add(rest_, 0, *resource.node, kind->object);
  ends_.assign(1, static_cast<std::uint32_t>(values_.size()));
  whole_ = rest_;
  elements_.clear();
  first_ = nullptr;
  for (const Part& part : objects_[kind->object].parts) {
    if (!part.varying->elements) continue;
    const doc::Node* array = resource.node->find(part.varying->name, part.hash);
    if (array == nullptr) continue;
    first_ = array->elements().data();
    for (const doc::Node& element : array->elements()) {
      Like& own = elements_.emplace_back(Like{{key_[2], key_[3]}});
      add(own, 0, element, part.parts);
      add(whole_, own);
      ends_.push_back(static_cast<std::uint32_t>(values_.size()));
    }
  }
}

/// Among those that are compared for themselves; large for others.
std::size_t Likeness::index_of(const doc::Node& element) const {
  const auto at = static_cast<std::size_t>(&element - first_);
  return first_ == nullptr || at >= elements_.size() ? elements_.size() : at;
}

Likeness::Like Likeness::of_element(const doc::Node& element) {
  Like out = rest_;
  const std::size_t at = index_of(element);
  at < elements_.size() ? add(out, elements_[at]) : add(out, 0, element, kNothing);
  return out;
}

Likeness::Like Likeness::of_whole(const doc::Node& element) {
  Like out = whole_;
  const std::size_t at = index_of(element);
  at < elements_.size() ? add(out.rest, at, 1) : add(out, 0, element, kNothing);
  return out;
}

Fingerprint Likeness::with_values(const Fingerprint& rest, std::uint32_t bits) {
  if (bits == 0) return rest;
  Fingerprint out = rest;
  const Fingerprint& values = of_values(bits);
  add(out, values.a, values.b);
  return out;
}

const Fingerprint& Likeness::of_values(std::uint32_t bits) {
  for (const auto& [same, values] : of_values_) {
    if (same == bits) return values;
  }
  Fingerprint out = {key_[1], key_[3]};
  for (std::size_t part = 0; part < ends_.size(); ++part) out = with_values(out, bits, part);
  return of_values_.emplace_back(bits, out).second;
}

Fingerprint Likeness::with_values(const Fingerprint& rest, std::uint32_t bits, const doc::Node& element) {
  const Fingerprint own = with_values(rest, bits, 0);
  const std::size_t at = index_of(element);
  return at < elements_.size() ? with_values(own, bits, at + 1) : own;
}

Fingerprint Likeness::with_values(Fingerprint to, std::uint32_t bits, std::size_t part) {
  for (std::uint32_t i = part == 0 ? 0 : ends_[part - 1]; i < ends_[part]; ++i) {
    Value& value = values_[i];
    if ((value.bit & bits) == 0) continue;
    if (!std::exchange(value.known, true)) {
      Like own{{key_[3], key_[1]}};
      left_ = kMostValues;
      add(own, 0, *value.node, kNothing);
      value.own = own.rest;
    }
    add(to, value.own.a ^ value.bit, value.own.b);
  }
  return to;
}

std::optional<Fingerprint> Likeness::of_item(std::uint32_t list, const doc::Node& item) {
  if (!known_ || !item.is_object()) return std::nullopt;
  left_ = kMostValues;
  Like out{{key_[1], key_[0]}};
  add(out.rest, list, form_);
  add_members(out, item, items_);
  return std::exchange(known_, true) ? std::optional(out.rest) : std::nullopt;
}

void Likeness::add(Like& to, const Like& part) const {
  add(to.rest, part.rest.a, part.rest.b);
  to.values |= part.values;
}

void Likeness::add(Like& to, std::uint32_t name, const doc::Node& value, std::uint32_t parts) {
  using doc::Kind;
  left_ -= value.is_string() ? 1 + value.size() / kBytesOfValue : 1;
  if (left_ < 0) known_ = false;
  if (!known_) return;
  Fingerprint& rest = to.rest;
  switch (value.kind()) {
    case Kind::kString:
      return add(rest, head_of(name, value, value.size()), value.as_string());
    case Kind::kBool:
      return add(rest, head_of(name, value, 0), value.as_bool() ? 1 : 0);
    case Kind::kInteger:
      return add(rest, head_of(name, value, 0), static_cast<std::uint64_t>(value.as_int()));
    case Kind::kUnsigned:
      return add(rest, head_of(name, value, 0), value.as_uint());
    case Kind::kNumber:
      return add(rest, head_of(name, value, 0), std::bit_cast<std::uint64_t>(value.as_double()));
    case Kind::kArray:
      add(rest, head_of(name, value, value.size()), 0);
      for (const doc::Node& element : value.elements()) add(to, 0, element, kNothing);
      return;
    case Kind::kObject:
      add(rest, head_of(name, value, value.size()), 0);
      return add_members(to, value, parts);
    case Kind::kUnresolved:
      return add_unresolved(to, name, value);
    case Kind::kNull:
      return add(rest, head_of(name, value, 0), 0);
  }
}

/// All that tells it from others; the reason is only for people.
void Likeness::add_unresolved(Like& to, std::uint32_t name, const doc::Node& value) {
  const doc::Unresolved& why = value.why();
  known_ &= why.tag.empty() && why.tagged == nullptr;
  const auto add_text = [&](std::uint64_t what, std::string_view text) {
    add(to.rest, what << 32 | text.size(), text);
  };
  add(to.rest, head_of(name, value, static_cast<std::uint32_t>(why.pieces.size())), 0);
  add_text(0, why.spelling);
  add_text(1, why.refers_to);
  for (const doc::Piece& piece : why.pieces) add_text(piece.known ? 2 : 3, piece.text);
}

void Likeness::add_members(Like& to, const doc::Node& object, std::uint32_t parts) {
  const Object* const of = parts == kNothing ? nullptr : &objects_[parts];
  for (const doc::Member& member : object.members()) {
    std::uint32_t name = member.key.hash();
    if (of == nullptr || !of->closed) {
      add(to.rest, std::exchange(name, 0) | std::uint64_t{member.key.size()} << 32, member.key);
    }
    const Part* const part = of == nullptr ? nullptr : of->find(member.key.hash());
    if (part == nullptr) {
      add(to, name, member.value, kNothing);
    } else if (part->bit != 0) {
      add_value(to, name, member.value, *part);
    } else if (part->varying->elements) {
      add(to.rest, name, 0);
    } else {
      add(to, name, member.value, part->parts);
    }
  }
}

/// That it is there, and whether it is empty; what it is for itself.
void Likeness::add_value(Like& to, std::uint32_t name, const doc::Node& value, const Part& part) {
  left_ -= value.is_string() ? value.size() / kBytesOfValue : value.size();
  const bool unresolved = value.is_unresolved();
  known_ &= left_ >= 0 && (value.is_string() || value.is_array() || value.is_object() || unresolved);
  const std::uint64_t told = unresolved ? what_is_known_of(value.why()) : value.size() == 0 ? 1 : 0;
  add(to.rest, head_of(name, value, 0), told);
  if (!unresolved && value.size() == 0) return;
  to.values |= part.bit;
  if (part.varying->repeats) values_.push_back({&value, part.bit});
}

Fingerprint Likeness::with_links(const Fingerprint& rest, const Fingerprint& links) const {
  Fingerprint out = rest;
  add(out, links.a, links.b);
  return out;
}

void Likeness::add_link(Fingerprint& to, const model::Link& link) {
  if (!link.targets.empty()) add(to, world_, 0);
  known_ &= link.state != model::Link::State::kSeveral && link.targets.size() <= kMostElementsAlike;
  const std::uint64_t head = static_cast<std::uint64_t>(link.state) << 1 | (link.complete ? 1 : 0);
  add(to, head << 32 | link.missing, link.targets.size());
  for (const model::Resource* target : link.targets) add(to, reinterpret_cast<std::uintptr_t>(target), 0);
}

Verdicts::Said Verdicts::find(const Fingerprint& like) const {
  if (rows_.empty()) return {};
  const std::size_t at = place(like);
  if (!holds(at, like)) return {};
  const std::uint64_t* const bits = row(at) + 2;
  return opens() ? Said{bits, bits + words_, bits + 2 * words_} : Said{.steady = bits};
}

void Verdicts::keep(const Fingerprint& like, const Said& said) {
  if (count_ * 2 >= size_) resize(std::max<std::size_t>(16, size_ * 2));
  const std::size_t at = place(like);
  if (!holds(at, like)) ++count_;
  std::uint64_t* to = row(at);
  *to++ = like.a;
  *to++ = like.b;
  for (const std::uint64_t* bits : {said.steady, said.open, said.open_too}) {
    to = std::copy_n(bits, words_, to);
    if (!opens()) break;
  }
}

/// Where it is, or belongs.
std::size_t Verdicts::place(const Fingerprint& like) const {
  const std::size_t mask = size_ - 1;
  std::size_t at = like.a & mask;
  while (!holds(at, like) && !holds(at, {})) at = (at + 1) & mask;
  return at;
}

void Verdicts::resize(std::size_t wanted) {
  Verdicts larger(words_, opens());
  larger.size_ = std::min(wanted, kMost);
  larger.rows_.resize(larger.size_ * stride_);
  for (std::size_t i = 0; wanted <= kMost && i < size_; ++i) {
    if (holds(i, {})) continue;
    std::copy_n(row(i), stride_, larger.row(larger.place({row(i)[0], row(i)[1]})));
    ++larger.count_;
  }
  *this = std::move(larger);
}

Memory::Memory(std::span<const JudgeRecord> judges, std::uint32_t words, std::uint32_t Reads::*which)
    : rest(words), words_(words) {
  for (std::uint32_t i = 0; i < judges.size(); ++i) {
    const std::uint32_t reads = judges[i].reads.*which;
    if (reads == Reads::kMore) continue;
    const auto fits = [reads](const auto& one) {
      return one->reads == reads && (reads == 0 || one->rules.size() < Readers::kMost);
    };
    const auto found = std::ranges::find_if(all_, fits);
    Readers& readers = found != all_.end() ? **found : *all_.emplace_back(std::make_unique<Readers>());
    readers.reads = reads;
    readers.bits.resize(words);
    readers.rules.push_back(i);
    set_bit(readers.bits, i);
  }
  for (const auto& readers : all_) {
    if (readers->reads != 0) readers_.push_back(readers.get());
  }
}

const Bits& Memory::reading_none_of(std::uint32_t values) {
  const auto known = std::ranges::find(reading_none_of_, values, &Reading::values);
  if (known != reading_none_of_.end()) return known->rules;
  Bits rules(words_);
  for (const auto& readers : all_) {
    if ((readers->reads & (values | Reads::kWhole | Reads::kLinks)) != 0) continue;
    for (std::size_t word = 0; word < rules.size(); ++word) rules[word] |= readers->bits[word];
  }
  reading_none_of_.push_back({values, std::move(rules)});
  return reading_none_of_.back().rules;
}

std::span<Readers* const> Memory::readers() {
  std::erase_if(readers_, [](Readers* readers) {
    const bool gives_up = !readers->pays();
    if (gives_up) readers->verdicts = Verdicts(1);
    return gives_up;
  });
  return readers_;
}

Remembered::OfSubject& Remembered::of(std::size_t subject) {
  const text::Image image = pack_.image();
  const auto all = image[pack_.header().subjects];
  subjects_.resize(all.size());
  if (subjects_[subject] == nullptr) {
    const SubjectRecord& record = all[subject];
    const auto judges = image[record.judges];
    subjects_[subject] = std::make_unique<OfSubject>(OfSubject{Memory(judges, record.words, &Reads::linked),
                                                               Memory(judges, record.words, &Reads::alone),
                                                               Verdicts(record.words, false)});
  }
  return *subjects_[subject];
}

}  // namespace ecslint::rules
