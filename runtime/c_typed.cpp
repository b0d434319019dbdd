// leaflaw.h: facts by number. Numbers that a caller hands in are looked at before they are used: a wrong one is LEAFLAW_BAD_CALL.
#include <limits>

#include "runtime/c_handles.h"

using namespace leaflaw;
using namespace leaflaw::face;

namespace {

// ---- numbers handed in ---------------------------------------------------------------------------------------------
enum class RowKind : std::uint32_t { event, line, entry, entry_line };
leaflaw_row row_of(RowKind kind, std::size_t number) { return (static_cast<leaflaw_row>(kind) << 32) | number; }
RowKind kind_of(leaflaw_row row) { return static_cast<RowKind>(row >> 32); }
std::size_t number_of(leaflaw_row row) { return static_cast<std::uint32_t>(row); }

enum FactKind : std::uint32_t { none, event_fact, item_fact, event_entry, item_entry };

Choice choice_of(const leaflaw_session& session, const leaflaw_choice& choice) {
  const auto& lists = session.policy->typed.schema().enumerations;
  const bool known = choice.found && choice.list < lists.size() && choice.value < lists[choice.list].values.size();
  return known ? Choice{choice.list, static_cast<std::uint8_t>(choice.value)} : Choice{};
}

bool is_zone(const leaflaw_session& session, leaflaw_zone zone) { return zone == LEAFLAW_OWN_ZONE || zone < session.policy->packed->context.zones.size(); }
std::uint16_t zone_of(leaflaw_zone zone) { return zone == LEAFLAW_OWN_ZONE ? no_index : static_cast<std::uint16_t>(zone); }

// The handle as the policy gave it; false where it gave no such one.
template <class Handle>
bool fact_of(const leaflaw_session& session, const leaflaw_fact& fact, bool item, Handle& handle) {
  const TypedPolicy& policy = session.policy->typed;
  const RowLayout& layout = item ? policy.items() : policy.events();
  handle.fact = fact.number[0];
  handle.place = fact.number[1];
  return handle.fact < layout.places.size() && layout.places[handle.fact] == handle.place &&
         policy.schema().facts[handle.fact].place == (item ? FactPlace::item : FactPlace::event);
}
template <class Handle>
bool entry_of(const leaflaw_session& session, const leaflaw_fact& fact, bool item, Handle& handle) {
  const TypedPolicy& policy = session.policy->typed;
  const RowLayout& layout = item ? policy.items() : policy.events();
  const auto& slots = item ? session.policy->packed->view.item_slots : session.policy->packed->view.event_slots;
  handle.field = fact.number[0];
  handle.map = fact.number[1];
  handle.slot = fact.number[2];
  handle.entry = fact.number[3];
  if (handle.field >= policy.schema().facts.size()) return false;
  const Fact& field = policy.schema().facts[handle.field];
  return field.place == (item ? FactPlace::item_map : FactPlace::event_map) && field.map == handle.map &&
         (handle.slot == no_index || (handle.slot < slots.size() && slots[handle.slot].fact == handle.field)) &&
         (handle.entry == no_index || handle.entry < layout.entries.size());
}

// `use` gets the row and the handle in their own types.
template <class Row, class Use>
std::int32_t of_event(const leaflaw_session& session, Row&& row, const leaflaw_fact& fact, Use use) {
  EventFact plain;
  EventEntry entry;
  switch (fact.found) {
    case none: use(row, plain); return LEAFLAW_OK;   // the session says that it was not found
    case event_fact: return fact_of(session, fact, false, plain) ? (use(row, plain), LEAFLAW_OK) : LEAFLAW_BAD_CALL;
    case event_entry: return entry_of(session, fact, false, entry) ? (use(row, entry), LEAFLAW_OK) : LEAFLAW_BAD_CALL;
    default: return LEAFLAW_BAD_CALL;
  }
}
template <class Row, class Use>
std::int32_t of_line(const leaflaw_session& session, Row&& row, const leaflaw_fact& fact, Use use) {
  ItemFact plain;
  ItemEntry entry;
  switch (fact.found) {
    case none: use(row, plain); return LEAFLAW_OK;
    case item_fact: return fact_of(session, fact, true, plain) ? (use(row, plain), LEAFLAW_OK) : LEAFLAW_BAD_CALL;
    case item_entry: return entry_of(session, fact, true, entry) ? (use(row, entry), LEAFLAW_OK) : LEAFLAW_BAD_CALL;
    default: return LEAFLAW_BAD_CALL;
  }
}

// Whether the part of the session that was changed is still good.
enum class Part { event, history };
std::int32_t status_of(const leaflaw_session& session, Part part) {
  const bool wrong = part == Part::event ? session.typed.is_event_wrong() : session.typed.is_history_wrong();
  return wrong ? LEAFLAW_BAD_REQUEST : LEAFLAW_OK;
}
Part part_of(leaflaw_row row) { return kind_of(row) == RowKind::event || kind_of(row) == RowKind::line ? Part::event : Part::history; }

template <class Use>
std::int32_t with_fact(leaflaw_session* session, leaflaw_row row, const leaflaw_fact& fact, Use use) {
  if (!session) return LEAFLAW_BAD_CALL;
  return guarded([&]() -> std::int32_t {
    const std::size_t number = number_of(row);
    std::int32_t status = LEAFLAW_BAD_CALL;
    switch (kind_of(row)) {
      case RowKind::event:
        if (number == 0) status = of_event(*session, session->typed.event(), fact, use);
        break;
      case RowKind::line:
        if (number < session->typed.lines()) status = of_line(*session, session->typed.line(number), fact, use);
        break;
      case RowKind::entry:
        if (number < session->entries.size()) status = of_event(*session, session->entries[number], fact, use);
        break;
      case RowKind::entry_line:
        if (number < session->entry_lines.size()) status = of_line(*session, session->entry_lines[number], fact, use);
        break;
    }
    return status == LEAFLAW_OK ? status_of(*session, part_of(row)) : status;
  });
}

template <class... Value>
std::int32_t set(leaflaw_session* session, leaflaw_row row, const leaflaw_fact& fact, const Value&... value) {
  return with_fact(session, row, fact, [&](auto&& of, const auto& handle) { of.set(handle, value...); });
}

template <class Work>
std::int32_t changed(leaflaw_session* session, Part part, Work work) {
  if (!session) return LEAFLAW_BAD_CALL;
  return guarded([&]() -> std::int32_t {
    work();
    return status_of(*session, part);
  });
}

// ---- numbers handed out -----------------------------------------------------------------------------------------------
leaflaw_amount amount_of(const std::optional<Quantity>& quantity) {
  if (!quantity) return {0, 0};
  constexpr i128 low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
  const Ratio& value = quantity->value;
  if (value.num < low || value.num > high || value.den > high) return {0, 0};
  return {static_cast<std::int64_t>(value.num), static_cast<std::int64_t>(value.den)};
}

}  // namespace

extern "C" {

std::int32_t leaflaw_begin(leaflaw_session* session, leaflaw_choice kind, std::int64_t at, leaflaw_zone zone) {
  if (!session || !is_zone(*session, zone)) return LEAFLAW_BAD_CALL;
  return changed(session, Part::event, [&] { session->typed.begin(choice_of(*session, kind), Instant{at}, zone_of(zone)); });
}

std::int32_t leaflaw_move_to(leaflaw_session* session, std::int64_t at) {
  return changed(session, Part::event, [&] { session->typed.move_to(Instant{at}); });
}

std::int32_t leaflaw_add_line(leaflaw_session* session, leaflaw_row event, leaflaw_row* line) {
  if (!session) return LEAFLAW_BAD_CALL;
  const std::size_t number = number_of(event);
  if (kind_of(event) == RowKind::event && number == 0) {
    if (line) *line = row_of(RowKind::line, session->typed.lines());
    return changed(session, Part::event, [&] { session->typed.add_line(); });
  }
  if (kind_of(event) != RowKind::entry || number >= session->entries.size()) return LEAFLAW_BAD_CALL;
  if (line) *line = row_of(RowKind::entry_line, session->entry_lines.size());
  return changed(session, Part::history, [&] { session->entry_lines.push_back(session->entries[number].add_line()); });
}

std::int32_t leaflaw_remove_line(leaflaw_session* session, std::size_t number) {
  if (!session || number >= session->typed.lines()) return LEAFLAW_BAD_CALL;
  return changed(session, Part::event, [&] { session->typed.remove_line(number); });
}

std::int32_t leaflaw_no_lines(leaflaw_session* session, leaflaw_row event) {
  if (!session) return LEAFLAW_BAD_CALL;
  const std::size_t number = number_of(event);
  if (kind_of(event) == RowKind::event && number == 0) return changed(session, Part::event, [&] { session->typed.event().no_lines(); });
  if (kind_of(event) != RowKind::entry || number >= session->entries.size()) return LEAFLAW_BAD_CALL;
  return changed(session, Part::history, [&] { session->entries[number].no_lines(); });
}

std::int32_t leaflaw_know_history(leaflaw_session* session, std::int32_t scope, std::int32_t complete_from) {
  const bool all_time = complete_from == LEAFLAW_ALL_TIME;
  const bool in_time = all_time || (first_date.days <= complete_from && complete_from <= last_date.days);
  if (!session || scope < 0 || scope > static_cast<std::int32_t>(Scope::state) || !in_time) return LEAFLAW_BAD_CALL;
  session->entries.clear();
  session->entry_lines.clear();
  return changed(session, Part::history, [&] { session->typed.know_history(static_cast<Scope>(scope), all_time ? std::nullopt : std::optional(Date{complete_from})); });
}

std::int32_t leaflaw_forget_history(leaflaw_session* session) {
  if (!session) return LEAFLAW_BAD_CALL;
  session->entries.clear();
  session->entry_lines.clear();
  return changed(session, Part::history, [&] { session->typed.forget_history(); });
}

std::int32_t leaflaw_add_entry(leaflaw_session* session, leaflaw_choice kind, std::int64_t at, leaflaw_zone zone, leaflaw_row* entry) {
  if (!session || !is_zone(*session, zone)) return LEAFLAW_BAD_CALL;
  if (entry) *entry = row_of(RowKind::entry, session->entries.size());
  return changed(session, Part::history, [&] { session->entries.push_back(session->typed.add_entry(choice_of(*session, kind), Instant{at}, zone_of(zone))); });
}

std::int32_t leaflaw_set_truth(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, std::int32_t yes) { return set(session, row, fact, yes != 0); }

std::int32_t leaflaw_set_choice(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, leaflaw_choice value) {
  return session ? set(session, row, fact, choice_of(*session, value)) : LEAFLAW_BAD_CALL;
}

std::int32_t leaflaw_set_choices(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, const leaflaw_choice* members, std::size_t count) {
  Choice known[engine::most_values];
  if (!session || (!members && count > 0) || count > std::size(known)) return LEAFLAW_BAD_CALL;
  for (std::size_t i = 0; i < count; ++i) known[i] = choice_of(*session, members[i]);
  return set(session, row, fact, std::span<const Choice>(known, count));
}

std::int32_t leaflaw_set_text(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, const char* text, std::size_t length) {
  if (!text) return LEAFLAW_BAD_CALL;
  return set(session, row, fact, std::string_view(text, length));
}

std::int32_t leaflaw_set_amount(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, std::int64_t numerator, std::int64_t denominator,
                                leaflaw_unit unit) {
  if (!session || denominator <= 0 || unit > session->policy->packed->context.units.units().size()) return LEAFLAW_BAD_CALL;
  const Ratio number = Ratio::of(numerator, denominator);
  if (unit != 0) return set(session, row, fact, number, session->policy->packed->context.units.units()[unit - 1]);
  return number.is_whole() ? set(session, row, fact, static_cast<std::int64_t>(number.num)) : LEAFLAW_BAD_CALL;
}

std::int32_t leaflaw_set_day(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, std::int32_t days) { return set(session, row, fact, Date{days}); }

std::int32_t leaflaw_set_instant(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, std::int64_t seconds) {
  return set(session, row, fact, Instant{seconds});
}

std::int32_t leaflaw_forget(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact) {
  if (fact.found == event_entry || fact.found == item_entry) return LEAFLAW_BAD_CALL;
  return with_fact(session, row, fact, [](auto&& of, const auto& handle) {
    if constexpr (std::is_base_of_v<FactHandle, std::decay_t<decltype(handle)>>) of.forget(handle);
  });
}

std::int32_t leaflaw_without(leaflaw_session* session, leaflaw_row row, leaflaw_fact entry) {
  if (entry.found == event_fact || entry.found == item_fact) return LEAFLAW_BAD_CALL;
  return with_fact(session, row, entry, [](auto&& of, const auto& handle) {
    if constexpr (std::is_base_of_v<EntryHandle, std::decay_t<decltype(handle)>>) of.without(handle);
    else of.forget(handle);   // an entry that was not found: the session says so
  });
}

std::int32_t leaflaw_judge_only(leaflaw_session* session, std::uint32_t topics) {
  if (!session || (topics & all_topics) == 0) return LEAFLAW_BAD_CALL;
  session->typed.judge_only(topics);
  return LEAFLAW_OK;
}

std::int32_t leaflaw_decide(leaflaw_session* session, std::int32_t* verdict) {
  if (!session || !verdict) return LEAFLAW_BAD_CALL;
  return guarded([&]() -> std::int32_t {
    const std::optional<Verdict> found = session->typed.decide();
    if (!found) return LEAFLAW_BAD_REQUEST;
    *verdict = static_cast<std::int32_t>(*found);
    return LEAFLAW_OK;
  });
}

std::size_t leaflaw_error_text(const leaflaw_session* session, char* buffer, std::size_t capacity) {
  return give_made(buffer, capacity, [&] {
    const InputError* error = session ? session->typed.error() : nullptr;
    return error ? to_text(*error, {}) : std::string();
  });
}

std::size_t leaflaw_allowances(const leaflaw_session* session) { return session ? session->typed.allowances() : 0; }

std::int32_t leaflaw_allowance_at(const leaflaw_session* session, std::size_t number, leaflaw_allowance* allowance) {
  if (number >= leaflaw_allowances(session) || !allowance || allowance->size != sizeof *allowance) return LEAFLAW_BAD_CALL;
  const TypedAllowance found = session->typed.allowance(number);
  const std::optional<Instant> release = found.next_release();
  *allowance = {sizeof *allowance, amount_of(found.cap()), amount_of(found.used()), amount_of(found.this_event()), amount_of(found.remaining()),
                release ? release->seconds : std::numeric_limits<std::int64_t>::min(), found.registry_binds() ? 1 : 0};
  return LEAFLAW_OK;
}

std::size_t leaflaw_allowance_limit(const leaflaw_session* session, std::size_t number, char* buffer, std::size_t capacity) {
  return give_made(buffer, capacity, [&] {
    if (number >= leaflaw_allowances(session)) return std::string();
    const TypedAllowance found = session->typed.allowance(number);
    const std::string limit(found.limit());
    return found.key().empty() ? limit : limit + "[" + std::string(found.key()) + "]";
  });
}

std::size_t leaflaw_allowance_remaining(const leaflaw_session* session, std::size_t number, char* buffer, std::size_t capacity) {
  return give_made(buffer, capacity, [&] {
    if (number >= leaflaw_allowances(session)) return std::string();
    const TypedAllowance found = session->typed.allowance(number);
    const std::optional<Quantity> left = found.remaining();
    const PackedPolicy& policy = *session->policy->packed;
    return left ? print_quantity(*left, policy.limits.find(found.limit())->second.written, policy.context.units) : std::string();
  });
}

std::size_t leaflaw_findings(const leaflaw_session* session) { return session ? session->typed.findings() : 0; }

std::int32_t leaflaw_finding_kind_at(const leaflaw_session* session, std::size_t number) {
  return number < leaflaw_findings(session) ? static_cast<std::int32_t>(session->typed.finding_kind(number)) : -1;
}

std::size_t leaflaw_finding_rule(const leaflaw_session* session, std::size_t number, char* buffer, std::size_t capacity) {
  return give(number < leaflaw_findings(session) ? session->typed.finding_rule(number) : std::string_view(), buffer, capacity);
}

}  // extern "C"
