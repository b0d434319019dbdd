// Phrases: quantities, dates, words, windows and messages.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/words/phrases.h"

namespace leaflaw::words {

using model::Expr;
using model::ExprId;
using model::Op;
using model::Type;

namespace {

constexpr const char* weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::size_t short_number = 8;   // characters; more is not how a statute would say it

const std::string the_rest = "anything else";

// Amendments add their rows at the end; for a reader the rest comes last.
void rest_last(std::vector<RowWords>& rows) {
  std::stable_partition(rows.begin(), rows.end(), [](const RowWords& row) { return row.head != the_rest; });
}

std::string percent_of(const Ratio& share) {
  const std::optional<Ratio> percent = mul(share, Ratio(100));
  return percent ? to_string(*percent) + " %" : to_string(share);
}

bool is_short_decimal(const Ratio& value) { return has_exact_decimal(value) && to_string(value).size() <= short_number; }

const char* figure_name(model::Figure figure) {
  switch (figure) {
    case model::Figure::cap: return "cap";
    case model::Figure::used: return "used";
    case model::Figure::this_event: return "this";
    case model::Figure::remaining: return "remaining";
  }
  return "";
}

}  // namespace

std::string Phrases::amount(ExprId id) const { return value(id, Place::alone, nullptr); }
std::string Phrases::amount(ExprId id, const Unit& written) const { return value(id, Place::alone, &written); }

std::string Phrases::quantity(const Ratio& number, Dimension dimension) const {
  const UnitTable& units = policy_.context.units;
  if (dimension == Dimension::count) return to_string(number);   // pieces need no unit
  std::string best = print_in_base({number, dimension}, units);
  std::size_t least = best.size() - units.base_unit(dimension).size();
  for (const Unit& unit : units.units()) {
    if (number.is_zero() || unit.dimension != dimension) continue;
    std::string text = print_quantity({number, dimension}, unit, units);
    const std::size_t digits = text.size() - unit.name.size();
    const bool singular = number == unit.in_base && text.size() < best.size();   // "1 day" rather than "1 days"
    if (!text.ends_with(unit.name) || (digits >= least && !singular)) continue;
    least = digits;
    best = std::move(text);
  }
  return best;
}

std::string Phrases::constant(const Expr& expr, const Unit* written) const {
  switch (expr.type) {
    case Type::date: return to_string(Date{static_cast<std::int32_t>(expr.number.num)});
    case Type::time_of_day: return print_time_of_day(static_cast<std::int32_t>(expr.number.num));
    default: break;
  }
  if (written && written->dimension == expr.dimension) return print_quantity({expr.number, expr.dimension}, *written, policy_.context.units);
  return quantity(expr.number, expr.dimension);
}

std::string Phrases::value(ExprId id, Place place, const Unit* written) const {
  const Expr& expr = policy_.expr(id);
  const auto grouped = [&](std::string text) { return place == Place::part ? "(" + text + ")" : text; };
  const auto part = [&](std::size_t i) { return value(expr.args[i], Place::part, written); };
  switch (expr.op) {
    case Op::constant: return constant(expr, written);
    case Op::fact_number:
    case Op::fact_value:
    case Op::fact_text: return fact(expr);
    case Op::today: return "today";
    case Op::time_of_day: return "time";
    case Op::date_of: return fmt::format("the date of {}", part(0));
    case Op::add: {
      std::string text;
      for (std::size_t i = 0; i < expr.args.size(); ++i) text += (i > 0 ? " + " : "") + part(i);
      return grouped(std::move(text));
    }
    case Op::subtract: return grouped(fmt::format("{} - {}", part(0), part(1)));
    case Op::scale: return grouped(scaled(expr));
    case Op::least: return fmt::format("the least of ({})", list(expr, written));
    case Op::greatest: return fmt::format("the greatest of ({})", list(expr, written));
    case Op::round_up: return grouped(fmt::format("{}, rounded up to a whole {}", part(0), quantity(expr.number, expr.dimension)));
    case Op::round_down: return grouped(fmt::format("{}, rounded down to a whole {}", part(0), quantity(expr.number, expr.dimension)));
    case Op::round_nearest: return grouped(fmt::format("{}, rounded to the nearest whole {}", part(0), quantity(expr.number, expr.dimension)));
    case Op::round_up_per_package: {
      std::string text = fmt::format("{}, each package rounded up to a whole {}", part(0), quantity(expr.number, expr.dimension));
      if (expr.values != 0) text += fmt::format(", except {}", values(expr.domain != no_index ? expr.domain : policy_.schema->facts[policy_.schema->with(Role::line_category)].enumeration, expr.values));
      return grouped(std::move(text));
    }
    case Op::choose: return chosen(expr, place);
    case Op::unknown_amount: return "unknown";
    case Op::total_items:
      if (expr.args.size() < 2 || expr.args[1] == model::no_expr) return fmt::format("the total of {} of all items", part(0));
      return fmt::format("the total of {} of items where {}", part(0), truth(expr.args[1], Place::part, false));
    case Op::table: {
      std::string keys;
      for (std::size_t i = 0; i < expr.args.size(); ++i) keys += (i > 0 ? ", " : "") + value(expr.args[i], Place::alone, nullptr);
      const model::Table& table = policy_.tables[expr.index];
      return fmt::format("{}[{}].{}", table.id, keys, table.columns[expr.column]);
    }
    case Op::text_length: return fmt::format("the number of characters of {}", fact(expr));
    case Op::whole_years: return fmt::format("whole years from {} through {}", part(0), part(1));
    case Op::limit_figure: return fmt::format("{}.{}", meter(expr), figure_name(expr.figure));
    case Op::measure: return policy_.measures[expr.index].id;
    case Op::class_value: return policy_.classes[expr.index].id;
    case Op::key_value: return domain_name(expr.domain);
    case Op::value_constant: return values(expr.domain, expr.values);
    case Op::definition: return policy_.definitions[expr.index].id;
    default: return grouped(truth(id, Place::alone, false));
  }
}

// `weight per 8 g as 1 oz` has become a factor; it is said again as what counts as one of the policy's own units.
std::string Phrases::scaled(const Expr& expr) const {
  const Expr& of = policy_.expr(expr.args[0]);
  const std::string what = value(expr.args[0], Place::part, nullptr);
  const bool day = (of.dimension == Dimension::mass_rate && expr.dimension == Dimension::mass) || (of.dimension == Dimension::thc_rate && expr.dimension == Dimension::thc);
  if (day && expr.number == Ratio(1)) return what;   // a personal unit: what the rate makes in one day
  const bool same = day || of.dimension == expr.dimension;
  if (same && expr.number.is_whole()) return fmt::format("{} times {}", to_string(expr.number), what);
  if (same && expr.number < Ratio(1))
    if (const std::optional<Ratio> hundred = mul(expr.number, Ratio(100)); hundred && hundred->is_whole()) return fmt::format("{} of {}", percent_of(expr.number), what);
  const UnitTable& units = policy_.context.units;
  std::vector<const Unit*> candidates;
  for (auto unit = units.units().rbegin(); unit != units.units().rend(); ++unit)   // the policy's own come last, and are meant first
    if (unit->dimension == expr.dimension) candidates.push_back(&*unit);
  for (const Unit* unit : candidates)
    if (const std::optional<Ratio> counts = div(unit->in_base, expr.number); counts && is_short_decimal(*counts))
      return fmt::format("{}, {} counting as 1 {}", what, quantity(*counts, of.dimension), unit->name);
  const std::string factor = fmt::format("{} times {}", to_string(expr.number), what);
  return same ? factor : fmt::format("{} (in {})", factor, units.base_unit(expr.dimension));
}

std::string Phrases::meter(const Expr& figure) const {
  const std::string& limit = policy_.rules[figure.index].id;
  return figure.args.empty() ? limit : fmt::format("{}[{}]", limit, value(figure.args[0], Place::alone, nullptr));
}

std::string Phrases::list(const Expr& expr, const Unit* written) const {
  std::string text;
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    const bool if_given = i < expr.if_given.size() && expr.if_given[i];
    text += fmt::format("{}{}{}", i > 0 ? ", " : "", value(expr.args[i], Place::alone, written), if_given ? " if given" : "");
  }
  return text;
}

std::string Phrases::chosen(const Expr& expr, Place place) const {
  std::string text;
  std::vector<ExprId> heads;
  for (std::size_t i = 0; i + 1 < expr.args.size(); i += 2) heads.push_back(expr.args[i]);
  for (std::size_t i = 0; i + 1 < expr.args.size(); i += 2) {
    std::vector<ExprId> others = heads;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i / 2));
    const std::string head = is_rest(expr.args[i], others) ? "otherwise" : "where " + truth(expr.args[i], Place::alone, false);
    text += fmt::format("{}{} {}", i > 0 ? ", or " : "", value(expr.args[i + 1], Place::part, nullptr), head);
  }
  return place == Place::part ? "(" + text + ")" : text;
}

// `anything else`: the negation of all the other heads.
bool Phrases::is_rest(ExprId id, const std::vector<ExprId>& others) const {
  const Expr& expr = policy_.expr(id);
  if (expr.op != Op::negation || others.empty()) return false;
  if (others.size() == 1 && expr.args[0] == others[0]) return true;
  const Expr& of = policy_.expr(expr.args[0]);
  return of.op == Op::either && of.args == others;
}

std::vector<RowWords> Phrases::rows(ExprId amount) const {
  const Expr& expr = policy_.expr(amount);
  if (expr.op != Op::choose) return {};
  std::vector<ExprId> heads;
  for (std::size_t i = 0; i + 1 < expr.args.size(); i += 2) heads.push_back(expr.args[i]);
  std::vector<RowWords> all;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    std::vector<ExprId> others = heads;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const Expr& given = policy_.expr(expr.args[2 * i + 1]);
    const bool nothing = given.op == Op::constant && given.number.is_zero();
    all.push_back({is_rest(heads[i], others) ? the_rest : condition(heads[i]), nothing ? "nothing" : value(expr.args[2 * i + 1], Place::alone, nullptr)});
  }
  rest_last(all);
  return all;
}

std::vector<RowWords> Phrases::rows(const model::ItemClass& item_class, const std::vector<model::ClassRow>& rows) const {
  std::vector<RowWords> all;
  for (const model::ClassRow& row : rows) {
    std::vector<ExprId> others;
    for (const model::ClassRow& other : rows)
      if (&other != &row) others.push_back(other.condition);
    all.push_back({is_rest(row.condition, others) ? the_rest : condition(row.condition),
                   row.value < 0 ? "unknown" : item_class.values[static_cast<std::size_t>(row.value)]});
  }
  rest_last(all);
  return all;
}

std::string Phrases::window(const model::LimitBody& limit) const {
  const Window& window = limit.window;
  const std::string starting = window.start_seconds == 0 ? "" : ", starting at " + print_time_of_day(window.start_seconds);
  switch (window.kind) {
    case WindowKind::transaction: return "in one transaction";
    case WindowKind::calendar_day: return "in each calendar day" + starting;
    case WindowKind::calendar_week: return fmt::format("in each calendar week from {}{}", weekdays[window.first_weekday], starting);
    case WindowKind::calendar_month: return "in each calendar month" + starting;
    case WindowKind::rolling_days: return window.length == 1 ? "in any one day" : fmt::format("in any {} days", window.length);
    case WindowKind::rolling_hours: return window.length == 1 ? "in any one hour" : fmt::format("in any {} hours", window.length);
    case WindowKind::period: {
      const std::string periods = window.periods == 0 ? "" : window.periods == 1 ? ", one period" : fmt::format(", {} periods", window.periods);
      return fmt::format("in each period of {} days from {}{}", window.length, amount(limit.anchor), periods);
    }
    case WindowKind::since: return fmt::format("since {}", amount(limit.anchor));
    case WindowKind::on_hand: return fmt::format("on hand, using {} each day", amount(limit.usage));
  }
  return {};
}

std::string Phrases::message(const model::Message& message) const {
  std::string text;
  for (const model::MessagePart& part : message) text += part.value == model::no_expr ? part.text : "{" + value(part.value, Place::alone, nullptr) + "}";
  return text;
}

std::vector<std::string> Phrases::event_names(std::uint64_t bits) const {
  const Schema& schema = *policy_.schema;
  const Enumeration& kinds = schema.enumerations[schema.facts[schema.with(Role::event_kind)].enumeration];
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kinds.values.size(); ++i)
    if (bits >> i & 1) names.push_back(kinds.values[i]);
  return names;
}

std::string Phrases::events(std::uint64_t bits) const { return fmt::format("{}", fmt::join(event_names(bits), ", ")); }

std::string Phrases::values(std::uint16_t domain, u128 bits) const {
  const std::vector<std::string>& names = domain >= model::first_class ? policy_.classes[domain - model::first_class].values : policy_.schema->enumerations[domain].values;
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (bits >> i & 1) text += (text.empty() ? "" : ", ") + names[i];
  return text;
}

std::string Phrases::domain_name(std::uint16_t domain) const {
  return domain >= model::first_class ? policy_.classes[domain - model::first_class].id : policy_.schema->enumerations[domain].name;
}

std::string Phrases::fact(const Expr& expr) const { return reference(expr.fact, expr.item_scope); }

std::string Phrases::reference(const model::FactRef& ref, bool item) const {
  const Schema& schema = *policy_.schema;
  const bool whole_map = ref.fact == no_fact;
  std::string name = whole_map ? schema.maps[ref.map].name : schema.facts[ref.fact].name;
  const std::string key = ref.key_value != model::no_expr ? value(ref.key_value, Place::alone, nullptr) : ref.key;
  if (const std::size_t brackets = name.find("[]"); brackets != std::string::npos) name.insert(brackets + 1, key);
  else if (whole_map && !key.empty()) name += "[" + key + "]";
  // Facts of an item stand bare, as in the language; whether this is one its own place says.
  const FactPlace place = whole_map ? schema.maps[ref.map].place : schema.facts[ref.fact].place;
  const bool of_item = place == FactPlace::item || place == FactPlace::item_map;
  return item && of_item ? name.substr(name.find('.') + 1) : name;
}

}  // namespace leaflaw::words
