#include "runtime/decision/both_readings.h"

#include <algorithm>
#include <set>

namespace leaflaw {

namespace {

// The request with one meaning for every repeated time. Entries take the second only where that is not after the event.
Request reading(const Request& request, const Schema& schema, bool second_event, bool second_entries) {
  Request one = request;
  FactId time = schema.with(Role::event_time);
  auto settle = [time](Record& record, bool second) {
    if (record.at_other && second) record.at = *record.at_other;
    record.at_other.reset();
    if (time < record.facts.size()) record.facts[time].number = Ratio(record.at.seconds);
  };
  settle(one.event, second_event);
  for (Record& entry : one.history.entries) settle(entry, second_entries && entry.at_other && *entry.at_other <= one.event.at);
  return one;
}

bool repeated_in_history(const Request& request) {
  const auto& entries = request.history.entries;
  return std::any_of(entries.begin(), entries.end(), [](const Record& entry) { return entry.at_other.has_value(); });
}

// The extremes: tallies of entries read partly this way, partly that way lie between them.
std::vector<Request> readings(const Request& request, const Schema& schema) {
  bool of_entries = repeated_in_history(request);
  std::vector<Request> all;
  for (bool second_event : {false, true}) {
    if (second_event && !request.event.at_other) continue;
    all.push_back(reading(request, schema, second_event, false));
    if (of_entries) all.push_back(reading(request, schema, second_event, true));
  }
  return all;
}

const Finding* find(const std::vector<Finding>& all, const std::string& rule) {
  auto found = std::find_if(all.begin(), all.end(), [&rule](const Finding& one) { return one.rule == rule; });
  return found == all.end() ? nullptr : &*found;
}

// Keeps in `kept` what stands in every document; the rest is what the time decides.
void keep_common(std::vector<Finding>& kept, const std::vector<Finding>& other, std::set<std::string>& undecided) {
  for (const Finding& one : other)
    if (!find(kept, one.rule)) undecided.insert(std::string(one.rule.substr(0, one.rule.find('['))));
  std::erase_if(kept, [&](const Finding& one) {
    bool gone = !find(other, one.rule);
    if (gone) undecided.insert(one.rule.substr(0, one.rule.find('[')));
    return gone;
  });
}

void widen(Figure& figure, const Figure& other) {
  if (other.low < figure.low) figure.low = other.low;
  if (!other.high)
    figure.high.reset();
  else if (figure.high && *figure.high < *other.high)
    figure.high = other.high;
}

void widen(std::optional<Figure>& figure, const std::optional<Figure>& other) {
  if (figure && other)
    widen(*figure, *other);
  else
    figure.reset();
}

void widen(Allowance& allowance, const Allowance& other) {
  widen(allowance.cap, other.cap);
  widen(allowance.used_before, other.used_before);
  widen(allowance.this_event, other.this_event);
  widen(allowance.remaining_before, other.remaining_before);
  widen(allowance.remaining_after, other.remaining_after);
  bool same_release = allowance.next_release && other.next_release && allowance.next_release->at == other.next_release->at &&
                      allowance.next_release->amount == other.next_release->amount;
  if (!same_release) allowance.next_release.reset();
}

void widen(std::vector<Allowance>& allowances, const std::vector<Allowance>& others) {
  std::erase_if(allowances, [&others](Allowance& one) {
    for (const Allowance& other : others)
      if (other.limit == one.limit && other.key == one.key) {
        widen(one, other);
        return false;
      }
    return true;
  });
}

Document undecided_by_time(const std::vector<Document>& all, const Schema& schema) {
  Document document = all.front();
  std::set<std::string> undecided;
  for (const Document& other : all) {
    keep_common(document.violations, other.violations, undecided);
    keep_common(document.referrals, other.referrals, undecided);
    widen(document.allowances, other.allowances);
    for (const Missing& missing : other.missing) {
      undecided.insert(missing.needed_by.begin(), missing.needed_by.end());
      auto same = [&missing](const Missing& one) { return one.fact == missing.fact; };
      if (std::none_of(document.missing.begin(), document.missing.end(), same)) document.missing.push_back(missing);
    }
  }
  document.verdict = Verdict::incomplete;
  document.remedies.clear();
  Missing time;
  FactId id = schema.with(Role::event_time);
  if (id != no_fact) time.fact = schema.facts[id].name;
  for (const std::string& rule : document.applied)
    if (undecided.erase(rule) > 0) time.needed_by.push_back(rule);
  time.needed_by.insert(time.needed_by.end(), undecided.begin(), undecided.end());
  std::erase_if(document.missing, [&time](const Missing& one) { return one.fact == time.fact; });
  document.missing.insert(document.missing.begin(), std::move(time));
  return document;
}

}  // namespace

DocumentOrErrors judge_both_readings(const Request& request, const Schema& schema, const Judge& judge) {
  if (!request.event.at_other && !repeated_in_history(request)) return judge(request);
  std::vector<Document> documents;
  for (const Request& one : readings(request, schema)) {
    DocumentOrErrors result = judge(one);
    if (std::holds_alternative<std::vector<InputError>>(result)) return result;
    documents.push_back(std::get<Document>(std::move(result)));
  }
  bool agree = std::all_of(documents.begin(), documents.end(), [&](const Document& one) { return one.verdict == documents.front().verdict; });
  return agree ? documents.front() : undecided_by_time(documents, schema);
}

}  // namespace leaflaw
