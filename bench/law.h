// The policies that are measured, compiled and in a pack.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/cases/case_file.h"
#include "compiler/semantics/compile.h"
#include "runtime/engine/policy_tables.h"

namespace leaflaw::bench {

struct Law {
  std::unique_ptr<PolicySet> set;
  std::vector<engine::PolicyTables> tables;   // parallel to set->policies
  std::vector<CaseFile> cases;                // parallel
  [[nodiscard]] std::size_t find(const std::string& id) const;   // size(): there is none
  [[nodiscard]] std::size_t size() const { return tables.size(); }
};

// Every policy below the folder, with its cases. Ends the program where one has errors.
[[nodiscard]] Law compile(const std::string& folder);

}  // namespace leaflaw::bench
