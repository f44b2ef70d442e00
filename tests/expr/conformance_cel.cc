// SPDX-License-Identifier: Apache-2.0
// conformance-cel PATH…: runs CEL's own tests, as JSON (shared/conformance/cel/README.md has the format),
// against the compiler and evaluator. Prints a line a file and the sum; exit code 1 when a test fails that is
// not on the list of accepted differences below.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "expr/compile.h"
#include "expr/equality.h"
#include "expr/evaluate.h"
#include "expr/lib/time.h"
#include "expr/library.h"

namespace {

using namespace ecslint::expr;
using Json = nlohmann::json;

struct Accepted {
  std::string_view test;  // file/section/name
  std::string_view why;
};
constexpr Accepted kAccepted[] = {
    {"", ""},
};

/// tuple(A, B, C): the abstract type with parameters that two tests of type_deduction declare.
constexpr Function kTestFunctions[] = {
    {"tuple", Style::kGlobal, "A, B, C", "tuple(A, B, C)", nullptr},
};

/// What one test needs, kept together: values live in its arena.
class Case {
 public:
  explicit Case(const Json& test) : test_(test) {}

  /// Empty when the test passes, else what went wrong.
  std::string run() {
    Environment environment(types_, tables());
    if (test_.contains("container")) environment.set_container(test_["container"].get<std::string>());
    environment.set_lenient(test_.value("disable_check", false));
    declare(environment);
    std::vector<CompileError> errors;
    const std::string source = test_["expr"];
    const auto compiled = compile(source, environment, builder_, errors);
    if (!compiled) return expects_error() ? "" : fmt::format("not compiled: {}", errors[0].message);
    if (test_.contains("deduced_type")) {
      const std::string type = types_.to_string(compiled->type);
      if (type != test_["deduced_type"]) return fmt::format("type {}", type);
    }
    if (test_.value("check_only", false)) return "";
    return compare(compiled->program);
  }

 private:
  FunctionTables tables() {
    const FunctionTables standard = standard_library();
    tables_.assign(standard.begin(), standard.end());
    if (test_.value("type_env", Json::object()).contains("tuple")) tables_.emplace_back(kTestFunctions);
    return tables_;
  }

  void declare(Environment& environment) {
    const Json declared = test_.value("type_env", Json::object());
    for (const auto& [name, binding] : test_["bindings"].items()) {
      TypeId type = types::kDyn;
      if (declared.contains(name)) type = types_.parse(declared[name].get<std::string>());
      if (declared.contains(name) && declared[name] == "null_type") type = types::kNull;
      environment.add(name, static_cast<std::uint32_t>(slots_.size()), type);
      slots_.push_back(value(binding));
    }
  }

  bool expects_error() const { return test_.contains("expect") && test_["expect"].contains("error"); }

  std::string compare(const Program& program) {
    RegexCache patterns;
    Evaluator evaluator(builder_.image(), patterns, tables_);
    const Value result = evaluator.evaluate(program, slots_);
    if (result.is_error()) return expects_error() ? "" : fmt::format("error: {}", result.error_message());
    if (expects_error()) return fmt::format("no error, but {}", type_name(result));
    if (same(result, value(test_["expect"]))) return "";
    return fmt::format("got {}{}", type_name(result),
                       result.is_string() ? ": " + std::string(result.as_string()) : "");
  }

  /// Equal with the exact type; NaN is NaN.
  static bool same(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return false;
    if (a.is(Kind::kDouble))
      return a.as_double() == b.as_double() || (std::isnan(a.as_double()) && std::isnan(b.as_double()));
    if (a.is_list()) {
      bool all = a.size() == b.size();
      for (std::uint32_t i = 0; all && i < a.size(); ++i) all = same(a.element(i), b.element(i));
      return all;
    }
    if (!a.is_map()) return is_equal(a, b);
    return map_size(a) == map_size(b) && each_entry(a, [&](const Value& key, const Value& item) {
             const auto other = map_find(b, key);
             return other && same(item, *other);
           });
  }

  Value value(const Json& json) {
    const auto only = json.begin();
    const std::string& kind = only.key();
    const Json& content = only.value();
    if (kind == "bool") return Value::boolean(content.get<bool>());
    if (kind == "int") return Value::integer(std::stoll(content.get<std::string>()));
    if (kind == "uint") return Value::uinteger(std::stoull(content.get<std::string>()));
    if (kind == "double") return Value::number(std::strtod(content.get<std::string>().c_str(), nullptr));
    if (kind == "string") return context_.string(content.get<std::string>());
    if (kind == "bytes") return context_.bytes(base64(content.get<std::string>()));
    if (kind == "type")
      return Value::type(arena_.copy(std::string_view(content.get_ref<const std::string&>())));
    if (kind == "list") return list(content);
    if (kind == "map") return map(content);
    if (kind == "timestamp") return call("timestamp", content.get<std::string>());
    if (kind == "duration") return call("duration", content.get<std::string>());
    return Value::null();
  }

  Value list(const Json& items) {
    std::vector<Value> values;
    for (const Json& item : items) values.push_back(value(item));
    return context_.list(values);
  }

  Value map(const Json& items) {
    std::vector<Entry> entries;
    for (const Json& item : items) entries.push_back({value(item[0]), value(item[1])});
    return context_.map(entries);
  }

  Value call(std::string_view function, const std::string& text) {
    const Value argument = context_.string(text);
    for (const auto& table : standard_library()) {
      for (const Function& row : table) {
        if (row.name == function && row.parameters == "string") return row.call(context_, {&argument, 1});
      }
    }
    return Value::null();
  }

  static std::string base64(const std::string& text) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
      static constexpr std::string_view kDigits =
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
      const auto digit = kDigits.find(c);
      if (digit == std::string_view::npos) break;
      bits = bits << 6 | static_cast<std::uint32_t>(digit);
      if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 0xFF);
    }
    return out;
  }

  const Json& test_;
  TypeTable types_;
  std::vector<std::span<const Function>> tables_;
  ecslint::text::ImageBuilder builder_;
  ecslint::doc::Arena arena_;
  RegexCache patterns_;
  Context context_{ecslint::text::Image(), patterns_};
  std::vector<Value> slots_;
};

struct Sum {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
};

bool is_accepted(const std::string& name) {
  return std::any_of(std::begin(kAccepted), std::end(kAccepted),
                     [&](const Accepted& a) { return a.test == name; });
}

Sum run_file(const std::filesystem::path& path) {
  Sum sum;
  std::ifstream in(path);
  const Json tests = Json::parse(in, nullptr, false);
  if (!tests.is_array()) {
    fmt::print("{}: not a file of tests\n", path.string());
    return {0, 1, 0};
  }
  for (const Json& test : tests) {
    const std::string name = fmt::format("{}/{}/{}", path.stem().string(), test["section"].get<std::string>(),
                                         test["name"].get<std::string>());
    const std::string wrong = Case(test).run();
    const bool accepted = !wrong.empty() && is_accepted(name);
    ++(wrong.empty() ? sum.passed : accepted ? sum.skipped : sum.failed);
    if (!wrong.empty() && !accepted) {
      fmt::print("  FAILED {}: {}\n    {}\n", name, test["expr"].get<std::string>(), wrong);
    }
  }
  fmt::print("{}: {} passed, {} failed, {} skipped\n", path.filename().string(), sum.passed, sum.failed,
             sum.skipped);
  return sum;
}

std::vector<std::filesystem::path> files_of(int count, char** arguments) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < count; ++i) {
    if (!std::filesystem::is_directory(arguments[i])) {
      files.emplace_back(arguments[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "usage: conformance-cel PATH…\n");
    return 2;
  }
  Sum total;
  for (const auto& file : files_of(count, arguments)) {
    const Sum sum = run_file(file);
    total.passed += sum.passed;
    total.failed += sum.failed;
    total.skipped += sum.skipped;
  }
  fmt::print("{} passed, {} failed, {} skipped\n", total.passed, total.failed, total.skipped);
  return total.failed > 0 ? 1 : 0;
}
