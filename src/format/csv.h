/* CSV rows by libcsv: RFC 4180, UTF-8 with or without a byte order mark; a row at a time, so that a file of any size
 * streams. */
#ifndef XCTL_FORMAT_CSV_H
#define XCTL_FORMAT_CSV_H

#include "base/base.h"

typedef struct xctl_csv_row {
	uint32_t line; /* of the row's first byte, 1-based */
	size_t offset; /* bytes read up to the row's end: how far a progress bar is */
	uint32_t n_cells;
	const xctl_str *cells; /* borrowed until the callback returns */
	xctl_code bad;         /* XCTL_OK, or why this row cannot be used: `error` names it, the reading goes on */
	const xctl_error *error;
} xctl_csv_row;

typedef struct xctl_csv_options {
	char separator;        /* 0: comma */
	size_t field_ceiling;  /* bytes in one field; 0: 1 MiB. A longer field makes its row bad */
	uint32_t cell_ceiling; /* cells in one row; 0: 4096 */
	const char *source;    /* for errors */
} xctl_csv_options;

/* Calls `each` for every row, the header included. Empty lines are no rows. A row with invalid UTF-8, a NUL
 * or over a ceiling comes with `bad` set. Stops early with what `each` returns when that is not XCTL_OK. An unclosed
 * quote is XCTL_INPUT at its line, and so is a quote in the midst of a field: where the next row begins is then
 * anybody's guess. */
xctl_code xctl_csv_read(xctl_str bytes, const xctl_csv_options *options,
	xctl_code (*each)(void *context, const xctl_csv_row *row, xctl_error *error), void *context, xctl_error *error);

/* Writes one cell, quoted where it must be; the caller writes the commas and the line end. A leading = + - @ that a
 * spreadsheet would run is kept as it is inside quotes. */
void xctl_csv_cell(xctl_buf *to, xctl_str value);

#endif
