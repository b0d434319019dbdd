// A pack read as law again: its texts, compiled. For verbs that show what stands in a pack rather than decide by it.
#pragma once

#include <optional>
#include <string>

#include "compiler/semantics/compile.h"

namespace leaflaw::cli {

// Nothing where the file is no usable pack or holds no text; that is then said, and `exit_code` set. Where its text, compiled by this
// leaflaw, does not give that very pack, a warning says so: then the pack was built by another leaflaw.
// `today`: a day on which it is asked whether the law was read lately.
[[nodiscard]] std::optional<PolicySet> read_pack_text(const std::string& path, int& exit_code, std::optional<Date> today = std::nullopt);

}  // namespace leaflaw::cli
