// SPDX-License-Identifier: Apache-2.0
#include "lsp/settings.h"

namespace ecslint::lsp {
namespace {

template <typename T>
bool set(T& to, T value) {
  if (to == value) return false;
  to = std::move(value);
  return true;
}

bool set_words(std::vector<std::string>& to, const Json& value) {
  if (!value.is_array()) return false;
  std::vector<std::string> words;
  for (const Json& word : value) {
    if (word.is_string()) words.push_back(word.get<std::string>());
  }
  return set(to, std::move(words));
}

bool set_text(std::string& to, const Json& value) {
  return value.is_string() && set(to, value.get<std::string>());
}

bool set_flag(bool& to, const Json& value) { return value.is_boolean() && set(to, value.get<bool>()); }

}  // namespace

bool Settings::update(const Json& value) {
  bool changed = set_words(options.select, get(value, "select"));
  changed |= set_words(options.ignore, get(value, "ignore"));
  changed |= set_words(options.rule_packs, get(value, "rules"));
  changed |= set_text(options.profile, get(value, "profile"));
  changed |= set_text(options.config_file, get(value, "config"));
  changed |= set_text(options.baseline, get(value, "baseline"));
  // What the client can do or wants to see does not change what is found.
  set_flag(show_references, get(value, "showReferences"));
  changed |= set_flag(inlay_hints, get(value, "inlayHints"));
  changed |= set_flag(code_lens, get(value, "codeLens"));
  changed |= set_flag(console_links, get(value, "consoleLinks"));
  return changed;
}

}  // namespace ecslint::lsp
