// Diagnostics for code hosts: SARIF 2.1.0. Lines and columns from 1, columns in characters, the end exclusive.
// In: what was found, and the texts. Out: one whole JSON document, with one result per diagnostic; never throws.
#pragma once

#include <string>

#include "compiler/source/source_file.h"

namespace leaflaw {

[[nodiscard]] std::string print_sarif(const Diagnostics& diagnostics, const Sources& sources);

}  // namespace leaflaw
