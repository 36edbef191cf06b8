/* Pairs of days, of the act and of what was known, as the books see them: days between which no book changes are one. */
#include <string.h>

#include "desk/bulk_inside.h"

static xctl_date day_in(const struct bulk_memory *b, const xctl_date *days, uint32_t column)
{
	int32_t code = xctl_table_code(b->asking.table, column, b->row);
	return code < 0 ? XCTL_DATE_NONE : days[code];
}

/* Regimes that may not say clear that day for want of a list, and those for the age of one. */
static void look_at_lists(const struct bulk_memory *b, bulk_day *day, uint32_t d)
{
	const xctl_desk *desk = b->asking.desks[d];
	for (uint32_t r = 0; r < desk->snapshot.book.n_regimes && b->asking.how->consult_lists; r++)
		for (uint32_t i = 0; i < desk->snapshot.book.regimes[r].lists.n; i++) {
			desk_list_state s = desk_list_state_of(desk, r, i, day->known);
			if (s.missing || s.stale || (s.excerpt && !b->asking.how->accept_excerpts))
				day->late[d] |= UINT64_C(1) << (r % 64);
			if (s.stale)
				day->stale[d] |= UINT64_C(1) << (r % 64);
		}
}

/* The epochs' numbers: of the whole, and of what the books' tests say of each part. */
static bool number_epochs(struct bulk_memory *b, bulk_day *day)
{
	int32_t epochs[3 * BULK_BOOKS] = { 0 };
	for (uint32_t d = 0; d < b->asking.n_desks; d++)
		epochs[d] = (int32_t)law_epoch(&b->session[d]->plan, day->date, day->known);
	day->epoch = tuples_number(&b->epochs, epochs);
	bool kept = day->epoch != XCTL_NONE;
	for (uint32_t p = 0; p <= LAW_PART_PARTY && kept; p++) {
		for (uint32_t d = 0; d < b->asking.n_desks; d++) {
			const void *alive = p == LAW_PART_PARTY ? day->of[d]->alive_parties : NULL;
			epochs[d] = (int32_t)law_part_epoch(&b->session[d]->plan, (law_part)p, day->date, day->known);
			memcpy(&epochs[BULK_BOOKS + 2 * d], &alive, sizeof alive); /* parties' clauses come and go */
		}
		day->parts[p] = tuples_number(&b->part_epochs[p], epochs);
		kept = day->parts[p] != XCTL_NONE;
	}
	return kept;
}

xctl_code bulk_make_day(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out)
{
	(void)look;
	(void)i;
	desk_days asked = desk_days_asked(b->asking.how, day_in(b, b->dates, b->date), day_in(b, b->leaving, b->leaves),
		day_in(b, b->knowing, b->known), b->asking.desks[0]->today);
	*out = tuples_number(&b->days, (const int32_t[]){ asked.date, asked.known });
	if (*out < b->day_list.count)
		return XCTL_OK;
	bulk_day *day = *out == XCTL_NONE ? NULL : XCTL_PUSH(&b->arena, &b->day_list);
	if (!day)
		return xctl_fail_limit(b->error, "the days");
	*day = (bulk_day){ .date = asked.date, .known = asked.known };
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		day->of[d] = law_epoch_rows_of(b->session[d], day->date, day->known);
		if (!day->of[d])
			return xctl_fail_limit(b->error, "the days");
		look_at_lists(b, day, d);
	}
	return number_epochs(b, day) ? XCTL_OK : xctl_fail_limit(b->error, "the days");
}
