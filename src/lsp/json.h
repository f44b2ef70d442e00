// SPDX-License-Identifier: Apache-2.0
// JSON of the protocol. What a client sends may be anything, so values are read through these few functions,
// which give a fallback instead of an exception when the type is another.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace ecslint::lsp {

using Json = nlohmann::json;

/// The member, or null when there is none or this is no object.
inline const Json& get(const Json& object, std::string_view key) {
  static const Json null;
  if (!object.is_object()) return null;
  const auto at = object.find(key);
  return at == object.end() ? null : *at;
}

/// The member at the end of several keys.
template <typename... Keys>
const Json& get(const Json& object, std::string_view key, Keys... more) {
  return get(get(object, key), more...);
}

inline std::string as_string(const Json& value, std::string fallback = {}) {
  return value.is_string() ? value.get<std::string>() : std::move(fallback);
}

inline bool as_bool(const Json& value, bool fallback = false) {
  return value.is_boolean() ? value.get<bool>() : fallback;
}

/// A whole number from 0 to 2^31 - 1, the protocol's uinteger.
inline std::optional<std::uint32_t> as_uint(const Json& value) {
  constexpr std::int64_t kMost = 0x7fff'ffff;
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > kMost) return std::nullopt;
  const auto number = value.get<std::int64_t>();
  if (number < 0 || number > kMost) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

/// Compact text; bytes that are no UTF-8 come out as U+FFFD.
inline std::string to_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace ecslint::lsp
