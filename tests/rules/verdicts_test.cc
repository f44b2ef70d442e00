// SPDX-License-Identifier: Apache-2.0
// Which resources are taken for alike, and what is remembered of them.
#include "rules/verdicts.h"

#include "rules/rule_harness.h"

using namespace ecslint;
using rules::Fingerprint;
using rules::Likeness;
using rules::Verdicts;

namespace {

const rules::FingerprintKey kKey = rules::new_fingerprint_key();

/// A document, and what is told of it.
class Told {
 public:
  explicit Told(const std::string& json, bool sound = true) : document_(text::Source("a.json", json)) {
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(document_, findings);
    REQUIRE(document_.roots().size() == 1);
    resource_.node = resource_.written = &document_.roots().front();
    resource_.document = &document_;
    likeness_.read({&project_, &resource_, &results_, sound});
    known_ = likeness_.known();
    if (known_) whole_ = likeness_.of_resource();
  }

  bool known() const { return known_; }
  Likeness::Like whole() const { return whole_; }
  Likeness::Like of(std::string_view array, std::size_t i) { return likeness_.of_element(element(array, i)); }
  Likeness::Like whole_of(std::string_view array, std::size_t i) {
    return likeness_.of_whole(element(array, i));
  }
  Fingerprint with_images(std::size_t i) {
    return likeness_.with_values(of("containerDefinitions", i).rest, image_,
                                 element("containerDefinitions", i));
  }
  bool tells_all(std::uint32_t bits) { return likeness_.with_values(whole_.rest, bits), likeness_.known(); }
  Fingerprint with_all_images() { return likeness_.with_values(whole_.rest, image_); }
  bool repeat(std::uint32_t values) const { return likeness_.repeat(values); }

 private:
  const doc::Node& element(std::string_view array, std::size_t i) const {
    return resource_.node->find(array)->elements()[i];
  }
  /// The bit of images.
  static std::uint32_t image_bit() {
    const auto values = rules::varying_values(rules::varying_kinds()[0].parts);
    const auto image = std::ranges::find(values, "image", &rules::Varying::name);
    return std::uint32_t{1} << (image - values.begin());
  }

  const std::uint32_t image_ = image_bit();
  doc::Document document_;
  model::Project project_;
  model::Resource resource_;
  rules::Results results_;
  Likeness likeness_{kKey};
  bool known_ = false;
  Likeness::Like whole_;
};

std::string task(const std::string& container, const std::string& rest = "") {
  return "{\"family\": \"f\"" + rest + ", \"containerDefinitions\": [" + container + "]}";
}

bool alike(const std::string& a, const std::string& b) {
  const Told one(a);
  const Told other(b);
  REQUIRE(one.known());
  REQUIRE(other.known());
  return one.whole().rest == other.whole().rest;
}

bool alike_containers(const std::string& a, const std::string& b) { return alike(task(a), task(b)); }

}  // namespace

TEST_CASE("resources are alike whose values differ only where they vary") {
  CHECK(alike_containers(R"({"name": "a", "image": "i"})", R"({"name": "bb", "image": "j:1"})"));
  CHECK(alike_containers(R"({"image": "i"})", "{\n  \"image\":\t\"i\" }"));
  CHECK(alike_containers(R"({"secrets": [{"name": "a", "valueFrom": "b"}]})", R"({"secrets": [{"x": 1}]})"));
  CHECK(alike(task("{}", R"(, "taskRoleArn": "r")"), task("{}", R"(, "taskRoleArn": "s")")));
  const std::string log = R"({"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": )";
  CHECK(alike_containers(log + R"("a", "mode": "x"}}})", log + R"("b", "mode": "x"}}})"));
  CHECK_FALSE(alike_containers(log + R"("a", "mode": "x"}}})", log + R"("a", "mode": "y"}}})"));
}

TEST_CASE("what else differs makes them different") {
  const char* const containers[] = {
      R"({})",
      R"({"user": "1"})",
      R"({"user": "10"})",
      R"({"user": 1})",
      R"({"user": true})",
      R"({"user": null})",
      R"({"user": 1.5})",
      R"({"user": []})",
      R"({"user": ["1"]})",
      R"({"user": [["1"]]})",
      R"({"user": {}})",
      R"({"user": {"1": "1"}})",
      R"({"user": "a text of more than sixteen bytes, so that it takes several steps"})",
      R"({"user": "a text of more than sixteen bytes, so that it takes several stepS"})",
      R"({"user": "A text of more than sixteen bytes, so that it takes several steps"})",
      R"({"image": "i"})",
      R"({"image": ""})",
      R"({"image": "i", "name": "n"})",
      R"({"name": "n", "image": "i"})",
      R"({"secrets": []})",
      R"({"secrets": [1]})",
      R"({}, {})",
      R"({"user": "1"}, {})",
      R"({}, {"user": "1"})",
  };
  for (const char* a : containers) {
    for (const char* b : containers) {
      INFO(a << " and " << b);
      CHECK(alike_containers(a, b) == (a == b));
    }
  }
  CHECK_FALSE(alike(task("{}", R"(, "cpu": "256")"), task("{}", R"(, "cpu": "512")")));
}

TEST_CASE("an element is known with the resource it stands in, not with its neighbours") {
  Told a(task(R"({"user": "1", "image": "i"}, {"user": "2"})", R"(, "volumes": [{"name": "v"}])"));
  Told b(task(R"({"user": "1", "image": "j"})", R"(, "volumes": [{"name": "w"}])"));
  Told c(task(R"({"user": "3"}, {"user": "1", "image": "j"})", R"(, "volumes": [{"name": "v"}])"));
  const auto of = [](Told& told, std::size_t i) { return told.of("containerDefinitions", i).rest; };
  CHECK(of(a, 0) == of(c, 1));
  CHECK_FALSE(of(a, 0) == of(b, 0));  // another volume
  CHECK_FALSE(of(a, 0) == of(a, 1));
  CHECK(a.of("volumes", 0).rest == c.of("volumes", 0).rest);
  CHECK_FALSE(a.of("volumes", 0).rest == b.of("volumes", 0).rest);
  CHECK(a.of("containerDefinitions", 0).values != a.of("containerDefinitions", 1).values);
}

TEST_CASE("what is not resolved differs by all that is known of it, where it varies by what it can be") {
  CHECK(alike_containers(R"({"user": "${A}"})", R"({"user": "${A}"})"));
  CHECK_FALSE(alike_containers(R"({"user": "${A}"})", R"({"user": "${B}"})"));
  CHECK_FALSE(alike_containers(R"({"user": "${A}1"})", R"({"user": "${A}2"})"));
  CHECK_FALSE(alike_containers(R"({"user": "a"})", R"({"user": "${A}"})"));
  CHECK(alike_containers(R"({"image": "${A}"})", R"({"image": "${B}"})"));
  CHECK(alike_containers(R"({"image": "a:${A}"})", R"({"image": "${B}b"})"));
  CHECK_FALSE(alike_containers(R"({"image": "${A}"})", R"({"image": "${A}:1"})"));
  CHECK_FALSE(alike_containers(R"({"image": "a"})", R"({"image": "${A}"})"));
}

TEST_CASE("values that repeat are compared for rules that read them") {
  const std::string tail = R"(, {"image": "j", "user": "1"})";
  Told a(task(R"({"name": "a", "image": "i"})" + tail));
  Told b(task(R"({"name": "b", "image": "i"})" + tail));
  Told c(task(R"({"name": "a", "image": "k"})" + tail));
  Told d(task(R"({"name": "a", "image": "${I}"})" + tail));
  CHECK(a.with_images(0) == b.with_images(0));
  CHECK_FALSE(a.with_images(0) == c.with_images(0));
  CHECK_FALSE(a.with_images(0) == d.with_images(0));
  CHECK(a.with_images(1) == c.with_images(1));
  CHECK(a.with_all_images() == b.with_all_images());
  CHECK_FALSE(a.with_all_images() == c.with_all_images());
  CHECK_FALSE(a.whole_of("containerDefinitions", 0).rest == a.whole_of("containerDefinitions", 1).rest);
  CHECK(a.whole_of("containerDefinitions", 1).rest == c.whole_of("containerDefinitions", 1).rest);
  const auto values = rules::varying_values(rules::varying_kinds()[0].parts);
  CHECK(values.size() < 30);  // bits beside those of Reads
  for (std::size_t i = 0; i < values.size(); ++i) CHECK(a.repeat(1u << i) == values[i]->repeats);
}

TEST_CASE("of values that are too large nothing is told") {
  std::string command;
  for (int i = 0; i < 100; ++i) command += (i == 0 ? "\"" : ", \"") + std::string(1000, 'x') + "\"";
  Told told(task("{\"image\": \"i\", \"command\": [" + command + "]}"));
  REQUIRE(told.known());
  const auto values = rules::varying_values(rules::varying_kinds()[0].parts);
  const auto bit = [&](std::string_view name) {
    return std::uint32_t{1} << (std::ranges::find(values, name, &rules::Varying::name) - values.begin());
  };
  CHECK(told.tells_all(bit("image")));
  CHECK_FALSE(told.tells_all(bit("command")));
}

TEST_CASE("links are the same that lead to the same resources") {
  model::Resource one;
  model::Resource other;
  using State = model::Link::State;
  const auto print = [](const model::Link& link) {
    Likeness likeness(kKey);
    Fingerprint out;
    likeness.add_link(out, link);
    return out;
  };
  const model::Link links[] = {{},
                               {.state = State::kAbsent},
                               {.state = State::kFound, .targets = {&one}},
                               {.state = State::kFound, .targets = {&other}},
                               {.state = State::kFound, .targets = {&one, &other}},
                               {.state = State::kFound, .targets = {&one}, .complete = true},
                               {.state = State::kFound, .targets = {&one}, .missing = 1}};
  for (const model::Link& a : links) {
    for (const model::Link& b : links) CHECK((print(a) == print(b)) == (&a == &b));
  }
}

TEST_CASE("rules are remembered by what they read, as long as it pays") {
  std::vector<rules::JudgeRecord> judges(5);
  judges[0].reads.alone = 0;
  judges[1].reads.alone = 1;
  judges[2].reads.alone = 2;
  judges[3].reads.alone = rules::Reads::kMore;
  judges[4].reads.alone = rules::Reads::kWhole | 1;
  rules::Memory memory(judges, 1, &rules::Reads::alone);
  CHECK(memory.reading_none_of(0) == rules::Bits{0b00111});
  CHECK(memory.reading_none_of(2) == rules::Bits{0b00011});
  CHECK(memory.reading_none_of(3) == rules::Bits{0b00001});
  REQUIRE(memory.readers().size() == 3);
  rules::Readers& useful = *memory.readers()[0];
  rules::Readers& useless = *memory.readers()[1];
  useful.asked = useless.asked = rules::Readers::kTries;
  useful.saved = rules::Readers::kTries + 1;
  REQUIRE(memory.readers().size() == 2);
  CHECK(memory.readers()[0]->rules == std::vector<std::uint32_t>{1});
  CHECK(memory.readers()[1]->rules == std::vector<std::uint32_t>{4});
}

TEST_CASE("of what cannot be compared nothing is told") {
  CHECK_FALSE(Told(task("{}"), false).known());
  CHECK(Told(task(R"({"environment": [{"name": "a", "value": "${VALUE}"}]})")).known());
  std::string many;
  for (int i = 0; i < 2000; ++i) many += (i == 0 ? "" : ",") + std::to_string(i);
  CHECK_FALSE(Told(task("{\"user\": [" + many + "]}")).known());
  CHECK_FALSE(Told(task("{\"environment\": [" + many + "]}")).known());
  CHECK_FALSE(Told(task("{\"image\": \"" + std::string(30'000, 'x') + "\"}")).known());
  CHECK_FALSE(Told(task("{}", ", \"volumes\": [" + many.substr(0, 99) + "]")).known());
}

TEST_CASE("what was said is found again until there is too much of it") {
  Verdicts verdicts(2);
  const auto like = [](std::uint64_t i) { return Fingerprint{i * 0x9E3779B97F4A7C15ull + 1, i}; };
  CHECK(verdicts.find(like(1)).steady == nullptr);
  for (std::uint64_t i = 0; i < 4000; ++i) {
    const rules::Bits steady = {i, i + 1};
    const rules::Bits open = {i + 2, i + 3};
    const rules::Bits open_too = {i + 4, i + 5};
    verdicts.keep(like(i), {steady.data(), open.data(), open_too.data()});
  }
  for (std::uint64_t i = 0; i < 4000; ++i) {
    const auto said = verdicts.find(like(i));
    REQUIRE(said.steady != nullptr);
    CHECK((said.steady[0] == i && said.steady[1] == i + 1 && said.open[0] == i + 2 && said.open[1] == i + 3 &&
           said.open_too[0] == i + 4 && said.open_too[1] == i + 5));
  }
  const rules::Bits none = {0, 0};
  for (std::uint64_t i = 4000; i < 20000; ++i)
    verdicts.keep(like(i), {none.data(), none.data(), none.data()});
  CHECK(verdicts.find(like(1)).steady == nullptr);
  CHECK(verdicts.find(like(19999)).steady != nullptr);
}

TEST_CASE("items of one list are alike but for their values") {
  const auto of = [](std::uint32_t list, const std::string& item) {
    doc::Document document(text::Source("a.json", task("{\"environment\": [" + item + "]}")));
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(document, findings);
    model::Project project;
    model::Resource resource;
    resource.node = resource.written = &document.roots().front();
    resource.document = &document;
    rules::Results results;
    Likeness likeness(kKey);
    likeness.read({&project, &resource, &results, true, true});
    const auto& container = resource.node->find("containerDefinitions")->elements()[0];
    return likeness.of_item(list, container.find("environment")->elements()[0]);
  };
  const auto a = of(1, R"({"name": "A", "value": "x"})");
  REQUIRE(a);
  CHECK(a == of(1, R"({ "name": "A",  "value": "yy"})"));
  CHECK(a != of(1, R"({"name": "A", "value": ""})"));
  CHECK(a != of(1, R"({"name": "A", "valueFrom": "x"})"));
  CHECK(a != of(1, R"({"name": "A"})"));
  CHECK(a != of(1, R"({"name": "B", "value": "x"})"));
  CHECK(a != of(2, R"({"name": "A", "value": "x"})"));
  CHECK(of(1, R"({"hostPort": 1})") != of(1, R"({"hostPort": 2})"));
  CHECK(of(1, R"({"hostPort": 1})") != of(1, R"({"containerPort": 1})"));
  CHECK(of(1, R"({"name": "${A}", "value": "x"})") != of(1, R"({"name": "${B}", "value": "x"})"));
  CHECK(of(1, R"({"name": "A", "value": "${A}"})") == of(1, R"({"name": "A", "value": "${B}"})"));
  CHECK_FALSE(of(1, R"("A")"));
}
