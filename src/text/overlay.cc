// SPDX-License-Identifier: Apache-2.0
#include "text/overlay.h"

namespace ecslint::text {

Result<Source> OverlayFileSystem::read(const std::string& path) const {
  const auto at = texts_.find(path);
  if (at == texts_.end()) return below_.read(path);
  return Source(path, at->second);
}

}  // namespace ecslint::text
