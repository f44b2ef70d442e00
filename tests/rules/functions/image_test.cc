// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <map>

#include "expr/lib/call_fixture.h"
#include "expr/map.h"
#include "rules/functions/functions.h"

using namespace ecslint;
using namespace ecslint::expr;

namespace {

// '?' stands for a hole. Shows the fields asked for, "name=value", joined by blanks.
std::string parts(std::string_view text, std::initializer_list<const char*> names) {
  CallFixture fx(rules::function_tables());
  const Value image =
      fx.call("image.parse", {text.find('?') == std::string_view::npos ? S(text) : fx.partial(text)});
  std::string out;
  for (const char* name : names) {
    const Value part = *map_find(image, S(name));
    std::string shown = fx.show(part);
    if (shown.starts_with("unknown")) {
      // Unknown altogether is shown as "?", a part with known pieces as its text.
      const bool whole =
          pieces_of(part).empty() || part.node()->why().pieces.size() == pieces_of(fx.partial(text)).size();
      std::string pieces;
      for (const doc::Piece& piece : pieces_of(part)) pieces += piece.known ? std::string(piece.text) : "?";
      shown = whole && pieces == text ? "?" : pieces.empty() ? "?" : pieces;
    }
    out += (out.empty() ? "" : " ") + std::string(name) + "=" + shown;
  }
  return out;
}

std::string name_parts(std::string_view text) {
  return parts(text, {"valid", "registry", "path", "name", "tag", "digest"});
}

std::string reason(std::string_view text) { return parts(text, {"valid", "reason"}); }

const std::string kDigest = "sha256:" + std::string(64, 'a');

}  // namespace

TEST_CASE("image references are taken apart") {
  CHECK(name_parts("nginx") == "valid=true registry=docker.io path=library/nginx name=nginx tag= digest=");
  CHECK(name_parts("nginx:1.25") ==
        "valid=true registry=docker.io path=library/nginx name=nginx tag=1.25 digest=");
  CHECK(name_parts("org/app:v1") == "valid=true registry=docker.io path=org/app name=app tag=v1 digest=");
  CHECK(name_parts("a/b/c") == "valid=true registry=docker.io path=a/b/c name=c tag= digest=");
  CHECK(name_parts("localhost/app") == "valid=true registry=localhost path=app name=app tag= digest=");
  CHECK(name_parts("localhost:5000") ==
        "valid=true registry=docker.io path=library/localhost name=localhost tag=5000 digest=");
  CHECK(name_parts("reg:5000/app:v1") == "valid=true registry=reg:5000 path=app name=app tag=v1 digest=");
  CHECK(name_parts("ghcr.io/o/r@" + kDigest) ==
        "valid=true registry=ghcr.io path=o/r name=r tag= digest=" + kDigest);
  CHECK(name_parts("ghcr.io/o/r:v1@" + kDigest) ==
        "valid=true registry=ghcr.io path=o/r name=r tag=v1 digest=" + kDigest);
  CHECK(name_parts("docker.io/nginx") ==
        "valid=true registry=docker.io path=library/nginx name=nginx tag= digest=");
  CHECK(name_parts("[::1]:5000/app:x") == "valid=true registry=[::1]:5000 path=app name=app tag=x digest=");
  CHECK(parts("reg.example.com:5000/team/app:v1", {"host", "port", "repository", "docker_hub", "ecr"}) ==
        "host=reg.example.com port=5000 repository=reg.example.com:5000/team/app docker_hub=false ecr=false");
}

TEST_CASE("Amazon ECR is known by its host names") {
  const auto ecr = [](std::string_view s) { return parts(s, {"ecr", "public_ecr", "account", "region"}); };
  CHECK(ecr("123456789012.dkr.ecr.eu-west-1.amazonaws.com/app") ==
        "ecr=true public_ecr=false account=123456789012 region=eu-west-1");
  CHECK(ecr("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/app:1") ==
        "ecr=true public_ecr=false account=123456789012 region=eusc-de-east-1");
  CHECK(ecr("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1") ==
        "ecr=true public_ecr=false account=123456789012 region=cn-north-1");
  CHECK(ecr("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/app") ==
        "ecr=true public_ecr=false account=123456789012 region=us-east-1");
  CHECK(ecr("123456789012.dkr-ecr.us-west-2.on.aws/app") ==
        "ecr=true public_ecr=false account=123456789012 region=us-west-2");
  CHECK(ecr("public.ecr.aws/nginx/nginx:latest") == "ecr=false public_ecr=true account= region=");
  CHECK(ecr("nginx") == "ecr=false public_ecr=false account= region=");
  CHECK(ecr("123456789012.dkr.ecr.eu-west-1.example.com/app") ==
        "ecr=false public_ecr=false account= region=");
}

TEST_CASE("what is wrong with an image reference is said in words") {
  for (const char* good : {"a", "a-b", "a--b", "a__b", "a.b/c_d", "reg.io:443/a/b", "x:A_b.c-1"}) {
    CHECK(reason(good) == "valid=true reason=");
  }
  const char* bad[][2] = {
      {"", "empty"},
      {"change me/app:1", "a space"},
      {"Nginx", "capital letters"},
      {"org/App", "capital letters"},
      {"nginx:", "tag after the colon is empty"},
      {"nginx:-x", "tag has"},
      {"nginx@", "no digest"},
      {"nginx@sha256:abc", "digest"},
      {"https://ghcr.io/a/b", "URL scheme"},
      {"a//b", "empty part"},
      {"reg.io/", "no repository"},
      {"a___b", "malformed"},
      {"-a", "malformed"},
      {"reg.io:99999/a", "port"},
      {"reg.io:9x91234/a", "port"},
      {"reg.io:/a", "port"},
      {"-reg.io/a", "host name"},
      {"a^b", "the character ^"},
      {"caf\xC3\xA9", "not printable"},
  };
  for (const auto& row : bad) {
    INFO(row[0]);
    CHECK(reason(row[0]).starts_with("valid=false"));
    CHECK(reason(row[0]).find(row[1]) != std::string::npos);
  }
}

TEST_CASE("parts of a partly known reference that are certain are given") {
  CHECK(name_parts("?:latest") == "valid=? registry=? path=? name=? tag=latest digest=");
  CHECK(name_parts("?/app:latest") == "valid=? registry=? path=? name=app tag=latest digest=");
  CHECK(name_parts("?") == "valid=? registry=? path=? name=? tag=? digest=?");
  CHECK(name_parts("nginx:?") == "valid=? registry=docker.io path=library/nginx name=nginx tag=? digest=?");
  CHECK(name_parts("org/app:v?-x") == "valid=? registry=docker.io path=org/app name=app tag=v?-x digest=");
  CHECK(name_parts("?/app") == "valid=? registry=? path=? name=app tag= digest=");
  CHECK(name_parts("?/app:?") == "valid=? registry=? path=? name=app tag=? digest=?");
  CHECK(name_parts("my.host:?").starts_with("valid=? registry=? path=?"));
  CHECK(name_parts("reg.io/org/?:v1") == "valid=? registry=reg.io path=org/? name=? tag=v1 digest=");
  CHECK(name_parts("?@" + kDigest) == "valid=? registry=? path=? name=? tag=? digest=" + kDigest);
  CHECK(name_parts("?:" + std::string(40, 'a')) ==
        "valid=? registry=? path=? name=? tag=" + std::string(40, 'a') + " digest=?");
  CHECK(name_parts("?app b").starts_with("valid=false"));
}

TEST_CASE("holes in ECR's host name leave it ECR's") {
  const auto ecr = [](std::string_view s) {
    return parts(s, {"ecr", "docker_hub", "account", "region", "path", "tag"});
  };
  CHECK(ecr("?.dkr.ecr.us-east-1.amazonaws.com/app:latest") ==
        "ecr=true docker_hub=false account=? region=us-east-1 path=app tag=latest");
  CHECK(ecr("123456789012.dkr.ecr.?.amazonaws.com/app") ==
        "ecr=true docker_hub=false account=123456789012 region=? path=app tag=");
  CHECK(ecr("?.dkr.ecr.?.?/app:1") == "ecr=true docker_hub=false account=? region=? path=app tag=1");
  CHECK(ecr("?/app:1") == "ecr=? docker_hub=? account=? region=? path=? tag=1");
}

TEST_CASE("words in capitals stand for something") {
  const auto ecr = [](std::string_view s) { return parts(s, {"ecr", "region", "name", "tag"}); };
  CHECK(ecr("ACCOUNT_ID.dkr.ecr.us-east-1.amazonaws.com/app:latest") ==
        "ecr=true region=us-east-1 name=app tag=latest");
  CHECK(ecr("ACCOUNT_ID.dkr.ecr.REGION.amazonaws.com/app").starts_with("ecr=true region="));
  CHECK(ecr("aws_account_id.dkr.ecr.region.amazonaws.com/app:v1").starts_with("ecr=true region="));
  CHECK(reason("aws_account_id.dkr.ecr.region.amazonaws.com/app:v1").find("false") == std::string::npos);
  CHECK(reason("IMAGE_PLACEHOLDER_FRONTEND").find("true") == std::string::npos);
  CHECK(reason("IMAGE_PLACEHOLDER_FRONTEND").find("false") == std::string::npos);
  CHECK(parts("taskflow:IMAGE_TAG", {"valid", "tag"}) == "valid=true tag=IMAGE_TAG");
}
