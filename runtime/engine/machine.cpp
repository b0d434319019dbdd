#include "runtime/engine/machine.h"

#include "runtime/base/reach.h"

namespace leaflaw::engine {

void ScaledConstants::prepare(const PolicyView& policy, i128 denominator) {
  if (of_ == policy.quantities.data() && denominator_ == denominator && values_.size() == policy.quantities.size()) return;
  of_ = policy.quantities.data();
  denominator_ = denominator;
  overflow_ = false;
  values_.resize(policy.quantities.size());
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (!mul_to(number_of(policy.quantities[i]), denominator, values_[i])) { values_[i] = 1; overflow_ = true; }
}

template <class Mode>
void Machine<Mode>::reset() {
  overflow = false;
  t_ = truths_.data();
  n_ = numbers_.data();
  v_ = values_.data();
  pending_.clear();
  if constexpr (!Mode::traced)
    if (++decision_ == 0 || memos_.size() != policy_.routines.size()) {
      memos_.assign(policy_.routines.size(), Memo{});
      decision_ = 1;
    }
}

// ---- facts ----------------------------------------------------------------------------------------------

template <class Mode>
typename Machine<Mode>::Look Machine<Mode>::event_look(std::uint32_t slot, const Scene& scene) const {
  std::size_t at = scene.row * facts_.event_width + slot;
  std::uint8_t raw = facts_.event_states[at];
  auto state = static_cast<State>(raw & state_mask);
  Whom blame;
  if constexpr (Mode::traced) blame = {policy_.event_slots[slot].fact, scene.entry(), -1, false};
  if (state == State::borrow) {
    const Slot& declared = policy_.event_slots[slot];
    std::uint8_t foreign = FAULT(18) ? 0 : notes_[scene.row].foreign;
    if ((declared.group_keys & foreign) || FAULT(17)) {
      return {declared.flags & slot_required ? State::unknown : State::none, 0, 0, blame};
    }
    at = slot;
    raw = facts_.event_states[at];
    state = static_cast<State>(raw & state_mask);
  }
  if constexpr (Mode::traced) blame.disputed = state == State::disputed;
  return {state, raw, facts_.event_cells[at], blame};
}

template <class Mode>
typename Machine<Mode>::Look Machine<Mode>::item_look(std::uint32_t slot, const Scene& scene) const {
  std::size_t at = scene.item * facts_.item_width + slot;
  std::uint8_t raw = facts_.item_states[at];
  auto state = static_cast<State>(raw & state_mask);
  Whom blame;
  if constexpr (Mode::traced) blame = {policy_.item_slots[slot].fact, scene.entry(), scene.line, state == State::disputed};
  return {state, raw, facts_.item_cells[at], blame};
}

template <class Mode>
Truth<Mode> Machine<Mode>::given(const Look& look) const {
  if (look.state == State::known) return Kleene::yes;
  if (look.state == State::none) return Kleene::no;
  T result(Kleene::unknown);
  result.blame.add(look.blame);
  return result;
}

template <class Mode>
Truth<Mode> Machine<Mode>::truth_of(Op op, const Look& look, std::uint32_t b) const {
  if (look.state == State::none) return Kleene::no;
  if (look.state != State::known) return given(look);
  bool yes = false;
  switch (op) {
    case Op::event_has_all: { auto set = bits_of(policy_.wholes[b]); yes = (static_cast<u128>(look.cell) & set) == set; break; }
    case Op::event_has_any: yes = (static_cast<u128>(look.cell) & bits_of(policy_.wholes[b])) != 0; break;
    case Op::event_text_is: yes = look.cell == b; break;
    case Op::keyed_text_in: {
      const auto texts = policy_.text_members.subspan(policy_.text_sets[b].first, policy_.text_sets[b].count);
      yes = std::find(texts.begin(), texts.end(), static_cast<std::uint32_t>(look.cell)) != texts.end();
      break;
    }
    case Op::event_one_of: yes = (bits_of(policy_.wholes[b]) >> static_cast<unsigned>(look.cell)) & 1; break;
    default: yes = look.cell != 0; break;
  }
  return yes ? Kleene::yes : Kleene::no;
}

template <class Mode>
Number<Mode> Machine<Mode>::number_of_look(const Look& look, bool moment) const {
  if (look.state == State::known) return known<Mode>(look.cell);
  if (look.state == State::none) return no_number<Mode>();
  N result = any_amount<Mode>();
  if (moment) result.flags |= low_open;
  result.blame.add(look.blame);
  return result;
}

template <class Mode>
Value<Mode> Machine<Mode>::value_of(const Look& look, u128 all) const {
  V result;
  if (look.state == State::known) { result.possible = u128{1} << static_cast<unsigned>(look.cell); return result; }
  if (look.state == State::none) { result.none = true; return result; }
  result.possible = all;
  if (!is_one(all)) result.blame.add(look.blame);
  return result;
}

template <class Mode>
Number<Mode> Machine<Mode>::event_number(std::uint32_t slot, const Scene& scene) { return number_of_look(event_look(slot, scene), false); }

// ---- local time -------------------------------------------------------------------------------------------

template <class Mode>
void Machine<Mode>::local_time(std::uint32_t row) {
  RowNotes& notes = notes_[row];
  if (notes.local_known) return;
  const EventRow& event = facts_.rows[row];
  LocalTime local = to_local(policy_.zones[event.zone], Instant{event.at});
  notes.day = local.date().days;
  notes.time_of_day = local.time_of_day();
  notes.local_known = true;
}

template <class Mode>
std::int32_t Machine<Mode>::day_of(std::uint32_t row) {
  local_time(row);
  return notes_[row].day;
}

template <class Mode>
void Machine<Mode>::date_of(std::uint32_t factor, const Scene& scene) {
  N& at = n_[-1];
  if (at.none()) return;
  const ZoneView& zone = policy_.zones[facts_.rows[scene.row].zone];
  auto local = [&](i128& end) {
    i128 seconds = end / facts_.denominator;
    if (!in_reach(seconds / 86400)) { overflow = true; return; }
    end = times(to_local(zone, Instant{static_cast<std::int64_t>(seconds)}).date().days, quantities_[factor], overflow);
  };
  if (at.known()) { local(at.low); at.high = at.low; return; }
  if (!(at.flags & low_open)) local(at.low);
  if (!(at.flags & high_open)) local(at.high);
  settle(at);
}

template <class Mode>
void Machine<Mode>::years(std::uint32_t factor) {
  N &from = n_[-2], &through = n_[-1];
  --n_;
  if (from.none() || through.none()) return become_none(from);
  if (!from.known() || !through.known()) {
    typename Mode::Blame blame = from.blame;
    blame.add(through.blame);
    from = any_amount<Mode>();
    from.blame.add(blame);
    return;
  }
  auto day = [&](i128 cell) {
    i128 days = cell / facts_.denominator;
    if (!in_reach(days)) { overflow = true; return Date{}; }
    return Date{static_cast<std::int32_t>(days)};
  };
  from = known<Mode>(times(leaflaw::whole_years(day(from.low), day(through.low)), quantities_[factor], overflow));
}

// One more operand of least or greatest. What is known so far keeps the blame of its operands until extremum_end: a later operand may
// make the whole unknown again, and whom it blames does not depend on the order of the operands.
template <class Mode>
void Machine<Mode>::extremum(Op op, N& gathered, const N& operand) {
  if (operand.flags & fell_away) return;
  if (gathered.flags & fell_away) { gathered = operand; return; }
  typename Mode::Blame blame = gathered.blame;
  blame.add(operand.blame);
  if (op == Op::least) least(gathered, operand);
  else greatest(gathered, operand);
  if (!gathered.none()) gathered.blame = std::move(blame);
}

// ---- rounding ----------------------------------------------------------------------------------------------

template <class Mode>
i128 Machine<Mode>::rounded(Op op, i128 value, i128 step) {
  if (op == Op::round_up && FAULT(8)) op = Op::round_down;
  switch (op) {
    case Op::round_down: return times(floor_div(value, step), step, overflow);
    case Op::round_nearest: {
      i128 twice = times(step, 2, overflow), sum = plus(times(value, 2, overflow), step, overflow);
      return twice == 0 ? 0 : times(floor_div(sum, twice), step, overflow);   // 0: does not fit
    }
    default: return times(ceil_div(value, step), step, overflow);
  }
}

template <class Mode>
void Machine<Mode>::round(Op op, std::uint32_t step, N& amount) {
  if (amount.none()) return;
  i128 unit = quantities_[step];
  if (amount.known()) { amount.low = amount.high = rounded(op, amount.low, unit); return; }
  if (!(amount.flags & low_open)) amount.low = rounded(op, amount.low, unit);
  if (!(amount.flags & high_open)) amount.high = rounded(op, amount.high, unit);
  settle(amount);
}

// A line of n packages with x/n each: n * ceil((x/n) / U) * U = n * U * ceil(x / (n * U)).
template <class Mode>
void Machine<Mode>::round_package(std::uint32_t exempt, std::uint32_t step, const Scene& scene, N& amount) {
  if (amount.none()) return;
  const RoleSlots& roles = policy_.roles;
  i128 unit = quantities_[step], packages = 1;
  Look quantity{State::none, 0, 0, {}};
  if (roles.quantity != nothing) quantity = item_look(roles.quantity, scene);
  if (quantity.state == State::known && !(quantity.raw & not_a_count) && !FAULT(9)) {
    i128 n = quantity.cell / facts_.denominator;
    if (n >= 1 && quantity.cell % facts_.denominator == 0) packages = n;
  }
  i128 span = times(unit, packages, overflow);
  if (overflow) return;
  N plain = amount;
  bool known_before = amount.known();
  if (!(amount.flags & low_open)) amount.low = rounded(Op::round_up, amount.low, span);
  bool unknown_quantity = quantity.state == State::unknown || quantity.state == State::disputed;
  if (unknown_quantity && ((amount.flags & high_open) || amount.high != 0)) {
    amount.flags |= high_open | is_wide;
    amount.high = 0;
    amount.blame.add(quantity.blame);
  } else if (!(amount.flags & high_open)) {
    amount.high = known_before ? amount.low : rounded(Op::round_up, amount.high, span);
  }
  settle(amount);
  u128 left_out = bits_of(policy_.wholes[exempt]);
  if (left_out == 0) return;
  if (roles.category == nothing) return;
  Look category = item_look(roles.category, scene);
  if (category.state == State::none) return;
  if (category.state == State::known) {
    if (left_out >> static_cast<unsigned>(category.cell) & 1) amount = plain;
    return;
  }
  hull(amount, plain);
  if (!amount.known()) amount.blame.add(category.blame);
}

// ---- keys that are computed ------------------------------------------------------------------------------------

template <class Mode>
Truth<Mode> Machine<Mode>::keyed_truth(const Instruction& code, const KeyTable& table, const V& key, const Scene& scene) {
  auto op = static_cast<Op>(code.op);
  if (key.none) {
    // Whether there is an entry of no key at all depends on the map alone.
    if (op == Op::keyed_entry && table.count > 0 && policy_.key_slots[table.first] != nothing) {
      std::uint32_t slot = policy_.key_slots[table.first];
      T map = given(table.item ? item_look(slot, scene) : event_look(slot, scene));
      if (map.value == Kleene::unknown) return map;
    }
    return Kleene::no;
  }
  bool some = false, all = true, unknown_one = false;
  T result;
  for (unsigned i = 0; i < table.count; ++i) {
    if (!(key.possible >> i & 1)) continue;
    std::uint32_t slot = policy_.key_slots[table.first + i];
    Look look = slot == nothing ? Look{State::none, 0, 0, {}} : table.item ? item_look(slot, scene) : event_look(slot, scene);
    T one = op == Op::keyed_given || op == Op::keyed_entry ? given(look)
            : truth_of(op == Op::keyed_has_all   ? Op::event_has_all
                       : op == Op::keyed_has_any ? Op::event_has_any
                       : op == Op::keyed_text_in ? Op::keyed_text_in
                                                 : Op::event_truth,
                       look, code.b);
    // That the map as a whole is unknown says everything; the key does not matter then.
    if (op == Op::keyed_entry && one.value == Kleene::unknown) return one;
    some = some || one.value == Kleene::yes;
    all = all && one.value == Kleene::yes;
    unknown_one = unknown_one || one.value == Kleene::unknown;
    result.blame.add(one.blame);
  }
  if (!unknown_one && some == all) return all ? Kleene::yes : Kleene::no;
  result.value = Kleene::unknown;
  result.blame.add(key.blame);
  return result;
}

template <class Mode>
Number<Mode> Machine<Mode>::keyed_number(const Instruction& code, const KeyTable& table, const V& key, const Scene& scene) {
  auto op = static_cast<Op>(code.op);
  if (key.none) return no_number<Mode>();
  bool some_none = false, any = false;
  N result;
  auto gather = [&](const N& one) {
    if (any) hull(result, one);
    else result = one;
    any = true;
  };
  for (unsigned i = 0; i < table.count; ++i) {
    if (!(key.possible >> i & 1)) continue;
    std::uint32_t slot = policy_.key_slots[table.first + i];
    Look look = slot == nothing ? Look{State::none, 0, 0, {}} : table.item ? item_look(slot, scene) : event_look(slot, scene);
    if (look.state == State::none) { some_none = true; continue; }
    N one = number_of_look(look, op == Op::keyed_moment);
    if (op == Op::keyed_length && look.state == State::known) one = known<Mode>(facts_.texts.length(static_cast<std::uint32_t>(look.cell)));
    scale(one, op == Op::keyed_length ? quantities_[code.b] : number_of(policy_.wholes[code.b]), overflow);
    gather(one);
  }
  if (!any) return no_number<Mode>();
  if (some_none) {
    N rest = any_amount<Mode>();
    rest.blame.add(key.blame);
    gather(rest);
  }
  if (!result.known()) result.blame.add(key.blame);
  return result;
}

template <class Mode>
Value<Mode> Machine<Mode>::keyed_value(const Instruction& code, const KeyTable& table, const V& key, const Scene& scene) {
  V result;
  result.none = true;
  if (key.none) return result;
  for (unsigned i = 0; i < table.count; ++i) {
    if (!(key.possible >> i & 1)) continue;
    std::uint32_t slot = policy_.key_slots[table.first + i];
    Look look = slot == nothing ? Look{State::none, 0, 0, {}} : table.item ? item_look(slot, scene) : event_look(slot, scene);
    if (look.state == State::none) continue;
    result.none = false;
    if (look.state == State::known) {
      result.possible |= u128{1} << static_cast<unsigned>(look.cell);
    } else {
      result.possible |= bits_of(policy_.wholes[code.b]);
      result.blame.add(look.blame);
    }
  }
  result.blame.add(key.blame);
  if (result.none || is_one(result.possible)) result.blame.clear();
  return result;
}

template <class Mode>
void Machine<Mode>::keyed(const Instruction& code, const Scene& scene) {
  auto op = static_cast<Op>(code.op);
  V key = std::move(*--v_);
  bool in_b = op == Op::keyed_truth || op == Op::keyed_given || op == Op::keyed_entry;
  const KeyTable& table = policy_.key_tables[in_b ? code.b : code.a];
  switch (op) {
    case Op::keyed_number:
    case Op::keyed_moment:
    case Op::keyed_length: *n_ = keyed_number(code, table, key, scene); ++n_; break;
    case Op::keyed_value: *v_ = keyed_value(code, table, key, scene); ++v_; break;
    default: *t_ = keyed_truth(code, table, key, scene); ++t_; break;
  }
}

// ---- lines, tables, limits -----------------------------------------------------------------------------------------

template <class Mode>
Truth<Mode> Machine<Mode>::over_lines(bool some, std::uint32_t routine, const Scene& scene) {
  const EventRow& row = facts_.rows[scene.row];
  if (!row.items_given) {
    T result(Kleene::unknown);
    result.blame.add(Unknown{the_items, scene.entry(), -1, false});
    return result;
  }
  T result(some ? Kleene::no : Kleene::yes);
  for (std::uint32_t i = 0; i < row.item_count; ++i) {
    Scene here{scene.row, static_cast<std::int32_t>(i), row.first_item + i};
    T one = truth(routine, here);
    if (some) either(result, one);
    else both(result, one);
    if (result.value == (some ? Kleene::yes : Kleene::no)) break;
  }
  return result;
}

template <class Mode>
Number<Mode> Machine<Mode>::counted(std::uint32_t amount, std::uint32_t condition, const Scene& scene) {
  T counts = truth(condition, scene);
  if (counts.value == Kleene::no || (FAULT(20) && counts.value == Kleene::unknown)) return known<Mode>(0);
  N result = number(amount, scene);
  if (result.none()) return known<Mode>(0);
  if (counts.value == Kleene::unknown) only_possible(result, counts.blame);
  return result;
}

template <class Mode>
Number<Mode> Machine<Mode>::total(const Total& total, const Scene& scene) {
  const EventRow& row = facts_.rows[scene.row];
  if (!row.items_given) {
    N result = any_amount<Mode>();
    result.blame.add(Unknown{the_items, scene.entry(), -1, false});
    return result;
  }
  N result = known<Mode>(0);
  for (std::uint32_t i = 0; i < row.item_count; ++i)
    add(result, counted(total.amount, total.condition, Scene{scene.row, static_cast<std::int32_t>(i), row.first_item + i}), overflow);
  return result;
}

template <class Mode>
Number<Mode> Machine<Mode>::looked_up(const Lookup& lookup, const Scene& scene) {
  v_ -= lookup.keys;
  const V* keys = v_;
  typename Mode::Blame blame;
  i128 combinations = 1, with_row = 0;
  for (unsigned k = 0; k < lookup.keys; ++k) {
    if (keys[k].none) return no_number<Mode>();
    blame.add(keys[k].blame);
    combinations *= __builtin_popcountll(static_cast<std::uint64_t>(keys[k].possible)) + __builtin_popcountll(static_cast<std::uint64_t>(keys[k].possible >> 64));
  }
  N result;
  v_ += lookup.keys;   // the keys stay while cells run
  for (std::uint32_t r = 0; r < lookup.row_count; ++r) {
    const LookupRow& row = policy_.lookup_rows[lookup.rows + r];
    i128 fits = 1;
    for (unsigned k = 0; k < lookup.keys; ++k) {
      u128 both_ways = keys[k].possible & bits_of(policy_.wholes[row.masks + k]);
      fits *= __builtin_popcountll(static_cast<std::uint64_t>(both_ways)) + __builtin_popcountll(static_cast<std::uint64_t>(both_ways >> 64));
    }
    if (fits == 0) continue;
    N cell = row.cell == nothing ? no_number<Mode>() : number(row.cell, scene);
    if (with_row == 0) result = cell;
    else hull(result, cell);
    if (fits > 1) hull(result, cell);
    with_row += fits;
  }
  v_ -= lookup.keys;
  if (with_row == 0) return no_number<Mode>();
  if (with_row < combinations) hull(result, any_amount<Mode>());
  if (!result.known() && !result.none()) result.blame.add(blame);
  return result;
}

template <class Mode>
void Machine<Mode>::figure_of(const Instruction& code) {
  unsigned figure = code.b & 0xFFFF;
  int key = static_cast<int>(code.b >> 16) - 1;
  if (static_cast<Op>(code.op) == Op::limit_figure_of) {
    V which = std::move(*--v_);
    if (!is_one(which.possible)) {
      N result = any_amount<Mode>();
      result.blame.add(which.blame);
      *n_++ = std::move(result);
      return;
    }
    key = static_cast<int>(index_of(which.possible));
  }
  *n_++ = limits->figure(code.a, figure, key);
}

template <class Mode>
void Machine<Mode>::blame_list(typename Mode::Blame& blame, std::uint32_t list, const Scene& scene) const {
  if constexpr (Mode::traced) {
    const Range& range = policy_.blames[list];
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const BlamedFact& fact = policy_.blame_facts[range.first + i];
      blame.add(Unknown{fact.fact, scene.entry(), fact.item ? scene.line : -1, false});
    }
  }
}

// One row of a choice: true where it settles the matter.
template <class Mode>
bool Machine<Mode>::take(N& gathered, N& amount, const T& condition) {
  if (condition.value == Kleene::yes || FAULT(27)) {
    gathered = amount;
    return true;
  }
  if constexpr (Mode::traced) pending_.back().add(condition.blame);
  if (gathered.flags & fell_away) gathered = amount;
  hull(gathered, amount);
  return false;
}

// ---- the loop --------------------------------------------------------------------------------------------------------

// The routine for the category of the line, where there is one and the category is known.
template <class Mode>
inline std::uint32_t Machine<Mode>::dispatched(std::uint32_t routine, const Scene& scene) const {
  const Routine& found = policy_.routines[routine];
  if (found.dispatch == nothing) return routine;
  std::size_t at = scene.item * facts_.item_width + policy_.roles.category;
  if ((facts_.item_states[at] & state_mask) != static_cast<std::uint8_t>(State::known)) return routine;
  return policy_.dispatches[found.dispatch + static_cast<std::uint32_t>(facts_.item_cells[at])];
}

template <class Mode>
Truth<Mode> Machine<Mode>::truth(std::uint32_t routine, const Scene& scene) {
  if (routine < always_no) routine = dispatched(routine, scene);
  if (routine >= always_no) return routine == always_yes ? Kleene::yes : Kleene::no;
  const Routine& found = policy_.routines[routine];
  if (found.guard) {
    const unsigned slot = (found.guard & guard_slot) - 1u;
    const std::uint8_t state = found.item ? facts_.item_states[scene.item * facts_.item_width + slot] : facts_.event_states[scene.row * facts_.event_width + slot];
    if ((state & state_mask) == static_cast<std::uint8_t>(State::none)) return found.guard & guard_says_yes ? Kleene::yes : Kleene::no;
  }
  if constexpr (!Mode::traced)
    if (scene.row == 0 && !found.item) {
      Memo& memo = memos_[routine];
      if (memo.decision == decision_) return memo.value;
      run(found, scene);
      memo = {decision_, (--t_)->value};
      return memo.value;
    }
  run(found, scene);
  return std::move(*--t_);
}
template <class Mode>
Number<Mode> Machine<Mode>::number(std::uint32_t routine, const Scene& scene) {
  run(policy_.routines[dispatched(routine, scene)], scene);
  return std::move(*--n_);
}
template <class Mode>
Value<Mode> Machine<Mode>::value(std::uint32_t routine, const Scene& scene) {
  run(policy_.routines[dispatched(routine, scene)], scene);
  return std::move(*--v_);
}

template <class Mode>
void Machine<Mode>::run(const Routine& routine, const Scene& scene) {
  const Instruction* const code = policy_.code.data() + routine.first;
  const Instruction* const end = code + routine.count;
  for (const Instruction* at = code; at != end; ++at) {
    const std::uint32_t a = at->a, b = at->b;
    switch (const auto op = static_cast<Op>(at->op)) {
      case Op::push_truth: *t_++ = T(a ? Kleene::yes : Kleene::no); break;
      case Op::negate_truth: engine::negate(t_[-1]); break;
      case Op::both: --t_; engine::both(t_[-1], t_[0]); break;
      case Op::either: --t_; engine::either(t_[-1], t_[0]); break;
      case Op::jump_if_no: if (t_[-1].value == Kleene::no) at = code + b - 1; break;
      case Op::jump_if_yes: if (t_[-1].value == Kleene::yes) at = code + b - 1; break;
      case Op::call_truth: { T found = truth(b, scene); *t_++ = std::move(found); break; }
      case Op::event_truth: *t_++ = truth_of(op, event_look(a, scene), b); break;
      case Op::item_truth: *t_++ = truth_of(Op::event_truth, item_look(a, scene), b); break;
      case Op::event_given: *t_++ = given(event_look(a, scene)); break;
      case Op::item_given: *t_++ = given(item_look(a, scene)); break;
      case Op::event_has_all:
      case Op::event_has_any:
      case Op::event_text_is:
      case Op::event_one_of: *t_++ = truth_of(op, event_look(a, scene), b); break;
      case Op::item_has_all: *t_++ = truth_of(Op::event_has_all, item_look(a, scene), b); break;
      case Op::item_has_any: *t_++ = truth_of(Op::event_has_any, item_look(a, scene), b); break;
      case Op::item_text_is: *t_++ = truth_of(Op::event_text_is, item_look(a, scene), b); break;
      case Op::item_one_of: *t_++ = truth_of(Op::event_one_of, item_look(a, scene), b); break;
      case Op::keyed_truth:
      case Op::keyed_given:
      case Op::keyed_entry:
      case Op::keyed_has_all:
      case Op::keyed_has_any:
      case Op::keyed_text_in:
      case Op::keyed_number:
      case Op::keyed_moment:
      case Op::keyed_length:
      case Op::keyed_value: keyed(*at, scene); break;
      case Op::less: n_ -= 2; *t_++ = compare(Relation::less, n_[0], n_[1]); break;
      case Op::at_most: n_ -= 2; *t_++ = compare(Relation::at_most, n_[0], n_[1]); break;
      case Op::equal: n_ -= 2; *t_++ = compare(Relation::equal, n_[0], n_[1]); break;
      case Op::one_of: {
        V& found = *--v_;
        u128 set = bits_of(policy_.wholes[b]);
        T result(found.none || (found.possible & set) == 0 ? Kleene::no : (found.possible & ~set) == 0 ? Kleene::yes : Kleene::unknown);
        if (result.value == Kleene::unknown) result.blame.add(found.blame);
        *t_++ = std::move(result);
        break;
      }
      case Op::some_item: { T found = over_lines(true, b, scene); *t_++ = std::move(found); break; }
      case Op::every_item: { T found = over_lines(false, b, scene); *t_++ = std::move(found); break; }
      case Op::limit_met: *t_++ = limits->met(a, static_cast<int>(b) - 1); break;
      case Op::push_quantity: *n_++ = known<Mode>(quantities_[b]); break;
      case Op::push_none: *n_++ = no_number<Mode>(); break;
      case Op::any_amount: {
        *n_ = engine::any_amount<Mode>();
        blame_list(n_->blame, b, scene);
        ++n_;
        break;
      }
      case Op::call_number: { N found = number(b, scene); *n_++ = std::move(found); break; }
      case Op::event_number:
      case Op::event_moment:
        *n_ = number_of_look(event_look(a, scene), op == Op::event_moment);
        scale(*n_++, number_of(policy_.wholes[b]), overflow);
        break;
      case Op::item_number:
      case Op::item_moment:
        *n_ = number_of_look(item_look(a, scene), op == Op::item_moment);
        scale(*n_++, number_of(policy_.wholes[b]), overflow);
        break;
      case Op::event_length:
      case Op::item_length: {
        Look look = op == Op::event_length ? event_look(a, scene) : item_look(a, scene);
        if (look.state == State::known) look.cell = facts_.texts.length(static_cast<std::uint32_t>(look.cell));
        *n_ = number_of_look(look, false);
        scale(*n_++, quantities_[b], overflow);
        break;
      }
      case Op::today:
      case Op::time_of_day:
        local_time(scene.row);
        *n_++ = known<Mode>(times(op == Op::today ? notes_[scene.row].day : notes_[scene.row].time_of_day, quantities_[b], overflow));
        break;
      case Op::date_of: date_of(b, scene); break;
      case Op::whole_years: years(b); break;
      case Op::add: --n_; engine::add(n_[-1], n_[0], overflow); break;
      case Op::subtract: --n_; engine::subtract(n_[-1], n_[0], overflow); break;
      case Op::negate: engine::negate(n_[-1], overflow); break;
      case Op::multiply: scale(n_[-1], number_of(policy_.wholes[b]), overflow); break;
      case Op::falls_away: if (n_[-1].none()) n_[-1].flags |= fell_away; break;
      case Op::least:
      case Op::greatest:
        --n_;
        extremum(op, n_[-1], n_[0]);
        break;
      case Op::extremum_end:
        if (n_[-1].flags & fell_away) become_none(n_[-1]);
        else if (n_[-1].known()) n_[-1].blame.clear();
        break;
      case Op::round_up:
      case Op::round_down:
      case Op::round_nearest: round(op, b, n_[-1]); break;
      case Op::round_package: round_package(a, b, scene, n_[-1]); break;
      case Op::choose_begin:
        *n_ = no_number<Mode>();
        (n_++)->flags |= fell_away;
        if constexpr (Mode::traced) pending_.emplace_back();
        break;
      case Op::choose_skip_if_no: if (t_[-1].value == Kleene::no) { --t_; at = code + b - 1; } break;
      case Op::choose_take: {
        --n_;
        --t_;
        if (take(n_[-1], n_[0], t_[0])) {
          if constexpr (Mode::traced) pending_.pop_back();
          at = code + b - 1;
        }
        break;
      }
      case Op::choose_end: {
        N& gathered = n_[-1];
        if (gathered.flags & fell_away) gathered = engine::any_amount<Mode>();
        else if constexpr (Mode::traced) { if (!gathered.known()) gathered.blame.add(pending_.back()); }
        if constexpr (Mode::traced) pending_.pop_back();
        break;
      }
      case Op::total_items: { N found = total(policy_.totals[b], scene); *n_++ = std::move(found); break; }
      case Op::lookup: { N found = looked_up(policy_.lookups[b], scene); *n_++ = std::move(found); break; }
      case Op::limit_figure:
      case Op::limit_figure_of: figure_of(*at); break;
      case Op::push_value: *v_ = V{}; (v_++)->possible = bits_of(policy_.wholes[b]); break;
      case Op::unknown_value:
        *v_ = V{};
        v_->possible = bits_of(policy_.wholes[b]);
        if (!is_one(v_->possible)) blame_list(v_->blame, a, scene);
        ++v_;
        break;
      case Op::call_value: { V found = value(b, scene); *v_++ = std::move(found); break; }
      case Op::event_value: *v_++ = value_of(event_look(a, scene), bits_of(policy_.wholes[b])); break;
      case Op::item_value: *v_++ = value_of(item_look(a, scene), bits_of(policy_.wholes[b])); break;
      case Op::class_begin: *v_++ = V{}; break;
      case Op::class_take: {
        --v_;
        --t_;
        if (t_[0].value == Kleene::yes) { v_[-1] = std::move(v_[0]); at = code + b - 1; break; }
        v_[-1].possible |= v_[0].possible;
        v_[-1].blame.add(v_[0].blame);
        v_[-1].blame.add(t_[0].blame);
        break;
      }
      case Op::class_end:
        if (v_[-1].possible == 0) v_[-1].possible = bits_of(policy_.wholes[b]);
        if (is_one(v_[-1].possible)) v_[-1].blame.clear();
        break;
      case Op::count_: break;
    }
  }
}

template class Machine<Fast>;
template class Machine<Traced>;

}  // namespace leaflaw::engine
