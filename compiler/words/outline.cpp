#include "compiler/words/outline.h"

#include <fmt/format.h>

#include <algorithm>

namespace leaflaw::words {

namespace {

const char* word_of(model::RuleKind kind) {
  switch (kind) {
    case model::RuleKind::rule: return "rule";
    case model::RuleKind::limit: return "limit";
    case model::RuleKind::duty: return "duty";
    case model::RuleKind::warning: return "warning";
  }
  return "";
}

const char* word_of(Scope scope) {
  switch (scope) {
    case Scope::store: return "each store";
    case Scope::licensee: return "each licensee, over all its stores";
    case Scope::state: return "the state, over all stores";
  }
  return "";
}

SourceWords words_of(const model::Source& source) { return {source.cite, model::spelling(source.confidence), source.readings}; }

class Outliner {
 public:
  explicit Outliner(const model::Policy& policy) : policy_(policy), phrases_(policy) {}

  Outline run() {
    header();
    for (const model::OwnUnit& each : policy_.units) unit(each);
    for (const model::Definition& each : policy_.definitions) definition(each);
    for (const model::ItemClass& each : policy_.classes) item_class(each);
    for (const model::Measure& each : policy_.measures) measure(each);
    for (const model::Table& each : policy_.tables) table(each);
    for (const model::Rule& each : policy_.rules) rule(each);
    return std::move(out_);
  }

 private:
  void header() {
    out_.id = policy_.id;
    out_.name = policy_.name;
    for (std::size_t i = 0; i + 1 < policy_.layers.size(); ++i) out_.narrows.push_back(policy_.layers[i].id);
    out_.regulator = policy_.regulator;
    out_.zone = policy_.context.zone_names.empty() ? "" : policy_.context.zone_names[policy_.context.default_zone];
    out_.covers = phrases_.event_names(policy_.covers);
    out_.covers_from = policy_.covers_from;
    out_.as_of = policy_.as_of;
  }

  DeclarationWords& declare(const char* kind, const std::string& id) {
    DeclarationWords& made = out_.declarations.emplace_back();
    made.kind = kind;
    made.id = id;
    return made;
  }

  VersionWords always(const std::string& title) const {
    VersionWords version;
    version.period.from = policy_.covers_from;
    version.title = title;
    return version;
  }

  template <class Body>
  VersionWords dated(const model::Dated<Body>& from, const std::string& title) const {
    return {{from.from, from.through}, title, words_of(from.source), {}, {}, {}};
  }

  void unit(const model::OwnUnit& from) {
    VersionWords version = always(from.title);
    version.source = words_of(from.source);
    const std::string_view base = policy_.context.units.base_unit(from.dimension);
    if (from.fact != no_fact) version.clauses.push_back({"is", policy_.schema->facts[from.fact].name + ", of the person for whom it is counted"});
    else if (base != from.name) version.clauses.push_back({"is", print_in_base({from.in_base, from.dimension}, policy_.context.units)});
    else version.clauses.push_back({"is", "a unit of the policy's own"});
    declare("unit", from.name).versions.push_back(std::move(version));
  }

  void definition(const model::Definition& from) {
    VersionWords version = always({});
    for (const std::string& each : phrases_.conditions(from.body)) version.clauses.push_back({version.clauses.empty() ? "means" : "and", each});
    declare("definition", from.id).versions.push_back(std::move(version));
  }

  void item_class(const model::ItemClass& from) {
    DeclarationWords& made = declare("class", from.id);
    for (const auto& each : from.versions) {
      VersionWords version = dated(each, from.title);
      version.rows = phrases_.rows(from, each.body);
      made.versions.push_back(std::move(version));
    }
  }

  void measure(const model::Measure& from) {
    DeclarationWords& made = declare("measure", from.id);
    for (const auto& each : from.versions) {
      VersionWords version = dated(each, from.title);
      version.clauses.push_back({"in", std::string(policy_.context.units.name_of(from.dimension))});
      version.rows = phrases_.rows(each.body);
      if (version.rows.empty()) version.clauses.push_back({"counts", phrases_.amount(each.body)});
      made.versions.push_back(std::move(version));
    }
  }

  void table(const model::Table& from) {
    DeclarationWords& made = declare("table", from.id);
    for (const auto& each : from.versions) {
      VersionWords version = dated(each, from.title);
      version.clauses.push_back({"columns", fmt::format("{}: {}", fmt::join(from.key_names, " by "), fmt::join(from.columns, ", "))});
      for (const model::TableRow& row : each.body) version.rows.push_back(table_row(from, row));
      made.versions.push_back(std::move(version));
    }
  }

  RowWords table_row(const model::Table& table, const model::TableRow& row) const {
    RowWords made;
    for (std::size_t i = 0; i < row.keys.size(); ++i) made.head += (i > 0 ? " by " : "") + phrases_.values(table.key_domains[i], row.keys[i]);
    for (std::size_t i = 0; i < row.values.size(); ++i) made.value += (i > 0 ? ", " : "") + (row.values[i] == model::no_expr ? "none" : phrases_.amount(row.values[i]));
    return made;
  }

  // ---- rules -------------------------------------------------------------------------------------------
  void rule(const model::Rule& from) {
    DeclarationWords& made = declare(word_of(from.kind), from.id);
    made.topic = spelling(from.topic);
    made.layer = policy_.layers[from.layer].id;
    made.followed_by = from.followed_by;
    if (from.before_first) made.before = fmt::format("no {}", phrases_.events(std::uint64_t{1} << *from.before_first));
    for (const model::RuleVersion& each : from.versions) made.versions.push_back(version(from, each));
  }

  VersionWords version(const model::Rule& rule, const model::RuleVersion& from) {
    VersionWords made{{from.from, from.through}, from.title, words_of(from.source), {}, {}, {}};
    made.clauses.push_back({"applies to", phrases_.events(from.events)});
    conditions(made.clauses, "when", from.when);
    if (from.per_item) {
      const std::vector<std::string> where = phrases_.conditions(from.item_where);
      made.clauses.push_back({"for each item", where.empty() ? "of the cart" : "where " + where.front()});
      for (std::size_t i = 1; i < where.size(); ++i) made.clauses.push_back({"and", where[i]});
    }
    if (from.enforced_from) made.clauses.push_back({"enforced", fmt::format("from {} on; before, what would be denied is a warning", to_string(*from.enforced_from))});
    const std::vector<Clause> own = body(rule, from.bodies.front());
    made.clauses.insert(made.clauses.end(), own.begin(), own.end());
    if (rule.kind == model::RuleKind::limit) made.rows = phrases_.rows(from.bodies.front().limit.amount);
    for (std::size_t i = 1; i < from.bodies.size(); ++i) made.exceptions.push_back(exception(rule, from.bodies[i], own));
    return made;
  }

  void conditions(std::vector<Clause>& clauses, const char* label, model::ExprId id) const {
    const std::vector<std::string> all = phrases_.conditions(id);
    for (std::size_t i = 0; i < all.size(); ++i) clauses.push_back({i == 0 ? label : "and", all[i]});
  }

  std::vector<Clause> body(const model::Rule& rule, const model::Body& from) const {
    std::vector<Clause> clauses;
    if (rule.kind == model::RuleKind::limit) {
      limit(clauses, from.limit);
    } else {
      conditions(clauses, "require", from.require);
    }
    if (rule.kind == model::RuleKind::rule || rule.kind == model::RuleKind::limit) {
      const std::string message = phrases_.message(from.message);
      if (rule.kind == model::RuleKind::rule || !message.empty() || from.outcome != model::Outcome::deny)
        clauses.push_back({rule.kind == model::RuleKind::limit && from.outcome != model::Outcome::deny ? "beyond" : "otherwise",
                           message.empty() ? spelling(from.outcome) : fmt::format("{} \"{}\"", spelling(from.outcome), message)});
    }
    return clauses;
  }

  void limit(std::vector<Clause>& clauses, const model::LimitBody& from) const {
    const bool by_rows = !phrases_.rows(from.amount).empty();
    if (from.per_event) clauses.push_back({"counts", "each " + phrases_.events(std::uint64_t{1} << from.counted_event)});
    else clauses.push_back({"counts", by_rows ? "what the list below gives for each item" : phrases_.amount(from.amount, from.written) + " of each item"});
    conditions(clauses, "where", from.item_condition);
    if (from.key_class != no_index) {
      std::string keys;
      for (std::uint16_t key : from.keys) keys += (keys.empty() ? "" : ", ") + policy_.classes[from.key_class].values[key];
      clauses.push_back({"separately", fmt::format("for each {}: {}", policy_.classes[from.key_class].id, keys)});
    }
    clauses.push_back({"at most", fmt::format("{} {}", phrases_.amount(from.cap, from.written), phrases_.window(from))});
    if (from.window.kind == WindowKind::transaction) return;
    if (from.person == model::Person::patient) clauses.push_back({"for", "the patient, whoever buys"});
    clauses.push_back({"tallied by", word_of(from.scope)});
    if (from.counting_from) clauses.push_back({"counting", fmt::format("purchases from {} on", to_string(*from.counting_from))});
    if (from.returns == Restore::never) clauses.push_back({"returns", "restore nothing"});
    if (from.returns == Restore::when_destroyed) clauses.push_back({"returns", "restore when destroyed"});
    if (from.own_date) clauses.push_back({"each", "purchase as of its own date"});
    if (from.without_history) clauses.push_back({"without", "history the transaction is judged alone"});
  }

  ExceptionWords exception(const model::Rule& rule, const model::Body& from, const std::vector<Clause>& own) const {
    const model::Exception& named = policy_.exceptions[from.exception];
    ExceptionWords made{named.id, named.title, words_of(named.source), {from.from, from.through}, {}};
    conditions(made.clauses, "when", from.condition);
    if (from.waived) made.clauses.push_back({"then", "the rule is waived"});
    else for (Clause& clause : changed(body(rule, from), own)) made.clauses.push_back(std::move(clause));
    if (!from.also_duty.empty()) made.clauses.push_back({"also", fmt::format("duty \"{}\"", from.also_duty)});
    return made;
  }

  // What an exception says otherwise than the rule; conditions of several parts stay together.
  static std::vector<Clause> changed(const std::vector<Clause>& body, const std::vector<Clause>& own) {
    const auto groups = [](const std::vector<Clause>& clauses) {
      std::vector<std::vector<Clause>> all;
      for (const Clause& clause : clauses) {
        if (clause.label != "and" || all.empty()) all.emplace_back();
        all.back().push_back(clause);
      }
      return all;
    };
    const auto equal = [](const std::vector<Clause>& a, const std::vector<Clause>& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Clause& x, const Clause& y) { return x.label == y.label && x.text == y.text; });
    };
    const auto own_groups = groups(own);
    std::vector<Clause> different;
    for (const auto& group : groups(body))
      if (std::none_of(own_groups.begin(), own_groups.end(), [&](const auto& other) { return equal(group, other); }))
        different.insert(different.end(), group.begin(), group.end());
    return different;
  }

  const model::Policy& policy_;
  const Phrases phrases_;
  Outline out_;
};

bool holds(const PeriodWords& period, Date day) { return period.from <= day && (!period.through || day <= *period.through); }

}  // namespace

Outline outline_of(const model::Policy& policy) { return Outliner(policy).run(); }

Outline in_force(Outline outline, Date day) {
  for (DeclarationWords& declaration : outline.declarations) {
    std::erase_if(declaration.versions, [&](const VersionWords& version) { return !holds(version.period, day); });
    for (VersionWords& version : declaration.versions)
      std::erase_if(version.exceptions, [&](const ExceptionWords& exception) { return !holds(exception.period, day); });
  }
  std::erase_if(outline.declarations, [](const DeclarationWords& declaration) { return declaration.versions.empty(); });
  return outline;
}

}  // namespace leaflaw::words
