#include "law/sweep.h"

#include <string.h>

bool law_swept_make(law_swept *out, const law_plan *plan, xctl_arena *arena)
{
	size_t words = plan->n_words, facts = plan->fact_words, open = words * plan->n_slots;
	uint64_t *at = XCTL_NEW_ARRAY(arena, uint64_t, 5 * words + 4 * facts + 2 * open);
	if (!at)
		return false;
	const struct {
		uint64_t **at;
		size_t n;
	} parts[] = {
		{ &out->room[0], words }, { &out->room[1], words }, { &out->room[2], facts }, { &out->room[3], facts },
		{ &out->near, words }, { &out->once, words }, { &out->twice, words }, { &out->open_may, open },
		{ &out->open_must, open }, { &out->fresh_may, facts }, { &out->fresh_must, facts },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		*parts[i].at = at;
		at += parts[i].n;
	}
	return true;
}

/* --- facts --- */

static inline void open_more(const law_plan *plan, const law_effect *e, uint64_t *open)
{
	for (const law_waiting *o = plan->waiting + e->opens.from, *end = o + e->opens.n; o < end; o++)
		open[o->at] |= o->clauses;
}

/* What waited for a fact may go on. */
static inline void open_clauses(const law_plan *plan, const law_effect *e, uint64_t *open)
{
	for (int i = 0; i < LAW_FIRST_OPENED; i++)
		open[e->first[i].at] |= e->first[i].clauses;
	open_more(plan, e, open);
}

/* What waited for its contrary falls. */
static inline void close_clauses(const law_plan *plan, const law_effect *e, uint64_t *open)
{
	for (const law_waiting *o = plan->waiting + e->closes.from, *end = o + e->closes.n; o < end; o++)
		open[o->at] &= ~o->clauses;
}

static inline void take_sure(law_swept *w, const law_plan *plan, uint32_t fact)
{
	const law_effect *e = &plan->effects[fact];
	uint64_t *open = w->open_may;
	for (int i = 0; i < LAW_FIRST_OPENED; i++)
		open[e->first[i].at] |= e->first[i].clauses;
	if (e->opens.n + e->closes.n == 0)
		return;
	open_more(plan, e, open);
	close_clauses(plan, e, open);
}

static void take(law_swept *w, const law_plan *plan, uint32_t fact, bool sure)
{
	const law_effect *e = &plan->effects[fact];
	open_clauses(plan, e, w->open_may);
	close_clauses(plan, e, w->open_must);
	if (!sure)
		return;
	open_clauses(plan, e, w->open_must);
	close_clauses(plan, e, w->open_may);
}

/* Takes what is fresh. A fact that was open before may have become sure. */
static void take_fresh(law_swept *w, const law_plan *plan)
{
	for (uint32_t k = 0; k < plan->fact_words; k++) {
		uint64_t may = w->fresh_may[k], must = w->fresh_must[k];
		uint64_t news = (may & ~w->facts_may[k]) | (must & ~w->facts_must[k]);
		w->facts_may[k] |= may;
		w->facts_must[k] |= must;
		w->fresh_may[k] = w->fresh_must[k] = 0;
		for (; news; news &= news - 1) {
			uint32_t bit = (uint32_t)__builtin_ctzll(news);
			take(w, plan, k * 64 + bit, (must >> bit) & 1);
		}
	}
}

static void freshen(law_swept *w, const law_plan *plan, const law_standing *party)
{
	for (uint32_t k = 0; k < plan->fact_words; k++) {
		w->fresh_may[k] |= party->facts_may[k];
		w->fresh_must[k] |= party->facts_must[k];
	}
}

/* What the parties are, where nothing about anybody is open. */
static inline void take_parties(law_swept *w, const law_plan *plan, const law_made_of *of)
{
	for (uint32_t k = 0; k < plan->fact_words; k++) {
		uint64_t facts = 0;
		for (uint32_t p = 0; p < of->n_parties; p++)
			facts |= law_standing_facts(of->parties[p])[k];
		w->facts_may[k] = facts;
		for (; facts; facts &= facts - 1)
			take_sure(w, plan, k * 64 + (uint32_t)__builtin_ctzll(facts));
	}
}

/* --- sheets --- */

/* All that the transfer states, over words [from, end) at once. */
static inline void take_stated(uint64_t *restrict out, const law_made_of *of, uint32_t from, uint32_t end, bool sure)
{
	const uint64_t *part[LAW_PARTS_OF_TRANSFER], *alive = of->day->alive;
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		part[p] = sure ? law_profile_may(of->parts[p]) : of->parts[p]->must;
	for (uint32_t k = from; k < end; k++) {
		uint64_t all = alive[k];
		for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
			all &= part[p][k];
		out[k] = all;
	}
}

/* Clauses that what is stated speaks against, once or more often. */
static inline void count_against(uint64_t *restrict once, uint64_t *restrict twice, const law_made_of *of,
	const law_plan *plan)
{
	const uint64_t *may[LAW_PARTS_OF_TRANSFER], *more[LAW_PARTS_OF_TRANSFER];
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++) {
		may[p] = law_profile_may(of->parts[p]) + plan->last_from;
		more[p] = law_profile_may(of->parts[p]) + plan->n_words;
	}
	for (uint32_t k = 0; k < plan->last_words; k++) {
		uint64_t one = 0, two = 0;
		for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++) {
			uint64_t fails = ~may[p][k];
			two |= more[p][k] | (one & fails);
			one |= fails;
		}
		once[k] = one;
		twice[k] = two;
	}
}

/* Clauses of words [from, end) that wait for a fact that did not come fall away. Slots are read word by word, as they were
 * written a moment ago. */
static inline void drop_waiting(uint64_t *restrict clauses, const uint64_t *restrict open, uint32_t n_slots, uint32_t from,
	uint32_t end)
{
	open += (size_t)from * n_slots;
	for (uint32_t k = from; k < end; k++, open += n_slots)
		clauses[k] &= open[0] & open[1] & open[2] & open[3];
	for (uint32_t s = LAW_SLOTS; s < n_slots; s++) {
		const uint64_t *more = open - (size_t)(end - from) * n_slots + s;
		for (uint32_t k = from; k < end; k++, more += n_slots)
			clauses[k] &= *more;
	}
}

/* Of the last sheet: clauses that exactly one condition speaks against, stated or derived. */
static inline void near_misses(law_swept *w, const law_plan *plan, const law_made_of *of)
{
	const uint64_t *open = w->open_may + (size_t)plan->last_from * plan->n_slots, *alive = of->day->alive + plan->last_from;
	uint64_t *near = w->near + plan->last_from;
	for (uint32_t k = 0; k < plan->last_words; k++, open += plan->n_slots) {
		uint64_t ab = open[0] & open[1], cd = open[2] & open[3], all = ab & cd;
		uint64_t but_one = (ab & (open[2] | open[3])) | (cd & (open[0] | open[1])); /* of four, three are open at least */
		uint64_t once = w->once[k] | ~all, twice = w->twice[k] | ~but_one | (w->once[k] & ~all);
		for (uint32_t s = LAW_SLOTS; s < plan->n_slots; s++) {
			twice |= once & ~open[s];
			once |= ~open[s];
		}
		near[k] = once & ~twice & alive[k];
	}
}

static inline void derive_sure(law_swept *w, const law_plan *plan, uint32_t from, uint32_t n)
{
	for (uint32_t k = from; k < from + n; k++)
		for (uint64_t left = w->may[k]; left; left &= left - 1) {
			uint32_t fact = plan->clause_fact[k * 64 + (uint32_t)__builtin_ctzll(left)];
			if (fact == XCTL_NONE || xctl_bit(w->facts_may, fact))
				continue;
			xctl_bit_set(w->facts_may, fact);
			take_sure(w, plan, fact);
		}
}

/* Survivors decide their facts; all of the sheet before any is taken, since a second clause may make one surer. */
static void derive(law_swept *w, const law_plan *plan, uint32_t from, uint32_t n)
{
	for (uint32_t k = from; k < from + n; k++)
		for (uint64_t left = w->may[k]; left; left &= left - 1) {
			uint32_t bit = (uint32_t)__builtin_ctzll(left), fact = plan->clause_fact[k * 64 + bit];
			if (fact == XCTL_NONE)
				continue;
			xctl_bit_set(w->fresh_may, fact);
			if ((w->must[k] >> bit) & 1)
				xctl_bit_set(w->fresh_must, fact);
		}
	take_fresh(w, plan);
}

static bool party_sheet(law_swept *w, law_session *s, const law_made_of *of, const law_sheet *sheet, law_standing *local)
{
	for (uint32_t p = 0; p < of->n_parties; p++) {
		if (!law_party_sheet(s, sheet, &local[p], of->day->alive_parties, w->facts_may, w->facts_must))
			return false;
		freshen(w, &s->plan, &local[p]);
	}
	take_fresh(w, &s->plan);
	return true;
}

/* All that enters is sure. */
static bool all_sure(const law_made_of *of)
{
	bool sure = true;
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		sure &= of->parts[p]->sure;
	for (uint32_t p = 0; p < of->n_parties; p++)
		sure &= of->parties[p]->sure;
	return sure;
}

/* Where nothing is open, may and must are the same and only one of them is looked at. */
static inline __attribute__((always_inline)) void sweep_sure(law_swept *w, const law_plan *plan, const law_made_of *of)
{
	w->may = w->must = w->room[0];
	w->facts_may = w->facts_must = w->room[2];
	memcpy(w->open_may, plan->opened, (size_t)plan->n_words * plan->n_slots * sizeof *w->open_may);
	take_stated(w->may, of, 0, plan->n_words, true);
	take_parties(w, plan, of);
	for (const law_sheet *sheet = plan->book->sheets; sheet <= plan->last; sheet++) {
		uint32_t from = sheet->clauses.from / 64, n = XCTL_WORDS(sheet->clauses.n);
		if (sheet->object != LAW_OF_TRANSFER)
			continue;
		drop_waiting(w->may, w->open_may, plan->n_slots, from, from + n);
		if (sheet != plan->last)
			derive_sure(w, plan, from, n);
	}
}

__attribute__((noinline)) static bool sweep_open(law_swept *w, law_session *s, const law_made_of *of, law_standing *local)
{
	const law_plan *plan = &s->plan;
	size_t open = (size_t)plan->n_words * plan->n_slots * sizeof *w->open_may;
	w->may = w->room[0];
	w->must = w->room[1];
	w->facts_may = w->room[2];
	w->facts_must = w->room[3];
	memset(w->facts_may, 0, plan->fact_words * sizeof *w->facts_may);
	memset(w->facts_must, 0, plan->fact_words * sizeof *w->facts_must);
	memcpy(w->open_may, plan->opened, open);
	memcpy(w->open_must, plan->opened, open);
	take_stated(w->may, of, 0, plan->n_words, true);
	take_stated(w->must, of, 0, plan->n_words, false);
	for (uint32_t p = 0; p < of->n_parties && !plan->mixed; p++)
		freshen(w, plan, of->parties[p]);
	take_fresh(w, plan);
	for (const law_sheet *sheet = plan->book->sheets; sheet <= plan->last; sheet++) {
		uint32_t from = sheet->clauses.from / 64, n = XCTL_WORDS(sheet->clauses.n);
		if (sheet->object != LAW_OF_TRANSFER) {
			if (plan->mixed && !party_sheet(w, s, of, sheet, local))
				return false;
			continue;
		}
		drop_waiting(w->may, w->open_may, plan->n_slots, from, from + n);
		drop_waiting(w->must, w->open_must, plan->n_slots, from, from + n);
		if (sheet != plan->last)
			derive(w, plan, from, n);
	}
	return true;
}

XCTL_WIDE bool law_sweep(law_swept *w, law_session *s, const law_made_of *of, law_standing *local)
{
	const law_plan *plan = &s->plan;
	if (all_sure(of))
		sweep_sure(w, plan, of);
	else if (!sweep_open(w, s, of, local))
		return false;
	count_against(w->once, w->twice, of, plan);
	near_misses(w, plan, of);
	return true;
}
