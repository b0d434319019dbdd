// The law in words: tests/cli/show.txt and show_history.txt hold what `show` says of the made-up policy, word for word.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/cli/process.h"

using cli_test::has;
using cli_test::Said;
using cli_test::Scratch;

namespace {


void is_as_written(const std::string& came, const std::string& name) {
  const std::string path = SOURCE_DIR "/tests/cli/" + name;
  if (const char* bless = std::getenv("LEAFLAW_BLESS"); bless && *bless == '1') std::ofstream(path, std::ios::binary) << came;
  std::ifstream stream(path, std::ios::binary);
  CHECK(came == std::string(std::istreambuf_iterator<char>(stream), {}));
}

class ShowPlace : public Scratch {
 public:
  ShowPlace() { add_law(); }
  Said show(std::vector<std::string> words) const {
    words.insert(words.begin(), {"show", "--policies", "law"});
    return run(words);
  }
};

}  // namespace

TEST_CASE("the whole law in words") {
  const ShowPlace place;
  const Said said = place.show({"tiny"});
  CHECK(said.exit == 0);
  CHECK(said.error.empty());
  is_as_written(said.out, "show.txt");
  CHECK(place.show({}).out == said.out);   // the only policy
}

TEST_CASE("the law of a day, and the history of one rule") {
  const ShowPlace place;
  CHECK(has(place.show({"tiny", "daily"}).out, "exception      double"));
  CHECK_FALSE(has(place.show({"tiny", "daily", "--as-of", "2023-12-31"}).out, "double"));
  CHECK(has(place.show({"tiny", "--as-of", "2023-12-31", "weight"}).out, "concentrate: net_weight, 8 g counting as 1 oz"));
  is_as_written(place.show({"tiny", "--history", "weight"}).out, "show_history.txt");
  CHECK(has(place.show({"tiny", "double"}).out, "limit daily"));   // an exception is shown with its rule
}

TEST_CASE("what a register has to send") {
  const ShowPlace place;
  const Said said = place.show({"tiny", "--needs", "sale"});
  CHECK(said.exit == 0);
  for (const char* fact : {"customer.age", "customer.kind", "item.category", "item.net_weight"}) CHECK(has(said.out, fact));
  const Said eligibility = place.show({"tiny", "--needs", "sale", "--topic", "eligibility"});
  CHECK(has(eligibility.out, "customer.age  required  age, such as 2 years"));
  CHECK_FALSE(has(eligibility.out, "net_weight"));
  CHECK(has(place.show({"tiny", "--needs", "sale", "--format", "json"}).out, R"("fact": "customer.age")"));
  CHECK(place.show({"tiny", "--needs", "return"}).out == "`tiny` reads no facts for `return`.\n");
}

TEST_CASE("where the law is in doubt") {
  const ShowPlace place;
  const Said said = place.show({"tiny", "--doubts"});
  CHECK(said.exit == 0);
  CHECK(has(said.out, "Unverified"));
  CHECK(has(said.out, "rule adult: 21 or older"));
  CHECK(has(said.out, "Concentrate counts threefold; the rule says several times."));
  CHECK_FALSE(has(said.out, "limit daily"));
}

TEST_CASE("for programs: every declaration with id, topic, citation, confidence and versions") {
  const ShowPlace place;
  const std::string json = place.show({"tiny", "--format", "json"}).out;
  for (const char* part : {R"("id": "tiny")", R"("id": "daily")", R"("topic": "purchase-limit")", R"("cite": "Rule 3")", R"("confidence": "unverified")",
                           R"("from": "2020-01-01")", R"("id": "double")", R"("kind": "measure")"})
    CHECK(has(json, part));
}
