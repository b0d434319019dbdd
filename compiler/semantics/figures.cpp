#include "compiler/semantics/figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/limits.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using model::Expr;
using model::Op;
using model::Type;

namespace {

const std::vector<std::string> figure_names{"cap", "used", "this", "remaining", "met"};

ExprId not_a_figure(Draft& draft, const ast::Path& path, const std::string& name) {
  const std::string figures = ".cap, .used, .this, .remaining and .met";
  if (path.steps.size() == 1) return draft.refuse(Code::unknown_name, path.span, fmt::format("`{}` is a limit: say which of its figures", name), fmt::format("it has {}", figures));
  const ast::Name& step = path.steps[1].name;
  return draft.refuse(Code::unknown_name, step.span, fmt::format("a limit has no `{}`", step.text), did_you_mean(step.text, figure_names));
}

// Words of the class that have a meter in some version.
std::vector<std::string> keys_of(Draft& draft, const Symbol& symbol, std::uint16_t key_class) {
  std::vector<std::string> keys;
  for (const Version& version : versions_of(draft, symbol)) {
    const ast::Clause* counts = find(version, ast::Clause::Kind::counts);
    if (!counts) continue;
    const Counted& counted = counted_by(draft, symbol, *counts);
    if (counted.key_class != key_class) continue;
    for (std::uint16_t value : counted.keys) {
      const std::string& word = draft.policy.classes[key_class].values[value];
      if (std::find(keys.begin(), keys.end(), word) == keys.end()) keys.push_back(word);
    }
  }
  return keys;
}

// The meter that the path names: a key of its own, or the key at hand inside the caps and messages of limits by the same class.
// no_expr: the limit has one meter only.
ExprId meter_of(Draft& draft, const Symbol& symbol, const ast::Path& path, std::uint16_t key_class, const Surroundings& where) {
  const std::string& name = path.steps.front().name.text;
  const std::optional<ast::Name>& key = path.steps.front().key;
  if (key_class == no_index) {
    if (!key) return no_expr;
    return draft.refuse(Code::limit_key, key->span, fmt::format("`{}` has one meter and no keys", name), fmt::format("write `{}.{}`", name, path.steps[1].name.text));
  }
  const model::ItemClass& item_class = draft.policy.classes[key_class];
  Expr expr;
  expr.type = Type::value;
  expr.span = path.span;
  expr.domain = static_cast<std::uint16_t>(model::first_class + key_class);
  expr.index = key_class;
  if ((!key || key->text == item_class.id) && where.key_class == key_class) {
    expr.op = Op::key_value;
    return draft.add(std::move(expr));
  }
  const std::vector<std::string> keys = keys_of(draft, symbol, key_class);
  if (!key) {
    const std::string example = keys.empty() ? item_class.id : keys.front();
    return draft.refuse(Code::limit_key, path.span, fmt::format("`{}` has a meter for each {}: say which", name, item_class.id),
                        fmt::format("write `{}[{}].{}`", name, example, path.steps[1].name.text));
  }
  if (key->text == item_class.id)
    return draft.refuse(Code::limit_key, key->span, fmt::format("no {} is at hand here", item_class.id),
                        fmt::format("in the cap and the texts of a limit separately for each {} that word is the meter's own; elsewhere say which {}", item_class.id, item_class.id));
  auto found = std::find(keys.begin(), keys.end(), key->text);
  if (found == keys.end()) return draft.refuse(Code::limit_key, key->span, fmt::format("`{}` has no meter for `{}`", name, key->text), did_you_mean(key->text, keys));
  expr.op = Op::value_constant;
  expr.values = bit_of(static_cast<unsigned>(std::find(item_class.values.begin(), item_class.values.end(), key->text) - item_class.values.begin()));
  return draft.add(std::move(expr));
}

}  // namespace

ExprId limit_figure(Draft& draft, const Symbol& symbol, const ast::Path& path, const Surroundings& where) {
  const std::string& name = path.steps.front().name.text;
  if (symbol.declaration->kind != ast::Declaration::Kind::limit)
    return draft.refuse(Code::unknown_name, path.span, fmt::format("`{}` is no limit: it has no figures", name), "only limits have `.cap`, `.used`, `.this`, `.remaining` and `.met`");
  const auto figure = path.steps.size() == 2 && !path.steps[1].key ? std::find(figure_names.begin(), figure_names.end(), path.steps[1].name.text) : figure_names.end();
  if (figure == figure_names.end()) return not_a_figure(draft, path, name);
  if (draft.open_limits.contains(symbol.index)) {
    draft.error(Code::cycle, path.span, fmt::format("what `{}` counts rests on its own figures", name), "count what the items are; a cap or a condition may read other limits")
        .notes.push_back({symbol.declaration->name.span, "it is declared here"});
    return bad;
  }
  const ast::Clause* counts = find(versions_of(draft, symbol).front(), ast::Clause::Kind::counts);
  if (!counts) return bad;   // reported: a limit needs one
  const Counted& counted = counted_by(draft, symbol, *counts);
  if (counted.amount == bad) return bad;

  Expr expr;
  expr.span = path.span;
  expr.index = symbol.index;
  // Without a key `.met` is that of all meters, also where a key is at hand.
  const bool whole = *figure == "met" && !path.steps.front().key;
  const ExprId meter = whole ? no_expr : meter_of(draft, symbol, path, counted.key_class, where);
  if (meter == bad) return bad;
  if (meter != no_expr) expr.args = {meter};
  if (*figure == "met") {
    expr.op = Op::limit_met;
    expr.type = Type::truth;
    return draft.add(std::move(expr));
  }
  expr.op = Op::limit_figure;
  expr.type = Type::number;
  expr.dimension = dimension_of(draft, counted.amount);
  expr.figure = static_cast<model::Figure>(figure - figure_names.begin());
  return draft.add(std::move(expr));
}

}  // namespace leaflaw::semantics
