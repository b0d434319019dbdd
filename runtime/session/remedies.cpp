#include "runtime/session/remedies.h"

#include <algorithm>
#include <set>

#include "runtime/session/what_if.h"

namespace leaflaw {

namespace {

// How many values below the largest that breaks no limit are tried where a cart is not allowed there for another reason.
constexpr int lower_tries = 16;

using Subset = std::vector<std::uint32_t>;
using Changes = std::vector<QuantityChange>;

// The largest whole number below `value`, at least 0.
i128 whole_below(const Ratio& value) { return std::max<i128>(0, ceil_div(value.num, value.den) - 1); }

class RemedySearch {
 public:
  RemedySearch(WhatIf& cart, const Document& denied, const RemedyBounds& bounds) : cart_(cart), denied_(denied), bounds_(bounds) {
    std::set<std::uint32_t> all;
    for (const Finding& one : denied.violations) {
      violated_.insert(one.rule);
      for (const LineShare& share : one.lines) all.insert(share.item);
    }
    lines_.assign(all.begin(), all.end());
  }

  // The best changes of as few lines as possible, one for each choice of lines.
  std::vector<Changes> run() {
    for (std::size_t size = 1; size <= lines_.size() && found_.empty() && !spent(); ++size) {
      Subset subset;
      choose(subset, 0, size);
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.taken_out < b.taken_out; });
    std::vector<Changes> best;
    for (std::size_t i = 0; i < found_.size() && i < bounds_.offered; ++i) best.push_back(found_[i].changes);
    return best;
  }

 private:
  struct Found { Changes changes; Ratio taken_out; };

  [[nodiscard]] bool spent() const { return cart_.judgements() >= bounds_.judgements; }

  // Every choice of `size` lines, the earliest first.
  void choose(Subset& subset, std::size_t from, std::size_t size) {
    if (subset.size() == size) return attempt(subset);
    for (std::size_t i = from; i < lines_.size() && !spent(); ++i) {
      subset.push_back(lines_[i]);
      choose(subset, i + 1, size);
      subset.pop_back();
    }
  }

  [[nodiscard]] bool touches_all(const Subset& subset) const {
    auto in_subset = [&](const LineShare& share) { return std::find(subset.begin(), subset.end(), share.item) != subset.end(); };
    return std::all_of(denied_.violations.begin(), denied_.violations.end(),
                       [&](const Finding& one) { return std::any_of(one.lines.begin(), one.lines.end(), in_subset); });
  }

  void attempt(const Subset& subset) {
    if (!touches_all(subset)) return;
    Changes changes;
    for (std::uint32_t line : subset) changes.push_back({line, Ratio(0)});
    if (still_too_much(changes)) return;
    best_.reset();
    narrow(changes, 0, Ratio(0));
    if (best_) found_.push_back(std::move(*best_));
  }

  [[nodiscard]] bool still_too_much(const Changes& changes) {
    std::optional<Document> document = cart_.judged(changes);
    if (!document) return true;
    return std::any_of(document->violations.begin(), document->violations.end(), [&](const Finding& one) { return violated_.contains(one.rule); });
  }
  [[nodiscard]] bool allowed(const Changes& changes) {
    if (static_cast<std::size_t>(std::count_if(changes.begin(), changes.end(), [](const auto& one) { return one.to.is_zero(); })) == cart_.lines())
      return false;
    std::optional<Document> document = cart_.judged(changes);
    return document && document->verdict == Verdict::allow;
  }

  [[nodiscard]] i128 most(std::uint32_t line) const {
    std::optional<Quantity> units = cart_.quantity(line);
    return units ? whole_below(units->value) : 0;
  }
  // A line whose units are not known counts as one.
  [[nodiscard]] Ratio taken_out(const QuantityChange& change) const {
    std::optional<Quantity> units = cart_.quantity(change.line);
    if (!units) return Ratio(1);
    std::optional<Ratio> less = sub(units->value, change.to);
    return less ? *less : units->value;
  }

  // The largest quantity of changes[at] that breaks nothing, with the later ones at 0. Measures never fall as quantities grow.
  i128 largest(Changes& changes, std::size_t at) {
    i128 low = 0, high = most(changes[at].line);
    while (low < high && !spent()) {
      i128 middle = low + (high - low + 1) / 2;
      changes[at].to = Ratio(middle);
      if (still_too_much(changes)) high = middle - 1;
      else low = middle;
    }
    return low;
  }

  // Settles changes[at ..] and leaves them at 0 again; `out` is what the earlier ones take out.
  void narrow(Changes& changes, std::size_t at, const Ratio& out) {
    bool last = at + 1 == changes.size();
    i128 from = largest(changes, at);
    for (i128 units = from; units >= 0 && !spent(); --units) {
      if (last && from - units > lower_tries) break;
      changes[at].to = Ratio(units);
      std::optional<Ratio> total = add(out, taken_out(changes[at]));
      if (!total || (best_ && best_->taken_out <= *total)) break;
      if (!last) {
        narrow(changes, at + 1, *total);
      } else if (allowed(changes)) {
        best_ = Found{changes, *total};
        break;
      }
    }
    changes[at].to = Ratio(0);
  }

  WhatIf& cart_;
  const Document& denied_;
  RemedyBounds bounds_;
  std::set<std::string> violated_;
  Subset lines_;
  std::optional<Found> best_;
  std::vector<Found> found_;
};

std::string amount(const Quantity& quantity, const UnitTable& units) {
  return quantity.dimension == Dimension::count ? to_string(quantity.value) : print_in_base(quantity, units);
}

// "Take 2 instead of 3 of line 1 and leave out line 2."
std::string text_of(const std::vector<RemedyStep>& steps, std::size_t lines_of_cart, const UnitTable& units) {
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const RemedyStep& step = steps[i];
    std::string number = std::to_string(step.item + 1);
    text += i == 0 ? "" : i + 1 == steps.size() ? " and " : ", ";
    if (step.to.value.is_zero()) {
      text += "leave out line " + number;
    } else {
      text += "take " + amount(step.to, units) + " instead of " + amount(step.from, units);
      if (lines_of_cart > 1) text += " of line " + number;
    }
  }
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

Remedy remedy_of(const Changes& changes, const WhatIf& cart, const PolicyContext& context) {
  Remedy remedy;
  for (const QuantityChange& change : changes) {
    RemedyStep step;
    step.item = change.line;
    step.fact = context.schema->facts[cart.quantity_fact()].name;
    std::optional<Quantity> units = cart.quantity(change.line);
    step.from = units ? *units : Quantity{};
    step.to = {change.to, units ? units->dimension : Dimension::count};
    remedy.set.push_back(std::move(step));
  }
  remedy.text = text_of(remedy.set, cart.lines(), context.units);
  return remedy;
}

bool curable(const Document& denied) {
  return denied.verdict == Verdict::deny &&
         std::all_of(denied.violations.begin(), denied.violations.end(), [](const Finding& one) { return !one.lines.empty(); });
}

}  // namespace

std::vector<Remedy> find_remedies(const Record& as_read, const Request& completed, const Document& denied, const PolicyContext& context,
                                  const Judge& judge, const RemedyBounds& bounds) {
  if (!curable(denied) || !as_read.items_given || context.schema->with(Role::line_quantity) == no_fact) return {};
  WhatIf cart(as_read, completed, context, judge);
  std::vector<Remedy> remedies;
  for (const Changes& changes : RemedySearch(cart, denied, bounds).run()) remedies.push_back(remedy_of(changes, cart, context));
  return remedies;
}

}  // namespace leaflaw
