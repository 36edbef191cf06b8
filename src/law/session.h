/* Inside the engine: what a session keeps between transfers. Rows by value, profiles by part, the plan. */
#ifndef XCTL_LAW_SESSION_H
#define XCTL_LAW_SESSION_H

#include "law/engine.h"
#include "law/plan.h"

/* Two bitsets over all clauses: those no test of the attribute speaks against for sure, and those all of whose tests of
 * it hold for sure. Values that no test tells apart share one. */
typedef struct law_row {
	const uint64_t *may, *must;
	const uint8_t *truths; /* of the attribute's tests, in their order */
} law_row;

/* The rows of one part of a transfer taken together. Right behind it stand the words a decision reads: may, then, of the
 * last sheet only, the clauses that two or more of its attributes speak against. */
struct law_profile {
	bool sure;            /* may and must are the same */
	const uint64_t *must;
	const law_row *const *rows; /* in the order of the plan's part */
	const uint64_t *affirmed, *denied; /* of the act: exceptions whose conditions the exporter affirmed, or denied */
	/* Of what was joined: facts that some clause left waits for, and the status of the heads that are left. */
	const uint64_t *needed;
	const uint8_t *status;
};

/* What one party comes to by itself. Right behind it stands facts_may. */
struct law_standing {
	bool sure;                        /* facts_may and facts_must are the same */
	uint64_t *facts_may, *facts_must; /* by the plan's number: what it is, and the patterns it fits */
	uint64_t *may, *must;             /* clauses of the party sheets that survived */
	uint64_t *stated_may, *stated_must; /* before anything was derived */
	const law_row *const *rows;
};

static inline uint64_t *law_profile_may(const law_profile *p)
{
	return (uint64_t *)(uintptr_t)(p + 1);
}

static inline const uint64_t *law_standing_facts(const law_standing *p)
{
	return (const uint64_t *)(const void *)(p + 1);
}

/* An open-addressed table of bytes to what was made of them; both live in the session's arena. */
typedef struct law_kept {
	uint64_t hash;
	xctl_str key;
	const void *at;
} law_kept;

typedef struct law_keeper {
	law_kept *slots;
	uint32_t n_slots, count;
} law_keeper;

struct law_session {
	const law_book *book;
	const xctl_memory *memory;
	xctl_arena own;        /* the plan: for the session's life */
	xctl_arena arena;      /* rows and profiles: forgotten at the ceiling */
	law_plan plan;
	uint32_t generation;   /* grows when they are forgotten */
	law_keeper values, rows, profiles, standings, alive, status, joined;
	law_keeper told; /* of parts joined: what is said of the last sheet's heads */
	const law_row **bare;     /* of values that say yes, no or nothing, by attribute */
	const uint64_t **derived; /* 3 * n_facts rows: may then must; of party sheets */
	struct law_epoch_rows {
		const uint64_t *alive;  /* clauses of the transfer's sheets whose block is in force */
		const uint64_t *alive_parties; /* of party sheets; days on which it is the same share it */
		const uint8_t *status;  /* law_status of each head of the last sheet; shared likewise */
	} *epochs;
	xctl_buf key;
	/* for joining parts: made when first needed */
	const law_profile *neutral;
	law_profile *whole;
	const law_standing *anybody;
	struct law_epoch_rows any_day;
	const uint64_t *nothing; /* a row without a clause */
	uint64_t *join_key;
	uint32_t *told_heads;
	struct law_swept *swept;
};

/* The slot where the key's bytes are or would be, or NULL when there is no room for one more. */
law_kept *law_keeper_find(law_keeper *keeper, xctl_arena *arena, xctl_str key);

/* rows.c. All return NULL or false at the ceiling. */
const law_row *law_row_of(law_session *session, uint32_t attribute, const law_value *value, xctl_date date, xctl_date known);
const uint64_t *law_derived_row(law_session *session, uint32_t attribute, law_truth truth);
const struct law_epoch_rows *law_epoch_rows_of(law_session *session, xctl_date date, xctl_date known);
void law_session_forget(law_session *session);

/* profile.c: of a part of the transfer, or of one party. With overrides they are made anew in `arena`, else kept. */
const law_profile *law_profile_of(law_session *session, law_part part, const law_frame *frame, xctl_arena *arena);
const law_profile *law_profile_with(law_session *session, law_part part, const law_profile *base, const law_frame *frame,
	const law_override *overrides, uint32_t n_overrides, xctl_arena *arena);
const law_standing *law_standing_of(law_session *session, uint32_t party, const law_frame *frame, xctl_arena *arena);
const law_standing *law_standing_with(law_session *session, uint32_t party, const law_standing *base,
	const law_frame *frame, const law_override *overrides, uint32_t n_overrides, xctl_arena *arena);
/* Parts joined for the sake of verdicts alone. */
typedef struct law_join {
	const law_profile *one, *other; /* what exceptions were affirmed is taken from `one` */
	const struct law_epoch_rows *day; /* or NULL: `one` was joined with it before */
	uint64_t regimes;               /* a bit for each that is asked */
	bool complete;                  /* no part of the transfer is wanting then */
} law_join;

/* Parts taken together, and of them only what some ground of a regime asked may still hang on: clauses that nothing waits
 * for fall away, and what is left alike is one. Near misses are not told in what was joined, and nothing can be set by hand
 * in it. O(clauses). */
const law_profile *law_profile_join(law_session *session, const law_join *join);
/* All parties of a transfer as one, who is and fits all that any of them does. */
const law_standing *law_standing_join(law_session *session, const law_standing *const *parties, uint32_t n);
/* A party sheet over one party. `facts_may`, `facts_must` of the whole transfer are NULL where no clause needs them. */
bool law_party_sheet(law_session *session, const law_sheet *sheet, law_standing *party, const uint64_t *alive,
	const uint64_t *facts_may, const uint64_t *facts_must);

#endif
