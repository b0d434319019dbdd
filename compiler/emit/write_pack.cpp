#include "compiler/emit/write_pack.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <numeric>
#include <system_error>

#include "compiler/emit/store.h"
#include "runtime/pack/header.h"
#include "runtime/pack/restore.h"

namespace leaflaw {

namespace {

using storing::Builder;

constexpr std::size_t most_parts = 0xFFFF;             // policies, vocabularies and zones are numbered with 16 bits
constexpr std::size_t most_bytes = 1'500'000'000;      // the format's offsets end at 2 GiB

// Numbers for things that are equal where their stored forms are.
template <class Part>
class Distinct {
 public:
  std::uint16_t number_of(const Part& part) {
    Builder alone;
    alone.Finish(storing::store(alone, part));
    std::string bytes(reinterpret_cast<const char*>(alone.GetBufferPointer()), alone.GetSize());
    auto [place, fresh] = numbers_.try_emplace(std::move(bytes), static_cast<std::uint16_t>(parts_.size()));
    if (fresh) parts_.push_back(&part);
    return place->second;
  }
  [[nodiscard]] const std::vector<const Part*>& parts() const { return parts_; }
  [[nodiscard]] auto store(Builder& builder) const {
    std::vector<decltype(storing::store(builder, *parts_.front()))> offsets;
    for (const Part* part : parts_) offsets.push_back(storing::store(builder, *part));
    return builder.CreateVector(offsets);
  }

 private:
  std::map<std::string, std::uint16_t> numbers_;
  std::vector<const Part*> parts_;
};

storing::PolicyFrame frame_of(const PackInput& input, Distinct<Schema>& schemas, Distinct<ZoneData>& zones) {
  storing::PolicyFrame frame;
  frame.name = input.policy->name;
  frame.regulator = input.policy->regulator;
  for (const model::Rule& rule : input.policy->rules) frame.topics |= bit(rule.topic);
  frame.schema = schemas.number_of(*input.policy->schema);
  for (const ZoneData& zone : input.tables->zones) frame.zones.push_back(zones.number_of(zone));
  return frame;
}

const std::string too_large = "the law is more than a pack holds: " + std::to_string(most_bytes) + " bytes, its text included";

std::string refusal(const std::vector<PackInput>& policies) {
  if (policies.size() > most_parts) return "a pack holds at most " + std::to_string(most_parts) + " policies";
  for (std::size_t i = 1; i < policies.size(); ++i)
    if (policies[i - 1].policy->id == policies[i].policy->id) return "two policies have the id " + policies[i].policy->id;
  return {};
}

// The beginning of a name that may hold anything.
std::string printable(const std::string& name) {
  constexpr std::size_t shown = 40;
  std::string text;
  for (char c : name.substr(0, shown)) text += c >= ' ' && c <= '~' ? c : '?';
  return text + (name.size() > shown ? "..." : "");
}

std::size_t size_of(const std::vector<LawFile>& texts) {
  return std::accumulate(texts.begin(), texts.end(), std::size_t{0}, [](std::size_t sum, const LawFile& each) { return sum + each.text.size(); });
}

std::string refusal(const std::vector<LawFile>& texts) {
  if (texts.size() > most_parts) return "a pack holds at most " + std::to_string(most_parts) + " files of law";
  for (const LawFile& each : texts) {
    if (!packed::is_clean(each.name, packed::longest_name))
      return "the file " + printable(each.name) + " has a name that a pack does not take: at most " + std::to_string(packed::longest_name) + " characters below the folder it was found in, all of them printable";
  }
  return size_of(texts) > most_bytes ? too_large : std::string();
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<stored::LawText>>> store(Builder& builder, std::vector<LawFile>& texts) {
  std::sort(texts.begin(), texts.end(), [](const LawFile& a, const LawFile& b) { return a.name < b.name; });
  std::vector<flatbuffers::Offset<stored::LawText>> offsets;
  for (const LawFile& each : texts) offsets.push_back(stored::CreateLawText(builder, builder.CreateString(each.name), builder.CreateString(each.text)));
  return builder.CreateVector(offsets);
}

std::string failed(const std::string& what, const std::string& path) { return what + " " + path + ": " + std::generic_category().message(errno); }

bool write_all(int file, const std::vector<std::byte>& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t written = ::write(file, bytes.data() + at, bytes.size() - at);
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) at += static_cast<std::size_t>(written);
  }
  return ::fsync(file) == 0;
}

}  // namespace

WrittenPack write_pack(std::vector<PackInput> policies, std::vector<LawFile> texts) {
  WrittenPack pack;
  std::sort(policies.begin(), policies.end(), [](const PackInput& a, const PackInput& b) { return a.policy->id < b.policy->id; });
  pack.error = refusal(policies);
  if (pack.error.empty()) pack.error = refusal(texts);
  if (!pack.error.empty()) return pack;
  const std::size_t text_bytes = size_of(texts);
  Builder builder(1u << 20);
  Distinct<Schema> schemas;
  Distinct<ZoneData> zones;
  std::vector<flatbuffers::Offset<stored::Policy>> stored_policies;
  for (const PackInput& input : policies) {
    stored_policies.push_back(storing::store(builder, frame_of(input, schemas, zones), input.policy->context, *input.tables));
    if (builder.GetSize() + text_bytes > most_bytes) {
      pack.error = too_large;
      return pack;
    }
  }
  auto zone_vector = zones.store(builder);
  auto schema_vector = schemas.store(builder);
  auto policy_vector = builder.CreateVector(stored_policies);
  auto text_vector = store(builder, texts);
  builder.Finish(stored::CreatePack(builder, zone_vector, schema_vector, policy_vector, text_vector));
  pack.bytes.resize(sizeof(packed::Header) + builder.GetSize());
  std::memcpy(pack.bytes.data() + sizeof(packed::Header), builder.GetBufferPointer(), builder.GetSize());
  packed::seal(pack.bytes);
  pack.hash = packed::print_hash(reinterpret_cast<const packed::Header*>(pack.bytes.data())->hash);
  return pack;
}

std::string save_pack(const WrittenPack& pack, const std::string& path) {
  const std::string fresh = path + "." + std::to_string(::getpid()) + ".new";
  const int file = ::open(fresh.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (file < 0) return failed("cannot write", path);
  const bool written = write_all(file, pack.bytes);
  std::string problem = written ? std::string() : failed("cannot write", path);
  ::close(file);
  if (problem.empty() && ::rename(fresh.c_str(), path.c_str()) != 0) problem = failed("cannot write", path);
  if (!problem.empty()) ::unlink(fresh.c_str());
  return problem;
}

}  // namespace leaflaw
