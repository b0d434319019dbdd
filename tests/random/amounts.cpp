// Amounts, caps and windows of random policies.
#include "tests/random/writer.h"

namespace leaflaw::properties {

namespace {
const std::vector<std::string> used_categories = {"flower", "preroll", "concentrate", "edible", "beverage", "topical", "vape", "accessory"};
}

std::string Writer::unit_of(Kind kind) const {
  switch (kind) {
    case Kind::mass: return "g";
    case Kind::thc: return "mg THC";
    case Kind::count: return "each";
    case Kind::own: return "share";
  }
  return {};
}

std::string Writer::constant(Choices& c, Kind kind) {
  switch (kind) {
    case Kind::mass: return c.pick({"28 g", "1 oz", "2.5 oz", "7 g", "3.5 g", "0.5 oz", "1000 mg", "25/3 g"});
    case Kind::thc: return c.pick({"800 mg THC", "100 mg THC", "10 mg THC", "0.5 g THC", "250/3 mg THC"});
    case Kind::count: return c.pick({"4 each", "1 each", "10 each", "7/2 each"});
    case Kind::own: return c.pick({"10 share", "1 share", "45 share", "7/3 share"});
  }
  return {};
}

std::string Writer::categories(Choices& c, unsigned most) {
  std::string list;
  unsigned first = c.below(static_cast<unsigned>(used_categories.size())), count = 1 + c.below(most);
  for (unsigned i = 0; i < count; ++i) list += (i ? ", " : "") + used_categories[(first + i) % used_categories.size()];
  return list;
}

// What a line has of itself.
std::string Writer::plain_amount(Choices& c, Kind kind) {
  switch (kind) {
    case Kind::mass: return c.pick({"net_weight", "net_weight", "thc per 800 mg THC as 1 oz", "net_weight per 8 g as 1 oz", "cannabis_weight"});
    case Kind::thc: return c.pick({"thc", "thc", "net_weight per 1 g as 100 mg THC"});
    case Kind::count: return "quantity";
    case Kind::own: return c.pick({"net_weight per 2.835 g as 1 share", "thc per 110 mg THC as 1 share"});
  }
  return {};
}

std::string Writer::item_amount(Choices& c, Kind kind) {
  std::string plain = plain_amount(c, kind);
  if (kind == Kind::count) return c.chance(25) ? "2 times quantity" : plain;
  switch (c.below(9)) {
    case 1: return c.pick({"2", "0.5", "3/7"}) + std::string(" times (") + plain + ")";
    case 2: return c.pick({"50 % of (", "12.5 % of ("}) + plain + ")";
    case 3: return "least of (" + plain + ", " + constant(c, kind) + ")";
    case 4: return "greatest of (" + plain + ", " + constant(c, kind) + ")";
    case 5: return "clamp of (" + plain + ", 0 " + unit_of(kind) + ", " + constant(c, kind) + ")";
    case 6: return plain + " + " + plain_amount(c, kind);
    case 7: return "((" + plain + ") divided by 3)";   // the first name of the next row would be its unit
    default: return plain;
  }
}

std::string Writer::record_of(Choices& c, const LimitPart& limit) {
  if (limit.key_class >= 0) {
    ClassPart& of = classes_[static_cast<std::size_t>(limit.key_class)];
    if (!of.orders) of.orders = limit.kind;
    return *of.orders == limit.kind ? "patient.orders[" + of.id + "].amount" : std::string();
  }
  if (limit.kind == Kind::mass) return c.pick({"patient.waiver.amount", "patient.orders[smoking].amount"});
  return limit.kind == Kind::thc ? "patient.orders[edible].amount" : std::string();
}

std::string Writer::cap(Choices& c, const LimitPart& limit) {
  const std::string fixed = constant(c, limit.kind);
  if (limit.key_class >= 0)
    for (const TablePart& table : tables_)
      if (table.of_class == static_cast<std::size_t>(limit.key_class) && table.kind == limit.kind && c.chance(60))
        return table.id + "[" + classes_[table.of_class].id + "].cap";
  const std::string record = record_of(c, limit);
  switch (c.below(8)) {
    case 1: if (!record.empty()) return "least of (" + fixed + ", " + record + " if given)"; break;
    case 2: if (!record.empty()) return "greatest of (" + fixed + ", " + record + " if given)"; break;
    case 3: if (!record.empty()) return "greatest of (0 " + unit_of(limit.kind) + ", " + record + " if given)"; break;
    case 4: if (limit.kind == Kind::own) return "(patient.certification.expires - today) per 1 day as 1 share"; break;
    case 5:
      for (const LimitPart& other : limits_)
        if (other.can_be_read && other.kind == limit.kind && other.id != limit.id) return fixed + " + " + other.id + c.pick({".remaining", ".used", ".this", ".cap"});
      break;
    case 6: return fixed + " + " + constant(c, limit.kind);
    case 7: return c.pick({"2", "1/3"}) + std::string(" times ") + fixed;
    default: break;
  }
  return fixed;
}

std::string Writer::window(Choices& c, Kind kind) {
  switch (c.below(16)) {
    case 1: return "in each calendar day";
    case 2: return "in any 7 days";
    case 3: return "in any 30 days";
    case 4: return "in any 24 hours";
    case 5: return "in each calendar month";
    case 6: return std::string("in each calendar week from ") + c.pick({"monday", "sunday", "thursday"});
    case 7: return "in each calendar day starting at 04:00";
    case 8: return "in each period of 45 days from patient.certification.start, 2 periods";
    case 9: return "in each period of 14 days from 2021-01-01";
    case 10: return "since patient.certification.start";
    case 11: return "since 2022-01-01";
    case 12: return "in any 1 day";
    case 13: return "in each calendar month starting at 02:30";
    case 14: return "on hand, using " + constant(c, kind) + " each day";
    case 15:
      if (kind == Kind::thc) return "on hand, using patient.daily_dose each day";
      return "on hand, using 1/40 times " + constant(c, kind) + " each day";
    default: return "in one transaction";
  }
}

std::string Writer::message(Choices& c, bool item) {
  std::string text = c.pick({"Not like this.", "The customer is {customer.age}.", "Kind {customer.kind}, registered {patient.registration.status}.",
                             "Valid to {patient.registration.expires}, at {time}."});
  if (item && c.chance(50)) text += " {item.net_weight} of {item.category}.";
  if (!limits_.empty() && limits_.front().can_be_read && c.chance(30)) text += " Left: {" + limits_.front().id + ".remaining}.";
  return text;
}

}  // namespace leaflaw::properties
