// Decides requests of one policy: JSON text (or a tree, or a Request) in, the whole decision out, with remedies.
//   Session session(parts);
//   DocumentOrErrors outcome = session.decide(text);
//   std::string json = session.json(outcome);
// One session per thread; what `parts` views is shared and must outlive it. A session keeps its memory from request to request and
// nothing else: the same request gives the same bytes. Never throws for what a request says; bad input is a list of errors.
// For registers that hold their facts in variables of their own: typed_session.h, without text and without allocation.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/decision/allowance_report.h"
#include "runtime/decision/both_readings.h"
#include "runtime/engine/judge.h"
#include "runtime/facts/record_reader.h"
#include "runtime/session/policy_parts.h"

namespace leaflaw {

using ReportOrErrors = std::variant<AllowanceReport, std::vector<InputError>>;

class Session {
 public:
  explicit Session(PolicyParts parts);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // ---- the whole way --------------------------------------------------------------------------------------
  [[nodiscard]] DocumentOrErrors decide(std::string_view json);
  // A tree that was read already; `request`: content_hash of its text, or empty.
  [[nodiscard]] DocumentOrErrors decide(const Node& root, std::string request);
  // As read, not yet completed by derivations.
  [[nodiscard]] DocumentOrErrors decide(Request as_read);

  // The same, with what else fits instead of remedies.
  [[nodiscard]] ReportOrErrors allowance(std::string_view json);
  [[nodiscard]] ReportOrErrors allowance(const Node& root, std::string request);
  [[nodiscard]] ReportOrErrors allowance(Request as_read);

  // ---- a step of it ------------------------------------------------------------------------------------------
  // One completed request, one reading of its times: no remedies, no hashes. For the case runner and for searches.
  [[nodiscard]] DocumentOrErrors judge(const Request& completed);

  // ---- printing ----------------------------------------------------------------------------------------------
  // For printing what was decided last: times are in the zone of that event.
  [[nodiscard]] PrintContext print() const { return print_; }
  [[nodiscard]] std::string json(const DocumentOrErrors& outcome) const;
  [[nodiscard]] std::string json(const ReportOrErrors& outcome) const;

  [[nodiscard]] const RequestReader& reader() const { return reader_; }
  [[nodiscard]] const PolicyParts& parts() const { return parts_; }

 private:
  template <class Answer>
  [[nodiscard]] std::variant<Answer, std::vector<InputError>> answered(
      Request request, const std::function<Answer(const Record& as_read, const Request& completed, Document document)>& rest);

  PolicyParts parts_;
  RequestReader reader_;
  PrintContext print_;
  engine::FactStore store_;
  engine::HistoryNotes notes_;
  engine::ScaledConstants constants_;
  engine::Judge<engine::Traced> judge_;
  Judge callback_;
};

// What a request is told whose amounts do not fit together.
[[nodiscard]] std::vector<InputError> figures_out_of_range();

}  // namespace leaflaw
