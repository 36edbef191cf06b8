/* Lint: what a book says in vain, twice, not at all, or against itself. Clauses are compared as products of value sets
 * (sets.h), and each finding that a transfer can show carries one, made up and answered by both evaluators (witness.h). */
#ifndef XCTL_LAW_LINT_H
#define XCTL_LAW_LINT_H

#include "law/witness.h"

typedef enum law_finding_kind {
	LAW_GAP,            /* a listed code, or a day between two versions, of which no rule speaks */
	LAW_OVERLAP,        /* two rules state one provision and give different verdicts at once */
	LAW_VACUOUS,        /* nothing can meet the conditions */
	LAW_REDUNDANT,      /* another rule says the same wherever this one does */
	LAW_SHADOWED,       /* another rule says something stronger wherever this one holds */
	LAW_OVERRIDDEN,     /* wherever it holds it is set aside */
	LAW_EXCEPTION_CYCLE,/* precedence, or a fact, that in the end rests on itself */
	LAW_DANGLING,       /* a rule or a code is named that there is not */
	LAW_EMPTY_INTERVAL, /* it ends before it begins */
	LAW_UNUSED_ROW,     /* nothing asks for the row */
	LAW_UNKNOWN_LIST,   /* a list is named that there is not */
	LAW_STALE,          /* the law itself refers to what is no longer there */
} law_finding_kind;
#define LAW_FINDING_KINDS 12

extern const char *const law_finding_words[LAW_FINDING_KINDS];

typedef struct law_finding {
	law_finding_kind kind;
	xctl_str name;     /* a block's name, a table's row, a code */
	xctl_str file;     /* below the rulebook's root */
	uint32_t line;
	xctl_str what;
	xctl_str example;  /* an `example` block, or empty where no transfer can show it */
	xctl_str accepted; /* the reason why it may stay, or empty */
} law_finding;

typedef struct law_lint_options {
	const xctl_str *lists; /* names of the lists there are */
	uint32_t n_lists;
	const law_family_list *families;
	uint32_t n_families;
	const xctl_str *read; /* tables that the program reads by their names, or by the last word of these */
	uint32_t n_read;
	xctl_date today;      /* the book is judged as it is known on this day */
} law_lint_options;

typedef struct law_lint_result {
	const law_finding *findings; /* by file and line */
	uint32_t n_findings, n_accepted;
	uint32_t n_rules, n_clauses; /* looked at */
	bool compiled;               /* false: what kept the book from compiling was all that could be looked at */
} law_lint_result;

/* `files` are the book's sources. Accepted findings stand in the table `lint-accepted` (finding, kind, reason), known
 * slips of the law's own text in `stale-references` (at, refers, rule, says). A book that does not compile for another
 * reason than a finding is an error, with its place. All memory from `arena`. O(clauses^2) set comparisons. */
xctl_code law_lint(law_lint_result *out, xctl_arena *arena, const law_file *files, uint32_t n_files,
	const law_lint_options *options, xctl_error *error);

#endif
