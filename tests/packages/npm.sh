#!/usr/bin/env bash
# The npm packages, packed, installed from a registry and from their tarballs, and used as a project does.
#   usage: tests/packages/npm.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname "$0")/common.sh"
need node npm
dist="$work/dist"
packed=$("$root/packaging/npm.sh" "$ecslint" "$dist")
[ "$packed" = "ecslint-linux-x64-$version.tgz
ecslint-$version.tgz" ] || fail "packed: $packed"

# The main package holds the launcher and nothing that is not meant to be there.
[ "$(tar -tzf "$dist/ecslint-$version.tgz" | sort | tr '\n' ' ')" = \
  "package/LICENSE package/README.md package/package.json package/packaging/npm/ecslint.js " ] || fail "files of the main package"
[ "$(tar -tzvf "$dist/ecslint-linux-x64-$version.tgz" package/ecslint | cut -c 1-10)" = -rwxr-xr-x ] || fail "mode of the binary"

start_registry "$dist"
project="$work/a project"
mkdir "$project"
cp -r "$root/examples/bad" "$root/examples/good" "$project"
cd "$project"
echo '{ "private": true }' > package.json
expect 0 npm install --save-dev ecslint
[ -x node_modules/@ecslint/linux-x64/ecslint ] || fail "the platform package is not there"
[ ! -e node_modules/@ecslint/linux-arm64 ] || fail "a package of another platform is there"
expect 0 npx ecslint --version
says "ecslint $version"
expect 0 npx ecslint check good
says "nothing found"
expect 1 node_modules/.bin/ecslint check bad
says "error[NET003]"
expect 2 node_modules/.bin/ecslint check --no-such-option
expect 3 node_modules/.bin/ecslint check missing.json
says "cannot be read: No such file"
"$ecslint" eval '1 + 1' < /dev/null > "$work/direct"
node_modules/.bin/ecslint eval '1 + 1' < /dev/null > "$work/launched"
cmp "$work/direct" "$work/launched" || fail "other output through the launcher"
[ "$(node_modules/.bin/ecslint check -f concise - < bad/task-definition.json | wc -l)" -gt 3 ] || fail "standard input does not reach the binary"

# A signal that ends the binary ends the launcher the same way.
printf '#!/bin/sh\nkill -TERM $$\n' > "$work/dies"
chmod +x "$work/dies"
expect 143 bash -c "ECSLINT_BINARY='$work/dies' node node_modules/ecslint/packaging/npm/ecslint.js; exit \$?"

# What can go wrong is said.
expect 4 env ECSLINT_BINARY=/nowhere node_modules/.bin/ecslint
says "cannot run /nowhere"
mv node_modules/@ecslint/linux-x64 "$work/aside"
expect 4 node_modules/.bin/ecslint --version
says "@ecslint/linux-x64 is not installed"
mv "$work/aside" node_modules/@ecslint/linux-x64
expect 4 node -e "Object.defineProperty(process, 'arch', { value: 'mips' }); require('./node_modules/ecslint/packaging/npm/ecslint.js')"
says "no binary for linux-mips"

# From the tarballs alone, as before a release.
mkdir "$work/tarballs" && cd "$work/tarballs"
echo '{ "private": true }' > package.json
expect 0 npm install "$dist/ecslint-linux-x64-$version.tgz" "$dist/ecslint-$version.tgz"
expect 0 node_modules/.bin/ecslint --version

# What the launcher costs over node's own start: the least of 15 each, at most 40 ms; and one file as the hook calls it, at most 150 ms.
# On a machine so busy that node alone takes more than its usual 40 ms, both limits grow with it.
cd "$project"
cat > "$work/cost.js" << 'JS'
const { spawnSync } = require('child_process');
const least = (args) => Math.min(...Array.from({ length: 15 }, () => {
  const begin = process.hrtime.bigint();
  spawnSync(process.execPath, args);
  return Number(process.hrtime.bigint() - begin) / 1e6;
}));
const launcher = 'node_modules/ecslint/packaging/npm/ecslint.js';
require('fs').writeFileSync(process.argv[2] + '/empty.js', '');
const node = least([process.argv[2] + '/empty.js']);
const version = least([launcher, '--version']);
const file = least([launcher, 'check', 'bad/task-definition.json']);
console.log(`node ${node.toFixed(1)} ms, launcher with --version +${(version - node).toFixed(1)} ms, one file ${file.toFixed(1)} ms`);
const slowness = Math.max(1, node / 40);
process.exit(version - node <= 40 * slowness && file <= 150 * slowness ? 0 : 1);
JS
node "$work/cost.js" "$work" || fail "the launcher is too slow"
