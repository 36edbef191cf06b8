#include "law/decide.h"

#include <string.h>

const char *const law_exception_words[4] = { "applies", "candidate", "barred", "unknown" };

law_verdict law_verdict_between(law_verdict at_least, law_verdict at_most)
{
	if (at_least == at_most || at_least >= LAW_LICENCE)
		return at_least;
	return LAW_UNDETERMINED;
}

/* The status of a head on the frame's day, by the suspensions known then; the latest word of two overlapping ones. */
static law_status status_of(const law_evaluation *e, uint32_t head, uint32_t member, uint32_t *suspension)
{
	const law_book *b = e->book;
	law_status status = LAW_IN_FORCE;
	xctl_date said = XCTL_DATE_MIN;
	*suspension = XCTL_NONE;
	for (uint32_t i = 0; i < b->n_suspensions; i++) {
		const law_suspension *s = &b->suspensions[i];
		if (s->head != head || !xctl_interval_has(s->effective, e->frame->date)
			|| !xctl_interval_has(s->known, e->frame->known) || s->known.from < said)
			continue;
		said = s->known.from;
		status = (law_status)s->status;
		*suspension = i;
	}
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
		if (e->truth[attribute] == LAW_NO)
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

typedef struct answering {
	const law_evaluation *e;
	uint32_t regime;
	law_truth authorised;
	xctl_arena *arena;
	XCTL_LIST(law_ground) grounds;
	XCTL_LIST(law_exception) exceptions;
	law_truth subject;
} answering;

static law_verdict under_status(law_verdict verdict, law_status status)
{
	bool weak = status == LAW_SUSPENDED || status == LAW_NOT_ENFORCED;
	return weak && verdict > LAW_REVIEW ? LAW_REVIEW : verdict;
}

/* The regime's grounds among the last sheet's survivors, each head once. */
static bool collect_grounds(answering *a)
{
	const law_book *b = a->e->book;
	const law_sheet *sheet = &b->sheets[b->n_sheets - 1];
	uint32_t end = sheet->clauses.from + sheet->clauses.n, last = XCTL_NONE;
	const uint64_t *may = a->e->may;
	for (uint32_t i = xctl_bit_next(may, end, sheet->clauses.from); i < end; i = xctl_bit_next(may, end, i + 1)) {
		uint32_t head = b->clauses[i].head;
		const law_head *h = &b->heads[head];
		if (h->kind != LAW_HEAD_GROUND || h->regime != a->regime)
			continue;
		law_truth truth = xctl_bit(a->e->must, i) ? LAW_YES : LAW_MAYBE;
		if (head == last) {
			law_ground *same = &a->grounds.at[a->grounds.count - 1];
			if (truth > same->truth) {
				same->truth = truth;
				same->clause = i;
			}
			continue;
		}
		law_ground *g = XCTL_PUSH(a->arena, &a->grounds);
		if (!g)
			return false;
		*g = (law_ground){ .head = head, .truth = truth, .clause = i, .overcome_by = XCTL_NONE };
		last = head;
	}
	uint32_t kept = 0;
	for (uint32_t i = 0; i < a->grounds.count; i++) {
		law_ground *g = &a->grounds.at[i];
		g->member = law_matched_member(a->e, g->clause, a->arena);
		g->status = status_of(a->e, g->head, g->member, &g->suspension);
		g->verdict = under_status((law_verdict)b->heads[g->head].verdict, g->status);
		if (bind(a->e, g->head, a->arena, &g->bindings, &g->n_bindings) != XCTL_OK)
			return false;
		if (g->status != LAW_SCHEDULED)
			a->grounds.at[kept++] = *g;
	}
	a->grounds.count = kept;
	return true;
}

/* What the exporter said of an exception's conditions: never closed by default. */
static law_truth affirmed(const answering *a, const law_head *h, bool *denied)
{
	law_truth all = LAW_YES;
	law_frame open = *a->e->frame;
	open.world = LAW_WORLD_OPEN;
	*denied = false;
	for (uint32_t i = 0; i < h->affirms.n; i++) {
		law_value v = law_read(a->e->book, a->e->book->affirms[h->affirms.from + i].attribute, &open, XCTL_NONE, a->arena);
		*denied |= v.truth == LAW_NO;
		all = law_and(all, v.truth);
	}
	return all;
}

static bool judge_exception(answering *a, uint32_t head, law_truth holds, law_status standing, uint32_t suspension)
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
	bool denied;
	law_truth affirm = affirmed(a, h, &denied), bar = h->other == XCTL_NONE ? LAW_NO : law_head_truth(a->e, h->other);
	law_exception x = { .head = head, .holds = holds, .standing = standing, .suspension = suspension, .overcomes = overcomes,
		.n_overcomes = n };
	if (bar == LAW_YES || denied)
		x.status = LAW_BARRED;
	else if (holds == LAW_MAYBE || bar == LAW_MAYBE)
		x.status = LAW_UNKNOWN;
	else if (affirm == LAW_YES)
		x.status = LAW_APPLIES;
	else
		x.status = LAW_CANDIDATE;
	law_exception *slot = XCTL_PUSH(a->arena, &a->exceptions);
	if (!slot)
		return false;
	*slot = x;
	law_verdict left = h->exclusion ? LAW_CLEAR : LAW_EXCEPTED;
	law_truth overcome = x.status == LAW_APPLIES ? LAW_YES
		: x.status == LAW_UNKNOWN && affirm == LAW_YES ? LAW_MAYBE : LAW_NO;
	for (uint32_t g = 0; g < a->grounds.count; g++) {
		law_ground *ground = &a->grounds.at[g];
		bool mine = false;
		for (uint32_t i = 0; i < n; i++)
			mine |= overcomes[i] == ground->head;
		bool better = overcome > ground->overcome || (overcome == ground->overcome && left < ground->left);
		if (mine && overcome != LAW_NO && better) {
			ground->overcome = overcome;
			ground->overcome_by = head;
			ground->left = left;
		}
	}
	return true;
}

static bool collect_exceptions(answering *a)
{
	const law_book *b = a->e->book;
	const law_sheet *sheet = &b->sheets[b->n_sheets - 1];
	if (a->grounds.count == 0)
		return true;
	for (uint32_t i = 0; i < sheet->heads.n; i++) {
		uint32_t head = sheet->heads.from + i;
		if (b->heads[head].kind != LAW_HEAD_EXCEPTION)
			continue;
		uint32_t suspension;
		law_status status = status_of(a->e, head, XCTL_NONE, &suspension);
		if (status == LAW_SUSPENDED || status == LAW_SCHEDULED) /* nobody may rely on it that day */
			continue;
		law_truth holds = law_head_truth(a->e, head);
		if (holds != LAW_NO && !judge_exception(a, head, holds, status, suspension))
			return false;
	}
	return true;
}

/* A held licence answers licence and notice requirements, not prohibitions. */
static void authorise(answering *a)
{
	for (uint32_t g = 0; g < a->grounds.count && a->authorised != LAW_NO; g++) {
		law_ground *ground = &a->grounds.at[g];
		if ((ground->verdict != LAW_LICENCE && ground->verdict != LAW_NOTIFY) || ground->overcome >= a->authorised)
			continue;
		ground->overcome = a->authorised;
		ground->overcome_by = XCTL_NONE;
		ground->left = LAW_AUTHORISED;
	}
}

static law_verdict worse(law_verdict a, law_verdict b)
{
	return a > b ? a : b;
}

static law_truth subject_of(const answering *a)
{
	uint32_t subject = a->e->book->regimes[a->regime].subject;
	return subject == XCTL_NONE ? LAW_YES : (law_truth)a->e->truth[subject];
}

static void bounds_of(const answering *a, law_verdict *at_least, law_verdict *at_most)
{
	*at_least = a->subject == LAW_YES ? LAW_CLEAR : LAW_NOT_SUBJECT;
	*at_most = a->subject == LAW_NO ? LAW_NOT_SUBJECT : LAW_CLEAR;
	for (uint32_t i = 0; i < a->grounds.count; i++) {
		const law_ground *g = &a->grounds.at[i];
		*at_most = worse(*at_most, g->overcome == LAW_YES ? g->left : g->verdict);
		if (g->truth == LAW_YES)
			*at_least = worse(*at_least, g->overcome != LAW_NO ? g->left : g->verdict);
	}
	/* Whether the law reaches the item does not matter where it would say nothing. */
	if (a->grounds.count == 0 && a->subject == LAW_MAYBE)
		*at_least = LAW_CLEAR;
}

static bool start(answering *a)
{
	a->subject = subject_of(a);
	if (!collect_grounds(a) || !collect_exceptions(a))
		return false;
	authorise(a);
	return true;
}

xctl_code law_bounds(law_verdict *at_least, law_verdict *at_most, const law_evaluation *e, uint32_t regime,
	law_truth authorised, xctl_arena *arena, xctl_error *error)
{
	answering a = { .e = e, .regime = regime, .authorised = authorised, .arena = arena };
	if (!start(&a))
		return xctl_fail_limit(error, "the answer");
	bounds_of(&a, at_least, at_most);
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
	answering a = { .e = q->evaluation, .regime = q->regime, .authorised = q->authorised, .arena = arena };
	law_item_answer answer = { 0 };
	if (!start(&a) || !collect_asides(a.e, LAW_HEAD_DUTY, q->regime, arena, &answer.duties, &answer.n_duties))
		return xctl_fail_limit(error, "the answer");
	answer.subject = a.subject;
	answer.n_rules = count_rules(a.e, q->regime);
	bounds_of(&a, &answer.at_least, &answer.at_most);
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
