// SPDX-License-Identifier: Apache-2.0
// The language server without its streams: messages go in, messages come out, and between them it is given
// time for what waits. That makes a whole session a function of its input, which tests replay. It owns the
// life cycle, the open documents and when something is checked; what is found and answered, others know.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/add_ignore.h"
#include "lsp/feature.h"
#include "lsp/folder.h"
#include "lsp/protocol.h"
#include "lsp/settings.h"

namespace ecslint::lsp {

class Server final : private Documents {
 public:
  using Send = std::function<void(const std::string& message)>;
  using Clock = std::chrono::steady_clock;

  /// `disk` takes absolute paths and must outlive it.
  Server(Settings settings, const text::FileSystem& disk, std::string version, Send send);
  ~Server() override;

  void receive(std::string_view message);
  /// The client's message could not be told from the stream.
  void malformed(std::string_view why);
  /// The message is a cancellation that waits behind others: what it names is not to be answered.
  void look_ahead(std::string_view message);

  /// Does what is due, or a piece of what is left; gives how long to wait for the next, or nothing when all
  /// is done.
  std::optional<std::chrono::milliseconds> work();
  /// Does all there is to do, without waiting.
  void settle();

  /// Once the session has ended.
  std::optional<int> exit_code() const { return exit_code_; }

 private:
  enum class Phase { kNew, kRunning, kShutDown };
  struct Method;
  struct Open {
    Folder* folder;
    std::string name;
    std::unique_ptr<OpenDocument> document;
    std::optional<Clock::time_point> due;  // to be checked
  };
  using Changed = Folder::Changed;

  static std::span<const Method> methods();

  // Messages.
  void dispatch(const Json& message);
  void request(const Json& id, const std::string& method, const Json& params);
  void notify(const std::string& method, const Json& params);
  void response(const Json& message);
  void send(Json message);
  void reply(const Json& id, Json result);
  void fail(const Json& id, int code, std::string_view message);
  void tell(std::string_view method, Json params);
  void ask(std::string_view method, Json params, std::function<void(const Json&)> then = {});
  void log(std::string_view text);

  // Life cycle.
  Answer initialize(const Json& params);
  Answer shutdown(const Json& params);
  Answer initialized(const Json& params);
  Answer exit(const Json& params);
  Folder& add_folder(const std::string& path, Scope scope);
  void watch_files();
  void fetch_settings();
  void take_settings(const Json& value);
  void reload();

  // Documents.
  Answer did_open(const Json& params);
  Answer did_change(const Json& params);
  Answer did_close(const Json& params);
  Answer did_save(const Json& params);
  Answer did_change_watched_files(const Json& params);
  Answer did_change_configuration(const Json& params);
  Answer did_change_folders(const Json& params);
  Folder& folder_for(const std::string& path);
  Folder* folder_of(const std::string& path);
  void place(Open& open, const std::string& text);
  Open* open_for(const Json& params);
  const OpenDocument* document(const Folder& folder, const std::string& name) const override;

  // Requests.
  Answer document_diagnostic(const Json& params);
  Answer workspace_diagnostic(const Json& params);
  Answer workspace_symbol(const Json& params);
  Answer execute_command(const Json& params);
  Answer fix_all_command(const Json& arguments);
  Answer ignore_command(const Json& arguments);
  Json edit_of(const Folder& folder, const lint::IgnoreText& text) const;
  Answer explain_command(const Json& arguments);
  void apply(std::string_view label, Json edit);
  Context context(Folder& folder, const std::string& name);
  std::optional<Context> context_for(const Json& params);

  // Checking.
  void check(Open& open);
  void publish(Folder& folder, const Changed& changed);
  void publish_one(Folder& folder, const std::string& name);
  void refresh();
  bool work_in_background();
  void begin_progress();
  void end_progress();

  Settings settings_;
  const text::FileSystem& disk_;
  std::string version_;
  Send send_;
  Phase phase_ = Phase::kNew;
  std::optional<int> exit_code_;
  ClientCapabilities client_;
  Encoding encoding_ = Encoding::kUtf16;
  std::vector<std::unique_ptr<Folder>> folders_;
  std::map<std::string, Open> open_;  // by URI
  std::set<std::string> cancelled_;   // ids, as text
  std::map<std::string, std::function<void(const Json&)>> awaited_;
  int next_id_ = 0;
  bool refresh_wanted_ = false;
  bool reload_wanted_ = false;
  Clock::time_point reload_at_;
  Clock::time_point quiet_until_;
  std::chrono::microseconds last_check_{0};
  enum class Progress { kNone, kAsked, kShown };
  Progress progress_ = Progress::kNone;
};

}  // namespace ecslint::lsp
