// A decision for a person at a register: verdict, reasons with citation and figures, what would make it legal, what is missing,
// what to do, what is left. Plain words, short lines (100 columns), lines of the cart counted from 1.
// Figures are exact; a ratio that has no short decimal is followed by its rounded value.
#pragma once

#include <string>
#include <vector>

#include "runtime/decision/allowance_report.h"
#include "runtime/decision/document.h"
#include "runtime/decision/print_context.h"
#include "runtime/facts/node.h"

namespace leaflaw {

struct TextStyle {
  bool colour = false;          // ANSI escape sequences
  std::size_t columns = 100;
};

// Ends with a line break.
[[nodiscard]] std::string to_text(const Document& document, const PrintContext& context, const TextStyle& style = {});
// What is left and what else fits, without the reasons.
[[nodiscard]] std::string to_text(const AllowanceReport& report, const PrintContext& context, const TextStyle& style = {});
// A request that could not be read, for the same person.
[[nodiscard]] std::string to_text(const std::vector<InputError>& errors, const TextStyle& style = {});
// One figure in words: "21 g", "between 3 g and 5 g", "at least 3 g", "unknown". `written`: print in this unit where that is exact.
[[nodiscard]] std::string figure_in_words(const Figure& figure, const UnitTable& units, const Unit* written = nullptr);

}  // namespace leaflaw
