#!/usr/bin/env python3
"""Makes the wheel for PyPI: the binary as a script, and `python -m ecslint`.

  usage: packaging/wheel.py BINARY DIST

No build backend: a wheel is a zip file with three files of metadata, and nothing is compiled here. The tags say what the
binary needs: a static one needs no C library at all, so it runs where manylinux and where musllinux wheels do.
The same input gives the same bytes. SPDX-License-Identifier: Apache-2.0
"""
import base64
import hashlib
import os
import pathlib
import re
import struct
import subprocess
import sys
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MACHINES = {62: "x86_64", 183: "aarch64"}  # e_machine
PT_INTERP = 3


def machine_of_static_elf(data):
    """The machine of a static 64-bit ELF file; anything else cannot have these tags."""
    if data[:5] != b"\x7fELF\x02":
        sys.exit("wheel.py: not a 64-bit ELF file")
    machine, = struct.unpack_from("<H", data, 18)
    offset, = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    if any(struct.unpack_from("<I", data, offset + i * size)[0] == PT_INTERP for i in range(count)):
        sys.exit("wheel.py: the binary is not static, so its tags would have to name a C library")
    return MACHINES[machine]


def metadata(version):
    fields = [
        "Metadata-Version: 2.1", "Name: ecslint", f"Version: {version}",
        "Summary: A linter for Amazon ECS task definitions, services and the CloudFormation around them",
        "License: Apache-2.0", "Keywords: aws,ecs,fargate,linter,task-definition,cloudformation",
        "Project-URL: Source, https://github.com/ecslint/ecslint",
        "Project-URL: Changelog, https://github.com/ecslint/ecslint/blob/main/CHANGELOG.md",
        "Classifier: Environment :: Console", "Classifier: License :: OSI Approved :: Apache Software License",
        "Classifier: Operating System :: POSIX :: Linux", "Classifier: Topic :: Software Development :: Quality Assurance",
        "Requires-Python: >=3.8", "Description-Content-Type: text/markdown",
    ]
    return "\n".join(fields) + "\n\n" + description()


def description():
    """The README; PyPI does not know where its relative links lead."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = re.sub(r"(!\[[^]]*\]\()(?!https?:)", r"\1https://raw.githubusercontent.com/ecslint/ecslint/main/", text)
    return re.sub(r"((?<!!)\[[^]]*\]\()(?!https?:|#)", r"\1https://github.com/ecslint/ecslint/blob/main/", text)


def main():
    binary, dist = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    data = binary.read_bytes()
    machine = machine_of_static_elf(data)
    version = subprocess.run([binary, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    platforms = [f"manylinux_2_17_{machine}", f"manylinux2014_{machine}", f"musllinux_1_1_{machine}"]
    info = f"ecslint-{version}.dist-info"
    notices = subprocess.run([ROOT / "packaging/notices.sh"], check=True, capture_output=True).stdout
    files = {
        "ecslint/__init__.py": (ROOT / "packaging/pypi/ecslint/__init__.py").read_bytes(),
        "ecslint/__main__.py": (ROOT / "packaging/pypi/ecslint/__main__.py").read_bytes(),
        f"ecslint-{version}.data/scripts/ecslint": data,
        f"{info}/METADATA": metadata(version).encode(),
        f"{info}/WHEEL": "".join(["Wheel-Version: 1.0\nGenerator: ecslint packaging/wheel.py\nRoot-Is-Purelib: false\n"]
                                 + [f"Tag: py3-none-{platform}\n" for platform in platforms]).encode(),
        f"{info}/licenses/LICENSE": (ROOT / "LICENSE").read_bytes(),
        f"{info}/licenses/THIRD-PARTY-NOTICES": notices,
    }
    record = ""
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(content)}\n"
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()

    dist.mkdir(parents=True, exist_ok=True)
    wheel = dist / f"ecslint-{version}-py3-none-{'.'.join(platforms)}.whl"
    stamp = time.gmtime(max(int(os.environ.get("SOURCE_DATE_EPOCH", 0)), 315532800))[:6]  # zip begins in 1980
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if "/scripts/" in name else 0o100644) << 16
            archive.writestr(entry, content)
    print(wheel.name)


main()
