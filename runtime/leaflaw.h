/* Leaflaw for C, and for whatever can call C: packs opened, requests decided.
 *
 *   leaflaw_pack* pack;
 *   char error[512];
 *   if (leaflaw_pack_open(LEAFLAW_ABI, "law.leafpack", &pack, error, sizeof error) != LEAFLAW_OK) stop(error);
 *   leaflaw_policy* policy;
 *   leaflaw_policy_open(pack, "us-xj", &policy, error, sizeof error);
 *   leaflaw_session* session;                            // one for each thread
 *   leaflaw_session_open(policy, &session);
 *   int32_t verdict;
 *   if (leaflaw_decide_json(session, request, strlen(request), &verdict) == LEAFLAW_OK && verdict == LEAFLAW_ALLOW) sell();
 *   leaflaw_result_text(session, buffer, sizeof buffer);  // why, what is left, what would make it legal
 *
 * What holds of every function:
 * - Threads. A pack and a policy never change and may be used by any number of threads at once; a session by one thread at a time.
 *   There is no global state. Opening and closing is safe from any thread.
 * - Lifetime. Every handle keeps what it needs: a pack may be closed while its policies are open, a policy while its sessions are.
 *   Closing NULL does nothing. A handle that was closed must not be used again.
 * - Errors are values. Nothing throws and nothing ends the program; out of memory is LEAFLAW_NO_MEMORY. A NULL where something is needed
 *   is LEAFLAW_BAD_CALL.
 * - Texts are UTF-8. A function that gives a text writes at most `capacity` bytes into `buffer`, a terminating 0 included, never cuts a
 *   character in two, and returns the length of the whole text without the 0, as snprintf does: a text was cut where that is not less
 *   than `capacity`. `buffer` may be NULL where `capacity` is 0.
 * - Amounts are exact: a numerator over a denominator, in a named unit. No floating point, no rounding.
 * - What is not set is not known. Unknown never counts as zero: a decision that needs it is LEAFLAW_INCOMPLETE.
 */
#ifndef LEAFLAW_H
#define LEAFLAW_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define LEAFLAW_API __attribute__((visibility("default")))
#else
#define LEAFLAW_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this file. A library takes callers of its own version only: LEAFLAW_OTHER_VERSION else. */
#define LEAFLAW_ABI 1u
LEAFLAW_API uint32_t leaflaw_abi(void);

typedef enum leaflaw_status {
  LEAFLAW_OK = 0,
  LEAFLAW_BAD_CALL = 1,       /* NULL, a number out of range, a struct of another size */
  LEAFLAW_BAD_REQUEST = 2,    /* the request cannot be decided as it is: leaflaw_error_text, or the result, says why */
  LEAFLAW_NOT_FOUND = 3,      /* the pack has no such policy */
  LEAFLAW_OTHER_VERSION = 4,  /* of this file and of the library */
  LEAFLAW_REFUSED = 7,        /* the file cannot be read, or is damaged, or is no pack */
  LEAFLAW_NO_MEMORY = 8,
  LEAFLAW_INTERNAL = 70       /* a fault of the library */
} leaflaw_status;
/* "the request cannot be decided as it is"; valid for ever. */
LEAFLAW_API const char* leaflaw_status_text(int32_t status);

/* Worst last. */
typedef enum leaflaw_verdict { LEAFLAW_ALLOW = 0, LEAFLAW_REFER = 1, LEAFLAW_INCOMPLETE = 2, LEAFLAW_DENY = 3 } leaflaw_verdict;

typedef struct leaflaw_pack leaflaw_pack;
typedef struct leaflaw_policy leaflaw_policy;
typedef struct leaflaw_session leaflaw_session;

/* ---- packs ------------------------------------------------------------------------------------------------------------- */

/* Maps the file, checks its hash, its structure and every operand in it, and only then gives the pack. `error` (may be NULL) gets one line
 * that says what is wrong and what to do. While a pack is open its file must not be written into: put a new one in place by renaming it. */
LEAFLAW_API int32_t leaflaw_pack_open(uint32_t abi, const char* path, leaflaw_pack** pack, char* error, size_t capacity);
/* The same from memory, which is copied. */
LEAFLAW_API int32_t leaflaw_pack_from_memory(uint32_t abi, const void* bytes, size_t size, leaflaw_pack** pack, char* error, size_t capacity);
LEAFLAW_API void leaflaw_pack_close(leaflaw_pack* pack);

/* "sha256:" and 64 digits: the same for the same law. */
LEAFLAW_API size_t leaflaw_pack_hash(const leaflaw_pack* pack, char* buffer, size_t capacity);
/* How many policies it holds; they stand in order of their ids. */
LEAFLAW_API size_t leaflaw_pack_policies(const leaflaw_pack* pack);

typedef struct leaflaw_policy_info {
  size_t size;             /* set by the caller to sizeof(leaflaw_policy_info) */
  int32_t as_of_day;       /* the law as of this day; days since 1970-01-01 */
  int32_t covers_from_day; /* first day covered */
  uint32_t topics;         /* bit i: it has rules of topic i, in the order of the documentation */
} leaflaw_policy_info;
LEAFLAW_API int32_t leaflaw_pack_policy_info(const leaflaw_pack* pack, size_t number, leaflaw_policy_info* info);
typedef enum leaflaw_policy_text { LEAFLAW_ID = 0, LEAFLAW_NAME = 1, LEAFLAW_REGULATOR = 2 } leaflaw_policy_text;
/* 0 where there is no such policy or text. */
LEAFLAW_API size_t leaflaw_pack_policy_text(const leaflaw_pack* pack, size_t number, int32_t which, char* buffer, size_t capacity);

/* ---- policies and names --------------------------------------------------------------------------------------------------- */

/* Look names up once, when a register starts: everything after that goes by number. */
LEAFLAW_API int32_t leaflaw_policy_open(const leaflaw_pack* pack, const char* id, leaflaw_policy** policy, char* error, size_t capacity);
LEAFLAW_API void leaflaw_policy_close(leaflaw_policy* policy);

/* Numbers of names; `found` 0: there is no such name. Meant for this policy only; what is inside is the library's business. */
typedef struct leaflaw_fact { uint32_t found; uint16_t number[4]; } leaflaw_fact;
typedef struct leaflaw_choice { uint32_t found; uint16_t list, value; } leaflaw_choice;
typedef uint32_t leaflaw_unit; /* 0: there is no such unit, or none is needed (counts and years) */
typedef uint32_t leaflaw_zone; /* LEAFLAW_OWN_ZONE: the policy's own */
#define LEAFLAW_OWN_ZONE UINT32_MAX

/* "buyer.age", "item.weight". A fact that the policy does not read is found like any other: what is set is checked and left out. */
LEAFLAW_API leaflaw_fact leaflaw_policy_fact(const leaflaw_policy* policy, const char* name);
/* A field of one entry of a map: "buyer.orders", "north", "amount". */
LEAFLAW_API leaflaw_fact leaflaw_policy_entry(const leaflaw_policy* policy, const char* map, const char* key, const char* field);
/* A value of the list that a fact is one of, or a set of: "item.kind", "bulk". */
LEAFLAW_API leaflaw_choice leaflaw_policy_choice(const leaflaw_policy* policy, const char* fact, const char* value);
/* "g", "mg THC", and the policy's own: "oz". */
LEAFLAW_API leaflaw_unit leaflaw_policy_unit(const leaflaw_policy* policy, const char* name);
/* "America/Denver"; LEAFLAW_OWN_ZONE where the policy has no such zone. */
LEAFLAW_API leaflaw_zone leaflaw_policy_zone(const leaflaw_policy* policy, const char* name);
/* Of a fact that was not found: "there is no `item.wieght`; did you mean `item.weight`?" */
LEAFLAW_API size_t leaflaw_policy_why(const leaflaw_policy* policy, const char* name, char* buffer, size_t capacity);

/* ---- sessions ---------------------------------------------------------------------------------------------------------------- */

LEAFLAW_API int32_t leaflaw_session_open(const leaflaw_policy* policy, leaflaw_session** session);
LEAFLAW_API void leaflaw_session_close(leaflaw_session* session);

/* A request in JSON; `length` in bytes. LEAFLAW_BAD_REQUEST where it cannot be read: the result is then the list of errors. Else `verdict`
 * (may be NULL) is a leaflaw_verdict and the result the whole decision: reasons, what is left, remedies. */
LEAFLAW_API int32_t leaflaw_decide_json(leaflaw_session* session, const char* request, size_t length, int32_t* verdict);
/* The same, with what else fits instead of remedies. */
LEAFLAW_API int32_t leaflaw_allowance_json(leaflaw_session* session, const char* request, size_t length, int32_t* verdict);

/* The last result, as JSON (one line) or for people (lines of up to 100 columns). Empty before the first one. */
LEAFLAW_API size_t leaflaw_result_json(const leaflaw_session* session, char* buffer, size_t capacity);
LEAFLAW_API size_t leaflaw_result_text(const leaflaw_session* session, char* buffer, size_t capacity);

/* ---- facts by number: no text, and once warmed up no allocation ---------------------------------------------------------------- */

/* An event, or a line of one. LEAFLAW_EVENT and its lines hold until leaflaw_begin, those of history until leaflaw_know_history or
 * leaflaw_forget_history. */
typedef uint64_t leaflaw_row;
#define LEAFLAW_EVENT ((leaflaw_row)0)

/* Begins the event that is to be decided: forgets the one before and its lines, keeps the history. `at`: seconds since 1970 in UTC. */
LEAFLAW_API int32_t leaflaw_begin(leaflaw_session* session, leaflaw_choice kind, int64_t at, leaflaw_zone zone);
/* The same cart at another time. */
LEAFLAW_API int32_t leaflaw_move_to(leaflaw_session* session, int64_t at);
/* A further line of the event, or of an entry of history. `line` may be NULL. */
LEAFLAW_API int32_t leaflaw_add_line(leaflaw_session* session, leaflaw_row event, leaflaw_row* line);
/* Takes line `number` (from 0) out of the event; the lines after it move up, and so do their rows. */
LEAFLAW_API int32_t leaflaw_remove_line(leaflaw_session* session, size_t number);
/* There are no lines. Without this and without lines they are unknown. */
LEAFLAW_API int32_t leaflaw_no_lines(leaflaw_session* session, leaflaw_row event);

/* History is known, for the scope (0 store, 1 licensee, 2 state), back to `complete_from` (days since 1970; LEAFLAW_ALL_TIME: however far), and
 * has no entries yet. Until this is called it is unknown. */
#define LEAFLAW_ALL_TIME INT32_MIN
LEAFLAW_API int32_t leaflaw_know_history(leaflaw_session* session, int32_t scope, int32_t complete_from);
LEAFLAW_API int32_t leaflaw_forget_history(leaflaw_session* session);
/* An earlier event, in any order. */
LEAFLAW_API int32_t leaflaw_add_entry(leaflaw_session* session, leaflaw_choice kind, int64_t at, leaflaw_zone zone, leaflaw_row* entry);

/* Each sets one fact of a row. A fact of another type, list, dimension or range is LEAFLAW_BAD_REQUEST at once, and nothing is decided
 * until that event (or the history) is begun anew. */
LEAFLAW_API int32_t leaflaw_set_truth(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, int32_t yes);
LEAFLAW_API int32_t leaflaw_set_choice(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, leaflaw_choice value);
LEAFLAW_API int32_t leaflaw_set_choices(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, const leaflaw_choice* members, size_t count);
LEAFLAW_API int32_t leaflaw_set_text(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, const char* text, size_t length);
/* numerator/denominator of the unit: 7, 2, gram is 3.5 g. `denominator` above 0. */
LEAFLAW_API int32_t leaflaw_set_amount(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, int64_t numerator, int64_t denominator,
                                       leaflaw_unit unit);
LEAFLAW_API int32_t leaflaw_set_day(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, int32_t days);
LEAFLAW_API int32_t leaflaw_set_instant(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact, int64_t seconds);
/* As if it had not been set. */
LEAFLAW_API int32_t leaflaw_forget(leaflaw_session* session, leaflaw_row row, leaflaw_fact fact);
/* Of a map: it is given, and this entry is not in it. */
LEAFLAW_API int32_t leaflaw_without(leaflaw_session* session, leaflaw_row row, leaflaw_fact entry);

/* Judge these topics only (bit i = topic i; UINT32_MAX: all). Such a decision must not close a sale. */
LEAFLAW_API int32_t leaflaw_judge_only(leaflaw_session* session, uint32_t topics);
/* The verdict on the event as it stands; with allowances and findings, without texts. */
LEAFLAW_API int32_t leaflaw_decide(leaflaw_session* session, int32_t* verdict);
/* The same event, decided with all reasons and remedies, as the session's result. Not for the fast path. */
LEAFLAW_API int32_t leaflaw_decide_in_full(leaflaw_session* session, int32_t* verdict);
/* What was wrong first since the event (or the history) was begun; 0 where nothing is. */
LEAFLAW_API size_t leaflaw_error_text(const leaflaw_session* session, char* buffer, size_t capacity);

/* An exact amount in the base unit of its dimension (g, mg THC, each, ...); denominator 0: none, not known, or out of 64 bits. */
typedef struct leaflaw_amount { int64_t numerator, denominator; } leaflaw_amount;
/* One limit that applies, after leaflaw_decide; one for each key of a keyed limit. */
typedef struct leaflaw_allowance {
  size_t size;                                        /* set by the caller to sizeof(leaflaw_allowance) */
  leaflaw_amount cap, used, this_event, remaining;    /* remaining: after the event where it is allowed, else before */
  int64_t next_release;                               /* seconds since 1970 when more frees up; INT64_MIN: never, or not known */
  int32_t registry_binds;                             /* 1: the registry's balance is less than what the own records leave */
} leaflaw_allowance;
LEAFLAW_API size_t leaflaw_allowances(const leaflaw_session* session);
LEAFLAW_API int32_t leaflaw_allowance_at(const leaflaw_session* session, size_t number, leaflaw_allowance* allowance);
/* "daily", "by-route[north]"; 0 where there is none of that number. */
LEAFLAW_API size_t leaflaw_allowance_limit(const leaflaw_session* session, size_t number, char* buffer, size_t capacity);
/* "7 g": what remains, for people; empty where it is not known. */
LEAFLAW_API size_t leaflaw_allowance_remaining(const leaflaw_session* session, size_t number, char* buffer, size_t capacity);

typedef enum leaflaw_finding_kind { LEAFLAW_VIOLATION = 0, LEAFLAW_REFERRAL = 1, LEAFLAW_DUTY = 2, LEAFLAW_WARNING = 3 } leaflaw_finding_kind;
/* What is wrong, to be asked, to be done, or to be heeded, after leaflaw_decide. */
LEAFLAW_API size_t leaflaw_findings(const leaflaw_session* session);
/* A leaflaw_finding_kind; -1 where there is none of that number. */
LEAFLAW_API int32_t leaflaw_finding_kind_at(const leaflaw_session* session, size_t number);
LEAFLAW_API size_t leaflaw_finding_rule(const leaflaw_session* session, size_t number, char* buffer, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
