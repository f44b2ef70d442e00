# SPDX-License-Identifier: Apache-2.0
"""What tests of the whole program share: a folder for each test, the program run in it, and a command line of their own."""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest


class Case(unittest.TestCase):
    binary = ""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.folder = self.root / "repository"
        self.folder.mkdir()

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def ecslint(self, *arguments, before=(), **more):
        """The program in the test's folder; `before` stands before its name."""
        usual = {"cwd": self.folder, "capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 120}
        return subprocess.run([*before, self.binary, *arguments], **{**usual, **more})

    def start(self, *arguments, **more):
        return subprocess.Popen([self.binary, *arguments], **{"cwd": self.folder, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more})


def task(name="web", containers=(), **container):
    """A task definition with something to find (IMG001): one container, with what is said of it, and more of them."""
    first = {"name": "web", "image": "nginx:latest", "memory": 64, **container}
    return json.dumps({"family": name, "containerDefinitions": [first, *containers]}, indent=2) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ecslint")
    parser.add_argument("-k", help="only tests with this word in their name")
    args = parser.parse_args()
    Case.binary = os.path.realpath(args.ecslint)
    unittest.main(argv=[sys.argv[0], "-v", *(["-k", args.k] if args.k else [])])
