#include "compiler/semantics/messages.h"

#include <fmt/format.h>

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/names.h"
#include "compiler/syntax/embedded.h"

namespace leaflaw::semantics {

namespace {

bool is_set(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  if (expr.kind != ast::Expr::Kind::path) return false;
  std::string name = expr.path.text();
  for (const std::string& full : {name, "item." + name}) {
    if (auto fact = draft.facts.find(full); fact != draft.facts.end() && (where.items || full == name)) return draft.schema.facts[fact->second].type == FactType::set;
  }
  return false;
}

// `braces`: with what stands between them.
ExprId part_value(Draft& draft, Span braces, const Surroundings& where) {
  const Span span{braces.file, braces.begin + 1, braces.end - 1};
  if (draft.sources.text(span).find_first_not_of(" \t") == std::string_view::npos)
    return draft.refuse(Code::message_part, braces, "nothing stands between these braces", "write a fact, as in `{customer.age}`, or leave the braces out");
  const std::optional<Embedded> part = parse_embedded(draft.sources, span, draft.diagnostics);
  if (!part) return draft.refuse(Code::message_part, span, fmt::format("`{}` cannot be printed", draft.text_of(span)), "between braces stands a fact, a figure of a limit or an expression");
  if (part->condition) return condition(draft, *part->condition, where);
  if (!part->expr) return bad;
  if (is_set(draft, *part->expr, where))
    return draft.refuse(Code::message_part, span, fmt::format("`{}` is a set of words, which has no one value to print", draft.text_of(span)), "name what is meant in the text itself");
  return expression(draft, *part->expr, where);
}

}  // namespace

model::Message compile_message(Draft& draft, const ast::Text& text, const Surroundings& where) {
  model::Message message;
  const std::string& value = text.value;
  const auto place = [&](std::size_t begin, std::size_t end) {   // the literal's first quote stands before the value
    return Span{text.span.file, static_cast<std::uint32_t>(text.span.begin + 1 + begin), static_cast<std::uint32_t>(text.span.begin + 1 + end)};
  };
  const auto words = [&](std::size_t begin, std::size_t end) {
    if (const std::size_t stray = value.find('}', begin); stray < end)
      draft.error(Code::message_part, place(stray, stray + 1), "a closing brace without its opening one", "braces stand around what is printed: `{customer.age}`");
    if (begin < end) message.push_back({value.substr(begin, end - begin), no_expr});
  };
  std::size_t at = 0;
  while (at < value.size()) {
    const std::size_t open = value.find('{', at);
    if (open == std::string::npos) break;
    words(at, open);
    const std::size_t close = value.find('}', open);
    if (close == std::string::npos || value.find('{', open + 1) < close) {
      draft.error(Code::message_part, place(open, open + 1), "an opening brace without its closing one", "braces stand around what is printed: `{customer.age}`");
      return message;
    }
    message.push_back({{}, part_value(draft, place(open, close + 1), where)});
    at = close + 1;
  }
  words(at, value.size());
  return message;
}

}  // namespace leaflaw::semantics
