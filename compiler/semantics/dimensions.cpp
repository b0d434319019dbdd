#include "compiler/semantics/dimensions.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using model::Expr;
using model::Op;
using model::Type;

namespace {

constexpr std::string_view per_day = " a day";

std::optional<Unit> known_unit(const Draft& draft, std::string_view spelling) {
  const UnitTable& units = draft.policy.context.units;
  if (const Unit* unit = units.find(spelling)) return *unit;
  if (!spelling.ends_with(per_day)) return std::nullopt;
  const Unit* unit = units.find(spelling.substr(0, spelling.size() - per_day.size()));
  if (!unit) return std::nullopt;
  Unit rate = *unit;
  rate.name = spelling;
  if (unit->dimension == Dimension::mass) rate.dimension = Dimension::mass_rate;
  else if (unit->dimension == Dimension::thc) rate.dimension = Dimension::thc_rate;
  else return std::nullopt;
  return rate;
}

bool may_be_bare(Dimension dimension) { return dimension == Dimension::count || dimension == Dimension::age || dimension == Dimension::any; }

// How the number would have been written, had its author meant the other dimension: "800 mg THC" for "800 mg".
std::string meant(const Draft& draft, ExprId id, Dimension wanted) {
  auto unit = draft.literal_units.find(id);
  if (unit == draft.literal_units.end() || unit->second.empty()) return {};
  const std::string text = draft.text_of(id);
  const std::string number = text.substr(0, text.find(' '));
  for (std::string_view ending : {" THC", " CBD", " a day", " THC a day"}) {
    std::optional<Unit> longer = known_unit(draft, unit->second + std::string(ending));
    if (longer && longer->dimension == wanted) return fmt::format("did you mean `{} {}`?", number, longer->name);
  }
  for (const Unit& other : draft.policy.context.units.units())
    if (other.dimension == wanted && other.name.size() > unit->second.size() && other.name.ends_with(" " + unit->second))
      return fmt::format("did you mean `{} {}`?", number, other.name);
  for (const Unit& other : draft.policy.context.units.units())   // `800 mg THC` against a mass
    if (other.dimension == wanted && unit->second.starts_with(other.name + " "))
      return fmt::format("did you mean `{} {}`?", number, other.name);
  return {};
}

std::string bare_help(const Draft& draft, ExprId id, Dimension wanted) {
  const std::string number = draft.text_of(id);
  if (wanted == Dimension::percent) return fmt::format("write `{} %`", number);
  if (wanted == Dimension::mass) return fmt::format("write `{} g` or another unit of mass", number);
  return fmt::format("write `{} {}`", number, draft.policy.context.units.base_unit(wanted));
}

std::size_t root_of(const Draft& draft, std::size_t open) {
  while (draft.open_quantities[open].same_as != open) open = draft.open_quantities[open].same_as;
  return open;
}

std::string name_of(const Draft& draft, const OpenQuantity& open) {
  std::string name = draft.schema.facts[open.fact].name;
  if (std::size_t at = name.find("[]"); at != std::string::npos) name.insert(at + 1, open.key);
  return name;
}

void report_two_uses(Draft& draft, const OpenQuantity& open, Dimension wanted, Span span) {
  draft.error(Code::two_uses, span,
              fmt::format("`{}` is used as {} here and as {} elsewhere", name_of(draft, open), words(draft, wanted), words(draft, open.dimension)),
              "one quantity of a record has one kind; count both uses in the same unit")
      .notes.push_back({open.decided, fmt::format("here it is {}", words(draft, open.dimension))});
}

bool decide(Draft& draft, std::size_t open, Dimension dimension, Span span) {
  OpenQuantity& root = draft.open_quantities[root_of(draft, open)];
  if (root.dimension == dimension) return true;
  if (root.dimension != Dimension::any) {
    report_two_uses(draft, root, dimension, span);
    return false;
  }
  root.dimension = dimension;
  root.decided = span;
  return true;
}

// All open quantities whose dimension is that of the whole expression.
void collect_open(const Draft& draft, ExprId id, std::vector<std::size_t>& out) {
  const Expr& expr = draft.expr(id);
  if (expr.type != Type::number || expr.dimension != Dimension::any) return;
  if (auto open = draft.open_of.find(id); open != draft.open_of.end()) out.insert(out.end(), open->second.begin(), open->second.end());
  switch (expr.op) {
    case Op::total_items: collect_open(draft, expr.args[0], out); break;
    case Op::choose:
      for (std::size_t i = 1; i < expr.args.size(); i += 2) collect_open(draft, expr.args[i], out);
      break;
    case Op::table: break;
    default:
      for (ExprId arg : expr.args) collect_open(draft, arg, out);
  }
}

bool all_constant(const Draft& draft, ExprId id) {
  Ratio value;
  return is_number(draft, id, value);
}

// Sets the dimension of an expression that has none yet. False: reported.
bool settle(Draft& draft, ExprId id, Dimension dimension, Span span) {
  if (draft.expr(id).dimension != Dimension::any || draft.expr(id).type != Type::number) return true;
  if (all_constant(draft, id) && !may_be_bare(dimension)) {
    draft.error(Code::missing_unit, draft.expr(id).span, fmt::format("`{}` needs a unit of {}", draft.text_of(id), words(draft, dimension)),
                bare_help(draft, id, dimension));
    return false;
  }
  if (auto open = draft.open_of.find(id); open != draft.open_of.end())
    for (std::size_t each : open->second)
      if (!decide(draft, each, dimension, span)) return false;
  draft.expr(id).dimension = dimension;
  const Op op = draft.expr(id).op;
  const std::vector<ExprId> args = draft.expr(id).args;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if ((op == Op::choose && i % 2 == 0) || (op == Op::total_items && i > 0) || op == Op::table) continue;
    if (!settle(draft, args[i], dimension, span)) return false;
  }
  return true;
}

}  // namespace

std::string words(const Draft& draft, Dimension dimension) { return std::string(draft.policy.context.units.name_of(dimension)); }

Dimension dimension_of(const Draft& draft, ExprId id) {
  const Expr& expr = draft.expr(id);
  if (expr.dimension != Dimension::any) return expr.dimension;
  std::vector<std::size_t> open;
  collect_open(draft, id, open);
  for (std::size_t each : open)
    if (Dimension known = draft.open_quantities[root_of(draft, each)].dimension; known != Dimension::any) return known;
  return Dimension::any;
}

std::string kind_words(const Draft& draft, ExprId id) {
  switch (draft.expr(id).type) {
    case Type::truth: return "yes or no";
    case Type::date: return "a date";
    case Type::time_of_day: return "a time of day";
    case Type::instant: return "a moment";
    case Type::value: return "a word of a list";
    case Type::text: return "a text";
    case Type::number: break;
  }
  Dimension dimension = dimension_of(draft, id);
  return dimension == Dimension::any ? "a plain number" : words(draft, dimension);
}

std::optional<Unit> find_unit(Draft& draft, std::string_view spelling, Span span) {
  const std::string_view base = spelling.ends_with(per_day) ? spelling.substr(0, spelling.size() - per_day.size()) : spelling;
  draft.used_units.emplace(base);
  if (std::optional<Unit> unit = known_unit(draft, spelling)) return unit;
  if (base == "oz" || base == "fl oz") {
    draft.error(Code::unknown_unit, span, fmt::format("the policy does not say what its `{}` is", base),
                base == "oz" ? "declare it once: `unit oz is 28.35 g` with the law's own figure" : "declare it once: `unit fl oz is 29.5735 ml`");
    return std::nullopt;
  }
  if (spelling.size() > 1 && (spelling[0] == 'e' || spelling[0] == 'E') && spelling.find_first_not_of("0123456789", 1) == std::string_view::npos) {
    draft.error(Code::bad_number, span, "a number has no exponent", "write it with all its digits");   // `1e30` is read as 1 in the unit e30
    return std::nullopt;
  }
  std::vector<std::string_view> known;
  for (const Unit& unit : draft.policy.context.units.units()) known.push_back(unit.name);
  std::string help = did_you_mean(spelling, known);
  draft.error(Code::unknown_unit, span, fmt::format("there is no unit `{}`", spelling),
              help.empty() ? fmt::format("a unit of the policy's own is declared with `unit {} \"...\"`", spelling) : help);
  return std::nullopt;
}

std::optional<Dimension> unit_dimension(Draft& draft, std::string_view spelling, Span span) {
  if (const auto personal = draft.personal_units.find(spelling); personal != draft.personal_units.end()) {
    personal->second.used = true;
    return personal->second.dimension;
  }
  const std::optional<Unit> unit = find_unit(draft, spelling, span);
  return unit ? std::optional(unit->dimension) : std::nullopt;
}

ExprId literal(Draft& draft, const ast::Quantity& quantity) {
  if (const auto personal = draft.personal_units.find(quantity.unit); personal != draft.personal_units.end())
    return draft.refuse(Code::wrong_type, quantity.span, fmt::format("`{}` differs from person to person, and here a fixed figure must stand", quantity.unit),
                        fmt::format("it can be a cap or what is used each day: `at most 60 {}`", quantity.unit));
  if (quantity.unit.empty()) {
    ExprId id = constant(draft, quantity.number.value, Type::number, Dimension::any, quantity.span);
    draft.literal_units.emplace(id, "");
    return id;
  }
  std::optional<Unit> unit = find_unit(draft, quantity.unit, quantity.unit_span);
  if (!unit) return bad;
  std::optional<Ratio> value = mul(quantity.number.value, unit->in_base);
  if (!value) return draft.refuse(Code::number_range, quantity.span, "the number is out of range");
  ExprId id = constant(draft, *value, Type::number, unit->dimension, quantity.span);
  draft.literal_units.emplace(id, quantity.unit);
  return id;
}

void open_quantity(Draft& draft, ExprId id, FactId fact, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    auto found = std::find_if(draft.open_quantities.begin(), draft.open_quantities.end(), [&](const OpenQuantity& each) { return each.fact == fact && each.key == key; });
    auto index = static_cast<std::size_t>(found - draft.open_quantities.begin());
    if (found == draft.open_quantities.end()) draft.open_quantities.push_back({fact, key, Dimension::any, draft.expr(id).span, index});
    draft.open_of[id].push_back(index);
  }
}

bool require_dimension(Draft& draft, ExprId id, Dimension dimension, std::string_view role) {
  if (id == bad) return false;
  const Span span = draft.expr(id).span;
  if (draft.expr(id).type != Type::number) {
    draft.error(Code::wrong_type, span, fmt::format("{} is counted in {}, and `{}` is {}", role, words(draft, dimension), draft.text_of(id), kind_words(draft, id)));
    return false;
  }
  const Dimension own = dimension_of(draft, id);
  if (own == Dimension::any || own == dimension) return settle(draft, id, dimension, span);
  std::string help = meant(draft, id, dimension);
  if (help.empty() && !all_constant(draft, id) && draft.expr(id).op != Op::scale) {
    const UnitTable& units = draft.policy.context.units;
    help = fmt::format("convert it with the law's own figures: `{} per 8 {} as 1 {}`", draft.text_of(id), units.base_unit(own), units.base_unit(dimension));
  }
  draft.error(Code::wrong_dimension, span, fmt::format("{} is counted in {}, and `{}` is {}", role, words(draft, dimension), draft.text_of(id), words(draft, own)), help);
  return false;
}

bool reconcile(Draft& draft, ExprId left, ExprId right, Span span, std::string_view doing) {
  if (left == bad || right == bad) return false;
  const Type a = draft.expr(left).type, b = draft.expr(right).type;
  if (a != b) {
    draft.error(Code::wrong_type, span, fmt::format("`{}` is {} and `{}` is {}: they cannot be {}", draft.text_of(left), kind_words(draft, left),
                                                  draft.text_of(right), kind_words(draft, right), doing));
    return false;
  }
  if (a != Type::number) return true;
  const Dimension x = dimension_of(draft, left), y = dimension_of(draft, right);
  if (x == Dimension::any && y == Dimension::any) {
    std::vector<std::size_t> open;
    collect_open(draft, left, open);
    collect_open(draft, right, open);
    for (std::size_t each : open) draft.open_quantities[root_of(draft, each)].same_as = root_of(draft, open.front());
    return true;
  }
  if (x == Dimension::any) return settle(draft, left, y, span);
  if (y == Dimension::any) return settle(draft, right, x, span);
  if (x == y) return settle(draft, left, x, span) && settle(draft, right, x, span);
  std::string help = meant(draft, right, x);
  if (help.empty()) help = meant(draft, left, y);
  draft.error(Code::wrong_dimension, span, fmt::format("`{}` is {} and `{}` is {}: they cannot be {}", draft.text_of(left), words(draft, x), draft.text_of(right), words(draft, y), doing),
              help);
  return false;
}

void settle_open_quantities(Draft& draft) {
  for (ExprId id = 0; id < draft.policy.exprs.size(); ++id)
    if (draft.expr(id).type == Type::number && draft.expr(id).dimension == Dimension::any) draft.expr(id).dimension = dimension_of(draft, id);
  PolicyContext& context = draft.policy.context;
  for (std::size_t i = 0; i < draft.open_quantities.size(); ++i) {
    const OpenQuantity& open = draft.open_quantities[i];
    const Dimension dimension = draft.open_quantities[root_of(draft, i)].dimension;
    if (dimension == Dimension::any) continue;
    if (!open.key.empty()) {
      context.key_uses.push_back({open.fact, open.key, dimension});
    } else {
      context.quantity_uses.push_back(open.fact);
      context.quantity_dimensions.push_back(dimension);
    }
  }
}

Dimension of_one_day(Dimension dimension) {
  return dimension == Dimension::mass_rate ? Dimension::mass : dimension == Dimension::thc_rate ? Dimension::thc : dimension;
}

}  // namespace leaflaw::semantics
