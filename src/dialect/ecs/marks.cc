// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/marks.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "text/find.h"

namespace ecslint::dialect_ecs {
namespace {

/// Those first that most files have: each that is not there costs a walk over all bytes.
constexpr std::string_view kWords[] = {
    "ontainerDefinitions", "AWS::ECS::",        "taskDefinition", "serviceName",        "desiredCount",
    "portMappings",        "logConfiguration",  "essential",      "clusterName",        "primaryContainer",
    "capacityProvider",    "memoryReservation", "mountPoints",    "containerOverrides", "daemonName",
    "GroupProvider",       "TaskDefinition",    "requiresCompat",
};

/// Of the APIs of the neighbours; looked for only where nothing of ECS is.
constexpr std::string_view kNeighbours[] = {
    "TargetGroup",  "VpcId",         "LoadBalancer",       "Subnets",      "ScalableDimension",
    "logGroup",     "AlarmName",     "ScheduleExpression", "EventPattern", "EcsParameters",
    "IpPermission", "AutoScalingGr", "LaunchTemplateData", "RouteTableId", "FileSystemId",
    "HealthCheckP", "Statement",     "PolicyDocument",     "PolicyArn",
};

bool contains(std::string_view bytes, std::string_view word) {
  return text::find(bytes, word) != std::string_view::npos;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The occurrence at `at` is a key: `"word" :` or `word:` first on its line, after a brace, comma or dash.
bool is_key(std::string_view bytes, std::size_t at, std::size_t size) {
  std::size_t after = at + size;
  const bool quoted = at > 0 && (bytes[at - 1] == '"' || bytes[at - 1] == '\'');
  if (quoted && after < bytes.size()) ++after;
  while (after < bytes.size() && is_space(bytes[after])) ++after;
  if (after >= bytes.size() || bytes[after] != ':') return false;
  std::size_t before = quoted ? at - 1 : at;
  while (before > 0 && (bytes[before - 1] == ' ' || bytes[before - 1] == '\t')) --before;
  return before == 0 || std::strchr("\n\r{,-", bytes[before - 1]) != nullptr;
}

bool has_key(std::string_view bytes, std::string_view word) {
  for (std::size_t at = text::find(bytes, word); at != std::string_view::npos;
       at = text::find(bytes, word, at + 1)) {
    if (is_key(bytes, at, word.size())) return true;
  }
  return false;
}

bool looks_like_container(std::string_view bytes) {
  return has_key(bytes, "portMappings") &&
         (has_key(bytes, "essential") || has_key(bytes, "logConfiguration") || has_key(bytes, "image"));
}

bool looks_like_service(std::string_view bytes) {
  const bool count = has_key(bytes, "desiredCount");
  if (count && (has_key(bytes, "serviceName") || has_key(bytes, "deploymentConfiguration"))) return true;
  return has_key(bytes, "taskDefinition") &&
         (count || has_key(bytes, "serviceName") || has_key(bytes, "cluster"));
}

/// A JSON object: what holds containers is then no service.
bool begins_with_brace(std::string_view bytes) {
  const std::size_t at = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  return at != std::string_view::npos && bytes[at] == '{';
}

template <std::size_t N>
bool contains_any(std::string_view bytes, const std::string_view (&words)[N]) {
  return std::ranges::any_of(words, [bytes](std::string_view word) { return contains(bytes, word); });
}

/// Holds what describes a neighbour, and is no template of another kind.
bool looks_like_neighbour(std::string_view bytes) {
  return contains_any(bytes, kNeighbours) && !contains(bytes, "AWS::") && !contains(bytes, "apiVersion");
}

/// What PowerShell's `>` writes: two bytes a character, of which one is zero in all that matters here.
bool is_utf16(std::string_view bytes) {
  if (bytes.size() < 2) return false;
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || bytes[0] == '\0' ||
         bytes[1] == '\0';
}

std::string without_zeros(std::string_view bytes) {
  std::string out(bytes);
  std::erase(out, '\0');
  return out;
}

Marks marks_of_text(std::string_view bytes) {
  Marks marks;
  const bool task_definition = has_key(bytes, "containerDefinitions");
  if (task_definition && begins_with_brace(bytes)) {  // nearly all: it is one, and says no more
    marks.any = marks.strong = true;
    return marks;
  }
  if (!contains_any(bytes, kWords)) {
    marks.any = contains_any(bytes, kNeighbours);
    marks.refers = marks.any && looks_like_neighbour(bytes);
    return marks;
  }
  marks.any = true;
  if (contains(bytes, "AWS::ECS::")) {  // a template hangs together in itself
    marks.strong = contains(bytes, "Resources");
    return marks;
  }
  marks.strong = task_definition || looks_like_service(bytes) || looks_like_container(bytes);
  marks.refers = contains(bytes, "taskDefinition") || contains(bytes, "desiredCount") ||
                 contains(bytes, "apacityProvider") || looks_like_neighbour(bytes);
  return marks;
}

}  // namespace

Marks marks(std::string_view bytes) {
  return is_utf16(bytes) ? marks_of_text(without_zeros(bytes)) : marks_of_text(bytes);
}

}  // namespace ecslint::dialect_ecs
