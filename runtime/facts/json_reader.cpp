#include "runtime/facts/json_reader.h"

#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>

#include "runtime/facts/tree_builder.h"

namespace leaflaw {

namespace {

// The text as RapidJSON reads it: ends with '\0' after the last byte.
class TextStream {
 public:
  using Ch = char;
  explicit TextStream(std::string_view text) : text_(text) {}
  [[nodiscard]] Ch Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  Ch Take() { return at_ < text_.size() ? text_[at_++] : '\0'; }
  [[nodiscard]] std::size_t Tell() const { return at_; }
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  std::size_t PutEnd(Ch*) { return 0; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// Line and column of ever later offsets.
class PlaceCursor {
 public:
  explicit PlaceCursor(std::string_view text) : text_(text) {}
  TextPlace move_to(std::size_t offset) {
    for (; at_ < offset && at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') {
        ++place_.line;
        place_.column = 1;
      } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {
        ++place_.column;
      }
    }
    return place_;
  }
  // The first character after the last token that belongs to the next one.
  TextPlace next_token() {
    std::size_t next = at_;
    while (next < text_.size() && std::string_view(" \t\r\n,:").find(text_[next]) != std::string_view::npos) ++next;
    return move_to(next);
  }
  void pass_bracket() { move_to(at_ + 1); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  TextPlace place_{1, 1};
};

class Handler {
 public:
  using Ch = char;
  Handler(std::string_view text, const TextStream& stream, TreeBuilder& builder) : stream_(stream), cursor_(text), builder_(builder) {}

  bool Null() { return value(Node::Kind::null, {}); }
  bool Bool(bool yes) { return value(Node::Kind::truth, yes ? "true" : "false"); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) { return value(Node::Kind::number, {text, length}); }
  bool String(const char* text, rapidjson::SizeType length, bool) { return value(Node::Kind::text, {text, length}); }
  bool Key(const char* text, rapidjson::SizeType length, bool) { return step([&](TextPlace place) { return builder_.key({text, length}, place); }); }
  bool StartObject() { return open(Node::Kind::map); }
  bool StartArray() { return open(Node::Kind::list); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }
  // Never called: numbers are read as text.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  // Where the token begins that was being read when the parser stopped.
  TextPlace unfinished() { return cursor_.next_token(); }

 private:
  template <typename Action>
  bool step(Action action) {
    bool go_on = action(cursor_.next_token());
    cursor_.move_to(stream_.Tell());
    return go_on;
  }
  bool value(Node::Kind kind, std::string_view text) {
    return step([&](TextPlace place) { return builder_.scalar(kind, text, false, place); });
  }
  // The parser takes a bracket only after it has told of it.
  bool open(Node::Kind kind) {
    bool go_on = builder_.begin(kind, cursor_.next_token());
    cursor_.pass_bracket();
    return go_on;
  }
  bool close() {
    builder_.end();
    cursor_.next_token();
    cursor_.pass_bracket();
    return true;
  }

  const TextStream& stream_;
  PlaceCursor cursor_;
  TreeBuilder& builder_;
};

struct Complaint { InputCode code; const char* message; const char* help; };

Complaint complaint(rapidjson::ParseErrorCode code) {
  using enum InputCode;
  switch (code) {
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return {trailing_text, "there is text after the end of the value", "give one JSON value; for one request a line use NDJSON"};
    case rapidjson::kParseErrorObjectMissName:
      return {not_json, "here should stand a key in double quotes", "is there a comma too many, or a key without its quotes?"};
    case rapidjson::kParseErrorObjectMissColon: return {not_json, "after a key comes a colon", ""};
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return {not_json, "the map goes on without a comma, or lacks its closing brace", "write `,` before the next key, or `}`"};
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return {not_json, "the list goes on without a comma, or lacks its closing bracket", "write `,` before the next value, or `]`"};
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex: return {not_json, "`\\u` is followed by four hexadecimal digits", ""};
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid: return {not_utf8, "half of a surrogate pair is no character", ""};
    case rapidjson::kParseErrorStringEscapeInvalid: return {not_json, "there is no such escape in a text", "a backslash is written `\\\\`"};
    case rapidjson::kParseErrorStringMissQuotationMark: return {not_json, "the text lacks its closing quote", ""};
    case rapidjson::kParseErrorStringInvalidEncoding: return {not_utf8, "the text is not valid UTF-8 here", "save it as UTF-8"};
    case rapidjson::kParseErrorNumberTooBig:
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent: return {not_json, "the number is not complete", ""};
    default: return {not_json, "this is not a JSON value", "texts, dates and quantities stand in double quotes"};
  }
}

bool only_blanks(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

ReadTree one_error(InputCode code, TextPlace place, const std::string& message, const std::string& help) {
  TreeBuilder builder({});
  builder.fail(code, place, message, help);
  return builder.take();
}

}  // namespace

ReadTree read_json(std::string_view text, const ReadLimits& limits) {
  if (text.size() > limits.bytes)
    return one_error(InputCode::text_too_large, {}, "the text has " + std::to_string(text.size()) + " bytes; at most " +
                     std::to_string(limits.bytes) + " are read", "send fewer lines or entries");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);   // editors put a byte order mark there
  if (only_blanks(text)) return one_error(InputCode::empty_text, {1, 1}, "there is nothing in the text", "a request is a JSON map: {\"at\": ...}");

  TextStream stream(text);
  TreeBuilder builder(limits);
  Handler handler(text, stream, builder);
  rapidjson::Reader reader;
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
  auto result = reader.Parse<flags>(stream, handler);
  if (result.IsError() && result.Code() != rapidjson::kParseErrorTermination) {
    Complaint what = complaint(result.Code());
    bool unclosed = result.Code() == rapidjson::kParseErrorStringMissQuotationMark;
    builder.fail(what.code, unclosed ? handler.unfinished() : PlaceCursor(text).move_to(result.Offset()), what.message, what.help);
  } else if (!result.IsError() && stream.Tell() < text.size()) {   // a NUL byte looks like the end to the parser
    Complaint what = complaint(rapidjson::kParseErrorDocumentRootNotSingular);
    builder.fail(what.code, PlaceCursor(text).move_to(stream.Tell()), what.message, what.help);
  }
  return builder.take();
}

}  // namespace leaflaw
