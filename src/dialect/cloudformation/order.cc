// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/order.h"

#include <fmt/format.h>

#include <algorithm>

#include "dialect/cloudformation/call.h"

namespace ecslint::dialect_cloudformation {
namespace {

using doc::Node;
using finding::SyntaxCode;

constexpr int kMaxDepth = 100;

/// One resource needs another, which is named at the place.
struct Edge {
  std::size_t to;
  doc::Range place;
  bool sure;  // whatever conditions say
};

bool is_listener(std::string_view type) {
  return type == "AWS::ElasticLoadBalancingV2::Listener" ||
         type == "AWS::ElasticLoadBalancingV2::ListenerRule";
}

class Order {
 public:
  explicit Order(Template& source) : template_(source), edges_(source.resources().size()) {
    for (const TemplateResource& resource : resources()) numbers_.emplace(resource.id, numbers_.size());
    for (from_ = 0; from_ < edges_.size(); ++from_) read(resources()[from_]);
  }

  void report_circles() {
    states_.assign(edges_.size(), State::kNew);
    for (std::size_t start = 0; start < edges_.size(); ++start) {
      if (states_[start] == State::kNew) walk_from(start);
    }
  }

  void report_early_services() {
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      if (is_listener(resources()[i].type)) listeners_.push_back(i);
    }
    for (std::size_t i = 0; i < edges_.size() && !listeners_.empty(); ++i) {
      const TemplateResource& service = resources()[i];
      if (service.type != "AWS::ECS::Service" || service.properties == nullptr) continue;
      const Node* balancers = service.properties->find("LoadBalancers");
      if (balancers == nullptr) continue;
      find_all_before(i);
      look_at_balancers(*balancers, 0);
    }
  }

 private:
  enum class State : std::uint8_t { kNew, kOnPath, kDone };
  struct Step {
    std::size_t node;
    std::size_t next = 0;
  };

  const std::vector<TemplateResource>& resources() const { return template_.resources(); }

  // --- who names whom

  void read(const TemplateResource& resource) {
    const bool sure = resource.node->find("Condition") == nullptr;
    if (resource.properties != nullptr) read(*resource.properties, sure, 0);
    const Node* depends_on = resource.node->find("DependsOn");
    if (depends_on == nullptr) return;
    const std::span<const Node> one(depends_on, 1);
    for (const Node& name : depends_on->is_array() ? depends_on->elements() : one) {
      if (name.is_string()) add(name.as_string(), name.range(), sure);
    }
  }

  void read(const Node& node, bool sure, int depth) {
    if (depth > kMaxDepth) return;
    if (const auto call = call_of(node)) return read(*call, call->argument.range(), sure, depth + 1);
    for (const Node& element : node.elements()) read(element, sure, depth + 1);
    for (const doc::Member& member : node.members()) read(member.value, sure, depth + 1);
  }

  void read(const Call& call, doc::Range place, bool sure, int depth) {
    const Node& argument = call.argument;
    switch (call.function) {
      case Function::kRef:
        if (const auto name = text_of(argument)) add(*name, place, sure);
        return;
      case Function::kGetAtt: {
        const bool listed = argument.is_array() && argument.size() > 0;
        const auto name = text_of(listed ? argument.elements()[0] : argument);
        if (name) add(name->substr(0, name->find('.')), place, sure);
        return;
      }
      case Function::kSub:
        return read_text(argument, place, sure, depth);
      case Function::kIf:
        return read(argument, false, depth);
      default:
        return read(argument, sure, depth);
    }
  }

  /// ${Name}, ${Name.Attribute}; a name that the call gives a value is none of the template's.
  void read_text(const Node& argument, doc::Range place, bool sure, int depth) {
    const bool listed = argument.is_array() && argument.size() == 2;
    const Node* values = listed ? &argument.elements()[1] : nullptr;
    if (values != nullptr) read(*values, sure, depth);
    const auto text = text_of(listed ? argument.elements()[0] : argument);
    if (!text) return;
    for (std::size_t at = text->find("${"); at != std::string_view::npos; at = text->find("${", at + 2)) {
      const std::string_view rest = text->substr(at + 2);
      const std::string_view name = rest.substr(0, rest.find_first_of(".}"));
      if (values == nullptr || values->find(name) == nullptr) add(name, place, sure);
    }
  }

  void add(std::string_view name, doc::Range place, bool sure) {
    const Bindings& bindings = *resources()[from_].bindings;
    const auto at = numbers_.find(bound_text(template_.arena(), bindings, name));
    if (at != numbers_.end()) edges_[from_].push_back({at->second, place, sure});
  }

  // --- circles

  /// Depth first, without recursion: a sure edge back into the path closes a circle.
  void walk_from(std::size_t start) {
    std::vector<Step> path = {{start}};
    states_[start] = State::kOnPath;
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next == edges_[step.node].size()) {
        states_[step.node] = State::kDone;
        path.pop_back();
        continue;
      }
      const Edge& edge = edges_[step.node][step.next++];
      if (!edge.sure || states_[edge.to] == State::kDone) continue;
      if (states_[edge.to] == State::kOnPath) {
        report_circle(path, edge);
        continue;
      }
      states_[edge.to] = State::kOnPath;
      path.push_back({edge.to});
    }
  }

  void report_circle(const std::vector<Step>& path, const Edge& last) {
    const auto begin = std::ranges::find(path, last.to, &Step::node);
    std::string names;
    for (auto at = begin; at != path.end(); ++at) names += fmt::format("{} needs ", resources()[at->node].id);
    template_.report(SyntaxCode::kTemplateCycle, last.place,
                     fmt::format("none of these can be made first: {}{}", names, resources()[last.to].id));
  }

  // --- services

  void look_at_balancers(const Node& node, int depth) {
    if (depth > kMaxDepth) return;
    if (const auto call = call_of(node)) return look_at_balancers(call->argument, depth + 1);
    for (const Node& element : node.elements()) look_at_balancers(element, depth + 1);
    const Node* group = node.find("TargetGroupArn");
    const auto call = group != nullptr ? call_of(*group) : std::nullopt;
    const auto name = call && call->function == Function::kRef ? text_of(call->argument) : std::nullopt;
    const auto at = name ? numbers_.find(*name) : numbers_.end();
    if (at != numbers_.end()) look_at_group(at->second, call->argument.range());
  }

  void look_at_group(std::size_t group, doc::Range place) {
    const auto names_it = [group](const Edge& edge) { return edge.to == group; };
    const TemplateResource* listener = nullptr;
    for (const std::size_t i : listeners_) {
      if (std::ranges::none_of(edges_[i], names_it)) continue;
      if (before_[i]) return;
      if (listener == nullptr) listener = &resources()[i];
    }
    if (listener == nullptr) return;
    template_.report(
        SyntaxCode::kTemplateOrder, place,
        fmt::format("the service may come before {0}, which ties this target group to a load balancer, and "
                    "is refused then: add DependsOn: {0}",
                    listener->id));
  }

  /// What a resource needs, and what that needs in turn.
  void find_all_before(std::size_t resource) {
    before_.assign(edges_.size(), false);
    std::vector<std::size_t> open = {resource};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      for (const Edge& edge : edges_[at]) {
        if (before_[edge.to]) continue;
        before_[edge.to] = true;
        open.push_back(edge.to);
      }
    }
  }

  Template& template_;
  std::unordered_map<std::string_view, std::size_t> numbers_;  // of resources, by their ids
  std::vector<std::vector<Edge>> edges_;                       // by the resource that they leave
  std::size_t from_ = 0;                                       // the one being read
  std::vector<State> states_;
  std::vector<std::size_t> listeners_;  // and rules
  std::vector<bool> before_;            // what the service at hand needs
};

}  // namespace

void check_order(Template& source) {
  if (source.is_rewritten()) return;
  Order order(source);
  order.report_circles();
  order.report_early_services();
}

}  // namespace ecslint::dialect_cloudformation
