// What the engine runs: plain tables of one policy, as they stand in a pack. A PolicyView shows them in mapped memory; the
// emitter (compiler/emit) makes them, pack/verify.cpp has checked every index, operand and stack before the engine sees them.
// Numbers: every number of a program is a whole number over D * L. L is the least common denominator of the facts of the
// request; D is fixed when the program is made, per limit and per comparison.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/decision/consequence.h"
#include "runtime/decision/restore.h"
#include "runtime/base/calendar.h"
#include "runtime/base/int128.h"
#include "runtime/base/zone.h"

namespace leaflaw::engine {

enum class Op : std::uint16_t {
#define LEAFLAW_OP(id, a, b, truth_in, truth_out, number_in, number_out, value_in, value_out) id,
#include "runtime/engine/ops.def"
  count_,
};

inline constexpr std::uint32_t no_routine = 0xFFFFFFFF;      // truth: always; number: none at all
inline constexpr std::uint32_t always_yes = 0xFFFFFFFF;
inline constexpr std::uint32_t always_no = 0xFFFFFFFE;
inline constexpr std::uint32_t nothing = 0xFFFFFFFF;         // no slot, no table, no text
inline constexpr std::uint16_t none16 = 0xFFFF;
inline constexpr unsigned most_depth = 64;                   // of each stack, calls included
inline constexpr unsigned most_values = 128;                 // of an enumeration or class

struct Instruction { std::uint16_t op, a; std::uint32_t b; };

enum class ResultType : std::uint8_t { truth, number, value };
// A routine reads the present event or an entry; item routines read a line as well. Where `dispatch` is set and the category of the
// line is known, dispatches[dispatch + category] is run instead.
// `guard`, of truths: slot + 1 (an item routine's: of a line) of a fact without which the code need not be run: where it is none the truth
// is no, or yes with guard_says_yes. 0: there is no such fact.
struct Routine { std::uint32_t first, count, dispatch; std::uint8_t type, item; std::uint16_t guard; };
inline constexpr std::uint16_t guard_slot = 0x7FFF, guard_says_yes = 0x8000;

enum class SlotUse : std::uint8_t { fact, map_given, entry_given };
// required: not given is unknown (of a map: the whole map). field_required: the same of a field where the map has the entry.
enum SlotFlags : std::uint8_t { slot_required = 1, slot_field_required = 2, slot_borrows = 4, slot_identity = 8 };
// One fact that the policy reads (or one field of one entry of a map, or the presence of a map or an entry).
struct Slot {
  std::uint16_t fact;          // for blame: of a presence, the map's first field
  std::uint16_t map;           // none16: not of a map
  std::uint16_t field;         // number of the field in its map
  std::uint8_t use, type;      // SlotUse, FactType
  std::uint32_t key;           // text of the map's key; nothing
  std::uint8_t flags;
  std::uint8_t group_keys;     // bit 0 customer, 1 patient, 2 store: keys that stand in this slot's group
  std::uint16_t unused;
};

struct Words { std::uint64_t low, high; };                   // a 128-bit number
[[nodiscard]] constexpr i128 number_of(const Words& words) { return static_cast<i128>((static_cast<u128>(words.high) << 64) | words.low); }
[[nodiscard]] constexpr u128 bits_of(const Words& words) { return (static_cast<u128>(words.high) << 64) | words.low; }
[[nodiscard]] constexpr Words words_of(u128 value) { return {static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64)}; }

struct Range { std::uint32_t first, count; };                // into the table of its kind
struct BlamedFact { std::uint16_t fact, item; };             // item 1: of the line
struct KeyTable { std::uint32_t first; std::uint16_t count, item; };   // key_slots[first + value]: the slot of that key; nothing
struct Lookup { std::uint32_t rows, row_count; std::uint16_t keys, item; };
struct LookupRow { std::uint32_t masks, cell; };             // wholes[masks + k]: possible values of key k; routine; nothing: none
struct Total { std::uint32_t amount, condition; };           // item routines

// What comes of the lines and of history: shared by all meters that count alike.
enum class Person : std::uint8_t { customer, patient };
struct TallyVariant { std::int32_t from_day; std::uint32_t amount, condition, item_class; };   // item routines; ascending days
struct Tally {
  std::uint32_t variants, variant_count;   // more than one: each entry as of its own date
  std::uint32_t keys, key_count;           // key_values[keys ..]: values of the class, ascending; not keyed: count 1, key none16
  std::uint64_t events;
  std::uint32_t entry_when;                // on the entry
  std::uint32_t anchor;                    // routine: date over L; no_routine: none needed
  std::uint32_t usage;                     // routine: what is used each day; no_routine: not on hand
  std::int32_t counting_from;              // day
  std::int32_t window_length, first_weekday, start_seconds, periods;
  std::uint32_t counted_event;             // what counts is each event of this kind, by an amount of the event; nothing: the lines count
  std::uint8_t window, person, scope, without_history, returns;   // returns: Restore
  std::uint8_t unused[7];
};

struct Meter {
  std::uint32_t tally;
  std::uint16_t key_place;                 // among the tally's keys
  std::uint16_t key;                       // none16: not keyed
  std::uint32_t cap;                       // routine; no_routine: no cap
  std::uint32_t balance, balance_factor;   // slot; nothing. wholes: D
  std::uint32_t address;                   // text
};

// message_per_key: message_count parts for the first key of the step, then as many for the next one, ...
enum BodyFlags : std::uint8_t { body_waived = 1, body_message_per_key = 2 };
struct Body {
  std::uint16_t exception;                 // none16: the rule's own
  std::uint16_t rank;
  std::uint8_t flags, outcome;             // Outcome
  std::uint16_t unused;
  std::uint32_t condition;                 // truth routine
  std::uint32_t require;                   // truth routine, of rules
  std::uint32_t message, message_count;    // message_parts
  std::uint32_t also_duty;                 // text; nothing
  std::uint32_t meters;                    // limits: one for each key of the step
};
using Outcome = leaflaw::Consequence;
enum class StepKind : std::uint8_t { rule, limit, duty, warning, before_first };
enum StepFlags : std::uint8_t { step_per_item = 1, step_covers = 2 };   // covers: an eligibility rule about the event

// One rule in force, specialised for its event and period.
struct Step {
  std::uint16_t rule, version;             // rule number; versions[...]
  std::uint8_t kind, topic, flags, unused;
  std::uint32_t when;                      // truth routine; before_first: of the first version
  std::uint32_t item_where;
  std::uint32_t bodies, body_count;        // exceptions by falling rank, then the rule's own
  std::uint32_t keys, key_count;           // key_values; limits not keyed: one, none16
  std::uint32_t denominator;               // wholes: D of a limit's figures
};
enum ProgramFlags : std::uint32_t { program_asks_cover = 1 };
struct Program {
  std::uint32_t steps, step_count;         // in the policy's order
  std::uint32_t early, early_count;        // early_steps: limits that others read, in order of evaluation (numbers within the program)
  std::uint32_t flags, unused;
};
struct DirectoryEntry { std::int32_t from_day; std::uint32_t programs; };   // directory_programs[programs + event kind]; nothing

struct VersionText { std::int32_t from_day; std::uint32_t title, cite, confidence; };
// `layer`: text, the id of the policy that it stands in, which is this one or one that it narrows. Limits: written unit (text), wholes num, den.
struct RuleText { std::uint32_t id, layer; std::uint8_t topic, kind; std::uint16_t unused; std::uint32_t written_unit, written_dimension, written_factor; };
struct ExceptionText { std::uint32_t id, title, cite, confidence; std::int32_t from_day; };
enum class PartKind : std::uint8_t { text, fact_text, truth, value, number, date, time_of_day, instant };
// `value`: text (text), slot (fact_text; names 1: of a line, 0: of the event) or routine, run on the scene of the finding.
// PartKind::value: names = first of value_names, by index.
// number, date, time_of_day, instant: denominator in wholes; number: dimension, written: rule whose unit it is printed in (none16).
struct MessagePart { std::uint8_t kind, dimension_low; std::uint16_t written; std::uint32_t value; std::uint32_t names, denominator; };

struct Covers { std::uint64_t kinds; std::int32_t from_day, as_of_day; };
// Slots with engine meaning; nothing where the policy does not need them.
struct RoleSlots {
  std::uint32_t receipt, undoes, customer, patient, store, licensee;   // event slots, texts
  std::uint32_t category, quantity;                                    // item slots
  std::int32_t void_kind, return_kind, destroy_kind;
  std::uint32_t category_count, event_kinds;
};

// A list of texts: text i = characters[starts[i] .. starts[i + 1]).
struct Texts {
  std::span<const std::uint32_t> starts;
  std::span<const char> characters;
  [[nodiscard]] std::string_view operator[](std::size_t i) const { return {characters.data() + starts[i], starts[i + 1] - starts[i]}; }
  [[nodiscard]] std::size_t size() const { return starts.empty() ? 0 : starts.size() - 1; }
};

// LEAFLAW_TABLE(element, name): every table of a policy; pack.fbs, pack/load and emit go by it.
#define LEAFLAW_TABLES(TABLE) \
  TABLE(Instruction, code) TABLE(Routine, routines) TABLE(std::uint32_t, dispatches) TABLE(Slot, event_slots) TABLE(Slot, item_slots) \
  TABLE(Words, wholes) TABLE(Words, quantities) TABLE(Range, blames) TABLE(BlamedFact, blame_facts) TABLE(std::uint32_t, text_constants) \
  TABLE(Range, text_sets) TABLE(std::uint32_t, text_members) \
  TABLE(KeyTable, key_tables) TABLE(std::uint32_t, key_slots) TABLE(Lookup, lookups) TABLE(LookupRow, lookup_rows) TABLE(Total, totals) \
  TABLE(Tally, tallies) TABLE(TallyVariant, tally_variants) TABLE(std::uint16_t, key_values) TABLE(Meter, meters) TABLE(Body, bodies) \
  TABLE(Step, steps) TABLE(std::uint32_t, early_steps) TABLE(Program, programs) TABLE(DirectoryEntry, directory) \
  TABLE(std::uint32_t, directory_programs) TABLE(VersionText, versions) TABLE(RuleText, rules) TABLE(ExceptionText, exceptions) \
  TABLE(MessagePart, message_parts) TABLE(std::uint32_t, value_names)

struct PolicyView {
#define LEAFLAW_TABLE(element, name) std::span<const element> name;
  LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
  Texts texts;
  Covers covers{};
  RoleSlots roles{};
  std::span<const ZoneView> zones;
  std::uint16_t default_zone = 0;
  std::string_view id;
};

}  // namespace leaflaw::engine
