// SPDX-License-Identifier: Apache-2.0
// int(x), uint(x), double(x), bool(x), string(x), bytes(x), timestamp(x), duration(x), and base64.*.
#include <fmt/format.h>

#include "expr/lib/args.h"
#include "expr/lib/base64.h"
#include "expr/lib/network_values.h"
#include "expr/lib/numbers.h"
#include "expr/lib/time.h"
#include "expr/library.h"
#include "text/utf8.h"

namespace ecslint::expr {
namespace {

using lib::Args;

Value out_of_range() { return Value::error(ErrorCode::kOverflow, "the number is out of range"); }

Value not_a(Context& context, const Value& text, std::string_view what) {
  return context.error(ErrorCode::kConversion,
                       fmt::format("'{}' is no {}", text.as_string().substr(0, 100), what));
}

Value to_int(Context& context, Args args) {
  const Value& x = args[0];
  switch (x.kind()) {
    case Kind::kInt:
      return x;
    case Kind::kUint:
      return x.as_uint() > INT64_MAX ? out_of_range()
                                     : Value::integer(static_cast<std::int64_t>(x.as_uint()));
    case Kind::kDouble: {
      const auto n = lib::double_to_int(x.as_double());
      return n ? Value::integer(*n) : out_of_range();
    }
    case Kind::kString: {
      const auto n = lib::parse_int(x.as_string());
      return n ? Value::integer(*n) : not_a(context, x, "int");
    }
    case Kind::kTimestamp:
      return Value::integer(x.as_seconds());
    default:
      return context.no_such_overload();
  }
}

Value to_uint(Context& context, Args args) {
  const Value& x = args[0];
  switch (x.kind()) {
    case Kind::kUint:
      return x;
    case Kind::kInt:
      return x.as_int() < 0 ? out_of_range() : Value::uinteger(static_cast<std::uint64_t>(x.as_int()));
    case Kind::kDouble: {
      const auto n = lib::double_to_uint(x.as_double());
      return n ? Value::uinteger(*n) : out_of_range();
    }
    case Kind::kString: {
      const auto n = lib::parse_uint(x.as_string());
      return n ? Value::uinteger(*n) : not_a(context, x, "uint");
    }
    default:
      return context.no_such_overload();
  }
}

Value to_double(Context& context, Args args) {
  const Value& x = args[0];
  switch (x.kind()) {
    case Kind::kDouble:
      return x;
    case Kind::kInt:
      return Value::number(static_cast<double>(x.as_int()));
    case Kind::kUint:
      return Value::number(static_cast<double>(x.as_uint()));
    case Kind::kString: {
      const auto n = lib::parse_double(x.as_string());
      return n ? Value::number(*n) : not_a(context, x, "double");
    }
    default:
      return context.no_such_overload();
  }
}

Value to_bool(Context& context, Args args) {
  const Value& x = args[0];
  if (x.is(Kind::kBool)) return x;
  if (!x.is_string()) return context.no_such_overload();
  const auto b = lib::parse_bool(x.as_string());
  return b ? Value::boolean(*b) : not_a(context, x, "bool");
}

Value to_string(Context& context, Args args) {
  const Value& x = args[0];
  switch (x.kind()) {
    case Kind::kString:
      return x;
    case Kind::kBool:
      return Value::string(x.as_bool() ? "true" : "false");
    case Kind::kInt:
      return context.string(fmt::format_int(x.as_int()).c_str());
    case Kind::kUint:
      return context.string(fmt::format_int(x.as_uint()).c_str());
    case Kind::kDouble:
      return context.string(lib::print_double(x.as_double()));
    case Kind::kBytes:
      if (!lib::pay(context, x.as_bytes().size())) return context.exhausted();
      if (text::find_invalid_utf8(x.as_bytes()) != std::string_view::npos) {
        return Value::error(ErrorCode::kConversion, "the bytes are not valid UTF-8");
      }
      return Value::string(x.as_bytes());
    case Kind::kTimestamp:
      return context.string(lib::print_timestamp({x.as_seconds(), static_cast<std::int32_t>(x.as_nanos())}));
    case Kind::kDuration:
      return context.string(lib::print_duration(x.as_duration()));
    case Kind::kUnknown:
      return x;  // a partly known string stays one
    default:
      break;
  }
  if (const lib::Ip* ip = lib::as_ip(x)) return context.string(lib::print_ip(*ip));
  if (const lib::Cidr* cidr = lib::as_cidr(x)) return context.string(lib::print_cidr(*cidr));
  return context.no_such_overload();
}

Value to_bytes(Context& context, Args args) {
  const Value& x = args[0];
  if (x.is(Kind::kBytes)) return x;
  return x.is_string() ? Value::bytes(x.as_string()) : context.no_such_overload();
}

Value to_timestamp(Context& context, Args args) {
  const Value& x = args[0];
  if (x.is(Kind::kTimestamp)) return x;
  if (x.is(Kind::kInt)) {
    if (!lib::in_range({x.as_int(), 0})) return out_of_range();
    return Value::timestamp(x.as_int(), 0);
  }
  if (!x.is_string()) return context.no_such_overload();
  const auto t = lib::parse_timestamp(x.as_string());
  if (!t) return not_a(context, x, "timestamp (RFC 3339, years 1 to 9999)");
  return Value::timestamp(t->seconds, static_cast<std::uint32_t>(t->nanos));
}

Value to_duration(Context& context, Args args) {
  const Value& x = args[0];
  if (x.is(Kind::kDuration)) return x;
  if (!x.is_string()) return context.no_such_overload();
  const auto d = lib::parse_duration(x.as_string());
  return d ? Value::duration(*d) : not_a(context, x, "duration (1h2m3.5s, at most 292 years)");
}

Value base64_encode(Context& context, Args args) {
  if (!args[0].is(Kind::kBytes)) return context.no_such_overload();
  return context.string(lib::base64_encode(args[0].as_bytes()));
}

Value base64_decode(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  const auto bytes = lib::base64_decode(args[0].as_string());
  return bytes ? context.bytes(*bytes) : Value::error(ErrorCode::kConversion, "the text is no base64");
}

constexpr auto G = Style::kGlobal;

constexpr Function kFunctions[] = {
    {"int", G, "int", "int", to_int},
    {"int", G, "uint", "int", to_int},
    {"int", G, "double", "int", to_int},
    {"int", G, "string", "int", to_int},
    {"int", G, "timestamp", "int", to_int},
    {"uint", G, "uint", "uint", to_uint},
    {"uint", G, "int", "uint", to_uint},
    {"uint", G, "double", "uint", to_uint},
    {"uint", G, "string", "uint", to_uint},
    {"double", G, "double", "double", to_double},
    {"double", G, "int", "double", to_double},
    {"double", G, "uint", "double", to_double},
    {"double", G, "string", "double", to_double},
    {"bool", G, "bool", "bool", to_bool},
    {"bool", G, "string", "bool", to_bool},
    {"string", G, "string", "string", to_string, Accepts::kPartial},
    {"string", G, "bool", "string", to_string, Accepts::kPartial},
    {"string", G, "int", "string", to_string, Accepts::kPartial},
    {"string", G, "uint", "string", to_string, Accepts::kPartial},
    {"string", G, "double", "string", to_string, Accepts::kPartial},
    {"string", G, "bytes", "string", to_string, Accepts::kPartial},
    {"string", G, "timestamp", "string", to_string, Accepts::kPartial},
    {"string", G, "duration", "string", to_string, Accepts::kPartial},
    {"string", G, "net.IP", "string", to_string, Accepts::kPartial},
    {"string", G, "net.CIDR", "string", to_string, Accepts::kPartial},
    {"bytes", G, "bytes", "bytes", to_bytes},
    {"bytes", G, "string", "bytes", to_bytes},
    {"timestamp", G, "timestamp", "timestamp", to_timestamp},
    {"timestamp", G, "string", "timestamp", to_timestamp},
    {"timestamp", G, "int", "timestamp", to_timestamp},
    {"duration", G, "duration", "duration", to_duration},
    {"duration", G, "string", "duration", to_duration},
    {"base64.encode", G, "bytes", "string", base64_encode},
    {"base64.decode", G, "string", "bytes", base64_decode},
};

}  // namespace

std::span<const Function> conversion_functions() { return kFunctions; }

}  // namespace ecslint::expr
