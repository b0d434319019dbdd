#!/usr/bin/env bash
# Policies without errors or warnings, and promises of the house that a look at the text can check.
set -uo pipefail
failed=0
wrong() { printf '%s\n' "$*"; failed=1; }

build/bin/leaflaw fmt --check policies tests/language/exam tests/probe tests/cli/law tests/narrowing/law || wrong "run ./dev fmt"
build/bin/leaflaw check --strict policies || wrong "the policies have diagnostics"
# Law grows old without anybody changing a line: that is said here, and makes nothing red.
build/bin/leaflaw check --today "$(date +%F)" policies | grep -A1 'W0503'

sources() { git ls-files "$@" | grep -E '\.(cpp|h|def)$'; }
code_lines() { grep -HnE "$1" "${@:2}" | grep -vE ':[0-9]+:\s*(//|\*)'; }

# No floating point in the exact half.
mapfile -t exact < <(sources runtime/base runtime/engine)
code_lines '\b(double|float)\b' "${exact[@]}" && wrong "floating point in runtime/base or runtime/engine"
# The vocabulary is data (us-xx and the like are made up).
mapfile -t all < <(sources compiler runtime)
code_lines '"[^"]*\b(cannabis|flower|preroll|edible|concentrate|us-[a-wyz][a-z])\b[^"]*"' "${all[@]}" | grep -v 'compiler/pages/' && wrong "a product or a state in compiler/ or runtime/"
# The runtime needs nothing of the compiler.
grep -nE '#include "compiler/' $(sources runtime) && wrong "runtime/ includes compiler/"
[ "$failed" -eq 0 ] && echo "nothing to complain of"
exit "$failed"
