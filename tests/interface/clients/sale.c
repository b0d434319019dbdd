/* A sale decided from C, with nothing but leaflaw.h and libleaflaw.so: `interface_client LAW.leafpack`. Run by tests/interface. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "leaflaw.h"

static int failed(const char* what, int32_t status, const char* error) {
  fprintf(stderr, "%s: %s (%s)\n", what, leaflaw_status_text(status), error);
  return 1;
}

static const char* word(int32_t verdict) {
  static const char* const words[] = {"allow", "refer", "incomplete", "deny"};
  return verdict >= 0 && verdict <= 3 ? words[verdict] : "?";
}

static int sell(leaflaw_session* session, const leaflaw_policy* policy) {
  const leaflaw_choice sale = leaflaw_policy_choice(policy, "event", "sell");
  const leaflaw_choice gouda = leaflaw_policy_choice(policy, "item.kind", "gouda");
  const leaflaw_unit gram = leaflaw_policy_unit(policy, "g");
  const int64_t noon = INT64_C(1717257600);
  leaflaw_row line = 0;
  char text[200];
  size_t i;
  int32_t verdict = -1;
  int32_t status = leaflaw_know_history(session, 2, LEAFLAW_ALL_TIME);
  if (status == LEAFLAW_OK) status = leaflaw_begin(session, sale, noon, LEAFLAW_OWN_ZONE);
  if (status == LEAFLAW_OK) status = leaflaw_set_amount(session, LEAFLAW_EVENT, leaflaw_policy_fact(policy, "buyer.age"), 40, 1, 0);
  if (status == LEAFLAW_OK) status = leaflaw_set_choices(session, LEAFLAW_EVENT, leaflaw_policy_fact(policy, "buyer.papers"), NULL, 0);
  if (status == LEAFLAW_OK)
    status = leaflaw_set_amount(session, LEAFLAW_EVENT, leaflaw_policy_entry(policy, "buyer.orders", "gouda", "amount"), 5, 1, gram);
  if (status == LEAFLAW_OK) status = leaflaw_add_line(session, LEAFLAW_EVENT, &line);
  if (status == LEAFLAW_OK) status = leaflaw_set_choice(session, line, leaflaw_policy_fact(policy, "item.kind"), gouda);
  if (status == LEAFLAW_OK) status = leaflaw_set_amount(session, line, leaflaw_policy_fact(policy, "item.quantity"), 2, 1, 0);
  if (status == LEAFLAW_OK) status = leaflaw_set_amount(session, line, leaflaw_policy_fact(policy, "item.net_weight"), 7, 1, gram);
  if (status == LEAFLAW_OK) status = leaflaw_set_text(session, line, leaflaw_policy_fact(policy, "item.tag"), "green", 5);
  if (status == LEAFLAW_OK) status = leaflaw_decide(session, &verdict);
  if (status != LEAFLAW_OK) {
    leaflaw_error_text(session, text, sizeof text);
    return failed("by number", status, text);
  }
  printf("by number: %s\n", word(verdict));
  for (i = 0; i < leaflaw_allowances(session); ++i) {
    leaflaw_allowance allowance;
    allowance.size = sizeof allowance;
    if (leaflaw_allowance_at(session, i, &allowance) != LEAFLAW_OK) return 1;
    leaflaw_allowance_limit(session, i, text, sizeof text);
    printf("%s: %" PRId64 "/%" PRId64 " left", text, allowance.remaining.numerator, allowance.remaining.denominator);
    leaflaw_allowance_remaining(session, i, text, sizeof text);
    printf(" (%s)\n", text);
  }
  return 0;
}

int main(int argc, char** argv) {
  static const char request[] =
      "{\"at\":\"2024-06-01 12:00\",\"buyer\":{\"key\":\"b\",\"age\":17,\"papers\":[],\"orders\":{}},\"history\":[],\"items\":[]}";
  leaflaw_pack* pack = NULL;
  leaflaw_policy* policy = NULL;
  leaflaw_session* session = NULL;
  char error[512];
  int32_t verdict = -1;
  int result;
  int32_t status = leaflaw_pack_open(LEAFLAW_ABI, argc == 2 ? argv[1] : "", &pack, error, sizeof error);
  if (status != LEAFLAW_OK) return failed("pack", status, error);
  status = leaflaw_policy_open(pack, "counter", &policy, error, sizeof error);
  if (status != LEAFLAW_OK) return failed("policy", status, error);
  status = leaflaw_session_open(policy, &session);
  if (status != LEAFLAW_OK) return failed("session", status, "");
  /* What a session needs it keeps. */
  leaflaw_pack_close(pack);
  result = sell(session, policy);
  leaflaw_policy_close(policy);
  status = leaflaw_decide_json(session, request, strlen(request), &verdict);
  printf("from JSON: %s\n", status == LEAFLAW_OK ? word(verdict) : leaflaw_status_text(status));
  leaflaw_session_close(session);
  return result;
}
