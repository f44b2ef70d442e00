// SPDX-License-Identifier: Apache-2.0
// Schemas for others: our own keywords taken out, and everything a schema refers to brought into one
// document, so that any JSON Schema validator or editor can use it. Works on the documents, not on the
// compiled form.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "doc/node.h"

namespace ecslint::schema {

/// The schema without x-… keywords, as JSON text.
std::string strip(const doc::Node& schema);

/// The document registered under a URI without fragment; nullptr when unknown.
using Lookup = std::function<const doc::Node*(std::string_view uri)>;

struct BundleOptions {
  bool drop_read_only = true;  // properties marked x-read-only are left out
};

/// The schema with every document it refers to, at any depth, embedded in its $defs under that document's
/// $id.
std::string bundle(const doc::Node& schema, const Lookup& lookup, const BundleOptions& options = {});

}  // namespace ecslint::schema
