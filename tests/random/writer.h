// The parts of policy_writer: what has been declared so far, and the texts that may refer to it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/random/choices.h"
#include "tests/random/policy_writer.h"

namespace leaflaw::properties {

enum class Kind { mass, thc, count, own };   // what an amount is measured in

struct ClassPart { std::string id; std::vector<std::string> values; std::optional<Kind> orders; int last_version = 0; };
struct MeasurePart { std::string id; Kind kind; bool rounded = false; int last_version = 0; };
struct TablePart { std::string id; std::size_t of_class; Kind kind; int last_version = 0; };
// `meter`: the limit, or where it is keyed one key of it that has a meter for certain (`limit-1[sort-1-a]`; empty: none is certain).
struct LimitPart { std::string id; Kind kind; int key_class = -1; std::string window; bool can_be_read = false; int last_version = 0; std::string meter = {}; };
struct RulePart { std::string id; bool per_item = false; bool notice = false; int last_version = 0; };
struct ExceptionPart { std::string id; bool to_limit = false; std::size_t target = 0; };

class Writer {
 public:
  explicit Writer(const PolicyPlan& plan);
  [[nodiscard]] PolicyText take() { return std::move(out_); }

 private:
  // declarations.cpp
  void header(Choices choices);
  void declaration(Choices& c);
  void unit(Choices& c);
  void item_class(Choices& c);
  void measure(Choices& c);
  void table(Choices& c);
  void definition(Choices& c);
  void limit(Choices& c);
  void rule(Choices& c);
  void notice(Choices& c);
  void exception(Choices& c);
  void exception_to_exception(Choices& c);
  void amendment(Choices& c);
  void amend_limit(Choices& c, LimitPart& limit);
  void amend_rule(Choices& c, RulePart& rule);
  void amend_measure(Choices& c, MeasurePart& measure);
  void amend_class(Choices& c, ClassPart& of);
  std::string class_rows(Choices& c, const ClassPart& of, bool whole);
  std::string measure_rows(Choices& c, Kind kind, bool whole);
  std::string begin(Choices& c, int& last_version);            // effective, before that
  std::string enforced_unless_ended(Choices& c, int last_version);
  std::string beyond(Choices& c);
  std::string next_version(Choices& c, int& last_version);     // effective of an amendment; empty: no date is left
  std::string applies(Choices& c, bool conditional);
  std::string source(Choices& c);
  std::string topic(Choices& c);

  // conditions.cpp
  std::string event_condition(Choices& c, int depth = 1);
  std::string item_condition(Choices& c, int depth = 1);
  std::string event_test(Choices& c);
  std::string key_test(Choices& c);   // of one key of a limit; empty: no key can be read
  std::string item_test(Choices& c);
  std::string figure_test(Choices& c);
  std::string joined(Choices& c, int depth, bool item);

  // amounts.cpp
  std::string item_amount(Choices& c, Kind kind);
  std::string plain_amount(Choices& c, Kind kind);
  std::string cap(Choices& c, const LimitPart& limit);
  std::string record_of(Choices& c, const LimitPart& limit);   // an optional quantity of a record that fits; empty: none
  std::string constant(Choices& c, Kind kind);
  std::string window(Choices& c, Kind kind);
  std::string unit_of(Kind kind) const;
  std::string categories(Choices& c, unsigned most = 3);
  std::string message(Choices& c, bool item);

  std::string fresh(const char* prefix) { return prefix + std::to_string(++count_); }
  void put(std::string text) { out_.declarations.push_back(std::move(text)); }

  PolicyText out_;
  unsigned count_ = 0;
  bool own_unit_ = false;
  bool may_read_limits_ = true;   // not where a circle could come of it: in definitions, and in exceptions to limits
  std::vector<ClassPart> classes_;
  std::vector<MeasurePart> measures_;
  std::vector<TablePart> tables_;
  std::vector<std::string> event_definitions_, item_definitions_;
  std::vector<LimitPart> limits_;
  std::vector<RulePart> rules_;
  std::vector<ExceptionPart> exceptions_;
};

}  // namespace leaflaw::properties
