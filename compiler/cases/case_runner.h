// Runs one case: tree -> Request -> judge -> Document, and compares with what was expected.
// In: a case, what is known of its policy, and any judge (the reference evaluator, the engine). Out: passed, or readable lines
// that say what was expected and what came. Never throws (unless the judge does).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "compiler/cases/case_file.h"
#include "runtime/decision/both_readings.h"
#include "runtime/decision/print_context.h"
#include "runtime/facts/record_reader.h"

namespace leaflaw {

struct CaseResult {
  std::vector<std::string> differences;   // empty: passed
  DocumentOrErrors outcome;               // what came
  Document const* document() const { return std::get_if<Document>(&outcome); }
  [[nodiscard]] bool passed() const { return differences.empty(); }
};

// `print.zone` is taken from the event; its other parts are the policy's.
[[nodiscard]] CaseResult run_case(const Case& one, const RequestReader& reader, PrintContext print, const Judge& judge);

// The comparison alone. `event`: the event judged, for its zone.
[[nodiscard]] std::vector<std::string> differences(const Expectation& expected, const Document& document, const PolicyContext& context,
                                                   const PrintContext& print);

}  // namespace leaflaw
