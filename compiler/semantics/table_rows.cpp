#include "compiler/semantics/table_rows.h"

#include <algorithm>

namespace leaflaw::semantics {

namespace {

std::size_t open_keys(const WrittenKeys& row) {
  return static_cast<std::size_t>(std::count(row.keys.begin(), row.keys.end(), std::nullopt));
}

Box whole_box(const WrittenKeys& row, const Box& all) {
  Box box;
  for (std::size_t k = 0; k < all.size(); ++k) box.push_back(row.keys[k].value_or(all[k]));
  return box;
}

std::optional<Box> common(const Box& a, const Box& b) {
  Box both;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if ((a[k] & b[k]) == 0) return std::nullopt;
    both.push_back(a[k] & b[k]);
  }
  return both;
}

// What is left of `from`, in boxes that do not overlap: one per key, where the keys before lie inside `taken` and this one outside.
void subtract(const Box& from, const Box& taken, std::vector<Box>& left) {
  if (!common(from, taken)) {
    left.push_back(from);
    return;
  }
  Box inside = from;
  for (std::size_t k = 0; k < from.size(); ++k) {
    Box piece = inside;
    piece[k] = from[k] & ~taken[k];
    if (piece[k] != 0) left.push_back(piece);
    inside[k] = from[k] & taken[k];
  }
}

}  // namespace

RowBoxes boxes_of(const std::vector<WrittenKeys>& rows, const Box& all) {
  RowBoxes result;
  result.boxes.resize(rows.size());
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return open_keys(rows[a]) < open_keys(rows[b]); });
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::size_t open = open_keys(rows[order[i]]);
    std::vector<Box> left{whole_box(rows[order[i]], all)};
    for (std::size_t j = 0; j < i && open_keys(rows[order[j]]) < open; ++j)
      for (const Box& taken : result.boxes[order[j]]) {
        std::vector<Box> rest;
        for (const Box& box : left) subtract(box, taken, rest);
        left = std::move(rest);
      }
    result.boxes[order[i]] = std::move(left);
  }
  for (std::size_t i = 0; i < rows.size() && !result.overlap; ++i)
    for (std::size_t j = 0; j < i && !result.overlap; ++j)
      for (const Box& a : result.boxes[i])
        for (const Box& b : result.boxes[j])
          if (std::optional<Box> where = common(a, b); where && !result.overlap) result.overlap = RowBoxes::Overlap{j, i, *where};
  return result;
}

}  // namespace leaflaw::semantics
