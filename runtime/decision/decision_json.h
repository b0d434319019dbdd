// A decision as JSON, exactly as the contract shows: one line, field order and number form fixed, equal documents equal bytes.
// Figures: caps, and what was used in a violation, in the unit the limit is written in where that is exact; all else in the base
// unit; an unknown figure is {"from":"..","to":".."|null}. What remains is null where it is not known. Instants: local time with
// offset. `items`, `entries`, `disputed`, `exceptions`, `uncertain` and a violation's `binding` stand only where they say something.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/decision/allowance_report.h"
#include "runtime/decision/document.h"
#include "runtime/decision/print_context.h"
#include "runtime/facts/node.h"

namespace leaflaw {

// Without a line break at the end.
[[nodiscard]] std::string to_json(const Document& document, const PrintContext& context);
// {"leaflaw":1,"verdict":..,"policy":{..},"request":..,"missing":[..],"allowances":[..],"fits":[{"item":0,"fact":"quantity","more":"2 each"}]};
// `more` is null where no end was found.
[[nodiscard]] std::string to_json(const AllowanceReport& report, const PrintContext& context);
// Errors of a bad request: {"errors":[{"code":..,"path":..,"line":..,"column":..,"message":..,"help":..}]}; line and column are
// null where not known, help where there is none.
[[nodiscard]] std::string to_json(const std::vector<InputError>& errors);
// The same for one line of many: {"error":"E0810: items[0].x: ...","line":3,"errors":[...]}.
[[nodiscard]] std::string to_json_line(const std::vector<InputError>& errors, std::uint64_t line);
// "2024-05-10T00:00:00-04:00"
[[nodiscard]] std::string print_instant(Instant instant, const ZoneView& zone);

}  // namespace leaflaw
