// One policy, ready for requests, whoever judges: what decide, allowance and test share. Lives no longer than the law it was made from.
#pragma once

#include <memory>
#include <string>

#include "compiler/semantics/model.h"
#include "runtime/decision/both_readings.h"
#include "runtime/decision/print_context.h"
#include "runtime/facts/record_reader.h"
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

// Judged by the plain evaluator over the Model.
[[nodiscard]] std::unique_ptr<Desk> reference_desk(const model::Policy& policy);

}  // namespace leaflaw::cli
