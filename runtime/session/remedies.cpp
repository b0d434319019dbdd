#include "runtime/session/remedies.h"

#include <algorithm>
#include <set>

#include "runtime/decision/line_words.h"
#include "runtime/session/what_if.h"

namespace leaflaw {

namespace {

// How many values below the largest that breaks no limit are tried where a cart is not allowed there for another reason.
constexpr int lower_tries = 16;
// Beyond so many lines that count, only changes of a single line are looked for; and so many choices of lines are looked at.
constexpr std::size_t most_lines_together = 60, most_choices = 100'000;

using Subset = std::vector<std::size_t>;   // of RemedySearch::lines_
using Changes = std::vector<QuantityChange>;

// The largest whole number below `value`, at least 0.
i128 whole_below(const Ratio& value) { return std::max<i128>(0, ceil_div(value.num, value.den) - 1); }

// What must be taken out to cure one violation: of a rule about lines every line, of a limit at least `over` of what the lines count.
// Spares judging what cannot do.
struct Need {
  bool every_line = false;
  Ratio over;
  std::vector<Ratio> shares;               // by number of the line in RemedySearch::lines_; every_line: 1 for those meant
  std::vector<std::size_t> largest_first;  // numbers of lines

  [[nodiscard]] Ratio of(const Subset& subset) const {
    Ratio sum;
    for (std::size_t line : subset) sum = leaflaw::add(sum, shares[line]).value_or(over);
    return sum;
  }
  // Whether `subset` and `more` lines from `from` on could be enough.
  [[nodiscard]] bool within_reach(const Subset& subset, std::size_t from, std::size_t more) const {
    Ratio sum = of(subset);
    for (std::size_t line : largest_first) {
      if (sum >= over || more == 0) break;
      if (line < from) continue;
      sum = leaflaw::add(sum, shares[line]).value_or(over);
      --more;
    }
    return sum >= over;
  }
};

class RemedySearch {
 public:
  RemedySearch(WhatIf& cart, const Document& denied, const RemedyBounds& bounds) : cart_(cart), bounds_(bounds) {
    std::set<std::uint32_t> all;
    for (const Finding& one : denied.violations) {
      violated_.insert(one.rule);
      for (const LineShare& share : one.lines) all.insert(share.item);
    }
    lines_.assign(all.begin(), all.end());
    for (const Finding& one : denied.violations) needs_.push_back(need_of(one));
    // Each judgement reads the whole cart.
    bounds_.judgements = std::clamp<unsigned>(static_cast<unsigned>(60'000 / std::max<std::size_t>(1, cart.lines())), 4, bounds.judgements);
  }

  // The best changes of as few lines as possible, one for each choice of lines.
  std::vector<Changes> run() {
    std::size_t most = lines_.size() <= most_lines_together ? lines_.size() : 1;
    for (std::size_t size = 1; size <= most && found_.empty() && !spent(); ++size) {
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

  [[nodiscard]] bool spent() const { return cart_.judgements() >= bounds_.judgements || choices_ >= most_choices; }

  [[nodiscard]] Need need_of(const Finding& violation) const {
    Need need;
    need.every_line = !violation.values;
    need.shares.resize(lines_.size());
    for (const LineShare& share : violation.lines) {
      auto line = static_cast<std::size_t>(std::lower_bound(lines_.begin(), lines_.end(), share.item) - lines_.begin());
      need.shares[line] = need.every_line ? Ratio(1) : share.counts.low;
    }
    need.over = need.every_line ? Ratio(static_cast<std::int64_t>(violation.lines.size())) : violation.values->over.low;
    for (std::size_t i = 0; i < lines_.size(); ++i) need.largest_first.push_back(i);
    std::stable_sort(need.largest_first.begin(), need.largest_first.end(), [&](std::size_t a, std::size_t b) { return need.shares[b] < need.shares[a]; });
    return need;
  }

  // Every choice of `size` lines that could be enough, the earliest first.
  void choose(Subset& subset, std::size_t from, std::size_t size) {
    if (spent()) return;
    ++choices_;
    if (subset.size() == size) return attempt(subset);
    for (std::size_t i = from; i < lines_.size() && !spent(); ++i) {
      subset.push_back(i);
      bool enough = std::all_of(needs_.begin(), needs_.end(), [&](const Need& one) { return one.within_reach(subset, i + 1, size - subset.size()); });
      if (enough) choose(subset, i + 1, size);
      subset.pop_back();
    }
  }

  void attempt(const Subset& subset) {
    Changes changes;
    for (std::size_t line : subset) changes.push_back({lines_[line], Ratio(0)});
    if (still_too_much(changes)) return;
    best_.reset();
    // One choice of lines must not use up what the others need.
    unsigned all = bounds_.judgements;
    bounds_.judgements = std::min(all, cart_.judgements() + std::max(all / 4, 50u));
    narrow(changes, 0, Ratio(0));
    bounds_.judgements = all;
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
  RemedyBounds bounds_;
  std::set<std::string> violated_;
  std::vector<std::uint32_t> lines_;   // that some violation is about, ascending
  std::vector<Need> needs_;            // one for each violation
  std::size_t choices_ = 0;
  std::optional<Found> best_;
  std::vector<Found> found_;
};

std::string amount(const Quantity& quantity, const UnitTable& units) {
  return quantity.dimension == Dimension::count ? to_string(quantity.value) : print_in_base(quantity, units);
}

// "Take 2 instead of 3 of line 1 and leave out lines 2 and 4."
std::string text_of(const std::vector<RemedyStep>& steps, std::size_t lines_of_cart, const UnitTable& units) {
  std::vector<std::string> parts;
  std::vector<std::uint32_t> gone;
  for (const RemedyStep& step : steps) {
    if (step.to.value.is_zero()) { gone.push_back(step.item); continue; }
    parts.push_back("take " + amount(step.to, units) + " instead of " + amount(step.from, units));
    if (lines_of_cart > 1) parts.back() += " of line " + std::to_string(step.item + 1);
  }
  if (!gone.empty()) parts.push_back("leave out " + numbered("line", "lines", gone));
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
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
