// SPDX-License-Identifier: Apache-2.0
// Reads what the fast path has refused: tells every mistake at its place, once, and keeps what can be read.
// Decides what was probably meant where a comma, colon or bracket is missing, so that the rest of the file
// is still understood. Linear in the file; depth and mistakes are bounded.
#pragma once

#include <optional>
#include <vector>

#include "syntax/json/scanner.h"

namespace ecslint::syntax_json {

class Recovery : private Scanner {
 public:
  using Scanner::Scanner;

  /// The root, or nothing when there is no value.
  std::optional<doc::Node> read();

 private:
  struct Frame {
    char closer;
    std::size_t begin;
  };
  /// What a container's loop knows.
  struct Items {
    std::size_t mark = 0;   // of its children on the builder's stack
    std::size_t begin = 0;  // of its bracket
    std::size_t end = 0;    // of the last item, at last of the container
    std::size_t comma = 0;
    bool any = false;
    bool comma_seen = false;  // since the last item
    bool forgiven = false;    // no comma is asked for: a directive or a mistake stands here
    bool keyed = false;       // a list: that it has no keys has been told
    bool open = false;        // something in it could not be read
    std::string_view key;     // of the last member
  };
  enum class Closing { kNo, kMine, kLeave, kSkip };

  bool wrong_encoding();
  bool no_json();
  void value(std::string_view after, doc::Node& node);
  void drop_value();
  void container(doc::Node& node);
  Items begin_items(char closer, std::size_t mark);
  bool next_item(Items& items);
  void item_done(Items& items, std::size_t end);

  Closing closing(Items& items);
  void trailing_comma(const Items& items);
  void comma(Items& items);
  bool comma_missing(Items& items, std::string_view key);

  bool object_item(Items& items);
  bool array_item(Items& items);
  bool list_ends_before_key(const Items& items);
  void keyed_element(Items& items);
  void member_value(doc::Member& member);
  bool value_behind_comma();
  bool colon(const doc::Member& member);
  bool stray_item(Items& items);
  bool stray_bracket(Items& items);

  Closing wrong_bracket(Items& items);
  Closing judge_bracket(const Items& items) const;
  void never_closed();
  void text_after_end(doc::Node& root);
  void stop();

  std::vector<Frame> frames_;
  std::size_t stopped_at_ = 0;
  bool bracket_told_ = false;    // later brackets that don't fit come of the same mistake
  bool comma_forgiven_ = false;  // a comma was read, or its absence told, one level down
  bool stopped_ = false;
};

}  // namespace ecslint::syntax_json
