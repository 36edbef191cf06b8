/* Parts of transfers: known by their cells, or read as a transfer and interned. */
#include <string.h>

#include "desk/bulk_inside.h"

/* Where the transfer that begins at this row ends: lines of one id follow each other. */
uint64_t bulk_end_of(const struct bulk_memory *b, uint64_t row)
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

static xctl_code put_together(struct bulk_memory *b, uint64_t row, uint64_t end, json_t **document)
{
	const xctl_table *table = b->asking.table;
	xctl_arena_reset(&b->question);
	xctl_str *cells = XCTL_NEW_ARRAY(&b->question, xctl_str, table->n_columns);
	xctl_code code = cells ? XCTL_OK : xctl_fail_limit(b->error, "the row");
	for (; row < end && code == XCTL_OK; row++) {
		for (uint32_t i = 0; i < table->n_columns; i++)
			cells[i] = xctl_table_cell(table, i, row);
		code = xctl_columns_add(b->columns, cells, table->n_columns, document, b->error);
	}
	if (code == XCTL_OK)
		xctl_columns_end(*document);
	return code;
}

xctl_code bulk_document(json_t **out, const bulk_answers *answers, uint64_t row, xctl_error *error)
{
	struct bulk_memory *b = answers->memory;
	b->error = error;
	*out = NULL;
	xctl_code code = put_together(b, row, bulk_end_of(b, row), out);
	if (code != XCTL_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return code;
}

/* The rows under way as a transfer, once. */
xctl_code bulk_read_row(struct bulk_memory *b)
{
	if (b->read)
		return XCTL_OK;
	const law_book *book = &b->asking.desks[0]->snapshot.book;
	json_t *document = NULL;
	xctl_code code = put_together(b, b->row, b->end, &document);
	if (code == XCTL_OK)
		code = desk_check_lengths(document, b->error) == XCTL_OK ? XCTL_OK : XCTL_INPUT;
	if (code == XCTL_OK) {
		code = xctl_transfer_read(&b->transfer, &b->question, document, book->assigned, b->error);
		b->read = code == XCTL_OK;
	}
	json_decref(document);
	for (uint32_t d = 0; d < b->asking.n_desks && code == XCTL_OK; d++)
		code = desk_check_codes(b->asking.desks[d], &b->transfer, b->error);
	return code;
}

law_frame bulk_frame_of(const struct bulk_memory *b, uint32_t i)
{
	const bulk_day *day = bulk_day_at(b, i);
	const xctl_transfer *t = &b->transfer;
	return (law_frame){ .transfer = t, .item = t->n_items ? &t->items[0] : NULL,
		.to = t->to.stated == XCTL_STATED ? t->to.country : XCTL_COUNTRY_NONE, .date = day->date, .known = day->known,
		.world = (law_world)b->block->world[i] };
}

xctl_code bulk_make_part(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out)
{
	bulk_part made = { { NULL } };
	xctl_code code = bulk_read_row(b);
	for (uint32_t d = 0; d < b->asking.n_desks && code == XCTL_OK; d++) {
		law_frame frame = bulk_frame_of(b, i);
		code = law_content(&frame, b->session[d], &b->question, b->error);
		if (code != XCTL_OK)
			break;
		made.of[d] = law_profile_of(b->session[d], (law_part)look->which, &frame, &b->question);
		if (!made.of[d])
			code = xctl_fail_limit(b->error, "the parts of the transfers");
	}
	*out = code == XCTL_OK ? tuples_number(&b->part_classes, &made) : XCTL_NONE;
	return code == XCTL_OK && *out == XCTL_NONE ? xctl_fail_limit(b->error, "the parts of the transfers") : code;
}
