// SPDX-License-Identifier: Apache-2.0
#include "lint/fingerprint.h"

#include <string_view>
#include <unordered_map>

#include "text/hash.h"

namespace ecslint::lint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The path without positions: portMappings[3].hostPort and portMappings[0].hostPort are the same.
std::uint64_t hash_path(std::string_view path, std::uint64_t seed) {
  while (!path.empty()) {
    const std::size_t bracket = path.find('[');
    seed = text::stable_hash(path.substr(0, bracket), seed);
    if (bracket == std::string_view::npos) break;
    path.remove_prefix(bracket + 1);
    while (!path.empty() && is_digit(path[0])) path.remove_prefix(1);
  }
  return seed;
}

std::uint64_t place_hash(const finding::Finding& finding) {
  std::uint64_t hash = text::stable_hash(finding.code);
  for (const std::string_view part :
       {std::string_view(finding.resource_kind), std::string_view(finding.resource_name)}) {
    hash = text::stable_hash(part, text::stable_hash("|", hash));
  }
  return hash_path(finding.path, text::stable_hash("|", hash));
}

}  // namespace

void set_fingerprints(std::span<finding::Finding> findings) {
  std::unordered_map<std::uint64_t, std::uint64_t> seen;
  seen.reserve(findings.size());
  for (finding::Finding& finding : findings) {
    const std::uint64_t hash = place_hash(finding);
    const std::uint64_t ordinal = seen[hash]++;
    finding.fingerprint = ordinal == 0 ? hash : text::stable_hash("#", hash + ordinal);
  }
}

}  // namespace ecslint::lint
