// SPDX-License-Identifier: Apache-2.0
#include "lint/configuration.h"

#include <algorithm>
#include <array>

#include "lint/parameter_file.h"
#include "lint/paths.h"
#include "lint/suppression.h"
#include "lint/walk.h"
#include "syntax/toml/toml.h"
#include "text/edit_distance.h"

namespace ecslint::lint {
namespace {

constexpr int kMaxExtends = 8;

using doc::Member;
using doc::Node;

/// Reads one file into a Configuration.
class Reader {
 public:
  explicit Reader(Configuration& out) : out_(out), choice_(&out) {}

  /// Files that it extends, with their places.
  const std::vector<RuleWord>& extends() const { return extends_; }

  void read(const Node& root) { read_keys(root, kTop, ""); }

  /// All that can be said, by table.
  static std::vector<ConfigurationKey> keys();

 private:
  struct Key {
    std::string_view name;
    void (Reader::*read)(const Member& member);
    std::string_view schema;  // members of the JSON Schema of its value
    std::string_view summary;
    bool required = false;
  };
  static const std::array<Key, 11> kTop;
  static const std::array<Key, 6> kPath;
  static const std::array<Key, 3> kRule;
  static const std::array<Key, 5> kIgnore;
  static const std::array<Key, 2> kLink;
  static const std::array<Key, 7> kRole;

  template <std::size_t N>
  static void list(std::string_view table, const std::array<Key, N>& keys,
                   std::vector<ConfigurationKey>& out);

  template <std::size_t N>
  void read_keys(const Node& object, const std::array<Key, N>& keys, std::string_view where) {
    for (const Member& member : object.members()) {
      const auto at = std::ranges::find(keys, member.key.text(), &Key::name);
      if (at != keys.end()) {
        (this->*at->read)(member);
      } else {
        unknown(member, keys, where);
      }
    }
  }

  template <std::size_t N>
  void unknown(const Member& member, const std::array<Key, N>& keys, std::string_view where) {
    std::array<std::string_view, N> names;
    std::ranges::transform(keys, names.begin(), &Key::name);
    std::string message = "unknown key \"" + std::string(member.key) + "\"" + std::string(where);
    const std::string_view near = text::nearest(member.key, names);
    if (!near.empty()) {
      message += ": did you mean \"" + std::string(near) + "\"?";
    } else {
      message += "; known are";
      for (const std::string_view name : names) message.append(name == names[0] ? " " : ", ").append(name);
    }
    problem(kUnknownKey, member.key_range, std::move(message));
  }

  void problem(std::string_view code, text::Range range, std::string message) {
    finding::Finding finding;
    finding.code = code;
    finding.level = finding::Level::kError;
    finding.message = std::move(message);
    finding.place = {&out_.document->source(), range};
    out_.problems.push_back(std::move(finding));
  }

  void wanted(const Member& member, std::string_view what) {
    std::string message = "\"" + std::string(member.key) + "\" must be " + std::string(what);
    problem(kBadSetting, member.value.range(), std::move(message));
  }

  void profile(const Member& member) {
    if (member.value.is_string()) choice_->profile = profile_from(member.value.as_string());
    if (!choice_->profile) wanted(member, "\"minimal\", \"default\" or \"strict\"");
  }

  void words(const Member& member, std::vector<RuleWord>& into,
             std::string_view what = "a list of rule codes, prefixes or names") {
    const bool list =
        member.value.is_array() &&
        std::ranges::all_of(member.value.elements(), [](const Node& e) { return e.is_string(); });
    if (!list) return wanted(member, what);
    for (const Node& e : member.value.elements()) into.push_back({std::string(e.as_string()), e.range()});
  }
  void select(const Member& member) { words(member, choice_->select); }
  /// Words, or tables with a place and a reason, or both in one list.
  void ignore(const Member& member) {
    if (!member.value.is_array() || choice_ != &out_) return words(member, choice_->ignore);
    for (const Node& entry : member.value.elements()) {
      if (entry.is_object()) {
        ignore_table(entry);
      } else if (entry.is_string()) {
        out_.ignore.push_back({std::string(entry.as_string()), entry.range()});
      } else {
        return wanted(member, "a list of rule codes, prefixes or names, or of tables written [[ignore]]");
      }
    }
  }
  void ignore_table(const Node& entry) {
    const std::size_t problems = out_.problems.size();
    out_.ignores.emplace_back().range = entry.range();
    read_keys(entry, kIgnore, " of an ignore");
    out_.ignores.back().broken = out_.problems.size() > problems;
    if (!out_.ignores.back().rules.empty()) return;
    problem(kBadSetting, entry.range(), "an ignore needs a code: the rules that are not shown");
  }
  void ignore_code(const Member& member) {
    std::vector<RuleWord>& rules = out_.ignores.back().rules;
    if (!member.value.is_string()) return words(member, rules);
    rules.push_back({std::string(member.value.as_string()), member.value.range()});
  }
  void ignore_file(const Member& member) { text(member, out_.ignores.back().file); }
  void ignore_path(const Member& member) {
    text(member, out_.ignores.back().path, "a path as findings show it, containerDefinitions['web'].image");
  }
  void ignore_reason(const Member& member) { text(member, out_.ignores.back().reason, "a sentence"); }
  void ignore_until(const Member& member) {
    std::string& until = out_.ignores.back().until;
    text(member, until, "a day, \"2026-12-31\"");
    if (!until.empty() && !is_day(until)) {
      until.clear();
      wanted(member, "a day, \"2026-12-31\"");
    }
  }

  void closed(const Member& member) {
    if (!member.value.is(doc::Kind::kBool)) return wanted(member, "true or false");
    out_.closed = member.value.as_bool();
  }

  void rules(const Member& member) {
    if (!member.value.is_object()) return wanted(member, "a table, as in [rules.IMG001]");
    for (const Member& rule : member.value.members()) {
      if (!rule.value.is_object()) {
        wanted(rule, "a table with severity or options");
        continue;
      }
      choice_->rules.push_back({std::string(rule.key), rule.key_range, std::nullopt, false, false, nullptr});
      read_keys(rule.value, kRule, " of a rule");
    }
  }

  void severity(const Member& member) {
    RuleSetting& rule = choice_->rules.back();
    const std::string_view word = member.value.is_string() ? member.value.as_string() : std::string_view();
    rule.level = finding::level_from(word);
    rule.off = word == "off";
    if (!rule.level && !rule.off) wanted(member, "\"error\", \"warning\", \"info\" or \"off\"");
  }

  void locked(const Member& member) {
    if (!member.value.is(doc::Kind::kBool)) return wanted(member, "true or false");
    choice_->rules.back().locked = member.value.as_bool();
  }

  void options(const Member& member) {
    if (!member.value.is_object()) return wanted(member, "a table of the rule's options");
    choice_->rules.back().options = &member.value;
  }

  void parameters(const Member& member) {
    if (!member.value.is_object()) return wanted(member, "a table of names and values");
    for (const Member& parameter : member.value.members()) {
      auto value = parameter_text(parameter.value);
      if (!value) {
        wanted(parameter, "a string, a number, a boolean or a list of these");
        continue;
      }
      choice_->parameters.push_back({std::string(parameter.key), std::move(*value), parameter.key_range});
    }
  }

  /// A string or a list of them.
  void one_or_more(const Member& member, std::vector<RuleWord>& into, std::string_view what) {
    if (!member.value.is_string()) return words(member, into, what);
    into.push_back({std::string(member.value.as_string()), member.value.range()});
  }

  void extend(const Member& member) { one_or_more(member, extends_, "a file or a list of files"); }

  void packs(const Member& member) {
    std::vector<RuleWord> packs;
    one_or_more(member, packs, "a folder of rules or a list of them");
    for (const RuleWord& pack : packs) out_.packs.push_back(join_path(out_.folder, pack.word));
  }

  void path(const Member& member) {
    if (!member.value.is_array()) return wanted(member, "a list of tables, written [[path]]");
    for (const Node& entry : member.value.elements()) {
      out_.paths.emplace_back();
      choice_ = &out_.paths.back();
      choice_->source = out_.source;
      read_keys(entry, kPath, " of a path");
      choice_ = &out_;
      if (out_.paths.back().files.empty()) {
        problem(kBadSetting, entry.range(), "a path needs files: the patterns it speaks of");
      }
    }
  }
  void path_files(const Member& member) {
    std::vector<RuleWord> files;
    one_or_more(member, files, "a pattern of files or a list of them");
    for (RuleWord& file : files) out_.paths.back().files.push_back(std::move(file.word));
  }

  void link(const Member& member) {
    if (!member.value.is_array()) return wanted(member, "a list of tables, written [[link]]");
    for (const Node& entry : member.value.elements()) {
      out_.links.emplace_back();
      read_keys(entry, kLink, " of a link");
      if (out_.links.back().service.empty() || out_.links.back().task_definition.empty()) {
        problem(kBadSetting, entry.range(), "a link needs service and task-definition");
        out_.links.pop_back();
      }
    }
  }

  void text(const Member& member, std::string& into, std::string_view what = "a file or a pattern of files") {
    if (!member.value.is_string()) return wanted(member, what);
    into = member.value.as_string();
  }
  void link_service(const Member& member) { text(member, out_.links.back().service); }
  void link_task(const Member& member) { text(member, out_.links.back().task_definition); }

  void role(const Member& member) {
    if (!member.value.is_array()) return wanted(member, "a list of tables, written [[role]]");
    for (const Node& entry : member.value.elements()) {
      RoleEntry& role = out_.roles.emplace_back();
      role.table = &entry;
      read_keys(entry, kRole, " of a role");
      if (role.name != nullptr || role.arn != nullptr) continue;
      problem(kBadSetting, entry.range(), "a role needs a name or an arn");
      out_.roles.pop_back();
    }
  }
  void role_text(const Member& member, const Node*& into, std::string_view what) {
    if (!member.value.is_string()) return wanted(member, what);
    into = &member.value;
  }
  void role_texts(const Member& member, std::vector<const Node*>& into, std::string_view what) {
    if (!member.value.is_array()) return wanted(member, what);
    for (const Node& element : member.value.elements()) {
      if (!element.is_string()) return wanted(member, what);
      into.push_back(&element);
    }
  }
  void role_name(const Member& member) { role_text(member, out_.roles.back().name, "the name of a role"); }
  void role_arn(const Member& member) {
    role_text(member, out_.roles.back().arn, "the ARN of a role, arn:aws:iam::111122223333:role/NAME");
  }
  void role_trust(const Member& member) {
    role_text(member, out_.roles.back().trust, "the file of its trust policy");
  }
  void role_boundary(const Member& member) {
    role_text(member, out_.roles.back().boundary, "a file, or the name or ARN of a managed policy");
  }
  void role_policies(const Member& member) {
    role_texts(member, out_.roles.back().policies, "a list of files or patterns of files");
  }
  void role_managed(const Member& member) {
    role_texts(member, out_.roles.back().managed, "a list of names or ARNs of managed policies");
  }
  void role_complete(const Member& member) {
    if (!member.value.is(doc::Kind::kBool)) return wanted(member, "true or false");
    out_.roles.back().complete = member.value.as_bool();
  }

  Configuration& out_;
  RuleChoice* choice_;  // what is being read: the configuration, or a [[path]] in it
  std::vector<RuleWord> extends_;
};

// What a key takes, as a JSON Schema: editors are given it whole by `ecslint schema config`.
#define WORDS R"("$ref": "#/definitions/words")"
#define ONE_OR_MORE R"("$ref": "#/definitions/oneOrMore")"
#define PARAMETERS R"("$ref": "#/definitions/parameters")"

const std::array<Reader::Key, 11> Reader::kTop = {{
    {"extends", &Reader::extend, ONE_OR_MORE, "Other files of this form; what is said here comes after them"},
    {"packs", &Reader::packs, ONE_OR_MORE,
     "Folders of your own rules; counts in the ecslint.toml of the folder that ecslint runs in"},
    {"path", &Reader::path, R"("type": "array", "items": {"$ref": "#/definitions/path"})",
     "What holds for some files only, after what holds for all"},
    {"profile", &Reader::profile, R"("enum": ["minimal", "default", "strict"])",
     "minimal: errors only; strict: infos become warnings"},
    {"select", &Reader::select, WORDS, "Only these rules: codes, prefixes, names, tag:NAME or compliance:ID"},
    {"ignore", &Reader::ignore,
     R"("type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/definitions/ignore"}]})",
     "Not these rules; or tables, also written [[ignore]], that say where and why"},
    {"closed", &Reader::closed, R"("type": "boolean")",
     "All that points at the task definitions of this folder is in it"},
    {"rules", &Reader::rules, R"("$ref": "#/definitions/rules")", "What is said of single rules"},
    {"parameters", &Reader::parameters, PARAMETERS,
     "Values of CloudFormation parameters by name; what --param says comes after them"},
    {"link", &Reader::link, R"("type": "array", "items": {"$ref": "#/definitions/link"})",
     "Which service runs which task definition, where names do not say it"},
    {"role", &Reader::role, R"("type": "array", "items": {"$ref": "#/definitions/role"})",
     "What a role may do, where no file says it whole"},
}};
const std::array<Reader::Key, 6> Reader::kPath = {{
    {"files", &Reader::path_files, ONE_OR_MORE, "Patterns below this file's folder: env/prod/**", true},
    {"profile", &Reader::profile, R"("enum": ["minimal", "default", "strict"])",
     "The profile of these files"},
    {"select", &Reader::select, WORDS, "More rules"},
    {"ignore", &Reader::ignore, WORDS, "Not these rules"},
    {"rules", &Reader::rules, R"("$ref": "#/definitions/rules")", "What is said of single rules"},
    {"parameters", &Reader::parameters, PARAMETERS, "Values of CloudFormation parameters by name"},
}};
const std::array<Reader::Key, 3> Reader::kRule = {{
    {"severity", &Reader::severity, R"("enum": ["error", "warning", "info", "off"])",
     "The level of its findings"},
    {"options", &Reader::options, R"("type": "object")", "What the rule can be told"},
    {"locked", &Reader::locked, R"("type": "boolean")", "Nothing may suppress its findings"},
}};
const std::array<Reader::Key, 5> Reader::kIgnore = {{
    {"code", &Reader::ignore_code, ONE_OR_MORE, "The rules whose findings are not shown", true},
    {"file", &Reader::ignore_file, R"("type": "string")",
     "A pattern below this file's folder; without it everywhere"},
    {"path", &Reader::ignore_path, R"("type": "string")",
     "As findings show it: containerDefinitions['web'].image; without it the whole file"},
    {"reason", &Reader::ignore_reason, R"("type": "string")", "Why it has to stay"},
    {"until", &Reader::ignore_until, R"("type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$")",
     "The last day it counts: 2026-12-31"},
}};
const std::array<Reader::Key, 2> Reader::kLink = {{
    {"service", &Reader::link_service, R"("type": "string")", "A file or a pattern of files", true},
    {"task-definition", &Reader::link_task, R"("type": "string")", "A file or a pattern of files", true},
}};
const std::array<Reader::Key, 7> Reader::kRole = {{
    {"name", &Reader::role_name, R"("type": "string")", "Its name; or say its arn"},
    {"arn", &Reader::role_arn, R"("type": "string")", "Its ARN; or say its name"},
    {"trust", &Reader::role_trust, R"("type": "string")",
     "The file of its trust policy; when absent, that of the file that says what the role is"},
    {"policies", &Reader::role_policies, WORDS,
     "Files with its inline policies, and those of its own managed ones"},
    {"managed", &Reader::role_managed, WORDS, "AWS's managed policies, by name or ARN"},
    {"boundary", &Reader::role_boundary, R"("type": "string")",
     "A file, or the name or ARN of a managed policy"},
    {"complete", &Reader::role_complete, R"("type": "boolean")",
     "false: it has other policies too; what these do not allow is unknown"},
}};
#undef WORDS
#undef ONE_OR_MORE
#undef PARAMETERS

template <std::size_t N>
void Reader::list(std::string_view table, const std::array<Key, N>& keys,
                  std::vector<ConfigurationKey>& out) {
  for (const Key& key : keys) out.push_back({table, key.name, key.schema, key.summary, key.required});
}

std::vector<ConfigurationKey> Reader::keys() {
  std::vector<ConfigurationKey> out;
  list("", kTop, out);
  list("path", kPath, out);
  list("rule", kRule, out);
  list("ignore", kIgnore, out);
  list("link", kLink, out);
  list("role", kRole, out);
  return out;
}

}  // namespace

std::vector<const doc::Node*> RoleEntry::files() const {
  std::vector<const doc::Node*> files = policies;
  if (trust != nullptr) files.push_back(trust);
  if (boundary_is_file()) files.push_back(boundary);
  return files;
}

bool RoleEntry::boundary_is_file() const {
  if (boundary == nullptr) return false;
  const std::string_view text = boundary->as_string();
  return !text.starts_with("arn:") && text.find_first_of("./") != std::string_view::npos;
}

std::optional<Profile> profile_from(std::string_view word) {
  if (word == "minimal") return Profile::kMinimal;
  if (word == "default") return Profile::kDefault;
  if (word == "strict") return Profile::kStrict;
  return std::nullopt;
}

std::vector<const Configuration*> with_bases(const Configuration& configuration) {
  std::vector<const Configuration*> out;
  for (const auto& base : configuration.bases) {
    const auto more = with_bases(*base);
    out.insert(out.end(), more.begin(), more.end());
  }
  out.push_back(&configuration);
  return out;
}

std::vector<const PathSection*> sections_for(const Configuration& configuration, std::string_view file) {
  std::vector<const PathSection*> out;
  for (const Configuration* each : with_bases(configuration)) {
    const std::string path = each->below(file);
    for (const PathSection& section : each->paths) {
      const auto matches = [&path](const std::string& pattern) { return matches_pattern(pattern, path); };
      if (std::ranges::any_of(section.files, matches)) out.push_back(&section);
    }
  }
  return out;
}

std::string Configuration::below(std::string_view file) const {
  file = plain(file);
  if (folder.empty() && !file.starts_with('/') && !file.starts_with("../")) return std::string(file);
  if (!folder.empty() && file == folder) return {};
  if (!folder.empty() && is_below(file, folder)) return std::string(file.substr(folder.size() + 1));
  return name_from(folder, file, current_folder);
}

namespace {

Configuration read(const text::FileSystem& files, const std::string& path, int depth);

/// Reads what the configuration extends; its mistakes are told with the others.
void read_bases(const text::FileSystem& files, const std::vector<RuleWord>& names, int depth,
                Configuration& out) {
  for (const RuleWord& name : names) {
    if (depth >= kMaxExtends) {
      finding::Finding finding;
      finding.code = kBadSetting;
      finding.level = finding::Level::kError;
      finding.message = "too many files extend each other, or they do so in a circle";
      finding.place = {out.source, name.range};
      out.problems.push_back(std::move(finding));
      return;
    }
    auto base = std::make_shared<Configuration>(read(files, join_path(out.folder, name.word), depth + 1));
    if (base->document->source()
            .bytes()
            .empty()) {  // what cannot be read has no lines: said where it is named
      for (finding::Finding& problem : base->problems) problem.place = {out.source, name.range};
    }
    out.problems.insert(out.problems.end(), base->problems.begin(), base->problems.end());
    base->problems.clear();
    out.packs.insert(out.packs.end(), base->packs.begin(), base->packs.end());
    out.closed |= base->closed;
    out.bases.push_back(std::move(base));
  }
}

Configuration read(const text::FileSystem& files, const std::string& path, int depth) {
  Configuration out;
  out.path = path;
  out.folder = folder_of(plain(path));
  out.current_folder = files.current_folder();
  auto source = files.read(path);
  const std::string reason = source ? "" : source.error().message;
  out.document = std::make_unique<doc::Document>(source ? std::move(source).value() : text::Source(path, ""));
  out.source = &out.document->source();
  if (!reason.empty()) {
    finding::Finding finding;
    finding.code = kConfigurationUnreadable;
    finding.level = finding::Level::kError;
    finding.message = "cannot be read: " + reason;
    finding.place = {&out.document->source(), {}};
    out.problems.push_back(std::move(finding));
    return out;
  }
  syntax_toml::parse_toml(*out.document, out.problems);
  for (finding::Finding& finding : out.problems) {
    finding.code = kConfigurationUnreadable;
    if (finding.message.find("already defined: array 'ignore'") != std::string::npos)
      finding.message += "; write it into the list: ignore = [\"CTR002\", { code = \"IAM001\", … }]";
  }
  if (out.document->roots().empty()) return out;
  Reader reader(out);
  reader.read(out.document->roots()[0]);
  read_bases(files, reader.extends(), depth, out);
  return out;
}

}  // namespace

Configuration read_configuration(const text::FileSystem& files, const std::string& path) {
  return read(files, path, 0);
}

std::vector<ConfigurationKey> configuration_keys() { return Reader::keys(); }

std::vector<std::string> folders_upwards(std::string_view file, std::string_view current_folder) {
  while (file.starts_with("./")) file.remove_prefix(2);
  std::string_view folder = folder_of(file);
  std::string above(current_folder);
  std::vector<std::string> folders;
  if (folder == ".." || folder.starts_with("../")) {
    while (folder == ".." || folder.starts_with("../")) {
      folder.remove_prefix(std::min<std::size_t>(3, folder.size()));
      above = folder_of(above);
    }
    const std::string whole = join_path(above, folder);
    return above.empty() ? folders : folders_upwards(join_path(whole, "x"), {});
  }
  for (; !folder.empty() && folder != "/"; folder = folder_of(folder)) folders.emplace_back(folder);
  folders.emplace_back(folder);
  if (folder.empty()) {
    while (!above.empty() && above != "/") folders.push_back(above = folder_of(above));
  }
  return folders;
}

bool matches_pattern(std::string_view pattern, std::string_view path) {
  // Row p, place i: the pattern from p on matches the path from i on. Filled backwards, so that no pattern
  // costs more than its length times the path's; a row needs at most three behind it.
  std::array<std::vector<bool>, 4> rows;
  const std::size_t end = path.size();
  const std::size_t length = pattern.size();
  rows[length % 4].assign(end + 1, false);
  rows[length % 4][end] = true;
  for (std::size_t p = length; p-- > 0;) {
    std::vector<bool>& row = rows[p % 4];
    row.assign(end + 1, false);
    if (pattern.substr(p).starts_with("**")) {
      const std::size_t rest = p + (p + 2 < length && pattern[p + 2] == '/' ? 3 : 2);
      bool later = false;  // some folder further down
      for (std::size_t i = end + 1; i-- > 0;) {
        const bool here = rows[rest % 4][i];
        row[i] = here || later;
        later = later || (here && i > 0 && (rest == length || path[i - 1] == '/'));
      }
      continue;
    }
    const std::vector<bool>& next = rows[(p + 1) % 4];
    for (std::size_t i = end + 1; i-- > 0;) {
      const bool more = i < end && path[i] != '/';
      if (pattern[p] == '*') {
        row[i] = next[i] || (more && row[i + 1]);
      } else {
        row[i] = i < end && (pattern[p] == path[i] || (pattern[p] == '?' && more)) && next[i + 1];
      }
    }
  }
  return rows[0][0];
}

}  // namespace ecslint::lint
