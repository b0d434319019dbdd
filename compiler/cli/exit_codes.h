// What the process says when it ends: part of the contract with scripts.
#pragma once

namespace leaflaw::cli {

enum ExitCode : int {
  done = 0,          // decide: allow
  found = 1,         // diagnostics, or failed cases
  bad_input = 2,     // wrong usage, or a bad request
  denied = 3,
  incomplete = 4,
  referred = 5,
  refused = 7,       // a file or pack that cannot be used
  internal = 70,
};

}  // namespace leaflaw::cli
