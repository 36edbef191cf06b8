/* Ownership: which parties a family of lists reaches through its listed owners.
 *
 * Aggregate rule (OFAC, BIS): an entity is reached when owners that are listed, or themselves reached, hold together
 * the threshold or more; a reached owner counts with its whole holding, not with a product of shares (OFAC FAQ 401).
 * Monotone over finite sets: a unique least fixpoint, also with owners of each other. Unknown shares give two
 * fixpoints: what must hold (unknown = 0) and what may (unknown = all that is left). Ownership only: whoever merely
 * controls reaches nothing here (OFAC FAQ 398). Sources: 31 CFR and OFAC FAQ 398-402; Supplement No. 8 to 15 CFR Part
 * 744. */
#ifndef XCTL_OWNERS_OWNERS_H
#define XCTL_OWNERS_OWNERS_H

#include "base/base.h"

/* `owner` holds `share` percent of `owned`; both are numbers the caller gave. Several holdings of one owner in one
 * party (of different classes, say) add up. */
typedef struct xctl_holding {
	uint32_t owner, owned;
	bool share_known;
	xctl_decimal share_pct; /* 0 < share <= 100; not looked at when unknown */
} xctl_holding;

typedef enum xctl_reach { XCTL_REACH_NO, XCTL_REACH_MAY, XCTL_REACH_MUST } xctl_reach;

typedef struct xctl_owner_graph {
	uint32_t n_parties;
	const xctl_holding *holdings;
	uint32_t n_holdings;
	/* For errors; each may be NULL. Names by party (an empty one has none); where each holding is stated: a party of the
	 * caller's document, and which of its owners. */
	const xctl_str *names;
	const uint32_t (*stated)[2];
} xctl_owner_graph;

/* How one party is listed to begin with. */
typedef struct xctl_owner_listing {
	xctl_reach listed; /* MAY: an open name hit */
	/* False: listed, but this family does not extend through it (an address-only entry, say). Its listing then
	 * gives nothing here, not even the red flag; it counts when it is itself reached. */
	bool carries;
} xctl_owner_listing;

/* An owner counts for certain when it must be listed (and carries) or reached, and possibly when it may be.
 *
 * The certain sum adds the known shares of owners that count for certain. The possible sum adds the known shares of
 * owners that may count and, once, what all known shares of that party leave of 100 % when an owner of unknown share
 * may count: nobody knows who holds the rest, so it may be one of them. A rest that no recorded owner holds is
 * nobody's.
 *
 * The proof is a smallest set of holdings whose owners hold the threshold, the largest first chosen, so that no holding
 * in it can be spared; among equals the nearest to a listing, then the first the caller gave. For MAY the rest is one
 * holding and stands under the first of its possible owners. To follow it, take each holding's owner: it is listed and
 * carries, and there the path ends, or it is reached, with a proof of its own that never comes back to this party. */
typedef struct xctl_owned {
	xctl_reach reach;          /* through owners; a party's own listing does not count here */
	bool listed_owner;         /* some owner is, or may be, listed or reached, whatever its share: a red flag */
	xctl_decimal must_pct;     /* the sum that is certain */
	xctl_decimal may_pct;      /* the sum that is possible */
	const uint32_t *proof;     /* the supporting holdings, in the caller's numbering, sorted; a DAG when followed */
	uint32_t n_proof;
} xctl_owned;

/* Fills out[n_parties], all memory from `arena`: about 48 bytes a party, 8 a holding, and 16 more for each holding in
 * the party that has the most. `threshold_pct` is reached at equality when `inclusive` (50 % or more), else above it
 * only (more than 50 %). `listings` has n_parties entries.
 *
 * Refused with XCTL_INPUT, naming where the holding is stated ("/parties/7/owners/0"), else the owned party's index
 * ("/parties/7"): known shares above 100 % in sum, a share of 0 or less or above 100, a party that owns itself, an index out of range. A threshold outside 0 … 100,
 * or one of 0 that is reached at equality, is XCTL_USAGE; no memory is XCTL_LIMIT. On failure `out` is as it was.
 *
 * The result does not depend on the order of the holdings, but for which of two equal holdings a proof names.
 * O(holdings + parties), and O(d log d) for the proof of a party with d holdings. */
xctl_code xctl_owners_reach(xctl_owned *out, xctl_arena *arena, const xctl_owner_graph *graph,
	const xctl_owner_listing *listings, xctl_decimal threshold_pct, bool inclusive, xctl_error *error);

#endif
