// Declarations of random policies: each stands on what was declared before it.
#include "tests/random/writer.h"

namespace leaflaw::properties {

namespace {

const std::vector<std::string> version_dates = {"2021-07-01", "2022-03-13", "2022-11-06", "2023-01-01", "2024-02-29", "2024-07-01"};
constexpr int last_of_dates = 6;

std::string joined_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::string PolicyText::text() const {
  std::string all = header;
  for (const std::string& declaration : declarations) all += "\n" + declaration;
  return all;
}

Writer::Writer(const PolicyPlan& plan) {
  header(Choices(plan.header));
  for (const auto& numbers : plan.declarations) {
    Choices choices(numbers);
    declaration(choices);
  }
}

void Writer::header(Choices c) {
  out_.header = "policy random \"Random\"\n  vocabulary  retail 1\n  time zone   ";
  out_.header += c.pick({"America/Denver", "America/New_York", "America/Phoenix"});
  if (c.chance(30)) out_.header += ", or store.time_zone where given";
  out_.header += "\n  regulator   \"Nobody\"\n  state       CO\n  covers      sale, return, void, intake, receive from 2021-01-01\n  as of       ";
  out_.header += c.pick({"2030-01-01", "2024-01-01"});
  out_.header += std::string("\n\nunit oz is ") + c.pick({"28 g", "28.35 g", "28.349523125 g"}) + "\n  cite \"a scale\"  confidence secondary\n";
}

std::string Writer::source(Choices& c) {
  std::string text = "  cite        \"Rule 1\"  confidence " + std::string(c.pick({"primary", "secondary", "unverified"})) + "\n";
  if (c.chance(15)) text += "  reading     \"One way to read it.\"\n";
  return text;
}

std::string Writer::topic(Choices& c) {
  return "  topic       " + std::string(c.pick({"purchase-limit", "potency", "sale-conduct", "testing"})) + "\n";
}

std::string Writer::begin(Choices& c, int& last_version) {
  switch (c.below(6)) {
    case 1: last_version = 1; return "  effective   from " + version_dates[0] + "\n  before that nothing\n";
    case 2: last_version = 1; return "  effective   from " + version_dates[0] + "\n  before that no " + c.pick({"sale", "intake"}) + "\n";
    case 3: last_version = last_of_dates; return "  effective   through " + version_dates[4] + "\n";
    default: return {};
  }
}

// Some are enforced later than they hold: until then they only warn.
std::string Writer::enforced_unless_ended(Choices& c, int last_version) {
  if (last_version >= last_of_dates) return {};
  return c.chance(15) ? std::string("  enforced    from ") + c.pick({"2022-02-01", "2023-05-05", "2024-06-15"}) + "\n" : std::string();
}

std::string Writer::next_version(Choices& c, int& last_version) {
  if (last_version >= last_of_dates) return {};
  last_version += 1 + static_cast<int>(c.below(2));
  if (last_version > last_of_dates) last_version = last_of_dates;
  return "  effective   from " + version_dates[static_cast<std::size_t>(last_version) - 1] + "\n";
}

std::string Writer::applies(Choices& c, bool conditional) {
  std::string text = "  applies to  " + std::string(c.pick({"sale", "sale", "sale", "sale, intake", "sale, receive", "sale, return"}));
  if (conditional && c.chance(40)) text += " when " + event_condition(c);
  return text;
}

void Writer::declaration(Choices& c) {
  switch (c.below(20)) {
    case 1: case 2: return item_class(c);
    case 3: case 4: return measure(c);
    case 5: return table(c);
    case 6: return definition(c);
    case 7: case 8: return rule(c);
    case 9: return notice(c);
    case 10: case 11: return exception(c);
    case 12: return exception_to_exception(c);
    case 13: case 14: return amendment(c);
    case 15: return unit(c);
    default: return limit(c);
  }
}

void Writer::unit(Choices& c) {
  if (own_unit_) return limit(c);
  own_unit_ = true;
  put("unit share \"a share\"\n");
}

// ---- what lines are -------------------------------------------------------------------------------------------------------

std::string Writer::class_rows(Choices& c, const ClassPart& of, bool whole) {
  std::string rows;
  const std::vector<std::string> names = {"flower, preroll", "concentrate, vape", "edible, beverage", "topical"};
  for (const std::string& name : names) {
    if (!whole && c.chance(50)) continue;
    switch (c.below(4)) {
      case 1:
        rows += "  " + name + " where net_weight is at most 3.5 g:  " + c.pick(of.values) + "\n  " + name + " where net_weight is above 3.5 g:  " + c.pick(of.values) + "\n";
        break;
      case 2: rows += "  " + name + ":  none\n"; break;
      default: rows += "  " + name + ":  " + c.pick(of.values) + "\n";
    }
  }
  if (rows.empty()) rows = "  flower, preroll:  " + of.values.front() + "\n";
  if (whole) rows += "  anything else:  " + std::string(c.pick({"none", "unknown"})) + "\n";
  return rows;
}

void Writer::item_class(Choices& c) {
  ClassPart of;
  of.id = fresh("sort-");
  for (unsigned i = 0, n = 2 + c.below(3); i < n; ++i) of.values.push_back(of.id + "-" + std::string(1, static_cast<char>('a' + i)));
  std::string text = "class " + of.id + " of each item\n" + source(c);
  std::string rows = class_rows(c, of, true);
  std::vector<std::string> appearing;
  for (const std::string& value : of.values)
    if (rows.find(":  " + value + "\n") != std::string::npos) appearing.push_back(value);
  if (appearing.empty()) {
    rows = "  flower, preroll:  " + of.values[0] + "\n  anything else:  none\n";
    appearing = {of.values[0]};
  }
  of.values = appearing;
  put(text + rows);
  classes_.push_back(std::move(of));
}

void Writer::table(Choices& c) {
  if (classes_.empty()) return item_class(c);
  TablePart part;
  part.id = fresh("caps-");
  part.of_class = c.below(static_cast<unsigned>(classes_.size()));
  part.kind = c.chance(50) ? Kind::mass : Kind::thc;
  const ClassPart& of = classes_[part.of_class];
  std::string text = "table " + part.id + "\n" + source(c) + "  " + of.id + ":  cap\n";
  bool rest = c.chance(40);
  for (std::size_t i = 0; i < of.values.size(); ++i)
    if (i == 0 || !rest) text += "  " + of.values[i] + ":  " + constant(c, part.kind) + "\n";
  if (rest) text += "  anything else:  " + constant(c, part.kind) + "\n";
  put(text);
  tables_.push_back(part);
}

std::string Writer::measure_rows(Choices& c, Kind kind, bool whole) {
  std::string rows;
  for (const char* name : {"flower, preroll", "concentrate, vape", "edible", "beverage", "topical"}) {
    if (!whole && c.chance(50)) continue;
    const std::string head = std::string("    ") + name;
    switch (c.below(6)) {
      case 1:
        rows += head + " where thc is at most 100 mg THC:  " + item_amount(c, kind) + "\n" + head + " where thc is above 100 mg THC:  " + item_amount(c, kind) + "\n";
        break;
      case 2: rows += head + ":  nothing\n"; break;
      case 3: rows += head + ":  (" + item_amount(c, kind) + ", or " + item_amount(c, kind) + " where " + c.pick({"origin is hemp", "customer is patient", "pieces is given"}) + ")\n"; break;
      default: rows += head + ":  " + item_amount(c, kind) + "\n";
    }
  }
  if (rows.empty()) rows = "    flower, preroll:  " + item_amount(c, kind) + "\n";
  if (whole) rows += std::string("    accessory:  nothing\n    anything else:  ") + c.pick({"unknown", "nothing"}) + "\n";
  return rows;
}

void Writer::measure(Choices& c) {
  MeasurePart part;
  part.id = fresh("measure-");
  part.kind = static_cast<Kind>(c.below(own_unit_ ? 4 : 2));
  if (part.kind == Kind::count) part.kind = Kind::mass;
  std::string text = "measure " + part.id + " in " + unit_of(part.kind) + "\n" + source(c) + "  counts each item\n" + measure_rows(c, part.kind, true);
  const std::string whole = part.kind == Kind::own ? "share" : part.kind == Kind::mass ? "g" : "mg THC";
  switch (c.below(6)) {
    case 1: text += "  rounded up to a whole " + whole + " per package\n"; break;
    case 2: text += "  rounded up to a whole " + whole + " per package, except flower, preroll\n"; break;
    case 3: text += "  rounded up to a whole " + whole + "\n"; break;
    case 4: text += c.pick({"  rounded down to a whole ", "  rounded to a whole "}) + whole + "\n"; break;
    default: break;
  }
  put(text);
  measures_.push_back(part);
}

void Writer::definition(Choices& c) {
  std::string id = fresh("defined-");
  may_read_limits_ = false;
  if (c.chance(50)) {
    put("define " + id + " as " + item_condition(c) + "\n");
    item_definitions_.push_back(id);
  } else {
    put("define " + id + " as " + event_condition(c) + "\n");
    event_definitions_.push_back(id);
  }
  may_read_limits_ = true;
}

// ---- what is allowed -----------------------------------------------------------------------------------------------------------

void Writer::limit(Choices& c) {
  LimitPart part;
  part.id = fresh("limit-");
  std::string counted;
  const bool by_measure = !measures_.empty() && c.chance(50);
  if (by_measure) {
    const MeasurePart& measure = c.pick(measures_);
    part.kind = measure.kind;
    counted = measure.id;
  } else {
    part.kind = static_cast<Kind>(c.below(own_unit_ ? 4 : 3));
    counted = item_amount(c, part.kind);
  }
  if (!by_measure && c.chance(15)) counted = "(" + counted + ", or " + item_amount(c, part.kind) + " where " + item_test(c) + ")";
  const bool each_event = c.chance(8);
  if (each_event) part.kind = Kind::count;
  const bool keyed = !each_event && !classes_.empty() && c.chance(30);
  std::string which;
  if (keyed) part.key_class = static_cast<int>(c.below(static_cast<unsigned>(classes_.size())));
  // A record as the whole cap: then the limit asks for it.
  const std::string record = c.chance(12) ? record_of(c, part) : std::string();
  std::string text = "limit " + part.id + " \"A limit\"\n" + source(c) + "  topic       purchase-limit\n" + begin(c, part.last_version) + enforced_unless_ended(c, part.last_version) + applies(c, record.empty());
  if (!record.empty()) text += " when " + (record.starts_with("patient.orders[sort") ? std::string("patient.orders") : record) + " is given";
  text += "\n";
  if (keyed && classes_[static_cast<std::size_t>(part.key_class)].values.size() > 1 && c.chance(30)) which = classes_[static_cast<std::size_t>(part.key_class)].id + " is not " + classes_[static_cast<std::size_t>(part.key_class)].values.back();
  const bool conditional = which.empty() && !each_event && c.chance(40);   // a condition that may leave a key without a meter
  if (conditional) which = item_condition(c);
  if (!keyed) part.meter = part.id;
  else if (!conditional) part.meter = part.id + "[" + classes_[static_cast<std::size_t>(part.key_class)].values.front() + "]";
  if (each_event) counted = std::string("each ") + c.pick({"sale", "sale", "intake"});
  text += "  counts      " + counted;
  if (!which.empty()) text += " of items where " + which;
  if (keyed) text += ", separately for each " + classes_[static_cast<std::size_t>(part.key_class)].id;
  part.window = window(c, part.kind);
  text += "\n  at most     " + (record.empty() ? cap(c, part) : record) + "   " + part.window + "\n";
  if (c.chance(40)) text += "  for         patient\n";
  text += "  tallied by  " + std::string(c.pick({"store", "licensee", "state"})) + "\n";
  if (c.chance(20)) text += "  counting    purchases from 2021-09-15 on\n";
  if (c.chance(25)) text += std::string("  returns restore ") + c.pick({"when destroyed", "when destroyed", "nothing", "at once"}) + "\n";
  if (c.chance(20)) text += "  each as of its own date\n";
  if (c.chance(20)) text += "  without history, judge the transaction alone\n";
  if (c.chance(16)) text += beyond(c);
  part.can_be_read = !keyed;
  put(text);
  limits_.push_back(part);
}

std::string Writer::beyond(Choices& c) {
  return std::string("  beyond      ") + c.pick({"refer to manager", "refer \"Ask.\"", "warn", "warn \"Nearly.\"", "duty \"Tax it.\"", "nothing"}) + "\n";
}

void Writer::rule(Choices& c) {
  RulePart part;
  part.id = fresh("rule-");
  std::string text = "rule " + part.id + " \"A rule\"\n" + source(c);
  const bool eligibility = c.chance(30);
  text += eligibility ? "  topic       eligibility\n" : topic(c);
  text += begin(c, part.last_version) + enforced_unless_ended(c, part.last_version) + applies(c, true);
  part.per_item = !eligibility && c.chance(50);
  if (part.per_item) text += c.chance(50) ? ", for each item" : ", for each item where " + item_condition(c);
  // Three ways to be easy on the customer: random rules deny nearly everything.
  std::string require = part.per_item ? item_condition(c) : event_condition(c);
  if (c.chance(60)) require = require + " or " + (part.per_item ? "not (" + item_test(c) + ")" : "not (" + event_test(c) + ")");
  if (const std::string test = key_test(c); !test.empty() && c.chance(75)) require += " or " + test;
  text += "\n  require     " + require + "\n";
  switch (c.below(6)) {
    case 1: case 2: text += "  otherwise   refer \"" + message(c, part.per_item) + "\"\n"; break;
    case 3: text += "  otherwise   warn \"" + message(c, part.per_item) + "\"\n"; break;
    case 4: text += "  otherwise   deny \"" + message(c, part.per_item) + "\"\n"; break;
    default: break;
  }
  put(text);
  rules_.push_back(part);
}

void Writer::notice(Choices& c) {
  RulePart part;
  part.id = fresh("notice-");
  part.notice = true;
  part.per_item = c.chance(30);
  std::string text = std::string(c.pick({"duty ", "warning "})) + part.id + " \"A notice\"\n" + source(c) + "  topic       packaging\n" + begin(c, part.last_version) + applies(c, true);
  if (part.per_item) text += ", for each item where " + item_condition(c);
  put(text + "\n");
  rules_.push_back(part);
}

// ---- exceptions -------------------------------------------------------------------------------------------------------------------

void Writer::exception(Choices& c) {
  if (limits_.empty()) return limit(c);
  ExceptionPart part;
  part.id = fresh("exception-");
  const bool of_rule = !rules_.empty() && c.chance(40);
  part.to_limit = !of_rule;
  std::vector<std::string> targets;
  std::string body;
  if (of_rule) {
    part.target = c.below(static_cast<unsigned>(rules_.size()));
    const RulePart& rule = rules_[part.target];
    targets.push_back(rule.id);
    if (rule.notice || c.chance(40)) body = "  waived\n";
    else {
      body = "  require     " + (rule.per_item ? item_condition(c) : event_condition(c)) + "\n";
      if (c.chance(30)) body += std::string("  otherwise   ") + c.pick({"refer", "warn", "deny"}) + " \"Otherwise.\"\n";
    }
  } else {
    part.target = c.below(static_cast<unsigned>(limits_.size()));
    const LimitPart& limit = limits_[part.target];
    targets.push_back(limit.id);
    switch (c.below(5)) {
      case 1: body = "  waived\n"; break;
      case 2: body = "  at most     " + constant(c, limit.kind) + "   " + window(c, limit.kind) + "\n"; break;
      case 3: body = c.chance(50) ? "  without history, judge the transaction alone\n" : beyond(c); break;
      default: body = std::string("  at most     ") + c.pick({"3 times the cap", "the cap + the cap", "least of (the cap, 2 times the cap)"}) + "   " + limit.window + "\n";
    }
    if (body == "  waived\n" && c.chance(40))
      for (const LimitPart& other : limits_)
        if (other.id != limit.id) { targets.push_back(other.id); break; }
  }
  std::string text = "exception " + part.id + " to " + joined_names(targets) + " \"An exception\"\n" + source(c);
  if (c.chance(20)) text += c.pick({"  effective   from 2022-03-13\n", "  effective   from 2021-07-01 through 2023-06-30\n", "  effective   through 2023-01-01\n"});
  may_read_limits_ = of_rule;
  text += "  when        " + event_condition(c) + "\n" + body;
  may_read_limits_ = true;
  if (c.chance(20)) text += "  also duty   \"Write it down.\"\n";
  put(text);
  exceptions_.push_back(part);
}

void Writer::exception_to_exception(Choices& c) {
  if (exceptions_.empty()) return exception(c);
  const ExceptionPart target = c.pick(exceptions_);
  ExceptionPart part = target;
  part.id = fresh("exception-");
  std::string body = "  waived\n";
  if (target.to_limit && c.chance(60)) body = "  at most     " + constant(c, limits_[target.target].kind) + "   " + limits_[target.target].window + "\n";
  else if (!target.to_limit && !rules_[target.target].notice && c.chance(60))
    body = "  require     " + (rules_[target.target].per_item ? item_condition(c) : event_condition(c)) + "\n";
  may_read_limits_ = !target.to_limit;
  put("exception " + part.id + " to " + target.id + " \"An exception to an exception\"\n" + source(c) + "  when        " + event_condition(c) + "\n" + body);
  may_read_limits_ = true;
  exceptions_.push_back(part);
}

// ---- amendments -----------------------------------------------------------------------------------------------------------------

void Writer::amendment(Choices& c) {
  switch (c.below(4)) {
    case 1: if (!rules_.empty()) return amend_rule(c, rules_[c.below(static_cast<unsigned>(rules_.size()))]); break;
    case 2: if (!measures_.empty()) return amend_measure(c, measures_[c.below(static_cast<unsigned>(measures_.size()))]); break;
    case 3: if (!classes_.empty()) return amend_class(c, classes_[c.below(static_cast<unsigned>(classes_.size()))]); break;
    default: break;
  }
  if (limits_.empty()) return limit(c);
  amend_limit(c, limits_[c.below(static_cast<unsigned>(limits_.size()))]);
}

void Writer::amend_limit(Choices& c, LimitPart& limit) {
  const std::string effective = next_version(c, limit.last_version);
  if (effective.empty()) return this->limit(c);
  std::string text = "amendment to " + limit.id + " \"Amended\"\n" + source(c) + effective;
  if (c.chance(20)) text += "  applies to  sale\n";
  if (c.chance(70)) text += "  at most     " + constant(c, limit.kind) + "   " + (c.chance(50) ? limit.window : window(c, limit.kind)) + "\n";
  else text += "  tallied by  " + std::string(c.pick({"store", "state"})) + "\n";
  put(text);
}

void Writer::amend_rule(Choices& c, RulePart& rule) {
  const std::string effective = next_version(c, rule.last_version);
  if (effective.empty()) return this->rule(c);
  std::string text = "amendment to " + rule.id + " \"Amended\"\n" + source(c) + effective;
  if (rule.notice) text += "  applies to  sale" + std::string(rule.per_item ? ", for each item where " + item_condition(c) : "") + "\n";
  else text += "  require     " + (rule.per_item ? item_condition(c) : event_condition(c)) + "\n";
  put(text);
}

void Writer::amend_measure(Choices& c, MeasurePart& measure) {
  const std::string effective = next_version(c, measure.last_version);
  if (effective.empty()) return this->measure(c);
  std::string text = "amendment to " + measure.id + " \"Amended\"\n" + source(c) + effective;
  const unsigned form = c.below(3);
  if (form == 1) text += "  replaces all\n" + measure_rows(c, measure.kind, true);
  else if (form == 2) text += "  counts each item\n" + measure_rows(c, measure.kind, true);
  else text += "  replaces rows\n" + measure_rows(c, measure.kind, false);
  put(text);
}

void Writer::amend_class(Choices& c, ClassPart& of) {
  const std::string effective = next_version(c, of.last_version);
  if (effective.empty()) return item_class(c);
  put("amendment to " + of.id + " \"Amended\"\n" + source(c) + effective + "  replaces rows\n" + class_rows(c, of, false));
}

PolicyText write_policy(const PolicyPlan& plan) {
  Writer writer(plan);
  return writer.take();
}

}  // namespace leaflaw::properties
