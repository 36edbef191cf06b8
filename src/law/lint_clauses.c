/* Clauses against clauses: what can never hold, what says nothing new, what never decides, what contradicts. */
#include <stdio.h>
#include <string.h>

#include "law/linting.h"

static xctl_str name_of(const linting *l, uint32_t head)
{
	return law_str(&l->book, l->book.heads[head].name);
}

static law_given_that clause_given(const linting *l, uint32_t clause)
{
	return law_clause_given(&l->book, clause);
}

/* Written by `overrides`: a copy of the stronger rule. */
static bool copied(const linting *l, uint32_t head)
{
	const law_head *h = &l->book.heads[head];
	xctl_str rest = law_str(&l->book, h->name);
	xctl_str_word(&rest);
	return h->kind == LAW_HEAD_EXCEPTION && xctl_str_is(xctl_str_word(&rest), "over");
}

static bool judged(const linting *l, uint32_t head)
{
	return l->book.heads[head].kind != LAW_HEAD_PATTERN && lint_alive(l, head) && !copied(l, head);
}

static const char *state_word(const law_head *h)
{
	return h->kind == LAW_HEAD_BAR ? "the bar of the exception" : "it";
}

/* --- vacuous --- */

/* The other conditions of the clause, under which nothing may come of it. */
static void show_without(linting *l, law_finding *f, uint32_t clause, uint32_t literal)
{
	law_given_that given = clause_given(l, clause);
	uint32_t head = l->book.clauses[clause].head;
	law_literal *rest = XCTL_NEW_ARRAY(l->arena, law_literal, given.n);
	uint32_t n = 0;
	l->no_room |= !rest;
	if (!rest || l->book.heads[head].object == LAW_OF_PARTY)
		return;
	for (uint32_t i = 0; i < given.n; i++)
		if (i != literal)
			rest[n++] = given.at[i];
	lint_show(l, f, &(law_wish){ .literals = rest, .n_literals = n, .when = given.when }, &head, 1);
}

static xctl_str literal_words(linting *l, law_literal literal)
{
	return law_literal_text(&l->book, literal.test, literal.negated != 0, l->arena);
}

static void vacuous_whole(linting *l, uint32_t head)
{
	const law_head *h = &l->book.heads[head];
	law_given_that given = clause_given(l, h->clauses.from);
	uint32_t at = law_contradiction(&l->sets, given);
	law_finding *f = lint_find_head(l, LAW_VACUOUS, head, "nothing can meet the conditions: \"%.*s\" cannot hold with the others",
		XCTL_FMT(literal_words(l, given.at[at])));
	if (f)
		show_without(l, f, h->clauses.from, at);
}

static bool has_literal(const linting *l, uint32_t clause, law_literal literal)
{
	law_given_that given = clause_given(l, clause);
	for (uint32_t i = 0; i < given.n; i++)
		if (given.at[i].test == literal.test && given.at[i].negated == literal.negated)
			return true;
	return false;
}

/* Alternatives multiply out into clauses: one says something when some clause with it is not marked. */
static bool only_in_marked(const linting *l, const law_head *h, const bool *marked, law_literal literal)
{
	for (uint32_t i = 0; i < h->clauses.n; i++)
		if (!marked[i] && has_literal(l, h->clauses.from + i, literal))
			return false;
	return true;
}

/* For each alternative that is only in marked clauses: told once. */
static void tell_alternatives(linting *l, uint32_t head, const bool *marked, law_finding_kind kind, const char *says)
{
	const law_head *h = &l->book.heads[head];
	for (uint32_t i = 0; i < h->clauses.n; i++) {
		law_given_that given = clause_given(l, h->clauses.from + i);
		for (uint32_t k = 0; marked[i] && k < given.n; k++) {
			if (!only_in_marked(l, h, marked, given.at[k]))
				continue;
			law_finding *f = lint_find_head(l, kind, head, "in %s \"%.*s\" %s", state_word(h),
				XCTL_FMT(literal_words(l, given.at[k])), says);
			if (f && kind == LAW_VACUOUS)
				show_without(l, f, h->clauses.from + i, k);
			else if (f && h->object == LAW_OF_TRANSFER)
				lint_show(l, f, &(law_wish){ .literals = given.at, .n_literals = given.n, .when = given.when }, &head, 1);
		}
	}
}

/* Which clauses of a head nothing meets. Returns how many. */
static uint32_t mark_vacuous(linting *l, uint32_t head, bool *marked)
{
	const law_head *h = &l->book.heads[head];
	uint32_t n = 0;
	for (uint32_t i = 0; i < h->clauses.n; i++) {
		marked[i] = law_contradicts_itself(&l->sets, clause_given(l, h->clauses.from + i));
		n += marked[i];
	}
	return n;
}

/* Which clauses say only what another clause of the head says. */
static void mark_repeated(linting *l, uint32_t head, const bool *vacuous, bool *marked)
{
	const law_head *h = &l->book.heads[head];
	for (uint32_t i = 0; i < h->clauses.n; i++)
		for (uint32_t k = 0; k < h->clauses.n && !marked[i]; k++) {
			if (k == i || vacuous[i] || vacuous[k] || marked[k])
				continue;
			marked[i] = law_clause_follows(&l->sets, clause_given(l, h->clauses.from + i), h->clauses.from + k);
		}
}

static void within_head(linting *l, uint32_t head)
{
	uint32_t n = l->book.heads[head].clauses.n;
	bool *vacuous = XCTL_NEW_ARRAY(l->arena, bool, n), *repeated = XCTL_NEW_ARRAY(l->arena, bool, n);
	l->no_room |= !vacuous || !repeated;
	if (l->no_room || n == 0)
		return;
	uint32_t dead = mark_vacuous(l, head, vacuous);
	if (dead == n) {
		vacuous_whole(l, head);
		return;
	}
	if (dead)
		tell_alternatives(l, head, vacuous, LAW_VACUOUS, "cannot hold with the other conditions");
	mark_repeated(l, head, vacuous, repeated);
	tell_alternatives(l, head, repeated, LAW_REDUNDANT, "adds nothing to the other alternatives");
}

/* --- exceptions --- */

static xctl_interval both(xctl_interval a, xctl_interval b)
{
	return (xctl_interval){ a.from > b.from ? a.from : b.from, a.until < b.until ? a.until : b.until };
}

/* Two clauses as one conjunction; false when no day has both. */
static bool join(linting *l, uint32_t a, uint32_t b, law_given_that *out)
{
	law_given_that x = clause_given(l, a), y = clause_given(l, b);
	law_literal *all = XCTL_NEW_ARRAY(l->arena, law_literal, x.n + y.n);
	l->no_room |= !all;
	if (!all)
		return false;
	memcpy(all, x.at, x.n * sizeof *all);
	memcpy(all + x.n, y.at, y.n * sizeof *all);
	*out = (law_given_that){ all, x.n + y.n, both(x.when, y.when) };
	return out->when.from < out->when.until;
}

static bool can_meet(linting *l, uint32_t a, uint32_t b)
{
	const law_head *x = &l->book.heads[a], *y = &l->book.heads[b];
	law_given_that given;
	for (uint32_t i = 0; i < x->clauses.n; i++)
		for (uint32_t k = 0; k < y->clauses.n; k++)
			if (join(l, x->clauses.from + i, y->clauses.from + k, &given) && !law_contradicts_itself(&l->sets, given))
				return true;
	return false;
}

/* An exception that holds with none of the grounds it overcomes. */
static void meets_nothing(linting *l, uint32_t head)
{
	const law_head *h = &l->book.heads[head];
	for (uint32_t i = 0; i < h->targets.n; i++)
		if (can_meet(l, head, l->book.links[h->targets.from + i]))
			return;
	law_finding *f = lint_find_head(l, LAW_VACUOUS, head,
		"it never holds together with a rule that it overcomes: there is nothing to overcome");
	uint32_t clause = h->clauses.from;
	if (f)
		lint_show(l, f, &(law_wish){ .clauses = &clause, .n_clauses = 1, .when = h->effective },
			l->book.links + h->targets.from, h->targets.n);
}

/* Each clause of `a` says what some clause of `b` says: `b` holds wherever `a` does. */
static bool head_follows(const linting *l, uint32_t a, uint32_t b)
{
	const law_head *x = &l->book.heads[a], *y = &l->book.heads[b];
	for (uint32_t i = 0; i < x->clauses.n; i++) {
		law_given_that given = clause_given(l, x->clauses.from + i);
		bool any = false;
		for (uint32_t k = 0; k < y->clauses.n && !any; k++)
			any = law_clause_follows(&l->sets, given, y->clauses.from + k);
		if (!any)
			return false;
	}
	return x->clauses.n > 0;
}

static bool has_target(const linting *l, const law_head *exception, uint32_t ground)
{
	for (uint32_t i = 0; i < exception->targets.n; i++)
		if (l->book.links[exception->targets.from + i] == ground)
			return true;
	return false;
}

static bool suspended(const linting *l, uint32_t head)
{
	for (uint32_t i = 0; i < l->book.n_suspensions; i++)
		if (l->book.suspensions[i].head == head)
			return true;
	return false;
}

static void show_head(linting *l, law_finding *f, uint32_t head, const uint32_t *concerned, uint32_t n)
{
	const law_head *h = &l->book.heads[head];
	for (uint32_t i = 0; f && h->object == LAW_OF_TRANSFER && i < h->clauses.n && !f->example.len; i++) {
		uint32_t clause = h->clauses.from + i;
		lint_show(l, f, &(law_wish){ .clauses = &clause, .n_clauses = 1, .when = h->effective }, concerned, n);
	}
}

/* An exclusion that takes the ground away wherever it holds; an exception that its own bar always closes. */
static void overridden(linting *l, uint32_t head)
{
	const law_head *h = &l->book.heads[head];
	if (h->kind == LAW_HEAD_EXCEPTION && h->other != XCTL_NONE && head_follows(l, head, h->other)) {
		law_finding *f = lint_find_head(l, LAW_OVERRIDDEN, head, "wherever it holds, its \"unless\" holds too");
		show_head(l, f, head, l->book.links + h->targets.from, h->targets.n);
	}
	for (uint32_t x = 0; h->kind == LAW_HEAD_GROUND && x < l->book.n_heads; x++) {
		const law_head *other = &l->book.heads[x];
		if (other->kind != LAW_HEAD_EXCEPTION || !other->exclusion || other->other != XCTL_NONE || other->affirms.n
			|| !lint_alive(l, x) || suspended(l, x) || !has_target(l, other, head) || !head_follows(l, head, x))
			continue;
		law_finding *f = lint_find_head(l, LAW_OVERRIDDEN, head, "wherever it holds, \"%.*s\" takes it away", XCTL_FMT(name_of(l, x)));
		show_head(l, f, head, &head, 1);
		return;
	}
}

/* --- rules against rules --- */

/* Whatever overcomes `a` overcomes `b` as well, so that `a` never stands without `b` being overcome with it … */
static bool overcome_alike(const linting *l, uint32_t stronger, uint32_t weaker)
{
	for (uint32_t x = 0; x < l->book.n_heads; x++) {
		const law_head *h = &l->book.heads[x];
		if (h->kind == LAW_HEAD_EXCEPTION && lint_alive(l, x) && has_target(l, h, stronger) && !has_target(l, h, weaker))
			return false;
	}
	return true;
}

/* `a` never decides: `b` stands wherever it does, and is at least as strong. */
static bool never_decides(const linting *l, uint32_t a, uint32_t b)
{
	const law_head *x = &l->book.heads[a], *y = &l->book.heads[b];
	if (x->kind != LAW_HEAD_GROUND || y->kind != LAW_HEAD_GROUND || x->regime != y->regime || y->verdict < x->verdict)
		return false;
	if (suspended(l, a) || suspended(l, b) || x->attested < y->attested)
		return false;
	return overcome_alike(l, b, a) && head_follows(l, a, b);
}

static void ground_against(linting *l, uint32_t a, uint32_t b)
{
	if (!never_decides(l, a, b))
		return;
	bool same = l->book.heads[a].verdict == l->book.heads[b].verdict;
	if (same && a < b && never_decides(l, b, a))
		return; /* two of one meaning: the later is told */
	law_finding *f = same
		? lint_find_head(l, LAW_REDUNDANT, a, "\"%.*s\" says the same wherever it holds, and nothing overcomes the one alone",
			  XCTL_FMT(name_of(l, b)))
		: lint_find_head(l, LAW_SHADOWED, a, "wherever it holds, \"%.*s\" says something stronger", XCTL_FMT(name_of(l, b)));
	show_head(l, f, a, (uint32_t[]){ a, b }, 2);
}

static bool affirms_within(const linting *l, const law_head *inner, const law_head *outer)
{
	for (uint32_t i = 0; i < inner->affirms.n; i++) {
		bool there = false;
		for (uint32_t k = 0; k < outer->affirms.n; k++)
			there |= l->book.affirms[inner->affirms.from + i].attribute
				== l->book.affirms[outer->affirms.from + k].attribute;
		if (!there)
			return false;
	}
	return true;
}

/* Another exception asks for no more and overcomes no less. */
static void exception_against(linting *l, uint32_t a, uint32_t b)
{
	const law_head *x = &l->book.heads[a], *y = &l->book.heads[b];
	if (y->kind != LAW_HEAD_EXCEPTION || y->other != XCTL_NONE || (x->exclusion && !y->exclusion) || suspended(l, b)
		|| (x->releases && !y->releases) || !affirms_within(l, y, x))
		return;
	for (uint32_t i = 0; i < x->targets.n; i++)
		if (!has_target(l, y, l->book.links[x->targets.from + i]))
			return;
	if (!head_follows(l, a, b))
		return;
	law_finding *f = lint_find_head(l, LAW_REDUNDANT, a, "\"%.*s\" overcomes as much wherever it holds", XCTL_FMT(name_of(l, b)));
	show_head(l, f, a, (uint32_t[]){ a, b }, 2);
}

/* Another block of the fact holds wherever this one does. */
static void fact_against(linting *l, uint32_t a, uint32_t b)
{
	const law_head *x = &l->book.heads[a], *y = &l->book.heads[b];
	if (y->kind != LAW_HEAD_FACT || x->attribute != y->attribute || !head_follows(l, a, b)
		|| (a < b && head_follows(l, b, a)))
		return;
	law_finding *f = lint_find_head(l, LAW_REDUNDANT, a, "the block of this fact in %.*s, line %u, holds wherever this one does",
		XCTL_FMT(law_str(&l->book, y->file)), y->line);
	show_head(l, f, a, (uint32_t[]){ a, b }, 2);
}

static void against_others(linting *l, uint32_t head)
{
	uint8_t kind = l->book.heads[head].kind;
	for (uint32_t other = 0; other < l->book.n_heads; other++) {
		if (other == head || !lint_alive(l, other))
			continue;
		if (kind == LAW_HEAD_GROUND)
			ground_against(l, head, other);
		else if (kind == LAW_HEAD_EXCEPTION)
			exception_against(l, head, other);
		else if (kind == LAW_HEAD_FACT)
			fact_against(l, head, other);
	}
}

/* --- overlap --- */

/* The next provision of a list of citations: "15 CFR 744.21(a)", "744.22(b)". */
static xctl_str next_citation(xctl_str *rest)
{
	size_t n = 0;
	while (n < rest->len && rest->at[n] != ';' && rest->at[n] != ',')
		n++;
	xctl_str one = xctl_str_trim((xctl_str){ rest->at, n });
	*rest = n < rest->len ? (xctl_str){ rest->at + n + 1, rest->len - n - 1 } : (xctl_str){ 0 };
	return xctl_str_starts(one, XCTL_STR("15 CFR ")) ? (xctl_str){ one.at + 7, one.len - 7 } : one;
}

static xctl_str shared_citation(const linting *l, uint32_t a, uint32_t b)
{
	for (xctl_str x = law_str(&l->book, l->book.heads[a].cites); x.len;) {
		xctl_str one = next_citation(&x);
		for (xctl_str y = law_str(&l->book, l->book.heads[b].cites); y.len;)
			if (one.len && xctl_str_eq(one, next_citation(&y)))
				return one;
	}
	return (xctl_str){ 0 };
}

typedef struct pair {
	linting *l;
	uint32_t a, b;
} pair;

/* Both stand, and nothing overcomes either. */
static bool both_stand(void *context, const law_witness *w)
{
	const pair *p = context;
	law_item_answer answer;
	law_question q = { .regime = p->l->book.heads[p->a].regime, .evaluation = w->evaluation };
	uint32_t n = 0;
	if (law_answer(&answer, &q, p->l->arena, p->l->error) != XCTL_OK)
		return false;
	for (uint32_t g = 0; g < answer.n_grounds; g++)
		n += (answer.grounds[g].head == p->a || answer.grounds[g].head == p->b) && answer.grounds[g].truth == LAW_YES
			&& answer.grounds[g].overcome == LAW_NO;
	return n == 2;
}

static bool find_overlap(linting *l, uint32_t a, uint32_t b, xctl_str citation)
{
	const law_head *x = &l->book.heads[a], *y = &l->book.heads[b];
	pair p = { l, a, b };
	law_given_that given;
	law_witness found;
	for (uint32_t i = 0; i < x->clauses.n; i++)
		for (uint32_t k = 0; k < y->clauses.n; k++) {
			uint32_t clauses[] = { x->clauses.from + i, y->clauses.from + k };
			if (!join(l, clauses[0], clauses[1], &given) || law_contradicts_itself(&l->sets, given))
				continue;
			law_wish wish = { .clauses = clauses, .n_clauses = 2, .when = given.when, .fits = both_stand, .context = &p };
			if (!law_witness_find(&found, l->witnesses, &wish))
				continue;
			/* Named by both, so that accepting this pair accepts no other. */
			xctl_str both = xctl_str_print(l->arena, "%.*s and %.*s", XCTL_FMT(name_of(l, a)), XCTL_FMT(name_of(l, b)));
			law_finding *f = lint_find(l, LAW_OVERLAP, both, law_str(&l->book, x->file), x->line,
				"both state %.*s, and both stand at once: %s and %s", XCTL_FMT(citation), law_verdict_words[x->verdict],
				law_verdict_words[y->verdict]);
			lint_show(l, f, &wish, (uint32_t[]){ a, b }, 2);
			return true;
		}
	return false;
}

/* One provision gives one verdict; that two provisions meet is how law is made, and the worse one counts. A `review` asks a
 * person to look, beside whatever else the provision says: it contradicts nothing. */
static bool may_contradict(const linting *l, uint32_t a, uint32_t b)
{
	const law_head *x = &l->book.heads[a], *y = &l->book.heads[b];
	return x->kind == LAW_HEAD_GROUND && y->kind == LAW_HEAD_GROUND && x->regime == y->regime && x->verdict != y->verdict
		&& x->verdict != LAW_REVIEW && y->verdict != LAW_REVIEW && lint_alive(l, a) && lint_alive(l, b)
		&& !never_decides(l, a, b) && !never_decides(l, b, a);
}

static void overlaps(linting *l)
{
	for (uint32_t a = 0; a < l->book.n_heads; a++)
		for (uint32_t b = a + 1; b < l->book.n_heads; b++) {
			if (!may_contradict(l, a, b))
				continue;
			xctl_str citation = shared_citation(l, a, b);
			if (citation.len)
				find_overlap(l, a, b, citation);
		}
}

void lint_clauses(linting *l)
{
	for (uint32_t head = 0; head < l->book.n_heads && !l->no_room; head++) {
		const law_head *h = &l->book.heads[head];
		if (!judged(l, head))
			continue;
		uint32_t before = l->findings.count;
		within_head(l, head);
		bool whole = l->findings.count > before && l->findings.at[l->findings.count - 1].kind == LAW_VACUOUS
			&& h->clauses.n == 1;
		if (h->clauses.n == 0 || whole)
			continue;
		if (h->kind == LAW_HEAD_EXCEPTION && h->targets.n)
			meets_nothing(l, head);
		overridden(l, head);
		against_others(l, head);
	}
	overlaps(l);
}
