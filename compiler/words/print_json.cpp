#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "compiler/words/print.h"

namespace leaflaw::words {

namespace {

class Writer {
 public:
  Writer() : json_(buffer_) { json_.SetIndent(' ', 2); }

  std::string print(const Outline& outline) {
    json_.StartObject();
    json_.Key("policy");
    policy(outline);
    array("declarations", outline.declarations, [this](const DeclarationWords& one) { declaration(one); });
    json_.EndObject();
    return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n";
  }

 private:
  void text(const char* key, const std::string& value) {
    json_.Key(key);
    json_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void text_or_null(const char* key, const std::string& value) {
    if (!value.empty()) return text(key, value);
    json_.Key(key);
    json_.Null();
  }
  template <class Value, class Print>
  void array(const char* key, const std::vector<Value>& values, Print print_one) {
    json_.Key(key);
    json_.StartArray();
    for (const Value& value : values) print_one(value);
    json_.EndArray();
  }
  void texts(const char* key, const std::vector<std::string>& values) {
    array(key, values, [this](const std::string& value) { json_.String(value.data(), static_cast<rapidjson::SizeType>(value.size())); });
  }

  void policy(const Outline& outline) {
    json_.StartObject();
    text("id", outline.id);
    text("name", outline.name);
    texts("narrows", outline.narrows);
    text_or_null("regulator", outline.regulator);
    text("time_zone", outline.zone);
    texts("covers", outline.covers);
    text("covers_from", to_string(outline.covers_from));
    text("as_of", to_string(outline.as_of));
    json_.EndObject();
  }

  void period(const PeriodWords& from) {
    text("from", to_string(from.from));
    text_or_null("through", from.through ? to_string(*from.through) : std::string());
  }
  void source(const SourceWords& from) {
    text_or_null("cite", from.cite);
    text("confidence", from.confidence);
    texts("readings", from.readings);
  }
  void clauses(const std::vector<Clause>& all) {
    array("clauses", all, [this](const Clause& one) {
      json_.StartObject();
      text("label", one.label);
      text("text", one.text);
      json_.EndObject();
    });
  }

  void declaration(const DeclarationWords& one) {
    json_.StartObject();
    text("kind", one.kind);
    text("id", one.id);
    text_or_null("layer", one.layer);
    text_or_null("topic", one.topic);
    text_or_null("before", one.before);
    texts("followed_by", one.followed_by);
    // The latest version speaks for the whole, for lists that want one line each.
    text_or_null("cite", one.versions.empty() ? std::string() : one.versions.back().source.cite);
    text_or_null("confidence", one.versions.empty() ? std::string() : one.versions.back().source.confidence);
    array("versions", one.versions, [this](const VersionWords& each) { version(each); });
    json_.EndObject();
  }

  void version(const VersionWords& one) {
    json_.StartObject();
    period(one.period);
    text_or_null("title", one.title);
    source(one.source);
    clauses(one.clauses);
    array("rows", one.rows, [this](const RowWords& row) {
      json_.StartObject();
      text("head", row.head);
      text("value", row.value);
      json_.EndObject();
    });
    array("exceptions", one.exceptions, [this](const ExceptionWords& each) {
      json_.StartObject();
      text("id", each.id);
      text_or_null("title", each.title);
      period(each.period);
      source(each.source);
      clauses(each.clauses);
      json_.EndObject();
    });
    json_.EndObject();
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> json_;
};

}  // namespace

std::string to_json(const Outline& outline) { return Writer().print(outline); }

}  // namespace leaflaw::words
