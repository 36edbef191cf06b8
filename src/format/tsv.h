/* The project's own tables: tab-separated, UTF-8, `#` comments with `key: value` heads, first other line the
 * columns. */
#ifndef XCTL_FORMAT_TSV_H
#define XCTL_FORMAT_TSV_H

#include "base/base.h"

typedef struct xctl_tsv {
	const char *source;       /* as given */
	uint32_t n_columns, n_rows;
	const xctl_str *columns;
	const xctl_str *cells;    /* n_rows * n_columns, trimmed */
	const uint32_t *lines;    /* of each row */
	uint32_t n_heads;         /* pairs */
	const xctl_str *heads;    /* key, value, key, value … of the `# key: value` lines */
} xctl_tsv;

/* Parses a whole table; every view borrows `text`. Refused with line and column: invalid UTF-8, a row with too many or
 * too few cells, a repeated column name, no columns. */
xctl_code xctl_tsv_read(xctl_tsv *out, xctl_arena *arena, xctl_str text, const char *source, xctl_error *error);
/* Index of a column, or XCTL_NONE. */
uint32_t xctl_tsv_column(const xctl_tsv *table, const char *name);
/* The cell, empty when the column is XCTL_NONE. */
xctl_str xctl_tsv_cell(const xctl_tsv *table, uint32_t row, uint32_t column);
/* The value of a `# key: value` head, or the empty view. */
xctl_str xctl_tsv_head(const xctl_tsv *table, const char *key);

#endif
