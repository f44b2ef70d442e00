// SPDX-License-Identifier: Apache-2.0
// Fixes of the findings at a place, all safe ones of the file, and suppressions with a reason. What takes
// long to work out is a command: the client gets the edit when it is chosen.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/commands.h"
#include "lsp/features/features.h"
#include "lsp/mend.h"

namespace ecslint::lsp {
namespace {

constexpr std::string_view kQuickFix = "quickfix";
constexpr std::string_view kFixAll = "source.fixAll";
constexpr std::string_view kOwnFixAll = "source.fixAll.ecslint";

/// The kinds asked for; all when it does not say.
bool wants(const Json& params, std::string_view kind) {
  const Json& only = get(params, "context", "only");
  if (!only.is_array() || only.empty()) return kind == kQuickFix;
  return std::ranges::any_of(only, [kind](const Json& each) {
    const std::string word = as_string(each);
    return kind == word || (kind.starts_with(word) && kind[word.size()] == '.');
  });
}

bool meets(text::Range a, text::Range b) { return a.begin <= b.end && b.begin <= a.end; }

/// The client's own diagnostics of a finding, to be sent back with what mends it.
Json diagnostics_for(const Json& params, const Context& context, const Diagnosis& diagnosis) {
  Json out = Json::array();
  const Json range = to_json(context.positions().range(diagnosis.range));
  for (const Json& each : get(params, "context", "diagnostics")) {
    if (as_string(get(each, "code")) == diagnosis.code && get(each, "range") == range) out.push_back(each);
  }
  return out;
}

Json command(std::string_view title, std::string_view name, Json arguments) {
  return {{"title", title}, {"command", name}, {"arguments", std::move(arguments)}};
}

void add_fix(const Context& context, const Json& params, const Diagnosis& diagnosis, Json& out) {
  const Repair& fix = *diagnosis.fix;
  Json action{{"title", fmt::format("{} ({})", fix.title, diagnosis.code)},
              {"kind", kQuickFix},
              {"diagnostics", diagnostics_for(params, context, diagnosis)},
              {"edit", context.workspace_edit(fix.edits)}};
  if (fix.safe) action["isPreferred"] = true;
  out.push_back(std::move(action));
}

void add_suppression(const Context& context, const Json& params, const Diagnosis& diagnosis, Json& out) {
  const std::string title = fmt::format("Ignore {} here, with a reason", diagnosis.code);
  const std::uint32_t line = context.positions().position(diagnosis.range.begin).line;
  out.push_back({{"title", title},
                 {"kind", kQuickFix},
                 {"diagnostics", diagnostics_for(params, context, diagnosis)},
                 {"command", command(title, kIgnoreCommand,
                                     Json::array({context.uri(context.name()), diagnosis.code, line}))}});
}

}  // namespace

Answer code_action(const Context& context, const Json& params) {
  const auto range = range_from(get(params, "range"));
  if (!range) return text::Error{"no range in the parameters"};
  Json out = Json::array();
  const FileState* state = context.folder().state(context.name());
  if (state == nullptr) return out;
  const text::Range asked = context.bytes(*range);
  if (wants(params, kQuickFix)) {
    std::vector<const Diagnosis*> here;
    for (const Diagnosis& diagnosis : state->shown) {
      if (meets(asked, diagnosis.range)) here.push_back(&diagnosis);
    }
    for (const Diagnosis* diagnosis : here) {
      if (diagnosis->fix && !diagnosis->fix->edits.empty()) add_fix(context, params, *diagnosis, out);
    }
    const auto safe = [](const Diagnosis& each) { return each.fix && each.fix->safe; };
    const auto count = std::ranges::count_if(state->shown, safe);
    if (count > 1 && !here.empty()) {
      const std::string title =
          fmt::format("Mend all {} findings of the file that can be mended safely", count);
      out.push_back(
          {{"title", title},
           {"kind", kQuickFix},
           {"command", command(title, kFixAllCommand, Json::array({context.uri(context.name())}))}});
    }
    for (const Diagnosis* diagnosis : here) {
      if (!is_syntax(*diagnosis)) add_suppression(context, params, *diagnosis, out);
    }
  }
  if (wants(params, kOwnFixAll) || wants(params, kFixAll)) {
    const FileEdits edits = fix_all(context);
    if (!edits.empty()) {
      out.push_back({{"title", "Mend all that can be mended safely"},
                     {"kind", kOwnFixAll},
                     {"edit", context.workspace_edit(edits)}});
    }
  }
  return out;
}

}  // namespace ecslint::lsp
