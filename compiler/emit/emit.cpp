#include "compiler/emit/emit.h"

#include "compiler/emit/programs.h"

namespace leaflaw {

namespace {

using emitting::Pools;

// Whose purchase it was, where, and what undoes what: only history asks.
void history_roles(engine::RoleSlots& roles, Pools& pools, bool used) {
  auto slot = [&](Role role) { return used ? pools.role_slot(role) : engine::nothing; };
  roles.receipt = slot(Role::receipt);
  roles.undoes = slot(Role::undoes);
  roles.customer = slot(Role::customer_key);
  roles.patient = slot(Role::patient_key);
  roles.store = slot(Role::store_key);
  roles.licensee = slot(Role::licensee_key);
}

void fill_roles(const Schema& schema, Pools& pools, bool use_history) {
  engine::RoleSlots& roles = pools.tables.roles;
  history_roles(roles, pools, use_history);
  // A return names the purchased line by these.
  if (use_history && schema.return_kind >= 0)
    for (FactId fact : schema.roles[static_cast<std::size_t>(Role::line_identity)]) static_cast<void>(pools.fact_slot(fact));
  roles.category = pools.role_slot_if_used(Role::line_category);
  roles.quantity = pools.role_slot_if_used(Role::line_quantity);
  roles.void_kind = schema.void_kind;
  roles.return_kind = schema.return_kind;
  roles.destroy_kind = schema.destroy_kind;
  auto count = [&](Role role) {
    FactId fact = schema.with(role);
    return fact == no_fact ? 0u : static_cast<std::uint32_t>(schema.enumerations[schema.facts[fact].enumeration].values.size());
  };
  roles.category_count = count(Role::line_category);
  roles.event_kinds = count(Role::event_kind);
}

}  // namespace

std::optional<engine::PolicyTables> emit(const model::Policy& policy, Diagnostics& diagnostics) {
  Pools pools(policy);
  emitting::Nodes nodes(policy);
  emitting::Specialiser specialise(policy, nodes);
  emitting::Generator generator(policy, nodes, pools, diagnostics);
  emitting::Programs programs(policy, specialise, nodes, generator, pools);
  static_cast<void>(pools.text({}));   // texts are never without one
  programs.emit();
  if (generator.failed()) return std::nullopt;
  fill_roles(*policy.schema, pools, programs.use_history());
  engine::PolicyTables tables = std::move(pools.tables);
  tables.covers = {policy.covers, policy.covers_from.days, policy.as_of.days};
  tables.zones = policy.zones;
  tables.default_zone = policy.context.default_zone;
  tables.id = policy.id;
  tables.seal();
  return tables;
}

}  // namespace leaflaw
