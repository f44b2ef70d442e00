// SPDX-License-Identifier: Apache-2.0
// Container image references, [registry[:port]/]path[:tag][@digest], by the grammar that Docker and
// containerd use, with what Amazon ECR's host names say. Works on text with holes (masked_text.h): a part
// that a hole leaves open is nullopt, a part that has a hole inside contains it.
//
// A hole may stand for any text, with two exceptions that keep the answers useful: the reference as a whole
// is taken to be well-formed once deployed, and a hole inside a host name that is known to be ECR's has no
// slash.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ecslint::rules {

struct ImageReference {
  using Part = std::optional<std::string_view>;
  using Tri = std::optional<bool>;

  Tri valid;
  std::string reason;  // what is wrong when it is not valid
  Part registry;       // host[:port]; "docker.io" when none is written
  Part host;
  std::optional<int> port;  // 0 when none is written
  Part repository;          // as written, without tag and digest
  Part path;                // of the repository within its registry, as written ("nginx", "team/app")
  bool official = false;    // path is an official image of Docker Hub, whose full path is library/<path>
  Part name;                // the last component of the path
  Part tag;                 // "" when none is written
  Part digest;              // sha256:…, "" when none is written
  Tri ecr;                  // a private repository of Amazon ECR
  Tri public_ecr;
  Tri docker_hub;
  Part account;  // of ecr, else ""
  Part region;
};

/// `text` with '\x01' for holes; the result has views of it.
ImageReference parse_image_reference(std::string_view text);

}  // namespace ecslint::rules
