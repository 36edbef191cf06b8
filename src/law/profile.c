/* The rows of a part of a transfer, or of a party, taken together and kept: transfers are made of few different ones. */
#include <string.h>

#include "law/session.h"

static const law_override *overridden(const law_override *overrides, uint32_t n, uint32_t attribute, uint32_t party)
{
	for (uint32_t i = 0; i < n; i++)
		if (overrides[i].attribute == attribute && overrides[i].party == party)
			return &overrides[i];
	return NULL;
}

static const law_row *read_row(law_session *s, uint32_t attribute, uint32_t party, const law_frame *frame, xctl_arena *arena)
{
	law_value value = law_read(s->book, attribute, frame, party, arena);
	return law_row_of(s, attribute, &value, frame->date, frame->known);
}

/* `rows` of the attributes: read, or where they are set by hand what was set. Rows of `base` hold for the others. */
static bool read_rows(law_session *s, const struct law_members *members, uint32_t party, const law_frame *frame,
	const law_row *const *base, const law_override *overrides, uint32_t n_overrides, const law_row **rows, xctl_arena *arena)
{
	for (uint32_t i = 0; i < members->count; i++) {
		uint32_t attribute = members->at[i];
		uint32_t whose = s->book->attributes[attribute].object == LAW_OF_PARTY ? party : XCTL_NONE;
		const law_override *set = overridden(overrides, n_overrides, attribute, whose);
		rows[i] = set ? law_row_of(s, attribute, &set->value, frame->date, frame->known)
			: base ? base[i]
			       : read_row(s, attribute, party, frame, arena);
		if (!rows[i])
			return false;
	}
	return true;
}

static void take_together(const law_session *s, const law_row *const *rows, uint32_t n, uint64_t *may, uint64_t *must)
{
	uint32_t words = s->plan.n_words;
	memset(may, 0xff, words * sizeof *may);
	memset(must, 0xff, words * sizeof *must);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < words; k++) {
			may[k] &= rows[i]->may[k];
			must[k] &= rows[i]->must[k];
		}
}

/* Of the last sheet: clauses that two or more of the rows speak against. */
static void count_twice(const law_session *s, const law_row *const *rows, uint32_t n, uint64_t *twice)
{
	for (uint32_t k = 0; k < s->plan.last_words; k++) {
		uint64_t once = 0;
		for (uint32_t i = 0; i < n; i++) {
			uint64_t fails = ~rows[i]->may[s->plan.last_from + k];
			twice[k] |= once & fails;
			once |= fails;
		}
	}
}

/* --- parts of the transfer --- */

/* What the exporter said of exceptions' conditions: never closed by default. */
static void read_affirmed(const law_session *s, const law_frame *frame, uint64_t *affirmed, uint64_t *denied,
	xctl_arena *arena)
{
	const law_book *b = s->book;
	law_frame open = *frame;
	open.world = LAW_WORLD_OPEN;
	for (uint32_t i = 0; i < s->plan.last->heads.n; i++) {
		const law_head *h = &b->heads[s->plan.last->heads.from + i];
		law_truth all = LAW_YES;
		for (uint32_t k = 0; k < h->affirms.n && h->kind == LAW_HEAD_EXCEPTION; k++) {
			uint32_t attribute = b->affirms[h->affirms.from + k].attribute;
			law_truth said = law_read(b, attribute, &open, XCTL_NONE, arena).truth;
			if (said == LAW_NO)
				xctl_bit_set(denied, i);
			all = law_and(all, said);
		}
		if (all == LAW_YES)
			xctl_bit_set(affirmed, i);
	}
}

static law_profile *new_profile(const law_session *s, const law_row *const *rows, uint32_t n_rows, xctl_arena *arena)
{
	uint32_t words = s->plan.n_words;
	uint64_t *must = XCTL_NEW_ARRAY(arena, uint64_t, words);
	law_profile *p = must ? xctl_alloc(arena, sizeof *p + (words + s->plan.last_words) * sizeof(uint64_t)) : NULL;
	if (!p)
		return NULL;
	uint64_t *may = law_profile_may(p);
	take_together(s, rows, n_rows, may, must);
	count_twice(s, rows, n_rows, may + words);
	p->rows = rows;
	p->must = must;
	p->sure = memcmp(may, must, words * sizeof *may) == 0;
	return p;
}

/* The key: which part, then its rows, then what was affirmed and denied. */
typedef struct profile_key {
	const law_row **rows;
	uint64_t *affirmed, *denied;
	xctl_str bytes;
} profile_key;

static bool new_key(profile_key *out, const law_session *s, uint64_t kind, uint32_t n_rows, xctl_arena *arena)
{
	uint32_t heads = s->plan.head_words;
	size_t n = 1 + (size_t)n_rows + 2 * (size_t)heads;
	uint64_t *all = XCTL_NEW_ARRAY(arena, uint64_t, n);
	if (!all)
		return false;
	all[0] = kind;
	_Static_assert(sizeof(const law_row *) == sizeof(uint64_t), "rows are told apart by their addresses");
	out->rows = (const law_row **)(void *)(all + 1);
	out->affirmed = all + 1 + n_rows;
	out->denied = out->affirmed + heads;
	out->bytes = (xctl_str){ (const char *)all, n * sizeof *all };
	return true;
}

static const law_profile *keep_profile(law_session *s, const profile_key *key, uint32_t n_rows)
{
	law_kept *slot = law_keeper_find(&s->profiles, &s->arena, key->bytes);
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	xctl_str copy = xctl_str_copy(&s->arena, key->bytes);
	const uint64_t *words = (const uint64_t *)(const void *)copy.at;
	law_profile *p = words ? new_profile(s, (const law_row *const *)(const void *)(words + 1), n_rows, &s->arena) : NULL;
	if (!p)
		return NULL;
	p->affirmed = words + 1 + n_rows;
	p->denied = p->affirmed + s->plan.head_words;
	slot->key = copy;
	slot->at = p;
	s->profiles.count++;
	return p;
}

const law_profile *law_profile_of(law_session *s, law_part part, const law_frame *frame, xctl_arena *arena)
{
	const struct law_members *members = &s->plan.part[part];
	profile_key key;
	if (!new_key(&key, s, (uint64_t)part, members->count, arena)
		|| !read_rows(s, members, XCTL_NONE, frame, NULL, NULL, 0, key.rows, arena))
		return NULL;
	if (part == LAW_PART_ACT)
		read_affirmed(s, frame, key.affirmed, key.denied, arena);
	return keep_profile(s, &key, members->count);
}

const law_profile *law_profile_with(law_session *s, law_part part, const law_profile *base, const law_frame *frame,
	const law_override *overrides, uint32_t n_overrides, xctl_arena *arena)
{
	const struct law_members *members = &s->plan.part[part];
	const law_row **rows = xctl_alloc_array(arena, members->count, sizeof *rows);
	if (!rows || !read_rows(s, members, XCTL_NONE, frame, base->rows, overrides, n_overrides, rows, arena))
		return NULL;
	law_profile *p = new_profile(s, rows, members->count, arena);
	if (p) {
		p->affirmed = base->affirmed;
		p->denied = base->denied;
	}
	return p;
}

/* --- parties as one --- */

const law_standing *law_standing_join(law_session *s, const law_standing *const *parties, uint32_t n)
{
	uint32_t facts = s->plan.fact_words;
	size_t size = 2 * (size_t)facts + 1;
	uint64_t *key = XCTL_NEW_ARRAY(&s->arena, uint64_t, size);
	if (!key)
		return NULL;
	for (uint32_t p = 0; p < n; p++)
		for (uint32_t k = 0; k < facts; k++) {
			key[k] |= parties[p]->facts_may[k];
			key[facts + k] |= parties[p]->facts_must[k];
		}
	key[size - 1] = 1; /* told apart from what profiles are kept under */
	law_kept *slot = law_keeper_find(&s->joined, &s->arena, (xctl_str){ (const char *)key, size * sizeof *key });
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	law_standing *p = xctl_alloc(&s->arena, sizeof *p + 2 * (size_t)facts * sizeof(uint64_t));
	if (!p)
		return NULL;
	p->facts_may = memcpy(p + 1, key, 2 * (size_t)facts * sizeof *key);
	p->facts_must = p->facts_may + facts;
	p->sure = memcmp(p->facts_may, p->facts_must, facts * sizeof *key) == 0;
	slot->key = (xctl_str){ (const char *)key, size * sizeof *key };
	slot->at = p;
	s->joined.count++;
	return p;
}

/* --- parties --- */

bool law_party_sheet(law_session *s, const law_sheet *sheet, law_standing *p, const uint64_t *alive,
	const uint64_t *facts_may, const uint64_t *facts_must)
{
	const law_plan *plan = &s->plan;
	uint32_t from = sheet->clauses.from / 64, n = XCTL_WORDS(sheet->clauses.n), end = sheet->clauses.from + sheet->clauses.n;
	for (uint32_t k = from; k < from + n; k++) {
		p->may[k] = p->stated_may[k] & alive[k];
		p->must[k] = p->stated_must[k] & alive[k];
	}
	for (uint32_t i = 0; i < sheet->attributes.n; i++) {
		uint32_t attribute = s->book->links[sheet->attributes.from + i], fact = plan->fact[attribute];
		if (fact == XCTL_NONE)
			continue;
		bool own = s->book->attributes[attribute].object == LAW_OF_PARTY;
		law_truth truth = own ? law_truth_in(p->facts_may, p->facts_must, fact) : law_truth_in(facts_may, facts_must, fact);
		const uint64_t *row = law_derived_row(s, attribute, truth);
		if (!row)
			return false;
		for (uint32_t k = from; k < from + n; k++) {
			p->may[k] &= row[k];
			p->must[k] &= row[plan->n_words + k];
		}
	}
	for (uint32_t i = xctl_bit_next(p->may, end, sheet->clauses.from); i < end; i = xctl_bit_next(p->may, end, i + 1)) {
		uint32_t fact = plan->clause_fact[i];
		if (fact == XCTL_NONE)
			continue;
		xctl_bit_set(p->facts_may, fact);
		if (xctl_bit(p->must, i))
			xctl_bit_set(p->facts_must, fact);
	}
	return true;
}

static law_standing *new_standing(const law_session *s, xctl_arena *arena)
{
	uint32_t words = s->plan.n_words, facts = s->plan.fact_words;
	law_standing *p = xctl_alloc(arena, sizeof *p + (4 * (size_t)words + 2 * (size_t)facts) * sizeof *p->may);
	if (!p)
		return NULL;
	p->facts_may = (uint64_t *)(void *)(p + 1);
	p->facts_must = p->facts_may + facts;
	p->may = p->facts_must + facts;
	p->must = p->may + words;
	p->stated_may = p->must + words;
	p->stated_must = p->stated_may + words;
	return p;
}

/* Unless some sheet must wait for the whole transfer, a party is judged here once and for all. */
static bool judge(law_session *s, law_standing *p, const law_row *const *rows, const law_frame *frame)
{
	const law_book *b = s->book;
	const struct law_epoch_rows *day = law_epoch_rows_of(s, frame->date, frame->known);
	if (!day)
		return false;
	p->rows = rows;
	take_together(s, rows, s->plan.part[LAW_PART_PARTY].count, p->stated_may, p->stated_must);
	for (uint32_t i = 0; i < b->n_sheets && !s->plan.mixed; i++)
		if (b->sheets[i].object == LAW_OF_PARTY && !law_party_sheet(s, &b->sheets[i], p, day->alive_parties, NULL, NULL))
			return false;
	p->sure = memcmp(p->facts_may, p->facts_must, s->plan.fact_words * sizeof *p->facts_may) == 0 && !s->plan.mixed;
	return true;
}

const law_standing *law_standing_of(law_session *s, uint32_t party, const law_frame *frame, xctl_arena *arena)
{
	const struct law_members *members = &s->plan.part[LAW_PART_PARTY];
	profile_key key;
	const struct law_epoch_rows *day = law_epoch_rows_of(s, frame->date, frame->known);
	if (!day || !new_key(&key, s, (uint64_t)(uintptr_t)day->alive_parties, members->count, arena)
		|| !read_rows(s, members, party, frame, NULL, NULL, 0, key.rows, arena))
		return NULL;
	law_kept *slot = law_keeper_find(&s->standings, &s->arena, key.bytes);
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	law_standing *p = new_standing(s, &s->arena);
	xctl_str copy = xctl_str_copy(&s->arena, key.bytes);
	if (!p || !copy.at
		|| !judge(s, p, (const law_row *const *)(const void *)(copy.at + sizeof(uint64_t)), frame))
		return NULL;
	slot->key = copy;
	slot->at = p;
	s->standings.count++;
	return p;
}

const law_standing *law_standing_with(law_session *s, uint32_t party, const law_standing *base, const law_frame *frame,
	const law_override *overrides, uint32_t n_overrides, xctl_arena *arena)
{
	const struct law_members *members = &s->plan.part[LAW_PART_PARTY];
	law_standing *p = new_standing(s, arena);
	const law_row **rows = xctl_alloc_array(arena, members->count, sizeof *rows);
	if (!p || !rows
		|| !read_rows(s, members, party, frame, base->rows, overrides, n_overrides, rows, arena)
		|| !judge(s, p, rows, frame))
		return NULL;
	return p;
}
