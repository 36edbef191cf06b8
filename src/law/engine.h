/* The bitset engine: for each attribute's value one row of clauses that still may and one of clauses that must hold; AND
 * of the rows leaves the survivors, and the survivors are the explanation. */
#ifndef XCTL_LAW_ENGINE_H
#define XCTL_LAW_ENGINE_H

#include "law/value.h"

/* A book with what evaluation keeps between transfers: rows by value. One thread at a time. */
typedef struct law_session law_session;

/* `ceiling` bounds the rows kept (bytes; 0: 64 MiB): when it is reached they are made anew. */
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
	uint64_t *must, *may, *near; /* near: not taken when something is overridden */
	uint64_t *party_must, *party_may;
	uint8_t *truth;       /* law_truth of each derived attribute of the transfer */
	uint8_t *party_truth; /* n_attributes for each party */
	const law_override *overrides;
	uint32_t n_overrides;
	const uint64_t **rows; /* of stated attributes: the transfer's, then each party's */
	uint32_t generation;   /* of the session's rows when these were taken */
} law_evaluation;

/* Everything in `out` lives in `arena`. O(attributes * words); no clause is looked at one by one but the survivors. */
xctl_code law_evaluate(law_evaluation *out, law_session *session, const law_frame *frame, const law_override *overrides,
	uint32_t n_overrides, xctl_arena *arena, xctl_error *error);

/* The same frame again with some attributes set; what was read for `base` is not read anew. */
xctl_code law_evaluate_again(law_evaluation *out, const law_evaluation *base, const law_override *overrides,
	uint32_t n_overrides, xctl_arena *arena, xctl_error *error);

/* What a head came to. */
law_truth law_head_truth(const law_evaluation *evaluation, uint32_t head);
/* The truth of a derived attribute, or of a test of a stated one. */
law_truth law_literal_truth(const law_evaluation *evaluation, const law_literal *literal, uint32_t party, xctl_arena *arena);
/* What each test of a stated attribute says of a value, in the tests' order; kept by value. NULL when there is no room for
 * it. Valid until the next evaluation. */
const uint8_t *law_truths_of(const law_evaluation *evaluation, uint32_t attribute, const law_value *value);
/* The value of a stated attribute, overrides applied. */
law_value law_value_of(const law_evaluation *evaluation, uint32_t attribute, uint32_t party, xctl_arena *arena);

#endif
