#include "desk/bulk.h"

#include <string.h>

#include "desk/bulk_inside.h"

enum { ROWS_A_REPORT = 1 << 16 };
#define BULK_CEILING ((size_t)1 << 35)

static xctl_code open_memory(struct bulk_memory **out, const bulk_asking *asking, xctl_error *error)
{
	struct bulk_memory *b = xctl_memory_system.allocate(NULL, sizeof *b);
	if (!b)
		return xctl_fail_limit(error, "the table");
	memset(b, 0, sizeof *b);
	*out = b;
	b->asking = *asking;
	b->error = error;
	b->arena.ceiling = b->question.ceiling = BULK_CEILING;
	b->outcomes.ceiling = BULK_CEILING;
	b->key.ceiling = 1u << 24;
	b->outcome_at.arena = &b->arena;
	tuples_begin(&b->days, 2);
	tuples_begin(&b->epochs, 3 * BULK_BOOKS);
	for (uint32_t p = 0; p <= LAW_PART_PARTY; p++)
		tuples_begin(&b->part_epochs[p], 3 * BULK_BOOKS);
	tuples_begin(&b->term_classes, sizeof(bulk_terms) / sizeof(int32_t));
	tuples_begin(&b->joined_classes, 2);
	tuples_begin(&b->settings, 6);
	tuples_begin(&b->things, 2);
	tuples_begin(&b->values, 2);
	tuples_begin(&b->lines, 2);
	tuples_begin(&b->part_classes, sizeof(bulk_part) / sizeof(int32_t));
	tuples_begin(&b->party_classes, sizeof(bulk_party) / sizeof(int32_t));
	size_t facts = 0;
	for (uint32_t d = 0; d < asking->n_desks; d++) {
		xctl_code code = law_session_open(&b->session[d], &asking->desks[d]->snapshot.book, NULL, BULK_CEILING, error);
		if (code != XCTL_OK)
			return code;
		if (!law_swept_make(&b->swept[d], &b->session[d]->plan, &b->arena)
			|| !law_weights_make(&b->weights[d], &b->session[d]->plan, &b->arena))
			return xctl_fail_limit(error, "the table");
		const law_book *book = &asking->desks[d]->snapshot.book;
		b->grounds[d] = XCTL_NEW_ARRAY(&b->arena, uint32_t, book->n_heads);
		b->regimes[d] = XCTL_NEW_ARRAY(&b->arena, desk_between, book->n_regimes);
		facts += b->session[d]->plan.fact_words;
		if (!b->grounds[d] || !b->regimes[d])
			return xctl_fail_limit(error, "the table");
	}
	b->case_key = XCTL_NEW_ARRAY(&b->arena, uint64_t, 1 + 2 * facts);
	return b->case_key ? XCTL_OK : xctl_fail_limit(error, "the table");
}

static void close_memory(struct bulk_memory *b)
{
	if (!b)
		return;
	if (b->read)
		xctl_transfer_drop(&b->transfer);
	for (uint32_t d = 0; d < BULK_BOOKS; d++)
		law_session_close(b->session[d]);
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		tuples_drop(&b->parts[p]);
	for (uint32_t p = 0; p <= LAW_PART_PARTY; p++)
		tuples_drop(&b->part_epochs[p]);
	for (uint32_t s = 0; s <= BULK_SLOTS; s++) {
		tuples_drop(&b->slots[s].alone.cells);
		tuples_drop(&b->slots[s].alone.listed);
		tuples_drop(&b->slots[s].owned.cells);
		tuples_drop(&b->slots[s].owned.listed);
	}
	tuples *const others[] = { &b->days, &b->epochs, &b->part_classes, &b->party_classes, &b->term_classes,
		&b->joined_classes, &b->settings, &b->things, &b->values, &b->lines, &b->companies, &b->cases };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		tuples_drop(others[i]);
	xctl_buf_drop(&b->outcomes);
	xctl_buf_drop(&b->key);
	xctl_arena_drop(&b->question);
	xctl_arena_drop(&b->arena);
	xctl_memory_system.release(NULL, b);
}

void bulk_drop(bulk_answers *answers)
{
	close_memory(answers->memory);
	*answers = (bulk_answers){ 0 };
}

/* --- days --- */

static int32_t code_at(const struct bulk_memory *b, uint32_t column)
{
	return xctl_table_code(b->asking.table, column, b->row);
}

static xctl_date day_in(const struct bulk_memory *b, const xctl_date *days, uint32_t column)
{
	int32_t code = code_at(b, column);
	return code < 0 ? XCTL_DATE_NONE : days[code];
}

/* Regimes that may not say clear that day for want of a list, and those for the age of one. */
static void look_at_lists(const struct bulk_memory *b, bulk_day *day, uint32_t d)
{
	const xctl_desk *desk = b->asking.desks[d];
	for (uint32_t r = 0; r < desk->snapshot.book.n_regimes && b->asking.how->consult_lists; r++)
		for (uint32_t i = 0; i < desk->snapshot.book.regimes[r].lists.n; i++) {
			desk_list_state s = desk_list_state_of(desk, r, i, day->known);
			if (s.missing || s.stale || (s.excerpt && !b->asking.how->accept_excerpts))
				day->late[d] |= UINT64_C(1) << (r % 64);
			if (s.stale)
				day->stale[d] |= UINT64_C(1) << (r % 64);
		}
}

static xctl_code find_day(struct bulk_memory *b, uint32_t *out)
{
	desk_days asked = desk_days_asked(b->asking.how, day_in(b, b->dates, b->date), day_in(b, b->leaving, b->leaves),
		day_in(b, b->knowing, b->known), b->asking.desks[0]->today);
	int32_t key[] = { asked.date, asked.known }, epochs[3 * BULK_BOOKS] = { 0 };
	if (b->day_list.count && b->day_list.at[*out].date == key[0] && b->day_list.at[*out].known == key[1])
		return XCTL_OK; /* the row before was of the same day */
	*out = tuples_number(&b->days, key);
	if (*out < b->day_list.count)
		return XCTL_OK;
	bulk_day *day = *out == XCTL_NONE ? NULL : XCTL_PUSH(&b->arena, &b->day_list);
	if (!day)
		return xctl_fail_limit(b->error, "the days");
	*day = (bulk_day){ .date = key[0], .known = key[1] };
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		epochs[d] = (int32_t)law_epoch(&b->session[d]->plan, key[0], key[1]);
		day->of[d] = law_epoch_rows_of(b->session[d], key[0], key[1]);
		if (!day->of[d])
			return xctl_fail_limit(b->error, "the days");
		look_at_lists(b, day, d);
	}
	/* Days on which the books are at the same point share a number. */
	day->epoch = tuples_number(&b->epochs, epochs);
	bool kept = day->epoch != XCTL_NONE;
	for (uint32_t p = 0; p <= LAW_PART_PARTY && kept; p++) {
		for (uint32_t d = 0; d < b->asking.n_desks; d++) {
			const void *alive = p == LAW_PART_PARTY ? day->of[d]->alive_parties : NULL;
			epochs[d] = (int32_t)law_part_epoch(&b->session[d]->plan, (law_part)p, key[0], key[1]);
			memcpy(&epochs[BULK_BOOKS + 2 * d], &alive, sizeof alive); /* parties' clauses come and go */
		}
		day->parts[p] = tuples_number(&b->part_epochs[p], epochs);
		kept = day->parts[p] != XCTL_NONE;
	}
	return kept ? XCTL_OK : xctl_fail_limit(b->error, "the days");
}

/* --- rows --- */

/* A stated day that is none: reading the row says so. */
static bool bad_day(const struct bulk_memory *b, const xctl_date *days, uint32_t column)
{
	int32_t code = code_at(b, column);
	return code >= 0 && days[code] == XCTL_DATE_NONE;
}

/* More than parts can hold, or something that only reading can refuse. */
static bool goes_plain(const struct bulk_memory *b)
{
	const xctl_table *table = b->asking.table;
	if (b->one_by_one || b->end - b->row > 1 || b->kind == XCTL_NONE)
		return true;
	for (uint32_t i = 0; i < b->plain.n; i++)
		if (table->columns[b->plain.at[i]].codes[b->row] >= 0)
			return true;
	for (uint32_t i = 0; i < b->numbers.n; i++) {
		int32_t code = table->columns[b->numbers.at[i]].codes[b->row];
		if (code >= 0 && !b->is_number[i][code])
			return true;
	}
	int32_t world = code_at(b, b->unstated);
	return bad_day(b, b->dates, b->date) || bad_day(b, b->leaving, b->leaves) || bad_day(b, b->knowing, b->known)
		|| (world >= 0 && b->worlds[world] == BULK_NO_WORLD);
}

/* In whatever order and however often: parties of one class are one. */
static void add_party(uint32_t *parties, uint32_t *n, uint32_t class)
{
	uint32_t i = *n;
	for (uint32_t k = 0; k < *n; k++)
		if (parties[k] == class)
			return;
	for (; i > 0 && parties[i - 1] > class; i--)
		parties[i] = parties[i - 1];
	parties[i] = class;
	(*n)++;
}

static xctl_code find_joined(struct bulk_memory *b, const bulk_day *day, law_world world, uint32_t *out)
{
	int32_t key[BULK_WIDEST + 2];
	uint32_t parts[LAW_PARTS_OF_TRANSFER];
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++) {
		uint32_t width = bulk_key(b, key, &b->part[p], day->parts[p], world);
		if (!b->parts[p].width)
			tuples_begin(&b->parts[p], width);
		xctl_code code = bulk_find_part(b, (law_part)p, key, day, world, &parts[p]);
		if (code != XCTL_OK)
			return code;
	}
	return bulk_join_parts(b, parts, day, out);
}

static xctl_code find_company(struct bulk_memory *b, const bulk_day *day, uint32_t day_number, law_world world, uint32_t *out)
{
	uint32_t parties[BULK_SLOTS + 1], n = 0, class;
	bool received = false;
	for (uint32_t s = 0; s <= b->n_slots; s++) {
		bool stranger = s == b->n_slots; /* where nobody is named who receives */
		bulk_slot *slot = &b->slots[stranger ? BULK_SLOTS : s];
		if (stranger ? received : !bulk_fills(b, slot))
			continue;
		received |= slot->receives;
		xctl_code code = bulk_find_party(b, slot, day, day_number, world, &class);
		if (code != XCTL_OK)
			return code;
		add_party(parties, &n, class);
	}
	if (!b->companies.width)
		tuples_begin(&b->companies, b->n_slots + 1);
	return bulk_join_parties(b, parties, n, out);
}

/* Of what the parties are, only the facts that something left of the other parts waits for: the rest makes no difference.
 * Parties with open hits are told apart as they are. */
static uint32_t case_key(const struct bulk_memory *b, uint32_t joined, uint32_t company, uint64_t *key)
{
	const bulk_party *party = bulk_party_at(b, company);
	const bulk_part *part = bulk_part_at(b, bulk_joined_at(b, joined)->part);
	uint32_t n = 0;
	bool hit = false;
	for (uint32_t d = 0; d < b->asking.n_desks; d++)
		hit |= party->hits[d] != 0;
	key[n++] = joined | (uint64_t)(hit ? company : XCTL_NONE) << 32;
	for (uint32_t d = 0; d < b->asking.n_desks; d++)
		for (uint32_t k = 0; k < b->session[d]->plan.fact_words; k++) {
			uint64_t needed = hit ? 0 : part->of[d]->needed[k];
			key[n++] = party->open[d]->facts_may[k] & needed;
			key[n++] = party->open[d]->facts_must[k] & needed;
		}
	return n;
}

static xctl_code find_outcome(struct bulk_memory *b, uint32_t joined, uint32_t company, uint32_t *out)
{
	uint64_t *key = b->case_key;
	uint32_t n = case_key(b, joined, company, key);
	const int32_t *ints = (const int32_t *)(const void *)key;
	if (!b->cases.width)
		tuples_begin(&b->cases, 2 * n);
	uint64_t hash = tuples_hash(ints, 2 * n);
	uint32_t *found = tuples_find(&b->cases, ints, hash);
	if (found) {
		*out = *found;
		return XCTL_OK;
	}
	xctl_code code = bulk_decide(b, joined, company, out);
	return code == XCTL_OK && !tuples_add(&b->cases, ints, hash, *out) ? xctl_fail_limit(b->error, "the cases") : code;
}

static xctl_code answer_row(struct bulk_memory *b, uint32_t *day_number, uint32_t *out)
{
	uint32_t joined, company;
	if (goes_plain(b)) {
		b->plain_rows++;
		return bulk_decide_plain(b, out);
	}
	xctl_code code = find_day(b, day_number);
	law_world world = code_at(b, b->unstated) >= 0 ? LAW_WORLD_UNSTATED_NO : LAW_WORLD_OPEN;
	if (code == XCTL_OK)
		code = find_joined(b, &b->day_list.at[*day_number], world, &joined);
	if (code == XCTL_OK)
		code = find_company(b, &b->day_list.at[*day_number], *day_number, world, &company);
	if (code != XCTL_OK)
		return code;
	return find_outcome(b, joined, company, out);
}

static xctl_code note_bad(struct bulk_memory *b, uint32_t *out)
{
	xctl_error bad = *b->error;
	if (b->asking.table->lines)
		xctl_at(&bad, b->asking.source, b->asking.table->lines[b->row], 0);
	*out = BULK_BAD;
	b->unreadable++;
	return b->asking.bad ? b->asking.bad(b->asking.context, b->row, &bad) : XCTL_OK;
}

static xctl_code answer_all(struct bulk_memory *b)
{
	uint64_t n = b->asking.table->n_rows, told = 0;
	uint32_t day_number = 0;
	for (uint64_t row = 0; row < n; row = b->end) {
		b->row = row;
		b->end = bulk_end_of(b, row);
		uint32_t outcome = BULK_BAD;
		xctl_code code = answer_row(b, &day_number, &outcome);
		if (b->read)
			xctl_transfer_drop(&b->transfer);
		b->read = false;
		if (code == XCTL_INPUT)
			code = note_bad(b, &outcome);
		else if (code == XCTL_OK)
			b->transfers++;
		if (code != XCTL_OK)
			return code;
		for (uint64_t r = row; r < b->end; r++) {
			xctl_buf_put(&b->outcomes, &outcome, sizeof outcome);
			outcome = BULK_MORE;
		}
		if (b->asking.done && row / ROWS_A_REPORT != told) {
			told = row / ROWS_A_REPORT;
			b->asking.done(b->asking.context, row);
		}
	}
	return b->outcomes.failed ? xctl_fail_limit(b->error, "the outcomes") : XCTL_OK;
}

xctl_code bulk_answer_table(bulk_answers *out, const bulk_asking *asking, xctl_error *error)
{
	struct bulk_memory *b = NULL;
	xctl_code code = open_memory(&b, asking, error);
	if (code == XCTL_OK)
		code = bulk_sort_columns(b);
	if (code == XCTL_OK)
		code = answer_all(b);
	if (code != XCTL_OK) {
		close_memory(b);
		return code;
	}
	*out = (bulk_answers){ .outcome_of = (const uint32_t *)(const void *)b->outcomes.at, .outcomes = b->outcome_list.at,
		.n_outcomes = b->outcome_list.count, .transfers = b->transfers, .unreadable = b->unreadable, .plain = b->plain_rows,
		.n_cases = b->cases.count, .memory = b };
	return XCTL_OK;
}
