// Text -> tree, with ANTLR. Checks UTF-8 limits through Sources, token nesting (at most 200) before the parser runs, and recovers
// at the next clause or declaration head, so that one mistake gives one diagnostic. Never throws. A declaration that had a syntax
// error is kept as far as it was understood when its name is known, so that what refers to it is not reported as well.
#pragma once

#include "compiler/source/diagnostic.h"
#include "compiler/source/source_file.h"
#include "compiler/syntax/ast.h"

namespace leaflaw {

[[nodiscard]] ast::File parse(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace leaflaw
