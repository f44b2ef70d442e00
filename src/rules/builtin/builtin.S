// SPDX-License-Identifier: Apache-2.0
// The baked rules and schemas as read-only data of the binary.
#include "text/sections.h"

    ECSLINT_READ_ONLY
    .balign 16
    .globl ECSLINT_SYMBOL(ecslint_baked)
    .globl ECSLINT_SYMBOL(ecslint_baked_end)
ECSLINT_SYMBOL(ecslint_baked):
    .incbin ECSLINT_BAKED_FILE
ECSLINT_SYMBOL(ecslint_baked_end):
    .byte 0
    ECSLINT_NO_EXECUTABLE_STACK
