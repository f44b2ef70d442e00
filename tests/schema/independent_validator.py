# SPDX-License-Identifier: Apache-2.0
"""Judges documents with python-jsonschema: arguments are a schema and documents; prints a line each:
"0", "1", or "?" for what is not JSON."""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8-sig") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sys.argv[2:]:
    with open(path, encoding="utf-8-sig") as file:
        try:
            print(int(validator.is_valid(json.load(file))))
        except ValueError:
            print("?")
