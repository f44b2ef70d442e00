// SPDX-License-Identifier: Apache-2.0
// graph.cycle(containers): the names along a cycle of dependsOn, links and volumesFrom, in order, the first
// one not repeated; an empty list when there is none. A cycle among what is known is certain; that there is
// none is certain only when nothing is unknown.
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "expr/context.h"
#include "expr/map.h"
#include "rules/functions/functions.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;

Value member(const Value& map, std::string_view name) {
  if (map.is_unknown()) return map;
  if (!map.is_map()) return {};
  return expr::map_find(map, name, text::key_hash(name)).value_or(Value());
}

/// Where a container names one that must be there before it: a list, and the key in its elements.
constexpr std::pair<std::string_view, std::string_view> kEdges[] = {
    {"dependsOn", "containerName"}, {"links", ""}, {"volumesFrom", "sourceContainer"}};

class Graph {
 public:
  // Edges by index of container; what is unknown on the way is remembered.
  void read(const Value& containers) {
    for (std::uint32_t i = 0; i < containers.size(); ++i) read_name(containers.element(i));
    for (std::uint32_t i = 0; i < containers.size(); ++i) read_edges(i, containers.element(i));
  }
  std::size_t size() const { return names_.size() + edge_count_; }
  const std::optional<Value>& unknown() const { return unknown_; }

  // Depth first, without recursion: the first edge back into the current path closes a cycle.
  std::vector<std::string_view> cycle() {
    state_.assign(names_.size(), State::kNew);
    for (std::size_t start = 0; start < names_.size(); ++start) {
      if (state_[start] != State::kNew) continue;
      if (auto found = walk(start); !found.empty()) return found;
    }
    return {};
  }

 private:
  enum class State : std::uint8_t { kNew, kOnPath, kDone };
  struct Step {
    std::size_t node;
    std::size_t next;
  };

  void note(const Value& value) {
    if (value.is_unknown() && !unknown_) unknown_ = value;
  }
  void read_name(const Value& container) {
    const Value name = member(container, "name");
    note(name);
    names_.push_back(name.is_string() ? name.as_string() : std::string_view());
    if (name.is_string()) index_.try_emplace(name.as_string(), names_.size() - 1);
  }
  void read_edges(std::size_t from, const Value& container) {
    edges_.emplace_back();
    for (const auto& [list, key] : kEdges) {
      const Value others = member(container, list);
      note(others);
      for (std::uint32_t i = 0; others.is_list() && i < others.size(); ++i) {
        add_edge(from, key.empty() ? others.element(i) : member(others.element(i), key));
      }
    }
  }
  /// To a name, or to what stands in front of the alias of a link.
  void add_edge(std::size_t from, const Value& name) {
    note(name);
    if (!name.is_string()) return;
    const std::string_view text = name.as_string();
    const auto to = index_.find(text.substr(0, text.find(':')));
    if (to == index_.end()) return;
    edges_[from].push_back(to->second);
    ++edge_count_;
  }
  std::vector<std::string_view> walk(std::size_t start) {
    std::vector<Step> path = {{start, 0}};
    state_[start] = State::kOnPath;
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next == edges_[step.node].size()) {
        state_[step.node] = State::kDone;
        path.pop_back();
        continue;
      }
      const std::size_t to = edges_[step.node][step.next++];
      if (state_[to] == State::kOnPath) return names_from(path, to);
      if (state_[to] == State::kDone) continue;
      state_[to] = State::kOnPath;
      path.push_back({to, 0});
    }
    return {};
  }
  std::vector<std::string_view> names_from(const std::vector<Step>& path, std::size_t first) const {
    auto at = std::find_if(path.begin(), path.end(), [&](const Step& s) { return s.node == first; });
    std::vector<std::string_view> names;
    for (; at != path.end(); ++at) names.push_back(names_[at->node]);
    return names;
  }

  std::vector<std::string_view> names_;
  std::unordered_map<std::string_view, std::size_t> index_;
  std::vector<std::vector<std::size_t>> edges_;
  std::vector<State> state_;
  std::size_t edge_count_ = 0;
  std::optional<Value> unknown_;
};

/// No container waits for another, as in most files.
bool is_without_edges(const Value& containers) {
  for (std::uint32_t i = 0; i < containers.size(); ++i) {
    const Value container = containers.element(i);
    const doc::Node* object = container.is_map() ? container.node() : nullptr;
    const auto has = [object](const auto& edge) { return object->find(edge.first) != nullptr; };
    if (object == nullptr || object->has(doc::Node::kOpen) || std::ranges::any_of(kEdges, has)) return false;
  }
  return true;
}

Value cycle(Context& context, std::span<const Value> args) {
  if (!args[0].is_list()) return context.no_such_overload();
  if (is_without_edges(args[0])) return context.list({});
  Graph graph;
  graph.read(args[0]);
  if (!context.charge(1 + 4 * graph.size())) return context.exhausted();
  const auto names = graph.cycle();
  if (names.empty() && graph.unknown()) return graph.unknown()->derived();
  std::vector<Value> values;
  for (const std::string_view name : names) values.push_back(Value::string(name));
  return context.list(values);
}

constexpr expr::Function kFunctions[] = {
    {"graph.cycle", expr::Style::kGlobal, "list(dyn)", "list(string)", cycle},
};

}  // namespace

std::span<const expr::Function> graph_functions() { return kFunctions; }

}  // namespace ecslint::rules
