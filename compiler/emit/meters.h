// Limits -> meters and tallies. Meters that count alike share a tally.
#pragma once

#include "compiler/emit/generator.h"
#include "compiler/emit/specialise.h"

namespace leaflaw::emitting {

class Meters {
 public:
  Meters(const model::Policy& policy, Specialiser& specialise, Nodes& nodes, Generator& generator, Pools& pools);

  // The keys of a limit's meters; not keyed: one, none16.
  [[nodiscard]] static std::vector<std::uint16_t> keys_of(const model::RuleVersion& version);
  // The least D that suits all the bodies in force.
  [[nodiscard]] i128 need(const model::RuleVersion& version, const Fixed& fixed);
  // What the limit counts; limits that count alike may share D.
  [[nodiscard]] NodeId counted(const model::RuleVersion& version, const Fixed& fixed) { return specialise_(version.bodies.front().limit.amount, on_lines(fixed)); }
  // meters[..]: one for each key. `rule`: for its address.
  [[nodiscard]] std::uint32_t of_body(const model::Rule& rule, const model::RuleVersion& version, const model::Body& body, const Fixed& fixed,
                                      i128 denominator);

  // Whether any tally looks back.
  [[nodiscard]] bool use_history() const { return use_history_; }

 private:
  struct Counting { const model::RuleVersion& version; const model::LimitBody& limit; std::uint16_t key_class; };
  [[nodiscard]] static Fixed on_lines(Fixed fixed) { fixed.kind = fixed.key = -1; return fixed; }
  [[nodiscard]] std::vector<Date> own_dates() const;
  [[nodiscard]] std::uint32_t tally(const Counting& counting, const std::vector<std::uint16_t>& keys, const Fixed& fixed, i128 denominator);
  [[nodiscard]] engine::TallyVariant variant(const Counting& counting, const Fixed& fixed, i128 denominator);
  [[nodiscard]] std::vector<engine::TallyVariant> variants(const Counting& counting, const Fixed& fixed, i128 denominator);
  [[nodiscard]] std::uint32_t balance_slot(const std::string& address);

  const model::Policy& policy_;
  Specialiser& specialise_;
  Nodes& nodes_;
  Generator& generator_;
  Pools& pools_;
  std::vector<Date> dates_;   // on which a measure, class or table changes
  bool use_history_ = false;
};

}  // namespace leaflaw::emitting
