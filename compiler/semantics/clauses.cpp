#include "compiler/semantics/clauses.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using Declared = ast::Declaration::Kind;
using Kind = ast::Clause::Kind;

namespace {

struct ClauseName { Kind kind; std::string_view words, example; };
constexpr ClauseName clause_names[] = {
    {Kind::cite, "cite", "cite \"...\""},
    {Kind::confidence, "confidence", "confidence primary"},
    {Kind::reading, "reading", "reading \"...\""},
    {Kind::topic, "topic", "topic purchase-limit"},
    {Kind::effective, "effective", "effective from DATE"},
    {Kind::enforced, "enforced from", "enforced from DATE"},
    {Kind::followed, "followed by", "followed by NAME"},
    {Kind::before_that, "before that", "before that nothing"},
    {Kind::applies, "applies to", "applies to sale"},
    {Kind::counts_rows, "counts each item", "counts each item CATEGORY: AMOUNT"},
    {Kind::counts, "counts", "counts net_weight of items where CONDITION"},
    {Kind::rounded, "rounded", "rounded up to a whole UNIT"},
    {Kind::at_most, "at most", "at most 1 oz in one transaction"},
    {Kind::subject, "for", "for patient"},
    {Kind::tallied, "tallied by", "tallied by store"},
    {Kind::counting, "counting", "counting purchases from DATE on"},
    {Kind::returns, "returns restore", "returns restore nothing"},
    {Kind::own_date, "each as of its own date", "each as of its own date"},
    {Kind::without_history, "without history", "without history, judge the transaction alone"},
    {Kind::require, "require", "require CONDITION"},
    {Kind::otherwise, "otherwise", "otherwise deny \"...\""},
    {Kind::beyond, "beyond", "beyond duty \"...\""},
    {Kind::when, "when", "when CONDITION"},
    {Kind::waived, "waived", "waived"},
    {Kind::also_duty, "also duty", "also duty \"...\""},
    {Kind::replaces_rows, "replaces rows", "replaces rows CATEGORY: AMOUNT"},
    {Kind::replaces_all, "replaces all", "replaces all CATEGORY: AMOUNT"},
    {Kind::knowingly, "knowingly", "knowingly WARNING \"...\""},
};

const ClauseName& name_of(Kind kind) {
  return *std::find_if(std::begin(clause_names), std::end(clause_names), [&](const ClauseName& each) { return each.kind == kind; });
}

constexpr std::uint32_t bits(std::initializer_list<Kind> kinds) {
  std::uint32_t set = 0;
  for (Kind kind : kinds) set |= 1u << static_cast<unsigned>(kind);
  return set;
}
constexpr bool has(std::uint32_t set, Kind kind) { return set >> static_cast<unsigned>(kind) & 1; }

constexpr std::uint32_t source_clauses = bits({Kind::cite, Kind::confidence, Kind::reading, Kind::knowingly});
constexpr std::uint32_t dated_clauses = source_clauses | bits({Kind::effective});
constexpr std::uint32_t rule_clauses = dated_clauses | bits({Kind::topic, Kind::followed, Kind::before_that, Kind::applies});
constexpr std::uint32_t tally_clauses = bits({Kind::counts, Kind::at_most, Kind::subject, Kind::tallied, Kind::counting, Kind::returns, Kind::own_date, Kind::without_history});
constexpr std::uint32_t row_changes = bits({Kind::replaces_rows, Kind::replaces_all});

struct Belonging {
  Declared kind;
  std::string_view words;            // "a rule"
  std::uint32_t allowed, needed;
};
constexpr Belonging belongings[] = {
    {Declared::unit, "a unit", source_clauses, 0},
    {Declared::define, "a definition", source_clauses, 0},
    {Declared::item_class, "a class", dated_clauses, 0},
    {Declared::table, "a table", dated_clauses, 0},
    {Declared::measure, "a measure", dated_clauses | bits({Kind::counts_rows, Kind::rounded}), bits({Kind::counts_rows})},
    {Declared::limit, "a limit", rule_clauses | tally_clauses | bits({Kind::otherwise, Kind::beyond, Kind::enforced}), bits({Kind::topic, Kind::applies, Kind::counts, Kind::at_most})},
    {Declared::rule, "a rule", rule_clauses | bits({Kind::require, Kind::otherwise, Kind::enforced}), bits({Kind::topic, Kind::applies, Kind::require})},
    {Declared::duty, "a duty", rule_clauses, bits({Kind::topic, Kind::applies})},
    {Declared::warning, "a warning", rule_clauses, bits({Kind::topic, Kind::applies})},
    {Declared::exception, "an exception", dated_clauses | tally_clauses | bits({Kind::when, Kind::waived, Kind::require, Kind::otherwise, Kind::beyond, Kind::also_duty}), bits({Kind::when})},
};

const Belonging* belonging_of(Declared kind) {
  auto found = std::find_if(std::begin(belongings), std::end(belongings), [&](const Belonging& each) { return each.kind == kind; });
  return found == std::end(belongings) ? nullptr : found;
}

bool has_rows(Declared kind) { return kind == Declared::item_class || kind == Declared::measure || kind == Declared::table; }

// The mistakes that are likely have an answer of their own.
std::string_view advice(Declared kind, Kind clause) {
  const bool limit = kind == Declared::limit;
  if (limit && clause == Kind::counts_rows) return "declare a `measure` with these rows and count it: `counts NAME`";
  if (limit && clause == Kind::require) return "a limit says `at most`; what else is required is a `rule`";
  if (kind == Declared::measure && clause == Kind::counts) return "a measure counts by rows: `counts each item`, then `CATEGORY: AMOUNT` or `anything else: AMOUNT`";
  if (kind == Declared::rule && clause == Kind::beyond) return "only a limit can be gone beyond; a rule says `otherwise refer \"...\"` or `otherwise warn \"...\"`";
  if (kind == Declared::rule && has(tally_clauses, clause)) return "what is counted over a sale or a time is a `limit`";
  if (clause == Kind::when && kind != Declared::exception) return "a rule says when in `applies to sale when CONDITION`";
  if (kind == Declared::exception && clause == Kind::applies) return "an exception applies where its rule does; say `when CONDITION`";
  if (kind == Declared::exception && clause == Kind::topic) return "an exception has the topic of its rule";
  if ((clause == Kind::waived || clause == Kind::also_duty) && kind != Declared::exception) return "only an exception can say this: `exception NAME to RULE`";
  if (has(row_changes, clause)) return "only an amendment replaces rows: `amendment to NAME`";
  return {};
}

std::string clauses_of(std::uint32_t allowed) {
  std::vector<std::string> words;
  for (const ClauseName& each : clause_names)
    if (has(allowed, each.kind)) words.emplace_back(each.words);
  return words.empty() ? std::string{} : "it may have " + listed(words);
}

// What the declaration is and what it may have: an amendment the clauses of what it amends, but what belongs to the whole timeline.
struct Rights {
  std::string what;                 // "a rule", "an amendment to a rule"
  Declared kind = Declared::rule;   // itself, or what it amends
  std::uint32_t allowed = 0, needed = 0;
  bool amends = false;
};

std::optional<Rights> rights_of(const Draft& draft, const ast::Declaration& declaration) {
  const bool amends = declaration.kind == Declared::amendment;
  const Symbol* target = amends ? draft.find(declaration.name.text) : nullptr;
  if (amends && (!target || target->kind == SymbolKind::definition)) return std::nullopt;   // reported as no target
  const Belonging* belonging = belonging_of(amends ? target->declaration->kind : declaration.kind);
  if (!belonging) return std::nullopt;
  Rights rights{std::string(belonging->words), belonging->kind, belonging->allowed, belonging->needed, amends};
  if (amends) {
    rights.what = fmt::format("an amendment to {}", belonging->words);
    rights.allowed &= ~bits({Kind::topic, Kind::before_that});
    if (has_rows(rights.kind)) rights.allowed |= row_changes;
    rights.needed = 0;
  }
  return rights;
}

void report_wrong(Draft& draft, const Rights& rights, const ast::Clause& clause) {
  if (rights.amends && has(row_changes, clause.kind)) {
    draft.error(Code::replaced_rows, clause.head, fmt::format("{} has no rows to replace", rights.what.substr(std::string_view("an amendment to ").size())),
                "rows stand in measures, classes and tables; amend the one that the rule uses");
    return;
  }
  std::string help{advice(rights.kind, clause.kind)};
  if (rights.amends && clause.kind == Kind::topic) help = "a rule keeps its topic; another topic is another rule: `followed by NAME`";
  if (rights.amends && clause.kind == Kind::before_that) help = "say it in the declaration that is amended: it is about the time before the first version";
  if (help.empty()) help = clauses_of(rights.allowed);
  draft.error(Code::wrong_clause, clause.head, fmt::format("`{}` does not belong to {}", name_of(clause.kind).words, rights.what), help);
}

void check_repeated(Draft& draft, const ast::Declaration& declaration) {
  for (std::size_t i = 0; i < declaration.clauses.size(); ++i) {
    const ast::Clause& clause = declaration.clauses[i];
    if (clause.kind == Kind::reading || clause.kind == Kind::knowingly) continue;
    auto first = std::find_if(declaration.clauses.begin(), declaration.clauses.end(), [&](const ast::Clause& each) { return each.kind == clause.kind; });
    if (&*first == &clause) continue;
    draft.error(Code::repeated_clause, clause.head, fmt::format("`{}` stands here a second time", name_of(clause.kind).words), "keep one of the two")
        .notes.push_back({first->head, "the first one is here"});
  }
}

void check_needed(Draft& draft, const ast::Declaration& declaration, const Rights& rights) {
  for (const ClauseName& each : clause_names)
    if (has(rights.needed, each.kind) && !find(declaration, each.kind))
      draft.error(Code::missing_clause, declaration.head, fmt::format("{} needs a clause `{}`", rights.what, each.words), fmt::format("write `{}`", each.example));
}

void check_waived(Draft& draft, const ast::Declaration& declaration) {
  const ast::Clause* waived = find(declaration, Kind::waived);
  if (!waived) return;
  for (const ast::Clause& clause : declaration.clauses)
    if (has(tally_clauses | bits({Kind::require, Kind::otherwise, Kind::beyond}), clause.kind))
      draft.error(Code::wrong_clause, clause.head, fmt::format("`{}` beside `waived`: nothing is left that it could change", name_of(clause.kind).words), "keep one of the two")
          .notes.push_back({waived->head, "it is waived here"});
}

// Where a limit does not deny it says so in one place.
void check_beyond(Draft& draft, const ast::Declaration& declaration) {
  const ast::Clause *otherwise = find(declaration, Kind::otherwise), *beyond = find(declaration, Kind::beyond);
  if (beyond && beyond->outcome == ast::Clause::Outcome::duty && beyond->text.value.empty())
    draft.error(Code::missing_clause, beyond->head, "it does not say what has to be done", "write the duty: `beyond duty \"...\"`");
  if (beyond && beyond->outcome == ast::Clause::Outcome::nothing && !beyond->text.value.empty())
    draft.error(Code::wrong_clause, beyond->text.span, "nobody hears of a cap beyond which nothing follows", "leave the text out, or say `beyond warn \"...\"`");
  if (beyond && beyond->outcome != ast::Clause::Outcome::refer && !beyond->names.empty())
    draft.error(Code::wrong_clause, beyond->names.front().span, "only a sale that is referred goes to somebody", "write `beyond refer to NAME`");
  if (otherwise && beyond)
    draft.error(Code::wrong_clause, otherwise->head, "`otherwise` beside `beyond`: both say what follows where the cap is passed", "keep `beyond`; its words stand behind it: `beyond refer \"...\"`")
        .notes.push_back({beyond->head, "`beyond` is here"});
}

void check_confidence(Draft& draft, const ast::Declaration& declaration) {
  const ast::Clause* clause = find(declaration, Kind::confidence);
  if (!clause || clause->names.empty()) return;
  const std::vector<std::string> known{"primary", "secondary", "unverified"};
  const ast::Name& word = clause->names.front();
  if (std::find(known.begin(), known.end(), word.text) == known.end())
    draft.error(Code::unknown_word, word.span, fmt::format("`{}` is no confidence", word.text), did_you_mean(word.text, known));
}

void check_source(Draft& draft, const ast::Declaration& declaration, const Rights& rights) {
  const bool judges = has(rights.allowed, Kind::applies) || rights.kind == Declared::exception;
  if (!judges || rights.amends) return;
  if (!find(declaration, Kind::cite))
    draft.error(Code::lint_cite, declaration.head, fmt::format("`{}` does not say where it is written", declaration.name.text), "add `cite \"...\"`");
  else if (!find(declaration, Kind::confidence))
    draft.error(Code::lint_confidence, declaration.head, fmt::format("`{}` does not say how sure its source is", declaration.name.text),
                "add `confidence primary` (the law itself was read), `secondary` or `unverified`");
}

void check(Draft& draft, const ast::Declaration& declaration) {
  const std::optional<Rights> rights = rights_of(draft, declaration);
  if (!rights) return;
  for (const ast::Clause& clause : declaration.clauses) {
    if (!has(rights->allowed, clause.kind))
      report_wrong(draft, *rights, clause);
  }
  check_repeated(draft, declaration);
  check_beyond(draft, declaration);
  check_confidence(draft, declaration);
  if (declaration.kind == Declared::exception || rights->amends) check_waived(draft, declaration);
  if (declaration.broken) return;
  check_needed(draft, declaration, *rights);
  check_source(draft, declaration, *rights);
}

}  // namespace

void check_clauses(Draft& draft) {
  for (const ast::Declaration* declaration : draft.layers.declarations) check(draft, *declaration);
}

bool belongs_to_exception_of(Kind clause, model::RuleKind rule) {
  if (has(tally_clauses, clause)) return rule == model::RuleKind::limit;
  if (clause == Kind::require) return rule == model::RuleKind::rule;
  if (clause == Kind::otherwise) return rule == model::RuleKind::rule || rule == model::RuleKind::limit;
  if (clause == Kind::beyond) return rule == model::RuleKind::limit;
  return true;
}

}  // namespace leaflaw::semantics
