// SPDX-License-Identifier: Apache-2.0
// JSON text into a growing buffer, for what is written often or streamed (json, ndjson, dump). No tree is
// built. Bytes that are not UTF-8 come out as U+FFFD, so that the output is always valid.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ecslint::text {

/// Appends `s` as a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view s);

class JsonWriter {
 public:
  /// indent 0 writes on one line.
  explicit JsonWriter(std::string& out, int indent = 0) : out_(out), indent_(indent) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// Text that is JSON already.
  JsonWriter& raw(std::string_view json);

 private:
  JsonWriter& open(char c);
  JsonWriter& close(char c);
  void separate();
  void new_line();

  std::string& out_;
  int indent_;
  std::vector<bool> has_items_;
  bool after_key_ = false;
};

}  // namespace ecslint::text
