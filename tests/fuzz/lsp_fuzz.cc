// SPDX-License-Identifier: Apache-2.0
// Streams of messages to the language server. The bytes are read as a stream with headers; each message, and
// each line of what is no stream, goes to a server that has a document open. Lines beginning with + are edits
// of that document: +LINE,CHARACTER,LENGTH,TEXT, since few random bytes are a didChange. Whatever comes, what
// goes out is JSON, requests with an id get one answer, and the document is the one that the edits make.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lsp/server.h"
#include "lsp/transport.h"
#include "text/file_system.h"

namespace {

using namespace ecslint;

constexpr const char* kTask =
    "{\"family\": \"a\", \"networkMode\": \"awsvpc\", \"cpu\": \"256\", \"containerDefinitions\": [\n"
    "{\"name\": \"w\", \"image\": \"x\", \"dependsOn\": [{\"containerName\": \"w\", \"condition\": "
    "\"START\"}]}]}";
constexpr const char* kFeatures[] = {"completion",     "hover",      "definition",   "references",
                                     "documentSymbol", "codeAction", "codeLens",     "foldingRange",
                                     "inlayHint",      "rename",     "documentLink", "diagnostic"};

lsp::Json position(unsigned line, unsigned character) { return {{"line", line}, {"character", character}}; }

class Session {
 public:
  Session() : server_(settings(), files_, "0", [this](const std::string& message) { take(message); }) {
    files_.add("/w/service.yaml",
               "serviceName: a\ntaskDefinition: a\nloadBalancers:\n  - containerName: w\n");
    send({{"id", 1},
          {"method", "initialize"},
          {"params", {{"rootUri", "file:///w"}, {"capabilities", lsp::Json::object()}}}});
    send({{"method", "textDocument/didOpen"},
          {"params", {{"textDocument", {{"uri", kUri}, {"version", 1}, {"text", kTask}}}}}});
  }

  void line(std::string_view line) {
    if (!line.starts_with('+')) return receive(line);
    unsigned numbers[3] = {0, 0, 0};
    std::size_t at = 1;
    for (unsigned& number : numbers) {
      for (; at < line.size() && line[at] >= '0' && line[at] <= '9'; ++at)
        number = (number * 10 + unsigned(line[at] - '0')) & 0xffff;
      if (at < line.size()) ++at;
    }
    edit(numbers[0] % 50, numbers[1] % 200, numbers[2] % 100,
         std::string(line.substr(std::min(at, line.size()))));
    ask(kFeatures[numbers[2] % std::size(kFeatures)], numbers[0] % 50, numbers[1] % 200);
  }

  void receive(std::string_view message) {
    server_.receive(message);
    while (server_.work() == std::chrono::milliseconds(0)) {
    }
  }

 private:
  static lsp::Settings settings() {
    lsp::Settings out;
    out.options.git = false;
    return out;
  }

  static constexpr const char* kUri = "file:///w/task.json";

  void send(lsp::Json message) { receive(lsp::to_text(message)); }

  void edit(unsigned line, unsigned character, unsigned length, std::string text) {
    lsp::Json change{
        {"range", {{"start", position(line, character)}, {"end", position(line, character + length)}}},
        {"text", std::move(text)}};
    send({{"method", "textDocument/didChange"},
          {"params",
           {{"textDocument", {{"uri", kUri}, {"version", ++version_}}},
            {"contentChanges", lsp::Json::array({std::move(change)})}}}});
  }

  void ask(const char* feature, unsigned line, unsigned character) {
    answers_ = 0;
    const lsp::Json range{{"start", position(0, 0)}, {"end", position(line, character)}};
    send({{"id", 2},
          {"method", std::string("textDocument/") + feature},
          {"params",
           {{"textDocument", {{"uri", kUri}}},
            {"position", position(line, character)},
            {"range", range},
            {"newName", "n"}}}});
    if (answers_ != 1 && !server_.exit_code()) std::abort();
  }

  void take(const std::string& message) {
    const lsp::Json json = lsp::Json::parse(message, nullptr, false);
    if (json.is_discarded()) std::abort();
    if (lsp::get(json, "id") == 2) ++answers_;
  }

  text::MemoryFileSystem files_;
  int answers_ = 0;
  int version_ = 1;
  lsp::Server server_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Session session;
  lsp::FrameReader reader;
  reader.feed(bytes);
  while (auto frame = reader.next()) session.receive(frame->text);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    session.line(bytes.substr(at, end - at));
    at = end + 1;
  }
  return 0;
}
