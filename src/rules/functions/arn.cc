// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/arn.h"

#include <algorithm>
#include <array>

#include "text/find.h"

namespace ecslint::rules {
namespace {

constexpr auto npos = std::string_view::npos;

bool lower_digit_dash(std::string_view s) {
  return std::all_of(s.begin(), s.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_account(std::string_view s) {
  return s == "aws" || s == "aws-managed" ||
         (s.size() == 12 && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool is_region(std::string_view s) {
  return s == "*" || (lower_digit_dash(s) && std::count(s.begin(), s.end(), '-') >= 2);
}

/// JSON keys, which follow the name of a secret, may have spaces.
bool has_space(const Arn& a) {
  const std::string_view resource = *a.resource;
  const bool secret = a.service == "secretsmanager" && resource.starts_with("secret:");
  const std::size_t end = secret ? resource.find(':', std::string_view("secret:").size()) : npos;
  return resource.substr(0, end).find(' ') != npos;
}

// What is wrong with the fields that have no hole; empty when nothing is.
std::string complaint(const Arn& a, bool holes) {
  const auto bad = [holes](const Arn::Part& part, auto good) {
    return part && !(holes && has_hole(*part)) && !good(*part);
  };
  if (bad(a.partition, [](auto s) { return s.starts_with("aws") && lower_digit_dash(s); })) {
    return "the partition is not aws, aws-cn, aws-us-gov or another aws-…";
  }
  if (bad(a.service, [](auto s) { return !s.empty() && lower_digit_dash(s); })) {
    return "the service name is empty or has characters other than a-z, 0-9 and -";
  }
  if (bad(a.region, [](auto s) { return s.empty() || is_region(s); })) return "the region is malformed";
  if (bad(a.account, [](auto s) { return s.empty() || is_account(s); }))
    return "the account is not 12 digits";
  if (bad(a.resource, [](auto s) { return !s.empty(); })) return "the resource is empty";
  if (a.resource && has_space(a)) return "it has a space";
  return {};
}

// A text that does not begin with arn:, or might after its hole is filled.
Arn not_an_arn(std::string_view text) {
  Arn a;
  const std::string_view start = text.substr(0, text.find(MaskedText::kHole));
  const bool could = has_hole(text) && std::string_view("arn:").substr(0, start.size()) == start.substr(0, 4);
  if (could) return a;
  a.valid = false;
  a.reason = text.empty() ? "it is empty" : "it does not begin with arn:";
  return a;
}

void split_resource(Arn& a) {
  const std::size_t separator = text::find_any<'/', ':'>(*a.resource);
  const std::size_t hole = a.resource->find(MaskedText::kHole);
  if (hole < separator) return;  // the separator may be in the hole
  if (separator == npos) {
    a.resource_type = "";
    a.resource_id = a.resource;
  } else {
    a.resource_type = a.resource->substr(0, separator);
    a.resource_id = a.resource->substr(separator + 1);
  }
  const std::size_t slash = a.resource_id->rfind('/');
  a.name = slash == npos ? *a.resource_id : a.resource_id->substr(slash + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A region or account, not a word that stands for one.
bool is_real(std::string_view word) {
  return word.empty() || std::any_of(word.begin(), word.end(), is_digit) || word == "*" || has_hole(word) ||
         is_account(word);
}

}  // namespace

void mask_arn_words(MaskedText& masked) {
  if (!masked.text().starts_with("arn:")) return;
  std::size_t begin = 4;
  for (int field = 1; field <= 4; ++field) {
    const std::size_t colon = masked.text().find(':', begin);
    if (colon == npos) return;
    const std::string_view word = masked.text().substr(begin, colon - begin);
    const bool masks = field >= 3 && !is_real(word);
    if (masks) masked.mask(begin, word.size());
    begin = masks ? begin + 2 : colon + 1;
  }
}

Arn parse_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return not_an_arn(text);
  Arn a;
  std::array<Arn::Part*, 4> fields = {&a.partition, &a.service, &a.region, &a.account};
  std::string_view rest = text.substr(4);
  for (Arn::Part* field : fields) {
    const std::size_t colon = rest.find(':');
    if (colon == npos) {
      if (has_hole(text)) return {};  // a hole may bring the missing fields
      a.valid = false;
      a.reason = "it has fewer than the six fields of an ARN";
      return a;
    }
    *field = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
  }
  a.resource = rest;
  split_resource(a);
  const bool holes = has_hole(text);
  a.reason = complaint(a, holes);
  if (!a.reason.empty()) {
    a.valid = false;
  } else if (!holes) {
    a.valid = true;
  }
  return a;
}

}  // namespace ecslint::rules
