// SPDX-License-Identifier: Apache-2.0
#include "doc/placeholder.h"

#include <catch2/catch.hpp>
#include <string>

using namespace ecslint::doc;

namespace {

/// The text with every hole between « and ».
std::string marked(std::string_view text) {
  std::string out;
  PlaceholderFinder finder(text);
  std::size_t done = 0;
  for (Hole hole; finder.next(hole); done = hole.begin + hole.size) {
    out.append(text.substr(done, hole.begin - done)).append("«");
    out.append(text.substr(hole.begin, hole.size)).append("»");
  }
  return out.append(text.substr(done));
}

}  // namespace

TEST_CASE("placeholders inside strings") {
  struct Row {
    std::string_view text;
    std::string_view want;
  };
  const Row rows[] = {
      {"", ""},
      {"nginx:latest", "nginx:latest"},
      {"${IMAGE}", "«${IMAGE}»"},
      {"arn:aws:iam::${AWS_ACCOUNT_ID}:role/x", "arn:aws:iam::«${AWS_ACCOUNT_ID}»:role/x"},
      {"${project}-${env}-nginx", "«${project}»-«${env}»-nginx"},
      {"${jsonencode({a = {b = 1}})}", "«${jsonencode({a = {b = 1}})}»"},
      {"${VAR:-default}", "«${VAR:-default}»"},
      {"${}", "${}"},
      {"${open", "${open"},
      {"$${VAR}", "$${VAR}"},
      {"$REPOSITORY_URI/$IMAGE_REPO_NAME", "«$REPOSITORY_URI»/«$IMAGE_REPO_NAME»"},
      {"$Latest $Default pa$sword cost$ $", "$Latest $Default pa$sword cost$ $"},
      {"$(IMAGE_TAG) $(date +%s)", "«$(IMAGE_TAG)» $(date +%s)"},
      {"{{ must_env `TAG` }}", "«{{ must_env `TAG` }}»"},
      {"a:{{docker_tag}}-{{.X}}", "a:«{{docker_tag}}»-«{{.X}}»"},
      {"{{{raw}}}", "«{{{raw}}}»"},
      {"{{ unclosed", "{{ unclosed"},
      {R"({{"a":1}})", R"({{"a":1}})"},
      {R"({"a":{"b":{}}})", R"({"a":{"b":{}}})"},
      {"{% if x %}a{% endif %}", "«{% if x %}»a«{% endif %}»"},
      {"%{ if x }a%{ endif }", "«%{ if x }»a«%{ endif }»"},
      {"curl -w %{http_code} localhost", "curl -w %{http_code} localhost"},
      {"<IMAGE1_NAME>", "«<IMAGE1_NAME>»"},
      {"<+input>:<+pipeline.sequenceId>", "«<+input>»:«<+pipeline.sequenceId>»"},
      {"<+<+service.name>.tag>-x", "«<+<+service.name>.tag>»-x"},
      {"<+ a> <+1> <+a", "<+ a> <+1> <+a"},
      {"<%= image %>:<%=tag%>", "«<%= image %>»:«<%=tag%>»"},
      {"<%= image", "<%= image"},
      {"<REPLACE: the ARN, e.g. arn:aws:iam::<ACCOUNT_ID>:role/x>",
       "«<REPLACE: the ARN, e.g. arn:aws:iam::<ACCOUNT_ID>:role/x>»"},
      {"<a href=x>y</a>", "<a href=x>y</a>"},
      {"%ECR_IMAGE:%IMAGE_TAG", "«%ECR_IMAGE»:«%IMAGE_TAG»"},
      {"date +%Y_%M 100%OFF %D_ %LOCAL", "date +%Y_%M 100%OFF %D_ %LOCAL"},
      {"<<VERSION>>", "«<<VERSION>>»"},
      {"<account_id>.dkr.ecr.eu-west-1.amazonaws.com/a:latest",
       "«<account_id>».dkr.ecr.eu-west-1.amazonaws.com/a:latest"},
      {"arn:aws:iam::<your account id>:role/<your-role>",
       "arn:aws:iam::«<your account id>»:role/«<your-role>»"},
      {"a < b && c > d", "a < b && c > d"},
      {"cmd 2>&1 <in.txt >out", "cmd 2>&1 <in.txt >out"},
      {"<html> <head> <title>Hi</title>", "<html> <head> <title>Hi</title>"},
      {"__TASK_CPU__", "«__TASK_CPU__»"},
      {"app-__BUILD_ID__-x", "app-«__BUILD_ID__»-x"},
      {"python -c __main__ __init__", "python -c __main__ __init__"},
      {"LOGGING__LOGLEVEL__DEFAULT", "LOGGING__LOGLEVEL__DEFAULT"},
      {"#{IMAGE}#", "«#{IMAGE}#»"},
      {"#{Octopus.Tag}", "«#{Octopus.Tag}»"},
      {"@VERSION@ @@ARN@@", "«@VERSION@» «@@ARN@@»"},
      {"me@example.com @scope/pkg a@sha256:00", "me@example.com @scope/pkg a@sha256:00"},
      {"postgres://u:P@SS@host", "postgres://u:P@SS@host"},
      {"%IMAGE% %H:%M:%S %2F%3A", "«%IMAGE%» %H:%M:%S %2F%3A"},
      {"{ACCOUNT_ID} {your-environment-id}.x {print}", "«{ACCOUNT_ID}» «{your-environment-id}».x {print}"},
      {"YOUR_ACCOUNT_ID REPLACE_ME", "YOUR_ACCOUNT_ID REPLACE_ME"},
  };
  for (const Row& row : rows) CHECK(marked(row.text) == row.want);
}

TEST_CASE("a text without a trigger has no placeholder") {
  for (const std::string_view text : {"", "nginx:latest", "a_b", "SETTING_0", "_", "a:b/c@"}) {
    INFO(text);
    CHECK(may_have_placeholder(text) == (text.find('@') != std::string_view::npos));
    CHECK_FALSE(has_placeholder(text));
  }
  for (const std::string_view text :
       {"${A}", "$IMAGE", "a-{{ b }}", "<NAME>", "__NAME__", "#{A}", "%IMAGE%", "@VERSION@"}) {
    INFO(text);
    CHECK(may_have_placeholder(text));
    CHECK(has_placeholder(text));
  }
}

TEST_CASE("a trigger is seen wherever it stands in a text of any length") {
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      for (const char trigger : {'$', '<', '{', '#', '%', '@'}) {
        text[at] = trigger;
        REQUIRE(may_have_placeholder(text));
      }
      text[at] = '_';
      REQUIRE_FALSE(may_have_placeholder(text));
      if (at + 1 == size) continue;
      text[at + 1] = '_';
      REQUIRE(may_have_placeholder(text));
    }
  }
}

TEST_CASE("placeholders where an unquoted value may stand") {
  struct Row {
    std::string_view text;
    std::size_t want;
  };
  const Row rows[] = {
      {"${port},", 7},   {"$port,", 5},        {"$CONTAINER_PORT,", 15},
      {"<PORT>,", 6},    {"{{ port }}\n", 10}, {"__port__,", 8},
      {"@VERSION@,", 9}, {"%port%,", 6},       {"#{port}#,", 8},
      {"{\"a\": 1}", 0}, {"{{\"a\": 1}}", 0},  {"<.>", 0},
      {"${a\n}", 0},     {"{{ a\n }}", 0},     {"{PORT}", 0},
      {"port", 0},       {"%{ if a }1", 9},    {"${f(\"x\")}1", 9},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(bare_placeholder(row.text) == row.want);
  }
}

TEST_CASE("directives of template languages") {
  struct Row {
    std::string_view text;
    Directive kind;
  };
  const Row rows[] = {
      {"{{ if .A }}", Directive::kOpen},
      {"{{- range .B -}}", Directive::kOpen},
      {"{{- else }}", Directive::kMiddle},
      {"{{ end }}", Directive::kClose},
      {"{{#if x}}", Directive::kOpen},
      {"{{/if}}", Directive::kClose},
      {"{{/* note */}}", Directive::kOther},
      {"{{ $x := 1 }}", Directive::kOther},
      {"{{ value }}", Directive::kNone},
      {"{% for a in b %}", Directive::kOpen},
      {"{%- endfor %}", Directive::kClose},
      {"{% set a = 1 %}", Directive::kOther},
      {"{# note #}", Directive::kOther},
      {"%{ if port > 0 }", Directive::kOpen},
      {"%{~ else ~}", Directive::kMiddle},
      {"%{ endif }", Directive::kClose},
      {"{ }", Directive::kNone},
      {"${if}", Directive::kNone},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(directive_at(row.text).kind == row.kind);
  }
  CHECK(directive_at("{{ end }} x").size == 9);
}

TEST_CASE("a partly known string keeps its pieces and its reason") {
  Arena arena;
  CHECK(partly_known(arena, "nginx:latest") == nullptr);
  const Unresolved* why = partly_known(arena, "${ACCOUNT}.dkr.ecr/app:latest");
  REQUIRE(why != nullptr);
  CHECK(why->reason == "placeholder ${ACCOUNT}");
  CHECK(why->spelling == "${ACCOUNT}.dkr.ecr/app:latest");
  REQUIRE(why->pieces.size() == 2);
  CHECK_FALSE(why->pieces[0].known);
  CHECK(why->pieces[1].known);
  CHECK(why->pieces[1].text == ".dkr.ecr/app:latest");
}

TEST_CASE("a whole text in any case is a hole, a part of one only in capitals") {
  for (const char* text : {"$image", "%image%", "@image@", "$Image"}) CHECK(has_placeholder(text));
  for (const char* text : {"echo $image", "__proto__", "5 %image% 6"}) CHECK_FALSE(has_placeholder(text));
}

TEST_CASE("what a tool fills is told from what is wrong") {
  for (const char* open :
       {"[CPU]", "[[cpu]]", "((cpu))", "#CPU#", "{cpu}", "app-$env", "app-[env]", "[project]-api",
        "#ENV#-app", "***", "TASK_CPU", "REPLACE-ME", "TBD", "XXX", "Cpu", "__cpu__-x"}) {
    INFO(open);
    CHECK(is_left_open(open, "cpu"));
  }
  for (const char* wrong :
       {"abc", "256m", "a b", "a/b", "AWSVPC", "NAT", "", "[1]", "a_b", "a__b__c", "$", "5%"}) {
    INFO(wrong);
    CHECK_FALSE(is_left_open(wrong, "cpu"));
  }
  CHECK(is_left_open("NETWORK_MODE", "networkMode"));
  CHECK_FALSE(is_left_open("NETWORKMODE", "mode"));
}

TEST_CASE("looking for placeholders is linear") {
  for (const char* unit : {"${", "{{", "{{a", "{%", "#{", "<a", "__A", "@A", "%AB", "{A_", "$(", "${a{"}) {
    std::string text;
    while (text.size() < 400'000) text += unit;
    CHECK_FALSE(has_placeholder(text + " "));
  }
}
