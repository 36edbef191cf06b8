/* From survivors to verdicts: grounds, what overcomes them, bounds, what is missing. interfaces: docs/manual/decision.md. */
#ifndef XCTL_LAW_DECIDE_H
#define XCTL_LAW_DECIDE_H

#include "law/engine.h"

/* A party that a ground speaks of. */
typedef struct law_binding {
	char variable;
	uint32_t party;
} law_binding;

typedef struct law_ground {
	uint32_t head;
	law_truth truth;      /* YES: it stands on what is known; MAYBE: a missing fact decides */
	law_status status;
	uint32_t suspension;  /* which one says so, or XCTL_NONE */
	law_verdict verdict;  /* under its status */
	uint32_t clause;      /* one that survived */
	uint32_t member;      /* the table row by which an item matched, or XCTL_NONE */
	law_truth overcome;   /* by an exclusion, an exception or a held licence */
	law_verdict left;     /* what is left of it where it is overcome for sure */
	uint32_t overcome_by; /* head of the exception, or XCTL_NONE */
	const law_binding *bindings;
	uint32_t n_bindings;
} law_ground;

typedef enum law_exception_status { LAW_APPLIES, LAW_CANDIDATE, LAW_BARRED, LAW_UNKNOWN } law_exception_status;
extern const char *const law_exception_words[4];

typedef struct law_exception {
	uint32_t head;
	law_exception_status status;
	law_truth holds;           /* of its `when` */
	law_status standing;       /* of the text it states, on the frame's day */
	uint32_t suspension;       /* that says so, or XCTL_NONE */
	const uint32_t *overcomes; /* heads of standing grounds */
	uint32_t n_overcomes;
} law_exception;

typedef struct law_aside {
	uint32_t head;
	const law_binding *bindings;
	uint32_t n_bindings;
} law_aside;

/* A clause that only one condition keeps from holding. */
typedef struct law_near {
	uint32_t head;
	uint32_t test;
	bool negated;
} law_near;

/* One value of a missing fact and where it leads. */
typedef struct law_outcome {
	xctl_str value;
	law_verdict at_least, at_most;
	xctl_str says;
} law_outcome;

typedef struct law_missing {
	uint32_t attribute, party;
	uint32_t item;       /* of the frame that asked */
	xctl_str fact;       /* pointer into the document */
	xctl_str asks;
	const law_outcome *outcomes;
	uint32_t n_outcomes;
	bool complete;       /* the outcomes are all there can be */
} law_missing;

/* One regime over one item. */
typedef struct law_item_answer {
	law_truth subject;
	law_verdict verdict, at_least, at_most;
	const law_ground *grounds;
	uint32_t n_grounds;
	const law_exception *exceptions;
	uint32_t n_exceptions;
	const law_aside *duties;
	uint32_t n_duties;
	const law_near *near;
	uint32_t n_near;
	const law_missing *missing;
	uint32_t n_missing;
	uint32_t n_rules; /* grounds of the regime that were in force and looked at */
} law_item_answer;

/* The law_verdict an answer with these bounds has. */
law_verdict law_verdict_between(law_verdict at_least, law_verdict at_most);

typedef struct law_question {
	uint32_t regime;
	bool explain;          /* near misses and missing facts too */
	law_truth authorised;  /* a held licence of this regime covers the item */
	const law_evaluation *evaluation; /* of the frame, without overrides */
} law_question;

/* Answers for one regime over the frame of the evaluation. What is returned lives in `arena`. */
xctl_code law_answer(law_item_answer *out, const law_question *question, xctl_arena *arena, xctl_error *error);

/* Duties of no regime and conflicts between laws. */
xctl_code law_conflicts(const law_aside **out, uint32_t *n, const law_evaluation *evaluation, xctl_arena *arena,
	xctl_error *error);

/* US-origin controlled content to the frame's destination: stated, or folded over the item's parts (Supplement No. 2 to 15
 * CFR Part 734: parts that the marked grounds would license, exceptions marked as releasing set aside). Fills the frame. */
xctl_code law_content(law_frame *frame, law_session *session, xctl_arena *arena, xctl_error *error);

/* What a missing fact could be, and where each value leads (missing.c). */
xctl_code law_find_missing(law_item_answer *answer, const law_question *question, xctl_arena *arena, xctl_error *error);

/* A text of the book with what it speaks of put in: {item.codes.US}, {to}, {P.name}, {row.cites} … */
xctl_str law_render(const law_book *book, xctl_str text, const law_frame *frame, const law_binding *bindings,
	uint32_t n_bindings, uint32_t member, xctl_arena *arena);

/* A literal as a person reads it: "to in us/supp4-742". */
xctl_str law_literal_text(const law_book *book, uint32_t test, bool negated, xctl_arena *arena);

/* The member of a set test by which a value of the frame matched, or XCTL_NONE. */
uint32_t law_matched_member(const law_evaluation *evaluation, uint32_t clause, xctl_arena *arena);

/* Only the bounds, for "what if" (no exceptions list, no near misses). */
xctl_code law_bounds(law_verdict *at_least, law_verdict *at_most, const law_evaluation *evaluation, uint32_t regime,
	law_truth authorised, xctl_arena *arena, xctl_error *error);

#endif
