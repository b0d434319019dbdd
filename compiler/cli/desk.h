// One policy, ready for requests, whoever judges: what decide, allowance and test share.
// Keeps what it needs of the law alive.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/semantics/compile.h"
#include "runtime/decision/both_readings.h"
#include "runtime/decision/print_context.h"
#include "runtime/pack/pack.h"
#include "runtime/session/session.h"

namespace leaflaw::cli {

class Desk {
 public:
  virtual ~Desk() = default;
  Desk() = default;
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // The whole decision, with remedies; `request`: hash of the text it was read from.
  [[nodiscard]] virtual DocumentOrErrors decide(const Node& root, std::string request) = 0;
  [[nodiscard]] virtual ReportOrErrors allowance(const Node& root, std::string request) = 0;
  // One completed request, without remedies: for cases.
  [[nodiscard]] virtual DocumentOrErrors judge(const Request& completed) = 0;
  // How to print what came last: its times are in the zone of that event.
  [[nodiscard]] virtual PrintContext print() const = 0;
  [[nodiscard]] virtual const PolicyContext& context() const = 0;
};

// The law of some policies, opened for deciding. Immutable; may be copied; every desk is one thread's.
class OpenLaw {
 public:
  virtual ~OpenLaw() = default;
  [[nodiscard]] virtual const std::vector<std::string>& ids() const = 0;
  // Null where there is no such policy.
  [[nodiscard]] virtual std::unique_ptr<Desk> desk(std::string_view id) const = 0;
};

// Judged by the engine, from a pack.
[[nodiscard]] std::unique_ptr<OpenLaw> open_pack(std::shared_ptr<const Pack> pack);
// Judged by the engine, from a pack made in memory: the same bytes as `leaflaw build` writes. What cannot be made into programs is
// reported, and left out.
[[nodiscard]] std::unique_ptr<OpenLaw> open_policies(const PolicySet& set, Diagnostics& diagnostics);
// Judged by the plain evaluator over the Model; `policies` must outlive it.
[[nodiscard]] std::unique_ptr<OpenLaw> open_reference(const std::vector<model::Policy>& policies);

}  // namespace leaflaw::cli
