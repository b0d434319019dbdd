// Limits: what is counted, in which meters, under which cap, over which window.
#pragma once

#include <set>
#include <string>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// What the limit counts in this version. While its amount is being compiled the limit is in draft.open_limits.
[[nodiscard]] const Counted& counted_by(Draft& draft, const Symbol& limit, const ast::Clause& counts);

// Where the caps, anchors and messages of a limit stand: its class is the key of the meter.
[[nodiscard]] Surroundings meter_surroundings(const model::LimitBody& body, const std::set<std::string>& given);

// What the clauses say, written over `body`: an empty one for a limit's own version, the limit's own for an exception's. Its expressions are
// `bad` where something is wrong (reported).
void fill_limit(Draft& draft, model::LimitBody& body, const Symbol& limit, const Version& text, const std::set<std::string>& given);

// Addresses of the meters of all limits go into the policy's context: "daily", "by-route[north]".
void list_addresses(Draft& draft);

}  // namespace leaflaw::semantics
