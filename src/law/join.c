/* Parts joined for the sake of verdicts: what no ground hangs on falls away, so that few different ones are left. */
#include <string.h>

#include "law/sweep.h"

typedef struct joining {
	law_session *s;
	const law_join *how;
	const uint8_t *that_day; /* law_status of the last sheet's heads */
	uint64_t *may, *must, *needed;
	uint8_t *status; /* of the heads that are kept; the others' does not matter */
} joining;

static void need(const joining *j, uint32_t clause)
{
	law_span asks = j->s->plan.asks[clause];
	for (uint32_t i = 0; i < asks.n; i++)
		xctl_bit_set(j->needed, j->s->plan.asked[asks.from + i]);
}

static bool stands(const joining *j, uint32_t head)
{
	law_span c = j->s->book->heads[head].clauses;
	return xctl_bit_next(j->may, c.from + c.n, c.from) < c.from + c.n;
}

static bool asked(const joining *j, uint32_t regime)
{
	return regime < 64 && (j->how->regimes >> regime) & 1;
}

/* An exception counts where the exporter affirmed it, it may be relied upon, and what it is aimed at may stand. */
static bool counts(const joining *j, uint32_t head)
{
	const law_book *b = j->s->book;
	const law_sheet *last = j->s->plan.last;
	uint32_t at = head - last->heads.from;
	const law_profile *act = j->how->one;
	law_status status = (law_status)j->that_day[at];
	if (!act->affirmed || !xctl_bit(act->affirmed, at) || xctl_bit(act->denied, at) || status == LAW_SUSPENDED
		|| status == LAW_SCHEDULED)
		return false;
	for (uint32_t t = 0; t < b->heads[head].targets.n; t++)
		if (stands(j, b->links[b->heads[head].targets.from + t]))
			return true;
	return false;
}

static bool ground_counts(const joining *j, uint32_t head)
{
	return asked(j, j->s->book->heads[head].regime)
		&& j->that_day[head - j->s->plan.last->heads.from] != LAW_SCHEDULED;
}

/* Whether the last sheet's head matters to a verdict. Grounds stand before exceptions, and these before their bars. */
static bool matters(const joining *j, uint32_t head, const uint64_t *barred)
{
	switch ((law_head_kind)j->s->book->heads[head].kind) {
	case LAW_HEAD_GROUND:
		return ground_counts(j, head);
	case LAW_HEAD_EXCEPTION:
		return counts(j, head);
	case LAW_HEAD_BAR:
		return xctl_bit(barred, head - j->s->plan.last->heads.from);
	default:
		return false;
	}
}

static void drop(const joining *j, uint32_t clause)
{
	xctl_bit_clear(j->may, clause);
	xctl_bit_clear(j->must, clause);
}

static void prune_last(const joining *j, uint64_t *affirmed)
{
	const law_plan *plan = &j->s->plan;
	const law_book *b = plan->book;
	uint32_t end = plan->last->clauses.from + plan->last->clauses.n, last = XCTL_NONE;
	uint64_t *barred = j->needed + plan->fact_words;
	bool kept = false;
	for (uint32_t i = xctl_bit_next(j->may, end, plan->last->clauses.from); i < end; i = xctl_bit_next(j->may, end, i + 1)) {
		uint32_t head = b->clauses[i].head;
		if (head != last)
			kept = matters(j, head, barred);
		last = head;
		if (!kept) {
			drop(j, i);
			continue;
		}
		need(j, i);
		j->status[head - plan->last->heads.from] = j->that_day[head - plan->last->heads.from];
		if (b->heads[head].kind != LAW_HEAD_EXCEPTION)
			continue;
		xctl_bit_set(affirmed, head - plan->last->heads.from);
		if (b->heads[head].other != XCTL_NONE)
			xctl_bit_set(barred, b->heads[head].other - plan->last->heads.from);
	}
}

/* Sheets before the last, backwards: a clause is kept for the sake of the fact it decides. */
static void prune_sheets(const joining *j)
{
	const law_plan *plan = &j->s->plan;
	const law_book *b = plan->book;
	for (uint32_t r = 0; r < b->n_regimes; r++)
		if (asked(j, r) && plan->subject[r] != XCTL_NONE)
			xctl_bit_set(j->needed, plan->subject[r]);
	for (const law_sheet *sheet = plan->last; sheet-- > b->sheets;) {
		uint32_t end = sheet->clauses.from + sheet->clauses.n;
		for (uint32_t i = xctl_bit_next(j->may, end, sheet->clauses.from); i < end; i = xctl_bit_next(j->may, end, i + 1)) {
			uint32_t fact = plan->clause_fact[i];
			if (fact != XCTL_NONE && xctl_bit(j->needed, fact))
				need(j, i);
			else
				drop(j, i);
		}
	}
}

bool law_sweep_joined(law_swept *swept, law_session *s, const law_profile *joined, const law_standing *parties)
{
	law_made_of of = { .parties = &parties, .n_parties = 1, .day = &s->any_day };
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		of.parts[p] = p ? s->neutral : joined;
	return law_sweep(swept, s, &of, NULL);
}

/* Whoever the parties are, a clause that falls when each pattern may or may not fit is out. While parts are wanting nothing
 * is sure yet: what they would speak against is not known. */
static bool drop_impossible(const joining *j)
{
	law_session *s = j->s;
	const law_plan *plan = &s->plan;
	law_profile *whole = s->whole;
	memcpy(law_profile_may(whole), j->may, plan->n_words * sizeof *j->may);
	whole->must = j->how->complete ? j->must : s->nothing;
	if (!law_sweep_joined(s->swept, s, whole, s->anybody))
		return false;
	for (uint32_t k = 0; k < plan->n_words; k++) {
		j->may[k] &= s->swept->may[k];
		j->must[k] &= s->swept->may[k];
	}
	return true;
}

/* What is joined of parts depends on this and nothing else. */
enum { TAKEN_BESIDES = 5 };

static xctl_str take_together(law_session *s, const law_join *how)
{
	uint32_t words = s->plan.n_words;
	uint64_t *may = s->taken_key, *must = may + words, *besides = must + words;
	const uint64_t *one = law_profile_may(how->one), *other = law_profile_may(how->other);
	for (uint32_t k = 0; k < words; k++) {
		uint64_t alive = how->day ? how->day->alive[k] : ~UINT64_C(0);
		may[k] = one[k] & other[k] & alive;
		must[k] = how->one->must[k] & how->other->must[k] & alive;
	}
	besides[0] = (uintptr_t)how->one->affirmed;
	besides[1] = (uintptr_t)how->one->denied;
	besides[2] = (uintptr_t)(how->day ? how->day->status : how->one->status);
	besides[3] = how->regimes;
	besides[4] = (uint64_t)how->complete << 1 | (how->day != NULL);
	return (xctl_str){ (const char *)s->taken_key, (2 * (size_t)words + TAKEN_BESIDES) * sizeof *may };
}

static law_profile *new_words(law_session *s)
{
	uint32_t words = s->plan.n_words + s->plan.last_words;
	law_profile *p = xctl_alloc(&s->arena, sizeof *p + words * sizeof(uint64_t));
	if (!p)
		return NULL;
	memset(law_profile_may(p), 0xff, words * sizeof(uint64_t));
	p->must = law_profile_may(p);
	return p;
}

/* What every join needs: a part of which nothing is stated, and a party that may be anybody. */
static bool prepare(law_session *s)
{
	uint32_t facts = s->plan.fact_words;
	law_profile *neutral = new_words(s);
	law_standing *anybody = xctl_alloc(&s->arena, sizeof *anybody + 2 * (size_t)facts * sizeof(uint64_t));
	s->whole = new_words(s);
	s->swept = XCTL_NEW(&s->arena, law_swept);
	s->nothing = XCTL_NEW_ARRAY(&s->arena, uint64_t, s->plan.n_words);
	s->taken_key = XCTL_NEW_ARRAY(&s->arena, uint64_t, 2 * (size_t)s->plan.n_words + TAKEN_BESIDES);
	s->join_key = XCTL_NEW_ARRAY(&s->arena, uint64_t, 2 * (size_t)s->plan.n_words + 2 * (size_t)s->plan.head_words
		+ (s->plan.last->heads.n + 7) / 8 + facts);
	if (!neutral || !anybody || !s->whole || !s->swept || !s->nothing || !s->join_key || !s->taken_key
		|| !law_swept_make(s->swept, &s->plan, &s->arena))
		return false;
	neutral->sure = true;
	anybody->facts_may = (uint64_t *)(void *)(anybody + 1);
	anybody->facts_must = anybody->facts_may + facts;
	for (uint32_t i = 0; i < s->plan.n_facts; i++)
		if (s->book->attributes[s->plan.attribute[i]].term == LAW_TERM_PATTERN)
			xctl_bit_set(anybody->facts_may, i);
	s->any_day = (struct law_epoch_rows){ .alive = law_profile_may(neutral) };
	s->anybody = anybody;
	s->neutral = neutral;
	return true;
}

/* What is left of what was taken together, kept once. */
static const law_profile *join(law_session *s, const law_join *how)
{
	uint32_t words = s->plan.n_words, heads = s->plan.head_words, facts = s->plan.fact_words;
	size_t n = 2 * (size_t)words + heads + (s->plan.last->heads.n + 7) / 8;
	uint64_t *key = memset(s->join_key, 0, (n + facts + heads) * sizeof *key);
	memcpy(key, s->taken_key, 2 * (size_t)words * sizeof *key);
	joining j = { s, how, how->day ? how->day->status : how->one->status, key, key + words, key + n,
		(uint8_t *)(key + 2 * (size_t)words + heads) };
	/* In between it is not worth its while: what the route and the day rule out is out by then. */
	if ((how->day || how->complete) && !drop_impossible(&j))
		return NULL;
	prune_last(&j, key + 2 * (size_t)words);
	prune_sheets(&j);
	xctl_str bytes = { (const char *)key, n * sizeof *key };
	law_kept *slot = law_keeper_find(&s->joined, &s->arena, bytes);
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	law_profile *p = xctl_alloc(&s->arena, sizeof *p + (words + s->plan.last_words) * sizeof(uint64_t));
	uint64_t *kept = XCTL_NEW_ARRAY(&s->arena, uint64_t, n + facts + heads);
	if (!p || !kept)
		return NULL;
	memcpy(kept, key, (n + facts) * sizeof *kept);
	memcpy(law_profile_may(p), kept, words * sizeof *kept);
	memset(law_profile_may(p) + words, 0xff, s->plan.last_words * sizeof *kept);
	p->must = kept + words;
	p->affirmed = kept + 2 * (size_t)words;
	p->status = (const uint8_t *)(p->affirmed + heads);
	p->needed = kept + n;
	p->denied = kept + n + facts; /* none is: what was denied is not kept */
	p->sure = memcmp(kept, p->must, words * sizeof *kept) == 0;
	bytes.at = (const char *)kept;
	slot->key = bytes;
	slot->at = p;
	s->joined.count++;
	return p;
}

const law_profile *law_profile_join(law_session *s, const law_join *how)
{
	if (!s->neutral && !prepare(s))
		return NULL;
	xctl_str taken = take_together(s, how);
	law_kept *slot = law_keeper_find(&s->taken, &s->arena, taken);
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	slot->key = xctl_str_copy(&s->arena, taken);
	const law_profile *p = join(s, how); /* which does not look into `taken` */
	if (!p || !slot->key.at)
		return NULL;
	slot->at = p;
	s->taken.count++;
	return p;
}
