// A till: a cart that changes line by line, the meter of what is left after every change, the block at the limit, the fix that is
// offered, and the sale. Keeps today's sales itself; a real one asks the store's history.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "examples/register/facts.h"
#include "runtime/session/session.h"
#include "runtime/session/typed_session.h"

namespace example {

struct Product {
  std::string name, category;
  leaflaw::Ratio grams;                       // of one unit
  std::optional<std::int64_t> milligrams;     // of THC in one package; nothing: not on the label
};

struct Customer {
  std::string key;                            // a pseudonym, never a name or a number of an ID
  int age;
};

class Register {
 public:
  Register(const leaflaw::TypedPolicy& policy, std::ostream& screen);

  void greet(const Customer& customer, std::string_view local_time);
  void scan(const Product& product, std::int64_t units);
  void change(std::size_t line, std::int64_t units);
  // Does what the first remedy says. False where there was none.
  bool take_the_fix();
  // False where the sale is not allowed: nothing is sold then.
  bool sell();

 private:
  struct Line { Product product; std::int64_t units; };
  struct Sale { Customer customer; std::string receipt; leaflaw::Instant at; std::vector<Line> lines; };

  void fill(leaflaw::TypedLine line, const Line& from) const;
  void fill_history();
  void show();
  void show_meter();
  void show_reasons();
  [[nodiscard]] std::string words(const leaflaw::Quantity& quantity) const;
  [[nodiscard]] std::string local(leaflaw::Instant at) const;

  const leaflaw::TypedPolicy& policy_;
  const Facts facts_;
  leaflaw::TypedSession till_;                // decides at every change
  leaflaw::Session explainer_;                // says why, where something is not allowed
  std::ostream& screen_;
  std::vector<Sale> sales_;

  Customer customer_;
  leaflaw::Instant now_;
  std::string receipt_;
  std::vector<Line> cart_;
  std::optional<leaflaw::Verdict> verdict_;
  std::vector<leaflaw::Remedy> remedies_;
};

}  // namespace example
