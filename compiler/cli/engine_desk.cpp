// The engine at the desk.
#include "compiler/cli/desk.h"

#include <stdexcept>

#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"

namespace leaflaw::cli {

namespace {

class EngineDesk final : public Desk {
 public:
  EngineDesk(std::shared_ptr<const Pack> pack, const PackedPolicy& policy)
      : pack_(std::move(pack)), session_({policy.view, &policy.context, &policy.limits, pack_->hash()}) {}

  DocumentOrErrors decide(const Node& root, std::string request) override { return session_.decide(root, std::move(request)); }
  ReportOrErrors allowance(const Node& root, std::string request) override { return session_.allowance(root, std::move(request)); }
  DocumentOrErrors judge(const Request& completed) override { return session_.judge(completed); }
  PrintContext print() const override { return session_.print(); }
  const PolicyContext& context() const override { return *session_.parts().context; }

 private:
  std::shared_ptr<const Pack> pack_;
  Session session_;
};

class PackLaw final : public OpenLaw {
 public:
  explicit PackLaw(std::shared_ptr<const Pack> pack) : pack_(std::move(pack)) {
    if (pack_)
      for (const PackedPolicy& policy : pack_->policies()) ids_.push_back(policy.id);
  }
  const std::vector<std::string>& ids() const override { return ids_; }
  std::unique_ptr<Desk> desk(std::string_view id) const override {
    const PackedPolicy* policy = pack_ ? pack_->find(id) : nullptr;
    return policy ? std::make_unique<EngineDesk>(pack_, *policy) : nullptr;
  }

 private:
  std::shared_ptr<const Pack> pack_;   // null: no policy could be made into programs
  std::vector<std::string> ids_;
};

}  // namespace

std::unique_ptr<OpenLaw> open_pack(std::shared_ptr<const Pack> pack) { return std::make_unique<PackLaw>(std::move(pack)); }

std::unique_ptr<OpenLaw> open_policies(const PolicySet& set, Diagnostics& diagnostics) {
  std::vector<engine::PolicyTables> tables;
  std::vector<const model::Policy*> of;
  tables.reserve(set.policies.size());   // views into them stay
  for (const model::Policy& policy : set.policies) {
    std::optional<engine::PolicyTables> made = emit(policy, diagnostics);
    if (!made) continue;
    tables.push_back(std::move(*made));
    of.push_back(&policy);
  }
  std::vector<PackInput> inputs;
  for (std::size_t i = 0; i < of.size(); ++i) inputs.push_back({of[i], &tables[i]});
  if (inputs.empty()) return open_pack(nullptr);
  const WrittenPack written = write_pack(std::move(inputs), texts_of(set));
  if (!written.error.empty()) throw std::runtime_error("the policies cannot be packed: " + written.error);
  PackOrError pack = Pack::from_memory(written.bytes);
  if (const auto* error = std::get_if<PackError>(&pack)) throw std::runtime_error("a pack that was just made is refused: " + to_text(*error, ""));
  return open_pack(std::get<std::shared_ptr<const Pack>>(std::move(pack)));
}

}  // namespace leaflaw::cli
