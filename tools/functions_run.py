#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints what has run, a line for each: C++ functions of ours by name; of libraries, whose functions can't be told apart by the linker,
"ARCHIVE:MEMBER".

usage: functions_run.py BINARY_WITH_SYMBOLS LINK_MAP CALLGRIND_OUT (of --dump-instr=yes)
"""
import bisect
import re
import subprocess
import sys

binary, link_map, out = sys.argv[1:]
symbols = []
for line in subprocess.run(["nm", "-n", "--defined-only", binary], capture_output=True, text=True, check=True).stdout.splitlines():
    address, kind, name = line.split(" ", 2)
    if kind in "tTwW":
        symbols.append((int(address, 16), name))
addresses = [address for address, _ in symbols]

# " .text 0x… 0x… /usr/lib/…/libc.a(malloc.o)", behind a line break where the section's name is long.
members = []
for address, size, archive, member in re.findall(r"\n \.text\S*\s+0x(\w+)\s+0x(\w+) /usr/\S*/(\S+\.a)\((\S+)\)", open(link_map).read()):
    if int(size, 16) > 0:
        members.append((int(address, 16), int(size, 16), f"{archive}:{member}"))
members.sort()


def member_at(address):
    """Of a library, or None."""
    at = bisect.bisect_right(members, (address, sys.maxsize, "")) - 1
    return members[at][2] if at >= 0 and address < members[at][0] + members[at][1] else None


ran = set()
at = 0
for line in open(out):
    place = re.match(r"(0x[0-9a-f]+|[+-]\d+|\*)( |$)", line)
    if place:
        text = place.group(1)
        at = int(text, 16) if text.startswith("0x") else at if text == "*" else at + int(text)
        ran.add(at)

print("\n".join(sorted({name for name in map(member_at, ran) if name is not None})))
first = {addresses[max(bisect.bisect_right(addresses, at) - 1, 0)] for at in ran if member_at(at) is None}
print("\n".join(sorted({name for address, name in symbols if address in first and name.startswith("_Z")})))
