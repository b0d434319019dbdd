// An engine of one policy, with all that a judge needs beside it.
#pragma once

#include "runtime/engine/bind.h"
#include "runtime/engine/judge.h"

namespace tests {

template <class Mode>
struct Engine {
  explicit Engine(const leaflaw::engine::PolicyView& shown) : view(shown), facts(view), judge(facts, notes, constants) {}
  // False: some number is out of range.
  [[nodiscard]] bool decide(const leaflaw::Request& completed) {
    leaflaw::engine::bind(completed, facts);
    return judge.decide();
  }
  const leaflaw::engine::PolicyView view;
  leaflaw::engine::FactStore facts;
  leaflaw::engine::HistoryNotes notes;
  leaflaw::engine::ScaledConstants constants;
  leaflaw::engine::Judge<Mode> judge;
};

}  // namespace tests
