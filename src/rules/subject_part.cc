// SPDX-License-Identifier: Apache-2.0
#include "rules/subject_part.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/hash.h"

namespace ecslint::rules {
namespace {

using expr::Sharing;
using Bits = std::vector<std::uint64_t>;

template <typename T>
std::span<const T> view(const std::vector<T>& items) {
  return items;
}

void set(Bits& bits, std::size_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }

}  // namespace

/// Enters one rule's expressions. A `let` is entered when the first that names it is.
class SubjectPart::Entry {
 public:
  Entry(SubjectPart& part, const CompiledRule& rule, std::uint32_t number, text::Image draft)
      : part_(part), rule_(rule), number_(number), draft_(draft), lets_(rule.lets.size()) {}

  Asked run() {
    Asked asked{&rule_, number_, {}, {}, {}, {}, 0, {}, {}};
    for (const Expression& part : rule_.when) asked.when.push_back(enter(part));
    if (rule_.each.exists()) asked.each = enter_list();
    for (const Expression& part : rule_.item_when) asked.item_when.push_back(enter(part));
    asked.assertion = enter(rule_.assertion);
    for (std::uint32_t i = 0; i < lets_.size(); ++i) asked.lets.push_back(let(i));
    for (const auto& [slot, property] : rule_.guards) part_.sharing_.add({slot, property});
    return asked;
  }

 private:
  std::size_t enter(const Expression& expression) {
    return part_.sharing_.add(expression.program, draft_, [this](std::uint32_t slot) { return name(slot); });
  }

  std::size_t enter_list() {
    const std::size_t list = enter(rule_.each);
    list_ = part_.sharing_.part(list);
    return list;
  }

  std::size_t let(std::uint32_t index) {
    if (!lets_[index]) lets_[index] = enter(rule_.lets[index]);
    return *lets_[index];
  }

  /// Items are the same for all rules that go over the same list; options are a rule's own.
  Sharing::Name name(std::uint32_t slot) {
    if (slot >= kFirstLetSlot) {
      return {.identity = {}, .expression = part_.sharing_.part(let(slot - kFirstLetSlot))};
    }
    if (slot >= kFirstDataSlot) {
      return {.identity = fmt::format("data {}", slot), .fact = &part_.facts_[slot - kFirstDataSlot]};
    }
    if (slot == kOptionsSlot) return {.identity = fmt::format("options {}", number_)};
    if (slot == kItemSlot)
      return {.identity = fmt::format("item {}", list_), .scope = kItemScope, .numbered = true};
    const Variable& variable = part_.subject_.variables[slot];
    const bool of_element = variable.origin == Origin::kElement || variable.of_element;
    return {.identity = fmt::format("variable {}", slot),
            .scope = of_element ? kElementScope : kResourceScope,
            .numbered = variable.origin == Origin::kElement || variable.origin == Origin::kResource};
  }

  SubjectPart& part_;
  const CompiledRule& rule_;
  std::uint32_t number_;
  text::Image draft_;
  std::vector<std::optional<std::size_t>> lets_;
  Sharing::Id list_ = 0;
};

void SubjectPart::add(const CompiledRule& rule, std::uint32_t number, text::Image draft,
                      expr::FunctionTables functions) {
  rules_.push_back(Entry(*this, rule, number, draft).run());
  rules_.back().reads = varying_values_read(rule, subject_, draft, functions);
  rules_.back().of_items = asked_of_items(rule, subject_, draft, functions);
}

/// Writes what was entered.
class SubjectPart::Output {
 public:
  Output(const SubjectPart& part, text::ImageBuilder& image, PatternCollector& patterns,
         expr::FunctionTables functions)
      : part_(part),
        sharing_(part.sharing_),
        image_(image),
        patterns_(patterns),
        functions_(functions),
        words_((part.rules_.size() + 63) / 64) {}

  Written run() {
    Written out;
    SubjectRecord& record = out.record;
    record.words = static_cast<std::uint32_t>(words_);
    record.cells = sharing_.cells();
    for (const Asked& asked : part_.rules_) out.judges.push_back(judge(asked, out.judges.size()));
    for (std::size_t i = 0; i < conditions_.size(); ++i)
      conditions_[i].asked_by = image_.add(view(asked_by_[i]));
    record.conditions = image_.add(view(conditions_));
    record.lists = image_.add(view(lists_));
    list_users(out.judges, record);
    properties(record);
    rows(out.judges, record);
    return out;
  }

 private:
  JudgeRecord judge(const Asked& asked, std::size_t index) {
    const CompiledRule& rule = *asked.rule;
    JudgeRecord out;
    out.rule = asked.number;
    out.variables = rule.variables;
    std::vector<std::uint16_t> guards;
    for (const auto& [slot, property] : rule.guards) guards.push_back(sharing_.number({slot, property}));
    out.guards = image_.add(view(guards));
    out.when = asks(asked.when, rule.when, index);
    if (asked.each) out.each = {list(*asked.each, index), rule.each.line, rule.each.column};
    out.item_when = asks(asked.item_when, rule.item_when, index);
    for (std::size_t i = 0; i < asked.item_when.size(); ++i) {
      if (asked.of_items.conditions[i]) conditions_[condition(asked.item_when[i], index)].of_item = 1;
    }
    out.assertion_place = {0, rule.assertion.line, rule.assertion.column};
    out.assertion = write(asked.assertion);
    std::vector<expr::Program> lets;
    for (const std::size_t let : asked.lets) lets.push_back(write(let));
    out.lets = image_.add(view(lets));
    for (const auto* asks : {&asked.lets, &asked.when, &asked.item_when}) {
      for (const std::size_t program : *asks) out.data |= tables(program);
    }
    if (asked.each) out.data |= tables(*asked.each);
    out.data |= tables(asked.assertion);
    out.options = !rule.record.options.empty();
    out.of_item = asked.of_items.all;
    out.reads = asked.reads;
    return out;
  }

  std::uint64_t tables(std::size_t program) const {
    const auto& slots = sharing_.slots(program);
    std::uint64_t bits = 0;
    for (auto slot = slots.lower_bound(kFirstDataSlot); slot != slots.end() && *slot < kFirstLetSlot;
         ++slot) {
      bits |= std::uint64_t{1} << (*slot - kFirstDataSlot);
    }
    return bits;
  }

  expr::Program write(std::size_t program) {
    const expr::Program written = sharing_.write(program, image_);
    patterns_.add(written, image_.image(), functions_);
    return written;
  }

  text::Ref<AskRecord> asks(const std::vector<std::size_t>& programs,
                            const std::vector<Expression>& expressions, std::size_t rule) {
    std::vector<AskRecord> out;
    for (std::size_t i = 0; i < programs.size(); ++i) {
      const std::uint32_t number = condition(programs[i], rule);
      set(asked_by_[number], rule);
      out.push_back({number, expressions[i].line, expressions[i].column});
    }
    return image_.add(view(out));
  }

  /// What several rules may run as it is: without the slots of a rule's own names.
  std::pair<Sharing::Id, std::size_t> key(std::size_t program, std::size_t rule) const {
    const auto& slots = sharing_.slots(program);
    const bool own = slots.lower_bound(kFirstLetSlot) != slots.end();
    return {sharing_.part(program), own ? rule + 1 : 0};
  }

  std::uint32_t condition(std::size_t program, std::size_t rule) {
    const Sharing::Id part = sharing_.part(program);
    const auto [at, fresh] =
        condition_numbers_.try_emplace(key(program, rule), static_cast<std::uint32_t>(conditions_.size()));
    if (!fresh) return at->second;
    ConditionRecord record;
    record.program = write(program);
    record.scope = static_cast<std::uint16_t>(sharing_.scope(part));
    if (const auto* property = sharing_.asks_for(part)) record.property = sharing_.number(*property);
    conditions_.push_back(record);
    asked_by_.emplace_back(words_);
    return at->second;
  }

  std::uint32_t list(std::size_t program, std::size_t rule) {
    const auto [at, fresh] =
        list_numbers_.try_emplace(key(program, rule), static_cast<std::uint32_t>(lists_.size()));
    if (fresh) lists_.push_back(write(program));
    return at->second;
  }

  void list_users(const std::vector<JudgeRecord>& judges, SubjectRecord& record) {
    std::vector<std::vector<std::uint16_t>> users(lists_.size());
    for (std::size_t i = 0; i < judges.size(); ++i) {
      if (judges[i].has_each()) users[judges[i].each.number].push_back(static_cast<std::uint16_t>(i));
    }
    std::vector<text::Ref<std::uint16_t>> refs;
    for (const auto& of_list : users) refs.push_back(image_.add(view(of_list)));
    record.list_users = image_.add(view(refs));
  }

  void properties(SubjectRecord& record) {
    const auto all = sharing_.properties();
    std::size_t size = 4;
    while (size < all.size() * 3) size *= 2;
    std::vector<PropertyEntry> table(size);
    std::vector<text::Str> names;
    for (std::uint32_t number = 0; number < all.size(); ++number) {
      const std::uint32_t hash = text::key_hash(all[number].name);
      std::size_t at = PropertyEntry::start(hash, all[number].slot) & (size - 1);
      while (table[at].variable != PropertyEntry::kEmpty) at = (at + 1) & (size - 1);
      table[at] = {hash, static_cast<std::uint16_t>(all[number].slot), static_cast<std::uint16_t>(number)};
      names.push_back(image_.add_here(all[number].name));  // every resource is compared with them
      for (std::uint32_t slot = all[number].slot + 1; slot <= kItemSlot + 1; ++slot)
        record.first_property[slot] = number + 1U;
    }
    record.table = image_.add(view(table));
    record.names = image_.add(view(names));
  }

  /// Under which guard: the one that the fewest rules have.
  void rows(const std::vector<JudgeRecord>& judges, SubjectRecord& record) {
    std::vector<std::size_t> uses(record.names.count);
    for (const JudgeRecord& judge : judges) {
      for (const std::uint16_t guard : guards(judge)) ++uses[guard];
    }
    Bits rows(words_ * (record.names.count + 1));
    for (std::size_t i = 0; i < judges.size(); ++i) {
      const auto all = guards(judges[i]);
      const auto rarest =
          std::min_element(all.begin(), all.end(), [&](auto a, auto b) { return uses[a] < uses[b]; });
      const std::size_t row = rarest == all.end() ? 0 : *rarest + std::size_t{1};
      rows[row * words_ + i / 64] |= std::uint64_t{1} << (i % 64);
    }
    record.rows = image_.add(view(rows));
  }

  std::vector<std::uint16_t> guards(const JudgeRecord& judge) const {
    const auto guards = image_.image()[judge.guards];
    return {guards.begin(), guards.end()};
  }

  const SubjectPart& part_;
  const Sharing& sharing_;
  text::ImageBuilder& image_;
  PatternCollector& patterns_;
  expr::FunctionTables functions_;
  std::size_t words_;
  std::map<std::pair<Sharing::Id, std::size_t>, std::uint32_t> condition_numbers_;
  std::vector<ConditionRecord> conditions_;
  std::vector<Bits> asked_by_;
  std::map<std::pair<Sharing::Id, std::size_t>, std::uint32_t> list_numbers_;
  std::vector<expr::Program> lists_;
};

SubjectPart::Written SubjectPart::write(text::ImageBuilder& image, PatternCollector& patterns,
                                        expr::FunctionTables functions) {
  sharing_.settle();
  return Output(*this, image, patterns, functions).run();
}

}  // namespace ecslint::rules
