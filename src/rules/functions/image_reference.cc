// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/image_reference.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "doc/placeholder.h"
#include "rules/functions/masked_text.h"
#include "text/find.h"

namespace ecslint::rules {
namespace {

using Part = ImageReference::Part;

constexpr auto npos = std::string_view::npos;

// Sets of characters.
enum : std::uint16_t {
  kLower = 1,
  kUpper = 2,
  kDigit = 4,
  kHex = 8,
  kWord = 16,     // letters, digits, _
  kAllowed = 32,  // somewhere in a reference, and the hole
  kDash = 64,
  kDot = 128,
  kUnderscore = 256,
  kSlash = 512,
};

constexpr std::uint16_t sets_of(char c) {
  const bool lower = c >= 'a' && c <= 'z';
  const bool upper = c >= 'A' && c <= 'Z';
  const bool digit = c >= '0' && c <= '9';
  const bool hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  const bool word = lower || upper || digit || c == '_';
  const bool allowed = word || std::string_view("._/:@-+[]\x01").find(c) != npos;
  return static_cast<std::uint16_t>((lower ? kLower : 0) | (upper ? kUpper : 0) | (digit ? kDigit : 0) |
                                    (hex ? kHex : 0) | (word ? kWord : 0) | (allowed ? kAllowed : 0) |
                                    (c == '-' ? kDash : 0) | (c == '.' ? kDot : 0) |
                                    (c == '_' ? kUnderscore : 0) | (c == '/' ? kSlash : 0));
}

constexpr auto kSetsOf = [] {
  std::array<std::uint16_t, 256> table{};
  for (int c = 0; c < 128; ++c) table[static_cast<std::size_t>(c)] = sets_of(static_cast<char>(c));
  return table;
}();

bool in(char c, unsigned set) { return (kSetsOf[static_cast<unsigned char>(c)] & set) != 0; }
bool lower(char c) { return in(c, kLower); }
bool upper(char c) { return in(c, kUpper); }
bool digit(char c) { return in(c, kDigit); }
bool hex(char c) { return in(c, kHex); }
bool word(char c) { return in(c, kWord); }

template <typename F>
bool all(std::string_view s, F f) {
  for (const char c : s) {
    if (!f(c)) return false;
  }
  return true;
}

// [a-z0-9]+ joined by ".", "_", "__" or any number of "-".
bool is_path_component(std::string_view s) {
  while (true) {
    std::size_t n = 0;
    while (n < s.size() && in(s[n], kLower | kDigit)) ++n;
    if (n == 0) return false;
    s.remove_prefix(n);
    if (s.empty()) return true;
    if (s.starts_with("__")) {
      s.remove_prefix(2);
    } else if (s[0] == '.' || s[0] == '_') {
      s.remove_prefix(1);
    } else if (s[0] == '-') {
      s.remove_prefix(std::min(s.find_first_not_of('-'), s.size()));
    } else {
      return false;
    }
  }
}

// Words of small letters and digits with one separator between two of them.
bool joins_words(std::string_view s, unsigned separators) {
  bool in_word = false;
  for (const char c : s) {
    const unsigned sets = kSetsOf[static_cast<unsigned char>(c)];
    if ((sets & (kLower | kDigit)) != 0) {
      in_word = true;
    } else if (in_word && (sets & separators) != 0) {
      in_word = false;
    } else {
      return false;
    }
  }
  return in_word;
}

bool is_host_label(std::string_view s) {
  return !s.empty() && s.front() != '-' && s.back() != '-' &&
         all(s, [](char c) { return c == '-' || (word(c) && c != '_'); });
}

bool is_host(std::string_view s) {
  if (s.starts_with('[') && s.ends_with(']')) {
    return s.size() > 3 && all(s.substr(1, s.size() - 2), [](char c) { return hex(c) || c == ':'; });
  }
  for (std::size_t dot = 0; dot != npos; s.remove_prefix(dot == npos ? 0 : dot + 1)) {
    dot = s.find('.');
    if (!is_host_label(s.substr(0, dot))) return false;
  }
  return true;
}

bool is_tag(std::string_view s) {
  return !s.empty() && s.size() <= 128 && word(s.front()) &&
         all(s, [](char c) { return word(c) || c == '.' || c == '-'; });
}

bool is_digest(std::string_view s) {
  const std::size_t colon = s.find(':');
  if (colon == npos || colon == 0) return false;
  const std::string_view algorithm = s.substr(0, colon);
  const std::string_view value = s.substr(colon + 1);
  if (algorithm == "sha256") return value.size() == 64 && all(value, hex);
  if (algorithm == "sha512") return value.size() == 128 && all(value, hex);
  return value.size() >= 32 && all(value, hex) && (lower(algorithm[0]) || upper(algorithm[0])) &&
         all(algorithm, [](char c) { return word(c) || c == '+' || c == '.' || c == '-'; });
}

// Whether the first component of a reference with a slash is a registry: it has a dot, a colon or a capital
// letter, or is localhost.
bool is_registry(std::string_view first) {
  return first == "localhost" ||
         std::any_of(first.begin(), first.end(), [](char c) { return c == '.' || c == ':' || upper(c); });
}

// What Amazon ECR's host names hold: <account>.dkr.ecr.<region>.amazonaws.com[.cn], with -fips, and the
// dual-stack <account>.dkr-ecr.<region>.on.aws.
struct EcrHost {
  std::string_view account;
  std::string_view region;
};

std::optional<EcrHost> ecr_host(std::string_view host) {
  constexpr std::array<std::string_view, 4> kMarks = {".dkr.ecr-fips.", ".dkr.ecr.", ".dkr-ecr-fips.",
                                                      ".dkr-ecr."};
  constexpr std::array<std::string_view, 10> kEnds = {
      ".amazonaws.com", ".amazonaws.com.cn",       ".on.aws",         ".on.amazonwebservices.com.cn",
      ".c2s.ic.gov",    ".sc2s.sgov.gov",          ".cloud.adc-e.uk", ".csp.hci.ic.gov",
      ".amazonaws.eu",  ".on.amazonwebservices.eu"};
  for (const std::string_view mark : kMarks) {
    const std::size_t at = text::find(host, mark);
    if (at == npos) continue;
    const std::string_view account = host.substr(0, at);
    const std::string_view rest = host.substr(at + mark.size());
    for (const std::string_view end : kEnds) {
      const bool plain = rest.ends_with(end) && rest.substr(0, rest.size() - end.size()).find('.') == npos;
      if (plain) return EcrHost{account, rest.substr(0, rest.size() - end.size())};
    }
    if (!has_hole(rest)) return {};
    const std::size_t dot = rest.find('.');
    const bool known = dot != npos && !has_hole(rest.substr(0, dot));
    return EcrHost{account, known ? rest.substr(0, dot) : std::string_view("\x01", 1)};
  }
  return {};
}

bool public_ecr_host(std::string_view host) {
  return host == "public.ecr.aws" || host == "ecr-public.aws.com";
}

bool docker_hub_host(std::string_view host) {
  return host == "docker.io" || host == "index.docker.io" || host == "registry-1.docker.io" ||
         host == "registry.hub.docker.com";
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), holes_(has_hole(text)) {}

  ImageReference parse() {
    if (text::find(text_, "://") != npos)
      fail("it begins with a URL scheme, which image references don't have");
    std::string_view rest = text_;
    rest = take_digest(rest);
    rest = take_tag(rest);
    read_name(rest);
    judge();
    return r_;
  }

 private:
  bool has_hole_in(std::string_view part) const { return holes_ && has_hole(part); }
  // The text behind the last hole, which ends the reference.
  std::string_view known_end() const {
    const std::size_t hole = text_.rfind(MaskedText::kHole);
    return hole == npos ? text_ : text_.substr(hole + 1);
  }
  // Whether a hole could bring a digest along: only if what follows could be its end.
  bool digest_may_hide() const {
    if (!holes_) return false;
    const std::string_view end = known_end();
    const std::string_view digits = end.substr(end.starts_with(':') ? 1 : 0);
    return all(digits, hex) && (!end.starts_with(':') || digits.size() >= 32);
  }
  std::string_view take_digest(std::string_view s) {
    const std::size_t at = text::find_last(s, '@');
    if (at == npos) {
      if (!digest_may_hide()) r_.digest = "";
      return s;
    }
    r_.digest = s.substr(at + 1);
    return s.substr(0, at);
  }
  std::string_view take_tag(std::string_view s) {
    const std::size_t slash = text::find_last(s, '/');
    const std::size_t colon = text::find_last(s, ':');
    if (colon != npos && (slash == npos || colon > slash)) {
      if (!hides_path(s, colon)) r_.tag = s.substr(colon + 1);
      tag_written_ = true;
      return s.substr(0, colon);
    }
    const std::size_t hole = s.rfind(MaskedText::kHole);
    if (hole == npos || (slash != npos && hole < slash)) r_.tag = "";
    return s;
  }
  // host:<hole> may be a registry with its port and a path in the hole; name:<hole> is a tag.
  bool hides_path(std::string_view s, std::size_t colon) const {
    const std::string_view before = s.substr(0, colon);
    return has_hole_in(s.substr(colon)) && before.find('/') == npos &&
           (before.find('.') != npos || before == "localhost" || has_hole_in(before));
  }

  void read_name(std::string_view s) {
    r_.repository = s;
    const std::size_t slash = s.find('/');
    const std::string_view first = s.substr(0, slash);
    if (has_hole_in(first)) return read_open_name(s, first, slash);
    if (slash == npos) {
      if (tag_written_ && !r_.tag) return leave_open();
      return on_docker_hub(s);
    }
    if (!is_registry(first)) return on_docker_hub(s);
    read_registry(first);
    set_path(s.substr(slash + 1));
    r_.official = *r_.docker_hub && r_.path->find('/') == npos;
  }
  void on_docker_hub(std::string_view path) {
    r_.registry = r_.host = "docker.io";
    r_.port = 0;
    r_.docker_hub = true;
    r_.ecr = r_.public_ecr = false;
    r_.account = r_.region = "";
    set_path(path);
    r_.official = path.find('/') == npos;
  }
  void read_registry(std::string_view registry) {
    r_.registry = registry;
    const std::size_t colon = registry.find(':', registry.starts_with('[') ? registry.find(']') : 0);
    r_.host = registry.substr(0, colon);
    r_.port = 0;
    if (colon != npos) read_port(registry.substr(colon + 1));
    const auto ecr = ecr_host(*r_.host);
    r_.ecr = ecr.has_value();
    r_.public_ecr = public_ecr_host(*r_.host);
    r_.docker_hub = docker_hub_host(*r_.host);
    r_.account = r_.region = "";
    if (ecr) read_ecr(*ecr);
  }
  void read_ecr(const EcrHost& ecr) {
    const auto known = [this](std::string_view s) { return has_hole_in(s) ? Part() : Part(s); };
    r_.account = known(ecr.account);
    r_.region = known(ecr.region);
  }
  void read_port(std::string_view digits) {
    r_.port.reset();
    if (has_hole_in(digits)) return;
    int n = 0;
    for (const char c : digits.substr(0, 6)) n = n * 10 + (digit(c) ? c - '0' : 0);
    if (digits.empty() || !all(digits, digit) || n > 65535)
      return fail("the registry's port is not a number up to 65535");
    r_.port = n;
  }
  // The part before the first slash is not fully known. Only ECR's host names are told apart by their middle.
  void read_open_name(std::string_view s, std::string_view first, std::size_t slash) {
    const auto ecr = slash == npos ? std::nullopt : ecr_host(first);
    if (!ecr) return leave_open();
    read_registry(first);
    set_path(s.substr(slash + 1));
  }
  // Nothing is known of the registry; of the repository only where it ends, unless that is in a hole too.
  void leave_open() {
    if (!r_.tag) return r_.repository.reset();
    const std::size_t slash = r_.repository->rfind('/');
    if (slash == npos) return;
    const std::string_view last = r_.repository->substr(slash + 1);
    if (!has_hole_in(last)) r_.name = last;
  }
  void set_path(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    r_.path = path;
    r_.name = slash == npos ? path : path.substr(slash + 1);
  }

  void fail(std::string reason) {
    if (r_.reason.empty()) r_.reason = std::move(reason);
  }
  // Says what is surely wrong; with holes only what no filling can mend.
  void judge() {
    if (is_plain()) {
      r_.valid = true;
      return;
    }
    if (text_.empty()) fail("it is empty");
    judge_characters();
    if (r_.digest && !r_.digest->empty() && !has_hole_in(*r_.digest) && !is_digest(*r_.digest)) {
      fail("the digest is not sha256: with 64 hexadecimal digits");
    }
    if (text_.ends_with('@')) fail("there is no digest after @");
    if (r_.tag && tag_written_ && !has_hole_in(*r_.tag) && !is_tag(*r_.tag)) {
      fail(r_.tag->empty() ? "the tag after the colon is empty"
                           : "the tag has characters other than letters, digits, _ . -, begins with . or -, "
                             "or is over 128 long");
    }
    if (r_.host && !has_hole_in(*r_.host) && !is_host(*r_.host))
      fail("the registry's host name is malformed");
    if (r_.path) judge_path(*r_.path);
    if (!r_.reason.empty() && doc::is_left_open(text_, "")) return;
    if (!r_.reason.empty()) {
      r_.valid = false;
    } else if (!holes_) {
      r_.valid = true;
    }
  }
  // As nearly all are written.
  bool is_plain() const {
    const bool whole = !holes_ && r_.reason.empty() && r_.host && r_.path && r_.tag;
    return whole && r_.digest == "" && !text_.ends_with('@') && joins_words(*r_.host, kDash | kDot) &&
           joins_words(*r_.path, kDash | kDot | kUnderscore | kSlash) && (!tag_written_ || is_tag(*r_.tag));
  }
  void judge_characters() {
    for (const char c : text_) {
      if (in(c, kAllowed)) continue;
      if (c == ' ') return fail("it has a space");
      return fail(static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E
                      ? std::string("it has a character that is not printable ASCII")
                      : std::string("it has the character ") + c);
    }
  }
  void judge_path(std::string_view path) {
    if (path.empty()) return fail("there is no repository name");
    for (std::size_t slash = 0; slash != npos;) {
      slash = path.find('/');
      const std::string_view component = path.substr(0, slash);
      if (slash != npos) path.remove_prefix(slash + 1);
      if (has_hole_in(component)) continue;
      if (component.empty()) return fail("the repository name has an empty part between slashes");
      if (std::any_of(component.begin(), component.end(), upper))
        return fail("the repository name has capital letters");
      if (!is_path_component(component)) {
        return fail("the repository name's part " + std::string(component) +
                    " is malformed (lower-case letters and digits, joined by . _ __ or -)");
      }
    }
  }

  std::string_view text_;
  bool holes_;
  bool tag_written_ = false;
  ImageReference r_;
};

}  // namespace

ImageReference parse_image_reference(std::string_view text) { return Parser(text).parse(); }

}  // namespace ecslint::rules
