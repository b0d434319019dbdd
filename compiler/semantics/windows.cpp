#include "compiler/semantics/windows.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/expressions.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using WrittenWindow = ast::Window::Kind;
using model::Op;
using model::Type;

namespace {

constexpr std::int32_t most_days = 36525;    // a century
constexpr std::int32_t most_hours = 24 * most_days;

// A whole number from 1 on; 0: reported.
std::int32_t length_of(Draft& draft, const ast::Number& number, std::int32_t most, std::string_view unit) {
  const auto refuse = [&](std::string message, std::string help = {}) {
    draft.error(Code::window_value, number.span, std::move(message), std::move(help));
    return 0;
  };
  if (number.value.is_zero()) return refuse(fmt::format("a window of no {} holds nothing", unit), "to judge each sale alone write `in one transaction`");
  if (!number.value.is_whole()) return refuse(fmt::format("a window is a whole number of {}", unit), unit == "days" ? "shorter ones are counted in hours: `in any 36 hours`" : "");
  if (number.value > Ratio(most)) return refuse(fmt::format("a window of more than {} {} is out of range", most, unit), "to count everything from a day on write `since DATE`");
  return static_cast<std::int32_t>(number.value.num);
}

std::optional<std::int32_t> weekday_of(Draft& draft, const ast::Name& name) {
  static const std::vector<std::string> days{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  std::string lower = name.text;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
  auto found = std::find(days.begin(), days.end(), lower);
  if (found != days.end()) return static_cast<std::int32_t>(found - days.begin());
  draft.error(Code::unknown_word, name.span, fmt::format("`{}` is no day of the week", name.text), did_you_mean(lower, days));
  return std::nullopt;
}

ExprId anchor_of(Draft& draft, const ast::Expr& text, const Surroundings& where) {
  ExprId anchor = expression(draft, text, where);
  if (anchor == bad) return bad;
  if (draft.expr(anchor).type == Type::instant) {
    model::Expr date;
    date.op = Op::date_of;
    date.type = Type::date;
    date.span = text.span;
    date.args = {anchor};
    return draft.add(std::move(date));
  }
  if (draft.expr(anchor).type == Type::date) return anchor;
  return draft.refuse(Code::wrong_type, text.span, fmt::format("`{}` is no date, and a window begins on a date", draft.text_of(text.span)));
}

}  // namespace

std::optional<WindowPart> compile_window(Draft& draft, const ast::Window& text, const Surroundings& where) {
  WindowPart part;
  Window& window = part.window;
  const auto measured = [&](WindowKind kind, std::int32_t most, std::string_view unit) {
    window.kind = kind;
    window.length = length_of(draft, text.length, most, unit);
    return window.length > 0;
  };
  bool right = true;
  switch (text.kind) {
    case WrittenWindow::transaction: window.kind = WindowKind::transaction; break;
    case WrittenWindow::calendar_day: window.kind = WindowKind::calendar_day; break;
    case WrittenWindow::calendar_month: window.kind = WindowKind::calendar_month; break;
    case WrittenWindow::calendar_week: {
      window.kind = WindowKind::calendar_week;
      const std::optional<std::int32_t> day = text.weekday ? weekday_of(draft, *text.weekday) : 0;
      right = day.has_value();
      window.first_weekday = day.value_or(0);
      break;
    }
    case WrittenWindow::rolling_days: right = measured(WindowKind::rolling_days, most_days, "days"); break;
    case WrittenWindow::rolling_hours: right = measured(WindowKind::rolling_hours, most_hours, "hours"); break;
    case WrittenWindow::period:
      right = measured(WindowKind::period, most_days, "days");
      if (text.periods) {
        window.periods = length_of(draft, *text.periods, most_days, "periods");
        right = right && window.periods > 0;
      }
      break;
    case WrittenWindow::since: window.kind = WindowKind::since; break;
    case WrittenWindow::on_hand: window.kind = WindowKind::on_hand; break;
  }
  if (text.start_seconds) window.start_seconds = *text.start_seconds;
  if (text.anchor) part.anchor = anchor_of(draft, *text.anchor, where);
  if (text.usage) part.usage = expression(draft, *text.usage, where);
  if (!right || part.anchor == bad || part.usage == bad) return std::nullopt;
  return part;
}

}  // namespace leaflaw::semantics
