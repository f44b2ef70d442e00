#!/usr/bin/env bash
# The wheel for PyPI, installed into a virtual environment, used and removed again.
#   usage: tests/packages/wheel.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname "$0")/common.sh"
need python3
python3 -c 'import venv, ensurepip' 2> /dev/null || skip "python3 has no venv (tools/setup.sh packages)"
wheel=$(python3 "$root/packaging/wheel.py" "$ecslint" "$work/dist")
python3 "$root/packaging/wheel.py" "$ecslint" "$work/again" > /dev/null
cmp "$work/dist/$wheel" "$work/again/$wheel" || fail "the wheel is not the same twice"

python3 -m venv "$work/venv"
python=$work/venv/bin/python
find "$work/venv" | sort > "$work/before"
expect 0 "$python" -m pip install --no-index "$work/dist/$wheel"
expect 0 "$work/venv/bin/ecslint" --version
says "ecslint $version"
expect 1 "$python" -m ecslint check "$root/examples/bad"
says "error[NET003]"
expect 0 "$python" -c 'import ecslint; print(ecslint.find_ecslint_bin())'
says "$work/venv/bin/ecslint"
expect 0 "$python" -m pip show -f ecslint
says "Version: $version"
expect 0 "$python" -m pip install --no-index --target "$work/target" "$work/dist/$wheel"
expect 0 env PYTHONPATH="$work/target" "$python" -m ecslint --version
expect 0 "$python" -c "
import base64, csv, hashlib, io, zipfile
wheel = zipfile.ZipFile('$work/dist/$wheel')
rows = list(csv.reader(io.StringIO(wheel.read('ecslint-$version.dist-info/RECORD').decode())))
assert sorted(name for name, _, _ in rows) == sorted(wheel.namelist())
for name, digest, size in rows[:-1]:
    data = wheel.read(name)
    assert int(size) == len(data), name
    assert digest == 'sha256=' + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode(), name
"
# On PyPI the README stands alone: no relative link in it.
expect 0 "$python" -c "
import importlib.metadata, re
links = re.findall(r'\\]\\(([^)]*)\\)', importlib.metadata.metadata('ecslint').get_payload())
assert len(links) > 10 and all(link.startswith('https://') for link in links), links
"
expect 0 "$python" -m pip uninstall -y ecslint
find "$work/venv" -not -name '*.pyc' -not -name __pycache__ | sort > "$work/after"
grep -v -e '\.pyc$' -e '__pycache__$' "$work/before" | diff - "$work/after" || fail "uninstalling leaves files"

# A binary that needs a C library must not get these tags.
expect 1 python3 "$root/packaging/wheel.py" /bin/true "$work/dist"
says "not static"
