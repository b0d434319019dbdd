#!/usr/bin/env bash
# What takes long, with new seeds: for half of the minutes the properties over many times the ordinary number of random policies, and
# changed packs; for the other half the fuzz targets. Then whether the targets find the faults that are planted, and what their seeds reach.
# ./dev soak [MINUTES]; a failure of the properties leaves build/counterexample.leaf and .json, one of a target build-sanitize/fuzz/TARGET-*.
set -uo pipefail
minutes=${1:-30}
[[ $minutes =~ ^[0-9]+$ ]] || { echo "./dev soak takes a number of minutes" >&2; exit 2; }
end=$((SECONDS + minutes * 30))
passed=0 failed=0
while [ "$SECONDS" -lt "$end" ]; do
  seed=$RANDOM$RANDOM
  if LEAFLAW_SEED=$seed LEAFLAW_SOAK=5 build/bin/test_properties >build/soak.log 2>&1; then passed=$((passed + 1))
  else failed=$((failed + 1)); tail -n 80 build/soak.log; echo "seed $seed"; break; fi
  if ! LEAFLAW_SEED=$seed LEAFLAW_PACK_ROUNDS=100000 build/bin/test_pack 'changed packs*' >build/soak-pack.log 2>&1; then
    failed=$((failed + 1)); tail -n 80 build/soak-pack.log; echo "seed $seed"; break
  fi
  printf '%s  (seed %s)\n' "$(grep -m 1 '^## .* pairs' build/soak.log)" "$seed"
done

# part COMMAND ...: one whose last line is `N passed, N failed`.
part() {
  local last
  "$@" | tee build/soak-part.log | sed '$d'
  last=$(tail -n 1 build/soak-part.log)
  if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else failed=$((failed + 1)); fi
}
each=$((minutes * $(nproc) / 8))   # four targets, as many at a time as there are processors
part tools/fuzz.sh $((each > 0 ? each : 1))
part tools/fuzz.sh planted
part tools/fuzz_coverage.sh
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
