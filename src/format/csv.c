#include "format/csv.h"

#include <csv.h>
#include <string.h>

#define FIELD_CEILING ((size_t)1 << 20)
#define CELL_CEILING 4096u
#define ROW_CEILING_FIELDS 16u /* a row's bytes, in fields of the largest size; 1 MiB at least */
#define PIECE ((size_t)32 << 10)

static const xctl_str byte_order_mark = { "\xEF\xBB\xBF", 3 };

/* The state between two calls of libcsv, which tells of a field, then of a row's end. */
typedef struct reading {
	struct csv_parser parser;
	size_t field_ceiling;
	uint32_t cell_ceiling;
	const char *source;
	xctl_code (*each)(void *context, const xctl_csv_row *row, xctl_error *error);
	void *context;
	xctl_error *error;

	uint32_t line;       /* being fed */
	uint32_t row_line;   /* the row's first */
	uint32_t field_line; /* the field's first */
	size_t offset;       /* bytes taken so far, the present line included */
	bool in_row;         /* bytes of a row were fed and its end was not */
	bool field_over;     /* the present field met its ceiling */
	xctl_code code;      /* of `each`, or a failure of our own: ends the reading */

	xctl_arena arena; /* the cells */
	struct {
		xctl_str *at; /* until the row ends only the lengths: the bytes may still move */
		uint32_t count, room;
	} cells;
	xctl_buf bytes; /* of the row's cells, one after the other */
	xctl_code bad;
	xctl_error why;
} reading;

/* Marks the row as bad; the first reason stays. */
static void mark(reading *r, xctl_code code, uint32_t cell, const char *what, const char *hint)
{
	if (r->bad != XCTL_OK)
		return;
	r->bad = xctl_fail(&r->why, code, "cell %u %s", (unsigned)cell, what);
	xctl_hint(&r->why, "%s", hint);
	xctl_at(&r->why, r->source, r->row_line, 0);
	xctl_at_pointer(&r->why, "cell %u", (unsigned)cell);
}

static void on_field(void *bytes, size_t len, void *context)
{
	reading *r = context;
	uint32_t cell = r->cells.count + 1;
	xctl_str s = { bytes, len };

	r->field_line = r->line;
	bool over = r->field_over || len > r->field_ceiling;
	r->field_over = false;
	if (r->code != XCTL_OK)
		return;
	if (over) {
		mark(r, XCTL_LIMIT, cell, "is longer than a field may be",
			"look for a missing quote in this row or before it");
		s.len = 0;
	} else if (!xctl_utf8_valid(s, NULL)) {
		mark(r, XCTL_INPUT, cell, "is not UTF-8", "save the file as UTF-8");
	} else if (s.len && memchr(s.at, '\0', s.len)) {
		mark(r, XCTL_INPUT, cell, "contains a NUL byte", "save the file as UTF-8");
	}
	if (cell > r->cell_ceiling) {
		mark(r, XCTL_LIMIT, cell, "is one more than a row may have", "check the separator and the quotes");
		return;
	}
	xctl_buf_str(&r->bytes, s);
	if (r->bytes.failed) { /* keeps its place with no bytes */
		mark(r, XCTL_LIMIT, cell, "makes its row too long",
			"look for a missing quote in this row or before it");
		r->bytes.failed = false;
		s.len = 0;
	}
	xctl_str *slot = XCTL_PUSH(&r->arena, &r->cells);
	if (!slot) {
		r->code = xctl_fail_limit(r->error, "a row of the table");
		return;
	}
	*slot = (xctl_str){ NULL, s.len };
}

static void on_row(int end, void *context)
{
	reading *r = context;
	(void)end;
	r->in_row = false;
	if (r->code == XCTL_OK) {
		const char *at = r->bytes.at ? r->bytes.at : "";
		for (uint32_t i = 0; i < r->cells.count; i++) {
			r->cells.at[i].at = at;
			at += r->cells.at[i].len;
		}
		xctl_csv_row row = {
			.line = r->row_line,
			.offset = r->offset,
			.n_cells = r->cells.count,
			.cells = r->cells.at,
			.bad = r->bad,
			.error = r->bad == XCTL_OK ? NULL : &r->why,
		};
		r->code = r->each(r->context, &row, r->error);
	}
	r->cells.count = 0;
	xctl_buf_clear(&r->bytes);
	r->bad = XCTL_OK;
}

/* No space is trimmed: RFC 4180 makes it part of the field. */
static int no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static xctl_code refuse(reading *r, size_t column)
{
	if (csv_error(&r->parser) != CSV_EPARSE)
		return xctl_fail_limit(r->error, "a field of the table");
	xctl_fail(r->error, XCTL_INPUT, "a quote stands where none may be");
	xctl_hint(r->error, "quote the whole field and write a quote inside it twice");
	xctl_at(r->error, r->source, r->line, column > UINT32_MAX ? UINT32_MAX : (uint32_t)column);
	return XCTL_INPUT;
}

/* Feeds one line with its end, in pieces, so that a field of any length is caught before it is stored. */
static xctl_code feed(reading *r, xctl_str line)
{
	size_t fed = 0;
	while (fed < line.len && r->code == XCTL_OK) {
		size_t len = line.len - fed < PIECE ? line.len - fed : PIECE;
		size_t taken = csv_parse(&r->parser, line.at + fed, len, on_field, on_row, r);
		if (taken != len)
			return r->code != XCTL_OK ? r->code : refuse(r, fed + taken + 1);
		fed += len;
		/* libcsv stores a field whole. Past the ceiling its bytes are no longer of interest: its store is wound
		 * back, to one byte and not none, for at the end of a quoted field it takes the closing quote off. */
		if (r->parser.entry_pos > 1 && r->parser.entry_pos - 1 > r->field_ceiling) {
			r->field_over = true;
			r->parser.entry_pos = 1;
		}
	}
	return r->code;
}

/* Up to and with the next LF, CR LF or CR. */
static xctl_str next_line(xctl_str *rest)
{
	size_t len = 0;
	while (len < rest->len && rest->at[len] != '\n' && rest->at[len] != '\r')
		len++;
	if (len < rest->len)
		len += rest->at[len] == '\r' && len + 1 < rest->len && rest->at[len + 1] == '\n' ? 2 : 1;
	xctl_str line = { rest->at, len };
	*rest = (xctl_str){ rest->at + len, rest->len - len };
	return line;
}

static xctl_code read_lines(reading *r, xctl_str rest)
{
	xctl_code code = XCTL_OK;
	while (code == XCTL_OK && rest.len > 0) {
		xctl_str line = next_line(&rest);
		r->offset += line.len;
		if (r->line < UINT32_MAX)
			r->line++;
		if (!r->in_row) {
			if (line.at[0] == '\n' || line.at[0] == '\r') /* an empty line is no row */
				continue;
			r->row_line = r->line;
			r->field_line = r->line;
			r->in_row = true;
		}
		code = feed(r, line);
	}
	if (code != XCTL_OK)
		return code;
	if (csv_fini(&r->parser, on_field, on_row, r) != 0) {
		if (csv_error(&r->parser) != CSV_EPARSE)
			return xctl_fail_limit(r->error, "a field of the table");
		xctl_fail(r->error, XCTL_INPUT, "a quoted field is not closed");
		xctl_hint(r->error, "close the quote that this line opens");
		xctl_at(r->error, r->source, r->field_line, 0);
		return XCTL_INPUT;
	}
	return r->code;
}

xctl_code xctl_csv_read(xctl_str bytes, const xctl_csv_options *options,
	xctl_code (*each)(void *context, const xctl_csv_row *row, xctl_error *error), void *context, xctl_error *error)
{
	static const xctl_csv_options standard = { 0 };
	if (!options)
		options = &standard;
	reading r = {
		.field_ceiling = options->field_ceiling ? options->field_ceiling : FIELD_CEILING,
		.cell_ceiling = options->cell_ceiling ? options->cell_ceiling : CELL_CEILING,
		.source = options->source,
		.each = each,
		.context = context,
		.error = error,
	};
	if (__builtin_mul_overflow(r.field_ceiling, ROW_CEILING_FIELDS, &r.bytes.ceiling))
		r.bytes.ceiling = SIZE_MAX;
	if (r.bytes.ceiling < FIELD_CEILING)
		r.bytes.ceiling = FIELD_CEILING;
	if (csv_init(&r.parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return xctl_fail_limit(error, "the table");
	csv_set_delim(&r.parser, (unsigned char)(options->separator ? options->separator : ','));
	csv_set_space_func(&r.parser, no_space);
	csv_set_blk_size(&r.parser, PIECE); /* what its store grows by: the default is 128 bytes */

	if (xctl_str_starts(bytes, byte_order_mark))
		bytes = (xctl_str){ bytes.at + byte_order_mark.len, bytes.len - byte_order_mark.len };
	xctl_code code = read_lines(&r, bytes);
	csv_free(&r.parser);
	xctl_arena_drop(&r.arena);
	xctl_buf_drop(&r.bytes);
	return code;
}

void xctl_csv_cell(xctl_buf *to, xctl_str value)
{
	/* Spaces at the ends too, and the separators of others: some readers would take them for their own. A byte
	 * order mark that begins a cell would be lost where the cell begins the file. */
	static const char needs_quotes[] = ",;\t\"\r\n";
	bool quote = xctl_str_starts(value, byte_order_mark);
	if (value.len && !quote) {
		char first = value.at[0], last = value.at[value.len - 1];
		quote = strchr("=+-@ ", first) || last == ' ';
	}
	for (size_t i = 0; i < value.len && !quote; i++)
		quote = strchr(needs_quotes, value.at[i]) != NULL;
	if (!quote) {
		xctl_buf_str(to, value);
		return;
	}
	xctl_buf_char(to, '"');
	while (value.len) {
		const char *found = memchr(value.at, '"', value.len);
		size_t len = found ? (size_t)(found - value.at) + 1 : value.len;
		xctl_buf_put(to, value.at, len);
		if (found)
			xctl_buf_char(to, '"');
		value = (xctl_str){ value.at + len, value.len - len };
	}
	xctl_buf_char(to, '"');
}
