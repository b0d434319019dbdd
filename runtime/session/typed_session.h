// The fast way, for registers that hold their facts in variables: no JSON, no text, and once warmed up no allocation.
//
//   TypedSession session(policy);                          // one per thread; `policy` is shared
//   session.begin(sale, now).set(customer_kind, adult).set(age, 34);
//   session.add_line().set(kind, bulk).set(quantity, 2).set(unit_weight, Ratio::of(7, 2), gram);
//   session.know_history(Scope::store);                    // without this line history is unknown
//   session.add_entry(sale, this_morning).add_line().set(kind, bulk).set(weight, 7, gram);
//   if (std::optional<Verdict> verdict = session.decide()) ... else session.error()
//
// What holds here as everywhere: what is not set is unknown (required facts) or none (optional ones), never zero; a fact of the wrong
// type, list, dimension or range is an error as soon as it is set, and nothing is decided until that event (or history) is begun anew;
// the vocabulary's derivations run by themselves, only for what changed since. Facts that the policy does not read are checked and left
// out, so one register serves every state. Whole decisions with reasons and remedies: Session::decide(session.as_request()).
//
// Rows (TypedEvent, TypedLine) are numbers: they hold until the event or the history they belong to is begun anew.
#pragma once

#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>

#include "runtime/decision/document.h"
#include "runtime/engine/judge.h"
#include "runtime/facts/node.h"
#include "runtime/session/typed_policy.h"
#include "runtime/session/typed_values.h"

namespace leaflaw {

class TypedSession;

// A line of the cart or of a history entry. What set() takes, by the type of the fact:
//   yes-no             bool
//   one of a list      Choice, or the value's name
//   set of a list      {Choice, Choice}
//   text               anything that is a std::string_view
//   quantity           a whole number or a Ratio, and its unit; counts and years may be bare whole numbers
//   date, instant      Date, Instant
class TypedLine {
 public:
  template <class... Value> TypedLine& set(ItemFact fact, const Value&... value);
  TypedLine& set(ItemFact fact, std::initializer_list<Choice> members);
  template <class... Value> TypedLine& set(const ItemEntry& entry, const Value&... value);
  // The map is given and has no such entry (without this, or another entry: the map as a whole is not given).
  TypedLine& without(const ItemEntry& entry);
  TypedLine& forget(ItemFact fact);

 private:
  friend class TypedSession;
  friend class TypedEvent;
  TypedLine(TypedSession& session, std::uint32_t event, std::int32_t line) : session_(&session), event_(event), line_(line) {}
  TypedSession* session_;
  std::uint32_t event_;   // 0: the present one
  std::int32_t line_;
};

// The present event, or a history entry. set() as for lines.
class TypedEvent {
 public:
  template <class... Value> TypedEvent& set(EventFact fact, const Value&... value);
  TypedEvent& set(EventFact fact, std::initializer_list<Choice> members);
  template <class... Value> TypedEvent& set(const EventEntry& entry, const Value&... value);
  TypedEvent& without(const EventEntry& entry);
  TypedEvent& forget(EventFact fact);
  TypedLine add_line();
  // There are no lines unless some are added; without either, the lines are unknown.
  TypedEvent& no_lines();

 private:
  friend class TypedSession;
  TypedEvent(TypedSession& session, std::uint32_t event) : session_(&session), event_(event) {}
  TypedSession* session_;
  std::uint32_t event_;
};

// One limit after a decision. Numbers are reduced when asked for. Valid until the next decide().
class TypedAllowance {
 public:
  [[nodiscard]] std::string_view limit() const;
  [[nodiscard]] std::string_view key() const;                       // empty: not keyed
  [[nodiscard]] std::optional<Quantity> cap() const;                // nothing: none, or not known
  [[nodiscard]] std::optional<Quantity> used() const;
  [[nodiscard]] std::optional<Quantity> this_event() const;
  [[nodiscard]] std::optional<Quantity> remaining() const;          // after the event where it is allowed, else before
  [[nodiscard]] std::optional<Instant> next_release() const;        // when more frees up
  [[nodiscard]] bool registry_binds() const;

 private:
  friend class TypedSession;
  using State = engine::AllowanceState<engine::Fast>;
  TypedAllowance(const TypedSession& session, const State& state) : session_(&session), state_(&state) {}
  [[nodiscard]] std::optional<Quantity> quantity(const engine::Number<engine::Fast>& number) const;
  const TypedSession* session_;
  const State* state_;
};

class TypedSession {
 public:
  explicit TypedSession(const TypedPolicy& policy);
  TypedSession(const TypedSession&) = delete;
  TypedSession& operator=(const TypedSession&) = delete;

  // ---- the present event --------------------------------------------------------------------------------------
  // Forgets the event and its lines; history stays. `zone`: TypedPolicy::zone, where the policy lets stores have their own.
  TypedEvent begin(Choice kind, Instant at, std::uint16_t zone = no_index);
  TypedEvent event() { return {*this, 0}; }
  // The same cart at another time.
  void move_to(Instant at);
  TypedLine add_line();
  TypedLine line(std::size_t number) { return {*this, 0, static_cast<std::int32_t>(number)}; }
  void remove_line(std::size_t number);
  [[nodiscard]] std::size_t lines() const { return present_.line_count; }
  // Bit i = topic i of topics.def. A decision about some topics only must not close a sale.
  void judge_only(std::uint32_t topics) { store_.topics = topics_ = topics; }

  // ---- history ---------------------------------------------------------------------------------------------------
  // Forgets all entries. Known for the scope, back to `complete_from` (nothing: however far).
  void know_history(Scope scope = Scope::state, std::optional<Date> complete_from = std::nullopt);
  // Forgets all entries: history is unknown, as at the beginning.
  void forget_history();
  TypedEvent add_entry(Choice kind, Instant at, std::uint16_t zone = no_index);

  // ---- decisions ---------------------------------------------------------------------------------------------------
  // Nothing where something is wrong: see error().
  [[nodiscard]] std::optional<Verdict> decide();
  // What was wrong first; null where nothing is.
  [[nodiscard]] const InputError* error() const {
    for (const auto* one : {&cart_error_, &history_error_, &decision_error_})
      if (*one) return &**one;
    return nullptr;
  }
  // Of the event that was begun last; of the history as it is now.
  [[nodiscard]] bool is_event_wrong() const { return cart_error_.has_value(); }
  [[nodiscard]] bool is_history_wrong() const { return history_error_.has_value(); }
  // After decide(): limits that apply, and what forbids the event ("by-route[north]").
  [[nodiscard]] std::size_t allowances() const { return judge_.allowances.size(); }
  [[nodiscard]] TypedAllowance allowance(std::size_t i) const { return {*this, judge_.allowances[i]}; }
  [[nodiscard]] std::size_t findings() const { return judge_.findings.size(); }
  [[nodiscard]] engine::FindingKind finding_kind(std::size_t i) const { return judge_.findings[i].kind; }
  [[nodiscard]] std::string_view finding_rule(std::size_t i) const;

  // The same facts as a request as read (before derivations), for Session::decide. Allocates.
  [[nodiscard]] Request as_request();
  [[nodiscard]] const TypedPolicy& policy() const { return policy_; }

 private:
  friend class TypedLine;
  friend class TypedEvent;
  friend class TypedAllowance;

  struct Cells {
    std::vector<FactValue> facts;             // by place of the layout
    std::vector<FactValue> fields;            // by slot; of maps
    std::vector<std::uint8_t> entries, maps;  // given
    bool complete = false;                    // derivations have run
    void restart(const RowLayout& layout);    // nothing is given
  };
  struct Row : Cells {
    Instant at;
    int kind = 0;
    std::uint16_t own_zone = no_index, zone = 0;
    bool items_given = false;
    std::vector<Cells> lines;                 // only the first `line_count` are meant; the others keep their memory
    std::size_t line_count = 0;
  };

  // Where a value goes: which event, which line of it (-1: none).
  struct Place { std::uint32_t event; std::int32_t line; };

  [[nodiscard]] Row& row(std::uint32_t event) { return event == 0 ? present_ : entries_[event - 1]; }
  [[nodiscard]] Cells& cells(Place place) { return place.line < 0 ? row(place.event) : row(place.event).lines[static_cast<std::size_t>(place.line)]; }
  [[nodiscard]] const RowLayout& layout(Place place) const { return place.line < 0 ? policy_.events() : policy_.items(); }
  void start(std::uint32_t event, Choice kind, Instant at, std::uint16_t zone);
  TypedLine add_line_to(std::uint32_t event);

  // The cell for a value, `unread_` where the policy does not read it; null where the fact cannot be set there (reported).
  [[nodiscard]] FactValue* target(Place place, const FactHandle& handle);
  [[nodiscard]] FactValue* target(Place place, const EntryHandle& handle);
  void settle(Place place, FactId fact, const typed::Checked& problem);
  void touched(Place place);
  void fail(Place place, std::string_view fact, const typed::Problem& problem);
  [[nodiscard]] std::string path(Place place) const;
  template <class Handle, class... Value>
  void put(Place place, const Handle& handle, const Value&... value);
  void without(Place place, const EntryHandle& handle);
  void forget(Place place, const FactHandle& handle);

  [[nodiscard]] bool complete();
  [[nodiscard]] bool complete(std::uint32_t event);
  void place_entries();
  [[nodiscard]] bool in_order();
  void bind_all(i128 denominator);
  void bind_present();
  void bind(const Cells& cells, const RowLayout& layout, std::span<const engine::Slot> slots, std::uint8_t* states, i128* numbers);
  [[nodiscard]] const std::string* store_key(const Row& row) const;
  [[nodiscard]] Record record_of(const Row& row) const;
  void copy_maps(const Cells& cells, const RowLayout& layout, std::span<const engine::Slot> slots, std::vector<MapValue>& maps) const;

  const TypedPolicy& policy_;
  engine::FactStore store_;
  engine::HistoryNotes notes_;
  engine::ScaledConstants constants_;
  engine::Judge<engine::Fast> judge_;

  Row present_;
  std::vector<Row> entries_;
  std::size_t entry_count_ = 0;
  bool history_given_ = false;
  Scope scope_ = Scope::state;
  std::optional<Date> complete_from_;
  std::uint32_t topics_ = 0xFFFFFFFF;
  bool begun_ = false, present_changed_ = true, history_changed_ = true;
  std::size_t entry_lines_ = 0;
  FactValue unread_;                          // where values go that the policy does not read
  std::optional<InputError> cart_error_, history_error_, decision_error_;
};

namespace typed {

// What put() takes, from what a caller writes.
template <class Value>
[[nodiscard]] decltype(auto) plain(const Value& value) {
  if constexpr (std::same_as<Value, bool>) return value;
  else if constexpr (std::integral<Value>) return static_cast<std::int64_t>(value);
  else if constexpr (std::convertible_to<const Value&, std::string_view>) return std::string_view(value);
  else return value;
}
template <class Number> requires(std::integral<Number> || std::same_as<Number, Ratio>)   // never a double
[[nodiscard]] Measured plain(const Number& number, const Unit& unit) { return {Ratio(number), unit}; }

}  // namespace typed

template <class Handle, class... Value>
void TypedSession::put(Place place, const Handle& handle, const Value&... value) {
  FactValue* out = target(place, handle);
  if (!out) return;
  if constexpr (std::derived_from<Handle, FactHandle>) {
    settle(place, handle.fact, typed::put(policy_.context(), handle.fact, typed::plain(value...), *out));
  } else {
    std::string_view key = handle.entry == no_index ? std::string_view() : layout(place).entries[handle.entry].key;
    settle(place, handle.field, typed::put(policy_.context(), handle.field, typed::plain(value...), *out, key));
  }
}

template <class... Value>
TypedLine& TypedLine::set(ItemFact fact, const Value&... value) { session_->put({event_, line_}, fact, value...); return *this; }
template <class... Value>
TypedLine& TypedLine::set(const ItemEntry& entry, const Value&... value) { session_->put({event_, line_}, entry, value...); return *this; }
template <class... Value>
TypedEvent& TypedEvent::set(EventFact fact, const Value&... value) { session_->put({event_, -1}, fact, value...); return *this; }
template <class... Value>
TypedEvent& TypedEvent::set(const EventEntry& entry, const Value&... value) { session_->put({event_, -1}, entry, value...); return *this; }

}  // namespace leaflaw
