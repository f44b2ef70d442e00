// SPDX-License-Identifier: Apache-2.0
#include "rules/bake.h"

#include <algorithm>

#include "rules/baked.h"
#include "rules/load_pack.h"
#include "rules/problems.h"
#include "schema/compiler.h"
#include "syntax/json/parse.h"

namespace ecslint::rules {
namespace {

constexpr std::string_view kUri = "urn:ecslint:schema:";

class Baker {
 public:
  Baker(const text::FileSystem& files, std::string folder) : files_(files), folder_(std::move(folder)) {}

  Baked run() {
    read_schemas();
    if (problems_.empty()) compile_schemas();
    if (problems_.empty()) load_rules();
    if (problems_.empty()) out_.image = write();
    out_.pack = std::move(pack_);
    for (finding::Finding& problem : problems_.findings()) out_.problems.push_back(std::move(problem));
    return std::move(out_);
  }

 private:
  void read_schemas() {
    const std::string folder = folder_ + "/schemas";
    const auto entries = files_.list(folder);
    if (!entries) return say_about(folder, entries.error().message);
    for (const text::DirectoryEntry& entry : *entries) {
      const std::size_t dot = entry.name.rfind(".json");
      if (entry.directory || dot == std::string::npos || dot + 5 != entry.name.size()) continue;
      read_schema(folder + "/" + entry.name, entry.name.substr(0, dot));
    }
  }

  void read_schema(const std::string& path, std::string name) {
    auto source = files_.read(path);
    if (!source) return say_about(path, source.error().message);
    doc::Document& document = add_document(std::move(*source));
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(document, findings);
    for (finding::Finding& finding : findings) problems_.findings().push_back(std::move(finding));
    if (document.roots().empty()) return;
    compiler_.add(std::string(kUri) + name, document.roots().front());
    names_.emplace_back(std::move(name), &document);
  }

  void compile_schemas() {
    for (const auto& [name, document] : names_) (void)compiler_.compile(std::string(kUri) + name);
    for (const schema::SchemaError& error : compiler_.errors()) {
      const doc::Document& document = document_of(error.document);
      problems_.add(document, error.node != nullptr ? error.node->range() : text::Range(), error.message);
    }
    if (problems_.empty()) set_ = compiler_.finish();
  }

  const doc::Document& document_of(std::string_view uri) {
    for (const auto& [name, document] : names_) {
      if (uri == std::string(kUri) + name) return *document;
    }
    return add_document(text::Source(std::string(uri), ""));
  }

  void load_rules() {
    const schema::SchemaSet set(schemas_.image(), set_);
    LoadedPack pack = load_pack(files_, folder_ + "/rules", PackKind::kBuiltin, set);
    for (finding::Finding& problem : pack.problems) problems_.findings().push_back(std::move(problem));
    for (auto& document : pack.documents) out_.documents.push_back(std::move(document));
    pack_ = std::move(pack.image);
  }

  std::string write() {
    text::ImageBuilder image;
    BakedHeader header;
    header.pack = image.add(std::span<const char>(pack_.data(), pack_.size()));
    header.schemas = image.add(std::span<const char>(schemas_.bytes().data(), schemas_.bytes().size()));
    header.schema_set = set_;
    std::vector<BakedText> texts;
    for (const auto& [name, document] : names_) {
      texts.push_back({image.add(name), image.add(document->source().content())});
    }
    header.schema_texts = image.add(std::span<const BakedText>(texts));
    image.add_one(header);
    return image.bytes();
  }

  void say_about(const std::string& path, std::string message) {
    problems_.add(add_document(text::Source(path, "")), {0, 0}, std::move(message));
  }

  doc::Document& add_document(text::Source source) {
    return *out_.documents.emplace_back(std::make_unique<doc::Document>(std::move(source)));
  }

  const text::FileSystem& files_;
  std::string folder_;
  Baked out_;
  Problems problems_;
  text::ImageBuilder schemas_;
  schema::Compiler compiler_{schemas_};
  schema::SetRef set_;
  std::string pack_;
  std::vector<std::pair<std::string, const doc::Document*>> names_;
};

}  // namespace

Baked bake(const text::FileSystem& files, const std::string& folder) { return Baker(files, folder).run(); }

}  // namespace ecslint::rules
