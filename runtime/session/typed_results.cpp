// What a typed session says after a decision, and the same facts as a request.
#include "runtime/engine/explain.h"
#include "runtime/session/typed_session.h"

namespace leaflaw {

using engine::PolicyView;
using engine::Step;

std::string_view TypedAllowance::limit() const {
  const PolicyView& view = session_->store_.policy;
  return view.texts[view.rules[view.steps[state_->step].rule].id];
}

std::string_view TypedAllowance::key() const {
  const PolicyView& view = session_->store_.policy;
  return engine::key_of(engine::address_of(view, view.steps[state_->step], state_->key_place));
}

std::optional<Quantity> TypedAllowance::quantity(const engine::Number<engine::Fast>& number) const {
  const engine::FactStore& store = session_->store_;
  const Step& step = store.policy.steps[state_->step];
  i128 denominator = 1;
  if (!number.known() || !mul_to(engine::number_of(store.policy.wholes[step.denominator]), store.denominator, denominator)) return std::nullopt;
  return Quantity{Ratio::of(number.low, denominator), engine::dimension_of(store.policy, step)};
}

std::optional<Quantity> TypedAllowance::cap() const { return quantity(session_->judge_.pool[state_->possibility].meter.cap); }
std::optional<Quantity> TypedAllowance::used() const { return quantity(session_->judge_.pool[state_->possibility].meter.used); }
std::optional<Quantity> TypedAllowance::this_event() const { return quantity(session_->judge_.pool[state_->possibility].meter.this_event); }
std::optional<Quantity> TypedAllowance::remaining() const {
  bool allowed = session_->judge_.verdict == engine::Judgement::allow;
  return quantity(allowed ? state_->remaining_after : state_->remaining_before);
}
std::optional<Instant> TypedAllowance::next_release() const { return state_->release ? std::optional(state_->release->at) : std::nullopt; }
bool TypedAllowance::registry_binds() const { return state_->registry_binds; }

std::string_view TypedSession::finding_rule(std::size_t i) const {
  const engine::FindingState& finding = judge_.findings[i];
  const PolicyView& view = store_.policy;
  switch (finding.standing) {
    case engine::Standing::event_kind:
    case engine::Standing::date:
    case engine::Standing::person: return "not-covered";
    case engine::Standing::later_than: return "as-of";
    case engine::Standing::also: return view.texts[view.exceptions[view.bodies[finding.body].exception].id];
    case engine::Standing::rule:
    case engine::Standing::before_first: break;
  }
  const Step& step = view.steps[finding.step];
  bool limit = static_cast<engine::StepKind>(step.kind) == engine::StepKind::limit;
  return limit ? engine::address_of(view, step, engine::place_of_key(view, step, finding.key)) : view.texts[view.rules[step.rule].id];
}

// ---- as a request -------------------------------------------------------------------------------------------------------

namespace {

void copy_facts(const std::vector<FactValue>& cells, const RowLayout& layout, std::vector<FactValue>& facts) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].given == Given::no || cells[i].derived) continue;
    FactValue& fact = facts[layout.facts[i]];
    fact = cells[i];
    fact.given = Given::yes;
  }
}

}  // namespace

// Maps with the entries and fields that the policy reads.
void TypedSession::copy_maps(const Cells& cells, const RowLayout& layout, std::span<const engine::Slot> slots, std::vector<MapValue>& maps) const {
  const Schema& schema = policy_.schema();
  for (std::size_t m = 0; m < maps.size(); ++m) maps[m].given = cells.maps[m] != 0;
  for (std::size_t e = 0; e < layout.entries.size(); ++e) {
    if (!cells.entries[e]) continue;
    MapEntry entry;
    entry.key = layout.entries[e].key;
    entry.fields.resize(schema.maps[layout.entries[e].map].fields.size());
    for (std::size_t i = 0; i < slots.size(); ++i)
      if (layout.slot_entries[i] == e && cells.fields[i].given == Given::yes) entry.fields[slots[i].field] = cells.fields[i];
    maps[layout.entries[e].map].entries.push_back(std::move(entry));
  }
}

Record TypedSession::record_of(const Row& row) const {
  const Schema& schema = policy_.schema();
  const PolicyView& view = store_.policy;
  Record record;
  record.event_kind = row.kind;
  record.at = row.at;
  record.zone = row.zone;
  record.items_given = row.items_given;
  record.facts.resize(schema.facts.size());
  record.maps.resize(schema.maps.size());
  copy_facts(row.facts, policy_.events(), record.facts);
  copy_maps(row, policy_.events(), view.event_slots, record.maps);
  for (std::size_t i = 0; i < row.line_count; ++i) {
    Line line;
    line.facts.resize(schema.facts.size());
    line.maps.resize(schema.maps.size());
    copy_facts(row.lines[i].facts, policy_.items(), line.facts);
    copy_maps(row.lines[i], policy_.items(), view.item_slots, line.maps);
    record.items.push_back(std::move(line));
  }
  return record;
}

Request TypedSession::as_request() {
  place_entries();
  Request request;
  request.event = record_of(present_);
  request.topics = topics_;
  request.history.given = history_given_;
  request.history.scope = scope_;
  request.history.complete_from = complete_from_;
  for (std::size_t i = 0; i < entry_count_; ++i) request.history.entries.push_back(record_of(entries_[i]));
  return request;
}

}  // namespace leaflaw
