#include "runtime/pack/pack.h"

#include <algorithm>

#include "runtime/pack/header.h"
#include "runtime/pack/pack_bytes.h"
#include "runtime/pack/restore.h"
#include "runtime/pack/verify.h"

namespace leaflaw {

using packed::PackBytes;
using packed::Problem;

// What a pack is built with; becomes the pack once everything is right.
class PackLoader {
 public:
  explicit PackLoader(std::unique_ptr<PackBytes> bytes) : bytes_(std::move(bytes)), pack_(new Pack) {}

  PackOrError run() {
    const std::span<const std::byte> all = bytes_->bytes();
    if (auto error = packed::check_header(all)) return *error;
    const auto* content = reinterpret_cast<const std::uint8_t*>(all.data()) + sizeof(packed::Header);
    const std::size_t size = all.size() - sizeof(packed::Header);
    // A table stands for at least 8 bytes, so that a small pack cannot ask for much work.
    flatbuffers::Verifier verifier(content, size, most_nested, static_cast<flatbuffers::uoffset_t>(size / 8 + 1));
    if (size < smallest || !stored::VerifyPackBuffer(verifier)) return PackError{PackProblem::bad_structure, {}};
    problem_.allow_bytes(size);
    fill(*stored::GetPack(content));
    if (!problem_.none()) return PackError{PackProblem::bad_meaning, problem_.text()};
    if (auto error = bytes_->close_file()) return *error;
    pack_->hash_ = packed::print_hash(reinterpret_cast<const packed::Header*>(all.data())->hash);
    for (PackedPolicy& policy : pack_->policies_) policy.pack = pack_->hash_;
    pack_->bytes_ = all;
    pack_->owner_ = std::shared_ptr<const void>(std::move(bytes_));
    return std::shared_ptr<const Pack>(std::move(pack_));
  }

 private:
  static constexpr flatbuffers::uoffset_t most_nested = 8;
  static constexpr std::size_t smallest = 16, most_parts = 0xFFFF;

  void fill(const stored::Pack& content) {
    const bool few = packed::size_of(content.zones()) <= most_parts && packed::size_of(content.schemas()) <= most_parts &&
                     packed::size_of(content.policies()) <= most_parts && packed::size_of(content.texts()) <= most_parts;
    if (!problem_.require(few, "it has too many policies, vocabularies, texts or time zones")) return;
    if (content.zones())
      for (const stored::Zone* zone : *content.zones()) zones_.push_back(packed::restore_zone(*zone, problem_));
    if (content.schemas())
      for (const stored::Schema* schema : *content.schemas()) {
        if (!problem_.none()) return;
        pack_->schemas_.push_back(packed::restore_schema(*schema, problem_));
      }
    if (problem_.none() && content.policies()) policies(content);
    if (problem_.none() && content.texts()) texts(*content.texts());
  }

  void texts(const flatbuffers::Vector<flatbuffers::Offset<stored::LawText>>& stored_texts) {
    for (const stored::LawText* each : stored_texts) {
      const std::string_view name = packed::text_of(each->name()), text = packed::text_of(each->text());
      if (!problem_.require(packed::is_clean(name, packed::longest_name) && !name.empty(), "a text of the law has no name that can be printed")) return;
      if (!problem_.require(pack_->texts_.empty() || pack_->texts_.back().name < name, "texts of the law are out of order")) return;
      if (!problem_.take(name.size() + text.size())) return;
      pack_->texts_.push_back({name, text});
    }
  }

  void policies(const stored::Pack& content) {
    const packed::SharedParts shared{&content, &pack_->schemas_, &zones_};
    pack_->policies_.reserve(content.policies()->size());   // views point into the policies: they never move
    for (const stored::Policy* each : *content.policies()) {
      const std::string_view id = packed::text_of(each->id());
      const bool in_order = pack_->policies_.empty() || pack_->policies_.back().id < id;
      if (!problem_.require(in_order, "policies are out of order")) return;
      problem_.at("policy ", packed::is_clean(id, packed::longest_name) ? id : std::string_view("without a name"));
      PackedPolicy& policy = pack_->policies_.emplace_back();
      packed::restore_policy(*each, shared, policy, problem_);
      if (problem_.none()) packed::show_tables(*each, policy, problem_);
      if (problem_.none()) packed::verify(policy.view, policy.context, problem_);
      if (!problem_.none()) return;
      policy.limits = limit_prints(policy.view);
    }
  }

  std::unique_ptr<PackBytes> bytes_;
  std::shared_ptr<Pack> pack_;
  std::vector<ZoneView> zones_;
  Problem problem_;
};

PackOrError Pack::open(const std::string& path) {
  auto bytes = PackBytes::map(path);
  if (auto* error = std::get_if<PackError>(&bytes)) return *error;
  return PackLoader(std::move(std::get<std::unique_ptr<PackBytes>>(bytes))).run();
}

PackOrError Pack::from_memory(std::span<const std::byte> bytes) { return PackLoader(PackBytes::copy(bytes)).run(); }

const PackedPolicy* Pack::find(std::string_view id) const {
  auto place = std::lower_bound(policies_.begin(), policies_.end(), id, [](const PackedPolicy& policy, std::string_view wanted) { return policy.id < wanted; });
  return place == policies_.end() || place->id != id ? nullptr : &*place;
}

Pack::~Pack() = default;

}  // namespace leaflaw
