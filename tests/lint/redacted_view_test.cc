// SPDX-License-Identifier: Apache-2.0
#include "lint/redacted_view.h"

#include <catch2/catch.hpp>

using namespace ecslint;
using lint::RedactedView;
using lint::Secrets;
using text::Range;
using text::Source;

namespace {

// Not live: assembled here, so that no scanner takes this file for a leak.
std::string key_id() { return std::string("AK") + "IAIOSFODNN7EXAMPLE"; }

Range range_of(const Source& source, std::string_view word) {
  const auto at = static_cast<text::Offset>(source.bytes().find(word));
  return {at, at + static_cast<text::Offset>(word.size())};
}

Range all(const Source& source) { return {0, static_cast<text::Offset>(source.bytes().size())}; }

}  // namespace

TEST_CASE("what has the shape of a credential is masked without being told") {
  const struct {
    std::string text;
    std::string shown;
  } rows[] = {
      {"id " + key_id() + ";", "id ****;"},
      {"AKIA and ASIA are prefixes", "AKIA and ASIA are prefixes"},
      {std::string("t=gh") + "p_0123456789abcdefghijABCDEFGHIJ012345", "t=****"},
      {"postgres://app:hunter2@db/x", "postgres://app:****@db/x"},
      {"postgres://app:${PASS}@db/x", "postgres://app:${PASS}@db/x"},
      {"http://host:8080/a@b", "http://host:8080/a@b"},
      {std::string("eyJhbGciOiJIUzI1NiJ9.eyJz") + "dWIiOiIxMjM0NTY3ODkwIn0.abc_def", "****"},
      {std::string("x -----BEGIN RSA PRIVATE ") + "KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
       "x ****-----END RSA PRIVATE KEY-----"},
      {"task-k8s sk-short", "task-k8s sk-short"},
      {"", ""},
  };
  const Secrets none;
  for (const auto& row : rows) {
    CHECK(none.mask(row.text) == row.shown);
    const Source source("a", row.text);
    const RedactedView view(source, none);
    CHECK(view.text(all(source)) == row.shown);
  }
}

TEST_CASE("a secret is masked where it was found and where it stands again") {
  const Source source("a", R"({"p": "s3cret", "q": "s3cret", "image": "s3cret-app"})");
  Secrets secrets;
  secrets.add(source, range_of(source, "s3cret"), "s3cret");
  const RedactedView view(source, secrets);
  CHECK(view.text(all(source)) == R"({"p": "****", "q": "****", "image": "s3cret-app"})");
  CHECK(view.hides({7, 8}));
  CHECK_FALSE(view.hides({0, 7}));
  CHECK(secrets.mask("value s3cret is plain") == "value **** is plain");
}

TEST_CASE("both spellings of an escaped secret are masked") {
  const Source source("a", R"({"p": "a\"quoted\"secret"})");
  Secrets secrets;
  secrets.add(source, range_of(source, R"(a\"quoted\"secret)"), "a\"quoted\"secret");
  CHECK(RedactedView(source, secrets).text(all(source)) == R"({"p": "****"})");
  CHECK(secrets.mask(R"(a "quoted" a"quoted"secret)") == R"(a "quoted" ****)");
}

TEST_CASE("a short secret does not eat other words") {
  const Source source("a", R"({"p": "abc"})");
  Secrets secrets;
  secrets.add(source, range_of(source, "abc"), "abc");
  CHECK(secrets.mask("abcdef is no abc") == "abcdef is no ****");
}

TEST_CASE("an excerpt says where the mark came to lie") {
  const Source source("a", R"("k": "0123456789", "z": 1)");
  Secrets secrets;
  secrets.add(source, {6, 16}, "0123456789");
  const RedactedView view(source, secrets);
  const auto check = [&](Range range, Range mark, std::string_view text, std::string_view marked) {
    const auto excerpt = view.excerpt(range, mark);
    CHECK(excerpt.text == text);
    CHECK(excerpt.text.substr(excerpt.marked.begin, excerpt.marked.size()) == marked);
  };
  check({0, 25}, {19, 22}, R"("k": "****", "z": 1)", "\"z\"");
  check({0, 25}, {5, 17}, R"("k": "****", "z": 1)", "\"****\"");
  check({0, 25}, {8, 10}, R"("k": "****", "z": 1)", "****");
  check({0, 25}, {0, 3}, R"("k": "****", "z": 1)", "\"k\"");
  check({0, 25}, {24, 25}, R"("k": "****", "z": 1)", "1");
  check({0, 10}, {0, 10}, R"("k": "****)", R"("k": "****)");
  check({8, 12}, {8, 12}, "****", "****");
  check({17, 25}, {25, 25}, R"(, "z": 1)", "");
}
