// What holds of the language whatever the policy. Each law is tried on random policies and requests, by the engine (which
// test_differential.cpp has shown to be the reference's equal).
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <random>

#include "runtime/session/remedies.h"
#include "tests/random/node_text.h"
#include "tests/random/check.h"
#include "tests/random/plans.h"
#include "tests/random/subject.h"

namespace {

using namespace leaflaw;
using namespace leaflaw::properties;

// A policy of the plan, or the property's case is discarded.
struct World {
  std::string text;
  std::unique_ptr<Subject> subject;
  std::unique_ptr<RequestMaker> maker;

  explicit World(const PolicyPlan& plan) : World(write_policy(plan).text()) {}
  explicit World(std::string policy) : text(std::move(policy)) {
    std::string report;
    subject = Subject::compile(text, report);
    if (subject) maker = std::make_unique<RequestMaker>(subject->policy());
  }
  [[nodiscard]] std::optional<Document> decide(const Node& request) const {
    RequestOrErrors read = subject->read(request);
    if (!std::holds_alternative<Request>(read)) return std::nullopt;
    std::optional<DocumentOrErrors> decided = subject->by_engine(std::get<Request>(read));
    if (!decided || !std::holds_alternative<Document>(*decided)) return std::nullopt;
    return std::get<Document>(std::move(*decided));
  }
};

// Runs `law` on requests of random policies and counts how often it had something to say.
void for_all(const char* name, std::size_t policies, std::size_t requests, std::size_t least,
             const std::function<bool(const World&, const RequestPlan&, const PolicyPlan&)>& law) {
  std::size_t tried = 0, count = how_many(policies);
  check(name, count, [&] {
    const Plan plan = *plans(requests);
    const World world(plan.policy);
    if (!world.subject) RC_DISCARD("refused");
    for (const RequestPlan& each : plan.requests)
      if (law(world, each, plan.policy)) ++tried;
  });
  std::cout << "## " << name << ": " << tried << " times\n";
  CHECK(tried >= how_many(least));
}

std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
  std::vector<std::string> rules;
  for (const Finding& each : findings) rules.push_back(each.rule);
  std::sort(rules.begin(), rules.end());
  return rules;
}

// What must stay when only an order changes: verdict, which rules spoke, every allowance.
std::string without_order(const Document& document, const Subject& subject) {
  std::string text = spelling(document.verdict);
  for (const auto* findings : {&document.violations, &document.referrals, &document.duties, &document.warnings})
    for (const std::string& rule : rules_of(*findings)) text += "\n" + rule;
  std::vector<std::string> lines;
  for (const Allowance& each : document.allowances) {
    Document one;
    one.allowances = {each};
    one.allowances.front().by_exceptions.clear();   // of several that come to the same, the first of the text is named
    Request plain;
    lines.push_back(subject.print(one, plain));
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) text += "\n" + line;
  std::vector<std::string> missing;
  for (const Missing& each : document.missing) missing.push_back(each.fact);
  std::sort(missing.begin(), missing.end());
  for (const std::string& fact : missing) text += "\n" + fact;
  return text;
}

bool disputes(const Document& document) {
  return std::any_of(document.missing.begin(), document.missing.end(), [](const Missing& each) { return each.disputed; });
}

}  // namespace

TEST_CASE("supplying an unknown fact changes only incomplete") {
  for_all("an unknown fact supplied", 400, 20, 1500, [](const World& world, const RequestPlan& plan, const PolicyPlan&) {
    const Schema& schema = *world.subject->policy().schema;
    Node request = world.maker->make(plan);
    Choices c{static_cast<std::uint64_t>(plan.event) + 5};
    // Knock a fact out first, so that there is something to supply.
    const bool of_item = c.chance(50) && at(request, "items") && !at(request, "items")->list.empty() && !world.maker->item_facts().empty();
    const std::vector<FactId>& facts = of_item ? world.maker->item_facts() : world.maker->event_facts();
    Node* record = of_item ? &at(request, "items")->list[c.below(static_cast<unsigned>(at(request, "items")->list.size()))] : &request;
    std::string path;
    Node value;
    if (c.chance(12)) {
      // A balance of the registry stands in for history that is not given, so history can make things stricter there.
      const FactId balance = schema.with(Role::registry_balance);
      if (balance != no_fact && at(request, schema.maps[schema.facts[balance].map].name)) return false;
      // A limit that says `without history, judge the transaction alone` does so though history could make it stricter.
      if (world.text.find("without history") != std::string::npos) return false;
      path = "history";
      if (Node* known = at(request, path)) value = *known;
      else value = list();
    } else {
      const FactId fact = c.pick(facts);
      if (!schema.facts[fact].required || fact == schema.with(Role::event_kind) || fact == schema.with(Role::event_time)) return false;
      path = world.maker->path_of(fact);
      value = world.maker->value_for(fact, {}, Instant{1700000000}, c);
      if (value.kind == Node::Kind::null) return false;
    }
    remove(*record, path);
    const std::optional<Document> before = world.decide(request);
    if (!before) return false;
    const RequestOrErrors bare = world.subject->read(request);
    put(*record, path, value);
    const std::optional<Document> after = world.decide(request);
    if (!after) return false;
    // A supplied fact may dispute another; then more is unknown, not less. Nor is a derived fact unknown.
    const RequestOrErrors full = world.subject->read(request);
    auto disputed = [](const std::vector<FactValue>& all) { return std::count_if(all.begin(), all.end(), [](const FactValue& each) { return each.given == Given::disputed; }); };
    auto all_disputed = [&](const Request& one) {
      auto count = disputed(one.event.facts);
      for (const Line& line : one.event.items) count += disputed(line.facts);
      return count;
    };
    if (all_disputed(std::get<Request>(full)) != all_disputed(std::get<Request>(bare)) || disputes(*after) != disputes(*before)) return false;
    if (before->verdict == Verdict::incomplete || before->verdict == after->verdict) return true;
    Node shown = request;
    RC_FAIL(counterexample(world.text, shown, "without `" + path + "` the verdict is " + spelling(before->verdict) + ", with it " + spelling(after->verdict)));
  });
}

TEST_CASE("the order of history and of lines does not matter") {
  for_all("another order of history and lines", 300, 25, 2500, [](const World& world, const RequestPlan& plan, const PolicyPlan&) {
    if (plan.entries.size() + plan.lines.size() < 3) return false;
    Node request = world.maker->make(plan);
    const std::optional<Document> before = world.decide(request);
    if (!before) return false;
    Node turned = request;
    if (Node* items = at(turned, "items")) std::reverse(items->list.begin(), items->list.end());
    Node* history = at(turned, "history");
    if (history && history->kind == Node::Kind::map) history = at(*history, "entries");
    if (history) std::reverse(history->list.begin(), history->list.end());
    const std::optional<Document> after = world.decide(turned);
    const std::string expected = without_order(*before, *world.subject), found = after ? without_order(*after, *world.subject) : "a bad request";
    if (expected != found) RC_FAIL(counterexample(world.text, request, "as it stands\n" + expected + "\n---- turned round\n" + found));
    return true;
  });
}

TEST_CASE("the order of independent declarations does not matter") {
  for_all("another order of declarations", 200, 10, 1000, [](const World& world, const RequestPlan& plan, const PolicyPlan& policy) {
    PolicyText text = write_policy(policy);
    // Amendments keep their order, which is that of their dates; so do exceptions: of two that come to the same, the first is named.
    std::reverse(text.declarations.begin(), text.declarations.end());
    auto ordered = [](const std::string& each) { return each.starts_with("amendment") || each.starts_with("exception"); };
    auto kept = std::stable_partition(text.declarations.begin(), text.declarations.end(), [&](const std::string& each) { return !ordered(each); });
    std::reverse(kept, text.declarations.end());
    const World turned(text.text());
    Node request = world.maker->make(plan);
    const std::optional<Document> before = world.decide(request);
    if (!before) return false;
    if (!turned.subject) RC_FAIL(counterexample(text.text(), request, "turned round, the policy does not compile"));
    const std::optional<Document> after = turned.decide(request);
    const std::string expected = without_order(*before, *world.subject), found = after ? without_order(*after, *turned.subject) : "a bad request";
    if (expected != found) RC_FAIL(counterexample(world.text, request, "as it stands\n" + expected + "\n---- with its declarations turned round\n" + found));
    return true;
  });
}

TEST_CASE("a remedy, applied, allows") {
  for_all("a remedy applied", 600, 20, 250, [](const World& world, const RequestPlan& plan, const PolicyPlan&) {
    Node node = world.maker->make(plan);
    const RequestOrErrors read = world.subject->as_read(node), completed = world.subject->read(node);
    if (!std::holds_alternative<Request>(read) || !std::holds_alternative<Request>(completed)) return false;
    const std::optional<Document> denied = world.decide(node);
    if (!denied || denied->verdict != Verdict::deny) return false;
    const Judge judge = [&](const Request& one) -> DocumentOrErrors {
      std::optional<DocumentOrErrors> decided = world.subject->by_engine(one);
      if (!decided) return std::vector<InputError>{InputError{}};
      return *decided;
    };
    const std::vector<Remedy> remedies = find_remedies(std::get<Request>(read).event, std::get<Request>(completed), *denied, world.subject->policy().context, judge);
    for (const Remedy& remedy : remedies) {
      // Applied as a person would: lines that go are left out, quantities are written anew, stated totals follow the quantity.
      Node changed = node;
      Node& items = *at(changed, "items");
      std::vector<std::uint32_t> gone;
      for (const RemedyStep& step : remedy.set) {
        if (step.to.value.is_zero()) { gone.push_back(step.item); continue; }
        Node& line = items.list[step.item];
        const Schema& schema = *world.subject->policy().schema;
        const FactId quantity = schema.with(Role::line_quantity);
        for (const Derivation& derivation : schema.derivations) {
          const bool total = std::any_of(derivation.value.begin(), derivation.value.end(), [&](const DeriveStep& each) { return each.fact == quantity && each.op == DeriveStep::Op::fact; }) &&
                             std::any_of(derivation.value.begin(), derivation.value.end(), [](const DeriveStep& each) { return each.op == DeriveStep::Op::multiply; });
          Node* stated = total ? at(line, world.maker->path_of(derivation.target)) : nullptr;
          if (!stated) continue;
          const std::size_t space = stated->scalar.find(' ');
          const Ratio amount = parse_number(stated->scalar.substr(0, space)).value;
          const std::optional<Ratio> scaled = mul(amount, *div(step.to.value, step.from.value));
          stated->scalar = to_string(*scaled) + stated->scalar.substr(space);
        }
        put(line, world.maker->path_of(quantity), text(print_in_base(step.to, world.subject->policy().context.units)));
      }
      for (auto each = gone.rbegin(); each != gone.rend(); ++each) items.list.erase(items.list.begin() + *each);
      const std::optional<Document> after = world.decide(changed);
      if (!after || after->verdict != Verdict::allow)
        RC_FAIL(counterexample(world.text, node, "the remedy \"" + remedy.text + "\" leaves " + (after ? spelling(after->verdict) : "a bad request")));
    }
    return !remedies.empty();
  });
}

TEST_CASE("what remains, bought, allows, and one step more does not") {
  for_all("what remains bought", 400, 30, 500, [](const World& world, const RequestPlan& plan, const PolicyPlan&) {
    const Node request = world.maker->make(plan);
    const std::optional<Document> before = world.decide(request);
    if (!before) return false;
    bool tried = false;
    for (const int more : {0, 1}) {
      Choices c{static_cast<std::uint64_t>(plan.event) * 2 + 1};
      // The maker draws the limit and the step from its choices: try until the step is the one wanted.
      for (int attempt = 0; attempt < 12; ++attempt) {
        Node bought = request;
        if (!world.maker->aim_at_cap(bought, *before, c)) break;
        const std::optional<Document> after = world.decide(bought);
        if (!after) continue;
        for (const Allowance& each : after->allowances) {
          if (!each.cap || !each.cap->known() || !each.used_before.known() || !each.this_event.known() || each.registry_binds || !each.by_exceptions.empty()) continue;
          const std::optional<Ratio> total = add(each.used_before.low, each.this_event.low);
          if (!total) continue;
          const std::optional<Ratio> over = sub(*total, each.cap->low);
          if (!over || (more ? *over != Ratio::of(1, 1000) : !over->is_zero())) continue;
          // Where an exception may hold or not, the limit is neither broken nor kept.
          const bool open = std::any_of(after->missing.begin(), after->missing.end(), [&](const Missing& missing) {
            return std::find(missing.needed_by.begin(), missing.needed_by.end(), each.limit) != missing.needed_by.end();
          });
          if (open) continue;
          const std::string address = each.limit + (each.key.empty() ? "" : "[" + each.key + "]");
          const std::vector<Finding>& where = each.beyond == "refer" ? after->referrals : each.beyond == "warn" ? after->warnings : each.beyond == "duty" ? after->duties : after->violations;
          const bool broken = std::any_of(where.begin(), where.end(), [&](const Finding& finding) { return finding.rule == address; });
          if (broken != (more == 1))
            RC_FAIL(counterexample(world.text, bought, "the limit `" + address + "` is " + (more ? "passed by a thousandth and not broken" : "met exactly and yet broken")));
          tried = true;
        }
      }
    }
    return tried;
  });
}
