#include "compiler/reference/history.h"

#include <algorithm>

namespace leaflaw::reference {

namespace {

LocalTime local(const model::Policy& policy, const Record& record) { return to_local(policy.context.zones[record.zone], record.at); }

}  // namespace

Scene HistoryReader::present_scene() const {
  Scene scene;
  scene.record = scene.present = &request_.event;
  LocalTime time = local(policy_, request_.event);
  scene.law = scene.today = time.date();
  scene.time_of_day = time.time_of_day();
  return scene;
}

Scene HistoryReader::entry_scene(int entry) const {
  Scene scene = present_scene();
  scene.record = &request_.history.entries[static_cast<std::size_t>(entry)];
  scene.entry = entry;
  LocalTime time = local(policy_, *scene.record);
  scene.today = time.date();
  scene.time_of_day = time.time_of_day();
  return scene;
}

const std::string* HistoryReader::text_of(Role role, const Record& record) const {
  FactId fact = policy_.schema->with(role);
  if (fact == no_fact || record.facts[fact].given != Given::yes) return nullptr;
  return &record.facts[fact].text;
}

bool HistoryReader::voided(const Record& entry) const {
  const std::string* receipt = text_of(Role::receipt, entry);
  if (!receipt) return false;
  return std::any_of(request_.history.entries.begin(), request_.history.entries.end(), [&](const Record& other) {
    const std::string* undoes = text_of(Role::undoes, other);
    return undoes && *undoes == *receipt && other.event_kind == policy_.schema->void_kind;
  });
}

// Its receipt is the request's own, or a `void` names it.
bool HistoryReader::never_happened(int entry) const {
  const Record& record = request_.history.entries[static_cast<std::size_t>(entry)];
  const std::string* receipt = text_of(Role::receipt, record);
  const std::string* own = text_of(Role::receipt, request_.event);
  return (receipt && own && *own == *receipt) || voided(record);
}

Truth HistoryReader::counts(const model::RuleVersion& version, const model::LimitBody& limit, const WindowSpan& span, int entry) {
  Scene scene = entry_scene(entry);
  const Record& record = *scene.record;
  if (never_happened(entry)) return yes_or_no(false);
  if (!(version.events >> record.event_kind & 1)) return yes_or_no(false);
  Truth result = evaluator_.truth(version.when, scene);
  if (result.value == Kleene::no) return result;

  Role person = limit.person == model::Person::patient ? Role::patient_key : Role::customer_key;
  const std::string* mine = text_of(person, record);
  const std::string* present = text_of(person, request_.event);
  if (mine && present && *mine != *present) return yes_or_no(false);

  if (limit.scope != Scope::state) {
    Role place = limit.scope == Scope::store ? Role::store_key : Role::licensee_key;
    const std::string* here = text_of(place, request_.event);
    const std::string* there = text_of(place, record);
    if (there && here && *there != *here) return yes_or_no(false);
    if (there && !here) result = all_of({result, unknown({Unknown{policy_.schema->with(place), -1, -1, false}})});
  }
  if (limit.counting_from && scene.today < *limit.counting_from) return yes_or_no(false);
  if (record.at < span.from || record.at > request_.event.at) return yes_or_no(false);
  return result;
}

// The line of the purchase that a returned line names: the first with which every line-identity fact that both give agrees.
int HistoryReader::returned_line(const Record& purchase, const Line& returned) const {
  const auto& identity = policy_.schema->roles[static_cast<std::size_t>(Role::line_identity)];
  for (std::size_t i = 0; i < purchase.items.size(); ++i) {
    bool same = true;
    for (FactId fact : identity) {
      const FactValue& a = purchase.items[i].facts[fact];
      const FactValue& b = returned.facts[fact];
      if (a.given == Given::yes && b.given == Given::yes) same = same && a.text == b.text && a.number == b.number;
    }
    if (same) return static_cast<int>(i);
  }
  return -1;
}

bool HistoryReader::restores(const model::LimitBody& limit, const Record& returned) const {
  if (voided(returned)) return false;
  if (limit.returns != Restore::when_destroyed) return limit.returns == Restore::at_once;
  const std::string* receipt = text_of(Role::receipt, returned);
  if (!receipt) return false;
  return std::any_of(request_.history.entries.begin(), request_.history.entries.end(), [&](const Record& other) {
    const std::string* undoes = text_of(Role::undoes, other);
    return undoes && *undoes == *receipt && other.event_kind == policy_.schema->destroy_kind && !voided(other);
  });
}

Number HistoryReader::less_returns(const model::LimitBody& limit, int key, int entry, std::size_t line, Number amount) {
  const Record& purchase = request_.history.entries[static_cast<std::size_t>(entry)];
  const std::string* receipt = text_of(Role::receipt, purchase);
  if (!receipt) return amount;
  Number returned = known(0);
  bool named = false;
  for (std::size_t other = 0; other < request_.history.entries.size(); ++other) {
    const Record& record = request_.history.entries[other];
    const std::string* undoes = text_of(Role::undoes, record);
    if (!undoes || *undoes != *receipt || record.event_kind != policy_.schema->return_kind || !restores(limit, record)) continue;
    for (std::size_t i = 0; i < record.items.size(); ++i) {
      if (returned_line(purchase, record.items[i]) != static_cast<int>(line)) continue;
      named = true;
      Scene scene = entry_scene(static_cast<int>(other));
      if (limit.own_date) scene.law = entry_scene(entry).today;   // measured as the purchase was
      returned = sum(returned, amount_of_line(limit, key, on_line(scene, i)));
    }
  }
  return named ? greatest_of(difference(amount, returned), known(0)) : amount;
}

Number HistoryReader::amount_of_line(const model::LimitBody& limit, int key, const Scene& scene) {
  Number amount = evaluator_.counted(limit.amount, limit.item_condition, scene);
  if (key < 0) return amount;
  Value possible = evaluator_.class_value(limit.key_class, scene);
  if (!(possible.possible >> key & 1)) return known(0);
  return is_one(possible.possible) ? amount : only_possible(amount, possible.blame);
}

Number HistoryReader::amount_of_lines(const model::LimitBody& limit, int key, const Scene& scene) {
  if (limit.per_event) {
    // An empty cart asks what is left, and is no event yet.
    const bool asks = scene.entry < 0 && scene.record->items_given && scene.record->items.empty();
    if (asks || scene.record->event_kind != limit.counted_event) return known(0);
    const Number amount = evaluator_.number(limit.amount, scene);
    return amount.none ? known(0) : amount;
  }
  if (!scene.record->items_given) return any_amount({Unknown{the_items, scene.entry, -1, false}});
  Number result = known(0);
  for (std::size_t i = 0; i < scene.record->items.size(); ++i) {
    Number amount = amount_of_line(limit, key, on_line(scene, i));
    if (scene.entry >= 0) amount = less_returns(limit, key, scene.entry, i, std::move(amount));
    result = sum(result, amount);
  }
  return result;
}

std::vector<Contribution> HistoryReader::contributions(const model::RuleVersion& version, const model::LimitBody& limit, int key,
                                                       const WindowSpan& span) {
  std::vector<Contribution> result;
  if (!span.uses_history || span.closed) return result;
  for (std::size_t i = 0; i < request_.history.entries.size(); ++i) {
    int entry = static_cast<int>(i);
    Truth here = counts(version, limit, span, entry);
    if (here.value == Kleene::no) continue;
    Scene scene = entry_scene(entry);
    if (limit.own_date) scene.law = scene.today;
    Number amount = amount_of_lines(limit, key, scene);
    if (here.value == Kleene::unknown) amount = only_possible(amount, here.blame);
    result.push_back({entry, scene.record->at, amount});
  }
  return result;
}

bool HistoryReader::complete_for(const model::LimitBody& limit, const WindowSpan& span) const {
  const History& history = request_.history;
  if (!span.uses_history || span.closed || limit.without_history) return true;
  if (!history.given) return false;
  if (history.bare) return true;
  if (static_cast<int>(history.scope) < static_cast<int>(limit.scope)) return false;
  const Date needed = span.begins || !limit.counting_from ? span.from_date : std::max(span.from_date, *limit.counting_from);
  return !history.complete_from || *history.complete_from <= needed;
}

}  // namespace leaflaw::reference
