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
static uint32_t make_setting(struct bulk_memory *b, uint32_t route, uint32_t act, const bulk_day *day, uint32_t foreign)
{
	bulk_part made = { { NULL } };
	bulk_terms terms;
	memset(&terms, 0, sizeof terms);
	terms.foreign = foreign;
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

/* The number under two others, made where it is new. */
static uint32_t step(struct bulk_memory *b, tuples *known, uint32_t joined, uint32_t part, bool complete)
{
	const int32_t key[] = { (int32_t)joined, (int32_t)part };
	uint64_t hash = tuples_hash(key, 2);
	uint32_t *found = tuples_find(known, key, hash);
	if (found)
		return *found;
	uint32_t made = make_joined(b, joined, part, complete);
	return made != XCTL_NONE && tuples_add(known, key, hash, made) ? made : XCTL_NONE;
}

xctl_code bulk_join_parts(struct bulk_memory *b, const uint32_t *parts, const bulk_day *day, uint32_t *out)
{
	int32_t from = xctl_table_code(b->asking.table, b->from, b->row);
	uint32_t foreign = from < 0 ? 0 : b->foreign[from];
	const int32_t key[] = { (int32_t)parts[LAW_PART_ROUTE], (int32_t)parts[LAW_PART_ACT], (int32_t)day->epoch,
		b->known == XCTL_NONE ? 0 : day->known, (int32_t)foreign, b->asking.table->columns[b->kind].codes[b->row] };
	uint64_t hash = tuples_hash(key, b->settings.width);
	uint32_t *found = tuples_find(&b->settings, key, hash);
	uint32_t at = found ? *found : make_setting(b, parts[LAW_PART_ROUTE], parts[LAW_PART_ACT], day, foreign);
	if (at == XCTL_NONE || (!found && !tuples_add(&b->settings, key, hash, at)))
		return no_room(b);
	at = step(b, &b->things, at, parts[LAW_PART_ITEM], false);
	if (at != XCTL_NONE)
		at = step(b, &b->values, at, parts[LAW_PART_WORTH], false);
	if (at != XCTL_NONE)
		at = step(b, &b->lines, at, parts[LAW_PART_CONTENT], true);
	*out = at;
	return at == XCTL_NONE ? no_room(b) : XCTL_OK;
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

xctl_code bulk_join_parties(struct bulk_memory *b, const uint32_t *parties, uint32_t n, uint32_t *out)
{
	int32_t key[BULK_SLOTS + 1];
	for (uint32_t i = 0; i < b->companies.width; i++)
		key[i] = i < n ? (int32_t)parties[i] : -1;
	uint64_t hash = tuples_hash(key, b->companies.width);
	uint32_t *found = tuples_find(&b->companies, key, hash);
	*out = found ? *found : make_company(b, parties, n);
	return *out != XCTL_NONE && (found || tuples_add(&b->companies, key, hash, *out)) ? XCTL_OK : no_room(b);
}
