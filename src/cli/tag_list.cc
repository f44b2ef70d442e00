// SPDX-License-Identifier: Apache-2.0
#include "cli/tag_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "cli/rule_list.h"

namespace ecslint::cli {
namespace {

using List = std::vector<rules::RuleInfo>;

struct Title {
  std::string_view tag;
  std::string_view title;
  std::string_view signs;  // how it shows
};

// In the order of the checklist.
constexpr std::array kTitles = {
    Title{"start-failure", "Why tasks do not start",
          "`aws ecs describe-tasks` shows the stoppedReason of a task, the events of `aws ecs "
          "describe-services` "
          "what a service waits for. Go through the group that they point to."},
    Title{"start-failure/definition", "The definition is refused or contradicts itself",
          "ClientException or InvalidParameterException when it is registered, or a container that can never "
          "run"},
    Title{"start-failure/size", "CPU, memory, ports or instances do not suffice",
          "RESOURCE:CPU, RESOURCE:MEMORY, RESOURCE:PORTS, \"no container instance met all of its "
          "requirements\", "
          "OutOfMemoryError"},
    Title{"start-failure/permissions", "The execution role is missing or may not do what it must",
          "ResourceInitializationError, AccessDeniedException, \"unable to pull secrets or registry auth\""},
    Title{"start-failure/network", "The task has no network, or no way out of it",
          "ResourceInitializationError with a timeout, RESOURCE:ENI, tasks stuck in PROVISIONING"},
    Title{"start-failure/image", "The image cannot be pulled or run",
          "CannotPullContainerError, \"exec format error\", \"manifest unknown\""},
    Title{"start-failure/exit", "The container starts and ends again, or is stopped as unhealthy",
          "EssentialContainerExited, \"failed container health checks\", \"failed ELB health checks\""},
};

const Title* title_of(std::string_view tag) {
  const auto found =
      std::find_if(kTitles.begin(), kTitles.end(), [&](const Title& t) { return t.tag == tag; });
  return found == kTitles.end() ? nullptr : &*found;
}

bool part_of(std::string_view tag, std::string_view whole) {
  return tag.size() > whole.size() && tag.substr(0, whole.size()) == whole && tag[whole.size()] == '/';
}

// Its parts: those with a title first and in that order, the others as rules name them.
std::vector<std::string_view> parts_of(const List& all, std::string_view whole) {
  std::vector<std::string_view> parts;
  for (const Title& title : kTitles) {
    if (part_of(title.tag, whole)) parts.push_back(title.tag);
  }
  for (const rules::RuleInfo& rule : all) {
    for (const std::string_view tag : rule.tags()) {
      const bool known = std::find(parts.begin(), parts.end(), tag) != parts.end();
      if (!known && part_of(tag, whole)) parts.push_back(tag);
    }
  }
  return parts;
}

struct Group {
  std::string_view tag;  // empty for rules that name no part
  List rules;
};

std::vector<Group> groups_of(const List& all, std::string_view whole) {
  std::vector<Group> groups;
  for (const std::string_view part : parts_of(all, whole)) groups.push_back({part, {}});
  groups.push_back({});
  for (const rules::RuleInfo& rule : all) {
    bool in_a_part = false;
    for (Group& group : groups) {
      if (group.tag.empty() ? in_a_part || !rule.tags().contains(whole) : !rule.tags().contains(group.tag))
        continue;
      group.rules.push_back(rule);
      in_a_part = true;
    }
  }
  groups.erase(std::remove_if(groups.begin(), groups.end(), [](const Group& g) { return g.rules.empty(); }),
               groups.end());
  return groups;
}

std::string heading(const Group& group, bool alone) {
  const Title* title = title_of(group.tag);
  if (title != nullptr) return std::string(title->title);
  if (group.tag.empty()) return alone ? "" : "Other";
  return std::string(group.tag);
}

void write_group(Output& out, const Group& group, const std::string& heading, bool markdown) {
  const Title* title = title_of(group.tag);
  if (!heading.empty()) out << fmt::format("\n{}{}\n", markdown ? "## " : "", heading);
  if (title != nullptr) out << fmt::format("{}seen as: {}\n", markdown ? "\n" : "  ", title->signs);
  out << (markdown || heading.empty() ? "\n" : "");
  for (const rules::RuleInfo& rule : group.rules) {
    out << (markdown ? fmt::format("- [ ] [{0}]({0}.md) {1}: {2}\n", rule.code(), level_words(rule),
                                   rule.summary())
                     : fmt::format("  [ ] {}  {:<7}  {}\n", rule.code(), finding::to_string(rule.level()),
                                   rule.summary()));
  }
}

}  // namespace

bool is_tag(const List& all, std::string_view word) {
  return std::any_of(all.begin(), all.end(), [&](const rules::RuleInfo& rule) {
    if (rule.tags().contains(word)) return true;
    for (const std::string_view tag : rule.tags()) {
      if (part_of(tag, word)) return true;
    }
    return false;
  });
}

void write_tag(Output& out, const List& all, std::string_view tag, std::string_view format) {
  const bool markdown = format == "markdown";
  const std::vector<Group> groups = groups_of(all, tag);
  const Title* title = title_of(tag);
  out << fmt::format("{}{}{}\n", markdown ? "# " : "", tag,
                     title == nullptr ? "" : fmt::format(": {}", title->title));
  if (title != nullptr) out << fmt::format("{}{}\n", markdown ? "\n" : "", title->signs);
  for (const Group& group : groups) write_group(out, group, heading(group, groups.size() == 1), markdown);
  if (markdown) return;
  out << fmt::format(
      "\n`ecslint check --select tag:{}` looks for these alone; `ecslint explain CODE` says more\n", tag);
}

}  // namespace ecslint::cli
