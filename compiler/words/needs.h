// What a register has to send: the facts that deciding one kind of event may read, with what each of them may be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/semantics/model.h"
#include "compiler/words/print.h"

namespace leaflaw::words {

struct NeededFact {
  std::string name, type;      // "item.kind", "one of bulk, boxed, ..."
  bool required = false;       // not given makes an answer incomplete where it matters
};

// In order of their names. `topics`: bits of topics.h.
[[nodiscard]] std::vector<NeededFact> needed_facts(const model::Policy& policy, unsigned event_kind, std::uint32_t topics);
[[nodiscard]] std::string to_text(const std::vector<NeededFact>& facts, const Style& style);
// [{"fact","type","required"}]
[[nodiscard]] std::string to_json(const std::vector<NeededFact>& facts);

}  // namespace leaflaw::words
