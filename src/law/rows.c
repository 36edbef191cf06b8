/* Rows of clauses by value: found, or made and kept. */
#include <string.h>

#include "law/session.h"

enum { FIRST_SLOTS = 1024 };

static bool grow(law_keeper *k, xctl_arena *arena)
{
	uint32_t room = k->n_slots ? k->n_slots * 2 : FIRST_SLOTS;
	law_kept *slots = XCTL_NEW_ARRAY(arena, law_kept, room);
	if (!slots)
		return false;
	for (uint32_t i = 0; i < k->n_slots; i++) {
		if (!k->slots[i].at)
			continue;
		uint32_t at = (uint32_t)k->slots[i].hash & (room - 1);
		while (slots[at].at)
			at = (at + 1) & (room - 1);
		slots[at] = k->slots[i];
	}
	k->slots = slots;
	k->n_slots = room;
	return true;
}

law_kept *law_keeper_find(law_keeper *k, xctl_arena *arena, xctl_str key)
{
	if (k->count * 2 >= k->n_slots && !grow(k, arena))
		return NULL;
	uint64_t hash = xctl_hash64(key);
	uint32_t at = (uint32_t)hash & (k->n_slots - 1);
	while (k->slots[at].at && (k->slots[at].hash != hash || !xctl_str_eq(k->slots[at].key, key)))
		at = (at + 1) & (k->n_slots - 1);
	k->slots[at].hash = hash;
	return &k->slots[at];
}

void law_session_forget(law_session *s)
{
	xctl_arena_reset(&s->arena);
	s->values = s->rows = s->profiles = s->standings = s->alive = s->status = s->joined = s->told = (law_keeper){ 0 };
	s->derived = NULL;
	s->epochs = NULL;
	s->neutral = NULL;
	s->bare = NULL;
	s->generation++;
}

static void kill(const law_book *book, law_span clauses, uint64_t *words)
{
	for (uint32_t i = 0; i < clauses.n; i++)
		xctl_bit_clear(words, book->links[clauses.from + i]);
}

/* may and must, one behind the other; NULL at the ceiling. */
static uint64_t *new_row(law_session *s)
{
	uint64_t *words = XCTL_NEW_ARRAY(&s->arena, uint64_t, 2 * (size_t)s->plan.n_words);
	if (words)
		memset(words, 0xff, 2 * (size_t)s->plan.n_words * sizeof *words);
	return words;
}

static void apply(const law_session *s, uint64_t *words, uint32_t test, law_truth truth)
{
	const law_test *t = &s->book->tests[test];
	uint64_t *may = words, *must = words + s->plan.n_words;
	if (truth != LAW_YES)
		kill(s->book, t->positive, must);
	if (truth == LAW_NO)
		kill(s->book, t->positive, may);
	if (truth != LAW_NO)
		kill(s->book, t->negative, must);
	if (truth == LAW_YES)
		kill(s->book, t->negative, may);
}

static law_row *make_row(law_session *s, const law_attribute *a, const uint8_t *truths)
{
	law_row *row = XCTL_NEW(&s->arena, law_row);
	uint64_t *words = new_row(s);
	if (!row || !words)
		return NULL;
	for (uint32_t i = 0; i < a->tests.n; i++)
		apply(s, words, s->book->links[a->tests.from + i], (law_truth)truths[i]);
	*row = (law_row){ words, words + s->plan.n_words, truths };
	return row;
}

/* The row of what the tests say of a value: one for all values of which they say the same. */
static const law_row *row_of_truths(law_session *s, uint32_t attribute, const law_value *value, xctl_date date,
	xctl_date known)
{
	const law_attribute *a = &s->book->attributes[attribute];
	size_t head = sizeof attribute;
	char *key = XCTL_NEW_ARRAY(&s->arena, char, head + a->tests.n);
	if (!key)
		return NULL;
	memcpy(key, &attribute, head);
	for (uint32_t i = 0; i < a->tests.n; i++)
		key[head + i] = (char)law_test_truth(s->book, s->book->links[a->tests.from + i], value, date, known);
	xctl_str whole = { key, head + a->tests.n };
	law_kept *slot = law_keeper_find(&s->rows, &s->arena, whole);
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	const law_row *row = make_row(s, a, (const uint8_t *)key + head);
	if (!row)
		return NULL;
	slot->key = whole;
	slot->at = row;
	s->rows.count++;
	return row;
}

enum { BARE = 24 };

/* A value that says no more than yes, no or nothing at all, as a small number: most facts of most transfers are such. Those
 * that hold words, places, amounts, days or parties are none: XCTL_NONE. */
static uint32_t bare(const law_value *v)
{
	bool holds = v->n || v->party || v->has_low || v->has_high || (v->type == LAW_DATE && v->stated);
	return holds ? XCTL_NONE : (uint32_t)v->open | (uint32_t)v->stated << 1 | (uint32_t)v->assumed << 2 | (uint32_t)v->truth << 3;
}

/* No day changes what a test says of a bare value. */
static const law_row *bare_row(law_session *s, uint32_t attribute, uint32_t which, const law_value *value, xctl_date date,
	xctl_date known)
{
	if (!s->bare && !(s->bare = xctl_alloc_array(&s->arena, (size_t)s->book->n_attributes * BARE, sizeof *s->bare)))
		return NULL;
	const law_row **slot = &s->bare[(size_t)attribute * BARE + which];
	if (!*slot)
		*slot = row_of_truths(s, attribute, value, date, known);
	return *slot;
}

const law_row *law_row_of(law_session *s, uint32_t attribute, const law_value *value, xctl_date date, xctl_date known)
{
	uint32_t which = bare(value);
	if (which != XCTL_NONE)
		return bare_row(s, attribute, which, value, date, known);
	xctl_buf_clear(&s->key);
	xctl_buf_put(&s->key, &attribute, sizeof attribute);
	law_value_key(&s->key, value, date, known);
	if (s->book->attributes[attribute].dated) {
		uint32_t epoch = law_epoch(&s->plan, date, known);
		xctl_buf_put(&s->key, &epoch, sizeof epoch);
	}
	if (s->key.failed) {
		s->key.failed = false;
		return row_of_truths(s, attribute, value, date, known);
	}
	xctl_str key = xctl_buf_view(&s->key);
	law_kept *slot = law_keeper_find(&s->values, &s->arena, key);
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	const law_row *row = row_of_truths(s, attribute, value, date, known);
	slot->key = xctl_str_copy(&s->arena, key);
	if (!row || !slot->key.at)
		return NULL;
	slot->at = row;
	s->values.count++;
	return row;
}

const uint64_t *law_derived_row(law_session *s, uint32_t attribute, law_truth truth)
{
	const law_attribute *a = &s->book->attributes[attribute];
	if (!s->derived) {
		s->derived = xctl_alloc_array(&s->arena, 3 * (size_t)s->plan.n_facts, sizeof *s->derived);
		if (!s->derived)
			return NULL;
	}
	const uint64_t **slot = &s->derived[3 * (size_t)s->plan.fact[attribute] + (size_t)truth];
	if (!*slot) {
		uint64_t *words = new_row(s);
		for (uint32_t i = 0; words && i < a->tests.n; i++)
			apply(s, words, s->book->links[a->tests.from + i], truth);
		*slot = words;
	}
	return *slot;
}

/* --- days --- */

static uint64_t *alive_on(law_session *s, law_object object, xctl_date date, xctl_date known)
{
	uint64_t *words = XCTL_NEW_ARRAY(&s->arena, uint64_t, s->plan.n_words);
	for (uint32_t i = 0; words && i < s->book->n_clauses; i++) {
		uint32_t head = s->book->clauses[i].head;
		if (head == XCTL_NONE)
			continue;
		const law_head *h = &s->book->heads[head];
		if (s->book->sheets[h->sheet].object == object && xctl_interval_has(h->effective, date)
			&& xctl_interval_has(h->known, known))
			xctl_bit_set(words, i);
	}
	return words;
}

/* What differs on few days is kept once: the same bytes, the same address. */
static const void *shared(law_session *s, law_keeper *keeper, const void *bytes, size_t size)
{
	xctl_str key = { bytes, size };
	law_kept *slot = bytes ? law_keeper_find(keeper, &s->arena, key) : NULL;
	if (!slot)
		return NULL;
	if (!slot->at) {
		slot->key = key;
		slot->at = bytes;
		keeper->count++;
	}
	return slot->at;
}

/* Of the last sheet's heads, by the suspensions known that day: the latest word of two overlapping ones. */
static uint8_t *status_on(law_session *s, xctl_date date, xctl_date known)
{
	const law_sheet *last = s->plan.last;
	uint8_t *status = XCTL_NEW_ARRAY(&s->arena, uint8_t, last->heads.n);
	for (uint32_t i = 0; status && i < last->heads.n; i++) {
		uint32_t suspension;
		status[i] = (uint8_t)law_status_on(s->book, last->heads.from + i, date, known, &suspension);
	}
	return status;
}

const struct law_epoch_rows *law_epoch_rows_of(law_session *s, xctl_date date, xctl_date known)
{
	if (!s->epochs && !(s->epochs = XCTL_NEW_ARRAY(&s->arena, struct law_epoch_rows, law_epochs(&s->plan))))
		return NULL;
	struct law_epoch_rows *slot = &s->epochs[law_epoch(&s->plan, date, known)];
	if (slot->alive)
		return slot;
	slot->status = shared(s, &s->status, status_on(s, date, known), s->plan.last->heads.n);
	slot->alive_parties = shared(s, &s->alive, alive_on(s, LAW_OF_PARTY, date, known), s->plan.n_words * sizeof(uint64_t));
	if (!slot->status || !slot->alive_parties)
		return NULL;
	slot->alive = alive_on(s, LAW_OF_TRANSFER, date, known);
	return slot->alive ? slot : NULL;
}
