// Finds files of one kind. In: files and folders as the user named them. Out: paths in a fixed order, each once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leaflaw::cli {

inline constexpr std::string_view case_ending = ".cases.yaml";
inline constexpr std::string_view law_ending = ".leaf";

// A named file is taken whatever its name is; below a folder those whose names end so are.
[[nodiscard]] std::vector<std::string> find_files(const std::vector<std::string>& paths, std::string_view ending);

}  // namespace leaflaw::cli
