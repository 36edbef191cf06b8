/* The reference evaluator: walks the rules as they were written, one condition after another, with sets and dates looked up
 * in the tables each time. Slow and plain; it exists to keep the bitset engine honest. It shares with it only how a stated
 * fact is read from a transfer. */
#ifndef XCTL_LAW_REFERENCE_H
#define XCTL_LAW_REFERENCE_H

#include "law/value.h"

typedef struct law_reference law_reference;

/* `files` are the book's sources; `book` the book compiled from them (for reading stated facts). All memory from `arena`. */
xctl_code law_reference_open(law_reference **out, xctl_arena *arena, const law_book *book, const law_file *files,
	uint32_t n_files, xctl_error *error);

/* What a ground, an exception's `when` or `unless`, a duty, a conflict or one block of a fact of the transfer comes to in a
 * frame; blocks not in force that day are no. Party patterns and facts of a party have no answer of their own: maybe, as
 * when memory runs out. */
law_truth law_reference_truth(law_reference *reference, const law_frame *frame, uint32_t head, xctl_arena *arena);
/* The same for all heads of the book at once (`truths` has room for n_heads): what one found out serves the next. */
xctl_code law_reference_truths(uint8_t *truths, law_reference *reference, const law_frame *frame, xctl_arena *arena,
	xctl_error *error);

/* A condition of the book that counts as true or as false whatever the facts say: one of several that must hold and counts
 * as true might as well not be written, and neither might an alternative that counts as false. */
typedef struct law_counted {
	const law_block *block; /* of law_reference_ast, as the condition is */
	const law_condition *condition;
	bool unless;            /* it stands in the exception's `unless` */
	law_truth as;
} law_counted;

/* One frame, asked again and again. All memory from `arena`, which must outlive it. */
typedef struct law_probe law_probe;
xctl_code law_probe_open(law_probe **out, law_reference *reference, const law_frame *frame, xctl_arena *arena, xctl_error *error);
/* Whether the block itself then comes to something else, for some value of its `for` and some party. */
bool law_probe_moves(law_probe *probe, const law_counted *counted);
/* What these heads come to with that condition so counted, or in the book as it is (NULL); `truths` are by head. */
xctl_code law_probe_truths(uint8_t *truths, law_probe *probe, const law_counted *counted, const uint32_t *heads, uint32_t n,
	xctl_error *error);

/* The examples of the book, as parsed. */
const law_ast *law_reference_ast(const law_reference *reference);

#endif
