// SPDX-License-Identifier: Apache-2.0
// ip(), cidr() and what can be asked of them.
#include "expr/lib/args.h"
#include "expr/lib/network_values.h"
#include "expr/library.h"

namespace ecslint::expr {
namespace lib {
namespace {

struct IpObject {
  Opaque base;
  Ip ip;
};
struct CidrObject {
  Opaque base;
  Cidr cidr;
};

constexpr OpaqueType kIpType = {"net.IP", [](const void* a, const void* b) {
                                  return static_cast<const IpObject*>(a)->ip ==
                                         static_cast<const IpObject*>(b)->ip;
                                }};
constexpr OpaqueType kCidrType = {"net.CIDR", [](const void* a, const void* b) {
                                    return static_cast<const CidrObject*>(a)->cidr ==
                                           static_cast<const CidrObject*>(b)->cidr;
                                  }};

template <typename T>
const T* object_of(const Value& value, const OpaqueType& type) {
  if (!value.is(Kind::kOpaque) || value.as_opaque()->type != &type) return nullptr;
  return reinterpret_cast<const T*>(value.as_opaque());
}

}  // namespace

Value make_ip(Context& context, const Ip& ip) {
  if (!context.charge(sizeof(IpObject))) return context.exhausted();
  return Value::opaque(&context.keep(IpObject{{&kIpType}, ip})->base);
}

Value make_cidr(Context& context, const Cidr& cidr) {
  if (!context.charge(sizeof(CidrObject))) return context.exhausted();
  return Value::opaque(&context.keep(CidrObject{{&kCidrType}, cidr})->base);
}

const Ip* as_ip(const Value& value) {
  const auto* object = object_of<IpObject>(value, kIpType);
  return object ? &object->ip : nullptr;
}

const Cidr* as_cidr(const Value& value) {
  const auto* object = object_of<CidrObject>(value, kCidrType);
  return object ? &object->cidr : nullptr;
}

}  // namespace lib

namespace {

using lib::Args;
using lib::as_cidr;
using lib::as_ip;
using lib::Cidr;
using lib::Ip;

Value no_address(Context& context, std::string_view text) {
  return context.error(ErrorCode::kConversion, "'" + std::string(text) + "' is no IP address");
}

Value no_network(Context& context, std::string_view text) {
  return context.error(ErrorCode::kConversion, "'" + std::string(text) + "' is no network in CIDR form");
}

Value ip(Context& context, Args args) {
  if (as_ip(args[0])) return args[0];
  if (!args[0].is_string()) return context.no_such_overload();
  const auto parsed = lib::parse_ip(args[0].as_string());
  return parsed ? make_ip(context, *parsed) : no_address(context, args[0].as_string());
}

Value cidr(Context& context, Args args) {
  if (as_cidr(args[0])) return args[0];
  if (!args[0].is_string()) return context.no_such_overload();
  const auto parsed = lib::parse_cidr(args[0].as_string());
  return parsed ? make_cidr(context, *parsed) : no_network(context, args[0].as_string());
}

Value is_ip(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  return Value::boolean(lib::parse_ip(args[0].as_string()).has_value());
}

Value is_cidr(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  return Value::boolean(lib::parse_cidr(args[0].as_string()).has_value());
}

Value is_canonical(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  const auto parsed = lib::parse_ip(args[0].as_string());
  if (!parsed) return no_address(context, args[0].as_string());
  return Value::boolean(lib::print_ip(*parsed) == args[0].as_string());
}

Value family(Context& context, Args args) {
  const Ip* address = as_ip(args[0]);
  return address ? Value::integer(address->v6 ? 6 : 4) : context.no_such_overload();
}

template <bool (*F)(const Ip&)>
Value is_kind(Context& context, Args args) {
  const Ip* address = as_ip(args[0]);
  return address ? Value::boolean(F(*address)) : context.no_such_overload();
}

Value contains_ip(Context& context, Args args) {
  const Cidr* network = as_cidr(args[0]);
  if (!network) return context.no_such_overload();
  if (const Ip* address = as_ip(args[1])) return Value::boolean(lib::contains(*network, *address));
  if (!args[1].is_string()) return context.no_such_overload();
  const auto parsed = lib::parse_ip(args[1].as_string());
  return parsed ? Value::boolean(lib::contains(*network, *parsed)) : no_address(context, args[1].as_string());
}

Value contains_cidr(Context& context, Args args) {
  const Cidr* outer = as_cidr(args[0]);
  if (!outer) return context.no_such_overload();
  if (const Cidr* inner = as_cidr(args[1])) return Value::boolean(lib::contains(*outer, *inner));
  if (!args[1].is_string()) return context.no_such_overload();
  const auto parsed = lib::parse_cidr(args[1].as_string());
  return parsed ? Value::boolean(lib::contains(*outer, *parsed)) : no_network(context, args[1].as_string());
}

Value ip_of(Context& context, Args args) {
  const Cidr* network = as_cidr(args[0]);
  return network ? make_ip(context, network->ip) : context.no_such_overload();
}

Value masked(Context& context, Args args) {
  const Cidr* network = as_cidr(args[0]);
  return network ? make_cidr(context, lib::masked(*network)) : context.no_such_overload();
}

Value prefix_length(Context& context, Args args) {
  const Cidr* network = as_cidr(args[0]);
  return network ? Value::integer(network->prefix) : context.no_such_overload();
}

constexpr auto G = Style::kGlobal;
constexpr auto M = Style::kMethod;

constexpr Function kFunctions[] = {
    {"ip", G, "string", "net.IP", ip},
    {"ip", G, "net.IP", "net.IP", ip},
    {"isIP", G, "string", "bool", is_ip},
    {"ip.isCanonical", G, "string", "bool", is_canonical},
    {"family", M, "net.IP", "int", family},
    {"isUnspecified", M, "net.IP", "bool", is_kind<lib::is_unspecified>},
    {"isLoopback", M, "net.IP", "bool", is_kind<lib::is_loopback>},
    {"isGlobalUnicast", M, "net.IP", "bool", is_kind<lib::is_global_unicast>},
    {"isLinkLocalMulticast", M, "net.IP", "bool", is_kind<lib::is_link_local_multicast>},
    {"isLinkLocalUnicast", M, "net.IP", "bool", is_kind<lib::is_link_local_unicast>},
    {"cidr", G, "string", "net.CIDR", cidr},
    {"cidr", G, "net.CIDR", "net.CIDR", cidr},
    {"isCIDR", G, "string", "bool", is_cidr},
    {"containsIP", M, "net.CIDR, net.IP", "bool", contains_ip},
    {"containsIP", M, "net.CIDR, string", "bool", contains_ip},
    {"containsCIDR", M, "net.CIDR, net.CIDR", "bool", contains_cidr},
    {"containsCIDR", M, "net.CIDR, string", "bool", contains_cidr},
    {"ip", M, "net.CIDR", "net.IP", ip_of},
    {"masked", M, "net.CIDR", "net.CIDR", masked},
    {"prefixLength", M, "net.CIDR", "int", prefix_length},
};

}  // namespace

std::span<const Function> network_functions() { return kFunctions; }

}  // namespace ecslint::expr
