// SPDX-License-Identifier: Apache-2.0
#include "expr/function.h"

#include "text/hash.h"

namespace ecslint::expr {

std::uint64_t fingerprint(FunctionTables tables) {
  std::uint64_t hash = text::stable_hash("functions");
  for (const auto& table : tables) {
    hash = text::stable_hash("\n", hash);
    for (const Function& row : table) {
      hash = text::stable_hash(row.name, hash);
      hash = text::stable_hash(row.style == Style::kGlobal ? "(" : ".(", hash);
      hash = text::stable_hash(row.parameters, hash);
      hash = text::stable_hash(")", hash);
      hash = text::stable_hash(row.result, hash);
    }
  }
  return hash;
}

}  // namespace ecslint::expr
