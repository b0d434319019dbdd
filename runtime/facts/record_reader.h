// A tree as written (JSON request or case) -> Request: names resolved, quantities exact, times made instants. Not yet completed
// by the vocabulary's derivations: see normalize.h, whose read_complete_request does both.
// In: a Node and the PolicyContext of the policy it is for. Out: the Request, or everything that is wrong with it (at most
// InputErrors::most), each with path, place, cause and way out. Never throws.
//
// Times: a local time means the record's own zone where the policy says so and the record names one, else the policy's. In the
// repeated hour, without an offset, Record::at is the first instant and at_other the second: judge both (decision/both_readings.h).
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/facts/fact_tree.h"
#include "runtime/facts/node.h"
#include "runtime/facts/policy_context.h"
#include "runtime/facts/record.h"

namespace leaflaw {

using RequestOrErrors = std::variant<Request, std::vector<InputError>>;

// Lines and history entries of one request together: bounds the memory that a small text can ask for.
inline constexpr std::size_t most_records = 20'000;

// Reads any number of requests of one policy. Immutable after construction; one may serve many threads.
class RequestReader {
 public:
  // `context` must outlive the reader. `other_keys`: further names that "did you mean" may offer at the top level.
  explicit RequestReader(const PolicyContext& context, std::vector<std::string> other_keys = {});
  [[nodiscard]] RequestOrErrors read(const Node& root) const;
  [[nodiscard]] const PolicyContext& context() const { return context_; }

 private:
  const PolicyContext& context_;
  FactTree tree_;
  std::vector<std::string> other_keys_;
};

// The policy that a request names; empty where it names none (or is no map).
[[nodiscard]] std::string_view policy_named_by(const Node& root);

}  // namespace leaflaw
