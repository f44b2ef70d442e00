// SPDX-License-Identifier: Apache-2.0
// What answers a request about one document: a function of the document as it is now, without memory of its
// own. Each stands in its file in features/ and in the table of features.cc; the server knows them only
// through that.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lsp/folder.h"
#include "lsp/json.h"
#include "lsp/open_document.h"
#include "lsp/position_map.h"
#include "lsp/protocol.h"
#include "lsp/settings.h"
#include "text/result.h"

namespace ecslint::lsp {

/// Open documents, by what the features need of them.
class Documents {
 public:
  virtual ~Documents() = default;
  /// Null when it is not open.
  virtual const OpenDocument* document(const Folder& folder, const std::string& name) const = 0;
};

/// The document that was asked about, and the way to all else.
class Context {
 public:
  Context(Folder& folder, std::string name, const Documents& documents, const Settings& settings,
          const ClientCapabilities& client, Encoding encoding)
      : folder_(folder),
        name_(std::move(name)),
        documents_(documents),
        settings_(settings),
        client_(client),
        encoding_(encoding) {}

  Folder& folder() const { return folder_; }
  const std::string& name() const { return name_; }
  const Settings& settings() const { return settings_; }
  const ClientCapabilities& client() const { return client_; }

  /// Null when the file is gone.
  const lint::ParsedFile* file() const { return folder_.parsed(name_); }
  const lint::ParsedFile* file(const std::string& name) const { return folder_.parsed(name); }
  const text::Source& source() const { return file()->document->source(); }

  /// Of any file that can be read.
  PositionMap positions(const std::string& name) const;
  const PositionMap& positions() const;
  text::Range bytes(const Range& range) const { return positions().range(range); }

  std::string uri(const std::string& name) const;
  Location location(const std::string& name, text::Range range) const {
    return {uri(name), positions(name).range(range)};
  }
  /// A WorkspaceEdit; edits by file.
  Json workspace_edit(const std::vector<std::pair<std::string, text::Edit>>& edits) const;
  std::optional<std::int64_t> version(const std::string& name) const;

 private:
  Folder& folder_;
  std::string name_;
  const Documents& documents_;
  const Settings& settings_;
  const ClientCapabilities& client_;
  Encoding encoding_;
  mutable std::optional<PositionMap> positions_;
  mutable std::map<std::string, text::Source> texts_;  // of configuration files
};

/// An Error says what is wrong with the parameters.
using Answer = text::Result<Json>;

struct Feature {
  std::string_view method;
  std::string_view capability;  // its name in ServerCapabilities
  std::string_view options;     // its value there, as JSON
  Answer (*answer)(const Context& context, const Json& params);
};

/// In the order of the protocol's description.
std::span<const Feature> features();

/// The offset that the parameters' position means.
std::optional<text::Offset> offset_in(const Context& context, const Json& params);

inline text::Error no_position() { return {"no position in the parameters"}; }

}  // namespace ecslint::lsp
