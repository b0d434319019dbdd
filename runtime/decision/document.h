// A decision in full, ready to print: what 4-contracts calls the decision JSON, as plain data. The engine and the reference
// evaluator fill it independently; decision_json.h and decision_text.h print it. Equal documents print equal bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/calendar.h"
#include "runtime/base/units.h"

namespace leaflaw {

enum class Verdict : std::uint8_t { allow, refer, incomplete, deny };   // worst last
[[nodiscard]] const char* spelling(Verdict verdict);

// A figure: known, or an interval where facts are unknown. In base units of `dimension`.
struct Figure {
  Dimension dimension = Dimension::none;
  Ratio low;
  std::optional<Ratio> high;        // nothing: no upper end
  [[nodiscard]] bool known() const { return high && *high == low; }
  friend bool operator==(const Figure&, const Figure&) = default;
};

struct LineShare { std::uint32_t item = 0; Figure counts; };

// What a limit adds to its violation.
struct LimitValues {
  std::optional<Figure> cap;        // nothing: no cap
  Figure used, this_event;
  Figure over;                      // used + this - cap (or this - balance where the registry binds), lower ends
  bool registry_binds = false;
};

// A violation, referral, duty or warning.
struct Finding {
  std::string rule;                 // id; keyed limits: with the key, "by-route[north]"
  std::string version;              // first day of the version, "2016-10-01"
  std::string layer;                // policy id
  std::string topic, title, cite, confidence, message;
  std::vector<std::string> by_exceptions;   // exceptions whose body this is, or that conflict
  bool uncertain = false;           // duties and warnings whose condition is unknown
  std::optional<LimitValues> values;
  std::vector<LineShare> lines;     // limits: lines that count (all with a share not known to be 0); item rules: violating lines (share of dimension none)
};

struct Missing {
  std::string fact;                 // vocabulary name, "item.weight", or "history"
  std::vector<std::uint32_t> items;       // lines of the present event that lack it, ascending; empty: the event itself
  std::vector<std::uint32_t> entries;     // history entries (request order) that lack it, ascending
  bool disputed = false;
  std::vector<std::string> needed_by;     // rule ids, in the policy's order
};

struct Release { Instant at; Figure amount; };

struct Allowance {
  std::string limit;                // id
  std::string key;                  // empty: not keyed
  std::optional<Figure> cap;        // nothing: no cap
  Figure used_before, this_event;
  std::optional<Figure> remaining_before, remaining_after;   // nothing: no cap
  bool registry_binds = false;      // binding: "registry" else "own"
  std::string window;               // "transaction", "calendar-day", "calendar-week", "calendar-month", "days", "hours", "period", "since"
  std::optional<Instant> from, until;
  std::optional<Release> next_release;
  std::vector<std::string> by_exceptions;
  std::string beyond;               // what follows beyond the cap: "refer", "warn", "duty"; empty: denied
};

struct RemedyStep { std::uint32_t item = 0; std::string fact; Quantity to; Quantity from; };
struct Remedy { std::vector<RemedyStep> set; std::string text; };

struct Document {
  Verdict verdict = Verdict::allow;
  std::vector<std::string> judged;              // topics
  bool complete = true;                         // false where `topics` left some out
  std::string policy, as_of, pack, request;     // pack and request: "sha256:..." or empty
  std::vector<Finding> violations, referrals, duties, warnings;   // in the policy's order of rules, keys in class order
  std::vector<Missing> missing;                 // in the vocabulary's order of facts, "history" last
  std::vector<std::string> applied;             // rule ids in the policy's order
  std::vector<Allowance> allowances;            // limits that apply, in the policy's order, keys in class order
  std::vector<Remedy> remedies;
};

}  // namespace leaflaw
