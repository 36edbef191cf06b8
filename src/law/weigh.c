#include "law/weigh.h"

bool law_weights_make(law_weights *out, const law_plan *plan, xctl_arena *arena)
{
	*out = (law_weights){ .at = XCTL_NEW_ARRAY(arena, law_weight, plan->last->heads.n),
		.place = XCTL_NEW_ARRAY(arena, uint16_t, plan->last->heads.n) };
	return out->at && out->place;
}

static law_truth head_truth(const law_bits *bits, uint32_t head)
{
	return law_head_in(bits->plan->book, head, bits->may, bits->must);
}

static law_verdict under_status(law_verdict verdict, law_status status)
{
	bool weak = status == LAW_SUSPENDED || status == LAW_NOT_ENFORCED;
	return weak && verdict > LAW_REVIEW ? LAW_REVIEW : verdict;
}

static void add_ground(law_weights *w, const law_bits *bits, const law_leaf *leaf, uint32_t clause)
{
	uint32_t at = leaf->head - bits->plan->last->heads.from;
	law_status status = (law_status)bits->status[at];
	law_truth truth = xctl_bit(bits->must, clause) ? LAW_YES : LAW_MAYBE;
	if (status == LAW_SCHEDULED)
		return;
	if (w->place[at]) {
		law_weight *same = &w->at[w->place[at] - 1];
		if (truth > same->truth) {
			same->truth = (uint8_t)truth;
			same->clause = clause;
		}
		return;
	}
	w->at[w->count] = (law_weight){ .head = leaf->head, .clause = clause, .overcome_by = XCTL_NONE, .regime = leaf->regime,
		.truth = (uint8_t)truth, .status = (uint8_t)status,
		.verdict = (uint8_t)under_status((law_verdict)leaf->verdict, status) };
	w->place[at] = (uint16_t)++w->count;
}

law_exception_status law_exception_stands(const law_bits *bits, uint32_t head, law_truth holds, law_truth *overcome)
{
	const law_head *h = &bits->plan->book->heads[head];
	uint32_t at = head - bits->plan->last->heads.from;
	law_truth bar = h->other == XCTL_NONE ? LAW_NO : head_truth(bits, h->other);
	bool affirmed = xctl_bit(bits->affirmed, at);
	*overcome = LAW_NO;
	if (bar == LAW_YES || xctl_bit(bits->denied, at))
		return LAW_BARRED;
	if (holds == LAW_MAYBE || bar == LAW_MAYBE) {
		*overcome = affirmed ? LAW_MAYBE : LAW_NO;
		return LAW_UNKNOWN;
	}
	*overcome = affirmed ? LAW_YES : LAW_NO;
	return affirmed ? LAW_APPLIES : LAW_CANDIDATE;
}

static void overcome(law_weights *w, const law_bits *bits, uint32_t head, law_truth holds)
{
	const law_book *b = bits->plan->book;
	const law_head *h = &b->heads[head];
	law_truth by;
	law_exception_stands(bits, head, holds, &by);
	law_verdict left = h->exclusion ? LAW_CLEAR : LAW_EXCEPTED;
	for (uint32_t t = 0; t < h->targets.n && by != LAW_NO; t++) {
		uint32_t place = w->place[b->links[h->targets.from + t] - bits->plan->last->heads.from];
		law_weight *ground = place ? &w->at[place - 1] : NULL;
		if (!ground || by < ground->overcome || (by == ground->overcome && left >= ground->left))
			continue;
		ground->overcome = (uint8_t)by;
		ground->overcome_by = head;
		ground->left = (uint8_t)left;
	}
}

static void try_exception(law_weights *w, const law_bits *bits, uint32_t head)
{
	uint32_t at = head - bits->plan->last->heads.from;
	if (xctl_bit(bits->affirmed, at) && law_status_relied((law_status)bits->status[at]))
		overcome(w, bits, head, head_truth(bits, head));
}

/* A held licence answers licence and notice requirements, not prohibitions. */
static void authorise(law_weight *ground, law_truth authorised)
{
	if ((ground->verdict != LAW_LICENCE && ground->verdict != LAW_NOTIFY) || ground->overcome >= authorised)
		return;
	ground->overcome = (uint8_t)authorised;
	ground->overcome_by = XCTL_NONE;
	ground->left = LAW_AUTHORISED;
}

void law_weigh(law_weights *w, const law_bits *bits, const law_truth *authorised)
{
	const law_plan *plan = bits->plan;
	const law_sheet *last = plan->last;
	uint32_t from = plan->last_from, end = from + plan->last_words;
	for (uint32_t i = 0; i < w->count; i++)
		w->place[w->at[i].head - last->heads.from] = 0;
	w->count = 0;
	/* Grounds stand before exceptions in a sheet. */
	for (uint32_t k = from; k < end; k++)
		for (uint64_t left = bits->may[k]; left; left &= left - 1) {
			uint32_t clause = k * 64 + (uint32_t)__builtin_ctzll(left);
			const law_leaf *leaf = &plan->leaves[clause - last->clauses.from];
			if (leaf->kind == LAW_HEAD_GROUND)
				add_ground(w, bits, leaf, clause);
			else if (leaf->kind == LAW_HEAD_EXCEPTION && w->count)
				try_exception(w, bits, leaf->head);
		}
	for (uint32_t i = 0; authorised && i < w->count; i++)
		authorise(&w->at[i], authorised[w->at[i].regime]);
}

static void worsen(uint8_t *verdict, uint8_t to)
{
	if (to > *verdict)
		*verdict = to;
}

void law_weights_bounds(law_between *out, const law_weights *w, const law_bits *bits)
{
	uint32_t n = bits->plan->book->n_regimes;
	for (uint32_t r = 0; r < n; r++) {
		/* Whether the law reaches the item does not matter where it would say nothing: that is clear. */
		uint32_t fact = bits->plan->subject[r];
		bool reached = fact == XCTL_NONE || xctl_bit(bits->facts_may, fact);
		out[r] = reached ? (law_between){ LAW_CLEAR, LAW_CLEAR } : (law_between){ LAW_NOT_SUBJECT, LAW_NOT_SUBJECT };
	}
	for (uint32_t i = 0; i < w->count; i++)
		if (law_bits_subject(bits, w->at[i].regime) == LAW_MAYBE)
			out[w->at[i].regime].at_least = LAW_NOT_SUBJECT;
	for (uint32_t i = 0; i < w->count; i++) {
		const law_weight *g = &w->at[i];
		worsen(&out[g->regime].at_most, g->overcome == LAW_YES ? g->left : g->verdict);
		if (g->truth == LAW_YES)
			worsen(&out[g->regime].at_least, g->overcome != LAW_NO ? g->left : g->verdict);
	}
}
