// SPDX-License-Identifier: Apache-2.0
// Names that say "secret", and values that are none: placeholders, references, switches. Lists of words, made
// on real files (the corpus): a name such as DB_PASSWORD holds a secret, ACCESS_TOKEN_EXPIRE_MINUTES does
// not; "changeme" and "your_key_here" are nobody's password, whereas "password" is one, however weak.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ecslint::rules {

/// The words of a name in lower case: "dbPassword", "DB_PASSWORD", "db.password" → db, password.
std::vector<std::string> words_of(std::string_view name);

/// Whether a variable of this name holds a secret.
bool is_secret_name(std::string_view name);

/// A text that stands for something to be filled in: changeme, your-key-here, <KEY>, API_KEY_PLACEHOLDER,
/// ****.
bool is_placeholder(std::string_view value);
/// The name of a place rather than a value: an ARN, a path, a URL without a password, vault:…
bool is_reference(std::string_view value);
/// true, no, none, 3600: something that turns on, off or counts.
bool is_switch(std::string_view value);
/// What follows a credential's mark in examples: EXAMPLE, xxxx, 1234567890, few different characters.
bool is_sample(std::string_view body);

/// A value as a real secret has it: none of the above and not empty.
bool is_literal_secret(std::string_view value);

}  // namespace ecslint::rules
