/* A file of names to screen: one a line, or CSV (RFC 4180) whose first record has a column "name". */
#ifndef CLI_NAMES_H
#define CLI_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NAMES_COLUMNS_MOST 256

typedef enum names_column { NAMES_NAME, NAMES_COUNTRY, NAMES_KIND, NAMES_ADDRESS, NAMES_UNKNOWN } names_column;

typedef struct names {
	char *at, *end;  /* what is still to be read; fields are ended in place */
	uint32_t line;   /* of `at` */
	bool csv;
	const char *fields[NAMES_COLUMNS_MOST];
	names_column meaning[NAMES_COLUMNS_MOST]; /* of the columns, for CSV */
	const char *titles[NAMES_COLUMNS_MOST];
	size_t n_columns;
} names;

typedef struct names_row {
	uint32_t line;
	const char *value[NAMES_UNKNOWN]; /* NULL where the file says nothing */
	const char *fault;                /* why the row cannot be read, or NULL */
} names_row;

/* Takes over `length` bytes and the one behind them, which it may write to. */
void names_start(names *n, char *bytes, size_t length);
/* The next row that is not blank; false at the end. */
bool names_next(names *n, names_row *out);
#endif
