#include "runtime/decision/decision_text.h"

#include "runtime/decision/line_words.h"
#include "runtime/decision/paragraphs.h"

namespace leaflaw {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between = ", ") {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
  return text;
}

// The number rounded to three places, for a ratio whose decimal does not end: exact division, no floating point.
std::string about(const Ratio& value) {
  i128 scaled = 0;
  if (value.is_negative() || !mul_to(value.num, 1000, scaled)) return {};
  i128 thousandths = scaled / value.den;
  if (i128 rest = scaled % value.den; rest > value.den - rest) ++thousandths;
  return to_string(Ratio::of(thousandths, 1000));
}

std::string quantity_in_words(const Quantity& quantity, const UnitTable& units, const Unit* written) {
  bool in_written = written && written->dimension == quantity.dimension;
  std::string text = in_written ? print_quantity(quantity, *written, units) : print_in_base(quantity, units);
  bool ratio = text.substr(0, text.find(' ')).find('/') != std::string::npos;
  if (!ratio) return text;
  std::string rounded = about(quantity.value);
  return rounded.empty() ? text : text + " (about " + rounded + " " + std::string(units.base_unit(quantity.dimension)) + ")";
}

class TextPrinter {
 public:
  TextPrinter(const Document& document, const PrintContext& context, const TextStyle& style)
      : document_(document), context_(context), out_(style.columns, style.colour) {}

  std::string print() {
    verdict();
    reasons("Why not", document_.violations, Tone::bad);
    reasons("What the manager has to settle", document_.referrals, Tone::doubt);
    missing();
    remedies();
    tasks("What to do", document_.duties);
    tasks("Please note", document_.warnings);
    allowances();
    return out_.take();
  }

  std::string print(const std::vector<Fit>& fits) {
    verdict();
    missing();
    allowances();
    if (!fits.empty()) out_.heading("What else fits");
    for (const Fit& one : fits) fit(one);
    return out_.take();
  }

 private:
  // ---- head -----------------------------------------------------------------------------------------------
  void verdict() {
    Tone tone = Tone::bad;
    std::string text;
    switch (document_.verdict) {
      case Verdict::allow: text = "ALLOWED", tone = Tone::good; break;
      case Verdict::deny: text = "DENIED"; break;
      case Verdict::incomplete: text = "CANNOT DECIDE YET", tone = Tone::doubt; break;
      case Verdict::refer: text = "ASK THE MANAGER", tone = Tone::doubt; break;
    }
    out_.heading(text, tone);
    std::string law = "Law of " + document_.policy + (document_.as_of.empty() ? "" : ", as of " + document_.as_of) + ".";
    out_.paragraph(0, "", law, Tone::quiet);
    if (!document_.complete)
      out_.paragraph(0, "", "Only judged: " + joined(document_.judged) + ". Not enough to close a sale.", Tone::doubt);
  }

  // ---- reasons ----------------------------------------------------------------------------------------------
  void reasons(std::string_view heading, const std::vector<Finding>& all, Tone tone) {
    if (all.empty()) return;
    out_.heading(heading);
    for (const Finding& one : all) reason(one, tone);
  }

  void reason(const Finding& one, Tone tone) {
    bool own_message = !one.message.empty() && one.message != one.title;
    out_.paragraph(2, "- ", own_message ? one.message : one.title, tone == Tone::bad ? Tone::strong : Tone::plain);
    if (one.values) limit_figures(one);
    violating_lines(one);
    if (!one.by_exceptions.empty()) out_.paragraph(4, "", "by exception: " + joined(one.by_exceptions), Tone::quiet);
    std::string source = own_message && !one.title.empty() ? one.title + (one.title.back() == '.' ? " " : ". ") : "";
    if (!one.cite.empty()) source += one.cite + " ";
    const std::string layer = one.layer == document_.policy ? "" : one.layer + ": ";   // of a policy that this one narrows
    out_.paragraph(4, "", source + "[" + layer + one.rule + (one.confidence.empty() ? "" : ", " + one.confidence) + "]", Tone::quiet);
  }

  void limit_figures(const Finding& one) {
    const LimitValues& values = *one.values;
    out_.paragraph(6, "at most         ", cap(values.cap, one.rule));
    out_.paragraph(6, "already bought  ", words(values.used));
    out_.paragraph(6, "this sale       ", words(values.this_event) + shares(one.lines));
    out_.paragraph(6, "over by         ", words(values.over) + (values.registry_binds ? " (by the state's own tally)" : ""), Tone::strong);
  }

  // "(line 1: 7 g, line 3: 3 g)"
  std::string shares(const std::vector<LineShare>& lines) const {
    std::string text;
    for (const LineShare& share : lines)
      text += (text.empty() ? " (line " : ", line ") + std::to_string(share.item + 1) + (lines.size() > 1 ? ": " + words(share.counts) : "");
    return text.empty() ? text : text + ")";
  }

  void violating_lines(const Finding& one) {
    if (one.values || one.lines.empty()) return;
    std::vector<std::uint32_t> numbers;
    for (const LineShare& share : one.lines) numbers.push_back(share.item);
    out_.paragraph(4, "", numbered("line", "lines", numbers) + " of the cart");
  }

  // ---- what is not known ----------------------------------------------------------------------------------------
  void missing() {
    if (document_.missing.empty()) return;
    out_.heading("What is missing");
    for (const Missing& one : document_.missing) {
      std::string text = one.fact;
      if (!one.items.empty()) text += " of " + numbered("line", "lines", one.items);
      if (!one.entries.empty()) text += " of " + numbered("past purchase", "past purchases", one.entries);
      if (one.disputed) text += ": the stated value does not fit the others";
      out_.paragraph(2, "- ", text, Tone::strong);
      if (!one.needed_by.empty()) out_.paragraph(4, "", "needed by " + joined(one.needed_by), Tone::quiet);
    }
  }

  void remedies() {
    if (document_.remedies.empty()) return;
    out_.heading("What would make it legal");
    for (const Remedy& one : document_.remedies) out_.paragraph(2, "- ", one.text, Tone::good);
  }

  void tasks(std::string_view heading, const std::vector<Finding>& all) {
    if (all.empty()) return;
    out_.heading(heading);
    for (const Finding& one : all) {
      std::string text = one.message.empty() ? one.title : one.message;
      if (one.uncertain) text += " (to be safe: not known whether it applies)";
      out_.paragraph(2, "- ", text);
      violating_lines(one);
      if (!one.cite.empty()) out_.paragraph(4, "", one.cite + " [" + one.rule + "]", Tone::quiet);
    }
  }

  // ---- what is left -----------------------------------------------------------------------------------------------
  void allowances() {
    bool after = document_.verdict == Verdict::allow;
    bool any = false;
    for (const Allowance& one : document_.allowances) {
      if (!one.cap) continue;
      if (!any) out_.heading(after ? "What is left after this sale" : "What is left now");
      any = true;
      allowance(one, after ? one.remaining_after : one.remaining_before, after);
    }
  }

  void allowance(const Allowance& one, const std::optional<Figure>& left, bool after) {
    const LimitPrint* limit = context_.limit(one.limit);
    std::string name = limit && !limit->title.empty() ? limit->title : one.limit;
    if (!one.key.empty()) name += " (" + one.key + ")";
    out_.paragraph(2, "- ", name);
    bool known = left && left->known();
    std::string text = (known ? words(*left) + " left of " : "not known; at most ") + cap(one.cap, one.limit);
    if (one.registry_binds) text += ", by the state's own tally";
    if (one.next_release) text += "; " + words(one.next_release->amount) + " more from " + time(one.next_release->at);
    out_.paragraph(4, "", text, known && left->low.is_zero() ? Tone::doubt : Tone::plain);
    std::string used = "bought before " + words(one.used_before);
    if (after || !is_zero(one.this_event)) used += (after ? ", now " : ", asked for ") + words(one.this_event);
    if (one.from) used += "; counted from " + time(*one.from);
    out_.paragraph(4, "", used, Tone::quiet);
  }

  void fit(const Fit& one) {
    std::string more = "as many as you like";
    if (one.more && one.more->value.is_zero()) more = "no more";
    else if (one.more) more = (one.more->dimension == Dimension::count ? to_string(one.more->value) : print_in_base(*one.more, *context_.units)) + " more";
    out_.paragraph(2, "- ", "line " + std::to_string(one.item + 1) + ": " + more);
  }

  // ---- figures ------------------------------------------------------------------------------------------------------
  static bool is_zero(const Figure& figure) { return figure.known() && figure.low.is_zero(); }
  std::string words(const Figure& figure) const { return figure_in_words(figure, *context_.units); }
  std::string time(Instant instant) const { return to_string(to_local(context_.zone, instant)); }

  // The cap as the law writes it, and in the unit of the other figures: "1 oz (28 g)".
  std::string cap(const std::optional<Figure>& figure, std::string_view address) const {
    if (!figure) return "no amount";
    const LimitPrint* limit = context_.limit(address);
    std::string written = figure_in_words(*figure, *context_.units, limit ? &limit->written : nullptr);
    std::string base = words(*figure);
    return written == base ? written : written + " (" + base + ")";
  }

  const Document& document_;
  const PrintContext& context_;
  Paragraphs out_;
};

}  // namespace

std::string figure_in_words(const Figure& figure, const UnitTable& units, const Unit* written) {
  auto words = [&](const Ratio& value) { return quantity_in_words({value, figure.dimension}, units, written); };
  if (figure.known()) return words(figure.low);
  if (figure.high) return "between " + words(figure.low) + " and " + words(*figure.high);
  return figure.low.is_zero() ? "unknown" : "at least " + words(figure.low);
}

std::string to_text(const Document& document, const PrintContext& context, const TextStyle& style) {
  return TextPrinter(document, context, style).print();
}

std::string to_text(const AllowanceReport& report, const PrintContext& context, const TextStyle& style) {
  return TextPrinter(report.document, context, style).print(report.fits);
}

std::string to_text(const std::vector<InputError>& errors, const TextStyle& style) {
  Paragraphs out(style.columns, style.colour);
  out.heading("THE REQUEST CANNOT BE READ", Tone::bad);
  for (const InputError& error : errors) {
    std::string place = error.line > 0 ? "line " + std::to_string(error.line) + ", column " + std::to_string(error.column) + ": " : "";
    std::string path = error.path.empty() ? "" : error.path + ": ";
    out.paragraph(2, "- ", place + path + error.message + " [" + error.code + "]", Tone::strong);
    if (!error.help.empty()) out.paragraph(4, "", error.help);
  }
  return out.take();
}

}  // namespace leaflaw
