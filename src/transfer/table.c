/* Columns made of cells: distinct words once, a number a row. */
#include "transfer/table.h"

#include <string.h>

#include "format/csv.h"
#include "transfer/encode.h"

enum { FIRST_ROOM = 64 };

static bool more_room(encoder *e)
{
	uint32_t room = e->room ? e->room * 2 : FIRST_ROOM;
	uint32_t *slots = xctl_memory_system.allocate(NULL, room * sizeof *slots);
	if (!slots)
		return false;
	memset(slots, 0, room * sizeof *slots);
	const xctl_str *words = (const xctl_str *)(const void *)e->words.at;
	for (uint32_t i = 0; i < e->n_words; i++) {
		uint32_t at = (uint32_t)xctl_hash64(words[i]) & (room - 1);
		while (slots[at])
			at = (at + 1) & (room - 1);
		slots[at] = i + 1;
	}
	if (e->slots)
		xctl_memory_system.release(NULL, e->slots);
	e->slots = slots;
	e->room = room;
	return true;
}

int32_t encoder_code(encoder *e, xctl_str word)
{
	if (word.len == 0)
		return XCTL_TABLE_EMPTY;
	if (e->n_words * 2 >= e->room && !more_room(e))
		return ENCODER_FULL;
	const xctl_str *words = (const xctl_str *)(const void *)e->words.at;
	/* Neighbouring rows often say the same. */
	if (e->n_words && xctl_str_eq(words[e->last], word))
		return (int32_t)e->last;
	uint32_t at = (uint32_t)xctl_hash64(word) & (e->room - 1);
	for (; e->slots[at]; at = (at + 1) & (e->room - 1))
		if (xctl_str_eq(words[e->slots[at] - 1], word)) {
			e->last = e->slots[at] - 1;
			return (int32_t)e->last;
		}
	xctl_str copy = xctl_str_copy(e->text, word);
	xctl_buf_put(&e->words, &copy, sizeof copy);
	if (!copy.at || e->words.failed || e->n_words == INT32_MAX)
		return ENCODER_FULL;
	e->slots[at] = e->n_words + 1;
	e->last = e->n_words;
	return (int32_t)e->n_words++;
}

bool encoder_add(encoder *e, xctl_str word)
{
	int32_t code = encoder_code(e, word);
	if (code == ENCODER_FULL)
		return false;
	xctl_buf_put(&e->codes, &code, sizeof code);
	return !e->codes.failed;
}

void encoder_column(const encoder *e, xctl_str name, xctl_table_column *out)
{
	*out = (xctl_table_column){ .name = name, .codes = (const int32_t *)(const void *)e->codes.at,
		.words = (const xctl_str *)(const void *)e->words.at, .n_words = e->n_words };
}

xctl_code table_begin(xctl_table *out, uint32_t n_columns, xctl_error *error)
{
	struct xctl_table_memory *m = xctl_memory_system.allocate(NULL, sizeof *m);
	if (!m)
		return xctl_fail_limit(error, "the table");
	*m = (struct xctl_table_memory){ .arena = { .ceiling = TABLE_CEILING }, .n = n_columns };
	*out = (xctl_table){ .memory = m };
	m->encoders = XCTL_NEW_ARRAY(&m->arena, encoder, n_columns);
	m->columns = XCTL_NEW_ARRAY(&m->arena, xctl_table_column, n_columns);
	m->lines.ceiling = TABLE_CEILING;
	for (uint32_t i = 0; m->encoders && i < n_columns; i++)
		m->encoders[i] = (encoder){ .codes = { .ceiling = TABLE_CEILING }, .words = { .ceiling = TABLE_CEILING },
			.text = &m->arena };
	if (m->encoders && m->columns)
		return XCTL_OK;
	xctl_table_drop(out);
	return xctl_fail_limit(error, "the table");
}

void xctl_table_drop(xctl_table *table)
{
	struct xctl_table_memory *m = table->memory;
	if (!m)
		return;
	for (uint32_t i = 0; m->encoders && i < m->n; i++) {
		xctl_buf_drop(&m->encoders[i].codes);
		xctl_buf_drop(&m->encoders[i].words);
		if (m->encoders[i].slots)
			xctl_memory_system.release(NULL, m->encoders[i].slots);
	}
	xctl_buf_drop(&m->lines);
	xctl_arena_drop(&m->arena);
	xctl_memory_system.release(NULL, m);
	*table = (xctl_table){ 0 };
}

/* --- CSV --- */

typedef struct csv {
	xctl_table *table;
	const char *source;
	xctl_str *names;
	void (*done)(void *context, size_t bytes);
	void *context;
} csv;

static xctl_code header(csv *r, const xctl_csv_row *row, xctl_error *error)
{
	xctl_code code = table_begin(r->table, row->n_cells, error);
	if (code != XCTL_OK)
		return code;
	struct xctl_table_memory *m = r->table->memory;
	for (uint32_t i = 0; i < row->n_cells; i++) {
		m->columns[i].name = xctl_str_copy(&m->arena, xctl_str_trim(row->cells[i]));
		if (!m->columns[i].name.at)
			return xctl_fail_limit(error, "the table");
	}
	r->table->n_columns = row->n_cells;
	return XCTL_OK;
}

static xctl_code add_row(void *context, const xctl_csv_row *row, xctl_error *error)
{
	csv *r = context;
	if (row->bad != XCTL_OK) {
		*error = *row->error;
		xctl_at(error, r->source, row->line, 0);
		return row->bad;
	}
	if (!r->table->memory)
		return header(r, row, error);
	struct xctl_table_memory *m = r->table->memory;
	if (row->n_cells > m->n) {
		xctl_fail(error, XCTL_INPUT, "this row has %u cells, and the header %u", row->n_cells, m->n);
		xctl_at(error, r->source, row->line, 0);
		xctl_hint(error, "quote a cell that holds a comma");
		return XCTL_INPUT;
	}
	for (uint32_t i = 0; i < m->n; i++)
		if (!encoder_add(&m->encoders[i], i < row->n_cells ? xctl_str_trim(row->cells[i]) : (xctl_str){ 0 }))
			return xctl_fail_limit(error, "the table");
	xctl_buf_put(&m->lines, &row->line, sizeof row->line);
	if (m->lines.failed)
		return xctl_fail_limit(error, "the table");
	r->table->n_rows++;
	if (r->done && r->table->n_rows % 4096 == 0)
		r->done(r->context, row->offset);
	return XCTL_OK;
}

xctl_code xctl_table_read_csv(xctl_table *out, xctl_str bytes, const char *source,
	void (*done)(void *context, size_t bytes), void *context, xctl_error *error)
{
	xctl_table table = { 0 };
	csv r = { .table = &table, .source = source, .done = done, .context = context };
	xctl_code code = xctl_csv_read(bytes, &(xctl_csv_options){ .source = source }, add_row, &r, error);
	if (code == XCTL_OK && table.n_rows == 0) {
		xctl_fail(error, XCTL_INPUT, "there is no transfer in it");
		xctl_at(error, source, 0, 0);
		xctl_hint(error, "give a header line and at least one row");
		code = XCTL_INPUT;
	}
	if (code != XCTL_OK) {
		xctl_table_drop(&table);
		return code;
	}
	struct xctl_table_memory *m = table.memory;
	for (uint32_t i = 0; i < m->n; i++)
		encoder_column(&m->encoders[i], m->columns[i].name, &m->columns[i]);
	table.columns = m->columns;
	table.lines = (const uint32_t *)(const void *)m->lines.at;
	*out = table;
	return XCTL_OK;
}
