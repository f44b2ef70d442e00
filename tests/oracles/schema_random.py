#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random schemas against random documents: our validator and python's jsonschema must agree on every pair.

usage: schema_random.py ORACLE [COUNT] [--seed N]      needs pip's jsonschema; ORACLE is build/.../tests/oracle
"""
import argparse
import json
import random
import subprocess
import sys

NAMES = ["a", "b", "c", "ab", "ba", "x-y"]
STRINGS = ["", "a", "b", "ab", "aab", "1", "é", "😀", "2026-01-01"]
NUMBERS = [0, 1, -1, 2, 3, 1.0, 1.5, -0.5, 10, 100, 2**53]
PATTERNS = ["a", "^a", "b$", "^[ab]+$", "^$", "a{2}", "\\d", "^.$"]
TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"]


def value(rng, depth=3):
    pick = rng.randrange(7 if depth > 0 else 5)
    if pick == 0:
        return None
    if pick == 1:
        return rng.random() < 0.5
    if pick == 2:
        return rng.choice(NUMBERS)
    if pick in (3, 4):
        return rng.choice(STRINGS)
    if pick == 5:
        return [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    return {name: value(rng, depth - 1) for name in rng.sample(NAMES, rng.randrange(5))}


def schema(rng, depth=3):
    if depth == 0 or rng.random() < 0.1:
        return rng.choice([True, False, {}, {"type": rng.choice(TYPES)}])
    below = lambda: schema(rng, depth - 1)
    some = lambda: [below() for _ in range(rng.randrange(1, 3))]
    makers = {
        "type": lambda: rng.choice(TYPES) if rng.random() < 0.7 else rng.sample(TYPES, rng.randrange(1, 4)),
        "enum": lambda: [value(rng, 1) for _ in range(rng.randrange(1, 4))],
        "const": lambda: value(rng, 1),
        "minimum": lambda: rng.choice(NUMBERS), "maximum": lambda: rng.choice(NUMBERS),
        "exclusiveMinimum": lambda: rng.choice(NUMBERS), "exclusiveMaximum": lambda: rng.choice(NUMBERS),
        "multipleOf": lambda: rng.choice([1, 2, 0.5, 3, 10]),
        "minLength": lambda: rng.randrange(4), "maxLength": lambda: rng.randrange(4), "pattern": lambda: rng.choice(PATTERNS),
        "minItems": lambda: rng.randrange(3), "maxItems": lambda: rng.randrange(4), "uniqueItems": lambda: rng.random() < 0.8,
        "items": below, "prefixItems": some, "contains": below, "minContains": lambda: rng.randrange(3), "maxContains": lambda: rng.randrange(3),
        "properties": lambda: {n: below() for n in rng.sample(NAMES, rng.randrange(1, 4))},
        "patternProperties": lambda: {p: below() for p in rng.sample(PATTERNS, rng.randrange(1, 3))},
        "additionalProperties": below, "propertyNames": below, "required": lambda: rng.sample(NAMES, rng.randrange(3)),
        "minProperties": lambda: rng.randrange(3), "maxProperties": lambda: rng.randrange(4),
        "dependentRequired": lambda: {rng.choice(NAMES): rng.sample(NAMES, rng.randrange(1, 3))},
        "dependentSchemas": lambda: {rng.choice(NAMES): below()},
        "allOf": some, "anyOf": some, "oneOf": some, "not": below, "if": below, "then": below, "else": below,
        "unevaluatedProperties": below, "unevaluatedItems": below, "$ref": lambda: rng.choice(["#/$defs/one", "#/$defs/two"]),
    }
    return {key: makers[key]() for key in rng.sample(list(makers), rng.randrange(1, 5))}


def whole(rng):
    made = schema(rng)
    if not isinstance(made, dict):
        return made
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["$defs"] = {"one": schema(rng, 1), "two": {"properties": {"a": {"$ref": "#/$defs/one"}}, **(schema(rng, 1) if False else {})}}
    return made


def main():
    import jsonschema
    parser = argparse.ArgumentParser()
    parser.add_argument("oracle")
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    pairs = []
    while len(pairs) < args.count:
        made = whole(rng)
        pairs += [(made, value(rng)) for _ in range(4)]
    lines = "".join(json.dumps({"schema": s, "document": d}) + "\n" for s, d in pairs)
    answers = subprocess.run([args.oracle, "schema"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    counts = {}
    wrong = 0
    for (made, document), ours in zip(pairs, answers, strict=True):
        try:
            theirs = "valid" if jsonschema.Draft202012Validator(made).is_valid(document) else "invalid"
        except RecursionError:  # a schema that refers to itself without end; ours stops and says neither
            counts["endless"] = counts.get("endless", 0) + 1
            continue
        one = made["$defs"]["one"] if isinstance(made, dict) else {}
        if ours == "refused" and isinstance(one, dict) and one.get("$ref") == "#/$defs/one":
            counts["endless"] = counts.get("endless", 0) + 1
            continue
        counts[ours, theirs] = counts.get((ours, theirs), 0) + 1
        if ours != theirs:
            wrong += 1
            if wrong <= 10:
                print(f"ours {ours}, jsonschema {theirs}: {json.dumps(made)}  with  {json.dumps(document)}")
    print(f"{len(pairs)} pairs (ours, jsonschema): {counts}; {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
