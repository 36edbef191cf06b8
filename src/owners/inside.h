/* What the files of this module share.
 *
 * Shares are counted in units of 10^-12 percent, the finest a decimal holds: 100 % is 10^14, so that the sum of one
 * party's known shares, which may not pass 100 %, is an exact 64-bit integer. */
#ifndef XCTL_OWNERS_INSIDE_H
#define XCTL_OWNERS_INSIDE_H

#include "owners/owners.h"

#define UNITS_SCALE 12
#define UNITS_ALL INT64_C(100000000000000)

/* Holdings by party: those of party p are at[start[p]] … at[start[p + 1] - 1], in the caller's order. */
typedef struct holdings_by {
	uint32_t *start; /* n_parties + 1 */
	uint32_t *at;
} holdings_by;

/* One of the two fixpoints. A round is one step away from the listings: an owner that is listed and carries counts from
 * round 0 on, one that is reached from the round in which it was. Rounds, unlike the order of a worklist, do not depend
 * on the order of the holdings, and a proof that only looks back to earlier rounds cannot run in a circle. */
typedef struct fixpoint {
	bool possible;   /* else what is certain */
	int64_t *sum;    /* a party: units held by owners that count */
	uint32_t *round; /* a party: in which it was reached through its owners, or XCTL_NONE */
} fixpoint;

typedef struct closure {
	const xctl_owner_graph *graph;
	const xctl_owner_listing *listings;
	int64_t threshold;
	bool inclusive;
	int64_t *rest; /* a party: units that no known share takes */
	holdings_by owner, owned;
} closure;

/* A known share, once it is checked. */
int64_t share_units(xctl_decimal share);

/* Checks the arguments and fills `threshold` and `rest`, which has room for every party. O(holdings). */
xctl_code check_threshold(closure *c, xctl_decimal threshold, xctl_error *error);
xctl_code check_holdings(closure *c, xctl_error *error);

static inline bool reaches(const closure *c, int64_t sum)
{
	return c->inclusive ? sum >= c->threshold : sum > c->threshold;
}

/* Does its own listing make a party count? */
static inline bool counts_as_listed(const closure *c, const fixpoint *f, uint32_t party)
{
	const xctl_owner_listing *l = &c->listings[party];
	return l->carries && l->listed >= (f->possible ? XCTL_REACH_MAY : XCTL_REACH_MUST);
}

/* The first round in which a party counts as an owner, or XCTL_NONE. */
static inline uint32_t counts_from(const closure *c, const fixpoint *f, uint32_t party)
{
	return counts_as_listed(c, f, party) ? 0 : f->round[party];
}

/* A holding that may stand in a proof. */
typedef struct support {
	int64_t units;
	uint32_t round; /* its owner's */
	uint32_t holding;
} support;

/* Chooses the proof of a party that was reached in `f`, and leaves it, sorted, at the head of the party's part of
 * `owned`. Gives how many holdings it has. `scratch` has room for all the party's holdings. */
uint32_t choose_proof(closure *c, const fixpoint *f, uint32_t party, support *scratch);

#endif
