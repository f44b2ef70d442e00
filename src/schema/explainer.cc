// SPDX-License-Identifier: Apache-2.0
#include "schema/explainer.h"

#include <fmt/format.h>

#include <algorithm>

#include "doc/dump.h"
#include "schema/neighbours.h"
#include "schema/words.h"
#include "text/edit_distance.h"

namespace ecslint::schema {
namespace {

using doc::Kind;
using doc::Member;
using doc::Node;

std::uint32_t index_of(const Node& object, const Member& member) {
  return static_cast<std::uint32_t>(&member - object.members().data());
}

bool is_nothing(const Node& node) {
  return (node.is_string() || node.is_array() || node.is_object()) && node.size() == 0;
}

bool is_digits(std::string_view s) {
  if (s.starts_with('-')) s.remove_prefix(1);
  const bool digits = std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && !s.empty() && s.size() < 16 && (s.size() == 1 || s[0] != '0');
}

/// The nearest candidate; of very short words only letter case may differ.
std::string_view near_word(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view near = text::nearest(word, candidates);
  return word.size() > 2 || equal_but_for_case(near, word) ? near : std::string_view();
}

/// What somebody has cut short: the only candidate that begins so.
std::string_view begun_word(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view found;
  for (const std::string_view candidate : candidates) {
    if (word.size() < 5 || !candidate.starts_with(word)) continue;
    if (!found.empty()) return {};
    found = candidate;
  }
  return found;
}

}  // namespace

Explainer::Explainer(const SchemaSet& set, const RegexCache& cache, const ValidateOptions& options,
                     std::vector<Problem>& problems)
    : Engine(set, cache, true, options.input_form),
      options_(options),
      judge_(set, cache, false, false),
      problems_(&problems) {}

void Explainer::explain(SchemaId schema, const Node& root) {
  const std::size_t before = problems_->size();
  Frame frame;
  frame.node = &root;
  frames_.push_back(frame);
  const Verdict verdict = run(schema, root, nullptr, nullptr);
  if (verdict == Verdict::kNo && problems_->size() == before) {
    add(Code::kNoAlternative, fmt::format("{} does not have the form its schema asks for", subject()));
  }
  frames_.pop_back();
  const auto in_order = [](const Problem& a, const Problem& b) { return a.range.begin < b.range.begin; };
  std::stable_sort(problems_->begin() + static_cast<std::ptrdiff_t>(before), problems_->end(), in_order);
}

// --- the way and what stands along it

void Explainer::enter_member(const Node& object, const Member& member) {
  Frame frame;
  frame.node = &member.value;
  frame.step = {&object, index_of(object, member)};
  frame.member = &member;
  frame.chain_begin = chain_.size();
  frames_.push_back(std::move(frame));
}

void Explainer::enter_element(const Node& array, std::size_t index) {
  Frame frame;
  frame.node = &array.elements()[index];
  frame.step = {&array, static_cast<std::uint32_t>(index)};
  frame.chain_begin = chain_.size();
  frames_.push_back(std::move(frame));
}

std::span<const SchemaId> Explainer::chain(std::size_t frame) const {
  const std::size_t begin = frames_[frame].chain_begin;
  const std::size_t end = frame + 1 < frames_.size() ? frames_[frame + 1].chain_begin : chain_.size();
  return std::span(chain_).subspan(begin, end - begin);
}

std::string_view Explainer::note(text::Str Notes::*member) const {
  const auto ids = chain(frames_.size() - 1);
  for (std::size_t i = ids.size(); i > 0; --i) {
    const std::string_view found = image_[set_.notes(ids[i - 1]).*member];
    if (!found.empty()) return found;
  }
  return {};
}

bool Explainer::hidden() const {
  return std::any_of(chain_.begin(), chain_.end(),
                     [this](SchemaId id) { return (set_.notes(id).flags & Notes::kSensitive) != 0; });
}

std::string_view Explainer::title(std::size_t frame) const {
  for (const SchemaId id : chain(frame)) {
    const std::string_view found = image_[set_.notes(id).title];
    if (!found.empty()) return found;
  }
  return {};
}

std::string Explainer::subject() const { return subject(frames_.size() - 1); }

/// What a value is called: its key, its place in a list, or its title.
std::string Explainer::subject(std::size_t frame) const {
  const Frame& at = frames_[frame];
  if (at.name) return fmt::format("the name {}", quoted(at.node->as_string()));
  if (at.member != nullptr) return std::string(called(frame - 1, at.member->key));
  if (at.step.parent != nullptr)
    return fmt::format("element {} of {}", at.step.index + 1, subject(frame - 1));
  const std::string_view words = title(frame);
  return words.empty() ? "the document" : the_title(words);
}

/// A property of the object at a frame, as the document calls it.
std::string_view Explainer::called(std::size_t frame, std::string_view name) const {
  if (options_.spelling == nullptr) return name;
  std::vector<std::string_view> way;
  for (std::size_t i = 1; i <= frame; ++i) {
    if (frames_[i].member != nullptr) way.push_back(frames_[i].member->key);
  }
  return options_.spelling->property(way, name);
}

/// The object at a frame, for "in …".
std::string Explainer::place_words(std::size_t frame) const {
  const std::string_view words = title(frame);
  return words.empty() ? subject(frame) : the_title(words);
}

std::vector<doc::Step> Explainer::steps(std::size_t count) const {
  std::vector<doc::Step> steps;
  for (std::size_t i = 0; i < count; ++i) {
    if (frames_[i].step.parent != nullptr) steps.push_back(frames_[i].step);
  }
  return steps;
}

doc::Range Explainer::token(const Frame& frame) const {
  const doc::Range range = frame.node->range();
  if (!frame.node->is_object() && !frame.node->is_array()) return range;
  if (frame.member != nullptr) return frame.member->key_range;
  return {range.begin, std::min(range.begin + 1, range.end)};
}

// --- making problems

Problem& Explainer::add(Code code, std::string message) {
  if (problems_->size() >= kMostProblems) return stop(), not_told_ = Problem();
  const Frame& frame = frames_.back();
  Problem problem;
  problem.code = code;
  problem.message = std::move(message);
  problem.node = frame.node;
  problem.member = frame.member;
  problem.range = token(frame);
  problem.path = doc::to_path(steps(frames_.size()));
  problem.schema = chain_.empty() ? kNone : chain_.back();
  problem.level = info(code).level;
  problem.code_id = std::string(note(&Notes::code));
  if (problem.code_id.empty()) problem.code_id = std::string(info(code).id);
  const auto ids = chain(frames_.size() - 1);
  for (std::size_t i = ids.size(); i > 0; --i) {
    const Notes& notes = set_.notes(ids[i - 1]);
    if (problem.catalogue.empty()) {
      for (const text::Str row : image_[notes.catalogue]) problem.catalogue.push_back(image_[row]);
    }
    if (notes.level == 0) continue;
    problem.level = static_cast<finding::Level>(notes.level - 1);
    break;
  }
  if (is_nothing(*frame.node) && !is_needed(frames_.size() - 1) && lower_empty(problem) &&
      problem.message.find("leave it out") == std::string::npos)
    problem.message += "; leave it out";
  problems_->push_back(std::move(problem));
  return problems_->back();
}

/// Tools that deploy drop what is empty before they call AWS; the AWS CLI refuses it. Templates are another
/// matter.
bool Explainer::lower_empty(Problem& problem) const {
  if (problem.level != finding::Level::kError || !options_.input_form || options_.spelling != nullptr)
    return false;
  problem.level = finding::Level::kWarning;
  return problem.dropped = true;
}

/// What holds it cannot do without it.
bool Explainer::is_needed(std::size_t frame) const {
  const Member* const member = frames_[frame].member;
  if (member == nullptr) return true;
  const auto property = SchemaView(set_, chain(frame - 1).front()).property(member->key);
  return property && property->required;
}

/// About a member of the object at hand, at the member's key.
Problem& Explainer::add_at_key(Code code, const Node& object, const Member& member, std::string message) {
  Problem& problem = add(code, std::move(message));
  std::vector<doc::Step> way = steps(frames_.size());
  way.push_back({&object, index_of(object, member)});
  problem.node = &member.value;
  problem.member = &member;
  problem.range = member.key_range;
  problem.path = doc::to_path(way);
  problem.property = std::string(member.key);
  if (is_nothing(member.value) && code == Code::kUnknownProperty) lower_empty(problem);
  return problem;
}

// --- types

void Explainer::wrong_type(SchemaId id, const Node& node) { report_wrong_type(schemas_[id].types, node); }

void Explainer::report_wrong_type(TypeMask types, const Node& node) {
  const std::string_view unit = note(&Notes::unit);
  std::string wanted = type_phrase(types);
  if (!unit.empty() && (types & kMaskInteger) != 0) wanted += fmt::format(" ({})", unit);
  if (node.is_null()) return null_value(wanted);
  std::string message = fmt::format("{} must be {}", subject(), wanted);
  const std::size_t last = frames_.size() - 1;
  if (last > 0 && frames_[last].member != nullptr && !title(last - 1).empty()) {
    message += fmt::format(" in {}", the_title(title(last - 1)));
  }
  message += fmt::format(", found {}", found(node));
  if (types == kMaskArray && !node.is_object()) message += "; put it in [ ]";
  suggest_conversion(add(Code::kWrongType, std::move(message)), types, node);
}

/// Most tools drop a null before they call AWS; the AWS CLI refuses it, and so does everybody where a value
/// must be.
void Explainer::null_value(const std::string& wanted) {
  const bool needed = is_needed(frames_.size() - 1);
  const std::string_view advice = needed ? "" : "; leave it out";
  Problem& problem = add(Code::kNull, fmt::format("{} must be {}, found null{}", subject(), wanted, advice));
  if (!needed && problem.level == finding::Level::kError) problem.level = finding::Level::kWarning;
}

/// 256 where a string is wanted is "256", and the reverse.
void Explainer::suggest_conversion(Problem& problem, TypeMask types, const Node& node) const {
  const bool scalar = node.is_numeric() || node.is(Kind::kBool);
  if (types == kMaskString && scalar) {
    problem.suggestion = doc::to_json(node);
    problem.as_string = true;
    problem.safe = true;
  }
  if (!node.is_string()) return;
  const std::string_view text = node.as_string();
  const bool number = (types & kMaskInteger) != 0 && is_digits(text);
  const bool boolean = types == kMaskBool && (text == "true" || text == "false");
  if (!number && !boolean) return;
  problem.suggestion = std::string(text);
  problem.as_string = false;
  problem.safe = true;
}

// --- single assertions

void Explainer::fail(const Op& op, const Node& node) {
  switch (op.code) {
    case OpCode::kString:
      return wrong_string(op, node);
    case OpCode::kRange:
      add(Code::kOutOfRange,
          fmt::format("{} must be {}, found {}", subject(),
                      range_phrase(at<RangeSpec>(op.a), image_, note(&Notes::unit)), doc::to_json(node)));
      return;
    case OpCode::kMultipleOf:
      add(Code::kOutOfRange, fmt::format("{} must be a multiple of {}, found {}", subject(),
                                         to_json(at<Value>(op.a), image_), doc::to_json(node)));
      return;
    case OpCode::kEnum:
      return not_listed(image_[at<EnumSpec>(op.a).values], node,
                        (set_.notes(chain_.back()).flags & Notes::kOpen) != 0);
    case OpCode::kNot:
      return excluded(op, node);
    case OpCode::kContains:
      add(Code::kWrongSize,
          fmt::format("{} must have {} of a certain form", subject(), size_phrase(op.b, op.c, "element")));
      return;
    case OpCode::kDependentRequired:
      return dependent_missing(at<DependentSpec>(op.a), node);
    case OpCode::kUniqueItems:
      return not_unique(node);
    case OpCode::kUniqueBy:
      return not_unique_by(at<Property>(op.a), node);
    case OpCode::kReadOnly: {
      Problem& problem = add(Code::kReadOnly, fmt::format("{} is set by AWS and cannot be given", subject()));
      if (problem.member != nullptr) problem.range = problem.member->key_range;
      return;
    }
    case OpCode::kFormat:
      add(Code::kPattern, fmt::format("{} must be a valid {}, found {}", subject(), note(&Notes::format),
                                      shown(node.as_string())));
      return;
    default: {
      Problem& problem = add(Code::kUnknownProperty, fmt::format("{} is not allowed here", subject()));
      if (problem.member != nullptr) problem.range = problem.member->key_range;
    }
  }
}

void Explainer::wrong_string(const Op& op, const Node& node) {
  const std::string_view text = node.as_string();
  if (!length_fits(text, op.a, op.b)) return wrong_size(node, op.a, op.b);
  const std::string_view expected = note(&Notes::expected);
  if (!expected.empty()) {
    add(Code::kPattern, fmt::format("{} must be {}, found {}", subject(), expected, shown(text)));
    return;
  }
  const std::string_view pattern = image_[image_[set_.data().patterns][op.c].source];
  add(Code::kPattern, fmt::format("{} must match the pattern {}, found {}", subject(), pattern, shown(text)));
}

void Explainer::wrong_size(const Node& node, std::uint32_t least, std::uint32_t most) {
  const std::string_view noun = node.is_string() ? "character" : node.is_array() ? "element" : "entry";
  const std::size_t size = node.is_string() ? text::count_code_points(node.as_string()) : node.size();
  if (size == 0 && least == 1) {
    add(Code::kWrongSize, fmt::format("{} must not be empty", subject()));
    return;
  }
  add(Code::kWrongSize,
      fmt::format("{} must have {}, found {}", subject(), size_phrase(least, most, noun), size));
}

void Explainer::not_listed(std::span<const Value> values, const Node& node, bool open) {
  std::vector<std::string_view> allowed;
  std::vector<std::string> words;
  for (const Value& value : values) {
    if (value.kind == Kind::kString) allowed.push_back(image_[value.str()]);
    words.push_back(to_json(value, image_));
  }
  if (node.is_string() && allowed.size() == values.size()) return not_a_listed_string(allowed, node, open);
  if (!node.is_string() && !allowed.empty() && allowed.size() == values.size()) {
    return report_wrong_type(kMaskString, node);
  }
  add(Code::kNotAllowedValue,
      fmt::format("{} must be {}, found {}", subject(), join_words(words, "or"), found(node)));
}

void Explainer::not_a_listed_string(const std::vector<std::string_view>& allowed, const Node& node,
                                    bool open) {
  const std::string_view value = node.as_string();
  const std::string_view near = near_word(value, allowed);
  std::vector<std::string> words;
  for (const std::string_view one : allowed) words.push_back(quoted(one));
  const std::string list = join_words(words, "or");
  if (value.empty()) {  // the SDKs of compiled languages drop it, others send it and are refused
    Problem& problem = add(Code::kNotAllowedValue,
                           fmt::format("{} is empty; leave it out or set it to {}", subject(), list));
    problem.level = std::min(problem.level, finding::Level::kWarning);
    return;
  }
  if (near.empty() && open) {
    const std::string_view facts = note(&Notes::facts);
    std::string message = fmt::format("{} {} is not known here", subject(), quoted(value));
    if (!facts.empty()) message += fmt::format(" (facts: {})", facts);
    add(Code::kNewerValue, message + fmt::format("; known: {}", join_words(words, "and")));
    return;
  }
  std::string message = fmt::format("{} must be {}, found {}", subject(), list, quoted(value));
  if (!near.empty() && equal_but_for_case(near, value)) {
    message = fmt::format("{} must be written {}, found {}", subject(), quoted(near), quoted(value));
  } else if (!near.empty() && allowed.size() > 1) {
    message = fmt::format("{} cannot be {}; did you mean {}?", subject(), quoted(value), quoted(near));
  }
  Problem& problem = add(Code::kNotAllowedValue, std::move(message));
  problem.suggestion = std::string(near);
  problem.as_string = true;
  problem.safe = !near.empty() && equal_but_for_case(near, value);
}

/// A schema under `not` held.
void Explainer::excluded(const Op& op, const Node& node) {
  const std::vector<std::string> names = required_names(op.a);
  const std::string_view expected = note(&Notes::expected);
  if (!expected.empty()) {
    add(Code::kNoAlternative, fmt::format("{} must be {}", subject(), expected));
  } else if (names.empty()) {
    add(Code::kNoAlternative, fmt::format("{} has a value or form that is not allowed here", subject()));
  } else {
    const std::string& name = names.back();
    const Member* member = node.find_member(name, text::key_hash(name));
    std::vector<std::string> words;
    for (const std::string& one : names) words.push_back(quoted(called(frames_.size() - 1, one)));
    const std::string message = names.size() == 1
                                    ? fmt::format("{} is not allowed here", words[0])
                                    : fmt::format("{} cannot be given together", join_words(words, "and"));
    member == nullptr ? add(Code::kNoAlternative, message)
                      : add_at_key(Code::kNoAlternative, node, *member, message);
  }
}

/// The names a schema requires, when that is all it says.
std::vector<std::string> Explainer::required_names(SchemaId id) const {
  std::vector<std::string> names;
  const auto ops = image_[schemas_[id].ops];
  if (ops.size() != 1 || ops[0].code != OpCode::kObject) return names;
  for (const Property& property : image_[at<ObjectSpec>(ops[0].a).properties]) {
    if (property.schema != kNone || property.required == 0xff) return {};
    names.emplace_back(image_[property.name]);
  }
  return names;
}

void Explainer::not_unique(const Node& node) {
  const auto elements = node.elements();
  for (std::size_t i = 1; i < elements.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (equal(elements[i], elements[j]) != Verdict::kYes) continue;
      enter_element(node, i);
      Problem& problem =
          add(Code::kDuplicate,
              fmt::format("{} is equal to element {}; the elements must differ", subject(), j + 1));
      problem.related = &elements[j];
      leave();
      return;
    }
  }
}

void Explainer::not_unique_by(const Property& name, const Node& node) {
  const std::string_view key = image_[name.name];
  const auto elements = node.elements();
  Earlier earlier(key, name.hash, elements);
  for (std::size_t i = 1; i < elements.size(); ++i) {
    const Member* mine = elements[i].find_member(key, name.hash);
    if (mine == nullptr || !mine->value.is_string()) continue;
    const Node* other = earlier.same(i, mine->value);
    if (other == nullptr) continue;
    const std::string list = subject();
    enter_element(node, i);
    const std::string message =
        fmt::format("{} {} occurs twice in {}; each element needs its own", called(frames_.size() - 1, key),
                    quoted(mine->value.as_string()), list);
    enter_member(elements[i], *mine);
    add(Code::kDuplicate, message).related = other;
    leave();
    leave();
  }
}

void Explainer::dependent_missing(const DependentSpec& spec, const Node& node) {
  for (const Property& name : image_[spec.required]) {
    const std::string_view wanted = image_[name.name];
    if (node.find(wanted, name.hash) != nullptr) continue;
    const std::size_t before = problems_->size();
    missing_name(node, wanted);
    if (problems_->size() != before) {
      problems_->back().message +=
          fmt::format("; {} needs it", quoted(called(frames_.size() - 1, image_[spec.property])));
    }
  }
}

// --- names

void Explainer::unknown_property(const ObjectSpec&, const Node& object, const Member& member,
                                 const Scope* scope) {
  unknown(object, member, scope);
}

void Explainer::unevaluated_property(const Node& object, const Member& member, const Scope* scope) {
  unknown(object, member, scope);
}

/// Which properties are there, found out once for all unknown names of an object.
const std::vector<bool>& Explainer::given(const Node& object, SchemaId schema,
                                          const std::vector<PropertyView>& properties) {
  Frame& frame = frames_.back();
  if (frame.given_by == schema) return frame.given;
  frame.given_by = schema;
  frame.given.clear();
  for (const PropertyView& property : properties)
    frame.given.push_back(object.find(property.name) != nullptr);
  return frame.given;
}

void Explainer::unknown(const Node& object, const Member& member, const Scope* scope) {
  if (problems_->size() >= kMostProblems) return;
  const std::size_t last = frames_.size() - 1;
  const SchemaView schema(set_, chain(last).front());
  const std::vector<PropertyView> properties = schema.properties();
  std::vector<std::string_view> names;
  std::vector<std::string> words;
  const PropertyView* same = nullptr;
  const std::vector<bool>& written = given(object, chain(last).front(), properties);
  for (const PropertyView& property : properties) {
    if (property.schema.is_read_only() && options_.input_form) continue;
    words.push_back(quoted(property.name));
    if (written[static_cast<std::size_t>(&property - properties.data())])
      continue;  // not what was meant here
    names.push_back(property.name);
    if (equal_but_for_case(property.name, member.key)) same = &property;
  }
  const std::string place = place_words(last);
  const std::string key = quoted(member.key);
  if (same != nullptr) {
    Problem& problem = add_at_key(Code::kUnknownProperty, object, member,
                                  fmt::format("{} must be written {}", key, quoted(same->name)));
    problem.suggestion = std::string(same->name);
    problem.as_string = true;
    problem.safe = true;
    problem.meant = same->name;
    frames_[last].suggested.push_back(same->name);
    run_member(same->schema.id(), object, member, scope);
    return;
  }
  std::vector<Surrounding> way;
  for (std::size_t i = 0; i <= last; ++i) {
    if (frames_[i].object) way.push_back({SchemaView(set_, chain(i).front()), place_words(i)});
  }
  if (const std::string home = home_of(member.key, way); !home.empty()) {
    add_at_key(Code::kUnknownProperty, object, member,
               fmt::format("{} does not belong in {}; it belongs in {}", key, place, home));
    return;
  }
  std::string message = fmt::format("unknown property {} in {}", key, place);
  const std::string_view alike = near_word(member.key, names);
  const std::string_view near = alike.empty() ? begun_word(member.key, names) : alike;
  if (!near.empty()) message += fmt::format("; did you mean {}?", quoted(near));
  if (near.empty() && !names.empty() && names.size() <= 8)
    message += fmt::format("; known: {}", join_words(words, "and"));
  Problem& problem = add_at_key(Code::kUnknownProperty, object, member, std::move(message));
  problem.suggestion = std::string(alike);  // volumes for volumesFrom: too far apart to be mended
  problem.as_string = true;
  if (near.empty()) return;
  problem.meant = near;
  frames_[last].suggested.push_back(near);
}

void Explainer::missing(const ObjectSpec& spec, const Node& object, std::uint64_t names) {
  for (const Property& property : image_[spec.properties]) {
    if (property.required != 0xff && ((names >> property.required) & 1) != 0) {
      const std::size_t before = problems_->size();
      missing_name(object, image_[property.name]);
      const std::uint8_t level = property.schema == kNone ? 0 : set_.notes(property.schema).missing_level;
      if (problems_->size() == before || level == 0) continue;
      problems_->back().level = static_cast<finding::Level>(level - 1);
    }
  }
}

void Explainer::missing_name(const Node& object, std::string_view name) {
  const Frame& frame = frames_.back();
  const auto& suggested = frame.suggested;
  if (std::find(suggested.begin(), suggested.end(), name) != suggested.end()) return;
  const std::size_t last = frames_.size() - 1;
  Problem& problem = add(Code::kMissingProperty, fmt::format("required property {} is missing in {}",
                                                             quoted(called(last, name)), place_words(last)));
  problem.range = doc::token_of(object, steps(frames_.size()));
  problem.property = std::string(name);
}

/// The schema for names does not like this one.
void Explainer::wrong_name(const Op& op, const Node& object, const Member& member, const Scope* scope) {
  const Node name = Node::string(member.key, member.key_range);
  enter_member(object, member);
  frames_.back().node = &name;
  frames_.back().name = true;
  const std::size_t before = problems_->size();
  run(op.a, name, nullptr, scope);
  leave();
  for (std::size_t i = before; i < problems_->size(); ++i) {
    (*problems_)[i].node = &member.value;
    (*problems_)[i].range = member.key_range;
  }
}

void Explainer::unwanted_element(const Node& array, std::size_t index) {
  enter_element(array, index);
  add(Code::kWrongSize, fmt::format("{} is one too many", subject()));
  leave();
}

}  // namespace ecslint::schema
