/* Columns and paragraphs in cells. */
#include "desk/table.h"

enum { GAP = 2, LEAST = 6, NOTE_INDENT = 4 };

static const char *const escapes[] = { "", "\033[1;32m", "\033[1;33m", "\033[1;31m", "\033[1m", "\033[2m" };

/* Controls, and marks that turn the direction of writing or are not seen. The joiners stay: Persian words need them. */
static bool is_silent(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x200b || c == 0x200e || c == 0x200f
		|| (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb)
		|| (c >= 0xe0000 && c <= 0xe0fff);
}

static bool is_mark(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5bd)
		|| (c >= 0x64b && c <= 0x65f) || c == 0x200c || c == 0x200d || (c >= 0x20d0 && c <= 0x20ff)
		|| (c >= 0x3099 && c <= 0x309a) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xfe20 && c <= 0xfe2f);
}

/* After Unicode's East Asian Width, W and F, by blocks. */
static bool is_wide(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) || (c >= 0x3041 && c <= 0xa4cf)
		|| (c >= 0xa960 && c <= 0xa97c) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff)
		|| (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff01 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6)
		|| (c >= 0x1f300 && c <= 0x1f64f) || (c >= 0x1f900 && c <= 0x1f9ff) || (c >= 0x20000 && c <= 0x3fffd);
}

static unsigned width_of(uint32_t c)
{
	return is_silent(c) || is_mark(c) ? 0 : is_wide(c) ? 2 : 1;
}

unsigned desk_cells(xctl_str text)
{
	unsigned cells = 0;
	for (size_t at = 0; at < text.len;)
		cells += width_of(xctl_utf8_next(text, &at));
	return cells;
}

/* The longest line of the text. */
static unsigned widest_line(xctl_str text)
{
	unsigned widest = 0;
	while (text.len) {
		unsigned cells = desk_cells(xctl_str_cut(&text, '\n'));
		widest = cells > widest ? cells : widest;
	}
	return widest;
}

void desk_plain(xctl_buf *to, xctl_str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t c = xctl_utf8_next(text, &at);
		if (c == '\t' || c == '\n')
			xctl_buf_char(to, ' ');
		else if (c == 0xfffd)
			xctl_buf_puts(to, "\xef\xbf\xbd");
		else if (!is_silent(c))
			xctl_buf_put(to, text.at + start, at - start);
	}
}

void desk_paint(xctl_buf *to, desk_style style, bool colour, xctl_str text)
{
	bool painted = colour && style != DESK_PLAIN && text.len;
	if (painted)
		xctl_buf_puts(to, escapes[style]);
	desk_plain(to, text);
	if (painted)
		xctl_buf_puts(to, "\033[0m");
}

xctl_str desk_keep(xctl_arena *arena, xctl_buf *scratch, xctl_buf *to)
{
	xctl_str copy = xctl_str_copy(arena, xctl_buf_view(scratch));
	to->failed |= scratch->failed || !copy.at;
	xctl_buf_drop(scratch);
	*scratch = (xctl_buf){ 0 };
	return copy;
}

static void pad(xctl_buf *to, unsigned cells)
{
	while (cells--)
		xctl_buf_char(to, ' ');
}

/* Takes what fits a line off the front of the text: up to a line end, else to the last space or between wide letters,
 * else as many letters as fit, one at least. */
static xctl_str take_line(xctl_str *rest, unsigned width)
{
	size_t at = 0, end = 0, next = 0; /* the line, where it may end, where the next would begin */
	unsigned cells = 0;
	bool wide_before = false;
	for (;;) {
		size_t after = at;
		if (at == rest->len || rest->at[at] == '\n') {
			end = at;
			next = at == rest->len ? at : at + 1;
			break;
		}
		uint32_t c = xctl_utf8_next(*rest, &after);
		unsigned w = width_of(c);
		if (c == ' ' && at) {
			end = at;
			next = after;
		} else if (at && wide_before && w == 2) {
			end = next = at;
		}
		if (cells + w > width && at) {
			if (!next)
				end = next = at;
			break;
		}
		cells += w;
		wide_before = w == 2;
		at = after;
	}
	xctl_str line = { rest->at, end };
	while (next < rest->len && end < next && rest->at[next] == ' ')
		next++;
	*rest = (xctl_str){ rest->at + next, rest->len - next };
	return line;
}

void desk_wrap(xctl_buf *to, xctl_str text, unsigned width, unsigned indent)
{
	if (!width)
		width = DESK_WIDTH;
	unsigned room = width > indent + 20 ? width - indent : 20;
	while (text.len) {
		pad(to, indent);
		desk_plain(to, take_line(&text, room));
		xctl_buf_char(to, '\n');
	}
}

void desk_table_row(desk_table *t, desk_style style, const xctl_str *cells)
{
	desk_row *row = XCTL_PUSH(t->arena, &t->rows);
	xctl_str *own = XCTL_NEW_ARRAY(t->arena, xctl_str, t->n_columns);
	if (!row || !own || t->n_columns > DESK_COLUMNS) {
		t->failed = true;
		return;
	}
	for (unsigned i = 0; i < t->n_columns; i++)
		own[i] = cells[i];
	*row = (desk_row){ .cells = own, .style = style };
}

void desk_table_note(desk_table *t, xctl_str note)
{
	desk_row *row = t->rows.count && !t->failed ? &t->rows.at[t->rows.count - 1] : NULL;
	xctl_str *slot = row ? XCTL_PUSH(t->arena, &row->notes) : NULL;
	if (slot)
		*slot = note;
	else
		t->failed = true;
}

/* Lets columns give way until the line fits or all are at their least. */
static void fit(unsigned *widths, const desk_table *t, unsigned width)
{
	unsigned total = 0, last = t->n_columns - 1;
	for (unsigned i = 0; i < t->n_columns; i++)
		total += widths[i] + (i ? GAP : 0);
	while (total > width) {
		unsigned gives = DESK_COLUMNS;
		for (unsigned i = 0; i < t->n_columns; i++) {
			unsigned least = t->columns[i].least ? t->columns[i].least : LEAST;
			if (widths[i] > least && (gives == DESK_COLUMNS || widths[i] > widths[gives] || i == last))
				gives = i;
		}
		if (gives == DESK_COLUMNS)
			return;
		widths[gives]--;
		total--;
	}
}

static void measure(unsigned *widths, const desk_table *t, unsigned width)
{
	for (unsigned i = 0; i < t->n_columns; i++) {
		const desk_column *c = &t->columns[i];
		widths[i] = desk_cells(xctl_str_of(c->title));
		for (uint32_t r = 0; r < t->rows.count; r++) {
			unsigned cells = widest_line(t->rows.at[r].cells[i]);
			widths[i] = cells > widths[i] ? cells : widths[i];
		}
		if (c->most && widths[i] > c->most)
			widths[i] = c->most;
		if (widths[i] < c->least)
			widths[i] = c->least;
	}
	fit(widths, t, width);
}

static desk_style style_of(const desk_row *row, const desk_column *column)
{
	return row->style == DESK_HEAD || column->painted ? row->style : DESK_PLAIN;
}

/* One row, in as many lines as its tallest cell takes. Spaces at a line's end are left out. */
static void write_row(xctl_buf *to, const desk_table *t, const unsigned *widths, const desk_row *row, bool colour)
{
	xctl_str rest[DESK_COLUMNS];
	bool more = true;
	for (unsigned i = 0; i < t->n_columns; i++)
		rest[i] = row->cells[i];
	while (more) {
		unsigned owed = 0;
		more = false;
		for (unsigned i = 0; i < t->n_columns; i++) {
			xctl_str line = take_line(&rest[i], widths[i]);
			unsigned cells = desk_cells(line), lack = cells < widths[i] ? widths[i] - cells : 0;
			more |= rest[i].len > 0;
			if (t->columns[i].right)
				owed += lack;
			if (line.len) {
				pad(to, owed);
				desk_paint(to, style_of(row, &t->columns[i]), colour, line);
				owed = 0;
			} else {
				owed += t->columns[i].right ? 0 : widths[i];
				lack = 0;
			}
			owed += GAP + (t->columns[i].right ? 0 : lack);
		}
		xctl_buf_char(to, '\n');
	}
}

void desk_table_write(xctl_buf *to, const desk_table *t, unsigned width, bool colour)
{
	unsigned widths[DESK_COLUMNS];
	xctl_str titles[DESK_COLUMNS];
	if (t->failed || t->n_columns > DESK_COLUMNS || t->n_columns == 0) {
		to->failed = true;
		return;
	}
	if (!width)
		width = DESK_WIDTH;
	measure(widths, t, width);
	for (unsigned i = 0; i < t->n_columns; i++)
		titles[i] = xctl_str_of(t->columns[i].title);
	write_row(to, t, widths, &(desk_row){ .cells = titles, .style = DESK_HEAD }, colour);
	for (uint32_t r = 0; r < t->rows.count; r++) {
		const desk_row *row = &t->rows.at[r];
		write_row(to, t, widths, row, colour);
		for (uint32_t n = 0; n < row->notes.count; n++)
			desk_wrap(to, row->notes.at[n], width, NOTE_INDENT);
	}
}
