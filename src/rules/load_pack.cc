// SPDX-License-Identifier: Apache-2.0
#include "rules/load_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "rules/compile_rule.h"
#include "rules/functions/functions.h"
#include "rules/pack_files.h"
#include "rules/records.h"
#include "rules/schema_types.h"
#include "rules/subjects.h"

namespace ecslint::rules {
namespace {

constexpr std::size_t kMaskBits = 128;

/// Texts that several rules have in common, each with its cell.
class SharedTexts {
 public:
  void count(const std::string& key) {
    if (!key.empty()) ++uses_[key];
  }
  std::uint32_t of(const std::string& key) {
    const auto uses = uses_.find(key);
    if (uses == uses_.end() || uses->second < 2) return ConditionRecord::kNoCell;
    return cells_.try_emplace(key, static_cast<std::uint32_t>(cells_.size())).first->second;
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(cells_.size()); }

 private:
  std::map<std::string, int> uses_;
  std::map<std::string, std::uint32_t> cells_;
};

/// One subject's part of the pack, collected while its rules are compiled.
struct SubjectPart {
  std::map<std::pair<std::uint32_t, std::string>, std::uint16_t> bits;  // guard → its bit
  SharedTexts cells;
  SharedTexts item_cells;

  /// The bits of a rule's guards; what finds no room any more is simply not asked in advance.
  GuardMask mask_of(const std::vector<std::pair<std::uint32_t, std::string>>& guards) {
    GuardMask mask = {};
    for (const auto& guard : guards) {
      if (bits.size() == kMaskBits && bits.find(guard) == bits.end()) continue;
      const auto bit = bits.try_emplace(guard, static_cast<std::uint16_t>(bits.size())).first->second;
      mask[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    return mask;
  }

  void count(const CompiledRule& rule) {
    for (const CompiledCondition& part : rule.when) cells.count(part.key);
    for (const CompiledCondition& part : rule.item_when) item_cells.count(part.key);
    cells.count(rule.each_key);
  }

  void fill(CompiledRule& rule, text::ImageBuilder& image) {
    rule.record.guards = mask_of(rule.guards);
    rule.record.when = write(rule.when, cells, image);
    rule.record.item_when = write(rule.item_when, item_cells, image);
    rule.record.each_cell = cells.of(rule.each_key);
  }

  static text::Ref<ConditionRecord> write(const std::vector<CompiledCondition>& parts, SharedTexts& cells,
                                          text::ImageBuilder& image) {
    std::vector<ConditionRecord> records;
    for (const CompiledCondition& part : parts) {
      records.push_back(part.record);
      records.back().cell = cells.of(part.key);
    }
    return image.add(std::span<const ConditionRecord>(records));
  }

  SubjectRecord write(text::ImageBuilder& image) const {
    SubjectRecord record;
    record.cells = cells.size();
    record.item_cells = item_cells.size();
    if (bits.empty()) return record;
    std::size_t size = 4;
    while (size < bits.size() * 3) size *= 2;
    std::vector<GuardProperty> table(size);
    for (const auto& [guard, bit] : bits) {
      const std::uint32_t hash = text::key_hash(guard.second);
      std::size_t at = GuardProperty::start(hash, guard.first) & (size - 1);
      while (table[at].variable != GuardProperty::kEmpty) at = (at + 1) & (size - 1);
      table[at] = {hash, static_cast<std::uint16_t>(guard.first), bit};
      record.of_variable[guard.first][bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    record.guards = image.add(std::span<const GuardProperty>(table));
    return record;
  }
};

class Writer {
 public:
  Writer(PackFiles& files, const schema::SchemaSet& schemas, Problems& problems)
      : files_(files), problems_(problems), schema_types_(schemas, types_, arena_) {}

  std::string write() {
    declare_function_types(types_);
    data();
    PackContext context{image_, types_, schema_types_, function_tables(), patterns_, data_types_, problems_};
    std::vector<SubjectPart> parts(subjects().size());
    std::vector<std::vector<CompiledRule>> rules;
    for (const RuleFile& file : files_.rules) {
      for (const CompiledRule& rule : rules.emplace_back(compile_rule(file, context))) {
        if (rule.record.subject != RuleRecord::kNoSubject) parts[rule.record.subject].count(rule);
      }
    }
    return problems_.empty() ? finish(rules, parts) : std::string();
  }

 private:
  void data() {
    std::sort(files_.data.begin(), files_.data.end(),
              [](const DataFile& a, const DataFile& b) { return a.name < b.name; });
    for (const DataFile& file : files_.data) {
      if (data_.size() == kMaxData) {
        return problems_.add(*file.document, {0, 0}, fmt::format("a pack has at most {} tables", kMaxData));
      }
      const doc::Node& root = file.document->roots().front();
      DataRecord record;
      record.name = image_.add(file.name);
      record.value = schema::store(root, image_);
      data_.push_back(record);
      data_types_.emplace_back("data." + file.name, schema_types_.of(root, file.name));
    }
  }

  std::string finish(std::vector<std::vector<CompiledRule>>& rules, std::vector<SubjectPart>& parts) {
    std::vector<RuleRecord> records;
    for (std::vector<CompiledRule>& of_subjects : rules) {
      std::vector<RuleRecord> made;
      for (CompiledRule& rule : of_subjects) {
        if (rule.record.subject != RuleRecord::kNoSubject) parts[rule.record.subject].fill(rule, image_);
        made.push_back(rule.record);
      }
      records.push_back(made.front());
      records.back().further = image_.add(std::span<const RuleRecord>(made).subspan(1));
    }
    std::vector<SubjectRecord> subject_records;
    for (const SubjectPart& part : parts) subject_records.push_back(part.write(image_));
    PackHeader header;
    header.functions = expr::fingerprint(function_tables());
    header.patterns = patterns_.write(image_);
    header.data = image_.add(std::span<const DataRecord>(data_));
    header.rules = image_.add(std::span<const RuleRecord>(records));
    header.subjects = image_.add(std::span<const SubjectRecord>(subject_records));
    image_.add_one(header);
    return image_.bytes();
  }

  PackFiles& files_;
  Problems& problems_;
  text::ImageBuilder image_;
  PatternCollector patterns_;
  expr::TypeTable types_;
  doc::Arena arena_;
  SchemaTypes schema_types_;
  std::vector<DataRecord> data_;
  std::vector<std::pair<std::string, expr::TypeId>> data_types_;
};

}  // namespace

LoadedPack load_pack(const text::FileSystem& files, const std::string& path, PackKind kind,
                     const schema::SchemaSet& schemas) {
  LoadedPack out;
  Problems problems;
  PackFiles read = read_pack(files, path, kind, problems);
  const std::size_t shape_problems = problems.count();
  std::string image = Writer(read, schemas, problems).write();
  if (shape_problems == 0 && problems.empty()) out.image = std::move(image);
  out.problems = std::move(problems.findings());
  std::sort(out.problems.begin(), out.problems.end(), finding::report_order);
  out.documents = std::move(read.documents);
  return out;
}

}  // namespace ecslint::rules
