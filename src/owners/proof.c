/* The proof of one reached party: which holdings, out of all that count, are shown. */
#include <stdlib.h>

#include "owners/inside.h"

/* The largest first, so that the fewest suffice; among equals the one nearest to a listing, then the caller's first. */
static int by_weight(const void *a, const void *b)
{
	const support *x = a, *y = b;
	if (x->units != y->units)
		return x->units > y->units ? -1 : 1;
	if (x->round != y->round)
		return x->round < y->round ? -1 : 1;
	return (x->holding > y->holding) - (x->holding < y->holding);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* The holdings whose owners counted before the party was reached. All holdings of unknown share are one, of all that
 * the known ones leave. */
static uint32_t gather(const closure *c, const fixpoint *f, uint32_t party, support *found)
{
	support unknown = { .units = UNITS_ALL, .round = XCTL_NONE };
	uint32_t n = 0;
	for (uint32_t i = c->owned.start[party]; i < c->owned.start[party + 1]; i++) {
		uint32_t holding = c->owned.at[i];
		const xctl_holding *h = &c->graph->holdings[holding];
		if (h->share_known)
			unknown.units -= share_units(h->share_pct);
		uint32_t round = counts_from(c, f, h->owner);
		if (round >= f->round[party])
			continue;
		if (h->share_known) {
			found[n++] = (support){ share_units(h->share_pct), round, holding };
		} else if (f->possible && round < unknown.round) {
			unknown.round = round;
			unknown.holding = holding;
		}
	}
	if (unknown.round != XCTL_NONE)
		found[n++] = unknown;
	return n;
}

uint32_t choose_proof(closure *c, const fixpoint *f, uint32_t party, support *scratch)
{
	uint32_t n_found = gather(c, f, party, scratch), n = 0;
	uint32_t *proof = c->owned.at + c->owned.start[party];
	int64_t sum = 0;
	qsort(scratch, n_found, sizeof *scratch, by_weight);
	/* Whatever was gathered suffices: it is what reached the party. */
	while (n < n_found && !reaches(c, sum)) {
		sum += scratch[n].units;
		proof[n] = scratch[n].holding;
		n++;
	}
	qsort(proof, n, sizeof *proof, by_number);
	return n;
}
