#!/usr/bin/env bash
# The container image without an engine: the Dockerfile's recipe is followed into a root file system, and what it starts is run
# there with chroot, as its user, on a read-only repository.
#   usage: tests/packages/docker.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname "$0")/common.sh"
[ "$(id -u)" -eq 0 ] || skip "chroot needs root"
is_static || skip "this binary is not static"
"$ecslint" --version > "$work/version"
for word in "ecslint $version (" "AWS facts of " simdjson RE2 fmt toml++ libyaml CLI11 nlohmann-json libstdc++ glibc; do
  grep -qF "$word" "$work/version" || fail "--version does not name $word"
done
dockerfile=$root/packaging/docker/Dockerfile

# The context as the release workflow makes it.
"$root/packaging/archive.sh" "$ecslint" "$work/dist" > /dev/null
mkdir -p "$work/context/amd64" && tar -xzf "$work/dist/ecslint-$version-linux-x64.tar.gz" --strip-components=1 -C "$work/context/amd64"

image=$work/image
mkdir "$image"
json() { tr -d '[]"' <<< "$1" | sed 's/, */ /g'; }
while read -r instruction rest; do
  rest=${rest//\$\{TARGETARCH\}/amd64}
  case $instruction in
    FROM) [ "$rest" = scratch ] || fail "not from scratch: $rest" ;;
    ARG | LABEL) ;;
    COPY)
      read -ra parts <<< "$rest"
      destination=$image${parts[-1]}
      case $destination in */) mkdir -p "$destination" ;; esac
      for source in "${parts[@]:0:${#parts[@]}-1}"; do cp "$work/context/$source" "$destination"; done
      ;;
    WORKDIR) workdir=$rest && mkdir -p "$image$rest" ;;
    USER) user=$rest ;;
    ENTRYPOINT) entrypoint=$(json "$rest") ;;
    CMD) command=$(json "$rest") ;;
    *) fail "this test does not know $instruction" ;;
  esac
done < <(sed -e '/^#/d' -e ':a; /\\$/ { N; s/\\\n//; ba }' "$dockerfile")

[ "${user%%:*}" -ge 1000 ] || fail "runs as $user"
[ "$(find "$image" -type f | wc -l)" -eq 3 ] || fail "more in the image than the binary and the licences"
[ "$workdir" = /work ] || fail "works in $workdir"
cp -r "$root/examples/bad" "$image/work"
chmod -R a-w,a+rX "$image"
# chroot changes to / of the new root; the image works in its WORKDIR.
container() { chroot --userspec="$user" "$image" "$entrypoint" "$@"; }
expect 0 container --version
says "ecslint $version"
expect 1 container "$command" "$workdir"
says "error[NET003]"
says "/work/bad/task-definition.json"
expect 1 container check --format json /work
expect 3 container check /work/gone.json
says "No such file"
# Nothing can be written there, and that is said.
expect 2 container check --output sarif=/work/out.sarif /work/bad
says "/work/out.sarif"
expect 0 test ! -e "$image/work/out.sarif"
