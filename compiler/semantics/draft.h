// The policy in the making: what every part of semantics/ reads and fills. One Draft lives through one compilation of one
// policy. Whatever could not be understood has been reported and has the id `bad`; what is built on it is `bad` in silence.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/semantics/compile.h"
#include "compiler/semantics/layers.h"
#include "compiler/semantics/model.h"
#include "compiler/semantics/versions.h"
#include "compiler/syntax/ast.h"

namespace leaflaw::semantics {

using model::ExprId;
using model::no_expr;
inline constexpr ExprId bad = 0xFFFFFFFE;   // already reported

// What a policy declares under a name. One name means one thing.
enum class SymbolKind : std::uint8_t { item_class, measure, table, definition, rule, exception };
struct Symbol {
  SymbolKind kind;
  std::uint16_t index;                                  // in the Model's list of that kind
  const ast::Declaration* declaration;
  std::vector<const ast::Declaration*> amendments;      // in the order of the text

  // Some of its texts had syntax errors, already reported: what it lacks is no news.
  [[nodiscard]] bool broken() const {
    return declaration->broken || std::any_of(amendments.begin(), amendments.end(), [](const ast::Declaration* each) { return each->broken; });
  }
};

// Where an expression stands, which decides what its names mean.
struct Surroundings {
  bool items = false;                                    // a line is at hand: item facts stand bare
  bool undecided = false;                                // in a definition: item facts may be used, and then it is one of items
  std::uint16_t key_class = no_index;                    // in caps and anchors of a keyed limit: its class stands for the key,
  const std::vector<std::uint16_t>* keys = nullptr;      // which is one of these
  ExprId cap = no_expr;                                  // what `the cap` stands for
  const std::set<std::string>* given = nullptr;          // paths that the declaration asks `is given` about
};

// A quantity whose dimension is that of its use: a fact of type `quantity`, per key of its map.
struct OpenQuantity {
  FactId fact = no_fact;
  std::string key;
  Dimension dimension = Dimension::any;
  Span decided;             // where the dimension was decided
  std::size_t same_as = 0;  // itself, or another that it was compared with
};

// What a limit's `counts` clause says, compiled once.
struct Counted {
  std::optional<std::uint16_t> event;                    // counts each EVENT
  ExprId amount = bad;                                   // item scope; `bad`: reported
  ExprId item_condition = no_expr;                       // item scope
  std::uint16_t key_class = no_index;                    // separately for each
  std::vector<std::uint16_t> keys;                       // values of the class that have a meter
};

struct Draft {
  Draft(const Sources& all_sources, Diagnostics& report, const Vocabulary& words, Layers texts)
      : sources(all_sources), diagnostics(report), vocabulary(words), schema(*words.schema), layers(std::move(texts)) {
    for (std::size_t i = 0; i < schema.facts.size(); ++i) facts.emplace(schema.facts[i].name, static_cast<FactId>(i));
    for (std::size_t i = 0; i < schema.maps.size(); ++i) maps.emplace(schema.maps[i].name, static_cast<std::uint16_t>(i));
  }

  const Sources& sources;
  Diagnostics& diagnostics;
  const Vocabulary& vocabulary;
  const Schema& schema;
  Layers layers;
  std::optional<Date> today;                             // asked for: is `as of` old on that day?
  model::Policy policy;

  std::unordered_map<std::string, FactId> facts;         // by full name
  std::unordered_map<std::string, std::uint16_t> maps;
  std::map<std::string, Symbol, std::less<>> symbols;
  std::map<std::string, Span, std::less<>> unit_places;  // where the policy declares its units
  std::set<std::string, std::less<>> used_units;         // spellings of units that stand in its texts
  struct PersonalUnit { const ast::Path* path; Dimension dimension; bool used; };
  std::map<std::string, PersonalUnit, std::less<>> personal_units;
  std::map<const ast::Clause*, Counted> counted;         // by the `counts` clause
  std::map<const ast::Declaration*, std::vector<Version>> timelines;   // by the declaration that begins them
  std::vector<std::uint16_t> open_definitions;           // one inside the other
  std::set<std::uint16_t> done_definitions, open_limits;
  std::map<std::uint16_t, std::size_t> definition_sizes; // written out: see steps.h

  mutable std::size_t proof_steps = 0;                   // taken by proofs over cases (coverage.h), which end when there are too many

  std::map<ExprId, std::string> written;                 // facts as the author wrote them
  std::map<ExprId, std::string> literal_units;           // numbers with the unit they were written in; empty: bare
  std::vector<OpenQuantity> open_quantities;
  std::map<ExprId, std::vector<std::size_t>> open_of;    // which of them a fact's expression reads

  Diagnostic& error(Code code, Span span, std::string message, std::string help = {}) {
    return diagnostics.add(code, span, std::move(message), std::move(help));
  }
  ExprId refuse(Code code, Span span, std::string message, std::string help = {}) {
    diagnostics.add(code, span, std::move(message), std::move(help));
    return bad;
  }
  // The day from which a text is in force where it does not say another.
  [[nodiscard]] Date begins(const ast::Declaration& text) const { return layers.all.empty() ? policy.covers_from : layers.all[layers.of(text)].from; }
  ExprId add(model::Expr expr) {
    policy.exprs.push_back(std::move(expr));
    return static_cast<ExprId>(policy.exprs.size() - 1);
  }
  [[nodiscard]] const model::Expr& expr(ExprId id) const { return policy.exprs[id]; }
  [[nodiscard]] model::Expr& expr(ExprId id) { return policy.exprs[id]; }
  [[nodiscard]] const Symbol* find(std::string_view name) const {
    auto found = symbols.find(name);
    return found == symbols.end() ? nullptr : &found->second;
  }
  // The text at a place, on one line and cut where it is long.
  [[nodiscard]] std::string text_of(Span span) const;
  [[nodiscard]] std::string text_of(ExprId id) const { return text_of(expr(id).span); }
};

// Conditions that are only asked about: what is added to the policy's expressions meanwhile goes with it.
class Scratch {
 public:
  explicit Scratch(Draft& draft) : draft_(draft), size_(draft.policy.exprs.size()) {}
  ~Scratch() { draft_.policy.exprs.resize(size_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

 protected:
  Draft& draft_;

 private:
  std::size_t size_;
};

[[nodiscard]] inline u128 bit_of(unsigned value) { return u128{1} << value; }
[[nodiscard]] inline u128 all_of(std::size_t count) { return count >= 128 ? ~u128{0} : (u128{1} << count) - 1; }

// ---- building expressions ------------------------------------------------------------------------------
[[nodiscard]] ExprId constant(Draft& draft, const Ratio& value, model::Type type, Dimension dimension, Span span);
[[nodiscard]] ExprId truth(Draft& draft, bool value, Span span);
[[nodiscard]] ExprId negation(Draft& draft, ExprId arg, Span span);
[[nodiscard]] ExprId join(Draft& draft, model::Op op, const std::vector<ExprId>& args, Span span);   // both, either; drops no_expr
[[nodiscard]] ExprId compare(Draft& draft, model::Op op, ExprId left, ExprId right, Span span);      // less, at_most, equal
[[nodiscard]] ExprId scaled(Draft& draft, const Ratio& factor, ExprId arg, Span span);
[[nodiscard]] bool is_number(const Draft& draft, ExprId id, Ratio& value);                             // a constant of any number type

}  // namespace leaflaw::semantics
