// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/evaluator.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <new>

#include "dialect/cloudformation/returned.h"
#include "doc/dump.h"
#include "text/edit_distance.h"

namespace ecslint::dialect_cloudformation {
namespace {

using doc::Node;
using finding::SyntaxCode;

constexpr int kMaxDepth = 60;
constexpr std::size_t kMaxSteps = 1'000'000;
constexpr std::size_t kMaxText = 1 << 16;                 // of one value: more is left unknown
constexpr std::size_t kMaxBytes = std::size_t{32} << 20;  // of all values together
constexpr std::size_t kMaxPieces = 32;                    // of a name made of names made of names
constexpr std::size_t kMaxName = 120;                     // of a hole that is called as it is written

constexpr std::size_t kMostBlocks = 256;   // that Fn::Cidr gives
constexpr std::size_t kFewAnswers = 4;     // all of them are tried
constexpr std::size_t kFewAttributes = 6;  // all of them are told

/// Reasons that several places give.
constexpr std::string_view kTooMuch = "a value that expands to more than is read";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

std::optional<std::size_t> index_in(const Node& node) {
  const std::string text = scalar_text(node);
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return index;
}

/// 10.0.0.0/16
struct Block {
  std::uint32_t address = 0;
  std::size_t prefix = 0;
};

std::optional<Block> block_of(std::string_view text) {
  Block out;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int i = 0; i < 5; ++i) {
    std::uint32_t number = 0;
    const auto [stop, error] = std::from_chars(at, end, number);
    const char expected = i < 3 ? '.' : '/';
    if (error != std::errc() || number > (i < 4 ? 255u : 32u)) return std::nullopt;
    if (i < 4 ? stop == end || *stop != expected : stop != end) return std::nullopt;
    i < 4 ? void(out.address = out.address << 8 | number) : void(out.prefix = number);
    at = stop + 1;
  }
  const std::uint32_t mask = out.prefix == 0 ? 0 : ~std::uint32_t{0} << (32 - out.prefix);
  out.address &= mask;
  return out;
}

/// Nothing in it is unresolved. No deeper than evaluated values are.
bool is_known(const Node& node) {
  return !node.is_unresolved() && !node.has(Node::kOpen) && std::ranges::all_of(node.elements(), is_known) &&
         std::ranges::all_of(node.members(),
                             [](const doc::Member& member) { return is_known(member.value); });
}

}  // namespace

bool Evaluator::spend(doc::Range place) {
  if (depth_ <= kMaxDepth && steps_ < kMaxSteps && bytes_ < kMaxBytes) return ++steps_, true;
  template_.report(SyntaxCode::kTemplateLimit, place,
                   "functions within functions are followed up to a bound; this value is left unknown");
  return false;
}

std::optional<Node> Evaluator::evaluate(const Node& node) {
  const auto call = call_of(node);
  if (!call) {
    if (bindings_->empty()) return node;
    const auto text = text_of(node);
    if (!text) return node;
    const std::string_view bound = bound_text(arena(), *bindings_, *text);
    return bound == *text ? node : Node::string(bound, node.range()).with(Node::kSynthetic);
  }
  if (!spend(node.range())) return unknown(kTooMuch, node);
  ++depth_;
  auto value = this->call(*call, node);
  --depth_;
  return value;
}

std::optional<Node> Evaluator::whole(const Node& node) {
  const auto value = evaluate(node);
  if (!value || (!value->is_array() && !value->is_object())) return value;
  if (!spend(node.range())) return unknown(kTooMuch, node);
  ++depth_;
  Node out;
  if (value->is_array()) {
    std::vector<Node> elements;
    for (const Node& element : value->elements()) {
      if (const auto one = whole(element)) elements.push_back(*one);
    }
    out = Node::array(arena().copy(std::span<const Node>(elements)), value->range());
  } else {
    std::vector<doc::Member> members;
    const bool known = each_member(*value, [&](const doc::Member& member) {
      const auto one = whole(member.value);
      if (one) members.push_back({member.key, member.key_range, *one});
    });
    out = Node::object(arena().copy(std::span<const doc::Member>(members)), value->range());
    if (!known || value->has(Node::kOpen)) out.set(Node::kOpen);
    if (value->has(Node::kDuplicateKeys)) out.set(Node::kDuplicateKeys);
  }
  --depth_;
  for (const Node::Flag flag : {Node::kSynthetic, Node::kShared}) {
    if (value->has(flag)) out.set(flag);
  }
  return out;
}

std::optional<Node> Evaluator::call(const Call& call, const Node& node) {
  const Node& argument = call.argument;
  switch (call.function) {
    case Function::kRef: {
      const auto computed = template_.is_extended() && call_of(argument) ? evaluate(argument) : std::nullopt;
      if (computed && !computed->is_string()) return unknown("Ref of a computed name", node);
      const auto name = text_of(computed ? *computed : argument);
      if (!name) return wrong(call, node, "the name of a parameter or resource");
      if (*name == "AWS::NoValue") return std::nullopt;
      return reference(bound_text(arena(), *bindings_, *name), node.range());
    }
    case Function::kGetAtt:
      return get_att(argument, node);
    case Function::kSub:
      return substitute(argument, node);
    case Function::kJoin:
      return join(argument, node);
    case Function::kSelect:
      return select(argument, node);
    case Function::kSplit:
      return split(argument, node);
    case Function::kFindInMap:
      return find_in_map(argument, node);
    case Function::kIf:
      return choose(argument, node);
    case Function::kBase64:
      return base64(argument, node);
    case Function::kLength:
      return length(argument, node);
    case Function::kToJsonString:
      return json_string(argument, node);
    case Function::kImportValue:
      return unknown("Fn::ImportValue: another stack exports it", node);
    case Function::kGetAzs:
      return unknown("Fn::GetAZs: the Region's Availability Zones", node);
    case Function::kCidr:
      return cidr(argument, node);
    case Function::kTransform:
      return unknown("Fn::Transform: a macro", node);
    default:
      return unknown("a condition where a value stands", node);
  }
}

// --- what is unknown

std::string_view Evaluator::source_of(const Node& node) {
  const std::string_view text = template_.document().source().slice(node.range());
  return text.substr(0, std::min(text.find_first_of("\r\n"), kMaxName));
}

Node Evaluator::unknown(std::string_view reason, const Node& node) {
  const bool tagged = node.is_unresolved() && !node.why().tag.empty();
  std::string_view name = tagged ? node.why().spelling : source_of(node);
  if (name.size() > kMaxName || name.find('\n') != std::string_view::npos) name = source_of(node);
  auto* why = new (arena().allocate<doc::Unresolved>(1)) doc::Unresolved{};
  why->reason = arena().copy(reason);
  why->spelling = name;
  return Node::unresolved(why, node.range()).with(Node::kSynthetic);
}

/// As Fn::Sub would call it.
std::string_view Evaluator::hole_name(std::string_view name) {
  return arena().copy(std::string_view(fmt::format("${{{}}}", name)));
}

/// A text of which nothing is known but whose it is: the same wherever it is named.
template <typename Reason>
Node Evaluator::unknown(std::string_view name, doc::Range place, std::string_view refers_to, Reason reason) {
  if (const auto made = holes_.find(name); made != holes_.end())
    return Node::unresolved(made->second, place).with(Node::kSynthetic);
  const std::string_view hole = hole_name(name);
  const std::string_view why = arena().copy(std::string_view(reason()));
  const Node node = Composer(arena()).hole(hole, why, refers_to).finish(place);
  holes_.emplace(hole.substr(2, name.size()), &node.why());
  return node;
}

Node Evaluator::wrong(const Call& call, const Node& node, std::string_view wanted) {
  template_.report(SyntaxCode::kTemplateForm, node.range(), fmt::format("{} takes {}", call.name, wanted));
  return unknown("a function with wrong arguments", node);
}

/// A value from elsewhere in the template, with all of it at the place that uses it.
Node Evaluator::placed(const Node& node, doc::Range place, int depth) {
  if (depth > kMaxDepth || !spend(place)) return unknown(kTooMuch, Node(node).with_range(place));
  Node out = node;
  if (node.is_array()) {
    std::vector<Node> elements;
    for (const Node& element : node.elements()) elements.push_back(placed(element, place, depth + 1));
    out = Node::array(arena().copy(std::span<const Node>(elements)), place);
  } else if (node.is_object()) {
    std::vector<doc::Member> members;
    for (const doc::Member& member : node.members()) {
      members.push_back({member.key, place, placed(member.value, place, depth + 1)});
    }
    out = Node::object(arena().copy(std::span<const doc::Member>(members)), place);
  }
  return out.with_range(place).with(Node::kSynthetic);
}

// --- references

Node Evaluator::reference(std::string_view name, doc::Range place) {
  const auto bound =
      std::ranges::find_if(*bindings_, [name](const auto& binding) { return binding.first == name; });
  if (bound != bindings_->end()) return Node::string(bound->second, place).with(Node::kSynthetic);
  if (name.starts_with("AWS::")) return pseudo(name, place);
  if (const Parameter* found = template_.parameter(name)) return parameter(name, *found, place);
  if (const TemplateResource* found = template_.resource(name)) return resource(*found, {}, place);
  if (!template_.is_open()) {
    template_.report(
        SyntaxCode::kTemplateReference, place,
        fmt::format("the template has no parameter or resource \"{}\"{}", name, template_.near_name(name)));
  }
  return unknown(name, place, {}, [&] { return fmt::format("{}, which is not in the template", name); });
}

Node Evaluator::pseudo(std::string_view name, doc::Range place) {
  if (const std::string* given = template_.given(name)) {
    return Node::string(*given, place).with(Node::kSynthetic);
  }
  if (const auto answer = this->answer(name)) {
    return Node::string(arena().copy(std::string_view(*answer)), place).with(Node::kSynthetic);
  }
  return unknown(name, place, {},
                 [&] { return fmt::format("{}, which the stack has when it is deployed", name); });
}

/// What is assumed of a parameter.
std::optional<std::string> Evaluator::answer(std::string_view name) const {
  if (answers_.empty()) return std::nullopt;
  const auto found = answers_.find(fmt::format("${{{}}}", name));
  if (found == answers_.end() || found->second.empty() || found->second == kAnotherAnswer)
    return std::nullopt;
  return found->second;
}

Node Evaluator::list_of(std::string_view text, doc::Range place) {
  std::vector<Node> elements;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    elements.push_back(Node::string(trimmed(text.substr(0, comma)), place).with(Node::kSynthetic));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return Node::array(arena().copy(std::span<const Node>(elements)), place).with(Node::kSynthetic);
}

/// Given, or answered, or its default where conditions do not ask it; an empty default is there to be
/// replaced.
Node Evaluator::parameter(std::string_view name, const Parameter& parameter, doc::Range place) {
  const bool list = parameter.is_list();
  const auto of_text = [&](std::string_view text) {
    return list ? list_of(text, place) : Node::string(text, place).with(Node::kSynthetic);
  };
  if (!parameter.secret && !parameter.is_stored()) {
    if (parameter.given != nullptr) return of_text(*parameter.given);
    if (parameter.allowed.size() == 1) return of_text(parameter.allowed[0]);
    if (const auto answer = this->answer(name)) return of_text(arena().copy(std::string_view(*answer)));
    const Node* fallback = parameter.fallback;
    if (defaults_ && !deciding_ && !parameter.decides && fallback != nullptr) {
      const std::string text = scalar_text(*fallback);
      if (!text.empty()) return of_text(arena().copy(std::string_view(text)));
      if (const auto original = text_of(*fallback); original && !original->empty()) {
        Node out = *fallback;
        return out.with_range(place).with(Node::kSynthetic);  // placeholders of another tool in it
      }
    }
  }
  const auto reason = [name] { return fmt::format("parameter {}", name); };
  if (!list) return unknown(name, place, {}, reason);
  auto* why = new (arena().allocate<doc::Unresolved>(1)) doc::Unresolved{};
  why->reason = arena().copy(std::string_view(reason()));
  why->spelling = hole_name(name);
  return Node::unresolved(why, place).with(Node::kSynthetic);
}

Node Evaluator::resource(const TemplateResource& resource, std::string_view attribute, doc::Range place) {
  const Returned* row = returned(resource.type, attribute);
  if (row == nullptr) {
    const std::string name =
        attribute.empty() ? std::string(resource.id) : fmt::format("{}.{}", resource.id, attribute);
    return unknown(name, place, resource.id,
                   [&] { return fmt::format("{}, which is made with the stack", resource.id); });
  }
  const auto key = std::pair(&resource, attribute);
  if (const auto made = attributes_.find(key); made != attributes_.end())
    return Node(made->second).with_range(place);
  const OpenQuestions questions = take_questions();
  const Names conditions = take_conditions();
  Composer out(arena());
  compose(resource, row->pattern, out);
  const bool hangs_on_nothing = questions_.empty() && asked_.empty() && naming_.empty();
  note(questions, conditions);
  Node node = out.finish(place);
  if (node.is_unresolved() && node.why().refers_to.empty()) {
    auto* why = new (arena().allocate<doc::Unresolved>(1)) doc::Unresolved(node.why());
    why->refers_to = resource.id;
    node = Node::unresolved(why, place).with(Node::kSynthetic);
  }
  if (hangs_on_nothing) attributes_.emplace(key, node);
  return node;
}

void Evaluator::compose(const TemplateResource& resource, std::string_view pattern, Composer& out) {
  constexpr std::pair<char, std::string_view> kPseudo[] = {
      {'P', "AWS::Partition"}, {'R', "AWS::Region"}, {'A', "AWS::AccountId"}, {'S', "AWS::URLSuffix"}};
  while (!pattern.empty()) {
    const std::size_t brace = std::min(pattern.find('{'), pattern.size());
    out.text(pattern.substr(0, brace));
    pattern.remove_prefix(brace);
    if (pattern.empty()) return;
    const std::size_t end = pattern.find('}');
    const std::string_view token = pattern.substr(1, end - 1);
    pattern.remove_prefix(end + 1);
    if (token == "N") {
      compose_name(resource, out);
    } else if (token.starts_with('.')) {
      out.hole(hole_name(fmt::format("{}{}", resource.id, token)), resource.id, resource.id);
    } else {
      const auto* row = std::ranges::find(kPseudo, token[0], &std::pair<char, std::string_view>::first);
      out.value(pseudo(row->second, {}));
    }
  }
}

/// As the template names it, else a hole called by the logical id.
void Evaluator::compose_name(const TemplateResource& resource, Composer& out) {
  const std::string_view property = name_property(resource.type);
  const Node* written =
      property.empty() || resource.properties == nullptr ? nullptr : resource.properties->find(property);
  const auto hole = [&] {
    out.hole(hole_name(resource.id),
             arena().copy(std::string_view(fmt::format("{}, which is made with the stack", resource.id))),
             resource.id);
  };
  if (written == nullptr) return hole();
  if (const auto known = names_.find(resource.id); known != names_.end()) {
    note(known->second.questions, known->second.conditions);
    return (void)out.value(known->second.value);
  }
  if (!naming_.insert(resource.id).second) {
    template_.report(SyntaxCode::kTemplateCycle, written->range(),
                     fmt::format("the name of {} depends on itself", resource.id));
    return hole();
  }
  const OpenQuestions questions = take_questions();
  const Names conditions = take_conditions();
  const Bindings* outer = std::exchange(bindings_, resource.bindings);
  const auto value = evaluate(*written);
  bindings_ = outer;
  KnownName known = {Node(), take_questions(), take_conditions()};
  note(questions, conditions);
  note(known.questions, known.conditions);
  naming_.erase(resource.id);
  const auto in_part = [](const Node& partly) {
    return partly.is_unresolved() && !partly.why().pieces.empty() && partly.why().pieces.size() <= kMaxPieces;
  };
  const bool text = value && (is_scalar(*value) || in_part(*value));
  if (!text) return hole();
  known.value = *value;
  names_.emplace(resource.id, std::move(known));
  out.value(*value);
}

/// CloudFormation refuses an attribute that a type does not have. AWS adds some: only one like a known name
/// is certainly a mistake.
void Evaluator::check_attribute(const TemplateResource& resource, std::string_view name, doc::Range place) {
  if (template_.is_open() || !gives_known(resource.type)) return;
  const std::vector<std::string_view> known = attributes_of(resource.type);
  if (std::ranges::find(known, name) != known.end()) return;
  const std::string_view near = text::nearest(name, known);
  std::string message = fmt::format("{} has no attribute \"{}\"", resource.type, name);
  if (!near.empty()) {
    message += fmt::format("; did you mean \"{}\"?", near);
  } else if (known.empty()) {
    message += " that we know of";
  } else if (known.size() <= kFewAttributes) {
    message += fmt::format(" that we know of; it has {}", fmt::join(known, ", "));
  }
  template_.report(SyntaxCode::kTemplateReference, place, std::move(message),
                   near.empty() ? finding::Level::kWarning : finding::Level::kError);
}

Node Evaluator::attribute(std::string_view id, std::string_view name, doc::Range place) {
  if (const TemplateResource* found = template_.resource(id)) {
    check_attribute(*found, name, place);
    return resource(*found, name, place);
  }
  if (!template_.is_open()) {
    template_.report(SyntaxCode::kTemplateReference, place,
                     fmt::format("the template has no resource \"{}\"{}", id, template_.near_name(id)));
  }
  return unknown(fmt::format("{}.{}", id, name), place, {},
                 [&] { return fmt::format("{}, which is not in the template", id); });
}

/// "Id.Attribute" or [Id, Attribute].
Node Evaluator::get_att(const Node& argument, const Node& node) {
  std::string text;
  if (const auto written = text_of(argument)) text = *written;
  if (argument.is_array() && argument.size() >= 2) {
    for (const Node& part : argument.elements()) {
      const auto value = evaluate(part);
      if (!value || !is_scalar(*value)) return unknown("Fn::GetAtt of a computed attribute", node);
      text += (text.empty() ? "" : ".") + scalar_text(*value);
    }
  }
  const std::string_view kept = bound_text(arena(), *bindings_, arena().copy(std::string_view(text)));
  const std::size_t dot = kept.find('.');
  if (dot == std::string_view::npos) {
    return wrong({Function::kGetAtt, argument, "Fn::GetAtt"}, node, "a resource and its attribute");
  }
  return attribute(kept.substr(0, dot), kept.substr(dot + 1), node.range());
}

// --- text

Node Evaluator::finish(Composer& out, const Node& node, std::string_view written) {
  bytes_ += out.size();
  return out.size() > kMaxText ? unknown(kTooMuch, node) : out.finish(node.range(), written);
}

/// Each is evaluated once, however often the text asks for it.
struct Evaluator::Values {
  const Node* written = nullptr;
  std::vector<std::pair<std::string_view, std::optional<Node>>> known = {};
};

Node Evaluator::substitute(const Node& argument, const Node& node) {
  Values values;
  const Node* pattern = &argument;
  if (argument.is_array()) {
    const auto parts = argument.elements();
    if (parts.size() != 2 || !parts[1].is_object()) {
      return wrong({Function::kSub, argument, "Fn::Sub"}, node, "a text, or a list of a text and a map");
    }
    pattern = &parts[0];
    values.written = &parts[1];
  }
  const auto written = text_of(*pattern);
  if (!written) return wrong({Function::kSub, argument, "Fn::Sub"}, node, "a text");
  const std::string_view whole = bound_text(arena(), *bindings_, *written);
  std::string_view text = whole;
  Composer out(arena());
  while (!text.empty()) {
    const std::size_t begin = text.find("${");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
    if (end == std::string_view::npos) break;
    out.text(text.substr(0, begin));
    const std::string_view name = text.substr(begin + 2, end - begin - 2);
    text.remove_prefix(end + 1);
    if (name.starts_with('!')) {
      out.text("${").text(name.substr(1)).text("}");
    } else {
      substitute(trimmed(name), values, node.range(), out);
    }
    if (out.size() > kMaxText || !spend(node.range())) return unknown(kTooMuch, node);
  }
  return finish(out.text(text), node, whole);
}

void Evaluator::substitute(std::string_view name, Values& values, doc::Range place, Composer& out) {
  const Node* given = values.written == nullptr ? nullptr : values.written->find(name);
  if (given != nullptr) {
    auto at = std::ranges::find(values.known, name, &std::pair<std::string_view, std::optional<Node>>::first);
    if (at == values.known.end()) at = values.known.insert(at, {name, evaluate(*given)});
    if (at->second) out.value(*at->second);
    return;
  }
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) {
    out.value(reference(name, place));
  } else {
    out.value(attribute(name.substr(0, dot), name.substr(dot + 1), place));
  }
}

Node Evaluator::join(const Node& argument, const Node& node) {
  const auto parts = argument.elements();
  const auto delimiter = parts.size() == 2 ? text_of(parts[0]) : std::nullopt;
  if (!delimiter) return wrong({Function::kJoin, argument, "Fn::Join"}, node, "a delimiter and a list");
  const auto list = evaluate(parts[1]);
  if (!list || !list->is_array()) return unknown("Fn::Join of a list that is not known", node);
  Composer out(arena());
  bool first = true;
  for (const Node& element : list->elements()) {
    const auto value = evaluate(element);
    if (!value) continue;
    if (!std::exchange(first, false)) out.text(*delimiter);
    out.value(*value);
    if (out.size() > kMaxText) return unknown(kTooMuch, node);
  }
  return finish(out, node);
}

Node Evaluator::split(const Node& argument, const Node& node) {
  const auto parts = argument.elements();
  const auto delimiter = parts.size() == 2 ? text_of(parts[0]) : std::nullopt;
  if (!delimiter || delimiter->empty()) {
    return wrong({Function::kSplit, argument, "Fn::Split"}, node, "a delimiter and a text");
  }
  const auto value = evaluate(parts[1]);
  if (!value || !is_scalar(*value)) return unknown("Fn::Split of a text that is not known", node);
  std::string_view text = arena().copy(std::string_view(scalar_text(*value)));
  std::vector<Node> elements;
  for (;;) {
    const std::size_t at = text.find(*delimiter);
    elements.push_back(Node::string(text.substr(0, at), node.range()).with(Node::kSynthetic));
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + delimiter->size());
  }
  return Node::array(arena().copy(std::span<const Node>(elements)), node.range()).with(Node::kSynthetic);
}

Node Evaluator::base64(const Node& argument, const Node& node) {
  const auto value = evaluate(argument);
  if (!value || !value->is_string()) return unknown("Fn::Base64 of a text that is not known whole", node);
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string_view text = value->as_string();
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, text.size() - i);
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < count ? static_cast<unsigned char>(text[i + k]) : 0u);
    }
    for (std::size_t k = 0; k < 4; ++k) out += k <= count ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return Node::string(arena().copy(std::string_view(out)), node.range()).with(Node::kSynthetic);
}

/// Known as text only where all of it is known.
Node Evaluator::json_string(const Node& argument, const Node& node) {
  const auto value = whole(argument);
  if (!value || !value->is_object()) return unknown("Fn::ToJsonString", node);
  const std::string text = is_known(*value) ? doc::to_json(*value) : std::string();
  if (text.empty() || text.size() > kMaxText) {
    return unknown("Fn::ToJsonString of something that is not known whole", node);
  }
  return Node::string(arena().copy(std::string_view(text)), node.range()).with(Node::kSynthetic);
}

// --- lists and maps

Node Evaluator::select(const Node& argument, const Node& node) {
  const auto parts = argument.elements();
  if (parts.size() != 2) {
    return wrong({Function::kSelect, argument, "Fn::Select"}, node, "an index and a list");
  }
  const auto position = evaluate(parts[0]);
  const auto list = evaluate(parts[1]);
  const auto index = position ? index_in(*position) : std::nullopt;
  if (!index || !list || !list->is_array()) return unknown("Fn::Select from a list that is not known", node);
  std::size_t at = 0;
  for (const Node& element : list->elements()) {
    const auto value = evaluate(element);
    if (!value) continue;  // AWS::NoValue
    if (at++ < *index) continue;
    if (!is_scalar(*value) && !value->is_unresolved()) return *value;
    return Node(*value).with_range(node.range()).with(Node::kSynthetic);
  }
  template_.report(SyntaxCode::kTemplateForm, node.range(),
                   fmt::format("Fn::Select asks for element {} of a list of {}, counted from 0", *index, at));
  return unknown("Fn::Select past the end of a list", node);
}

Node Evaluator::find_in_map(const Node& argument, const Node& node) {
  const auto parts = argument.elements();
  if (parts.size() < 3 || parts.size() > 4) {
    return wrong({Function::kFindInMap, argument, "Fn::FindInMap"}, node, "a mapping and two keys");
  }
  std::string keys[3];
  bool known[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto value = evaluate(parts[i]);
    known[i] = value && is_scalar(*value);
    if (known[i]) keys[i] = scalar_text(*value);
  }
  const Node* fallback = parts.size() == 4 ? parts[3].find("DefaultValue") : nullptr;
  const Node* found = known[0] ? template_.mapping(keys[0]) : nullptr;
  std::string missing;
  if (known[0] && found == nullptr) {
    missing = fmt::format("the template has no mapping \"{}\"", keys[0]);  // whatever the keys are
  } else if (!known[0] || !known[1] || !known[2]) {
    return unknown("Fn::FindInMap with a key that is not known", node);
  }
  for (std::size_t i = 1; i < 3 && found != nullptr; ++i) {
    found = found->find(keys[i]);
    if (found == nullptr) missing = fmt::format("mapping {} has no \"{}\"", keys[0], keys[i]);
  }
  if (found != nullptr) return placed(*found, node.range());
  if (fallback != nullptr) {
    const auto value = evaluate(*fallback);
    return value ? *value : Node::null(node.range());
  }
  const bool written = text_of(parts[0]) && text_of(parts[1]) && text_of(parts[2]);
  if (!template_.is_open() && (written || template_.mapping(keys[0]) == nullptr)) {
    template_.report(SyntaxCode::kTemplateReference, node.range(), missing);
  }
  return unknown("Fn::FindInMap of something that the mapping lacks", node);
}

/// [block, how many, bits of each]: the first blocks within a block of IPv4.
Node Evaluator::cidr(const Node& argument, const Node& node) {
  const auto parts = argument.elements();
  if (parts.size() < 2 || parts.size() > 3) {
    return wrong({Function::kCidr, argument, "Fn::Cidr"}, node, "a block, how many, and the bits of each");
  }
  const auto unsure = [&] { return unknown("Fn::Cidr of a block that is not known", node); };
  const auto block = evaluate(parts[0]);
  const auto how_many = evaluate(parts[1]);
  const auto bits = parts.size() == 3 ? evaluate(parts[2]) : std::nullopt;
  const auto first = block && block->is_string() ? block_of(block->as_string()) : std::nullopt;
  const std::size_t count = how_many ? index_in(*how_many).value_or(0) : 0;
  const std::size_t size = bits ? index_in(*bits).value_or(33) : 33;
  if (!first || count == 0 || count > kMostBlocks || first->prefix + size > 32) return unsure();
  const std::uint64_t step = std::uint64_t{1} << size;
  if (count * step > std::uint64_t{1} << (32 - first->prefix)) return unsure();
  std::vector<Node> elements;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto at = static_cast<std::uint32_t>(first->address + i * step);
    const std::string text =
        fmt::format("{}.{}.{}.{}/{}", at >> 24, at >> 16 & 255, at >> 8 & 255, at & 255, 32 - size);
    elements.push_back(
        Node::string(arena().copy(std::string_view(text)), node.range()).with(Node::kSynthetic));
  }
  return Node::array(arena().copy(std::span<const Node>(elements)), node.range()).with(Node::kSynthetic);
}

Node Evaluator::length(const Node& argument, const Node& node) {
  const auto list = evaluate(argument);
  if (!list || !list->is_array()) return unknown("Fn::Length of a list that is not known", node);
  const bool sure =
      std::ranges::none_of(list->elements(), [](const Node& e) { return call_of(e).has_value(); });
  if (!sure) return unknown("Fn::Length of a list that is not known", node);
  return Node::integer(list->size(), node.range()).with(Node::kSynthetic);
}

// --- conditions

std::optional<Node> Evaluator::choose(const Node& argument, const Node& node) {
  const auto parts = argument.elements();
  const auto name = parts.size() == 3 ? text_of(parts[0]) : std::nullopt;
  if (!name) {
    return wrong({Function::kIf, argument, "Fn::If"}, node, "the name of a condition and two values");
  }
  const auto holds = condition(*name, parts[0].range());
  asked_.insert_or_assign(std::string(*name), holds);
  if (holds) return evaluate(parts[*holds ? 1 : 2]);
  return unknown(fmt::format("condition {}", *name), node);
}

std::optional<bool> Evaluator::condition(std::string_view name, doc::Range place) {
  const doc::Member* written = template_.condition(name);
  if (written == nullptr) {
    if (!template_.is_open()) {
      template_.report(SyntaxCode::kTemplateReference, place,
                       fmt::format("the template has no condition \"{}\"", name));
    }
    return std::nullopt;
  }
  const auto [at, fresh] = conditions_.try_emplace(written->key);
  if (!fresh) {
    if (at->second.seen == Seen::kBegun) {
      template_.report(SyntaxCode::kTemplateCycle, written->key_range,
                       fmt::format("condition {} depends on itself", name));
    }
    for (const auto& [question, wanted] : at->second.questions) {
      questions_[question].insert(wanted.begin(), wanted.end());
    }
    return at->second.value;
  }
  const bool outer = std::exchange(deciding_, true);
  OpenQuestions before = take_questions();
  const auto value = decide(written->value);
  OpenQuestions own = take_questions();
  deciding_ = outer;
  questions_ = std::move(before);
  for (const auto& [question, wanted] : own) questions_[question].insert(wanted.begin(), wanted.end());
  Known& known = conditions_[written->key];
  known = {Seen::kDone, value, std::move(own)};
  return value;
}

void Evaluator::note(const OpenQuestions& questions, const Names& conditions) {
  for (const auto& [question, tried] : questions) questions_[question].insert(tried.begin(), tried.end());
  for (const auto& [name, holds] : conditions) asked_.insert_or_assign(name, holds);
}

std::optional<bool> Evaluator::exists(const TemplateResource& resource) {
  const Node* written = resource.node->find("Condition");
  const auto name = written == nullptr ? std::nullopt : text_of(*written);
  if (!name) return true;
  const auto holds = condition(*name, written->range());
  asked_.insert_or_assign(std::string(*name), holds);
  return holds;
}

std::optional<bool> Evaluator::decide(const Node& node) {
  const auto call = condition_call(node);
  if (!call || !spend(node.range())) return std::nullopt;
  ++depth_;
  std::optional<bool> out;
  switch (call->function) {
    case Function::kEquals:
      out = decide_equals(call->argument, node.range());
      break;
    case Function::kAnd:
      out = decide_all(call->argument, true);
      break;
    case Function::kOr:
      out = decide_all(call->argument, false);
      break;
    case Function::kNot: {
      const auto parts = call->argument.elements();
      if (parts.size() == 1) out = decide(parts[0]);
      if (out) out = !*out;
      break;
    }
    case Function::kCondition:
      if (const auto name = text_of(call->argument)) out = condition(*name, node.range());
      break;
    default:
      break;
  }
  --depth_;
  return out;
}

std::optional<bool> Evaluator::decide_all(const Node& argument, bool conjunction) {
  bool open = false;
  for (const Node& part : argument.elements()) {
    const auto one = decide(part);
    if (one && *one != conjunction) return !conjunction;
    open = open || !one;
  }
  return open ? std::nullopt : std::optional(conjunction);
}

/// __NONE__ is a word here that stands for nothing, not what another tool fills in.
std::optional<Node> Evaluator::compared(const Node& written) {
  const auto text = written.is_unresolved() && !call_of(written) ? text_of(written) : std::nullopt;
  return text && text->starts_with("__") ? Node::string(*text, written.range()) : evaluate(written);
}

std::optional<bool> Evaluator::decide_equals(const Node& argument, doc::Range) {
  const auto parts = argument.elements();
  if (parts.size() != 2) return std::nullopt;
  const auto left = compared(parts[0]);
  const auto right = compared(parts[1]);
  if (!left || !right) return std::nullopt;
  if (is_scalar(*left) && is_scalar(*right)) return scalar_text(*left) == scalar_text(*right);
  if (left->is_unresolved() && is_scalar(*right)) return answered(*left, scalar_text(*right));
  if (right->is_unresolved() && is_scalar(*left)) return answered(*right, scalar_text(*left));
  if (!left->is_unresolved() || !right->is_unresolved()) return std::nullopt;
  if (!left->why().spelling.empty() && left->why().spelling == right->why().spelling) return true;
  return std::nullopt;
}

/// Whether an open value is what a condition compares it with.
std::optional<bool> Evaluator::answered(const Node& open, const std::string& wanted) {
  const std::string_view question = open.why().spelling;
  if (question.empty()) return std::nullopt;
  const bool whole = question.starts_with("${") && question.find('}') == question.size() - 1;
  const Parameter* parameter = whole ? template_.parameter(question.substr(2, question.size() - 3)) : nullptr;
  if (parameter != nullptr && !parameter->allows(wanted)) return false;
  auto& tried = questions_[std::string(question)];
  if (parameter != nullptr && !parameter->allowed.empty() && parameter->allowed.size() <= kFewAnswers) {
    tried.insert(parameter->allowed.begin(), parameter->allowed.end());
  } else {
    tried.insert({wanted, std::string(kAnotherAnswer)});
  }
  const auto answer = answers_.find(question);
  return answer == answers_.end() ? std::nullopt : std::optional(answer->second == wanted);
}

}  // namespace ecslint::dialect_cloudformation
