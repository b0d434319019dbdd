#include "runtime/decision/decision_json.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdio>

namespace leaflaw {

namespace {

class JsonPrinter {
 public:
  explicit JsonPrinter(const PrintContext& context) : context_(context), writer_(buffer_) {}

  std::string print(const Document& document) {
    writer_.StartObject();
    key("leaflaw"), writer_.Int(1);
    key("verdict"), text(spelling(document.verdict));
    key("judged"), texts(document.judged);
    key("complete"), writer_.Bool(document.complete);
    policy(document);
    key("request"), text_or_null(document.request);
    findings("violations", document.violations);
    findings("referrals", document.referrals);
    findings("duties", document.duties);
    findings("warnings", document.warnings);
    array("missing", document.missing, [this](const Missing& one) { missing(one); });
    key("applied"), texts(document.applied);
    array("allowances", document.allowances, [this](const Allowance& one) { allowance(one); });
    array("remedies", document.remedies, [this](const Remedy& one) { remedy(one); });
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

  std::string print(const AllowanceReport& report) {
    const Document& document = report.document;
    writer_.StartObject();
    key("leaflaw"), writer_.Int(1);
    key("verdict"), text(spelling(document.verdict));
    policy(document);
    key("request"), text_or_null(document.request);
    array("missing", document.missing, [this](const Missing& one) { missing(one); });
    array("allowances", document.allowances, [this](const Allowance& one) { allowance(one); });
    array("fits", report.fits, [&](const Fit& one) { fit(one, report.fact); });
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  void key(const char* name) { writer_.Key(name); }
  void text(std::string_view value) { writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size())); }
  void text_or_null(std::string_view value) {
    if (value.empty())
      writer_.Null();
    else
      text(value);
  }
  void texts(const std::vector<std::string>& values) {
    writer_.StartArray();
    for (const std::string& value : values) text(value);
    writer_.EndArray();
  }
  template <typename Value, typename Print>
  void array(const char* name, const std::vector<Value>& values, Print print_one) {
    key(name);
    writer_.StartArray();
    for (const Value& value : values) print_one(value);
    writer_.EndArray();
  }
  void numbers(const char* name, const std::vector<std::uint32_t>& values) {
    if (values.empty()) return;
    array(name, values, [this](std::uint32_t value) { writer_.Uint(value); });
  }

  void policy(const Document& document) {
    key("policy");
    writer_.StartObject();
    key("id"), text(document.policy);
    key("as_of"), text_or_null(document.as_of);
    key("pack"), text_or_null(document.pack);
    writer_.EndObject();
  }

  // `written`: the limit's unit; null: the base unit.
  std::string quantity(const Ratio& value, Dimension dimension, const Unit* written) const {
    Quantity amount{value, dimension};
    return written && written->dimension == dimension ? print_quantity(amount, *written, *context_.units) : print_in_base(amount, *context_.units);
  }
  void figure(const Figure& value, const Unit* written = nullptr) {
    if (value.known()) return text(quantity(value.low, value.dimension, written));
    writer_.StartObject();
    key("from"), text(quantity(value.low, value.dimension, written));
    key("to");
    if (value.high)
      text(quantity(*value.high, value.dimension, written));
    else
      writer_.Null();
    writer_.EndObject();
  }
  void figure(const std::optional<Figure>& value, const Unit* written) {
    if (value)
      figure(*value, written);
    else
      writer_.Null();
  }
  // What remains is said only where it is known.
  void remaining(const std::optional<Figure>& value) {
    if (value && value->known())
      figure(*value);
    else
      writer_.Null();
  }
  void instant(const std::optional<Instant>& value) {
    if (value)
      text(print_instant(*value, context_.zone));
    else
      writer_.Null();
  }
  const Unit* written_unit(std::string_view address) const {
    const LimitPrint* limit = context_.limit(address);
    return limit ? &limit->written : nullptr;
  }

  void findings(const char* name, const std::vector<Finding>& all) {
    array(name, all, [this](const Finding& one) { finding(one); });
  }
  void finding(const Finding& one) {
    writer_.StartObject();
    key("rule"), text(one.rule);
    key("version"), text_or_null(one.version);
    key("layer"), text_or_null(one.layer);
    key("topic"), text_or_null(one.topic);
    key("title"), text(one.title);
    key("cite"), text_or_null(one.cite);
    key("confidence"), text_or_null(one.confidence);
    key("message"), text(one.message);
    key("values"), values(one);
    array("lines", one.lines, [this](const LineShare& share) { line(share); });
    if (!one.by_exceptions.empty()) key("exceptions"), texts(one.by_exceptions);
    if (one.uncertain) key("uncertain"), writer_.Bool(true);
    writer_.EndObject();
  }
  void values(const Finding& one) {
    if (!one.values) {
      writer_.Null();
      return;
    }
    const Unit* written = written_unit(one.rule);
    writer_.StartObject();
    key("cap"), figure(one.values->cap, written);
    key("used"), figure(one.values->used, written);
    key("this"), figure(one.values->this_event);
    key("over"), figure(one.values->over);
    if (one.values->registry_binds) key("binding"), text("registry");
    writer_.EndObject();
  }
  void line(const LineShare& share) {
    writer_.StartObject();
    key("item"), writer_.Uint(share.item);
    if (share.counts.dimension != Dimension::none) key("counts"), figure(share.counts);
    writer_.EndObject();
  }

  void missing(const Missing& one) {
    writer_.StartObject();
    key("fact"), text(one.fact);
    numbers("items", one.items);
    numbers("entries", one.entries);
    if (one.disputed) key("disputed"), writer_.Bool(true);
    key("needed_by"), texts(one.needed_by);
    writer_.EndObject();
  }

  void allowance(const Allowance& one) {
    writer_.StartObject();
    key("limit"), text(one.limit);
    key("key"), text_or_null(one.key);
    key("cap"), figure(one.cap, written_unit(one.limit));
    key("used_before"), figure(one.used_before);
    key("this"), figure(one.this_event);
    key("remaining_before"), remaining(one.remaining_before);
    key("remaining_after"), remaining(one.remaining_after);
    key("binding"), text(one.registry_binds ? "registry" : "own");
    key("window");
    writer_.StartObject();
    key("kind"), text(one.window);
    key("from"), instant(one.from);
    key("until"), instant(one.until);
    writer_.EndObject();
    key("next_release"), release(one.next_release);
    if (!one.beyond.empty()) key("beyond"), text(one.beyond);
    if (!one.by_exceptions.empty()) key("exceptions"), texts(one.by_exceptions);
    writer_.EndObject();
  }
  void release(const std::optional<Release>& value) {
    if (!value) {
      writer_.Null();
      return;
    }
    writer_.StartObject();
    key("at"), text(print_instant(value->at, context_.zone));
    key("amount"), figure(value->amount);
    writer_.EndObject();
  }

  void remedy(const Remedy& one) {
    writer_.StartObject();
    array("set", one.set, [this](const RemedyStep& step) { remedy_step(step); });
    key("text"), text(one.text);
    key("leaves"), text(spelling(Verdict::allow));
    writer_.EndObject();
  }
  // Lines name their facts without the first step.
  static std::string_view fact_of_line(std::string_view fact) {
    std::size_t dot = fact.find('.');
    return dot == std::string_view::npos ? fact : fact.substr(dot + 1);
  }
  void fit(const Fit& one, std::string_view fact) {
    writer_.StartObject();
    key("item"), writer_.Uint(one.item);
    key("fact"), text(fact_of_line(fact));
    key("more");
    if (one.more)
      text(quantity(one.more->value, one.more->dimension, nullptr));
    else
      writer_.Null();
    writer_.EndObject();
  }
  void remedy_step(const RemedyStep& step) {
    writer_.StartObject();
    key("item"), writer_.Uint(step.item);
    key("fact"), text(fact_of_line(step.fact));
    key("to"), text(quantity(step.to.value, step.to.dimension, nullptr));
    writer_.EndObject();
  }

  const PrintContext& context_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace

std::string to_json(const Document& document, const PrintContext& context) { return JsonPrinter(context).print(document); }

std::string to_json(const AllowanceReport& report, const PrintContext& context) { return JsonPrinter(context).print(report); }

namespace {

class ErrorPrinter {
 public:
  ErrorPrinter() : writer_(buffer_) {}

  std::string print(const std::vector<InputError>& errors) {
    writer_.StartObject();
    all(errors);
    return end();
  }
  std::string print_line(const std::vector<InputError>& errors, std::uint64_t line) {
    writer_.StartObject();
    text("error", errors.empty() ? std::string() : to_text(errors.front()));
    writer_.Key("line");
    writer_.Uint64(line);
    all(errors);
    return end();
  }

 private:
  static std::string to_text(const InputError& error) { return error.code + ": " + (error.path.empty() ? "" : error.path + ": ") + error.message; }

  void text(const char* name, const std::string& value) {
    writer_.Key(name);
    if (value.empty())
      writer_.Null();
    else
      writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void number(const char* name, int value) {
    writer_.Key(name);
    if (value > 0)
      writer_.Int(value);
    else
      writer_.Null();
  }
  void all(const std::vector<InputError>& errors) {
    writer_.Key("errors");
    writer_.StartArray();
    for (const InputError& error : errors) {
      writer_.StartObject();
      text("code", error.code);
      text("path", error.path);
      number("line", error.line);
      number("column", error.column);
      text("message", error.message);
      text("help", error.help);
      writer_.EndObject();
    }
    writer_.EndArray();
  }
  std::string end() {
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace

std::string to_json(const std::vector<InputError>& errors) { return ErrorPrinter().print(errors); }

std::string to_json_line(const std::vector<InputError>& errors, std::uint64_t line) { return ErrorPrinter().print_line(errors, line); }

std::string print_instant(Instant instant, const ZoneView& zone) {
  LocalTime local = to_local(zone, instant);
  std::int32_t second = local.time_of_day();
  std::int32_t offset = offset_at(zone, instant);
  std::int32_t size = offset < 0 ? -offset : offset;
  char text[40];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d%c%02d:%02d", second / 3600, second / 60 % 60, second % 60, offset < 0 ? '-' : '+', size / 3600,
                size / 60 % 60);
  std::string out = to_string(local.date()) + text;
  if (size % 60 != 0) {   // local mean times of long ago
    std::snprintf(text, sizeof text, ":%02d", size % 60);
    out += text;
  }
  return out;
}

}  // namespace leaflaw
