// The exactness probe: random exact partitions of one ounce over cart and history are allowed, the smallest step more is denied.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "compiler/semantics/compile.h"
#include "tests/random/check.h"
#include "tests/random/choices.h"
#include "tests/random/node_text.h"
#include "tests/random/subject.h"

namespace {

using namespace leaflaw;
using namespace leaflaw::properties;

Subject& probe() {
  static const std::unique_ptr<Subject> subject = [] {
    std::ifstream in(std::string(SOURCE_DIR) + "/tests/probe/probe.leaf");
    std::string report;
    auto made = Subject::compile({std::istreambuf_iterator<char>(in), {}}, report);
    INFO(report);
    REQUIRE(made);
    return made;
  }();
  return *subject;
}

struct Good { const char* category; const char* fact; Ratio whole; const char* unit; };   // `whole`: as much of it as one ounce
const Good goods[] = {{"flower", "net_weight", Ratio::of(2835, 100), " g"}, {"concentrate", "net_weight", Ratio(8), " g"}, {"edible", "thc", Ratio(800), " mg THC"}};

Node line(const Good& good, const Ratio& share) {
  Node node = map();
  put(node, "category", text(good.category));
  put(node, "quantity", text("1 each"));
  put(node, good.fact, text(to_string(*mul(good.whole, share)) + good.unit));
  put(node, "test.status", text("passed"));
  put(node, "package.tag", text("1A4060300000000000000001"));
  return node;
}

Node sale() {
  Node node = map();
  put(node, "event", text("sale"));
  put(node, "at", text("2026-06-01 12:00"));
  put(node, "customer.kind", text("adult"));
  put(node, "customer.age", text("30 years"));
  member(node, "items") = list();
  member(node, "history") = list();
  return node;
}

Verdict decide(const Node& node) {
  RequestOrErrors read = probe().read(node);
  REQUIRE(std::holds_alternative<Request>(read));
  const Request& request = std::get<Request>(read);
  DocumentOrErrors expected = probe().by_reference(request);
  std::optional<DocumentOrErrors> found = probe().by_engine(request);
  REQUIRE(found);
  REQUIRE(probe().print(expected, request) == probe().print(*found, request));
  return std::get<Document>(*found).verdict;
}

}  // namespace

TEST_CASE("random exact partitions of one ounce are allowed, one step more is denied") {
  std::size_t allowed = 0, denied = 0;
  for (std::uint64_t seed = 1; seed <= how_many(3000); ++seed) {
    Choices c{seed};
    // Shares over a common denominator: whole parts that add up to it.
    const unsigned parts = 2 + c.below(9), pieces = parts + 1 + c.below(9973);
    std::vector<unsigned> shares(parts, 1);
    for (unsigned left = pieces - parts; left > 0;) {
      const unsigned give = 1 + c.below(left);
      shares[c.below(parts)] += give;
      left -= give;
    }
    Node request = sale();
    for (unsigned share : shares) {
      Node item = line(goods[c.below(3)], Ratio::of(share, pieces));
      if (c.chance(40)) {
        Node entry = map();
        put(entry, "at", text(c.pick({"2026-06-01 00:00", "2026-06-01 11:59:59", "2026-06-01 12:00"})));
        Node& items = member(entry, "items");
        items = list();
        items.list.push_back(std::move(item));
        member(request, "history").list.push_back(std::move(entry));
      } else {
        member(request, "items").list.push_back(std::move(item));
      }
    }
    INFO(to_json_text(request));
    REQUIRE(decide(request) == Verdict::allow);
    ++allowed;
    // The smallest step that eighteen digits can write.
    Node more = line(goods[0], Ratio(0));
    put(more, "net_weight", text("0.000000000000000001 g"));
    member(request, "items").list.push_back(std::move(more));
    REQUIRE(decide(request) == Verdict::deny);
    ++denied;
  }
  CHECK(allowed == how_many(3000));
  CHECK(denied == allowed);
}
