// Expressions of the Model as phrases that a compliance officer reads: close to the language, but made from what the compiler
// understood, not from the text. Pure; one Phrases for one policy, which must outlive it.
#pragma once

#include <string>
#include <vector>

#include "compiler/semantics/model.h"

namespace leaflaw::words {

// One row of a measure or class: when, and what then.
struct RowWords { std::string head, value; };

class Phrases {
 public:
  explicit Phrases(const model::Policy& policy) : policy_(policy) {}

  // "buyer.age is at least 21 years and not (...)"; "always" for no_expr.
  [[nodiscard]] std::string condition(model::ExprId id) const;
  // The parts of a condition that all must hold; one where it is no conjunction; none for no_expr.
  [[nodiscard]] std::vector<std::string> conditions(model::ExprId id) const;
  // "least of (2.5 oz, buyer.orders[north].amount)", "weight, 8 g counting as 1 oz"
  [[nodiscard]] std::string amount(model::ExprId id) const;
  // A figure in `written` where that is exact.
  [[nodiscard]] std::string amount(model::ExprId id, const Unit& written) const;
  // "in any 35 days", "in each calendar week from Monday, starting at 04:00"
  [[nodiscard]] std::string window(const model::LimitBody& limit) const;
  // "The customer is {buyer.age}; sales start at 21."
  [[nodiscard]] std::string message(const model::Message& message) const;

  // A choice as its rows; empty where the expression is none.
  [[nodiscard]] std::vector<RowWords> rows(model::ExprId amount) const;
  [[nodiscard]] std::vector<RowWords> rows(const model::ItemClass& item_class, const std::vector<model::ClassRow>& rows) const;
  // "sale, return"
  [[nodiscard]] std::string events(std::uint64_t bits) const;
  [[nodiscard]] std::vector<std::string> event_names(std::uint64_t bits) const;
  // The shortest exact way to write a constant of that dimension: "1 oz" rather than "28.35 g".
  [[nodiscard]] std::string quantity(const Ratio& value, Dimension dimension) const;
  // "bulk, boxed"
  [[nodiscard]] std::string values(std::uint16_t domain, u128 bits) const;

 private:
  enum class Place : unsigned char { alone, part };   // part: of a longer condition or sum, so that it needs parentheses

  [[nodiscard]] std::string truth(model::ExprId id, Place place, bool negated) const;
  [[nodiscard]] std::string joined(const model::Expr& expr, bool all, Place place, bool negated) const;
  [[nodiscard]] std::string comparison(const model::Expr& expr, bool negated) const;
  [[nodiscard]] std::string one_of(const model::Expr& expr, bool negated) const;
  [[nodiscard]] std::string set_holds(const model::Expr& expr, bool negated) const;
  [[nodiscard]] std::string value(model::ExprId id, Place place, const Unit* written) const;
  [[nodiscard]] std::string constant(const model::Expr& expr, const Unit* written) const;
  [[nodiscard]] std::string scaled(const model::Expr& expr) const;
  [[nodiscard]] std::string chosen(const model::Expr& expr, Place place) const;
  [[nodiscard]] std::string list(const model::Expr& expr, const Unit* written) const;
  [[nodiscard]] std::string fact(const model::Expr& expr) const;
  [[nodiscard]] std::string meter(const model::Expr& figure) const;   // "by-route[north]"
  [[nodiscard]] std::string reference(const model::FactRef& ref, bool item) const;
  [[nodiscard]] std::string domain_name(std::uint16_t domain) const;
  [[nodiscard]] bool is_rest(model::ExprId id, const std::vector<model::ExprId>& others) const;

  const model::Policy& policy_;
};

}  // namespace leaflaw::words
