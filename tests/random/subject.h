// One policy under test, compiled from its text, with both evaluators ready.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "compiler/semantics/compile.h"
#include "runtime/decision/both_readings.h"
#include "runtime/engine/judge.h"
#include "runtime/engine/policy_tables.h"
#include "runtime/facts/record_reader.h"

namespace leaflaw::properties {

class Subject {
 public:
  // Null where the text has errors; `report` then holds them as printed.
  [[nodiscard]] static std::unique_ptr<Subject> compile(const std::string& text, std::string& report);
  // The last one by name of the policies in these files.
  [[nodiscard]] static std::unique_ptr<Subject> compile_files(const std::vector<LawFile>& files, std::string& report);
  explicit Subject(model::Policy policy);   // for policies compiled elsewhere
  ~Subject();

  [[nodiscard]] const model::Policy& policy() const { return policy_; }
  [[nodiscard]] RequestOrErrors read(const Node& request) const;
  [[nodiscard]] RequestOrErrors as_read(const Node& request) const { return reader_.read(request); }   // not yet completed by derivations
  [[nodiscard]] DocumentOrErrors by_reference(const Request& request) const;
  // Nothing where a number was out of range.
  [[nodiscard]] std::optional<DocumentOrErrors> by_engine(const Request& request);
  [[nodiscard]] std::string print(const DocumentOrErrors& decision, const Request& request) const;   // as JSON

 private:
  struct Engine;
  model::Policy policy_;
  RequestReader reader_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace leaflaw::properties
