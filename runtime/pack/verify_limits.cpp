// Tallies and meters: windows that exist, keys that agree, routines of the right kind.
#include "runtime/base/window.h"
#include "runtime/facts/record.h"
#include "runtime/pack/verify_parts.h"

namespace leaflaw::packed {

using namespace engine;   // NOLINT: the engine's tables

namespace {

constexpr std::int32_t longest_window = 1'000'000;   // days, hours or periods: longer than the calendar

void check_window(Checking& check, std::size_t number, const Tally& tally) {
  const auto kind = static_cast<WindowKind>(tally.window);
  if (!check.require(kind <= WindowKind::on_hand, "tally ", number, ": its window is of no kind")) return;
  const bool has_length = kind == WindowKind::rolling_days || kind == WindowKind::rolling_hours || kind == WindowKind::period;
  const bool length = !has_length || (1 <= tally.window_length && tally.window_length <= longest_window);
  const bool rest = 0 <= tally.first_weekday && tally.first_weekday <= 6 && 0 <= tally.start_seconds && tally.start_seconds < 86400 &&
                    0 <= tally.periods && tally.periods <= longest_window;
  check.require(length && rest, "tally ", number, ": its window is out of all time");
}

void check_variants(Checking& check, std::size_t number, const Tally& tally) {
  const PolicyView& policy = check.policy;
  const bool inside = tally.variant_count > 0 && check.inside(policy.tally_variants, tally.variants, tally.variant_count);
  if (!check.require(inside, "tally ", number, " counts nothing") || !check.spend(tally.variant_count)) return;
  const bool keyed = policy.key_values[tally.keys] != none16;
  for (std::uint32_t i = 0; i < tally.variant_count && check.good(); ++i) {
    const TallyVariant& variant = policy.tally_variants[tally.variants + i];
    check.require(i == 0 || policy.tally_variants[tally.variants + i - 1].from_day < variant.from_day, "tally ", number, ": its versions are out of order");
    check.require(check.is_routine(variant.amount, ResultType::number, tally.counted_event == nothing), "tally ", number, ": its amount cannot be run");
    check.require(check.is_condition(variant.condition, true), "tally ", number, ": its condition cannot be run");
    const bool keys_fit = keyed ? check.is_routine(variant.item_class, ResultType::value, true) : variant.item_class == no_routine;
    check.require(keys_fit, "tally ", number, ": its keys and its class do not fit");
  }
}

void check_tally(Checking& check, std::size_t number) {
  const Tally& tally = check.policy.tallies[number];
  if (!check.require(check.are_keys(tally.keys, tally.key_count), "tally ", number, ": its keys do not exist")) return;
  check_variants(check, number, tally);
  check_window(check, number, tally);
  const bool counted = tally.counted_event == nothing || (tally.counted_event < check.policy.roles.event_kinds && tally.key_count == 1);
  check.require(counted, "tally ", number, ": the event that it counts does not exist");
  check.require(check.is_condition(tally.entry_when, false), "tally ", number, ": its condition of entries cannot be run");
  const bool anchor = tally.anchor == no_routine || check.is_routine(tally.anchor, ResultType::number, false);
  check.require(anchor, "tally ", number, ": its first day cannot be run");
  const bool on_hand = static_cast<WindowKind>(tally.window) == WindowKind::on_hand;
  const bool usage = on_hand ? check.is_routine(tally.usage, ResultType::number, false) : tally.usage == no_routine;
  check.require(usage, "tally ", number, ": what is used each day cannot be run");
  check.require(tally.person <= static_cast<std::uint8_t>(Person::patient), "tally ", number, " is of nobody");
  check.require(tally.returns <= static_cast<std::uint8_t>(Restore::when_destroyed), "tally ", number, ": what returns give back is not known");
  check.require(tally.scope <= static_cast<std::uint8_t>(Scope::state), "tally ", number, " is of no scope");
}

void check_meter(Checking& check, std::size_t number) {
  const Meter& meter = check.policy.meters[number];
  if (!check.require(meter.tally < check.policy.tallies.size(), "meter ", number, ": its tally does not exist")) return;
  const Tally& tally = check.policy.tallies[meter.tally];
  if (!check.require(meter.key_place < tally.key_count, "meter ", number, ": its key does not exist")) return;
  check.require(check.policy.key_values[tally.keys + meter.key_place] == meter.key, "meter ", number, ": its tally has another key");
  check.require(meter.cap == no_routine || check.is_routine(meter.cap, ResultType::number, false), "meter ", number, ": its cap cannot be run");
  check.require(check.is_text(meter.address), "meter ", number, " has no address");
  if (meter.balance == nothing) return;
  const Slot* slot = check.slot(meter.balance, false);
  const bool number_slot = slot && static_cast<SlotUse>(slot->use) == SlotUse::fact &&
                           (slot->type == static_cast<std::uint8_t>(FactType::quantity) || slot->type == static_cast<std::uint8_t>(FactType::amount));
  check.require(number_slot && check.is_above_zero(meter.balance_factor), "meter ", number, ": its balance cannot be read");
}

}  // namespace

void check_limits(Checking& check) {
  for (std::size_t i = 0; check.good() && i < check.policy.tallies.size(); ++i) check_tally(check, i);
  for (std::size_t i = 0; check.good() && i < check.policy.meters.size(); ++i) check_meter(check, i);
}

}  // namespace leaflaw::packed
