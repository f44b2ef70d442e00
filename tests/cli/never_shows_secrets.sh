#!/usr/bin/env bash
# Writes a task definition with a secret of its own at every place where one can be, on one line and on many, and lints
# it in every format, with rules selected and ignored, with fixes shown and undecided rules listed: no secret may come out,
# and every one must be found. The secrets are put together here, so that no scanner finds one in this file.
#   usage: tests/cli/never_shows_secrets.sh ECSLINT
# SPDX-License-Identifier: Apache-2.0
set -uo pipefail
ecslint=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

letters() { printf '%s' "qWx7Kd${1}Zr4Tb9Ym2Lc6Vn8Hp3Gs5Jf1QaErUiOoPyDw0XkBvNzMtCh"; }
secrets=(
  "tr0ub4dor-named"
  "ghp_$(letters A | cut -c1-36)"
  "pw-in-url-7f31"
  "pw-in-connection-81"
  "$(letters B | cut -c1-40)"
  "eyJ$(letters C | cut -c1-20).eyJ$(letters D | cut -c1-30).$(letters E | cut -c1-43)"
  "$(letters F | cut -c1-50)"
  "glpat-$(letters G | cut -c1-20)"
  "pw-behind-flag-13"
  "pw-for-curl-99"
  "xoxb-284719305562-$(letters H | cut -c1-24)"
  "splunk-hec-4711-token"
  "sk_live_$(letters I | cut -c1-24)"
  "pw-of-cifs-mount"
)
cat > pretty.json <<JSON
{
  "family": "web",
  "tags": [{ "key": "billing", "value": "${secrets[12]}" }],
  "volumes": [
    { "name": "share", "dockerVolumeConfiguration": { "driver": "local", "driverOpts": { "o": "username=web,password=${secrets[13]}" } } }
  ],
  "containerDefinitions": [
    {
      "name": "web",
      "image": "nginx:latest",
      "memory": 64,
      "environment": [
        { "name": "DB_PASSWORD", "value": "${secrets[0]}" },
        { "name": "A", "value": "token ${secrets[1]}" },
        { "name": "DATABASE_URL", "value": "postgres://web:${secrets[2]}@db.internal/web" },
        { "name": "B", "value": "Server=db;User Id=web;Password=${secrets[3]};" },
        { "name": "AWS_SECRET_ACCESS_KEY", "value": "${secrets[4]}" },
        { "name": "C", "value": "${secrets[5]}" },
        { "name": "D", "value": "-----BEGIN RSA PRIVATE KEY-----\\n${secrets[6]}\\n-----END RSA PRIVATE KEY-----" }
      ],
      "command": ["app", "${secrets[7]}", "--password", "${secrets[8]}"],
      "healthCheck": { "command": ["CMD-SHELL", "curl -f -u web:${secrets[9]} http://localhost/ || exit 1"] },
      "dockerLabels": { "notify": "${secrets[10]}" },
      "logConfiguration": { "logDriver": "splunk", "options": { "splunk-token": "${secrets[11]}", "splunk-url": "https://splunk.internal" } }
    }
  ]
}
JSON
tr -d '\n' < pretty.json > line.json
printf '{"taskDefinition": %s}' "$(cat line.json)" > described.json
status=0
found=$("$ecslint" check --no-config --select SEC -f concise pretty.json | grep -c 'warning')
[ "$found" -eq ${#secrets[@]} ] || { echo "$found secrets found, not ${#secrets[@]}"; status=1; }
formats=$("$ecslint" check --help | sed -n 's/.*--format TEXT:{\([a-z,]*\)}.*/\1/p' | tr ',' ' ')
[ -n "$formats" ] || { echo "no formats in check --help"; status=1; }
runs=0
printf '%s\n' "${secrets[@]}" > secrets.txt
shown_by() {
  runs=$((runs + 1))
  if grep -qFf secrets.txt output; then
    echo "a secret is shown by: $*"
    status=1
  fi
}
for file in pretty.json line.json described.json; do
  for format in $formats; do
    for more in "" "--select LOG,MON,CTR,IMG,RES,VOL,NET,PLT" "--ignore SEC" "--show-undecided" "--diff --unsafe-fixes" "--profile strict"; do
      # shellcheck disable=SC2086
      "$ecslint" check --no-config -f $format $more "$file" > output 2>&1
      shown_by check -f $format $more "$file"
    done
  done
  "$ecslint" explain-file "$file" > output 2>&1
  shown_by explain-file "$file"
done
echo "$runs runs"
exit $status
