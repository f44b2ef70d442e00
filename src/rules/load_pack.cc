// SPDX-License-Identifier: Apache-2.0
#include "rules/load_pack.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/compile_rule.h"
#include "rules/functions/functions.h"
#include "rules/pack_files.h"
#include "rules/records.h"
#include "rules/schema_types.h"
#include "rules/subject_part.h"
#include "rules/subjects.h"

namespace ecslint::rules {
namespace {

class Writer {
 public:
  Writer(PackFiles& files, const schema::SchemaSet& schemas, Problems& problems)
      : files_(files), problems_(problems), schema_types_(schemas, types_, arena_) {}

  std::string write() {
    declare_function_types(types_);
    data();
    PackContext context{image_,    draft_,      types_,   schema_types_, function_tables(),
                        patterns_, data_types_, problems_};
    std::vector<RuleRecord> begun;
    for (const RuleFile& file : files_.rules) begun.push_back(begin_rule(file, image_));
    std::vector<std::vector<CompiledRule>> rules;
    for (std::size_t i = 0; i < begun.size(); ++i)
      rules.push_back(compile_rule(files_.rules[i], begun[i], context));
    return problems_.empty() ? finish(rules) : std::string();
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

  /// What runs stands before what is said, and is read from fewer pages.
  std::string finish(std::vector<std::vector<CompiledRule>>& rules) {
    image_.begin_part();
    const std::vector<SubjectRecord> subject_records = subject_parts(rules);
    std::vector<RuleRecord> records;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      std::vector<RuleRecord> made;
      for (CompiledRule& rule : rules[i]) {
        describe(files_.rules[i], image_, rule.record);
        made.push_back(rule.record);
      }
      records.push_back(made.front());
      records.back().further = image_.add(std::span<const RuleRecord>(made).subspan(1));
    }
    PackHeader header;
    header.functions = expr::fingerprint(function_tables());
    header.patterns = patterns_.write(image_);
    header.data = image_.add(std::span<const DataRecord>(data_));
    header.rules = image_.add(std::span<const RuleRecord>(records));
    header.subjects = image_.add(std::span<const SubjectRecord>(subject_records));
    image_.add_one(header);
    return image_.bytes();
  }

  std::vector<SubjectRecord> subject_parts(const std::vector<std::vector<CompiledRule>>& rules) {
    std::vector<doc::Node> facts;
    for (const DataFile& file : files_.data) facts.push_back(file.document->roots().front());
    std::vector<SubjectPart> parts;
    for (const Subject& subject : subjects()) parts.emplace_back(subject, facts);
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
      for (const CompiledRule& rule : rules[i]) {
        if (rule.record.subject != RuleRecord::kNoSubject)
          parts[rule.record.subject].add(rule, i, draft_.image(), function_tables());
      }
    }
    std::vector<SubjectPart::Written> written;
    for (SubjectPart& part : parts) written.push_back(part.write(image_, patterns_, function_tables()));
    std::vector<SubjectRecord> records;
    for (const SubjectPart::Written& of_subject : written) {
      records.push_back(of_subject.record);
      records.back().judges = image_.add(std::span<const JudgeRecord>(of_subject.judges));
    }
    return records;
  }

  PackFiles& files_;
  Problems& problems_;
  text::ImageBuilder image_;
  text::ImageBuilder draft_;
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
