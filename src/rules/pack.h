// SPDX-License-Identifier: Apache-2.0
// A compiled pack ready to run: the image, used as it lies, and what is made from it on first use (patterns,
// tables). Never changed afterwards, shared by all threads.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "doc/arena.h"
#include "expr/context.h"
#include "expr/regex_cache.h"
#include "expr/value.h"
#include "rules/finished_patterns.h"
#include "rules/records.h"
#include "rules/rule_info.h"
#include "text/image.h"

namespace ecslint::rules {

struct SubjectScreens;

/// Direct code for the rules of a pack, by the order of subjects() (screen.h); empty: there is none.
using Screens = std::span<const SubjectScreens>;

class Pack final : public expr::FactTables {
 public:
  /// An image that outlives the pack; 8-aligned. It must come from this program's load_pack() or bake.
  explicit Pack(std::string_view image, Screens screens = {});
  /// The same, owning the image.
  explicit Pack(std::string image);
  Pack(const Pack&) = delete;
  Pack& operator=(const Pack&) = delete;

  text::Image image() const { return image_; }
  const PackHeader& header() const { return *header_; }

  Screens screens() const { return screens_; }

  /// Rules by code.
  std::size_t size() const { return rules_.size(); }
  const RuleRecord& record(std::size_t i) const { return rules_[i]; }
  RuleInfo info(std::size_t i) const { return RuleInfo(image_, record(i)); }

  expr::RegexCache& patterns() const { return patterns_; }
  const FinishedPatterns& finished_patterns() const { return finished_; }
  /// A table by the number of its slot, read on first use.
  const doc::Node& table(std::size_t number) const;
  const doc::Node* fact_table(std::string_view name) const override;

 private:
  void open(std::string_view image);

  std::string owned_;
  text::Image image_;
  const PackHeader* header_ = nullptr;
  std::span<const RuleRecord> rules_;
  Screens screens_;
  FinishedPatterns finished_;
  mutable expr::RegexCache patterns_;
  /// Tables differ much in size and few are needed in a run.
  struct Table {
    std::once_flag read;
    doc::Arena arena;
    doc::Node root;
  };
  mutable std::unique_ptr<Table[]> tables_;
};

}  // namespace ecslint::rules
