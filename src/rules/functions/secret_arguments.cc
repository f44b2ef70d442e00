// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/secret_arguments.h"

#include <algorithm>
#include <optional>

#include "rules/functions/secret_words.h"
#include "text/find.h"

namespace ecslint::rules {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view kBlanks = " \t\r\n";

bool alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool name_character(char c) { return alnum(c) || c == '_' || c == '-' || c == '.'; }

std::size_t end_of_word(std::string_view text) {
  return text::find_any<' ', '\t', '\r', '\n', ',', ';', '|', '&', '(', ')', '<', '>', '"', '\'', '`', '\\'>(
      text);
}

// The word at the beginning of the text; in quotes, what is between them. A backslash before a quote is one
// of a JSON string in a shell string.
std::string_view first_word(std::string_view text) {
  while (text.starts_with('\\')) text.remove_prefix(1);
  if (text.empty()) return {};
  const char quote = text.front();
  if (quote != '"' && quote != '\'') return text.substr(0, end_of_word(text));
  text.remove_prefix(1);
  std::string_view word = text.substr(0, text.find(quote));
  while (word.ends_with('\\')) word.remove_suffix(1);
  return word;
}

std::string_view after_blanks(std::string_view text) {
  const std::size_t at = text.find_first_not_of(kBlanks);
  return at == npos ? std::string_view() : text.substr(at);
}

bool expands(std::string_view value) { return value.find_first_of("$`") != npos || value.find("{{") != npos; }

bool is_secret(std::string_view value) {
  return !value.empty() && !expands(value) && is_literal_secret(value);
}

// -u user:password, --user=user:password
bool is_login(std::string_view value) {
  const std::size_t colon = value.find(':');
  return colon != npos && colon > 0 && is_secret(value.substr(colon + 1)) && !expands(value);
}

bool is_login_flag(std::string_view name) { return name == "-u" || name == "--user"; }

// The name that ends where the text ends, with the dashes of a flag and the -D of Java before it.
std::string_view name_before(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && name_character(text[begin - 1])) --begin;
  return text.substr(begin);
}

std::string_view bare(std::string_view name) {
  if (name.starts_with("-D")) return name.substr(2);
  const std::size_t at = name.find_first_not_of('-');
  return at == npos ? std::string_view() : name.substr(at);
}

// NAME=VALUE, --name=VALUE
std::string_view assigned(std::string_view text) {
  for (std::size_t at = text.find('='); at != npos; at = text.find('=', at + 1)) {
    const std::string_view name = name_before(text.substr(0, at));
    if (name.empty() || !is_secret_name(bare(name))) continue;
    if (is_secret(first_word(text.substr(at + 1)))) return name;
  }
  return {};
}

// --name VALUE, and user:password behind -u of curl.
std::string_view flagged(std::string_view text) {
  const bool curl = text.find("curl ") != npos;
  for (std::size_t at = text.find('-'); at != npos; at = text.find('-', at + 1)) {
    if (at > 0 && kBlanks.find(text[at - 1]) == npos) continue;
    std::size_t end = at;
    while (end < text.size() && name_character(text[end])) ++end;
    const std::string_view name = text.substr(at, end - at);
    if (end == text.size() || kBlanks.find(text[end]) == npos) continue;
    const std::string_view value = first_word(after_blanks(text.substr(end)));
    if (value.starts_with('-')) continue;
    if (curl && is_login_flag(name) && is_login(value)) return name;
    if (is_secret_name(bare(name)) && is_secret(value)) return name;
  }
  return {};
}

// The program that a simple command, or its beginning, runs.
std::string_view program_of(std::string_view command) {
  constexpr std::string_view kBefore[] = {"exec", "sudo", "until", "while", "if", "then", "do", "!", "time"};
  for (command = after_blanks(command); !command.empty(); command = after_blanks(command)) {
    const std::string_view word = command.substr(0, command.find_first_of(kBlanks));
    const bool before = std::find(std::begin(kBefore), std::end(kBefore), word) != std::end(kBefore);
    if (!before && word.find('=') == npos) return word.substr(word.rfind('/') + 1);
    command.remove_prefix(word.size());
  }
  return {};
}

bool is_mysql_client(std::string_view program) {
  constexpr std::string_view kClients[] = {"mysql",   "mysqladmin",    "mysqldump",
                                           "mariadb", "mariadb-admin", "mariadb-dump"};
  return std::find(std::begin(kClients), std::end(kClients), program) != std::end(kClients);
}

// -pVALUE of the clients of MySQL, where nothing stands between. Linear: the program is looked for once in
// each simple command.
std::string_view glued(std::string_view text) {
  std::optional<std::string_view> program;
  std::size_t begin = 0;  // of the simple command at hand
  std::size_t last = 0;
  for (std::size_t at = text.find(" -p"); at != npos; at = text.find(" -p", at + 1)) {
    const std::size_t end = text.substr(last, at - last).find_last_of(";|&()`\n");
    if (end != npos) begin = last + end + 1, program.reset();
    last = at;
    if (!is_secret(first_word(text.substr(at + 3)))) continue;
    if (!program) program = program_of(text.substr(begin, at - begin));
    if (is_mysql_client(*program)) return text.substr(at + 1, 2);
  }
  return {};
}

// Authorization: Bearer VALUE, as a header of curl or wget.
std::string_view in_header(std::string_view text) {
  constexpr std::string_view kHeader = "Authorization:";
  const std::size_t at = text.find(kHeader);
  if (at == npos) return {};
  std::string_view value = after_blanks(text.substr(at + kHeader.size()));
  for (const std::string_view scheme : {"Bearer ", "Basic ", "token "}) {
    if (!value.starts_with(scheme)) continue;
    value = first_word(after_blanks(value.substr(scheme.size())));
    return value.size() >= 8 && is_secret(value) ? text.substr(at, kHeader.size() - 1) : std::string_view();
  }
  return {};
}

}  // namespace

std::string_view secret_argument(std::string_view text) {
  if (text.size() < 4) return {};
  if (const auto name = assigned(text); !name.empty()) return name;
  if (text::find_any<' ', '\t', '\r', '\n'>(text) == npos) return {};
  if (const auto name = flagged(text); !name.empty()) return name;
  if (const auto name = glued(text); !name.empty()) return name;
  return in_header(text);
}

}  // namespace ecslint::rules
