// SPDX-License-Identifier: Apache-2.0
// The baked rules and schemas as read-only data of the binary.
    .section .rodata
    .balign 16
    .global ecslint_baked
    .global ecslint_baked_end
ecslint_baked:
    .incbin ECSLINT_BAKED_FILE
ecslint_baked_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
