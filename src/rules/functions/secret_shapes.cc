// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/secret_shapes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

#include "rules/functions/secret_words.h"
#include "text/find.h"

namespace ecslint::rules {
namespace {

constexpr auto npos = std::string_view::npos;

// Sets of characters.
enum : std::uint16_t {
  kLower = 1,
  kUpper = 2,
  kDigit = 4,
  kHexLower = 8,  // 0-9 a-f
  kDash = 16,
  kUnderscore = 32,
  kDot = 64,
  kPlusSlash = 128,
  kEqual = 256,
  kColon = 512,
  kAlnum = kLower | kUpper | kDigit,
  kWord = kAlnum | kUnderscore,
  kUrlSafe = kWord | kDash,
  kBase64 = kAlnum | kPlusSlash | kEqual,
};

constexpr std::uint16_t sets_of(char c) {
  if (c >= 'a' && c <= 'f') return kLower | kHexLower;
  if (c >= 'g' && c <= 'z') return kLower;
  if (c >= '0' && c <= '9') return kDigit | kHexLower;
  if (c >= 'A' && c <= 'Z') return kUpper;
  switch (c) {
    case '-':
      return kDash;
    case '_':
      return kUnderscore;
    case '.':
      return kDot;
    case '+':
    case '/':
      return kPlusSlash;
    case '=':
      return kEqual;
    case ':':
      return kColon;
    default:
      return 0;
  }
}

constexpr auto kSetsOf = [] {
  std::array<std::uint16_t, 256> table{};
  for (int c = 0; c < 128; ++c) table[static_cast<std::size_t>(c)] = sets_of(static_cast<char>(c));
  return table;
}();

bool in_set(char c, unsigned set) { return (kSetsOf[static_cast<unsigned char>(c)] & set) != 0; }

struct Shape {
  std::string_view name;
  std::string_view prefix;
  std::uint16_t set;  // what follows the prefix
  std::uint16_t least;
  std::uint16_t most;  // 0: any number
};

constexpr Shape kShapes[] = {
    {"aws-access-key-id", "AKIA", kUpper | kDigit, 16, 16},
    {"aws-access-key-id", "ASIA", kUpper | kDigit, 16, 16},
    {"aws-bedrock-key", "ABSK", kBase64, 109, 0},
    {"github-token", "ghp_", kAlnum, 36, 255},
    {"github-token", "gho_", kAlnum, 36, 255},
    {"github-token", "ghu_", kAlnum, 36, 255},
    {"github-token", "ghs_", kAlnum, 36, 255},
    {"github-token", "ghr_", kAlnum, 36, 255},
    {"github-token", "github_pat_", kWord, 50, 255},
    {"gitlab-token", "glpat-", kUrlSafe | kDot, 20, 0},
    {"gitlab-token", "gldt-", kUrlSafe, 20, 0},
    {"gitlab-token", "glrt-", kUrlSafe | kDot, 20, 0},
    {"gitlab-token", "glptt-", kUrlSafe, 40, 0},
    {"gitlab-token", "glcbt-", kUrlSafe, 20, 0},
    {"gitlab-token", "glsoat-", kUrlSafe, 20, 0},
    {"gitlab-token", "glimt-", kUrlSafe, 25, 0},
    {"gitlab-token", "glagent-", kUrlSafe, 50, 0},
    {"gitlab-token", "gloas-", kUrlSafe, 60, 0},
    {"bitbucket-app-password", "ATBB", kAlnum, 32, 32},
    {"slack-token", "xoxb-", kAlnum | kDash, 20, 0},
    {"slack-token", "xoxp-", kAlnum | kDash, 20, 0},
    {"slack-token", "xoxa-", kAlnum | kDash, 20, 0},
    {"slack-token", "xoxr-", kAlnum | kDash, 20, 0},
    {"slack-token", "xoxs-", kAlnum | kDash, 20, 0},
    {"slack-token", "xapp-", kAlnum | kDash, 20, 0},
    {"slack-token", "xoxe-", kAlnum | kDash, 20, 0},
    {"slack-token", "xoxe.xoxp-", kAlnum | kDash, 20, 0},
    {"slack-webhook", "hooks.slack.com/services/", kAlnum | kPlusSlash, 35, 0},
    {"slack-webhook", "hooks.slack.com/workflows/", kAlnum | kPlusSlash, 35, 0},
    {"slack-webhook", "hooks.slack.com/triggers/", kAlnum | kPlusSlash, 35, 0},
    {"teams-webhook", "webhook.office.com/webhookb2/", kHexLower | kDash, 36, 36},
    {"discord-webhook", "discord.com/api/webhooks/", kUrlSafe | kPlusSlash, 70, 0},
    {"stripe-key", "sk_live_", kAlnum, 16, 0},
    {"stripe-key", "rk_live_", kAlnum, 16, 0},
    {"stripe-webhook-secret", "whsec_", kAlnum | kPlusSlash | kEqual, 24, 0},
    {"google-api-key", "AIza", kUrlSafe, 35, 35},
    {"google-oauth-secret", "GOCSPX-", kUrlSafe, 28, 28},
    {"google-oauth-token", "ya29.", kUrlSafe | kDot, 60, 0},
    {"twilio-api-key", "SK", kHexLower, 32, 32},
    {"sendgrid-key", "SG.", kUrlSafe | kDot, 60, 0},
    {"mailgun-key", "key-", kHexLower, 32, 32},
    {"npm-token", "npm_", kAlnum, 36, 36},
    {"pypi-token", "pypi-AgEI", kUrlSafe, 40, 0},
    {"rubygems-token", "rubygems_", kHexLower, 48, 48},
    {"crates-io-token", "cio", kAlnum, 32, 32},
    {"nuget-key", "oy2", kLower | kDigit, 43, 43},
    {"artifactory-token", "cmVmdGtu", kAlnum, 56, 56},
    {"docker-hub-token", "dckr_pat_", kUrlSafe, 27, 27},
    {"docker-hub-token", "dckr_oat_", kUrlSafe, 32, 0},
    {"anthropic-key", "sk-ant-", kUrlSafe, 24, 0},
    {"openai-key", "sk-proj-", kUrlSafe, 20, 0},
    {"openai-key", "sk-svcacct-", kUrlSafe, 20, 0},
    {"openai-key", "sk-admin-", kUrlSafe, 20, 0},
    {"openai-key", "sk-", kAlnum, 40, 64},
    {"openrouter-key", "sk-or-", kUrlSafe, 40, 0},
    {"groq-key", "gsk_", kAlnum, 52, 52},
    {"xai-key", "xai-", kAlnum, 70, 0},
    {"perplexity-key", "pplx-", kAlnum, 40, 0},
    {"replicate-token", "r8_", kAlnum, 37, 40},
    {"elevenlabs-key", "sk_", kHexLower, 48, 48},
    {"pinecone-key", "pcsk_", kWord, 60, 0},
    {"langsmith-key", "lsv2_pt_", kHexLower | kUnderscore, 40, 0},
    {"langsmith-key", "lsv2_sk_", kHexLower | kUnderscore, 40, 0},
    {"hugging-face-token", "hf_", kAlnum, 34, 40},
    {"digitalocean-token", "dop_v1_", kHexLower, 64, 64},
    {"digitalocean-token", "doo_v1_", kHexLower, 64, 64},
    {"digitalocean-token", "dor_v1_", kHexLower, 64, 64},
    {"heroku-key", "HRKU-AA", kUrlSafe, 58, 58},
    {"fly-io-token", "fm2_", kBase64 | kUnderscore, 100, 0},
    {"netlify-token", "nfp_", kAlnum, 36, 36},
    {"tailscale-key", "tskey-", kAlnum | kDash, 30, 0},
    {"shopify-token", "shpat_", kHexLower | kUpper, 32, 32},
    {"shopify-token", "shpss_", kHexLower | kUpper, 32, 32},
    {"shopify-token", "shppa_", kHexLower | kUpper, 32, 32},
    {"shopify-token", "shpca_", kHexLower | kUpper, 32, 32},
    {"vault-token", "hvs.", kUrlSafe, 24, 0},
    {"vault-token", "hvb.", kUrlSafe, 24, 0},
    {"terraform-cloud-token", ".atlasv1.", kUrlSafe, 60, 0},
    {"databricks-token", "dapi", kHexLower, 32, 32},
    {"linear-key", "lin_api_", kAlnum, 40, 40},
    {"figma-token", "figd_", kUrlSafe, 40, 0},
    {"airtable-token", "pat", kAlnum | kDot, 79, 79},
    {"hubspot-token", "pat-na1-", kHexLower | kDash, 36, 36},
    {"hubspot-token", "pat-eu1-", kHexLower | kDash, 36, 36},
    {"mapbox-token", "sk.eyJ", kUrlSafe | kDot, 60, 0},
    {"launchdarkly-key", "sdk-", kHexLower | kDash, 36, 36},
    {"contentful-token", "CFPAT-", kUrlSafe, 43, 43},
    {"resend-key", "re_", kWord, 33, 33},
    {"easypost-key", "EZAK", kAlnum, 54, 54},
    {"dropbox-token", "sl.", kUrlSafe, 130, 0},
    {"facebook-token", "EAA", kAlnum, 100, 0},
    {"one-password-token", "ops_eyJ", kUrlSafe, 200, 0},
    {"prefect-key", "pnu_", kAlnum, 36, 36},
    {"sourcegraph-token", "sgp_", kHexLower | kUnderscore, 40, 0},
    {"notion-token", "ntn_", kAlnum, 40, 0},
    {"postman-key", "PMAK-", kHexLower | kDash, 50, 0},
    {"pulumi-token", "pul-", kHexLower, 40, 40},
    {"planetscale-token", "pscale_tkn_", kUrlSafe | kDot, 32, 0},
    {"planetscale-password", "pscale_pw_", kUrlSafe | kDot, 32, 0},
    {"grafana-token", "glsa_", kWord, 40, 0},
    {"grafana-token", "glc_eyJ", kBase64, 40, 0},
    {"sentry-token", "sntrys_", kBase64 | kUnderscore, 60, 0},
    {"sentry-token", "sntryu_", kHexLower, 64, 64},
    {"honeycomb-key", "hcaik_", kLower | kDigit, 58, 58},
    {"doppler-token", "dp.pt.", kAlnum, 40, 0},
    {"doppler-token", "dp.st.", kWord | kDash | kDot, 40, 0},
    {"square-token", "sq0csp-", kUrlSafe, 40, 0},
    {"square-token", "EAAA", kUrlSafe, 60, 60},
    {"dynatrace-token", "dt0c01.", kUpper | kDigit | kDot, 80, 0},
    {"atlassian-token", "ATATT3", kUrlSafe | kEqual, 100, 0},
    {"atlassian-token", "ATCTT3", kUrlSafe | kEqual, 100, 0},
    {"new-relic-key", "NRAK-", kUpper | kDigit, 27, 27},
    {"new-relic-key", "NRII-", kUrlSafe, 32, 32},
    {"supabase-token", "sbp_", kHexLower, 40, 40},
    {"supabase-key", "sb_secret_", kUrlSafe, 20, 0},
    {"age-secret-key", "AGE-SECRET-KEY-1", kUpper | kDigit, 58, 58},
    {"azure-storage-key", "AccountKey=", kBase64, 80, 0},
    {"azure-shared-access-key", "SharedAccessKey=", kBase64, 40, 0},
};

constexpr std::size_t kShortest = 18;  // no shape of the table is shorter

bool alnum(char c) { return in_set(c, kAlnum); }

// The shapes by the first two characters of their prefixes: a row of the table, or none for nearly all pairs.
class ByBeginning {
  static_assert(std::size(kShapes) < 255);

 public:
  constexpr ByBeginning() {
    for (std::size_t i = std::size(kShapes); i-- > 0;) {
      std::uint8_t& row = rows_[slot(kShapes[i].prefix[0], kShapes[i].prefix[1])];
      next_[i] = row;
      row = static_cast<std::uint8_t>(i + 1);
    }
  }
  /// Calls f with the number of each shape that may begin with these two characters, in their order.
  template <typename F>
  void each(char first, char second, F&& f) const {
    for (std::size_t i = rows_[slot(first, second)]; i != 0; i = next_[i - 1]) f(i - 1);
  }

 private:
  static constexpr std::size_t slot(char first, char second) {
    return (static_cast<unsigned char>(first) * 37U + static_cast<unsigned char>(second) * 5U) % 512;
  }
  std::array<std::uint8_t, 512> rows_{};
  std::array<std::uint8_t, std::size(kShapes)> next_{};
};
constexpr ByBeginning kByBeginning;

bool fits(const Shape& shape, std::string_view text, std::size_t at) {
  if (text.size() - at < shape.prefix.size() + shape.least) return false;
  if (!text.substr(at).starts_with(shape.prefix)) return false;
  const std::size_t from = at + shape.prefix.size();
  std::size_t end = from;
  while (end < text.size() && in_set(text[end], shape.set)) ++end;
  const std::size_t size = end - from;
  if (size < shape.least || (shape.most > 0 && size > shape.most)) return false;
  return !is_sample(text.substr(from, size));
}

// Marks stand on their own: not in the middle of a word. Those that don't begin with a letter are preceded by
// one. Of several the first of the table counts.
std::string_view in_table(std::string_view text) {
  if (text.size() < kShortest) return {};
  std::size_t best = std::size(kShapes);
  bool in_word = false;
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const bool goes_on = in_word;
    in_word = alnum(text[at]);
    if (goes_on && in_word) continue;
    kByBeginning.each(text[at], text[at + 1], [&](std::size_t i) {
      if (i < best && fits(kShapes[i], text, at)) best = i;
    });
  }
  return best == std::size(kShapes) ? std::string_view() : kShapes[best].name;
}

std::size_t run(std::string_view text, std::size_t from, unsigned set) {
  std::size_t end = from;
  while (end < text.size() && in_set(text[end], set)) ++end;
  return end - from;
}

std::size_t run_before(std::string_view text, std::size_t to, unsigned set) {
  std::size_t begin = to;
  while (begin > 0 && in_set(text[begin - 1], set)) --begin;
  return to - begin;
}

// The number of the bot, a colon, and 35 characters of which the first are AA.
bool has_telegram_token(std::string_view text) {
  for (std::size_t at = text::find(text, ":AA"); at != npos; at = text::find(text, ":AA", at + 1)) {
    const std::size_t digits = run_before(text, at, kDigit);
    const std::size_t word = run_before(text, at, kAlnum);
    const bool in_url = word == digits + 3 && text.substr(at - word).starts_with("bot");
    if (digits < 8 || digits > 10 || (word != digits && !in_url)) continue;
    if (run(text, at + 1, kUrlSafe) == 35 && !is_sample(text.substr(at + 3, 33))) return true;
  }
  return false;
}

// Three characters, a digit, Q~ and a tail; 40 in all in most.
bool has_azure_client_secret(std::string_view text) {
  constexpr unsigned kSet = kUrlSafe | kDot;
  for (std::size_t at = text::find(text, "Q~"); at != npos; at = text::find(text, "Q~", at + 1)) {
    if (at < 4 || !in_set(text[at - 1], kDigit) || run_before(text, at, kSet) != 4) continue;
    const std::size_t tail = run(text, at + 2, kSet);
    if (tail >= 31 && tail <= 34 && !is_sample(text.substr(at + 2, tail))) return true;
  }
  return false;
}

// 32 hexadecimal digits and the data centre: …-us21
bool has_mailchimp_key(std::string_view text) {
  for (std::size_t at = text::find(text, "-us"); at != npos; at = text::find(text, "-us", at + 1)) {
    if (run_before(text, at, kHexLower) != 32 || run_before(text, at, kAlnum) != 32) continue;
    const std::size_t digits = run(text, at + 3, kDigit);
    if (digits >= 1 && digits <= 2 && !is_sample(text.substr(at - 32, 32))) return true;
  }
  return false;
}

constexpr std::size_t kLongBody = 60;
constexpr std::size_t kShortestJwt = 30;

bool has_private_key(std::string_view text) {
  const std::size_t begin = text::find(text, "-----BEGIN ");
  if (begin == npos) return false;
  const std::size_t kind = text.find("PRIVATE KEY", begin);
  if (kind == npos || kind > begin + 40) return false;
  // The body of more than a line: a header alone is a word in a message.
  const std::string_view body = text.substr(kind);
  return body.size() > kLongBody && body.find("...") == npos && !is_placeholder(body.substr(16, 20));
}

// Three base64url parts joined by dots, of which the first two are JSON objects. The sample that every page
// about JWT has is of John Doe.
bool has_jwt(std::string_view text) {
  for (std::size_t at = text::find(text, "eyJ"); at != npos; at = text::find(text, "eyJ", at + 3)) {
    std::size_t end = at;
    while (end < text.size() && in_set(text[end], kUrlSafe | kDot)) ++end;
    const std::string_view token = text.substr(at, end - at);
    const std::size_t first = token.find('.');
    const std::size_t second = first == npos ? npos : token.find('.', first + 1);
    if (second == npos || first < 10 || !token.substr(first + 1).starts_with("eyJ")) continue;
    const bool sample = token.find("IkpvaG4gRG9l") != npos || token.find("Sm9obiBEb2U") != npos;
    if (second > first + 10 && token.size() - second > 10 && !sample) return true;
  }
  return false;
}

// scheme://user:password@host
bool has_url_password(std::string_view text) {
  for (std::size_t at = text::find(text, "://"); at != npos; at = text::find(text, "://", at + 3)) {
    if (at == 0 || !alnum(text[at - 1])) continue;
    std::string_view authority = text.substr(at + 3);
    authority = authority.substr(0, authority.find_first_of("/?# \t\r\n\"'<>|\\"));
    const std::size_t host = authority.rfind('@');
    const std::size_t colon = authority.find(':');
    if (host == npos || colon == npos || colon >= host) continue;
    const std::string_view password = authority.substr(colon + 1, host - colon - 1);
    if (!password.empty() && !is_placeholder(password)) return true;
  }
  return false;
}

bool same_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char l, char c) {
           return l == (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
         });
}

// …;Password=…;… as databases' drivers have it.
bool has_connection_password(std::string_view text) {
  for (std::size_t equal = text.find('='); equal != npos; equal = text.find('=', equal + 1)) {
    for (const std::string_view key : {"password", "passwd", "pwd"}) {
      if (equal < key.size() || !same_ignoring_case(text.substr(equal - key.size()), key)) continue;
      const std::size_t begin = equal - key.size();
      if (begin > 0 && std::string_view(";&?, \"'").find(text[begin - 1]) == npos) continue;
      std::string_view value = text.substr(equal + 1);
      value = value.substr(0, value.find_first_of(";& \t\r\n\"',"));
      if (!value.empty() && !is_placeholder(value) && !is_switch(value) && !is_reference(value)) return true;
    }
  }
  return false;
}

// Kinds that only the name of the variable gives away.
struct NamedShape {
  std::string_view name;
  std::array<std::string_view, 2> words;  // both are in the variable's name
  std::uint16_t set;
  std::uint16_t least;
  std::uint16_t most;
  double entropy;
};

constexpr NamedShape kNamedShapes[] = {
    {"aws-secret-access-key", {"aws", "secret"}, kAlnum | kPlusSlash | kEqual, 40, 40, 4.0},
    {"datadog-key", {"dd", "key"}, kHexLower, 32, 40, 3.0},
    {"datadog-key", {"datadog", "key"}, kHexLower, 32, 40, 3.0},
    {"new-relic-key", {"relic", "key"}, kAlnum, 40, 40, 3.0},
    {"twilio-token", {"twilio", "token"}, kHexLower, 32, 32, 3.0},
    {"cloudflare-token", {"cloudflare", ""}, kUrlSafe, 37, 48, 4.0},
    {"heroku-key", {"heroku", "key"}, kHexLower | kDash, 36, 36, 3.0},
};

}  // namespace

std::string_view credential_shape(std::string_view text) {
  if (text.size() < 6) return {};
  if (const auto name = in_table(text); !name.empty()) return name;
  unsigned sets = 0;
  for (const char c : text) sets |= kSetsOf[static_cast<unsigned char>(c)];
  if (text.size() > kLongBody && (sets & kDash) != 0 && has_private_key(text)) return "private-key";
  if (text.size() >= 35 && (sets & kDigit) != 0) {
    if ((sets & kColon) != 0 && has_telegram_token(text)) return "telegram-token";
    if ((sets & kDash) != 0 && has_mailchimp_key(text)) return "mailchimp-key";
    if (has_azure_client_secret(text)) return "azure-client-secret";
  }
  if (text.size() > kShortestJwt && (sets & kDot) != 0 && has_jwt(text)) return "jwt";
  if ((sets & kColon) != 0 && has_url_password(text)) return "url-password";
  if ((sets & kEqual) != 0 && has_connection_password(text)) return "connection-string-password";
  return {};
}

std::string_view credential_shape(std::string_view text, std::string_view name) {
  if (const auto shape = credential_shape(text); !shape.empty()) return shape;
  if (text.size() < 32) return {};
  std::optional<NameWords> words;
  for (const NamedShape& shape : kNamedShapes) {
    if (text.size() < shape.least || text.size() > shape.most) continue;
    if (!std::all_of(text.begin(), text.end(), [&](char c) { return in_set(c, shape.set); })) continue;
    if (!words) words.emplace(name);
    const bool named =
        words->contain(shape.words[0]) && (shape.words[1].empty() || words->contain(shape.words[1]));
    if (named && entropy(text) >= shape.entropy && !is_sample(text)) return shape.name;
  }
  return {};
}

double entropy(std::string_view text) {
  if (text.empty()) return 0;
  std::array<std::uint32_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const std::uint32_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

}  // namespace ecslint::rules
