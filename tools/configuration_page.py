#!/usr/bin/env python3
"""Writes docs/configuration.md, every key of ecslint.toml, from the JSON Schema that `ecslint schema config` prints.

  usage: ecslint schema config | tools/configuration_page.py > docs/configuration.md

SPDX-License-Identifier: Apache-2.0
"""
import json
import sys

SCHEMA = json.load(sys.stdin)
DEFINITIONS = SCHEMA["definitions"]


def resolve(node):
    """The node with what it refers to; what it says itself wins."""
    for reference in [node] + node.get("allOf", []):
        if "$ref" in reference:
            node = {**resolve(DEFINITIONS[reference["$ref"].rsplit("/", 1)[1]]), **node}
    return node


def plural(node):
    return " or ".join(word + "s" for word in words(node).split(" or "))


def words(node):
    node = resolve(node)
    if "enum" in node:
        return ", ".join(f"`{json.dumps(value)}`" for value in node["enum"])
    if node.get("type") == "array":
        return f"list of {plural(node['items'])}" if "items" in node else "list"
    if "type" in node:
        types = node["type"] if isinstance(node["type"], list) else [node["type"]]
        return " or ".join({"object": "table"}.get(name, name) for name in types)
    return " or ".join(dict.fromkeys(words(option) for option in node["anyOf"]))


def table(properties, required=()):
    rows = [f"| `{key}` | {words(node)} | {resolve(node).get('description', '').replace('*', chr(92) + '*')}{' **Required.**' if key in required else ''} |"
            for key, node in properties.items()]
    return "| key | value | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def options(rules):
    rows = []
    for code, rule in rules.items():
        known = resolve(rule.get("properties", {}).get("options", {})).get("properties", {})
        for name, node in known.items():
            default = f"`{json.dumps(node['default'])}`" if "default" in node else ""
            rows.append(f"| [{code}](rules/{code}.md) | `{name}` | {words(node)} | {default} | {rule['description']} |")
    return "| rule | option | value | default | the rule |\n|---|---|---|---|---|\n" + "\n".join(rows) + "\n"


top = SCHEMA["properties"]
print(f"""# ecslint.toml

{SCHEMA['description']}. The nearest one upwards from a file applies; `ecslint config PATH` shows what it comes to, `ecslint init` writes one that fits,
`ecslint schema config` prints the JSON Schema of this page for editors. By example: [living with ecslint](using.md#configuration).

{table(top)}""")
for title, name, text in (("[[path]]", "path", "For some files only."), ("[rules.CODE]", "rule", "For one rule, by its code."),
                          ("[[ignore]]", "ignore", "What is not shown, where and why."), ("[[link]]", "link", "What belongs together."),
                          ("[[role]]", "role", "What a role may do, where no file says it whole.")):
    definition = DEFINITIONS[name]
    print(f"## {title}\n\n{text}\n\n{table(definition['properties'], definition.get('required', ()))}")
print(f"## Options of rules\n\n`options = {{ … }}` in `[rules.CODE]`.\n\n{options(DEFINITIONS['rules']['properties'])}", end="")
