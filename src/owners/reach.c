/* The two least fixpoints, each by one worklist: a party enters it once, when it begins to count as an owner, and then
 * gives each of its holdings to the party it owns. */
#include <string.h>

#include "owners/inside.h"

/* Counting sort by one end of the holdings; keeps the caller's order within a party. */
static bool sort_holdings(holdings_by *by, xctl_arena *arena, const xctl_owner_graph *graph, bool by_owner)
{
	uint32_t n = graph->n_parties;
	by->start = XCTL_NEW_ARRAY(arena, uint32_t, (size_t)n + 1);
	by->at = XCTL_NEW_ARRAY(arena, uint32_t, graph->n_holdings);
	if (!by->start || !by->at)
		return false;
	for (uint32_t i = 0; i < graph->n_holdings; i++)
		by->start[by_owner ? graph->holdings[i].owner : graph->holdings[i].owned]++;
	uint32_t total = 0;
	for (uint32_t p = 0; p <= n; p++) { /* each party's end … */
		total += by->start[p];
		by->start[p] = total;
	}
	for (uint32_t i = graph->n_holdings; i-- > 0;) /* … moves down to its beginning */
		by->at[--by->start[by_owner ? graph->holdings[i].owner : graph->holdings[i].owned]] = i;
	return true;
}

/* What a holding adds to the sum when its owner counts. The rest is taken with the first holding of unknown share. */
static int64_t take_share(closure *c, const fixpoint *f, const xctl_holding *h)
{
	if (h->share_known)
		return share_units(h->share_pct);
	if (!f->possible)
		return 0;
	int64_t rest = c->rest[h->owned];
	c->rest[h->owned] = 0;
	return rest;
}

/* Runs to the least fixpoint. `queue` has room for every party. The certain one first: the possible one uses up
 * `rest`. */
static void run(closure *c, fixpoint *f, uint32_t *queue, uint64_t *flagged)
{
	uint32_t head = 0, tail = 0;
	for (uint32_t p = 0; p < c->graph->n_parties; p++) {
		f->round[p] = XCTL_NONE;
		if (counts_as_listed(c, f, p))
			queue[tail++] = p;
	}
	while (head < tail) {
		uint32_t owner = queue[head++];
		uint32_t round = counts_from(c, f, owner) + 1;
		for (uint32_t i = c->owner.start[owner]; i < c->owner.start[owner + 1]; i++) {
			const xctl_holding *h = &c->graph->holdings[c->owner.at[i]];
			f->sum[h->owned] += take_share(c, f, h);
			xctl_bit_set(flagged, h->owned);
			if (f->round[h->owned] != XCTL_NONE || !reaches(c, f->sum[h->owned]))
				continue;
			f->round[h->owned] = round;
			if (!counts_as_listed(c, f, h->owned))
				queue[tail++] = h->owned;
		}
	}
}

static xctl_decimal percent_of(int64_t units)
{
	uint8_t scale = units ? UNITS_SCALE : 0;
	for (; scale > 0 && units % 10 == 0; scale--)
		units /= 10;
	return (xctl_decimal){ units, scale };
}

static void tell(xctl_owned *out, closure *c, const fixpoint *must, const fixpoint *may, const uint64_t *flagged,
	support *scratch)
{
	for (uint32_t p = 0; p < c->graph->n_parties; p++) {
		xctl_owned *o = &out[p];
		*o = (xctl_owned){
			.reach = must->round[p] != XCTL_NONE ? XCTL_REACH_MUST
				 : may->round[p] != XCTL_NONE ? XCTL_REACH_MAY
							      : XCTL_REACH_NO,
			.listed_owner = xctl_bit(flagged, p),
			.must_pct = percent_of(must->sum[p]),
			.may_pct = percent_of(may->sum[p]),
		};
		if (o->reach == XCTL_REACH_NO)
			continue;
		o->proof = c->owned.at + c->owned.start[p];
		o->n_proof = choose_proof(c, o->reach == XCTL_REACH_MUST ? must : may, p, scratch);
	}
}

static bool allocate_fixpoint(fixpoint *f, xctl_arena *arena, uint32_t n_parties)
{
	f->sum = XCTL_NEW_ARRAY(arena, int64_t, n_parties);
	f->round = XCTL_NEW_ARRAY(arena, uint32_t, n_parties);
	return f->sum && f->round;
}

static uint32_t most_holdings(const closure *c)
{
	uint32_t most = 0;
	for (uint32_t p = 0; p < c->graph->n_parties; p++) {
		uint32_t n = c->owned.start[p + 1] - c->owned.start[p];
		most = n > most ? n : most;
	}
	return most;
}

xctl_code xctl_owners_reach(xctl_owned *out, xctl_arena *arena, const xctl_owner_graph *graph,
	const xctl_owner_listing *listings, xctl_decimal threshold_pct, bool inclusive, xctl_error *error)
{
	static const char what[] = "the graph of owners";
	uint32_t n = graph->n_parties;
	closure c = { .graph = graph, .listings = listings, .inclusive = inclusive };
	fixpoint must = { .possible = false }, may = { .possible = true };

	xctl_code code = check_threshold(&c, threshold_pct, error);
	if (code != XCTL_OK)
		return code;
	c.rest = XCTL_NEW_ARRAY(arena, int64_t, n);
	if (!c.rest)
		return xctl_fail_limit(error, what);
	code = check_holdings(&c, error);
	if (code != XCTL_OK)
		return code;

	uint32_t *queue = XCTL_NEW_ARRAY(arena, uint32_t, n);
	uint64_t *flagged = XCTL_NEW_ARRAY(arena, uint64_t, XCTL_WORDS((size_t)n));
	if (!queue || !flagged || !sort_holdings(&c.owner, arena, graph, true)
		|| !sort_holdings(&c.owned, arena, graph, false) || !allocate_fixpoint(&must, arena, n)
		|| !allocate_fixpoint(&may, arena, n))
		return xctl_fail_limit(error, what);
	support *scratch = XCTL_NEW_ARRAY(arena, support, most_holdings(&c));
	if (!scratch)
		return xctl_fail_limit(error, what);

	run(&c, &must, queue, flagged);
	run(&c, &may, queue, flagged);
	tell(out, &c, &must, &may, flagged, scratch); /* the only step that changes `out` */
	return XCTL_OK;
}
