// Text -> the same text in the one layout of the language: the same words and comments in the same order, other blanks and line ends.
// In: a file of the law. Out: its layout, with '\n' at the end of every line; the same again where it is laid out already. Syntax errors
// are said and nothing is given; so where a line would become longer than a file may have. Never throws; no state between calls.
#pragma once

#include <optional>
#include <string>

#include "compiler/source/diagnostic.h"
#include "compiler/source/source_file.h"

namespace leaflaw {

[[nodiscard]] std::optional<std::string> format(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace leaflaw
