// SPDX-License-Identifier: Apache-2.0
// The sections of a template: parameters with the values given for them, mappings, conditions, and resources
// with loops (Fn::ForEach) written out. Views into the document, which must outlive it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dialect/cloudformation/parameters.h"
#include "doc/document.h"
#include "finding/finding.h"
#include "finding/syntax_codes.h"

namespace ecslint::dialect_cloudformation {

/// Values for parameters and pseudo parameters, by name.
using GivenValues = std::span<const std::pair<std::string, std::string>>;

/// What the variables of loops stand for where something is written.
using Bindings = std::vector<std::pair<std::string_view, std::string_view>>;

/// A text in which &{Name} and ${Name} of loops are replaced; the text itself when there are none.
std::string_view bound_text(doc::Arena& arena, const Bindings& bindings, std::string_view text);

struct TemplateResource {
  std::string_view id;
  std::string_view type;
  doc::Range id_range;
  const doc::Node* node = nullptr;
  const doc::Node* properties = nullptr;  // nullptr when there are none
  const Bindings* bindings = nullptr;     // of the loops it stands in; never nullptr
};

/// What one turn of a loop writes.
struct LoopMember {
  const doc::Member* member;
  const Bindings* bindings;
};

class Template {
 public:
  Template(doc::Document& document, const doc::Node& root, GivenValues given,
           std::vector<finding::Finding>& findings);

  doc::Document& document() const { return document_; }
  doc::Arena& arena() const { return document_.arena(); }

  const Parameter* parameter(std::string_view name) const;
  const std::string* given(std::string_view name) const;
  const doc::Node* mapping(std::string_view name) const;
  const doc::Node* mappings() const { return mappings_; }
  const doc::Member* condition(std::string_view name) const;
  const std::vector<TemplateResource>& resources() const { return resources_; }
  const TemplateResource* resource(std::string_view id) const;

  /// Appends what a loop (Fn::ForEach::Name) within other loops writes. False when that is not all.
  bool unroll(const doc::Member& loop, const Bindings& bindings, std::vector<LoopMember>& out, int depth = 0);

  /// Macros or modules may add to it what is not written: names that it lacks are no mistake.
  bool is_open() const { return open_; }
  /// A macro that nobody knows makes another template of it: what is written may change, what is not may
  /// come.
  bool is_rewritten() const { return rewritten_; }
  /// Resources may come that are not written here, as from Fn::Transform among them.
  bool has_unknown_resources() const { return unknown_resources_ || rewritten_; }
  /// AWS::LanguageExtensions: Ref and Fn::GetAtt take functions.
  bool is_extended() const { return extended_; }
  /// It ends where it could not be read any more.
  bool is_cut() const { return cut_; }

  /// At most a few hundred of one template.
  void report(finding::SyntaxCode code, doc::Range range, std::string message,
              std::optional<finding::Level> level = std::nullopt);

  /// "; did you mean \"Name\"?", or nothing.
  std::string near_name(std::string_view name) const;

 private:
  void mark_deciding(const doc::Node& node, int depth);
  void read_transforms(const doc::Node* section);
  void read_resources(const doc::Node& section);
  void give_up(doc::Range place);
  void add_resource(const doc::Member& member, const Bindings& bindings);
  std::vector<std::string_view> loop_values(const doc::Node& list, bool& known) const;

  doc::Document& document_;
  std::vector<finding::Finding>& findings_;
  ParametersByName parameters_;
  GivenValues given_;
  const doc::Node* mappings_ = nullptr;
  const doc::Node* conditions_ = nullptr;
  std::unordered_map<std::string_view, const doc::Member*> conditions_by_name_;
  std::vector<TemplateResource> resources_;
  std::unordered_map<std::string_view, std::size_t> resources_by_id_;
  std::vector<std::unique_ptr<Bindings>> bindings_;
  std::size_t reported_ = 0;
  bool rewritten_ = false;
  bool unknown_resources_ = false;
  bool extended_ = false;
  bool open_ = false;
  bool cut_ = false;
  bool too_many_ = false;
};

}  // namespace ecslint::dialect_cloudformation
