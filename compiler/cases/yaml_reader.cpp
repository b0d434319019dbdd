#include "compiler/cases/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

#include "compiler/source/utf8.h"
#include "runtime/facts/tree_builder.h"

namespace leaflaw {

namespace {

// yaml-cpp can only be stopped by an exception; it never leaves this file.
struct Stop {};

TextPlace place_of(const YAML::Mark& mark) { return mark.is_null() ? TextPlace{} : TextPlace{mark.line + 1, mark.column + 1}; }

class Handler : public YAML::EventHandler {
 public:
  explicit Handler(TreeBuilder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) refuse(place_of(mark), "there is a second document in the file", "keep one document; `---` ends the first");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { scalar(place_of(mark), "?", anchor, Node::Kind::null, {}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(place_of(mark), "`*` stands for an alias, and there are none here", "write the value out, or put it into baselines.yaml");
  }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    refuse(place_of(mark), "`&` stands for an anchor, and there are none here", "write the value out, or put it into baselines.yaml");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    bool truth = tag == "?" && (value == "true" || value == "false");
    scalar(place_of(mark), tag, anchor, truth ? Node::Kind::truth : Node::Kind::text, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    begin(Node::Kind::list, place_of(mark), tag);
  }
  void OnSequenceEnd() override { builder_.end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    begin(Node::Kind::map, place_of(mark), tag);
  }
  void OnMapEnd() override { builder_.end(); }

 private:
  [[noreturn]] void refuse(TextPlace place, const std::string& message, const std::string& help) {
    builder_.fail(InputCode::yaml_feature, place, message, help);
    throw Stop{};
  }
  // yaml-cpp calls a plain scalar "?", a quoted one "!", and a list or map "?" or nothing.
  void check_tag(TextPlace place, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    refuse(place, "`!` begins a tag, and there are none here", "put the value in quotes where it is a text");
  }
  void begin(Node::Kind kind, TextPlace place, const std::string& tag) {
    check_tag(place, tag);
    if (builder_.expects_key()) refuse(place, "a key is one word here, not a list or a map", "put a text with brackets in quotes");
    if (!builder_.begin(kind, place)) throw Stop{};
  }
  void scalar(TextPlace place, const std::string& tag, YAML::anchor_t, Node::Kind kind, const std::string& value) {
    check_tag(place, tag);
    bool go_on;
    if (builder_.expects_key()) {
      if (kind == Node::Kind::null) refuse(place, "a key is empty", "write the name before the colon");
      go_on = builder_.key(value, place);
    } else {
      go_on = builder_.scalar(kind, value, tag == "?", place);
    }
    if (!go_on) throw Stop{};
  }

  TreeBuilder& builder_;
  int documents_ = 0;
};

// Line and column of a byte.
TextPlace place_at(std::string_view text, std::size_t offset) {
  TextPlace place{1, 1};
  for (std::size_t i = 0; i < offset; ++i) {
    if (text[i] == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++place.column;
    }
  }
  return place;
}

std::size_t first_control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F) return i;
  }
  return std::string_view::npos;
}

// What yaml-cpp would read in its own way, or not notice.
bool usable(std::string_view text, const ReadLimits& limits, TreeBuilder& builder) {
  if (text.size() > limits.bytes) {
    builder.fail(InputCode::text_too_large, {}, "the file has " + std::to_string(text.size()) + " bytes; at most " + std::to_string(limits.bytes) + " are read",
                 "split it into several files");
    return false;
  }
  if (std::size_t bad = utf8::first_invalid(text); bad != std::string_view::npos) {
    builder.fail(InputCode::not_utf8, place_at(text, bad), "the text is not valid UTF-8 here", "save it as UTF-8");
    return false;
  }
  if (std::size_t bad = first_control_character(text); bad != std::string_view::npos) {
    builder.fail(InputCode::not_yaml, place_at(text, bad), "there is a control character here", "is this a text file?");
    return false;
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    builder.fail(InputCode::empty_text, {1, 1}, "there is nothing in the file");
    return false;
  }
  return true;
}

std::string cause(const YAML::Exception& error) {
  std::string text = error.msg;
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  return "the YAML cannot be read: " + (text.empty() ? "bad syntax" : text);
}

}  // namespace

ReadTree read_yaml(std::string_view text, const ReadLimits& limits) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  TreeBuilder builder(limits);
  if (!usable(text, limits, builder)) return builder.take();
  // yaml-cpp 0.7 overlooks a quote that is never closed when a line break ends the text.
  std::string_view trimmed = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  try {
    std::istringstream stream{std::string(trimmed)};
    YAML::Parser parser(stream);
    Handler handler(builder);
    while (parser.HandleNextDocument(handler)) {
    }
  } catch (const Stop&) {
    // reported where it was found
  } catch (const YAML::Exception& error) {
    builder.fail(InputCode::not_yaml, place_of(error.mark), cause(error), "look at the indentation, the colons and the quotes there");
  } catch (const std::exception&) {
    builder.fail(InputCode::not_yaml, {}, "the YAML cannot be read");
  }
  if (builder.empty() && !builder.has_errors()) builder.fail(InputCode::empty_text, {1, 1}, "there is nothing in the file");
  return builder.take();
}

}  // namespace leaflaw
