// leaflaw.h: sessions, requests in JSON, results.
#include "runtime/c_handles.h"
#include "runtime/decision/decision_text.h"

using namespace leaflaw;
using namespace leaflaw::face;

namespace {

const Document* document_of(const DocumentOrErrors& outcome) { return std::get_if<Document>(&outcome); }
const Document* document_of(const ReportOrErrors& outcome) {
  const AllowanceReport* report = std::get_if<AllowanceReport>(&outcome);
  return report ? &report->document : nullptr;
}

// Keeps the outcome as the session's result.
template <class Outcome>
std::int32_t keep(leaflaw_session& session, Outcome outcome, std::int32_t* verdict) {
  const Document* document = document_of(outcome);
  if (document && verdict) *verdict = static_cast<std::int32_t>(document->verdict);
  const std::int32_t status = document ? LEAFLAW_OK : LEAFLAW_BAD_REQUEST;
  session.result = std::move(outcome);
  return status;
}

std::string as_json(const leaflaw_session& session) {
  if (const auto* decision = std::get_if<DocumentOrErrors>(&session.result)) return session.session.json(*decision);
  if (const auto* report = std::get_if<ReportOrErrors>(&session.result)) return session.session.json(*report);
  return {};
}

std::string as_text(const leaflaw_session& session) {
  const auto print = [&](const auto& outcome) {
    return std::visit([&](const auto& one) {
      if constexpr (std::is_same_v<std::decay_t<decltype(one)>, std::vector<InputError>>) return to_text(one);
      else return to_text(one, session.session.print());
    }, outcome);
  };
  if (const auto* decision = std::get_if<DocumentOrErrors>(&session.result)) return print(*decision);
  if (const auto* report = std::get_if<ReportOrErrors>(&session.result)) return print(*report);
  return {};
}

}  // namespace

extern "C" {

std::int32_t leaflaw_session_open(const leaflaw_policy* policy, leaflaw_session** session) {
  if (session) *session = nullptr;
  if (!policy || !session) return LEAFLAW_BAD_CALL;
  return guarded([&] {
    *session = new leaflaw_session(policy->policy);
    return LEAFLAW_OK;
  });
}

void leaflaw_session_close(leaflaw_session* session) { delete session; }

std::int32_t leaflaw_decide_json(leaflaw_session* session, const char* request, std::size_t length, std::int32_t* verdict) {
  if (!session || !request) return LEAFLAW_BAD_CALL;
  return guarded([&] { return keep(*session, session->session.decide(std::string_view(request, length)), verdict); });
}

std::int32_t leaflaw_allowance_json(leaflaw_session* session, const char* request, std::size_t length, std::int32_t* verdict) {
  if (!session || !request) return LEAFLAW_BAD_CALL;
  return guarded([&] { return keep(*session, session->session.allowance(std::string_view(request, length)), verdict); });
}

std::int32_t leaflaw_decide_in_full(leaflaw_session* session, std::int32_t* verdict) {
  if (!session) return LEAFLAW_BAD_CALL;
  return guarded([&]() -> std::int32_t {
    if (!session->typed.decide()) return LEAFLAW_BAD_REQUEST;
    return keep(*session, session->session.decide(session->typed.as_request()), verdict);
  });
}

std::size_t leaflaw_result_json(const leaflaw_session* session, char* buffer, std::size_t capacity) {
  return give_made(buffer, capacity, [&] { return session ? as_json(*session) : std::string(); });
}

std::size_t leaflaw_result_text(const leaflaw_session* session, char* buffer, std::size_t capacity) {
  return give_made(buffer, capacity, [&] { return session ? as_text(*session) : std::string(); });
}

}  // extern "C"
