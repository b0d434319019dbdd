#include "runtime/session/policy_parts.h"

#include <sodium/crypto_hash_sha256.h>

#include <array>

#include "runtime/pack/header.h"

namespace leaflaw {

LimitPrints limit_prints(const engine::PolicyView& view) {
  LimitPrints prints;
  for (const engine::Step& step : view.steps) {
    if (static_cast<engine::StepKind>(step.kind) != engine::StepKind::limit) continue;
    const engine::RuleText& rule = view.rules[step.rule];
    LimitPrint& print = prints[std::string(view.texts[rule.id])];
    // Programs stand in order of time: the last one's title stays.
    print.title = std::string(view.texts[view.versions[step.version].title]);
    print.written = {std::string(view.texts[rule.written_unit]), static_cast<Dimension>(rule.written_dimension),
                     Ratio::of(engine::number_of(view.wholes[rule.written_factor]), engine::number_of(view.wholes[rule.written_factor + 1]))};
  }
  return prints;
}

std::string content_hash(std::string_view bytes) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return packed::print_hash(digest);
}

}  // namespace leaflaw
