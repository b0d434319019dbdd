#!/usr/bin/env bash
# What takes long: the properties over many times the ordinary number of random policies, and changed packs, with new seeds, until the
# minutes are over.
# ./dev soak [MINUTES]; a failure leaves build/counterexample.leaf and .json.
set -uo pipefail
minutes=${1:-30}
[[ $minutes =~ ^[0-9]+$ ]] || { echo "./dev soak takes a number of minutes" >&2; exit 2; }
end=$((SECONDS + minutes * 60))
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
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
