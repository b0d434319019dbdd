// Nodes -> routines. Every number of a routine is a whole number over D * L: D is given by who asks (need() says which will do), L is
// the request's. Equal routines are one; what depends on the category of a line has one routine for each category besides.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/emit/nodes.h"
#include "compiler/emit/pools.h"

namespace leaflaw::emitting {

// A limit whose figures are read: its place in Program::early and the D of its figures.
struct EarlyLimit { std::uint16_t place; i128 denominator; };

class Generator {
 public:
  Generator(const model::Policy& policy, Nodes& nodes, Pools& pools, Diagnostics& diagnostics)
      : policy_(policy), nodes_(nodes), pools_(pools), diagnostics_(diagnostics) {}

  // Limits that the routines of the present program can read. To be extended in order of evaluation.
  std::map<std::uint16_t, EarlyLimit> early;
  // What reports name: "limit `daily`".
  std::string subject;

  // The least common multiple of two denominators; 0: out of range (reported), or one of them is.
  [[nodiscard]] i128 common(i128 a, i128 b, Span span);
  // The least D for which every number in it is whole; any multiple will do too. 0: out of range (reported).
  [[nodiscard]] i128 need(NodeId id);

  // Entry points: a routine, or engine::always_yes / always_no.
  [[nodiscard]] std::uint32_t truth(NodeId id);
  [[nodiscard]] std::uint32_t number(NodeId id, i128 denominator);
  [[nodiscard]] std::uint32_t value(NodeId id);
  // Reports a date that may fall between two days, a moment between two seconds.
  void whole_day(NodeId id, Span span);
  // The slot of a text that a message prints.
  [[nodiscard]] std::uint32_t slot_of(const Node& node);

  void refuse(Code code, Span span, std::string message, std::string help);
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  struct Depth { unsigned truths = 0, numbers = 0, values = 0; };
  struct Body {
    std::vector<engine::Instruction> code;
    void add(engine::Op op, std::uint32_t a = 0, std::uint32_t b = 0) {
      code.push_back({static_cast<std::uint16_t>(op), static_cast<std::uint16_t>(a), b});
    }
    [[nodiscard]] std::size_t jump(engine::Op op) { add(op); return code.size() - 1; }
    void land(std::size_t jump) { code[jump].b = static_cast<std::uint32_t>(code.size()); }
  };

  std::uint32_t entry(NodeId id, engine::ResultType type, i128 denominator);
  std::uint32_t routine(NodeId id, engine::ResultType type, i128 denominator, const std::vector<std::uint32_t>& dispatch = {});
  std::uint32_t keep(const Body& body, engine::Routine routine, const std::vector<std::uint32_t>& dispatch, Span span);
  [[nodiscard]] std::uint16_t guard_of(NodeId id);

  // The code of a node: inline, or a call where it is long.
  void put_truth(Body& body, NodeId id);
  void put_number(Body& body, NodeId id, i128 denominator);
  void put_value(Body& body, NodeId id);
  void truth_code(Body& body, NodeId id);
  void number_code(Body& body, NodeId id, i128 denominator);
  void value_code(Body& body, NodeId id);

  void join(Body& body, const Node& node);
  void one_of(Body& body, const Node& node);
  void text_is(Body& body, const Node& node);
  void fact_truth(Body& body, const Node& node, engine::Op event, engine::Op item, engine::Op keyed, std::uint32_t operand);
  void fact_number(Body& body, const Node& node, i128 denominator);
  void scale(Body& body, NodeId id, i128 denominator);
  void extremum(Body& body, const Node& node, i128 denominator);
  void choose(Body& body, const Node& node, i128 denominator);
  void lookup(Body& body, const Node& node, i128 denominator);
  void figure(Body& body, const Node& node, i128 denominator);

  void class_rows(Body& body, const Node& node);

  [[nodiscard]] std::uint32_t small(std::uint32_t index, Span span);   // as operand a
  [[nodiscard]] std::uint32_t key_table(const Node& node);
  [[nodiscard]] u128 all_of(const Node& node) const;
  [[nodiscard]] bool is_item_slot(const Node& node) const;
  [[nodiscard]] std::uint32_t scaled_constant(const Ratio& value, i128 denominator, Span span);
  [[nodiscard]] unsigned length(NodeId id);
  i128 no_denominator(Span span);
  void out_of_range(Span span);
  [[nodiscard]] i128 need_of(NodeId id);
  [[nodiscard]] Depth depth_of(const Body& body, const std::vector<std::uint32_t>& dispatch) const;
  void deepen(Depth& most, const Depth& here, std::uint32_t routine) const;
  void deepen(Depth& most, const Depth& here, const engine::Instruction& code) const;

  const model::Policy& policy_;
  Nodes& nodes_;
  Pools& pools_;
  Diagnostics& diagnostics_;
  bool failed_ = false;
  std::map<NodeId, i128> needs_;
  std::map<NodeId, unsigned> lengths_;
  std::map<std::tuple<NodeId, engine::ResultType, i128, bool>, std::uint32_t> made_;   // true: entry
  std::map<std::string, std::uint32_t> kept_;
  std::vector<Depth> depths_;
};

}  // namespace leaflaw::emitting
