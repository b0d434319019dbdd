#include "compiler/syntax/parse.h"

#include <numeric>

#include "compiler/syntax/build.h"
#include "compiler/syntax/declaration_parser.h"
#include "compiler/syntax/lexemes.h"
#include "compiler/syntax/name_lengths.h"
#include "compiler/syntax/nesting.h"
#include "compiler/syntax/recovery.h"
#include "compiler/syntax/stub.h"
#include "compiler/syntax/words.h"

namespace leaflaw {

namespace {

using namespace syntax;

// Enough for any author; a file of another kind would give thousands, and explaining one takes a millisecond or two.
constexpr std::size_t most_mistakes = 300;
// A mistake costs some thousands, with hundreds of open parentheses a million. Together less than a second.
constexpr std::size_t most_guesses = 1'000'000, most_work = 2'500'000;

std::vector<Index> all_but_the_last(const Lexemes& lexemes) {
  std::vector<Index> indices(lexemes.size() - 1);
  std::iota(indices.begin(), indices.end(), 0U);
  return indices;
}

// The declarations of a file: ANTLR takes those that parse, recovery.h the others.
class FileReader {
 public:
  FileReader(Lexemes& lexemes, Diagnostics& diagnostics, ast::File& file)
      : lexemes_(lexemes), diagnostics_(diagnostics), file_(file), end_(lexemes.size() - 1), parser_(lexemes, all_but_the_last(lexemes)) {}

  void read() {
    before_ = diagnostics_.all().size();
    for (Index at = take_whole(0); at < end_; at = take_whole(at)) {
      if (mistakes() >= most_mistakes) {
        diagnostics_.add(Code::unexpected_text, lexemes_.span(at), "more than 300 mistakes: from here on the file is not read", "mend the first ones: many may have one cause");
        return;
      }
      at = take_broken(at);
    }
  }

 private:
  [[nodiscard]] std::size_t mistakes() const { return diagnostics_.all().size() - before_; }

  // Takes declarations as long as they parse; gives the first token of what does not. What stands behind a declaration without
  // starting another one is a mistake inside that declaration, so that one counts as broken too.
  Index take_whole(Index at) {
    parser_.seek(at);
    while (at < end_) {
      LeaflawParser::DeclarationContext* tree = parser_.next();
      if (tree == nullptr) return is_declaration_head(lexemes_, at) || !last_ ? keep_last(at) : drop_last();
      if (parser_.ahead() != end_of_file && !starts_declaration(parser_.ahead())) return keep_last(at);
      keep_last(at);
      last_.emplace(Last{at, {}, {}});
      last_->declaration = Builder(lexemes_, last_->diagnostics).declaration(tree, false);
      at = parser_.position();
    }
    return keep_last(end_);
  }

  // The declaration taken last is only kept when what follows is no part of it: a header's `vocabulary` may look like a declaration's.
  Index keep_last(Index next) {
    if (last_) {
      file_.declarations.push_back(std::move(last_->declaration));
      for (const Diagnostic& found : last_->diagnostics.all()) diagnostics_.add(found.code, found.span, found.message, found.help).notes = found.notes;
      last_.reset();
    }
    return next;
  }
  Index drop_last() {
    const Index begin = last_->begin;
    last_.reset();
    return begin;
  }

  Index take_broken(Index at) {
    const std::size_t before = diagnostics_.all().size();
    patience_.mistakes = most_mistakes - mistakes();   // those that the tree builder found count too
    const Recovered recovered = recover(lexemes_, at, end_, patience_, diagnostics_);
    if (recovered.retyped) parser_.retype(*recovered.retyped, lexemes_[*recovered.retyped].type);
    if (recovered.end == at) return at;
    const bool broken = diagnostics_.all().size() > before;
    DeclarationParser parser(lexemes_, recovered.tokens);
    LeaflawParser::DeclarationContext* tree = recovered.tokens.empty() ? nullptr : parser.next();
    if (tree != nullptr && parser.position() == recovered.tokens.size()) {
      file_.declarations.push_back(Builder(lexemes_, diagnostics_).declaration(tree, broken));
      return recovered.end;
    }
    if (!broken)   // cannot happen while parser and grammar walk agree
      diagnostics_.add(Code::unexpected_text, lexemes_.span(at), "this declaration cannot be read");
    if (std::optional<ast::Declaration> only_name = stub(lexemes_, at, recovered.end)) file_.declarations.push_back(std::move(*only_name));
    return recovered.end;
  }

  struct Last { Index begin; ast::Declaration declaration; Diagnostics diagnostics; };

  Lexemes& lexemes_;
  Diagnostics& diagnostics_;
  ast::File& file_;
  std::optional<Last> last_;
  std::size_t before_ = 0;     // diagnostics of others
  Patience patience_{most_mistakes, most_guesses, most_work};
  const Index end_;            // the end of file; repairs add lexemes behind it
  DeclarationParser parser_;   // over the whole file: positions are indices of lexemes
};

}  // namespace

ast::File parse(const Sources& sources, FileId id, Diagnostics& diagnostics) {
  ast::File file{id, {}};
  const std::string_view text = sources.file(id).text;
  Lexemes lexemes = read_lexemes(id, text);
  if (lexemes.size() == 1) {
    diagnostics.add(Code::empty_file, {id, 0, 0}, text.empty() ? "the file is empty" : "the file holds only comments and blanks",
                    "a policy starts with `policy NAME \"Title\"`");
    return file;
  }
  if (check_names(lexemes, diagnostics) && check_nesting(lexemes, diagnostics)) FileReader(lexemes, diagnostics, file).read();
  return file;
}

}  // namespace leaflaw
