// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/iam_request.h"

#include <algorithm>
#include <optional>

#include "expr/map.h"
#include "expr/partial.h"
#include "rules/functions/arn.h"
#include "rules/functions/masked_text.h"
#include "text/find.h"

namespace ecslint::rules {
namespace {

using expr::Value;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t kPartition = 1;
constexpr std::size_t kRegion = 3;
constexpr std::size_t kAccount = 4;

/// Calls f(character) and f(spelling of a hole, true) in the order of the text.
template <typename Known, typename Hole>
void walk(const Value& value, Known known, Hole hole) {
  if (!value.is_string() && !expr::is_partial(value)) {
    const doc::Node* node = value.node();
    const bool spelled = value.is_unknown() && node != nullptr && node->is_unresolved();
    return hole(spelled ? node->why().spelling : std::string_view());
  }
  MaskedText masked(value);
  mask_arn_words(masked);
  std::string_view rest = masked.text();
  for (std::size_t n = 0; !rest.empty(); ++n) {
    const std::size_t size = std::min(rest.find(MaskedText::kHole), rest.size());
    if (size > 0) known(rest.substr(0, size));
    rest.remove_prefix(size);
    if (rest.empty()) break;
    hole(masked.hole(n));
    rest.remove_prefix(1);
  }
}

/// What stands between ${ and }: "aws:username" and what is taken when the request has no such key.
struct Variable {
  std::string_view name;
  std::optional<std::string_view> otherwise;
};

std::string_view trimmed(std::string_view s) {
  while (s.starts_with(' ')) s.remove_prefix(1);
  while (s.ends_with(' ')) s.remove_suffix(1);
  return s;
}

/// A policy variable has one colon, service:key, or is one of three characters; ${BUCKET} and ${AWS::Region}
/// are for other tools to fill.
std::optional<Variable> variable_in(std::string_view spelling) {
  if (!spelling.starts_with("${") || !spelling.ends_with('}')) return std::nullopt;
  std::string_view inside = spelling.substr(2, spelling.size() - 3);
  if (inside == "*" || inside == "?" || inside == "$") return Variable{inside, std::nullopt};
  Variable variable{trimmed(inside.substr(0, inside.find(','))), std::nullopt};
  const std::size_t colon = variable.name.find(':');
  if (colon == npos || colon == 0 || variable.name.substr(colon + 1).starts_with(':')) return std::nullopt;
  if (const std::size_t comma = inside.find(','); comma != npos) {
    const std::string_view otherwise = trimmed(inside.substr(comma + 1));
    const bool quoted = otherwise.size() > 1 && otherwise.starts_with('\'') && otherwise.ends_with('\'');
    if (quoted) variable.otherwise = otherwise.substr(1, otherwise.size() - 2);
  }
  return variable;
}

/// Builds one string of a policy.
class PatternReader {
 public:
  PatternReader(IamSyntax syntax, IamRequest& request) : syntax_(syntax), request_(request) {}

  IamText read(const Value& value) {
    walk(
        value, [&](std::string_view text) { known(text); },
        [&](std::string_view spelling) { hole(spelling); });
    return std::move(out_);
  }

 private:
  /// Text may hold variables that no parser took for placeholders.
  void known(std::string_view text) {
    while (!text.empty()) {
      const std::size_t begin = text.find("${");
      const std::size_t end = begin == npos ? npos : text.find('}', begin);
      if (end == npos) return plain(text);
      plain(text.substr(0, begin));
      hole(text.substr(begin, end + 1 - begin));
      text.remove_prefix(end + 1);
    }
  }
  void plain(std::string_view text) {
    if (!syntax_.wildcards) return out_.append(text);
    for (;;) {
      const std::size_t wildcard = text::find_any<'*', '?'>(text);
      out_.append(text.substr(0, wildcard));
      if (wildcard == npos) return;
      out_.append(text[wildcard] == '*' ? IamText::kAnyRun : IamText::kAnyOne);
      text.remove_prefix(wildcard + 1);
    }
  }
  void hole(std::string_view spelling) {
    const auto variable = variable_in(spelling);
    if (!variable) return out_.append(request_.holes().of(spelling));
    if (!syntax_.variables) return plain(spelling);
    if (variable->name.size() == 1) return out_.append(variable->name);
    const IamKey& key = request_.key(lower_case(variable->name));
    if (key.present == Tri::kYes && key.values.size() == 1) {
      for (const IamText::Symbol symbol : key.values[0].symbols()) out_.append(symbol);
    } else if (key.present == Tri::kNo && variable->otherwise) {
      out_.append(*variable->otherwise);
    } else {
      out_.append(IamText::kNamelessHole);
    }
  }

  IamSyntax syntax_;
  IamRequest& request_;
  IamText out_;
};

const IamKey kNotKnown;

}  // namespace

IamText::Symbol IamHoles::of(std::string_view spelling) {
  if (spelling.empty()) return IamText::kNamelessHole;
  const auto at = numbers_.find(spelling);
  if (at != numbers_.end()) return at->second;
  const auto number = static_cast<IamText::Symbol>(IamText::kFirstHole - static_cast<int>(numbers_.size()));
  return numbers_.emplace(spelling, number).first->second;
}

IamRequest::IamRequest(const Value& action, const Value& resource) : resource_(text(resource)) {
  ask(action);
}

void IamRequest::ask(const Value& action) {
  action_ = text(action);
  action_.lower();
  known_action_ = action_.has_holes() ? std::string() : action_.known();
  keys_.clear();
  has_keys_ = false;
}

void IamRequest::find_keys() {
  has_keys_ = true;
  set_field("aws:requestedregion", resource_, kRegion);
  set_field("aws:resourceaccount", resource_, kAccount);
  if (matches(IamText("iam:passrole"), action_) == Tri::kNo) set_absent("iam:passedtoservice");
  if (role_) add_role(*role_);
  if (more_) add_more(*more_);
}

IamRequest IamRequest::assume_role(const Value& role) {
  IamRequest request;
  request.has_keys_ = true;
  request.action_ = IamText("sts:assumerole");
  const IamText arn = request.text(member_of(role, "arn"));
  request.set_field("aws:sourceaccount", arn, kAccount);
  const auto fields = arn.arn_fields();
  IamText source("arn:");
  const auto add_field = [&](std::size_t field) {  // of the role: its partition and account are the task's
    if (fields.empty()) return source.append(IamText::kNamelessHole);
    for (const IamText::Symbol symbol : fields[field].symbols()) source.append(symbol);
  };
  add_field(kPartition);
  source.append(":ecs:");
  source.append(IamText::kNamelessHole);
  source.append(":");
  add_field(kAccount);
  source.append(":");
  source.append(IamText::kNamelessHole);
  request.set("aws:sourcearn", std::move(source));
  request.set_absent("sts:externalid");
  return request;
}

IamRequest IamRequest::anything() {
  IamRequest request;
  request.has_keys_ = true;
  request.action_.append(IamText::kNamelessHole);
  request.action_.append(":");
  request.action_.append(IamText::kNamelessHole);
  request.resource_.append(IamText::kNamelessHole);
  return request;
}

void IamRequest::set_field(std::string_view name, const IamText& arn, std::size_t field) {
  const auto fields = arn.arn_fields();
  if (!fields.empty() && fields[field].size() > 0) set(name, fields[field]);
}

void IamRequest::add_role(const Value& role) {
  const IamText arn = text(member_of(role, "arn"));
  const auto fields = arn.arn_fields();
  if (!fields.empty()) {
    set("aws:principalarn", arn);
    set_field("aws:principalaccount", arn, kAccount);
  }
  set("aws:principaltype", IamText("AssumedRole"));
  set("aws:securetransport", IamText("true"));
  set("aws:principalisawsservice", IamText("false"));
  keys_["aws:tokenissuetime"] = {Tri::kYes, {}};
  keys_["aws:userid"] = {Tri::kYes, {}};
  set_absent("aws:username");
  set_absent("aws:sourcearn");
  set_absent("aws:sourceaccount");
}

void IamRequest::add_more(const Value& keys) {
  expr::each_entry(keys, [&](const Value& key, const Value& value) {
    if (!key.is_string()) return true;
    IamKey& to = keys_[lower_case(key.as_string())] = {};
    to.present = value.is_null() ? Tri::kNo : value.is_unknown() ? Tri::kUnknown : Tri::kYes;
    if (value.is_string()) to.values.push_back(text(value));
    for (std::uint32_t i = 0; value.is_list() && i < value.size(); ++i) {
      to.values.push_back(text(value.element(i)));
    }
    return true;
  });
}

const IamKey& IamRequest::key(std::string_view name) {
  if (!has_keys_) find_keys();
  const auto at = keys_.find(name);
  return at == keys_.end() ? kNotKnown : at->second;
}

IamText IamRequest::text(const Value& value) {
  IamText out;
  walk(
      value, [&](std::string_view known) { out.append(known); },
      [&](std::string_view spelling) { out.append(holes_.of(spelling)); });
  return out;
}

IamText read_pattern(const Value& value, IamSyntax syntax, IamRequest& request) {
  if (value.is(expr::Kind::kBool)) return IamText(value.as_bool() ? "true" : "false");
  if (value.is(expr::Kind::kInt)) return IamText(std::to_string(value.as_int()));
  return PatternReader(syntax, request).read(value);
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

Value member_of(const Value& map, std::string_view name) {
  if (map.is_unknown()) return map;
  if (!map.is_map()) return {};
  if (const auto found = expr::map_find(map, name, text::key_hash(name))) return *found;
  const doc::Node* node = map.node();
  return node != nullptr && node->has(doc::Node::kOpen) ? Value::unknown(expr::Cause::kPart, node) : Value();
}

}  // namespace ecslint::rules
