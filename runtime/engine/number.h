// The engine's values: Kleene truths, intervals of whole numbers over the common denominator, sets of possible values.
// Mode::Fast carries nothing else and never allocates; Mode::Traced carries with everything unknown the facts to blame
// (semantics.md, section 6, missing). Overflow sets `Machine::overflow`; nothing wraps.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <vector>

#include "runtime/base/int128.h"
#include "runtime/engine/faults.h"

namespace leaflaw::engine {

// A fact that was not known where it was asked for. entry -1: the present event; line -1: not of a line.
inline constexpr std::uint16_t the_items = 0xFFFD;
inline constexpr std::uint16_t the_history = 0xFFFE;
struct Unknown {
  std::uint16_t fact = 0xFFFF;
  std::int32_t entry = -1, line = -1;
  bool disputed = false;
  auto operator<=>(const Unknown&) const = default;
};

struct NoBlame {
  template <class Anybody>
  void add(const Anybody&) {}
  void clear() {}
};
// A sorted set.
struct BlameSet {
  std::vector<Unknown> all;
  void add(const Unknown& one) {
    auto place = std::lower_bound(all.begin(), all.end(), one);
    if (place == all.end() || *place != one) all.insert(place, one);
  }
  void add(const BlameSet& more) { for (const Unknown& one : more.all) add(one); }
  void clear() { all.clear(); }
};

// The exceptions that make a possibility what it is; only explanations name them.
struct NoNames { void add(std::uint16_t) {} };
struct Names {
  std::vector<std::uint16_t> all;
  void add(std::uint16_t one) { all.push_back(one); }
};

struct Fast { using Blame = NoBlame; using Exceptions = NoNames; static constexpr bool traced = false; };
struct Traced { using Blame = BlameSet; using Exceptions = Names; static constexpr bool traced = true; };

enum class Kleene : std::uint8_t { no, yes, unknown };

template <class Mode>
struct Truth {
  Kleene value = Kleene::no;
  [[no_unique_address]] typename Mode::Blame blame;
  Truth() = default;
  Truth(Kleene v) : value(v) {}   // NOLINT: a plain truth
};

enum NumberFlags : std::uint8_t { is_none = 1, low_open = 2, high_open = 4, is_wide = 8, fell_away = 16 };
// flags 0: known, low == high. Not known and not none: is_wide, with open ends marked (the number there is 0).
template <class Mode>
struct Number {
  i128 low = 0, high = 0;
  std::uint8_t flags = 0;
  [[no_unique_address]] typename Mode::Blame blame;
  [[nodiscard]] bool known() const { return flags == 0; }
  [[nodiscard]] bool none() const { return (flags & is_none) != 0; }
};
template <class Mode>
[[nodiscard]] Number<Mode> known(i128 value) { Number<Mode> n; n.low = n.high = value; return n; }
template <class Mode>
[[nodiscard]] Number<Mode> no_number() { Number<Mode> n; n.flags = is_none; return n; }
template <class Mode>
[[nodiscard]] Number<Mode> any_amount() { Number<Mode> n; n.flags = is_wide | high_open; return n; }
template <class Mode>
void settle(Number<Mode>& n) {
  if (n.flags & (is_none | low_open | high_open)) { if (n.flags & is_none) n.blame.clear(); else n.flags |= is_wide; return; }
  if (n.low == n.high) { n.flags &= static_cast<std::uint8_t>(~is_wide); n.blame.clear(); } else n.flags |= is_wide;
}

template <class Mode>
struct Value {
  u128 possible = 0;
  bool none = false;
  [[no_unique_address]] typename Mode::Blame blame;
};
[[nodiscard]] inline bool is_one(u128 set) { return set != 0 && (set & (set - 1)) == 0; }
[[nodiscard]] inline unsigned index_of(u128 set) {
  auto low = static_cast<std::uint64_t>(set);
  return low ? static_cast<unsigned>(__builtin_ctzll(low)) : 64u + static_cast<unsigned>(__builtin_ctzll(static_cast<std::uint64_t>(set >> 64)));
}

// ---- truths ----------------------------------------------------------------------------------------
template <class Mode>
void negate(Truth<Mode>& t) {
  if (t.value != Kleene::unknown) t.value = t.value == Kleene::yes ? Kleene::no : Kleene::yes;
}
template <class Mode>
void both(Truth<Mode>& a, const Truth<Mode>& b) {
  if (a.value == Kleene::no) return;
  if (b.value == Kleene::no) { a.value = Kleene::no; a.blame.clear(); return; }
  if (b.value == Kleene::unknown) { a.value = Kleene::unknown; a.blame.add(b.blame); }
}
template <class Mode>
void either(Truth<Mode>& a, const Truth<Mode>& b) {
  if (a.value == Kleene::yes) return;
  if (b.value == Kleene::yes) { a.value = Kleene::yes; a.blame.clear(); return; }
  if (b.value == Kleene::unknown) { a.value = Kleene::unknown; a.blame.add(b.blame); }
}

// ---- arithmetic ------------------------------------------------------------------------------------------
// Each leaves its result in `a`. `overflow` is set where the result does not fit.
inline i128 plus(i128 a, i128 b, bool& overflow) { i128 r = 0; if (!add_to(a, b, r)) { overflow = true; return 0; } return r; }
inline i128 minus(i128 a, i128 b, bool& overflow) { i128 r = 0; if (!sub_to(a, b, r)) { overflow = true; return 0; } return r; }
inline i128 times(i128 a, i128 b, bool& overflow) {
  // Both in 64 bits: cannot overflow, and one instruction.
  if (static_cast<std::int64_t>(a) == a && static_cast<std::int64_t>(b) == b) return a * b;
  i128 r = 0;
  if (!mul_to(a, b, r)) { overflow = true; return 0; }
  return r;
}

template <class Mode>
void become_none(Number<Mode>& a) { a.low = a.high = 0; a.flags = is_none; a.blame.clear(); }

template <class Mode>
void add(Number<Mode>& a, const Number<Mode>& b, bool& overflow) {
  if ((a.flags | b.flags) == 0) { a.low = a.high = plus(a.low, b.low, overflow); return; }
  if (a.none() || b.none()) return become_none(a);
  a.flags = (a.flags | b.flags) & (low_open | high_open);
  a.low = a.flags & low_open ? 0 : plus(a.low, b.low, overflow);
  a.high = a.flags & high_open ? 0 : plus(a.high, b.high, overflow);
  a.blame.add(b.blame);
  settle(a);
}
template <class Mode>
void negate(Number<Mode>& a, bool& overflow) {
  if (a.none()) return;
  i128 low = minus(0, a.high, overflow);
  a.high = minus(0, a.low, overflow);
  a.low = low;
  std::uint8_t ends = static_cast<std::uint8_t>((a.flags & low_open ? high_open : 0) | (a.flags & high_open ? low_open : 0));
  a.flags = static_cast<std::uint8_t>((a.flags & ~(low_open | high_open)) | ends);
}
template <class Mode>
void subtract(Number<Mode>& a, const Number<Mode>& b, bool& overflow) {
  if ((a.flags | b.flags) == 0) { a.low = a.high = minus(a.low, b.low, overflow); return; }
  Number<Mode> opposite = b;
  negate(opposite, overflow);
  add(a, opposite, overflow);
}
// `factor` above 0.
template <class Mode>
void scale(Number<Mode>& a, i128 factor, bool& overflow) {
  if (a.flags == 0) { a.low = a.high = times(a.low, factor, overflow); return; }
  a.low = times(a.low, factor, overflow);
  a.high = times(a.high, factor, overflow);
}
template <class Mode>
void least(Number<Mode>& a, const Number<Mode>& b) {
  if ((a.flags | b.flags) == 0) { a.low = a.high = std::min(a.low, b.low); return; }
  if (a.none() || b.none()) return become_none(a);
  std::uint8_t flags = (a.flags | b.flags) & low_open;
  a.low = flags ? 0 : std::min(a.low, b.low);
  if (a.flags & high_open) a.high = b.high;
  else if (!(b.flags & high_open)) a.high = std::min(a.high, b.high);
  a.flags = static_cast<std::uint8_t>(flags | (a.flags & b.flags & high_open));
  a.blame.add(b.blame);
  settle(a);
}
template <class Mode>
void greatest(Number<Mode>& a, const Number<Mode>& b) {
  if ((a.flags | b.flags) == 0) { a.low = a.high = std::max(a.low, b.low); return; }
  if (a.none() || b.none()) return become_none(a);
  std::uint8_t flags = (a.flags | b.flags) & high_open;
  a.high = flags ? 0 : std::max(a.high, b.high);
  if (a.flags & low_open) a.low = b.low;
  else if (!(b.flags & low_open)) a.low = std::max(a.low, b.low);
  a.flags = static_cast<std::uint8_t>(flags | (a.flags & b.flags & low_open));
  a.blame.add(b.blame);
  settle(a);
}
// Everything that either may be; none counts as 0.
template <class Mode>
void hull(Number<Mode>& a, Number<Mode> b) {
  if (a.none()) a = known<Mode>(0);
  if (b.none()) b = known<Mode>(0);
  a.flags = (a.flags | b.flags) & (low_open | high_open);
  a.low = a.flags & low_open ? 0 : std::min(a.low, b.low);
  a.high = a.flags & high_open ? 0 : FAULT(10) ? a.high : std::max(a.high, b.high);
  a.blame.add(b.blame);
  settle(a);
}
// A number that only possibly counts: between nothing and all of it.
template <class Mode>
void only_possible(Number<Mode>& a, const typename Mode::Blame& why) {
  if (!(a.flags & low_open)) a.low = std::min<i128>(a.low, 0);
  if (!(a.flags & high_open)) a.high = std::max<i128>(a.high, 0);
  a.blame.add(why);
  settle(a);
}

enum class Relation : std::uint8_t { less, at_most, equal };
template <class Mode>
[[nodiscard]] Truth<Mode> compare(Relation relation, const Number<Mode>& a, const Number<Mode>& b) {
  if (a.none() || b.none()) return FAULT(28) ? Kleene::yes : Kleene::no;
  bool below_known = !((a.flags & high_open) | (b.flags & low_open)), above_known = !((a.flags & low_open) | (b.flags & high_open));
  switch (relation) {
    case Relation::less:
      if (below_known && (FAULT(2) ? a.high <= b.low : a.high < b.low)) return Kleene::yes;
      if (above_known && a.low >= b.high) return Kleene::no;
      break;
    case Relation::at_most:
      if (below_known && (FAULT(1) ? a.high < b.low : a.high <= b.low)) return Kleene::yes;
      if (above_known && (FAULT(1) ? a.low >= b.high : a.low > b.high)) return Kleene::no;
      break;
    case Relation::equal:
      if (a.known() && b.known()) return a.low == b.low ? Kleene::yes : Kleene::no;
      if ((below_known && a.high < b.low) || (above_known && a.low > b.high)) return Kleene::no;
      break;
  }
  Truth<Mode> result(Kleene::unknown);
  result.blame.add(a.blame);
  result.blame.add(b.blame);
  return result;
}

}  // namespace leaflaw::engine
