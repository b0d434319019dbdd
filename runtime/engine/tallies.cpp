#include "runtime/engine/tallies.h"

#include "runtime/base/reach.h"

namespace leaflaw::engine {

Window window_of(const Tally& tally) {
  Window window;
  window.kind = static_cast<WindowKind>(tally.window);
  window.length = tally.window_length;
  window.first_weekday = tally.first_weekday;
  window.start_seconds = tally.start_seconds;
  window.periods = tally.periods;
  return window;
}

template <class Mode>
void Tallies<Mode>::reset() {
  if (++decision_ == 0 || states_.size() != policy_.tallies.size()) {
    states_.assign(policy_.tallies.size(), TallyState<Mode>{});
    decision_ = 1;
  }
  returned_of_ = 0;
  inside_from_.reset();
  sums_.clear();
  entries_.clear();
  lows_.clear();
}

template <class Mode>
const TallyState<Mode>& Tallies<Mode>::get(std::uint32_t tally) {
  TallyState<Mode>& state = states_[tally];
  if (state.decision != decision_) {
    state = TallyState<Mode>{};
    state.decision = decision_;
    compute(policy_.tallies[tally], state);
  }
  return state;
}

template <class Mode>
const TallyVariant& Tallies<Mode>::variant_on(const Tally& tally, std::int32_t day) const {
  const TallyVariant* found = &policy_.tally_variants[tally.variants];
  for (std::uint32_t i = 1; i < tally.variant_count; ++i) {
    const TallyVariant& next = policy_.tally_variants[tally.variants + i];
    if (next.from_day > day) break;
    found = &next;
  }
  return *found;
}

// ---- lines ------------------------------------------------------------------------------------------------

template <class Mode>
Number<Mode> Tallies<Mode>::amount_for(const Tally& tally, const N& amount, const Value<Mode>& key, unsigned key_place) const {
  std::uint16_t value = policy_.key_values[tally.keys + key_place];
  if (!(key.possible >> value & 1) && !FAULT(13)) return known<Mode>(0);
  if (is_one(key.possible)) return amount;
  N result = amount;
  only_possible(result, key.blame);
  return result;
}

// What came back of a purchase, by its lines. Matched once for each purchase, however many lines and limits ask.
template <class Mode>
void Tallies<Mode>::match_returns(std::uint32_t purchase) {
  if (returned_of_ == purchase) return;
  returned_of_ = purchase;
  returned_.clear();
  for (const auto& [receipt, row] : notes_.returns_of(own_text(facts_, policy_.roles.receipt, purchase))) {
    static_cast<void>(notes_.of(row));
    const bool gone = notes_.is_destroyed(row);
    const EventRow& event = facts_.rows[row];
    for (std::uint32_t i = 0; i < event.item_count; ++i) {
      std::int32_t line = returned_line(facts_, purchase, event.first_item + i);
      if (line >= 0) returned_.push_back({line, gone, Scene{row, static_cast<std::int32_t>(i), event.first_item + i}});
    }
  }
  std::sort(returned_.begin(), returned_.end(), [](const Returned& x, const Returned& y) { return x.line != y.line ? x.line < y.line : x.scene.item < y.scene.item; });
}

// A purchase less what later came back of it, never below zero.
template <class Mode>
Number<Mode> Tallies<Mode>::less_returns(const Tally& tally, const TallyVariant& variant, std::uint32_t row, std::int32_t line, unsigned key_place,
                                         const N& amount) {
  match_returns(row);
  N back = known<Mode>(0);
  bool named = false;   // by a return that restores; else the line counts as it is, even below zero
  auto first = std::lower_bound(returned_.begin(), returned_.end(), line, [](const Returned& one, std::int32_t wanted) { return one.line < wanted; });
  for (; first != returned_.end() && first->line == line; ++first) {
    if (tally.returns == static_cast<std::uint8_t>(Restore::when_destroyed) && !first->destroyed && !FAULT(35)) continue;
    named = true;
    N one = machine_.counted(variant.amount, variant.condition, first->scene);
    if (variant.item_class != no_routine) one = amount_for(tally, one, machine_.value(variant.item_class, first->scene), key_place);
    add(back, one, machine_.overflow);
  }
  if (!named) return amount;
  N left = amount;
  subtract(left, back, machine_.overflow);
  if (!FAULT(29)) greatest(left, known<Mode>(0));
  return left;
}

// Adds one line to the sums of every key.
template <class Mode>
void Tallies<Mode>::share(const Tally& tally, const TallyVariant& variant, const Scene& scene, std::uint32_t row, bool returns, unsigned sums) {
  N amount = machine_.counted(variant.amount, variant.condition, scene);
  if (variant.item_class == no_routine) {
    if (returns) amount = less_returns(tally, variant, row, scene.line, 0, amount);
    add(sums_[sums], amount, machine_.overflow);
    return;
  }
  if (amount.known() && amount.low == 0 && !returns) return;
  Value<Mode> key = machine_.value(variant.item_class, scene);
  for (unsigned k = 0; k < tally.key_count; ++k) {
    N one = amount_for(tally, amount, key, k);
    if (returns) one = less_returns(tally, variant, row, scene.line, k, one);
    add(sums_[sums + 2 * k], one, machine_.overflow);
  }
}

template <class Mode>
void Tallies<Mode>::count_row(const Tally& tally, const TallyVariant& variant, std::uint32_t row, unsigned sums) {
  const EventRow& event = facts_.rows[row];
  Scene scene{row, -1, 0};
  if (tally.counted_event != nothing) {
    // An empty cart asks what is left, and is no event yet.
    const bool asks = row == 0 && event.items_given && event.item_count == 0;
    if (asks || static_cast<std::uint32_t>(event.kind) != tally.counted_event) return;
    if (N amount = machine_.number(variant.amount, scene); !amount.none()) sums_[sums] = std::move(amount);
    return;
  }
  if (!event.items_given) {
    for (unsigned k = 0; k < tally.key_count; ++k) {
      N any = any_amount<Mode>();
      any.blame.add(Unknown{the_items, scene.entry(), -1, false});
      sums_[sums + 2 * k] = any;
    }
    return;
  }
  bool returns = row > 0 && notes_.rows[row].has_returns && tally.returns != static_cast<std::uint8_t>(Restore::never);
  for (std::uint32_t i = row == 0 && FAULT(26) ? 1 : 0; i < event.item_count; ++i)
    share(tally, variant, Scene{row, static_cast<std::int32_t>(i), event.first_item + i}, row, returns, sums);
}

template <class Mode>
Number<Mode> Tallies<Mode>::line_share(std::uint32_t index, unsigned key_place, std::uint32_t line) {
  const Tally& tally = policy_.tallies[index];
  const TallyVariant& variant = variant_on(tally, machine_.day_of(0));
  Scene scene{0, static_cast<std::int32_t>(line), facts_.rows[0].first_item + line};
  N amount = machine_.counted(variant.amount, variant.condition, scene);
  if (variant.item_class == no_routine) return amount;
  return amount_for(tally, amount, machine_.value(variant.item_class, scene), key_place);
}

// ---- history -----------------------------------------------------------------------------------------------

template <class Mode>
Truth<Mode> Tallies<Mode>::counts(const Tally& tally, std::uint32_t row) {
  const EventRow& event = facts_.rows[row];
  if (!(tally.events >> static_cast<unsigned>(event.kind) & 1)) return Kleene::no;
  const RowNotes& notes = notes_.of(row);
  if (notes.same_receipt || notes.voided) return Kleene::no;
  std::uint8_t person = static_cast<Person>(tally.person) == Person::patient && !FAULT(7) ? 2 : 1;
  if ((notes.foreign & person) && !FAULT(6)) return Kleene::no;
  auto scope = static_cast<Scope>(tally.scope);
  bool other_place = scope == Scope::store ? (notes.foreign & 4) != 0 : scope == Scope::licensee && notes.other_licensee;
  if (other_place && !FAULT(5)) return Kleene::no;
  if (tally.counting_from > first_date.days) {
    std::int32_t day = machine_.day_of(row);
    if (FAULT(23) ? day <= tally.counting_from : day < tally.counting_from) return Kleene::no;
  }
  Truth<Mode> result = machine_.truth(tally.entry_when, Scene{row, -1, 0});
  if (scope == Scope::state || result.value == Kleene::no) return result;
  std::uint32_t slot = scope == Scope::store ? policy_.roles.store : policy_.roles.licensee;
  bool there = scope == Scope::store ? notes.store_given : notes.licensee_given;
  if (there && own_text(facts_, slot, 0) == nothing) {
    result.value = Kleene::unknown;
    if constexpr (Mode::traced) result.blame.add(Unknown{policy_.event_slots[slot].fact, -1, -1, false});
  }
  return result;
}

namespace {

bool inside(const WindowSpan& span, std::int64_t at, std::int64_t now) {
  if (FAULT(3) ? at <= span.from.seconds : at < span.from.seconds) return false;
  return FAULT(4) ? at < now : at <= now;
}

}  // namespace

// Most limits of a policy look at the same span.
template <class Mode>
const std::vector<std::uint32_t>& Tallies<Mode>::rows_inside(const WindowSpan& span) {
  if (inside_from_ == span.from) return inside_;
  inside_from_ = span.from;
  inside_.clear();
  const std::int64_t now = facts_.rows[0].at;
  for (std::uint32_t row = 1; row < facts_.rows.size(); ++row)
    if (inside(span, facts_.rows[row].at, now)) inside_.push_back(row);
  return inside_;
}

template <class Mode>
void Tallies<Mode>::count_history(const Tally& tally, TallyState<Mode>& state) {
  state.entries = static_cast<std::uint32_t>(entries_.size());
  state.amounts = static_cast<std::uint32_t>(lows_.size());
  auto scratch = static_cast<unsigned>(sums_.size());
  const bool on_hand = tally.usage != no_routine;
  amounts_.clear();
  for (std::uint32_t row : rows_inside(state.span)) {
    Truth<Mode> here = counts(tally, row);
    if (here.value == Kleene::no) continue;
    sums_.resize(scratch + 2 * tally.key_count);
    for (unsigned k = 0; k < tally.key_count; ++k) sums_[scratch + 2 * k] = known<Mode>(0);
    bool own_date = tally.variant_count > 1 && !FAULT(30);
    count_row(tally, variant_on(tally, machine_.day_of(own_date ? row : 0)), row, scratch);
    entries_.push_back({row});
    for (unsigned k = 0; k < tally.key_count; ++k) {
      N& amount = sums_[scratch + 2 * k];
      if (here.value == Kleene::unknown) only_possible(amount, here.blame);
      lows_.push_back(amount.low);
      if (on_hand) amounts_.push_back(amount);
      else add(sums_[state.first + 2 * k + 1], amount, machine_.overflow);
    }
  }
  sums_.resize(scratch);
  state.entry_count = static_cast<std::uint32_t>(entries_.size()) - state.entries;
  if (on_hand) walk(tally, state);
}

template <class Mode>
void Tallies<Mode>::compute(const Tally& tally, TallyState<Mode>& state) {
  state.first = static_cast<std::uint32_t>(sums_.size());
  sums_.resize(sums_.size() + 2 * tally.key_count);
  for (unsigned k = 0; k < 2 * tally.key_count; ++k) sums_[state.first + k] = known<Mode>(0);
  count_row(tally, variant_on(tally, machine_.day_of(0)), 0, state.first);
  std::optional<Date> anchor;
  if (tally.anchor != no_routine) {
    N date = machine_.number(tally.anchor, Scene{});
    if (!date.known()) {
      state.anchor = date.none() ? Anchor::none : Anchor::unknown;
      state.anchor_blame = date.blame;
      state.span.closed = true;
      if (!date.none())
        for (unsigned k = 0; k < tally.key_count; ++k) {
          N any = any_amount<Mode>();
          any.blame.add(date.blame);
          sums_[state.first + 2 * k + 1] = any;
        }
      return;
    }
    i128 days = date.low / facts_.denominator;
    if (!in_reach(days)) { machine_.overflow = true; days = 0; }
    anchor = Date{static_cast<std::int32_t>(days)};
  }
  state.span = span_for(window_of(tally), anchor);
  if (state.span.uses_history && !state.span.closed) count_history(tally, state);
}

// A span that ends is the same for every instant in it: the next request will most often be of the same day.
template <class Mode>
const WindowSpan& Tallies<Mode>::span_for(const Window& window, std::optional<Date> anchor) {
  const Instant at{facts_.rows[0].at};
  const std::uint16_t zone = facts_.rows[0].zone;
  for (const KnownSpan& one : spans_) {
    if (one.zone != zone || one.window != window || one.anchor != anchor) continue;
    if (one.at == at || (one.span.ends && one.span.from <= at && at < one.span.until)) return one.span;
  }
  if (spans_.size() == most_spans) spans_.clear();
  spans_.push_back({window, anchor, zone, at, span_of(window, anchor, at, policy_.zones[zone])});
  return spans_.back().span;
}

template <class Mode>
bool Tallies<Mode>::complete(const Tally& tally, const WindowSpan& span) const {
  if (!span.uses_history || span.closed || tally.without_history || FAULT(22)) return true;
  if (!facts_.history_given) return false;
  if (facts_.history_bare) return true;
  if (static_cast<int>(facts_.history_scope) < static_cast<int>(tally.scope)) return false;
  const Date needed = span.begins ? span.from_date : std::max(span.from_date, Date{tally.counting_from});
  return !facts_.complete_from || *facts_.complete_from <= needed;
}

// ---- release --------------------------------------------------------------------------------------------------

// Requests list their history in any order.
template <class Mode>
void Tallies<Mode>::in_time_order(const TallyState<Mode>& state) {
  auto at = [&](std::uint32_t entry) { return facts_.rows[entries_[state.entries + entry].row].at; };
  by_time_.resize(state.entry_count);
  bool ascending = true;
  for (std::uint32_t entry = 0; entry < state.entry_count; ++entry) {
    by_time_[entry] = entry;
    ascending = ascending && (entry == 0 || at(entry - 1) <= at(entry));
  }
  if (!ascending) std::sort(by_time_.begin(), by_time_.end(), [&](std::uint32_t a, std::uint32_t b) { return at(a) < at(b); });
}

template <class Mode>
std::optional<typename Tallies<Mode>::Growth> Tallies<Mode>::next_release(std::uint32_t index, unsigned key_place, i128 cap, i128 used, i128 this_event,
                                                                         bool with_event, bool& overflow) {
  const Tally& tally = policy_.tallies[index];
  const TallyState<Mode>& state = states_[index];
  const Window window = window_of(tally);
  const ZoneView& zone = policy_.zones[facts_.rows[0].zone];
  if (FAULT(31)) with_event = false;
  i128 counted = with_event ? plus(used, this_event, overflow) : used;
  if (window.kind == WindowKind::on_hand) return next_use(state, cap, counted, overflow);
  i128 now = std::max<i128>(0, minus(cap, counted, overflow));
  if (window.kind != WindowKind::rolling_days && window.kind != WindowKind::rolling_hours) {   // everything is free at one instant
    std::optional<Instant> when = counted > 0 ? release_of(window, state.span, Instant{facts_.rows[0].at}, zone) : std::nullopt;
    return when && cap > now ? std::optional(Growth{*when, minus(cap, now, overflow)}) : std::nullopt;
  }
  std::optional<Growth> found;
  std::optional<Instant> pending;   // entries released at one instant count together; release never runs backwards in time
  auto settled = [&] {
    i128 then = std::max<i128>(0, minus(cap, counted, overflow));
    if (pending && then > now) found = Growth{*pending, minus(then, now, overflow)};
    return found.has_value() && !FAULT(16);
  };
  auto release = [&](std::int64_t at, i128 amount) {
    if (amount == 0) return false;
    std::optional<Instant> when = release_of(window, state.span, Instant{at}, zone);
    if (!when) return false;
    if (pending && *pending != *when && settled()) return true;
    pending = when;
    counted = minus(counted, amount, overflow);
    return false;
  };
  in_time_order(state);
  for (std::uint32_t entry : by_time_)
    if (release(facts_.rows[entries_[state.entries + entry].row].at, lows_[state.amounts + entry * tally.key_count + key_place])) return found;
  if (with_event && release(facts_.rows[0].at, this_event)) return found;
  settled();
  return found;
}

template class Tallies<Fast>;
template class Tallies<Traced>;

}  // namespace leaflaw::engine
