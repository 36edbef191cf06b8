/* What a session works out once from a book so that a decision is a few ANDs: which part of a transfer each attribute
 * stands in, which clauses each derived fact opens or closes, and the days on which anything in the book changes. */
#ifndef XCTL_LAW_PLAN_H
#define XCTL_LAW_PLAN_H

#include "law/value.h"

/* Of two bitsets: what may be, and what is. */
static inline law_truth law_truth_in(const uint64_t *may, const uint64_t *must, uint32_t i)
{
	return xctl_bit(must, i) ? LAW_YES : xctl_bit(may, i) ? LAW_MAYBE : LAW_NO;
}

/* A head stands as surely as the surest of its clauses. */
static inline law_truth law_head_in(const law_book *book, uint32_t head, const uint64_t *may, const uint64_t *must)
{
	law_span clauses = book->heads[head].clauses;
	law_truth truth = LAW_NO;
	uint32_t end = clauses.from + clauses.n;
	for (uint32_t i = xctl_bit_next(may, end, clauses.from); i < end; i = xctl_bit_next(may, end, i + 1))
		truth = law_or(truth, xctl_bit(must, i) ? LAW_YES : LAW_MAYBE);
	return truth;
}

enum { LAW_PARTS_OF_TRANSFER = LAW_PART_PARTY };

enum { LAW_SLOTS = 4 }; /* few clauses test more facts: these are looked at without a loop */

/* One word's clauses that wait for a fact in one slot. */
typedef struct law_waiting {
	uint32_t at; /* word * n_slots + slot */
	uint64_t clauses;
} law_waiting;

/* What a fact does: clauses that test it go on, those that test its contrary fall. Few facts open more than two words'
 * clauses: two are done without a loop (with no clauses in them where there are fewer), the others stand in `waiting`. */
enum { LAW_FIRST_OPENED = 2 };
typedef struct law_effect {
	law_waiting first[LAW_FIRST_OPENED];
	law_span opens, closes;
} law_effect;

/* The last sheet's clause, small. */
typedef struct law_leaf {
	uint32_t head;
	uint16_t regime; /* UINT16_MAX: none */
	uint8_t kind, verdict;
} law_leaf;

typedef struct law_plan {
	const law_book *book;
	uint32_t n_words;
	/* Stated attributes by part; those of parties with the transfer's own that party sheets test. */
	struct law_members {
		uint32_t *at;
		uint32_t count, room;
	} part[LAW_PART_PARTY + 1];
	/* Derived attributes, numbered densely: facts. */
	uint32_t n_facts, fact_words;
	uint32_t *fact;         /* of each attribute, or XCTL_NONE */
	uint32_t *attribute;    /* of each fact */
	uint32_t *clause_fact;  /* of each clause: what it decides, or XCTL_NONE */
	uint64_t *asks;         /* fact_words for each clause of a transfer's sheet: the facts it tests */
	/* A clause waits for as many facts as it tests: one in each slot. `opened` tells, for no fact holding, which clauses
	 * no slot keeps closed. */
	uint32_t n_slots;       /* at least LAW_SLOTS: those nobody waits in are open */
	uint64_t *opened;       /* n_words * n_slots */
	law_waiting *waiting;
	law_effect *effects;    /* of each fact */
	bool mixed;             /* some clause of a party sheet tests what only the whole transfer decides */
	uint32_t *subject;      /* of each regime: the fact that the law reaches the item, or XCTL_NONE */
	law_leaf *leaves;       /* of the last sheet's clauses */
	const law_sheet *last;
	uint32_t last_from, last_words; /* where its words begin, and how many there are */
	uint32_t head_words;    /* of bitsets over the last sheet's heads */
	/* Epochs: between two of these days (on either axis) nothing in the book changes. Sorted, each once. */
	struct law_days {
		xctl_date *at;
		uint32_t count, room;
	} effective, known;
	/* Of each part, the days on which what its tests say of a value changes: its rows hold from one to the next. */
	struct law_days part_effective[LAW_PART_PARTY + 1], part_known[LAW_PART_PARTY + 1];
} law_plan;

/* All memory from `arena`. O(book). False at its ceiling. */
bool law_plan_make(law_plan *out, const law_book *book, xctl_arena *arena);

/* The number of the epoch a pair of days lies in, below law_epochs(plan). O(log days). */
uint32_t law_epoch(const law_plan *plan, xctl_date date, xctl_date known);
/* The same for the rows of one part; parties' clauses come and go besides (law_epoch_rows). */
uint32_t law_part_epoch(const law_plan *plan, law_part part, xctl_date date, xctl_date known);
static inline uint32_t law_epochs(const law_plan *plan)
{
	return (plan->effective.count + 1) * (plan->known.count + 1);
}

#endif
