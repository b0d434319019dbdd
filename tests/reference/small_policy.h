// A small policy and worked cases for it, both as text: how one form of the language is decided.
#pragma once

#include <string>

#include "compiler/cases/case_file.h"
#include "compiler/semantics/model.h"

namespace leaflaw::testing {

// Each case must come out of the reference evaluator as it says, and the engine must give the same decision to the last figure.
void check_cases(const model::Policy& policy, const CaseFile& file);

// Policy "us-xx" covers sale and intake from 2020-01-01, its ounce is 28 g; its cases are checked likewise.
// `cases`: the list under `cases:` of a case file, unindented. Baseline `adult`: a sale to an adult of 30 at noon of 2025-06-02 with a known,
// empty history.
void check_cases(const std::string& declarations, const std::string& cases);

}  // namespace leaflaw::testing
