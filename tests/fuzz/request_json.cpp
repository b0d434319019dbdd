// A request in JSON: decided by the sample policy that it names (else by the first), with all that is printed of it.
#include "runtime/decision/decision_text.h"
#include "runtime/facts/json_reader.h"
#include "runtime/session/session.h"
#include "tests/fuzz/target.h"

using namespace leaflaw;

namespace {

const PackedPolicy& meant(const Pack& law, std::string_view text) {
  const PackedPolicy* policy = law.find(policy_named_by(read_json(text).root));
  return policy ? *policy : law.policies().front();
}

template <typename Outcome>
std::string printed(const Session& session, const Outcome& outcome) {
  const auto in_words = [&](const auto& answer) {
    if constexpr (std::is_same_v<std::decay_t<decltype(answer)>, std::vector<InputError>>) return to_text(answer);
    else return to_text(answer, session.print());
  };
  return session.json(outcome) + std::visit(in_words, outcome);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::shared_ptr<const Pack> law = fuzz::sample_law();
  const std::string_view text = fuzz::text_of(data, size);
  Session session(meant(*law, text).parts());
  const DocumentOrErrors outcome = session.decide(text);
  const std::string said = printed(session, outcome);
  static_cast<void>(printed(session, session.allowance(text)));
  fuzz::demand(printed(session, session.decide(text)) == said, "the same request gives the same bytes", said);
  return 0;
}
