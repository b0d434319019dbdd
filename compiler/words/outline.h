// A policy in words, as plain data: what `leaflaw show` prints as text and as JSON. Made from the Model, so it is the law as the
// compiler understood it. Empty strings: the law does not say, or it does not apply to that kind.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/semantics/model.h"
#include "compiler/words/phrases.h"

namespace leaflaw::words {

struct SourceWords {
  std::string cite, confidence;
  std::vector<std::string> readings;
};
struct PeriodWords {
  Date from;
  std::optional<Date> through;
};

// What a rule says, as a list of labelled sentences: {"counts", "weight of each item"}.
struct Clause { std::string label, text; };

struct ExceptionWords {
  std::string id, title;
  SourceWords source;
  PeriodWords period;
  std::vector<Clause> clauses;             // when, and what then holds instead of the rule's own
};

struct VersionWords {
  PeriodWords period;
  std::string title;
  SourceWords source;
  std::vector<Clause> clauses;
  std::vector<RowWords> rows;              // of measures, classes and tables
  std::vector<ExceptionWords> exceptions;  // in the order in which they go before each other
};

struct DeclarationWords {
  std::string kind;                        // "limit", "rule", "duty", "warning", "measure", "class", "table", "definition", "unit"
  std::string id, topic, before;           // before: what holds before the first version
  std::string layer;                       // rules: the policy that it stands in, this one or one that it narrows; parts: empty
  std::vector<std::string> followed_by;
  std::vector<VersionWords> versions;      // ascending; at least one
};

struct Outline {
  std::string id, name, regulator, zone;
  std::vector<std::string> narrows;        // the policies that it narrows, outermost first
  std::vector<std::string> covers;
  Date covers_from, as_of;
  std::vector<DeclarationWords> declarations;   // units, definitions, classes, measures, tables, then rules in the order of the text
};

[[nodiscard]] Outline outline_of(const model::Policy& policy);

// Only what is in force on that day, one version each.
[[nodiscard]] Outline in_force(Outline outline, Date day);

}  // namespace leaflaw::words
