/* Tests as sets of values: whether one condition says what another says, for every transfer there could be. The values an
 * attribute can take are cut into atoms that no test of the book tells apart further; a test is a set of atoms, day by day
 * where its rows carry days. What is not stated is an atom of its own. Answers are sure in one direction: what is said to
 * follow does follow, of transfers of which everything is stated (of others it is never false); what is not said may follow
 * all the same. */
#ifndef XCTL_LAW_SETS_H
#define XCTL_LAW_SETS_H

#include "law/value.h"

/* The values one attribute can take. Atom 0 is "nothing stated". */
typedef struct law_domain {
	law_type type;
	bool many;      /* several values may stand at once: sets do not shut each other out */
	bool cut;       /* atoms are known; else tests are compared by their words alone */
	uint32_t n_atoms, n_words;
	uint32_t n_days;      /* 1 where no row carries a day */
	const xctl_date *days; /* the first day of each stretch */
	xctl_str *words;      /* of atoms 1 …: WORDS, CODES, HS */
	xctl_country *countries;
	xctl_decimal *numbers; /* NUMBER, GRADE */
	xctl_date *dates;
} law_domain;

typedef struct law_sets {
	const law_book *book;
	xctl_arena *arena;
	xctl_date known; /* the book is judged as it is known on this day */
	law_domain *domains;    /* by attribute */
	const uint64_t **tests; /* by test: n_days * n_words, or NULL */
	uint32_t *first, *next; /* heads of a derived attribute: first[attribute], next[head] */
} law_sets;

/* All memory from `arena`. O(tests * members * log atoms). */
xctl_code law_sets_open(law_sets *out, xctl_arena *arena, const law_book *book, xctl_date known, xctl_error *error);

/* A conjunction: literals and the days on which it is looked at. */
typedef struct law_given_that {
	const law_literal *at;
	uint32_t n;
	xctl_interval when;
} law_given_that;

law_given_that law_clause_given(const law_book *book, uint32_t clause);
/* Whatever fits the conjunction fits the literal. */
bool law_follows(const law_sets *sets, law_given_that given, law_literal literal);
/* Whatever fits the conjunction fits every literal of the clause, and the clause is in force throughout. */
bool law_clause_follows(const law_sets *sets, law_given_that given, uint32_t clause);
/* Nothing fits the conjunction. */
bool law_contradicts_itself(const law_sets *sets, law_given_that given);
/* The literal that cannot hold together with the others, or XCTL_NONE: an index of `given`. */
uint32_t law_contradiction(const law_sets *sets, law_given_that given);

/* Whether an atom is in a test's set that day. */
bool law_atom_in(const law_sets *sets, uint32_t test, uint32_t atom, xctl_date day);

#endif
