/* A combination of parts decided by every book; what came of it kept once. */
#include <stdlib.h>
#include <string.h>

#include "desk/bulk_inside.h"

/* An answer under way, before it is known whether it is a new one. */
typedef struct judging {
	struct bulk_memory *b;
	bulk_answer of[BULK_BOOKS];
	uint32_t *grounds[BULK_BOOKS];
	desk_between *regimes[BULK_BOOKS];
} judging;

static bool make_room(judging *j, struct bulk_memory *b)
{
	*j = (judging){ .b = b };
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		const law_book *book = &b->asking.desks[d]->snapshot.book;
		j->grounds[d] = XCTL_NEW_ARRAY(&b->question, uint32_t, book->n_heads);
		j->regimes[d] = XCTL_NEW_ARRAY(&b->question, desk_between, book->n_regimes);
		if (!j->grounds[d] || !j->regimes[d])
			return false;
		j->of[d].grounds = j->grounds[d];
		j->of[d].regimes = j->regimes[d];
	}
	return true;
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return a < b ? -1 : a > b;
}

/* The outcome's number: the same words of all books are one outcome. */
static xctl_code keep(judging *j, uint32_t *out)
{
	struct bulk_memory *b = j->b;
	xctl_buf_clear(&b->key);
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		bulk_answer *a = &j->of[d];
		uint32_t n = b->asking.desks[d]->snapshot.book.n_regimes;
		if (a->n_grounds)
			qsort(j->grounds[d], a->n_grounds, sizeof(uint32_t), by_number);
		uint32_t head[] = { (uint32_t)a->headline.verdict, (uint32_t)a->headline.at_least, (uint32_t)a->headline.at_most,
			a->stale, a->n_grounds };
		xctl_buf_put(&b->key, head, sizeof head);
		xctl_buf_put(&b->key, a->regimes, n * sizeof *a->regimes);
		xctl_buf_put(&b->key, a->grounds, a->n_grounds * sizeof *a->grounds);
	}
	*out = b->key.failed ? XCTL_NONE : xctl_map_get(&b->outcome_at, xctl_buf_view(&b->key));
	if (*out != XCTL_NONE)
		return XCTL_OK;
	xctl_str copy = b->key.failed ? (xctl_str){ 0 } : xctl_str_copy(&b->arena, xctl_buf_view(&b->key));
	bulk_outcome *slot = copy.at ? XCTL_PUSH(&b->arena, &b->outcome_list) : NULL;
	if (!slot || !xctl_map_set(&b->outcome_at, copy, b->outcome_list.count - 1))
		return xctl_fail_limit(b->error, "the outcomes");
	*slot = (bulk_outcome){ .row = b->row };
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		uint32_t n = b->asking.desks[d]->snapshot.book.n_regimes;
		bulk_answer *a = &slot->of[d];
		*a = j->of[d];
		a->grounds = memcpy(XCTL_NEW_ARRAY(&b->arena, uint32_t, a->n_grounds + 1), j->grounds[d],
			a->n_grounds * sizeof(uint32_t));
		a->regimes = memcpy(XCTL_NEW_ARRAY(&b->arena, desk_between, n + 1), j->regimes[d], n * sizeof(desk_between));
	}
	*out = b->outcome_list.count - 1;
	return XCTL_OK;
}

/* --- by parts --- */

/* Regimes that may not say clear that day for want of a list, and those for its age. */
static const uint64_t *lists_on(struct bulk_memory *b, xctl_date known)
{
	int32_t key[1] = { known };
	uint64_t hash = tuples_hash(key, 1);
	uint32_t *found = tuples_find(&b->stales, key, hash);
	if (found)
		return b->late_list.at[*found];
	uint64_t *late = XCTL_NEW_ARRAY(&b->arena, uint64_t, 2 * BULK_BOOKS);
	uint64_t **slot = late ? XCTL_PUSH(&b->arena, &b->late_list) : NULL;
	if (!slot || !tuples_add(&b->stales, key, hash, b->late_list.count - 1))
		return NULL;
	*slot = late;
	for (uint32_t d = 0; d < b->asking.n_desks && b->asking.how->consult_lists; d++) {
		const xctl_desk *desk = b->asking.desks[d];
		for (uint32_t r = 0; r < desk->snapshot.book.n_regimes; r++)
			for (uint32_t i = 0; i < desk->snapshot.book.regimes[r].lists.n; i++) {
				desk_list_state s = desk_list_state_of(desk, r, i, known);
				if (s.missing || s.stale || (s.excerpt && !b->asking.how->accept_excerpts))
					late[2 * d] |= UINT64_C(1) << r;
				if (s.stale)
					late[2 * d + 1] |= UINT64_C(1) << r;
			}
	}
	return late;
}

/* The parts swept and weighed; `cleared` takes open hits for somebody else. */
static bool sweep(struct bulk_memory *b, uint32_t d, const bulk_combination *of, bool cleared, law_bits *bits,
	law_between *between)
{
	const law_standing *parties[BULK_SLOTS + 1];
	law_made_of made = { .parties = parties, .n_parties = of->n_parties, .day = of->day->of[d] };
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		made.parts[p] = b->part_list.at[of->parts[p]].of[d];
	for (uint32_t p = 0; p < of->n_parties; p++) {
		const bulk_party *party = &b->party_list.at[of->parties[p]];
		parties[p] = cleared ? party->cleared[d] : party->open[d];
	}
	law_swept *w = &b->swept[d];
	if (!law_sweep(w, b->session[d], &made, NULL))
		return false;
	const law_profile *act = made.parts[LAW_PART_ACT];
	*bits = (law_bits){ .plan = &b->session[d]->plan, .may = w->may, .must = w->must, .facts_may = w->facts_may,
		.facts_must = w->facts_must, .affirmed = act->affirmed, .denied = act->denied, .status = made.day->status };
	law_weigh(&b->weights[d], bits, NULL);
	law_weights_bounds(between, &b->weights[d], bits);
	return true;
}

static desk_between widened(law_between b)
{
	law_verdict least = (law_verdict)b.at_least, most = (law_verdict)b.at_most;
	return (desk_between){ law_verdict_between(least, most), least, most };
}

static void collect_grounds(judging *j, uint32_t d, uint64_t asked)
{
	const law_weights *w = &j->b->weights[d];
	for (uint32_t i = 0; i < w->count; i++)
		if (w->at[i].truth == LAW_YES && w->at[i].overcome != LAW_YES && (asked >> w->at[i].regime) & 1)
			j->grounds[d][j->of[d].n_grounds++] = w->at[i].head;
}

/* Regimes that are asked, and speak of such an act. */
static uint64_t regimes_asked(const struct bulk_memory *b, uint32_t d)
{
	const law_book *book = &b->asking.desks[d]->snapshot.book;
	const xctl_table *table = b->asking.table;
	xctl_str kind = b->kind == XCTL_NONE ? (xctl_str){ "", 0 } : xctl_table_cell(table, b->kind, b->row);
	uint64_t mask = 0;
	for (uint32_t r = 0; r < book->n_regimes; r++)
		if (desk_wants(b->asking.how->governments, law_str(book, book->regimes[r].government))
			&& desk_regime_covers(book, r, kind))
			mask |= UINT64_C(1) << r;
	return mask;
}

static xctl_code judge(judging *j, uint32_t d, const bulk_combination *of)
{
	struct bulk_memory *b = j->b;
	const law_book *book = &b->asking.desks[d]->snapshot.book;
	law_between open[64], cleared[64];
	law_bits bits;
	uint64_t hits = 0, asked = regimes_asked(b, d), subject = 0;
	const uint64_t *late = lists_on(b, of->day->known);
	for (uint32_t p = 0; p < of->n_parties; p++)
		hits |= b->party_list.at[of->parties[p]].hits[d];
	if (!late || (hits && !sweep(b, d, of, true, &bits, cleared)) || !sweep(b, d, of, false, &bits, open))
		return xctl_fail_limit(b->error, "a decision");
	collect_grounds(j, d, asked);
	for (uint32_t r = 0; r < book->n_regimes; r++)
		if (law_bits_subject(&bits, r) != LAW_NO)
			subject |= UINT64_C(1) << r;
	bulk_answer *a = &j->of[d];
	for (uint32_t r = 0; r < book->n_regimes; r++) {
		uint64_t bit = UINT64_C(1) << r;
		desk_between *one = &j->regimes[d][r];
		if (!(asked & bit))
			continue;
		*one = widened(open[r]);
		if (hits & subject & bit) {
			desk_between without = widened(cleared[r]);
			desk_take_hits(one, &without);
		}
		if (late[2 * d] & subject & bit)
			desk_raise_to_review(one);
		a->stale |= (late[2 * d + 1] & subject & bit) != 0;
		desk_take_worse(&a->headline, one);
	}
	if ((of->foreign >> d) & 1 && !b->asking.how->governments && b->asking.how->consult_lists)
		desk_raise_to_review(&a->headline);
	return XCTL_OK;
}

xctl_code bulk_decide(struct bulk_memory *b, const bulk_combination *of, uint32_t *out)
{
	judging j;
	if (!b->read)
		xctl_arena_reset(&b->question);
	if (!make_room(&j, b))
		return xctl_fail_limit(b->error, "a decision");
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		xctl_code code = judge(&j, d, of);
		if (code != XCTL_OK)
			return code;
	}
	return keep(&j, out);
}

/* --- one by one --- */

static void take_answer(judging *j, uint32_t d, const desk_answer *answer)
{
	bulk_answer *a = &j->of[d];
	a->headline = (desk_between){ answer->verdict, answer->at_least, answer->at_most };
	a->stale = answer->stale;
	for (uint32_t r = 0; r < answer->n_regimes; r++) {
		const desk_regime_answer *one = &answer->regimes[r];
		j->regimes[d][one->regime] = (desk_between){ one->verdict, one->at_least, one->at_most };
		for (uint32_t i = 0; i < answer->n_items; i++)
			for (uint32_t g = 0; g < one->items[i].answer.n_grounds; g++) {
				const law_ground *ground = &one->items[i].answer.grounds[g];
				bool known = false;
				for (uint32_t k = 0; k < a->n_grounds; k++)
					known |= j->grounds[d][k] == ground->head;
				if (!known && ground->truth == LAW_YES && ground->overcome != LAW_YES)
					j->grounds[d][a->n_grounds++] = ground->head;
			}
	}
}

xctl_code bulk_decide_plain(struct bulk_memory *b, uint32_t *out)
{
	judging j;
	desk_asking how = *b->asking.how;
	how.explain = false;
	xctl_code code = bulk_read_row(b);
	if (code == XCTL_OK && !make_room(&j, b))
		code = xctl_fail_limit(b->error, "a decision");
	for (uint32_t d = 0; d < b->asking.n_desks && code == XCTL_OK; d++) {
		desk_answer answer;
		code = desk_answer_transfer(&answer, b->asking.desks[d], &b->transfer, &how, &b->question, b->error);
		if (code == XCTL_OK)
			take_answer(&j, d, &answer);
	}
	return code == XCTL_OK ? keep(&j, out) : code;
}
