// Which tokens may stand where: walks the grammar's own network (ANTLR's ATN) over any tokens, keeping every reading that is still
// possible. Slower than the parser, but exact and patient: it says at which token a text stops being a beginning of the language,
// what could stand there instead and inside which rules, and it can try a repair. Used only on declarations that do not parse.
#pragma once

#include <antlr4-runtime.h>

#include <deque>
#include <unordered_map>
#include <vector>

#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

[[nodiscard]] const antlr4::dfa::Vocabulary& parser_vocabulary();

class GrammarWalk {
 public:
  // A rule that was entered and not left: `start` is the index of its first token.
  struct Frame {
    std::size_t rule;
    const antlr4::atn::ATNState* follow;
    Index start;
    const Frame* parent;
  };
  struct Config {
    const antlr4::atn::ATNState* state;
    const Frame* frame;
  };
  using Set = std::vector<Config>;
  struct Expectation { Type type; const Frame* frame; };

  // Before the first token of a rule; that token has index `at`.
  [[nodiscard]] Set begin(std::size_t rule, Index at);
  // After one more token; the token after it has index `next`. Empty when the token may not stand there.
  [[nodiscard]] Set step(const Set& set, Type type, Index next);
  [[nodiscard]] static bool accepts(const Set& set, Type type);
  // Everything that may stand next, with the rules around it.
  [[nodiscard]] static std::vector<Expectation> expected(const Set& set);
  // The same readings, with the next token renumbered: rules entered at `from` count as entered at `to`.
  [[nodiscard]] Set renumber(const Set& set, Index from, Index to);
  // Readings looked at so far, over all steps: what it costs, whatever the machine.
  [[nodiscard]] std::size_t work() const { return work_; }

 private:
  const Frame* frame(std::size_t rule, const antlr4::atn::ATNState* follow, Index start, const Frame* parent);
  const Frame* renumber(const Frame* frame, Index from, Index to);
  [[nodiscard]] Set close(std::vector<Config> pending, Index next);

  struct Key {
    const void* first;
    const void* second;
    Index start;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      const std::size_t a = std::hash<const void*>()(key.first), b = std::hash<const void*>()(key.second);
      return (a * 0x9E3779B97F4A7C15ULL) ^ (b * 0xC2B2AE3D27D4EB4FULL) ^ (key.start * 0x165667B19E3779F9ULL);
    }
  };
  std::size_t work_ = 0;
  std::deque<Frame> frames_;
  std::unordered_map<Key, const Frame*, Hash> known_;
};

}  // namespace leaflaw::syntax
