// One pair of a random policy and a random request: made, moved to an edge, judged by both evaluators.
#pragma once

#include <set>
#include <string>

#include "tests/random/mix.h"
#include "tests/random/plans.h"
#include "tests/random/subject.h"

namespace leaflaw::properties {

// Three quarters of the requests are moved to an edge where there is one; the others stay as they came.
[[nodiscard]] Node request_of(const Subject& subject, const RequestMaker& maker, const RequestPlan& plan);

// Empty where both evaluators print the same decision, or where there is nothing to compare (which `mix` counts); else what each says.
[[nodiscard]] std::string difference(Subject& subject, const Node& request, const std::set<std::string>& forms, Mix& mix);

}  // namespace leaflaw::properties
