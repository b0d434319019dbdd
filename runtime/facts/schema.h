// The vocabulary as requests see it: which facts exist, of what type, and how facts follow from each other.
// Made by the compiler from a vocabulary file, or read from a pack; never changed after that (safe to share between threads).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/ratio.h"
#include "runtime/base/units.h"

namespace leaflaw {

using FactId = std::uint16_t;
using EnumerationId = std::uint16_t;
inline constexpr FactId no_fact = 0xFFFF;
inline constexpr std::uint16_t no_index = 0xFFFF;

enum class Role : std::uint8_t {
#define LEAFLAW_ROLE(id, spelling, many) id,
#include "runtime/facts/roles.def"
  count_,
};
[[nodiscard]] std::string_view spelling(Role role);

enum class FactType : std::uint8_t {
  truth,      // yes-no
  value,      // one of an enumeration
  set,        // several of an enumeration (at most 128 values)
  text,
  quantity,   // a number of `dimension` (Dimension::any: takes the dimension of its use)
  amount,     // a count of units or a mass
  date,
  instant,
};

// Where a fact stands in a record.
enum class FactPlace : std::uint8_t { event, item, event_map, item_map };

struct Fact {
  std::string name;               // "buyer.age", "item.weight", "buyer.orders[].amount"
  FactType type = FactType::text;
  Dimension dimension = Dimension::none;
  EnumerationId enumeration = no_index;   // value, set
  FactPlace place = FactPlace::event;
  std::uint16_t map = no_index;           // event_map, item_map: which map
  std::string group;                      // first step of the name: "customer", "patient", "item"
  bool required = false;                  // not given = unknown; else = none
  bool input_only = false;                // read, used in derivations, never kept or shown
};

struct Enumeration {
  std::string name;
  std::vector<std::string> values;   // at most 128
};

// A map fact: "buyer.orders" with entries "buyer.orders[north].amount".
struct FactMap {
  enum class Keys : std::uint8_t { enumeration, limit, text };   // enumeration: its values, and the policy's class values
  std::string name;
  Keys keys = Keys::enumeration;
  EnumerationId enumeration = no_index;
  FactPlace place = FactPlace::event_map;
  bool required = false;
  std::vector<FactId> fields;
};

// An expression of a derivation, in postfix order: operands first. Only here are facts multiplied.
struct DeriveStep {
  enum class Op : std::uint8_t {
    fact,         // push the fact's number, date, truth or value
    constant,     // push `number`
    add, subtract, multiply, divide,
    whole_years,  // from, through -> years
    today,        // the event's local date
    policy_state, // the enumeration value that the policy's header names
    is_value,     // fact value in `values` -> truth
    is_same,      // two values -> truth
    is_given,     // fact given -> truth
    negate, both, either,
  } op;
  FactId fact = no_fact;
  Ratio number;
  u128 values = 0;
};

struct Derivation {
  FactId target = no_fact;
  std::vector<DeriveStep> value;
  std::vector<DeriveStep> condition;   // empty: always
  std::optional<Ratio> tolerance;      // share of the derived value; nothing: not compared with a given value
  bool same = false;                   // `same A as B where C`: unequal given values are a bad request
};

struct Schema {
  std::string name;      // "retail"
  std::string version;   // "1"
  std::vector<Enumeration> enumerations;
  std::vector<Fact> facts;
  std::vector<FactMap> maps;
  std::vector<Derivation> derivations;
  std::array<std::vector<FactId>, static_cast<std::size_t>(Role::count_)> roles;   // facts with that role, in order of declaration

  // Event kinds with the roles `voids`, `returns` and `destroys`; -1: the vocabulary has none
  // (`enumeration event-kind is sale, return role returns, void role voids, ...`).
  int void_kind = -1, return_kind = -1, destroy_kind = -1;

  [[nodiscard]] FactId with(Role role) const { const auto& all = roles[static_cast<std::size_t>(role)]; return all.empty() ? no_fact : all.front(); }
  [[nodiscard]] FactId find(std::string_view name) const;   // no_fact where there is none
  [[nodiscard]] int value_of(EnumerationId enumeration, std::string_view value) const;   // -1 where there is none
};

}  // namespace leaflaw
