#include "compiler/semantics/clauses.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using DeclarationKind = ast::Declaration::Kind;
using ClauseKind = ast::Clause::Kind;

namespace {

struct ClauseName { ClauseKind kind; std::string_view words, example; };
constexpr ClauseName clause_names[] = {
    {ClauseKind::cite, "cite", "cite \"...\""},
    {ClauseKind::confidence, "confidence", "confidence primary"},
    {ClauseKind::reading, "reading", "reading \"...\""},
    {ClauseKind::topic, "topic", "topic purchase-limit"},
    {ClauseKind::effective, "effective", "effective from DATE"},
    {ClauseKind::enforced, "enforced from", "enforced from DATE"},
    {ClauseKind::followed, "followed by", "followed by NAME"},
    {ClauseKind::before_that, "before that", "before that nothing"},
    {ClauseKind::applies, "applies to", "applies to sale"},
    {ClauseKind::counts_rows, "counts each item", "counts each item CATEGORY: AMOUNT"},
    {ClauseKind::counts, "counts", "counts net_weight of items where CONDITION"},
    {ClauseKind::rounded, "rounded", "rounded up to a whole UNIT"},
    {ClauseKind::at_most, "at most", "at most 1 oz in one transaction"},
    {ClauseKind::subject, "for", "for patient"},
    {ClauseKind::tallied, "tallied by", "tallied by store"},
    {ClauseKind::counting, "counting", "counting purchases from DATE on"},
    {ClauseKind::returns, "returns restore", "returns restore nothing"},
    {ClauseKind::own_date, "each as of its own date", "each as of its own date"},
    {ClauseKind::without_history, "without history", "without history, judge the transaction alone"},
    {ClauseKind::require, "require", "require CONDITION"},
    {ClauseKind::otherwise, "otherwise", "otherwise deny \"...\""},
    {ClauseKind::beyond, "beyond", "beyond duty \"...\""},
    {ClauseKind::when, "when", "when CONDITION"},
    {ClauseKind::waived, "waived", "waived"},
    {ClauseKind::also_duty, "also duty", "also duty \"...\""},
    {ClauseKind::replaces_rows, "replaces rows", "replaces rows CATEGORY: AMOUNT"},
    {ClauseKind::replaces_all, "replaces all", "replaces all CATEGORY: AMOUNT"},
    {ClauseKind::knowingly, "knowingly", "knowingly WARNING \"...\""},
};

const ClauseName& name_of(ClauseKind kind) {
  return *std::find_if(std::begin(clause_names), std::end(clause_names), [&](const ClauseName& each) { return each.kind == kind; });
}

constexpr std::uint32_t bits(std::initializer_list<ClauseKind> kinds) {
  std::uint32_t set = 0;
  for (ClauseKind kind : kinds) set |= 1u << static_cast<unsigned>(kind);
  return set;
}
constexpr bool has(std::uint32_t set, ClauseKind kind) { return set >> static_cast<unsigned>(kind) & 1; }

constexpr std::uint32_t source_clauses = bits({ClauseKind::cite, ClauseKind::confidence, ClauseKind::reading, ClauseKind::knowingly});
constexpr std::uint32_t dated_clauses = source_clauses | bits({ClauseKind::effective});
constexpr std::uint32_t rule_clauses = dated_clauses | bits({ClauseKind::topic, ClauseKind::followed, ClauseKind::before_that, ClauseKind::applies});
constexpr std::uint32_t tally_clauses = bits({ClauseKind::counts, ClauseKind::at_most, ClauseKind::subject, ClauseKind::tallied, ClauseKind::counting, ClauseKind::returns, ClauseKind::own_date, ClauseKind::without_history});
constexpr std::uint32_t row_changes = bits({ClauseKind::replaces_rows, ClauseKind::replaces_all});

struct Belonging {
  DeclarationKind kind;
  std::string_view words;            // "a rule"
  std::uint32_t allowed, needed;
};
constexpr Belonging belongings[] = {
    {DeclarationKind::unit, "a unit", source_clauses, 0},
    {DeclarationKind::define, "a definition", source_clauses, 0},
    {DeclarationKind::item_class, "a class", dated_clauses, 0},
    {DeclarationKind::table, "a table", dated_clauses, 0},
    {DeclarationKind::measure, "a measure", dated_clauses | bits({ClauseKind::counts_rows, ClauseKind::rounded}), bits({ClauseKind::counts_rows})},
    {DeclarationKind::limit, "a limit", rule_clauses | tally_clauses | bits({ClauseKind::otherwise, ClauseKind::beyond, ClauseKind::enforced}), bits({ClauseKind::topic, ClauseKind::applies, ClauseKind::counts, ClauseKind::at_most})},
    {DeclarationKind::rule, "a rule", rule_clauses | bits({ClauseKind::require, ClauseKind::otherwise, ClauseKind::enforced}), bits({ClauseKind::topic, ClauseKind::applies, ClauseKind::require})},
    {DeclarationKind::duty, "a duty", rule_clauses, bits({ClauseKind::topic, ClauseKind::applies})},
    {DeclarationKind::warning, "a warning", rule_clauses, bits({ClauseKind::topic, ClauseKind::applies})},
    {DeclarationKind::exception, "an exception", dated_clauses | tally_clauses | bits({ClauseKind::when, ClauseKind::waived, ClauseKind::require, ClauseKind::otherwise, ClauseKind::beyond, ClauseKind::also_duty}), bits({ClauseKind::when})},
};

const Belonging* belonging_of(DeclarationKind kind) {
  auto found = std::find_if(std::begin(belongings), std::end(belongings), [&](const Belonging& each) { return each.kind == kind; });
  return found == std::end(belongings) ? nullptr : found;
}

bool has_rows(DeclarationKind kind) { return kind == DeclarationKind::item_class || kind == DeclarationKind::measure || kind == DeclarationKind::table; }

// The mistakes that are likely have an answer of their own.
std::string_view advice(DeclarationKind kind, ClauseKind clause) {
  const bool limit = kind == DeclarationKind::limit;
  if (limit && clause == ClauseKind::counts_rows) return "declare a `measure` with these rows and count it: `counts NAME`";
  if (limit && clause == ClauseKind::require) return "a limit says `at most`; what else is required is a `rule`";
  if (kind == DeclarationKind::measure && clause == ClauseKind::counts) return "a measure counts by rows: `counts each item`, then `CATEGORY: AMOUNT` or `anything else: AMOUNT`";
  if (kind == DeclarationKind::rule && clause == ClauseKind::beyond) return "only a limit can be gone beyond; a rule says `otherwise refer \"...\"` or `otherwise warn \"...\"`";
  if (kind == DeclarationKind::rule && has(tally_clauses, clause)) return "what is counted over a sale or a time is a `limit`";
  if (clause == ClauseKind::when && kind != DeclarationKind::exception) return "a rule says when in `applies to sale when CONDITION`";
  if (kind == DeclarationKind::exception && clause == ClauseKind::applies) return "an exception applies where its rule does; say `when CONDITION`";
  if (kind == DeclarationKind::exception && clause == ClauseKind::topic) return "an exception has the topic of its rule";
  if ((clause == ClauseKind::waived || clause == ClauseKind::also_duty) && kind != DeclarationKind::exception) return "only an exception can say this: `exception NAME to RULE`";
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
  DeclarationKind kind = DeclarationKind::rule;   // itself, or what it amends
  std::uint32_t allowed = 0, needed = 0;
  bool amends = false;
};

std::optional<Rights> rights_of(const Draft& draft, const ast::Declaration& declaration) {
  const bool amends = declaration.kind == DeclarationKind::amendment;
  const Symbol* target = amends ? draft.find(declaration.name.text) : nullptr;
  if (amends && (!target || target->kind == SymbolKind::definition)) return std::nullopt;   // reported as no target
  const Belonging* belonging = belonging_of(amends ? target->declaration->kind : declaration.kind);
  if (!belonging) return std::nullopt;
  Rights rights{std::string(belonging->words), belonging->kind, belonging->allowed, belonging->needed, amends};
  if (amends) {
    rights.what = fmt::format("an amendment to {}", belonging->words);
    rights.allowed &= ~bits({ClauseKind::topic, ClauseKind::before_that});
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
  if (rights.amends && clause.kind == ClauseKind::topic) help = "a rule keeps its topic; another topic is another rule: `followed by NAME`";
  if (rights.amends && clause.kind == ClauseKind::before_that) help = "say it in the declaration that is amended: it is about the time before the first version";
  if (help.empty()) help = clauses_of(rights.allowed);
  draft.error(Code::wrong_clause, clause.head, fmt::format("`{}` does not belong to {}", name_of(clause.kind).words, rights.what), help);
}

void check_repeated(Draft& draft, const ast::Declaration& declaration) {
  for (std::size_t i = 0; i < declaration.clauses.size(); ++i) {
    const ast::Clause& clause = declaration.clauses[i];
    if (clause.kind == ClauseKind::reading || clause.kind == ClauseKind::knowingly) continue;
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
  const ast::Clause* waived = find(declaration, ClauseKind::waived);
  if (!waived) return;
  for (const ast::Clause& clause : declaration.clauses)
    if (has(tally_clauses | bits({ClauseKind::require, ClauseKind::otherwise, ClauseKind::beyond}), clause.kind))
      draft.error(Code::wrong_clause, clause.head, fmt::format("`{}` beside `waived`: nothing is left that it could change", name_of(clause.kind).words), "keep one of the two")
          .notes.push_back({waived->head, "it is waived here"});
}

// Where a limit does not deny it says so in one place.
void check_beyond(Draft& draft, const ast::Declaration& declaration) {
  const ast::Clause *otherwise = find(declaration, ClauseKind::otherwise), *beyond = find(declaration, ClauseKind::beyond);
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
  const ast::Clause* clause = find(declaration, ClauseKind::confidence);
  if (!clause || clause->names.empty()) return;
  const std::vector<std::string> known{"primary", "secondary", "unverified"};
  const ast::Name& word = clause->names.front();
  if (std::find(known.begin(), known.end(), word.text) == known.end())
    draft.error(Code::unknown_word, word.span, fmt::format("`{}` is no confidence", word.text), did_you_mean(word.text, known));
}

void check_source(Draft& draft, const ast::Declaration& declaration, const Rights& rights) {
  const bool judges = has(rights.allowed, ClauseKind::applies) || rights.kind == DeclarationKind::exception;
  if (!judges || rights.amends) return;
  if (!find(declaration, ClauseKind::cite))
    draft.error(Code::lint_cite, declaration.head, fmt::format("`{}` does not say where it is written", declaration.name.text), "add `cite \"...\"`");
  else if (!find(declaration, ClauseKind::confidence))
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
  if (declaration.kind == DeclarationKind::exception || rights->amends) check_waived(draft, declaration);
  if (declaration.broken) return;
  check_needed(draft, declaration, *rights);
  check_source(draft, declaration, *rights);
}

}  // namespace

void check_clauses(Draft& draft) {
  for (const ast::Declaration* declaration : draft.layers.declarations) check(draft, *declaration);
}

bool belongs_to_exception_of(ClauseKind clause, model::RuleKind rule) {
  if (has(tally_clauses, clause)) return rule == model::RuleKind::limit;
  if (clause == ClauseKind::require) return rule == model::RuleKind::rule;
  if (clause == ClauseKind::otherwise) return rule == model::RuleKind::rule || rule == model::RuleKind::limit;
  if (clause == ClauseKind::beyond) return rule == model::RuleKind::limit;
  return true;
}

}  // namespace leaflaw::semantics
