#!/bin/sh
# A deployment by hand: nothing is registered that ecslint has an error for.
#   usage: register.sh TASK-DEFINITION
set -eu
ecslint check --fail-on error -- "$1"
aws ecs register-task-definition --cli-input-json "file://$1"
