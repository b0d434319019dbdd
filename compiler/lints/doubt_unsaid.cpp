// A `reading` says how open law is taken. In a rule W0101 and W0102 ask for the source; a part needs none, but where it is a reading of
// something, whoever reads it wants to know of what, and how sure that is.
#include <fmt/format.h>

#include "compiler/lints/look.h"

namespace leaflaw::lints {

namespace {

using DeclarationKind = ast::Declaration::Kind;
using ClauseKind = ast::Clause::Kind;

bool is_part(DeclarationKind kind) { return kind == DeclarationKind::unit || kind == DeclarationKind::define || kind == DeclarationKind::item_class || kind == DeclarationKind::measure || kind == DeclarationKind::table; }

bool says_confidence(const Draft& draft, const ast::Declaration& text) {
  if (semantics::find(text, ClauseKind::confidence)) return true;
  if (text.kind != DeclarationKind::amendment) return false;
  const semantics::Symbol* amended = draft.find(text.name.text);
  return amended && semantics::find(*amended->declaration, ClauseKind::confidence);
}

bool is_of_part(const Draft& draft, const ast::Declaration& text) {
  if (text.kind != DeclarationKind::amendment) return is_part(text.kind);
  const semantics::Symbol* amended = draft.find(text.name.text);
  return amended && is_part(amended->declaration->kind);
}

}  // namespace

void report_doubt_unsaid(Draft& draft) {
  for (const ast::Declaration* text : draft.layers.declarations) {
    const ast::Clause* reading = semantics::find(*text, ClauseKind::reading);
    if (!reading || !is_of_part(draft, *text) || says_confidence(draft, *text)) continue;
    draft.error(Code::lint_doubt_unsaid, reading->head, fmt::format("`{}` reads open law one way, and does not say how sure its source is", text->name.text),
                "add `cite \"...\"  confidence primary` (or `secondary`, `unverified`): `show --doubts` lists it then");
  }
}

}  // namespace leaflaw::lints
