// SPDX-License-Identifier: Apache-2.0
// Sizes as ECS task definitions write them: CPU units or vCPUs, MiB or GB.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ecslint::rules {

/// "256" → 256, ".25 vCPU", "0.25vcpu" → 256, "1 vCPU" → 1024; none when it is neither.
std::optional<std::int64_t> cpu_units(std::string_view text);

/// "512" → 512, "1GB", "1 gb" → 1024, "0.5 GB" → 512; none when it is neither.
std::optional<std::int64_t> memory_mib(std::string_view text);

}  // namespace ecslint::rules
