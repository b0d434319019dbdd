#include "tests/fuzz/target.h"

#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "compiler/pages/pages.h"

namespace leaflaw::fuzz {

std::shared_ptr<const Pack> packed(const PolicySet& set, Diagnostics& diagnostics) {
  std::vector<engine::PolicyTables> tables;
  std::vector<PackInput> inputs;
  tables.reserve(set.policies.size());   // the inputs point into it
  for (const model::Policy& policy : set.policies) {
    std::optional<engine::PolicyTables> made = emit(policy, diagnostics);
    if (!made) continue;
    tables.push_back(std::move(*made));
    inputs.push_back({&policy, &tables.back()});
  }
  if (inputs.empty()) return nullptr;
  const WrittenPack written = write_pack(std::move(inputs), texts_of(set));
  demand(written.error.empty(), "policies that compile can be packed", written.error);
  PackOrError outcome = Pack::from_memory(written.bytes);
  if (const auto* error = std::get_if<PackError>(&outcome)) demand(false, "a pack that was just made is taken", to_text(*error, "law.leafpack"));
  return std::get<std::shared_ptr<const Pack>>(std::move(outcome));
}

std::shared_ptr<const Pack> sample_law() {
  PolicySet set = compile_all({SOURCE_DIR "/tests/cli/law", SOURCE_DIR "/tests/probe", SOURCE_DIR "/tests/language/exam"});
  PolicySet of_pages = compile_texts({{"us-xj/us-xj.leaf", pages::policy_of_requests()}});
  for (model::Policy& policy : of_pages.policies) set.policies.push_back(std::move(policy));
  demand(!set.diagnostics.has_errors() && !of_pages.policies.empty(), "the sample policies compile", print(set.diagnostics, set.sources, false));
  Diagnostics diagnostics;
  return packed(set, diagnostics);
}

}  // namespace leaflaw::fuzz
