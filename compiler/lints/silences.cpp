#include "compiler/lints/silences.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/suggestions.h"

namespace leaflaw::lints {

namespace {

bool lies_in(Span inner, Span outer) { return inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end; }

const Lint* lint_of(const ast::Clause& clause, Diagnostics& diagnostics) {
  const ast::Name& name = clause.names.front();
  const Lint* lint = find(name.text);
  if (!lint) {
    const std::string meant = semantics::did_you_mean(name.text, names());
    diagnostics.add(Code::unknown_word, name.span, fmt::format("no warning is called `{}`", name.text), meant.empty() ? "the name of a warning stands on its page: `leaflaw explain W0101`" : meant);
  }
  if (!clause.text.value.empty()) return lint;
  diagnostics.add(Code::missing_clause, clause.text.span, "it does not say why", "write the reason: whoever reads the policy next wants to know it");
  return nullptr;
}

}  // namespace

void gather(const ast::Declaration& declaration, std::vector<Silence>& silences, Diagnostics& diagnostics) {
  for (const ast::Clause& clause : declaration.clauses)
    if (clause.kind == ast::Clause::Kind::knowingly) silences.push_back({lint_of(clause, diagnostics), declaration.span, clause.names.front().span, declaration.broken});
}

Diagnostics silenced(const Diagnostics& said, const std::vector<Silence>& silences, const std::set<Runner>& looked) {
  std::vector<bool> idle(silences.size(), true);
  Diagnostics heard;
  for (const Diagnostic& each : said.all()) {
    const auto silence = std::find_if(silences.begin(), silences.end(), [&](const Silence& one) { return one.lint && one.lint->code == each.code && lies_in(each.span, one.where); });
    if (silence == silences.end()) heard.add(each.code, each.span, each.message, each.help).notes = each.notes;
    else idle[static_cast<std::size_t>(silence - silences.begin())] = false;
  }
  for (std::size_t i = 0; i < silences.size(); ++i) {
    const Silence& silence = silences[i];
    if (!idle[i] || silence.broken || !silence.lint || !looked.contains(silence.lint->runner)) continue;
    heard.add(Code::lint_silence, silence.name, fmt::format("there is no warning `{}` here", silence.lint->name), "its cause is gone: take the clause out");
  }
  return heard;
}

}  // namespace leaflaw::lints
