/* Inside a bulk answer: which column feeds which part, what is known of every part met so far. */
#ifndef XCTL_DESK_BULK_INSIDE_H
#define XCTL_DESK_BULK_INSIDE_H

#include "desk/bulk.h"
#include "desk/tuples.h"
#include "law/sweep.h"
#include "law/weigh.h"

enum { BULK_SLOTS = 16, BULK_WIDEST = 128 };
enum { BULK_NO_WORLD = 255 }; /* the column `unstated` says something else than "no" */
#define BULK_LISTED UINT32_MAX /* of a party: its class depends on the item and the day */

typedef struct bulk_columns {
	uint32_t at[BULK_WIDEST];
	uint32_t n;
} bulk_columns;

/* Parties by their cells. */
typedef struct bulk_known {
	tuples cells;  /* a class, or BULK_LISTED for one whose terms depend on the item and the day */
	tuples listed; /* the cells, the item's cells, the day: a class */
} bulk_known;

/* A party's place among the columns (end-user, end-user2), or the stranger who stands for a receiver nobody named. */
typedef struct bulk_slot {
	const char *role; /* NULL: the stranger */
	uint32_t which;
	bool receives;
	bulk_columns columns, owners;
	bulk_known alone; /* by its own cells */
	bulk_known owned; /* by everybody's, where owners are named: an owner may be another party */
} bulk_slot;

/* A part as each book sees it; parts joined are one more. */
typedef struct bulk_part {
	const law_profile *of[BULK_BOOKS];
} bulk_part;

typedef struct bulk_party {
	const law_standing *open[BULK_BOOKS], *cleared[BULK_BOOKS];
	uint64_t hits[BULK_BOOKS]; /* regimes that mind an open hit on this party */
} bulk_party;

/* What a decision goes by besides clauses and facts. */
typedef struct bulk_terms {
	uint64_t asked[BULK_BOOKS];  /* regimes that are asked and speak of such an act */
	uint64_t late[BULK_BOOKS];   /* regimes that may not say clear for want of a list */
	uint64_t stale[BULK_BOOKS];  /* those for the age of one */
	uint64_t foreign;            /* a bit for each book that does not hold the law of the country it leaves */
} bulk_terms;

/* The parts of a transfer joined so far, under their terms. */
typedef struct bulk_joined {
	uint32_t part, terms;
} bulk_joined;

/* A pair of days as the books see it. */
typedef struct bulk_day {
	xctl_date date, known;
	const struct law_epoch_rows *of[BULK_BOOKS];
	uint64_t late[BULK_BOOKS], stale[BULK_BOOKS]; /* of bulk_terms */
	uint32_t epoch; /* days between which no book changes share one */
	uint32_t parts[LAW_PART_PARTY + 1]; /* the same, for what the books' tests say of one part */
} bulk_day;

struct bulk_memory {
	bulk_asking asking;
	xctl_error *error;
	xctl_arena arena;    /* columns, classes, outcomes */
	xctl_arena question; /* of one row */
	xctl_columns *columns;
	law_session *session[BULK_BOOKS];
	law_swept swept[BULK_BOOKS];
	law_weights weights[BULK_BOOKS];
	bool one_by_one;     /* a book whose parties cannot be judged by themselves */
	/* which column is what */
	bulk_columns part[LAW_PARTS_OF_TRANSFER], facts_of_parties, plain, numbers, owners, everybody;
	bulk_slot slots[BULK_SLOTS + 1]; /* the last is the stranger */
	uint32_t n_slots;
	uint32_t id, date, leaves, known, unstated, kind, from, value;
	/* what the words of a column come to */
	xctl_date *dates, *leaving, *knowing;  /* by code; XCTL_DATE_NONE: no day */
	uint8_t *worlds, *foreign;
	int32_t *worth;                        /* the amount's interval, or one of its own for what is no amount */
	uint8_t **is_number;                   /* of each column in `numbers` */
	xctl_decimal *constants;               /* of the books on values, sorted */
	uint32_t n_constants;
	/* what was met */
	tuples part_classes, party_classes, term_classes, joined_classes; /* of the structs above: each stands for itself */
	tuples days, epochs, part_epochs[LAW_PART_PARTY + 1], parts[LAW_PARTS_OF_TRANSFER];
	tuples settings, things, values, lines, companies, cases;
	XCTL_LIST(bulk_day) day_list; /* by the number of a pair of days */
	XCTL_LIST(bulk_outcome) outcome_list;
	uint64_t *asked;                       /* of each word of the column `kind`, by book */
	xctl_map outcome_at;
	uint64_t *case_key;
	uint32_t *grounds[BULK_BOOKS];         /* of the decision under way */
	desk_between *regimes[BULK_BOOKS];
	xctl_buf outcomes; /* uint32_t a row */
	xctl_buf key;
	/* the row under way */
	uint64_t row, end;
	bool read;
	xctl_transfer transfer;
	uint64_t transfers, unreadable, plain_rows;
};

/* bulk_columns.c */
xctl_code bulk_sort_columns(struct bulk_memory *b);
/* bulk_parts.c: the number of a class, made at first sight. `key` holds the cells' codes. */
xctl_code bulk_read_row(struct bulk_memory *b);
/* Where the transfer that begins at this row ends. */
uint64_t bulk_end_of(const struct bulk_memory *b, uint64_t row);
xctl_code bulk_find_part(struct bulk_memory *b, law_part part, const int32_t *key, const bulk_day *day, law_world world,
	uint32_t *out);
/* Some cell of the row speaks of the slot's party. */
bool bulk_fills(const struct bulk_memory *b, const bulk_slot *slot);
/* Of a slot that some cell of the row fills, or of the stranger. */
xctl_code bulk_find_party(struct bulk_memory *b, bulk_slot *slot, const bulk_day *day, uint32_t day_number, law_world world,
	uint32_t *out);
/* The cells' codes behind the epoch and the world; returns the key's width. */
uint32_t bulk_key(const struct bulk_memory *b, int32_t *key, const bulk_columns *columns, uint32_t epoch, law_world world);

/* bulk_join.c: parts joined step by step, each pair once. */
xctl_code bulk_join_parts(struct bulk_memory *b, const uint32_t *parts, const bulk_day *day, uint32_t *out);
/* The parties' classes in any order, each once: as one. */
xctl_code bulk_join_parties(struct bulk_memory *b, const uint32_t *parties, uint32_t n, uint32_t *out);

/* What a number stands for, until one more of its kind is met. */
static inline const bulk_part *bulk_part_at(const struct bulk_memory *b, uint32_t number)
{
	return tuples_key(&b->part_classes, number);
}
static inline const bulk_party *bulk_party_at(const struct bulk_memory *b, uint32_t number)
{
	return tuples_key(&b->party_classes, number);
}
static inline const bulk_terms *bulk_terms_at(const struct bulk_memory *b, uint32_t number)
{
	return tuples_key(&b->term_classes, number);
}
static inline const bulk_joined *bulk_joined_at(const struct bulk_memory *b, uint32_t number)
{
	return tuples_key(&b->joined_classes, number);
}

/* bulk_cases.c: the number of the outcome. */
xctl_code bulk_decide(struct bulk_memory *b, uint32_t joined, uint32_t company, uint32_t *out);
xctl_code bulk_decide_plain(struct bulk_memory *b, uint32_t *out);

#endif
