#include "runtime/session/typed_session.h"

#include <algorithm>

#include "runtime/engine/bind.h"
#include "runtime/facts/completion.h"
#include "runtime/session/session.h"

namespace leaflaw {

namespace {

// As if nothing had been set; keeps the memory of texts.
void unset(FactValue& value) {
  value.given = Given::no;
  value.derived = false;
}

// Back to what was set: what derivations said of it is forgotten.
void as_set(std::vector<FactValue>& values) {
  for (FactValue& value : values) {
    if (value.derived) unset(value);
    else if (value.given == Given::disputed) value.given = Given::yes;
  }
}

}  // namespace

TypedSession::TypedSession(const TypedPolicy& policy)
    : policy_(policy), store_(policy.parts().view), judge_(store_, notes_, constants_) {}

// ---- rows -----------------------------------------------------------------------------------------------------------

void TypedSession::Cells::restart(const RowLayout& layout) {
  facts.resize(layout.facts.size());
  fields.resize(layout.slot_places.size());
  std::for_each(facts.begin(), facts.end(), unset);
  std::for_each(fields.begin(), fields.end(), unset);
  entries.assign(layout.entries.size(), 0);
  maps.assign(layout.map_count, 0);
  complete = false;
}

void TypedSession::start(std::uint32_t event, Choice kind, Instant at, std::uint16_t zone) {
  Row& started = row(event);
  const Schema& schema = policy_.schema();
  started.restart(policy_.events());
  started.items_given = false;
  started.line_count = 0;
  started.at = at;
  started.kind = kind.value;
  started.own_zone = zone;
  Place place{event, -1};
  FactId kind_fact = schema.with(Role::event_kind), time_fact = schema.with(Role::event_time);
  if (kind_fact == no_fact || time_fact == no_fact) return;
  settle(place, kind_fact, typed::put(policy_.context(), kind_fact, kind, started.facts[policy_.events().places[kind_fact]]));
  settle(place, time_fact, typed::put(policy_.context(), time_fact, at, started.facts[policy_.events().places[time_fact]]));
  if (zone != no_index && zone >= policy_.context().zones.size())
    fail(place, {}, {InputCode::unknown_zone, "the policy has no such time zone", "look it up with TypedPolicy::zone"});
}

TypedEvent TypedSession::begin(Choice kind, Instant at, std::uint16_t zone) {
  cart_error_.reset();
  begun_ = true;
  start(0, kind, at, zone);
  return {*this, 0};
}

void TypedSession::move_to(Instant at) {
  FactId time = policy_.schema().with(Role::event_time);
  if (!begun_ || time == no_fact) return;
  present_.at = at;
  settle({0, -1}, time, typed::put(policy_.context(), time, at, present_.facts[policy_.events().places[time]]));
  for (Cells& line : present_.lines) line.complete = false;
}

void TypedSession::know_history(Scope scope, std::optional<Date> complete_from) {
  forget_history();
  history_given_ = true;
  scope_ = scope;
  complete_from_ = complete_from;
}

void TypedSession::forget_history() {
  entry_count_ = 0;
  history_given_ = false;
  history_changed_ = true;
  history_error_.reset();
}

TypedEvent TypedSession::add_entry(Choice kind, Instant at, std::uint16_t zone) {
  if (entry_count_ == entries_.size()) entries_.emplace_back();
  ++entry_count_;
  auto event = static_cast<std::uint32_t>(entry_count_);
  if (!history_given_)
    fail({event, -1}, {}, {InputCode::missing_key, "entries are added to a history that is unknown", "call know_history() first"});
  start(event, kind, at, zone);
  return {*this, event};
}

TypedLine TypedSession::add_line_to(std::uint32_t event) {
  Row& of = row(event);
  of.items_given = true;
  if (of.line_count == of.lines.size()) of.lines.emplace_back();
  of.lines[of.line_count].restart(policy_.items());
  touched({event, -1});
  return {*this, event, static_cast<std::int32_t>(of.line_count++)};
}

TypedLine TypedSession::add_line() { return add_line_to(0); }

void TypedSession::remove_line(std::size_t number) {
  if (number >= present_.line_count) return;
  auto first = present_.lines.begin() + static_cast<std::ptrdiff_t>(number);
  std::rotate(first, first + 1, present_.lines.begin() + static_cast<std::ptrdiff_t>(present_.line_count));
  --present_.line_count;
  touched({0, -1});
}

TypedLine TypedEvent::add_line() { return session_->add_line_to(event_); }

TypedEvent& TypedEvent::no_lines() {
  session_->row(event_).items_given = true;
  session_->touched({event_, -1});
  return *this;
}

// ---- values -----------------------------------------------------------------------------------------------------------

void TypedSession::touched(Place place) {
  (place.event == 0 ? present_changed_ : history_changed_) = true;
  cells(place).complete = false;
  if (place.line < 0 && policy_.lines_follow_event())
    for (Cells& line : row(place.event).lines) line.complete = false;
}

void TypedSession::settle(Place place, FactId fact, const typed::Checked& problem) {
  if (problem) fail(place, policy_.schema().facts[fact].name, *problem);
  touched(place);
}

// "items[2]", "history[0].items[2]", as in a request.
std::string TypedSession::path(Place place) const {
  std::string text = place.event == 0 ? "" : "history[" + std::to_string(place.event - 1) + "]";
  if (place.line >= 0) text += (text.empty() ? "items[" : ".items[") + std::to_string(place.line) + "]";
  return text;
}

void TypedSession::fail(Place place, std::string_view fact, const typed::Problem& problem) {
  std::optional<InputError>& error = place.event == 0 ? cart_error_ : history_error_;
  if (error) return;
  InputError made;
  made.code = std::string(text_code(problem.code));
  made.path = path(place);
  if (place.line >= 0) fact.remove_prefix(std::min(fact.size(), fact.find('.') + 1));
  if (!fact.empty()) made.path += (made.path.empty() ? "" : ".") + std::string(fact);
  made.message = problem.message;
  made.help = problem.help;
  error = std::move(made);
}

FactValue* TypedSession::target(Place place, const FactHandle& handle) {
  const Schema& schema = policy_.schema();
  auto refuse = [&](InputCode code, std::string message, std::string help) -> FactValue* {
    fail(place, handle ? std::string_view(schema.facts[handle.fact].name) : std::string_view(), {code, std::move(message), std::move(help)});
    return nullptr;
  };
  if (!handle) return refuse(InputCode::unknown_key, "a fact was set that was not found", "look at the handle when the name is looked up: TypedPolicy::why says what was meant");
  if (place.event == 0 && !begun_) return refuse(InputCode::time_missing, "a fact was set before the event was begun", "call begin() first");
  const Row& of = row(place.event);
  if (place.line >= 0 && static_cast<std::size_t>(place.line) >= of.line_count)
    return refuse(InputCode::unknown_key, "there is no such line", "call add_line() first");
  bool with_event = handle.fact == schema.with(Role::event_kind) || handle.fact == schema.with(Role::event_time) ||
                    (handle.fact == schema.with(Role::time_zone) && policy_.context().zone_from_fact);
  if (place.line < 0 && with_event) return refuse(InputCode::wrong_kind, "this is given when the event is begun", {});
  return handle.place == no_index ? &unread_ : &cells(place).facts[handle.place];
}

FactValue* TypedSession::target(Place place, const EntryHandle& handle) {
  FactHandle as_fact{handle.field, no_index};
  if (!target(place, as_fact)) return nullptr;
  Cells& of = cells(place);
  of.maps[handle.map] = 1;
  if (handle.entry != no_index) of.entries[handle.entry] = 1;
  return handle.slot == no_index ? &unread_ : &of.fields[handle.slot];
}

void TypedSession::without(Place place, const EntryHandle& handle) {
  if (!target(place, handle)) return;
  Cells& of = cells(place);
  const RowLayout& kept = layout(place);
  if (handle.entry != no_index) {
    of.entries[handle.entry] = 0;
    for (std::size_t i = 0; i < of.fields.size(); ++i)
      if (kept.slot_entries[i] == handle.entry) unset(of.fields[i]);
  }
  touched(place);
}

void TypedSession::forget(Place place, const FactHandle& handle) {
  FactValue* cell = target(place, handle);
  if (!cell) return;
  unset(*cell);
  touched(place);
}

TypedLine& TypedLine::set(ItemFact fact, std::initializer_list<Choice> members) {
  session_->put({event_, line_}, fact, std::span<const Choice>(members.begin(), members.size()));
  return *this;
}
TypedLine& TypedLine::without(const ItemEntry& entry) { session_->without({event_, line_}, entry); return *this; }
TypedLine& TypedLine::forget(ItemFact fact) { session_->forget({event_, line_}, fact); return *this; }

TypedEvent& TypedEvent::set(EventFact fact, std::initializer_list<Choice> members) {
  session_->put({event_, -1}, fact, std::span<const Choice>(members.begin(), members.size()));
  return *this;
}
TypedEvent& TypedEvent::without(const EventEntry& entry) { session_->without({event_, -1}, entry); return *this; }
TypedEvent& TypedEvent::forget(EventFact fact) { session_->forget({event_, -1}, fact); return *this; }

// ---- from rows to slots ---------------------------------------------------------------------------------------------------

const std::string* TypedSession::store_key(const Row& of) const {
  FactId key = policy_.schema().with(Role::store_key);
  std::uint16_t place = key == no_fact ? no_index : policy_.events().places[key];
  if (place == no_index || of.facts[place].given != Given::yes) return nullptr;
  return &of.facts[place].text;
}

// Zones of the event and its entries. An entry without one is in the event's, unless it names another store.
void TypedSession::place_entries() {
  const PolicyContext& context = policy_.context();
  auto own = [&](const Row& of, std::uint16_t otherwise) {
    return context.zone_from_fact && of.own_zone != no_index ? of.own_zone : context.zone_from_fact ? otherwise : context.default_zone;
  };
  present_.zone = own(present_, context.default_zone);
  const std::string* here = store_key(present_);
  for (std::size_t i = 0; i < entry_count_; ++i) {
    Row& entry = entries_[i];
    const std::string* there = store_key(entry);
    std::uint16_t zone = own(entry, here && there && *here != *there ? context.default_zone : present_.zone);
    if (zone == entry.zone) continue;
    entry.zone = zone;
    entry.complete = false;
    for (Cells& line : entry.lines) line.complete = false;
    history_changed_ = true;
  }
}

bool TypedSession::complete(std::uint32_t event) {
  Row& of = row(event);
  const PolicyContext& context = policy_.context();
  InputErrors errors;
  auto run = [&](Cells& cells, FactPlace place, const derivation::DeriveScope& scope, std::int32_t line) {
    if (cells.complete) return;
    as_set(cells.facts);
    InputPath none;
    derivation::complete(scope, place, policy_.derivations(), none, errors);
    if (!errors.empty()) {
      InputError first = errors.all().front();
      std::string where = path({event, line});
      first.path = where.empty() ? first.path : where + "." + first.path;
      decision_error_ = std::move(first);
      return;
    }
    cells.complete = true;
  };
  derivation::DeriveScope scope{&context, {of.facts, policy_.events().places}, {}, to_local(context.zones[of.zone], of.at).date()};
  run(of, FactPlace::event, scope, -1);
  for (std::size_t i = 0; i < of.line_count && errors.empty(); ++i) {
    scope.line = {of.lines[i].facts, policy_.items().places};
    run(of.lines[i], FactPlace::item, scope, static_cast<std::int32_t>(i));
  }
  return errors.empty();
}

bool TypedSession::complete() {
  if (present_changed_ && !complete(0)) return false;
  if (!history_changed_) return true;
  for (std::uint32_t event = 1; event <= entry_count_; ++event)
    if (!complete(event)) return false;
  return true;
}

bool TypedSession::in_order() {
  for (std::uint32_t event = 1; event <= entry_count_; ++event) {
    if (entries_[event - 1].at <= present_.at) continue;
    InputError error;
    error.code = std::string(text_code(InputCode::entry_after_event));
    error.path = path({event, -1});
    error.message = "the entry is later than the event itself";
    error.help = "history holds what came before";
    decision_error_ = std::move(error);
    return false;
  }
  return true;
}

void TypedSession::bind(const Cells& cells, const RowLayout& layout, std::span<const engine::Slot> slots, std::uint8_t* states, i128* numbers) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const engine::Slot& slot = slots[i];
    if (slot.map == engine::none16) {
      if (std::uint16_t place = layout.slot_places[i]; place != no_index) engine::bind_fact(store_, slot, cells.facts[place], states[i], numbers[i]);
      continue;
    }
    if (!cells.maps[slot.map]) continue;
    std::uint16_t entry = layout.slot_entries[i];
    engine::bind_entry(store_, slot, entry != no_index && cells.entries[entry], &cells.fields[i], states[i], numbers[i]);
  }
}

void TypedSession::bind_present() {
  const engine::PolicyView& view = store_.policy;
  store_.restart_event(present_.kind, present_.at, present_.zone, entry_lines_);
  bind(present_, policy_.events(), view.event_slots, store_.event_states.data(), store_.event_cells.data());
  if (present_.items_given) store_.rows.front().items_given = true;
  for (std::size_t i = 0; i < present_.line_count; ++i) {
    std::size_t at = store_.add_present_item() * store_.item_width;
    bind(present_.lines[i], policy_.items(), view.item_slots, store_.item_states.data() + at, store_.item_cells.data() + at);
  }
}

void TypedSession::bind_all(i128 denominator) {
  const engine::PolicyView& view = store_.policy;
  store_.clear();
  store_.denominator = denominator;
  store_.topics = topics_;
  store_.history_given = history_given_;
  store_.history_scope = scope_;
  store_.complete_from = complete_from_;
  store_.add_event(present_.kind, present_.at, present_.zone);
  entry_lines_ = 0;
  for (std::size_t e = 0; e < entry_count_; ++e) {
    const Row& entry = entries_[e];
    std::size_t at = store_.add_event(entry.kind, entry.at, entry.zone) * store_.event_width;
    bind(entry, policy_.events(), view.event_slots, store_.event_states.data() + at, store_.event_cells.data() + at);
    if (entry.items_given) store_.items_given();
    for (std::size_t i = 0; i < entry.line_count; ++i) {
      std::size_t line = store_.add_item() * store_.item_width;
      bind(entry.lines[i], policy_.items(), view.item_slots, store_.item_states.data() + line, store_.item_cells.data() + line);
    }
    entry_lines_ += entry.line_count;
  }
  bind_present();
}

// ---- decisions --------------------------------------------------------------------------------------------------------------

std::optional<Verdict> TypedSession::decide() {
  decision_error_.reset();
  if (error()) return std::nullopt;
  if (!begun_) {
    fail({0, -1}, {}, {InputCode::time_missing, "nothing was begun that could be decided", "call begin() first"});
    return std::nullopt;
  }
  if (present_changed_ || history_changed_) place_entries();
  if (!complete() || !in_order()) return std::nullopt;
  if (history_changed_) bind_all(store_.denominator);
  else if (present_changed_) bind_present();
  history_changed_ = present_changed_ = false;
  // A denominator that grew over many carts may be too large for this one.
  if (!judge_.decide()) {
    bind_all(1);
    if (!judge_.decide()) {
      history_changed_ = true;
      decision_error_ = figures_out_of_range().front();
      return std::nullopt;
    }
  }
  switch (judge_.verdict) {
    case engine::Judgement::allow: return Verdict::allow;
    case engine::Judgement::refer: return Verdict::refer;
    case engine::Judgement::incomplete: return Verdict::incomplete;
    case engine::Judgement::deny: break;
  }
  return Verdict::deny;
}

}  // namespace leaflaw
