// SPDX-License-Identifier: Apache-2.0
#include "lint/look_around.h"

#include <algorithm>
#include <array>

#include "dialect/ecs/read.h"
#include "doc/document.h"
#include "lint/checker.h"
#include "lint/walk.h"
#include "rules/functions/image_reference.h"
#include "syntax/yaml/yaml.h"

namespace ecslint::lint {
namespace {

using doc::Node;
using model::Kind;

constexpr std::array<std::string_view, 4> kProduction = {"prod", "production", "prd", "live"};
constexpr std::array<std::string_view, 9> kDevelopment = {
    "dev", "development", "test", "testing", "stage", "staging", "sandbox", "qa", "local"};

void note_folders(std::string_view file, std::string_view base, Surroundings& out) {
  file = plain(file);
  if (!base.empty() && is_below(file, base) && file != base) file.remove_prefix(base.size() + 1);
  for (std::string_view folder = folder_of(file); !folder.empty() && folder != "/";
       folder = folder_of(folder)) {
    const std::string_view name = folder.substr(folder.rfind('/') + 1);
    const std::string pattern = std::string(folder) + "/**";
    if (std::ranges::find(kProduction, name) != kProduction.end()) out.production.insert(pattern);
    if (std::ranges::find(kDevelopment, name) != kDevelopment.end()) out.development.insert(pattern);
  }
}

std::string_view text_of(const Node& object, std::string_view key) {
  const Node* value = object.is_object() ? object.find(key) : nullptr;
  return value != nullptr && value->is_string() ? value->as_string() : std::string_view();
}

void note_containers(const Node& task, Surroundings& out) {
  const Node* containers = task.find("containerDefinitions");
  if (containers == nullptr || !containers->is_array()) return;
  for (const Node& container : containers->elements()) {
    if (!container.is_object()) continue;
    const std::string_view image = text_of(container, "image");
    const rules::ImageReference reference = rules::parse_image_reference(image);
    if (!image.empty() && reference.host && reference.valid.value_or(false))
      ++out.registries[std::string(*reference.host)];
    const Node* log = container.find("logConfiguration");
    const std::string_view driver = log == nullptr ? std::string_view() : text_of(*log, "logDriver");
    if (!driver.empty()) ++out.drivers[std::string(driver)];
  }
}

void note_tags(const model::Resource& resource, Surroundings& out) {
  const bool taggable = resource.form == model::Form::kCreate &&
                        (resource.kind == Kind::kTaskDefinition || resource.kind == Kind::kService ||
                         resource.kind == Kind::kCluster);
  if (!taggable) return;
  ++out.taggable;
  const Node* tags = resource.node->find("tags");
  if (tags == nullptr || !tags->is_array()) return;
  std::set<std::string> keys;
  for (const Node& tag : tags->elements()) {
    if (const std::string_view key = text_of(tag, "key"); !key.empty()) keys.emplace(key);
  }
  for (const std::string& key : keys) ++out.tags[key];
}

void note_resources(const text::Source& source, Surroundings& out) {
  doc::Document document(text::Source(source.name(), source.bytes()));
  std::vector<finding::Finding> mistakes;
  if (syntax_of(source.name(), source.content()) == Syntax::kYaml) {
    syntax_yaml::parse_yaml(document, mistakes);
  } else {
    syntax_json::parse_json(document, mistakes);
  }
  std::vector<model::Resource> resources;
  dialect_ecs::read_resources(document, std::nullopt, resources, mistakes);
  for (const model::Resource& resource : resources) {
    ++out.kinds[std::string(info(resource.kind).title)];
    note_tags(resource, out);
    if (resource.kind == Kind::kTaskDefinition) note_containers(*resource.node, out);
  }
}

}  // namespace

Surroundings look_around(const Linter& linter, const std::vector<std::string>& paths) {
  Surroundings out;
  std::string_view base = paths.empty() ? std::string_view() : plain(paths.front());
  while (base.ends_with('/')) base.remove_suffix(1);
  out.summary = linter.check(paths, [&out, base](const FileResult& result) {
    if (result.verdict == Verdict::kUnreadable) out.unreadable.emplace_back(result.file);
    if (result.verdict != Verdict::kEcs || result.source == nullptr) return;
    note_folders(result.file, base, out);
    note_resources(*result.source, out);
  });
  return out;
}

}  // namespace ecslint::lint
