/* Inside a bulk answer: which column feeds which part, what is known of every part met so far. */
#ifndef XCTL_DESK_BULK_INSIDE_H
#define XCTL_DESK_BULK_INSIDE_H

#include "desk/bulk.h"
#include "desk/tuples.h"
#include "law/sweep.h"
#include "law/weigh.h"

enum { BULK_SLOTS = 16, BULK_WIDEST = 128 };
enum { BULK_NO_WORLD = 255 }; /* the column `unstated` says something else than "no" */
#define BULK_LISTED (UINT32_MAX - 1) /* of a party: its class depends on the item and the day */

typedef struct bulk_columns {
	uint32_t at[BULK_WIDEST];
	uint32_t n;
} bulk_columns;

/* One thing that is found out about every row: under which integers it is known, where the answers go, and who makes one
 * that was never met. `which` is the part of a transfer, or the slot of a party. */
typedef struct bulk_look {
	tuples known;
	const int32_t **at; /* of the block under way, integer by integer; what is known tells how many */
	uint32_t *out;
	xctl_code (*make)(struct bulk_memory *b, const struct bulk_look *look, uint32_t i, uint32_t *out);
	uint32_t which;
} bulk_look;

/* Rows that are answered together, one array a fact. */
enum { BULK_BLOCK = TUPLES_MANY };
typedef struct bulk_block {
	uint64_t first;
	uint32_t n;
	uint8_t plain[BULK_BLOCK]; /* to be answered one by one */
	uint8_t fresh[BULK_BLOCK]; /* something of it was never met */
	uint8_t owned[BULK_BLOCK]; /* owners are named */
	int32_t empty[BULK_BLOCK], world[BULK_BLOCK], worth[BULK_BLOCK], foreign[BULK_BLOCK];
	/* by its day */
	uint32_t day[BULK_BLOCK];
	int32_t known[BULK_BLOCK], epoch[BULK_BLOCK], part_epoch[LAW_PART_PARTY + 1][BULK_BLOCK];
	/* numbers of classes */
	uint32_t part[LAW_PARTS_OF_TRANSFER][BULK_BLOCK];
	uint32_t setting[BULK_BLOCK], thing[BULK_BLOCK], value[BULK_BLOCK], joined[BULK_BLOCK];
	uint32_t together[BULK_SLOTS + 1][BULK_BLOCK]; /* its parties' classes in order, each once, then XCTL_NONE */
	uint32_t company[BULK_BLOCK], outcome[BULK_BLOCK];
} bulk_block;

/* A party's place among the columns (end-user, end-user2), or the stranger who stands for a receiver nobody named. */
typedef struct bulk_slot {
	const char *role; /* NULL: the stranger */
	uint32_t which;
	bool receives;
	bulk_columns columns, owners;
	/* by its own cells, and by everybody's where owners are named: an owner may be another party */
	bulk_look alone, owned;
	/* the same of a party whose terms depend on the item and the day: those are asked, too */
	bulk_look alone_listed, owned_listed;
	uint8_t filled[BULK_BLOCK]; /* some cell speaks of it */
	uint32_t class[BULK_BLOCK], other[BULK_BLOCK];
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
	tuples days, epochs, part_epochs[LAW_PART_PARTY + 1];
	bulk_look day, parts[LAW_PARTS_OF_TRANSFER], setting, thing, value_of, line, company, pair;
	tuples cases; /* pairs of what is joined and a company that come to the same: an outcome */
	bulk_block *block;
	XCTL_LIST(bulk_day) day_list; /* by the number of a pair of days */
	XCTL_LIST(bulk_outcome) outcome_list;
	uint64_t *asked;                       /* of each word of the column `kind`, by book */
	xctl_map outcome_at;
	uint64_t *case_key;
	uint32_t *grounds[BULK_BOOKS];         /* of the decision under way */
	desk_between *regimes[BULK_BOOKS];
	uint32_t *outcome_of; /* of each row */
	xctl_buf key;
	/* the row under way */
	uint64_t row, end;
	bool read;
	xctl_transfer transfer;
	uint64_t transfers, unreadable, plain_rows;
};

/* bulk_columns.c */
xctl_code bulk_sort_columns(struct bulk_memory *b);

/* bulk_block.c: lays out what each look asks, once the columns are sorted. */
xctl_code bulk_begin_looks(struct bulk_memory *b);
void bulk_drop_looks(struct bulk_memory *b);
/* Fills the block with the rows from `first` on: what can be said without a look. */
void bulk_begin_block(struct bulk_memory *b, uint64_t first);
/* What was met of all rows of the block, side by side; rows with anything else are marked fresh. */
void bulk_find_block(struct bulk_memory *b);
/* Row i of the block, with whatever of it was never met made. */
xctl_code bulk_meet_row(struct bulk_memory *b, uint32_t i);

/* Where the transfer that begins at this row ends. */
uint64_t bulk_end_of(const struct bulk_memory *b, uint64_t row);
/* The row under way as a transfer, once. */
xctl_code bulk_read_row(struct bulk_memory *b);

/* Row i of the block, read, as the law asks of it; its parties are still to be put in. */
law_frame bulk_frame_of(const struct bulk_memory *b, uint32_t i);

/* Makers of what was never met. bulk_days.c */
xctl_code bulk_make_day(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);
/* bulk_parts.c */
xctl_code bulk_make_part(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);
/* bulk_parties.c; the first answers BULK_LISTED where the class depends on the item and the very day. */
xctl_code bulk_make_party(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);
xctl_code bulk_make_listed(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);
/* bulk_join.c: parts joined step by step, each pair once; parties together. */
xctl_code bulk_make_setting(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);
xctl_code bulk_make_joined(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);
xctl_code bulk_make_company(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);
/* bulk_cases.c: the number of the outcome. */
xctl_code bulk_make_outcome(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);
xctl_code bulk_decide_plain(struct bulk_memory *b, uint32_t *out);

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
static inline const bulk_day *bulk_day_at(const struct bulk_memory *b, uint32_t i)
{
	return &b->day_list.at[b->block->day[i]];
}
static inline const bulk_joined *bulk_joined_at(const struct bulk_memory *b, uint32_t number)
{
	return tuples_key(&b->joined_classes, number);
}

#endif
