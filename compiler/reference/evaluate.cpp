#include "compiler/reference/evaluate.h"

#include "runtime/decision/standing.h"

namespace leaflaw::reference {

using model::Expr;
using model::ExprId;
using model::Op;

Scene on_line(Scene scene, std::size_t number) {
  scene.line = &scene.record->items[number];
  scene.line_number = static_cast<int>(number);
  return scene;
}

Truth Evaluator::over_lines(const Expr& expr, const Scene& scene) {
  if (!scene.record->items_given) return unknown({Unknown{the_items, scene.entry, -1, false}});
  std::vector<Truth> truths;
  for (std::size_t i = 0; i < scene.record->items.size(); ++i) {
    truths.push_back(truth(expr.args[0], on_line(scene, i)));
  }
  return expr.op == Op::some_item ? any_of(truths) : all_of(truths);
}

Truth Evaluator::truth(ExprId id, const Scene& scene) {
  if (id == model::no_expr) return yes_or_no(true);
  const Expr& expr = policy_.expr(id);
  std::vector<Truth> args;
  switch (expr.op) {
    case Op::truth_constant: return yes_or_no(!expr.number.is_zero());
    case Op::definition: return truth(expr.args[0], scene);
    case Op::negation: return negated(truth(expr.args[0], scene));
    case Op::both:
    case Op::either:
      for (ExprId arg : expr.args) args.push_back(truth(arg, scene));
      return expr.op == Op::both ? all_of(args) : any_of(args);
    case Op::fact_truth:
    case Op::fact_given:
    case Op::includes_all:
    case Op::includes_any:
    case Op::text_is: return one_look(expr, scene);
    case Op::map_given: {
      const FactMap& declared = policy_.schema->maps[expr.fact.map];
      bool given = map_of(expr.fact.map, scene).given;
      if (!given && declared.required)
        return unknown({Unknown{declared.fields.front(), scene.entry, declared.place == FactPlace::item_map ? scene.line_number : -1, false}});
      return yes_or_no(given);
    }
    case Op::entry_given: return entry_given(expr, scene);
    case Op::less: return compare(Relation::less, number(expr.args[0], scene), number(expr.args[1], scene));
    case Op::at_most: return compare(Relation::at_most, number(expr.args[0], scene), number(expr.args[1], scene));
    case Op::equal: return compare(Relation::equal, number(expr.args[0], scene), number(expr.args[1], scene));
    case Op::one_of: {
      Value found = value(expr.args[0], scene);
      if (found.none || (found.possible & expr.values) == 0) return yes_or_no(false);
      if ((found.possible & ~expr.values) == 0) return yes_or_no(true);
      return unknown(found.blame);
    }
    case Op::some_item:
    case Op::every_item: return over_lines(expr, scene);
    case Op::limit_met: return limits_.met(expr.index, key_of(expr, scene));
    default: return unknown({});
  }
}

// A key is a constant or the key at hand: one value.
int Evaluator::key_of(const Expr& figure, const Scene& scene) {
  if (figure.args.empty()) return -1;
  const u128 possible = value(figure.args[0], scene).possible;
  int key = 0;
  while (!(possible >> key & 1)) ++key;
  return key;
}

Number Evaluator::extremum(const Expr& expr, const Scene& scene) {
  std::optional<Number> result;
  Blame blame;   // of all operands: an operand that settles some of them may come before one that unsettles the whole
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    Number arg = number(expr.args[i], scene);
    if (arg.none && i < expr.if_given.size() && expr.if_given[i]) continue;
    add_blame(blame, arg.blame);
    if (!result) result = arg;
    else result = expr.op == Op::least ? least_of(*result, arg) : greatest_of(*result, arg);
  }
  if (!result) return nothing();
  result->blame = std::move(blame);
  return settled(*std::move(result));
}

namespace {

Rational to_step(Op op, const Rational& value, const Rational& step) {
  Rational steps = value / step;
  if (op == Op::round_down) return rounded_down(steps) * step;
  if (op == Op::round_nearest) return rounded_down(steps + Rational(1, 2)) * step;
  return rounded_up(steps) * step;
}

}  // namespace

Number Evaluator::rounded(const Expr& expr, const Scene& scene) {
  Number result = number(expr.args[0], scene);
  Rational step = exact(expr.number);
  if (result.low) *result.low = to_step(expr.op, *result.low, step);
  if (result.high) *result.high = to_step(expr.op, *result.high, step);
  return settled(std::move(result));
}

Number Evaluator::rounded_per_package(const Expr& expr, const Scene& scene) {
  const Schema& schema = *policy_.schema;
  Number amount = number(expr.args[0], scene);
  if (amount.none) return amount;
  Rational step = exact(expr.number);
  Look quantity = look(schema.with(Role::line_quantity), scene);
  auto packed = [&](const Rational& value) {
    if (quantity.state != Look::State::known) return to_step(Op::round_up, value, step);
    Rational n = exact(quantity.value->number);
    if (quantity.value->dimension != Dimension::count || n < 1 || denominator(n) != 1) n = 1;
    return Rational(n * to_step(Op::round_up, value / n, step));
  };
  Number result = amount;
  if (result.low) *result.low = packed(*result.low);
  if (quantity.state == Look::State::unknown && result.high != Rational(0)) {
    result.high.reset();
    add_blame(result.blame, quantity.blame);
  } else if (result.high) {
    *result.high = packed(*result.high);
  }
  result = settled(std::move(result));
  if (expr.values == 0) return result;
  Look category = look(schema.with(Role::line_category), scene);
  if (category.state == Look::State::none) return result;
  if (category.state == Look::State::known) {
    bool exempt = expr.values >> static_cast<unsigned>(category.value->number.num) & 1;
    return exempt ? amount : result;
  }
  Number either = hull(amount, result);
  if (!either.known()) add_blame(either.blame, category.blame);
  return either;
}

Number Evaluator::chosen(const Expr& expr, const Scene& scene) {
  std::optional<Number> result;
  Blame blame;
  for (std::size_t i = 0; i + 1 < expr.args.size(); i += 2) {
    Truth condition = truth(expr.args[i], scene);
    if (condition.value == Kleene::no) continue;
    Number amount = number(expr.args[i + 1], scene);
    if (condition.value == Kleene::yes) return amount;
    add_blame(blame, condition.blame);
    result = result ? hull(*result, amount) : hull(amount, amount);
  }
  if (!result) return any_amount({});
  if (!result->known()) add_blame(result->blame, blame);
  return *result;
}

Number Evaluator::total(const Expr& expr, const Scene& scene) {
  if (!scene.record->items_given) return any_amount({Unknown{the_items, scene.entry, -1, false}});
  Number result = known(0);
  for (std::size_t i = 0; i < scene.record->items.size(); ++i) {
    result = sum(result, counted(expr.args[0], expr.args.size() > 1 ? expr.args[1] : model::no_expr, on_line(scene, i)));
  }
  return result;
}

Number Evaluator::counted(ExprId amount, ExprId condition, const Scene& scene) {
  Truth counts = truth(condition, scene);
  if (counts.value == Kleene::no) return known(0);
  Number result = number(amount, scene);
  if (result.none) return known(0);
  return counts.value == Kleene::unknown ? only_possible(result, counts.blame) : settled(std::move(result));
}

Number Evaluator::looked_up(const Expr& expr, const Scene& scene) {
  const auto* version = model::in_force(policy_.tables[expr.index].versions, scene.law);
  if (!version) return nothing();
  std::vector<Value> keys;
  Blame blame;
  for (ExprId arg : expr.args) {
    keys.push_back(value(arg, scene));
    if (keys.back().none) return nothing();
    add_blame(blame, keys.back().blame);
  }
  std::optional<Number> result;
  bool some_without_row = false;
  // Every combination of possible keys, as an odometer over single values.
  std::vector<unsigned> at(keys.size(), 0);
  for (bool more = true; more;) {
    bool possible = true;
    for (std::size_t k = 0; k < keys.size(); ++k) possible = possible && (keys[k].possible >> at[k] & 1);
    if (possible) {
      const model::TableRow* found = nullptr;
      for (const auto& row : version->body) {
        bool fits = true;
        for (std::size_t k = 0; k < keys.size(); ++k) fits = fits && (row.keys[k] >> at[k] & 1);
        if (fits) found = &row;
      }
      Number cell = found ? number(found->values[expr.column], scene) : nothing();
      if (!found) some_without_row = true;
      else result = result ? hull(*result, cell) : cell;
    }
    more = false;
    for (std::size_t k = 0; k < keys.size() && !more; ++k) {
      if (++at[k] < 128) more = true;
      else at[k] = 0;
    }
  }
  if (!result) return nothing();
  if (some_without_row) result = hull(*result, any_amount({}));
  if (!result->known()) add_blame(result->blame, blame);
  return *result;
}

Number Evaluator::years(const Expr& expr, const Scene& scene) {
  Number from = number(expr.args[0], scene), through = number(expr.args[1], scene);
  if (from.none || through.none) return nothing();
  if (!from.known() || !through.known()) {
    add_blame(from.blame, through.blame);
    return any_amount(from.blame);
  }
  return known(whole_years(Date{static_cast<std::int32_t>(*from.low)}, Date{static_cast<std::int32_t>(*through.low)}));
}

namespace {

std::int64_t characters(const std::string& text) {
  std::int64_t count = 0;
  for (unsigned char byte : text) count += (byte & 0xC0) != 0x80;
  return count;
}

}  // namespace

Number Evaluator::number(ExprId id, const Scene& scene) {
  const Expr& expr = policy_.expr(id);
  switch (expr.op) {
    case Op::constant: return known(exact(expr.number));
    case Op::definition: return number(expr.args[0], scene);
    case Op::fact_number: return fact_number(expr, scene);
    case Op::today: return known(scene.today.days);
    case Op::time_of_day: return known(scene.time_of_day);
    case Op::date_of: {
      Number at = number(expr.args[0], scene);
      auto local = [&](const Rational& seconds) {
        Instant instant{static_cast<std::int64_t>(seconds)};
        return Rational(to_local(policy_.context.zones[scene.record->zone], instant).date().days);
      };
      if (at.low) at.low = local(*at.low);
      if (at.high) at.high = local(*at.high);
      return settled(std::move(at));
    }
    case Op::add: {
      Number result = known(0);
      for (ExprId arg : expr.args) result = sum(result, number(arg, scene));
      return result;
    }
    case Op::subtract: return difference(number(expr.args[0], scene), number(expr.args[1], scene));
    case Op::scale: return scaled(exact(expr.number), number(expr.args[0], scene));
    case Op::least:
    case Op::greatest: return extremum(expr, scene);
    case Op::round_up:
    case Op::round_down:
    case Op::round_nearest: return rounded(expr, scene);
    case Op::round_up_per_package: return rounded_per_package(expr, scene);
    case Op::choose: return chosen(expr, scene);
    case Op::unknown_amount: return any_amount(blame_facts(expr.blame, scene));
    case Op::total_items: return total(expr, scene);
    case Op::table: return looked_up(expr, scene);
    case Op::text_length: {
      Blame key_blame;
      Look found = looks(expr.fact, scene, key_blame).front();
      if (found.state == Look::State::known) return known(characters(found.value->text));
      return found.state == Look::State::none ? nothing() : any_amount(found.blame);
    }
    case Op::whole_years: return years(expr, scene);
    case Op::limit_figure: return limits_.figure(expr.index, expr.figure, key_of(expr, scene));
    case Op::measure: {
      const auto* version = model::in_force(policy_.measures[expr.index].versions, scene.law);
      if (!version) return any_amount(blame_facts({policy_.schema->with(Role::line_category)}, scene));
      return number(version->body, scene);
    }
    default: return any_amount({});
  }
}

Value Evaluator::class_value(std::uint16_t item_class, const Scene& scene) {
  const model::ItemClass& declared = policy_.classes[item_class];
  u128 all = declared.values.size() >= 128 ? ~u128{0} : (u128{1} << declared.values.size()) - 1;
  const auto* version = model::in_force(declared.versions, scene.law);
  if (!version) return {false, all, blame_facts({policy_.schema->with(Role::line_category)}, scene)};
  Value result;
  for (const model::ClassRow& row : version->body) {
    Truth condition = truth(row.condition, scene);
    if (condition.value == Kleene::no) continue;
    Value here{false, row.value < 0 ? all : u128{1} << row.value, row.value < 0 ? blame_facts(row.blame, scene) : Blame{}};
    if (condition.value == Kleene::yes) return here;
    add_blame(here.blame, condition.blame);
    result.possible |= here.possible;
    add_blame(result.blame, here.blame);
  }
  if (result.possible == 0) result.possible = all;
  if (is_one(result.possible)) result.blame.clear();
  return result;
}

Value Evaluator::value(ExprId id, const Scene& scene) {
  const Expr& expr = policy_.expr(id);
  switch (expr.op) {
    case Op::definition: return value(expr.args[0], scene);
    case Op::value_constant: return {false, expr.values, {}};
    case Op::key_value: return {false, u128{1} << scene.key, {}};
    case Op::class_value: return class_value(expr.index, scene);
    case Op::fact_value: {
      std::size_t count = policy_.schema->enumerations[expr.domain].values.size();
      u128 all = count >= 128 ? ~u128{0} : (u128{1} << count) - 1;
      Blame key_blame;
      Value result;
      bool all_none = true;
      for (const Look& found : looks(expr.fact, scene, key_blame)) {
        if (found.state == Look::State::none) continue;
        all_none = false;
        result.possible |= found.state == Look::State::known ? u128{1} << static_cast<unsigned>(found.value->number.num) : all;
        add_blame(result.blame, found.blame);
      }
      result.none = all_none;
      add_blame(result.blame, key_blame);
      if (result.none || is_one(result.possible)) result.blame.clear();
      return result;
    }
    default: return {false, ~u128{0}, {}};
  }
}

std::string Evaluator::text(ExprId id, const Scene& scene) {
  const Expr& expr = policy_.expr(id);
  switch (expr.type) {
    case model::Type::text: {
      Blame key_blame;
      Look found = looks(expr.fact, scene, key_blame).front();
      return found.state == Look::State::known ? found.value->text : found.state == Look::State::none ? "none" : "unknown";
    }
    case model::Type::truth: {
      Truth found = truth(id, scene);
      return found.value == Kleene::yes ? "yes" : found.value == Kleene::no ? "no" : "unknown";
    }
    case model::Type::value: {
      Value found = value(id, scene);
      if (found.none) return "none";
      if (!is_one(found.possible)) return "unknown";
      unsigned index = 0;
      while (!(found.possible >> index & 1)) ++index;
      return policy_.value_name(expr.domain, index);
    }
    default: break;
  }
  Number found = number(id, scene);
  if (found.none) return "none";
  if (!found.known()) return "unknown";
  Ratio figure = narrow(*found.low);
  if (expr.type == model::Type::date) return to_string(Date{static_cast<std::int32_t>(figure.num)});
  if (expr.type == model::Type::time_of_day) return print_time_of_day(static_cast<std::int32_t>(figure.num));
  if (expr.type == model::Type::instant)
    return to_string(to_local(policy_.context.zones[scene.record->zone], Instant{static_cast<std::int64_t>(figure.num)}));
  const Unit* written = nullptr;
  if (expr.op == Op::limit_figure) {
    // A limit is printed in one unit everywhere: that of its latest version.
    const model::Rule& limit = policy_.rules[expr.index];
    if (model::in_force(limit, scene.law)) written = &limit.versions.back().bodies.front().limit.written;
  }
  return message_figure(Figure{expr.dimension, figure, figure}, written, policy_.context.units);
}

}  // namespace leaflaw::reference
