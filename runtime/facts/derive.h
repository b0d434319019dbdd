// One derivation of the vocabulary, evaluated on the facts of one event or one line: the only place where facts are multiplied.
// In: the facts as they are known so far. Out: the value, or that it cannot be had (an operand is unknown, dimensions do not fit,
// a division by zero), or that it is out of range. Exact; no allocation; never throws.
#pragma once

#include <span>
#include <string>

#include "runtime/base/calendar.h"
#include "runtime/facts/policy_context.h"
#include "runtime/facts/record.h"

namespace leaflaw::derivation {

// The facts of one event or one line, by FactId: cells[id], or cells[places[id]] where only some facts are kept (no_index: not kept).
struct FactRow {
  std::span<FactValue> cells;
  std::span<const std::uint16_t> places;

  [[nodiscard]] FactValue* find(FactId fact) const {
    std::size_t place = places.empty() ? fact : fact < places.size() ? places[fact] : no_index;
    return place < cells.size() ? &cells[place] : nullptr;
  }
};

// Where a derivation's facts are read from. `line` is empty outside items.
struct DeriveScope {
  const PolicyContext* context = nullptr;
  FactRow event, line;
  Date today;                        // local date of the event

  [[nodiscard]] const FactValue* find(FactId fact) const;   // null for fields of maps and for facts that are not kept
};

struct Operand {
  enum class Kind : std::uint8_t { unknown, number, date, instant, truth, value, set, text } kind = Kind::unknown;
  Dimension dimension = Dimension::none;   // number; any: a plain number
  Ratio number;                            // truth: 0 or 1; value: index
  u128 set = 0;
  const std::string* text = nullptr;       // into the record
  EnumerationId enumeration = no_index;
};

struct Derived {
  enum class Outcome : std::uint8_t { unknown, value, overflow } outcome = Outcome::unknown;
  Operand value;
};

[[nodiscard]] Derived evaluate(const std::vector<DeriveStep>& steps, const DeriveScope& scope);
// Whether the condition is known to hold; an empty one does.
[[nodiscard]] bool holds(const std::vector<DeriveStep>& condition, const DeriveScope& scope);
// What a fact holds, as an operand; unknown where it is not given or disputed (an optional yes-no that is not given is false).
[[nodiscard]] Operand operand_of(FactId fact, const DeriveScope& scope);
// Whether the value may stand in the fact: type and dimension. A plain number fits a percentage or a count; a negative quantity fits nothing.
[[nodiscard]] bool fits(const Operand& value, const Fact& target);
[[nodiscard]] bool same_value(const Operand& a, const Operand& b);

}  // namespace leaflaw::derivation
