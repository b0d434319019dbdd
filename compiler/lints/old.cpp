// Law changes at least once a year nearly everywhere: a policy that was not read against it for longer is a guess.
#include <fmt/format.h>

#include "compiler/lints/look.h"

namespace leaflaw::lints {

namespace {

// A year on from the 29th of February it is the 1st of March.
Date year_after(Date date) {
  CivilDate civil = to_civil(date);
  const bool leap_day = civil.month == 2 && civil.day == 29;
  return leap_day ? from_civil({civil.year + 1, 3, 1}) : from_civil({civil.year + 1, civil.month, civil.day});
}

}  // namespace

void report_old(Draft& draft) {
  const std::optional<ast::DateText>& as_of = draft.layers.last().header.as_of;
  if (!draft.today || !as_of || !(year_after(as_of->date) < *draft.today)) return;
  draft.error(Code::lint_old, as_of->span, fmt::format("the law was last read on {}, and today is {}", to_string(as_of->date), to_string(*draft.today)),
              "read the sources again, change what has changed, and move `as of`");
}

}  // namespace leaflaw::lints
