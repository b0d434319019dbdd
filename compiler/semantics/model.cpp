#include "compiler/semantics/model.h"

#include <algorithm>

namespace leaflaw::model {

const char* spelling(Confidence confidence) {
  switch (confidence) {
    case Confidence::primary: return "primary";
    case Confidence::secondary: return "secondary";
    case Confidence::unverified: return "unverified";
  }
  return "unverified";
}

namespace {

void add_days(std::vector<Date>& days, Date from, const std::optional<Date>& through) {
  days.push_back(from);
  if (through) days.push_back(day_after(*through));
}

template <typename Part>
void add_parts(std::vector<Date>& days, const std::vector<Part>& parts) {
  for (const Part& part : parts)
    for (const auto& version : part.versions) add_days(days, version.from, version.through);
}

}  // namespace

std::vector<Date> Policy::periods() const {
  std::vector<Date> days{covers_from};
  add_parts(days, measures);
  add_parts(days, classes);
  add_parts(days, tables);
  add_parts(days, rules);
  for (const Rule& rule : rules)
    for (const RuleVersion& version : rule.versions) {
      if (version.enforced_from) days.push_back(*version.enforced_from);
      for (const Body& body : version.bodies) add_days(days, body.from, body.through);
    }
  std::erase_if(days, [&](Date day) { return day < covers_from || day > last_date; });
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

const std::string& Policy::value_name(std::uint16_t domain, unsigned index) const {
  return domain >= first_class ? classes[domain - first_class].values[index] : schema->enumerations[domain].values[index];
}

Outcome outcome_on(const RuleVersion& version, const Body& body, Date day) {
  const bool binds = body.outcome == Outcome::deny || body.outcome == Outcome::refer;
  return binds && version.enforced_from && day < *version.enforced_from ? Outcome::warn : body.outcome;
}

const RuleVersion* in_force(const Rule& rule, Date day) {
  for (const RuleVersion& version : rule.versions)
    if (version.from <= day && (!version.through || day <= *version.through)) return &version;
  return nullptr;
}

}  // namespace leaflaw::model
