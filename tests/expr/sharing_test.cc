// SPDX-License-Identifier: Apache-2.0
#include "expr/sharing.h"

#include <algorithm>

#include "expr/fixture.h"

using namespace ecslint;
using namespace ecslint::expr;

namespace {

constexpr const char* kDocument = R"({
  "c": {"name": "web", "cpu": 256, "ports": [{"port": 80}, {"port": 443, "tls": true}], "image": ${IMAGE}, "gone": null},
  "facts": {"names": ["db", "web"], "sizes": {"256": [512], "512": [1024]}, "mixed": [1, "a", null, true, 2.5]},
  "items": [1, 2, 3, 2]
})";

constexpr const char* kExpressions[] = {
    "c.name == \"web\" && c.cpu > 100",
    "c.cpu > 100 || c.name == \"web\"",
    "!(c.cpu > 100)",
    "has(c.user) ? c.user : c.name + \"!\"",
    "has(c.ports) && c.ports.exists(p, p.port == 443)",
    "c.ports.exists(q, q.port == 443) ? 1 : 2",
    "c.ports.all(p, c.ports.exists(q, q.port == p.port))",
    "c.ports.map(p, c.ports.filter(q, q.port >= p.port).size())",
    "items.map(i, items.filter(j, j == i).size())",
    "items.exists(i, i == 9) || c.ports.exists(p, has(p.tls) && p.tls)",
    "c.?user.orValue(\"nobody\") + c.?name.orValue(\"nobody\")",
    "c.image == \"x\"",
    "c.image == \"x\" || c.cpu > 100",
    "c.user == \"x\"",
    "c.user == \"x\" || c.cpu > 100",
    "1 / (c.cpu - 256)",
    "c.name in facts.names",
    "c.user in facts.names",
    "c.image in facts.names",
    "c.name in facts.sizes",
    "string(c.cpu) in facts.sizes",
    "1.0 in facts.mixed && null in facts.mixed && 2.5 in facts.mixed && !(2 in facts.mixed)",
    "facts.sizes[string(c.cpu)][0] > c.cpu * 2",
    "cel.bind(x, c.cpu * 2, x + x)",
    "cel.bind(y, c.cpu * 2, y * y)",
    "c.cpu in [128, 256]",
    "c.cpu in [256, 128]",
    "items.transformList(i, e, i * e)",
    "items.transformList(k, v, k * v) == [0, 2, 6, 6]",
    "size(c.name) > 2 && size(items) > 2",
    "c.name.matches(\"^w\")",
    "{\"a\": c.cpu * 2}.a == [c.cpu * 2][0]",
};

class Shared {
 public:
  Shared() : fixture_(kDocument) {
    for (const char* expression : kExpressions) programs_.push_back(fixture_.program(expression));
    const text::Image image = fixture_.builder().image();
    const auto names = [this](std::uint32_t slot) {
      const doc::Node* fact = slot == 1 ? fixture_.slots()[1].node() : nullptr;
      return Sharing::Name{.identity = std::to_string(slot), .numbered = slot == 0, .fact = fact};
    };
    for (const Program& program : programs_) sharing_.add(program, image, names);
    sharing_.settle();
    for (std::size_t i = 0; i < programs_.size(); ++i) written_.push_back(sharing_.write(i, to_));
  }

  std::string plain(std::size_t i) {
    RegexCache patterns;
    Evaluator evaluator(fixture_.builder().image(), patterns, standard_library());
    return Fixture::show(evaluator, evaluator.evaluate(programs_[i], fixture_.slots()));
  }

  /// All of them with one evaluator.
  std::vector<std::string> shared(bool looked_up, bool backwards) {
    RegexCache patterns;
    Evaluator evaluator(to_.image(), patterns, standard_library());
    const auto properties = table(looked_up);
    evaluator.share(sharing_.cells(), properties.data());
    std::vector<std::string> out(written_.size());
    for (std::size_t k = 0; k < written_.size(); ++k) {
      const std::size_t i = backwards ? written_.size() - 1 - k : k;
      out[i] = Fixture::show(evaluator, evaluator.evaluate(written_[i], fixture_.slots()));
    }
    return out;
  }

  std::vector<const doc::Node*> table(bool looked_up) {
    std::vector<const doc::Node*> out;
    for (const Sharing::Property& property : sharing_.properties()) {
      const doc::Node* found = fixture_.slots()[property.slot].node()->find(property.name);
      out.push_back(looked_up ? nullptr : found == nullptr ? &Evaluator::kAbsent : found);
    }
    return out;
  }

  bool has(std::size_t i, Code code) const {
    const auto ops = to_.image()[written_[i].ops];
    return std::any_of(ops.begin(), ops.end(), [&](const Op& op) { return op.code == code; });
  }

  Fixture fixture_;
  Sharing sharing_;
  text::ImageBuilder to_;
  std::vector<Program> programs_;
  std::vector<Program> written_;
};

}  // namespace

TEST_CASE("programs that share parts give what they gave alone") {
  Shared shared;
  for (const bool looked_up : {true, false}) {
    for (const bool backwards : {true, false}) {
      const auto got = shared.shared(looked_up, backwards);
      for (std::size_t i = 0; i < got.size(); ++i) {
        INFO(kExpressions[i]);
        CHECK(got[i] == shared.plain(i));
      }
    }
  }
}

TEST_CASE("equal parts have a cell, whatever the variables of their macros are called") {
  Shared shared;
  CHECK(shared.sharing_.cells() > 5);
  CHECK(shared.has(0, Code::kShared));   // c.cpu > 100
  CHECK(shared.has(4, Code::kShared));   // the same with p …
  CHECK(shared.has(5, Code::kShared));   // … and with q
  CHECK(shared.has(23, Code::kShared));  // c.cpu * 2
  CHECK_FALSE(shared.has(30, Code::kShared));
  CHECK(shared.sharing_.part(4) != shared.sharing_.part(5));
}

TEST_CASE("lists and keys of facts become sets") {
  Shared shared;
  for (const std::size_t i : {16, 17, 18, 19, 20, 21}) {
    INFO(kExpressions[i]);
    CHECK(shared.has(i, Code::kInSet));
    CHECK_FALSE(shared.has(i, Code::kIn));
    CHECK(shared.sharing_.slots(i).count(1) == 0);
  }
  CHECK(shared.sharing_.slots(22).count(1) == 1);
}

TEST_CASE("a cell is good until its scope is forgotten") {
  Shared shared;
  RegexCache patterns;
  Evaluator evaluator(shared.to_.image(), patterns, standard_library());
  const auto properties = shared.table(true);
  evaluator.share(shared.sharing_.cells(), properties.data());
  const auto ask = [&](std::size_t i) {
    return Fixture::show(evaluator, evaluator.evaluate(shared.written_[i], shared.fixture_.slots()));
  };
  CHECK(ask(2) == "false");
  Fixture other(R"({"c": {"cpu": 50}})");
  shared.fixture_.slots()[0] = other.slots()[0];
  CHECK(ask(2) == "false");
  evaluator.forget(1);
  CHECK(ask(2) == "false");
  evaluator.forget(0);
  CHECK(ask(2) == "true");
}
