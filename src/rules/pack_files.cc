// SPDX-License-Identifier: Apache-2.0
#include "rules/pack_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "syntax/toml/toml.h"

namespace ecslint::rules {
namespace {

constexpr int kMaxFolderDepth = 8;
constexpr std::size_t kMaxFiles = 5000;

/// What may lie in a pack's folder besides rules.
constexpr std::array<std::string_view, 3> kBesides = {"README.md", "catalogue.tsv", "not-covered.toml"};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool identifier(std::string_view name) {
  const auto ok = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name[0] >= 'a' && std::all_of(name.begin(), name.end(), ok);
}

class Reader {
 public:
  Reader(const text::FileSystem& files, std::string folder, PackKind kind, Problems& problems)
      : files_(files), folder_(std::move(folder)), kind_(kind), problems_(problems) {}

  void walk(const std::string& below, int depth) {
    const auto entries = files_.list(below.empty() ? folder_ : folder_ + "/" + below);
    if (!entries) return say_about(folder_ + "/" + below, entries.error().message);
    for (const text::DirectoryEntry& entry : *entries) {
      if (entry.name.empty() || entry.name[0] == '.') continue;
      const std::string path = below.empty() ? entry.name : below + "/" + entry.name;
      if (!entry.directory) {
        file(path, entry.name);
      } else if (entry.name != "fixtures" && depth < kMaxFolderDepth) {
        walk(path, depth + 1);
      }
    }
  }

  void rule(const std::string& path) {
    const doc::Document* document = parse(path);
    if (document == nullptr) return;
    auto read = read_rule(*document, path, kind_, problems_);
    if (read) pack_.rules.push_back(std::move(*read));
  }

  PackFiles finish() {
    const auto by_code = [](const RuleFile& a, const RuleFile& b) { return a.code() < b.code(); };
    std::stable_sort(pack_.rules.begin(), pack_.rules.end(), by_code);
    unique();
    return std::move(pack_);
  }

 private:
  void file(const std::string& path, const std::string& name) {
    if (pack_.documents.size() >= kMaxFiles) return;
    if (path.substr(0, 5) == "data/" && ends_with(name, ".toml")) return data(path, name);
    if (ends_with(name, ".toml") && std::find(kBesides.begin(), kBesides.end(), name) == kBesides.end()) {
      return rule(path);
    }
    if (std::find(kBesides.begin(), kBesides.end(), name) == kBesides.end()) {
      say_about(folder_ + "/" + path, "a stray file: a pack holds <CODE>-<name>.toml, data/ and fixtures/");
    }
  }

  void data(const std::string& path, const std::string& name) {
    const std::string table = name.substr(0, name.size() - 5);
    const doc::Document* document = parse(path);
    if (document == nullptr) return;
    if (!identifier(table)) {
      return problems_.add(*document, {0, 0},
                           "a table is read as data.NAME: small letters, digits and _ only");
    }
    pack_.data.push_back({table, document});
  }

  const doc::Document* parse(const std::string& path) {
    const std::string full = folder_.empty() ? path : folder_ + "/" + path;
    auto source = files_.read(full);
    if (!source) return say_about(full, source.error().message), nullptr;
    doc::Document& document =
        *pack_.documents.emplace_back(std::make_unique<doc::Document>(std::move(*source)));
    std::vector<finding::Finding> findings;
    syntax_toml::parse_toml(document, findings);
    for (const finding::Finding& finding : findings) {
      problems_.add(document, finding.place.range, finding.message);
    }
    return document.roots().empty() || !findings.empty() ? nullptr : &document;
  }

  /// A problem with a file that has no text: its name is all there is to show.
  void say_about(const std::string& path, std::string message) {
    auto& document = pack_.documents.emplace_back(std::make_unique<doc::Document>(text::Source(path, "")));
    problems_.add(*document, {0, 0}, std::move(message));
  }

  void unique() {
    for (std::size_t i = 1; i < pack_.rules.size(); ++i) {
      const RuleFile& before = pack_.rules[i - 1];
      const RuleFile& rule = pack_.rules[i];
      if (rule.code() != before.code()) continue;
      problems_.add(rule.document(), rule.get(Key::kCode)->range(),
                    fmt::format("{} is the code of {} already", rule.code(), before.path()));
    }
  }

  const text::FileSystem& files_;
  std::string folder_;
  PackKind kind_;
  Problems& problems_;
  PackFiles pack_;
};

}  // namespace

PackFiles read_pack(const text::FileSystem& files, const std::string& path, PackKind kind,
                    Problems& problems) {
  if (files.is_directory(path)) {
    Reader reader(files, path, kind, problems);
    reader.walk("", 0);
    return reader.finish();
  }
  const std::size_t slash = path.rfind('/');
  const bool bare = slash == std::string::npos;
  Reader reader(files, bare ? "" : path.substr(0, slash), kind, problems);
  reader.rule(bare ? path : path.substr(slash + 1));
  return reader.finish();
}

}  // namespace ecslint::rules
