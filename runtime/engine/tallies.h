// What a limit counts: the present lines, and the history entries in its window (semantics.md, sections 4 and 5). One tally serves
// every meter that counts alike; each is made at most once per decision, when first asked for.
#pragma once

#include <optional>

#include "runtime/base/window.h"
#include "runtime/engine/history.h"
#include "runtime/facts/record.h"

namespace leaflaw::engine {

enum class Anchor : std::uint8_t { known, none, unknown };

template <class Mode>
struct TallyState {
  std::uint32_t decision = 0;              // for which it was made; 0: for none
  Anchor anchor = Anchor::known;
  WindowSpan span;
  std::uint32_t first = 0;                 // this_event(k) = sums[first + 2k], used(k) = sums[first + 2k + 1]
  std::uint32_t entries = 0, entry_count = 0;
  std::uint32_t amounts = 0;               // lows[amounts + entry * keys + k]
  i128 use = -1;                           // on hand: what is used each day, where that is known
  [[no_unique_address]] typename Mode::Blame anchor_blame;
};

template <class Mode>
class Tallies {
 public:
  Tallies(const FactStore& facts, HistoryNotes& notes, Machine<Mode>& machine)
      : facts_(facts), policy_(facts.policy), notes_(notes), machine_(machine) {}

  void reset();
  [[nodiscard]] const TallyState<Mode>& get(std::uint32_t tally);
  [[nodiscard]] const Number<Mode>& this_event(const TallyState<Mode>& state, unsigned key_place) const { return sums_[state.first + 2 * key_place]; }
  // Without what incomplete history may add.
  [[nodiscard]] const Number<Mode>& used(const TallyState<Mode>& state, unsigned key_place) const { return sums_[state.first + 2 * key_place + 1]; }
  // True where history reaches everything that the window needs.
  [[nodiscard]] bool complete(const Tally& tally, const WindowSpan& span) const;
  // The first instant at which max(0, cap - counted) grows, with the growth; nothing: never. All amounts known.
  struct Growth { Instant at; i128 amount; };
  [[nodiscard]] std::optional<Growth> next_release(std::uint32_t tally, unsigned key_place, i128 cap, i128 used, i128 this_event, bool with_event,
                                                   bool& overflow);
  // What one present line adds to a key; for explanations.
  [[nodiscard]] Number<Mode> line_share(std::uint32_t tally, unsigned key_place, std::uint32_t line);

 private:
  using N = Number<Mode>;
  void compute(const Tally& tally, TallyState<Mode>& state);
  void count_row(const Tally& tally, const TallyVariant& variant, std::uint32_t row, unsigned sums);
  void count_history(const Tally& tally, TallyState<Mode>& state);
  // on_hand.cpp
  void walk(const Tally& tally, TallyState<Mode>& state);
  [[nodiscard]] std::optional<Growth> next_use(const TallyState<Mode>& state, i128 cap, i128 counted, bool& overflow);
  [[nodiscard]] std::int32_t day_here(std::int64_t at) const;
  [[nodiscard]] Truth<Mode> counts(const Tally& tally, std::uint32_t row);   // inside the window
  [[nodiscard]] const TallyVariant& variant_on(const Tally& tally, std::int32_t day) const;
  void share(const Tally& tally, const TallyVariant& variant, const Scene& scene, std::uint32_t purchase_row, bool returns, unsigned sums);
  [[nodiscard]] N amount_for(const Tally& tally, const N& amount, const Value<Mode>& key, unsigned key_place) const;
  void match_returns(std::uint32_t purchase);
  [[nodiscard]] N less_returns(const Tally& tally, const TallyVariant& variant, std::uint32_t row, std::int32_t line, unsigned key_place, const N& amount);
  [[nodiscard]] const std::vector<std::uint32_t>& rows_inside(const WindowSpan& span);
  void in_time_order(const TallyState<Mode>& state);
  [[nodiscard]] const WindowSpan& span_for(const Window& window, std::optional<Date> anchor);

  const FactStore& facts_;
  const PolicyView& policy_;
  HistoryNotes& notes_;
  Machine<Mode>& machine_;
  std::vector<TallyState<Mode>> states_;
  std::uint32_t decision_ = 0;
  struct KnownSpan { Window window; std::optional<Date> anchor; std::uint16_t zone; Instant at; WindowSpan span; };
  static constexpr std::size_t most_spans = 16;
  std::vector<KnownSpan> spans_;           // kept from decision to decision; limits of a policy mostly share their windows
  std::vector<N> sums_;
  struct Returned { std::int32_t line; bool destroyed; Scene scene; };
  std::vector<Returned> returned_;         // of the purchase in row `returned_of_`; 0: of none
  std::uint32_t returned_of_ = 0;
  struct Entry { std::uint32_t row; };
  std::vector<Entry> entries_;
  std::optional<Instant> inside_from_;     // where the span of the rows inside_ begins
  std::vector<std::uint32_t> inside_;
  std::vector<std::uint32_t> by_time_;     // entries of one tally, oldest first
  std::vector<i128> lows_;
  std::vector<N> amounts_;                 // as lows_, of the tally that is being walked
};

[[nodiscard]] Window window_of(const Tally& tally);

extern template class Tallies<Fast>;
extern template class Tallies<Traced>;

}  // namespace leaflaw::engine
