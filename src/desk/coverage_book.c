/* What the rulebook says of a code by its own rules: which grounds test it, and whether they rest on more than the
 * code. */
#include "desk/coverage.h"

enum { DEPTH = 6 };

typedef struct asking {
	const law_book *book;
	xctl_str government;
	const xctl_words *codes;
	xctl_date date, known;
	coverage_law out;
} asking;

static bool in_force(const asking *a, xctl_interval effective, xctl_interval known)
{
	return xctl_interval_has(effective, a->date) && xctl_interval_has(known, a->known);
}

static bool member_holds(const asking *a, const law_member *m, xctl_str code)
{
	if (law_code_under(code, code.len, law_str(a->book, m->text), false) != LAW_YES)
		return false;
	for (uint32_t i = 0; i < m->except.n; i++)
		if (law_code_under(code, code.len, law_str(a->book, a->book->texts[m->except.from + i]), false) == LAW_YES)
			return false;
	return true;
}

/* Is the code in the test's set? Then `*member` is the row that holds it. */
static bool set_holds(const asking *a, const law_test *t, xctl_str code, uint32_t *member)
{
	uint32_t found = XCTL_NONE;
	for (uint32_t i = 0; i < t->members.n; i++) {
		const law_member *m = &a->book->members[t->members.from + i];
		if (!in_force(a, m->effective, m->known) || !member_holds(a, m, code))
			continue;
		if (m->minus)
			return false;
		found = t->members.from + i;
	}
	if (found != XCTL_NONE)
		*member = found;
	return found != XCTL_NONE;
}

static bool tests_code(const asking *a, const law_test *t, uint32_t *member)
{
	const law_attribute *at = &a->book->attributes[t->attribute];
	if (t->op != LAW_OP_SET || !xctl_str_starts(law_str(a->book, at->path), XCTL_STR("item.codes."))
		|| !xctl_str_eq(law_str(a->book, at->parameter), a->government))
		return false;
	for (uint32_t i = 0; i < a->codes->n; i++)
		if (set_holds(a, t, a->codes->at[i], member))
			return true;
	return false;
}

static bool clause_is_plain(const asking *a, const law_clause *c, unsigned depth);

/* Can the fact hold by what the item is and where it goes? */
static bool fact_is_plain(const asking *a, uint32_t attribute, unsigned depth)
{
	for (uint32_t i = 0; i < a->book->n_heads && depth; i++) {
		const law_head *h = &a->book->heads[i];
		if (h->kind != LAW_HEAD_FACT || h->attribute != attribute)
			continue;
		for (uint32_t c = 0; c < h->clauses.n; c++)
			if (clause_is_plain(a, &a->book->clauses[h->clauses.from + c], depth - 1))
				return true;
	}
	return false;
}

static bool literal_is_plain(const asking *a, const law_literal *l, unsigned depth)
{
	static const char *const elsewhere[] = { "end_use", "knowledge", "informed", "authorisation", "order" };
	const law_attribute *at = &a->book->attributes[a->book->tests[l->test].attribute];
	xctl_str path = law_str(a->book, at->path);
	if (l->negated)
		return true;
	if (at->object == LAW_OF_PARTY || at->term == LAW_TERM_PATTERN)
		return false;
	if (at->term == LAW_TERM_FACT)
		return fact_is_plain(a, a->book->tests[l->test].attribute, depth);
	/* A yes or no that the transfer has to state speaks of the deal (a document, a word of the customer), a number of
	 * the item. */
	if (at->type == LAW_BOOL && xctl_str_starts(path, XCTL_STR("facts.")))
		return false;
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
		if (xctl_str_starts(path, xctl_str_of(elsewhere[i])))
			return false;
	return true;
}

static bool clause_is_plain(const asking *a, const law_clause *c, unsigned depth)
{
	for (uint32_t i = 0; i < c->literals.n; i++)
		if (!literal_is_plain(a, &a->book->literals[c->literals.from + i], depth))
			return false;
	return true;
}

/* The earliest day counts; a day of a row says more than the day of the rule. */
static void found(asking *a, uint32_t head, bool plain, uint32_t member)
{
	xctl_date since = a->book->members[member].effective.from;
	const law_head *h = &a->book->heads[head];
	xctl_date rule = h->effective.from > XCTL_DATE_MIN ? h->effective.from : h->attested;
	coverage_law one = { plain ? COVERAGE_LISTED : COVERAGE_CONDITIONAL, head, member, XCTL_DATE_NONE, rule };
	if (since > XCTL_DATE_MIN)
		one.since = since > rule ? since : rule;
	if (one.state < a->out.state)
		return;
	bool dated = one.since != XCTL_DATE_NONE, was = a->out.since != XCTL_DATE_NONE;
	bool better = dated != was ? dated : dated ? one.since < a->out.since : rule < a->out.rule;
	if (one.state > a->out.state || better)
		a->out = one;
}

static bool fact_tests_code(const asking *a, uint32_t attribute, unsigned depth, uint32_t *member);

static bool clause_tests_code(
	const asking *a, const law_clause *c, bool through_facts, unsigned depth, uint32_t *member)
{
	for (uint32_t i = 0; i < c->literals.n; i++) {
		const law_literal *l = &a->book->literals[c->literals.from + i];
		const law_test *t = &a->book->tests[l->test];
		if (l->negated)
			continue;
		if (tests_code(a, t, member))
			return true;
		if (through_facts && depth && a->book->attributes[t->attribute].term == LAW_TERM_FACT
			&& fact_tests_code(a, t->attribute, depth - 1, member))
			return true;
	}
	return false;
}

static bool fact_tests_code(const asking *a, uint32_t attribute, unsigned depth, uint32_t *member)
{
	for (uint32_t i = 0; i < a->book->n_heads; i++) {
		const law_head *h = &a->book->heads[i];
		if (h->kind != LAW_HEAD_FACT || h->attribute != attribute || !in_force(a, h->effective, h->known))
			continue;
		for (uint32_t c = 0; c < h->clauses.n; c++)
			if (clause_tests_code(a, &a->book->clauses[h->clauses.from + c], true, depth, member))
				return true;
	}
	return false;
}

static void ask_grounds(asking *a, bool through_facts)
{
	const law_book *b = a->book;
	for (uint32_t i = 0; i < b->n_heads; i++) {
		const law_head *h = &b->heads[i];
		if (h->kind != LAW_HEAD_GROUND || h->regime == XCTL_NONE || !in_force(a, h->effective, h->known)
			|| !xctl_str_eq(law_str(b, b->regimes[h->regime].government), a->government))
			continue;
		for (uint32_t c = 0; c < h->clauses.n; c++) {
			const law_clause *clause = &b->clauses[h->clauses.from + c];
			uint32_t member;
			if (clause_tests_code(a, clause, through_facts, 2, &member))
				found(a, i, clause_is_plain(a, clause, DEPTH), member);
		}
	}
}

coverage_law coverage_ask(const law_book *book, xctl_str government, const xctl_words *codes, xctl_date date,
	xctl_date known)
{
	asking a = { book, government, codes, date, known,
		{ COVERAGE_UNTESTED, XCTL_NONE, XCTL_NONE, XCTL_DATE_NONE, XCTL_DATE_NONE } };
	ask_grounds(&a, false);
	if (a.out.state != COVERAGE_LISTED) /* a ground that names the code beats one that leans on a fact which does */
		ask_grounds(&a, true);
	return a.out;
}
