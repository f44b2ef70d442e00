// SPDX-License-Identifier: Apache-2.0
#include "lsp/diagnostics.h"

#include <fmt/format.h>

#include "lint/suppression.h"

namespace ecslint::lsp {
namespace {

constexpr std::string_view kRulePages = "https://github.com/ecslint/ecslint/blob/main/docs/rules/";

int severity(finding::Level level) {
  switch (level) {
    case finding::Level::kError:
      return 1;
    case finding::Level::kWarning:
      return 2;
    case finding::Level::kInfo:
      return 3;
  }
  return 3;
}

Json related(const Context& context, const Diagnosis& diagnosis) {
  Json out = Json::array();
  for (const RelatedPlace& each : diagnosis.related) {
    out.push_back({{"location", to_json(context.location(each.place.file, each.place.range))},
                   {"message", each.message}});
  }
  return out;
}

Json diagnostic(const Context& context, const PositionMap& positions, const Diagnosis& diagnosis) {
  constexpr int kUnnecessary = 1;
  const std::string condition = diagnosis.condition.empty() ? "" : fmt::format(" ({})", diagnosis.condition);
  Json out{{"range", to_json(positions.range(diagnosis.range))},
           {"severity", severity(diagnosis.level)},
           {"code", diagnosis.code},
           {"source", "ecslint"},
           {"message", diagnosis.message + condition},
           {"data", {{"fingerprint", fmt::format("{:016x}", diagnosis.fingerprint)}}}};
  const std::string href = help_uri(context.folder().linter(), diagnosis.code);
  if (!href.empty()) out["codeDescription"] = {{"href", href}};
  if (!diagnosis.path.empty()) out["data"]["path"] = diagnosis.path;
  if (diagnosis.fix) out["data"]["fix"] = diagnosis.fix->title;
  if (!diagnosis.related.empty()) out["relatedInformation"] = related(context, diagnosis);
  if (diagnosis.code == lint::kUnusedSuppression) out["tags"] = Json::array({kUnnecessary});
  return out;
}

}  // namespace

std::string help_uri(const lint::Linter& linter, std::string_view code) {
  const auto rule = linter.rules().find(code);
  if (!rule) return {};
  const rules::RuleInfo info = linter.rules().info(*rule);
  if (!info.references().empty()) return std::string(info.references()[0]);
  return fmt::format("{}{}.md", kRulePages, info.code());
}

Json diagnostics_of(const Context& context) {
  Json out = Json::array();
  const FileState* state = context.folder().state(context.name());
  if (state == nullptr || state->shown.empty()) return out;
  const PositionMap& positions = context.positions();
  for (const Diagnosis& diagnosis : state->shown) out.push_back(diagnostic(context, positions, diagnosis));
  return out;
}

}  // namespace ecslint::lsp
