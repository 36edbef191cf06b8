/* Grounds against what overcomes them, for every regime at once, from the bits of one decision. */
#ifndef XCTL_LAW_WEIGH_H
#define XCTL_LAW_WEIGH_H

#include "law/decide.h"
#include "law/plan.h"

/* What one decision came to, as bits. */
typedef struct law_bits {
	const law_plan *plan;
	const uint64_t *may, *must;           /* clauses */
	const uint64_t *facts_may, *facts_must;
	const uint64_t *affirmed, *denied;    /* the last sheet's heads */
	const uint8_t *status;                /* law_status of the last sheet's heads */
} law_bits;

/* A ground that stands, or may. */
typedef struct law_weight {
	uint32_t head, clause; /* the surest of its clauses that survived */
	uint32_t overcome_by;  /* an exception's head, or XCTL_NONE */
	uint16_t regime;
	uint8_t truth, status, verdict, overcome, left; /* law_truth, law_status, law_verdict, law_truth, law_verdict */
} law_weight;

/* Room for the weights of one decision, used again and again. */
typedef struct law_weights {
	law_weight *at; /* in the order of heads */
	uint32_t count;
	uint16_t *place; /* of each head of the last sheet: where its weight stands, plus one */
} law_weights;

bool law_weights_make(law_weights *out, const law_plan *plan, xctl_arena *arena);

/* `authorised`: for each regime whether a held licence covers the item; NULL: none does. O(survivors). */
void law_weigh(law_weights *out, const law_bits *bits, const law_truth *authorised);

/* Between which verdicts an answer lies. */
typedef struct law_between {
	uint8_t at_least, at_most; /* law_verdict */
} law_between;

/* Of every regime: `out` has one for each. */
void law_weights_bounds(law_between *out, const law_weights *weights, const law_bits *bits);

/* Where an exception stands whose `when` came to `holds`; and how far it overcomes what it is aimed at. */
law_exception_status law_exception_stands(const law_bits *bits, uint32_t head, law_truth holds, law_truth *overcome);

/* Whether a text of that status can be relied upon, or stand, that day. */
static inline bool law_status_relied(law_status status)
{
	return status != LAW_SUSPENDED && status != LAW_SCHEDULED;
}

static inline law_truth law_bits_subject(const law_bits *bits, uint32_t regime)
{
	uint32_t fact = bits->plan->subject[regime];
	return fact == XCTL_NONE ? LAW_YES : law_truth_in(bits->facts_may, bits->facts_must, fact);
}

#endif
