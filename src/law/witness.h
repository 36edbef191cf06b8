/* Transfers made up to order: facts under which given clauses hold, in the dotted columns of an `example` block, found by
 * choosing values from the sets the clauses ask for and then asking both evaluators. */
#ifndef XCTL_LAW_WITNESS_H
#define XCTL_LAW_WITNESS_H

#include "law/decide.h"
#include "law/reference.h"
#include "law/sets.h"

/* One `given` line. */
typedef struct law_fact_given {
	xctl_str path, cell;
} law_fact_given;

/* A family of ownership rules, and a list whose entries count in it. */
typedef struct law_family_list {
	xctl_str family, list;
} law_family_list;

typedef struct law_witness {
	xctl_date on;
	const law_fact_given *given;
	uint32_t n_given;
	const law_evaluation *evaluation; /* with its frame; valid until the next search */
} law_witness;

typedef struct law_witnesses law_witnesses;

/* `today` is the day that is tried first. All memory from `arena`; what one search needs is given back at the next. */
xctl_code law_witnesses_open(law_witnesses **out, xctl_arena *arena, const law_sets *sets, const law_file *files,
	uint32_t n_files, const law_family_list *families, uint32_t n_families, xctl_date today, xctl_error *error);
void law_witnesses_close(law_witnesses *witnesses);

typedef struct law_wish {
	const uint32_t *clauses; /* all of them hold, by both evaluators */
	uint32_t n_clauses;
	const law_literal *literals; /* and these; of the transfer */
	uint32_t n_literals;
	const law_fact_given *given; /* stated whatever else is */
	uint32_t n_given;
	xctl_interval when;          /* the day of the act lies in it */
	/* What else must be so, or NULL. */
	bool (*fits)(void *context, const law_witness *witness);
	void *context;
} law_wish;

/* False when none was found in a bounded number of attempts: there may be one all the same. */
bool law_witness_find(law_witness *out, law_witnesses *witnesses, const law_wish *wish);
/* What both evaluators say of a head in the witness found last; MAYBE where they do not say the same. */
law_truth law_witness_truth(law_witnesses *witnesses, const law_witness *witness, uint32_t head);

#endif
