// SPDX-License-Identifier: Apache-2.0
// The one interpreter of compiled schemas, used twice: Judge says yes, no or maybe and stops at the first no;
// the Explainer goes on and is told of each failure. What differs are hooks of the derived class, resolved at
// compile time, so that the fast path pays nothing for the other. Internal to the room.
//
// Verdicts are three-valued: what hangs on something unresolved is kMaybe, and only kNo is a failure.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "schema/format.h"
#include "schema/schema_set.h"
#include "schema/validator.h"
#include "text/utf8.h"

namespace ecslint::schema {

/// The resources entered on the way, innermost first; only kept when the set has dynamic references.
struct Scope {
  const Scope* outer = nullptr;
  std::uint32_t resource = kNone;
};

/// Which members or elements some schema has looked at, for unevaluatedProperties and unevaluatedItems.
class Marks {
 public:
  explicit Marks(const doc::Node& node) : marked_(node.members().size() + node.elements().size()) {}

  void mark(std::size_t index) { marked_[index] = 1; }
  void mark_all() { std::fill(marked_.begin(), marked_.end(), 1); }
  bool marked(std::size_t index) const { return marked_[index] != 0; }
  void merge(const Marks& other) {
    for (std::size_t i = 0; i < marked_.size(); ++i) marked_[i] |= other.marked_[i];
  }

 private:
  std::vector<std::uint8_t> marked_;
};

template <typename Self>
class Engine {
 public:
  Engine(const SchemaSet& set, const RegexCache& cache, bool own_keywords, bool input_form)
      : set_(set),
        image_(set.image()),
        schemas_(image_[set.data().schemas].data()),
        cache_(cache),
        own_keywords_(own_keywords),
        input_form_(input_form),
        dynamic_(set.data().dynamic) {}

  Verdict run(SchemaId id, const doc::Node& node, Marks* marks, const Scope* scope) {
    if (node.is_unresolved()) return Verdict::kMaybe;
    const Schema& schema = schemas_[id];
    self().enter_schema(id);
    Verdict verdict = Verdict::kYes;
    if (!allows(schema.types, node)) {
      self().wrong_type(id, node);
      verdict = Verdict::kNo;
    } else if (!schema.ops.empty()) {
      verdict = bounded(schema, node, marks, scope);
    }
    self().leave_schema();
    return verdict;
  }

  static bool allows(TypeMask types, const doc::Node& node) {
    if ((types & mask(node.kind())) != 0) return true;
    return (types & kIntegral) != 0 && node.is(doc::Kind::kNumber) && is_integral(node);
  }

 protected:
  using Node = doc::Node;
  using Member = doc::Member;

  static constexpr std::uint32_t kMaxRunDepth = 1200;

  Self& self() { return static_cast<Self&>(*this); }
  static Verdict both(Verdict a, Verdict b) { return a < b ? a : b; }
  static bool go_on(Verdict verdict) { return Self::kExplain || verdict != Verdict::kNo; }
  template <typename T>
  const T& at(std::uint32_t offset) const {
    return set_.at<T>(offset);
  }

  /// Enough has been said.
  void stop() { steps_ = Self::kMaxSteps; }

  /// Past the bounds nothing is certain any more.
  Verdict bounded(const Schema& schema, const Node& node, Marks* marks, const Scope* scope) {
    if (++steps_ > Self::kMaxSteps || depth_ >= kMaxRunDepth) return Verdict::kMaybe;
    ++depth_;
    const bool plain = (schema.flags & Schema::kTracks) == 0 && !dynamic_;
    const Verdict verdict =
        plain ? run_ops(schema, node, marks, scope) : in_scope(schema, node, marks, scope);
    --depth_;
    return verdict;
  }

  Verdict in_scope(const Schema& schema, const Node& node, Marks* marks, const Scope* scope) {
    const Scope here{scope, schema.resource};
    if (scope == nullptr || scope->resource != schema.resource) scope = &here;
    if ((schema.flags & Schema::kTracks) == 0) return run_ops(schema, node, marks, scope);
    Marks own(node);
    const Verdict verdict = run_ops(schema, node, &own, scope);
    if (marks != nullptr && verdict != Verdict::kNo) marks->merge(own);
    return verdict;
  }

  Verdict run_ops(const Schema& schema, const Node& node, Marks* marks, const Scope* scope) {
    Verdict all = Verdict::kYes;
    for (const Op& op : image_[schema.ops]) {
      if ((op.kinds & mask(node.kind())) == 0) continue;
      all = both(all, run_op(op, node, marks, scope));
      if (!go_on(all)) break;
    }
    return all;
  }

  Verdict run_op(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    switch (op.code) {
      case OpCode::kObject:
        return object(op, node, marks, scope);
      case OpCode::kArray:
        return array(op, node, marks, scope);
      case OpCode::kRef:
        return run(op.a, node, marks, scope);
      case OpCode::kDynamicRef:
        return run(dynamic_target(op, scope), node, marks, scope);
      case OpCode::kAllOf:
        return all_of(op, node, marks, scope);
      case OpCode::kAnyOf:
      case OpCode::kOneOf:
        return alternatives(op, node, marks, scope);
      case OpCode::kIf:
        return conditional(op, node, marks, scope);
      case OpCode::kDependentSchema:
        return dependent_schema(op, node, marks, scope);
      case OpCode::kPropertyNames:
        return property_names(op, node, scope);
      case OpCode::kUnevaluatedItems:
        return unevaluated_items(op, node, marks, scope);
      case OpCode::kUnevaluatedProperties:
        return unevaluated_properties(op, node, marks, scope);
      default: {
        const Verdict verdict = check(op, node, marks, scope);
        if (verdict == Verdict::kNo) self().fail(op, node);
        return verdict;
      }
    }
  }

  /// Operations that say only yes or no.
  Verdict check(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    switch (op.code) {
      case OpCode::kString:
        return string(op, node.as_string());
      case OpCode::kRange:
        return in_range(at<RangeSpec>(op.a), node) ? Verdict::kYes : Verdict::kNo;
      case OpCode::kMultipleOf:
        return is_multiple(node, at<Value>(op.a)) ? Verdict::kYes : Verdict::kNo;
      case OpCode::kEnum:
        return in_enum(at<EnumSpec>(op.a), node);
      case OpCode::kNot:
        return negate(self().judge().run(op.a, node, nullptr, scope));
      case OpCode::kContains:
        return contains(op, node, marks, scope);
      case OpCode::kDependentRequired:
        return dependent_required(at<DependentSpec>(op.a), node);
      case OpCode::kUniqueItems:
        return unique_items(node);
      case OpCode::kUniqueBy:
        return own_keywords_ ? unique_by(at<Property>(op.a), node) : Verdict::kYes;
      case OpCode::kReadOnly:
        return own_keywords_ && input_form_ ? Verdict::kNo : Verdict::kYes;
      case OpCode::kFormat: {
        const bool good = matches_format(static_cast<Format>(op.a), node.as_string());
        return good ? Verdict::kYes : Verdict::kNo;
      }
      default:
        return Verdict::kNo;  // kFalse
    }
  }

  static Verdict negate(Verdict verdict) { return static_cast<Verdict>(2 - static_cast<int>(verdict)); }

  // --- scalars

  Verdict string(const Op& op, std::string_view s) const {
    if (!length_fits(s, op.a, op.b)) return Verdict::kNo;
    return op.c == kNone || cache_.matches(op.c, s) ? Verdict::kYes : Verdict::kNo;
  }

  /// A code point takes one to four bytes, so that counting is rarely needed.
  static bool length_fits(std::string_view s, std::uint32_t least, std::uint32_t most) {
    if (s.size() <= most && (s.size() + 3) / 4 >= least) return true;
    const std::size_t length = text::count_code_points(s);
    return least <= length && length <= most;
  }

  static bool in_range(const RangeSpec& range, const Node& node) {
    if (range.low.kind != doc::Kind::kNull && compare(node, range.low) < (range.low_exclusive ? 1 : 0))
      return false;
    return range.high.kind == doc::Kind::kNull ||
           compare(node, range.high) <= (range.high_exclusive ? -1 : 0);
  }

  Verdict in_enum(const EnumSpec& spec, const Node& node) const {
    const auto values = image_[spec.values];
    if (node.is_string()) {
      const std::uint32_t hash = text::key_hash(node.as_string());
      const auto hashes = image_[spec.hashes];
      for (std::size_t i = 0; i < hashes.size(); ++i) {
        if (hashes[i] == hash && equal(values[i], image_, node) == Verdict::kYes) return Verdict::kYes;
      }
      return Verdict::kNo;
    }
    Verdict any = Verdict::kNo;
    for (const Value& value : values) any = std::max(any, equal(value, image_, node));
    return any;
  }

  // --- objects

  const Property* find_property(const ObjectSpec& spec, const Member& member) const {
    if (spec.slots.empty()) return nullptr;
    const std::uint16_t* slots = image_[spec.slots].data();
    const Property* properties = image_[spec.properties].data();
    const std::uint32_t last = spec.slots.count - 1;
    for (std::uint32_t i = member.key.hash() & last; slots[i] != 0; i = (i + 1) & last) {
      const Property& property = properties[slots[i] - 1];
      if (property.hash == member.key.hash() && text::same(image_[property.name], member.key))
        return &property;
    }
    return nullptr;
  }

  Verdict object(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    const auto& spec = at<ObjectSpec>(op.a);
    self().enter_object(op);
    std::uint64_t seen = 0;
    Verdict all = Verdict::kYes;
    std::vector<bool> dropped;
    if (node.has(Node::kDuplicateKeys)) dropped = dropped_members(node);
    const auto members = node.members();
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Member& member = members[i];
      if (!dropped.empty() && dropped[i]) continue;
      const Property* property = find_property(spec, member);
      bool known = false;
      if (property != nullptr) {
        if (property->required != 0xff) {
          seen |= std::uint64_t{1} << property->required;
          if (member.value.is_unresolved()) all = both(all, Verdict::kMaybe);
        }
        known = property->schema != kNone;
        if (known)
          all = both(all, run_member(Self::kExplain ? property->schema : property->run, node, member, scope));
      }
      if (!spec.patterns.empty()) all = both(all, matched(spec, node, member, known, scope));
      if (!known && spec.additional != kNone) {
        known = true;
        all = both(all, additional(spec, node, member, scope));
      }
      if (marks != nullptr && known) marks->mark(i);
      if (!go_on(all)) return all;
    }
    all = both(all, enough(spec, node, seen));
    return all;
  }

  Verdict run_member(SchemaId id, const Node& object, const Member& member, const Scope* scope) {
    self().enter_member(object, member);
    const Verdict verdict = run(id, member.value, nullptr, scope);
    self().leave();
    return verdict;
  }

  Verdict matched(const ObjectSpec& spec, const Node& node, const Member& member, bool& known,
                  const Scope* scope) {
    Verdict all = Verdict::kYes;
    for (const PatternProperty& pattern : image_[spec.patterns]) {
      if (!cache_.matches(pattern.pattern, member.key)) continue;
      known = true;
      all = both(all, run_member(pattern.schema, node, member, scope));
    }
    return all;
  }

  Verdict additional(const ObjectSpec& spec, const Node& node, const Member& member, const Scope* scope) {
    if (spec.additional != kForbidden) return run_member(spec.additional, node, member, scope);
    self().unknown_property(spec, node, member, scope);
    return Verdict::kNo;
  }

  /// Required names and the number of properties.
  Verdict enough(const ObjectSpec& spec, const Node& node, std::uint64_t seen) {
    Verdict all = Verdict::kYes;
    if (node.has(Node::kOpen)) return Verdict::kMaybe;  // what is absent may stand where we cannot see it
    if ((spec.required & ~seen) != 0) {
      self().missing(spec, node, spec.required & ~seen);
      all = Verdict::kNo;
    }
    for (const Property& name : image_[spec.more_required]) {
      if (node.find(image_[name.name], name.hash) != nullptr) continue;
      self().missing_name(node, image_[name.name]);
      all = Verdict::kNo;
    }
    if (spec.least == 0 && spec.most == kNone) return all;
    const bool fits = count_fits(node, count_members(node), unresolved_members(node), spec.least, spec.most);
    if (!fits) self().wrong_size(node, spec.least, spec.most);
    return fits ? all : Verdict::kNo;
  }

  /// Of duplicate keys the last counts; empty where there are none.
  static std::vector<bool> dropped_members(const Node& node) {
    if (!node.has(Node::kDuplicateKeys)) return {};
    std::vector<bool> dropped(node.size());
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = node.size(); i-- > 0;) dropped[i] = !seen.insert(node.members()[i].key).second;
    return dropped;
  }

  static std::uint32_t count_members(const Node& node) {
    if (!node.has(Node::kDuplicateKeys)) return node.size();
    const std::vector<bool> dropped = dropped_members(node);
    return static_cast<std::uint32_t>(std::count(dropped.begin(), dropped.end(), false));
  }
  static std::uint32_t unresolved_members(const Node& node) {
    const auto unknown = [](const Member& m) { return m.value.is_unresolved(); };
    return static_cast<std::uint32_t>(std::count_if(node.members().begin(), node.members().end(), unknown));
  }
  /// Something unresolved may turn out to be nothing, or, in an array, several.
  static bool count_fits(const Node& node, std::uint32_t count, std::uint32_t unresolved, std::uint32_t least,
                         std::uint32_t most) {
    const bool may_be_more = (unresolved != 0 && node.is_array()) || node.has(Node::kOpen);
    return (count >= least || may_be_more) && count - unresolved <= most;
  }

  Verdict property_names(const Op& op, const Node& node, const Scope* scope) {
    Verdict all = Verdict::kYes;
    for (const Member& member : node.members()) {
      const Node name = Node::string(member.key, member.key_range);
      const Verdict verdict = self().judge().run(op.a, name, nullptr, scope);
      if (verdict == Verdict::kNo) self().wrong_name(op, node, member, scope);
      all = both(all, verdict);
      if (!go_on(all)) break;
    }
    return all;
  }

  Verdict dependent_required(const DependentSpec& spec, const Node& node) const {
    const Node* trigger = node.find(image_[spec.property], spec.hash);
    if (trigger == nullptr) return Verdict::kYes;
    for (const Property& name : image_[spec.required]) {
      if (node.find(image_[name.name], name.hash) != nullptr) continue;
      return trigger->is_unresolved() || node.has(Node::kOpen) ? Verdict::kMaybe : Verdict::kNo;
    }
    return Verdict::kYes;
  }

  Verdict dependent_schema(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    const auto& spec = at<DependentSpec>(op.a);
    const Node* trigger = node.find(image_[spec.property], spec.hash);
    if (trigger == nullptr) return Verdict::kYes;
    if (!trigger->is_unresolved()) return run(spec.schema, node, marks, scope);
    if (marks != nullptr) marks->mark_all();
    return Verdict::kMaybe;
  }

  // --- arrays

  Verdict array(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    const auto& spec = at<ArraySpec>(op.a);
    const auto prefix = image_[spec.prefix];
    const auto elements = node.elements();
    Verdict all = Verdict::kYes;
    std::uint32_t unresolved = 0;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      unresolved += elements[i].is_unresolved();
      const SchemaId id = i < prefix.size() ? prefix[i] : spec.items;
      if (id == kNone) continue;
      if (marks != nullptr) marks->mark(i);
      all = both(all, run_element(id, node, i, scope));
      if (!go_on(all)) return all;
    }
    if (spec.least == 0 && spec.most == kNone) return all;
    const bool fits = count_fits(node, node.size(), unresolved, spec.least, spec.most);
    if (!fits) self().wrong_size(node, spec.least, spec.most);
    return fits ? all : Verdict::kNo;
  }

  Verdict run_element(SchemaId id, const Node& array, std::size_t index, const Scope* scope) {
    if (id == kForbidden) {
      self().unwanted_element(array, index);
      return Verdict::kNo;
    }
    self().enter_element(array, index);
    const Verdict verdict = run(id, array.elements()[index], nullptr, scope);
    self().leave();
    return verdict;
  }

  Verdict contains(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    std::uint32_t certain = 0;
    std::uint32_t possible = 0;
    const auto elements = node.elements();
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const Verdict verdict = self().judge().run(op.a, elements[i], nullptr, scope);
      certain += verdict == Verdict::kYes;
      possible += verdict != Verdict::kNo;
      if (marks != nullptr && verdict != Verdict::kNo) marks->mark(i);
    }
    const bool unknown = possible != certain || node.has(Node::kOpen);
    if (certain > op.c || (possible < op.b && !unknown)) return Verdict::kNo;
    return certain >= op.b && possible <= op.c ? Verdict::kYes : Verdict::kMaybe;
  }

  /// Few elements are compared each with each, many are sorted by hash first.
  Verdict unique_items(const Node& node) const {
    const auto elements = node.elements();
    if (elements.size() <= 8) {
      for (std::size_t i = 1; i < elements.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          if (equal(elements[i], elements[j]) == Verdict::kYes) return Verdict::kNo;
        }
      }
      return Verdict::kYes;
    }
    std::vector<std::pair<std::uint64_t, const Node*>> hashed;
    for (const Node& element : elements) hashed.push_back({hash_value(element), &element});
    std::sort(hashed.begin(), hashed.end());
    for (std::size_t i = 1; i < hashed.size(); ++i) {
      const bool same = hashed[i].first == hashed[i - 1].first;
      if (same && equal(*hashed[i].second, *hashed[i - 1].second) == Verdict::kYes) return Verdict::kNo;
    }
    return Verdict::kYes;
  }

  /// Whether known strings under the name differ from element to element.
  Verdict unique_by(const Property& name, const Node& node) const {
    const auto elements = node.elements();
    if (elements.size() < 2) return Verdict::kYes;
    const std::string_view key = image_[name.name];
    Earlier earlier(key, name.hash, elements);
    for (std::size_t i = 1; i < elements.size(); ++i) {
      const Node* mine = elements[i].find(key, name.hash);
      if (mine != nullptr && mine->is_string() && earlier.same(i, *mine) != nullptr) return Verdict::kNo;
    }
    return Verdict::kYes;
  }

  /// Who of a list has a string under a name first. Few are compared each with each.
  class Earlier {
   public:
    Earlier(std::string_view key, std::uint32_t hash, std::span<const Node> elements)
        : key_(key), hash_(hash), elements_(elements) {}

    /// The value of the first element before the i-th that has the same; null when none does. `i` only grows.
    const Node* same(std::size_t i, const Node& value) {
      if (i <= kFew) {
        for (const Node& element : elements_.first(i)) {
          const Node* other = element.find(key_, hash_);
          if (other != nullptr && other->is_string() && other->as_string() == value.as_string()) return other;
        }
        return nullptr;
      }
      for (; noted_ < i; ++noted_) {
        const Node* other = elements_[noted_].find(key_, hash_);
        if (other != nullptr && other->is_string()) bearers_.try_emplace(other->as_string(), other);
      }
      const auto at = bearers_.find(value.as_string());
      return at == bearers_.end() ? nullptr : at->second;
    }

   private:
    static constexpr std::size_t kFew = 16;

    std::string_view key_;
    std::uint32_t hash_;
    std::span<const Node> elements_;
    std::size_t noted_ = 0;
    std::unordered_map<std::string_view, const Node*> bearers_;
  };

  // --- combinations

  std::span<const SchemaId> branches(const Op& op) const { return image_[text::Ref<SchemaId>{op.a, op.b}]; }

  /// Runs with marks of its own, which count only when the schema holds.
  template <typename Runner>
  static Verdict run_marked(Runner& runner, SchemaId id, const Node& node, Marks* marks, const Scope* scope) {
    if (marks == nullptr) return runner.run(id, node, nullptr, scope);
    Marks own(node);
    const Verdict verdict = runner.run(id, node, &own, scope);
    if (verdict != Verdict::kNo) marks->merge(own);
    return verdict;
  }

  Verdict all_of(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    Verdict all = Verdict::kYes;
    for (const SchemaId id : branches(op)) {
      all = both(all, run(id, node, marks, scope));
      if (!go_on(all)) break;
    }
    return all;
  }

  Verdict alternatives(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    std::uint32_t certain = 0;
    std::uint32_t possible = 0;
    SchemaId good = kNone;
    for (const SchemaId id : branches(op)) {
      const Verdict verdict = run_marked(self().judge(), id, node, marks, scope);
      if (verdict == Verdict::kNo) continue;
      ++possible;
      certain += verdict == Verdict::kYes;
      if (good == kNone || (verdict == Verdict::kYes && certain == 1)) good = id;
      const bool settled = op.code == OpCode::kAnyOf ? certain != 0 && marks == nullptr : certain > 1;
      if (settled) break;
    }
    if (possible == 0 || (op.code == OpCode::kOneOf && certain > 1)) {
      self().no_alternative(op, node, possible == 0, scope);
      return Verdict::kNo;
    }
    if (Self::kExplain) run(good, node, nullptr, scope);  // for what our own keywords have to say
    const bool sure = certain != 0 && (op.code == OpCode::kAnyOf || possible == 1);
    return sure ? Verdict::kYes : Verdict::kMaybe;
  }

  Verdict conditional(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    const Verdict condition = run_marked(self().judge(), op.a, node, marks, scope);
    if (condition == Verdict::kMaybe) {
      if (marks != nullptr) marks->mark_all();
      return Verdict::kMaybe;
    }
    const SchemaId branch = condition == Verdict::kYes ? op.b : op.c;
    return branch == kNone ? Verdict::kYes : run(branch, node, marks, scope);
  }

  SchemaId dynamic_target(const Op& op, const Scope* scope) const {
    SchemaId target = op.a;
    const auto resources = image_[set_.data().resources];
    for (; scope != nullptr; scope = scope->outer) {
      for (const DynamicAnchor& anchor : image_[resources[scope->resource].anchors]) {
        if (anchor.name == op.b) target = anchor.schema;
      }
    }
    return target;
  }

  Verdict unevaluated_items(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    Verdict all = Verdict::kYes;
    for (std::size_t i = 0; i < node.elements().size(); ++i) {
      if (marks->marked(i)) continue;
      marks->mark(i);
      all = both(all, run_element(op.a, node, i, scope));
      if (!go_on(all)) break;
    }
    return all;
  }

  Verdict unevaluated_properties(const Op& op, const Node& node, Marks* marks, const Scope* scope) {
    Verdict all = Verdict::kYes;
    const std::vector<bool> dropped = dropped_members(node);
    for (std::size_t i = 0; i < node.members().size(); ++i) {
      if (marks->marked(i)) continue;
      marks->mark(i);
      const Member& member = node.members()[i];
      if (!dropped.empty() && dropped[i]) continue;
      if (op.a == kForbidden) {
        self().unevaluated_property(node, member, scope);
        all = Verdict::kNo;
      } else {
        all = both(all, run_member(op.a, node, member, scope));
      }
      if (!go_on(all)) break;
    }
    return all;
  }

  const SchemaSet& set_;
  text::Image image_;
  const Schema* schemas_;
  const RegexCache& cache_;
  bool own_keywords_;
  bool input_form_;
  bool dynamic_;
  std::uint32_t steps_ = 0;
  std::uint32_t depth_ = 0;
};

/// Yes, no or maybe, and nothing else.
class Judge final : public Engine<Judge> {
 public:
  static constexpr bool kExplain = false;
  static constexpr std::uint32_t kMaxSteps = 20'000'000;
  using Engine::Engine;

  Judge& judge() { return *this; }
  void enter_schema(SchemaId) {}
  void leave_schema() {}
  void enter_object(const Op&) {}
  void enter_member(const doc::Node&, const doc::Member&) {}
  void enter_element(const doc::Node&, std::size_t) {}
  void leave() {}
  void wrong_type(SchemaId, const doc::Node&) {}
  void fail(const Op&, const doc::Node&) {}
  void unknown_property(const ObjectSpec&, const doc::Node&, const doc::Member&, const Scope*) {}
  void unevaluated_property(const doc::Node&, const doc::Member&, const Scope*) {}
  void missing(const ObjectSpec&, const doc::Node&, std::uint64_t) {}
  void missing_name(const doc::Node&, std::string_view) {}
  void wrong_size(const doc::Node&, std::uint32_t, std::uint32_t) {}
  void wrong_name(const Op&, const doc::Node&, const doc::Member&, const Scope*) {}
  void unwanted_element(const doc::Node&, std::size_t) {}
  void no_alternative(const Op&, const doc::Node&, bool, const Scope*) {}
};

}  // namespace ecslint::schema
