#include "compiler/syntax/grammar_walk.h"

#include <unordered_set>

#include "LeaflawParser.h"

namespace leaflaw::syntax {

namespace {

using antlr4::atn::ATN;
using antlr4::atn::ATNState;
using antlr4::atn::RuleTransition;
using antlr4::atn::Transition;

std::vector<std::unique_ptr<antlr4::Token>> no_text() {
  std::vector<std::unique_ptr<antlr4::Token>> tokens;   // an empty list is refused
  tokens.push_back(std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF));
  return tokens;
}

// A parser without text, for its tables. They are shared by all parsers of the process.
struct Tables {
  antlr4::ListTokenSource source{no_text()};
  antlr4::CommonTokenStream stream{&source};
  grammar::LeaflawParser parser{&stream};
};
const Tables& tables() {
  static const Tables all;
  return all;
}

const ATN& network() { return tables().parser.getATN(); }

bool matches(const Transition& transition, Type type) {
  static const std::size_t most = network().maxTokenType;
  return transition.matches(type, antlr4::Token::MIN_USER_TOKEN_TYPE, most);
}

// The types of tokens that each state of the network takes, by the state's number: asked over and over again.
const std::vector<std::vector<Type>>& taken_by_state() {
  static const std::vector<std::vector<Type>> all = [] {
    std::vector<std::vector<Type>> taken(network().states.size());
    for (const ATNState* state : network().states) {
      if (state == nullptr) continue;
      for (const Transition* transition : state->transitions) {
        if (transition->isEpsilon()) continue;
        std::vector<Type>& types = taken[state->stateNumber];
        for (Type type = 1; type <= network().maxTokenType; ++type)
          if (matches(*transition, type)) types.push_back(type);
        if (matches(*transition, end_of_file)) types.push_back(end_of_file);
      }
    }
    return taken;
  }();
  return all;
}

}  // namespace

const antlr4::dfa::Vocabulary& parser_vocabulary() { return tables().parser.getVocabulary(); }

GrammarWalk::Set GrammarWalk::begin(std::size_t rule, Index at) {
  return close({{network().ruleToStartState[rule], frame(rule, nullptr, at, nullptr)}}, at);
}

GrammarWalk::Set GrammarWalk::step(const Set& set, Type type, Index next) {
  std::vector<Config> pending;
  for (const Config& config : set)
    for (const Transition* transition : config.state->transitions)
      if (!transition->isEpsilon() && matches(*transition, type)) pending.push_back({transition->target, config.frame});
  return pending.empty() ? Set{} : close(std::move(pending), next);
}

bool GrammarWalk::accepts(const Set& set, Type type) {
  for (const Config& config : set)
    for (const Transition* transition : config.state->transitions)
      if (!transition->isEpsilon() && matches(*transition, type)) return true;
  return false;
}

std::vector<GrammarWalk::Expectation> GrammarWalk::expected(const Set& set) {
  std::vector<Expectation> all;
  for (const Config& config : set)
    for (const Type type : taken_by_state()[config.state->stateNumber]) all.push_back({type, config.frame});
  return all;
}

GrammarWalk::Set GrammarWalk::renumber(const Set& set, Index from, Index to) {
  Set result = set;
  for (Config& config : result) config.frame = renumber(config.frame, from, to);
  return result;
}

const GrammarWalk::Frame* GrammarWalk::renumber(const Frame* old, Index from, Index to) {
  if (old == nullptr || old->start < from) return old;   // outer rules start no later
  return frame(old->rule, old->follow, old->start == from ? to : old->start, renumber(old->parent, from, to));
}

const GrammarWalk::Frame* GrammarWalk::frame(std::size_t rule, const ATNState* follow, Index start, const Frame* parent) {
  const Frame*& known = known_[Key{follow, parent, start}];
  if (known == nullptr) {
    frames_.push_back({rule, follow, start, parent});
    known = &frames_.back();
  }
  return known;
}

GrammarWalk::Set GrammarWalk::close(std::vector<Config> pending, Index next) {
  Set result;
  std::unordered_set<Key, Hash> seen;
  while (!pending.empty()) {
    const Config config = pending.back();
    pending.pop_back();
    ++work_;
    if (!seen.insert(Key{config.state, config.frame, 0}).second) continue;
    if (const_cast<ATNState*>(config.state)->getStateType() == ATNState::RULE_STOP) {
      if (config.frame->follow != nullptr) pending.push_back({config.frame->follow, config.frame->parent});
      else result.push_back(config);
      continue;
    }
    bool takes_a_token = false;
    for (const Transition* transition : config.state->transitions) {
      if (!transition->isEpsilon()) {
        takes_a_token = true;
      } else if (transition->getSerializationType() == Transition::RULE) {
        const auto* rule = static_cast<const RuleTransition*>(transition);
        pending.push_back({rule->target, frame(rule->ruleIndex, rule->followState, next, config.frame)});
      } else {
        pending.push_back({transition->target, config.frame});
      }
    }
    if (takes_a_token) result.push_back(config);
  }
  return result;
}

}  // namespace leaflaw::syntax
