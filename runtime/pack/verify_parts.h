// The parts of verify.h, in the order in which they run; each may rely on what those before it have found good. Private to pack/.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/engine/program.h"
#include "runtime/facts/policy_context.h"
#include "runtime/facts/schema.h"
#include "runtime/pack/problem.h"

namespace leaflaw::packed {

// How deep the engine's three stacks and its calls get.
struct Depth {
  std::uint32_t truths = 0, numbers = 0, values = 0, calls = 0;
  void cover(const Depth& other) {
    truths = std::max(truths, other.truths);
    numbers = std::max(numbers, other.numbers);
    values = std::max(values, other.values);
    calls = std::max(calls, other.calls);
  }
  [[nodiscard]] Depth above(const Depth& base) const {
    return {base.truths + truths, base.numbers + numbers, base.values + values, base.calls + calls};
  }
  [[nodiscard]] bool fits() const {
    return truths <= engine::most_depth && numbers <= engine::most_depth && values <= engine::most_depth && calls <= engine::most_depth;
  }
};

// A number of instructions that never overflows.
struct Work {
  static constexpr std::uint64_t most = std::uint64_t{1} << 22;    // of one evaluation: some milliseconds
  static constexpr std::uint64_t lines = 16;                       // taken for the lines of an event
  std::uint64_t steps = 0;
  void add(std::uint64_t more, std::uint64_t times = 1) { steps = more > most / times ? most + 1 : std::min(steps + more * times, most + 1); }
  [[nodiscard]] bool fits() const { return steps <= most; }
};

// What others need to know of a routine that has been checked.
struct RoutineNeeds {
  Depth deepest;                  // calls included, figures of limits not
  Depth at_figures;               // where it reads the figure of a limit
  std::int32_t limit = -1;        // highest number of an early limit that it reads
  Work work;
  Work figures;                   // how often it reads figures
  u128 possible = 0;              // of a value routine: every value that may come out
};

struct Checking {
  const engine::PolicyView& policy;
  const PolicyContext& context;
  const Schema& schema;
  Problem& problem;
  std::vector<RoutineNeeds> routines;          // filled by check_code

  template <class... Words>
  bool require(bool holds, const Words&... words) { return problem.require(holds, words...); }
  [[nodiscard]] bool good() const { return problem.none(); }
  bool spend(std::uint64_t steps) { return problem.spend(steps); }

  [[nodiscard]] bool is_text(std::uint32_t index) const { return index < policy.texts.size(); }
  [[nodiscard]] bool is_text_or_none(std::uint32_t index) const { return index == engine::nothing || is_text(index); }
  [[nodiscard]] bool is_above_zero(std::uint32_t whole) const { return whole < policy.wholes.size() && engine::number_of(policy.wholes[whole]) > 0; }
  // [first, first + count) inside a table.
  template <class Element>
  [[nodiscard]] static bool inside(std::span<const Element> table, std::uint32_t first, std::uint64_t count) {
    return first <= table.size() && count <= table.size() - first;
  }
  [[nodiscard]] const engine::Slot* slot(std::uint32_t index, bool item) const {
    const auto& slots = item ? policy.item_slots : policy.event_slots;
    return index < slots.size() ? &slots[index] : nullptr;
  }
  // A routine of that type, runnable where there is a line (`item`) or only an event.
  [[nodiscard]] bool is_routine(std::uint32_t index, engine::ResultType type, bool item) const {
    if (index >= policy.routines.size()) return false;
    const engine::Routine& routine = policy.routines[index];
    return routine.type == static_cast<std::uint8_t>(type) && (item || routine.item == 0);
  }
  // A truth routine, or always_yes or always_no.
  [[nodiscard]] bool is_condition(std::uint32_t index, bool item) const {
    return index >= engine::always_no || is_routine(index, engine::ResultType::truth, item);
  }
  // The kind of a limit's meter for values: key_values of a step or tally.
  [[nodiscard]] bool are_keys(std::uint32_t first, std::uint32_t count) const;
};

// How many parts the messages of a body have together: one message, or one for each key of the step.
[[nodiscard]] inline std::uint32_t parts_of(const engine::Body& body, const engine::Step& step) {
  return body.message_count * (body.flags & engine::body_message_per_key ? step.key_count : 1);
}

void check_texts(Checking& check);      // texts, constants, names
void check_slots(Checking& check);      // slots, roles, blames, key tables
void check_code(Checking& check);       // routines, lookups, totals
void check_limits(Checking& check);     // tallies, meters
void check_rules(Checking& check);      // names of rules and exceptions, bodies, messages, steps
void check_programs(Checking& check);   // programs, directory, cover: depth and work of whole evaluations

}  // namespace leaflaw::packed
