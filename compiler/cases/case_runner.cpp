#include "compiler/cases/case_runner.h"

#include <algorithm>
#include <set>

#include "runtime/decision/decision_json.h"
#include "runtime/decision/decision_text.h"
#include "runtime/facts/input_errors.h"
#include "runtime/facts/normalize.h"
#include "runtime/facts/quantity_reader.h"

namespace leaflaw {

namespace {

// A standing warning about the policy's date, not about the case.
constexpr std::string_view standing_warning = "as-of";
constexpr std::string_view any_limit = "any";

using Names = std::set<std::string>;

std::string shown(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return "[" + text + "]";
}

Names rules(const std::vector<Finding>& findings) {
  Names names;
  for (const Finding& one : findings) names.insert(std::string(without_key(one.rule)));
  return names;
}

class Comparison {
 public:
  Comparison(const Expectation& expected, const Document& document, const PolicyContext& context, const PrintContext& print)
      : expected_(expected), document_(document), context_(context), print_(print) {}

  std::vector<std::string> run() {
    verdict();
    lists();
    for (const ExpectedFigure& one : expected_.remaining) remaining(one);
    for (const ExpectedRelease& one : expected_.next_release) release(one);
    for (const ExpectedFigure& one : expected_.counts) counts(one);
    return std::move(lines_);
  }

 private:
  void differ(const std::string& what, const std::string& expected, const std::string& came) {
    lines_.push_back(what + ": expected " + expected + ", came " + came);
  }

  // ---- verdict and lists -----------------------------------------------------------------------------------
  void verdict() {
    if (!expected_.verdict || *expected_.verdict == document_.verdict) return;
    differ("verdict", spelling(*expected_.verdict), spelling(document_.verdict) + because());
  }

  // Why it came so: the figures of what was violated, or what is missing.
  std::string because() const {
    std::string text;
    auto add = [&text](const std::string& reason) { text += (text.empty() ? " (" : "; ") + reason; };
    for (const Finding& one : document_.violations) add(one.rule + figures(one));
    if (document_.violations.empty())
      for (const Finding& one : document_.referrals) add("refers: " + one.rule);
    if (document_.verdict == Verdict::incomplete)
      for (const Missing& one : document_.missing) add("missing " + one.fact + needed_by(one));
    return text.empty() ? text : text + ")";
  }

  std::string figures(const Finding& one) const {
    if (!one.values) return {};
    std::string cap = one.values->cap ? words(*one.values->cap, one.rule) : "none";
    return ": cap " + cap + ", used " + words(one.values->used) + ", this " + words(one.values->this_event) + ", over " + words(one.values->over);
  }

  static std::string needed_by(const Missing& one) {
    std::string text;
    for (const std::string& rule : one.needed_by) text += (text.empty() ? " for " : ", ") + rule;
    return text + (one.disputed ? " (disputed)" : "");
  }

  void exactly(const std::string& what, const ExpectedList& list, Names came, const std::string& why = {}) {
    if (!list) return;
    Names wanted;
    for (const std::string& name : *list) wanted.insert(std::string(what == "missing" || what == "topics" ? std::string_view(name) : without_key(name)));
    if (wanted != came) differ(what, shown(wanted), shown(came) + why);
  }

  void lists() {
    exactly("by", expected_.by, rules(document_.violations), document_.violations.empty() ? "" : because());
    Names topics, missing;
    for (const Finding& one : document_.violations) topics.insert(one.topic);
    for (const Missing& one : document_.missing) missing.insert(one.fact);
    exactly("topics", expected_.topics, topics);
    exactly("missing", expected_.missing, missing);
    exactly("duties", expected_.duties, rules(document_.duties));
    exactly("refers", expected_.refers, rules(document_.referrals));
    Names warnings = rules(document_.warnings);
    const ExpectedList& list = expected_.warnings;
    if (list && std::find(list->begin(), list->end(), standing_warning) == list->end()) warnings.erase(std::string(standing_warning));
    exactly("warnings", list, warnings);
  }

  // ---- figures ---------------------------------------------------------------------------------------------
  std::string words(const Figure& figure, std::string_view address = {}) const {
    const LimitPrint* limit = address.empty() ? nullptr : print_.limit(address);
    return figure_in_words(figure, context_.units, limit ? &limit->written : nullptr);
  }
  std::string words(const std::optional<Figure>& figure) const { return figure ? words(*figure) : "null"; }

  static std::string address(const Allowance& one) { return one.key.empty() ? one.limit : one.limit + "[" + one.key + "]"; }

  const std::optional<Figure>& left(const Allowance& one) const {
    return document_.verdict == Verdict::allow ? one.remaining_after : one.remaining_before;
  }

  // Zero is zero in every unit.
  static bool equal(const Figure& figure, const Quantity& quantity) {
    return figure.known() && figure.low == quantity.value && (quantity.value.is_zero() || figure.dimension == quantity.dimension);
  }

  std::optional<Quantity> quantity(const std::string& what, const std::string& text) {
    QuantityOrError result = read_quantity(text, {Wanted::Kind::anything, Dimension::any}, context_.units);
    if (!result.error) return result.quantity;
    lines_.push_back(what + ": the expected quantity cannot be read: " + result.message);
    return std::nullopt;
  }

  // The allowance that an address means; a keyed limit of one meter may be named without its key.
  const Allowance* find(const std::string& what, const std::string& wanted) {
    const Allowance* found = nullptr;
    std::string all;
    int hits = 0;
    for (const Allowance& one : document_.allowances) {
      all += (all.empty() ? "" : ", ") + address(one);
      if (address(one) == wanted) return &one;
      if (one.limit != wanted) continue;
      found = &one;
      ++hits;
    }
    if (hits == 1) return found;
    lines_.push_back(what + ": there is no single allowance `" + wanted + "`; there are [" + all + "]");
    return nullptr;
  }

  void remaining(const ExpectedFigure& one) {
    std::string what = "remaining " + one.address;
    if (one.address == any_limit) return some_remaining(what, one);
    const Allowance* allowance = find(what, one.address);
    if (!allowance) return;
    const auto& came = left(*allowance);
    if (!one.quantity) {
      if (came && came->known()) differ(what, "null", words(came));
      return;
    }
    auto wanted = quantity(what, *one.quantity);
    if (wanted && (!came || !equal(*came, *wanted))) differ(what, *one.quantity, words(came) + tally(*allowance));
  }

  std::string tally(const Allowance& one) const {
    return " (cap " + (one.cap ? words(*one.cap, one.limit) : "none") + ", used " + words(one.used_before) + ", this " + words(one.this_event) +
           (one.registry_binds ? ", the registry binds)" : ")");
  }

  void some_remaining(const std::string& what, const ExpectedFigure& one) {
    auto wanted = one.quantity ? quantity(what, *one.quantity) : std::nullopt;
    if (!wanted) return;
    std::string all;
    for (const Allowance& allowance : document_.allowances) {
      const auto& came = left(allowance);
      if (came && equal(*came, *wanted)) return;
      all += (all.empty() ? "" : ", ") + address(allowance) + " " + words(came);
    }
    differ(what, *one.quantity, "[" + all + "]");
  }

  void counts(const ExpectedFigure& one) {
    std::string what = "counts " + one.address;
    const Allowance* allowance = find(what, one.address);
    if (!allowance) return;
    if (!one.quantity) {
      if (allowance->this_event.known()) differ(what, "null", words(allowance->this_event));
      return;
    }
    auto wanted = quantity(what, *one.quantity);
    if (wanted && !equal(allowance->this_event, *wanted)) differ(what, *one.quantity, words(allowance->this_event));
  }

  // ---- releases ----------------------------------------------------------------------------------------------
  std::string local(Instant instant) const { return to_string(to_local(print_.zone, instant)); }

  bool same_time(const std::string& text, Instant came) {
    auto parsed = parse_time(text);
    if (!parsed) {
      lines_.push_back("next_release: `" + text + "` is not a time");
      return true;
    }
    if (parsed->offset_seconds) return parsed->local.seconds - *parsed->offset_seconds == came.seconds;
    LocalResolution meaning = from_local(print_.zone, parsed->local);
    return meaning.first == came || (meaning.kind == LocalResolution::Kind::repeated && meaning.second == came);
  }

  void release(const ExpectedRelease& one) {
    std::string what = "next_release " + one.address;
    const Allowance* allowance = find(what, one.address);
    if (!allowance) return;
    const auto& came = allowance->next_release;
    if (!came) {
      if (!one.never) differ(what, one.at.value_or(one.amount.value_or("one")), "null" + tally(*allowance));
      return;
    }
    std::string shown_release = words(came->amount) + " at " + local(came->at);
    if (one.never) return differ(what, "null", shown_release);
    if (one.at && !same_time(*one.at, came->at)) differ(what + " at", *one.at, shown_release);
    if (!one.amount) return;
    auto wanted = quantity(what, *one.amount);
    if (wanted && !equal(came->amount, *wanted)) differ(what + " amount", *one.amount, shown_release);
  }

  const Expectation& expected_;
  const Document& document_;
  const PolicyContext& context_;
  const PrintContext& print_;
  std::vector<std::string> lines_;
};

std::vector<std::string> refused(const Expectation& expected, const std::vector<InputError>& errors) {
  bool as_expected = expected.error && std::any_of(errors.begin(), errors.end(), [&expected](const InputError& one) { return one.code == *expected.error; });
  if (as_expected) return {};
  std::vector<std::string> lines;
  std::string wanted = expected.error ? *expected.error : expected.verdict ? spelling(*expected.verdict) : "a decision";
  lines.push_back("expected " + wanted + ", came a bad request:");
  for (const InputError& one : errors) lines.push_back("  " + to_text(one, ""));
  return lines;
}

std::vector<std::string> own_errors(const Case& one) {
  std::vector<std::string> lines;
  for (const InputError& error : one.errors) lines.push_back(to_text(error, ""));
  return lines;
}

}  // namespace

std::vector<std::string> differences(const Expectation& expected, const Document& document, const PolicyContext& context, const PrintContext& print) {
  if (expected.error) return {"expected the bad request " + *expected.error + ", came a decision: " + spelling(document.verdict)};
  return Comparison(expected, document, context, print).run();
}

CaseResult run_case(const Case& one, const RequestReader& reader, PrintContext print, const Judge& judge) {
  CaseResult result;
  if (!one.errors.empty()) {
    result.outcome = one.errors;
    result.differences = own_errors(one);
    return result;
  }
  RequestOrErrors read = read_complete_request(one.request, reader);
  if (const auto* request = std::get_if<Request>(&read)) {
    print.zone = reader.context().zones[request->event.zone];
    result.outcome = judge_both_readings(*request, *reader.context().schema, judge);
  } else {
    result.outcome = std::get<std::vector<InputError>>(std::move(read));
  }
  if (const auto* errors = std::get_if<std::vector<InputError>>(&result.outcome))
    result.differences = refused(one.expect, *errors);
  else
    result.differences = differences(one.expect, std::get<Document>(result.outcome), reader.context(), print);
  return result;
}

}  // namespace leaflaw
