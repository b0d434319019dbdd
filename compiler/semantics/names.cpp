#include "compiler/semantics/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/definitions.h"
#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/figures.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using ast::Path;
using model::Expr;
using model::first_class;
using model::Op;
using model::Type;

namespace {

constexpr std::string_view item_step = "item.";   // a word of the language: the lines of an event

// "buyer.orders[].amount": the name under which the vocabulary knows the path.
std::string schema_name(const Path& path) {
  std::string out;
  for (const ast::PathStep& step : path.steps) {
    if (!out.empty()) out += '.';
    out += step.name.text;
    if (step.key) out += "[]";
  }
  return out;
}

const ast::Name* key_of(const Path& path) {
  for (const ast::PathStep& step : path.steps)
    if (step.key) return &*step.key;
  return nullptr;
}

bool is_item_place(FactPlace place) { return place == FactPlace::item || place == FactPlace::item_map; }

// A bare fact's own map: "buyer.orders[].amount" is a field of map buyer.orders.
std::uint16_t map_named(const Draft& draft, const std::string& name) {
  auto found = draft.maps.find(name);
  return found == draft.maps.end() ? no_index : found->second;
}

// Names that may stand here, as the author would write them.
std::vector<std::string> names_here(const Draft& draft, const Surroundings& where) {
  std::vector<std::string> names;
  const bool items = where.items || where.undecided;
  for (const Fact& fact : draft.schema.facts) {
    std::string name = fact.name;
    if (is_item_place(fact.place) && items) name.erase(0, item_step.size());
    names.push_back(name);
  }
  for (const auto& [name, symbol] : draft.symbols)
    if (symbol.kind == SymbolKind::definition || ((symbol.kind == SymbolKind::item_class || symbol.kind == SymbolKind::measure) && items)) names.push_back(name);
  for (const auto& [name, fact] : draft.vocabulary.short_forms) names.push_back(name);
  names.emplace_back("time");
  return names;
}

void item_not_at_hand(Draft& draft, Span span, const std::string& name, std::string_view what) {
  draft.error(Code::no_item_at_hand, span, fmt::format("`{}` is {}, and no item is meant here", name, what),
              "say which items: `some item has ...`, `every item has ...`, `total of ... of items`, or let the rule apply `for each item`");
}

// ---- keys of maps and tables --------------------------------------------------------------------------------------

struct Key {
  std::string constant;            // or
  ExprId computed = no_expr;       // a value whose name is the key
};

// A class, an enumerated fact or a definition that gives a word.
ExprId word_value(Draft& draft, const ast::Name& name, const Surroundings& where) {
  Path path{{{name, std::nullopt}}, name.span};
  ExprId id = value_of(draft, path, where);
  if (id == bad || draft.expr(id).type == Type::value) return id;
  return draft.refuse(Code::map_key, name.span, fmt::format("`{}` does not give a word that could be a key", name.text));
}

bool names_a_value(const Draft& draft, const std::string& name) {
  const Symbol* symbol = draft.find(name);
  if (symbol && (symbol->kind == SymbolKind::item_class || symbol->kind == SymbolKind::definition)) return true;
  FactId fact = draft.schema.find(std::string(item_step) + name);
  if (fact == no_fact) fact = draft.schema.find(name);
  if (fact != no_fact) return draft.schema.facts[fact].type == FactType::value;
  return std::any_of(draft.vocabulary.short_forms.begin(), draft.vocabulary.short_forms.end(), [&](const auto& each) { return each.first == name; });
}

std::vector<std::string> keys_of_map(const Draft& draft, const FactMap& map) {
  std::vector<std::string> keys;
  if (map.keys == FactMap::Keys::limit) {
    for (const auto& [name, symbol] : draft.symbols)
      if (symbol.kind == SymbolKind::rule && symbol.declaration->kind == ast::Declaration::Kind::limit) keys.push_back(name);
    return keys;
  }
  if (map.enumeration != no_index) keys = draft.schema.enumerations[map.enumeration].values;
  for (const model::ItemClass& each : draft.policy.classes) keys.insert(keys.end(), each.values.begin(), each.values.end());
  return keys;
}

std::optional<Key> map_key(Draft& draft, const FactMap& map, const ast::Name& name, const Surroundings& where) {
  if (map.keys == FactMap::Keys::text) return Key{name.text, no_expr};
  const std::vector<std::string> keys = keys_of_map(draft, map);
  if (std::find(keys.begin(), keys.end(), name.text) != keys.end()) return Key{name.text, no_expr};
  if (map.keys == FactMap::Keys::enumeration && names_a_value(draft, name.text)) {
    ExprId value = word_value(draft, name, where);
    if (value == bad) return std::nullopt;
    return Key{{}, value};
  }
  draft.error(Code::map_key, name.span, fmt::format("`{}` has no key `{}`", map.name, name.text), did_you_mean(name.text, keys));
  return std::nullopt;
}

// The keys that a computed key may come to.
std::vector<std::string> possible_keys(const Draft& draft, ExprId value, const Surroundings& where) {
  const Expr& expr = draft.expr(value);
  const std::vector<std::string>& all = values_of(draft, expr.domain);
  if (expr.op != Op::key_value || where.keys == nullptr) return all;
  std::vector<std::string> keys;
  for (std::uint16_t key : *where.keys) keys.push_back(all[key]);
  return keys;
}

// ---- the kinds of names ----------------------------------------------------------------------------------------------

ExprId class_value(Draft& draft, const Symbol& symbol, const Path& path, const Surroundings& where) {
  const bool is_key = where.key_class == symbol.index;
  if (!is_key && !where.items && !where.undecided) {
    item_not_at_hand(draft, path.span, path.text(), "a class of each item");
    return bad;
  }
  Expr expr;
  expr.op = is_key ? Op::key_value : Op::class_value;
  expr.type = Type::value;
  expr.span = path.span;
  expr.item_scope = !is_key;
  expr.index = symbol.index;
  expr.domain = static_cast<std::uint16_t>(first_class + symbol.index);
  return draft.add(std::move(expr));
}

ExprId measure_value(Draft& draft, const Symbol& symbol, const Path& path, const Surroundings& where) {
  if (!where.items && !where.undecided) {
    item_not_at_hand(draft, path.span, path.text(), "a measure of each item");
    return bad;
  }
  Expr expr;
  expr.op = Op::measure;
  expr.type = Type::number;
  expr.dimension = draft.policy.measures[symbol.index].dimension;
  expr.span = path.span;
  expr.item_scope = true;
  expr.index = symbol.index;
  return draft.add(std::move(expr));
}

ExprId time_of_day(Draft& draft, Span span) {
  Expr expr;
  expr.op = Op::time_of_day;
  expr.type = Type::time_of_day;
  expr.span = span;
  return draft.add(std::move(expr));
}

ExprId state_of_policy(Draft& draft, Span span) {
  const PolicyContext& context = draft.policy.context;
  if (context.state < 0)
    return draft.refuse(Code::header_clause, span, "the policy's header does not name its state", "add a clause `state XX` to the header");
  Expr expr;
  expr.op = Op::value_constant;
  expr.type = Type::value;
  expr.span = span;
  expr.domain = context.state_enumeration;
  expr.values = bit_of(static_cast<unsigned>(context.state));
  return draft.add(std::move(expr));
}

// One cell of a table: `route-cap[north].cap`; a key that is not given is its own name, looked up here.
ExprId table_cell(Draft& draft, const Symbol& symbol, const Path& path, const Surroundings& where) {
  const model::Table& table = draft.policy.tables[symbol.index];
  if (path.steps.size() != 2) {
    return draft.refuse(Code::unknown_name, path.span, fmt::format("`{}` is a table: say which column", path.text()),
                        fmt::format("write `{}[{}].{}`", table.id, table.key_names.empty() ? "key" : table.key_names.front(), table.columns.empty() ? "column" : table.columns.front()));
  }
  const ast::Name& column_name = path.steps[1].name;
  auto column = std::find(table.columns.begin(), table.columns.end(), column_name.text);
  if (column == table.columns.end())
    return draft.refuse(Code::unknown_name, column_name.span, fmt::format("the table `{}` has no column `{}`", table.id, column_name.text), did_you_mean(column_name.text, table.columns));
  Expr expr;
  expr.op = Op::table;
  expr.type = Type::number;
  expr.span = path.span;
  expr.index = symbol.index;
  expr.column = static_cast<std::uint16_t>(column - table.columns.begin());
  expr.dimension = Dimension::any;
  const std::vector<std::uint16_t> domains = table.key_domains;
  const std::vector<std::string> key_names = table.key_names;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    if (domains[i] == no_index) return bad;
    const std::optional<ast::Name>& given = path.steps[0].key;
    const ast::Name name = i == 0 && given ? *given : ast::Name{key_names[i], path.span};
    const std::vector<std::string>& values = values_of(draft, domains[i]);
    auto constant = std::find(values.begin(), values.end(), name.text);
    ExprId key = bad;
    if (i == 0 && given && constant != values.end()) {
      Expr value;
      value.op = Op::value_constant;
      value.type = Type::value;
      value.span = name.span;
      value.domain = domains[i];
      value.values = bit_of(static_cast<unsigned>(constant - values.begin()));
      key = draft.add(std::move(value));
    } else if (i == 0 && given && !names_a_value(draft, name.text)) {
      draft.error(Code::map_key, name.span, fmt::format("`{}` is no {}", name.text, domain_name(draft, domains[i])), did_you_mean(name.text, values));
    } else {
      key = word_value(draft, name, where);
    }
    if (key == bad) return bad;
    if (draft.expr(key).domain != domains[i])
      return draft.refuse(Code::map_key, name.span, fmt::format("the key of `{}` is a {}, and `{}` is not", table.id, domain_name(draft, domains[i]), name.text));
    expr.args.push_back(key);
    expr.item_scope = expr.item_scope || draft.expr(key).item_scope;
  }
  for (const auto& version : table.versions)
    for (const model::TableRow& row : version.body)
      if (expr.column < row.values.size() && row.values[expr.column] < bad) {
        expr.dimension = draft.expr(row.values[expr.column]).dimension;
        expr.type = draft.expr(row.values[expr.column]).type;
      }
  return draft.add(std::move(expr));
}

ExprId declared_value(Draft& draft, const Symbol& symbol, const Path& path, const Surroundings& where) {
  const std::string& name = path.steps.front().name.text;
  if (symbol.kind == SymbolKind::table) return table_cell(draft, symbol, path, where);
  if (symbol.kind == SymbolKind::rule) return limit_figure(draft, symbol, path, where);
  if (symbol.kind == SymbolKind::exception) return draft.refuse(Code::unknown_name, path.span, fmt::format("`{}` is an exception: it has no value", name));
  if (path.steps.size() > 1 || path.steps.front().key)
    return draft.refuse(Code::unknown_name, path.span, fmt::format("`{}` has no parts", name), fmt::format("write `{}` alone", name));
  switch (symbol.kind) {
    case SymbolKind::item_class: return class_value(draft, symbol, path, where);
    case SymbolKind::measure: return measure_value(draft, symbol, path, where);
    default: return definition_value(draft, symbol, path, where);
  }
}

// A class whose text had syntax errors may have lost rows, and their words with them.
bool lost_words(const Draft& draft, std::uint16_t domain) {
  if (domain < first_class) return false;
  const Symbol* symbol = draft.find(draft.policy.classes[domain - first_class].id);
  return symbol && symbol->broken();
}

}  // namespace

const std::vector<std::string>& values_of(const Draft& draft, std::uint16_t domain) {
  if (domain >= first_class) return draft.policy.classes[domain - first_class].values;
  return draft.schema.enumerations[domain].values;
}

std::string domain_name(const Draft& draft, std::uint16_t domain) {
  return domain >= first_class ? draft.policy.classes[domain - first_class].id : draft.schema.enumerations[domain].name;
}

std::optional<u128> values_named(Draft& draft, std::uint16_t domain, const std::vector<ast::Name>& names) {
  const std::vector<std::string>& values = values_of(draft, domain);
  u128 mask = 0;
  for (const ast::Name& name : names) {
    auto found = std::find(values.begin(), values.end(), name.text);
    if (found == values.end()) {
      if (!lost_words(draft, domain)) draft.error(Code::unknown_value, name.span, fmt::format("`{}` is no {}", name.text, domain_name(draft, domain)), did_you_mean(name.text, values));
      continue;
    }
    mask |= bit_of(static_cast<unsigned>(found - values.begin()));
  }
  if (mask == 0) return std::nullopt;
  return mask;
}

std::uint16_t key_domain(Draft& draft, const ast::Name& name) {
  if (const Symbol* symbol = draft.find(name.text); symbol && symbol->kind == SymbolKind::item_class) return static_cast<std::uint16_t>(first_class + symbol->index);
  FactId fact = draft.schema.find(std::string(item_step) + name.text);
  if (fact == no_fact) fact = draft.schema.find(name.text);
  for (const auto& [word, short_fact] : draft.vocabulary.short_forms)
    if (fact == no_fact && word == name.text) fact = short_fact;
  if (fact != no_fact && draft.schema.facts[fact].type == FactType::value) return draft.schema.facts[fact].enumeration;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < draft.schema.enumerations.size(); ++i) {
    if (draft.schema.enumerations[i].name == name.text) return static_cast<std::uint16_t>(i);
    known.push_back(draft.schema.enumerations[i].name);
  }
  for (const model::ItemClass& each : draft.policy.classes) known.push_back(each.id);
  draft.error(Code::unknown_name, name.span, fmt::format("`{}` is no class and no list of words, so it cannot be a table's key", name.text), did_you_mean(name.text, known));
  return no_index;
}

// A fact of the same group whose last step is the one written: `item.product.name` for `item.name`.
std::string same_ending(const Draft& draft, const Path& path, const Surroundings& where) {
  const std::string ending = "." + path.steps.back().name.text;
  const bool grouped = path.steps.size() > 1;
  std::vector<std::string> fitting;
  for (const std::string& name : names_here(draft, where))
    if (name.ends_with(ending) && (!grouped || name.starts_with(path.steps.front().name.text + "."))) fitting.push_back(name);
  return fitting.size() == 1 ? fmt::format("did you mean `{}`?", fitting.front()) : std::string();
}

void unknown_name(Draft& draft, const Path& path, const Surroundings& where) {
  const std::string text = path.text();
  const std::string name = schema_name(path);
  if (const std::uint16_t map = map_named(draft, name); map != no_index || map_named(draft, std::string(item_step) + name) != no_index) {
    draft.error(Code::map_key, path.span, fmt::format("`{}` has an entry for each key: say which, and which part of it", text), fmt::format("write `{}[KEY].PART`", text));
    return;
  }
  std::vector<std::string> parts;
  const bool items = where.items || where.undecided;
  for (const Fact& fact : draft.schema.facts) {
    const bool bare = items && fact.name.starts_with(item_step) && fact.name.compare(item_step.size(), name.size() + 1, name + ".") == 0;
    if (bare || fact.name.starts_with(name + ".")) parts.push_back(bare ? fact.name.substr(item_step.size()) : fact.name);
  }
  if (!parts.empty()) {
    draft.error(Code::unknown_name, path.span, fmt::format("`{}` is a group of facts: say which", text), "it has " + listed(parts));
    return;
  }
  if (!items && (draft.facts.contains(std::string(item_step) + name) || text.starts_with(item_step))) {
    if (draft.facts.contains(name) || draft.facts.contains(std::string(item_step) + name)) {
      item_not_at_hand(draft, path.span, text, "a fact of an item");
      return;
    }
  }
  std::string help = did_you_mean(items && name.starts_with(item_step) ? name.substr(item_step.size()) : name, names_here(draft, where));
  if (help.starts_with("known")) help.clear();
  if (help.empty()) help = same_ending(draft, path, where);
  for (const Enumeration& enumeration : draft.schema.enumerations)
    if (help.empty() && path.steps.size() == 1 && std::find(enumeration.values.begin(), enumeration.values.end(), text) != enumeration.values.end())
      help = fmt::format("it is a {}; compare a fact with it: `... is {}`", enumeration.name, text);
  draft.error(Code::unknown_name, path.span, fmt::format("there is no `{}`", text), help);
}

std::optional<Named> fact_named(Draft& draft, const Path& path, const Surroundings& where, bool& reported) {
  reported = false;
  const std::string name = schema_name(path);
  const std::string item_name = std::string(item_step) + name;
  const bool items = where.items || where.undecided;
  const bool is_bare_item = draft.facts.contains(item_name) || draft.maps.contains(item_name);
  std::string full = items && is_bare_item ? item_name : name;
  for (const auto& [word, fact] : draft.vocabulary.short_forms)
    if (word == full) full = draft.schema.facts[fact].name;

  Named named;
  if (auto fact = draft.facts.find(full); fact != draft.facts.end()) {
    named.ref.fact = fact->second;
    named.ref.map = draft.schema.facts[fact->second].map;
    named.item = is_item_place(draft.schema.facts[fact->second].place);
    if (draft.schema.facts[fact->second].input_only) {
      draft.error(Code::unknown_name, path.span, fmt::format("`{}` is read on input only and never kept", path.text()), "use what the vocabulary derives from it");
      reported = true;
      return std::nullopt;
    }
  } else if (std::uint16_t map = map_named(draft, full.ends_with("[]") ? full.substr(0, full.size() - 2) : full); map != no_index) {
    named.kind = full.ends_with("[]") ? Named::Kind::entry : Named::Kind::map;
    named.ref.map = map;
    named.item = draft.schema.maps[map].place == FactPlace::item_map;
  } else {
    return std::nullopt;
  }
  if (named.item && !items) {
    item_not_at_hand(draft, path.span, path.text(), "a fact of an item");
    reported = true;
    return std::nullopt;
  }
  if (const ast::Name* key = key_of(path)) {
    std::optional<Key> found = map_key(draft, draft.schema.maps[named.ref.map], *key, where);
    if (!found) {
      reported = true;
      return std::nullopt;
    }
    named.ref.key = found->constant;
    named.ref.key_value = found->computed;
    if (found->computed != no_expr) named.item = named.item || draft.expr(found->computed).item_scope;
  }
  return named;
}

ExprId fact_value(Draft& draft, const Named& named, const Path& path, const Surroundings& where) {
  if (named.kind != Named::Kind::fact) {
    unknown_name(draft, path, where);
    return bad;
  }
  const Fact& fact = draft.schema.facts[named.ref.fact];
  Expr expr;
  expr.span = path.span;
  expr.fact = named.ref;
  expr.item_scope = named.item;
  expr.op = Op::fact_number;
  switch (fact.type) {
    case FactType::truth: expr.op = Op::fact_truth; expr.type = Type::truth; break;
    case FactType::value: expr.op = Op::fact_value; expr.type = Type::value; expr.domain = fact.enumeration; break;
    case FactType::text: expr.op = Op::fact_text; expr.type = Type::text; break;
    case FactType::quantity: expr.type = Type::number; expr.dimension = fact.dimension; break;
    case FactType::amount: expr.type = Type::number; expr.dimension = Dimension::count; break;
    case FactType::date: expr.type = Type::date; break;
    case FactType::instant: expr.type = Type::instant; break;
    case FactType::set:
      return draft.refuse(Code::wrong_type, path.span, fmt::format("`{}` is a set of words", path.text()), fmt::format("ask what is in it: `{} includes ...`", path.text()));
  }
  const bool open = expr.type == Type::number && expr.dimension == Dimension::any;
  const ExprId key_value = named.ref.key_value;
  ExprId id = draft.add(std::move(expr));
  draft.written.emplace(id, path.text());
  if (open) {
    std::vector<std::string> keys{named.ref.key};
    if (key_value != no_expr) keys = possible_keys(draft, key_value, where);
    open_quantity(draft, id, named.ref.fact, keys);
  }
  return id;
}

ExprId value_of(Draft& draft, const Path& path, const Surroundings& where) {
  // A limit or a rule may be called like a group of facts (`buyer`): the facts come first then. Nothing else can be.
  const Symbol* symbol = draft.find(path.steps.front().name.text);
  if (symbol && symbol->kind != SymbolKind::rule && symbol->kind != SymbolKind::exception) return declared_value(draft, *symbol, path, where);
  bool reported = false;
  std::optional<Named> named = fact_named(draft, path, where, reported);
  if (reported) return bad;
  if (named) return fact_value(draft, *named, path, where);
  const std::string text = path.text();
  if (text == "time") return time_of_day(draft, path.span);
  if (text == "jurisdiction.state") return state_of_policy(draft, path.span);
  if (symbol) return declared_value(draft, *symbol, path, where);
  unknown_name(draft, path, where);
  return bad;
}

}  // namespace leaflaw::semantics
