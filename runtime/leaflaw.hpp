// Leaflaw for C++ (17 and later), on top of leaflaw.h: handles that close themselves, std::string for texts, errors as exceptions of
// leaflaw::client::Error. Header only: nothing but C crosses into the library, so compiler and standard library may differ from its own.
//
//   using namespace leaflaw::client;
//   const Policy policy = Pack("law.leafpack").policy("us-xj");      // shared by all threads
//   Session session(policy);                                         // one for each thread
//   if (session.decide(request_json) == Verdict::allow) sell();
//   else show(session.text());
//
//   const Fact age = policy.fact("buyer.age"), weight = policy.fact("item.weight");   // once, at start-up
//   session.begin(policy.choice("event", "sale"), now).set(age, 34);
//   session.add_line().set(weight, Amount{7, 2, policy.unit("g")});
//   if (session.decide() == Verdict::allow) sell();
//
// Threads, lifetime and units are those of leaflaw.h. What can throw says so by not being noexcept.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "leaflaw.h"

namespace leaflaw::client {

class Error : public std::runtime_error {
 public:
  Error(std::int32_t status, const std::string& text) : std::runtime_error(text.empty() ? leaflaw_status_text(status) : text), status_(status) {}
  [[nodiscard]] std::int32_t status() const noexcept { return status_; }   // a leaflaw_status

 private:
  std::int32_t status_;
};

enum class Verdict : std::int32_t { allow = LEAFLAW_ALLOW, refer = LEAFLAW_REFER, incomplete = LEAFLAW_INCOMPLETE, deny = LEAFLAW_DENY };
enum class FindingKind : std::int32_t { violation = LEAFLAW_VIOLATION, referral = LEAFLAW_REFERRAL, duty = LEAFLAW_DUTY, warning = LEAFLAW_WARNING };

namespace detail {

// A text as leaflaw.h gives it: `call(buffer, capacity)`.
template <class Call>
[[nodiscard]] std::string text(Call call) {
  std::string result(200, '\0');
  for (;;) {
    const std::size_t length = call(result.data(), result.size());
    const bool whole = length < result.size();
    result.resize(whole ? length : length + 1);
    if (whole) return result;
  }
}
// `call(error, capacity)` gives a status.
template <class Call>
void opened(Call call) {
  char error[1024] = "";
  if (const std::int32_t status = call(error, sizeof error); status != LEAFLAW_OK) throw Error(status, error);
}

}  // namespace detail

struct PolicyInfo {
  std::string id, name, regulator;
  std::int32_t as_of_day = 0, covers_from_day = 0;   // days since 1970-01-01
  std::uint32_t topics = 0;
};

class Policy;

class Pack {
 public:
  explicit Pack(const std::string& path) {
    detail::opened([&](char* error, std::size_t capacity) { return leaflaw_pack_open(LEAFLAW_ABI, path.c_str(), own(), error, capacity); });
  }
  Pack(const void* bytes, std::size_t size) {
    detail::opened([&](char* error, std::size_t capacity) { return leaflaw_pack_from_memory(LEAFLAW_ABI, bytes, size, own(), error, capacity); });
  }
  [[nodiscard]] std::string hash() const { return detail::text([&](char* b, std::size_t n) { return leaflaw_pack_hash(get(), b, n); }); }
  [[nodiscard]] std::vector<PolicyInfo> policies() const {
    std::vector<PolicyInfo> all;
    for (std::size_t i = 0; i < leaflaw_pack_policies(get()); ++i) {
      leaflaw_policy_info info{sizeof info, 0, 0, 0};
      if (const std::int32_t status = leaflaw_pack_policy_info(get(), i, &info); status != LEAFLAW_OK) throw Error(status, {});
      auto text = [&](std::int32_t which) { return detail::text([&](char* b, std::size_t n) { return leaflaw_pack_policy_text(get(), i, which, b, n); }); };
      all.push_back({text(LEAFLAW_ID), text(LEAFLAW_NAME), text(LEAFLAW_REGULATOR), info.as_of_day, info.covers_from_day, info.topics});
    }
    return all;
  }
  [[nodiscard]] Policy policy(const std::string& id) const;
  [[nodiscard]] const leaflaw_pack* get() const noexcept { return handle_.get(); }

 private:
  // To be filled by the call that it is handed to.
  class Filling {
   public:
    explicit Filling(std::shared_ptr<leaflaw_pack>& to) : to_(to) {}
    ~Filling() { if (made_) to_.reset(made_, leaflaw_pack_close); }
    operator leaflaw_pack**() { return &made_; }   // NOLINT: that is what it is for

   private:
    std::shared_ptr<leaflaw_pack>& to_;
    leaflaw_pack* made_ = nullptr;
  };
  Filling own() { return Filling(handle_); }
  std::shared_ptr<leaflaw_pack> handle_;
};

// Numbers of names. An empty one is false: the policy has no such name.
struct Fact : leaflaw_fact { explicit operator bool() const noexcept { return found != 0; } };
struct Choice : leaflaw_choice { explicit operator bool() const noexcept { return found != 0; } };
struct Unit { leaflaw_unit number = 0; explicit operator bool() const noexcept { return number != 0; } };
struct Zone { leaflaw_zone number = LEAFLAW_OWN_ZONE; };

class Policy {
 public:
  Policy(const Pack& pack, const std::string& id) {
    leaflaw_policy* made = nullptr;
    detail::opened([&](char* error, std::size_t capacity) { return leaflaw_policy_open(pack.get(), id.c_str(), &made, error, capacity); });
    handle_.reset(made, leaflaw_policy_close);
  }
  // "buyer.age", "item.weight"
  [[nodiscard]] Fact fact(const std::string& name) const { return {leaflaw_policy_fact(get(), name.c_str())}; }
  // "buyer.orders", "north", "amount"
  [[nodiscard]] Fact entry(const std::string& map, const std::string& key, const std::string& field) const {
    return {leaflaw_policy_entry(get(), map.c_str(), key.c_str(), field.c_str())};
  }
  [[nodiscard]] Choice choice(const std::string& fact, const std::string& value) const { return {leaflaw_policy_choice(get(), fact.c_str(), value.c_str())}; }
  [[nodiscard]] Unit unit(const std::string& name) const noexcept { return {leaflaw_policy_unit(get(), name.c_str())}; }
  [[nodiscard]] Zone zone(const std::string& name) const noexcept { return {leaflaw_policy_zone(get(), name.c_str())}; }
  // Of a fact that was not found: what was meant.
  [[nodiscard]] std::string why(const std::string& name) const {
    return detail::text([&](char* b, std::size_t n) { return leaflaw_policy_why(get(), name.c_str(), b, n); });
  }
  [[nodiscard]] const leaflaw_policy* get() const noexcept { return handle_.get(); }

 private:
  std::shared_ptr<leaflaw_policy> handle_;
};

inline Policy Pack::policy(const std::string& id) const { return Policy(*this, id); }

// ---- values ---------------------------------------------------------------------------------------------------------
struct Amount {                      // numerator/denominator of the unit; counts and years need none
  std::int64_t numerator = 0, denominator = 1;
  Unit unit;
};
struct Day { std::int32_t days = 0; };            // since 1970-01-01
struct Instant { std::int64_t seconds = 0; };     // since 1970-01-01T00:00:00Z
enum class Scope : std::int32_t { store, licensee, state };

struct Allowance {
  std::string limit;                                             // "by-route[north]"
  std::optional<leaflaw_amount> cap, used, this_event, remaining;  // in base units; nothing: none, not known, or out of 64 bits
  std::string remaining_text;                                    // "7 g"
  std::optional<Instant> next_release;
  bool registry_binds = false;
};
struct Finding { FindingKind kind; std::string rule; };

class Session;

// An event or a line of one; holds as long as leaflaw.h says of rows.
class Row {
 public:
  Row(leaflaw_session* session, leaflaw_row row) noexcept : session_(session), row_(row) {}
  template <class Flag, std::enable_if_t<std::is_same_v<Flag, bool>, int> = 0>   // nothing that only turns into a bool
  Row& set(const Fact& fact, Flag yes) { return done(leaflaw_set_truth(session_, row_, fact, yes)); }
  Row& set(const Fact& fact, const Choice& value) { return done(leaflaw_set_choice(session_, row_, fact, value)); }
  Row& set(const Fact& fact, std::initializer_list<Choice> members) {
    const std::vector<leaflaw_choice> all(members.begin(), members.end());
    return done(leaflaw_set_choices(session_, row_, fact, all.empty() ? nullptr : all.data(), all.size()));
  }
  Row& set(const Fact& fact, std::string_view text) { return done(leaflaw_set_text(session_, row_, fact, text.data() ? text.data() : "", text.size())); }
  template <class Whole, std::enable_if_t<std::is_integral_v<Whole> && !std::is_same_v<Whole, bool>, int> = 0>
  Row& set(const Fact& fact, Whole count) { return set(fact, Amount{static_cast<std::int64_t>(count), 1, {}}); }
  Row& set(const Fact& fact, const Amount& amount) {
    return done(leaflaw_set_amount(session_, row_, fact, amount.numerator, amount.denominator, amount.unit.number));
  }
  Row& set(const Fact& fact, Day day) { return done(leaflaw_set_day(session_, row_, fact, day.days)); }
  Row& set(const Fact& fact, Instant at) { return done(leaflaw_set_instant(session_, row_, fact, at.seconds)); }
  Row& forget(const Fact& fact) { return done(leaflaw_forget(session_, row_, fact)); }
  Row& without(const Fact& entry) { return done(leaflaw_without(session_, row_, entry)); }
  Row& no_lines() { return done(leaflaw_no_lines(session_, row_)); }
  Row add_line() {
    leaflaw_row line = 0;
    done(leaflaw_add_line(session_, row_, &line));
    return {session_, line};
  }

 private:
  Row& done(std::int32_t status) {
    if (status == LEAFLAW_OK) return *this;
    throw Error(status, detail::text([&](char* b, std::size_t n) { return leaflaw_error_text(session_, b, n); }));
  }
  leaflaw_session* session_;
  leaflaw_row row_;
};

class Session {
 public:
  explicit Session(const Policy& policy) {
    leaflaw_session* made = nullptr;
    check(leaflaw_session_open(policy.get(), &made));
    handle_.reset(made);
  }

  // ---- requests in JSON ------------------------------------------------------------------------------------------------
  // Nothing where the request cannot be read: json() and text() then say why.
  std::optional<Verdict> decide(std::string_view request) { return judged([&](std::int32_t* v) { return leaflaw_decide_json(get(), request.data(), request.size(), v); }); }
  std::optional<Verdict> allowance(std::string_view request) { return judged([&](std::int32_t* v) { return leaflaw_allowance_json(get(), request.data(), request.size(), v); }); }
  [[nodiscard]] std::string json() const { return detail::text([&](char* b, std::size_t n) { return leaflaw_result_json(get(), b, n); }); }
  [[nodiscard]] std::string text() const { return detail::text([&](char* b, std::size_t n) { return leaflaw_result_text(get(), b, n); }); }

  // ---- facts by number --------------------------------------------------------------------------------------------------
  Row begin(const Choice& kind, Instant at, Zone zone = {}) { check(leaflaw_begin(get(), kind, at.seconds, zone.number)); return event(); }
  Row begin(const Choice& kind, std::int64_t at, Zone zone = {}) { return begin(kind, Instant{at}, zone); }
  [[nodiscard]] Row event() noexcept { return {get(), LEAFLAW_EVENT}; }
  void move_to(Instant at) { check(leaflaw_move_to(get(), at.seconds)); }
  Row add_line() { return event().add_line(); }
  void remove_line(std::size_t number) { check(leaflaw_remove_line(get(), number)); }
  void know_history(Scope scope = Scope::state, std::optional<Day> complete_from = std::nullopt) {
    check(leaflaw_know_history(get(), static_cast<std::int32_t>(scope), complete_from ? complete_from->days : LEAFLAW_ALL_TIME));
  }
  void forget_history() { check(leaflaw_forget_history(get())); }
  Row add_entry(const Choice& kind, Instant at, Zone zone = {}) {
    leaflaw_row entry = 0;
    check(leaflaw_add_entry(get(), kind, at.seconds, zone.number, &entry));
    return {get(), entry};
  }
  void judge_only(std::uint32_t topics) { check(leaflaw_judge_only(get(), topics)); }
  // Throws where something that was set is wrong.
  Verdict decide() {
    std::int32_t verdict = 0;
    check(leaflaw_decide(get(), &verdict));
    return static_cast<Verdict>(verdict);
  }
  // The same with reasons and remedies, as json() and text().
  Verdict decide_in_full() {
    std::int32_t verdict = 0;
    check(leaflaw_decide_in_full(get(), &verdict));
    return static_cast<Verdict>(verdict);
  }
  // After decide().
  [[nodiscard]] std::vector<Allowance> allowances() const {
    std::vector<Allowance> all;
    for (std::size_t i = 0; i < leaflaw_allowances(get()); ++i) all.push_back(allowance_at(i));
    return all;
  }
  [[nodiscard]] std::vector<Finding> findings() const {
    std::vector<Finding> all;
    for (std::size_t i = 0; i < leaflaw_findings(get()); ++i)
      all.push_back({static_cast<FindingKind>(leaflaw_finding_kind_at(get(), i)), detail::text([&](char* b, std::size_t n) { return leaflaw_finding_rule(get(), i, b, n); })});
    return all;
  }
  [[nodiscard]] leaflaw_session* get() const noexcept { return handle_.get(); }

 private:
  struct Close { void operator()(leaflaw_session* session) const noexcept { leaflaw_session_close(session); } };

  void check(std::int32_t status) const {
    if (status == LEAFLAW_OK) return;
    throw Error(status, handle_ ? detail::text([&](char* b, std::size_t n) { return leaflaw_error_text(get(), b, n); }) : std::string());
  }
  template <class Call>
  std::optional<Verdict> judged(Call call) {
    std::int32_t verdict = 0;
    const std::int32_t status = call(&verdict);
    if (status == LEAFLAW_BAD_REQUEST) return std::nullopt;
    if (status != LEAFLAW_OK) throw Error(status, {});
    return static_cast<Verdict>(verdict);
  }
  Allowance allowance_at(std::size_t number) const {
    leaflaw_allowance found{};
    found.size = sizeof found;
    check(leaflaw_allowance_at(get(), number, &found));
    auto given = [](const leaflaw_amount& amount) { return amount.denominator ? std::optional(amount) : std::nullopt; };
    Allowance result;
    result.limit = detail::text([&](char* b, std::size_t n) { return leaflaw_allowance_limit(get(), number, b, n); });
    result.cap = given(found.cap);
    result.used = given(found.used);
    result.this_event = given(found.this_event);
    result.remaining = given(found.remaining);
    result.remaining_text = detail::text([&](char* b, std::size_t n) { return leaflaw_allowance_remaining(get(), number, b, n); });
    if (found.next_release != INT64_MIN) result.next_release = Instant{found.next_release};
    result.registry_binds = found.registry_binds != 0;
    return result;
  }

  std::unique_ptr<leaflaw_session, Close> handle_;
};

}  // namespace leaflaw::client
