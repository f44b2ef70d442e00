// SPDX-License-Identifier: Apache-2.0
#include "doc/path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "doc/document.h"
#include "text/json_writer.h"

namespace ecslint::doc {
namespace {

const Node& child(const Node& parent, std::uint32_t index) {
  return parent.is_array() ? parent.elements()[index] : parent.members()[index].value;
}

bool find_below(const Node& at, const Node& target, std::vector<Step>& steps, bool by_range) {
  if (static_cast<int>(steps.size()) > 2 * kMaxDepth) return false;
  if (!at.is_array() && !at.is_object()) return false;
  const std::uint32_t count = at.size();
  std::uint32_t first = 0;
  if (by_range) {  // children stand in order: the last that begins at or before the target holds it
    std::uint32_t low = 0;
    std::uint32_t high = count;
    while (low < high) {
      const std::uint32_t middle = (low + high) / 2;
      child(at, middle).range().begin < target.range().begin ? low = middle + 1 : high = middle;
    }
    first = low == 0 ? 0 : low - 1;
  }
  for (std::uint32_t i = first; i < count; ++i) {
    const Node& below = child(at, i);
    if (by_range && below.range().begin > target.range().begin) break;
    steps.push_back({&at, i});
    if (&below == &target || find_below(below, target, steps, by_range)) return true;
    steps.pop_back();
  }
  return false;
}

std::string_view name_of(const Node& element) {
  constexpr std::string_view kName = "name";
  const Node* name = element.find(kName);
  return name != nullptr && name->is_string() ? name->as_string() : std::string_view();
}

// Flags of scalars, which arrays and objects do not use: notes of mark_unique_names.
constexpr Node::Flag kCounted = Node::kPlain;       // an array: its elements are marked
constexpr Node::Flag kUniqueName = Node::kEscaped;  // an element: it alone bears its name

/// Of few elements each is compared with each.
void mark_few_names(const Node& array) {
  for (const Node& element : array.elements()) {
    const std::string_view name = name_of(element);
    const auto bears_it = [name](const Node& other) { return name_of(other) == name; };
    if (!name.empty() && std::ranges::count_if(array.elements(), bears_it) == 1) element.set(kUniqueName);
  }
}

/// Once an array, so that ten thousand paths into it do not compare ten thousand names each.
void mark_unique_names(const Node& array) {
  constexpr std::uint32_t kFew = 10;
  array.set(kCounted);
  if (array.size() <= kFew) return mark_few_names(array);
  std::unordered_map<std::string_view, const Node*> bearers;
  for (const Node& element : array.elements()) {
    const std::string_view name = name_of(element);
    if (name.empty()) continue;
    const auto [at, fresh] = bearers.try_emplace(name, &element);
    if (!fresh) at->second = nullptr;
  }
  for (const auto& [name, bearer] : bearers) {
    if (bearer != nullptr) bearer->set(kUniqueName);
  }
}

/// The element's name when it alone bears it.
std::string_view unique_name(const Node& array, std::uint32_t index) {
  if (!array.has(kCounted)) mark_unique_names(array);
  const Node& element = array.elements()[index];
  return element.has(kUniqueName) ? name_of(element) : std::string_view();
}

bool is_identifier(std::string_view key) {
  const auto word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !key.empty() && (key[0] < '0' || key[0] > '9') && std::all_of(key.begin(), key.end(), word);
}

}  // namespace

const Node& Step::node() const { return child(*parent, index); }

const Member* Step::member() const { return parent->is_object() ? &parent->members()[index] : nullptr; }

std::vector<Step> steps_to(const Node& root, const Node& target) {
  constexpr std::size_t kUsualDepth = 8;
  std::vector<Step> steps;
  if (&root == &target) return steps;
  steps.reserve(kUsualDepth);
  if (find_below(root, target, steps, true)) return steps;
  steps.clear();
  find_below(root, target, steps, false);
  return steps;
}

void append_key(std::string& path, std::string_view key) {
  if (is_identifier(key)) {
    if (!path.empty()) path += '.';
    path += key;
    return;
  }
  path += '[';
  text::append_json_string(path, key);
  path += ']';
}

std::string to_path(const std::vector<Step>& steps) {
  constexpr std::size_t kUsualLength = 64;
  std::string path;
  path.reserve(kUsualLength);
  for (const Step& step : steps) {
    if (const Member* member = step.member()) {
      append_key(path, member->key);
      continue;
    }
    const std::string_view name = unique_name(*step.parent, step.index);
    path += '[';
    name.empty() ? path.append(fmt::format_int(step.index).c_str())
                 : (text::append_json_string(path, name), path);
    path += ']';
  }
  return path;
}

std::string path_of(const Node& root, const Node& target) { return to_path(steps_to(root, target)); }

Range token_of(const Node& object, const std::vector<Step>& steps) {
  constexpr std::string_view kNames[] = {"name",       "family",  "serviceName",  "clusterName",
                                         "daemonName", "Name",    "logGroupName", "AlarmName",
                                         "PolicyName", "GroupId", "Id",           "Key"};
  for (const std::string_view key : kNames) {
    const Node* name = object.find(key);
    if (name != nullptr && (name->is_string() || name->is_unresolved())) return name->range();
  }
  if (!steps.empty() && steps.back().member() != nullptr) return steps.back().member()->key_range;
  const Range range = object.range();
  return {range.begin, std::min(range.begin + 1, range.end)};
}

}  // namespace ecslint::doc
