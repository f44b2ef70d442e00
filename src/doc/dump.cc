// SPDX-License-Identifier: Apache-2.0
#include "doc/dump.h"

#include <fmt/format.h>

#include "text/json_writer.h"

namespace ecslint::doc {
namespace {

std::string quoted(std::string_view s) {
  std::string out;
  text::append_json_string(out, s);
  return out;
}

std::string scalar(const Node& node) {
  switch (node.kind()) {
    case Kind::kBool:
      return node.as_bool() ? "true" : "false";
    case Kind::kInteger:
      return fmt::format("{}", node.as_int());
    case Kind::kUnsigned:
      return fmt::format("{}", node.as_uint());
    case Kind::kNumber:
      return fmt::format("{}", node.as_double());
    case Kind::kString:
      return quoted(node.as_string());
    case Kind::kNull:
      return "null";
    default:
      return {};
  }
}

void dump_to(std::string& out, const Node& node, int depth) {
  const Range range = node.range();
  const auto pad = [&out, depth] { out.append(static_cast<std::size_t>(depth) * 2 + 2, ' '); };
  out += to_string(node.kind());
  if (node.is_unresolved()) out += ' ' + quoted(node.why().spelling);
  for (const Piece& piece : node.is_unresolved() ? node.why().pieces : std::span<const Piece>()) {
    out += fmt::format(" {}{}", piece.known ? "" : "?", quoted(piece.text));
  }
  const std::string value = scalar(node);
  if (!value.empty() && !node.is_null()) out += ' ' + value;
  out += fmt::format(" {}-{}\n", range.begin, range.end);
  for (const Node& element : node.elements()) pad(), dump_to(out, element, depth + 1);
  for (const Member& member : node.members()) {
    pad();
    out += fmt::format("{} {}-{}: ", quoted(member.key), member.key_range.begin, member.key_range.end);
    dump_to(out, member.value, depth + 1);
  }
}

void json_to(text::JsonWriter& json, const Node& node) {
  switch (node.kind()) {
    case Kind::kArray:
      json.begin_array();
      for (const Node& element : node.elements()) json_to(json, element);
      json.end_array();
      return;
    case Kind::kObject:
      json.begin_object();
      for (const Member& member : node.members()) json.key(member.key), json_to(json, member.value);
      json.end_object();
      return;
    case Kind::kUnresolved:
      json.begin_object().key("$unresolved").string(node.why().spelling).end_object();
      return;
    default:
      json.raw(scalar(node));
  }
}

}  // namespace

std::string dump(const Node& node) {
  std::string out;
  dump_to(out, node, 0);
  return out;
}

std::string to_json(const Node& node) {
  std::string out;
  text::JsonWriter json(out);
  json_to(json, node);
  return out;
}

}  // namespace ecslint::doc
