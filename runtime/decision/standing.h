// One wording for all judges: findings that no rule of a policy makes (not covered, later than the policy's date), names of windows,
// figures inside messages.
#pragma once

#include "runtime/base/window.h"
#include "runtime/decision/document.h"

namespace leaflaw {

enum class NotCovered : std::uint8_t { event_kind, date, person };
[[nodiscard]] Finding not_covered(NotCovered why, const std::string& policy);
[[nodiscard]] Finding later_than(Date as_of, const std::string& policy);
// Message of a rule's `before that no EVENT`; `first_day` of its first version.
[[nodiscard]] std::string not_before(const std::string& first_day);

// "calendar-day", "days".
[[nodiscard]] const char* spelling(WindowKind kind);

// A figure inside a message: ages and counts bare, other quantities in `written` where exact (null: the base unit); "unknown" where
// it is not known.
[[nodiscard]] std::string message_figure(const std::optional<Figure>& figure, const Unit* written, const UnitTable& units);

}  // namespace leaflaw
