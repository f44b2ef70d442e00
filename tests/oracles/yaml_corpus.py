#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""YAML of the corpus and of the fixtures, and spoilt copies of it, against PyYAML: both read the same tree, or both refuse.

Scalars that YAML 1.1 and 1.2 read differently are told by ecslint (SYN020) and read as YAML 1.2 has it; they are compared as text.

usage: yaml_corpus.py ORACLE [MUTANTS]       needs pip's PyYAML; reads fixtures/ and ../shared/corpus
"""
import collections
import json
import math
import pathlib
import random
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Loader(yaml.SafeLoader):
    """Tags of CloudFormation and others are left as {"$tag": …}; dates stay text; duplicate keys and merges as PyYAML has them."""


Loader.yaml_implicit_resolvers = {first: [(tag, regexp) for tag, regexp in resolvers if tag.rsplit(":", 1)[1] in ("null", "merge")]
                                  for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_multi_constructor("!", lambda loader, suffix, node: "$tag")


def plain(value):
    """As text: numbers and booleans as they are spelt in JSON differ between the two dialects."""
    if isinstance(value, dict):
        if "$unresolved" in value:
            return "$unknown"
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return "$null" if value is None else "$scalar" if isinstance(value, (bool, int, float)) else value


def same(a, b):
    """Text against a number or boolean of ours is compared by what the text reads as."""
    if isinstance(a, str) and a in ("$unknown", "$tag") or isinstance(b, str) and b in ("$unknown", "$tag"):
        return True
    if isinstance(a, dict) and isinstance(b, dict):
        return "$tag" in b or a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b))
    return a == b or (a == "$scalar" and isinstance(b, str) and b[:1] in "-+.0123456789tTfFyYnNoO") or (b in ("", "~") and a == "$null") or (a == "" and b == "$null") or (a == "$null" and b == "$null")


def difference(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a.keys() | b.keys():
            if key not in a or key not in b or not same(a[key], b[key]):
                return difference(a.get(key), b.get(key), f"{path}.{key}")
    if isinstance(a, list) and isinstance(b, list):
        for i, (x, y) in enumerate(zip(a, b)):
            if not same(x, y):
                return difference(x, y, f"{path}[{i}]")
    return f"{path}: ours {a!r:.80}, PyYAML {b!r:.80}"


def files():
    for folder in (ROOT / "fixtures", ROOT / "examples", ROOT.parent / "shared/corpus"):
        for path in sorted(folder.rglob("*.y*ml")):
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def spoilt(rng, text):
    at = rng.randrange(len(text) + 1)
    how = rng.randrange(4)
    if how == 0:
        return text[:at] + text[at + rng.randrange(1, 4):]
    if how == 1:
        return text[:at] + rng.choice([":", "- ", "\n", "  ", "'", '"', "#", " #", "[", "]", "{", "}", ",", "&a ", "*a", "!x ", "|", "\t", "%", "@", "?"]) + text[at:]
    if how == 2:
        return text[:at] + "\n" + " " * rng.randrange(6) + text[at:]
    return text[:at]


def theirs(text):
    try:
        return list(yaml.load_all(text, Loader)), ""
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        return None, str(error).split("\n")[0]


def main():
    rng = random.Random(2026)
    cases = [(str(path), text) for path, text in files()]
    originals = list(cases)
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 5_000):
        name, text = rng.choice(originals)
        if len(text) < 20_000:
            cases.append((name + " spoilt", spoilt(rng, text)))
    lines = "".join(json.dumps({"name": "a.yaml", "text": text}) + "\n" for _, text in cases)
    answers = subprocess.run([sys.argv[1], "tree"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    counts = collections.Counter()
    shown = collections.Counter()
    for (name, text), ours in zip(cases, answers, strict=True):
        tree, error = theirs(text)
        if ours.startswith("refused"):
            code = ours.split()[1]
            kind = "both refuse" if tree is None else f"only ours refuses: {code}"
        elif tree is None:
            kind = "only PyYAML refuses"
        else:
            mine = [plain(t) for t in json.loads(ours)]
            other = [plain(t) for t in tree]
            while other and other[-1] == "$null" and len(other) > len(mine):
                other.pop()
            kind = "same tree" if same(mine, other) else "other tree"
        counts[kind] += 1
        if kind not in ("both refuse", "same tree"):
            shown[kind] += 1
            if shown[kind] <= 3:
                print(f"{kind}: {name}: {ours[:160] if ours.startswith('refused') else error}")
                if kind == "other tree":
                    print(f"    {difference(mine, other)}")
    print(f"{len(cases)} documents: {dict(counts)}")
    # A template, a tag or a duplicate key is ours to refuse; a tree that differs, or what PyYAML alone refuses, is a mistake.
    sys.exit(1 if counts["other tree"] else 0)


if __name__ == "__main__":
    main()
