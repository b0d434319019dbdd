// Rules that the worked cases do not hold: turned round, they would pass them all. In: a policy, and case files of it that all pass.
// Out: a warning for each such rule or limit of the policy's own layer that its author does not keep (`knowingly untested`).
//
// A rule is turned round by requiring the contrary, in the rule and in its exceptions. A limit is turned round by allowing nothing, and
// by allowing everything: it is held by cases that fail for both.
#pragma once

#include <vector>

#include "compiler/cases/case_file.h"
#include "compiler/semantics/model.h"

namespace leaflaw {

[[nodiscard]] Diagnostics report_untested(const model::Policy& policy, const std::vector<CaseFile>& files);

}  // namespace leaflaw
