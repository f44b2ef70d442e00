// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/value_from.h"

#include <algorithm>
#include <array>

#include "rules/functions/arn.h"
#include "rules/functions/masked_text.h"

namespace ecslint::rules {
namespace {

constexpr auto npos = std::string_view::npos;

bool letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What stands between colons: how much, the first four, and the last.
class FieldsOf {
 public:
  explicit FieldsOf(std::string_view s) {
    for (std::size_t colon = 0; colon != npos;) {
      colon = s.find(':');
      last_ = s.substr(0, colon);
      if (size_ < first_.size()) first_[size_] = last_;
      ++size_;
      if (colon != npos) s.remove_prefix(colon + 1);
    }
  }
  std::size_t size() const { return size_; }
  std::string_view operator[](std::size_t i) const { return first_[i]; }
  std::string_view back() const { return last_; }

 private:
  std::array<std::string_view, 4> first_;
  std::size_t size_ = 0;
  std::string_view last_;
};

ValueFrom invalid(ValueFrom v, std::string reason) {
  v.kind = "invalid";
  v.reason = std::move(reason);
  for (ValueFrom::Part* part : {&v.name, &v.suffix, &v.json_key, &v.version_stage, &v.version_id,
                                &v.partition, &v.region, &v.account}) {
    if (!*part) *part = "";
  }
  return v;
}

void no_selection(ValueFrom& v) { v.json_key = v.version_stage = v.version_id = v.suffix = ""; }

// -AbCdEf at the end of a secret's name.
ValueFrom::Part suffix_of(std::string_view name) {
  if (name.size() < 8 || name[name.size() - 7] != '-') {
    return has_hole(name.substr(name.size() < 7 ? 0 : name.size() - 7)) ? ValueFrom::Part() : "";
  }
  const std::string_view suffix = name.substr(name.size() - 6);
  if (has_hole(suffix)) return {};
  return std::all_of(suffix.begin(), suffix.end(), letter_or_digit) ? suffix : "";
}

// secret:name, or secret:name:json-key:version-stage:version-id
ValueFrom secret(ValueFrom v, std::string_view resource) {
  v.kind = "secretsmanager";
  const FieldsOf fields(resource.substr(std::string_view("secret:").size()));
  v.name = fields[0];
  if (fields[0].empty()) return invalid(v, "the secret has no name");
  v.suffix = suffix_of(fields[0]);
  if (fields.size() == 1 && has_hole(fields[0].substr(fields[0].size() - 1))) return v;  // more may follow
  if (fields.size() == 1) return v.json_key = v.version_stage = v.version_id = "", v;
  if (fields.size() != 4) {
    if (fields.size() < 4 && has_hole(fields.back())) return v;
    const std::size_t more = fields.size() - 1;
    return invalid(v, "after the secret's name there " +
                          std::string(more == 1 ? "is 1 field" : "are " + std::to_string(more) + " fields") +
                          "; :json-key:version-stage:version-id needs all three colons, empty or not");
  }
  v.json_key = fields[1];
  v.version_stage = fields[2];
  v.version_id = fields[3];
  const bool both = !fields[2].empty() && !fields[3].empty() && !has_hole(fields[2]) && !has_hole(fields[3]);
  if (both) return invalid(v, "version stage and version id are both set; only one may be");
  return v;
}

bool parameter_character(char c) {
  return letter_or_digit(c) || c == '_' || c == '.' || c == '-' || c == '/' || c == MaskedText::kHole;
}

// What is wrong with a parameter's name; empty when nothing is. A version or label may follow a colon.
std::string wrong_with_name(std::string_view name) {
  const std::string_view plain = name.substr(0, name.find(':'));
  if (plain.empty()) return "the parameter has no name";
  if (plain.find("//") != npos) return "the parameter's name has two slashes in a row";
  if (!std::all_of(plain.begin(), plain.end(), parameter_character)) {
    return "a parameter's name has only letters, digits and . - _ /";
  }
  if (plain.size() > 1 && plain.ends_with('/')) return "the parameter's name ends with a slash";
  const std::string_view version = name.substr(std::min(plain.size() + 1, name.size()));
  if (version.find(':') != npos && !has_hole(version)) {
    return "behind a parameter's name stands one version or label; a JSON key takes the whole ARN of a "
           "secret";
  }
  return {};
}

// parameter/name: the slash before a hierarchical name is written once.
ValueFrom parameter(ValueFrom v, std::string_view resource) {
  v.kind = "ssm-arn";
  no_selection(v);
  if (resource.starts_with("parameter//")) {
    return invalid(v, "two slashes after parameter: the name's own leading slash is the only one in the ARN");
  }
  if (!resource.starts_with("parameter/")) return invalid(v, "an SSM ARN for a secret is …:parameter/name");
  const std::string_view name = resource.substr(std::string_view("parameter").size());
  std::string wrong = wrong_with_name(name.substr(1));
  if (!wrong.empty()) return invalid(v, std::move(wrong));
  // Parameters of one level have no leading slash.
  const bool hierarchical = name.find('/', 1) != npos || has_hole(name);
  v.name = hierarchical ? name : name.substr(1);
  return v;
}

ValueFrom from_arn(const Arn& arn) {
  ValueFrom v;
  v.partition = arn.partition;
  v.region = arn.region;
  v.account = arn.account;
  if (arn.valid == false) return invalid(v, arn.reason);
  if (!arn.service || has_hole(*arn.service) || !arn.resource) return v;
  const auto starts = [&](std::string_view prefix) { return arn.resource->starts_with(prefix); };
  if (*arn.service == "secretsmanager") {
    if (starts("secret:")) return secret(v, *arn.resource);
    if (has_hole(arn.resource->substr(0, 7))) return v;
    return invalid(v, "a Secrets Manager ARN is …:secret:name");
  }
  if (*arn.service == "ssm") {
    if (has_hole(arn.resource->substr(0, 11)) && !starts("parameter/")) return v;
    return parameter(v, *arn.resource);
  }
  return invalid(v, "it is the ARN of another service (" + std::string(*arn.service) +
                        "); secrets come from secretsmanager or ssm");
}

// <hole>:json-key:version-stage:version-id, the hole being most likely the ARN.
ValueFrom from_open(std::string_view text) {
  ValueFrom v;
  const std::string_view end = text.substr(text.rfind(MaskedText::kHole) + 1);
  const FieldsOf fields(end);
  if (fields.size() == 4 && end.starts_with(':')) {
    v.json_key = fields[1];
    v.version_stage = fields[2];
    v.version_id = fields[3];
  }
  return v;
}

}  // namespace

ValueFrom parse_value_from(std::string_view text) {
  if (text.starts_with("arn:")) return from_arn(parse_arn(text));
  const std::string_view start = text.substr(0, text.find(MaskedText::kHole));
  if (has_hole(text) && std::string_view("arn:").starts_with(start)) return from_open(text);
  ValueFrom v;
  v.partition = v.region = v.account = "";
  no_selection(v);
  if (text.empty()) return invalid(v, "it is empty");
  std::string wrong = wrong_with_name(text);
  if (!wrong.empty()) return invalid(v, std::move(wrong));
  v.kind = "ssm-name";
  v.name = text;
  return v;
}

}  // namespace ecslint::rules
