#!/usr/bin/env bash
# The Debian package, installed into an empty root, run there, and removed again without a trace.
#   usage: tests/packages/deb.sh ECSLINT      ECSLINT stands in its build folder
# SPDX-License-Identifier: Apache-2.0
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname "$0")/common.sh"
need cpack dpkg dpkg-deb
deb=$("$root/packaging/deb.sh" "$(dirname "$ecslint")" "$work/dist")
[ "$deb" = "ecslint_${version}_$(dpkg --print-architecture).deb" ] || fail "the package is called $deb"
deb=$work/dist/$deb
[ "$(dpkg-deb -f "$deb" Version)" = "$version" ] || fail "version in the control file"
if is_static; then
  [ -z "$(dpkg-deb -f "$deb" Depends)" ] || fail "a static binary depends on $(dpkg-deb -f "$deb" Depends)"
fi
dpkg-deb -c "$deb" | awk '{ print $1, $2, $6 }' > "$work/files"
grep -qx -- '-rwxr-xr-x root/root ./usr/bin/ecslint' "$work/files" || { cat "$work/files"; fail "mode or owner of the binary"; }
awk '$3 !~ /^\.\/(usr\/((bin|share)\/.*)?)?$/' "$work/files" | grep . && fail "files outside of /usr/bin and /usr/share"

target=$work/root
mkdir -p "$target/var/lib/dpkg/"{info,updates,triggers} && touch "$target/var/lib/dpkg/"{status,available}
in_root() { dpkg --root="$target" --force-not-root --force-script-chrootless --log=/dev/null "$@"; }
expect 0 in_root --install "$deb"
expect 0 in_root --verify ecslint
expect 0 "$target/usr/bin/ecslint" --version
says "ecslint $version"
grep -q 'Apache License' "$target/usr/share/doc/ecslint/copyright" || fail "no licence"
grep -q '==== libre2-dev' "$target/usr/share/doc/ecslint/THIRD-PARTY-NOTICES" || fail "no licences of what is linked in"
for file in man/man1/ecslint.1.gz bash-completion/completions/ecslint zsh/vendor-completions/_ecslint fish/vendor_completions.d/ecslint.fish; do
  [ -s "$target/usr/share/$file" ] || fail "no $file"
done
expect 0 in_root --purge ecslint
[ -z "$(find "$target/usr" -type f 2> /dev/null)" ] || fail "files are left: $(find "$target/usr" -type f)"

# The bill of materials names the binary and every library that --version names.
if command -v python3 > /dev/null; then
  python3 "$root/packaging/sbom.py" "$ecslint" > "$work/sbom.json"
  expect 0 python3 -c "
import hashlib, json
sbom = json.load(open('$work/sbom.json'))
assert sbom['metadata']['component']['hashes'][0]['content'] == hashlib.sha256(open('$ecslint', 'rb').read()).hexdigest()
assert len(sbom['components']) == 9 and all(c['version'] and c['licenses'] for c in sbom['components'])
"
fi
