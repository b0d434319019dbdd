#!/usr/bin/env bash
# The fuzz targets of build-sanitize (tests/fuzz), each beginning with the seeds that the repository gives.
#   tools/fuzz.sh brief        a fixed number of inputs each, the same ones every time: part of ./dev test
#   tools/fuzz.sh MINUTES      as long each, other ones every time: part of ./dev soak
#   tools/fuzz.sh planted      whether each target finds the fault that is planted for it: part of ./dev soak
# Last line: N passed, N failed. The input that breaks one is kept as build-sanitize/fuzz/TARGET-crash-...: made small
# (-minimize_crash=1), it goes into tests/fuzz/found/TARGET with the mend.
set -uo pipefail
cd "$(dirname "$0")/.."
mode=${1:-brief}
[[ $mode =~ ^(brief|planted|[0-9]+)$ ]] || { echo "tools/fuzz.sh brief, planted, or a number of minutes" >&2; exit 2; }
bin=build-sanitize/bin work=build-sanitize/fuzz
export ASAN_OPTIONS=detect_stack_use_after_return=1:allow_addr2line=1 UBSAN_OPTIONS=print_stacktrace=1

# target, inputs of a brief run, longest input in bytes: seeds beyond it are cut. Long texts are tested whole elsewhere.
targets() {
  cat <<'TXT'
policy_text    800  3000
case_file     1500  4000
request_json  4000  2000
pack         12000 60000
TXT
}

# The words of the language and of the vocabulary, for what is text.
words() {
  grep -ohE "'[a-z%-]+'|[a-z][a-z_]{2,}" grammar/Leaflaw.g4 policies/vocabulary/retail.leaf | tr -d "'" | sort -u | sed 's/.*/"&"/'
}

# run PROGRAM TARGET LONGEST OPTION: leaves PROGRAM.log and PROGRAM.ended.
run() {
  local program=$1 target=$2
  mkdir -p "$work/new/$program"
  "$bin/$program" "-dict=$work/words" "-max_len=$3" "$4" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 "-artifact_prefix=$work/$target-" "-seed=${LEAFLAW_SEED:-0}" \
    "$work/new/$program" "$work/seeds/$target" >"$work/$program.log" 2>&1
  echo $? >"$work/$program.ended"
}
export -f run
export bin work

figures() {
  local edges inputs
  edges=$(grep -oE 'cov: [0-9]+' "$1" | tail -n 1 | tr -dc 0-9)
  inputs=$(grep -oE 'number_of_executed_units: [0-9]+' "$1" | tr -dc 0-9)
  printf '%s inputs, %s edges' "${inputs:-no}" "${edges:-no}"
}

rm -rf "$work"
mkdir -p "$work"
words >"$work/words"
"$bin/fuzz_seeds" "$work/seeds" >"$work/seeds.log" 2>&1 || { cat "$work/seeds.log"; printf '\n0 passed, 1 failed\n'; exit 1; }
case $mode in
  brief) targets | while read -r target runs longest; do echo "fuzz_$target $target $longest -runs=$runs"; done ;;
  planted) targets | while read -r target _ longest; do echo "fuzz_${target}_faulty $target $longest -runs=1000000"; done ;;
  *) targets | while read -r target _ longest; do echo "fuzz_$target $target $longest -max_total_time=$((mode * 60))"; done ;;
esac >"$work/list"
case $mode in brief | planted) export LEAFLAW_SEED=1 ;; esac
xargs -P "$(nproc)" -L 1 bash -c 'run "$@"' - <"$work/list"

passed=0 failed=0
while read -r program _; do
  log=$work/$program.log good=1
  status=$(cat "$work/$program.ended")
  if [ "$mode" = planted ]; then grep -q '^SUMMARY: ' "$log" || good=0
  elif [ "$status" -ne 0 ]; then good=0; fi
  if [ "$good" = 1 ]; then passed=$((passed + 1)); printf '## %s: %s%s\n' "$program" "$(figures "$log")" "$([ "$mode" = planted ] && grep -m 1 '^SUMMARY: ' "$log" | sed 's/^SUMMARY: /, found: /')"
  else failed=$((failed + 1)); printf '## %s: exit %s\n' "$program" "$status"; tail -n 60 "$log"; fi
done <"$work/list"
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
