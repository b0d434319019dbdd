#include "compiler/syntax/declaration_parser.h"

#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

std::unique_ptr<antlr4::Token> token_of(Type type, Index index) {
  auto token = std::make_unique<antlr4::CommonToken>(type);
  token->setStartIndex(index);   // not a place in the text: the lexeme's index
  token->setStopIndex(index);
  return token;
}

std::vector<std::unique_ptr<antlr4::Token>> tokens_of(const Lexemes& lexemes, const std::vector<Index>& indices) {
  std::vector<std::unique_ptr<antlr4::Token>> tokens;
  tokens.reserve(indices.size() + 1);
  for (Index index : indices) tokens.push_back(token_of(lexemes[index].type, index));
  tokens.push_back(token_of(end_of_file, indices.empty() ? 0 : indices.back()));
  return tokens;
}

// The place in rule `file` where a declaration is called. With it as context the parser knows that another declaration may follow, as if
// it had come from `file`.
std::size_t calling_state(const antlr4::atn::ATN& network) {
  for (const antlr4::atn::ATNState* state : network.states) {
    if (state == nullptr || state->transitions.size() != 1) continue;
    const antlr4::atn::Transition* only = state->transitions[0];
    if (only->target == network.ruleToStartState[grammar::LeaflawParser::RuleDeclaration]) return state->stateNumber;
  }
  return 0;
}

}  // namespace

DeclarationParser::DeclarationParser(const Lexemes& lexemes, const std::vector<Index>& tokens)
    : source_(tokens_of(lexemes, tokens)), stream_(&source_), parser_(&stream_) {
  parser_.removeErrorListeners();
  parser_.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  (void)stream_.LA(1);   // before its first token is asked for, a stream does not know its position
}

Type DeclarationParser::ahead() { return stream_.LA(1); }

Index DeclarationParser::position() { return static_cast<Index>(stream_.index()); }

void DeclarationParser::seek(Index position) { stream_.seek(position); }

void DeclarationParser::retype(Index position, Type type) {
  stream_.seek(position);
  if (auto* token = dynamic_cast<antlr4::WritableToken*>(stream_.get(position))) token->setType(type);
}

grammar::LeaflawParser::DeclarationContext* DeclarationParser::next() {
  parser_.getTreeTracker().reset();
  const std::size_t begin = stream_.index();
  for (antlr4::atn::PredictionMode mode : {antlr4::atn::PredictionMode::SLL, antlr4::atn::PredictionMode::LL}) {
    grammar::LeaflawParser::DeclarationContext* tree = attempt(mode);
    // SLL may also stop too early without an error; what it took is only believed where a declaration may end.
    if (tree != nullptr && (mode == antlr4::atn::PredictionMode::LL || ahead() == end_of_file || starts_declaration(ahead()))) return tree;
    stream_.seek(begin);
  }
  return nullptr;
}

grammar::LeaflawParser::DeclarationContext* DeclarationParser::attempt(antlr4::atn::PredictionMode mode) {
  static const std::size_t caller = calling_state(parser_.getATN());
  file_.children.clear();
  parser_.setContext(&file_);
  parser_.setState(caller);
  parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
  try {
    return parser_.declaration();
  } catch (...) {   // BailErrorStrategy's ParseCancellationException; ANTLR also throws texts
    return nullptr;
  }
}

}  // namespace leaflaw::syntax
