// A day at a till: `example_register LAW.leafpack POLICY`. Links the runtime only; its output is checked by tests/examples.
#include <cstdio>
#include <exception>
#include <iostream>

#include "examples/register/register.h"
#include "runtime/pack/pack.h"

namespace {

using example::Customer;
using example::Product;

void a_day(const leaflaw::TypedPolicy& policy) {
  const Product eighth{"flower, an eighth", "flower", leaflaw::Ratio::of(7, 2), std::nullopt};
  const Product cartridge{"vape cartridge, 1 g", "vape", 1, std::nullopt};
  const Product gummies{"gummies, 100 mg THC", "edible", 50, 100};
  const Product preroll{"pre-roll, 1 g", "preroll", 1, std::nullopt};
  const Customer anna{"c-71f0", 34}, ben{"c-0a3e", 20}, carl{"c-99d2", 52};

  example::Register till(policy, std::cout);
  till.greet(anna, "2025-06-04 15:00");
  till.scan(eighth, 4);
  till.scan(cartridge, 2);
  till.scan(gummies, 3);
  till.sell();
  till.take_the_fix();
  till.sell();

  till.greet(ben, "2025-06-04 15:20");
  till.scan(preroll, 1);
  till.sell();

  till.greet(carl, "2025-06-04 15:40");
  till.scan(preroll, 5);
  till.sell();

  till.greet(anna, "2025-06-04 16:00");
  till.scan(preroll, 1);
  till.sell();

  till.greet(anna, "2025-06-05 09:00");
  till.scan(preroll, 1);
  till.sell();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: example_register LAW.leafpack POLICY\n", stderr);
    return 2;
  }
  try {
    leaflaw::PackOrError opened = leaflaw::Pack::open(argv[1]);
    if (const auto* error = std::get_if<leaflaw::PackError>(&opened)) {
      std::fprintf(stderr, "%s\n", to_text(*error, argv[1]).c_str());
      return 7;
    }
    const auto pack = std::get<std::shared_ptr<const leaflaw::Pack>>(opened);
    const leaflaw::PackedPolicy* policy = pack->find(argv[2]);
    if (!policy) {
      std::fprintf(stderr, "%s has no policy %s\n", argv[1], argv[2]);
      return 2;
    }
    a_day(leaflaw::TypedPolicy(policy->parts()));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 70;
  }
}
