// SPDX-License-Identifier: Apache-2.0
// Streams of messages to the language server. The bytes are read as a stream with headers; each message, and
// each line of what is no stream, goes to a server that has a task definition and a template open. Lines
// beginning with + are edits of the one, with ~ of the other: +LINE,CHARACTER,LENGTH,TEXT, since few random
// bytes are a didChange; a request for a feature follows each. Whatever comes, what goes out is JSON and
// requests get one answer; and after nothing but edits the findings are those of a session that opens the
// texts as they are now.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lsp/open_document.h"
#include "lsp/server.h"
#include "lsp/transport.h"
#include "text/file_system.h"

namespace {

using namespace ecslint;

constexpr const char* kUris[] = {"file:///w/task.json", "file:///w/template.yaml"};
constexpr const char* kTexts[] = {
    "{\"family\": \"a\", \"networkMode\": \"awsvpc\", \"cpu\": \"256\", \"containerDefinitions\": [\n"
    "{\"name\": \"w\", \"image\": \"x\", \"dependsOn\": [{\"containerName\": \"w\", \"condition\": "
    "\"START\"}]}]}",
    "Parameters: {Image: {Type: String}}\n"
    "Conditions: {Big: !Equals [!Ref Image, a]}\n"
    "Resources:\n"
    "  Task:\n"
    "    Type: AWS::ECS::TaskDefinition\n"
    "    Properties:\n"
    "      Family: b\n"
    "      Cpu: !If [Big, 256, 512]\n"
    "      ContainerDefinitions:\n"
    "        - Name: w\n"
    "          Image: !Sub \"${Image}:${AWS::Region}\"\n"
    "  Service:\n"
    "    Type: AWS::ECS::Service\n"
    "    Properties:\n"
    "      TaskDefinition: !Ref Task\n"};
constexpr const char* kFeatures[] = {"completion",     "hover",         "definition", "references",
                                     "documentSymbol", "codeAction",    "codeLens",   "inlayHint",
                                     "rename",         "documentLink",  "diagnostic", "documentHighlight",
                                     "foldingRange",   "prepareRename", "completion"};

lsp::Json position(unsigned line, unsigned character) { return {{"line", line}, {"character", character}}; }

lsp::Settings settings() {
  lsp::Settings out;
  out.options.git = false;
  return out;
}

using Texts = std::array<std::string, 2>;

class Session {
 public:
  explicit Session(const Texts& texts)
      : server_(settings(), files_, "0", [this](const std::string& message) { take(message); }) {
    files_.add("/w/service.yaml",
               "serviceName: a\ntaskDefinition: a\nloadBalancers:\n  - containerName: w\n");
    send({{"id", 1},
          {"method", "initialize"},
          {"params", {{"rootUri", "file:///w"}, {"capabilities", lsp::Json::object()}}}});
    send({{"method", "initialized"}, {"params", lsp::Json::object()}});
    for (int i = 0; i < 2; ++i) {
      documents_.emplace_back(kUris[i], texts[i], 1, lsp::Encoding::kUtf16);
      send({{"method", "textDocument/didOpen"},
            {"params", {{"textDocument", {{"uri", kUris[i]}, {"version", 1}, {"text", texts[i]}}}}}});
    }
  }

  void line(std::string_view line) {
    if (!line.starts_with('+') && !line.starts_with('~')) return receive(line);
    unsigned numbers[3] = {0, 0, 0};
    std::size_t at = 1;
    for (unsigned& number : numbers) {
      for (; at < line.size() && line[at] >= '0' && line[at] <= '9'; ++at)
        number = (number * 10 + unsigned(line[at] - '0')) & 0xffff;
      if (at < line.size()) ++at;
    }
    const int which = line[0] == '~' ? 1 : 0;
    edit(which, numbers[0] % 50, numbers[1] % 200, numbers[2] % 100,
         std::string(line.substr(std::min(at, line.size()))));
    ask(which, kFeatures[numbers[2] % std::size(kFeatures)], numbers[0] % 50, numbers[1] % 200);
  }

  void receive(std::string_view message) {
    only_edits_ = false;
    pass(message);
  }

  bool only_edits() const { return only_edits_; }
  Texts texts() const { return {documents_[0].text(), documents_[1].text()}; }
  /// What is shown in the end, without versions; nothing where a file cannot be read.
  lsp::Json shown() {
    server_.settle();
    lsp::Json out = lsp::Json::array();
    for (const lsp::Json& each : shown_) {
      for (const lsp::Json& diagnostic : each) {
        if (lsp::as_string(lsp::get(diagnostic, "code")).starts_with("SYN")) return {};
      }
      out.push_back(each);
    }
    return out;
  }

 private:
  void send(lsp::Json message) { pass(lsp::to_text(message)); }

  void pass(std::string_view message) {
    server_.receive(message);
    while (server_.work() == std::chrono::milliseconds(0)) {
    }
  }

  void edit(int which, unsigned line, unsigned character, unsigned length, std::string text) {
    const lsp::Range range{{line, character}, {line, character + length}};
    lsp::Json change{{"range", lsp::to_json(range)}, {"text", text}};
    lsp::OpenDocument& document = documents_[which];
    // As it arrives: bytes that are no UTF-8 are replaced on the way.
    text = lsp::Json::parse(lsp::to_text(change))["text"].get<std::string>();
    document.apply({{range, std::move(text)}}, document.version() + 1);
    send({{"method", "textDocument/didChange"},
          {"params",
           {{"textDocument", {{"uri", kUris[which]}, {"version", document.version()}}},
            {"contentChanges", lsp::Json::array({std::move(change)})}}}});
  }

  void ask(int which, const char* feature, unsigned line, unsigned character) {
    answers_ = 0;
    const lsp::Json range{{"start", position(0, 0)}, {"end", position(line, character)}};
    send({{"id", 2},
          {"method", std::string("textDocument/") + feature},
          {"params",
           {{"textDocument", {{"uri", kUris[which]}}},
            {"position", position(line, character)},
            {"range", range},
            {"newName", "n"}}}});
    if (answers_ != 1 && !server_.exit_code()) std::abort();
  }

  void take(const std::string& message) {
    const lsp::Json json = lsp::Json::parse(message, nullptr, false);
    if (json.is_discarded()) std::abort();
    if (lsp::get(json, "id") == 2) ++answers_;
    if (lsp::get(json, "method") != "textDocument/publishDiagnostics") return;
    for (int i = 0; i < 2; ++i) {
      if (lsp::get(json, "params", "uri") == kUris[i]) shown_[i] = lsp::get(json, "params", "diagnostics");
    }
  }

  text::MemoryFileSystem files_;
  int answers_ = 0;
  bool only_edits_ = true;
  std::array<lsp::Json, 2> shown_;
  std::vector<lsp::OpenDocument> documents_;
  lsp::Server server_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Session session({kTexts[0], kTexts[1]});
  lsp::FrameReader reader;
  reader.feed(bytes);
  while (auto frame = reader.next()) {
    if (frame->mistake.empty()) session.receive(frame->text);
  }
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    session.line(bytes.substr(at, end - at));
    at = end + 1;
  }
  if (!session.only_edits()) return 0;
  const lsp::Json shown = session.shown();
  Session fresh(session.texts());
  const lsp::Json expected = fresh.shown();
  if (!shown.is_null() && !expected.is_null() && shown != expected) std::abort();
  return 0;
}
