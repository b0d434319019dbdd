#include "runtime/decision/standing.h"

namespace leaflaw {

Finding not_covered(NotCovered why, const std::string& policy) {
  Finding finding;
  finding.rule = "not-covered";
  finding.layer = policy;
  finding.title = "Not covered";
  switch (why) {
    case NotCovered::event_kind: finding.message = "The policy does not cover this kind of event."; break;
    case NotCovered::date: finding.message = "The policy does not cover this date."; break;
    case NotCovered::person: finding.message = "No eligibility rule of the policy covers this customer."; break;
  }
  return finding;
}

Finding later_than(Date as_of, const std::string& policy) {
  Finding finding;
  finding.rule = "as-of";
  finding.layer = policy;
  finding.title = "Later than the policy's date";
  finding.message = "The law is written down as of " + to_string(as_of) + "; later changes are not in it.";
  return finding;
}

std::string not_before(const std::string& first_day) { return "Not lawful before " + first_day + "."; }

const char* spelling(WindowKind kind) {
  switch (kind) {
    case WindowKind::transaction: return "transaction";
    case WindowKind::calendar_day: return "calendar-day";
    case WindowKind::calendar_week: return "calendar-week";
    case WindowKind::calendar_month: return "calendar-month";
    case WindowKind::rolling_days: return "days";
    case WindowKind::rolling_hours: return "hours";
    case WindowKind::period: return "period";
    case WindowKind::since: return "since";
    case WindowKind::on_hand: return "on-hand";
  }
  return "";
}

std::string message_figure(const std::optional<Figure>& figure, const Unit* written, const UnitTable& units) {
  if (!figure) return "none";
  if (!figure->known()) return "unknown";
  if (figure->dimension == Dimension::age || figure->dimension == Dimension::count) return to_string(figure->low);
  Quantity quantity{figure->low, figure->dimension};
  return written ? print_quantity(quantity, *written, units) : print_in_base(quantity, units);
}

}  // namespace leaflaw
