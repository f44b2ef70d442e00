#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How the released binary is hardened, read from its ELF file and from the libraries beside it that it was linked from.

usage: elf.py ECSLINT      in its build folder
"""
import pathlib
import struct
import subprocess
import sys
import unittest

PT_LOAD, PT_INTERP, PT_GNU_STACK, PT_GNU_RELRO = 1, 3, 0x6474E551, 0x6474E552
EXECUTE, WRITE = 1, 2


class Elf(unittest.TestCase):
    path = ""

    def setUp(self):
        with open(self.path, "rb") as file:
            self.bytes = file.read()
        self.assertEqual(self.bytes[:6], b"\x7fELF\x02\x01", "64 bits, little endian")
        offset, size, count = struct.unpack_from("<Q", self.bytes, 32)[0], *struct.unpack_from("<HH", self.bytes, 54)
        self.segments = {}
        for i in range(count):
            kind, flags, place, _, _, length = struct.unpack_from("<IIQQQQ", self.bytes, offset + i * size)
            self.segments.setdefault(kind, []).append((flags, place, length))

    def test_it_needs_no_library_and_no_interpreter(self):
        self.assertNotIn(PT_INTERP, self.segments)

    def test_it_has_at_most_12_megabytes_and_no_symbols(self):
        self.assertLessEqual(len(self.bytes), 12_500_000)
        self.assertFalse(b".symtab\0" in self.bytes, "it is not stripped")

    def test_nothing_is_writable_and_executable(self):
        for flags, _, _ in self.segments[PT_LOAD] + self.segments[PT_GNU_STACK]:
            self.assertNotEqual(flags & (WRITE | EXECUTE), WRITE | EXECUTE)
        self.assertEqual([flags & EXECUTE for flags, _, _ in self.segments[PT_GNU_STACK]], [0])

    def test_what_the_start_relocates_is_read_only_afterwards(self):
        self.assertEqual(len(self.segments[PT_GNU_RELRO]), 1)

    def test_rooms_that_read_foreign_bytes_look_after_their_stack_and_bounds(self):
        for room in ("text", "doc", "syntax_json", "syntax_yaml", "syntax_toml"):
            archive = pathlib.Path(self.path).parent / "src" / f"lib{room}.a"
            wanted = subprocess.run(["nm", "-C", "-u", archive], check=True, capture_output=True, text=True).stdout
            self.assertIn("__stack_chk_fail", wanted, room)
            self.assertIn("std::__glibcxx_assert_fail", wanted, room)


if __name__ == "__main__":
    Elf.path = sys.argv.pop(1)
    unittest.main(argv=[sys.argv[0], "-v"])
