#include "law/decide.h"

#include <string.h>

#include "law/session.h"
#include "law/weigh.h"

const char *const law_exception_words[4] = { "applies", "candidate", "barred", "unknown" };

law_verdict law_verdict_between(law_verdict at_least, law_verdict at_most)
{
	if (at_least == at_most || at_least >= LAW_LICENCE)
		return at_least;
	return LAW_UNDETERMINED;
}

/* A text or a table row that was read in a later version only is unverified for an earlier day. */
static law_status status_of(const law_evaluation *e, uint32_t head, uint32_t member, uint32_t *suspension)
{
	const law_book *b = e->book;
	law_status status = law_status_on(b, head, e->frame->date, e->frame->known, suspension);
	bool unread = e->frame->date < b->heads[head].attested
		|| (member != XCTL_NONE && e->frame->date < b->members[member].attested);
	return status == LAW_IN_FORCE && unread ? LAW_UNVERIFIED : status;
}

/* The member in force that covers one of the codes: a sure one before one that only may. */
static uint32_t covering_member(const law_evaluation *e, const law_test *t, const law_value *v)
{
	const law_book *b = e->book;
	uint32_t found = XCTL_NONE;
	law_truth best = LAW_NO;
	for (uint32_t w = 0; w < v->n; w++) {
		size_t sure = v->known_len ? v->known_len[w] : v->words[w].len;
		law_truth away = LAW_NO, most = LAW_NO;
		uint32_t row = XCTL_NONE;
		for (uint32_t m = 0; m < t->members.n; m++) {
			const law_member *member = &b->members[t->members.from + m];
			if (!xctl_interval_has(member->effective, e->frame->date) || !xctl_interval_has(member->known, e->frame->known))
				continue;
			law_truth covers = law_member_covers(b, member, v->words[w], sure, v->type == LAW_HS);
			if (member->minus) {
				away = law_or(away, covers);
			} else if (covers > most) {
				most = covers;
				row = t->members.from + m;
			}
		}
		if (law_and(most, law_not(away)) > best) {
			best = law_and(most, law_not(away));
			found = row;
		}
	}
	return found;
}

uint32_t law_matched_member(const law_evaluation *e, uint32_t clause, xctl_arena *arena)
{
	const law_book *b = e->book;
	const law_clause *c = &b->clauses[clause];
	for (uint32_t i = 0; i < c->literals.n; i++) {
		const law_literal *l = &b->literals[c->literals.from + i];
		const law_test *t = &b->tests[l->test];
		const law_attribute *a = &b->attributes[t->attribute];
		if (l->negated || t->op != LAW_OP_SET || a->object == LAW_OF_PARTY || a->term >= LAW_TERM_PATTERN
			|| (a->type != LAW_CODES_TYPE && a->type != LAW_HS))
			continue;
		law_value v = law_value_of(e, t->attribute, XCTL_NONE, arena);
		uint32_t member = covering_member(e, t, &v);
		if (member != XCTL_NONE)
			return member;
	}
	return XCTL_NONE;
}

/* Which parties fit the patterns of a head: the surest first. */
static xctl_code bind(const law_evaluation *e, uint32_t head, xctl_arena *arena, const law_binding **out, uint32_t *n)
{
	const law_book *b = e->book;
	const law_head *h = &b->heads[head];
	law_binding *bindings = XCTL_NEW_ARRAY(arena, law_binding, h->patterns.n);
	*n = 0;
	if (!bindings)
		return XCTL_LIMIT;
	for (uint32_t i = 0; i < h->patterns.n; i++) {
		uint32_t attribute = b->links[h->patterns.from + 2 * i];
		char variable = (char)b->links[h->patterns.from + 2 * i + 1];
		if (law_fact_truth(e, attribute) == LAW_NO)
			continue;
		uint32_t clause = XCTL_NONE;
		for (uint32_t k = 0; k < b->n_heads && clause == XCTL_NONE; k++)
			if (b->heads[k].kind == LAW_HEAD_PATTERN && b->heads[k].attribute == attribute)
				clause = b->heads[k].clauses.from;
		uint32_t best = XCTL_NONE;
		for (uint32_t p = 0; p < e->frame->n_parties && clause != XCTL_NONE; p++) {
			if (xctl_bit(e->party_must + (size_t)p * e->n_words, clause)) {
				best = p;
				break;
			}
			if (best == XCTL_NONE && xctl_bit(e->party_may + (size_t)p * e->n_words, clause))
				best = p;
		}
		if (best != XCTL_NONE)
			bindings[(*n)++] = (law_binding){ variable, best };
	}
	*out = bindings;
	return XCTL_OK;
}

static law_bits bits_of(const law_evaluation *e)
{
	return (law_bits){ .plan = &e->session->plan, .may = e->may, .must = e->must, .facts_may = e->facts_may,
		.facts_must = e->facts_must, .affirmed = e->affirmed, .denied = e->denied, .status = e->status };
}

typedef struct answering {
	const law_evaluation *e;
	uint32_t regime;
	xctl_arena *arena;
	law_bits bits;
	law_weights weights;
	law_between *between; /* of each regime */
	XCTL_LIST(law_ground) grounds;
	XCTL_LIST(law_exception) exceptions;
} answering;

/* What is asked of one regime, weighed; a held licence is one of that regime. */
static bool start(answering *a, const law_evaluation *e, uint32_t regime, law_truth authorised, xctl_arena *arena)
{
	*a = (answering){ .e = e, .regime = regime, .arena = arena, .bits = bits_of(e) };
	law_truth *held = XCTL_NEW_ARRAY(arena, law_truth, e->book->n_regimes);
	a->between = XCTL_NEW_ARRAY(arena, law_between, e->book->n_regimes);
	if (!held || !a->between || !law_weights_make(&a->weights, a->bits.plan, arena))
		return false;
	held[regime] = authorised;
	law_weigh(&a->weights, &a->bits, held);
	law_weights_bounds(a->between, &a->weights, &a->bits);
	return true;
}

/* The regime's grounds with what a person wants to know of each. */
static bool collect_grounds(answering *a)
{
	for (uint32_t i = 0; i < a->weights.count; i++) {
		const law_weight *w = &a->weights.at[i];
		if (w->regime != a->regime)
			continue;
		law_ground *g = XCTL_PUSH(a->arena, &a->grounds);
		if (!g)
			return false;
		*g = (law_ground){ .head = w->head, .truth = (law_truth)w->truth, .clause = w->clause,
			.verdict = (law_verdict)w->verdict, .overcome = (law_truth)w->overcome, .overcome_by = w->overcome_by,
			.left = (law_verdict)w->left, .member = law_matched_member(a->e, w->clause, a->arena) };
		g->status = status_of(a->e, g->head, g->member, &g->suspension);
		if (bind(a->e, g->head, a->arena, &g->bindings, &g->n_bindings) != XCTL_OK)
			return false;
	}
	return true;
}

/* An exception aimed at a ground that stands. */
static bool add_exception(answering *a, uint32_t head, law_truth holds, law_status standing, uint32_t suspension)
{
	const law_book *b = a->e->book;
	const law_head *h = &b->heads[head];
	uint32_t *overcomes = XCTL_NEW_ARRAY(a->arena, uint32_t, h->targets.n), n = 0;
	if (!overcomes)
		return false;
	for (uint32_t t = 0; t < h->targets.n; t++)
		for (uint32_t g = 0; g < a->grounds.count; g++)
			if (a->grounds.at[g].head == b->links[h->targets.from + t])
				overcomes[n++] = a->grounds.at[g].head;
	if (n == 0)
		return true;
	law_truth by;
	law_exception *slot = XCTL_PUSH(a->arena, &a->exceptions);
	if (!slot)
		return false;
	*slot = (law_exception){ .head = head, .status = law_exception_stands(&a->bits, head, holds, &by), .holds = holds,
		.standing = standing, .suspension = suspension, .overcomes = overcomes, .n_overcomes = n };
	return true;
}

static bool collect_exceptions(answering *a)
{
	const law_book *b = a->e->book;
	const law_sheet *sheet = &b->sheets[b->n_sheets - 1];
	for (uint32_t i = 0; i < sheet->heads.n && a->grounds.count; i++) {
		uint32_t head = sheet->heads.from + i, suspension;
		if (b->heads[head].kind != LAW_HEAD_EXCEPTION)
			continue;
		law_truth holds = law_head_truth(a->e, head);
		law_status status = holds == LAW_NO ? LAW_SUSPENDED : status_of(a->e, head, XCTL_NONE, &suspension);
		if (law_status_relied(status) && !add_exception(a, head, holds, status, suspension))
			return false;
	}
	return true;
}

xctl_code law_bounds(law_verdict *at_least, law_verdict *at_most, const law_evaluation *e, uint32_t regime,
	law_truth authorised, xctl_arena *arena, xctl_error *error)
{
	answering a;
	if (!start(&a, e, regime, authorised, arena))
		return xctl_fail_limit(error, "the answer");
	*at_least = (law_verdict)a.between[regime].at_least;
	*at_most = (law_verdict)a.between[regime].at_most;
	return XCTL_OK;
}

static bool collect_asides(const law_evaluation *e, law_head_kind kind, uint32_t regime, xctl_arena *arena,
	const law_aside **out, uint32_t *n)
{
	XCTL_LIST(law_aside) asides = { 0 };
	const law_sheet *sheet = &e->book->sheets[e->book->n_sheets - 1];
	for (uint32_t i = 0; i < sheet->heads.n; i++) {
		uint32_t head = sheet->heads.from + i;
		const law_head *h = &e->book->heads[head];
		if (h->kind != kind || (kind == LAW_HEAD_DUTY && h->regime != regime) || law_head_truth(e, head) != LAW_YES)
			continue;
		law_aside *slot = XCTL_PUSH(arena, &asides);
		if (!slot)
			return false;
		slot->head = head;
		if (bind(e, head, arena, &slot->bindings, &slot->n_bindings) != XCTL_OK)
			return false;
	}
	*out = asides.at;
	*n = asides.count;
	return true;
}

/* Grounds that one condition keeps away; the condition named. */
static bool collect_near(const answering *a, law_item_answer *out)
{
	enum { MOST = 6 };
	const law_book *b = a->e->book;
	const law_sheet *sheet = &b->sheets[b->n_sheets - 1];
	XCTL_LIST(law_near) near = { 0 };
	uint32_t end = sheet->clauses.from + sheet->clauses.n;
	for (uint32_t i = xctl_bit_next(a->e->near, end, sheet->clauses.from); i < end && near.count < MOST;
		i = xctl_bit_next(a->e->near, end, i + 1)) {
		const law_head *h = &b->heads[b->clauses[i].head];
		if (h->kind != LAW_HEAD_GROUND || h->regime != a->regime)
			continue;
		for (uint32_t k = 0; k < b->clauses[i].literals.n; k++) {
			const law_literal *l = &b->literals[b->clauses[i].literals.from + k];
			if (law_literal_truth(a->e, l, XCTL_NONE, a->arena) != LAW_NO)
				continue;
			law_near *slot = XCTL_PUSH(a->arena, &near);
			if (!slot)
				return false;
			*slot = (law_near){ b->clauses[i].head, l->test, l->negated != 0 };
			break;
		}
	}
	out->near = near.at;
	out->n_near = near.count;
	return true;
}

/* Rules of the regime that are law on that day, as known then. */
static uint32_t count_rules(const law_evaluation *e, uint32_t regime)
{
	const law_sheet *sheet = &e->book->sheets[e->book->n_sheets - 1];
	uint32_t n = 0;
	for (uint32_t i = 0; i < sheet->heads.n; i++) {
		const law_head *h = &e->book->heads[sheet->heads.from + i];
		n += h->kind == LAW_HEAD_GROUND && h->regime == regime && xctl_interval_has(h->effective, e->frame->date)
			&& xctl_interval_has(h->known, e->frame->known);
	}
	return n;
}

xctl_code law_answer(law_item_answer *out, const law_question *q, xctl_arena *arena, xctl_error *error)
{
	answering a;
	law_item_answer answer = { 0 };
	if (!start(&a, q->evaluation, q->regime, q->authorised, arena) || !collect_grounds(&a) || !collect_exceptions(&a)
		|| !collect_asides(a.e, LAW_HEAD_DUTY, q->regime, arena, &answer.duties, &answer.n_duties))
		return xctl_fail_limit(error, "the answer");
	answer.subject = law_bits_subject(&a.bits, q->regime);
	answer.n_rules = count_rules(a.e, q->regime);
	answer.at_least = (law_verdict)a.between[q->regime].at_least;
	answer.at_most = (law_verdict)a.between[q->regime].at_most;
	answer.grounds = a.grounds.at;
	answer.n_grounds = a.grounds.count;
	answer.exceptions = a.exceptions.at;
	answer.n_exceptions = a.exceptions.count;
	if (q->explain && !collect_near(&a, &answer))
		return xctl_fail_limit(error, "the answer");
	if (q->explain && answer.at_least != answer.at_most) {
		xctl_code code = law_find_missing(&answer, q, arena, error);
		if (code != XCTL_OK)
			return code;
	}
	answer.verdict = law_verdict_between(answer.at_least, answer.at_most);
	*out = answer;
	return XCTL_OK;
}

xctl_code law_conflicts(const law_aside **out, uint32_t *n, const law_evaluation *e, xctl_arena *arena, xctl_error *error)
{
	return collect_asides(e, LAW_HEAD_CONFLICT, XCTL_NONE, arena, out, n) ? XCTL_OK : xctl_fail_limit(error, "the answer");
}
