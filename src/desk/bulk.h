/* A table of transfers, answered by cases: transfers whose parts no rule of the books tells apart are one case, decided
 * once. One pass serves several books at once (a replay before and after).
 *
 * What a row says is cut into the parts of law/value.h (item, worth, content, route, act, each party); every part's cells
 * are looked up by their codes, and only a combination never seen is read as a transfer. Amounts count by the interval
 * between the books' constants, days by the epoch between the books' changes. Rows that say more than a part can hold
 * (several lines, owners, contents, licences held, legs) are answered one by one, the plain way. Bounds are those of the
 * law: the case analysis by which a single check may narrow them is not made. */
#ifndef XCTL_DESK_BULK_H
#define XCTL_DESK_BULK_H

#include "desk/desk.h"
#include "transfer/table.h"

enum { BULK_BOOKS = 2 };
#define BULK_MORE UINT32_MAX      /* a further line of the transfer above */
#define BULK_BAD (UINT32_MAX - 1) /* cannot be read */

/* What one book says. */
typedef struct bulk_answer {
	desk_between headline;
	bool stale;
	const desk_between *regimes; /* of each regime of the book; those not asked for are not subject */
	const uint32_t *grounds;     /* heads that stand for sure and are not overcome, sorted */
	uint32_t n_grounds;
} bulk_answer;

typedef struct bulk_outcome {
	bulk_answer of[BULK_BOOKS];
	uint64_t row; /* the first that came to this */
} bulk_outcome;

typedef struct bulk_answers {
	const uint32_t *outcome_of; /* of each row: a number below n_outcomes, BULK_MORE or BULK_BAD */
	const bulk_outcome *outcomes;
	uint32_t n_outcomes;
	uint64_t transfers, unreadable;
	uint64_t plain; /* transfers answered one by one */
	uint32_t n_cases;
	struct bulk_memory *memory;
} bulk_answers;

typedef struct bulk_asking {
	xctl_desk *const *desks; /* whose snapshots are asked; all opened for the same day */
	uint32_t n_desks;        /* at most BULK_BOOKS */
	const xctl_table *table;
	const desk_asking *how;
	const char *source;      /* for errors */
	/* Hears of a row that cannot be read; anything but XCTL_OK stops. May be NULL. */
	xctl_code (*bad)(void *context, uint64_t row, const xctl_error *error);
	void (*done)(void *context, uint64_t rows); /* may be NULL */
	void *context;
} bulk_asking;

/* O(rows * columns) and a decision a case. */
xctl_code bulk_answer_table(bulk_answers *out, const bulk_asking *asking, xctl_error *error);
void bulk_drop(bulk_answers *answers);
/* Row `row` with its further lines as a transfer's document, for whoever wants to see it explained; the caller's to free. */
xctl_code bulk_document(json_t **out, const bulk_answers *answers, uint64_t row, xctl_error *error);

#endif
