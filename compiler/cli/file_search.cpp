#include "compiler/cli/file_search.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace leaflaw::cli {

namespace {

void search_below(const std::string& folder, std::string_view ending, std::vector<std::string>& files) {
  std::error_code code;
  std::vector<std::string> below;
  for (auto at = std::filesystem::recursive_directory_iterator(folder, std::filesystem::directory_options::skip_permission_denied, code);
       !code && at != std::filesystem::recursive_directory_iterator(); at.increment(code))
    if (at->is_regular_file(code) && at->path().filename().string().ends_with(ending)) below.push_back(at->path().string());
  std::sort(below.begin(), below.end());
  files.insert(files.end(), below.begin(), below.end());
}

}  // namespace

std::vector<std::string> find_files(const std::vector<std::string>& paths, std::string_view ending) {
  std::vector<std::string> files, unique;
  for (const std::string& path : paths) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code)) search_below(path, ending, files);
    else files.push_back(path);
  }
  std::set<std::string> seen;
  for (const std::string& file : files)
    if (seen.insert(std::filesystem::path(file).lexically_normal().string()).second) unique.push_back(file);
  return unique;
}

}  // namespace leaflaw::cli
