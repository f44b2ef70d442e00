// SPDX-License-Identifier: Apache-2.0
// What is meant but not written: units, sums against the task's limit, defaults that apply.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/cursor.h"
#include "lsp/features/features.h"
#include "lsp/task_sums.h"
#include "schema/value.h"

namespace ecslint::lsp {
namespace {

using doc::Node;
using model::Kind;
using model::Resource;

/// Objects at whose beginning the defaults of some properties are told.
struct Defaults {
  std::string_view list;    // in the resource; empty: the resource itself
  std::string_view object;  // in its elements; empty: the element itself
  std::string_view properties;
};
constexpr Defaults kDefaults[] = {
    {"containerDefinitions", "", "essential"},
    {"containerDefinitions", "healthCheck", "interval timeout retries"},
};

class Hints {
 public:
  Hints(const Context& context, text::Range asked) : context_(context), asked_(asked) {}

  void of(const Resource& resource) {
    if (resource.kind != Kind::kTaskDefinition) return;
    const Node& task = *resource.node;
    sizes(task);
    sums(task);
    if (const Node* containers = task.find("containerDefinitions")) {
      for (const Node& container : containers->elements()) sizes(container);
    }
    for (const Defaults& row : kDefaults) defaults(resource, row);
  }

  Json take() { return std::move(out_); }

 private:
  void sizes(const Node& object) {
    const Node* cpu = object.find("cpu");
    const Node* memory = object.find("memory");
    const Node* reserved = object.find("memoryReservation");
    if (const auto units = cpu_of(cpu); units.value_or(0) > 0 && is_plain(*cpu))
      behind(*cpu, "= " + vcpu_text(*units));
    for (const Node* value : {memory, reserved}) {
      const auto mib = memory_of(value);
      if (mib.value_or(0) >= 256 && *mib % 256 == 0 && is_plain(*value))
        behind(*value, "= " + memory_text(*mib));
    }
  }

  void sums(const Node& task) {
    const auto add = [&](const TaskSum& sum, std::string_view key, std::string_view unit) {
      if (!sum.limit || !sum.any || !sum.known) return;
      behind(*task.find(key), fmt::format("containers: {} of {} {}", sum.sum, *sum.limit, unit));
    };
    add(cpu_sum(task), "cpu", "units");
    add(memory_sum(task), "memory", "MiB");
  }

  void defaults(const Resource& resource, const Defaults& row) {
    const Node* list = resource.node->find(row.list);
    if (list == nullptr) return;
    std::vector<std::string> keys{std::string(row.list), ""};
    if (!row.object.empty()) keys.emplace_back(row.object);
    const auto schema = schema_at(context_.folder().linter().engine(), resource, keys);
    if (!schema) return;
    for (const Node& element : list->elements()) {
      const Node* object = row.object.empty() ? &element : element.find(row.object);
      if (object == nullptr || !object->is_object() || object->has(Node::kOpen)) continue;
      const std::string text = absent(*object, *schema, row.properties);
      if (!text.empty()) opening(*object, text);
    }
  }

  static std::string absent(const Node& object, const schema::SchemaView& schema,
                            std::string_view properties) {
    std::string out;
    while (!properties.empty()) {
      const std::string_view name = properties.substr(0, properties.find(' '));
      properties.remove_prefix(std::min(properties.size(), name.size() + 1));
      const auto property = schema.property(name);
      const schema::Value* value = property ? property->schema.default_value() : nullptr;
      if (value == nullptr || object.find(name) != nullptr) continue;
      out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", name,
                         schema::to_json(*value, schema.set().image()));
    }
    return out;
  }

  /// Written as a bare number: what has its unit needs no hint.
  static bool is_plain(const Node& value) {
    return !value.is_string() ||
           std::ranges::all_of(value.as_string(), [](char c) { return c >= '0' && c <= '9'; });
  }

  void opening(const Node& object, const std::string& text) {
    const std::string_view bytes = context_.source().bytes();
    const text::Range range = object.range();
    if (range.empty()) return;
    if (bytes[range.begin] == '{') return add(range.begin + 1, text);
    // In YAML behind the first line of the object.
    add(static_cast<text::Offset>(std::min(bytes.find_first_of("\r\n", range.begin), bytes.size())), text);
  }
  void behind(const Node& value, const std::string& text) { add(value.range().end, text); }

  void add(text::Offset offset, const std::string& text) {
    constexpr int kParameter = 2;
    if (offset < asked_.begin || offset > asked_.end) return;
    out_.push_back({{"position", to_json(context_.positions().position(offset))},
                    {"label", text},
                    {"kind", kParameter},
                    {"paddingLeft", true}});
  }

  const Context& context_;
  text::Range asked_;
  Json out_ = Json::array();
};

}  // namespace

Answer inlay_hint(const Context& context, const Json& params) {
  const auto range = range_from(get(params, "range"));
  if (!range) return text::Error{"no range in the parameters"};
  if (!context.settings().inlay_hints) return Json::array();
  Hints hints(context, context.bytes(*range));
  for (const Resource& resource : context.file()->resources) hints.of(resource);
  return hints.take();
}

}  // namespace ecslint::lsp
