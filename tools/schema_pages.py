#!/usr/bin/env python3
"""Writes docs/schemas/: a page for each resource, with a table for each object in it, from schemas/*.json.

  usage: tools/schema_pages.py FOLDER

SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import sys

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / "schemas"
PREFIX = "urn:ecslint:schema:"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}


def resolve(name, reference):
    """The schema that a reference in file `name` means, and the file it is in."""
    target, _, pointer = reference.removeprefix(PREFIX).partition("#")
    name = target or name
    node = FILES[name]
    for part in filter(None, pointer.split("/")):
        node = node[part]
    return node, name


def cell(text):
    for mark in "\\|<>{}*_[]":
        text = text.replace(mark, "\\" + mark if mark not in "<>{}" else {"<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}[mark])
    return text.replace("\n", " ")


def kind(node):
    kinds = node.get("type", "")
    return " or ".join(kinds) if isinstance(kinds, list) else kinds


def limits(node):
    out = []
    if "const" in node:
        out.append(f"`{json.dumps(node['const'])}`")
    if "enum" in node:
        values = ", ".join(f"`{value}`" for value in node["enum"])
        out.append(("known: " if node.get("x-open") else "one of ") + values)
    for low, high, unit in (("minimum", "maximum", ""), ("minLength", "maxLength", " characters"), ("minItems", "maxItems", " elements"),
                            ("minProperties", "maxProperties", " entries")):
        if low in node or high in node:
            least, most = node.get(low), node.get(high)
            out.append((f"{least} to {most}" if None not in (least, most) else f"at least {least}" if most is None else f"at most {most}") + unit)
    if "x-unit" in node:
        out.append(f"in {node['x-unit']}")
    if "x-expected" in node:
        out.append(cell(node["x-expected"]))
    if "default" in node:
        out.append(f"default `{json.dumps(node['default'])}`")
    return "; ".join(out)


def rows(node, name, path, out, seen):
    """Puts a row for each property below `node` into out[path of its object]."""
    if "$ref" in node:
        reference = node["$ref"]
        if reference in seen:
            return
        target, file = resolve(name, reference)
        rows({**target, **{key: value for key, value in node.items() if key != "$ref"}}, file, path, out, seen | {reference})
        return
    required = node.get("required", [])
    for key, value in node.get("properties", {}).items():
        shown, file, inner_seen = value, name, seen
        while "$ref" in shown and shown["$ref"] not in inner_seen:
            inner_seen = inner_seen | {shown["$ref"]}
            target, file = resolve(file, shown["$ref"])
            shown = {**target, **{k: v for k, v in shown.items() if k != "$ref"}}
        marks = [word for word, holds in (("required", key in required), ("only in describe output", value.get("x-read-only")),
                                          ("may hold a secret", shown.get("x-sensitive"))) if holds]
        here = f"{path}.{key}" if path else key
        table = out.setdefault(path, [])
        element = shown
        suffix = ""
        while element.get("type") == "array" and isinstance(element.get("items"), dict):
            suffix += "[]"
            element = element["items"]
            while "$ref" in element and element["$ref"] not in inner_seen:
                inner_seen = inner_seen | {element["$ref"]}
                target, file = resolve(file, element["$ref"])
                element = {**target, **{k: v for k, v in element.items() if k != "$ref"}}
        words = kind(shown) if not suffix else f"list of {kind(element) or 'values'}"
        limit = limits(shown) if not suffix else "; ".join(filter(None, (limits(shown), limits(element))))
        table.append(f"| `{key}` | {words} | {limit} | {cell(shown.get('description', ''))}{' **' + ', '.join(marks) + '**' if marks else ''} |")
        if element.get("x-free-form"):
            continue
        rows(element, file, here + suffix, out, inner_seen)


def page(name):
    schema = FILES[name]
    tables = {}
    rows(schema, name, "", tables, frozenset())
    text = f"# {schema['title']}\n\n{schema.get('description', '')}\n\n"
    text += f"Facts of {schema['x-facts']}. `ecslint schema {name}` prints it as JSON Schema for editors.\n"
    for path, lines in tables.items():
        text += f"\n## {path}\n" if path else ""
        text += "\n| property | type | limits | what it is |\n|---|---|---|---|\n" + "\n".join(lines) + "\n"
    return text


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
index = "# Schemas\n\nWhat ecslint knows of the shape of each resource, in the spelling of its API.\n\n| resource | name |\n|---|---|\n"
for name, schema in FILES.items():
    if "x-facts" not in schema or "title" not in schema:
        continue
    (folder / f"{name}.md").write_text(page(name), encoding="utf-8")
    index += f"| [{schema['title']}]({name}.md) | `{name}` |\n"
(folder / "README.md").write_text(index, encoding="utf-8")
