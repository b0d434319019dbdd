// leaflaw.h: packs, policies, names.

#include "runtime/c_handles.h"

using namespace leaflaw;
using namespace leaflaw::face;

std::size_t leaflaw::face::give(std::string_view text, char* buffer, std::size_t capacity) noexcept {
  if (!buffer || capacity == 0) return text.size();
  std::size_t length = std::min(text.size(), capacity - 1);
  // Not inside a character.
  if (length < text.size())
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  text.copy(buffer, length);
  buffer[length] = 0;
  return text.size();
}

namespace {

std::int32_t opened(PackOrError outcome, std::string_view file, leaflaw_pack** pack, char* error, std::size_t capacity) {
  if (const PackError* problem = std::get_if<PackError>(&outcome)) {
    give(to_text(*problem, file), error, capacity);
    return LEAFLAW_REFUSED;
  }
  *pack = new leaflaw_pack{std::move(std::get<std::shared_ptr<const Pack>>(outcome))};
  return LEAFLAW_OK;
}

std::int32_t check_call(std::uint32_t abi, const void* given, leaflaw_pack** pack, char* error, std::size_t capacity) {
  give({}, error, capacity);
  if (pack) *pack = nullptr;
  if (abi == LEAFLAW_ABI) return given && pack ? LEAFLAW_OK : LEAFLAW_BAD_CALL;
  give("the program was made for another version of the library: build it again with this version's leaflaw.h", error, capacity);
  return LEAFLAW_OTHER_VERSION;
}

const PackedPolicy* policy_at(const leaflaw_pack* pack, std::size_t number) {
  return pack && number < pack->pack->policies().size() ? &pack->pack->policies()[number] : nullptr;
}

// Kinds of facts in leaflaw_fact::found.
leaflaw_fact number_of(std::uint32_t kind, const FactHandle& fact) { return {fact ? kind : 0, {fact.fact, fact.place, 0, 0}}; }
leaflaw_fact number_of(std::uint32_t kind, const EntryHandle& entry) { return {entry ? kind : 0, {entry.field, entry.map, entry.slot, entry.entry}}; }

}  // namespace

extern "C" {

std::uint32_t leaflaw_abi(void) { return LEAFLAW_ABI; }

const char* leaflaw_status_text(std::int32_t status) {
  switch (status) {
    case LEAFLAW_OK: return "done";
    case LEAFLAW_BAD_CALL: return "the call is wrong: something is NULL, out of range, or of another size";
    case LEAFLAW_BAD_REQUEST: return "the request cannot be decided as it is";
    case LEAFLAW_NOT_FOUND: return "there is no such policy";
    case LEAFLAW_OTHER_VERSION: return "the program was made for another version of the library";
    case LEAFLAW_REFUSED: return "the pack is refused";
    case LEAFLAW_NO_MEMORY: return "out of memory";
    case LEAFLAW_INTERNAL: return "a fault of the library";
    default: return "there is no such status";
  }
}

std::int32_t leaflaw_pack_open(std::uint32_t abi, const char* path, leaflaw_pack** pack, char* error, std::size_t capacity) {
  const std::int32_t status = check_call(abi, path, pack, error, capacity);
  if (status != LEAFLAW_OK) return status;
  return guarded([&] { return opened(Pack::open(path), path, pack, error, capacity); });
}

std::int32_t leaflaw_pack_from_memory(std::uint32_t abi, const void* bytes, std::size_t size, leaflaw_pack** pack, char* error, std::size_t capacity) {
  const std::int32_t status = check_call(abi, bytes, pack, error, capacity);
  if (status != LEAFLAW_OK) return status;
  return guarded([&] { return opened(Pack::from_memory({static_cast<const std::byte*>(bytes), size}), {}, pack, error, capacity); });
}

void leaflaw_pack_close(leaflaw_pack* pack) { delete pack; }

std::size_t leaflaw_pack_hash(const leaflaw_pack* pack, char* buffer, std::size_t capacity) {
  return give(pack ? std::string_view(pack->pack->hash()) : std::string_view(), buffer, capacity);
}

std::size_t leaflaw_pack_policies(const leaflaw_pack* pack) { return pack ? pack->pack->policies().size() : 0; }

std::int32_t leaflaw_pack_policy_info(const leaflaw_pack* pack, std::size_t number, leaflaw_policy_info* info) {
  const PackedPolicy* policy = policy_at(pack, number);
  if (!policy || !info || info->size != sizeof *info) return LEAFLAW_BAD_CALL;
  *info = {sizeof *info, policy->view.covers.as_of_day, policy->view.covers.from_day, policy->topics};
  return LEAFLAW_OK;
}

std::size_t leaflaw_pack_policy_text(const leaflaw_pack* pack, std::size_t number, std::int32_t which, char* buffer, std::size_t capacity) {
  const PackedPolicy* policy = policy_at(pack, number);
  const std::string* text = !policy ? nullptr : which == LEAFLAW_ID ? &policy->id : which == LEAFLAW_NAME ? &policy->name : which == LEAFLAW_REGULATOR ? &policy->regulator : nullptr;
  return give(text ? std::string_view(*text) : std::string_view(), buffer, capacity);
}

std::int32_t leaflaw_policy_open(const leaflaw_pack* pack, const char* id, leaflaw_policy** policy, char* error, std::size_t capacity) {
  give({}, error, capacity);
  if (policy) *policy = nullptr;
  if (!pack || !id || !policy) return LEAFLAW_BAD_CALL;
  return guarded([&]() -> std::int32_t {
    const PackedPolicy* found = pack->pack->find(id);
    if (!found) {
      std::string text = "the pack has no policy " + std::string(id) + "; it has";
      for (const PackedPolicy& each : pack->pack->policies()) text += " " + each.id;
      give(text, error, capacity);
      return LEAFLAW_NOT_FOUND;
    }
    *policy = new leaflaw_policy{std::make_shared<const OpenPolicy>(pack->pack, *found)};
    return LEAFLAW_OK;
  });
}

void leaflaw_policy_close(leaflaw_policy* policy) { delete policy; }

leaflaw_fact leaflaw_policy_fact(const leaflaw_policy* policy, const char* name) {
  if (!policy || !name) return {};
  const TypedPolicy& typed = policy->policy->typed;
  const leaflaw_fact of_event = number_of(1, typed.event_fact(name));
  return of_event.found ? of_event : number_of(2, typed.item_fact(name));
}

leaflaw_fact leaflaw_policy_entry(const leaflaw_policy* policy, const char* map, const char* key, const char* field) {
  if (!policy || !map || !key || !field) return {};
  const TypedPolicy& typed = policy->policy->typed;
  const leaflaw_fact of_event = number_of(3, typed.event_entry(map, key, field));
  return of_event.found ? of_event : number_of(4, typed.item_entry(map, key, field));
}

leaflaw_choice leaflaw_policy_choice(const leaflaw_policy* policy, const char* fact, const char* value) {
  if (!policy || !fact || !value) return {};
  const Choice found = policy->policy->typed.choice(fact, value);
  return {found ? 1u : 0u, found.enumeration, found.value};
}

leaflaw_unit leaflaw_policy_unit(const leaflaw_policy* policy, const char* name) {
  if (!policy || !name) return 0;
  const UnitTable& units = policy->policy->packed->context.units;
  const Unit* unit = units.find(name);
  return unit ? static_cast<leaflaw_unit>(unit - units.units().data() + 1) : 0;
}

leaflaw_zone leaflaw_policy_zone(const leaflaw_policy* policy, const char* name) {
  if (!policy || !name) return LEAFLAW_OWN_ZONE;
  const std::uint16_t zone = policy->policy->typed.zone(name);
  return zone == no_index ? LEAFLAW_OWN_ZONE : zone;
}

std::size_t leaflaw_policy_why(const leaflaw_policy* policy, const char* name, char* buffer, std::size_t capacity) {
  return give_made(buffer, capacity, [&] { return policy && name ? policy->policy->typed.why(name) : std::string(); });
}

}  // extern "C"
