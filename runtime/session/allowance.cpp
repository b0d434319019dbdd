#include "runtime/session/allowance.h"

#include <algorithm>

#include "runtime/session/what_if.h"

namespace leaflaw {

namespace {

// Lines beyond this many are not tried: nobody reads more, and each costs some twenty judgements.
constexpr std::size_t most_lines = 50;

class Fitting {
 public:
  explicit Fitting(WhatIf& cart) : cart_(cart) {}

  // The largest number of further units that is allowed; nothing: even the bound is.
  std::optional<std::int64_t> more(std::uint32_t line, const Ratio& units) {
    std::int64_t good = 0, step = 1;
    while (allowed(line, units, good + step)) {
      good += step;
      if (good >= most_units) return std::nullopt;
      step = std::min(step * 2, most_units - good);
    }
    std::int64_t bad = good + step;
    while (bad - good > 1) {
      std::int64_t middle = good + (bad - good) / 2;
      (allowed(line, units, middle) ? good : bad) = middle;
    }
    return good;
  }

 private:
  bool allowed(std::uint32_t line, const Ratio& units, std::int64_t further) {
    std::optional<Ratio> to = add(units, Ratio(further));
    if (!to) return false;
    QuantityChange change{line, *to};
    std::optional<Document> document = cart_.judged({&change, 1});
    return document && document->verdict == Verdict::allow;
  }

  WhatIf& cart_;
};

}  // namespace

AllowanceReport what_fits(const Record& as_read, const Request& completed, Document decision, const PolicyContext& context, const Judge& judge) {
  AllowanceReport report;
  report.document = std::move(decision);
  FactId quantity = context.schema->with(Role::line_quantity);
  if (quantity == no_fact) return report;
  report.fact = context.schema->facts[quantity].name;
  if (report.document.verdict != Verdict::allow || !as_read.items_given) return report;
  WhatIf cart(as_read, completed, context, judge);
  Fitting fitting(cart);
  for (std::uint32_t line = 0; line < std::min(as_read.items.size(), most_lines); ++line) {
    std::optional<Quantity> units = cart.quantity(line);
    if (!units) continue;
    Fit fit{line, std::nullopt};
    if (auto further = fitting.more(line, units->value)) fit.more = Quantity{Ratio(*further), units->dimension};
    report.fits.push_back(fit);
  }
  return report;
}

}  // namespace leaflaw
