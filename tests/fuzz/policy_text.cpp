// A text of the law: through the whole compiler, into a pack, and through the formatter.
#include "compiler/format/format.h"
#include "compiler/rulegraph/rulegraph.h"
#include "compiler/source/print_sarif.h"
#include "tests/fuzz/target.h"

using namespace leaflaw;

namespace {

void print_all(const Diagnostics& diagnostics, const Sources& sources) {
  static_cast<void>(print(diagnostics, sources, true));
  static_cast<void>(print_json(diagnostics, sources));
}

void compile(std::string_view text) {
  PolicySet set = compile_texts({{"fuzz/fuzz.leaf", std::string(text)}});
  print_all(set.diagnostics, set.sources);
  if (set.policies.empty()) return;
  fuzz::demand(!set.diagnostics.has_errors(), "a policy with errors gives no Model");
  for (const model::Policy& policy : set.policies) {
    const RuleGraph graph(policy);
    static_cast<void>(graph.dot());
  }
  Diagnostics of_programs;
  const auto pack = fuzz::packed(set, of_programs);
  fuzz::demand(pack || of_programs.has_errors(), "what cannot be made into programs is said");
  print_all(of_programs, set.sources);
}

// Nothing: there are syntax errors, or a line would become too long.
std::optional<std::string> laid_out(std::string_view text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("fuzz.leaf", std::string(text), diagnostics, usable);
  return usable ? format(sources, file, diagnostics) : std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  compile(text);
  if (const std::optional<std::string> once = laid_out(text)) fuzz::demand(laid_out(*once) == once, "a layout stays as it is when it is laid out again", *once);
  return 0;
}
