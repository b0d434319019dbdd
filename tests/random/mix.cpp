#include "tests/random/mix.h"

#include <iomanip>
#include <iostream>

#include "tests/random/forms.h"

namespace leaflaw::properties {

void Mix::add(const Document& document, bool edge) {
  ++pairs;
  ++verdicts[static_cast<std::size_t>(document.verdict)];
  if (edge) ++at_edge;
}

void Mix::print() const {
  std::cout << std::fixed << std::setprecision(1) << "## " << policies << " policies (" << refused_policies << " refused by the compiler), " << pairs << " pairs; allow "
            << share(verdicts[0]) << " %, refer " << share(verdicts[1]) << " %, incomplete " << share(verdicts[2]) << " %, deny " << share(verdicts[3]) << " %; on an edge "
            << share(at_edge) << " %; bad requests " << bad_requests << ", out of range " << out_of_range << ", repeated hours " << ambiguous << "\n";
  std::string least;
  std::size_t count = pairs + 1;
  for (const std::string& form : all_forms()) {
    auto found = forms.find(form);
    const std::size_t here = found == forms.end() ? 0 : found->second;
    if (here < count) { count = here; least = form; }
  }
  std::cout << "## " << all_forms().size() << " forms of the language; the rarest is `" << least << "` with " << count << " pairs\n";
}

bool on_the_edge(const Document& document, const Request& request) {
  for (const Allowance& each : document.allowances) {
    if (each.cap && each.cap->known() && each.used_before.known() && each.this_event.known()) {
      const std::optional<Ratio> counted = leaflaw::add(each.used_before.low, each.this_event.low);
      const std::optional<Ratio> apart = counted ? sub(*counted, each.cap->low) : std::nullopt;
      const Ratio step = Ratio::of(1, 1000), below = Ratio::of(-1, 1000);
      if (apart && *apart <= step && *apart >= below) return true;
    }
    for (const Record& entry : request.history.entries)
      if (each.from && (entry.at == *each.from || entry.at.seconds + 1 == each.from->seconds)) return true;
  }
  return false;
}

}  // namespace leaflaw::properties
