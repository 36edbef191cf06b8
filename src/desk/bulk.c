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
	tuples_begin(&b->epochs, 2);
	tuples_begin(&b->stales, 1);
	tuples_begin(&b->part_classes, 2 * BULK_BOOKS);
	tuples_begin(&b->party_classes, 2 * 3 * BULK_BOOKS);
	for (uint32_t d = 0; d < asking->n_desks; d++) {
		xctl_code code = law_session_open(&b->session[d], &asking->desks[d]->snapshot.book, NULL, BULK_CEILING, error);
		if (code != XCTL_OK)
			return code;
		if (!law_swept_make(&b->swept[d], &b->session[d]->plan, &b->arena)
			|| !law_weights_make(&b->weights[d], &b->session[d]->plan, &b->arena))
			return xctl_fail_limit(error, "the table");
	}
	return XCTL_OK;
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
	for (uint32_t s = 0; s <= BULK_SLOTS; s++) {
		tuples_drop(&b->slots[s].alone.cells);
		tuples_drop(&b->slots[s].alone.listed);
		tuples_drop(&b->slots[s].owned.cells);
		tuples_drop(&b->slots[s].owned.listed);
	}
	tuples *const others[] = { &b->days, &b->epochs, &b->stales, &b->part_classes, &b->party_classes, &b->cases };
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

static xctl_date day_in(const struct bulk_memory *b, const xctl_date *days, uint32_t column)
{
	if (column == XCTL_NONE)
		return XCTL_DATE_NONE;
	int32_t code = b->asking.table->columns[column].codes[b->row];
	return code < 0 ? XCTL_DATE_NONE : days[code];
}

/* The day the law is asked for and the day it is known on, as a single check takes them. */
static void days_of_row(const struct bulk_memory *b, xctl_date *date, xctl_date *known)
{
	const desk_asking *how = b->asking.how;
	xctl_date stated = day_in(b, b->knowing, b->known);
	*known = how->known != XCTL_DATE_NONE ? how->known : stated != XCTL_DATE_NONE ? stated : b->asking.desks[0]->today;
	*date = how->as_of;
	if (*date == XCTL_DATE_NONE)
		*date = day_in(b, b->dates, b->date);
	if (*date == XCTL_DATE_NONE)
		*date = day_in(b, b->leaving, b->leaves);
	if (*date == XCTL_DATE_NONE)
		*date = *known;
}

static xctl_code find_day(struct bulk_memory *b, uint32_t *out)
{
	int32_t key[2], epochs[2] = { 0 };
	days_of_row(b, &key[0], &key[1]);
	if (b->day_list.count && b->day_list.at[*out].date == key[0] && b->day_list.at[*out].known == key[1])
		return XCTL_OK; /* the row before was of the same day */
	uint64_t hash = tuples_hash(key, 2);
	uint32_t *found = tuples_find(&b->days, key, hash);
	if (found) {
		*out = *found;
		return XCTL_OK;
	}
	bulk_day *day = XCTL_PUSH(&b->arena, &b->day_list);
	if (!day || !tuples_add(&b->days, key, hash, b->day_list.count - 1))
		return xctl_fail_limit(b->error, "the days");
	*out = b->day_list.count - 1;
	*day = (bulk_day){ .date = key[0], .known = key[1] };
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		epochs[d] = (int32_t)law_epoch(&b->session[d]->plan, key[0], key[1]);
		day->of[d] = law_epoch_rows_of(b->session[d], key[0], key[1]);
		if (!day->of[d])
			return xctl_fail_limit(b->error, "the days");
	}
	hash = tuples_hash(epochs, 2);
	found = tuples_find(&b->epochs, epochs, hash);
	day->epoch = found ? *found : b->epochs.count;
	return found || tuples_add(&b->epochs, epochs, hash, day->epoch) ? XCTL_OK : xctl_fail_limit(b->error, "the days");
}

/* --- rows --- */

static int32_t code_at(const struct bulk_memory *b, uint32_t column)
{
	return column == XCTL_NONE ? XCTL_TABLE_EMPTY : b->asking.table->columns[column].codes[b->row];
}

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

static void add_party(bulk_combination *of, uint32_t class)
{
	/* In whatever order and however often: parties of one kind are one. */
	uint32_t i = of->n_parties;
	for (uint32_t k = 0; k < of->n_parties; k++)
		if (of->parties[k] == class)
			return;
	for (; i > 0 && of->parties[i - 1] > class; i--)
		of->parties[i] = of->parties[i - 1];
	of->parties[i] = class;
	of->n_parties++;
}

static xctl_code combine(struct bulk_memory *b, bulk_combination *of, uint32_t day_number, law_world world)
{
	int32_t key[BULK_WIDEST + 2];
	xctl_code code = XCTL_OK;
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER && code == XCTL_OK; p++) {
		uint32_t width = bulk_key(b, key, &b->part[p], of->day->epoch, world);
		if (!b->parts[p].width)
			tuples_begin(&b->parts[p], width);
		code = bulk_find_part(b, (law_part)p, key, of->day, world, &of->parts[p]);
	}
	bool received = false;
	for (uint32_t s = 0; s < b->n_slots && code == XCTL_OK; s++) {
		uint32_t class;
		if (!bulk_fills(b, &b->slots[s]))
			continue;
		received |= b->slots[s].receives;
		code = bulk_find_party(b, &b->slots[s], of->day, day_number, world, &class);
		if (code == XCTL_OK)
			add_party(of, class);
	}
	if (code == XCTL_OK && !received) {
		uint32_t class;
		code = bulk_find_party(b, &b->slots[BULK_SLOTS], of->day, day_number, world, &class);
		if (code == XCTL_OK)
			add_party(of, class);
	}
	return code;
}

/* A case is a combination with what else a decision goes by. */
static xctl_code find_case(struct bulk_memory *b, const bulk_combination *of, uint32_t *out)
{
	int32_t key[6 + LAW_PARTS_OF_TRANSFER + BULK_SLOTS] = { 0 };
	uint32_t n = 0;
	key[n++] = (int32_t)of->day->epoch;
	key[n++] = b->known == XCTL_NONE ? 0 : of->day->known; /* the age of lists */
	key[n++] = (int32_t)of->foreign;
	key[n++] = code_at(b, b->kind);
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		key[n++] = (int32_t)of->parts[p];
	for (uint32_t p = 0; p <= b->n_slots; p++)
		key[n++] = p < of->n_parties ? (int32_t)of->parties[p] : -1;
	if (!b->cases.width)
		tuples_begin(&b->cases, n);
	uint64_t hash = tuples_hash(key, n);
	uint32_t *found = tuples_find(&b->cases, key, hash);
	if (found) {
		*out = *found;
		return XCTL_OK;
	}
	xctl_code code = bulk_decide(b, of, out);
	if (code == XCTL_OK && !tuples_add(&b->cases, key, hash, *out))
		code = xctl_fail_limit(b->error, "the cases");
	return code;
}

static xctl_code answer_row(struct bulk_memory *b, uint32_t *day_number, uint32_t *out)
{
	if (goes_plain(b)) {
		b->plain_rows++;
		return bulk_decide_plain(b, out);
	}
	xctl_code code = find_day(b, day_number);
	if (code != XCTL_OK)
		return code;
	int32_t world = code_at(b, b->unstated), from = code_at(b, b->from);
	bulk_combination of = { .day = &b->day_list.at[*day_number], .foreign = from >= 0 ? b->foreign[from] : 0 };
	code = combine(b, &of, *day_number, world >= 0 ? LAW_WORLD_UNSTATED_NO : LAW_WORLD_OPEN);
	return code == XCTL_OK ? find_case(b, &of, out) : code;
}

/* Where the transfer that begins at this row ends: lines of one id follow each other. */
static uint64_t end_of(const struct bulk_memory *b, uint64_t row)
{
	const xctl_table *table = b->asking.table;
	uint64_t end = row + 1;
	if (b->id == XCTL_NONE || table->columns[b->id].codes[row] < 0)
		return end;
	const int32_t *codes = table->columns[b->id].codes;
	while (end < table->n_rows && codes[end] == codes[row])
		end++;
	return end;
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
		b->end = end_of(b, row);
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
