// Local times that the clocks repeat, given without an offset, mean two instants: judges the request for both and says what
// holds either way. In: a completed request and any judge. Out: one document; where the verdicts differ it is `incomplete`,
// with the event's time as the missing fact. Requests without such a time are judged once.
#pragma once

#include <functional>
#include <variant>
#include <vector>

#include "runtime/decision/document.h"
#include "runtime/facts/node.h"
#include "runtime/facts/record.h"

namespace leaflaw {

using DocumentOrErrors = std::variant<Document, std::vector<InputError>>;
using Judge = std::function<DocumentOrErrors(const Request&)>;

[[nodiscard]] DocumentOrErrors judge_both_readings(const Request& request, const Schema& schema, const Judge& judge);

}  // namespace leaflaw
