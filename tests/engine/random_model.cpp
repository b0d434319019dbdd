#include "tests/engine/random_model.h"

#include <algorithm>

namespace tests {

using namespace model;

namespace {

const Date law_changes{19814};   // 2024-04-01
const Date law_begins{19700};

class Writer {
 public:
  Writer(Dice& dice, const TestSchema& test) : dice_(dice), test_(test) {
    policy_.id = policy_.context.id = "random";
    policy_.layers = {{"random", "Random", last_date}};
    policy_.schema = test.schema;
    policy_.covers = dice.chance(80) ? 15 : 13;
    policy_.covers_from = law_begins;
    policy_.as_of = Date{20000 - (dice.chance(20) ? 190 : 0)};
    policy_.zones = test_zones();
    for (const ZoneData& zone : policy_.zones) {
      policy_.context.zones.push_back(zone.view());
      policy_.context.zone_names.push_back(zone.name);
    }
    policy_.context.schema = test.schema.get();
  }

  Policy write() {
    declare_class();
    declare_measures();
    declare_table();
    int rules = 3 + dice_.below(5);
    for (int i = 0; i < rules; ++i) declare_rule(i);
    for (std::uint16_t i = 0; i < policy_.rules.size(); ++i) policy_.evaluation_order.push_back(i);
    return std::move(policy_);
  }

 private:
  // Where an expression stands.
  struct Place {
    bool item = false;
    bool key = false;              // a key is at hand
    bool classes = true;           // measures, classes and tables may be read
    std::uint16_t limits = 0;      // rules before this one: limits that may be read
  };

  ExprId add(Expr expr) {
    for (ExprId arg : expr.args)
      if (arg != no_expr && expr.op != Op::some_item && expr.op != Op::every_item && expr.op != Op::total_items)
        expr.item_scope = expr.item_scope || policy_.exprs[arg].item_scope;
    policy_.exprs.push_back(std::move(expr));
    return static_cast<ExprId>(policy_.exprs.size() - 1);
  }
  Expr expr(Op op, Type type, std::vector<ExprId> args = {}) {
    Expr made;
    made.op = op;
    made.type = type;
    made.args = std::move(args);
    made.dimension = type == Type::number ? Dimension::mass : Dimension::none;
    return made;
  }
  Ratio small() { return dice_.chance(70) ? Ratio(dice_.below(9)) : Ratio::of(1 + dice_.below(20), 1 + dice_.below(6)); }
  ExprId constant(const Ratio& value, Type type = Type::number) {
    Expr made = expr(Op::constant, type);
    made.number = value;
    return add(made);
  }

  // A fact, or a field of a map under a constant or computed key.
  Expr fact(Op op, Type type, FactId id, const Place& place) {
    Expr made = expr(op, type);
    const Fact& declared = test_.schema->facts[id];
    made.fact.fact = id;
    made.fact.map = declared.map;
    made.item_scope = declared.place == FactPlace::item || declared.place == FactPlace::item_map;
    if (declared.enumeration != no_index) made.domain = declared.enumeration;
    if (declared.map != no_index) key(made, place);
    return made;
  }
  void key(Expr& made, const Place& place) {
    if (dice_.chance(50)) made.fact.key = dice_.pick(test_.schema->enumerations[test_.categories].values);
    else made.fact.key_value = category_like(place);
    if (made.fact.key_value != no_expr) made.item_scope = made.item_scope || policy_.exprs[made.fact.key_value].item_scope;
  }
  // Values whose names are categories: the fact itself, the class, or the key at hand.
  ExprId category_like(const Place& place) {
    std::vector<int> choices{0};
    if (place.item) choices.push_back(1);
    if (place.item && place.classes) choices.push_back(2);
    if (place.key) choices = {3, 3, 0};
    Expr made;
    switch (dice_.pick(choices)) {
      case 1: made = fact(Op::fact_value, Type::value, test_.category, place); break;
      case 2:
        made = expr(Op::class_value, Type::value);
        made.index = 0;
        made.domain = first_class;
        made.item_scope = true;
        break;
      case 3:
        made = expr(Op::key_value, Type::value);
        made.domain = first_class;
        break;
      default:
        made = expr(Op::value_constant, Type::value);
        made.domain = test_.categories;
        made.values = u128{1} << dice_.below(4);
    }
    return add(made);
  }

  // ---- truths ---------------------------------------------------------------------------------------------
  ExprId truth(const Place& place, int depth) {
    if (depth <= 0 || dice_.chance(25)) return leaf_truth(place);
    switch (dice_.below(9)) {
      case 0: return add(expr(Op::negation, Type::truth, {truth(place, depth - 1)}));
      case 1:
      case 2: {
        std::vector<ExprId> args;
        for (int i = 2 + dice_.below(2); i > 0; --i) args.push_back(truth(place, depth - 1));
        return add(expr(dice_.chance(50) ? Op::both : Op::either, Type::truth, args));
      }
      case 3:
        if (!place.item) return add(expr(dice_.chance(50) ? Op::some_item : Op::every_item, Type::truth, {truth(on_lines(place), depth - 1)}));
        return leaf_truth(place);
      case 4: return compare(date(place, depth - 1), date(place, depth - 1));
      case 5: {
        Expr made = expr(Op::definition, Type::truth, {truth(place, depth - 1)});
        return add(made);
      }
      default: return compare(number(place, depth - 1), number(place, depth - 1));
    }
  }
  static Place on_lines(Place place) { place.item = true; return place; }
  ExprId compare(ExprId a, ExprId b) { return add(expr(dice_.pick(std::vector{Op::less, Op::at_most, Op::equal}), Type::truth, {a, b})); }

  ExprId leaf_truth(const Place& place) {
    Expr made;
    switch (dice_.below(place.item ? 12 : 9)) {
      case 0: made = fact(Op::fact_truth, Type::truth, dice_.chance(50) ? test_.member : test_.open, place); break;
      case 1: made = fact(Op::fact_given, Type::truth, dice_.pick(std::vector{test_.channel, test_.born, test_.amount, test_.member}), place); break;
      case 2:
        made = expr(Op::map_given, Type::truth);
        made.fact.map = dice_.chance(50) ? test_.orders : test_.balances;
        break;
      case 3:
        made = expr(Op::entry_given, Type::truth);
        made.fact.map = test_.orders;
        key(made, place);
        break;
      case 4: return one_of(place);
      case 5:
      case 6:
        made = fact(dice_.chance(50) ? Op::includes_all : Op::includes_any, Type::truth, place.item && dice_.chance(60) ? test_.item_tags : test_.customer_tags, place);
        made.values = static_cast<u128>(1 + dice_.below(7));
        break;
      case 7:
        made = fact(Op::text_is, Type::truth, dice_.chance(30) ? test_.mark : place.item && dice_.chance(60) ? test_.label : test_.note, place);
        made.texts = dice_.chance(50) ? std::vector<std::string>{"b"} : std::vector<std::string>{"a", "b", "caf\xc3\xa9"};
        break;
      case 8:
        if (std::optional<std::uint16_t> limit = some_limit(place)) {
          made = expr(Op::limit_met, Type::truth);
          made.index = *limit;
          if (dice_.chance(60)) key_of(made, place);
        } else {
          made = expr(Op::truth_constant, Type::truth);
          made.number = Ratio(dice_.below(2));
        }
        break;
      default:
        if (dice_.chance(20)) {
          made = expr(Op::entry_given, Type::truth);
          made.fact.map = test_.checks;
          made.item_scope = true;
          key(made, place);
          break;
        }
        return one_of(place);
    }
    return add(made);
  }
  ExprId one_of(const Place& place) {
    ExprId value = category_like(place);
    int pick = dice_.below(3);
    if (pick == 0) value = add(fact(Op::fact_value, Type::value, dice_.pick(std::vector{test_.customer_kind, test_.total, test_.event}), place));
    Expr made = expr(Op::one_of, Type::truth, {value});
    made.values = static_cast<u128>(1 + dice_.below(15));
    return add(made);
  }

  std::optional<std::uint16_t> some_limit(const Place& place) {
    std::vector<std::uint16_t> limits;
    for (std::uint16_t i = 0; i < place.limits; ++i)
      if (policy_.rules[i].kind == RuleKind::limit) limits.push_back(i);
    if (limits.empty()) return std::nullopt;
    return dice_.pick(limits);
  }

  // ---- numbers -------------------------------------------------------------------------------------------
  ExprId number(const Place& place, int depth) {
    if (depth <= 0 || dice_.chance(25)) return leaf_number(place);
    Expr made;
    switch (dice_.below(11)) {
      case 0: return add(expr(Op::add, Type::number, {number(place, depth - 1), number(place, depth - 1), constant(small())}));
      case 1: return add(expr(Op::subtract, Type::number, {number(place, depth - 1), number(place, depth - 1)}));
      case 2:
      case 3:
        made = expr(Op::scale, Type::number, {number(place, depth - 1)});
        made.number = small();
        if (dice_.chance(15)) made.number.num = -made.number.num;
        return add(made);
      case 4:
      case 5:
        made = expr(dice_.chance(50) ? Op::least : Op::greatest, Type::number);
        for (int i = 1 + dice_.below(3); i > 0; --i) {
          made.args.push_back(number(place, depth - 1));
          made.if_given.push_back(dice_.chance(50));
        }
        return add(made);
      case 6:
        made = expr(dice_.pick(std::vector{Op::round_up, Op::round_down, Op::round_nearest}), Type::number, {number(place, depth - 1)});
        made.number = Ratio::of(1 + dice_.below(5), 1 + dice_.below(3));
        return add(made);
      case 7: return choose(place, depth);
      case 8:
        if (!place.item) {
          std::vector<ExprId> args{number(on_lines(place), depth - 1)};
          if (dice_.chance(60)) args.push_back(truth(on_lines(place), depth - 1));
          return add(expr(Op::total_items, Type::number, args));
        }
        made = expr(Op::round_up_per_package, Type::number, {number(place, depth - 1)});
        made.number = Ratio::of(1 + dice_.below(5), 1 + dice_.below(2));
        made.values = static_cast<u128>(dice_.chance(50) ? 0 : dice_.below(16));
        made.item_scope = true;
        return add(made);
      case 9: return table(place);
      default: return add(expr(Op::whole_years, Type::number, {date(place, depth - 1), date(place, depth - 1)}));
    }
  }
  ExprId choose(const Place& place, int depth) {
    std::vector<ExprId> args;
    std::vector<ExprId> conditions;
    for (int i = 1 + dice_.below(2); i > 0; --i) {
      ExprId condition = truth(place, depth - 1);
      conditions.push_back(condition);
      args.push_back(condition);
      args.push_back(number(place, depth - 1));
    }
    args.push_back(add(expr(Op::negation, Type::truth, {add(expr(Op::either, Type::truth, conditions))})));
    args.push_back(number(place, depth - 1));
    return add(expr(Op::choose, Type::number, args));
  }
  ExprId table(const Place& place) {
    if (!place.classes) return leaf_number(place);
    Expr made = expr(Op::table, Type::number, {category_like(place), add(fact(Op::fact_value, Type::value, test_.customer_kind, place))});
    made.index = 0;
    made.column = static_cast<std::uint16_t>(dice_.below(2));
    return add(made);
  }
  ExprId leaf_number(const Place& place) {
    switch (dice_.below(place.item ? 10 : 6)) {
      case 0: return constant(small());
      case 1: return add(fact(Op::fact_number, Type::number, dice_.chance(50) ? test_.age : test_.amount, place));
      case 2: {
        Expr made = expr(Op::unknown_amount, Type::number);
        made.blame = {test_.age};
        return dice_.chance(10) ? add(made) : add(fact(Op::fact_number, Type::number, test_.amount, place));
      }
      case 3:
        if (std::optional<std::uint16_t> limit = some_limit(place)) return figure(*limit, place);
        return constant(small());
      case 4: return add(fact(Op::text_length, Type::number, test_.note, place));
      case 5: {
        Expr made = expr(Op::scale, Type::number, {add(expr(Op::time_of_day, Type::time_of_day))});
        made.number = Ratio::of(1, 3600);
        return add(made);
      }
      case 6:
        if (place.classes) {
          Expr made = expr(Op::measure, Type::number);
          made.index = static_cast<std::uint16_t>(dice_.below(2));
          made.item_scope = true;
          return add(made);
        }
        return add(fact(Op::fact_number, Type::number, test_.weight, place));
      case 7: return add(fact(Op::fact_number, Type::number, test_.level, place));
      case 8: return add(fact(Op::fact_number, Type::number, test_.quantity, place));
      default: return add(fact(Op::fact_number, Type::number, dice_.chance(50) ? test_.weight : test_.thc, place));
    }
  }
  ExprId figure(std::uint16_t limit, const Place& place) {
    Expr made = expr(Op::limit_figure, Type::number);
    made.index = limit;
    made.figure = static_cast<Figure>(dice_.below(4));
    key_of(made, place);
    return add(made);
  }
  // One meter of the limit that is asked, where it has several.
  void key_of(Expr& made, const Place& place) {
    const LimitBody& body = policy_.rules[made.index].versions.front().bodies.front().limit;
    if (body.key_class == no_index) return;
    Expr key = expr(place.key && dice_.chance(60) ? Op::key_value : Op::value_constant, Type::value);
    key.domain = first_class;
    key.values = u128{1} << dice_.pick(body.keys);
    made.args = {add(key)};
  }

  // ---- dates -----------------------------------------------------------------------------------------------
  ExprId date(const Place& place, int depth) {
    switch (dice_.below(depth > 0 ? 8 : 5)) {
      case 0: return add(expr(Op::today, Type::date));
      case 1: return constant(Ratio(19810 + dice_.below(15)), Type::date);
      case 2: return add(fact(Op::fact_number, Type::date, test_.registered, place));
      case 3: return add(fact(Op::fact_number, Type::date, test_.start, place));
      case 5: {
        Expr days = expr(Op::constant, Type::number);
        days.number = Ratio(dice_.below(9));
        days.dimension = Dimension::duration;
        return add(expr(dice_.chance(50) ? Op::add : Op::subtract, Type::date, {date(place, depth - 1), add(days)}));
      }
      case 6:
        if (place.item) return add(expr(Op::date_of, Type::date, {add(fact(Op::fact_number, Type::instant, test_.tested, place))}));
        return add(expr(Op::date_of, Type::date, {add(fact(Op::fact_number, Type::instant, test_.at, place))}));
      case 7: {
        Expr made = expr(dice_.chance(50) ? Op::least : Op::greatest, Type::date, {date(place, depth - 1), date(place, depth - 1)});
        made.if_given = {dice_.chance(50), dice_.chance(50)};
        return add(made);
      }
      default: return add(fact(Op::fact_number, Type::date, test_.born, place));
    }
  }

  // ---- parts -----------------------------------------------------------------------------------------------
  template <typename Body, typename Make>
  std::vector<Dated<Body>> versions(Make make) {
    std::vector<Dated<Body>> all;
    if (dice_.chance(50)) {
      Dated<Body> only{law_begins, std::nullopt, {}, make()};
      if (dice_.chance(20)) only.through = Date{law_changes.days + 3};
      all.push_back(std::move(only));
      return all;
    }
    all.push_back({dice_.chance(80) ? law_begins : Date{19808}, day_before(law_changes), {}, make()});
    all.push_back({law_changes, std::nullopt, {}, make()});
    return all;
  }
  void declare_class() {
    ItemClass made;
    made.id = "sort";
    made.values = {"leaf", "oil", "cake", "other", "none"};
    Place place{true, false, false, 0};
    made.versions = versions<std::vector<ClassRow>>([&] {
      std::vector<ClassRow> rows;
      Expr leaf = expr(Op::one_of, Type::truth, {add(fact(Op::fact_value, Type::value, test_.category, place))});
      leaf.values = 3;
      ExprId first = add(leaf), second = truth(place, 2);
      ExprId not_first = add(expr(Op::negation, Type::truth, {first}));
      rows.push_back({first, dice_.below(3), {}});
      rows.push_back({add(expr(Op::both, Type::truth, {not_first, second})), dice_.chance(25) ? -1 : dice_.below(5), {test_.weight}});
      rows.push_back({add(expr(Op::both, Type::truth, {not_first, add(expr(Op::negation, Type::truth, {second}))})), dice_.below(5), {}});
      return rows;
    });
    policy_.classes.push_back(std::move(made));
  }
  void declare_measures() {
    Place place{true, false, false, 0};
    for (const char* id : {"grams", "units"}) {
      Measure made;
      made.id = id;
      made.dimension = Dimension::mass;
      made.versions = versions<ExprId>([&] {
        std::vector<ExprId> args;
        for (u128 category : {1, 2, 12}) {
          Expr is = expr(Op::one_of, Type::truth, {add(fact(Op::fact_value, Type::value, test_.category, place))});
          is.values = category;
          args.push_back(add(is));
          args.push_back(number(place, 2));
        }
        return add(expr(Op::choose, Type::number, args));
      });
      policy_.measures.push_back(std::move(made));
    }
  }
  void declare_table() {
    Table made;
    made.id = "caps";
    made.key_domains = {first_class, test_.people};
    made.columns = {"low", "high"};
    made.versions = versions<std::vector<TableRow>>([&] {
      std::vector<TableRow> rows;
      for (u128 first : {1, 2, 12})
        for (u128 second : {1, 6}) {
          if (dice_.chance(20)) continue;
          rows.push_back({{first, second}, {constant(small()), number(Place{false, false, false, 0}, 1)}});
        }
      return rows;
    });
    policy_.tables.push_back(std::move(made));
  }

  // ---- rules -------------------------------------------------------------------------------------------------
  Message message(const Place& place) {
    Message parts;
    parts.push_back({"Because ", no_expr});
    switch (dice_.below(7)) {
      case 0: parts.push_back({"", truth(place, 1)}); break;
      case 1: parts.push_back({"", date(place, 1)}); break;
      case 2: parts.push_back({"", category_like(place)}); break;
      case 3: parts.push_back({"", add(fact(Op::fact_text, Type::text, place.item && dice_.chance(50) ? test_.label : test_.note, place))}); break;
      case 4: parts.push_back({"", add(expr(Op::time_of_day, Type::time_of_day))}); break;
      case 5: parts.push_back({"", add(fact(Op::fact_number, Type::instant, test_.at, place))}); break;
      default: parts.push_back({"", number(place, 1)}); break;
    }
    return parts;
  }
  Window window() {
    Window made;
    made.kind = static_cast<WindowKind>(dice_.below(9));
    made.length = made.kind == WindowKind::rolling_hours ? 1 + dice_.below(50) : 1 + dice_.below(8);
    if (made.kind == WindowKind::calendar_week) made.first_weekday = dice_.below(7);
    if (made.kind == WindowKind::calendar_day || made.kind == WindowKind::calendar_week || made.kind == WindowKind::calendar_month)
      made.start_seconds = dice_.chance(30) ? 3600 * dice_.below(8) : 0;
    if (made.kind == WindowKind::period && dice_.chance(50)) made.periods = 1 + dice_.below(3);
    return made;
  }
  LimitBody limit_body(std::uint16_t rule, bool keyed) {
    LimitBody body;
    Place place{true, false, true, 0};
    body.amount = number(place, dice_.below(3));
    if (dice_.chance(50)) body.item_condition = truth(place, 2);
    if (!keyed && dice_.chance(10)) {
      body.per_event = true;
      body.counted_event = static_cast<std::uint16_t>(dice_.below(4));
      body.item_condition = no_expr;
      body.amount = number({false, false, true, 0}, 1);
    }
    if (keyed) {
      body.key_class = 0;
      for (std::uint16_t key = 0; key < 4; ++key)
        if (dice_.chance(70) || key == 0) body.keys.push_back(key);
    }
    body.dimension = Dimension::mass;
    body.written = {"g", Dimension::mass, Ratio(1)};
    fill_cap(body, rule);
    return body;
  }
  void fill_cap(LimitBody& body, std::uint16_t rule) {
    Place place{false, body.key_class != no_index, true, rule};
    body.cap = dice_.chance(92) ? number(place, dice_.below(3)) : no_expr;
    body.window = window();
    body.usage = no_expr;
    body.anchor = body.window.kind == WindowKind::period || body.window.kind == WindowKind::since ? date(place, dice_.below(2)) : no_expr;
    if (body.window.kind == WindowKind::on_hand) body.usage = number(place, dice_.below(2));
    body.person = dice_.chance(50) ? Person::customer : Person::patient;
    body.scope = static_cast<Scope>(dice_.below(3));
    body.counting_from = dice_.chance(20) ? std::optional(Date{19805 + dice_.below(12)}) : std::nullopt;
    body.returns = static_cast<Restore>(dice_.below(3));
    body.own_date = dice_.chance(25);
    body.without_history = dice_.chance(15);
  }
  void declare_rule(int number_of_rule) {
    Rule rule;
    auto index = static_cast<std::uint16_t>(number_of_rule);
    rule.id = "rule-" + std::to_string(number_of_rule);
    rule.kind = dice_.chance(60) ? RuleKind::limit : static_cast<RuleKind>(dice_.below(4));
    rule.topic = rule.kind == RuleKind::rule && dice_.chance(40) ? Topic::eligibility : static_cast<Topic>(dice_.below(5));
    bool per_item = rule.kind != RuleKind::limit && dice_.chance(40);
    bool keyed = dice_.chance(40);
    auto version = [&](Date from, std::optional<Date> through) {
      RuleVersion made;
      made.from = from;
      made.through = through;
      made.title = "Title " + rule.id;
      made.source.cite = "Somewhere";
      made.events = dice_.chance(70) ? 15 : static_cast<std::uint64_t>(1 + dice_.below(15));
      Place event{false, false, true, index};
      if (dice_.chance(40)) made.when = truth(rule.kind == RuleKind::limit ? Place{false, false, true, 0} : event, 2);
      made.per_item = per_item;
      if (rule.kind != RuleKind::duty && rule.kind != RuleKind::warning && dice_.chance(20)) made.enforced_from = Date{law_changes.days + dice_.below(9) - 2};
      if (per_item && dice_.chance(60)) made.item_where = truth(on_lines(event), 2);
      Place inside = per_item ? on_lines(event) : event;
      Body own;
      own.outcome = static_cast<Outcome>(dice_.below(3));
      if (rule.kind != RuleKind::limit && dice_.chance(90)) own.require = truth(inside, 3);
      if (rule.kind == RuleKind::limit) own.limit = limit_body(index, keyed);
      if (rule.kind == RuleKind::limit) own.outcome = dice_.chance(70) ? Outcome::deny : static_cast<Outcome>(dice_.below(5));
      Place said = inside;
      said.key = own.limit.key_class != no_index;
      if (dice_.chance(50)) own.message = message(said);
      made.bodies.push_back(own);
      for (int rank = 3; rank > 0; --rank)
        while (dice_.chance(25)) made.bodies.push_back(exception(rule, own, inside, static_cast<std::uint16_t>(rank), index));
      return made;
    };
    if (dice_.chance(60)) {
      rule.versions = {version(law_begins, std::nullopt)};
    } else {
      bool late = dice_.chance(30);
      rule.versions = {version(late ? law_changes : law_begins, Date{law_changes.days + 4})};
      if (late) rule.before_first = static_cast<std::uint16_t>(dice_.below(2));
      if (dice_.chance(60)) rule.versions.push_back(version(Date{law_changes.days + 5}, std::nullopt));
    }
    policy_.rules.push_back(std::move(rule));
    if (policy_.rules.back().kind != RuleKind::limit) return;
    for (const RuleVersion& each : policy_.rules.back().versions) {
      const LimitBody& body = each.bodies.front().limit;
      if (body.key_class == no_index) add_address(policy_.rules.back().id);
      for (std::uint16_t key : body.keys) add_address(policy_.rules.back().id + "[" + policy_.classes[0].values[key] + "]");
    }
  }
  void add_address(const std::string& address) {
    std::vector<std::string>& all = policy_.context.limit_addresses;
    if (std::find(all.begin(), all.end(), address) == all.end()) all.push_back(address);
  }
  Body exception(const Rule& rule, const Body& own, const Place& inside, std::uint16_t rank, std::uint16_t index) {
    Exception named;
    named.id = "exception-" + std::to_string(policy_.exceptions.size());
    named.title = dice_.chance(80) ? "Exception " + named.id : "";
    named.from = law_begins;
    policy_.exceptions.push_back(named);
    Body made = own;
    made.exception = static_cast<std::uint16_t>(policy_.exceptions.size() - 1);
    made.rank = rank;
    made.from = law_begins;
    if (dice_.chance(20)) made.through = law_changes;
    made.condition = dice_.chance(85) ? truth(inside, 2) : no_expr;
    made.waived = dice_.chance(35);
    if (dice_.chance(30)) made.also_duty = "Keep " + named.id;
    if (rule.kind == RuleKind::limit) {
      if (dice_.chance(70)) fill_cap(made.limit, index);
    } else if (dice_.chance(60)) {
      made.require = truth(inside, 2);
    }
    if (dice_.chance(40)) made.outcome = static_cast<Outcome>(dice_.below(rule.kind == RuleKind::limit ? 5 : 3));
    return made;
  }

  Dice& dice_;
  const TestSchema& test_;
  Policy policy_;
};

}  // namespace

Policy random_policy(Dice& dice, const TestSchema& test) { return Writer(dice, test).write(); }

}  // namespace tests
