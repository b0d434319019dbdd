// The Model: a policy with nothing left to resolve. Names are indices, quantities are in base units, every expression has a
// type, exceptions are attached to the rules they change, amendments are merged into whole versions, definitions are expanded
// in place. Made by compile.h; read by rulegraph/, reference/ and emit/. Immutable. The meaning of every field is
// docs/contributors/semantics.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/diagnostic.h"
#include "runtime/base/calendar.h"
#include "runtime/base/ratio.h"
#include "runtime/base/units.h"
#include "runtime/base/window.h"
#include "runtime/base/zone.h"
#include "runtime/decision/consequence.h"
#include "runtime/decision/restore.h"
#include "runtime/facts/policy_context.h"
#include "runtime/facts/record.h"
#include "runtime/facts/schema.h"
#include "runtime/facts/topics.h"

namespace leaflaw::model {

using ExprId = std::uint32_t;
inline constexpr ExprId no_expr = 0xFFFFFFFF;

// ---- expressions --------------------------------------------------------------------------------------
enum class Type : std::uint8_t { truth, number, date, time_of_day, instant, value, text };   // number: of `dimension`; date: days; time_of_day, instant: seconds

enum class Op : std::uint8_t {
  // truth (Kleene)
  truth_constant,    // number 0 or 1
  negation,          // args[0]
  both, either,      // args, any number
  fact_truth,        // fact: yes-no
  fact_given,        // fact: optional, known or none (never unknown). With a key: that map entry's field
  map_given,         // map: the whole map was given
  entry_given,       // map, key: the map has an entry of that key (any field)
  less, at_most, equal,     // args[0] op args[1], numbers of one type
  one_of,            // args[0]: value in `values`
  includes_all, includes_any,   // fact: set; `values`
  text_is,           // fact: text is one of `texts`
  some_item, every_item,        // args[0] in item scope, over the present event's lines
  limit_met,         // limit: the event passes the limit; with a key (args[0]): that meter of it
  // numbers: intervals
  constant,          // number
  fact_number,       // fact: quantity, amount, date, instant
  today,             // local date of the record being judged (the event; on history entries, the entry)
  time_of_day,       // local seconds after midnight, likewise
  date_of,           // args[0]: instant -> local date
  add,               // args, any number
  subtract,          // args[0] - args[1]
  scale,             // number * args[0]
  least, greatest,   // args; if_given[i]: args[i] falls away when none
  round_up, round_down, round_nearest,   // args[0] to a multiple of `number` (ties up)
  round_up_per_package,                  // likewise per package, see semantics.md 2; `values` = categories left unrounded
  choose,            // args: condition, amount, condition, amount, ...; disjoint and exhaustive
  unknown_amount,    // [0, inf); `blame`: the facts its row tests
  total_items,       // sum of args[0] over the present lines where args[1] (no_expr: all)
  table,             // table, column; args: one value per key
  text_length,       // fact: text, in characters (Unicode code points)
  whole_years,       // args[0] through args[1]
  limit_figure,      // limit, figure (number of the limit's dimension); key (args[0]) when the limit is keyed
  measure,           // measure: the amount of the current line
  // values: sets of what is possible
  fact_value,        // fact: one of an enumeration
  class_value,       // item_class of the current line
  key_value,         // the key of the meter being judged (in caps and anchors of keyed limits)
  value_constant,    // one value: `values` has one bit
  // text, for messages only
  fact_text,         // fact: text
  definition,        // definition index, args[0]: stands for args[0]; kept so that the graph can show it
};

// Which fact, and for a field of a map which entry: a constant key, or the key that a value expression gives.
struct FactRef {
  FactId fact = no_fact;
  std::uint16_t map = no_index;
  std::string key;               // constant key
  ExprId key_value = no_expr;    // or computed: a class or enumeration value, whose name is the key
};

enum class Figure : std::uint8_t { cap, used, this_event, remaining };

struct Expr {
  Op op = Op::truth_constant;
  Type type = Type::truth;
  Dimension dimension = Dimension::none;
  bool item_scope = false;               // reads the current line
  Span span;
  std::vector<ExprId> args;
  std::vector<bool> if_given;
  Ratio number;
  FactRef fact;
  u128 values = 0;                       // bit i = value i of the domain
  std::uint16_t domain = no_index;       // value types: enumeration number, or first_class + class index
  std::vector<std::string> texts;
  std::vector<FactId> blame;
  std::uint16_t index = no_index;        // limit (rule index), measure, item_class, table, definition
  std::uint16_t column = 0;
  Figure figure = Figure::cap;
};
inline constexpr std::uint16_t first_class = 0x8000;   // domain of class k

// ---- where a rule comes from ------------------------------------------------------------------------------
enum class Confidence : std::uint8_t { primary, secondary, unverified };
[[nodiscard]] const char* spelling(Confidence confidence);
struct Source {
  std::string cite;
  Confidence confidence = Confidence::unverified;
  std::vector<std::string> readings;
};

// ---- named parts ---------------------------------------------------------------------------------------------
template <typename Body>
struct Dated {
  Date from;
  std::optional<Date> through;           // inclusive; nothing: open
  Source source;
  Body body;
};
struct Measure {
  std::string id, title;
  Dimension dimension = Dimension::none;
  std::vector<Dated<ExprId>> versions;   // ascending, no overlap; the amount of a line
  Span span;
};
struct ClassRow { ExprId condition = no_expr; int value = -1; std::vector<FactId> blame; };   // -1: unknown
struct ItemClass {
  std::string id, title;
  std::vector<std::string> values;       // in order of first appearance over all versions; "none" is a value where a row says so
  std::vector<Dated<std::vector<ClassRow>>> versions;
  Span span;
};
struct TableRow { std::vector<u128> keys; std::vector<ExprId> values; };   // keys: possible values per key column; disjoint rows
struct Table {
  std::string id, title;
  std::vector<std::uint16_t> key_domains;
  std::vector<std::string> key_names, columns;
  std::vector<Dated<std::vector<TableRow>>> versions;
  Span span;
};
struct Definition { std::string id; ExprId body = no_expr; Span span; };
// `fact`: of a personal unit, one of which is what the record says of the present person; it has no figure of its own.
struct OwnUnit { std::string name, title; Dimension dimension = Dimension::none; Ratio in_base = 1; Source source; Span span; FactId fact = no_fact; };

struct Exception {
  std::string id, title;
  std::vector<std::string> targets;      // ids as written
  Source source;
  Date from;
  std::optional<Date> through;
  Span span;
};

// ---- rules -----------------------------------------------------------------------------------------------------
enum class RuleKind : std::uint8_t { rule, limit, duty, warning };
using Outcome = leaflaw::Consequence;
enum class Person : std::uint8_t { customer, patient };

struct MessagePart { std::string text; ExprId value = no_expr; };   // one of both
using Message = std::vector<MessagePart>;

struct LimitBody {
  ExprId amount = no_expr;               // item scope: what a line counts; `per_event`: event scope, what each event counts
  bool per_event = false;
  std::uint16_t counted_event = 0;       // per_event: the event kind that counts; others count nothing
  ExprId item_condition = no_expr;       // item scope; no_expr: every line
  std::uint16_t key_class = no_index;    // separately for each
  std::vector<std::uint16_t> keys;       // values of key_class with a meter, in class order
  ExprId cap = no_expr;                  // event scope
  Unit written;                          // the unit the cap is printed in
  Dimension dimension = Dimension::none;
  Window window;
  ExprId anchor = no_expr;               // date; period and since
  ExprId usage = no_expr;                // what is used each day; on hand
  Person person = Person::customer;
  Scope scope = Scope::store;
  std::optional<Date> counting_from;
  Restore returns = Restore::at_once;    // what a return gives back
  bool own_date = false;
  bool without_history = false;
};

// What a rule says, as written or as an exception changes it.
struct Body {
  std::uint16_t exception = no_index;    // no_index: the rule's own (always first)
  ExprId condition = no_expr;            // event scope, or item scope for per-item rules; no_expr: always
  std::uint16_t rank = 0;                // 0: the rule's own
  Date from = first_date;                // the exception's own period
  std::optional<Date> through;
  bool waived = false;
  ExprId require = no_expr;              // rule: truth
  Outcome outcome = Outcome::deny;
  Message message;                       // empty: the title
  LimitBody limit;
  std::string also_duty;                 // empty: none
};

struct RuleVersion {
  Date from;
  std::optional<Date> through;
  std::string title;
  Source source;
  std::uint64_t events = 0;              // bit i = value i of the event kinds
  ExprId when = no_expr;                 // event scope; no_expr: always
  bool per_item = false;
  ExprId item_where = no_expr;           // item scope; no_expr: every line
  std::optional<Date> enforced_from;     // before it, what would be denied or referred is a warning
  std::vector<Body> bodies;              // own first, then exceptions by falling rank, then by order of the text
};

struct Rule {
  std::string id;
  RuleKind kind = RuleKind::rule;
  Topic topic = Topic::eligibility;
  std::vector<RuleVersion> versions;     // ascending, no overlap
  std::optional<std::uint16_t> before_first;   // `before that no EVENT`: the event kind denied before the first version
  std::vector<std::string> followed_by;
  std::uint16_t layer = 0;               // of Policy.layers
  Span span;
};

// ---- the policy -----------------------------------------------------------------------------------------------------
// A policy that stands alone is its only layer; one that narrows others has theirs before its own. Only the first one's eligibility
// rules say which customers are covered: the others only add to what is asked.
struct Layer { std::string id, name; Date as_of; };
// A warning that needs more than the policy (its cases), and that its author keeps with a reason.
struct Kept { Code code; Span where, name; };   // of the declaration; of the name after `knowingly`
struct Policy {
  std::string id, name, regulator;
  std::vector<Layer> layers;             // outermost first, itself last
  std::uint64_t covers = 0;              // event kinds
  Date covers_from;
  Date as_of;
  std::shared_ptr<const Schema> schema;
  std::vector<ZoneData> zones;           // storage of context.zones
  PolicyContext context;                 // schema, units, zones, keys, limit addresses
  std::vector<OwnUnit> units;
  std::vector<Expr> exprs;
  std::vector<Definition> definitions;
  std::vector<Measure> measures;
  std::vector<ItemClass> classes;
  std::vector<Table> tables;
  std::vector<Exception> exceptions;
  std::vector<Rule> rules;               // in the order of the text
  std::vector<Kept> kept;
  std::vector<std::uint16_t> evaluation_order;   // indices of rules such that a rule stands after the limits it reads (rulegraph fills it)

  [[nodiscard]] const Expr& expr(ExprId expression) const { return exprs[expression]; }
  // First days of every period of law: all dates at which some version begins, or the day after one ends; ascending, starting with covers_from.
  [[nodiscard]] std::vector<Date> periods() const;
  // Name of value `index` of a domain (enumeration or class).
  [[nodiscard]] const std::string& value_name(std::uint16_t domain, unsigned index) const;
};

// The version in force on a day; null where there is none.
template <typename Body>
[[nodiscard]] const Dated<Body>* in_force(const std::vector<Dated<Body>>& versions, Date day) {
  for (const auto& version : versions)
    if (version.from <= day && (!version.through || day <= *version.through)) return &version;
  return nullptr;
}
[[nodiscard]] const RuleVersion* in_force(const Rule& rule, Date day);
// Of the rules of the outermost layer those about eligibility; one about each line says nothing of the customer.
[[nodiscard]] inline bool says_who_is_covered(const Rule& rule) { return rule.layer == 0 && rule.kind == RuleKind::rule && rule.topic == Topic::eligibility; }
// What follows where the body is violated on that day.
[[nodiscard]] Outcome outcome_on(const RuleVersion& version, const Body& body, Date day);
[[nodiscard]] inline bool in_force(const Body& body, Date day) { return body.from <= day && (!body.through || day <= *body.through); }

}  // namespace leaflaw::model
