// SPDX-License-Identifier: Apache-2.0
// Secrets are never shown. Secrets holds where a run found them; RedactedView is how reporters and the editor
// read source text: everything that is a secret, or has the shape of a well-known credential, comes out as
// ****. The mask has one width, so that not even the length is told. Nothing here changes the file; edits
// that are applied (--fix) work on the real bytes, edits that are shown go through text().
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "text/range.h"
#include "text/source.h"

namespace ecslint::lint {

inline constexpr std::string_view kMask = "****";

class Secrets {
 public:
  /// The range holds the value as written, without quotes; `value` is how it reads without escapes.
  void add(const text::Source& source, text::Range range, std::string_view value);
  void clear();
  bool empty() const { return values_.empty(); }

  /// In the order added, for one source.
  std::vector<text::Range> in(const text::Source& source) const;

  /// All that must not be shown of a source: what was added, the same values elsewhere in it, and everything
  /// of credential shape; sorted and disjoint.
  std::vector<text::Range> hidden(const text::Source& source) const;

  /// The text with every secret value of the run and everything of credential shape masked: for messages.
  std::string mask(std::string_view text) const;
  /// The same in its place: nearly all messages stay as they are.
  void mask_in(std::string& text) const;

 private:
  struct Place {
    const text::Source* source;
    text::Range range;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  void keep(std::string_view spelling);
  std::vector<text::Range> hidden_in_message(std::string_view text) const;
  template <typename F>
  void each_value_in(std::string_view text, F found) const;

  std::vector<Place> places_;
  std::unordered_set<std::string, Hash, std::equal_to<>> values_;
  // A file may hold ten thousand of them: they are looked up by length where their first bytes occur.
  std::vector<std::size_t> lengths_;     // sorted
  std::vector<std::uint64_t> prefixes_;  // bits, by hash of the first bytes
};

/// Make one a file and keep it: making it searches the file.
class RedactedView {
 public:
  RedactedView(const text::Source& source, const Secrets& secrets);

  struct Excerpt {
    std::string text;
    text::Range marked;  // where `mark` came to lie in text; a mark inside a secret covers the mask
  };

  /// The bytes of `range` as they may be shown, and where `mark` lies in them.
  Excerpt excerpt(text::Range range, text::Range mark) const;
  std::string text(text::Range range) const { return excerpt(range, range).text; }

  /// Any text that is not from the source (a replacement, a message), masked by value and shape.
  std::string mask(std::string_view text) const { return secrets_->mask(text); }

  /// Some byte of the range is a secret.
  bool hides(text::Range range) const;

 private:
  const text::Source* source_;
  const Secrets* secrets_;
  std::vector<text::Range> hidden_;  // sorted, disjoint
};

/// Ranges of everything in the text that has the shape of a well-known credential (AWS and GitHub keys, JWTs,
/// private keys, passwords in URLs …), sorted and disjoint.
std::vector<text::Range> credential_shapes(std::string_view text);

}  // namespace ecslint::lint
