#include "runtime/decision/document.h"

namespace leaflaw {

const char* spelling(Verdict verdict) {
  switch (verdict) {
    case Verdict::allow: return "allow";
    case Verdict::refer: return "refer";
    case Verdict::incomplete: return "incomplete";
    case Verdict::deny: return "deny";
  }
  return "deny";
}

}  // namespace leaflaw
