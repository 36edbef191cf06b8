/* Tables and paragraphs for a terminal, measured in cells: a wide East Asian letter takes two, a mark none. What could
 * steer a terminal or turn its direction of writing (control characters, escapes, overrides) is left out: names come
 * from outside.
 *
 * Nothing is cut off: what is too long goes on in the next line. */
#ifndef XCTL_DESK_TABLE_H
#define XCTL_DESK_TABLE_H

#include "base/base.h"

enum { DESK_WIDTH = 100, DESK_COLUMNS = 12 };

typedef enum desk_style { DESK_PLAIN, DESK_GOOD, DESK_WARN, DESK_BAD, DESK_HEAD, DESK_FAINT } desk_style;

typedef struct desk_column {
	const char *title;
	unsigned least, most; /* cells; most 0: as many as its widest cell takes */
	bool right;           /* numbers stand to the right */
	bool painted;         /* takes the colour of its row */
} desk_column;

typedef struct desk_row {
	const xctl_str *cells; /* one a column; a line end in a cell begins a new line of it */
	struct {
		xctl_str *at;
		uint32_t count, room;
	} notes; /* lines below the row */
	desk_style style;
} desk_row;

/* Zeroed but for arena, columns and n_columns. Cells are borrowed until the table is written. */
typedef struct desk_table {
	xctl_arena *arena;
	const desk_column *columns;
	unsigned n_columns;
	struct {
		desk_row *at;
		uint32_t count, room;
	} rows;
	bool failed; /* the arena met its ceiling: writing then fails the buffer */
} desk_table;

/* Adds a row of n_columns cells; the array is copied, the texts are not. */
void desk_table_row(desk_table *table, desk_style style, const xctl_str *cells);
/* Adds a line below the last row. */
void desk_table_note(desk_table *table, xctl_str note);
/* Writes title line and rows. Columns that are too wide together give way, the widest first, down to their least; the
 * last one first of all when it is not yet at its least. O(cells). */
void desk_table_write(xctl_buf *to, const desk_table *table, unsigned width, bool colour);

/* How many cells a text takes in one line. */
unsigned desk_cells(xctl_str text);
/* A paragraph of its own, broken at spaces, each line indented; nothing for an empty text. A line end in it breaks. */
void desk_wrap(xctl_buf *to, xctl_str text, unsigned width, unsigned indent);
/* A text as a terminal may see it, in one line. */
void desk_plain(xctl_buf *to, xctl_str text);
/* Text in a colour; plain when `colour` is false. */
void desk_paint(xctl_buf *to, desk_style style, bool colour, xctl_str text);

/* Takes a scratch buffer's text into the arena and empties the buffer. What does not fit fails `to`. */
xctl_str desk_keep(xctl_arena *arena, xctl_buf *scratch, xctl_buf *to);

#endif
