// SPDX-License-Identifier: Apache-2.0
// Amazon Resource Names, arn:partition:service:region:account:resource. Works on text with holes
// (masked_text.h): when the five colons are written, holes are taken to have none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/functions/masked_text.h"

namespace ecslint::rules {

struct Arn {
  using Part = std::optional<std::string_view>;

  std::optional<bool> valid;
  std::string reason;  // what is wrong when it is not valid
  Part partition;
  Part service;
  Part region;         // "" for global services
  Part account;        // "" where a service has none (S3)
  Part resource;       // all after the fifth colon
  Part resource_type;  // of the resource up to its first / or :, "" without one
  Part resource_id;    // the rest
  Part name;           // what follows the last slash of resource_id
};

/// Makes holes of words that stand in an ARN for a region or an account (REGION, YOUR_ACCOUNT_ID, account):
/// real ones have digits.
void mask_arn_words(MaskedText& masked);

/// `text` with '\x01' for holes; the result has views of it.
Arn parse_arn(std::string_view text);

}  // namespace ecslint::rules
