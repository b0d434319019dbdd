// A case file, and behind a line `#### baselines` the baselines that it uses: read, and every case of it decided.
#include "compiler/cases/case_runner.h"
#include "runtime/session/session.h"
#include "tests/fuzz/target.h"

using namespace leaflaw;

namespace {

constexpr std::string_view divider = "#### baselines\n";

void run(const CaseFile& file, const PackedPolicy& policy) {
  Session session(policy.parts());
  const RequestReader reader(policy.context, case_keys());
  const Judge judge = [&](const Request& request) { return session.judge(request); };
  for (const Case& each : file.cases) static_cast<void>(run_case(each, reader, session.print(), judge));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::shared_ptr<const Pack> law = fuzz::sample_law();
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t at = text.find(divider);
  Baselines baselines;
  if (at != std::string_view::npos) baselines.text = std::string(text.substr(at + divider.size()));
  const CaseFile file = read_case_file("fuzz.cases.yaml", text.substr(0, at), baselines);
  fuzz::demand(!file.cases.empty() || !file.errors.empty(), "a file without cases is an error");
  const PackedPolicy* policy = law->find(file.policy);
  run(file, policy ? *policy : law->policies().front());
  return 0;
}
