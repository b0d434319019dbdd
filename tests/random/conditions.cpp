// Conditions of random policies.
#include "tests/random/writer.h"

namespace leaflaw::properties {

std::string Writer::event_test(Choices& c) {
  switch (c.below(30)) {
    case 1: return "customer is one of patient, caregiver";
    case 2: return "customer is not visitor";
    case 3: return c.pick({"customer.age is at least 21 years", "customer.age is above 20 years", "customer.age is under 65 years", "customer.age is at most 40 years"});
    case 4: return "customer.id.verified";
    case 5: return "customer.id.expires is today or later";
    case 6: return c.pick({"time is from 08:00 until 22:00", "time is from 20:00 until 02:00 next day", "time is from 10:00 until 00:00 next day"});
    case 7: return c.pick({"evidence includes second_id", "evidence includes any of visitor_form, second_id", "evidence includes visitor_form, second_id"});
    case 8: return "registry.status is unavailable";
    case 9: return c.pick({"channel is delivery", "channel is given", "channel is not given", "channel is not delivery", "channel is none of delivery, online"});
    case 10: return c.pick({"patient.orders is given", "patient.orders[smoking].amount is given", "patient.waiver.amount is not given"});
    case 11: return "patient.registration.status is active";
    case 12: return "patient.home_state is CO";
    case 13: return "store.endorsements includes medical";
    case 14: return std::string(c.pick({"some", "every", "no"})) + " item has " + item_test(c);
    case 15: return "today is from 2021-06-01 through 2023-06-30";
    case 16: return "customer.age is between 21 years and 65 years";
    case 17: return "customer.age is at least 18 years and under 21 years";
    case 18: return c.pick({"patient.registration.since is before 2022-01-01", "patient.registration.since is after 2021-06-30", "patient.registration.since is on or before 2022-01-01",
                            "patient.registration.since is on or after 2022-03-01"});
    case 19: return c.pick({"patient.registration.since is within 30 days before today", "patient.registration.since is at least 90 days before today"});
    case 20: return "total of net_weight of items where (" + item_test(c) + ") is at most 28 g";
    case 21: return c.pick({"total of thc of items is above 100 mg THC", "total of quantity of items is at most 5 each"});
    case 22: return "whole years from patient.registration.since through today is at least 1 year";
    case 23: return "patient.certification.start is today or earlier";
    case 24: return "customer.age is exactly 30 years";
    case 25: return "receipt has 4 characters";
    case 26: if (!event_definitions_.empty()) return c.pick(event_definitions_); break;
    case 27:
    case 28: if (std::string test = figure_test(c); !test.empty()) return test; break;
    case 29: return c.pick({"patient.certification.start is from 2021-01-01 through 2022-06-30", "30 days before today is after patient.registration.since",
                            "10 days after patient.registration.since is on or before today", "patient.certification.expires - today is at least 10 days"});
    default: break;
  }
  return c.pick({"customer is adult", "customer is patient", "customer is one of adult, visitor"});
}

std::string Writer::figure_test(Choices& c) {
  std::vector<const LimitPart*> readable;
  if (!may_read_limits_) return {};
  for (const LimitPart& limit : limits_)
    if (!limit.meter.empty()) readable.push_back(&limit);
  if (readable.empty()) return {};
  const LimitPart& limit = *c.pick(readable);
  switch (c.below(5)) {
    case 1: return limit.meter + ".used is at least " + constant(c, limit.kind);
    case 2: return limit.meter + ".this is above 0 " + unit_of(limit.kind);
    case 3: return limit.meter + ".remaining is at most " + constant(c, limit.kind);
    case 4: return limit.id + ".met";
    default: return limit.meter + ".met";
  }
}

std::string Writer::key_test(Choices& c) {
  std::vector<const LimitPart*> keyed;
  for (const LimitPart& limit : limits_)
    if (limit.key_class >= 0 && !limit.meter.empty()) keyed.push_back(&limit);
  if (keyed.empty()) return {};
  const LimitPart& limit = *c.pick(keyed);
  switch (c.below(6)) {
    case 1: return limit.meter + ".used is at most " + constant(c, limit.kind);
    case 2: return limit.meter + ".this is above 0 " + unit_of(limit.kind);
    case 3: return limit.meter + ".remaining is at least " + constant(c, limit.kind);
    default: return limit.meter + ".met";
  }
}

std::string Writer::item_test(Choices& c) {
  switch (c.below(20)) {
    case 1: return "category is none of " + categories(c);
    case 2: return c.pick({"net_weight is at most 3.5 g", "net_weight is above 1 oz", "net_weight is at least 7 g and at most 28 g", "net_weight is under 2.5 g"});
    case 3: return c.pick({"thc is at most 100 mg THC", "thc_per_package is at most 100 mg THC", "thc_per_serving is at most 10 mg THC"});
    case 4: return c.pick({"origin is hemp", "origin is not hemp", "origin is given"});
    case 5: return c.pick({"pieces is given", "pieces is at least 10", "pieces is not given"});
    case 6: return c.pick({"test.status is passed", "test.status is one of passed, retest_passed"});
    case 7: return c.pick({"package.tag has 24 characters", "package.tag has 4 characters"});
    case 8: return c.pick({"label.warnings includes pregnancy", "label.warnings includes any of pregnancy, driving"});
    case 9: return "test.expires is today or later";
    case 10: return c.pick({"price is at most 100 USD", "price is above 10 USD"});
    case 11: return c.pick({"packaging.opaque", "not packaging.child_resistant", "intoxicating"});
    case 12: return c.pick({"total_thc_percent is at most 23 %", "total_thc_percent is above 23 % and at most 35 %"});
    case 13:
      if (!classes_.empty()) {
        const ClassPart& of = c.pick(classes_);
        return of.id + (c.chance(50) ? " is " : " is not ") + c.pick(of.values);
      }
      break;
    case 14: if (!item_definitions_.empty()) return c.pick(item_definitions_); break;
    case 15:
      for (const MeasurePart& measure : measures_)
        if (measure.kind != Kind::own || own_unit_) return measure.id + " is at most " + constant(c, measure.kind);
      break;
    case 16: return event_test(c);
    case 17: return c.pick({"route is smoking", "route is one of oral, edible"});
    default: break;
  }
  return c.chance(50) ? "category is one of " + categories(c) : std::string("category is ") + c.pick({"flower", "edible", "concentrate"});
}

std::string Writer::joined(Choices& c, int depth, bool item) {
  auto part = [&] { return item ? item_condition(c, depth - 1) : event_condition(c, depth - 1); };
  const char* word = c.pick({" and ", " or "});
  std::string text = "(" + part() + word + part();
  if (c.chance(20)) text += word + part();
  return text + ")";
}

std::string Writer::event_condition(Choices& c, int depth) {
  if (depth > 0 && c.chance(35)) return joined(c, depth, false);
  if (c.chance(12)) return "not (" + event_test(c) + ")";
  return event_test(c);
}

std::string Writer::item_condition(Choices& c, int depth) {
  if (depth > 0 && c.chance(35)) return joined(c, depth, true);
  if (c.chance(12)) return "not (" + item_test(c) + ")";
  return item_test(c);
}

}  // namespace leaflaw::properties
