// SPDX-License-Identifier: Apache-2.0
#include "lsp/symbols.h"

#include <algorithm>
#include <string>

#include "lsp/template_names.h"

namespace ecslint::lsp {
namespace {

using doc::Node;
using model::Resource;

std::string text_of(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

text::Range name_range(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  if (value != nullptr && object.range().contains(value->range())) return value->range();
  return {object.range().begin, object.range().begin};
}

/// Symbols for the elements of a list.
class Outline {
 public:
  explicit Outline(const PositionMap& positions) : positions_(positions) {}

  DocumentSymbol of(const Resource& resource) const {
    DocumentSymbol out;
    const model::KindInfo& kind = info(resource.kind);
    out.name = resource.named() ? std::string(resource.name) : std::string(kind.title);
    out.detail = kind.title;
    out.kind = SymbolKind::kModule;
    out.range = positions_.range(resource.written->range());
    out.selection = positions_.range(name_range(*resource.written, kind.identifier));
    add(*resource.node, "containerDefinitions", "image", SymbolKind::kClass, out);
    add(*resource.node, "volumes", "", SymbolKind::kStruct, out);
    add(*resource.node, "loadBalancers", "targetGroupArn", SymbolKind::kInterface, out);
    return out;
  }

 private:
  void add(const Node& object, std::string_view list, std::string_view detail, SymbolKind kind,
           DocumentSymbol& out) const {
    const Node* elements = object.find(list);
    if (elements == nullptr) return;
    for (const Node& element : elements->elements()) {
      if (!element.is_object() || element.range().empty()) continue;
      DocumentSymbol& symbol = out.children.emplace_back();
      const bool balancer = list == "loadBalancers";
      symbol.name = text_of(element, balancer ? "containerName" : "name");
      if (symbol.name.empty())
        symbol.name = std::string(list == "volumes" ? "volume" : balancer ? "load balancer" : "container");
      symbol.detail = text_of(element, detail);
      symbol.kind = kind;
      symbol.range = positions_.range(element.range());
      symbol.selection = positions_.range(name_range(element, balancer ? "containerName" : "name"));
      if (list == "containerDefinitions") add_ports(element, symbol);
    }
  }

  void add_ports(const Node& container, DocumentSymbol& out) const {
    const Node* ports = container.find("portMappings");
    if (ports == nullptr) return;
    for (const Node& port : ports->elements()) {
      const Node* number = port.find("containerPort");
      if (number == nullptr || !number->is(doc::Kind::kInteger) || port.range().empty()) continue;
      DocumentSymbol& symbol = out.children.emplace_back();
      symbol.name = std::to_string(number->as_int());
      symbol.detail = text_of(port, "name");
      symbol.kind = SymbolKind::kEvent;
      symbol.range = positions_.range(port.range());
      symbol.selection = positions_.range(name_range(port, "containerPort"));
    }
  }

  const PositionMap& positions_;
};

SymbolKind kind_of(TemplateSection section) {
  switch (section) {
    case TemplateSection::kParameter:
      return SymbolKind::kVariable;
    case TemplateSection::kMapping:
      return SymbolKind::kConstant;
    case TemplateSection::kCondition:
      return SymbolKind::kBoolean;
    case TemplateSection::kResource:
      return SymbolKind::kClass;
    case TemplateSection::kOutput:
      return SymbolKind::kProperty;
  }
  return SymbolKind::kClass;
}

}  // namespace

std::vector<DocumentSymbol> symbols_of(const lint::ParsedFile& file, const PositionMap& positions) {
  const Outline outline(positions);
  std::vector<DocumentSymbol> out;
  for (const Declaration& declared : declarations(file)) {
    DocumentSymbol& symbol = out.emplace_back();
    const bool resource = declared.section == TemplateSection::kResource;
    symbol.name = declared.name.empty() ? "\"\"" : declared.name;  // editors refuse outlines with empty names
    symbol.detail = resource ? std::string(declared.type) : declared.what();
    symbol.kind = kind_of(declared.section);
    symbol.range = positions.range(declared.range());
    symbol.selection = positions.range(declared.name_range);
    for (const Resource& each : file.resources) {
      if (resource && declared.range().contains(each.written->range()))
        symbol.children = outline.of(each).children;
    }
  }
  if (!out.empty()) return out;
  for (const Resource& resource : file.resources) out.push_back(outline.of(resource));
  return out;
}

}  // namespace ecslint::lsp
