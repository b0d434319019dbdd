#!/usr/bin/env bash
# Runs every test program of build/ and every case of the policies, then the same programs, built by another
# compiler, under the sanitizers.
# Fails below the floor of tests/floor.txt, so that tests cannot vanish unseen. LEAFLAW_SANITIZE=0 leaves the sanitizers out.
set -uo pipefail
passed=0 failed=0

# count PASSED FAILED LABEL LOG
count() {
  passed=$((passed + $1)) failed=$((failed + $2))
  if [ "$2" -eq 0 ]; then printf '%-34s %6d passed  %5ds\n' "$3" "$1" "$SECONDS"
  else printf '%-34s %6d passed, %d failed\n' "$3" "$1" "$2"; tail -n 60 "$4"; fi
}

# run_programs FOLDER [LABEL]: every Catch2 program of FOLDER, as many at a time as there are processors; reported in their order.
# One that ends without its closing line counts as one failure.
run_programs() {
  local logs name log status seconds good bad
  logs=$(mktemp -d)
  # shellcheck disable=SC2016
  printf '%s\n' "$1"/test_* | xargs -P "$(nproc)" -I{} bash -c 'SECONDS=0; log=$1/$(basename "$2"); "$2" >"$log" 2>&1; echo "$? $SECONDS" >"$log.ended"' - "$logs" {}
  for name in "$1"/test_*; do
    name=$(basename "$name") log=$logs/$(basename "$name")
    read -r status seconds <"$log.ended"
    good=0 bad=0
    if grep -q '^All tests passed' "$log"; then
      good=$(sed -nE 's/^All tests passed \(.* in ([0-9]+) test cases?\).*/\1/p' "$log" | tail -n 1)
    elif grep -q '^test cases:' "$log"; then
      good=$(sed -nE 's/^test cases:.* ([0-9]+) passed.*/\1/p' "$log" | tail -n 1)
      bad=$(sed -nE 's/^test cases:.* ([0-9]+) failed.*/\1/p' "$log" | tail -n 1)
    fi
    [ "$status" -ne 0 ] && [ "${bad:-0}" -eq 0 ] && bad=1
    grep '^## ' "$log" | sed 's/^## /    /'        # what a program wants to be seen: counts and mixes
    SECONDS=$seconds
    count "${good:-0}" "${bad:-0}" "$name${2:+ ($2)}" "$log"
  done
  rm -r "$logs"
}

# run_cases LABEL COMMAND ...: a program whose last line is `N passed, N failed`.
run_cases() {
  local log label=$1 last
  shift
  log=$(mktemp)
  SECONDS=0
  "$@" >"$log" 2>&1
  last=$(tail -n 1 "$log")
  grep '^## ' "$log" | sed 's/^## /    /'
  if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "$label" "$log"
  else count 0 1 "$label" "$log"; fi
  rm -f "$log"
}

run_programs build/bin
run_cases "cases of the law" build/bin/leaflaw test policies
run_cases "cases, by the reference evaluator" build/bin/leaflaw test --reference policies
run_cases "the exactness probe" build/bin/leaflaw test --policies tests/probe tests/probe

if [ "${LEAFLAW_SANITIZE:-1}" != 0 ]; then
  printf '\nUnder the address and undefined behaviour sanitizers:\n'
  if tools/sanitized.sh tests; then
    export ASAN_OPTIONS=detect_stack_use_after_return=1:allow_addr2line=1 UBSAN_OPTIONS=print_stacktrace=1 LEAFLAW_SANITIZED=1
    run_programs build-sanitize/bin sanitized
    run_cases "cases of the law (sanitized)" build-sanitize/bin/leaflaw test policies
    run_cases "fuzz targets (sanitized)" tools/fuzz.sh brief
  else
    count 0 1 "the sanitizer build" build-sanitize/build.log
  fi
fi

floor=$(cat tests/floor.txt)
if [ "$passed" -lt "$floor" ]; then
  printf '\nOnly %d tests passed; tests/floor.txt says at least %d.\n' "$passed" "$floor"
  failed=$((failed + 1))
fi
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
