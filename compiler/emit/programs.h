// Rules -> steps, for every kind of event and every period of law: one program each, equal ones shared.
#pragma once

#include "compiler/emit/messages.h"
#include "compiler/emit/meters.h"

namespace leaflaw::emitting {

class Programs {
 public:
  Programs(const model::Policy& policy, Specialiser& specialise, Nodes& nodes, Generator& generator, Pools& pools);

  // Everything: programs and directory, texts of rules, versions and exceptions.
  void emit();
  [[nodiscard]] bool use_history() const { return meters_.use_history(); }

 private:
  void rule_texts();
  void exception_texts();
  [[nodiscard]] std::uint32_t program(const Fixed& fixed);   // engine::nothing: no step
  void announce_limits(const Fixed& fixed);
  [[nodiscard]] std::map<std::uint16_t, i128> denominators(const Fixed& fixed);
  [[nodiscard]] std::optional<engine::Step> step(std::uint16_t rule, const Fixed& fixed);
  [[nodiscard]] engine::Step rule_step(std::uint16_t rule, const model::RuleVersion& version, const Fixed& fixed);
  [[nodiscard]] std::optional<engine::Step> before_first(std::uint16_t rule, const Fixed& fixed);
  [[nodiscard]] engine::Body body(const model::Rule& rule, const model::RuleVersion& version, const model::Body& body, const Fixed& fixed);
  void message(engine::Body& made, const model::RuleVersion& version, const model::Body& body, const Fixed& fixed);
  [[nodiscard]] bool asks_cover(const Fixed& fixed) const;
  [[nodiscard]] bool takes_part(std::uint16_t rule, const Fixed& fixed) const;

  const model::Policy& policy_;
  Specialiser& specialise_;
  Generator& generator_;
  Pools& pools_;
  Meters meters_;
  Messages messages_;
  std::vector<std::uint32_t> first_version_;             // by rule: its first version in the table
  std::vector<std::uint16_t> read_limits_;               // limits whose figures something reads, in order of evaluation
  std::map<std::uint16_t, i128> denominators_;           // of the limits of the present program
};

}  // namespace leaflaw::emitting
