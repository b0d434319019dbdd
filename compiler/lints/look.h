// What is no mistake in a policy and yet rarely meant. In: a whole policy without errors. Out: warnings of lints.def in its diagnostics.
// Nothing of the policy changes. One file a lint.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::lints {

using semantics::Draft;
using semantics::ExprId;
using semantics::no_expr;

// All of them.
void look(Draft& draft);

void report_doubt_unsaid(Draft& draft);        // readings of parts that do not say how sure their source is
void report_strict(Draft& draft);              // `under` where the title says "at most"
void report_unnamed_numbers(Draft& draft);     // numbers that select, written twice
void report_new_facts(Draft& draft);           // versions that read facts the ones before did not
void report_old(Draft& draft);                 // `as of` more than a year ago, where a day is given
void report_events_without_rule(Draft& draft);
void report_customers_uncovered(Draft& draft);
void report_uncounted(Draft& draft);           // words of classes, and categories, that no limit counts on the policy's `as of` day
void report_rows_unreached(Draft& draft);      // of tables, classes and measures
void report_packages_missed(Draft& draft);     // roundings that a common package misses by a hair
void report_idle_limits(Draft& draft);         // limits that others always reach first
void report_rules_without_effect(Draft& draft);   // rules and exceptions that never apply, never fire, or are hidden

}  // namespace leaflaw::lints
