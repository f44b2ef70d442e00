// SPDX-License-Identifier: Apache-2.0
// What can be written here: properties, required ones first; words of an enumeration; sizes that go with each
// other; names of containers, volumes, ports and families; options of the log driver.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/completion_place.h"
#include "lsp/cursor.h"
#include "lsp/features/features.h"
#include "lsp/names.h"
#include "lsp/snippet.h"
#include "lsp/task_sums.h"
#include "lsp/template_words.h"
#include "lsp/written_way.h"
#include "schema/value.h"

namespace ecslint::lsp {
namespace {

using doc::Node;
using schema::SchemaView;

Json to_json_item(const CompletionItem& item, bool markdown) {
  constexpr int kSnippetFormat = 2;
  Json out{{"label", item.label},
           {"kind", static_cast<int>(item.kind)},
           {"textEdit", to_json(TextEdit{item.range, item.text})},
           {"sortText", item.sort}};
  if (!item.filter.empty()) out["filterText"] = item.filter;
  if (!item.detail.empty()) out["detail"] = item.detail;
  if (!item.documentation.empty()) out["documentation"] = markup(item.documentation, markdown);
  if (item.snippet) out["insertTextFormat"] = kSnippetFormat;
  if (item.preselect) out["preselect"] = true;
  return out;
}

class Completer {
 public:
  Completer(const Context& context, CompletionPlace place, bool yaml)
      : context_(context),
        place_(std::move(place)),
        way_(written_way(context, place_.steps)),
        style_{yaml, context.client().snippets},
        range_(context.positions().range(place_.token)) {}

  Json complete(const TemplateWords& words) {
    if (!words.alone && !place_.block) of_resource();
    for (const TemplateWord& each : words.words) template_word(each, words);
    return std::move(out_);
  }

 private:
  void of_resource() {
    if (way_.resource == nullptr) return starters();
    const auto schema = way_.schema;
    if (!schema) return;
    const bool keys = place_.key && !(place_.element && !holds_objects(*schema));
    keys ? properties(*schema) : values(*schema);
  }

  static bool holds_objects(const SchemaView& schema) { return !schema.properties().empty(); }

  /// A file of which nothing is known yet.
  void starters() {
    if (!place_.key || !place_.steps.empty()) return;
    const lint::Engine& engine = context_.folder().linter().engine();
    for (const model::Kind kind : {model::Kind::kTaskDefinition, model::Kind::kService}) {
      const schema::SchemaId id = engine.schema_of(kind, model::Form::kCreate);
      if (id != schema::kNone) properties(SchemaView(engine.schemas(), id));
    }
  }

  /// In the order given, behind what the resource itself takes.
  void template_word(const TemplateWord& each, const TemplateWords& words) {
    CompletionItem item;
    item.label = each.text;
    item.detail = each.what;
    item.sort = fmt::format("~{:03}", out_.size());
    if (words.form == TemplateWords::Form::kKey) return key(std::move(item), each.text, "$1");
    item.kind = words.alone ? CompletionKind::kReference : CompletionKind::kFunction;
    item.range = context_.positions().range(words.token);
    const bool whole = words.form == TemplateWords::Form::kValue;
    item.text = whole && !style_.yaml ? style_.quoted(each.text, true) : each.text;
    if (whole && style_.yaml && words.token.empty() && needs_space()) item.text = " " + item.text;
    if (whole && !style_.yaml) item.filter = item.text;
    add(item);
  }

  // Keys.
  void properties(const SchemaView& schema) {
    if (way_.pattern.ends_with("logConfiguration.options")) return log_options();
    const bool output = way_.resource != nullptr && way_.resource->form == model::Form::kDescribe;
    for (const schema::PropertyView& property : schema.properties()) {
      if (property.schema.is_read_only() && !output) continue;
      const std::string name = way_.spelled(property.name);
      if (name.empty() || is_written(name)) continue;
      CompletionItem item;
      item.label = name;
      item.detail = property.schema.type_words() + (property.required ? " · required" : "");
      item.documentation = property.schema.description();
      item.sort = fmt::format("{}{}", property.required ? 0 : 1, name);
      const auto spelled = [&](std::vector<std::string> way, std::string_view below) {
        way.insert(way.begin(), std::string(property.name));
        return way_.spelled(below, way);
      };
      key(std::move(item), name, value_snippet(property.schema, style_, spelled));
    }
  }

  bool is_written(std::string_view name) const {
    if (way_.written == nullptr) return false;
    return std::ranges::any_of(way_.written->members(), [&](const doc::Member& member) {
      return member.key == name && !touches_token(member.key_range);
    });
  }
  bool touches_token(text::Range range) const {
    return range.begin <= place_.token.end && place_.token.begin <= range.end;
  }

  void log_options() {
    const Node* driver = way_.sibling("logDriver");
    const Node* table = facts(context_.folder().linter(), "logging");
    if (driver == nullptr || !driver->is_string() || table == nullptr) return;
    const Node* options = table->find("options")->find(driver->as_string());
    const Node* required = table->find("required")->find(driver->as_string());
    if (options == nullptr) return;
    for (const Node& option : options->elements()) {
      const std::string name(option.as_string());
      if (is_written(name)) continue;
      const auto same = [&](const Node& other) { return other.as_string() == name; };
      const bool needed = required != nullptr && std::ranges::any_of(required->elements(), same);
      CompletionItem item;
      item.label = name;
      item.detail = fmt::format("{}{}", driver->as_string(), needed ? " · required" : "");
      item.sort = fmt::format("{}{}", needed ? 0 : 1, name);
      key(std::move(item), name, style_.text_value());
    }
  }

  void key(CompletionItem item, const std::string& name, const std::string& value) {
    const std::string written = style_.yaml ? name : fmt::format("\"{}\"", name);
    item.kind = CompletionKind::kProperty;
    item.range = range_;
    item.filter = written;
    item.snippet = style_.snippets && !place_.colon_follows;
    item.text = place_.colon_follows ? written : style_.member(written, value);
    if (!style_.yaml && place_.more_follows && !place_.colon_follows) item.text += ',';
    if (item.snippet && style_.yaml) item.filter = name;
    add(item);
  }

  // Values.
  void values(const SchemaView& schema) {
    const std::string& pattern = way_.pattern;
    const bool task = way_.resource->kind == model::Kind::kTaskDefinition;
    if (task && (pattern == "cpu" || pattern == "memory")) return sizes(pattern == "cpu");
    if (const auto entity = named_by(*way_.resource, pattern)) return names(*entity);
    const text::Image image = schema.set().image();
    const schema::Value* fallback = schema.default_value();
    for (const schema::Value* value : schema.enum_values()) {
      const bool usual =
          fallback != nullptr && schema::to_json(*fallback, image) == schema::to_json(*value, image);
      word(plain(*value, image), value->kind == doc::Kind::kString, usual ? "default" : "");
    }
    if (!out_.empty()) return;
    if ((schema.types() & schema::kMaskBool) != 0 && schema.types() == schema::kMaskBool) {
      word("true", false, "");
      word("false", false, "");
      return;
    }
    for (const schema::Value* value : schema.examples()) {
      if (value->kind == doc::Kind::kString || value->kind == doc::Kind::kInteger)
        word(plain(*value, image), value->kind == doc::Kind::kString, "example");
    }
  }

  static std::string plain(const schema::Value& value, text::Image image) {
    return value.kind == doc::Kind::kString ? std::string(image[value.str()]) : schema::to_json(value, image);
  }

  /// Of Fargate, those that go with the other one where that is written.
  void sizes(bool cpu) {
    const Node* table = facts(context_.folder().linter(), "fargate");
    const Node* sizes = table == nullptr ? nullptr : table->find("sizes");
    if (sizes == nullptr) return;
    const auto other = cpu ? memory_of(way_.sibling("memory")) : cpu_of(way_.sibling("cpu"));
    std::vector<std::int64_t> numbers;
    for (const Node& row : sizes->elements()) {
      const std::int64_t units = row.find("cpu")->as_int();
      for (const Node& memory : row.find("memory")->elements()) {
        if (other && (cpu ? memory.as_int() : units) != *other) continue;
        const std::int64_t number = cpu ? units : memory.as_int();
        if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
      }
    }
    std::ranges::sort(numbers);
    for (const std::int64_t number : numbers) {
      const std::string with = !other ? ""
                               : cpu  ? " · goes with " + memory_text(*other)
                                      : " · goes with " + vcpu_text(*other);
      word(std::to_string(number), true, (cpu ? vcpu_text(number) : memory_text(number)) + with,
           fmt::format("{:08}", number));
    }
  }

  void names(Entity entity) {
    const std::string own = own_container();
    for (const std::string& name : known_names(context_, *way_.resource, entity)) {
      if (entity != Entity::kContainer || name != own) word(name, true, std::string(title(entity)));
    }
  }

  /// A container does not depend on itself.
  std::string own_container() const {
    if (way_.container == nullptr) return {};
    const Node* name = way_.container->find("name");
    return name != nullptr && name->is_string() ? std::string(name->as_string()) : std::string();
  }

  void word(const std::string& text, bool is_text, const std::string& detail, std::string sort = {}) {
    CompletionItem item;
    item.label = text;
    item.detail = detail;
    item.kind = CompletionKind::kValue;
    item.sort = sort.empty() ? fmt::format("{:03}", out_.size()) : std::move(sort);
    item.range = range_;
    item.text = is_text ? style_.quoted(text, place_.quoted) : text;
    if (style_.yaml && place_.token.begin == place_.token.end && needs_space()) item.text = " " + item.text;
    if (!style_.yaml && place_.more_follows) item.text += ',';
    item.filter = !style_.yaml && is_text ? fmt::format("\"{}\"", text) : text;
    item.preselect = detail == "default";
    add(item);
  }

  bool needs_space() const {
    const std::string_view bytes = context_.source().bytes();
    return place_.token.begin > 0 && bytes[place_.token.begin - 1] == ':';
  }

  void add(const CompletionItem& item) { out_.push_back(to_json_item(item, context_.client().markdown)); }

  const Context& context_;
  CompletionPlace place_;
  WrittenWay way_;
  Style style_;
  Range range_;
  Json out_ = Json::array();
};

}  // namespace

Answer completion(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  const text::Source& source = context.source();
  const bool yaml = lint::syntax_of(source.name(), source.content()) == lint::Syntax::kYaml;
  CompletionPlace place =
      yaml ? place_in_yaml(source.bytes(), *offset) : place_in_json(source.bytes(), *offset);
  if (place.comment) return Json{{"isIncomplete", false}, {"items", Json::array()}};
  const TemplateWords words = template_words_at(*context.file(), place, *offset);
  return Json{{"isIncomplete", false}, {"items", Completer(context, std::move(place), yaml).complete(words)}};
}

}  // namespace ecslint::lsp
