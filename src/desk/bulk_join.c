/* Parts of a transfer joined step by step: first route, act and day, then the item, then what it is worth and holds. After
 * each step what no clause tells apart is one, so that few things are left to be joined further. */
#include <string.h>

#include "desk/bulk_inside.h"

static xctl_code no_room(struct bulk_memory *b)
{
	return xctl_fail_limit(b->error, "the cases");
}

static uint32_t joined_number(struct bulk_memory *b, uint32_t part, uint32_t terms)
{
	return part == XCTL_NONE || terms == XCTL_NONE ? XCTL_NONE : tuples_number(&b->joined_classes, &(bulk_joined){ part, terms });
}

/* Route, act and day, and what else a decision goes by. */
static uint32_t make_setting(struct bulk_memory *b, uint32_t route, uint32_t act, uint32_t i)
{
	bulk_part made = { { NULL } };
	bulk_terms terms;
	const bulk_day *day = bulk_day_at(b, i);
	memset(&terms, 0, sizeof terms);
	terms.foreign = (uint32_t)b->block->foreign[i];
	int32_t kind = b->asking.table->columns[b->kind].codes[b->row];
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		terms.asked[d] = kind < 0 ? 0 : b->asked[BULK_BOOKS * (uint32_t)kind + d];
		terms.late[d] = day->late[d];
		terms.stale[d] = day->stale[d];
		made.of[d] = law_profile_join(b->session[d], &(law_join){ .one = bulk_part_at(b, act)->of[d],
			.other = bulk_part_at(b, route)->of[d], .day = day->of[d], .regimes = terms.asked[d] });
		if (!made.of[d])
			return XCTL_NONE;
	}
	return joined_number(b, tuples_number(&b->part_classes, &made), tuples_number(&b->term_classes, &terms));
}

/* One more part, under the same terms. */
static uint32_t make_joined(struct bulk_memory *b, uint32_t joined, uint32_t part, bool complete)
{
	bulk_part made = { { NULL } };
	bulk_joined before = *bulk_joined_at(b, joined);
	const bulk_terms *terms = bulk_terms_at(b, before.terms);
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		made.of[d] = law_profile_join(b->session[d], &(law_join){ .one = bulk_part_at(b, before.part)->of[d],
			.other = bulk_part_at(b, part)->of[d], .regimes = terms->asked[d], .complete = complete });
		if (!made.of[d])
			return XCTL_NONE;
	}
	return joined_number(b, tuples_number(&b->part_classes, &made), before.terms);
}

xctl_code bulk_make_setting(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out)
{
	*out = make_setting(b, (uint32_t)look->at[0][i], (uint32_t)look->at[1][i], i);
	return *out == XCTL_NONE ? no_room(b) : XCTL_OK;
}

xctl_code bulk_make_joined(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out)
{
	*out = make_joined(b, (uint32_t)look->at[0][i], (uint32_t)look->at[1][i], look->which == LAW_PART_CONTENT);
	return *out == XCTL_NONE ? no_room(b) : XCTL_OK;
}

static uint32_t make_company(struct bulk_memory *b, const uint32_t *parties, uint32_t n)
{
	bulk_party whole;
	memset(&whole, 0, sizeof whole);
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		const law_standing *open[BULK_SLOTS + 1], *cleared[BULK_SLOTS + 1];
		for (uint32_t p = 0; p < n; p++) {
			const bulk_party *party = bulk_party_at(b, parties[p]);
			open[p] = party->open[d];
			cleared[p] = party->cleared[d];
			whole.hits[d] |= party->hits[d];
		}
		whole.open[d] = law_standing_join(b->session[d], open, n);
		whole.cleared[d] = law_standing_join(b->session[d], cleared, n);
		if (!whole.open[d] || !whole.cleared[d])
			return XCTL_NONE;
	}
	return tuples_number(&b->party_classes, &whole);
}

xctl_code bulk_make_company(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out)
{
	uint32_t parties[BULK_SLOTS + 1], n = 0;
	for (; n < look->known.width && look->at[n][i] >= 0; n++)
		parties[n] = (uint32_t)look->at[n][i];
	*out = make_company(b, parties, n);
	return *out == XCTL_NONE ? no_room(b) : XCTL_OK;
}
