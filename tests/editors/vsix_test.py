#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The packaged extension holds what it needs and nothing else: a binary for one platform that runs, the bundled client, the schema.
usage: tests/editors/vsix_test.py VSIX"""
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

archive = zipfile.ZipFile(sys.argv[1])
names = {name[len("extension/"):] for name in archive.namelist() if name.startswith("extension/")}
wanted = {"package.json", "readme.md", "LICENSE.txt", "dist/extension.js", "schemas/ecslint.toml.json", "bin/ecslint", "bin/THIRD-PARTY-NOTICES"}
assert names == wanted, names ^ wanted
manifest = archive.read("extension.vsixmanifest").decode()
platform = re.search(r'TargetPlatform="([^"]*)"', manifest)
assert platform and platform.group(1) in os.path.basename(sys.argv[1]), manifest[:400]
json.loads(archive.read("extension/schemas/ecslint.toml.json"))
mode = archive.getinfo("extension/bin/ecslint").external_attr >> 16
assert mode & 0o111, oct(mode)
with tempfile.TemporaryDirectory() as folder:
    path = archive.extract("extension/bin/ecslint", folder)
    os.chmod(path, 0o755)
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True, env={}).stdout
    version = json.loads(archive.read("extension/package.json"))["version"]
    assert said.split()[1] == version, said
    message = '{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}'
    answer = subprocess.run([path, "lsp"], input=f"Content-Length: {len(message)}\r\n\r\n{message}", capture_output=True, text=True, env={}).stdout
    assert '"name":"ecslint"' in answer, answer
print(f"{os.path.basename(sys.argv[1])}: ok, {os.path.getsize(sys.argv[1]) / 1e6:.1f} MB")
