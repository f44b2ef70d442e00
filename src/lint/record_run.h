// SPDX-License-Identifier: Apache-2.0
// One run over the lines of an NDJSON stream, each a document for itself. Lines are gathered into batches;
// workers check batches, the calling thread reads on, and gives results to the sink in the order of lines. A
// window bounds how many batches there are at a time, in number and in bytes, and with them the memory.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "lint/engine.h"
#include "lint/linter.h"
#include "lint/run.h"
#include "text/line_reader.h"

namespace ecslint::lint {

/// Lines longer than this are told and not read.
inline constexpr std::size_t kLongestRecord = text::kLargestFile;

/// Some lines of the stream and what came of them. Used again and again.
struct RecordBatch {
  struct Record {
    std::string text;
    std::uint32_t number = 0;
    bool too_long = false;
    Work work;
  };
  std::vector<Record> records;
  std::size_t count = 0;
  std::size_t bytes = 0;
};

class RecordRun {
 public:
  RecordRun(const Engine& engine, const Sink& sink)
      : engine_(engine), sink_(sink), baseline_(engine.baseline()) {}

  Summary over(text::LineReader& lines, const std::string& name);

 private:
  bool read(text::LineReader& lines, RecordBatch& batch);
  void in_turn(text::LineReader& lines);
  void in_parallel(text::LineReader& lines, std::size_t jobs);
  void check(Checker& checker, RecordBatch& batch) const;
  std::string parse(Checker& checker, RecordBatch::Record& record) const;
  void deliver(RecordBatch& batch);
  void add_costs(const Checker& checker);

  const Engine& engine_;
  const Sink& sink_;
  std::optional<Baseline> baseline_;
  std::string name_;
  const Setup* setup_ = nullptr;
  Summary summary_;
  std::mutex costs_lock_;
};

}  // namespace ecslint::lint
