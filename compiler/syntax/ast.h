// The text as a tree: what the author wrote, nothing resolved, every node with its place. Made by parse.h, read by semantics/.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/diagnostic.h"
#include "runtime/base/calendar.h"
#include "runtime/base/ratio.h"
#include "runtime/decision/restore.h"

namespace leaflaw::ast {

struct Name { std::string text; Span span; };
struct Text { std::string value; Span span; };                      // a string literal without its quotes
struct DateText { Date date; Span span; bool exists = true; };      // a date that does not exist has been reported; what follows from it is no news

// `buyer.orders[north].amount`: steps with an optional key each.
struct PathStep { Name name; std::optional<Name> key; };
struct Path { std::vector<PathStep> steps; Span span; [[nodiscard]] std::string text() const; };

struct Number { Ratio value; std::string written; Span span; };
// "8 g", "100 mg THC", "40": unit empty when bare. `a day` is part of the unit's text: "mg THC a day".
struct Quantity { Number number; std::string unit; Span unit_span; Span span; };

struct Condition;
struct Expr;
using ExprPtr = std::unique_ptr<Expr>;
using ConditionPtr = std::unique_ptr<Condition>;

// ---- expressions ------------------------------------------------------------------------------------
struct Expr {
  enum class Kind : std::uint8_t {
    quantity,       // `quantity`
    date,           // `date`
    path,           // `path` (a fact, a class, a definition, a limit's figure, an enumeration value: semantics decides)
    today,
    the_cap,
    add, subtract,  // args[0] op args[1]
    multiply, divide,
    per_as,         // args[0] per `quantity` as `quantity2`
    as_unit,        // args[0] as unit `quantity.unit`
    share_of,       // `quantity` (a percentage) of args[0]
    before, after,  // `quantity` (a duration) before / after args[0]
    least, greatest,  // args, each maybe `if given` (optional[i])
    clamp,          // args[0] kept between args[1] and args[2]
    total,          // total of args[0] of items where `condition`
    whole_years,    // from args[0] through args[1]
    alternatives,   // args[0], or args[i] where conditions[i-1]
    nothing, unknown,   // only as the value of a row
  } kind;
  Span span;
  Quantity quantity, quantity2;
  DateText date;
  Path path;
  std::vector<ExprPtr> args;
  std::vector<bool> if_given;             // least, greatest: parallel to args
  std::vector<ConditionPtr> conditions;   // alternatives; total: 0 or 1
};

// ---- conditions --------------------------------------------------------------------------------------
enum class Comparison : std::uint8_t { exactly, at_least, at_most, above, under };
struct Condition {
  enum class Kind : std::uint8_t {
    both, either,   // args, at least two
    negation,       // args[0]
    some_item, every_item, no_item,   // args[0]
    truth,          // a bare left expression: a yes-no fact or a definition
    given, not_given,
    is_one_of,      // values (one: `is X`), `negated` for `is not X`, `is none of`
    compares,       // left op right [and op2 right2]
    between,        // right .. right2, both included
    today_or_later, today_or_earlier,
    before, after, on_or_before, on_or_after,   // right
    from_through,   // right .. right2
    from_until,     // seconds of day; `next_day`
    within_before,  // left is within right (a duration) before right2
    includes,       // values; `any` for `includes any of`
    has_characters, // number
  } kind;
  Span span;
  ExprPtr left, right, right2;
  Comparison op = Comparison::exactly;
  std::optional<Comparison> op2;
  bool negated = false, any = false, next_day = false;
  std::vector<Name> values;               // words or strings
  std::vector<bool> quoted;               // parallel: written as a string
  std::int32_t from_seconds = 0, until_seconds = 0;
  Number number;
  std::vector<ConditionPtr> args;
};

// ---- clauses -------------------------------------------------------------------------------------------
struct Row {
  std::vector<Name> names;                // empty with a condition: `where ...:`
  ConditionPtr condition;
  bool anything_else = false;
  ExprPtr value;                          // nothing, unknown, alternatives or any expression
  Span span, head_span;
};
struct Window {
  enum class Kind : std::uint8_t { transaction, calendar_day, calendar_week, calendar_month, rolling_days, rolling_hours, period, since, on_hand } kind;
  Number length;                          // days or hours
  std::optional<Name> weekday;
  std::optional<std::int32_t> start_seconds;
  ExprPtr anchor;
  ExprPtr usage;                          // on_hand: what is used each day
  std::optional<Number> periods;
  Span span;
};
struct Clause {
  enum class Kind : std::uint8_t {
    cite, confidence, reading, topic, effective, enforced, followed, before_that, applies, counts_rows, counts, rounded,
    at_most, subject, tallied, counting, returns, own_date, without_history, require, otherwise, beyond, when, waived, also_duty, replaces_rows, replaces_all, knowingly,
  } kind;
  Span span;                              // the whole clause
  Span head;                              // its reserved words
  Text text;                              // cite, reading, otherwise, beyond (may be empty), also_duty, knowingly (why)
  std::vector<Name> names;                // confidence, topic, followed, applies (events), subject, tallied, counting (event noun), rounded (except), before_that (event; empty = nothing), beyond (to whom it is referred; may be empty), knowingly (the warning), counts: separately for each
  std::optional<DateText> from, through;  // effective, enforced, counting
  ConditionPtr condition;                 // applies (when), require, when
  bool for_each_item = false;             // applies
  ConditionPtr item_condition;            // applies (for each item where), counts (of items where)
  ExprPtr expr;                           // counts, at_most
  bool of_items = false;                  // counts
  std::optional<Name> event;              // counts each EVENT: no expr then
  std::optional<Window> window;           // at_most
  std::vector<Row> rows;                  // counts_rows, replaces_*
  enum class Outcome : std::uint8_t { deny, refer, warn, duty, nothing } outcome = Outcome::deny;   // otherwise: the first three; beyond: all but deny
  Restore restore = Restore::at_once;     // returns
  enum class Rounding : std::uint8_t { nearest, up, down } rounding = Rounding::nearest;
  bool per_package = false;               // rounded
  std::string unit;                       // rounded: the whole unit
  Span unit_span;
};

// ---- declarations ----------------------------------------------------------------------------------------
struct PolicyHeader {
  std::optional<Name> narrows; std::optional<DateText> narrows_from;
  Name vocabulary; std::string vocabulary_version;
  std::optional<Name> zone; std::optional<Path> zone_fact;
  std::optional<Text> regulator;
  std::optional<Name> state;
  std::vector<Name> covers; std::optional<DateText> covers_from;
  std::optional<DateText> as_of;
  std::vector<Span> repeated;             // clauses given twice
};
struct FactDeclaration {
  Path path;
  enum class Type : std::uint8_t { plain, enumeration, set } type = Type::plain;
  std::string type_name; Span type_span;  // "mass THC a day", "years", or the enumeration's name
  bool required = false, optional = false, input_only = false;
  std::vector<Name> roles;
  std::optional<Name> stands_for;
  std::vector<Quantity> often;
};
struct Declaration {
  enum class Kind : std::uint8_t {
    policy, vocabulary, enumeration, fact, derive, same, unit, item_class, measure, table, define,
    limit, rule, duty, warning, exception, amendment, use,
  } kind;
  Span span;
  Span head;                              // its keyword(s) and name
  bool broken = false;                    // had syntax errors, already reported: what it lacks is no news
  Name name;                              // policy id, limit id, ...; unit: the whole spelling; amendment: its target
  std::optional<Text> title;              // use: the file's name
  std::vector<Clause> clauses;            // policy: only `knowingly`, the others are its header
  std::vector<Row> rows;                  // class
  // policy
  PolicyHeader header;
  // vocabulary, enumeration
  std::string version;
  std::vector<Name> values;               // enumeration; exception: targets
  std::vector<std::optional<Name>> value_roles;   // enumeration: parallel to values
  // fact, derive, same
  FactDeclaration fact;
  Path target, source;                    // derive: target; same: target as source
  ConditionPtr condition;                 // derive's value when it is a condition, same: where; define: its body
  ConditionPtr where;                     // derive: where
  ExprPtr expr;                           // derive's value when it is an expression; unit: `is`; define's body when it is an expression
  std::optional<Quantity> tolerance;      // derive: within
  // measure
  std::string unit; Span unit_span;
  // table
  std::vector<Name> keys, columns;
  struct TableRow { std::vector<std::vector<Name>> keys; std::vector<bool> anything_else; std::vector<ExprPtr> values; Span span; };
  std::vector<TableRow> table_rows;
};

struct File { FileId id = 0; std::vector<Declaration> declarations; };

}  // namespace leaflaw::ast
