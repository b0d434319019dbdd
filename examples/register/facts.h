// The names this register uses, looked up once when it starts. Everything after that goes by number.
#pragma once

#include <stdexcept>
#include <string>

#include "runtime/session/typed_policy.h"

namespace example {

class Facts {
 public:
  explicit Facts(const leaflaw::TypedPolicy& policy) : policy_(policy) {}

 private:
  const leaflaw::TypedPolicy& policy_;

  // A register that cannot find a name must not open.
  template <class Handle>
  Handle found(Handle handle, std::string_view name) const {
    if (!handle) throw std::runtime_error(policy_.why(name));
    return handle;
  }
  leaflaw::EventFact event(std::string_view name) const { return found(policy_.event_fact(name), name); }
  leaflaw::ItemFact item(std::string_view name) const { return found(policy_.item_fact(name), name); }
  leaflaw::Choice choice(std::string_view fact, std::string_view value) const { return found(policy_.choice(fact, value), value); }

 public:
  const leaflaw::EventFact customer_kind = event("customer.kind"), customer_key = event("customer.key"), customer_age = event("customer.age");
  const leaflaw::EventFact id_kind = event("customer.id.kind"), id_verified = event("customer.id.verified"), id_expires = event("customer.id.expires");
  const leaflaw::EventFact receipt = event("receipt"), store_key = event("store.key");
  const leaflaw::ItemFact category = item("item.category"), quantity = item("item.quantity"), unit_weight = item("item.unit_weight");
  const leaflaw::ItemFact thc_per_package = item("item.thc_per_package"), servings = item("item.servings");

  const leaflaw::Choice sale = choice("event", "sale"), adult = choice("customer.kind", "adult"), licence = choice("customer.id.kind", "drivers_license");
  const leaflaw::Unit gram = policy_.unit("g"), milligram_thc = policy_.unit("mg THC");
};

}  // namespace example
