// Planted faults: with -DLEAFLAW_PLANTED_FAULTS, FAULT(n) is true while fault n is switched on, and the code beside it does something
// wrong in a telling way. Tests show that each is caught. Without the flag FAULT(n) is false and costs nothing.
#pragma once

namespace leaflaw::engine {

// LEAFLAW_FAULT(number, what goes wrong)
#define LEAFLAW_FAULTS(FAULT_) \
  FAULT_(1, "at most refuses equality") FAULT_(2, "less admits equality") FAULT_(3, "the first instant of a window counts no more") \
  FAULT_(4, "entries at the event's own instant do not count") FAULT_(5, "purchases of another store count") \
  FAULT_(6, "purchases of another customer count") FAULT_(7, "for patient compares customers") FAULT_(8, "rounding up rounds down") \
  FAULT_(9, "rounding per package rounds the line") FAULT_(10, "the hull forgets the upper end") FAULT_(11, "returns are not taken off") \
  FAULT_(12, "the request's own receipt counts") FAULT_(13, "a line counts for every key") FAULT_(14, "exceptions of lowest rank win") \
  FAULT_(15, "not covered is allowed") FAULT_(16, "next release names the last one") FAULT_(17, "history borrows nothing") \
  FAULT_(18, "history borrows from another person") FAULT_(19, "voided purchases count") FAULT_(20, "unknown conditions are no") \
  FAULT_(21, "the registry's balance is ignored") FAULT_(22, "incomplete history counts as complete") FAULT_(23, "counting from begins a day late") \
  FAULT_(24, "remaining goes below zero") FAULT_(25, "a waived rule still holds") FAULT_(26, "the first line is skipped") \
  FAULT_(27, "an unknown category takes its first row") FAULT_(28, "none counts as zero in comparisons") FAULT_(29, "returns go below zero") \
  FAULT_(30, "own date takes the event's law") FAULT_(31, "releases ignore the present event") FAULT_(32, "a balance must be above what is bought") \
  FAULT_(33, "what is not known of a limit that only warns stops the sale") \
  FAULT_(34, "what is on hand is never used") FAULT_(35, "goods that are not yet destroyed make room again") \
  FAULT_(36, "a meter is met only where all meters of its limit are") FAULT_(37, "a voided return makes room")

#ifdef LEAFLAW_PLANTED_FAULTS
extern int planted_fault;   // 0: none
#define FAULT(n) (::leaflaw::engine::planted_fault == (n))
#else
#define FAULT(n) false
#endif

}  // namespace leaflaw::engine
