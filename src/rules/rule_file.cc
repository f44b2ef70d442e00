// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace ecslint::rules {
namespace {

using doc::Member;
using doc::Node;

enum class Want : std::uint8_t { kString, kNumber, kBool, kStrings, kTable, kTables, kOneOrMore };

struct KeyInfo {
  Key key;
  std::string_view name;
  Want want;
};

constexpr std::array kKeys = {
    KeyInfo{Key::kCode, "code", Want::kString},
    KeyInfo{Key::kName, "name", Want::kString},
    KeyInfo{Key::kSummary, "summary", Want::kString},
    KeyInfo{Key::kSeverity, "severity", Want::kString},
    KeyInfo{Key::kSubject, "subject", Want::kOneOrMore},
    KeyInfo{Key::kWhen, "when", Want::kString},
    KeyInfo{Key::kAssert, "assert", Want::kString},
    KeyInfo{Key::kAt, "at", Want::kString},
    KeyInfo{Key::kRelated, "related", Want::kTables},
    KeyInfo{Key::kMessage, "message", Want::kString},
    KeyInfo{Key::kHelp, "help", Want::kString},
    KeyInfo{Key::kReferences, "references", Want::kStrings},
    KeyInfo{Key::kTags, "tags", Want::kStrings},
    KeyInfo{Key::kSecuritySeverity, "security-severity", Want::kNumber},
    KeyInfo{Key::kCompliance, "compliance", Want::kStrings},
    KeyInfo{Key::kCatalogue, "catalogue", Want::kStrings},
    KeyInfo{Key::kSince, "since", Want::kString},
    KeyInfo{Key::kAliases, "aliases", Want::kStrings},
    KeyInfo{Key::kEnabled, "enabled", Want::kBool},
    KeyInfo{Key::kOptions, "options", Want::kTable},
    KeyInfo{Key::kEach, "each", Want::kString},
    KeyInfo{Key::kLet, "let", Want::kTable},
    KeyInfo{Key::kFix, "fix", Want::kTable},
};
static_assert(kKeys.size() == static_cast<std::size_t>(Key::kCount));

constexpr std::array<std::string_view, 4> kMetadataPrefixes = {"SYN", "SCH", "CFG", "SUP"};
constexpr std::array<std::string_view, 18> kTopics = {"SYN", "SCH", "CFG", "SUP", "IAM", "SEC",
                                                      "CTR", "NET", "RES", "PLT", "IMG", "VOL",
                                                      "LOG", "MON", "HAV", "DEP", "CST", "TAG"};

template <typename List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view want_text(Want want) {
  constexpr std::array<std::string_view, 7> kTexts = {"a string",
                                                      "a number",
                                                      "true or false",
                                                      "an array of strings",
                                                      "a table",
                                                      "an array of tables",
                                                      "a string or an array of strings"};
  return kTexts[static_cast<std::size_t>(want)];
}

bool all_are(const Node& array, doc::Kind kind) {
  return array.is_array() && std::all_of(array.elements().begin(), array.elements().end(),
                                         [kind](const Node& element) { return element.is(kind); });
}

bool fits(const Node& node, Want want) {
  switch (want) {
    case Want::kString:
      return node.is_string();
    case Want::kNumber:
      return node.is_numeric();
    case Want::kBool:
      return node.is(doc::Kind::kBool);
    case Want::kStrings:
      return all_are(node, doc::Kind::kString);
    case Want::kTable:
      return node.is_object();
    case Want::kTables:
      return all_are(node, doc::Kind::kObject);
    case Want::kOneOrMore:
      return node.is_string() || (all_are(node, doc::Kind::kString) && !node.elements().empty());
  }
  return false;
}

bool kebab(std::string_view name) {
  const auto ok = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && std::all_of(name.begin(), name.end(), ok) && name.front() != '-' &&
         name.back() != '-' && name.find("--") == std::string_view::npos;
}

std::string lower(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

/// One pass over one rule; every check says what it found at the place of what is wrong.
class Reader {
 public:
  Reader(const RuleFile& rule, PackKind kind, Problems& problems)
      : rule_(rule), kind_(kind), problems_(problems) {}

  const KeyInfo* key(const Member& member) {
    const auto found = std::find_if(kKeys.begin(), kKeys.end(),
                                    [&](const KeyInfo& info) { return info.name == member.key; });
    if (found == kKeys.end()) {
      std::vector<std::string_view> names;
      for (const KeyInfo& info : kKeys) names.push_back(info.name);
      say(member.key_range, fmt::format("unknown key {}{}", member.key, did_you_mean(member.key, names)));
      return nullptr;
    }
    if (fits(member.value, found->want)) return &*found;
    say(member.value.range(), fmt::format("{} must be {}", member.key, want_text(found->want)));
    return nullptr;
  }

  void check() {
    required();
    if (rule_.get(Key::kCode) != nullptr) code();
    if (const Node* name = rule_.get(Key::kName); name != nullptr && !kebab(name->as_string())) {
      say(name->range(), "name must be kebab-case: small letters and digits joined by -");
    }
    file_name();
    condition_keys();
    security_severity();
    references();
  }

  finding::Level level() {
    const Node* severity = rule_.get(Key::kSeverity);
    if (severity == nullptr) return finding::Level::kWarning;
    const auto level = finding::level_from(severity->as_string());
    if (!level) {
      say(severity->range(),
          fmt::format("severity must be error, warning or info, not \"{}\"{}", severity->as_string(),
                      did_you_mean(severity->as_string(), {"error", "warning", "info"})));
    }
    return level.value_or(finding::Level::kWarning);
  }

 private:
  void say(text::Range range, std::string message) {
    problems_.add(rule_.document(), range, std::move(message));
  }

  void need(Key key, std::string_view why) {
    if (rule_.get(key) != nullptr) return;
    say({0, 0}, fmt::format("{} is missing{}", kKeys[static_cast<std::size_t>(key)].name, why));
  }
  void required() {
    for (const Key key : {Key::kCode, Key::kName, Key::kSummary, Key::kSeverity}) need(key, "");
    if (rule_.get(Key::kAssert) == nullptr) return;
    for (const Key key : {Key::kSubject, Key::kMessage}) need(key, ": a rule with assert has one");
  }

  std::string_view prefix() const {
    const std::string_view code = rule_.code();
    const auto digit = std::find_if(code.begin(), code.end(), [](char c) { return c < 'A' || c > 'Z'; });
    return code.substr(0, static_cast<std::size_t>(digit - code.begin()));
  }

  void code() {
    const Node& node = *rule_.get(Key::kCode);
    const std::string_view digits = rule_.code().substr(prefix().size());
    const bool number = digits.size() == 3 && std::all_of(digits.begin(), digits.end(),
                                                          [](char c) { return c >= '0' && c <= '9'; });
    if (!number || prefix().size() < 2 || prefix().size() > 8) {
      return say(node.range(), "code must be capital letters and three digits, like IAM001");
    }
    const bool known = contains(kTopics, prefix());
    if (kind_ == PackKind::kBuiltin && !known) {
      say(node.range(), fmt::format("{} is no topic of the built-in rules", prefix()));
    }
    if (kind_ == PackKind::kUser && known) {
      say(node.range(), fmt::format("{} belongs to the built-in rules: choose a prefix of your own (2 to 8 "
                                    "capital letters)",
                                    prefix()));
    }
  }

  void references() {
    const Node* list = rule_.get(Key::kReferences);
    if (list == nullptr) return;
    for (const Node& one : list->elements()) {
      const std::string_view text = one.as_string();
      if (text.starts_with("https://") || text.starts_with("http://")) continue;
      say(one.range(), "a reference is an address: it begins with https://");
    }
  }

  void file_name() {
    if (rule_.get(Key::kCode) == nullptr || rule_.get(Key::kName) == nullptr) return;
    const std::string& path = rule_.path();
    const std::size_t slash = path.rfind('/');
    const std::string want = fmt::format("{}-{}.toml", rule_.code(), rule_.text(Key::kName));
    if (path.substr(slash == std::string::npos ? 0 : slash + 1) != want) {
      say(rule_.get(Key::kCode)->range(), fmt::format("the file of this rule must be called {}", want));
    }
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
    if (kind_ == PackKind::kBuiltin && folder != lower(prefix())) {
      say(rule_.get(Key::kCode)->range(),
          fmt::format("this rule belongs into the folder {}/", lower(prefix())));
    }
  }

  void condition_keys() {
    const bool metadata = contains(kMetadataPrefixes, prefix());
    if (!rule_.metadata_only() && metadata) {
      say(rule_.get(Key::kAssert)->range(),
          fmt::format("{} rules are found by the program: no assert here", prefix()));
    }
    if (!rule_.metadata_only()) return;
    if (!metadata && !prefix().empty()) say({0, 0}, "assert is missing");
    for (const Key key : {Key::kSubject, Key::kWhen, Key::kAt, Key::kRelated, Key::kMessage, Key::kEach,
                          Key::kLet, Key::kFix, Key::kOptions}) {
      const Node* node = rule_.get(key);
      if (node != nullptr && metadata) {
        say(node->range(),
            fmt::format("{} has no use without assert", kKeys[static_cast<std::size_t>(key)].name));
      }
    }
  }

  void security_severity() {
    const Node* node = rule_.get(Key::kSecuritySeverity);
    if (node == nullptr) return;
    const double value =
        node->is(doc::Kind::kNumber) ? node->as_double() : static_cast<double>(node->as_int());
    if (value < 0 || value > 10) say(node->range(), "security-severity must be from 0 to 10");
  }

  const RuleFile& rule_;
  PackKind kind_;
  Problems& problems_;
};

}  // namespace

std::string_view RuleFile::text(Key key) const {
  const Node* node = get(key);
  return node == nullptr ? std::string_view() : node->as_string();
}

std::vector<const Node*> RuleFile::subjects() const {
  const Node* node = get(Key::kSubject);
  if (node == nullptr) return {};
  if (node->is_string()) return {node};
  std::vector<const Node*> out;
  for (const Node& element : node->elements()) out.push_back(&element);
  return out;
}

std::optional<RuleFile> read_rule(const doc::Document& document, std::string path, PackKind kind,
                                  Problems& problems) {
  const std::size_t before = problems.count();
  RuleFile rule(document, std::move(path));
  Reader reader(rule, kind, problems);
  for (const Member& member : document.roots().front().members()) {
    if (const KeyInfo* info = reader.key(member))
      rule.values_[static_cast<std::size_t>(info->key)] = &member.value;
  }
  reader.check();
  rule.level_ = reader.level();
  return problems.count() == before ? std::optional(std::move(rule)) : std::nullopt;
}

}  // namespace ecslint::rules
