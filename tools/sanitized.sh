#!/usr/bin/env bash
# tools/sanitized.sh TARGET ...: builds them in build-sanitize, by clang, with the address and undefined-behaviour sanitizers and what libFuzzer
# wants to see. Says nothing where all goes well.
set -uo pipefail
cd "$(dirname "$0")/.."
log=build-sanitize/build.log
mkdir -p build-sanitize
if ! cmake -S . -B build-sanitize -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_CXX_FLAGS="-O1 -g1" -DLEAFLAW_SANITIZE=ON >"$log" 2>&1 ||
  ! ninja -C build-sanitize "$@" >>"$log" 2>&1; then
  grep -E 'error|FAILED' "$log" | head -n 20
  echo "the log is $log"
  exit 1
fi
