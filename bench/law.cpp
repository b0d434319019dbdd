#include "bench/law.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "compiler/emit/emit.h"

namespace leaflaw::bench {

std::size_t Law::find(const std::string& id) const {
  std::size_t i = 0;
  while (i < set->policies.size() && set->policies[i].id != id) ++i;
  return i;
}

Law compile(const std::string& folder) {
  Law law;
  law.set = std::make_unique<PolicySet>(compile_all({folder}));
  for (std::size_t i = 0; i < law.set->policies.size(); ++i) {
    std::optional<engine::PolicyTables> tables = emit(law.set->policies[i], law.set->diagnostics);
    if (tables) law.tables.push_back(std::move(*tables));
    const std::filesystem::path text(law.set->paths[i]);
    law.cases.push_back(load_case_file((text.parent_path() / (text.stem().string() + ".cases.yaml")).string()));
  }
  if (law.set->diagnostics.has_errors() || law.set->policies.empty() || law.tables.size() != law.set->policies.size()) {
    std::fprintf(stderr, "bench: the policies in %s have errors; `leaflaw check %s` says which\n", folder.c_str(), folder.c_str());
    std::exit(1);
  }
  return law;
}

}  // namespace leaflaw::bench
