#include "compiler/format/trivia.h"

namespace leaflaw::layout {

namespace {

// One stretch between two words.
class GapReader {
 public:
  GapReader(std::string_view text, bool starts_file) : text_(text), starts_file_(starts_file) {}

  Gap read() {
    for (std::size_t at = 0; at < text_.size();) at = text_[at] == '#' ? take_comment(at) : take_blank(at);
    gap_.empty_before = breaks_ > 1;
    return std::move(gap_);
  }

 private:
  std::size_t take_comment(std::size_t at) {
    const std::size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
    std::string_view comment = text_.substr(at, end - at);
    while (comment.ends_with(' ') || comment.ends_with('\t')) comment.remove_suffix(1);
    gap_.comments.push_back({comment, breaks_ > 0 || starts_file_, breaks_ > 1});
    breaks_ = 0;
    starts_file_ = false;
    return end;
  }
  std::size_t take_blank(std::size_t at) {
    if (text_.substr(at, 2) == "\r\n") ++at;
    if (text_[at] == '\r' || text_[at] == '\n') ++breaks_;
    return at + 1;
  }

  std::string_view text_;
  bool starts_file_;   // nothing stands before
  Gap gap_;
  int breaks_ = 0;     // ends of lines since the last word or comment
};

}  // namespace

std::vector<Gap> read_gaps(const syntax::Lexemes& lexemes) {
  std::vector<Gap> gaps;
  std::uint32_t begin = 0;
  for (syntax::Index i = 0; i < lexemes.size(); ++i) {
    gaps.push_back(GapReader(lexemes.source().substr(begin, lexemes[i].begin - begin), i == 0).read());
    begin = lexemes[i].end;
  }
  return gaps;
}

}  // namespace leaflaw::layout
