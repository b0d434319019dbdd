#include "runtime/engine/faults.h"

#ifdef LEAFLAW_PLANTED_FAULTS
namespace leaflaw::engine {
int planted_fault = 0;
}
#endif
