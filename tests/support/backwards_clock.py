#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a program for which the clock of the day goes back by an hour whenever it looks.

The clock that only counts on (CLOCK_MONOTONIC) stays as it is: the system promises that it never goes back. The program is traced
(ptrace, x86-64 Linux), threads as well, programs it starts are not. The page by which it could read clocks without a system call (vDSO) is
hidden from it at the start. One line at the end, on standard error, says how often it looked.

usage: backwards_clock.py PROGRAM ARGUMENTS...      ends as PROGRAM does; 125 where there is no tracing
"""
import ctypes
import os
import signal
import sys
import time

TRACEME, PEEK, POKE, GETREGS, SETREGS, SYSCALL, SETOPTIONS = 0, 2, 5, 12, 13, 24, 0x4200
OPTIONS = 0x1 | 0x8 | 0x10 | 0x100000  # marks stops at system calls, follows threads, stops at exec, ends with us
ALL_THREADS = 0x40000000  # of waitpid
GETTIMEOFDAY, TIME, CLOCK_GETTIME = 96, 201, 228
OF_THE_DAY = (0, 5)  # CLOCK_REALTIME, CLOCK_REALTIME_COARSE
AT_SYSINFO_EHDR, AT_IGNORE = 33, 1
RAX, RSI, RDI, ORIG_RAX, RSP = 10, 13, 14, 15, 19  # words of user_regs_struct
STEP = 3600  # seconds

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.restype = ctypes.c_long
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


def ptrace(request, thread, address=0, data=0):
    ctypes.set_errno(0)
    value = libc.ptrace(request, thread, address, data)
    if value == -1 and ctypes.get_errno() != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return value & 0xFFFFFFFFFFFFFFFF


class Thread:
    def __init__(self, number):
        self.number = number
        self.inside = False  # a system call

    def registers(self):
        self.words = (ctypes.c_uint64 * 27)()
        ptrace(GETREGS, self.number, 0, ctypes.addressof(self.words))
        return self.words

    def write_registers(self):
        ptrace(SETREGS, self.number, 0, ctypes.addressof(self.words))


def hide_vdso(thread):
    """The stack at the start: the count of arguments, they, 0, the environment, 0, pairs of the auxiliary vector up to one of 0."""
    at = thread.registers()[RSP]
    at += 8 * (ptrace(PEEK, thread.number, at) + 2)
    while ptrace(PEEK, thread.number, at) != 0:
        at += 8
    at += 8
    while (kind := ptrace(PEEK, thread.number, at)) != 0:
        if kind == AT_SYSINFO_EHDR:
            ptrace(POKE, thread.number, at, AT_IGNORE)
        at += 16


class Clock:
    def __init__(self):
        self.now = int(time.time())
        self.looks = 0

    def next(self):
        self.looks += 1
        self.now -= STEP
        return self.now

    def turn_back(self, thread):
        """At the end of a system call."""
        words = thread.registers()
        call, failed = words[ORIG_RAX], words[RAX] >= 2**63
        if failed:
            return
        if call == CLOCK_GETTIME and words[RDI] in OF_THE_DAY:
            ptrace(POKE, thread.number, words[RSI], self.next())
        elif call == GETTIMEOFDAY and words[RDI]:
            ptrace(POKE, thread.number, words[RDI], self.next())
        elif call == TIME:
            words[RAX] = self.next()
            if words[RDI]:
                ptrace(POKE, thread.number, words[RDI], words[RAX])
            thread.write_registers()


def trace(program):
    """What the program ends with, as the shell says it."""
    threads, clock = {}, Clock()
    os.waitpid(program, 0)
    ptrace(SETOPTIONS, program, 0, OPTIONS)
    threads[program] = Thread(program)
    hide_vdso(threads[program])
    ptrace(SYSCALL, program)
    while True:
        number, status = os.waitpid(-1, ALL_THREADS)
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if number != program:
                continue
            print(f"backwards_clock: looked {clock.looks} times", file=sys.stderr)
            return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
        known = number in threads
        thread = threads.setdefault(number, Thread(number))
        pass_on = 0
        signalled = os.WSTOPSIG(status)
        if signalled == signal.SIGTRAP | 0x80:
            thread.inside = not thread.inside
            if not thread.inside:
                clock.turn_back(thread)
        elif signalled != signal.SIGTRAP and (known or signalled != signal.SIGSTOP):
            pass_on = signalled
        try:
            ptrace(SYSCALL, number, 0, pass_on)
        except ProcessLookupError:
            pass  # the others have ended it


def main():
    program = os.fork()
    if program == 0:
        try:
            ptrace(TRACEME, 0)
        except OSError:
            os._exit(125)
        os.execv(sys.argv[1], sys.argv[1:])
    sys.exit(trace(program))


if __name__ == "__main__":
    main()
