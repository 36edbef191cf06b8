/* A combination of parts decided by every book; what came of it kept once. */
#include <stdlib.h>
#include <string.h>

#include "desk/bulk_inside.h"

/* An answer under way, before it is known whether it is a new one. */
typedef struct judging {
	struct bulk_memory *b;
	bulk_answer of[BULK_BOOKS];
} judging;

static void begin(judging *j, struct bulk_memory *b)
{
	*j = (judging){ .b = b };
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		memset(b->regimes[d], 0, b->asking.desks[d]->snapshot.book.n_regimes * sizeof *b->regimes[d]);
		j->of[d].grounds = b->grounds[d];
		j->of[d].regimes = b->regimes[d];
	}
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
			qsort(b->grounds[d], a->n_grounds, sizeof(uint32_t), by_number);
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
		uint32_t *grounds = XCTL_NEW_ARRAY(&b->arena, uint32_t, a->n_grounds + 1);
		desk_between *regimes = XCTL_NEW_ARRAY(&b->arena, desk_between, n + 1);
		if (!grounds || !regimes)
			return xctl_fail_limit(b->error, "the outcomes");
		a->grounds = memcpy(grounds, b->grounds[d], a->n_grounds * sizeof *grounds);
		a->regimes = memcpy(regimes, b->regimes[d], n * sizeof *regimes);
	}
	*out = b->outcome_list.count - 1;
	return XCTL_OK;
}

/* --- by parts --- */

/* Parts joined and parties joined, swept and weighed; `cleared` takes open hits for somebody else. */
static bool sweep(struct bulk_memory *b, uint32_t d, const bulk_joined *joined, const bulk_party *company, bool cleared,
	law_bits *bits, law_between *between)
{
	const law_profile *all = bulk_part_at(b, joined->part)->of[d];
	law_swept *w = &b->swept[d];
	if (!law_sweep_joined(w, b->session[d], all, cleared ? company->cleared[d] : company->open[d]))
		return false;
	*bits = (law_bits){ .plan = &b->session[d]->plan, .may = w->may, .must = w->must, .facts_may = w->facts_may,
		.facts_must = w->facts_must, .affirmed = all->affirmed, .denied = all->denied, .status = all->status };
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
			j->b->grounds[d][j->of[d].n_grounds++] = w->at[i].head;
}

static bool judge(judging *j, uint32_t d, const bulk_joined *joined, const bulk_party *company)
{
	struct bulk_memory *b = j->b;
	const bulk_terms *terms = bulk_terms_at(b, joined->terms);
	law_between open[64], cleared[64];
	law_bits bits;
	uint64_t subject = 0, hits = company->hits[d];
	if ((hits && !sweep(b, d, joined, company, true, &bits, cleared)) || !sweep(b, d, joined, company, false, &bits, open))
		return false;
	collect_grounds(j, d, terms->asked[d]);
	bulk_answer *a = &j->of[d];
	for (uint32_t r = 0; r < bits.plan->book->n_regimes; r++) {
		uint64_t bit = UINT64_C(1) << r;
		desk_between *one = &b->regimes[d][r];
		if (law_bits_subject(&bits, r) != LAW_NO)
			subject |= bit;
		if (!(terms->asked[d] & bit))
			continue;
		*one = widened(open[r]);
		if (hits & subject & bit) {
			desk_between without = widened(cleared[r]);
			desk_take_hits(one, &without);
		}
		if (terms->late[d] & subject & bit)
			desk_raise_to_review(one);
		a->stale |= (terms->stale[d] & subject & bit) != 0;
		desk_take_worse(&a->headline, one);
	}
	if ((terms->foreign >> d) & 1 && desk_minds_foreign_law(b->asking.how))
		desk_raise_to_review(&a->headline);
	return true;
}

static xctl_code decide(struct bulk_memory *b, uint32_t joined, uint32_t company, uint32_t *out)
{
	judging j;
	begin(&j, b);
	for (uint32_t d = 0; d < b->asking.n_desks; d++)
		if (!judge(&j, d, bulk_joined_at(b, joined), bulk_party_at(b, company)))
			return xctl_fail_limit(b->error, "a decision");
	return keep(&j, out);
}

/* Of what the parties are, only the facts that something left of the other parts waits for: the rest makes no difference.
 * Parties with open hits are told apart as they are. */
static uint32_t case_key(const struct bulk_memory *b, uint32_t joined, uint32_t company, uint64_t *key)
{
	const bulk_party *party = bulk_party_at(b, company);
	const bulk_part *part = bulk_part_at(b, bulk_joined_at(b, joined)->part);
	uint32_t n = 0;
	bool hit = false;
	for (uint32_t d = 0; d < b->asking.n_desks; d++)
		hit |= party->hits[d] != 0;
	key[n++] = joined | (uint64_t)(hit ? company : XCTL_NONE) << 32;
	for (uint32_t d = 0; d < b->asking.n_desks; d++)
		for (uint32_t k = 0; k < b->session[d]->plan.fact_words; k++) {
			uint64_t needed = hit ? 0 : part->of[d]->needed[k];
			key[n++] = party->open[d]->facts_may[k] & needed;
			key[n++] = party->open[d]->facts_must[k] & needed;
		}
	return n;
}

xctl_code bulk_make_outcome(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out)
{
	uint32_t joined = (uint32_t)look->at[0][i], company = (uint32_t)look->at[1][i];
	uint64_t *key = b->case_key;
	uint32_t n = case_key(b, joined, company, key);
	const int32_t *ints = (const int32_t *)(const void *)key;
	if (!b->cases.width)
		tuples_begin(&b->cases, 2 * n);
	uint64_t hash = tuples_hash(ints, 2 * n);
	const uint32_t *found = tuples_find(&b->cases, ints, hash);
	if (found) {
		*out = *found;
		return XCTL_OK;
	}
	xctl_code code = decide(b, joined, company, out);
	return code == XCTL_OK && !tuples_add(&b->cases, ints, hash, *out) ? xctl_fail_limit(b->error, "the cases") : code;
}

/* --- one by one --- */

static void take_answer(judging *j, uint32_t d, const desk_answer *answer)
{
	bulk_answer *a = &j->of[d];
	a->headline = (desk_between){ answer->verdict, answer->at_least, answer->at_most };
	a->stale = answer->stale;
	for (uint32_t r = 0; r < answer->n_regimes; r++) {
		const desk_regime_answer *one = &answer->regimes[r];
		j->b->regimes[d][one->regime] = (desk_between){ one->verdict, one->at_least, one->at_most };
		for (uint32_t i = 0; i < answer->n_items; i++)
			for (uint32_t g = 0; g < one->items[i].answer.n_grounds; g++) {
				const law_ground *ground = &one->items[i].answer.grounds[g];
				bool known = false;
				for (uint32_t k = 0; k < a->n_grounds; k++)
					known |= j->b->grounds[d][k] == ground->head;
				if (!known && ground->truth == LAW_YES && ground->overcome != LAW_YES)
					j->b->grounds[d][a->n_grounds++] = ground->head;
			}
	}
}

xctl_code bulk_decide_plain(struct bulk_memory *b, uint32_t *out)
{
	judging j;
	desk_asking how = *b->asking.how;
	how.explain = false;
	xctl_code code = bulk_read_row(b);
	begin(&j, b);
	for (uint32_t d = 0; d < b->asking.n_desks && code == XCTL_OK; d++) {
		desk_answer answer;
		code = desk_answer_transfer(&answer, b->asking.desks[d], &b->transfer, &how, &b->question, b->error);
		if (code == XCTL_OK)
			take_answer(&j, d, &answer);
	}
	return code == XCTL_OK ? keep(&j, out) : code;
}
