/* Parts joined for the sake of verdicts: what no ground hangs on falls away, so that few different ones are left. */
#include <string.h>

#include "law/sweep.h"

typedef struct joining {
	law_session *s;
	const law_join *how;
	const uint8_t *that_day; /* law_status of the last sheet's heads */
	uint64_t *may, *must, *needed, *barred;
	/* Of the heads that are kept, those that are affirmed or whose status is not plainly in force: where in the last
	 * sheet, then both. */
	uint32_t *told, n_told;
} joining;

enum { TOLD_STATUS = 0x7f, TOLD_AFFIRMED = 0x80, TOLD_AT = 8 };

static void need(const joining *j, uint32_t clause)
{
	uint32_t words = j->s->plan.fact_words;
	const uint64_t *asks = j->s->plan.asks + (size_t)clause * words;
	for (uint32_t k = 0; k < words; k++)
		j->needed[k] |= asks[k];
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

/* Whether the last sheet's head matters to a verdict. Grounds stand before exceptions, and these before their bars. */
static bool matters(const joining *j, const law_leaf *leaf)
{
	uint32_t at = leaf->head - j->s->plan.last->heads.from;
	switch ((law_head_kind)leaf->kind) {
	case LAW_HEAD_GROUND:
		return asked(j, leaf->regime) && j->that_day[at] != LAW_SCHEDULED;
	case LAW_HEAD_EXCEPTION:
		return counts(j, leaf->head);
	case LAW_HEAD_BAR:
		return xctl_bit(j->barred, at);
	default:
		return false;
	}
}

static void drop(const joining *j, uint32_t clause)
{
	xctl_bit_clear(j->may, clause);
	xctl_bit_clear(j->must, clause);
}

static void tell(joining *j, const law_leaf *leaf)
{
	uint32_t at = leaf->head - j->s->plan.last->heads.from, status = j->that_day[at];
	bool affirmed = leaf->kind == LAW_HEAD_EXCEPTION;
	if (status || affirmed)
		j->told[j->n_told++] = at << TOLD_AT | (affirmed ? TOLD_AFFIRMED : 0) | status;
	const law_head *head = &j->s->book->heads[leaf->head];
	if (affirmed && head->other != XCTL_NONE)
		xctl_bit_set(j->barred, head->other - j->s->plan.last->heads.from);
}

static void prune_last(joining *j)
{
	const law_plan *plan = &j->s->plan;
	uint32_t end = plan->last->clauses.from + plan->last->clauses.n, last = XCTL_NONE;
	bool kept = false;
	for (uint32_t i = xctl_bit_next(j->may, end, plan->last->clauses.from); i < end; i = xctl_bit_next(j->may, end, i + 1)) {
		const law_leaf *leaf = &plan->leaves[i - plan->last->clauses.from];
		if (leaf->head != last) {
			kept = matters(j, leaf);
			if (kept)
				tell(j, leaf);
		}
		last = leaf->head;
		if (kept)
			need(j, i);
		else
			drop(j, i);
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

static void take_together(const joining *j)
{
	const law_join *how = j->how;
	const uint64_t *one = law_profile_may(how->one), *other = law_profile_may(how->other);
	for (uint32_t k = 0; k < j->s->plan.n_words; k++) {
		uint64_t alive = how->day ? how->day->alive[k] : ~UINT64_C(0);
		j->may[k] = one[k] & other[k] & alive;
		j->must[k] = how->one->must[k] & how->other->must[k] & alive;
	}
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

/* Bits under way, then the same without the words in which nothing is left: those are most. */
static size_t key_room(const law_plan *plan)
{
	size_t bits = 2 * (size_t)plan->n_words, facts = plan->fact_words, heads = plan->head_words;
	return bits + facts + heads + bits + 2 * XCTL_WORDS(plan->n_words) + 1 + (plan->last->heads.n + 1) / 2;
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
	s->join_key = XCTL_NEW_ARRAY(&s->arena, uint64_t, key_room(&s->plan));
	s->told_heads = XCTL_NEW_ARRAY(&s->arena, uint32_t, s->plan.last->heads.n);
	if (!neutral || !anybody || !s->whole || !s->swept || !s->nothing || !s->join_key || !s->told_heads
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

/* The words that are not empty, behind a bit for each that is not; returns where the next would stand. */
static uint64_t *write_words(uint64_t *out, const uint64_t *words, uint32_t n)
{
	uint64_t *filled = out;
	uint32_t marks = XCTL_WORDS(n);
	memset(filled, 0, marks * sizeof *filled);
	out += marks;
	for (uint32_t k = 0; k < n; k++) {
		*out = words[k];
		out += words[k] != 0;
		filled[k / 64] |= (uint64_t)(words[k] != 0) << (k % 64);
	}
	return out;
}

/* All that tells what was joined from anything else, short. */
static xctl_str write_key(const joining *j, uint64_t *out, bool *sure)
{
	uint32_t words = j->s->plan.n_words;
	uint64_t *end = write_words(out + 1, j->may, words);
	*sure = memcmp(j->may, j->must, words * sizeof *j->may) == 0;
	out[0] = *sure;
	if (!*sure)
		end = write_words(end, j->must, words);
	memcpy(end, j->told, j->n_told * sizeof *j->told);
	return (xctl_str){ (const char *)out, (size_t)((char *)end - (char *)out) + j->n_told * sizeof *j->told };
}

/* Affirmed exceptions, an empty row of those denied (what was denied is not kept), then the status of each head: once for all
 * that are told the same. */
static const uint64_t *heads_told(const joining *j)
{
	law_session *s = j->s;
	uint32_t heads = s->plan.head_words;
	xctl_str key = { (const char *)j->told, j->n_told * sizeof *j->told };
	law_kept *slot = law_keeper_find(&s->told, &s->arena, key);
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	uint64_t *made = XCTL_NEW_ARRAY(&s->arena, uint64_t, 2 * (size_t)heads + (s->plan.last->heads.n + 7) / 8);
	slot->key = xctl_str_copy(&s->arena, key);
	if (!made || !slot->key.at)
		return NULL;
	for (uint32_t i = 0; i < j->n_told; i++) {
		uint32_t at = j->told[i] >> TOLD_AT;
		if (j->told[i] & TOLD_AFFIRMED)
			xctl_bit_set(made, at);
		((uint8_t *)(made + 2 * (size_t)heads))[at] = j->told[i] & TOLD_STATUS;
	}
	slot->at = made;
	s->told.count++;
	return made;
}

static const law_profile *keep(const joining *j, bool sure)
{
	law_session *s = j->s;
	uint32_t words = s->plan.n_words, facts = s->plan.fact_words, heads = s->plan.head_words;
	const uint64_t *told = heads_told(j);
	law_profile *p = xctl_alloc(&s->arena, sizeof *p + (words + s->plan.last_words) * sizeof(uint64_t));
	uint64_t *kept = xctl_alloc_array(&s->arena, (sure ? 0 : words) + (size_t)facts, sizeof *kept);
	if (!told || !p || !kept)
		return NULL;
	memcpy(law_profile_may(p), j->may, words * sizeof *j->may);
	memset(law_profile_may(p) + words, 0xff, s->plan.last_words * sizeof *kept);
	p->sure = sure;
	p->needed = memcpy(kept, j->needed, facts * sizeof *kept);
	p->must = sure ? law_profile_may(p) : memcpy(kept + facts, j->must, words * sizeof *kept);
	p->affirmed = told;
	p->denied = told + heads;
	p->status = (const uint8_t *)(told + 2 * (size_t)heads);
	p->rows = NULL;
	return p;
}

const law_profile *law_profile_join(law_session *s, const law_join *how)
{
	if (!s->neutral && !prepare(s))
		return NULL;
	uint32_t words = s->plan.n_words, facts = s->plan.fact_words, heads = s->plan.head_words;
	uint64_t *bits = s->join_key, *needed = bits + 2 * (size_t)words, *room = needed + facts + heads;
	joining j = { .s = s, .how = how, .that_day = how->day ? how->day->status : how->one->status, .may = bits,
		.must = bits + words, .needed = memset(needed, 0, (facts + (size_t)heads) * sizeof *needed), .barred = needed + facts,
		.told = s->told_heads };
	take_together(&j);
	/* In between it is not worth its while: what the route and the day rule out is out by then. */
	if ((how->day || how->complete) && !drop_impossible(&j))
		return NULL;
	prune_last(&j);
	prune_sheets(&j);
	bool sure;
	xctl_str key = write_key(&j, room, &sure);
	law_kept *slot = law_keeper_find(&s->joined, &s->arena, key);
	if (!slot || slot->at)
		return slot ? slot->at : NULL;
	slot->key = xctl_str_copy(&s->arena, key);
	const law_profile *p = keep(&j, sure);
	if (!p || !slot->key.at)
		return NULL;
	slot->at = p;
	s->joined.count++;
	return p;
}
