// SPDX-License-Identifier: Apache-2.0
#include "lint/parameter_file.h"

#include <algorithm>

#include "dialect/cloudformation/call.h"
#include "dialect/cloudformation/composer.h"
#include "doc/document.h"
#include "lint/checker.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

namespace ecslint::lint {
namespace {

using dialect_cloudformation::is_scalar;
using dialect_cloudformation::scalar_text;
using dialect_cloudformation::text_of;
using doc::Node;

bool take_element(const Node& element, Parameters& out) {
  if (const auto text = text_of(element)) {
    const std::size_t equals = text->find('=');
    if (equals == std::string_view::npos) return false;
    out.emplace_back(text->substr(0, equals), text->substr(equals + 1));
    return true;
  }
  const Node* name = element.find("ParameterKey");
  const Node* value = element.find("ParameterValue");
  if (name == nullptr || !name->is_string()) return false;
  const auto text = value == nullptr ? std::nullopt : parameter_text(*value);
  if (text) out.emplace_back(name->as_string(), *text);
  return true;  // without a value: UsePreviousValue
}

bool take(const Node& root, Parameters& out) {
  if (root.is_array()) {
    for (const Node& element : root.elements()) {
      if (!take_element(element, out)) return false;
    }
    return true;
  }
  const Node* inner = root.find("Parameters");
  if (inner != nullptr && (inner->is_object() || inner->is_array())) return take(*inner, out);
  for (const doc::Member& member : root.members()) {
    const auto text = parameter_text(member.value);
    if (!text) return false;
    out.emplace_back(member.key, *text);
  }
  return root.is_object();
}

}  // namespace

std::optional<std::string> parameter_text(const Node& node) {
  if (is_scalar(node)) return scalar_text(node);
  if (const auto text = text_of(node)) return std::string(*text);
  if (!node.is_array()) return std::nullopt;
  std::string out;
  for (const Node& element : node.elements()) {
    if (!is_scalar(element)) return std::nullopt;
    out += (out.empty() ? "" : ",") + scalar_text(element);
  }
  return out;
}

text::Result<Parameters> read_parameter_file(const text::FileSystem& files, const std::string& path) {
  auto source = files.read(path);
  if (!source) return source.error();
  doc::Document document(std::move(source).value());
  std::vector<finding::Finding> findings;
  if (syntax_of(document.source().name(), document.source().content()) == Syntax::kYaml) {
    syntax_yaml::parse_yaml(document, findings);
  } else {
    syntax_json::parse_json(document, findings);
  }
  const auto is_error = [](const finding::Finding& one) { return one.level == finding::Level::kError; };
  if (const auto error = std::ranges::find_if(findings, is_error); error != findings.end())
    return text::Error{error->message};
  Parameters out;
  if (document.roots().empty() || !take(document.roots().front(), out)) {
    return text::Error{
        "it holds neither a list of ParameterKey and ParameterValue nor a map of names to values"};
  }
  return out;
}

}  // namespace ecslint::lint
