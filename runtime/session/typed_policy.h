// A policy's facts by number: every name is looked up once, at start-up; requests are then filled without text (typed_session.h).
//   TypedPolicy policy(parts);
//   const ItemFact weight = policy.item_fact("item.weight");
//   const Unit gram = policy.unit("g");
// Immutable after construction; one serves any number of sessions on any threads. It must outlive them.
//
// A name that does not exist gives an empty handle (false in a condition; why() says what was meant); setting through it is an error.
// A fact that the policy does not read has a handle like any other: what is set is checked and then left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/session/policy_parts.h"

namespace leaflaw {

struct FactHandle {
  FactId fact = no_fact;
  std::uint16_t place = no_index;        // among the facts that are kept; no_index: not read by the policy
  explicit operator bool() const { return fact != no_fact; }
};
struct EventFact : FactHandle {};        // "buyer.age"
struct ItemFact : FactHandle {};         // "item.weight"

// One field of one entry of a map: "buyer.orders", "north", "amount".
struct EntryHandle {
  FactId field = no_fact;
  std::uint16_t map = no_index, slot = no_index, entry = no_index;   // entry: among those that the policy reads
  explicit operator bool() const { return field != no_fact; }
};
struct EventEntry : EntryHandle {};
struct ItemEntry : EntryHandle {};

// One value of an enumeration.
struct Choice {
  EnumerationId enumeration = no_index;
  std::uint8_t value = 0;
  explicit operator bool() const { return enumeration != no_index; }
};

// What is kept of an event or a line: the facts that the policy reads, and those from which the vocabulary derives them.
struct RowLayout {
  struct Entry { std::uint16_t map; std::string key; };
  std::vector<FactId> facts;
  std::vector<std::uint16_t> places;         // by FactId; no_index: not kept
  std::vector<std::uint16_t> slot_places;    // by slot: the place of its fact; no_index: of a map
  std::vector<std::uint16_t> slot_entries;   // by slot: number of its map entry; no_index: none
  std::vector<Entry> entries;
  std::size_t map_count = 0;                 // of the vocabulary
};

class TypedPolicy {
 public:
  explicit TypedPolicy(PolicyParts parts);
  TypedPolicy(const TypedPolicy&) = delete;
  TypedPolicy& operator=(const TypedPolicy&) = delete;

  [[nodiscard]] EventFact event_fact(std::string_view name) const;
  [[nodiscard]] ItemFact item_fact(std::string_view name) const;
  [[nodiscard]] EventEntry event_entry(std::string_view map, std::string_view key, std::string_view field) const;
  [[nodiscard]] ItemEntry item_entry(std::string_view map, std::string_view key, std::string_view field) const;
  // A value of the list that a fact is one of, or a set of.
  [[nodiscard]] Choice choice(std::string_view fact, std::string_view value) const;
  // The policy's own units ("oz", "day-unit") and the standard ones; Dimension::none where there is none of that name.
  [[nodiscard]] Unit unit(std::string_view name) const;
  // Number of a time zone of the policy; no_index where it has none of that name.
  [[nodiscard]] std::uint16_t zone(std::string_view name) const;
  // For an empty handle: "there is no `item.wieght`; did you mean `item.weight`?"
  [[nodiscard]] std::string why(std::string_view name) const;

  [[nodiscard]] const PolicyParts& parts() const { return parts_; }
  [[nodiscard]] const PolicyContext& context() const { return *parts_.context; }
  [[nodiscard]] const Schema& schema() const { return *parts_.context->schema; }
  [[nodiscard]] const RowLayout& events() const { return events_; }
  [[nodiscard]] const RowLayout& items() const { return items_; }
  // Those that matter for the facts that are kept, in the vocabulary's order.
  [[nodiscard]] const std::vector<Derivation>& derivations() const { return derivations_; }
  // Whether some derivation of a line reads the event.
  [[nodiscard]] bool lines_follow_event() const { return lines_follow_event_; }

 private:
  [[nodiscard]] FactHandle fact(std::string_view name, FactPlace place, const RowLayout& layout) const;
  [[nodiscard]] EntryHandle entry(std::string_view map, std::string_view key, std::string_view field, FactPlace place) const;
  [[nodiscard]] bool known_key(const FactMap& map, std::string_view key) const;

  PolicyParts parts_;
  RowLayout events_, items_;
  std::vector<Derivation> derivations_;
  bool lines_follow_event_ = false;
};

}  // namespace leaflaw
