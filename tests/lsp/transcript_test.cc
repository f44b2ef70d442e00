// SPDX-License-Identifier: Apache-2.0
// Sessions with the language server, replayed: tests/lsp/*.test. Sections begin with `== `:
//
//   == file task.json       a file of the workspace file:///w, until the next section
//   == send                 one message, or several separated by blank lines; "jsonrpc" is added
//   == expect               what comes out of it once all is settled, a message a line
//
// Lines with # before the first section are comments. ECSLINT_UPDATE_GOLDEN=1 writes what comes out.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "lsp/server.h"
#include "support/read_file.h"
#include "text/file_system.h"

namespace ecslint::lsp {
namespace {

struct Section {
  std::string head;
  std::string body;
};

std::vector<Section> sections_of(const std::string& text) {
  std::vector<Section> out{{"", ""}};
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("== ", 0) == 0) {
      out.push_back({line.substr(3), ""});
    } else {
      out.back().body += line + "\n";
    }
  }
  return out;
}

/// Separated by blank lines.
std::vector<std::string> messages_in(const std::string& body) {
  std::vector<std::string> out;
  std::string message;
  std::istringstream in(body + "\n");
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) {
      message += line + "\n";
    } else if (!message.empty()) {
      out.push_back(std::exchange(message, {}));
    }
  }
  return out;
}

std::string with_version(const std::string& message) {
  Json json = Json::parse(message, nullptr, false);
  if (!json.is_object()) return message;
  json["jsonrpc"] = "2.0";
  return to_text(json);
}

class Session {
 public:
  explicit Session(const text::FileSystem& files)
      : server_(settings(), files, "VERSION", [this](const std::string& message) { take(message); }) {}

  std::string send(const std::string& body) {
    out_.clear();
    for (const std::string& message : messages_in(body)) {
      server_.receive(with_version(message));
    }
    server_.settle();
    return out_;
  }

 private:
  static Settings settings() {
    Settings settings;
    settings.options.git = false;
    return settings;
  }
  void take(const std::string& message) {
    Json json = Json::parse(message);
    json.erase("jsonrpc");
    out_ += to_text(json) + "\n";
  }

  std::string out_;
  Server server_;
};

std::string trimmed(const std::string& text) { return text.substr(0, text.find_last_not_of('\n') + 1); }

void replay(const std::filesystem::path& path) {
  text::MemoryFileSystem files;
  std::vector<Section> sections = sections_of(tests::read_file(path));
  for (const Section& section : sections) {
    if (section.head.rfind("file ", 0) == 0) files.add("/w/" + section.head.substr(5), section.body);
  }
  Session session(files);
  std::string came;
  std::string renewed;
  const bool renew = std::getenv("ECSLINT_UPDATE_GOLDEN") != nullptr;
  for (Section& section : sections) {
    if (section.head == "send") came = session.send(section.body);
    if (section.head == "expect") {
      if (renew) section.body = came + "\n";
      INFO(path.filename().string() << ", a session up to " << section.body);
      CHECK(trimmed(section.body) == trimmed(came));
    }
    renewed += (section.head.empty() ? "" : "== " + section.head + "\n") + section.body;
  }
  if (renew)
    std::ofstream(path, std::ios::binary) << renewed.substr(0, renewed.find_last_not_of('\n') + 1) << "\n";
}

TEST_CASE("transcripts of sessions") {
  int count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(ECSLINT_SOURCE_DIR) + "/tests/lsp")) {
    if (entry.path().extension() != ".test") continue;
    ++count;
    replay(entry.path());
  }
  CHECK(count > 5);
}

}  // namespace
}  // namespace ecslint::lsp
