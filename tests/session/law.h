// Policies for the tests of this folder: compiled, written into a pack, opened again. What is decided here comes out of a pack.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/semantics/compile.h"
#include "runtime/pack/pack.h"
#include "runtime/session/session.h"

namespace law {

struct Law {
  std::vector<leaflaw::model::Policy> policies;
  std::shared_ptr<const leaflaw::Pack> pack;

  [[nodiscard]] leaflaw::PolicyParts parts(std::string_view id) const;
  [[nodiscard]] const leaflaw::model::Policy& policy(std::string_view id) const;
};

// The policies of the repository; the ids of those that compile without error must not be fewer than `at_least`.
[[nodiscard]] const Law& of_repository();
// A made-up state, `shop`: an ounce of flower a day with equivalents, a limit per route, one per transaction, rules about lines.
[[nodiscard]] const Law& of_shop();
[[nodiscard]] Law of_text(const std::string& text);

// Decides by the reference what `request` says; for comparing documents.
[[nodiscard]] leaflaw::Judge reference(const leaflaw::model::Policy& policy);

// A document of that outcome; fails the test where it is a bad request.
[[nodiscard]] leaflaw::Document document(leaflaw::DocumentOrErrors outcome);
// The code of the first error; empty where it is a decision.
[[nodiscard]] std::string code(const leaflaw::DocumentOrErrors& outcome);

}  // namespace law
