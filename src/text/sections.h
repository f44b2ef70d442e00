// SPDX-License-Identifier: Apache-2.0
// For assembler files that put bytes into the binary: names of sections and symbols in ELF and in Mach-O.
#pragma once

// Assembler is not formatted.
// clang-format off
#ifdef __APPLE__
#define ECSLINT_SYMBOL(name) _##name
#define ECSLINT_READ_ONLY .section __TEXT,__const
#define ECSLINT_READ_ONLY_POINTERS .section __DATA,__const
#define ECSLINT_NO_EXECUTABLE_STACK
#else
#define ECSLINT_SYMBOL(name) name
#define ECSLINT_READ_ONLY .section .ecslint_bytes, "a", %progbits  // behind the constants of the code, not between them
#define ECSLINT_READ_ONLY_POINTERS .section .data.rel.ro, "aw"
#define ECSLINT_NO_EXECUTABLE_STACK .section .note.GNU-stack, "", %progbits
#endif
// clang-format on
