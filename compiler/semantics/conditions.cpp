#include "compiler/semantics/conditions.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/comparisons.h"
#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/names.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using ConditionKind = ast::Condition::Kind;
using model::Expr;
using model::Op;
using model::Type;

namespace {

// ---- yes and no ---------------------------------------------------------------------------------------------------------

ExprId bare_truth(Draft& draft, const ast::Condition& tree, const Surroundings& where) {
  const ExprId id = expression(draft, *tree.left, where);
  if (id == bad || draft.expr(id).type == Type::truth) return id;
  const std::string text = draft.text_of(id);
  std::string help;
  switch (draft.expr(id).type) {
    case Type::number: help = fmt::format("compare it: `{} is at most ...`", text); break;
    case Type::value: help = fmt::format("say which: `{} is ...`", text); break;
    case Type::text: help = fmt::format("say which: `{} is \"...\"`", text); break;
    case Type::date:
    case Type::instant: help = fmt::format("compare it: `{} is today or later`", text); break;
    default: help = fmt::format("compare it: `{} is from 08:00 until 22:00`", text);
  }
  return draft.refuse(Code::wrong_type, draft.expr(id).span, fmt::format("`{}` is {}: alone it is neither true nor false", text, kind_words(draft, id)), help);
}

ExprId quantified(Draft& draft, const ast::Condition& tree, const Surroundings& where) {
  Surroundings inside = where;
  inside.items = true;
  const ExprId arg = condition(draft, *tree.args[0], inside);
  if (arg == bad) return bad;
  Expr expr;
  expr.op = tree.kind == ConditionKind::every_item ? Op::every_item : Op::some_item;
  expr.span = tree.span;
  expr.args = {arg};
  const ExprId id = draft.add(std::move(expr));
  return tree.kind == ConditionKind::no_item ? negation(draft, id, tree.span) : id;
}

// ---- given ----------------------------------------------------------------------------------------------------------------

// What the path leads to. Nothing: reported.
std::optional<Named> record_part(Draft& draft, const ast::Condition& tree, const Surroundings& where, std::string_view asked) {
  const ast::Expr& left = *tree.left;
  if (left.kind != ast::Expr::Kind::path) {
    draft.error(Code::wrong_type, left.span, fmt::format("`{}` is computed; only a fact of the record {}", draft.text_of(left.span), asked));
    return std::nullopt;
  }
  bool reported = false;
  std::optional<Named> named = fact_named(draft, left.path, where, reported);
  if (named || reported) return named;
  if (const Symbol* symbol = draft.find(left.path.steps.front().name.text); symbol || left.path.text() == "time")
    draft.error(Code::wrong_type, left.span, fmt::format("`{}` comes from the policy; only a fact of the record {}", left.path.text(), asked));
  else unknown_name(draft, left.path, where);
  return std::nullopt;
}

ExprId required_is_asked(Draft& draft, const ast::Condition& tree, const Named& named) {
  const std::string text = tree.left->path.text();
  const bool negated = tree.kind == ConditionKind::not_given;
  std::string help = "a required fact that a record lacks is unknown, and what needs it is then incomplete by itself; leave the test out";
  const std::size_t point = text.rfind(']');
  if (named.kind == Named::Kind::fact && named.ref.map != no_index && point != std::string::npos && !draft.schema.maps[named.ref.map].required)
    help = fmt::format("ask whether there is an entry: `{} is {}given`", text.substr(0, point + 1), negated ? "not " : "");
  return draft.refuse(Code::given_of_required, tree.span, fmt::format("`{}` is a required fact, so it cannot be asked whether it is given", text), help);
}

ExprId given(Draft& draft, const ast::Condition& tree, const Surroundings& where) {
  const std::optional<Named> named = record_part(draft, tree, where, "can be given or not");
  if (!named) return bad;
  const bool required = named->kind == Named::Kind::fact ? draft.schema.facts[named->ref.fact].required
                                                         : named->kind == Named::Kind::map && draft.schema.maps[named->ref.map].required;
  if (required) return required_is_asked(draft, tree, *named);
  Expr expr;
  switch (named->kind) {
    case Named::Kind::fact: expr.op = Op::fact_given; break;
    case Named::Kind::map: expr.op = Op::map_given; break;
    case Named::Kind::entry: expr.op = Op::entry_given; break;
  }
  expr.span = tree.span;
  expr.fact = named->ref;
  expr.item_scope = named->item;
  const ExprId id = draft.add(std::move(expr));
  return tree.kind == ConditionKind::not_given ? negation(draft, id, tree.span) : id;
}

// ---- words of a list -------------------------------------------------------------------------------------------------------

bool is_fact(const Draft& draft, const std::string& word) { return draft.facts.contains(word) || draft.facts.contains("item." + word); }

bool reads_the_record(const Draft& draft, const std::string& word) {
  const Symbol* symbol = draft.find(word);
  const bool valued = symbol && (symbol->kind == SymbolKind::item_class || symbol->kind == SymbolKind::definition || symbol->kind == SymbolKind::measure);
  return valued || is_fact(draft, word) || word == "time";
}

// `category is route`: the second word names a fact, where a value belongs.
bool fact_for_value(Draft& draft, const ast::Name& word, std::uint16_t domain) {
  const std::vector<std::string>& values = values_of(draft, domain);
  if (std::find(values.begin(), values.end(), word.text) != values.end() || !reads_the_record(draft, word.text)) return false;
  draft.error(Code::unknown_value, word.span, fmt::format("`{}` is not a value but {}; `is` compares with one {}", word.text, is_fact(draft, word.text) ? "a fact" : "declared by the policy", domain_name(draft, domain)),
              did_you_mean(word.text, values));
  return true;
}

// The values that the words name, all of them known; nothing: reported.
std::optional<u128> words_of(Draft& draft, const ast::Condition& tree, std::uint16_t domain) {
  const std::size_t before = draft.diagnostics.all().size();
  std::vector<ast::Name> plain;
  for (std::size_t i = 0; i < tree.values.size(); ++i) {
    const ast::Name& word = tree.values[i];
    if (tree.quoted[i])
      draft.error(Code::unknown_value, word.span, fmt::format("a {} is written without quotes", domain_name(draft, domain)), did_you_mean(word.text, values_of(draft, domain)));
    else if (!fact_for_value(draft, word, domain)) plain.push_back(word);
  }
  std::optional<u128> mask;
  if (!plain.empty()) mask = values_named(draft, domain, plain);
  if (draft.diagnostics.all().size() != before) return std::nullopt;
  return mask;
}

ExprId is_value(Draft& draft, const ast::Condition& tree, ExprId left) {
  const Expr of = draft.expr(left);
  const bool optional = of.op == Op::fact_value && !draft.schema.facts[of.fact.fact].required;
  const std::vector<std::string>& values = values_of(draft, of.domain);
  if (optional && tree.values.size() == 1 && tree.values[0].text == "none" && std::find(values.begin(), values.end(), "none") == values.end())
    return draft.refuse(Code::unknown_value, tree.values[0].span, fmt::format("`none` is no {}", domain_name(draft, of.domain)),
                        fmt::format("write `{} is {}given`", draft.text_of(left), tree.negated ? "" : "not "));
  const std::optional<u128> mask = words_of(draft, tree, of.domain);
  if (!mask) return bad;
  Expr expr;
  expr.op = Op::one_of;
  expr.span = tree.span;
  expr.args = {left};
  expr.item_scope = of.item_scope;
  expr.values = *mask;
  expr.domain = of.domain;
  return draft.add(std::move(expr));
}

ExprId is_text(Draft& draft, const ast::Condition& tree, ExprId left) {
  const Expr of = draft.expr(left);
  Expr expr;
  for (std::size_t i = 0; i < tree.values.size(); ++i) {
    const ast::Name& word = tree.values[i];
    if (!tree.quoted[i]) return draft.refuse(Code::wrong_type, word.span, fmt::format("`{}` is a text, and a text stands in quotes", draft.text_of(left)), fmt::format("write `\"{}\"`", word.text));
    expr.texts.push_back(word.text);
  }
  expr.op = Op::text_is;
  expr.span = tree.span;
  expr.fact = of.fact;
  expr.item_scope = of.item_scope;
  return draft.add(std::move(expr));
}

ExprId no_words(Draft& draft, const ast::Condition& tree, ExprId left) {
  const std::string text = draft.text_of(left), word = tree.values[0].text;
  std::string help;
  switch (draft.expr(left).type) {
    case Type::truth: help = fmt::format("write `{}` or `not {}` alone", text, text); break;
    case Type::number: help = fmt::format("write `{} is exactly ...`, `is at least ...` or `is at most ...`", text); break;
    case Type::time_of_day: help = fmt::format("write `{} is from 08:00 until 22:00`", text); break;
    default: help = fmt::format("write `{} is before ...`, `is on or after ...` or `is today or later`", text);
  }
  return draft.refuse(Code::wrong_type, tree.values[0].span, fmt::format("`{}` is {}, so it cannot be `{}`", text, kind_words(draft, left), word), help);
}

ExprId one_of(Draft& draft, const ast::Condition& tree, const Surroundings& where) {
  const ExprId left = expression(draft, *tree.left, where);
  if (left == bad) return bad;
  ExprId id = bad;
  switch (draft.expr(left).type) {
    case Type::value: id = is_value(draft, tree, left); break;
    case Type::text: id = is_text(draft, tree, left); break;
    default: id = no_words(draft, tree, left);
  }
  return tree.negated ? negation(draft, id, tree.span) : id;
}

ExprId includes(Draft& draft, const ast::Condition& tree, const Surroundings& where) {
  const std::optional<Named> named = record_part(draft, tree, where, "includes anything");
  if (!named) return bad;
  const std::string text = tree.left->path.text();
  if (named->kind != Named::Kind::fact || draft.schema.facts[named->ref.fact].type != FactType::set) {
    const bool value = named->kind == Named::Kind::fact && draft.schema.facts[named->ref.fact].type == FactType::value;
    return draft.refuse(Code::wrong_type, tree.left->span, fmt::format("`{}` is not a set of words, so it includes nothing", text),
                        value ? fmt::format("write `{} is {}`, or `{} is one of ...`", text, tree.values[0].text, text) : "");
  }
  const std::uint16_t domain = draft.schema.facts[named->ref.fact].enumeration;
  const std::optional<u128> mask = words_of(draft, tree, domain);
  if (!mask) return bad;
  Expr expr;
  expr.op = tree.any ? Op::includes_any : Op::includes_all;
  expr.span = tree.span;
  expr.fact = named->ref;
  expr.item_scope = named->item;
  expr.values = *mask;
  expr.domain = domain;
  return draft.add(std::move(expr));
}

ExprId has_characters(Draft& draft, const ast::Condition& tree, const Surroundings& where) {
  const ExprId left = expression(draft, *tree.left, where);
  if (left == bad) return bad;
  const Expr of = draft.expr(left);
  if (of.type != Type::text)
    return draft.refuse(Code::wrong_type, of.span, fmt::format("`{}` is {}, not a text: it has no characters", draft.text_of(left), kind_words(draft, left)));
  if (!tree.number.value.is_whole()) return draft.refuse(Code::wrong_type, tree.number.span, "characters are counted in whole numbers");
  Expr length;
  length.op = Op::text_length;
  length.type = Type::number;
  length.dimension = Dimension::count;
  length.span = of.span;
  length.fact = of.fact;
  length.item_scope = of.item_scope;
  const ExprId counted = draft.add(std::move(length));
  return compare(draft, Op::equal, counted, constant(draft, tree.number.value, Type::number, Dimension::count, tree.number.span), tree.span);
}

ExprId joined(Draft& draft, const ast::Condition& tree, const Surroundings& where) {
  std::vector<ExprId> args;
  for (const ast::ConditionPtr& arg : tree.args) args.push_back(condition(draft, *arg, where));
  return join(draft, tree.kind == ConditionKind::both ? Op::both : Op::either, args, tree.span);
}

}  // namespace

ExprId condition(Draft& draft, const ast::Condition& tree, const Surroundings& where) {
  switch (tree.kind) {
    case ConditionKind::both:
    case ConditionKind::either: return joined(draft, tree, where);
    case ConditionKind::negation: return negation(draft, condition(draft, *tree.args[0], where), tree.span);
    case ConditionKind::some_item:
    case ConditionKind::every_item:
    case ConditionKind::no_item: return quantified(draft, tree, where);
    case ConditionKind::truth: return bare_truth(draft, tree, where);
    case ConditionKind::given:
    case ConditionKind::not_given: return given(draft, tree, where);
    case ConditionKind::is_one_of: return one_of(draft, tree, where);
    case ConditionKind::compares:
    case ConditionKind::between: return quantity_condition(draft, tree, where);
    case ConditionKind::today_or_later:
    case ConditionKind::today_or_earlier:
    case ConditionKind::before:
    case ConditionKind::after:
    case ConditionKind::on_or_before:
    case ConditionKind::on_or_after:
    case ConditionKind::from_through:
    case ConditionKind::within_before: return date_condition(draft, tree, where);
    case ConditionKind::from_until: return hours_condition(draft, tree, where);
    case ConditionKind::includes: return includes(draft, tree, where);
    case ConditionKind::has_characters: return has_characters(draft, tree, where);
  }
  return bad;
}

}  // namespace leaflaw::semantics
