#include "law/engine.h"

#include <string.h>

enum { FIRST_SLOTS = 1024 };

/* Two bitsets over all clauses: those no test of the attribute speaks against for sure, and those all of whose tests of
 * it hold for sure. */
typedef struct row {
	uint64_t hash;
	xctl_str key; /* the attribute's number, then the value */
	const uint64_t *may; /* then must */
	const uint8_t *truths; /* of the attribute's tests, in their order */
} row;

struct law_session {
	const law_book *book;
	const xctl_memory *memory;
	xctl_arena rows_arena;
	row *slots;
	uint32_t n_slots, n_rows;
	uint32_t generation; /* grows when the rows are forgotten */
	uint32_t n_words;
	const uint64_t **derived; /* 3 * n_attributes rows: may then must */
	struct epoch {
		xctl_date date, known;
		const uint64_t *alive;
	} epochs[16];
	uint32_t n_epochs, next_epoch;
	xctl_buf key;
};

xctl_code law_session_open(law_session **out, const law_book *book, const xctl_memory *memory, size_t ceiling,
	xctl_error *error)
{
	if (!memory)
		memory = &xctl_memory_system;
	law_session *s = memory->allocate(memory->context, sizeof *s);
	if (!s)
		return xctl_fail_limit(error, "the rule session");
	memset(s, 0, sizeof *s);
	s->book = book;
	s->memory = memory;
	s->rows_arena = (xctl_arena){ .memory = memory, .ceiling = ceiling };
	s->n_words = book->n_clauses / 64;
	s->key = (xctl_buf){ .memory = memory, .ceiling = 1u << 20 };
	*out = s;
	return XCTL_OK;
}

void law_session_close(law_session *session)
{
	if (!session)
		return;
	xctl_arena_drop(&session->rows_arena);
	xctl_buf_drop(&session->key);
	session->memory->release(session->memory->context, session);
}

static void forget(law_session *s)
{
	xctl_arena_reset(&s->rows_arena);
	s->slots = NULL;
	s->derived = NULL;
	s->n_slots = s->n_rows = s->n_epochs = s->next_epoch = 0;
	s->generation++;
}

static bool grow_slots(law_session *s)
{
	uint32_t room = s->n_slots ? s->n_slots * 2 : FIRST_SLOTS;
	row *slots = XCTL_NEW_ARRAY(&s->rows_arena, row, room);
	if (!slots)
		return false;
	for (uint32_t i = 0; i < s->n_slots; i++) {
		if (!s->slots[i].may)
			continue;
		uint32_t at = (uint32_t)s->slots[i].hash & (room - 1);
		while (slots[at].may)
			at = (at + 1) & (room - 1);
		slots[at] = s->slots[i];
	}
	s->slots = slots;
	s->n_slots = room;
	return true;
}

static void kill(const law_book *book, law_span clauses, uint64_t *words)
{
	for (uint32_t i = 0; i < clauses.n; i++)
		xctl_bit_clear(words, book->links[clauses.from + i]);
}

/* may and must, one behind the other; NULL at the ceiling. */
static uint64_t *new_row(law_session *s)
{
	uint64_t *words = XCTL_NEW_ARRAY(&s->rows_arena, uint64_t, 2 * (size_t)s->n_words);
	if (words)
		memset(words, 0xff, 2 * (size_t)s->n_words * sizeof *words);
	return words;
}

static void apply(const law_session *s, uint64_t *words, uint32_t test, law_truth truth)
{
	const law_test *t = &s->book->tests[test];
	uint64_t *may = words, *must = words + s->n_words;
	if (truth != LAW_YES)
		kill(s->book, t->positive, must);
	if (truth == LAW_NO)
		kill(s->book, t->positive, may);
	if (truth != LAW_NO)
		kill(s->book, t->negative, must);
	if (truth == LAW_YES)
		kill(s->book, t->negative, may);
}

static bool make_row(row *out, law_session *s, const law_attribute *a, const law_value *value, xctl_date date,
	xctl_date known)
{
	uint64_t *words = new_row(s);
	uint8_t *truths = XCTL_NEW_ARRAY(&s->rows_arena, uint8_t, a->tests.n);
	if (!words || !truths)
		return false;
	for (uint32_t i = 0; i < a->tests.n; i++) {
		uint32_t test = s->book->links[a->tests.from + i];
		truths[i] = (uint8_t)law_test_truth(s->book, test, value, date, known);
		apply(s, words, test, (law_truth)truths[i]);
	}
	out->may = words;
	out->truths = truths;
	return true;
}

/* The row of a value: found, or made and kept. False at the ceiling. */
static bool value_row(row *out, law_session *s, uint32_t attribute, const law_value *value, xctl_date date, xctl_date known)
{
	const law_attribute *a = &s->book->attributes[attribute];
	xctl_buf_clear(&s->key);
	xctl_buf_put(&s->key, &attribute, sizeof attribute);
	law_value_key(&s->key, value);
	if (a->dated || a->type == LAW_LISTINGS) {
		xctl_buf_put(&s->key, &date, sizeof date);
		xctl_buf_put(&s->key, &known, sizeof known);
	}
	if (s->key.failed) {
		s->key.failed = false;
		return make_row(out, s, a, value, date, known);
	}
	xctl_str key = xctl_buf_view(&s->key);
	uint64_t hash = xctl_hash64(key);
	if (s->n_rows * 2 >= s->n_slots && !grow_slots(s))
		return false;
	uint32_t at = (uint32_t)hash & (s->n_slots - 1);
	for (; s->slots[at].may; at = (at + 1) & (s->n_slots - 1))
		if (s->slots[at].hash == hash && xctl_str_eq(s->slots[at].key, key)) {
			*out = s->slots[at];
			return true;
		}
	row made = { .hash = hash, .key = xctl_str_copy(&s->rows_arena, key) };
	if (!made.key.at || !make_row(&made, s, a, value, date, known))
		return false;
	*out = s->slots[at] = made;
	s->n_rows++;
	return true;
}

static const uint64_t *derived_row(law_session *s, uint32_t attribute, law_truth truth)
{
	const law_attribute *a = &s->book->attributes[attribute];
	if (!s->derived) {
		s->derived = xctl_alloc_array(&s->rows_arena, 3 * (size_t)s->book->n_attributes, sizeof *s->derived);
		if (!s->derived)
			return NULL;
	}
	const uint64_t **slot = &s->derived[3 * (size_t)attribute + (size_t)truth];
	if (!*slot) {
		uint64_t *words = new_row(s);
		for (uint32_t i = 0; words && i < a->tests.n; i++)
			apply(s, words, s->book->links[a->tests.from + i], truth);
		*slot = words;
	}
	return *slot;
}

/* Clauses whose block is in force that day, as known that day. */
static const uint64_t *alive_on(law_session *s, xctl_date date, xctl_date known)
{
	for (uint32_t i = 0; i < s->n_epochs; i++)
		if (s->epochs[i].date == date && s->epochs[i].known == known)
			return s->epochs[i].alive;
	uint32_t slot = s->next_epoch;
	uint64_t *words = s->n_epochs == 16 ? (uint64_t *)(uintptr_t)s->epochs[slot].alive
					    : XCTL_NEW_ARRAY(&s->rows_arena, uint64_t, s->n_words);
	if (!words)
		return NULL;
	memset(words, 0, s->n_words * sizeof *words);
	for (uint32_t i = 0; i < s->book->n_clauses; i++) {
		uint32_t head = s->book->clauses[i].head;
		if (head == XCTL_NONE)
			continue;
		const law_head *h = &s->book->heads[head];
		if (xctl_interval_has(h->effective, date) && xctl_interval_has(h->known, known))
			xctl_bit_set(words, i);
	}
	s->epochs[slot] = (struct epoch){ date, known, words };
	s->next_epoch = (slot + 1) % 16;
	if (s->n_epochs < 16)
		s->n_epochs++;
	return words;
}

law_value law_value_of(const law_evaluation *e, uint32_t attribute, uint32_t party, xctl_arena *arena)
{
	uint32_t whose = e->book->attributes[attribute].object == LAW_OF_PARTY ? party : XCTL_NONE;
	for (uint32_t i = 0; i < e->n_overrides; i++)
		if (e->overrides[i].attribute == attribute && e->overrides[i].party == whose)
			return e->overrides[i].value;
	return law_read(e->book, attribute, e->frame, party, arena);
}

typedef struct sweep {
	law_session *session;
	law_evaluation *e;
	xctl_arena *arena;
} sweep;

static const uint64_t *stated_row(sweep *w, uint32_t attribute, uint32_t party)
{
	const law_attribute *a = &w->e->book->attributes[attribute];
	uint32_t whose = a->object == LAW_OF_PARTY ? party + 1 : 0;
	const uint64_t **slot = &w->e->rows[(size_t)whose * w->e->book->n_attributes + attribute];
	if (!*slot) {
		law_value value = law_value_of(w->e, attribute, party, w->arena);
		row found;
		if (!value_row(&found, w->session, attribute, &value, w->e->frame->date, w->e->frame->known))
			return NULL;
		*slot = found.may;
	}
	return *slot;
}

static const uint64_t *row_of(sweep *w, uint32_t attribute, uint32_t party)
{
	const law_attribute *a = &w->e->book->attributes[attribute];
	if (a->term < LAW_TERM_PATTERN)
		return stated_row(w, attribute, party);
	const uint8_t *truths = a->object == LAW_OF_PARTY ? w->e->party_truth + (size_t)party * w->e->book->n_attributes
							  : w->e->truth;
	return derived_row(w->session, attribute, (law_truth)truths[attribute]);
}

/* AND of the rows over one sheet's words. `near` (may be NULL) receives the clauses that exactly one attribute speaks
 * against. */
static bool sweep_sheet(sweep *w, const law_sheet *sheet, uint32_t party, const uint64_t *alive, uint64_t *may,
	uint64_t *must, uint64_t *near)
{
	uint32_t from = sheet->clauses.from / 64, n = XCTL_WORDS(sheet->clauses.n), all = w->e->n_words;
	uint64_t *once = NULL, *twice = NULL;
	if (near) {
		once = XCTL_NEW_ARRAY(w->arena, uint64_t, n);
		twice = XCTL_NEW_ARRAY(w->arena, uint64_t, n);
		if (!once || !twice)
			return false;
	}
	memcpy(may + from, alive + from, n * sizeof *may);
	memcpy(must + from, alive + from, n * sizeof *must);
	for (uint32_t i = 0; i < sheet->attributes.n; i++) {
		const uint64_t *words = row_of(w, w->e->book->links[sheet->attributes.from + i], party);
		if (!words)
			return false;
		for (uint32_t k = 0; k < n; k++) {
			may[from + k] &= words[from + k];
			must[from + k] &= words[all + from + k];
		}
		for (uint32_t k = 0; near && k < n; k++) {
			uint64_t fails = ~words[from + k];
			twice[k] |= once[k] & fails;
			once[k] |= fails;
		}
	}
	for (uint32_t k = 0; near && k < n; k++)
		near[from + k] = once[k] & ~twice[k] & alive[from + k];
	return true;
}

/* Survivors decide their facts. */
static void derive(law_evaluation *e, const law_sheet *sheet, uint32_t party, const uint64_t *may, const uint64_t *must)
{
	uint32_t end = sheet->clauses.from + sheet->clauses.n;
	for (uint32_t i = xctl_bit_next(may, end, sheet->clauses.from); i < end; i = xctl_bit_next(may, end, i + 1)) {
		const law_head *h = &e->book->heads[e->book->clauses[i].head];
		if (h->attribute == XCTL_NONE)
			continue;
		law_truth truth = xctl_bit(must, i) ? LAW_YES : LAW_MAYBE;
		const law_attribute *a = &e->book->attributes[h->attribute];
		uint8_t *slot = a->object == LAW_OF_PARTY
			? &e->party_truth[(size_t)party * e->book->n_attributes + h->attribute]
			: &e->truth[h->attribute];
		if (truth > *slot)
			*slot = (uint8_t)truth;
	}
}

static bool allocate(law_evaluation *e, sweep *w, uint32_t n_words, uint32_t n_parties)
{
	uint32_t n = e->book->n_attributes;
	e->n_words = n_words;
	e->must = XCTL_NEW_ARRAY(w->arena, uint64_t, n_words);
	e->may = XCTL_NEW_ARRAY(w->arena, uint64_t, n_words);
	e->near = XCTL_NEW_ARRAY(w->arena, uint64_t, n_words);
	e->party_must = XCTL_NEW_ARRAY(w->arena, uint64_t, (size_t)n_words * n_parties);
	e->party_may = XCTL_NEW_ARRAY(w->arena, uint64_t, (size_t)n_words * n_parties);
	e->truth = XCTL_NEW_ARRAY(w->arena, uint8_t, n);
	e->party_truth = XCTL_NEW_ARRAY(w->arena, uint8_t, (size_t)n * n_parties);
	e->rows = xctl_alloc_array(w->arena, (size_t)n * (n_parties + 1), sizeof *e->rows);
	return e->must && e->may && e->near && e->party_must && e->party_may && e->truth && e->party_truth && e->rows;
}

static bool run(sweep *w, const law_frame *frame)
{
	law_evaluation *e = w->e;
	const uint64_t *alive = alive_on(w->session, frame->date, frame->known);
	if (!alive)
		return false;
	for (uint32_t s = 0; s < e->book->n_sheets; s++) {
		const law_sheet *sheet = &e->book->sheets[s];
		if (sheet->object == LAW_OF_TRANSFER) {
			bool last = s + 1 == e->book->n_sheets;
			if (!sweep_sheet(w, sheet, XCTL_NONE, alive, e->may, e->must, last && !e->n_overrides ? e->near : NULL))
				return false;
			derive(e, sheet, XCTL_NONE, e->may, e->must);
			continue;
		}
		for (uint32_t p = 0; p < frame->n_parties; p++) {
			uint64_t *may = e->party_may + (size_t)p * e->n_words, *must = e->party_must + (size_t)p * e->n_words;
			if (!sweep_sheet(w, sheet, p, alive, may, must, NULL))
				return false;
			derive(e, sheet, p, may, must);
		}
	}
	return true;
}

/* Rows taken for the same frame hold for every attribute that is not set anew, while the session still has them. */
static void take_rows(law_evaluation *e, const law_evaluation *base)
{
	size_t n = e->book->n_attributes;
	if (base->generation != e->session->generation)
		return;
	memcpy(e->rows, base->rows, n * (e->frame->n_parties + 1) * sizeof *e->rows);
	for (uint32_t i = 0; i < e->n_overrides; i++) {
		uint32_t whose = e->overrides[i].party == XCTL_NONE ? 0 : e->overrides[i].party + 1;
		e->rows[whose * n + e->overrides[i].attribute] = NULL;
	}
}

static xctl_code evaluate(law_evaluation *out, const law_evaluation *like, const law_evaluation *base, xctl_arena *arena,
	xctl_error *error)
{
	law_session *session = like->session;
	/* The rows may have reached their ceiling: then they are forgotten once and made anew. */
	for (int attempt = 0; attempt < 2; attempt++) {
		law_evaluation e = *like;
		sweep w = { session, &e, arena };
		if (!allocate(&e, &w, session->n_words, e.frame->n_parties))
			return xctl_fail_limit(error, "the evaluation");
		if (base)
			take_rows(&e, base);
		e.generation = session->generation;
		if (run(&w, e.frame)) {
			*out = e;
			return XCTL_OK;
		}
		forget(session);
	}
	return xctl_fail_limit(error, "the evaluation's rows");
}

xctl_code law_evaluate(law_evaluation *out, law_session *session, const law_frame *frame, const law_override *overrides,
	uint32_t n_overrides, xctl_arena *arena, xctl_error *error)
{
	law_evaluation like = { .book = session->book, .session = session, .frame = frame, .overrides = overrides,
		.n_overrides = n_overrides };
	return evaluate(out, &like, NULL, arena, error);
}

xctl_code law_evaluate_again(law_evaluation *out, const law_evaluation *base, const law_override *overrides,
	uint32_t n_overrides, xctl_arena *arena, xctl_error *error)
{
	law_evaluation like = { .book = base->book, .session = base->session, .frame = base->frame, .overrides = overrides,
		.n_overrides = n_overrides };
	return evaluate(out, &like, base, arena, error);
}

law_truth law_head_truth(const law_evaluation *e, uint32_t head)
{
	const law_head *h = &e->book->heads[head];
	law_truth truth = LAW_NO;
	uint32_t end = h->clauses.from + h->clauses.n;
	for (uint32_t i = xctl_bit_next(e->may, end, h->clauses.from); i < end; i = xctl_bit_next(e->may, end, i + 1))
		truth = law_or(truth, xctl_bit(e->must, i) ? LAW_YES : LAW_MAYBE);
	return truth;
}

const uint8_t *law_truths_of(const law_evaluation *e, uint32_t attribute, const law_value *value)
{
	row found;
	return value_row(&found, e->session, attribute, value, e->frame->date, e->frame->known) ? found.truths : NULL;
}

/* From the row of the value; where there is no room for rows the test is made. */
static law_truth kept_truth(const law_evaluation *e, uint32_t test, const law_value *value)
{
	uint32_t attribute = e->book->tests[test].attribute;
	const law_attribute *a = &e->book->attributes[attribute];
	const uint8_t *truths = law_truths_of(e, attribute, value);
	for (uint32_t i = 0; truths && i < a->tests.n; i++)
		if (e->book->links[a->tests.from + i] == test)
			return (law_truth)truths[i];
	return law_test_truth(e->book, test, value, e->frame->date, e->frame->known);
}

law_truth law_literal_truth(const law_evaluation *e, const law_literal *literal, uint32_t party, xctl_arena *arena)
{
	const law_test *t = &e->book->tests[literal->test];
	const law_attribute *a = &e->book->attributes[t->attribute];
	law_truth truth;
	if (a->term >= LAW_TERM_PATTERN) {
		truth = (law_truth)(a->object == LAW_OF_PARTY
				? e->party_truth[(size_t)party * e->book->n_attributes + t->attribute]
				: e->truth[t->attribute]);
	} else {
		law_value value = law_value_of(e, t->attribute, party, arena);
		truth = kept_truth(e, literal->test, &value);
	}
	return literal->negated ? law_not(truth) : truth;
}
