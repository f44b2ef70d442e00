// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/iam_arns.h"

#include <algorithm>

#include "expr/partial.h"
#include "rules/functions/arn.h"
#include "rules/functions/image_reference.h"
#include "rules/functions/masked_text.h"
#include "rules/functions/value_from.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;
using Part = std::optional<std::string_view>;

/// A string put together from what is known and holes; what is known between two holes is one piece.
class Composer {
 public:
  explicit Composer(Context& context) : context_(context) {}

  Composer& text(std::string_view text) {
    run_ += text;
    return *this;
  }
  Composer& hole(std::string_view spelling = {}) {
    end_run();
    pieces_.push_back({context_.arena().copy(spelling), false});
    return *this;
  }
  /// A part of a masked text; a hole when nothing is known of it.
  Composer& part(const MaskedText& masked, const Part& part) {
    if (!part) return hole();
    const Value value = masked.value(context_, *part);
    if (value.is_string()) return text(value.as_string());
    for (const doc::Piece& piece : expr::pieces_of(value)) piece.known ? text(piece.text) : hole(piece.text);
    return *this;
  }

  Value finish(const Value& origin) {
    if (pieces_.empty()) return context_.string(run_);
    end_run();
    if (!context_.charge(pieces_.size() * 64)) return Context::exhausted();
    doc::Unresolved why;
    const bool unresolved = origin.is_unknown() && origin.node() != nullptr && origin.node()->is_unresolved();
    why.reason = unresolved ? origin.node()->why().reason : "the account or Region of the task";
    why.pieces = context_.arena().copy(std::span<const doc::Piece>(pieces_));
    const text::Range range = origin.node() != nullptr ? origin.node()->range() : text::Range{};
    return Value::unknown(expr::Cause::kUnresolved,
                          context_.keep(doc::Node::unresolved(context_.keep(why), range)));
  }

 private:
  void end_run() {
    if (!run_.empty()) pieces_.push_back({context_.arena().copy(run_), true});
    run_.clear();
  }

  Context& context_;
  std::string run_;
  std::vector<doc::Piece> pieces_;
};

/// Partition and account of an ARN; not known where it is none.
struct Near {
  explicit Near(const Value& value) : masked(value) {
    mask_arn_words(masked);
    arn = parse_arn(masked.text());
    if (arn.valid == false) arn = Arn();
  }
  MaskedText masked;
  Arn arn;
};

/// The partition of a Region, nothing when the Region is not known that far.
Part partition_of(const Part& region) {
  constexpr std::pair<std::string_view, std::string_view> kPartitions[] = {
      {"cn-", "aws-cn"},         {"us-gov-", "aws-us-gov"}, {"us-iso-", "aws-iso"}, {"us-isob-", "aws-iso-b"},
      {"us-isof-", "aws-iso-f"}, {"eu-isoe-", "aws-iso-e"}, {"eusc-", "aws-eusc"},
  };
  if (!region) return {};
  for (const auto& [prefix, partition] : kPartitions) {
    if (region->starts_with(prefix)) return partition;
  }
  return has_hole(*region) ? Part() : Part("aws");
}

/// AWS adds a hyphen and six characters to a secret's name. Where they are left out they are not known; a
/// last word of six small letters may be that addition or not.
void add_suffix(Composer& out, const ValueFrom& parsed) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (parsed.suffix && std::any_of(parsed.suffix->begin(), parsed.suffix->end(), capital)) return;
  if (parsed.name && parsed.name->ends_with(MaskedText::kHole)) return;  // what is not known holds it already
  if (parsed.suffix && parsed.suffix->empty()) out.text("-");
  out.hole();
}

/// The parameter's ARN from a name, with or without its leading slash, which the ARN has once.
Value parameter_arn(Context& context, const MaskedText& masked, const ValueFrom& parsed, const Near& near,
                    const Value& origin) {
  Composer out(context);
  out.text("arn:").part(near.masked, near.arn.partition).text(":ssm:").hole().text(":");
  out.part(near.masked, near.arn.account).text(":parameter");
  if (!parsed.name) return out.hole().finish(origin);
  const std::string_view name = parsed.name->substr(0, parsed.name->find(':'));
  if (!name.starts_with('/')) out.text("/");
  return out.part(masked, name).finish(origin);
}

Value whole_arn(Context& context, const MaskedText& masked, const ValueFrom& parsed, const Value& origin) {
  const bool secret = parsed.kind == "secretsmanager";
  Composer out(context);
  out.text("arn:").part(masked, parsed.partition).text(secret ? ":secretsmanager:" : ":ssm:");
  out.part(masked, parsed.region).text(":").part(masked, parsed.account);
  out.text(secret ? ":secret:" : ":parameter");
  const Part name = parsed.name ? Part(parsed.name->substr(0, parsed.name->find(':'))) : parsed.name;
  if (!secret && name && !name->starts_with('/')) out.text("/");
  out.part(masked, name);
  if (secret) add_suffix(out, parsed);
  return out.finish(origin);
}

}  // namespace

Value secret_arn(Context& context, const Value& value_from, const Value& near) {
  MaskedText masked(value_from);
  mask_arn_words(masked);
  const ValueFrom parsed = parse_value_from(masked.text());
  if (parsed.kind == "secretsmanager" || parsed.kind == "ssm-arn") {
    return whole_arn(context, masked, parsed, value_from);
  }
  // ${DbSecret}:password:: is a part of ${DbSecret}, which is most likely the ARN.
  const std::string_view text = masked.text();
  const bool reference = !parsed.kind && text.starts_with(MaskedText::kHole);
  if (reference && (text.size() == 1 || text[1] == ':')) return masked.value(context, text.substr(0, 1));
  if (parsed.kind == "ssm-name") return parameter_arn(context, masked, parsed, Near(near), value_from);
  return masked.unknown(context);
}

Value image_arn(Context& context, const Value& image) {
  const MaskedText masked(image);
  const ImageReference parsed = parse_image_reference(masked.text());
  if (parsed.ecr == false) return Value::string("");
  if (!parsed.ecr) return masked.unknown(context);
  const bool china = parsed.host && parsed.host->ends_with(".cn");
  Composer out(context);
  out.text("arn:")
      .part(masked, china ? Part("aws-cn") : partition_of(parsed.region))
      .text(":ecr:")
      .part(masked, parsed.region)
      .text(":")
      .part(masked, parsed.account);
  return out.text(":repository/").part(masked, parsed.path).finish(image);
}

Value log_group_arn(Context& context, const Value& group, const Value& region, const Value& near) {
  const MaskedText group_text(group);
  const MaskedText region_text(region);
  const Near account(near);
  Composer out(context);
  out.text("arn:").part(account.masked, account.arn.partition).text(":logs:");
  const bool any = region.is_string() && (region.as_string().empty() || region.as_string() == "*");
  const bool written = region.is_string() || expr::is_partial(region);
  out.part(region_text, written && !any ? Part(region_text.text()) : Part());
  out.text(":").part(account.masked, account.arn.account).text(":log-group:");
  out.part(group_text, group.is_string() || expr::is_partial(group) ? Part(group_text.text()) : Part());
  // Some actions are about the group, some about its streams; :* takes in both.
  return out.hole(":*").finish(group);
}

Value objects_arn(Context& context, const Value& bucket, const Value& prefix) {
  const MaskedText bucket_text(bucket);
  const MaskedText prefix_text(prefix);
  const auto part = [](const Value& value, const MaskedText& masked) {
    return value.is_string() || expr::is_partial(value) ? Part(masked.text()) : Part();
  };
  Composer out(context);
  out.text("arn:").hole().text(":s3:::").part(bucket_text, part(bucket, bucket_text)).text("/");
  return out.part(prefix_text, part(prefix, prefix_text)).hole().finish(bucket);
}

Value service_arn(Context& context, const Value& service) {
  const MaskedText masked(service);
  Composer out(context);
  out.text("arn:").hole().text(":").part(masked, masked.text()).text(":").hole().text(":").hole();
  return out.text(":").hole().finish(service);
}

}  // namespace ecslint::rules
