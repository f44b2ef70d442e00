// SPDX-License-Identifier: Apache-2.0
#include "lint/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "doc/document.h"
#include "lint/paths.h"
#include "lint/walk.h"
#include "syntax/json/parse.h"
#include "text/json_writer.h"
#include "text/line_index.h"

namespace ecslint::lint {
namespace {

std::string text_in(const doc::Node& entry, std::string_view key) {
  const doc::Node* value = entry.find(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

text::Error problem(const doc::Document& document, text::Range range, std::string_view message) {
  const text::Position at = text::LineIndex(document.source().bytes()).position(range.begin);
  return {fmt::format("{}:{}:{}: {}", document.source().name(), at.line, at.column, message)};
}

std::string quoted(std::string_view text) {
  std::string out;
  text::append_json_string(out, text);
  return out;
}

}  // namespace

std::string baseline_text(std::string_view path, std::string_view current_folder,
                          std::vector<BaselineEntry> entries) {
  for (BaselineEntry& entry : entries) entry.file = name_from(folder_of(path), entry.file, current_folder);
  std::ranges::sort(entries, {},
                    [](const BaselineEntry& e) { return std::tie(e.file, e.code, e.path, e.fingerprint); });
  std::string out = "{\n  \"version\": 1,\n  \"findings\": [";
  for (const BaselineEntry& entry : entries) {
    out += fmt::format("{}\n    {{\"file\": {}, \"code\": {}, \"path\": {}, \"fingerprint\": \"{:016x}\"}}",
                       &entry == entries.data() ? "" : ",", quoted(entry.file), quoted(entry.code),
                       quoted(entry.path), entry.fingerprint);
  }
  return out + (entries.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

text::Result<Baseline> Baseline::read(const text::FileSystem& files, const std::string& path) {
  auto source = files.read(path);
  if (!source) return source.error();
  doc::Document document(std::move(source).value());
  std::vector<finding::Finding> mistakes;
  syntax_json::parse_json(document, mistakes);
  if (!mistakes.empty()) return problem(document, mistakes[0].place.range, mistakes[0].message);
  const doc::Node& root = document.roots().front();
  const doc::Node* version = root.find("version");
  const doc::Node* findings = root.find("findings");
  if (version == nullptr || !version->is(doc::Kind::kInteger) || version->as_int() != 1 ||
      findings == nullptr || !findings->is_array()) {
    return problem(document, root.range(),
                   "this is no baseline of ecslint: it has \"version\": 1 and \"findings\"");
  }
  Baseline out;
  out.folder_ = folder_of(path);
  out.current_folder_ = files.current_folder();
  for (const doc::Node& node : findings->elements()) {
    Entry entry{{text_in(node, "file"), text_in(node, "code"), text_in(node, "path"), 0}};
    const std::string digits = text_in(node, "fingerprint");
    const auto read =
        std::from_chars(digits.data(), digits.data() + digits.size(), entry.entry.fingerprint, 16);
    if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) {
      return problem(document, node.range(), "a finding needs its fingerprint, sixteen hexadecimal digits");
    }
    entry.moved = !files.exists(path_from(out.folder_, entry.entry.file));
    out.entries_.emplace(entry.entry.fingerprint, std::move(entry));
  }
  return out;
}

Baseline::Entry* Baseline::entry_for(const std::string& file, std::uint64_t fingerprint) {
  Entry* moved = nullptr;
  const auto [first, last] = entries_.equal_range(fingerprint);
  for (auto at = first; at != last; ++at) {
    Entry& entry = at->second;
    if (entry.found) continue;
    if (entry.entry.file == file) return &entry;
    if (entry.moved) moved = &entry;
  }
  return moved;
}

std::uint32_t Baseline::filter(std::string_view file, std::vector<finding::Finding>& findings) {
  const std::string name = name_from(folder_, file, current_folder_);
  checked_.insert(name);
  const auto known = [&](const finding::Finding& finding) {
    Entry* entry = entry_for(name, finding.fingerprint);
    if (entry != nullptr) entry->found = true;
    return entry != nullptr;
  };
  return static_cast<std::uint32_t>(std::erase_if(findings, known));
}

std::vector<BaselineEntry> Baseline::gone() const {
  std::vector<BaselineEntry> out;
  for (const auto& [fingerprint, entry] : entries_) {
    if (!entry.found && (entry.moved || checked_.contains(entry.entry.file))) out.push_back(entry.entry);
  }
  std::ranges::sort(out, {}, [](const BaselineEntry& e) { return std::tie(e.file, e.code, e.path); });
  return out;
}

}  // namespace ecslint::lint
