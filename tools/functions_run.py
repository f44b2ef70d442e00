#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the C++ functions that ran, but for screens, which have numbers for names.

usage: functions_run.py BINARY_WITH_SYMBOLS CALLGRIND_OUT (of --dump-instr=yes)
"""
import bisect
import re
import subprocess
import sys

binary, out = sys.argv[1:]
symbols = []
for line in subprocess.run(["nm", "-n", "--defined-only", binary], capture_output=True, text=True, check=True).stdout.splitlines():
    address, kind, name = line.split(" ", 2)
    if kind in "tTwW":
        symbols.append((int(address, 16), name))
addresses = [address for address, _ in symbols]

ran = set()
at = 0
for line in open(out):
    place = re.match(r"(0x[0-9a-f]+|[+-]\d+|\*)( |$)", line)
    if not place:
        continue
    text = place.group(1)
    at = int(text, 16) if text.startswith("0x") else at if text == "*" else at + int(text)
    ran.add(bisect.bisect_right(addresses, at) - 1)
first = {addresses[i] for i in ran if i >= 0}
print("\n".join(sorted({name for address, name in symbols if address in first and name.startswith("_Z") and "7screens" not in name})))
