#include "compiler/cli/pack_text.h"

#include <fmt/format.h>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "runtime/pack/pack.h"

namespace leaflaw::cli {

namespace {

// Packing the law again must give the pack's own hash: then what is shown is what decides.
bool gives(const PolicySet& set, const std::string& hash) {
  Diagnostics diagnostics;
  std::vector<engine::PolicyTables> tables;
  for (const model::Policy& policy : set.policies) {
    std::optional<engine::PolicyTables> made = emit(policy, diagnostics);
    if (!made) return false;
    tables.push_back(std::move(*made));
  }
  std::vector<PackInput> inputs;
  for (std::size_t i = 0; i < tables.size(); ++i) inputs.push_back({&set.policies[i], &tables[i]});
  return write_pack(std::move(inputs), texts_of(set)).hash == hash;
}

}  // namespace

std::optional<PolicySet> read_pack_text(const std::string& path, int& exit_code, std::optional<Date> today) {
  exit_code = refused;
  PackOrError opened = Pack::open(path);
  if (const auto* error = std::get_if<PackError>(&opened)) {
    complain(to_text(*error, path));
    return std::nullopt;
  }
  const Pack& pack = *std::get<std::shared_ptr<const Pack>>(opened);
  if (pack.texts().empty()) {
    complain(fmt::format("{} does not hold the text of its law", path), "Name the policies it was built from: --policies DIR");
    return std::nullopt;
  }
  std::vector<LawFile> files;
  for (const LawText& text : pack.texts()) files.push_back({std::string(text.name), std::string(text.text)});
  PolicySet set = compile_texts(files, today);
  if (set.diagnostics.has_errors() || !gives(set, pack.hash()))
    report(fmt::format("leaflaw: {} was built by another leaflaw: this one compiles its text to another pack, so what is shown may differ from what it decides.\n", path));
  return set;
}

}  // namespace leaflaw::cli
