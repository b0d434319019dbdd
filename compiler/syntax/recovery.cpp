#include "compiler/syntax/recovery.h"

#include <fmt/format.h>

#include <algorithm>

#include "LeaflawParser.h"
#include "compiler/syntax/explain.h"
#include "compiler/syntax/grammar_walk.h"
#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

using grammar::LeaflawParser;
using Set = GrammarWalk::Set;

// Beyond this a "declaration" is not one, and keeping every reading would take long.
constexpr Index most_tokens = 50'000;

class Recovery {
 public:
  Recovery(Lexemes& lexemes, Index begin, Index end, Patience& patience, Diagnostics& diagnostics)
      : lexemes_(lexemes), diagnostics_(diagnostics), begin_(begin), end_(end), patience_(patience), at_(begin) {
    readings_.push_back(walk_.begin(LeaflawParser::RuleFile, begin));
  }

  Recovered run() {
    Recovered recovered = read();
    patience_.work -= std::min(patience_.work, walk_.work());
    return recovered;
  }

 private:
  Recovered read() {
    while (!finished_) {
      if (at_ - begin_ > most_tokens) return give_up("this declaration is too long to be read with a mistake in it");
      if (walk_.work() > patience_.work) return give_up("what is wrong here takes too long to find out: from here on the file is not read");
      Set next = walk_.step(current(), lexemes_[at_].type, at_ + 1);
      if (next.empty() && patience_.mistakes == 0) return {at_, {}, {}};
      if (next.empty()) mistake();
      else if (at_ >= end_ || begins_next_declaration(next)) finished_ = true;
      else advance(std::move(next));
    }
    return {at_, kept_tokens(), retyped_};
  }

  Set& current() { return readings_[at_ - begin_]; }

  [[nodiscard]] const Set& readings_before(Index i) const {
    static const Set none;
    return i >= begin_ && i - begin_ < readings_.size() ? readings_[i - begin_] : none;
  }

  void advance(Set next) {
    ++at_;
    set_readings(at_, std::move(next));
  }
  void set_readings(Index i, Set set) {
    readings_.resize(std::max<std::size_t>(readings_.size(), i - begin_ + 1));
    readings_[i - begin_] = std::move(set);
  }

  [[nodiscard]] bool begins_next_declaration(const Set& after) const {
    if (at_ == begin_ || !starts_declaration(lexemes_[at_].type)) return false;
    return std::all_of(after.begin(), after.end(), [&](const GrammarWalk::Config& config) {
      for (const GrammarWalk::Frame* frame = config.frame; frame != nullptr; frame = frame->parent)
        if (frame->rule == LeaflawParser::RuleDeclaration) return frame->start == at_;
      return false;
    });
  }

  // ---- one mistake -------------------------------------------------------------------------------------
  void mistake() {
    --patience_.mistakes;
    const std::size_t before = walk_.work();
    tell_and_go_on();
    patience_.guesses -= std::min(patience_.guesses, walk_.work() - before);
  }

  void tell_and_go_on() {
    const bool told = lies_in_open_string();
    if (lexemes_[at_].type == LeaflawParser::UNCLOSED_STRING) {
      if (!told) report_open_string();
      open_string_ = at_;
      lexemes_.set_type(at_, LeaflawParser::STRING);
      if (GrammarWalk::accepts(current(), LeaflawParser::STRING)) return;
    }
    const std::function<const Set&(Index)> readings = [this](Index i) -> const Set& { return readings_before(i); };
    const Situation situation = situation_here(readings);
    const bool silent = told || open_string_ == at_;
    if (silent) return cut(situation);
    Finding finding = explain(situation);
    Diagnostic& diagnostic = diagnostics_.add(finding.code, finding.span, std::move(finding.message), std::move(finding.help));
    diagnostic.notes = std::move(finding.notes);
    if (finding.repair && repairs_declaration_word(situation, *finding.repair)) begin_declaration(*finding.repair);
    else if (finding.repair) apply(situation, *finding.repair);
    else cut(situation);
  }

  // After a missing quote the words of the text look like mistakes: they are not told as well.
  [[nodiscard]] bool lies_in_open_string() const {
    if (open_string_ == nowhere) return false;
    for (Index i = open_string_ + 1; i < at_; ++i)
      if (is_clause_head(lexemes_, i) || is_declaration_head(lexemes_, i)) return false;
    return true;
  }

  void report_open_string() {
    Span span = lexemes_.span(at_);
    span.end = span.begin + 1;
    diagnostics_.add(Code::unclosed_string, span, "the text that starts here has no closing quote on its line",
                     "put `\"` where it ends; a text stands on one line");
  }

  Situation situation_here(const std::function<const Set&(Index)>& readings) {
    Situation s{lexemes_, walk_, readings, at_, end_, begin_, Piece::none, at_, false, at_, walk_.work() + patience_.guesses};
    while (s.line > begin_ && !lexemes_[s.line].first_on_line) --s.line;
    if (at_ == begin_) return s;
    s.piece = Piece::declaration_head;
    s.piece_begin = begin_;
    for (const GrammarWalk::Config& config : current()) look_at(config, s);
    return s;
  }

  // The innermost piece is the one that starts last.
  void look_at(const GrammarWalk::Config& config, Situation& s) const {
    for (const GrammarWalk::Frame* frame = config.frame; frame != nullptr; frame = frame->parent) {
      const bool row = frame->rule == LeaflawParser::RuleRow || frame->rule == LeaflawParser::RuleTableRow;
      const bool clause = frame->rule == LeaflawParser::RuleClause || frame->rule == LeaflawParser::RuleHeaderClause;
      if (!row && !clause && frame->rule != LeaflawParser::RuleDeclaration) continue;
      if (frame->start == at_) {
        s.boundary = true;
      } else if ((row || clause) && frame->start > s.piece_begin) {
        s.piece = row ? Piece::row : Piece::clause;
        s.piece_begin = frame->start;
      }
    }
  }

  [[nodiscard]] bool repairs_declaration_word(const Situation& s, const Edit& edit) const {
    if (edit.types.size() != 1 || edit.end != edit.begin + 1 || !starts_declaration(edit.types[0])) return false;
    return edit.begin == begin_ || (edit.begin == s.line && lexemes_[edit.begin].first_on_line);
  }

  // ---- going on -----------------------------------------------------------------------------------------
  void apply(const Situation& s, const Edit& edit) {
    Attempt attempt = s.attempt(edit);
    edits_.push_back(edit);
    for (std::size_t k = 0; k < attempt.readings.size(); ++k) set_readings(attempt.first + static_cast<Index>(k), std::move(attempt.readings[k]));
    at_ = attempt.reached;
  }

  // A misspelled declaration word: this declaration ends before it, and the next one begins with the right word.
  void begin_declaration(const Edit& edit) {
    lexemes_.set_type(edit.begin, edit.types[0]);
    retyped_ = edit.begin;
    at_ = edit.begin;
    finished_ = true;
  }

  void cut(const Situation& s) {
    if (s.piece == Piece::none) return resume_in_body(s, at_ == begin_);
    if (s.boundary && s.starts_line() && lexemes_.indent(at_) == 0 && !is_clause_head(lexemes_, at_) && !looks_like_row(lexemes_, at_))
      return resume_in_body(s, false);                      // a declaration of no known kind
    if (s.boundary && (s.starts_line() || s.piece == Piece::declaration_head)) return resume(at_, at_);
    if (s.piece == Piece::declaration_head) return resume_in_body(s, true);
    resume(s.piece_begin, at_);
  }

  // Leaves out the tokens from `from` on, up to the next head from `search` on that may stand where `from` stood.
  void resume(Index from, Index search) {
    const Set snapshot = readings_before(from);
    Index to = search;
    for (;; ++to) {
      if (to >= end_ || is_declaration_head(lexemes_, to)) break;
      const bool head = is_clause_head(lexemes_, to) || looks_like_row(lexemes_, to);
      if (head && to > from && GrammarWalk::accepts(snapshot, lexemes_[to].type)) break;
    }
    leave_out(from, to);
    at_ = to;
    if (to >= end_ || is_declaration_head(lexemes_, to)) finished_ = true;
    else set_readings(to, walk_.renumber(snapshot, from, to));
  }

  // The head of the declaration is not understood: goes on as inside one of its kind, only to find further mistakes.
  void resume_in_body(const Situation& s, bool whole) {
    stop_keeping(whole ? begin_ : at_);
    Index to = s.at == begin_ ? at_ + 1 : at_;
    const bool header = lexemes_[begin_].type == type_of("policy");
    while (to < end_ && !is_declaration_head(lexemes_, to) && !(is_clause_head(lexemes_, to) && GrammarWalk::accepts(body(header, to), lexemes_[to].type))) ++to;
    at_ = to;
    if (to >= end_ || is_declaration_head(lexemes_, to)) finished_ = true;
    else set_readings(to, body(header, to));
  }

  Set body(bool header, Index at) {
    Set set = walk_.begin(LeaflawParser::RuleFile, begin_);
    if (!header) return walk_.step(walk_.step(set, type_of("rule"), begin_), LeaflawParser::NAME, at);
    set = walk_.step(walk_.step(set, type_of("policy"), begin_), LeaflawParser::NAME, begin_);
    return walk_.step(set, LeaflawParser::STRING, at);
  }

  Recovered give_up(const std::string& why) {
    diagnostics_.add(Code::unexpected_text, lexemes_.span(begin_), why, "split it up, with `define` or `measure`");
    return {end_, {}, {}};
  }

  // ---- what is left -------------------------------------------------------------------------------------
  void leave_out(Index from, Index to) {
    std::erase_if(edits_, [&](const Edit& edit) { return edit.begin >= from; });
    edits_.push_back({from, to, {}});
  }
  void stop_keeping(Index from) { keep_end_ = std::min(keep_end_, from); }

  std::vector<Index> kept_tokens() {
    std::vector<Index> tokens;
    const Index last = std::min(at_, keep_end_);
    auto edit = edits_.begin();
    for (Index i = begin_; i <= last; ++i) {
      for (; edit != edits_.end() && edit->begin == i && (i < last || last == at_); ++edit) {
        for (Type type : edit->types) tokens.push_back(lexemes_.invent(type, lexemes_[i].begin));
        i = std::max(i, edit->end);
      }
      if (i < last) tokens.push_back(i);
    }
    return tokens;
  }

  static constexpr Index nowhere = static_cast<Index>(-1);

  Lexemes& lexemes_;
  Diagnostics& diagnostics_;
  GrammarWalk walk_;
  const Index begin_, end_;
  Patience& patience_;
  Index at_;
  bool finished_ = false;
  std::vector<Set> readings_;       // before each token from begin_ on; empty where nothing is known
  std::vector<Edit> edits_;         // in order of place, not overlapping
  Index keep_end_ = nowhere;        // from here on nothing is kept
  std::optional<Index> retyped_;
  Index open_string_ = nowhere;     // the last text without its closing quote
};

}  // namespace

Recovered recover(Lexemes& lexemes, Index begin, Index end, Patience& patience, Diagnostics& diagnostics) {
  return Recovery(lexemes, begin, end, patience, diagnostics).run();
}

}  // namespace leaflaw::syntax
