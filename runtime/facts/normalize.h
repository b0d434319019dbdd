// Completes a Request by the vocabulary's derivations (semantics.md, section 7): facts that follow from others are filled in,
// stated facts that differ from what others say become disputed, `same` facts must be equal; then input-only facts are dropped.
// In: a request as read. Out: the request in normal form, or what contradicts itself. Doing it twice changes nothing more.
#pragma once

#include <vector>

#include "runtime/facts/node.h"
#include "runtime/facts/policy_context.h"
#include "runtime/facts/record.h"
#include "runtime/facts/record_reader.h"

namespace leaflaw {

// Changes `request` in place: the event, its lines, the history entries and theirs. Errors: E0850 (facts that must be the same
// are not), E0851 (a product of facts is out of range). With errors the request is not usable.
[[nodiscard]] std::vector<InputError> normalize(Request& request, const PolicyContext& context);

// Reads and completes: what every caller that has a text wants.
[[nodiscard]] RequestOrErrors read_complete_request(const Node& root, const RequestReader& reader);

}  // namespace leaflaw
