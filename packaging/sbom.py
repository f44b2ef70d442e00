#!/usr/bin/env python3
"""Prints the software bill of materials (CycloneDX 1.5) of a binary: what `ecslint --version` says it was built from.

  usage: packaging/sbom.py BINARY

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys

LICENCES = {  # by the names of --version
    "simdjson": "Apache-2.0", "RE2": "BSD-3-Clause", "fmt": "MIT", "toml++": "MIT", "libyaml": "MIT", "CLI11": "BSD-3-Clause",
    "nlohmann-json": "MIT", "libstdc++": "GPL-3.0-or-later WITH GCC-exception-3.1", "glibc": "LGPL-2.1-or-later",
}

binary = pathlib.Path(sys.argv[1])
first, facts, built = subprocess.run([binary, "--version"], check=True, capture_output=True, text=True).stdout.splitlines()
version, commit = re.fullmatch(r"ecslint (\S+) \((.*)\)", first).groups()
parts = [part.rsplit(" ", 1) for part in built.removeprefix("built with ").split(", ")]
assert {name for name, _ in parts} == set(LICENCES), "sbom.py and --version name different dependencies"


def licence(name):
    words = LICENCES[name]
    return [{"expression": words}] if " WITH " in words else [{"license": {"id": words}}]


print(json.dumps({
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {
        "component": {
            "type": "application", "bom-ref": "ecslint", "name": "ecslint", "version": version,
            "purl": f"pkg:github/ecslint/ecslint@v{version}",
            "licenses": [{"license": {"id": "Apache-2.0"}}],
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(binary.read_bytes()).hexdigest()}],
            "properties": [{"name": "ecslint:commit", "value": commit}, {"name": "ecslint:facts", "value": facts}],
        },
    },
    "components": [{
        "type": "library", "bom-ref": name, "name": name, "version": number,
        "purl": f"pkg:generic/{name.replace('+', '%2B')}@{number}", "licenses": licence(name),
    } for name, number in parts],
    "dependencies": [{"ref": "ecslint", "dependsOn": [name for name, _ in parts]}],
}, indent=2))
