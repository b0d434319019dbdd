// A case in the words of the conditions that made it.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/semantics/case_space.h"

namespace leaflaw::semantics {

namespace {

using model::Type;

struct Relations { std::string_view under, exactly, above; };

Relations relations_of(Type type) {
  if (type == Type::date || type == Type::instant || type == Type::time_of_day) return {"is before", "is exactly", "is after"};
  return {"is under", "is exactly", "is above"};
}

std::string number_words(const Axis& axis, std::size_t cell) {
  const Relations words = relations_of(axis.type);
  const std::size_t place = axis.places[cell], next = place / 2;
  if (place % 2 == 1) return fmt::format("{} {} {}", axis.thresholds[next].subject, words.exactly, axis.thresholds[next].object);
  const Threshold* low = next > 0 ? &axis.thresholds[next - 1] : nullptr;
  const Threshold* high = next < axis.thresholds.size() ? &axis.thresholds[next] : nullptr;
  if (!low) return fmt::format("{} {} {}", high->subject, words.under, high->object);
  std::string out = fmt::format("{} {} {}", low->subject, words.above, low->object);
  if (!high) return out;
  if (high->subject == low->subject && axis.type == Type::number) return out + fmt::format(" and {} {}", words.under.substr(3), high->object);
  return out + fmt::format(" and {} {} {}", high->subject, words.under, high->object);
}

bool read_by_another(const CaseSpace& space, const std::vector<std::size_t>& order, std::size_t given) {
  return std::any_of(order.begin(), order.end(), [&](std::size_t axis) {
    const std::vector<std::size_t>& needs = space.axes()[axis].needs;
    return std::find(needs.begin(), needs.end(), given) != needs.end();
  });
}

std::string axis_words(const Axis& axis, std::size_t cell) {
  switch (axis.kind) {
    case Axis::Kind::given: return axis.name + (cell == 0 ? " is given" : " is not given");
    case Axis::Kind::truth: return cell == 0 ? axis.name : fmt::format("not {}", axis.name.find(' ') == std::string::npos ? axis.name : "(" + axis.name + ")");
    case Axis::Kind::value:
    case Axis::Kind::text: return fmt::format("{} is {}", axis.name, axis.words[cell]);
    case Axis::Kind::number: return number_words(axis, cell);
  }
  return {};
}

}  // namespace

std::string case_in_words(const CaseSpace& space, const std::vector<std::size_t>& cells, const std::vector<std::size_t>& order) {
  std::string out;
  for (std::size_t index : order) {
    const Axis& axis = space.axes()[index];
    const std::size_t cell = cells[index];
    if (axis.kind == Axis::Kind::given && cell == 0 && read_by_another(space, order, index)) continue;
    if (!out.empty()) out += " and ";
    out += axis_words(axis, cell);
  }
  return out.empty() ? "whatever the facts are" : out;
}

}  // namespace leaflaw::semantics
