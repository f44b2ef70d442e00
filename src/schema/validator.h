// SPDX-License-Identifier: Apache-2.0
// Runs compiled schemas over trees. valid() is the fast answer: no allocation, one hash probe a member.
// validate() gives the same answer first and only when it is no goes through the tree again to find words for
// people: one helpful problem a mistake, at the token at fault. What is unresolved satisfies everything, and
// nothing is reported that hangs on it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "doc/path.h"
#include "doc/spelling.h"
#include "finding/finding.h"
#include "schema/codes.h"
#include "schema/schema_set.h"

namespace re2 {
class RE2;
}

namespace ecslint::schema {

/// RE2 programs of a set's patterns, made on first use; one for all threads.
class RegexCache {
 public:
  explicit RegexCache(const SchemaSet& set);
  ~RegexCache();
  RegexCache(const RegexCache&) = delete;
  RegexCache& operator=(const RegexCache&) = delete;

  bool matches(std::uint32_t pattern, std::string_view text) const;

 private:
  const re2::RE2* compile(std::uint32_t pattern) const;

  const SchemaSet* set_;
  std::unique_ptr<std::atomic<const re2::RE2*>[]> programs_;
  std::uint32_t count_;
  mutable std::mutex compiling_;
};

/// Told of one tree; who has more learns nothing from the rest.
inline constexpr std::size_t kMostProblems = 2'000;

struct ValidateOptions {
  bool input_form = false;    // read-only properties are reported
  bool mark_refused = false;  // for rules: refused values get kRefused, misspelt names are read as meant
  const doc::Spelling* spelling = nullptr;  // of the document; nullptr: the schema's own
};

/// One thing to say about a document. Texts name the value, what was found and what is accepted.
struct Problem {
  Code code = Code::kWrongType;
  std::string code_id;  // "SCH003", or the schema's x-code
  finding::Level level = finding::Level::kError;
  std::string message;
  const doc::Node* node = nullptr;      // the value, or the object in which something is missing
  const doc::Member* member = nullptr;  // the member whose key is at fault, else that whose value is
  doc::Range range;                     // one token
  std::string path;                     // from the root given
  std::string property;                 // the missing or unknown one
  std::string_view meant;               // the name of which the unknown one is a misspelling
  std::string suggestion;               // replaces the key or the value: the bare word, without quotes
  bool as_string = false;               // the suggestion stands for a string, else for a bare literal
  bool dropped = false;                 // empty: many tools leave it out, so it is no error
  bool safe = false;                    // the suggestion changes spelling only, not meaning
  const doc::Node* related = nullptr;   // the other one of two that clash
  SchemaId schema = kNone;              // that spoke
  std::vector<std::string_view> catalogue;
};

class Validator {
 public:
  /// The set and the cache must outlive it. A validator is used by one thread at a time.
  Validator(const SchemaSet& set, const RegexCache& cache) : set_(&set), cache_(&cache) {}

  /// Whether the node can be an instance of the schema as JSON Schema sees it; own keywords are left out.
  bool valid(SchemaId schema, const doc::Node& node) const;

  /// Appends the problems of the node in the order of the document.
  void validate(SchemaId schema, const doc::Node& node, const ValidateOptions& options,
                std::vector<Problem>& problems) const;

 private:
  const SchemaSet* set_;
  const RegexCache* cache_;
};

/// The problem as a finding in `source`, with a fix where there is a suggestion. Path and kind of the
/// resource are the caller's to complete.
finding::Finding to_finding(const Problem& problem, const text::Source& source);

}  // namespace ecslint::schema
