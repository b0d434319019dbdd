// Routines: every instruction's operands, and what the three stacks hold wherever it stands. Jumps go forward and no instruction ends a
// routine early, so one pass in order sees every way to reach an instruction; all of them must agree.
#include <optional>
#include <string>

#include "runtime/pack/verify_parts.h"

namespace leaflaw::packed {

using namespace engine;   // NOLINT: the engine's tables

namespace {

// What an operand names; the words of ops.def.
enum class Operand : std::uint8_t {
  none, count, event_slot, item_slot, keyed, quantity, whole, whole_index, routine_truth, routine_number, routine_value, jump, blame, blame_index,
  lookup, limit, text, text_set, total, meter, figure,
};
struct Shape { std::string_view name; Operand a, b; std::uint8_t truth_in, truth_out, number_in, number_out, value_in, value_out; };
constexpr Shape shapes[] = {
#define LEAFLAW_OP(id, a, b, truth_in, truth_out, number_in, number_out, value_in, value_out) \
  {#id, Operand::a, Operand::b, truth_in, truth_out, number_in, number_out, value_in, value_out},
#include "runtime/engine/ops.def"
};

struct Stacks {
  std::uint32_t truths = 0, numbers = 0, values = 0, choices = 0;   // choices: begun and not ended
  friend bool operator==(const Stacks&, const Stacks&) = default;
};

// What a fact must be for an instruction to read it.
bool reads(Op op, const Slot& slot) {
  const auto type = static_cast<FactType>(slot.type);
  switch (op) {
    case Op::event_given:
    case Op::item_given:
    case Op::keyed_given:
    case Op::keyed_entry: return true;   // presence, of whatever it is
    default: break;
  }
  if (static_cast<SlotUse>(slot.use) != SlotUse::fact) return false;
  switch (op) {
    case Op::event_truth:
    case Op::item_truth:
    case Op::keyed_truth: return type == FactType::truth;
    case Op::event_has_all:
    case Op::item_has_all:
    case Op::keyed_has_all:
    case Op::event_has_any:
    case Op::item_has_any:
    case Op::keyed_has_any: return type == FactType::set;
    case Op::event_text_is:
    case Op::item_text_is:
    case Op::keyed_text_in:
    case Op::event_length:
    case Op::item_length:
    case Op::keyed_length: return type == FactType::text;
    case Op::event_one_of:
    case Op::item_one_of:
    case Op::event_value:
    case Op::item_value:
    case Op::keyed_value: return type == FactType::value;
    case Op::event_number:
    case Op::item_number:
    case Op::keyed_number: return type == FactType::quantity || type == FactType::amount;
    case Op::event_moment:
    case Op::item_moment:
    case Op::keyed_moment: return type == FactType::date || type == FactType::instant;
    default: return false;
  }
}

// Constants that must be above zero: factors of what a fact or number is multiplied by, steps of rounding, units of time.
bool needs_above_zero(Op op) {
  switch (op) {
    case Op::event_number:
    case Op::item_number:
    case Op::keyed_number:
    case Op::event_moment:
    case Op::item_moment:
    case Op::keyed_moment:
    case Op::event_length:
    case Op::item_length:
    case Op::keyed_length:
    case Op::today:
    case Op::time_of_day:
    case Op::date_of:
    case Op::whole_years:
    case Op::multiply:
    case Op::round_up:
    case Op::round_down:
    case Op::round_nearest:
    case Op::round_package: return true;
    default: return false;
  }
}

class CodeReader {
 public:
  explicit CodeReader(Checking& check) : check_(check), policy_(check.policy), seen_(policy_.routines.size(), Seen::no) {
    check.routines.resize(policy_.routines.size());
  }

  void run() {
    for (std::uint32_t i = 0; check_.good() && i < policy_.routines.size(); ++i) visit(i, 0);
  }

 private:
  enum class Seen : std::uint8_t { no, open, done };

  template <class... Words>
  bool require(bool holds, const Words&... words) { return check_.require(holds, words...); }
  [[nodiscard]] bool good() const { return check_.good(); }

  // Calls nest at most most_depth deep, or are refused: so does this.
  void visit(std::uint32_t index, unsigned level) {
    if (seen_[index] == Seen::done || !good()) return;
    if (!require(seen_[index] == Seen::no, "routine ", index, " calls itself")) return;
    if (!require(level < most_depth, "routine ", index, ": calls are nested too deeply")) return;
    seen_[index] = Seen::open;
    Pass pass{index, level, policy_.routines[index], {}, {}, {}};
    if (frame(pass)) code(pass);
    if (good()) dispatch(pass);
    require(pass.needs.deepest.fits(), "routine ", index, ": it needs more than the engine's stacks hold");
    require(pass.needs.work.fits(), "routine ", index, ": it takes too many steps");
    check_.routines[index] = pass.needs;
    seen_[index] = Seen::done;
  }

  struct Pass {
    std::uint32_t index;
    unsigned level;
    const Routine& routine;
    RoutineNeeds needs;
    Stacks now;
    std::vector<std::optional<Stacks>> expected;   // where a jump arrives
    [[nodiscard]] bool item() const { return routine.item != 0; }
  };

  bool frame(Pass& pass) {
    const Routine& routine = pass.routine;
    if (!require(routine.type <= static_cast<std::uint8_t>(ResultType::value), "routine ", pass.index, ": its result is of no type")) return false;
    const std::size_t slots = routine.item ? policy_.item_slots.size() : policy_.event_slots.size();
    const bool guarded = routine.type == static_cast<std::uint8_t>(ResultType::truth) && (routine.guard & guard_slot) != 0 && (routine.guard & guard_slot) <= slots;
    if (!require(routine.guard == 0 || guarded, "routine ", pass.index, ": it is guarded by a fact that is not there")) return false;
    if (!require(check_.inside(policy_.code, routine.first, routine.count), "routine ", pass.index, " reaches outside the code")) return false;
    if (!check_.spend(routine.count)) return false;
    pass.needs.work.add(routine.count);
    pass.expected.resize(std::size_t{routine.count} + 1);
    return true;
  }

  void code(Pass& pass) {
    const Routine& routine = pass.routine;
    for (std::uint32_t at = 0; at < routine.count && good(); ++at) {
      arrive(pass, at);
      step(pass, at, policy_.code[routine.first + at]);
    }
    if (!good()) return;
    arrive(pass, routine.count);
    const auto type = static_cast<ResultType>(routine.type);
    const Stacks one{type == ResultType::truth, type == ResultType::number, type == ResultType::value, 0};
    require(pass.now == one, "routine ", pass.index, " does not leave its one result");
  }

  void arrive(Pass& pass, std::uint32_t at) {
    if (pass.expected[at]) require(*pass.expected[at] == pass.now, "routine ", pass.index, ", instruction ", at, ": reached with different stacks");
  }

  void step(Pass& pass, std::uint32_t at, const Instruction& instruction) {
    if (!require(instruction.op < static_cast<std::uint16_t>(Op::count_), "routine ", pass.index, ", instruction ", at, " does not exist")) return;
    const auto op = static_cast<Op>(instruction.op);
    const Shape& shape = shapes[instruction.op];
    const bool operands = operand(pass, op, shape.a, instruction.a) && operand(pass, op, shape.b, instruction.b);
    if (!require(operands, "routine ", pass.index, ", instruction ", at, ": ", shape.name, " has an operand that it cannot have")) return;
    const bool there = shape.truth_in <= pass.now.truths && shape.number_in <= pass.now.numbers && values_in(op, shape, instruction) <= pass.now.values;
    if (!require(there, "routine ", pass.index, ", instruction ", at, ": ", shape.name, " finds an empty stack")) return;
    const bool of_choice = op == Op::choose_take || op == Op::choose_end;
    if (!require(!of_choice || pass.now.choices > 0, "routine ", pass.index, ", instruction ", at, ": ", shape.name, " is of no choice")) return;
    move(pass, at, op, shape, instruction);
    pass.needs.deepest.cover({pass.now.truths, pass.now.numbers, pass.now.values, 0});
  }

  std::uint32_t values_in(Op op, const Shape& shape, const Instruction& instruction) const {
    return op == Op::lookup ? policy_.lookups[instruction.b].keys : shape.value_in;
  }

  // The stacks after the instruction, and where it may jump.
  void move(Pass& pass, std::uint32_t at, Op op, const Shape& shape, const Instruction& instruction) {
    Stacks& now = pass.now;
    const Stacks before = now;
    now.truths += shape.truth_out - shape.truth_in;
    now.numbers += shape.number_out - shape.number_in;
    now.values += shape.value_out - values_in(op, shape, instruction);
    Stacks jumped = now;
    switch (op) {
      case Op::choose_begin: ++now.choices; break;
      case Op::choose_end: --now.choices; break;
      case Op::choose_take: --jumped.choices; break;
      case Op::choose_skip_if_no: jumped = before, --jumped.truths; break;
      default: break;
    }
    if (shape.b != Operand::jump) return;
    const bool forward = at < instruction.b && instruction.b <= pass.routine.count;
    if (!require(forward, "routine ", pass.index, ", instruction ", at, ": it jumps back or outside")) return;
    std::optional<Stacks>& there = pass.expected[instruction.b];
    require(!there || *there == jumped, "routine ", pass.index, ", instruction ", instruction.b, ": reached with different stacks");
    there = jumped;
  }

  // ---- operands --------------------------------------------------------------------------------------------
  bool operand(Pass& pass, Op op, Operand kind, std::uint32_t given) {
    switch (kind) {
      case Operand::none: return true;   // not looked at
      case Operand::count: return given <= 1;
      case Operand::event_slot: return slot(pass, op, given, false);
      case Operand::item_slot: return pass.item() && slot(pass, op, given, true);
      case Operand::keyed: return keyed(pass, op, given);
      case Operand::quantity: return given < policy_.quantities.size() && (!needs_above_zero(op) || number_of(policy_.quantities[given]) > 0);
      case Operand::whole: return whole(pass, op, given);
      case Operand::whole_index: return pass.item() && given < policy_.wholes.size();   // of rounding per package: there must be a line
      case Operand::routine_truth: return truth_call(pass, op, given);
      case Operand::routine_number: return check_.is_routine(given, ResultType::number, pass.item()) && call(pass, given, 1);
      case Operand::routine_value: return check_.is_routine(given, ResultType::value, pass.item()) && value_call(pass, given);
      case Operand::jump: return true;   // see move()
      case Operand::blame:
      case Operand::blame_index: return given < policy_.blames.size();
      case Operand::lookup: return lookup(pass, given);
      case Operand::limit: return limit(pass, op, given);
      case Operand::text: return given < policy_.text_constants.size();
      case Operand::text_set: return given < policy_.text_sets.size();
      case Operand::total: return total(pass, given);
      case Operand::meter: return given <= most_values;
      case Operand::figure: return (given & 0xFFFF) <= 3;
    }
    return false;
  }

  // The values of a fact that a value instruction pushes.
  void may_give(Pass& pass, Op op, const Slot& slot) {
    if (op != Op::event_value && op != Op::item_value && op != Op::keyed_value) return;
    const std::size_t count = check_.schema.enumerations[check_.schema.facts[slot.fact].enumeration].values.size();
    pass.needs.possible |= count >= most_values ? ~u128{0} : (u128{1} << count) - 1;
  }

  bool slot(Pass& pass, Op op, std::uint32_t given, bool item) {
    const Slot* found = check_.slot(given, item);
    if (!found || !reads(op, *found)) return false;
    may_give(pass, op, *found);
    return true;
  }

  bool keyed(Pass& pass, Op op, std::uint32_t given) {
    if (given >= policy_.key_tables.size()) return false;
    const KeyTable& table = policy_.key_tables[given];
    if ((table.item && !pass.item()) || !check_.spend(table.count)) return false;
    for (std::uint32_t i = 0; i < table.count; ++i) {
      const std::uint32_t number = policy_.key_slots[table.first + i];
      if (number != nothing && !slot(pass, op, number, table.item != 0)) return false;
    }
    pass.needs.work.add(table.count);
    return true;
  }

  bool whole(Pass& pass, Op op, std::uint32_t given) {
    if (given >= policy_.wholes.size()) return false;
    if (needs_above_zero(op)) return number_of(policy_.wholes[given]) > 0;
    const bool gives_values = shapes[static_cast<std::size_t>(op)].value_out > 0;
    if (gives_values) pass.needs.possible |= bits_of(policy_.wholes[given]);
    return true;
  }

  bool truth_call(Pass& pass, Op op, std::uint32_t given) {
    const bool over_lines = op == Op::some_item || op == Op::every_item;
    if (!check_.is_condition(given, pass.item() || over_lines)) return false;
    return given >= always_no || call(pass, given, over_lines ? Work::lines : 1);
  }

  bool value_call(Pass& pass, std::uint32_t given) {
    if (!call(pass, given, 1)) return false;
    pass.needs.possible |= check_.routines[given].possible;
    return true;
  }

  bool lookup(Pass& pass, std::uint32_t given) {
    constexpr std::uint32_t most_keys = 8;
    if (given >= policy_.lookups.size()) return false;
    const Lookup& lookup = policy_.lookups[given];
    if (lookup.keys == 0 || lookup.keys > most_keys || !check_.inside(policy_.lookup_rows, lookup.rows, lookup.row_count)) return false;
    pass.needs.work.add(lookup.row_count, lookup.keys);
    if (!check_.spend(lookup.row_count)) return false;
    for (std::uint32_t r = 0; r < lookup.row_count && good(); ++r) {
      const LookupRow& row = policy_.lookup_rows[lookup.rows + r];
      if (!check_.inside(policy_.wholes, row.masks, lookup.keys)) return false;
      if (row.cell == nothing) continue;
      if (!check_.is_routine(row.cell, ResultType::number, pass.item()) || !call(pass, row.cell, 1)) return false;
    }
    return true;
  }

  bool total(Pass& pass, std::uint32_t given) {
    if (given >= policy_.totals.size()) return false;
    const Total& total = policy_.totals[given];
    if (!check_.is_routine(total.amount, ResultType::number, true) || !check_.is_condition(total.condition, true)) return false;
    return call(pass, total.amount, Work::lines) && (total.condition >= always_no || call(pass, total.condition, Work::lines));
  }

  // Figures of limits are numbered within the program that runs the routine: check_programs knows how many there are.
  bool limit(Pass& pass, Op op, std::uint32_t given) {
    pass.needs.limit = std::max(pass.needs.limit, static_cast<std::int32_t>(given));
    if (op == Op::limit_met) return true;
    pass.needs.figures.add(1);
    pass.needs.at_figures.cover({pass.now.truths, pass.now.numbers, pass.now.values, 1});
    return true;
  }

  // Runs while what stands on the stacks stays there.
  bool call(Pass& pass, std::uint32_t routine, std::uint64_t times) {
    visit(routine, pass.level + 1);
    if (!good()) return true;   // the problem is known
    const RoutineNeeds& callee = check_.routines[routine];
    const Depth base{pass.now.truths, pass.now.numbers, pass.now.values, 1};
    RoutineNeeds& needs = pass.needs;
    needs.deepest.cover(callee.deepest.above(base));
    needs.work.add(callee.work.steps, times);
    needs.limit = std::max(needs.limit, callee.limit);
    if (callee.figures.steps == 0) return true;
    needs.figures.add(callee.figures.steps, times);
    needs.at_figures.cover(callee.at_figures.above(base));
    return true;
  }

  // Routines made for one category each, run in place of this one where the category is known.
  void dispatch(Pass& pass) {
    const Routine& routine = pass.routine;
    if (routine.dispatch == nothing) return;
    const bool possible = pass.item() && policy_.roles.category != nothing;
    if (!require(possible, "routine ", pass.index, ": it depends on a category where there is none")) return;
    const std::uint32_t count = policy_.roles.category_count;
    if (!require(check_.inside(policy_.dispatches, routine.dispatch, count), "routine ", pass.index, " has not one routine for each category")) return;
    if (!check_.spend(count)) return;
    const auto type = static_cast<ResultType>(routine.type);
    for (std::uint32_t i = 0; i < count && good(); ++i) {
      const std::uint32_t target = policy_.dispatches[routine.dispatch + i];
      const bool always = type == ResultType::truth && target >= always_no;
      if (always || target == pass.index) continue;
      if (!require(check_.is_routine(target, type, true), "routine ", pass.index, ": its routine for a category cannot be run")) return;
      specialised(pass, target);
    }
  }

  // Instead of the routine, not inside it: the greater of both needs.
  void specialised(Pass& pass, std::uint32_t target) {
    visit(target, pass.level + 1);
    if (!good()) return;
    const RoutineNeeds& other = check_.routines[target];
    RoutineNeeds& needs = pass.needs;
    needs.deepest.cover(other.deepest);
    needs.at_figures.cover(other.at_figures);
    needs.limit = std::max(needs.limit, other.limit);
    needs.possible |= other.possible;
    needs.work.steps = std::max(needs.work.steps, other.work.steps);
    needs.figures.steps = std::max(needs.figures.steps, other.figures.steps);
  }

  Checking& check_;
  const PolicyView& policy_;
  std::vector<Seen> seen_;
};

}  // namespace

void check_code(Checking& check) { CodeReader(check).run(); }

}  // namespace leaflaw::packed
