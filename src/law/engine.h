/* The bitset engine: for each attribute's value one row of clauses that still may and one of clauses that must hold; AND
 * of the rows leaves the survivors, and the survivors are the explanation. Rows of one part of a transfer (the item, the
 * route, a party …) are taken together once and kept: most transfers are made of parts that were seen before. */
#ifndef XCTL_LAW_ENGINE_H
#define XCTL_LAW_ENGINE_H

#include "law/value.h"

/* A book with what evaluation keeps between transfers: rows by value, profiles by part. One thread at a time. */
typedef struct law_session law_session;
typedef struct law_profile law_profile;   /* of one part of a transfer */
typedef struct law_standing law_standing; /* of one party */

/* `ceiling` bounds what is kept (bytes; 0: 64 MiB): when it is reached all is made anew. */
xctl_code law_session_open(law_session **out, const law_book *book, const xctl_memory *memory, size_t ceiling,
	xctl_error *error);
void law_session_close(law_session *session);

/* Says what one attribute is, whatever the transfer says: for "what if". */
typedef struct law_override {
	uint32_t attribute;
	uint32_t party; /* XCTL_NONE: the transfer's */
	law_value value;
} law_override;

typedef struct law_evaluation {
	const law_book *book;
	law_session *session;
	const law_frame *frame;
	uint32_t n_words;
	/* Over all clauses; party sheets stand in party_must and party_may, n_words for each party. */
	const uint64_t *must, *may, *near;
	uint64_t *party_must, *party_may;
	uint64_t *party_facts_must, *party_facts_may;  /* fact_words for each party */
	const uint64_t *facts_must, *facts_may;        /* of the transfer, by the session's number of a fact */
	const uint64_t *affirmed, *denied;             /* of the last sheet's heads: exceptions the exporter affirmed, denied */
	const uint8_t *status;                         /* law_status of the last sheet's heads on the frame's day */
	const law_override *overrides;
	uint32_t n_overrides;
	/* What it was made of: while the session's generation is this one. */
	const law_profile *parts[LAW_PART_PARTY];
	const law_standing **parties;
	uint32_t generation;
} law_evaluation;

/* Everything in `out` but what it was made of lives in `arena`. O(attributes) to read the transfer, then O(words); no
 * clause is looked at one by one but the survivors. */
xctl_code law_evaluate(law_evaluation *out, law_session *session, const law_frame *frame, const law_override *overrides,
	uint32_t n_overrides, xctl_arena *arena, xctl_error *error);

/* The same frame again with some attributes set; what was read for `base` is not read anew. */
xctl_code law_evaluate_again(law_evaluation *out, const law_evaluation *base, const law_override *overrides,
	uint32_t n_overrides, xctl_arena *arena, xctl_error *error);

/* What a head came to. */
law_truth law_head_truth(const law_evaluation *evaluation, uint32_t head);
/* A derived attribute, of the transfer. */
law_truth law_fact_truth(const law_evaluation *evaluation, uint32_t attribute);
/* The truth of a derived attribute, or of a test of a stated one. */
law_truth law_literal_truth(const law_evaluation *evaluation, const law_literal *literal, uint32_t party, xctl_arena *arena);
/* What each test of a stated attribute says of a value, in the tests' order; kept by value. NULL when there is no room for
 * it. Valid until the next evaluation. */
const uint8_t *law_truths_of(const law_evaluation *evaluation, uint32_t attribute, const law_value *value);
/* The value of a stated attribute, overrides applied. */
law_value law_value_of(const law_evaluation *evaluation, uint32_t attribute, uint32_t party, xctl_arena *arena);
/* The status of a head on a day, by the suspensions known then; the latest word of two overlapping ones, or XCTL_NONE. */
law_status law_status_on(const law_book *book, uint32_t head, xctl_date date, xctl_date known, uint32_t *suspension);

#endif
