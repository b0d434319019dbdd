// A pack, its hash made right again so that structure and meaning are looked at: refused, or its policies decide.
#include <cstring>
#include <random>

#include "runtime/pack/header.h"
#include "runtime/session/session.h"
#include "tests/fuzz/target.h"
#include "tests/pack/handmade.h"

using namespace leaflaw;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

constexpr std::size_t head = sizeof(packed::Header), word = 4;

// Numbers that a table may come to hold, near to what it can mean or far from it.
constexpr std::uint32_t odd[] = {0, 1, 2, 3, 63, 64, 127, 128, 255, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};

void run(const PackedPolicy& policy) {
  Session session(policy.parts());
  for (const std::string& request : {handmade::allowed_sale(), handmade::denied_sale()}) {
    static_cast<void>(session.json(session.decide(request)));
    static_cast<void>(session.json(session.allowance(request)));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::byte> bytes(size);
  if (size > 0) std::memcpy(bytes.data(), data, size);
  if (size >= head) packed::seal(bytes);
  const PackOrError outcome = Pack::from_memory(bytes);
  if (const auto* error = std::get_if<PackError>(&outcome)) {
    fuzz::demand(!to_text(*error, "law.leafpack").empty(), "a refusal says why");
    return 0;
  }
  for (const PackedPolicy& policy : std::get<std::shared_ptr<const Pack>>(outcome)->policies()) run(policy);
  return 0;
}

// Most of what inserts or removes bytes is refused by structure at once: words are written over instead, mostly.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  if (size < head + 2 * word || random() % 8 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const auto somewhere = [&] { return data + head + random() % ((size - head) / word) * word; };
  std::uint32_t number = random() % 2 ? odd[random() % std::size(odd)] : static_cast<std::uint32_t>(random() % 32);
  std::uint8_t* at = somewhere();
  switch (random() % 5) {
    case 0: *at = static_cast<std::uint8_t>(number); break;
    case 1: std::memcpy(at + 2 * (random() % 2), &number, word / 2); break;
    case 2: std::memcpy(at, &number, word); break;
    case 3: std::memmove(at, somewhere(), word); break;
    default: LLVMFuzzerMutate(at, word, word); break;
  }
  return size;
}
