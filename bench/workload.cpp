#include "bench/workload.h"

#include <random>

#include "runtime/base/calendar.h"
#include "runtime/facts/normalize.h"
#include "tests/random/node_text.h"

namespace leaflaw::bench {

namespace {

using Random = std::mt19937_64;

int below(Random& random, int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n)); }

// "2.5 oz" times k/8, "2.5 g" likewise; what has no unit (counts, names) stays.
void scale(Node& value, int eighths) {
  auto space = value.scalar.find(' ');
  if (value.kind != Node::Kind::text && value.kind != Node::Kind::number) return;
  if (space == std::string::npos) return;
  ParsedNumber number = parse_number(std::string_view(value.scalar).substr(0, space));
  if (number.error != NumberError::none) return;
  if (std::optional<Ratio> scaled = mul(number.value, Ratio::of(eighths, 8)); scaled && has_exact_decimal(*scaled))
    value.scalar = to_string(*scaled) + value.scalar.substr(space);
}

// One factor for a whole line, so that amounts that follow from each other still do.
void scale_all(Node& node, int eighths) {
  for (auto& [key, value] : node.map) scale_all(value, eighths);
  for (Node& value : node.list) scale_all(value, eighths);
  scale(node, eighths);
}

Node some_line(Random& random, const Node& items) {
  Node line = items.list[static_cast<std::size_t>(below(random, static_cast<int>(items.list.size())))];
  scale_all(line, 1 + below(random, 4));
  return line;
}

Node entry(Random& random, const Node& items, LocalTime now) {
  Node made = properties::map();
  LocalTime then{now.seconds - 60 - 60 * std::int64_t{below(random, 40 * 24 * 60)}};
  properties::put(made, "at", properties::text(to_string(then)));
  Node lines = properties::list();
  lines.list.push_back(some_line(random, items));
  properties::put(made, "items", std::move(lines));
  return made;
}

bool usable(const Case& one) {
  const Node* items = one.request.find("items");
  const Node* at = one.request.find("at");
  return one.errors.empty() && items && !items->list.empty() && at && !one.request.find("event") && one.expect.verdict == Verdict::allow;
}

}  // namespace

std::vector<Sale> sales(const model::Policy& policy, const CaseFile& cases, Shape shape, std::size_t count, std::uint64_t seed) {
  std::vector<const Case*> bases;
  for (const Case& one : cases.cases)
    if (usable(one)) bases.push_back(&one);
  std::vector<Sale> made;
  if (bases.empty()) return made;
  Random random(seed);
  const RequestReader reader(policy.context, case_keys());
  for (std::size_t tries = 0; made.size() < count && tries < 20 * count; ++tries) {
    Node node = bases[static_cast<std::size_t>(below(random, static_cast<int>(bases.size())))]->request;
    properties::remove(node, "topics");
    const Node items = *node.find("items");
    std::optional<ParsedTime> at = parse_time(node.find("at")->scalar);
    if (!at) continue;
    Node lines = properties::list(), history = properties::list();
    for (std::size_t i = 0; i < shape.lines; ++i) lines.list.push_back(some_line(random, items));
    for (std::size_t i = 0; i < shape.entries; ++i) history.list.push_back(entry(random, items, at->local));
    properties::put(node, "items", std::move(lines));
    properties::put(node, "history", std::move(history));
    RequestOrErrors read = read_complete_request(node, reader);
    if (auto* request = std::get_if<Request>(&read)) made.push_back({properties::to_json_text(node), std::move(*request)});
  }
  return made;
}

}  // namespace leaflaw::bench
