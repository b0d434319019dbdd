#include <rapidjson/encodings.h>
#include <rapidjson/memorystream.h>

#include "runtime/base/units.h"
#include "runtime/pack/restore.h"

namespace leaflaw::packed {

namespace {

i128 whole_of(const stored::Whole& from) { return static_cast<i128>((static_cast<u128>(from.high()) << 64) | from.low()); }

struct Nowhere {
  using Ch = char;
  void Put(char) {}
};

}  // namespace

std::optional<Ratio> restore_number(const stored::Number& from) {
  Ratio number;
  number.num = whole_of(from.numerator());
  number.den = whole_of(from.denominator());
  if (number.den <= 0 || number.num == i128_min || gcd(number.num, number.den) != 1) return std::nullopt;
  return number;
}

bool is_utf8(std::string_view text) {
  rapidjson::MemoryStream in(text.data(), text.size());
  Nowhere out;
  while (in.Tell() < text.size())
    if (!rapidjson::UTF8<>::Validate(in, out)) return false;
  return in.Tell() == text.size();
}

bool is_clean(std::string_view text, std::size_t longest) {
  if (text.size() > longest || !is_utf8(text)) return false;
  for (char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  return true;
}

bool is_standard(std::uint8_t dimension) {
  auto known = static_cast<Dimension>(dimension);
  return known == Dimension::any || known == Dimension::none || !base_unit_name(known).empty();
}

ZoneView restore_zone(const stored::Zone& from, Problem& problem) {
  constexpr std::int64_t farthest = std::int64_t{1} << 38, hour = 3600;
  constexpr std::int32_t widest = 86399;
  const std::string_view name = text_of(from.name());
  const std::size_t count = size_of(from.at());
  ZoneView zone;
  zone.first_offset = from.first_offset();
  auto possible = [](std::int32_t offset) { return -widest <= offset && offset <= widest; };
  if (!problem.require(!name.empty() && is_clean(name, longest_name), "a time zone has no readable name")) return zone;
  if (!problem.require(size_of(from.offsets()) == count, "time zone ", name, ": changes and offsets are not equally many")) return zone;
  if (!problem.require(is_aligned(from.at()), "time zone ", name, ": changes are not aligned")) return zone;
  if (!problem.require(possible(zone.first_offset), "time zone ", name, ": an offset of a day or more")) return zone;
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = static_cast<flatbuffers::uoffset_t>(i);
    const std::int64_t at = from.at()->Get(place);
    if (!problem.require(possible(from.offsets()->Get(place)), "time zone ", name, ": an offset of a day or more")) return zone;
    if (!problem.require(-farthest < at && at < farthest, "time zone ", name, ": a change out of all time")) return zone;
    if (!problem.require(i == 0 || from.at()->Get(place - 1) + hour <= at, "time zone ", name, ": changes out of order or within an hour")) return zone;
  }
  if (count == 0) return zone;
  zone.at = {from.at()->data(), count};
  zone.offset = {from.offsets()->data(), count};
  return zone;
}

}  // namespace leaflaw::packed
