// What to say about a mistake, in words of the language: what stands there, what may stand there, what was probably meant.
// Tries the particular explanations first (explain_*.cpp, repairs.cpp) and always comes back with one.
#pragma once

#include "compiler/syntax/situation.h"

namespace leaflaw::syntax {

[[nodiscard]] Finding explain(const Situation& situation);

// ---- the parts, each gives nothing when it does not know the mistake ----
using Explanation = std::optional<Finding>;
[[nodiscard]] Explanation explain_stray_character(const Situation& situation);      // explain_signs.cpp
[[nodiscard]] Explanation explain_open_parenthesis(const Situation& situation);
[[nodiscard]] Explanation explain_number(const Situation& situation);
[[nodiscard]] Explanation explain_date_or_time(const Situation& situation);
[[nodiscard]] Explanation explain_unquoted(const Situation& situation);
[[nodiscard]] Explanation explain_window(const Situation& situation);               // explain_words.cpp
[[nodiscard]] Explanation explain_comparison_words(const Situation& situation);     // explain_comparison.cpp
[[nodiscard]] Explanation explain_missing_comparison(const Situation& situation);
[[nodiscard]] Explanation explain_outside(const Situation& situation);              // explain_words.cpp
[[nodiscard]] Explanation explain_misspelled(const Situation& situation);           // repairs.cpp
[[nodiscard]] Explanation explain_missing_colon(const Situation& situation);
[[nodiscard]] Explanation explain_filler(const Situation& situation);
[[nodiscard]] Explanation explain_missing_word(const Situation& situation);
[[nodiscard]] Explanation explain_missing_word_earlier(const Situation& situation);
[[nodiscard]] Explanation explain_missing_thing(const Situation& situation);
[[nodiscard]] Explanation explain_wrong_word(const Situation& situation);
[[nodiscard]] Explanation explain_reserved_name(const Situation& situation);        // explain_words.cpp
[[nodiscard]] Explanation explain_unfinished(const Situation& situation);
[[nodiscard]] Finding explain_unexpected(const Situation& situation);

// ---- words for messages (expectations.cpp) ----
// "`sale`", "the number `21`", "a text in quotes", "the end of the file".
[[nodiscard]] std::string describe(const Situation& situation, Index i);
// "`at most`" where these are all the words before `at` in the clause, else the word before it.
[[nodiscard]] std::string describe_before(const Situation& situation);
// What may stand at `at`, the likeliest first: "a date such as `2026-01-31`", "`when`", "a clause such as `counts`".
[[nodiscard]] std::vector<std::string> expected_things(const Situation& situation);
// What a token of this type would be here: "a unit such as `g`" for a name. Empty when it would begin a clause or declaration.
[[nodiscard]] std::string expected_as(const Situation& situation, Type type);
// "a, b or c"
[[nodiscard]] std::string one_of(const std::vector<std::string>& things);
// Does a rule of the grammar begin at `at` in some reading?
[[nodiscard]] bool may_begin(const Situation& situation, std::size_t rule);
// Token types of the grammar that are not reserved words, as in Leaflaw.g4.
[[nodiscard]] bool takes_token(const Situation& situation, Type type);
[[nodiscard]] Finding finding_at(const Situation& situation, Index first, Index last);

}  // namespace leaflaw::syntax
