// The rows of a class or a measure: which of them are in force, what their heads test, and that they fit together.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/semantics/draft.h"
#include "compiler/semantics/versions.h"

namespace leaflaw::semantics {

// A row as it stands in one version: amendments may have taken some of its names away.
struct RowInForce {
  const ast::Row* row;
  const ast::Declaration* text;         // where it is written
  std::vector<std::string> names;       // empty: `where ...` or `anything else`
};
[[nodiscard]] std::vector<RowInForce> rows_in_force(Draft& draft, const Version& version);

// What stands for each item: its facts stand bare, and an optional one may be in a sum where the text asks for it.
struct ItemSurroundings {
  explicit ItemSurroundings(const ast::Declaration& text);
  std::set<std::string> given;
  Surroundings where;
};

// Compiles heads, each once, however many versions the row is in.
class RowHeads {
 public:
  explicit RowHeads(Draft& draft) : draft_(draft) {}

  // The conditions of the rows, parallel to them, `anything else` filled in; proved to exclude each other and to leave no case out.
  // Nothing: reported. `head`: what to point at where a case is left out.
  [[nodiscard]] std::optional<std::vector<ExprId>> conditions(const std::vector<RowInForce>& rows, Span head);
  // The facts that the head of rows[index] tests, for what is missing where its value is `unknown`.
  [[nodiscard]] std::vector<FactId> tested(const std::vector<RowInForce>& rows, const std::vector<ExprId>& conditions, std::size_t index) const;

 private:
  struct Head { std::map<std::string, u128> names; ExprId condition = no_expr; bool is_bad = false; };
  const Head& head_of(const RowInForce& row);
  ExprId condition_of(const RowInForce& row);
  bool fit(const std::vector<RowInForce>& rows, const std::vector<ExprId>& conditions, bool exhaustive, Span head);
  void read_facts(ExprId id, std::set<ExprId>& seen, std::vector<FactId>& facts) const;

  Draft& draft_;
  std::map<const ast::Row*, Head> heads_;
};

// The value of the fact with the role line-category, at that place.
[[nodiscard]] ExprId line_category(Draft& draft, Span span);
// True where the line's category is one of `values`.
[[nodiscard]] ExprId category_is(Draft& draft, u128 values, Span span);
// The values of the fact with the role line-category that the words name; unknown words are reported.
[[nodiscard]] std::optional<u128> categories_named(Draft& draft, const std::vector<ast::Name>& names);

}  // namespace leaflaw::semantics
