#include "examples/register/register.h"

#include <algorithm>
#include <stdexcept>

namespace example {

using namespace leaflaw;   // NOLINT: an example

Register::Register(const TypedPolicy& policy, std::ostream& screen)
    : policy_(policy), facts_(policy), till_(policy), explainer_(policy.parts()), screen_(screen) {}

std::string Register::words(const Quantity& quantity) const { return print_in_base(quantity, policy_.context().units); }

std::string Register::local(Instant at) const {
  const PolicyContext& context = policy_.context();
  return to_string(to_local(context.zones[context.default_zone], at));
}

void Register::greet(const Customer& customer, std::string_view local_time) {
  const PolicyContext& context = policy_.context();
  std::optional<ParsedTime> time = parse_time(local_time);
  if (!time) throw std::runtime_error("the till's clock is wrong: " + std::string(local_time));
  customer_ = customer;
  now_ = from_local(context.zones[context.default_zone], time->local).first;
  receipt_ = "R" + std::to_string(sales_.size() + 1);
  cart_.clear();
  screen_ << "\n==== " << local(now_) << ", customer " << customer.key << " ====\n";
  till_.begin(facts_.sale, now_)
      .set(facts_.receipt, receipt_)
      .set(facts_.store_key, "main-street")
      .set(facts_.customer_kind, facts_.adult)
      .set(facts_.customer_key, customer.key)
      .set(facts_.customer_age, customer.age)
      .set(facts_.id_kind, facts_.licence)
      .set(facts_.id_verified, true)
      .set(facts_.id_expires, from_civil({2028, 1, 1}))
      .no_lines();
  fill_history();
  show();
}

// What this store sold before; the law decides what of it counts.
void Register::fill_history() {
  till_.know_history(Scope::store);
  for (const Sale& sale : sales_) {
    TypedEvent entry = till_.add_entry(facts_.sale, sale.at);
    entry.set(facts_.receipt, sale.receipt).set(facts_.store_key, "main-street").set(facts_.customer_kind, facts_.adult);
    entry.set(facts_.customer_key, sale.customer.key);
    for (const Line& line : sale.lines) fill(entry.add_line(), line);
  }
}

void Register::fill(TypedLine line, const Line& from) const {
  line.set(facts_.category, from.product.category).set(facts_.quantity, from.units).set(facts_.unit_weight, from.product.grams, facts_.gram);
  if (from.product.milligrams) line.set(facts_.thc_per_package, *from.product.milligrams, facts_.milligram_thc).set(facts_.servings, 10);
}

void Register::scan(const Product& product, std::int64_t units) {
  cart_.push_back({product, units});
  fill(till_.add_line(), cart_.back());
  screen_ << "\n+ " << units << " x " << product.name << "\n";
  show();
}

void Register::change(std::size_t line, std::int64_t units) {
  screen_ << "\n* line " << line + 1 << ": " << units << " x " << cart_[line].product.name << "\n";
  if (units == 0) {
    cart_.erase(cart_.begin() + static_cast<std::ptrdiff_t>(line));
    till_.remove_line(line);
  } else {
    cart_[line].units = units;
    till_.line(line).set(facts_.quantity, units);
  }
  show();
}

void Register::show() {
  verdict_ = till_.decide();
  if (!verdict_) throw std::runtime_error(to_text(*till_.error(), ""));
  remedies_.clear();
  screen_ << "  " << (*verdict_ == Verdict::allow ? "allowed" : *verdict_ == Verdict::deny ? "NOT ALLOWED" : "ask the manager") << "\n";
  if (*verdict_ != Verdict::allow) show_reasons();
  show_meter();
}

void Register::show_meter() {
  for (std::size_t i = 0; i < till_.allowances(); ++i) {
    TypedAllowance limit = till_.allowance(i);
    std::optional<Quantity> left = limit.remaining(), cap = limit.cap();
    if (!left || !cap) continue;
    screen_ << "    " << limit.limit() << ": " << words(*left) << " left of " << words(*cap);
    if (std::optional<Instant> more = limit.next_release()) screen_ << ", more from " << local(*more);
    screen_ << "\n";
  }
}

// The whole decision costs more than a verdict; it is asked for only where somebody has to be told why.
void Register::show_reasons() {
  DocumentOrErrors outcome = explainer_.decide(till_.as_request());
  const Document* document = std::get_if<Document>(&outcome);
  if (!document) return;
  for (const Finding& reason : document->violations) {
    screen_ << "    " << reason.message << " [" << reason.cite << "]\n";
    if (reason.values) screen_ << "    over by " << words({reason.values->over.low, reason.values->over.dimension}) << "\n";
  }
  for (const Missing& one : document->missing) screen_ << "    not known: " << one.fact << "\n";
  for (const Remedy& remedy : document->remedies) screen_ << "    fix: " << remedy.text << "\n";
  remedies_ = document->remedies;
}

bool Register::take_the_fix() {
  if (remedies_.empty()) return false;
  const Remedy remedy = remedies_.front();
  // From the last line to the first: lines that are left out move the later ones up.
  for (auto step = remedy.set.rbegin(); step != remedy.set.rend(); ++step) change(step->item, static_cast<std::int64_t>(step->to.value.num));
  return true;
}

bool Register::sell() {
  if (verdict_ != Verdict::allow) {
    screen_ << "\n-- nothing sold\n";
    return false;
  }
  sales_.push_back({customer_, receipt_, now_, cart_});
  screen_ << "\n-- sold, receipt " << receipt_ << "\n";
  return true;
}

}  // namespace example
