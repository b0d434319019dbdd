#!/usr/bin/env bash
# Compiles the policies and decides the example requests, as a person at a register would read the answers.
set -uo pipefail
leaf=build/bin/leaflaw
bold() { if [ -t 1 ]; then printf '\n\033[1m%s\033[0m\n' "$*"; else printf '\n%s\n' "$*"; fi; }

bold "leaflaw build policies -o build/law.leafpack"
$leaf build policies -o build/law.leafpack || exit 1

for request in examples/requests/*.json; do
  bold "leaflaw decide --human --pack build/law.leafpack $request"
  $leaf decide --human --pack build/law.leafpack "$request"
  status=$?
  case $status in 0 | 3 | 4 | 5) ;; *) echo "unexpected exit code $status" >&2; exit 1 ;; esac
done

bold "build/bin/example_register build/law.leafpack us-co        (an example register, in C++: examples/register)"
build/bin/example_register build/law.leafpack us-co || exit 1
