// `table NAME`: amounts by words, one row per word or group of words.
#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/names.h"
#include "compiler/semantics/parts.h"
#include "compiler/semantics/table_rows.h"
#include "compiler/semantics/versions.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;
using model::Expr;
using model::Op;
using model::Type;

namespace {

constexpr std::size_t most_keys = 8;

class TableBuilder {
 public:
  TableBuilder(Draft& draft, const Symbol& symbol) : draft_(draft), symbol_(symbol), index_(symbol.index) {
    for (std::uint16_t domain : table().key_domains) all_.push_back(all_of(values_of(draft, domain).size()));
    first_cells_.resize(table().columns.size(), no_expr);
  }

  void run() {
    bool whole = true;   // else what later versions inherit is wrong as well
    for (const Version& version : versions_of(draft_, symbol_)) {
      table().versions.push_back({version.from, version.through, version.source, {}});
      whole = whole && compile(version, table().versions.back().body);
    }
  }

 private:
  struct Row {
    WrittenKeys keys;
    std::vector<ExprId> values;
    Span span;
  };

  model::Table& table() { return draft_.policy.tables[index_]; }

  // Fills the rows; false: reported, and there are none.
  bool compile(const Version& version, std::vector<model::TableRow>& body) {
    std::vector<const Row*> rows;
    bool whole = true;
    for (const ast::Declaration* text : version.texts) whole = apply(*text, rows) && whole;
    if (!whole) return false;
    std::vector<WrittenKeys> keys;
    for (const Row* row : rows) keys.push_back(row->keys);
    const RowBoxes boxes = boxes_of(keys, all_);
    if (boxes.overlap) {
      draft_.error(Code::rows_overlap, rows[boxes.overlap->second]->span, "two rows can both match", "both match where " + words_of(boxes.overlap->where))
          .notes.push_back({rows[boxes.overlap->first]->span, "the other row is here"});
      return false;
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const Box& box : boxes.boxes[i]) body.push_back({box, rows[i]->values});
    return true;
  }

  std::string words_of(const Box& box) {
    std::string out;
    for (std::size_t k = 0; k < box.size(); ++k) {
      const std::vector<std::string>& values = values_of(draft_, table().key_domains[k]);
      std::size_t value = 0;
      while ((box[k] & bit_of(static_cast<unsigned>(value))) == 0) ++value;
      out += fmt::format("{}{} is {}", k > 0 ? " and " : "", table().key_names[k], values[value]);
    }
    return out;
  }

  // ---- what a text adds or replaces ---------------------------------------------------------------------------------

  // False: something is wrong, reported when it was first seen.
  bool apply(const ast::Declaration& text, std::vector<const Row*>& rows) {
    bool whole = true;
    for (const ast::Declaration::TableRow& row : text.table_rows) whole = add(row_of(row), rows) && whole;
    for (const ast::Clause& clause : text.clauses) {
      if (clause.kind != ClauseKind::replaces_all && clause.kind != ClauseKind::replaces_rows) continue;
      std::vector<const Row*> fresh;
      for (const ast::Row& row : clause.rows) whole = add(row_of(row), fresh) && whole;
      if (!whole) return false;
      if (clause.kind == ClauseKind::replaces_all) rows.clear();
      else take_away(rows, fresh);
      rows.insert(rows.end(), fresh.begin(), fresh.end());
    }
    return whole;
  }

  static bool add(const Row* row, std::vector<const Row*>& rows) {
    if (row) rows.push_back(row);
    return row != nullptr;
  }

  // The words that the fresh rows name leave the old ones. Such a table has one key.
  void take_away(std::vector<const Row*>& rows, const std::vector<const Row*>& fresh) {
    u128 named = 0;
    bool anything_else = false;
    for (const Row* row : fresh) {
      named |= row->keys.keys[0].value_or(0);
      anything_else = anything_else || !row->keys.keys[0];
    }
    std::vector<const Row*> kept;
    for (const Row* row : rows) {
      if (!row->keys.keys[0]) {
        if (!anything_else) kept.push_back(row);
        continue;
      }
      if ((*row->keys.keys[0] & ~named) == 0) continue;
      Row rest = *row;
      rest.keys.keys[0] = *row->keys.keys[0] & ~named;
      made_.push_back(std::make_unique<Row>(std::move(rest)));
      kept.push_back(made_.back().get());
    }
    rows = std::move(kept);
  }

  // ---- rows, each compiled once; null: wrong ------------------------------------------------------------------------------

  const Row* row_of(const ast::Declaration::TableRow& tree) {
    auto [place, is_new] = rows_.try_emplace(&tree, nullptr);
    if (!is_new) return place->second;
    if (tree.keys.size() != table().key_domains.size())
      return refuse(tree.span, fmt::format("this row has {} and the table {}", counted(tree.keys.size(), "key"), counted(table().key_domains.size(), "key")),
                    fmt::format("a row is `{}`", form()));
    std::vector<const ast::Expr*> values;
    for (const ast::ExprPtr& value : tree.values) values.push_back(value.get());
    Row row{{}, cells(values, tree.span), tree.span};
    for (std::size_t k = 0; k < tree.keys.size(); ++k) {
      const bool rest = tree.anything_else[k];
      std::optional<u128> mask;
      if (!rest && !(mask = all_named(table().key_domains[k], tree.keys[k]))) return nullptr;
      row.keys.keys.push_back(mask);
    }
    return keep(std::move(row), place->second);
  }

  const Row* row_of(const ast::Row& tree) {
    auto [place, is_new] = rows_.try_emplace(&tree, nullptr);
    if (!is_new) return place->second;
    if (table().key_domains.size() != 1)
      return refuse(tree.head_span, fmt::format("the table `{}` has {}, so single rows of it cannot be replaced", table().id, counted(table().key_domains.size(), "key")),
                    "end this table and declare a new one");
    if (tree.condition) return refuse(tree.condition->span, "a row of a table is found by its key alone, without `where`", fmt::format("write `{}`", form()));
    Row row{{}, cells({tree.value.get()}, tree.span), tree.span};
    std::optional<u128> mask;
    if (!tree.anything_else && !(mask = all_named(table().key_domains[0], tree.names))) return nullptr;
    row.keys.keys.push_back(mask);
    return keep(std::move(row), place->second);
  }

  const Row* keep(Row row, const Row*& place) {
    if (row.values.empty()) return nullptr;
    made_.push_back(std::make_unique<Row>(std::move(row)));
    return place = made_.back().get();
  }

  const Row* refuse(Span span, std::string message, std::string help) {
    draft_.error(Code::table_shape, span, std::move(message), std::move(help));
    return nullptr;
  }

  static std::string counted(std::size_t count, std::string_view what) { return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s"); }

  std::string form() {
    std::string out;
    for (std::size_t k = 0; k < table().key_names.size(); ++k) out += (k > 0 ? " by " : "") + table().key_names[k];
    out += ": ";
    for (std::size_t c = 0; c < table().columns.size(); ++c) out += (c > 0 ? ", " : "") + table().columns[c];
    return out;
  }

  std::optional<u128> all_named(std::uint16_t domain, const std::vector<ast::Name>& names) {
    const std::size_t before = draft_.diagnostics.all().size();
    const std::optional<u128> mask = values_named(draft_, domain, names);
    return draft_.diagnostics.all().size() == before ? mask : std::nullopt;
  }

  // ---- cells ------------------------------------------------------------------------------------------------------------------

  std::vector<ExprId> cells(const std::vector<const ast::Expr*>& trees, Span span) {
    if (trees.size() != table().columns.size()) {
      (void)refuse(span, fmt::format("this row has {} and the table {}", counted(trees.size(), "value"), counted(table().columns.size(), "column")), fmt::format("a row is `{}`", form()));
      return {};
    }
    std::vector<ExprId> ids;
    bool whole = true;
    for (std::size_t column = 0; column < trees.size(); ++column) {
      ids.push_back(cell(*trees[column], column));
      whole = whole && ids.back() != bad;
    }
    return whole ? ids : std::vector<ExprId>{};
  }

  ExprId cell(const ast::Expr& tree, std::size_t column) {
    if (tree.kind == ast::Expr::Kind::nothing || tree.kind == ast::Expr::Kind::unknown)
      return draft_.refuse(Code::row_value, tree.span, fmt::format("`{}` is no value of a table", draft_.text_of(tree.span)), "where there is none, leave the row out");
    const ExprId id = expression(draft_, tree, Surroundings{});
    if (id == bad) return bad;
    const Type type = draft_.expr(id).type;
    if (type != Type::number && type != Type::date)
      return draft_.refuse(Code::row_value, tree.span, fmt::format("`{}` is {}; a table holds amounts and dates", draft_.text_of(id), kind_words(draft_, id)));
    if (reads_a_table(id)) return draft_.refuse(Code::not_supported, tree.span, "a table that reads a table is not supported", "write the figure itself");
    if (first_cells_[column] == no_expr) {
      first_cells_[column] = id;
      // A bare number is a count: it has no unit to tell by.
      Ratio value;
      const bool is_bare = is_number(draft_, id, value) && dimension_of(draft_, id) == Dimension::any;
      return is_bare && !require_dimension(draft_, id, Dimension::count, "this cell") ? bad : id;
    }
    return reconcile(draft_, first_cells_[column], id, tree.span, "cells of one column") ? id : bad;
  }

  bool reads_a_table(ExprId id) const {
    const Expr& expr = draft_.expr(id);
    return expr.op == Op::table || std::any_of(expr.args.begin(), expr.args.end(), [&](ExprId arg) { return reads_a_table(arg); });
  }

  Draft& draft_;
  const Symbol& symbol_;
  const std::uint16_t index_;
  Box all_;
  std::vector<ExprId> first_cells_;                 // per column: what the others must agree with
  std::map<const void*, const Row*> rows_;          // by their trees
  std::vector<std::unique_ptr<Row>> made_;
};

}  // namespace

void declare_tables(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols) {
    if (symbol.kind != SymbolKind::table) continue;
    const ast::Declaration& declaration = *symbol.declaration;
    model::Table& table = draft.policy.tables[symbol.index];
    table.id = name;
    table.span = declaration.name.span;
    if (declaration.title) table.title = declaration.title->value;
    if (declaration.keys.size() > most_keys)
      draft.error(Code::not_supported, declaration.keys[most_keys].span, fmt::format("the table `{}` has {} keys, and at most {} are supported", name, declaration.keys.size(), most_keys), "split it into several tables");
    for (const ast::Name& key : declaration.keys) {
      table.key_names.push_back(key.text);
      table.key_domains.push_back(key_domain(draft, key));
    }
    for (const ast::Name& column : declaration.columns) {
      if (std::find(table.columns.begin(), table.columns.end(), column.text) != table.columns.end())
        draft.error(Code::duplicate_name, column.span, fmt::format("the table `{}` has two columns `{}`", name, column.text), "give each column its own name");
      table.columns.push_back(column.text);
    }
  }
}

void compile_tables(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols) {
    if (symbol.kind != SymbolKind::table) continue;
    const std::vector<std::uint16_t>& domains = draft.policy.tables[symbol.index].key_domains;
    if (domains.empty() || std::find(domains.begin(), domains.end(), no_index) != domains.end()) continue;   // reported
    TableBuilder(draft, symbol).run();
  }
}

}  // namespace leaflaw::semantics
