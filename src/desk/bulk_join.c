/* Parts of a transfer joined step by step: first route, act and day, then the item, then what it is worth and holds. After
 * each step what no clause tells apart is one, so that few things are left to be joined further. */
#include <string.h>

#include "desk/bulk_inside.h"

static xctl_code no_room(struct bulk_memory *b)
{
	return xctl_fail_limit(b->error, "the cases");
}

uint32_t bulk_part_number(struct bulk_memory *b, const bulk_part *part)
{
	uint64_t hash = tuples_hash((const int32_t *)(const void *)part, b->part_classes.width);
	uint32_t *found = tuples_find(&b->part_classes, (const int32_t *)(const void *)part, hash);
	if (found)
		return *found;
	bulk_part *slot = XCTL_PUSH(&b->arena, &b->part_list);
	if (!slot || !tuples_add(&b->part_classes, (const int32_t *)(const void *)part, hash, b->part_list.count - 1))
		return XCTL_NONE;
	*slot = *part;
	return b->part_list.count - 1;
}

static uint32_t term_number(struct bulk_memory *b, const bulk_terms *terms)
{
	uint64_t hash = tuples_hash((const int32_t *)(const void *)terms, b->term_classes.width);
	uint32_t *found = tuples_find(&b->term_classes, (const int32_t *)(const void *)terms, hash);
	if (found)
		return *found;
	bulk_terms *slot = XCTL_PUSH(&b->arena, &b->term_list);
	if (!slot || !tuples_add(&b->term_classes, (const int32_t *)(const void *)terms, hash, b->term_list.count - 1))
		return XCTL_NONE;
	*slot = *terms;
	return b->term_list.count - 1;
}

static uint32_t joined_number(struct bulk_memory *b, uint32_t part, uint32_t terms)
{
	const int32_t key[] = { (int32_t)part, (int32_t)terms };
	uint64_t hash = tuples_hash(key, 2);
	uint32_t *found = part == XCTL_NONE || terms == XCTL_NONE ? NULL : tuples_find(&b->joined_classes, key, hash);
	if (found || part == XCTL_NONE || terms == XCTL_NONE)
		return found ? *found : XCTL_NONE;
	bulk_joined *slot = XCTL_PUSH(&b->arena, &b->joined_list);
	if (!slot || !tuples_add(&b->joined_classes, key, hash, b->joined_list.count - 1))
		return XCTL_NONE;
	*slot = (bulk_joined){ part, terms };
	return b->joined_list.count - 1;
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
		made.of[d] = law_profile_join(b->session[d], &(law_join){ .one = b->part_list.at[act].of[d],
			.other = b->part_list.at[route].of[d], .day = day->of[d], .status = day->of[d]->status, .regimes = terms.asked[d] });
		if (!made.of[d])
			return XCTL_NONE;
	}
	return joined_number(b, bulk_part_number(b, &made), term_number(b, &terms));
}

/* One more part, under the same terms. */
static uint32_t make_joined(struct bulk_memory *b, uint32_t joined, uint32_t part, bool complete)
{
	bulk_part made = { { NULL } };
	bulk_joined before = b->joined_list.at[joined];
	const bulk_terms *terms = &b->term_list.at[before.terms];
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		made.of[d] = law_profile_join(b->session[d], &(law_join){ .one = b->part_list.at[before.part].of[d],
			.other = b->part_list.at[part].of[d], .status = b->part_list.at[before.part].of[d]->status, .regimes = terms->asked[d],
			.complete = complete });
		if (!made.of[d])
			return XCTL_NONE;
	}
	return joined_number(b, bulk_part_number(b, &made), before.terms);
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
	int32_t from = b->from == XCTL_NONE ? XCTL_TABLE_EMPTY : b->asking.table->columns[b->from].codes[b->row];
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

uint32_t bulk_party_number(struct bulk_memory *b, const bulk_party *party)
{
	uint64_t hash = tuples_hash((const int32_t *)(const void *)party, b->party_classes.width);
	uint32_t *found = tuples_find(&b->party_classes, (const int32_t *)(const void *)party, hash);
	if (found)
		return *found;
	bulk_party *slot = XCTL_PUSH(&b->arena, &b->party_list);
	if (!slot || !tuples_add(&b->party_classes, (const int32_t *)(const void *)party, hash, b->party_list.count - 1))
		return XCTL_NONE;
	*slot = *party;
	return b->party_list.count - 1;
}

static uint32_t make_company(struct bulk_memory *b, const uint32_t *parties, uint32_t n)
{
	bulk_party whole;
	memset(&whole, 0, sizeof whole);
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		const law_standing *open[BULK_SLOTS + 1], *cleared[BULK_SLOTS + 1];
		for (uint32_t p = 0; p < n; p++) {
			const bulk_party *party = &b->party_list.at[parties[p]];
			open[p] = party->open[d];
			cleared[p] = party->cleared[d];
			whole.hits[d] |= party->hits[d];
		}
		whole.open[d] = law_standing_join(b->session[d], open, n);
		whole.cleared[d] = law_standing_join(b->session[d], cleared, n);
		if (!whole.open[d] || !whole.cleared[d])
			return XCTL_NONE;
	}
	return bulk_party_number(b, &whole);
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
