#include "compiler/reference/on_hand.h"

#include <algorithm>
#include <map>

#include "runtime/base/reach.h"

namespace leaflaw::reference {

namespace {

using End = std::optional<Rational>;   // nothing: without bound

std::int32_t day_of(const ZoneView& zone, Instant at) { return to_local(zone, at).date().days; }

// What is left of the lower (upper) end after so many midnights. Of an end without bound below nothing is left; one without bound above stays.
End after(const End& stock, std::int32_t midnights, const End& usage, bool lower) {
  if (!stock && !lower) return stock;
  if (!stock || !usage) return Rational(0);
  return std::max(Rational(0), Rational(*stock - *usage * midnights));
}

}  // namespace

Number on_hand(const std::vector<Contribution>& bought, const Number& usage, const ZoneView& zone, Instant now) {
  std::vector<const Contribution*> in_order;
  for (const Contribution& each : bought) in_order.push_back(&each);
  std::stable_sort(in_order.begin(), in_order.end(), [](const auto* a, const auto* b) { return a->at < b->at; });
  Number stock = known(0);
  std::optional<std::int32_t> day;
  const auto until = [&](std::int32_t next) {
    if (day && next > *day) {
      stock.low = after(stock.low, next - *day, usage.high, true);
      stock.high = after(stock.high, next - *day, usage.low, false);
    }
    day = day ? std::max(*day, next) : next;
  };
  Blame blame = usage.blame;
  for (const Contribution* each : in_order) {
    until(day_of(zone, each->at));
    stock.low = stock.low && each->amount.low ? End(*stock.low + *each->amount.low) : End();
    stock.high = stock.high && each->amount.high ? End(*stock.high + *each->amount.high) : End();
    add_blame(blame, each->amount.blame);
  }
  until(day_of(zone, now));
  if (!stock.known()) stock.blame = blame;
  return stock;
}

std::optional<Growth> next_use(const Rational& stock, const Rational& cap, const Rational& usage, const ZoneView& zone, Instant now) {
  if (usage <= 0 || stock <= 0 || cap <= 0) return std::nullopt;
  // The first m with stock - usage * m < cap, at least 1.
  const Rational over = (stock - cap) / usage;
  Rational midnights = 1;
  if (over >= 0) midnights = Rational(boost::multiprecision::cpp_int(numerator(over) / denominator(over)) + 1);
  const Rational day = midnights + day_of(zone, now);
  if (day > 4'000'000) return std::nullopt;
  const Rational left = std::max(Rational(0), Rational(stock - usage * midnights)), free_now = std::max(Rational(0), Rational(cap - stock));
  return Growth{start_of(zone, LocalTime{static_cast<std::int64_t>(numerator(day)) * 86400}), cap - left - free_now};
}

}  // namespace leaflaw::reference
