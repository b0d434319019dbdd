// The policy's header: its vocabulary, time zone, regulator, state, cover and date.
#pragma once

#include <vector>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// The one policy of the file. Null: there is none, or it could not be read (reported).
[[nodiscard]] const ast::Declaration* find_policy(const ast::File& file, Diagnostics& diagnostics);

// The vocabulary that the header names, of these or the standard one. Null: there is none of that name and version (reported).
[[nodiscard]] const Vocabulary* vocabulary_of(const ast::Declaration& policy, const std::vector<Vocabulary>& vocabularies, Diagnostics& diagnostics);

// What belongs to a vocabulary has no place in the file of a policy.
void refuse_vocabulary(const ast::File& file, Diagnostics& diagnostics);

// Fills the policy's id, names, layers, cover and dates, and the zones and state of its context.
void compile_header(Draft& draft);

}  // namespace leaflaw::semantics
