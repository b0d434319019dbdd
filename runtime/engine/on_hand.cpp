// What is still there of what was bought, if so much of it is used each day (semantics.md, section 4, on hand).
#include "runtime/engine/tallies.h"

#include "runtime/base/reach.h"

namespace leaflaw::engine {

// One end of what is there. Open: without bound.
struct Stock {
  i128 amount = 0;
  bool open = false;
};

namespace {

// So many midnights; at each `use` is taken, and never more than there is. `none_left`: use has no upper bound.
void pass(Stock& stock, i128 days, i128 use, bool use_open, bool low_end) {
  if (FAULT(34)) return;
  if (stock.open && !low_end) return;      // without upper bound it stays so
  i128 used = 0;
  const bool all = stock.open || use_open || !mul_to(use, days, used);
  i128 left = 0;
  stock = {all || !sub_to(stock.amount, used, left) ? 0 : std::max<i128>(0, left), false};
}

}  // namespace

template <class Mode>
std::int32_t Tallies<Mode>::day_here(std::int64_t at) const {
  return to_local(policy_.zones[facts_.rows[0].zone], Instant{at}).date().days;
}

// The least stock with the least bought and the most used, the greatest the other way round.
template <class Mode>
void Tallies<Mode>::walk(const Tally& tally, TallyState<Mode>& state) {
  N usage = machine_.number(tally.usage, Scene{});
  if (usage.none()) usage = known<Mode>(0);
  greatest(usage, known<Mode>(0));
  state.use = usage.known() ? usage.low : -1;
  in_time_order(state);
  const std::int32_t today = day_here(facts_.rows[0].at);
  for (unsigned k = 0; k < tally.key_count; ++k) {
    Stock low, high;
    N& used = sums_[state.first + 2 * k + 1];
    std::int32_t day = today;
    bool begun = false;
    const auto until = [&](std::int32_t next) {
      if (begun && next > day) {
        pass(low, next - day, usage.high, (usage.flags & high_open) != 0, true);
        pass(high, next - day, usage.low, false, false);
      }
      day = begun ? std::max(day, next) : next;
      begun = true;
    };
    used.blame.add(usage.blame);
    for (const std::uint32_t entry : by_time_) {
      const N& bought = amounts_[entry * tally.key_count + k];
      until(day_here(facts_.rows[entries_[state.entries + entry].row].at));
      low.open = low.open || (bought.flags & low_open);
      high.open = high.open || (bought.flags & high_open);
      low.amount = plus(low.amount, bought.low, machine_.overflow);
      high.amount = plus(high.amount, bought.high, machine_.overflow);
      used.blame.add(bought.blame);
    }
    until(today);
    used.flags = static_cast<std::uint8_t>((low.open ? low_open : 0) | (high.open ? high_open : 0));
    used.low = low.open ? 0 : low.amount;
    used.high = high.open ? 0 : high.amount;
    settle(used);
  }
}

// The first midnight at which more may be bought.
template <class Mode>
std::optional<typename Tallies<Mode>::Growth> Tallies<Mode>::next_use(const TallyState<Mode>& state, i128 cap, i128 counted, bool& overflow) {
  if (state.use <= 0 || counted <= 0 || cap <= 0) return std::nullopt;
  const i128 days = counted <= cap ? 1 : (counted - cap) / state.use + 1;
  const std::int32_t today = day_here(facts_.rows[0].at);
  if (!in_reach(days) || !in_reach(today + days)) return std::nullopt;
  i128 used = 0, then = 0;
  if (mul_to(state.use, days, used)) then = std::max<i128>(0, minus(counted, used, overflow));
  const i128 now = std::max<i128>(0, minus(cap, counted, overflow));
  const ZoneView& zone = policy_.zones[facts_.rows[0].zone];
  const Instant at = start_of(zone, LocalTime{(today + static_cast<std::int64_t>(days)) * 86400});
  return Growth{at, minus(minus(cap, then, overflow), now, overflow)};
}

#define LEAFLAW_ON_HAND(Mode) \
  template std::int32_t Tallies<Mode>::day_here(std::int64_t) const; \
  template void Tallies<Mode>::walk(const Tally&, TallyState<Mode>&); \
  template std::optional<typename Tallies<Mode>::Growth> Tallies<Mode>::next_use(const TallyState<Mode>&, i128, i128, bool&);
LEAFLAW_ON_HAND(Fast)
LEAFLAW_ON_HAND(Traced)
#undef LEAFLAW_ON_HAND

}  // namespace leaflaw::engine
