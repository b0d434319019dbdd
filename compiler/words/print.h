// Prints outlines and parts of them. Text for people (wrapped, with colours where asked), JSON for programs.
#pragma once

#include <string>

#include "compiler/words/outline.h"

namespace leaflaw::words {

struct Style {
  bool colour = false;
  std::size_t columns = 100;
};

// The whole law, by topics, then what its words mean.
[[nodiscard]] std::string to_text(const Outline& outline, const Style& style);
// One declaration with all versions it has.
[[nodiscard]] std::string to_text(const DeclarationWords& declaration, const Style& style);
// Every place where the law is open or the source is not the law itself: unverified, secondary, readings.
[[nodiscard]] std::string doubts(const Outline& outline, const Style& style);

// {"policy":{...},"declarations":[{"kind","id","topic","versions":[{"from","through","title","cite","confidence","readings",
// "clauses":[{"label","text"}],"rows":[{"head","value"}],"exceptions":[...]}]}]}
[[nodiscard]] std::string to_json(const Outline& outline);

}  // namespace leaflaw::words
