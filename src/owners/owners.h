/* Ownership: which parties a family of lists reaches through its listed owners.
 *
 * Aggregate rule (OFAC, BIS): an entity is reached when owners that are listed, or themselves reached, hold together the
 * threshold or more; a reached owner counts with its whole holding, not with a product of shares (OFAC FAQ 401). Monotone
 * over finite sets: a unique least fixpoint, also with owners of each other. Unknown shares give two fixpoints: what must
 * hold (unknown = 0) and what may (unknown = all that is left). Sources: 31 CFR and OFAC FAQ 398-402; Supplement No. 8 to
 * 15 CFR Part 744. */
#ifndef XCTL_OWNERS_OWNERS_H
#define XCTL_OWNERS_OWNERS_H

#include "base/base.h"

/* `owner` holds `share` percent of `owned`; both are numbers the caller gave. */
typedef struct xctl_holding {
	uint32_t owner, owned;
	bool share_known;
	xctl_decimal share_pct; /* 0 < share <= 100 */
} xctl_holding;

typedef enum xctl_reach { XCTL_REACH_NO, XCTL_REACH_MAY, XCTL_REACH_MUST } xctl_reach;

typedef struct xctl_owner_graph {
	uint32_t n_parties;
	const xctl_holding *holdings;
	uint32_t n_holdings;
} xctl_owner_graph;

/* How one party is listed to begin with. */
typedef struct xctl_owner_listing {
	xctl_reach listed;  /* MAY: an open name hit */
	bool carries;       /* false: listed, but this family does not extend through it (an address-only entry, say) */
} xctl_owner_listing;

typedef struct xctl_owned {
	xctl_reach reach;          /* through owners; a party's own listing does not count here */
	bool listed_owner;         /* some owner is listed or reached, whatever its share: a red flag */
	xctl_decimal must_pct;     /* the sum that is certain */
	xctl_decimal may_pct;      /* the sum that is possible */
	const uint32_t *proof;     /* indices of the supporting holdings, in the caller's numbering, sorted; a DAG when followed */
	uint32_t n_proof;
} xctl_owned;

/* Fills out[n_parties], all memory from `arena`. `threshold_pct` is reached at equality when `inclusive` (50 % or more).
 * Refused with XCTL_INPUT, naming the owned party's index in the pointer: known shares above 100 % in sum, a share of 0 or
 * less or above 100, a party that owns itself, an index out of range. O(holdings + parties). */
xctl_code xctl_owners_reach(xctl_owned *out, xctl_arena *arena, const xctl_owner_graph *graph,
	const xctl_owner_listing *listings, xctl_decimal threshold_pct, bool inclusive, xctl_error *error);

#endif
