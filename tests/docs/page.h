// A page of the docs and what it shows: every block is tried, by the kind that its mark names.
//   leaf             joins the policy of its page (the first block has the header), which must compile, and is laid out as `leaflaw fmt` does;
//   leaf-wrong       must not: the `text` block after it is exactly what the compiler says;
//   leaf-narrows     is a policy that narrows the page's, as far as that has come, and must compile together with it;
//   leaf-used NAME   is a file that the page's next leaf-narrows may use;
//   leaf-vocabulary  is a whole vocabulary, and must compile;
//   yaml             are worked cases for the page's policy as far as it has come, and must pass;
//   json             are requests, and must be read by the page's policy;
//   ebnf SECTION     is that section of the grammar, as tools/grammar_page.py prints it;
//   text FILE        stands word for word in that file;
//   console          are commands after "$ " and exactly what they print ("..." stands for any lines).
// A page whose reader makes files has a folder of its own, empty at first, where its consoles run (else in the repository's root).
// There, whatever the block's first word (it only colours the page):
//   ... begins FILE     writes the file;
//   ... continues FILE  adds an empty line and the block to it;
//   ... mends FILE      stands instead of what was written to it last;
//   ... shows FILE      is exactly what the file says by now.
// LEAFLAW_BLESS=1 writes what is printed, or shown, into the blocks without "...".
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "compiler/semantics/compile.h"

namespace leaflaw::docs {

struct Block { std::string kind, text; std::size_t begin = 0, end = 0; int line = 0; };   // begin, end: bytes of the text in the page

[[nodiscard]] std::string read(const std::filesystem::path& path);
[[nodiscard]] std::vector<Block> blocks_of(const std::string& page);
// What the command prints on both channels, run in that folder with our programs at hand.
[[nodiscard]] std::string output_of(const std::string& command, const std::filesystem::path& folder);

class Page {
 public:
  explicit Page(const std::filesystem::path& path);
  ~Page();
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  // Tries every block, with CHECKs. How many there are of each kind: the first word of their marks, and the second where a file is made.
  std::map<std::string, int> run();

 private:
  void leaf(const Block& block);
  void narrows(const Block& block);
  void wrong(const Block& block, const Block* expected);
  void vocabulary(const Block& block);
  void cases(const Block& block);
  void request(const Block& block);
  void console(const Block& block);
  bool file(const Block& block);
  void same(const Block& block, const std::string& expected, const std::string& found);
  void bless();

  std::filesystem::path path_, folder_;         // folder_: the reader's; empty where there is none
  std::string text_, policy_;
  std::vector<LawFile> used_;
  std::map<std::string, std::string> before_;   // by file: what stood in it before it was last written to
  std::vector<Block> blocks_, blessed_;
};

}  // namespace leaflaw::docs
