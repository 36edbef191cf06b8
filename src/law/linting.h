/* What the parts of lint share. */
#ifndef XCTL_LAW_LINTING_H
#define XCTL_LAW_LINTING_H

#include "format/tsv.h"
#include "law/lint.h"

typedef struct lint_table {
	xctl_str name; /* path without its ending */
	xctl_str path; /* terminated */
	xctl_tsv tsv;
} lint_table;

typedef struct linting {
	xctl_arena *arena;
	const law_file *files;
	uint32_t n_files;
	const law_lint_options *options;
	xctl_error *error;
	law_ast ast;
	XCTL_LIST(lint_table) tables;
	law_book book;
	law_sets sets;
	law_witnesses *witnesses;
	XCTL_LIST(law_finding) findings;
	bool no_room;
} linting;

const lint_table *lint_table_named(const linting *l, xctl_str name);
/* A finding at a place of the sources; NULL when it was told before, or when there is no room. Valid until the next. */
law_finding *lint_find(linting *l, law_finding_kind kind, xctl_str name, xctl_str file, uint32_t line, const char *fmt, ...)
	XCTL_PRINTF(6, 7);
law_finding *lint_find_block(linting *l, law_finding_kind kind, const law_block *b, const char *fmt, ...) XCTL_PRINTF(4, 5);
law_finding *lint_find_head(linting *l, law_finding_kind kind, uint32_t head, const char *fmt, ...) XCTL_PRINTF(4, 5);

/* The distinct values of a block's `for`, tables looked up; one empty value where it has none. */
void lint_values(linting *l, const law_block *b, xctl_str **out, uint32_t *n);

/* Searches a transfer and writes it into the finding; `concerned` are the heads whose state it tells. */
void lint_show(linting *l, law_finding *finding, const law_wish *wish, const uint32_t *concerned, uint32_t n);
/* The head is judged: a rule, exception, fact … in force on some day, as known today. */
bool lint_alive(const linting *l, uint32_t head);

/* --- lint_blocks.c: what is seen before anything is compiled --- */
void lint_blocks(linting *l);
/* Lists that nobody has. */
void lint_lists(linting *l);

/* --- lint_clauses.c --- */
void lint_clauses(linting *l);

/* --- lint_tables.c --- */
void lint_tables(linting *l);
void lint_gaps(linting *l);
void lint_stale(linting *l);
/* Marks what is accepted, and finds acceptances of nothing. */
void lint_accept(linting *l);

#endif
