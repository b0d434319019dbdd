// `class NAME of each item`: a closed list of words of the policy's own, one for each item.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/parts.h"
#include "compiler/semantics/rows.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;
using ExprKind = ast::Expr::Kind;

namespace {

constexpr std::size_t most_words = 127;   // sets of values are 128 bits wide

const ast::Name* word_of(const ast::Expr& value) {
  if (value.kind != ExprKind::path || value.path.steps.size() != 1 || value.path.steps.front().key) return nullptr;
  return &value.path.steps.front().name;
}

void declare_values(Draft& draft, model::ItemClass& item_class, const std::vector<ast::Row>& rows) {
  for (const ast::Row& row : rows) {
    const ast::Name* word = row.value ? word_of(*row.value) : nullptr;
    if (!word || std::find(item_class.values.begin(), item_class.values.end(), word->text) != item_class.values.end()) continue;
    if (item_class.values.size() == most_words) {
      draft.error(Code::row_value, word->span, fmt::format("the class `{}` has more than {} words", item_class.id, most_words), "split it into two classes");
      return;
    }
    item_class.values.push_back(word->text);
  }
}

// The number of the row's word, -1 for unknown; nothing: reported.
std::optional<int> value_of_row(Draft& draft, const model::ItemClass& item_class, const ast::Row& row) {
  const ast::Expr& value = *row.value;
  if (value.kind == ExprKind::unknown) return -1;
  if (const ast::Name* word = word_of(value)) {
    auto found = std::find(item_class.values.begin(), item_class.values.end(), word->text);
    if (found == item_class.values.end()) return std::nullopt;
    return static_cast<int>(found - item_class.values.begin());
  }
  std::string help = "a row of a class gives one word, `none`, or `unknown`";
  if (value.kind == ExprKind::nothing) help = "where the item is in no class write `none`; `nothing` is an amount";
  if (value.kind == ExprKind::alternatives) help = "give each condition a row of its own: `CATEGORY where ...: WORD`";
  draft.error(Code::row_value, value.span, fmt::format("`{}` is not a word that a class could give", draft.text_of(value.span)), help);
  return std::nullopt;
}

// False: reported; the version then stands without rows, so that what reads the class is not blamed for it.
bool compile_version(Draft& draft, RowHeads& heads, std::uint16_t index, const Version& version) {
  const std::vector<RowInForce> rows = rows_in_force(draft, version);
  std::optional<std::vector<ExprId>> conditions;
  if (!rows.empty()) conditions = heads.conditions(rows, version.texts.back()->head);
  bool whole = conditions.has_value();
  model::Dated<std::vector<model::ClassRow>> dated{version.from, version.through, version.source, {}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::optional<int> value = value_of_row(draft, draft.policy.classes[index], *rows[i].row);
    whole = whole && value;
    if (!whole) continue;
    model::ClassRow row{(*conditions)[i], *value, {}};
    if (*value < 0) row.blame = heads.tested(rows, *conditions, i);
    dated.body.push_back(std::move(row));
  }
  if (!whole) dated.body.clear();
  draft.policy.classes[index].versions.push_back(std::move(dated));
  return whole;
}

}  // namespace

void declare_classes(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols) {
    if (symbol.kind != SymbolKind::item_class) continue;
    model::ItemClass& item_class = draft.policy.classes[symbol.index];
    item_class.id = name;
    item_class.span = symbol.declaration->name.span;
    if (symbol.declaration->title) item_class.title = symbol.declaration->title->value;
    declare_values(draft, item_class, symbol.declaration->rows);
    for (const ast::Declaration* amendment : symbol.amendments)
      for (const ast::Clause& clause : amendment->clauses)
        if (clause.kind == ClauseKind::replaces_rows || clause.kind == ClauseKind::replaces_all) declare_values(draft, item_class, clause.rows);
  }
}

void compile_classes(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols) {
    if (symbol.kind != SymbolKind::item_class) continue;
    RowHeads heads(draft);
    bool whole = true;   // else what later versions inherit is wrong as well
    for (const Version& version : versions_of(draft, symbol)) {
      if (whole) whole = compile_version(draft, heads, symbol.index, version);
      else draft.policy.classes[symbol.index].versions.push_back({version.from, version.through, version.source, {}});
    }
  }
}

}  // namespace leaflaw::semantics
