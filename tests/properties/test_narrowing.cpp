// What narrows a policy only adds: whatever the two texts and the request, the narrower answer is never the more lenient one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <set>
#include <sstream>

#include "tests/random/check.h"
#include "tests/random/mix.h"
#include "tests/random/pair.h"
#include "tests/random/plans.h"
#include "tests/random/subject.h"

namespace {

using namespace leaflaw;
using namespace leaflaw::properties;

std::string word(const std::string& text, std::size_t which) {
  std::istringstream in(text);
  std::string found;
  for (std::size_t i = 0; i <= which; ++i) in >> found;
  return found;
}

// What an exception or an amendment changes, by the text's first line.
std::vector<std::string> targets_of(const std::string& declaration) {
  if (declaration.starts_with("amendment")) return {word(declaration, 2)};
  if (!declaration.starts_with("exception")) return {};
  std::vector<std::string> targets;
  std::istringstream in(declaration.substr(0, declaration.find('"')));
  std::string one;
  for (int i = 0; in >> one; ++i) {
    if (i < 3) continue;   // exception NAME to
    if (one.ends_with(',')) one.pop_back();
    targets.push_back(one);
  }
  return targets;
}

// The later declarations of a random policy as one that narrows the earlier ones, some of them in a file that it uses. What changes an
// earlier one is left out.
struct Narrowed {
  std::string outer, inner, shared;
  [[nodiscard]] std::string all() const { return outer + "\n# ---- narrowed by\n" + inner + "\n# ---- shared.leaf\n" + shared; }
};
Narrowed narrowed(const PolicyText& text) {
  const std::size_t half = text.declarations.size() / 2;
  Narrowed made{text.header, "policy random/inner \"Inner\"\n  narrows     random\n  as of       2024-06-01\n\nuse \"shared.leaf\"\n", "# Shared.\n"};
  std::set<std::string> own;
  for (std::size_t i = 0; i < text.declarations.size(); ++i) {
    const std::string& one = text.declarations[i];
    if (i < half) {
      made.outer += "\n" + one;
      continue;
    }
    const std::vector<std::string> targets = targets_of(one);
    if (!std::all_of(targets.begin(), targets.end(), [&](const std::string& each) { return own.contains(each); })) continue;
    own.insert(word(one, 1));
    (i < half + half / 2 ? made.shared : made.inner) += "\n" + one;
  }
  // It holds for everybody, and would cover whom the outer policy does not, if a layer could.
  made.inner += "\nrule open \"Open all day\"\n  cite        \"Rule 1\"  confidence primary\n  topic       eligibility\n  applies to  sale, return, intake, receive\n"
                "  require     time is from 00:00 until 24:00\n";
  return made;
}

bool covers_nobody(const Document& document) {
  return document.verdict == Verdict::refer && std::any_of(document.referrals.begin(), document.referrals.end(), [](const Finding& each) { return each.rule == "not-covered"; });
}

std::optional<Document> decide(Subject& subject, const Node& request) {
  RequestOrErrors read = subject.read(request);
  if (!std::holds_alternative<Request>(read)) return std::nullopt;
  std::optional<DocumentOrErrors> decided = subject.by_engine(std::get<Request>(read));
  if (!decided || !std::holds_alternative<Document>(*decided)) return std::nullopt;
  return std::get<Document>(std::move(*decided));
}

}  // namespace

TEST_CASE("a policy that narrows another is never more lenient") {
  std::size_t tried = 0, stricter = 0, uncovered = 0;
  Mix mix;
  check("never more lenient", how_many(300), [&] {
    const Plan plan = *plans(25);
    const Narrowed texts = narrowed(write_policy(plan.policy));
    std::string report;
    const std::unique_ptr<Subject> outer = Subject::compile(texts.outer, report);
    if (!outer) RC_DISCARD("refused");
    const std::unique_ptr<Subject> inner = Subject::compile_files({{"outer.leaf", texts.outer}, {"inner.leaf", texts.inner}, {"shared.leaf", texts.shared}}, report);
    if (!inner) RC_DISCARD("refused");
    const RequestMaker maker(inner->policy());
    for (const RequestPlan& each : plan.requests) {
      const Node request = request_of(*inner, maker, each);
      const std::string differs = difference(*inner, request, {}, mix);
      if (!differs.empty()) RC_FAIL(counterexample(texts.all(), request, differs));
      const std::optional<Document> wide = decide(*outer, request), narrow = decide(*inner, request);
      if (!wide || !narrow) continue;
      ++tried;
      if (narrow->verdict > wide->verdict) ++stricter;
      if (covers_nobody(*wide)) ++uncovered;
      if (narrow->verdict < wide->verdict)
        RC_FAIL(counterexample(texts.all(), request, std::string("the outer policy says ") + spelling(wide->verdict) + ", the inner one " + spelling(narrow->verdict)));
    }
  });
  std::cout << "## never more lenient: " << tried << " times, stricter " << stricter << " times, of a customer or an event that is not covered " << uncovered << " times\n";
  CHECK(tried >= how_many(4000));
  CHECK(stricter >= how_many(400));
  CHECK(uncovered >= how_many(300));
}
