// SPDX-License-Identifier: Apache-2.0
// The valueFrom of a container's secrets: a Secrets Manager ARN, to which a JSON key, a version stage and a
// version id may be added, an SSM parameter ARN, or an SSM parameter's name. Works on text with holes
// (masked_text.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ecslint::rules {

struct ValueFrom {
  using Part = std::optional<std::string_view>;

  Part kind;           // "secretsmanager", "ssm-arn", "ssm-name", "invalid"
  std::string reason;  // what is wrong when it is invalid
  Part name;           // of the secret (with its suffix), of the parameter (with its leading slash)
  Part suffix;         // of a secret's name: the six random characters, "" when they are left out
  Part json_key;
  Part version_stage;
  Part version_id;
  Part partition;
  Part region;
  Part account;
};

/// `text` with '\x01' for holes; the result has views of it.
ValueFrom parse_value_from(std::string_view text);

}  // namespace ecslint::rules
