// SPDX-License-Identifier: Apache-2.0
#include "lint/file_result.h"

namespace ecslint::lint {

std::uint32_t Summary::at_least(finding::Level level) const {
  switch (level) {
    case finding::Level::kError:
      return errors;
    case finding::Level::kWarning:
      return errors + warnings;
    case finding::Level::kInfo:
      return errors + warnings + infos;
  }
  return 0;
}

}  // namespace ecslint::lint
