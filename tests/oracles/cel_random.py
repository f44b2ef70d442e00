#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random well-typed CEL expressions: ours, cel-go and @bufbuild/cel must say the same value.

usage: cel_random.py ORACLE FOLDER [COUNT] [--seed N]     FOLDER keeps cel-go's program and the npm package between runs
"""
import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent / "cel"
INTS = ["0", "1", "-1", "2", "3", "7", "100", "9223372036854775807", "-9223372036854775808"]
UINTS = ["0u", "1u", "2u", "7u", "18446744073709551615u"]
DOUBLES = ["0.0", "1.0", "-1.5", "2.5", "1e10", "1e-3", "100.25"]
STRINGS = ["''", "'a'", "'abc'", "'b'", "'é'", "'😀x'", "'12'", "'-7'", "'1.5'", "'true'", "'A-b_c'", "r'\\d+'", "'a.b'"]
PATTERNS = ["'a'", "'^a'", "'b$'", "'[a-c]+'", "'^$'", "'.'", "r'\\d+'", "'(a|b)c?'"]


class Random:
    def __init__(self, rng):
        self.rng = rng
        self.names = []  # (name, type)

    def make(self, kind, depth):
        known = [name for name, its in self.names if its == kind]
        if known and self.rng.random() < 0.3:
            return self.rng.choice(known)
        if depth <= 0:
            return self.leaf(kind, depth)
        return self.rng.choice(self.makers(kind, depth))()

    def leaf(self, kind, depth):
        if kind.startswith("list:"):
            return "[" + ", ".join(self.make(kind[5:], depth - 1) for _ in range(self.rng.randrange(4 if depth > -2 else 1))) + "]"
        if kind == "map":
            keys = self.rng.sample(["'a'", "'b'", "'c'"], self.rng.randrange(4))
            return "{" + ", ".join(f"{key}: {self.make('int', depth - 1)}" for key in keys) + "}"
        return self.rng.choice({"int": INTS, "uint": UINTS, "double": DOUBLES, "string": STRINGS, "bool": ["true", "false"], "null": ["null"]}[kind])

    def some(self):
        return self.rng.choice(["int", "int", "string", "string", "bool", "double", "uint"])

    def bound(self, kind, depth, text):
        """A macro over a list of `kind`; text is made with its variable known."""
        items = self.make(f"list:{kind}", depth - 1)
        name = f"v{len(self.names)}"
        self.names.append((name, kind))
        made = text(name)
        self.names.pop()
        return items, name, made

    def macro(self, word, kind, depth, result="bool"):
        items, name, inner = self.bound(kind, depth, lambda _: self.make(result, depth - 1))
        return f"{items}.{word}({name}, {inner})"

    def makers(self, kind, depth):
        d = depth - 1
        make = lambda k: self.make(k, d)
        common = [lambda: self.leaf(kind, d), lambda: f"({make('bool')} ? {make(kind)} : {make(kind)})",
                  lambda: f"{make('list:' + kind)}[{make('int')}]" if not kind.startswith("list:") else self.leaf(kind, d)]
        if kind == "bool":
            of = self.some()
            return common + [
                lambda: f"({make('bool')} && {make('bool')})", lambda: f"({make('bool')} || {make('bool')})", lambda: f"!{make('bool')}",
                lambda: f"({make(of)} == {make(of)})", lambda: f"({make(of)} != {make(of)})",
                lambda: f"({make(of)} {self.rng.choice(['<', '<=', '>', '>='])} {make(of)})",
                lambda: f"({make(of)} in {make('list:' + of)})", lambda: f"({make('string')} in {make('map')})",
                lambda: f"{make('string')}.{self.rng.choice(['contains', 'startsWith', 'endsWith'])}({make('string')})",
                lambda: f"{make('string')}.matches({self.rng.choice(PATTERNS)})",
                lambda: self.macro(self.rng.choice(["all", "exists", "exists_one"]), of, depth),
                lambda: f"has({make('map')}.a)" if False else f"({make('list:' + of)} == {make('list:' + of)})",
                lambda: f"({make('map')} == {make('map')})", lambda: f"({make('int')} < {make('double')})", lambda: f"({make('uint')} <= {make('int')})",
                lambda: f"has({self.leaf('map', d)}.a)",
            ]
        if kind == "int":
            return common + [
                lambda: f"({make('int')} {self.rng.choice(['+', '-', '*', '/', '%'])} {make('int')})", lambda: f"-({make('int')})",
                lambda: f"size({make('string')})", lambda: f"{make('list:' + self.some())}.size()", lambda: f"size({make('map')})",
                lambda: f"int({make(self.rng.choice(['uint', 'double', 'string']))})", lambda: f"{make('map')}['a']", lambda: f"{self.leaf('map', d)}.b",
            ]
        if kind == "uint":
            return common + [lambda: f"({make('uint')} {self.rng.choice(['+', '-', '*', '/', '%'])} {make('uint')})", lambda: f"uint({make(self.rng.choice(['int', 'double', 'string']))})"]
        if kind == "double":
            return common + [lambda: f"({make('double')} {self.rng.choice(['+', '-', '*', '/'])} {make('double')})", lambda: f"double({make(self.rng.choice(['int', 'uint']))})", lambda: f"-({make('double')})"]
        if kind == "string":
            return common + [lambda: f"({make('string')} + {make('string')})", lambda: f"string({make(self.rng.choice(['int', 'uint', 'bool']))})"]
        if kind.startswith("list:"):
            inner = kind[5:]
            return common[:2] + [lambda: f"({make(kind)} + {make(kind)})", lambda: self.macro("filter", inner, depth),
                                 lambda: self.macro("map", self.some(), depth, inner)]
        return common[:2]


def lines_of(command, text, cwd=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True, cwd=cwd)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr[-2000:]}")
    return done.stdout.splitlines()


def prepare(folder):
    """cel-go from the Go module proxy, @bufbuild/cel from npm."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "main.go", folder)
    shutil.copy(HERE / "bufbuild.mjs", folder)
    if not (folder / "go.mod").exists():
        subprocess.run(["go", "mod", "init", "oracle"], cwd=folder, check=True, capture_output=True)
        subprocess.run(["go", "get", "github.com/google/cel-go@v0.26.1"], cwd=folder, check=True, capture_output=True)
    subprocess.run(["go", "mod", "tidy"], cwd=folder, check=True, capture_output=True)
    subprocess.run(["go", "build", "-o", "cel-go", "main.go"], cwd=folder, check=True)
    if not (folder / "node_modules/@bufbuild/cel").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), "@bufbuild/cel@0.6.1"], check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("oracle")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()
    prepare(args.folder)
    rng = random.Random(args.seed)
    kinds = ["bool", "bool", "int", "uint", "double", "string", "list:int", "list:string"]
    expressions = [Random(rng).make(rng.choice(kinds), rng.randrange(1, 5)) for _ in range(args.count)]
    text = "".join(json.dumps({"expr": e}) + "\n" for e in expressions)
    ours = lines_of([os.path.realpath(args.oracle), "cel"], text)
    go = lines_of([str(args.folder.resolve() / "cel-go")], text)
    js = lines_of(["node", "bufbuild.mjs"], text, cwd=args.folder)
    counts = collections.Counter()
    shown = collections.Counter()
    for expression, a, b, c in zip(expressions, ours, go, js, strict=True):
        word = lambda s: s.split(" ")[0] if s.startswith(("error", "refused")) else s.replace("d-nan", "dnan")
        a, b, c = word(a), word(b), word(c)
        if b == "refused":  # cel-go's checker infers the type of [] and {} in another way; then there are two to compare
            how = "two agree, cel-go's checker refuses" if a == c else "ours alone"
        else:
            how = "all agree" if a == b == c else "ours and cel-go agree" if a == b else "ours and bufbuild agree" if a == c else "ours alone"
        counts[how] += 1
        if how != "all agree":
            shown[how] += 1
            if shown[how] <= 6:
                print(f"{how}: {expression[:200]}\n    ours {a}  cel-go {b}  bufbuild {c}")
    print(f"{len(expressions)} expressions: {dict(counts)}; {sum(a.startswith('error') for a in ours)} are errors, {sum(a.startswith('refused') for a in ours)} refused")
    sys.exit(1 if counts["ours alone"] or counts["ours and bufbuild agree"] else 0)


if __name__ == "__main__":
    main()
