// How many more units of each line still fit. In: the event as read, the request in normal form, its decision, any judge.
// Out: the decision with the fits; none where the cart as it stands is not allowed.
#pragma once

#include "runtime/decision/allowance_report.h"
#include "runtime/decision/both_readings.h"
#include "runtime/facts/policy_context.h"

namespace leaflaw {

// More than this many units of one line are not looked for.
inline constexpr std::int64_t most_units = 1'000'000;

[[nodiscard]] AllowanceReport what_fits(const Record& as_read, const Request& completed, Document decision, const PolicyContext& context,
                                        const Judge& judge);

}  // namespace leaflaw
