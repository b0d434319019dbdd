#include "bench/handwritten.h"

namespace leaflaw::bench {

namespace {

bool whole(const FactValue& fact, std::int64_t factor, std::int64_t& out) {
  std::optional<Ratio> scaled = fact.given == Given::yes ? mul(fact.number, Ratio(factor)) : std::nullopt;
  if (!scaled || !scaled->is_whole()) return false;
  out = static_cast<std::int64_t>(scaled->num);
  return true;
}

bool prepare_line(const Schema& schema, const Line& line, HandwrittenLine& made) {
  const FactValue& category = line.facts[schema.find("item.category")];
  if (category.given != Given::yes) return false;
  const std::string& name = schema.enumerations[schema.facts[schema.find("item.category")].enumeration].values[static_cast<std::size_t>(category.number.num)];
  made.kind = name == "flower" ? 0 : name == "concentrate" ? 1 : 2;
  if (made.kind == 2 && name != "edible") return false;
  const FactValue& status = line.facts[schema.find("item.test.status")];
  made.passed = status.given == Given::yes && schema.enumerations[schema.facts[schema.find("item.test.status")].enumeration].values[static_cast<std::size_t>(status.number.num)] == "passed";
  made.tag_length = static_cast<std::int32_t>(line.facts[schema.find("item.package.tag")].text.size());
  return whole(line.facts[schema.find(made.kind == 2 ? "item.thc" : "item.net_weight")], made.kind == 2 ? 1000 : 1'000'000, made.amount);
}

constexpr std::int64_t one_ounce = 4'536'000'000;   // a common multiple of 28.35 g, 8 g and 800 mg of THC in micrograms

std::int64_t share(const HandwrittenLine& line) {
  switch (line.kind) {
    case 0: return line.amount * 160;
    case 1: return line.amount * 567;
    default: return line.amount * 5670;
  }
}

}  // namespace

bool prepare(const Schema& schema, const Request& request, const ZoneView& zone, HandwrittenSale& sale) {
  std::int64_t age = 0;
  if (!whole(request.event.facts[schema.find("customer.age")], 1, age)) return false;
  sale.age = static_cast<std::int32_t>(age);
  const LocalTime now = to_local(zone, request.event.at);
  sale.seconds_of_day = now.time_of_day();
  for (const Line& line : request.event.items)
    if (!prepare_line(schema, line, sale.lines.emplace_back())) return false;
  for (const Record& entry : request.history.entries) {
    if (to_local(zone, entry.at).date() != now.date()) continue;
    for (const Line& line : entry.items)
      if (!prepare_line(schema, line, sale.today.emplace_back())) return false;
  }
  return true;
}

bool allowed(const HandwrittenSale& sale) {
  if (sale.age < 21 || sale.seconds_of_day < 8 * 3600 || sale.seconds_of_day >= 22 * 3600) return false;
  std::int64_t total = 0;
  for (const HandwrittenLine& line : sale.lines) {
    if (!line.passed || line.tag_length != 24) return false;
    total += share(line);
  }
  for (const HandwrittenLine& line : sale.today) total += share(line);
  return total <= one_ounce;
}

}  // namespace leaflaw::bench
