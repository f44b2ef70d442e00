// SPDX-License-Identifier: Apache-2.0
// A CloudFormation template (YAML or JSON, CDK's and SAM's among them) as the resources of the API: one table
// says which types become what. A template without anything of ECS is none of our business.
#pragma once

#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "dialect/cloudformation/evaluator.h"
#include "doc/document.h"
#include "finding/finding.h"
#include "model/resource.h"

namespace ecslint::dialect_cloudformation {

/// Whether the root of a document is a template.
bool is_template(const doc::Node& root);

/// Whether it has anything of ECS in it.
bool has_ecs(const doc::Node& root);

/// The types of resources that are read.
std::vector<std::string_view> types_read();

struct Reading {
  std::string_view what;
  std::string_view why;
};

/// What one resource hangs on: the questions that are open in it, and the conditions that have been asked.
struct OpenIn {
  OpenQuestions questions;
  Names conditions;
  std::string_view from = {};  // the resource of the template that it was read from
};
using Openness = std::vector<OpenIn>;

/// A reading without answers: what depends on none of them is taken from there, all but `anew`.
struct Before {
  std::span<const model::Resource> resources;
  std::span<const OpenIn> open;
  const std::set<std::string_view>* anew = nullptr;
};

/// How a template is to be read.
struct ReadOptions {
  GivenValues given = {};            // parameters
  const Answers* answers = nullptr;  // what is assumed of what conditions ask
  bool defaults = true;              // of parameters count
  const Before* before = nullptr;
};

/// Appends the template's resources in the order they stand; of each its open questions. Resources whose
/// condition does not hold are left out. What is wrong with the template is appended to the findings.
Reading read_template(doc::Document& document, const doc::Node& root, const ReadOptions& options,
                      std::vector<model::Resource>& resources, Openness& open,
                      std::vector<finding::Finding>& findings);

}  // namespace ecslint::dialect_cloudformation
