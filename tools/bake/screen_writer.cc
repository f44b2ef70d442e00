// SPDX-License-Identifier: Apache-2.0
#include "screen_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "function_writer.h"
#include "rules/screen.h"

namespace ecslint::bake {
namespace {

using rules::AskRecord;
using rules::ConditionRecord;
using rules::JudgeRecord;

constexpr std::string_view kHead =
    "// Written by ecslint-bake.\n"
    "#include <bit>\n"
    "#include \"rules/screen.h\"\n"
    "namespace ecslint::rules::screens {\n"
    "using namespace std::string_view_literals;\n"
    "using namespace screen;\n";
constexpr std::string_view kTail = "}  // namespace ecslint::rules::screens\n";

class SubjectWriter {
 public:
  SubjectWriter(const rules::Pack& pack, std::size_t subject, ScreenSources& out)
      : pack_(pack),
        image_(pack.image()),
        subject_(subject),
        record_(image_[pack.header().subjects][subject]),
        judges_(image_[record_.judges]),
        conditions_(image_[record_.conditions]),
        out_(out) {
    const auto variables = rules::subjects()[subject].variables;
    for (std::size_t slot = 0; slot < variables.size(); ++slot) {
      if (is_link(variables[slot])) links_ |= 1U << slot;
    }
  }

  /// Appends the functions one by one.
  void write(std::vector<std::string>& functions) {
    functions_ = &functions;
    count_askers();
    for (std::size_t i = 0; i < judges_.size(); ++i) rule(i);
    lists();
    conditions();
    while (!waiting_.empty()) part();
    table();
  }

 private:
  void count_askers() {
    askers_.resize(conditions_.size());
    for (const JudgeRecord& judge : judges_) {
      for (const auto ref : {judge.when, judge.item_when}) {
        for (const AskRecord& ask : image_[ref]) {
          if (askers_[ask.number]++ == 0) owners_[ask.number] = &judge;
        }
      }
    }
  }

  void add(std::string_view type, const std::string& name, const FunctionWriter& writer,
           std::string_view end) {
    out_.header += fmt::format("{} {}(Screen& n);\n", type, name);
    const std::string text = writer.text();
    const bool loops = type == "Verdict" && text.find("n.spent()") != std::string::npos;
    functions_->push_back(
        fmt::format("{} {}(Screen& n) {{\n{}{}{}}}\n", type, name, loops ? "n.begin();\n" : "", text, end));
    out_.asked += writer.asked();
    for (const auto& [number, cell] : writer.cells()) {
      if (seen_.insert(number).second) waiting_.emplace_back(number, cell);
    }
  }

  void rule(std::size_t i) {
    const JudgeRecord& judge = judges_[i];
    FunctionWriter writer(pack_, subject_);
    take_options(writer, i);
    for (const std::uint16_t guard : image_[judge.guards])
      writer.line(fmt::format("if (n.is_absent(n.property({}))) return Verdict::kSilent;", guard));
    asks(writer, judge, judge.when);
    if (judge.has_each()) {
      if (const std::uint32_t links = judge.variables & links_; links != 0)
        writer.line(fmt::format("if (n.is_ambiguous({}u)) return Verdict::kAsk;", links));
      add("Verdict", fmt::format("rule_{}_{}", subject_, i), writer, "return Verdict::kGoes;\n");
      item(i);
    } else {
      add("Verdict", fmt::format("rule_{}_{}", subject_, i), writer, assertion(writer, judge));
    }
  }

  void take_options(FunctionWriter& writer, std::size_t i) const {
    if (judges_[i].options != 0) writer.line(fmt::format("n.take_options({});", i));
  }

  void item(std::size_t i) {
    const JudgeRecord& judge = judges_[i];
    FunctionWriter writer(pack_, subject_);
    take_options(writer, i);
    asks(writer, judge, judge.item_when);
    add("Verdict", fmt::format("item_{}_{}", subject_, i), writer, assertion(writer, judge));
  }

  /// Conditions one after the other: one that is false decides.
  void asks(FunctionWriter& writer, const JudgeRecord& judge, text::Ref<AskRecord> asks) {
    if (asks.empty()) return;
    const std::string all = fmt::format("all{}", asks.offset);
    writer.line(fmt::format("Truth {} = Truth::kYes;", all));
    for (const AskRecord& ask : sorted(asks)) {
      std::string answer = fmt::format("{}(n)", condition_function(subject_, ask.number));
      const bool own = is_own(ask.number);
      if (own) answer = writer.truth({&conditions_[ask.number].program, &judge});
      writer.line(fmt::format(
          "{{\nconst Truth a = {};\nif (a == Truth::kNo) return Verdict::{};\n{} = weigh({}, a);\n}}", answer,
          conditions_[ask.number].scope == rules::kResourceScope ? "kNever" : "kSilent", all, all));
    }
    writer.line(fmt::format(
        "if ({0} != Truth::kYes) return {0} == Truth::kOpen ? Verdict::kOpen : Verdict::kAsk;", all));
  }

  /// What is the same for all elements first: it may dismiss the rule for all of them.
  std::vector<AskRecord> sorted(text::Ref<AskRecord> asks) const {
    std::vector<AskRecord> out(image_[asks].begin(), image_[asks].end());
    std::stable_sort(out.begin(), out.end(), [this](const AskRecord& a, const AskRecord& b) {
      return conditions_[a.number].scope < conditions_[b.number].scope;
    });
    return out;
  }

  /// Asked by one rule, or so short that asking again is as good as remembering.
  bool is_own(std::uint32_t condition) const {
    return askers_[condition] == 1 || conditions_[condition].property != ConditionRecord::kNone;
  }

  static std::string assertion(FunctionWriter& writer, const JudgeRecord& judge) {
    const std::string holds = writer.truth({&judge.assertion, &judge});
    return fmt::format(
        "return {0} == Truth::kYes ? Verdict::kSilent : {0} == Truth::kOpen ? Verdict::kOpen : "
        "Verdict::kAsk;\n",
        holds);
  }

  void conditions() {
    for (const auto& [number, judge] : owners_) {
      if (is_own(number)) continue;
      const std::uint32_t scope = conditions_[number].scope;
      FunctionWriter writer(pack_, subject_);
      writer.line(
          fmt::format("if (const Answer known = n.answer({}, {}); known != Answer::kNone) return truth(known "
                      "== Answer::kYes);",
                      number, scope));
      const std::string answer = writer.truth({&conditions_[number].program, judge});
      add("Truth", condition_function(subject_, number), writer,
          fmt::format("return n.answer({}, {}, {});\n", number, scope, answer));
    }
  }

  void lists() {
    const auto lists = image_[record_.lists];
    for (std::size_t i = 0; i < lists.size(); ++i) {
      FunctionWriter writer(pack_, subject_);
      const auto judge = std::find_if(judges_.begin(), judges_.end(),
                                      [&](const JudgeRecord& one) { return one.each.number == i; });
      take_options(writer, static_cast<std::size_t>(judge - judges_.begin()));
      const std::string value = writer.value({&lists[i], &*judge});
      add("Value", fmt::format("list_{}_{}", subject_, i), writer, fmt::format("return {};\n", value));
    }
  }

  void part() {
    const auto [number, cell] = waiting_.back();
    waiting_.pop_back();
    FunctionWriter writer(pack_, subject_);
    const std::string value = writer.value(cell.from, cell.op);
    add("Value", cell_function(subject_, number), writer,
        fmt::format("return n.keep({}, {}, {});\n", number, cell.scope, value));
  }

  void table() {
    std::string rules;
    std::string items;
    std::string list_names;
    for (std::size_t i = 0; i < judges_.size(); ++i) {
      rules += fmt::format("rule_{}_{}, ", subject_, i);
      items += judges_[i].has_each() ? fmt::format("item_{}_{}, ", subject_, i) : std::string("nullptr, ");
    }
    for (std::size_t i = 0; i < record_.lists.count; ++i)
      list_names += fmt::format("list_{}_{}, ", subject_, i);
    out_.table += fmt::format(
        "constexpr Verdict (*kRules{0}[])(Screen&) = {{{1}nullptr}};\n"
        "constexpr Verdict (*kItems{0}[])(Screen&) = {{{2}nullptr}};\n"
        "constexpr Value (*kLists{0}[])(Screen&) = {{{3}nullptr}};\n",
        subject_, rules, items, list_names);
  }

  const rules::Pack& pack_;
  text::Image image_;
  std::size_t subject_;
  const rules::SubjectRecord& record_;
  std::span<const JudgeRecord> judges_;
  std::span<const ConditionRecord> conditions_;
  ScreenSources& out_;
  std::uint32_t links_ = 0;  // bits of the variables that are links
  std::vector<std::string>* functions_ = nullptr;
  std::vector<std::uint32_t> askers_;
  std::map<std::uint32_t, const JudgeRecord*> owners_;
  std::set<std::uint32_t> seen_;
  std::vector<std::pair<std::uint32_t, FunctionWriter::Cell>> waiting_;
};

/// What most files hold; the rules of all else are asked by the evaluator alone, so that the binary stays
/// small.
bool is_frequent(std::size_t subject) {
  const model::Kind kind = rules::subjects()[subject].kind;
  return kind == model::Kind::kTaskDefinition || kind == model::Kind::kService;
}

/// Whole functions in files of about the same size.
std::vector<std::string> divide(const std::vector<std::string>& functions, std::size_t files) {
  std::size_t total = 0;
  for (const std::string& function : functions) total += function.size();
  std::vector<std::string> bodies(
      files, std::string(kHead) + "}\n#include \"screens.h\"\nnamespace ecslint::rules::screens {\n");
  std::size_t done = 0;
  for (const std::string& function : functions) {
    bodies[std::min(files - 1, done * files / std::max<std::size_t>(1, total))] += function;
    done += function.size();
  }
  for (std::string& body : bodies) body += kTail;
  return bodies;
}

}  // namespace

ScreenSources write_screens(const rules::Pack& pack, std::size_t files) {
  ScreenSources out;
  out.header = kHead;
  out.table =
      std::string(kHead) +
      "}\n#include \"screens.h\"\n#include \"rules/builtin.h\"\nnamespace ecslint::rules::screens {\n";
  std::vector<std::string> functions;
  const std::size_t subjects = pack.image()[pack.header().subjects].size();
  for (std::size_t i = 0; i < subjects; ++i) {
    if (is_frequent(i)) SubjectWriter(pack, i, out).write(functions);
  }
  out.table += "constexpr SubjectScreens kSubjects[] = {\n";
  for (std::size_t i = 0; i < subjects; ++i)
    out.table += is_frequent(i) ? fmt::format("{{kRules{0}, kItems{0}, kLists{0}}},\n", i) : "{},\n";
  out.table += fmt::format(
      "}};\n{}namespace ecslint::rules {{\nScreens builtin_screens() {{ return screens::kSubjects; }}\n}}\n",
      kTail);
  out.header += kTail;
  out.bodies = divide(functions, files);
  return out;
}

}  // namespace ecslint::bake
