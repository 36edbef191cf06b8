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
	b->key.ceiling = 1u << 24;
	b->outcome_at.arena = &b->arena;
	tuples_begin(&b->days, 2);
	tuples_begin(&b->epochs, 3 * BULK_BOOKS);
	for (uint32_t p = 0; p <= LAW_PART_PARTY; p++)
		tuples_begin(&b->part_epochs[p], 3 * BULK_BOOKS);
	tuples_begin(&b->term_classes, sizeof(bulk_terms) / sizeof(int32_t));
	tuples_begin(&b->joined_classes, 2);
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
	bulk_drop_looks(b);
	for (uint32_t p = 0; p <= LAW_PART_PARTY; p++)
		tuples_drop(&b->part_epochs[p]);
	tuples *const others[] = { &b->days, &b->epochs, &b->part_classes, &b->party_classes, &b->term_classes,
		&b->joined_classes, &b->cases };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		tuples_drop(others[i]);
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

static xctl_code note_bad(struct bulk_memory *b, uint32_t *out)
{
	xctl_error bad = *b->error;
	if (b->asking.table->lines)
		xctl_at(&bad, b->asking.source, b->asking.table->lines[b->row], 0);
	*out = BULK_BAD;
	b->unreadable++;
	return b->asking.bad ? b->asking.bad(b->asking.context, b->row, &bad) : XCTL_OK;
}

/* The transfer that begins at row i of the block, and its further lines. */
static xctl_code answer_row(struct bulk_memory *b, uint32_t i)
{
	const bulk_block *k = b->block;
	uint32_t *out = &b->outcome_of[b->row];
	xctl_code code = XCTL_OK;
	*out = k->outcome[i];
	if (k->plain[i]) {
		b->plain_rows++;
		code = bulk_decide_plain(b, out);
	} else if (k->fresh[i]) {
		code = bulk_meet_row(b, i);
		*out = k->outcome[i];
	}
	if (b->read)
		xctl_transfer_drop(&b->transfer);
	b->read = false;
	if (code == XCTL_INPUT)
		code = note_bad(b, out);
	else if (code == XCTL_OK)
		b->transfers++;
	for (uint64_t r = b->row + 1; r < b->end; r++)
		b->outcome_of[r] = BULK_MORE;
	return code;
}

static xctl_code answer_all(struct bulk_memory *b)
{
	uint64_t n = b->asking.table->n_rows, told = 0;
	xctl_code code = XCTL_OK;
	for (uint64_t row = 0; row < n && code == XCTL_OK;) {
		bulk_begin_block(b, row);
		bulk_find_block(b);
		for (uint64_t until = row + b->block->n; row < until && code == XCTL_OK; row = b->end) {
			uint32_t i = (uint32_t)(row - b->block->first);
			b->row = row;
			b->end = b->block->plain[i] ? bulk_end_of(b, row) : row + 1;
			code = answer_row(b, i);
		}
		if (b->asking.done && row / ROWS_A_REPORT != told) {
			told = row / ROWS_A_REPORT;
			b->asking.done(b->asking.context, row);
		}
	}
	return code;
}

xctl_code bulk_answer_table(bulk_answers *out, const bulk_asking *asking, xctl_error *error)
{
	struct bulk_memory *b = NULL;
	xctl_code code = open_memory(&b, asking, error);
	if (code == XCTL_OK)
		code = bulk_sort_columns(b);
	if (code == XCTL_OK)
		code = bulk_begin_looks(b);
	if (code == XCTL_OK && !(b->outcome_of = XCTL_NEW_ARRAY(&b->arena, uint32_t, asking->table->n_rows)))
		code = xctl_fail_limit(error, "the outcomes");
	if (code == XCTL_OK)
		code = answer_all(b);
	if (code != XCTL_OK) {
		close_memory(b);
		return code;
	}
	*out = (bulk_answers){ .outcome_of = b->outcome_of, .outcomes = b->outcome_list.at,
		.n_outcomes = b->outcome_list.count, .transfers = b->transfers, .unreadable = b->unreadable, .plain = b->plain_rows,
		.n_cases = b->cases.count, .memory = b };
	return XCTL_OK;
}
