// Programs: limits that others read are evaluated before them, and a whole evaluation keeps within the engine's stacks and some
// milliseconds. The figure of a limit may have to be measured when it is read, on top of what the reader has on its stacks.
#include <functional>

#include "runtime/pack/verify_parts.h"

namespace leaflaw::packed {

using namespace engine;   // NOLINT: the engine's tables

namespace {

class ProgramReader {
 public:
  ProgramReader(Checking& check, std::uint32_t number) : check_(check), policy_(check.policy), program_(policy_.programs[number]), number_(number) {}

  void run() {
    if (!require(check_.inside(policy_.steps, program_.steps, program_.step_count), "its steps do not exist")) return;
    if (!require(check_.inside(policy_.early_steps, program_.early, program_.early_count), "its early limits do not exist")) return;
    if (!check_.spend(program_.step_count) || !check_.spend(program_.early_count)) return;
    for (std::uint32_t i = 0; check_.good() && i < program_.early_count; ++i) early(i);
    for (std::uint32_t i = 0; check_.good() && i < program_.step_count; ++i) {
      const Step& step = policy_.steps[program_.steps + i];
      each_routine(step, [&](std::uint32_t routine) { root(routine, program_.early_count); });
      // Messages are made when all is decided: they may read every figure.
      each_routine_of_messages(step, [&](std::uint32_t routine) { root(routine, program_.early_count); });
    }
    require(total_.fits(), "it takes too many steps");
  }

 private:
  // What reading the figures of early limits 0 .. k costs at most.
  struct Figures { Depth depth; Work work; };

  template <class... Words>
  bool require(bool holds, const Words&... words) { return check_.require(holds, "program ", number_, ": ", words...); }

  void early(std::uint32_t place) {
    const std::uint32_t number = policy_.early_steps[program_.early + place];
    if (!require(number < program_.step_count, "an early limit is not of it")) return;
    const Step& step = policy_.steps[program_.steps + number];
    if (!require(step.kind == static_cast<std::uint8_t>(StepKind::limit), "an early limit is no limit")) return;
    each_routine(step, [&](std::uint32_t routine) { root(routine, place); });
    Figures figures = place == 0 ? Figures{} : figures_.back();
    const Body& own = policy_.bodies[step.bodies + step.body_count - 1];
    for (std::uint32_t k = 0; check_.good() && k < step.key_count; ++k) {
      Work work;
      each_routine_of_meter(policy_.meters[own.meters + k], [&](std::uint32_t routine) {
        figures.depth.cover(depth_of(routine));
        if (routine == policy_.meters[own.meters + k].cap) work.add(work_of(routine));   // tallies are made once only
      });
      figures.work.steps = std::max(figures.work.steps, work.steps + 1);
    }
    figures_.push_back(figures);
  }

  // A routine that the engine starts, with the first `known` early limits evaluated.
  void root(std::uint32_t routine, std::uint32_t known) {
    if (!check_.good()) return;
    const RoutineNeeds& needs = check_.routines[routine];
    if (!require(needs.limit < static_cast<std::int32_t>(known), "routine ", routine, " reads a limit that is not evaluated before it")) return;
    require(depth_of(routine).fits(), "routine ", routine, " needs more than the engine's stacks hold");
    total_.add(work_of(routine));
  }

  Depth depth_of(std::uint32_t routine) const {
    const RoutineNeeds& needs = check_.routines[routine];
    Depth depth = needs.deepest;
    if (needs.limit >= 0) depth.cover(figures_[static_cast<std::size_t>(needs.limit)].depth.above(needs.at_figures));
    return depth;
  }

  std::uint64_t work_of(std::uint32_t routine) const {
    const RoutineNeeds& needs = check_.routines[routine];
    Work work = needs.work;
    if (needs.limit >= 0) work.add(needs.figures.steps, std::max<std::uint64_t>(1, figures_[static_cast<std::size_t>(needs.limit)].work.steps));
    return work.steps;
  }

  // ---- what a step runs ---------------------------------------------------------------------------------------------
  using Use = std::function<void(std::uint32_t)>;

  static void use(std::uint32_t routine, const Use& with) {
    if (routine < always_no) with(routine);
  }

  void each_routine_of_meter(const Meter& meter, const Use& with) const {
    use(meter.cap, with);
    const Tally& tally = policy_.tallies[meter.tally];
    use(tally.entry_when, with);
    use(tally.anchor, with);
    use(tally.usage, with);
    for (std::uint32_t i = 0; i < tally.variant_count; ++i) {
      const TallyVariant& variant = policy_.tally_variants[tally.variants + i];
      for (std::uint32_t routine : {variant.amount, variant.condition, variant.item_class}) use(routine, with);
    }
  }

  void each_routine(const Step& step, const Use& with) {
    use(step.when, with);
    if (step.flags & step_per_item) use(step.item_where, with);
    const bool limit = step.kind == static_cast<std::uint8_t>(StepKind::limit);
    for (std::uint32_t i = 0; i < step.body_count; ++i) {
      const Body& body = policy_.bodies[step.bodies + i];
      const bool waived = (body.flags & body_waived) != 0;
      if (i + 1 < step.body_count) use(body.condition, with);
      if (step.kind == static_cast<std::uint8_t>(StepKind::rule) && !waived) use(body.require, with);
      for (std::uint32_t k = 0; limit && !waived && k < step.key_count; ++k) {
        if (!check_.spend(1 + policy_.tallies[policy_.meters[body.meters + k].tally].variant_count)) return;
        each_routine_of_meter(policy_.meters[body.meters + k], with);
      }
    }
  }

  void each_routine_of_messages(const Step& step, const Use& with) {
    for (std::uint32_t i = 0; i < step.body_count; ++i) {
      const Body& body = policy_.bodies[step.bodies + i];
      const std::uint32_t count = parts_of(body, step);
      if (!check_.spend(count)) return;
      for (std::uint32_t k = 0; k < count; ++k) message_part(policy_.message_parts[body.message + k], with);
    }
  }

  static void message_part(const MessagePart& part, const Use& with) {
    const auto kind = static_cast<PartKind>(part.kind);
    if (kind != PartKind::text && kind != PartKind::fact_text) use(part.value, with);
  }

  Checking& check_;
  const PolicyView& policy_;
  const Program& program_;
  std::uint32_t number_;
  std::vector<Figures> figures_;   // by early limit
  Work total_;
};

void check_directory(Checking& check) {
  const PolicyView& policy = check.policy;
  for (std::size_t i = 0; check.good() && i < policy.directory.size(); ++i) {
    const DirectoryEntry& entry = policy.directory[i];
    check.require(i == 0 || policy.directory[i - 1].from_day < entry.from_day, "period ", i, " is out of order");
    const bool inside = check.inside(policy.directory_programs, entry.programs, policy.roles.event_kinds);
    check.require(inside, "period ", i, " has not one program for each kind of event");
  }
  for (std::uint32_t program : policy.directory_programs)
    check.require(program == nothing || program < policy.programs.size(), "a program of the directory does not exist");
  const Covers& covers = policy.covers;
  const std::uint32_t kinds = policy.roles.event_kinds;
  check.require(kinds == 64 || covers.kinds >> kinds == 0, "it covers kinds of events that do not exist");
  auto in_time = [](std::int32_t day) { return first_date.days <= day && day <= last_date.days; };
  check.require(in_time(covers.from_day) && in_time(covers.as_of_day), "what it covers is out of all time");
}

}  // namespace

void check_programs(Checking& check) {
  for (std::uint32_t i = 0; check.good() && i < check.policy.programs.size(); ++i) ProgramReader(check, i).run();
  if (check.good()) check_directory(check);
}

}  // namespace leaflaw::packed
