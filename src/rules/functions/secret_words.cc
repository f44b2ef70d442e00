// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/secret_words.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <span>
#include <string>

namespace ecslint::rules {
namespace {

constexpr auto npos = std::string_view::npos;
using Words = std::span<const std::string_view>;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return is_lower(c) || is_upper(c) || is_digit(c); }

bool one_of(std::string_view word, Words words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <typename F>
bool all(std::string_view s, F f) {
  return std::all_of(s.begin(), s.end(), f);
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = is_upper(c) ? static_cast<char>(c + 32) : c;
  return out;
}

// In a name these in front make it a switch or a limit.
constexpr std::string_view kSwitchWords[] = {"use",     "enable",  "enabled",  "disable",  "is",     "has",
                                             "allow",   "require", "requires", "skip",     "no",     "with",
                                             "without", "show",    "hide",     "validate", "check",  "verify",
                                             "should",  "must",    "force",    "ignore",   "include"};

// Anywhere, except as the last word of a phrase, these make it a limit.
constexpr std::string_view kLimitWords[] = {"max",    "min",     "limit",  "per", "num",      "expiration",
                                            "expiry", "expires", "expire", "ttl", "lifetime", "tokenizer"};

// At the end they say that the variable holds something about a secret.
constexpr std::string_view kAboutWords[] = {
    "expiration", "expiry",      "expires",    "expire",     "expired",   "ttl",        "timeout",
    "duration",   "lifetime",    "age",        "days",       "hours",     "minutes",    "seconds",
    "secs",       "ms",          "interval",   "period",     "validity",  "url",        "urls",
    "uri",        "uris",        "endpoint",   "endpoints",  "host",      "hostname",   "domain",
    "server",     "port",        "arn",        "arns",       "path",      "paths",      "file",
    "files",      "filename",    "dir",        "directory",  "folder",    "location",   "mount",
    "volume",     "name",        "names",      "id",         "ids",       "identifier", "alias",
    "type",       "types",       "kind",       "length",     "len",       "size",       "count",
    "limit",      "min",         "max",        "policy",     "prefix",    "suffix",     "header",
    "headers",    "field",       "column",     "param",      "parameter", "parameters", "algorithm",
    "alg",        "format",      "encoding",   "version",    "enabled",   "disabled",   "enable",
    "disable",    "required",    "optional",   "validation", "rotation",  "region",     "issuer",
    "audience",   "scope",       "scopes",     "provider",   "providers", "manager",    "store",
    "backend",    "engine",      "driver",     "bucket",     "table",     "ref",        "reference",
    "reset",      "change",      "mode",       "strategy",   "method",    "source",     "service",
    "group",      "owner",       "user",       "username",   "email",     "delimiter",  "separator",
    "label",      "description", "cookie",     "lookup",     "rounds",    "iterations", "strength",
    "through",    "refresh",     "caching",    "cache",      "address",   "addr",       "profile",
    "namespace",  "encoder",     "permission", "permissions"};

// Words that are secrets wherever they stand.
constexpr std::string_view kSecretWords[] = {
    "pwd",         "pw",        "cred",       "creds",    "apikey",     "apikeys",
    "privatekey",  "accesskey", "secretkey",  "authkey",  "signingkey", "encryptionkey",
    "masterkey",   "dbpass",    "mysqlpass",  "pgpass",   "authtoken",  "htpasswd",
    "requirepass", "senha",     "contrasena", "passwort", "motdepasse"};

// … key.
constexpr std::string_view kKeysOf[] = {
    "api",     "private", "access",      "secret",  "signing",      "signature", "encryption", "decryption",
    "master",  "ssh",     "jwt",         "auth",    "license",      "service",   "role",       "account",
    "storage", "app",     "application", "session", "hmac",         "cipher",    "aes",        "rsa",
    "root",    "admin",   "webhook",     "deploy",  "server",       "ingest",    "ingestion",  "integration",
    "crypto",  "shared",  "cookie",      "token",   "subscription", "sas",       "gpg",        "pgp",
    "salt",    "vault",   "unseal"};

bool holds(std::string_view word, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view p) { return word.find(p) != npos; });
}

bool is_number(std::string_view word) { return !word.empty() && all(word, is_digit); }

bool is_secret_word(const NameWords& words, std::size_t i) {
  const std::string_view word = words[i];
  const std::string_view before = i > 0 ? words[i - 1] : std::string_view();
  const std::string_view after = i + 1 < words.size() ? words[i + 1] : std::string_view();
  if (word.starts_with("passwordless") || word.starts_with("secretar")) return false;
  if (holds(word, {"password", "passwd", "passphrase", "passcode", "credential"})) return true;
  if (word.find("secret") != npos)
    return word.find("manager") == npos && !(word.starts_with("secret") && after == "manager");
  if (word == "tokens")
    return one_of(before, std::array<std::string_view, 5>{"api", "auth", "access", "bearer", "refresh"});
  if (word.ends_with("token")) return true;
  const bool last = i + 1 == words.size();
  if (word == "pass") return last;
  if (word == "clave" || word == "pat") return last && i > 0;  // DB_CLAVE, GITHUB_PAT
  if (word == "auth") return last && before == "redis";
  if (word == "passe") return before == "de" && i > 1 && words[i - 2] == "mot";
  if (one_of(word, kSecretWords) || word.ends_with("apikey") || word.ends_with("passwd")) return true;
  return (word == "key" || word == "keys") && one_of(before, kKeysOf);
}

// Whether the name has a piece that every secret word has one of, which few names do: all words that
// is_secret_word() knows are about passes, secrets, tokens, credentials, keys or a pw, or of another
// language.
bool may_be_secret(std::string_view name) {
  constexpr std::string_view kPieces[] = {"pass", "pw",         "pat",   "secret", "senha", "token",
                                          "cred", "contrasena", "clave", "key",    "redis"};
  const auto follows = [&](std::size_t at, std::string_view piece) {
    return name.size() - at >= piece.size() &&
           std::equal(piece.begin(), piece.end(), name.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char p, char c) { return p == (c | 0x20); });
  };
  for (std::size_t at = 0; at + 1 < name.size(); ++at) {
    switch (name[at] | 0x20) {
      case 'p':
        if (follows(at, kPieces[0]) || follows(at, kPieces[1]) || follows(at, kPieces[2])) return true;
        break;
      case 's':
        if (follows(at, kPieces[3]) || follows(at, kPieces[4])) return true;
        break;
      case 't':
        if (follows(at, kPieces[5])) return true;
        break;
      case 'c':
        if (follows(at, kPieces[6]) || follows(at, kPieces[7]) || follows(at, kPieces[8])) return true;
        break;
      case 'k':
        if (follows(at, kPieces[9])) return true;
        break;
      case 'r':
        if (follows(at, kPieces[10])) return true;
        break;
      default:
        break;
    }
  }
  return false;
}

// AWS_ACCESS_KEY_ID is half of a credential; other ids are none.
bool is_access_key_id(const NameWords& words) {
  const std::size_t n = words.size();
  return n >= 3 && words[n - 1] == "id" && words[n - 2] == "key" && words[n - 3] == "access";
}

// Values.

constexpr std::string_view kPlaceholderStarts[] = {
    "your",  "replace", "change", "insert", "todo",   "fixme",  "enter", "put",   "fill",    "fake",
    "dummy", "sample",  "mock",   "tbd",    "my-",    "my_",    "some-", "some_", "tu-",     "tu_",
    "seu-",  "seu_",    "sua-",   "sua_",   "votre-", "votre_", "dein-", "dein_", "expired-"};
constexpr std::string_view kPlaceholderParts[] = {
    "changeme",   "change-me",    "change_me",    "changethis",  "changeit", "replaceme", "replace-me",
    "replace_me", "replace_with", "replace-with", "placeholder", "example",  "dummy",     "xxxx",
    "****",       "your-",        "your_",        "-here",       "_here",    "-aqui",     "_aqui",
    "not-a-real", "notreal",      "not_real",     "...."};
constexpr std::string_view kPlaceholderWords[] = {
    "redacted", "removed", "hidden", "masked", "secret-value", "n/a", "na",    "unset",  "unused",
    "empty",    "xxx",     "foo",    "bar",    "foobar",       "baz", "value", "string", "text"};
// The same without what joins their words: "not provided", not-provided, notProvided.
constexpr std::string_view kPlaceholderPhrases[] = {"notprovided",
                                                    "notused",
                                                    "notset",
                                                    "notapplicable",
                                                    "notrequired",
                                                    "notneeded",
                                                    "notconfigured",
                                                    "notavailable",
                                                    "unconfigured",
                                                    "nothing",
                                                    "blank",
                                                    "missing",
                                                    "absent",
                                                    "unknown",
                                                    "pending",
                                                    "ignored",
                                                    "ignoreme",
                                                    "irrelevant",
                                                    "tobeset",
                                                    "tobedefined",
                                                    "tobereplaced",
                                                    "willbereplaced",
                                                    "setme",
                                                    "setlater",
                                                    "updateme",
                                                    "overrideme",
                                                    "overridden",
                                                    "notasecret",
                                                    "nosecret",
                                                    "nokey",
                                                    "nokeyrequired",
                                                    "sknokeyrequired",
                                                    "doesnotmatter",
                                                    "managedbysecretsmanager",
                                                    "fromsecretsmanager",
                                                    "seesecretsmanager",
                                                    "storedinsecretsmanager",
                                                    "setinconsole"};
constexpr std::string_view kCapitalWords[] = {"PASSWORD",    "PASS",   "SECRET",   "TOKEN", "KEY",
                                              "APIKEY",      "USER",   "USERNAME", "VALUE", "CHANGE",
                                              "CREDENTIALS", "PASSWD", "PWD"};

bool begins_with_any(std::string_view s, Words starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view p) { return s.starts_with(p); });
}
bool contains_any(std::string_view s, Words parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view p) { return s.find(p) != npos; });
}

std::string letters_of(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  return text;
}

// DB_PASSWORD, ACCOUNT_ID: capital words joined by underscores.
bool is_capital_name(std::string_view s) {
  return s.find('_') != npos && is_upper(s.front()) &&
         all(s, [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
}

// Ends such as {{…}}, <…>, ${…}, #{…}#, @@…@@, [name], %name%.
bool is_template(std::string_view s) {
  const char a = s.front();
  const char z = s.back();
  return (a == '<' && z == '>') || s.starts_with("${") || s.starts_with("$(") || s.starts_with("{{") ||
         s.starts_with("#{") || s.starts_with("%{") || (a == '%' && z == '%' && s.size() > 2) ||
         (a == '@' && z == '@' && s.size() > 2) || (s.starts_with("__") && s.ends_with("__")) ||
         (a == '[' && z == ']' && s.find('"') == npos) || (a == '{' && z == '}' && s.find('"') == npos) ||
         (a == '$' && s.size() > 1 &&
          all(s.substr(1), [](char c) { return is_upper(c) || is_digit(c) || c == '_'; }));
}

// Lower-case words joined by slashes: the name of a parameter or secret.
bool is_slashed_name(std::string_view s) {
  return s.find('/') != npos && s.find("//") == npos && is_lower(s.front()) && all(s, [](char c) {
           return is_lower(c) || is_digit(c) || c == '/' || c == '-' || c == '_' || c == '.';
         });
}

// scheme://…, in which there is no user:password@.
bool is_address_without_login(std::string_view s) {
  const std::size_t end = s.find("://");
  if (end == npos || end == 0 || !is_lower(s.front())) return false;
  const auto of_scheme = [](char c) {
    return is_lower(c) || is_digit(c) || c == '+' || c == '.' || c == '-';
  };
  return all(s.substr(0, end), of_scheme) && s.find_first_of("@ \t\r\n") == npos;
}

bool is_path(std::string_view s) {
  if (s.starts_with("./") || s.starts_with("../") || s.starts_with("~/")) return true;
  if (s.size() > 2 && is_alnum(s[0]) && s[1] == ':' && (s[2] == '\\' || s[2] == '/')) return true;
  return s.size() > 1 && s[0] == '/' &&
         all(s, [](char c) { return is_alnum(c) || c == '/' || c == '-' || c == '_' || c == '.'; });
}

bool is_file_name(std::string_view s) {
  constexpr std::string_view kEndings[] = {".json", ".pem", ".key", ".crt", ".yaml",       ".yml", ".txt",
                                           ".env",  ".p12", ".jks", ".pfx", ".properties", ".conf"};
  return s.find(' ') == npos &&
         std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view e) { return s.ends_with(e) && s.size() > e.size(); });
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\n')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\n')) s.remove_suffix(1);
  return s;
}

}  // namespace

NameWords::NameWords(std::string_view name) {
  if (name.size() > kLongest) return;
  bool open = false;
  std::uint16_t used = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_alnum(c)) {
      open = false;
      continue;
    }
    const bool hump = i > 0 && is_upper(c) && (is_lower(name[i - 1]) || is_digit(name[i - 1]));
    const bool last_capital =
        i > 0 && is_upper(c) && is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1]);
    if (!open || hump || last_capital) begins_[size_++] = used;
    open = true;
    text_[used++] = is_upper(c) ? static_cast<char>(c + 32) : c;
  }
  begins_[size_] = used;
}

bool NameWords::contain(std::string_view word) const {
  for (std::size_t i = 0; i < size_; ++i) {
    if ((*this)[i] == word) return true;
  }
  return false;
}

bool is_secret_name(std::string_view name) {
  if (!may_be_secret(name) || name == "PWD" || name == "OLDPWD") return false;
  NameWords words(name);
  while (words.size() > 0 && is_number(words.back())) words.pop_back();
  if (words.size() == 0 || one_of(words[0], kSwitchWords)) return false;
  if (is_access_key_id(words)) return true;
  if (words.size() > 1 && one_of(words.back(), kAboutWords)) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (one_of(words[i], kLimitWords) || words[i] == "public" || words[i] == "publishable") return false;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_secret_word(words, i)) return true;
  }
  return false;
}

bool is_placeholder(std::string_view value) {
  value = trimmed(value);
  if (value.empty() || std::none_of(value.begin(), value.end(), is_alnum)) return true;
  if (value.size() > 2 && all(value, [&](char c) { return c == value.front(); })) return true;
  if (is_template(value) || is_capital_name(value) || one_of(value, kCapitalWords)) return true;
  if (value.size() > 100) return false;
  const std::string low = lower(value);
  return one_of(low, kPlaceholderWords) || one_of(letters_of(low), kPlaceholderPhrases) ||
         begins_with_any(low, kPlaceholderStarts) || contains_any(low, kPlaceholderParts);
}

bool is_reference(std::string_view value) {
  value = trimmed(value);
  if (value.empty()) return false;
  constexpr std::string_view kStarts[] = {
      "arn:",      "ssm:",      "vault:",  "op://",    "secretsmanager:", "awssm:",   "s3://",
      "gs://",     "file:",     "http://", "https://", "projects/",       "aws-ssm:", "sops:",
      "secret://", "keyvault:", "env:",    "kms:",     "{cipher}",        "ENC[",     "ENC("};
  if (begins_with_any(value, kStarts) || is_address_without_login(value)) return true;
  return is_path(value) || is_slashed_name(value) || is_file_name(value);
}

bool is_switch(std::string_view value) {
  constexpr std::string_view kWords[] = {"true",   "false",   "yes",     "no",        "on",       "off",
                                         "none",   "null",    "nil",     "undefined", "enabled",  "disabled",
                                         "enable", "disable", "default", "auto",      "required", "optional",
                                         "always", "never",   "y",       "n",         "t",        "f"};
  value = trimmed(value);
  if (value.size() <= 10 && one_of(lower(value), kWords)) return true;
  return value.size() <= 6 && is_number(value);
}

bool is_sample(std::string_view body) {
  constexpr std::string_view kMarks[] = {"example", "placeholder", "xxxx",     "your",     "redacted",
                                         "dummy",   "fake",        "sample",   "changeme", "insert",
                                         "replace", "1234567890",  "abcdefgh", "0000000"};
  std::bitset<256> seen;
  for (const char c : body) seen.set(static_cast<unsigned char>(c));
  return seen.count() < 6 || contains_any(lower(body), kMarks);
}

bool is_literal_secret(std::string_view value) {
  return !is_switch(value) && !is_placeholder(value) && !is_reference(value);
}

}  // namespace ecslint::rules
