#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes schemas/*.json in one form: two spaces, short values on one line, keywords in a fixed order.

With --check it changes nothing and fails when a file differs.
"""
import glob
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WIDTH = 118
# What is not named here follows in the order it has; $defs come last.
ORDER = ["$schema", "$id", "title", "description", "$ref", "type", "enum", "x-open", "default", "x-unit", "minimum",
         "maximum", "minLength", "maxLength", "pattern", "x-expected", "format", "minItems", "maxItems", "x-unique",
         "items", "properties", "required", "additionalProperties", "not", "allOf", "examples"]


def ordered(schema):
    if not isinstance(schema, dict):
        return schema
    keys = [k for k in ORDER if k in schema] + [k for k in schema if k not in ORDER and k != "$defs"]
    result = {}
    for key in keys + (["$defs"] if "$defs" in schema else []):
        value = schema[key]
        if key in ("properties", "$defs"):
            value = {name: ordered(child) for name, child in value.items()}
        elif key in ("items", "additionalProperties", "not", "if", "then", "else"):
            value = ordered(value)
        elif key in ("allOf", "anyOf", "oneOf"):
            value = [ordered(child) for child in value]
        result[key] = value
    return result


def on_one_line(value):
    if isinstance(value, dict):
        members = ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {on_one_line(v)}" for k, v in value.items())
        return "{ " + members + " }" if value else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(on_one_line, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def filled(items, indent):
    """Scalars of an array, as many on a line as fit."""
    lines = [""]
    for item in items:
        if lines[-1] and indent + len(lines[-1]) + len(item) + 2 > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + item + ","
    return "\n".join(" " * indent + line for line in lines)[:-1]


def written(value, indent=0):
    line = on_one_line(value)
    if not isinstance(value, (dict, list)) or not value:
        return line
    nested = isinstance(value, dict) and len(value) > 1 and any(isinstance(v, dict) for v in value.values())
    if indent + len(line) <= WIDTH and not nested:
        return line
    inner, outer = " " * (indent + 2), "\n" + " " * indent
    if isinstance(value, dict):
        members = (f"{inner}{json.dumps(k, ensure_ascii=False)}: {written(v, indent + 2)}" for k, v in value.items())
        return "{\n" + ",\n".join(members) + outer + "}"
    if any(isinstance(item, (dict, list)) for item in value):
        return "[\n" + ",\n".join(inner + written(item, indent + 2) for item in value) + outer + "]"
    return "[\n" + filled([json.dumps(item, ensure_ascii=False) for item in value], indent + 2) + outer + "]"


def main():
    differing = []
    for path in sorted(glob.glob(os.path.join(ROOT, "schemas", "*.json"))):
        with open(path, encoding="utf-8") as file:
            old = file.read()
        new = written(ordered(json.loads(old))) + "\n"
        if new != old:
            differing.append(os.path.relpath(path, ROOT))
            if "--check" not in sys.argv:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(new)
    for path in differing:
        print(f"{path}: {'not formatted' if '--check' in sys.argv else 'formatted'}")
    return 1 if differing and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
