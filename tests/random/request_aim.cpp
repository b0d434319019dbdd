// Requests moved to where mistakes live: caps met exactly, and the edges of windows.
#include <algorithm>

#include "runtime/decision/decision_json.h"
#include "tests/random/node_text.h"
#include "tests/random/request_maker.h"

namespace leaflaw::properties {

namespace {

// Multiplies the amount written there ("3.5 g") where it stays writable.
bool multiply(Node& amount, const Ratio& factor) {
  const std::size_t space = amount.scalar.find(' ');
  if (amount.kind != Node::Kind::text || space == std::string::npos) return false;
  const ParsedNumber number = parse_number(std::string_view(amount.scalar).substr(0, space));
  if (number.error != NumberError::none) return false;
  const std::optional<Ratio> product = mul(number.value, factor);
  const i128 most = 100'000'000'000'000;
  if (!product || product->is_negative() || product->num > most || product->den > most) return false;
  const std::string text = to_string(*product);
  if (parse_number(text).error != NumberError::none) return false;
  amount.scalar = text + amount.scalar.substr(space);
  return true;
}

}  // namespace

bool RequestMaker::aim_at_cap(Node& request, const Document& decided, Choices& c) const {
  Node* items = properties::at(request, "items");
  if (!items || items->list.empty()) return false;
  std::vector<const Allowance*> candidates;
  for (const Allowance& each : decided.allowances)
    if (each.cap && each.cap->known() && each.used_before.known() && each.this_event.known() && !each.this_event.low.is_zero() &&
        each.cap->dimension != Dimension::count)
      candidates.push_back(&each);
  if (candidates.empty()) return false;
  const Allowance& limit = *c.pick(candidates);
  std::optional<Ratio> room = sub(limit.cap->low, limit.used_before.low);
  const unsigned step = c.below(3);
  if (room && step > 0) room = step == 1 ? add(*room, Ratio::of(1, 1000)) : sub(*room, Ratio::of(1, 1000));
  if (!room || room->is_negative() || room->is_zero()) return false;
  const std::optional<Ratio> factor = div(*room, limit.this_event.low);
  if (!factor) return false;
  bool changed = false;
  for (Node& line : items->list)
    for (FactId id : item_facts_) {
      const Fact& fact = schema_.facts[id];
      const bool weighs = fact.type == FactType::quantity && fact.dimension != Dimension::percent && fact.dimension != Dimension::count && fact.dimension != Dimension::money;
      if (Node* amount = weighs ? properties::at(line, path_of(id)) : nullptr) changed = multiply(*amount, *factor) || changed;
    }
  return changed;
}

bool RequestMaker::aim_at_edge(Node& request, const Document& decided, Choices& c) const {
  Node* history = properties::at(request, "history");
  if (history && history->kind == Node::Kind::map) history = history->find("entries") ? properties::at(*history, "entries") : nullptr;
  if (!history || history->list.empty()) return false;
  std::vector<Instant> edges;
  for (const Allowance& each : decided.allowances)
    if (each.from) edges.push_back(*each.from);
  const ZoneView& zone = policy_.context.zones[policy_.context.default_zone];
  if (edges.empty() || c.chance(25))
    for (Date day : entry_days_) edges.push_back(start_of(zone, at_midnight(day)));
  if (edges.empty()) return false;
  const Instant edge{c.pick(edges).seconds - static_cast<std::int64_t>(c.below(2))};
  Node& entry = history->list[c.below(static_cast<unsigned>(history->list.size()))];
  put(entry, path_of(schema_.with(Role::event_time)), text(print_instant(edge, zone)));
  return true;
}

}  // namespace leaflaw::properties
