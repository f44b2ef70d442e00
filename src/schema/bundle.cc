// SPDX-License-Identifier: Apache-2.0
#include "schema/bundle.h"

#include <set>
#include <vector>

#include "doc/dump.h"
#include "schema/registry.h"
#include "schema/uri.h"
#include "text/json_writer.h"

namespace ecslint::schema {
namespace {

using doc::Kind;
using doc::Member;
using doc::Node;

constexpr int kIndent = 2;

bool is_true(const Node* node) { return node != nullptr && node->is(Kind::kBool) && node->as_bool(); }

std::string_view string_at(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value != nullptr && value->is_string() ? value->as_string() : std::string_view();
}

/// Writes schemas without our keywords. For others (`soften`) what is only a warning to us is left out, and
/// an open list of values is a suggestion.
class Writer {
 public:
  Writer(std::string& out, bool soften, bool drop_read_only)
      : out_(out, kIndent), soften_(soften), drop_read_only_(drop_read_only) {}

  /// `embedded` documents go into the $defs of the schema.
  void write(const Node& schema, const std::vector<const Node*>& embedded = {}) {
    if (!schema.is_object()) {
      out_.raw(doc::to_json(schema));
      return;
    }
    const bool open = soften_ && is_true(schema.find("x-open")) && schema.find("anyOf") == nullptr;
    bool defs = false;
    out_.begin_object();
    for (const Member& member : schema.members()) {
      if (member.key.starts_with("x-")) continue;
      if (member.key == "enum" && open) {
        write_open_enum(member.value);
      } else if (member.key == "required") {
        write_required(schema, member.value);
      } else if (member.key == "$defs" && !embedded.empty()) {
        defs = true;
        write_defs(&member.value, embedded);
      } else {
        write_keyword(member);
      }
    }
    if (!embedded.empty() && !defs) write_defs(nullptr, embedded);
    out_.end_object();
  }

 private:
  void write_keyword(const Member& member) {
    const Keyword* keyword = find_keyword(member.key);
    const Holds holds = keyword == nullptr ? Holds::kNothing : keyword->holds;
    if (holds == Holds::kMap && member.value.is_object()) {
      out_.key(member.key);
      out_.begin_object();
      write_map(member.value, member.key == "properties");
      out_.end_object();
    } else if (member.value.is_array() && (holds == Holds::kArray || holds == Holds::kSchemaOrArray)) {
      write_list(member);
    } else {
      out_.key(member.key);
      holds == Holds::kNothing ? void(out_.raw(doc::to_json(member.value))) : write(member.value);
    }
  }

  void write_map(const Node& map, bool properties) {
    for (const Member& member : map.members()) {
      if (properties && dropped(member.value)) continue;
      out_.key(member.key);
      write(member.value);
    }
  }

  bool dropped(const Node& property) const {
    return drop_read_only_ && is_true(property.find("x-read-only"));
  }

  /// What we only warn about is left out of allOf; an allOf with nothing left, too.
  void write_list(const Member& member) {
    std::vector<const Node*> kept;
    for (const Node& node : member.value.elements()) {
      const std::string_view level = string_at(node, "x-level");
      const bool soft = soften_ && member.key == "allOf" && !level.empty() && level != "error";
      if (!soft) kept.push_back(&node);
    }
    if (kept.empty()) return;
    out_.key(member.key).begin_array();
    for (const Node* node : kept) write(*node);
    out_.end_array();
  }

  void write_open_enum(const Node& values) {
    out_.key("anyOf").begin_array().begin_object();
    out_.key("enum").raw(doc::to_json(values));
    out_.end_object().raw("true").end_array();
  }

  void write_required(const Node& schema, const Node& names) {
    const Node* properties = schema.find("properties");
    out_.key("required").begin_array();
    for (const Node& name : names.elements()) {
      const Node* property =
          properties == nullptr || !name.is_string() ? nullptr : properties->find(name.as_string());
      if (property == nullptr || !dropped(*property)) out_.raw(doc::to_json(name));
    }
    out_.end_array();
  }

  void write_defs(const Node* own, const std::vector<const Node*>& embedded) {
    out_.key("$defs").begin_object();
    if (own != nullptr) write_map(*own, false);
    for (const Node* document : embedded) {
      out_.key(string_at(*document, "$id"));
      write(*document);
    }
    out_.end_object();
  }

  text::JsonWriter out_;
  bool soften_;
  bool drop_read_only_;
};

/// Documents referred to from a schema, at any depth, each once, in the order met.
class Collector {
 public:
  Collector(const Lookup& lookup, bool drop_read_only) : lookup_(lookup), drop_read_only_(drop_read_only) {}

  std::vector<const Node*> collect(const Node& schema) {
    seen_.insert(std::string(string_at(schema, "$id")));
    visit(schema, string_at(schema, "$id"));
    for (std::size_t i = 0; i < found_.size(); ++i) visit(*found_[i], string_at(*found_[i], "$id"));
    return found_;
  }

 private:
  void visit(const Node& schema, std::string_view base) {
    if (const std::string_view ref = string_at(schema, "$ref"); !ref.empty()) refer(base, ref);
    for (const Member& member : schema.members()) {
      const Keyword* keyword = find_keyword(member.key);
      if (keyword == nullptr || keyword->holds == Holds::kNothing) continue;
      if (keyword->holds == Holds::kMap) {
        for (const Member& entry : member.value.members()) {
          const bool dropped =
              member.key == "properties" && drop_read_only_ && is_true(entry.value.find("x-read-only"));
          if (!dropped) visit(entry.value, base);
        }
      } else {
        visit(member.value, base);
        for (const Node& element : member.value.elements()) visit(element, base);
      }
    }
  }

  void refer(std::string_view base, std::string_view ref) {
    const std::string uri(without_fragment(resolve_uri(base, ref)));
    if (!seen_.insert(uri).second) return;
    if (const Node* document = lookup_(uri)) found_.push_back(document);
  }

  const Lookup& lookup_;
  bool drop_read_only_;
  std::set<std::string> seen_;
  std::vector<const Node*> found_;
};

}  // namespace

std::string strip(const Node& schema) {
  std::string out;
  Writer(out, false, false).write(schema);
  return out;
}

std::string bundle(const Node& schema, const Lookup& lookup, const BundleOptions& options) {
  const std::vector<const Node*> embedded = Collector(lookup, options.drop_read_only).collect(schema);
  std::string out;
  Writer(out, true, options.drop_read_only).write(schema, embedded);
  return out;
}

}  // namespace ecslint::schema
