// SPDX-License-Identifier: Apache-2.0
#include "lsp/serve.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>

#include "lsp/transport.h"

namespace ecslint::lsp {
namespace {

constexpr int kGone = 1;                          // exit code when the client has gone without a word
constexpr auto kGrace = std::chrono::seconds(3);  // until the process ends then, whatever it is doing

/// What was read and has not been answered yet.
class Inbox {
 public:
  /// What has come together is looked at together: a request and what cancels it.
  void add(std::deque<FrameReader::Frame> frames) {
    {
      const std::lock_guard guard(lock_);
      std::ranges::move(frames, std::back_inserter(frames_));
    }
    some_.notify_one();
  }
  void close() {
    {
      const std::lock_guard guard(lock_);
      closed_ = true;
    }
    some_.notify_one();
  }
  /// All there is; waits for something, but no longer than that. Nothing and closed: the client is gone.
  std::deque<FrameReader::Frame> take(std::optional<std::chrono::milliseconds> wait, bool& closed) {
    std::unique_lock guard(lock_);
    const auto some = [this] { return closed_ || !frames_.empty(); };
    wait ? static_cast<void>(some_.wait_for(guard, *wait, some)) : some_.wait(guard, some);
    closed = closed_ && frames_.empty();
    return std::exchange(frames_, {});
  }

 private:
  std::mutex lock_;
  std::condition_variable some_;
  std::deque<FrameReader::Frame> frames_;
  bool closed_ = false;
};

void read_all(int in, const std::shared_ptr<Inbox>& inbox) {
  FrameReader reader;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = ::read(in, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    reader.feed({buffer.data(), static_cast<std::size_t>(count)});
    std::deque<FrameReader::Frame> frames;
    while (auto frame = reader.next()) frames.push_back(std::move(*frame));
    if (!frames.empty()) inbox->add(std::move(frames));
  }
  inbox->close();
  // Nobody waits for what is still being worked out.
  std::this_thread::sleep_for(kGrace);
  ::_exit(kGone);
}

bool write_all(int out, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(out, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

int serve(Settings settings, const text::FileSystem& disk, std::string version, int in, int out) {
  const auto inbox = std::make_shared<Inbox>();
  bool gone = false;
  Server server(std::move(settings), disk, std::move(version),
                [&](const std::string& message) { gone = gone || !write_all(out, frame(message)); });
  // It may wait in read() when the session ends: it has nothing to clean up and ends with the process.
  std::thread(read_all, in, inbox).detach();
  while (!gone && !server.exit_code()) {
    auto frames = inbox->take(server.work(), gone);
    for (const auto& frame : frames) server.look_ahead(frame.text);
    for (const auto& frame : frames) {
      frame.mistake.empty() ? server.receive(frame.text) : server.malformed(frame.mistake);
      if (gone || server.exit_code()) break;
    }
  }
  return server.exit_code().value_or(kGone);
}

}  // namespace ecslint::lsp
