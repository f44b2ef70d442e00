#!/usr/bin/env python3
# Does what docs/tutorial.md tells its reader to do, in an empty folder: blocks with a name behind their language are files, in
# `console` blocks the lines behind "$ " are commands and the others what they print.
#   usage: tools/check_tutorial.py ECSLINT [--update]     --update writes what they print into the page
# SPDX-License-Identifier: Apache-2.0
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```\n", re.M | re.S)


def run(commands, folder, environment):
    out = []
    for command in commands:
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=60)
        out.append(f"$ {command}\n{done.stdout.decode()}")
    return "".join(out)


def main():
    ecslint = pathlib.Path(sys.argv[1]).resolve()
    environment = dict(os.environ, NO_COLOR="1", PATH=f"{ecslint.parent}:{os.environ['PATH']}")
    page = PAGE.read_text()
    with tempfile.TemporaryDirectory() as folder:
        def follow(block):
            language, name, text = block.groups()
            if name:
                path = pathlib.Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            if language != "console":
                return block.group(0)
            commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
            return f"```console\n{run(commands, folder, environment)}```\n"

        followed = BLOCK.sub(follow, page)
    if "--update" in sys.argv:
        PAGE.write_text(followed)
        return
    if followed != page:
        subprocess.run(["diff", "-u", str(PAGE), "-"], input=followed.encode())
        sys.exit("docs/tutorial.md tells other output than the program prints: tools/check_tutorial.py ECSLINT --update")


main()
