// Meters: this, used, cap, and what they come to (semantics.md, section 4).
#include "runtime/engine/judge.h"

namespace leaflaw::engine {

template <class Mode>
Number<Mode> Judge<Mode>::own_remaining(const MeterState<Mode>& meter, bool after) {
  if (meter.cap.none()) return no_number<Mode>();
  N left = meter.cap;
  subtract(left, meter.used, machine.overflow);
  if (after) subtract(left, meter.this_event, machine.overflow);
  if (!FAULT(24)) greatest(left, known<Mode>(0));
  return left;
}

template <class Mode>
Number<Mode> Judge<Mode>::remaining(const MeterState<Mode>& meter, bool after) {
  N own = own_remaining(meter, after);
  if (!meter.has_balance) return own;
  N theirs = meter.balance;
  if (after) subtract(theirs, meter.this_event, machine.overflow);
  greatest(theirs, known<Mode>(0));
  if (own.none()) return theirs;
  least(own, theirs);
  return own;
}

template <class Mode>
bool Judge<Mode>::registry_binds(const MeterState<Mode>& meter) {
  if (!meter.has_balance) return false;
  N own = own_remaining(meter, false);
  return own.none() || (own.flags & low_open) || meter.balance.low < own.low;
}

// What is counted, and the registry's balance: a meter without its cap.
template <class Mode>
MeterState<Mode> Judge<Mode>::count(std::uint32_t index) {
  const Meter& declared = policy_.meters[index];
  MeterState<Mode> meter;
  meter.meter = index;
  if (declared.balance != nothing && !FAULT(21)) {
    meter.balance = machine.event_number(declared.balance, Scene{});
    meter.has_balance = meter.balance.known();
    if (meter.has_balance) scale(meter.balance, number_of(policy_.wholes[declared.balance_factor]), machine.overflow);
  }
  const TallyState<Mode>& state = tallies.get(declared.tally);
  meter.this_event = tallies.this_event(state, declared.key_place);
  meter.used = tallies.used(state, declared.key_place);
  if (state.anchor != Anchor::known) return meter;
  meter.counts_history = state.span.uses_history && !state.span.closed;
  if (!meter.has_balance && !tallies.complete(policy_.tallies[declared.tally], state.span)) {
    meter.used.flags |= high_open | is_wide;
    meter.used.high = 0;
    meter.used.blame.add(Unknown{the_history, -1, -1, false});
  }
  return meter;
}

template <class Mode>
MeterState<Mode> Judge<Mode>::measure(std::uint32_t index) {
  const Meter& declared = policy_.meters[index];
  N cap = declared.cap == no_routine ? no_number<Mode>() : machine.number(declared.cap, Scene{});
  if (!cap.none()) greatest(cap, known<Mode>(0));
  MeterState<Mode> meter = count(index);
  const TallyState<Mode>& state = tallies.get(declared.tally);
  if (state.anchor == Anchor::none) cap = no_number<Mode>();
  if (!cap.none()) {
    if (state.anchor == Anchor::unknown) only_possible(cap, state.anchor_blame);
    else if (state.span.closed) cap = known<Mode>(0);
  }
  meter.cap = std::move(cap);
  return meter;
}

template <class Mode>
void Judge<Mode>::judge_meter(Possibility<Mode>& possibility) {
  const MeterState<Mode>& meter = possibility.meter;
  T within(Kleene::yes);
  if (!meter.cap.none()) {
    N total = meter.used;
    add(total, meter.this_event, machine.overflow);
    within = compare(Relation::at_most, total, meter.cap);
  }
  if (meter.has_balance) engine::both(within, compare(FAULT(32) ? Relation::less : Relation::at_most, meter.this_event, meter.balance));
  possibility.result = within.value == Kleene::yes ? Result::passed : within.value == Kleene::no ? Result::violated : Result::unknown;
  possibility.blame.add(within.blame);
}

// The rulings of a limit, one for each key; made once.
template <class Mode>
const typename Judge<Mode>::LimitState& Judge<Mode>::limit(std::uint32_t index) {
  LimitState& state = limits_[index - program_->steps];
  if (state.done) return state;
  state.done = true;
  const Step& step = policy_.steps[index];
  state.applies = machine.truth(step.when, Scene{});
  if (state.applies.value == Kleene::no) return state;
  state.rulings = static_cast<std::uint32_t>(limit_rulings_.size());
  for (std::uint32_t k = 0; k < step.key_count; ++k) {
    limit_rulings_.push_back(resolve(step, Scene{}, BodyOf::limit, k));
    // Figures of a waived limit are its own body's. They may be asked for in the middle of a routine: count them now.
    const Ruling<Mode>& ruling = limit_rulings_.back();
    for (std::uint32_t p = ruling.first; p < ruling.first + ruling.count; ++p)
      if (pool[p].meter.meter == nothing) static_cast<void>(tallies.get(policy_.meters[own_meter(step, k)].tally));
  }
  return state;
}

template <class Mode>
Number<Mode> Judge<Mode>::figure(std::uint32_t early, unsigned which, int key) {
  std::uint32_t number = policy_.early_steps[program_->early + early];
  const Step& step = policy_.steps[program_->steps + number];
  const LimitState& state = limits_[number];
  enum Figure : unsigned { cap, used, this_event, left };
  bool of_cap = which == cap || which == left;
  if (state.applies.value == Kleene::no) return of_cap ? no_number<Mode>() : known<Mode>(0);
  if (state.applies.value == Kleene::unknown) {
    N result = any_amount<Mode>();
    result.blame.add(state.applies.blame);
    return result;
  }
  std::uint32_t place = 0;
  while (place < step.key_count && key >= 0 && policy_.key_values[step.keys + place] != key) ++place;
  if (place == step.key_count) return of_cap ? no_number<Mode>() : known<Mode>(0);
  const Ruling<Mode>& ruling = limit_rulings_[state.rulings + place];
  N result;
  for (std::uint32_t k = 0; k < ruling.count; ++k) {
    const Possibility<Mode>& possible = pool[ruling.first + k];
    N one;
    if (possible.meter.meter == nothing) {
      MeterState<Mode> meter = count(own_meter(step, place));
      one = of_cap ? no_number<Mode>() : which == used ? meter.used : meter.this_event;
    } else {
      const MeterState<Mode>& meter = possible.meter;
      one = which == cap ? meter.cap : which == used ? meter.used : which == this_event ? meter.this_event : remaining(meter, false);
    }
    if (k == 0) result = one;
    else if ((result.none() || one.none()) && of_cap) result = any_amount<Mode>();
    else hull(result, one);
  }
  if (ruling.count > 1 && !result.none() && !result.known()) result.blame.add(ruling.blame);
  return result;
}

template <class Mode>
Truth<Mode> Judge<Mode>::met(std::uint32_t early, int key) {
  std::uint32_t number = policy_.early_steps[program_->early + early];
  const Step& step = policy_.steps[program_->steps + number];
  const LimitState& state = limits_[number];
  if (state.applies.value == Kleene::no) return Kleene::yes;
  T all(Kleene::yes);
  for (std::uint32_t k = 0; k < step.key_count; ++k) {
    if (key >= 0 && policy_.key_values[step.keys + k] != key && !FAULT(36)) continue;
    const Ruling<Mode>& ruling = limit_rulings_[state.rulings + k];
    T one(ruling.result == Result::passed ? Kleene::yes : ruling.result == Result::violated ? Kleene::no : Kleene::unknown);
    if (one.value == Kleene::unknown) one.blame.add(ruling.blame);
    engine::both(all, one);
  }
  T result = state.applies;
  engine::negate(result);
  engine::either(result, all);
  return result;
}

template <class Mode>
void Judge<Mode>::add_allowance(std::uint32_t index, const Ruling<Mode>& ruling, unsigned key_place) {
  const Step& step = policy_.steps[index];
  std::uint32_t strict = nothing;
  N best;
  for (std::uint32_t k = ruling.first; k < ruling.first + ruling.count; ++k) {
    if (pool[k].meter.meter == nothing || outcome_of(pool[k]) == Outcome::nothing) continue;
    N here = remaining(pool[k].meter, true);
    bool stricter = strict == nothing || (!here.none() && (best.none() || here.low < best.low));
    if (stricter) { strict = k; best = here; }
  }
  if (strict == nothing) return;
  const MeterState<Mode>& meter = pool[strict].meter;
  AllowanceState<Mode> allowance;
  allowance.step = index;
  allowance.key = policy_.key_values[step.keys + key_place];
  allowance.key_place = static_cast<std::uint16_t>(key_place);
  allowance.possibility = strict;
  allowance.registry_binds = registry_binds(meter);
  allowance.remaining_before = remaining(meter, false);
  allowance.remaining_after = best;
  allowances.push_back(std::move(allowance));
}

// Whether something that stops the sale is possible.
template <class Mode>
bool Judge<Mode>::binds(const Ruling<Mode>& ruling) const {
  if (ruling.may_conflict) return true;
  for (std::uint32_t k = ruling.first; k < ruling.first + ruling.count; ++k)
    if (pool[k].conflict || outcome_of(pool[k]) == Outcome::deny || outcome_of(pool[k]) == Outcome::refer) return true;
  return false;
}

// Of a limit whose result is not known: what would be issued, to be safe, where nothing that binds is possible.
template <class Mode>
std::uint32_t Judge<Mode>::possible_notice(const Ruling<Mode>& ruling) const {
  for (std::uint32_t k = ruling.first; k < ruling.first + ruling.count; ++k)
    if (pool[k].result != Result::passed && outcome_of(pool[k]) != Outcome::nothing) return k;
  return nothing;
}

template <class Mode>
void Judge<Mode>::decide_limit(std::uint32_t index) {
  const Step& step = policy_.steps[index];
  const LimitState& state = limits_[index - program_->steps];
  bool certain_here = state.applies.value == Kleene::yes;
  for (std::uint32_t k = 0; k < step.key_count; ++k) {
    const Ruling<Mode>& ruling = limit_rulings_[state.rulings + k];
    if (certain_here) {
      add_allowance(index, ruling, k);
      add_also(index, ruling);
    }
    if (ruling.result == Result::passed && !ruling.conflict) continue;
    const bool certain = certain_here && (ruling.result == Result::violated || ruling.conflict);
    if (!certain && (binds(ruling) || FAULT(33))) {
      incomplete_ = true;
      if constexpr (Mode::traced) {
        typename Mode::Blame blame;
        if (ruling.result == Result::unknown) blame.add(ruling.blame);
        blame.add(state.applies.blame);
        add_missing(index, blame);
      }
      continue;
    }
    const std::uint32_t chosen = certain ? ruling.first : possible_notice(ruling);
    if (chosen == nothing || (outcome_of(pool[chosen]) == Outcome::nothing && !ruling.conflict)) continue;
    FindingState finding{};
    finding.key = policy_.key_values[step.keys + k];
    finding.uncertain = !certain;
    add_finding(index, ruling, chosen, finding);
  }
}

#define LEAFLAW_LIMIT_PARTS(Mode) \
  template Number<Mode> Judge<Mode>::own_remaining(const MeterState<Mode>&, bool); \
  template Number<Mode> Judge<Mode>::remaining(const MeterState<Mode>&, bool); \
  template bool Judge<Mode>::registry_binds(const MeterState<Mode>&); \
  template MeterState<Mode> Judge<Mode>::count(std::uint32_t); \
  template MeterState<Mode> Judge<Mode>::measure(std::uint32_t); \
  template void Judge<Mode>::judge_meter(Possibility<Mode>&); \
  template const Judge<Mode>::LimitState& Judge<Mode>::limit(std::uint32_t); \
  template Number<Mode> Judge<Mode>::figure(std::uint32_t, unsigned, int); \
  template Truth<Mode> Judge<Mode>::met(std::uint32_t, int); \
  template void Judge<Mode>::add_allowance(std::uint32_t, const Ruling<Mode>&, unsigned); \
  template bool Judge<Mode>::binds(const Ruling<Mode>&) const; \
  template std::uint32_t Judge<Mode>::possible_notice(const Ruling<Mode>&) const; \
  template void Judge<Mode>::decide_limit(std::uint32_t);
LEAFLAW_LIMIT_PARTS(Fast)
LEAFLAW_LIMIT_PARTS(Traced)
#undef LEAFLAW_LIMIT_PARTS

}  // namespace leaflaw::engine
