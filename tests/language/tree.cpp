// Text -> tree: what each form of the language becomes.
#include <catch2/catch.hpp>
#include <string>

#include "compiler/syntax/parse.h"

namespace {

using namespace leaflaw;
using ast::Clause;
using ast::Condition;
using ast::Declaration;
using ast::Expr;

struct Parsed {
  Sources sources;
  Diagnostics diagnostics;
  ast::File file;

  explicit Parsed(std::string text) {
    bool usable = true;
    const FileId id = sources.add("test.leaf", std::move(text), diagnostics, usable);
    if (usable) file = parse(sources, id, diagnostics);
    diagnostics.sort();
  }
  [[nodiscard]] const Declaration& only() const {
    INFO(print(diagnostics, sources, false));
    REQUIRE(diagnostics.all().empty());
    REQUIRE(file.declarations.size() == 1);
    return file.declarations[0];
  }
  [[nodiscard]] std::string_view text(Span span) const { return sources.text(span); }
};

// The clause of a rule that holds one condition or one expression.
const Condition& required(const Parsed& parsed) {
  REQUIRE(parsed.only().clauses.size() == 1);
  REQUIRE(parsed.only().clauses[0].condition != nullptr);
  return *parsed.only().clauses[0].condition;
}
Parsed rule(const std::string& condition) { return Parsed("rule r \"R\"\n  require " + condition + "\n"); }
Parsed limit(const std::string& cap) { return Parsed("limit l \"L\"\n  at most " + cap + "\n"); }
const Clause& cap(const Parsed& parsed) {
  REQUIRE(parsed.only().clauses.size() == 1);
  return parsed.only().clauses[0];
}

}  // namespace

TEST_CASE("a policy's header") {
  const Parsed parsed(
      "policy us-xx \"Xx\"\n  vocabulary retail 1\n  time zone America/New_York, or store.time_zone where given\n"
      "  regulator \"Board\"\n  state XX\n  covers sale, intake from 2022-03-01\n  as of 2024-12-27\n  as of 2025-01-01\n");
  const Declaration& policy = parsed.only();
  CHECK(policy.kind == Declaration::Kind::policy);
  CHECK(policy.name.text == "us-xx");
  CHECK(policy.title->value == "Xx");
  CHECK(parsed.text(policy.head) == "policy us-xx");
  const ast::PolicyHeader& header = policy.header;
  CHECK(header.vocabulary.text == "retail");
  CHECK(header.vocabulary_version == "1");
  CHECK(header.zone->text == "America/New_York");
  CHECK(header.zone_fact->text() == "store.time_zone");
  CHECK(header.regulator->value == "Board");
  CHECK(header.state->text == "XX");
  REQUIRE(header.covers.size() == 2);
  CHECK(header.covers[1].text == "intake");
  CHECK(header.covers_from->date == from_civil({2022, 3, 1}));
  CHECK(header.as_of->date == from_civil({2024, 12, 27}));
  REQUIRE(header.repeated.size() == 1);
  CHECK(parsed.text(header.repeated[0]) == "as of 2025-01-01");
}

TEST_CASE("units are spelled with single blanks") {
  CHECK(Parsed("unit fl   oz is 29.5735 ml").only().name.text == "fl oz");
  CHECK(cap(limit("100   mg\n THC")).expr->quantity.unit == "mg THC");
  CHECK(cap(limit("50 mg THC a   day")).expr->quantity.unit == "mg THC a day");
  CHECK(cap(limit("3 %")).expr->quantity.unit == "%");
  CHECK(cap(limit("3 each")).expr->quantity.unit == "each");
  CHECK(cap(limit("1 unit in one transaction")).expr->quantity.unit == "unit");
  const Parsed bare = limit("40");
  CHECK(cap(bare).expr->quantity.unit.empty());
  CHECK(cap(bare).expr->quantity.number.value == Ratio(40));
  CHECK(cap(limit("350/283 oz")).expr->quantity.number.value == Ratio::of(350, 283));
}

TEST_CASE("sums, products and conversions") {
  const Parsed difference = limit("a.b - 3 g + c");
  const Expr& sum = *cap(difference).expr;
  REQUIRE(sum.kind == Expr::Kind::add);
  CHECK(sum.args[0]->kind == Expr::Kind::subtract);   // leans to the left
  CHECK(difference.text(sum.args[0]->span) == "a.b - 3 g");

  const Parsed per = limit("(x - today) per 1 day as 2 day-unit as g times 3 divided by 4");
  const Expr* expr = cap(per).expr.get();
  REQUIRE(expr->kind == Expr::Kind::divide);
  REQUIRE(expr->args[0]->kind == Expr::Kind::multiply);
  REQUIRE(expr->args[0]->args[0]->kind == Expr::Kind::as_unit);
  CHECK(expr->args[0]->args[0]->quantity.unit == "g");
  const Expr& conversion = *expr->args[0]->args[0]->args[0];
  REQUIRE(conversion.kind == Expr::Kind::per_as);
  CHECK(conversion.quantity.unit == "day");
  CHECK(conversion.quantity2.unit == "day-unit");
  CHECK(conversion.quantity2.number.value == Ratio(2));
  CHECK(conversion.args[0]->kind == Expr::Kind::subtract);

  const Parsed twice = limit("x per 1 g as 2 g per 3 g as 4 g");
  REQUIRE(cap(twice).expr->kind == Expr::Kind::per_as);
  CHECK(cap(twice).expr->quantity.number.value == Ratio(3));
  CHECK(cap(twice).expr->args[0]->quantity2.number.value == Ratio(2));
}

TEST_CASE("the other amounts") {
  const Parsed least = limit("least of (2.5 oz, patient.orders[smoking].amount if given) in any 35 days");
  const Expr& choice = *cap(least).expr;
  REQUIRE(choice.kind == Expr::Kind::least);
  CHECK(choice.if_given == std::vector<bool>{false, true});
  REQUIRE(choice.args[1]->path.steps.size() == 3);
  CHECK(choice.args[1]->path.steps[1].key->text == "smoking");
  CHECK(choice.args[1]->path.text() == "patient.orders[smoking].amount");
  CHECK(cap(limit("clamp of (1 g, 2 g, 3 g)")).expr->args.size() == 3);
  CHECK(cap(limit("10 % of limit-x")).expr->kind == Expr::Kind::share_of);
  CHECK(cap(limit("3 times the cap")).expr->args[1]->kind == Expr::Kind::the_cap);
  const Parsed total = limit("total of thc of items where (category is edible)");
  CHECK(cap(total).expr->kind == Expr::Kind::total);
  CHECK(cap(total).expr->conditions.size() == 1);
  CHECK(cap(limit("whole years from a through today")).expr->kind == Expr::Kind::whole_years);
  CHECK(cap(limit("total")).expr->kind == Expr::Kind::path);   // words of the language may be names elsewhere
}

TEST_CASE("windows") {
  CHECK(cap(limit("1 g in one transaction")).window->kind == ast::Window::Kind::transaction);
  const Parsed week = limit("1 g in each calendar week from monday starting at 04:30");
  CHECK(cap(week).window->kind == ast::Window::Kind::calendar_week);
  CHECK(cap(week).window->weekday->text == "monday");
  CHECK(cap(week).window->start_seconds == 4 * 3600 + 30 * 60);
  CHECK(cap(limit("1 g in each calendar month")).window->kind == ast::Window::Kind::calendar_month);
  CHECK(cap(limit("1 g in any 24 hours")).window->kind == ast::Window::Kind::rolling_hours);
  const Parsed period = limit("45 day-unit in each period of 45 days from patient.start, 2 periods");
  CHECK(cap(period).window->kind == ast::Window::Kind::period);
  CHECK(cap(period).window->length.value == Ratio(45));
  CHECK(cap(period).window->periods->value == Ratio(2));
  CHECK(cap(limit("1 g since patient.start")).window->anchor->kind == Expr::Kind::path);
  CHECK_FALSE(cap(limit("1 g")).window.has_value());
}

TEST_CASE("conditions") {
  using Kind = Condition::Kind;
  CHECK(required(rule("a.b is given")).kind == Kind::given);
  CHECK(required(rule("a.b is not given")).kind == Kind::not_given);
  const Parsed is_not = rule("customer is not visitor");
  CHECK(required(is_not).kind == Kind::is_one_of);
  CHECK(required(is_not).negated);
  const Parsed one_of = rule("x is one of a, \"B c\", none");
  REQUIRE(required(one_of).values.size() == 3);
  CHECK(required(one_of).values[1].text == "B c");
  CHECK(required(one_of).quoted == std::vector<bool>{false, true, false});
  CHECK(required(rule("x is none of a")).negated);
  const Parsed two = rule("x is above 23 % and at most 35 %");
  CHECK(required(two).kind == Kind::compares);
  CHECK(required(two).op == ast::Comparison::above);
  CHECK(required(two).op2 == ast::Comparison::at_most);
  CHECK(required(two).right2->quantity.number.value == Ratio(35));
  CHECK(required(rule("x is between 1 and 2")).kind == Kind::between);
  CHECK(required(rule("d is today or later")).kind == Kind::today_or_later);
  CHECK(required(rule("d is today or earlier")).kind == Kind::today_or_earlier);
  CHECK(required(rule("d is on or before 2024-01-01")).kind == Kind::on_or_before);
  CHECK(required(rule("d is after 90 days before today")).right->kind == Expr::Kind::before);
  CHECK(required(rule("today is from a through b")).kind == Kind::from_through);
  CHECK(required(rule("d is within 30 days before today")).kind == Kind::within_before);
  const Parsed hours = rule("time is from 08:00 until 02:00 next day");
  CHECK(required(hours).from_seconds == 8 * 3600);
  CHECK(required(hours).until_seconds == 2 * 3600);
  CHECK(required(hours).next_day);
  CHECK(required(rule("time is from 00:00 until 24:00")).until_seconds == 86400);
  const Parsed includes = rule("evidence includes any of a, b");
  CHECK(required(includes).any);
  CHECK(required(includes).values.size() == 2);
  CHECK_FALSE(required(rule("evidence includes any")).any);
  CHECK(required(rule("package.tag has 24 characters")).number.value == Ratio(24));
  CHECK(required(rule("some item has (a is b)")).kind == Kind::some_item);
  CHECK(required(rule("no item has not a")).kind == Kind::no_item);
  CHECK(required(rule("every item has a")).kind == Kind::every_item);
  const Parsed groups = rule("(a or b) and not c and d is e");
  CHECK(required(groups).kind == Kind::both);
  REQUIRE(required(groups).args.size() == 3);
  CHECK(required(groups).args[0]->kind == Kind::either);
  CHECK(required(groups).args[1]->kind == Kind::negation);
  CHECK(required(rule("customer.verified")).kind == Kind::truth);
}

TEST_CASE("the clauses of a limit") {
  const Parsed parsed(
      "limit l \"L\" cite \"Law\" confidence primary reading \"open\" topic t effective from 2020-01-01 through 2021-01-01 enforced from 2020-02-01\n"
      "followed by a, b before that no sale applies to sale, intake when x is y, for each item where z\n"
      "counts thc of items where c is d, separately for each route at most 1 g for patient tallied by state\n"
      "counting purchases from 2022-03-01 on each as of its own date without history, judge the transaction alone\n"
      "otherwise refer \"no\" also duty \"call\"");
  const Declaration& declaration = parsed.only();
  std::vector<std::string> heads;
  for (const Clause& clause : declaration.clauses) heads.emplace_back(parsed.text(clause.head));
  CHECK(heads == std::vector<std::string>{"cite", "confidence", "reading", "topic", "effective", "enforced from", "followed by", "before that", "applies to",
                                          "counts", "at most", "for", "tallied by", "counting", "each as of its own date",
                                          "without history, judge the transaction alone", "otherwise refer", "also duty"});
  const Clause& applies = declaration.clauses[8];
  CHECK(applies.names.size() == 2);
  CHECK(applies.condition != nullptr);
  CHECK(applies.for_each_item);
  CHECK(applies.item_condition != nullptr);
  const Clause& counts = declaration.clauses[9];
  CHECK(counts.of_items);
  CHECK(counts.item_condition != nullptr);
  CHECK(counts.names[0].text == "route");
  CHECK(declaration.clauses[7].names[0].text == "sale");
  CHECK(declaration.clauses[4].through->date == from_civil({2021, 1, 1}));
  CHECK(declaration.clauses[13].names[0].text == "purchases");
  CHECK(declaration.clauses[16].outcome == Clause::Outcome::refer);
}

TEST_CASE("clauses with conditions only in part") {
  const Parsed all(std::string("rule r \"R\" applies to sale for each item"));
  CHECK(all.only().clauses[0].for_each_item);
  CHECK(all.only().clauses[0].item_condition == nullptr);
  const Parsed where(std::string("rule r \"R\" applies to sale, for each item where a is b"));
  CHECK(where.only().clauses[0].condition == nullptr);
  CHECK(where.only().clauses[0].item_condition != nullptr);
  CHECK(Parsed("rule r \"R\" before that nothing").only().clauses[0].names.empty());
}

TEST_CASE("rows, classes, tables") {
  const Parsed parsed(
      "measure m in day-unit counts each item a, b where x is above 23 %: w per 1 g as 2 day-unit where z: nothing c: unknown\n"
      "d: (v, or w where v is not given) anything else: unknown rounded up to a whole day-unit per package, except a, b");
  const Declaration& measure = parsed.only();
  CHECK(measure.unit == "day-unit");
  REQUIRE(measure.clauses.size() == 2);
  const auto& rows = measure.clauses[0].rows;
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].names.size() == 2);
  CHECK(rows[0].condition != nullptr);
  CHECK(parsed.text(rows[0].head_span) == "a, b where x is above 23 %");
  CHECK(rows[1].names.empty());
  CHECK(rows[1].value->kind == Expr::Kind::nothing);
  CHECK(rows[2].value->kind == Expr::Kind::unknown);
  CHECK(rows[3].value->kind == Expr::Kind::alternatives);
  CHECK(rows[4].anything_else);
  CHECK(measure.clauses[1].rounding == Clause::Rounding::up);
  CHECK(measure.clauses[1].per_package);
  CHECK(measure.clauses[1].names.size() == 2);

  const Parsed table("table cap \"Caps\" cite \"Law\" route by kind: cap, days a, b by adult: 1 g, 2 days anything else by anything else: 3 g, 4 days");
  CHECK(table.only().keys.size() == 2);
  CHECK(table.only().columns.size() == 2);
  REQUIRE(table.only().table_rows.size() == 2);
  CHECK(table.only().table_rows[0].keys[0].size() == 2);
  CHECK(table.only().table_rows[0].values.size() == 2);
  CHECK(table.only().table_rows[1].anything_else == std::vector<bool>{true, true});

  CHECK(Parsed("class c of each item a: x b where y: none").only().rows.size() == 2);
}

TEST_CASE("a unit at the end of a row is not the head of the next") {
  const Parsed parsed("measure m in g counts each item a: w per 8 g as 1 oz b: w per 1 g as 2 oz c, d: nothing");
  REQUIRE(parsed.only().clauses[0].rows.size() == 3);
  CHECK(parsed.only().clauses[0].rows[0].value->quantity2.unit == "oz");
}

TEST_CASE("a vocabulary") {
  const Parsed parsed(
      "vocabulary retail 1 \"Retail\"\nenumeration event is sale role purchase, America/Chicago, none\n"
      "fact at is instant, required, role event-time\nfact customer.kind is one of kind, required, stands for customer\n"
      "fact patient.orders[key].limit is quantity, optional\nfact item.class is set of kind, input only, role a, role b\n"
      "fact patient.daily_dose is mass THC a day, required\nderive item.thc as item.quantity times item.thc_per_unit, within 1 %\n"
      "derive item.ok as item.a is b where item.c is given\nsame patient.age as customer.age where customer is patient\n");
  REQUIRE(parsed.diagnostics.all().empty());
  const auto& all = parsed.file.declarations;
  REQUIRE(all.size() == 10);
  CHECK(all[0].version == "1");
  CHECK(all[1].values[1].text == "America/Chicago");
  REQUIRE(all[1].value_roles.size() == 3);
  CHECK(all[1].value_roles[0]->text == "purchase");
  CHECK_FALSE(all[1].value_roles[2].has_value());
  CHECK(all[2].fact.path.text() == "at");
  CHECK(all[2].fact.roles[0].text == "event-time");
  CHECK(all[3].fact.type == ast::FactDeclaration::Type::enumeration);
  CHECK(all[3].fact.stands_for->text == "customer");
  CHECK(all[4].name.text == "patient.orders[key].limit");
  CHECK(all[5].fact.input_only);
  CHECK(all[5].fact.roles.size() == 2);
  CHECK(all[6].fact.type_name == "mass THC a day");
  CHECK(all[7].expr->kind == Expr::Kind::multiply);
  CHECK(all[7].tolerance->unit == "%");
  CHECK(all[8].condition->kind == Condition::Kind::is_one_of);
  CHECK(all[8].where != nullptr);
  CHECK(all[9].source.text() == "customer.age");
}

TEST_CASE("a broken declaration is kept as far as it was understood") {
  const Parsed parsed(
      "measure m in\n  counts each item\n    a: b\n\nlimit l \"L\"\n  topic t\n  counts m by\n  at most 1 g\n\nfact a.b years\n\nrule r \"R\"\n  requires x is y\n");
  CHECK(parsed.diagnostics.all().size() == 4);
  const auto& all = parsed.file.declarations;
  REQUIRE(all.size() == 4);
  CHECK(all[0].name.text == "m");
  CHECK(all[0].broken);
  CHECK(all[1].broken);
  REQUIRE(all[1].clauses.size() == 3);   // the superfluous word is cut out
  CHECK(all[1].clauses[1].kind == Clause::Kind::counts);
  CHECK(all[1].clauses[2].kind == Clause::Kind::at_most);
  CHECK(all[2].fact.path.text() == "a.b");
  REQUIRE(all[3].clauses.size() == 1);   // the misspelled clause is understood
  CHECK(all[3].clauses[0].kind == Clause::Kind::require);
}
