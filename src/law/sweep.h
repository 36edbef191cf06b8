/* One decision over profiles: AND of the parts' rows, facts in their order, survivors and near misses. */
#ifndef XCTL_LAW_SWEEP_H
#define XCTL_LAW_SWEEP_H

#include "law/session.h"

/* What a decision is made of. Nothing in it is read from the transfer again. */
typedef struct law_made_of {
	const law_profile *parts[LAW_PARTS_OF_TRANSFER];
	const law_standing *const *parties;
	uint32_t n_parties;
	const struct law_epoch_rows *day;
} law_made_of;

/* The room a decision needs, made once; what it comes to stands in the first five. */
struct law_swept {
	uint64_t *may, *must;             /* clauses of the transfer's sheets; one and the same where all is sure */
	uint64_t *near;                   /* of the last sheet: those that exactly one attribute speaks against */
	uint64_t *facts_may, *facts_must; /* by the plan's number; one and the same where all is sure */
	uint64_t *room[4];                /* the bits behind may, must, facts_may and facts_must */
	uint64_t *open_may, *open_must;   /* what no slot keeps closed so far */
	uint64_t *fresh_may, *fresh_must; /* facts of one sheet */
	uint64_t *once, *twice;           /* clauses that one stated attribute speaks against, or more */
};
typedef struct law_swept law_swept;

bool law_swept_make(law_swept *out, const law_plan *plan, xctl_arena *arena);

/* O(words * slots + facts that hold). `local` are copies of the parties for a book whose party sheets wait for the whole
 * transfer (the plan says mixed), else NULL. False where there is no room for a row. */
bool law_sweep(law_swept *swept, law_session *session, const law_made_of *of, law_standing *local);
/* The same over parts that were joined (join.c), the day among them, and parties that were. */
bool law_sweep_joined(law_swept *swept, law_session *session, const law_profile *joined, const law_standing *parties);

#endif
