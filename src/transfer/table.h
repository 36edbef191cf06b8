/* Transfers as columns: one dotted column (docs/manual/transfer.md) an array of indices into its distinct words, which is
 * how Arrow lays out a dictionary column of utf8 with 32-bit indices; such an array is borrowed as it is. */
#ifndef XCTL_TRANSFER_TABLE_H
#define XCTL_TRANSFER_TABLE_H

#include "transfer/transfer.h"

#define XCTL_TABLE_EMPTY (-1) /* or any negative number: nothing stands there */

typedef struct xctl_table_column {
	xctl_str name;
	const int32_t *codes; /* n_rows of them, each below n_words or negative */
	const xctl_str *words;
	uint32_t n_words;
} xctl_table_column;

typedef struct xctl_table {
	uint64_t n_rows;
	uint32_t n_columns;
	const xctl_table_column *columns;
	const uint32_t *lines; /* of each row in its file, or NULL */
	struct xctl_table_memory *memory;
} xctl_table;

/* Reads CSV: a header of dotted columns, then rows. Cells are trimmed; an empty one states nothing. A row that cannot be
 * read stops the reading, with its line. `done` (may be NULL) hears how many bytes were read. O(bytes). */
xctl_code xctl_table_read_csv(xctl_table *out, xctl_str bytes, const char *source,
	void (*done)(void *context, size_t bytes), void *context, xctl_error *error);

struct ArrowSchema;
struct ArrowArray;
/* Takes a record batch of the Arrow C data interface (a struct array whose children are the columns), which must live as
 * long as the table: dictionary columns of utf8 with 32-bit indices are borrowed, others (utf8, large_utf8, bool, integers,
 * decimal128, date32, dictionaries with other indices) are encoded. O(rows * columns). A column of another type is
 * XCTL_INPUT with its name. */
xctl_code xctl_table_of_arrow(xctl_table *out, const struct ArrowSchema *schema, const struct ArrowArray *array,
	xctl_error *error);
void xctl_table_drop(xctl_table *table);

static inline xctl_str xctl_table_cell(const xctl_table *table, uint32_t column, uint64_t row)
{
	const xctl_table_column *c = &table->columns[column];
	int32_t code = c->codes[row];
	return code < 0 ? (xctl_str){ "", 0 } : c->words[code];
}

/* The code of a cell; XCTL_TABLE_EMPTY in a column that is not there (XCTL_NONE). */
static inline int32_t xctl_table_code(const xctl_table *table, uint32_t column, uint64_t row)
{
	return column == XCTL_NONE ? XCTL_TABLE_EMPTY : table->columns[column].codes[row];
}

#endif
