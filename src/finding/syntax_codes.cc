// SPDX-License-Identifier: Apache-2.0
#include "finding/syntax_codes.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace ecslint::finding {
namespace {

using enum SyntaxCode;

constexpr SyntaxCodeInfo kCodes[] = {
    {kUnexpected, "SYN001", "unexpected-text", Level::kError, "text that has no meaning where it stands",
     "The parser expected a value, a key or the end of something and found other text. AWS tools refuse the "
     "whole file."},
    {kUnclosed, "SYN002", "unclosed", Level::kError,
     "a string or bracket that is never closed, or closed by the wrong bracket",
     "Everything after it is read as part of it, so AWS tools refuse the whole file."},
    {kBadEscape, "SYN003", "bad-escape", Level::kError, "an escape sequence that does not exist",
     "Inside double quotes a backslash begins an escape; JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and "
     "\\uXXXX, "
     "surrogates only in pairs. A backslash itself is written \\\\."},
    {kControlCharacter, "SYN004", "control-character", Level::kError,
     "a raw control character or line break where none may stand",
     "Line breaks, tabs and other control characters inside a string must be written as escapes."},
    {kEncoding, "SYN005", "encoding", Level::kError, "bytes that are not UTF-8",
     "AWS tools read files as UTF-8. Save the file as UTF-8, without a byte order mark."},
    {kLimit, "SYN006", "limit", Level::kError, "nested too deeply or too large to be read",
     "Input is read with fixed bounds, so that a hostile file can't exhaust the machine. No ECS document "
     "comes "
     "near them."},
    {kNotStrict, "SYN007", "not-strict", Level::kError,
     "a comment, trailing comma or spelling that JSON does not have",
     "Editors and some tools accept comments, trailing commas, single quotes and bare keys; the AWS CLI and "
     "the "
     "SDKs refuse them."},
    {kMissingSeparator, "SYN008", "missing-separator", Level::kError,
     "a comma or colon is missing or doubled",
     "Members and elements are separated by one comma, a key and its value by one colon."},
    {kTextAfterEnd, "SYN009", "text-after-end", Level::kError, "text after the end of the document",
     "A JSON file holds one value. What follows it makes AWS tools refuse the file."},
    {kDuplicateKey, "SYN010", "duplicate-key", Level::kWarning, "the same key twice in one object",
     "The last one counts and the others are dropped without a word, which is rarely what was meant."},
    {kEmpty, "SYN011", "empty-file", Level::kError, "the file holds no value",
     "There is nothing in the file that could be registered."},
    {kBadNumber, "SYN012", "bad-number", Level::kError, "a number that JSON does not allow",
     "No leading zeros or plus sign, a digit on both sides of the point, no hexadecimal, no NaN or "
     "Infinity."},
    {kUnreadable, "SYN013", "unreadable", Level::kError, "a file or folder that cannot be opened",
     "It does not exist, may not be read, is no regular file, or is too large."},
    {kVersionDependent, "SYN020", "version-dependent-scalar", Level::kWarning,
     "a plain YAML scalar that YAML 1.1 and 1.2 read differently",
     "The AWS CLI reads YAML 1.2 where CloudFormation reads 1.1: no, on, 0755 and 1:30 are not the same "
     "value in "
     "both. Quotes make it a string in either."},
    {kIndentation, "SYN021", "indentation", Level::kError, "indentation that YAML does not allow",
     "Indentation decides what belongs to what; tabs may not stand in it, and siblings must line up."},
    {kAliasBudget, "SYN022", "alias-budget", Level::kError, "aliases that expand to too much",
     "Aliases of aliases grow exponentially; expansion is bounded."},
    {kTag, "SYN023", "tag", Level::kWarning, "a YAML tag that is not known here",
     "An unknown tag changes what the value means; the value is treated as unknown."},
    {kAnchor, "SYN024", "anchor", Level::kError,
     "an alias without its anchor, or a merge key that has nothing to merge",
     "An alias repeats what an anchor earlier in the same document has named."},
    {kTemplateReference, "SYN030", "template-reference", Level::kError,
     "a template names a parameter, resource, condition or mapping that it does not have",
     "CloudFormation refuses the template before it makes anything."},
    {kTemplateCycle, "SYN031", "template-cycle", Level::kError,
     "a condition, value or resource of a template that depends on itself",
     "CloudFormation refuses circular dependencies between conditions and between resources."},
    {kTemplateForm, "SYN032", "template-form", Level::kError,
     "an intrinsic function of CloudFormation with arguments that it cannot take",
     "Each function takes a certain number and kind of arguments: Fn::If a condition and two values, "
     "Fn::Join "
     "a delimiter and a list. CloudFormation refuses the template."},
    {kTemplateLimit, "SYN033", "template-limit", Level::kWarning,
     "a template that expands to more than is read",
     "Loops and nested functions are followed up to fixed bounds, so that a hostile template can't exhaust "
     "the "
     "machine. What lies beyond them is left unknown."},
    {kTemplateSubstitution, "SYN034", "template-substitution", Level::kWarning,
     "dollar, braces and a name of the template in a text without Fn::Sub",
     "Only Fn::Sub puts values in; elsewhere the text goes to AWS as it stands, with dollar and braces."},
    {kTemplateType, "SYN035", "template-type", Level::kError, "a type of ECS resource that does not exist",
     "CloudFormation refuses a template with a type that it does not know."},
    {kTemplateOrder, "SYN036", "template-order", Level::kWarning,
     "a service that does not wait for the listener of its target group",
     "CloudFormation makes side by side what does not name each other; the service is there long before the "
     "load "
     "balancer, and ECS refuses a target group without one."},
};

}  // namespace

std::span<const SyntaxCodeInfo> syntax_codes() { return kCodes; }

const SyntaxCodeInfo& syntax_code(SyntaxCode id) {
  const auto* found = std::find_if(std::begin(kCodes), std::end(kCodes),
                                   [id](const SyntaxCodeInfo& info) { return info.id == id; });
  assert(found != std::end(kCodes));
  return *found;
}

Finding syntax_finding(SyntaxCode id, const text::Source& source, text::Range range, std::string message) {
  const SyntaxCodeInfo& info = syntax_code(id);
  Finding finding;
  finding.code = info.code;
  finding.level = info.level;
  finding.message = std::move(message);
  finding.place = {&source, range};
  return finding;
}

bool is_syntax_code(std::string_view code) { return code.starts_with("SYN") && code < "SYN030"; }

bool keeps_from_reading(const Finding& finding) {
  return finding.level == Level::kError && is_syntax_code(finding.code) && finding.code != "SYN007" &&
         finding.code != "SYN010";
}

}  // namespace ecslint::finding
