// SPDX-License-Identifier: Apache-2.0
#include "expr/sharing.h"

#include <algorithm>
#include <bit>

#include "expr/equality.h"

namespace ecslint::expr {
namespace {

constexpr std::uint32_t kWorthKeeping = 2;  // effort from which on a cell pays

bool is_selection(Code code) { return code >= Code::kSelect && code <= Code::kHas; }
bool is_text(Code code) { return code >= Code::kString && code <= Code::kType; }
bool is_constant(Code code) { return code < Code::kSlot; }
bool is_pair(Code code) {
  return (code >= Code::kIndex && code <= Code::kOptionalOrValue) ||
         (code >= Code::kAdd && code <= Code::kIn);
}

/// Roughly, beyond its operands.
std::uint32_t effort_of(Code code) {
  if (is_constant(code) || code == Code::kSlot || code == Code::kLocal) return 0;
  if (code == Code::kNot || code == Code::kAnd || code == Code::kOr || code == Code::kConditional) return 1;
  return code == Code::kCall || code >= Code::kAll ? 4 : 2;
}

/// A list or object of scalars only, which may stand on the right of `in` as a set.
bool is_flat(const doc::Node& node) {
  if (node.is_object()) return true;  // its keys are looked among
  const auto scalar = [](const doc::Node& element) {
    return !element.is_array() && !element.is_object() && !element.is_unresolved();
  };
  return node.is_array() && std::all_of(node.elements().begin(), node.elements().end(), scalar);
}

std::vector<Value> members_of(const doc::Node& node) {
  std::vector<Value> out;
  for (const doc::Node& element : node.elements()) out.push_back(Value::from(element));
  for (const doc::Member& member : node.members()) out.push_back(Value::string(member.key));
  return out;
}

}  // namespace

/// Goes through one program from its root.
class Sharing::Reader {
 public:
  Reader(Sharing& sharing, Entered& entered, const Names& names)
      : sharing_(sharing),
        entered_(entered),
        names_(names),
        ops_(entered.image[entered.program.ops]),
        operands_(entered.image[entered.program.operands]),
        keys_(entered.image[entered.program.keys]) {}

  Id read(std::uint32_t index) {
    const Op& op = ops_[index];
    key_stack_.push_back(begin(op));
    Id id = 0;
    if (op.code == Code::kSlot) {
      id = slot(op);
    } else if (op.code == Code::kLocal) {
      id = local(op);
    } else {
      id = operation(index);
    }
    key_stack_.pop_back();
    // A named expression is kept where it is defined, an optional part is no value.
    if (op.code != Code::kSlot && op.code != Code::kOptionalPart) entered_.parts[index] = id;
    return id;
  }

 private:
  struct Binder {
    std::uint32_t first;
    std::uint32_t count;
  };

  static std::string begin(const Op& op) {
    return std::to_string(static_cast<int>(op.code)) + "/" + std::to_string(op.flags);
  }
  std::string& key() { return key_stack_.back(); }

  Id slot(const Op& op) {
    entered_.slots.insert(op.a);
    const Name name = names_(op.a);
    if (name.expression) return *name.expression;
    Part part;
    part.scope = name.scope;
    return sharing_.intern("slot " + name.identity, part, {});
  }

  /// By which of the macros around binds it, counted from the inside.
  Id local(const Op& op) {
    Part part;
    std::size_t depth = 0;
    while (!binds(binders_[binders_.size() - 1 - depth], op.a)) ++depth;
    const Binder& binder = binders_[binders_.size() - 1 - depth];
    part.open = static_cast<std::uint32_t>(depth + 1);
    key() += " " + std::to_string(depth) + " " + std::to_string(op.a - binder.first);
    return sharing_.intern(key(), part, {});
  }
  static bool binds(const Binder& binder, std::uint32_t local) {
    return local >= binder.first && local < binder.first + binder.count;
  }

  Id operation(std::uint32_t index) {
    const Op& op = ops_[index];
    Part part;
    part.effort = effort_of(op.code);
    std::vector<Id> ids;
    if (is_constant(op.code)) {
      key() += constant_text(op);
    } else if (is_selection(op.code)) {
      select(index, part, ids);
    } else if (op.code == Code::kInSet) {
      ids.push_back(read(op.a));
      for (const SetEntry& entry : entered_.image[entered_.image[entered_.program.sets][op.b]]) {
        if (entry.op != SetEntry::kEmpty)
          key() += "," + begin(ops_[entry.op]) + constant_text(ops_[entry.op]);
      }
    } else if (is_pair(op.code)) {
      ids = {read(op.a), op.code == Code::kIn ? range(index) : read(op.b)};
    } else if (op.code == Code::kNot || op.code == Code::kNegate || op.code == Code::kOptionalPart) {
      ids = {read(op.a)};
    } else {
      several(op, ids);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const Part& operand = sharing_.parts_[ids[i]];
      const bool binds = op.code >= Code::kAll && i > 0;  // a macro, in all its operands but the first
      key() += " " + std::to_string(ids[i]);
      part.scope = std::max(part.scope, operand.scope);
      part.effort += operand.effort;
      part.open = std::max(part.open, binds && operand.open > 0 ? operand.open - 1 : operand.open);
    }
    return sharing_.intern(key(), part, ids);
  }

  std::string constant_text(const Op& op) const {
    if (is_text(op.code)) return " " + std::string(entered_.image[text::Str{op.a, op.b}]);
    if (op.code == Code::kFail)
      return " " + std::to_string(op.a) + std::string(entered_.image[keys_[op.b].name]);
    return " " + std::to_string(op.a) + " " + std::to_string(op.b);
  }

  void select(std::uint32_t index, Part& part, std::vector<Id>& ids) {
    const Op& op = ops_[index];
    const Key& property = keys_[op.b];
    const std::string name(entered_.image[property.name]);
    ids.push_back(read(op.a));
    if (op.code == Code::kSelectDefault) ids.push_back(read(property.fallback));
    key() += " " + name + ":";
    if (ops_[op.a].code != Code::kSlot || !names_(ops_[op.a].a).numbered) return;
    const auto at = sharing_.numbers_.try_emplace(Property{ops_[op.a].a, name}).first;
    entered_.properties[index] = &at->first;
    part.effort = 0;
    if (op.code == Code::kHas) part.asks_for = &at->first;
  }

  void several(const Op& op, std::vector<Id>& ids) {
    if (op.code == Code::kCall) key() += " " + std::to_string(op.b);
    const bool macro = op.code >= Code::kAll;
    for (std::uint32_t i = 0; i < op.count; ++i) {
      if (macro && i == 1) binders_.push_back({op.b, (op.flags & Op::kTwoVariables) != 0 ? 2U : 1U});
      ids.push_back(read(operands_[op.a + i]));
    }
    if (macro) binders_.pop_back();
  }

  /// What kIn looks into.
  Id range(std::uint32_t index) {
    const std::uint32_t range = ops_[index].b;
    const doc::Node* fact = fact_of(range);
    if (fact == nullptr || !is_flat(*fact)) return read(range);
    entered_.facts[index] = fact;
    const std::set<std::uint32_t> slots = entered_.slots;
    const Id id = read(range);
    entered_.slots = slots;
    return id;
  }

  /// What the operation, a path into facts, always gives.
  const doc::Node* fact_of(std::uint32_t index) const {
    const Op& op = ops_[index];
    if (op.code == Code::kSlot) return names_(op.a).fact;
    if (!is_selection(op.code) || op.code == Code::kHas || op.code == Code::kSelectOptional) return nullptr;
    const doc::Node* from = fact_of(op.a);
    return from == nullptr ? nullptr : from->find(entered_.image[keys_[op.b].name]);
  }

  Sharing& sharing_;
  Entered& entered_;
  const Names& names_;
  std::span<const Op> ops_;
  std::span<const std::uint32_t> operands_;
  std::span<const Key> keys_;
  std::vector<std::string> key_stack_;
  std::vector<Binder> binders_;
};

Sharing::Id Sharing::intern(const std::string& key, const Part& part, const std::vector<Id>& operands) {
  const auto [at, fresh] = ids_.try_emplace(key, static_cast<Id>(parts_.size()));
  if (fresh) {
    parts_.push_back(part);
    for (const Id operand : operands) ++parts_[operand].uses;
  }
  return at->second;
}

std::size_t Sharing::add(const Program& program, text::Image image, const Names& names) {
  Entered entered;
  entered.program = program;
  entered.image = image;
  entered.parts.assign(program.ops.count, kNone);
  entered.properties.assign(program.ops.count, nullptr);
  entered.root = Reader(*this, entered, names).read(program.root);
  ++parts_[entered.root].uses;
  programs_.push_back(std::move(entered));
  return programs_.size() - 1;
}

const Sharing::Property* Sharing::asks_for(Id part) const { return parts_[part].asks_for; }

void Sharing::settle() {
  for (Part& part : parts_) {
    if (part.uses > 1 && part.open == 0 && part.effort >= kWorthKeeping) part.cell = cells_++;
  }
  std::uint16_t number = 0;
  for (auto& entry : numbers_) entry.second = number++;
}

std::vector<Sharing::Property> Sharing::properties() const {
  std::vector<Property> out;
  for (const auto& entry : numbers_) out.push_back(entry.first);
  return out;
}

namespace {

/// Copies a program's parts into another image.
class Copy {
 public:
  Copy(const Program& program, text::Image from, text::ImageBuilder& to) : from_(from), to_(to) {
    const auto given = from[program.ops];
    ops.assign(given.begin(), given.end());
    for (Op& op : ops) {
      if (is_text(op.code)) set_text(op, from_[text::Str{op.a, op.b}]);
    }
    for (Key key : from[program.keys]) {
      key.name = to.add(from[key.name]);
      keys.push_back(key);
    }
    for (const text::Ref<SetEntry> set : from[program.sets]) sets.push_back(to.add(from[set]));
    program_ = program;
  }

  std::vector<Op> ops;
  std::vector<Key> keys;
  std::vector<text::Ref<SetEntry>> sets;

  void set_text(Op& op, std::string_view text) {
    const text::Str kept = to_.add(text);
    op.a = kept.offset;
    op.b = kept.size;
  }

  Program finish() {
    program_.operands = to_.add(from_[program_.operands]);
    program_.ops = to_.add(std::span<const Op>(ops));
    program_.keys = to_.add(std::span<const Key>(keys));
    program_.sets = to_.add(std::span<const text::Ref<SetEntry>>(sets));
    return program_;
  }

 private:
  Program program_;
  text::Image from_;
  text::ImageBuilder& to_;
};

Op constant(const Value& value, std::uint32_t place, Copy& copy) {
  Op op{.place = place};
  std::uint64_t bits = 0;
  switch (value.kind()) {
    case Kind::kString:
      op.code = Code::kString;
      copy.set_text(op, value.as_string());
      return op;
    case Kind::kBool:
      op.code = Code::kBool;
      bits = value.as_bool() ? 1 : 0;
      break;
    case Kind::kInt:
      op.code = Code::kInt;
      bits = static_cast<std::uint64_t>(value.as_int());
      break;
    case Kind::kUint:
      op.code = Code::kUint;
      bits = value.as_uint();
      break;
    case Kind::kDouble:
      op.code = Code::kDouble;
      bits = std::bit_cast<std::uint64_t>(value.as_double());
      break;
    default:
      break;
  }
  op.a = static_cast<std::uint32_t>(bits);
  op.b = static_cast<std::uint32_t>(bits >> 32);
  return op;
}

}  // namespace

Program Sharing::write(std::size_t program, text::ImageBuilder& to) const {
  const Entered& entered = programs_[program];
  Copy copy(entered.program, entered.image, to);
  for (const auto& [index, fact] : entered.facts) {
    const std::vector<Value> members = members_of(*fact);
    std::vector<SetEntry> set(std::bit_ceil(members.size() * 2 + 1));
    for (const Value& member : members) {
      const std::uint32_t hash = hash_of(member);
      std::size_t at = hash & (set.size() - 1);
      while (set[at].op != SetEntry::kEmpty) at = (at + 1) & (set.size() - 1);
      set[at] = {hash, static_cast<std::uint32_t>(copy.ops.size())};
      copy.ops.push_back(constant(member, copy.ops[index].place, copy));
    }
    copy.sets.push_back(to.add(std::span<const SetEntry>(set)));
    copy.ops[index].code = Code::kInSet;
    copy.ops[index].b = static_cast<std::uint32_t>(copy.sets.size() - 1);
  }
  for (std::uint32_t index = 0; index < entered.parts.size(); ++index) {
    if (const Property* property = entered.properties[index]) {
      copy.ops[index].flags |= Op::kNumbered;
      copy.ops[index].count = number(*property);
    }
    if (entered.parts[index] == kNone || parts_[entered.parts[index]].cell == kNone) continue;
    const Part& part = parts_[entered.parts[index]];
    const Op whole = copy.ops[index];
    copy.ops[index] = {.code = Code::kShared,
                       .count = part.scope,
                       .place = whole.place,
                       .a = static_cast<std::uint32_t>(copy.ops.size()),
                       .b = part.cell};
    copy.ops.push_back(whole);
  }
  return copy.finish();
}

}  // namespace ecslint::expr
