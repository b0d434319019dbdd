#!/usr/bin/env bash
# Which lines of what parses the seeds of the fuzz targets reach, without any fuzzing: builds build-coverage with g++ (some minutes), gives every
# seed to its target once, and counts. Fails below 80 % in a folder. Last line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")/.."
least=80
build=build-coverage
mkdir -p "$build"
if ! cmake -S . -B "$build" -G Ninja -DLEAFLAW_COVERAGE=ON >"$build/build.log" 2>&1 ||
  ! ninja -C "$build" fuzz_policy_text fuzz_case_file fuzz_request_json fuzz_pack fuzz_seeds >>"$build/build.log" 2>&1; then
  tail -n 20 "$build/build.log"
  printf '\n0 passed, 1 failed\n'
  exit 1
fi
rm -rf "$build/seeds"
"$build/bin/fuzz_seeds" "$build/seeds"
find "$build" -name '*.gcda' -delete   # what making the seeds reached
printf '%s\n' policy_text case_file request_json pack | xargs -P "$(nproc)" -I{} bash -c '"$1/bin/fuzz_$2" "$1/seeds/$2"' - "$build" {} || { printf '\n0 passed, 1 failed\n'; exit 1; }
exec python3 tools/fuzz_coverage.py "$build" "$least" compiler/source compiler/syntax compiler/cases runtime/facts runtime/pack
