/* Inside coverage: the table of controls (coverage_table.c), what the rulebook itself says of a code (coverage_book.c),
 * and the answer (coverage.c). */
#ifndef XCTL_DESK_COVERAGE_H
#define XCTL_DESK_COVERAGE_H

#include "desk/desk.h"

enum { COVERAGE_GOVERNMENTS = 8 };

/* A row of rulebook/regimes/controls.tsv: what one government does about one technology. */
typedef struct coverage_control {
	xctl_str government, code; /* the code is empty where there is no control */
	xctl_date since;           /* XCTL_DATE_NONE where there is none */
	xctl_str basis, scope, cites, says;
	bool unverified;
} coverage_control;

typedef struct coverage_word {
	uint64_t hash;
	uint32_t weight; /* the rarer in the table, the more */
} coverage_word;

/* A technology: all its rows. */
typedef struct coverage_group {
	xctl_str name, title;
	const coverage_control *rows;
	uint32_t n_rows;
	coverage_word *words;
	uint32_t n_words;
} coverage_group;

typedef struct coverage_table {
	const coverage_group *groups;
	uint32_t n_groups;
} coverage_table;

typedef struct coverage_item {
	xctl_str name, title, control; /* `control` names a technology of the table outright; mostly empty */
	const xctl_code_list *codes;
	uint32_t n_codes;
	uint32_t line;
} coverage_item;

/* Reads the table from the snapshot; no table is an empty one. */
xctl_code coverage_read_table(coverage_table *out, const xctl_desk *desk, xctl_arena *arena, xctl_error *error);
const coverage_control *coverage_row(const coverage_group *group, xctl_str government);
/* Does one of the item's codes lie under the code, or the code under it? Returns the length they share, 0 for no. */
size_t coverage_shares(const xctl_words *codes, xctl_str code);

/* The technologies an item may be, best first: those with a code in common, ranked by what is in common of codes and
 * titles. More than one: they cannot be told apart. `*by_title`: only the titles told them apart. O(groups * words). */
typedef struct coverage_match {
	const coverage_group *const *at;
	uint32_t n;
	bool by_title;
} coverage_match;
xctl_code coverage_find(coverage_match *out, const coverage_table *table, const coverage_item *item, xctl_arena *arena,
	xctl_error *error);
const xctl_words *coverage_codes(const coverage_item *item, xctl_str government);

/* What the rulebook says of a code by its own rules. */
typedef struct coverage_law {
	enum { COVERAGE_UNTESTED, COVERAGE_CONDITIONAL, COVERAGE_LISTED } state;
	uint32_t head;   /* a ground that tests it, or XCTL_NONE */
	uint32_t member; /* the member of its set that holds the code, or XCTL_NONE */
	xctl_date since; /* first day of that member; XCTL_DATE_NONE when members are not dated */
	xctl_date rule;  /* first day of the ground */
} coverage_law;
/* LISTED: a ground rests on the code and the route alone; CONDITIONAL: only with a use, a user or a notice. */
coverage_law coverage_ask(const law_book *book, xctl_str government, const xctl_words *codes, xctl_date date,
	xctl_date known);

#endif
