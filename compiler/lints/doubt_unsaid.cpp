// A `reading` says how open law is taken. In a rule W0101 and W0102 ask for the source; a part needs none, but where it is a reading of
// something, whoever reads it wants to know of what, and how sure that is.
#include <fmt/format.h>

#include "compiler/lints/look.h"

namespace leaflaw::lints {

namespace {

using Declared = ast::Declaration::Kind;
using Kind = ast::Clause::Kind;

bool is_part(Declared kind) { return kind == Declared::unit || kind == Declared::define || kind == Declared::item_class || kind == Declared::measure || kind == Declared::table; }

bool says_confidence(const Draft& draft, const ast::Declaration& text) {
  if (semantics::find(text, Kind::confidence)) return true;
  if (text.kind != Declared::amendment) return false;
  const semantics::Symbol* amended = draft.find(text.name.text);
  return amended && semantics::find(*amended->declaration, Kind::confidence);
}

bool is_of_part(const Draft& draft, const ast::Declaration& text) {
  if (text.kind != Declared::amendment) return is_part(text.kind);
  const semantics::Symbol* amended = draft.find(text.name.text);
  return amended && is_part(amended->declaration->kind);
}

}  // namespace

void report_doubt_unsaid(Draft& draft) {
  for (const ast::Declaration* text : draft.layers.declarations) {
    const ast::Clause* reading = semantics::find(*text, Kind::reading);
    if (!reading || !is_of_part(draft, *text) || says_confidence(draft, *text)) continue;
    draft.error(Code::lint_doubt_unsaid, reading->head, fmt::format("`{}` reads open law one way, and does not say how sure its source is", text->name.text),
                "add `cite \"...\"  confidence primary` (or `secondary`, `unverified`): `show --doubts` lists it then");
  }
}

}  // namespace leaflaw::lints
