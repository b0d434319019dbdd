#include "compiler/semantics/versions.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;

namespace {

struct NamedPeriod {
  Date from;
  std::optional<Date> through;
  Span span;                       // where it is said; the declaration's head where it is not
};

// The days that a text is in force, as it says itself. Nothing: reported, or its syntax was wrong.
std::optional<NamedPeriod> period_of(Draft& draft, const ast::Declaration& text) {
  const bool amends = text.kind == ast::Declaration::Kind::amendment;
  const ast::Clause* effective = find(text, ClauseKind::effective);
  if (effective && ((effective->from && !effective->from->exists) || (effective->through && !effective->through->exists))) return std::nullopt;
  NamedPeriod period{draft.begins(text), std::nullopt, effective ? effective->span : text.head};
  if (effective && effective->from) period.from = effective->from->date;
  else if (amends) {
    if (!text.broken)
      draft.error(Code::amendment_date, period.span, fmt::format("this amendment to `{}` does not say from which day it holds", text.name.text), "add `effective from DATE`");
    return std::nullopt;
  }
  if (effective && effective->through) period.through = effective->through->date;
  if (period.through && *period.through < period.from) {
    if (effective->from)
      draft.error(Code::dates_reversed, period.span, fmt::format("this period ends on {} and begins on {}", to_string(*period.through), to_string(period.from)), "the earlier day comes first");
    else
      draft.error(Code::dates_reversed, period.span, fmt::format("this ends on {}, before the policy's cover begins on {}", to_string(*period.through), to_string(period.from)),
                  "say from which day it held: `effective from DATE through DATE`");
    return std::nullopt;
  }
  return period;
}

bool replaces_rows(ClauseKind kind) { return kind == ClauseKind::replaces_rows || kind == ClauseKind::replaces_all; }

// What an exception may replace of its rule: it stands against `waived`.
bool replaces_part(ClauseKind kind) {
  switch (kind) {
    case ClauseKind::counts: case ClauseKind::at_most: case ClauseKind::subject: case ClauseKind::tallied: case ClauseKind::counting: case ClauseKind::returns: case ClauseKind::own_date: case ClauseKind::without_history:
    case ClauseKind::require: case ClauseKind::otherwise: case ClauseKind::beyond: return true;
    default: return false;
  }
}

// `otherwise` and `beyond` say the same thing of a limit: the later one counts.
bool takes_place_of(ClauseKind clause, ClauseKind old) {
  const auto follows = [](ClauseKind kind) { return kind == ClauseKind::otherwise || kind == ClauseKind::beyond; };
  return clause == old || (follows(clause) && follows(old));
}

void merge_clause(std::vector<const ast::Clause*>& clauses, const ast::Clause& clause) {
  if (replaces_rows(clause.kind)) return;
  if (clause.kind != ClauseKind::reading)
    std::erase_if(clauses, [&](const ast::Clause* old) {
      return takes_place_of(clause.kind, old->kind) || (clause.kind == ClauseKind::waived && replaces_part(old->kind)) || (old->kind == ClauseKind::waived && replaces_part(clause.kind));
    });
  clauses.push_back(&clause);
}

void apply(Version& version, const ast::Declaration& text) {
  version.texts.push_back(&text);
  if (text.title) version.title = text.title->value;
  // A clause given twice in one text has been reported: the first one counts.
  std::vector<const ast::Clause*> own;
  for (const ast::Clause& clause : text.clauses) {
    if (clause.kind == ClauseKind::knowingly) continue;   // about the text, not about the law
    if (clause.kind == ClauseKind::reading || std::none_of(own.begin(), own.end(), [&](const ast::Clause* each) { return each->kind == clause.kind; })) own.push_back(&clause);
  }
  for (const ast::Clause* clause : own) merge_clause(version.clauses, *clause);
  version.source = source_of(version.clauses);
}

// Whether the next version may follow the last one; ends the last one the day before.
bool joins(Draft& draft, Version& last, Span last_span, const NamedPeriod& next) {
  const auto overlap = [&](std::string message, std::string help) {
    draft.error(Code::versions_overlap, next.span, std::move(message), std::move(help)).notes.push_back({last_span, "the version before is here"});
  };
  if (next.from <= last.from) {
    overlap(fmt::format("this version begins on {}, and the one before it in the text on {}", to_string(next.from), to_string(last.from)),
            "amendments stand in the order of their first days, each later than the text it amends");
    return false;
  }
  if (last.through && next.from <= *last.through) {
    overlap(fmt::format("this version begins on {}, while the one before it lasts through {}", to_string(next.from), to_string(*last.through)),
            fmt::format("end that one with `through {}`, or leave its `through` out", to_string(day_before(next.from))));
    return false;
  }
  if (last.through && next.from > day_after(*last.through)) {
    draft.error(Code::versions_gap, next.span,
                fmt::format("no version is in force from {} through {}", to_string(day_after(*last.through)), to_string(day_before(next.from))),
                "let one version begin on the day after the other ends; where nothing held in between, declare two rules")
        .notes.push_back({last_span, "the version before is here"});
  }
  if (!last.through) last.through = day_before(next.from);
  return true;
}

std::vector<Version> timeline(Draft& draft, const Symbol& symbol) {
  const ast::Declaration& declaration = *symbol.declaration;
  const std::optional<NamedPeriod> first = period_of(draft, declaration);
  std::vector<Version> versions(1);
  versions.front().from = first ? first->from : draft.begins(declaration);
  if (first) versions.front().through = first->through;
  apply(versions.front(), declaration);
  Span last_span = first ? first->span : declaration.head;
  for (const ast::Declaration* amendment : symbol.amendments) {
    const std::optional<NamedPeriod> period = period_of(draft, *amendment);
    if (!period || !joins(draft, versions.back(), last_span, *period)) continue;
    Version next = versions.back();
    next.from = period->from;
    next.through = period->through;
    apply(next, *amendment);
    versions.push_back(std::move(next));
    last_span = period->span;
  }
  return versions;
}

}  // namespace

const std::vector<Version>& versions_of(Draft& draft, const Symbol& symbol) {
  auto found = draft.timelines.find(symbol.declaration);
  if (found == draft.timelines.end()) found = draft.timelines.emplace(symbol.declaration, timeline(draft, symbol)).first;
  return found->second;
}

const ast::Clause* find(const Version& version, ClauseKind kind) {
  auto found = std::find_if(version.clauses.begin(), version.clauses.end(), [&](const ast::Clause* clause) { return clause->kind == kind; });
  return found == version.clauses.end() ? nullptr : *found;
}

const ast::Clause* find(const ast::Declaration& declaration, ClauseKind kind) {
  auto found = std::find_if(declaration.clauses.begin(), declaration.clauses.end(), [&](const ast::Clause& clause) { return clause.kind == kind; });
  return found == declaration.clauses.end() ? nullptr : &*found;
}

model::Source source_of(const std::vector<const ast::Clause*>& clauses) {
  model::Source source;
  for (const ast::Clause* clause : clauses) {
    if (clause->kind == ClauseKind::cite) source.cite = clause->text.value;
    if (clause->kind == ClauseKind::reading) source.readings.push_back(clause->text.value);
    if (clause->kind != ClauseKind::confidence || clause->names.empty()) continue;
    source.confidence = model::Confidence::unverified;
    for (model::Confidence each : {model::Confidence::primary, model::Confidence::secondary})
      if (clause->names.front().text == model::spelling(each)) source.confidence = each;
  }
  return source;
}

model::Source source_of(const ast::Declaration& declaration) {
  std::vector<const ast::Clause*> clauses;
  for (const ast::Clause& clause : declaration.clauses) clauses.push_back(&clause);
  return source_of(clauses);
}

}  // namespace leaflaw::semantics
