// Expressions of the Model on one record: a plain walk of the tree.
#pragma once

#include <functional>
#include <string>

#include "compiler/reference/values.h"
#include "compiler/semantics/model.h"
#include "runtime/facts/record.h"

namespace leaflaw::reference {

// What an expression is asked about. `record` is the present event or a history entry; a history entry borrows facts of its
// subjects from the present event.
struct Scene {
  const Record* record = nullptr;
  const Record* present = nullptr;
  int entry = -1;                  // number of the history entry; -1: the present event
  const Line* line = nullptr;      // item scope
  int line_number = -1;
  int key = -1;                    // keyed limits: the value of the meter
  Date law;                        // whose measures, classes and tables hold
  Date today;                      // local date of `record`
  std::int32_t time_of_day = 0;
};
// The same on line `number` of its record.
[[nodiscard]] Scene on_line(Scene scene, std::size_t number);

// Figures of limits, asked back from the judge: an expression may read them.
struct LimitReader {
  virtual ~LimitReader() = default;
  virtual Number figure(std::uint16_t rule, model::Figure figure, int key) = 0;   // key -1: the limit is not keyed
  virtual Truth met(std::uint16_t rule, int key) = 0;                             // key -1: all meters
};

class Evaluator {
 public:
  Evaluator(const model::Policy& policy, LimitReader& limits) : policy_(policy), limits_(limits) {}

  [[nodiscard]] Truth truth(model::ExprId id, const Scene& scene);   // no_expr: yes
  [[nodiscard]] Number number(model::ExprId id, const Scene& scene);
  [[nodiscard]] Value value(model::ExprId id, const Scene& scene);
  // For messages.
  [[nodiscard]] std::string text(model::ExprId id, const Scene& scene);
  // The class of the current line.
  [[nodiscard]] Value class_value(std::uint16_t item_class, const Scene& scene);
  // The amount a line counts: none is 0, and the item condition decides whether it counts at all.
  [[nodiscard]] Number counted(model::ExprId amount, model::ExprId condition, const Scene& scene);

  // The facts of a scene: state and value, with borrowing.
  struct Look { enum class State : std::uint8_t { known, unknown, none } state; const FactValue* value; Blame blame; };
  [[nodiscard]] Look look(FactId fact, const Scene& scene) const;
  // A field of a map under a key that is a text.
  [[nodiscard]] Look look_at_entry(FactId field, const std::string& key, const Scene& scene) const;

 private:
  Look look_up(const model::FactRef& ref, const std::string& key, const Scene& scene) const;
  std::vector<Look> looks(const model::FactRef& ref, const Scene& scene, Blame& key_blame);
  const MapValue& map_of(std::uint16_t map, const Scene& scene) const;
  bool borrows(const std::string& group, const Scene& scene) const;
  Truth entry_given(const model::Expr& expr, const Scene& scene);
  Truth over_lines(const model::Expr& expr, const Scene& scene);
  Truth one_look(const model::Expr& expr, const Scene& scene);
  int key_of(const model::Expr& figure, const Scene& scene);   // -1: it names no key
  Number fact_number(const model::Expr& expr, const Scene& scene);
  Number extremum(const model::Expr& expr, const Scene& scene);
  Number rounded(const model::Expr& expr, const Scene& scene);
  Number rounded_per_package(const model::Expr& expr, const Scene& scene);
  Number chosen(const model::Expr& expr, const Scene& scene);
  Number total(const model::Expr& expr, const Scene& scene);
  Number looked_up(const model::Expr& expr, const Scene& scene);
  Number years(const model::Expr& expr, const Scene& scene);
  Blame blame_facts(const std::vector<FactId>& facts, const Scene& scene) const;

  const model::Policy& policy_;
  LimitReader& limits_;
};

}  // namespace leaflaw::reference
