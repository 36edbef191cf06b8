#include "format/tsv.h"

#include <string.h>

/* The lists grow in the arena while the text is read once from top to bottom. */
typedef struct reading {
	xctl_arena *arena;
	xctl_error *error;
	const char *source;
	uint32_t line;
	struct {
		xctl_str *at;
		uint32_t count, room;
	} columns, cells, heads;
	struct {
		uint32_t *at;
		uint32_t count, room;
	} lines;
} reading;

static xctl_code refuse(reading *r, uint32_t column)
{
	xctl_at(r->error, r->source, r->line, column);
	return XCTL_INPUT;
}

static xctl_code full(reading *r)
{
	xctl_fail_limit(r->error, "the table");
	xctl_at(r->error, r->source, r->line, 0);
	return XCTL_LIMIT;
}

static uint32_t column_at(xctl_str line, const char *at)
{
	return (uint32_t)(at - line.at) + 1;
}

/* "# key: value" is a head; any other comment is passed over. */
static xctl_code read_comment(reading *r, xctl_str line)
{
	xctl_str rest = { line.at + 1, line.len - 1 };
	if (!memchr(rest.at, ':', rest.len))
		return XCTL_OK;
	xctl_str key = xctl_str_trim(xctl_str_cut(&rest, ':'));
	if (!key.len)
		return XCTL_OK;
	xctl_str *slot = XCTL_PUSH(r->arena, &r->heads);
	if (!slot)
		return full(r);
	*slot = key;
	slot = XCTL_PUSH(r->arena, &r->heads);
	if (!slot)
		return full(r);
	*slot = xctl_str_trim(rest);
	return XCTL_OK;
}

static xctl_code read_columns(reading *r, xctl_str line)
{
	xctl_str rest = line;
	bool more;
	do {
		more = memchr(rest.at, '\t', rest.len) != NULL;
		const char *at = rest.at;
		xctl_str name = xctl_str_trim(xctl_str_cut(&rest, '\t'));
		if (!name.len) {
			xctl_fail(r->error, XCTL_INPUT, "column %u has no name", (unsigned)(r->columns.count + 1));
			return refuse(r, column_at(line, at));
		}
		for (uint32_t i = 0; i < r->columns.count; i++) {
			if (xctl_str_eq(r->columns.at[i], name)) {
				xctl_fail(r->error, XCTL_INPUT, "column \"%.*s\" stands twice", XCTL_FMT(name));
				return refuse(r, column_at(line, at));
			}
		}
		xctl_str *slot = XCTL_PUSH(r->arena, &r->columns);
		if (!slot)
			return full(r);
		*slot = name;
	} while (more);
	return XCTL_OK;
}

static xctl_code read_row(reading *r, xctl_str line)
{
	xctl_str rest = line;
	uint32_t n = 0;
	bool more;
	do {
		more = memchr(rest.at, '\t', rest.len) != NULL;
		if (n == r->columns.count) {
			xctl_fail(r->error, XCTL_INPUT, "more cells than the %u columns", (unsigned)n);
			xctl_hint(r->error, "cells are separated by one tab each");
			return refuse(r, column_at(line, rest.at));
		}
		xctl_str *slot = XCTL_PUSH(r->arena, &r->cells);
		if (!slot)
			return full(r);
		*slot = xctl_str_trim(xctl_str_cut(&rest, '\t'));
		n++;
	} while (more);
	if (n < r->columns.count) {
		xctl_str missing = r->columns.at[n];
		xctl_fail(r->error, XCTL_INPUT, "%u cells for %u columns: \"%.*s\" is missing", (unsigned)n,
			(unsigned)r->columns.count, XCTL_FMT(missing));
		xctl_hint(r->error, "cells are separated by one tab each; an empty cell keeps its tab");
		return refuse(r, column_at(line, line.at + line.len));
	}
	uint32_t *slot = XCTL_PUSH(r->arena, &r->lines);
	if (!slot)
		return full(r);
	*slot = r->line;
	return XCTL_OK;
}

static xctl_code read_line(reading *r, xctl_str line)
{
	size_t bad;
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	if (line.len > UINT32_MAX / 2) {
		xctl_fail(r->error, XCTL_INPUT, "the line is too long");
		return refuse(r, 0);
	}
	if (!xctl_utf8_valid(line, &bad)) {
		xctl_fail(r->error, XCTL_INPUT, "not UTF-8");
		xctl_hint(r->error, "save the file as UTF-8");
		return refuse(r, (uint32_t)bad + 1);
	}
	const char *nul = line.len ? memchr(line.at, '\0', line.len) : NULL;
	if (nul) {
		xctl_fail(r->error, XCTL_INPUT, "a NUL byte");
		return refuse(r, column_at(line, nul));
	}
	if (line.len && line.at[0] == '#')
		return read_comment(r, line);
	if (!xctl_str_trim(line).len)
		return XCTL_OK;
	return r->columns.count ? read_row(r, line) : read_columns(r, line);
}

xctl_code xctl_tsv_read(xctl_tsv *out, xctl_arena *arena, xctl_str text, const char *source, xctl_error *error)
{
	static const xctl_str mark = { "\xEF\xBB\xBF", 3 };
	reading r = { .arena = arena, .error = error, .source = source };
	xctl_str rest = text;
	if (xctl_str_starts(rest, mark))
		rest = (xctl_str){ rest.at + mark.len, rest.len - mark.len };
	while (rest.len) {
		r.line++;
		xctl_code code = read_line(&r, xctl_str_cut(&rest, '\n'));
		if (code != XCTL_OK)
			return code;
	}
	if (!r.columns.count) {
		xctl_fail(error, XCTL_INPUT, "no columns");
		xctl_hint(error, "the first line that is not a comment names the columns, separated by tabs");
		return refuse(&r, 0);
	}
	*out = (xctl_tsv){
		.source = source,
		.n_columns = r.columns.count,
		.n_rows = r.lines.count,
		.columns = r.columns.at,
		.cells = r.cells.at,
		.lines = r.lines.at,
		.n_heads = r.heads.count / 2,
		.heads = r.heads.at,
	};
	return XCTL_OK;
}

uint32_t xctl_tsv_column(const xctl_tsv *table, const char *name)
{
	for (uint32_t i = 0; i < table->n_columns; i++)
		if (xctl_str_is(table->columns[i], name))
			return i;
	return XCTL_NONE;
}

xctl_str xctl_tsv_cell(const xctl_tsv *table, uint32_t row, uint32_t column)
{
	if (row >= table->n_rows || column >= table->n_columns)
		return (xctl_str){ "", 0 };
	return table->cells[(size_t)row * table->n_columns + column];
}

xctl_str xctl_tsv_head(const xctl_tsv *table, const char *key)
{
	for (uint32_t i = 0; i < table->n_heads; i++)
		if (xctl_str_is(table->heads[(size_t)2 * i], key))
			return table->heads[(size_t)2 * i + 1];
	return (xctl_str){ NULL, 0 };
}
