#include "law/sets.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 6 };

typedef struct opening {
	law_sets *s;
	XCTL_LIST(xctl_str) words;
	XCTL_LIST(xctl_decimal) numbers;
	XCTL_LIST(xctl_date) dates, days;
} opening;

static int by_text(const void *a, const void *b)
{
	return xctl_str_cmp(*(const xctl_str *)a, *(const xctl_str *)b);
}

static int by_number(const void *a, const void *b)
{
	return xctl_decimal_cmp(*(const xctl_decimal *)a, *(const xctl_decimal *)b);
}

static int by_date(const void *a, const void *b)
{
	xctl_date x = *(const xctl_date *)a, y = *(const xctl_date *)b;
	return (x > y) - (x < y);
}

static bool keep_word(opening *o, xctl_str word)
{
	xctl_str *slot = XCTL_PUSH(o->s->arena, &o->words);
	if (slot)
		*slot = word;
	return slot != NULL;
}

static bool keep_day(opening *o, xctl_date day)
{
	if (day == XCTL_DATE_MIN || day == XCTL_DATE_MAX)
		return true;
	xctl_date *slot = XCTL_PUSH(o->s->arena, &o->days);
	if (slot)
		*slot = day;
	return slot != NULL;
}

/* Thresholds, and a value between each two and beyond the ends. */
static bool number_atoms(opening *o, law_domain *d)
{
	if (o->numbers.count)
		qsort(o->numbers.at, o->numbers.count, sizeof *o->numbers.at, by_number);
	xctl_decimal *out = XCTL_NEW_ARRAY(o->s->arena, xctl_decimal, 3 * (size_t)o->numbers.count + 1);
	uint32_t n = 0;
	if (!out)
		return false;
	for (uint32_t i = 0; i < o->numbers.count; i++) {
		xctl_decimal at = o->numbers.at[i], above;
		if (i && xctl_decimal_cmp(at, o->numbers.at[i - 1]) == 0)
			continue;
		xctl_decimal below = { at.coefficient - 1, at.scale };
		if (n == 0 && at.coefficient > 0)
			out[n++] = below;
		out[n++] = at;
		bool last = true;
		for (uint32_t k = i + 1; k < o->numbers.count; k++)
			last &= xctl_decimal_cmp(o->numbers.at[k], at) == 0;
		if (last)
			out[n++] = (xctl_decimal){ at.coefficient + 1, at.scale };
		else if (xctl_decimal_add(at, (xctl_decimal){ 1, 2 }, &above))
			out[n++] = above;
	}
	d->numbers = out;
	d->n_atoms = n + 1;
	return true;
}

static bool date_atoms(opening *o, law_domain *d)
{
	if (o->dates.count)
		qsort(o->dates.at, o->dates.count, sizeof *o->dates.at, by_date);
	xctl_date *out = XCTL_NEW_ARRAY(o->s->arena, xctl_date, 3 * (size_t)o->dates.count);
	uint32_t n = 0;
	if (!out)
		return false;
	for (uint32_t i = 0; i < o->dates.count; i++)
		for (int k = -1; k < 2; k++)
			if (n == 0 || out[n - 1] < o->dates.at[i] + k)
				out[n++] = o->dates.at[i] + k;
	d->dates = out;
	d->n_atoms = n + 1;
	return true;
}

static bool grade_atoms(opening *o, law_domain *d)
{
	d->numbers = XCTL_NEW_ARRAY(o->s->arena, xctl_decimal, 4);
	for (int i = 0; d->numbers && i < 4; i++)
		d->numbers[i] = (xctl_decimal){ i, 0 };
	d->n_atoms = 5;
	return d->numbers != NULL;
}

static bool country_atoms(opening *o, law_domain *d)
{
	const law_book *b = o->s->book;
	d->countries = XCTL_NEW_ARRAY(o->s->arena, xctl_country, b->n_countries);
	for (uint32_t i = 0; d->countries && i < b->n_countries; i++)
		d->countries[i] = (xctl_country)b->countries[i].country;
	d->n_atoms = b->n_countries + 1;
	return d->countries != NULL;
}

/* The words the tests speak of, the codes of the registry, and one word that nobody speaks of. */
static bool word_atoms(opening *o, law_domain *d, const law_attribute *a)
{
	const law_book *b = o->s->book;
	xctl_str system = a->parameter.len ? law_str(b, a->parameter) : XCTL_STR("US");
	for (uint32_t s = 0; d->type == LAW_CODES_TYPE && s < b->n_systems; s++) {
		law_span codes = b->systems[s].codes;
		for (uint32_t i = codes.from; xctl_str_eq(law_str(b, b->systems[s].system), system) && i < codes.from + codes.n; i++)
			if (!(b->codes[i].flags & LAW_CODE_RESERVED) && !keep_word(o, law_str(b, b->codes[i].code)))
				return false;
	}
	if (!keep_word(o, d->type == LAW_HS ? XCTL_STR("999999") : d->type == LAW_WORDS ? XCTL_STR("other") : XCTL_STR("none")))
		return false;
	if (o->words.count)
		qsort(o->words.at, o->words.count, sizeof *o->words.at, by_text);
	xctl_str *out = XCTL_NEW_ARRAY(o->s->arena, xctl_str, o->words.count);
	uint32_t n = 0;
	if (!out)
		return false;
	for (uint32_t i = 0; i < o->words.count; i++)
		if (n == 0 || !xctl_str_eq(out[n - 1], o->words.at[i]))
			out[n++] = o->words.at[i];
	d->words = out;
	d->n_atoms = n + 1;
	return true;
}

static bool gather_test(opening *o, const law_test *t)
{
	const law_book *b = o->s->book;
	if (t->op == LAW_OP_NUMBER) {
		xctl_decimal *slot = XCTL_PUSH(o->s->arena, &o->numbers);
		if (!slot)
			return false;
		*slot = t->number;
	}
	if (t->op == LAW_OP_DATE) {
		xctl_date *slot = XCTL_PUSH(o->s->arena, &o->dates);
		if (!slot)
			return false;
		*slot = t->date;
	}
	for (uint32_t i = 0; i < t->members.n; i++) {
		const law_member *m = &b->members[t->members.from + i];
		if (!keep_day(o, m->effective.from) || !keep_day(o, m->effective.until))
			return false;
		if (m->text.len && !keep_word(o, law_str(b, m->text)))
			return false;
		for (uint32_t e = 0; e < m->except.n; e++)
			if (!keep_word(o, law_str(b, b->texts[m->except.from + e])))
				return false;
	}
	return true;
}

static bool stretches(opening *o, law_domain *d)
{
	if (o->days.count)
		qsort(o->days.at, o->days.count, sizeof *o->days.at, by_date);
	xctl_date *out = XCTL_NEW_ARRAY(o->s->arena, xctl_date, o->days.count + 1);
	if (!out)
		return false;
	out[0] = XCTL_DATE_MIN;
	uint32_t n = 1;
	for (uint32_t i = 0; i < o->days.count; i++)
		if (out[n - 1] != o->days.at[i])
			out[n++] = o->days.at[i];
	d->days = out;
	d->n_days = n;
	return true;
}

static bool make_domain(law_sets *s, uint32_t attribute)
{
	const law_attribute *a = &s->book->attributes[attribute];
	law_domain *d = &s->domains[attribute];
	opening o = { .s = s };
	d->type = (law_type)a->type;
	d->many = a->term < LAW_TERM_PATTERN && law_term_many(a->term);
	for (uint32_t i = 0; i < a->tests.n; i++)
		if (!gather_test(&o, &s->book->tests[s->book->links[a->tests.from + i]]))
			return false;
	bool good = stretches(&o, d);
	d->cut = true;
	switch (d->type) {
	case LAW_BOOL:
		d->n_atoms = 3;
		break;
	case LAW_NUMBER:
		good &= number_atoms(&o, d);
		break;
	case LAW_GRADE:
		good &= grade_atoms(&o, d);
		break;
	case LAW_DATE:
		good &= date_atoms(&o, d);
		break;
	case LAW_COUNTRIES:
		good &= country_atoms(&o, d);
		break;
	case LAW_WORDS:
	case LAW_CODES_TYPE:
	case LAW_HS:
		good &= word_atoms(&o, d, a);
		break;
	case LAW_LISTINGS:
	case LAW_OWNERSHIP:
		d->cut = false;
		break;
	}
	d->n_words = XCTL_WORDS(d->n_atoms);
	return good;
}

/* Sets or clears the atoms that a member stands for. Words are sorted: what lies under a code stands behind it. */
static void put_member(const law_sets *s, const law_domain *d, const law_member *m, uint64_t *set)
{
	if (d->type == LAW_COUNTRIES) {
		for (uint32_t i = 1; i < d->n_atoms; i++)
			if (d->countries[i - 1] == m->country)
				xctl_bit_set(set, i);
		return;
	}
	xctl_str text = law_str(s->book, m->text);
	uint32_t low = 1, high = d->n_atoms;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (xctl_str_cmp(d->words[middle - 1], text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool words = d->type == LAW_WORDS;
	for (uint32_t i = low; i < d->n_atoms && xctl_str_starts(d->words[i - 1], text); i++) {
		xctl_str word = d->words[i - 1];
		if (words ? xctl_str_eq(word, text) : law_member_covers(s->book, m, word, word.len, d->type == LAW_HS) == LAW_YES)
			xctl_bit_set(set, i);
	}
}

static void put_atom(const law_sets *s, uint32_t test, uint32_t atom, uint64_t *set)
{
	const law_test *t = &s->book->tests[test];
	const law_domain *d = &s->domains[t->attribute];
	law_value v = { .type = d->type, .stated = true, .truth = LAW_NO };
	if (d->type == LAW_BOOL)
		v.truth = atom == 1 ? LAW_YES : LAW_NO;
	if (d->numbers) {
		v.has_low = v.has_high = true;
		v.low = v.high = d->numbers[atom - 1];
	}
	if (d->dates)
		v.date = d->dates[atom - 1];
	if (law_test_truth(s->book, test, &v, XCTL_DATE_MIN, s->known) == LAW_YES)
		xctl_bit_set(set, atom);
}

static bool make_test(law_sets *s, uint32_t test)
{
	const law_test *t = &s->book->tests[test];
	const law_domain *d = &s->domains[t->attribute];
	if (!d->cut || t->op == LAW_OP_KNOWN)
		return true;
	uint64_t *all = xctl_alloc_array(s->arena, (size_t)d->n_words * d->n_days, sizeof *all);
	uint64_t *minus = xctl_alloc_array(s->arena, d->n_words, sizeof *minus);
	if (!all || !minus)
		return false;
	for (uint32_t day = 0; day < d->n_days; day++) {
		uint64_t *set = all + (size_t)day * d->n_words;
		memset(minus, 0, d->n_words * sizeof *minus);
		for (uint32_t i = 0; t->op == LAW_OP_SET && i < t->members.n; i++) {
			const law_member *m = &s->book->members[t->members.from + i];
			if (xctl_interval_has(m->effective, d->days[day]) && xctl_interval_has(m->known, s->known))
				put_member(s, d, m, m->minus ? minus : set);
		}
		for (uint32_t atom = 1; t->op != LAW_OP_SET && atom < d->n_atoms; atom++)
			put_atom(s, test, atom, set);
		for (uint32_t w = 0; w < d->n_words; w++)
			set[w] &= ~minus[w];
	}
	s->tests[test] = all;
	return true;
}

xctl_code law_sets_open(law_sets *out, xctl_arena *arena, const law_book *book, xctl_date known, xctl_error *error)
{
	law_sets s = { .book = book, .arena = arena, .known = known };
	s.domains = XCTL_NEW_ARRAY(arena, law_domain, book->n_attributes);
	s.tests = xctl_alloc_array(arena, book->n_tests, sizeof *s.tests);
	s.first = XCTL_NEW_ARRAY(arena, uint32_t, book->n_attributes);
	s.next = XCTL_NEW_ARRAY(arena, uint32_t, book->n_heads);
	bool good = s.domains && s.tests && s.first && s.next;
	for (uint32_t i = 0; good && i < book->n_attributes; i++) {
		s.first[i] = XCTL_NONE;
		if (book->attributes[i].term < LAW_TERM_PATTERN)
			good = make_domain(&s, i);
	}
	for (uint32_t i = 0; good && i < book->n_tests; i++)
		if (book->attributes[book->tests[i].attribute].term < LAW_TERM_PATTERN)
			good = make_test(&s, i);
	for (uint32_t i = book->n_heads; good && i-- > 0;) {
		const law_head *h = &book->heads[i];
		bool derives = h->kind == LAW_HEAD_FACT || h->kind == LAW_HEAD_PATTERN;
		if (!derives || !xctl_interval_has(h->known, known))
			continue;
		s.next[i] = s.first[h->attribute];
		s.first[h->attribute] = i;
	}
	*out = s;
	return good ? XCTL_OK : xctl_fail_limit(error, "the sets of the rulebook");
}

law_given_that law_clause_given(const law_book *book, uint32_t clause)
{
	const law_clause *c = &book->clauses[clause];
	return (law_given_that){ book->literals + c->literals.from, c->literals.n, book->heads[c->head].effective };
}

bool law_atom_in(const law_sets *s, uint32_t test, uint32_t atom, xctl_date day)
{
	const law_domain *d = &s->domains[s->book->tests[test].attribute];
	uint32_t at = 0;
	while (at + 1 < d->n_days && d->days[at + 1] <= day)
		at++;
	return s->tests[test] && xctl_bit(s->tests[test] + (size_t)at * d->n_words, atom);
}

/* --- what follows from what --- */

typedef struct asking {
	const law_sets *s;
	law_given_that given;
	unsigned depth;
} asking;

static bool follows(const asking *a, law_literal l);
static bool impossible(const asking *a);

static bool derived(const law_sets *s, law_literal l)
{
	return s->book->attributes[s->book->tests[l.test].attribute].term >= LAW_TERM_PATTERN;
}

/* The stretch of a domain's days that a conjunction is looked at in. */
static bool looked_at(const law_domain *d, uint32_t day, xctl_interval when)
{
	xctl_date until = day + 1 < d->n_days ? d->days[day + 1] : XCTL_DATE_MAX;
	return d->days[day] < when.until && until > when.from;
}

/* What the literals on one attribute leave of its atoms, day by day, lies in the set of `l`. */
static bool narrowed_to(const asking *a, law_literal l)
{
	const law_sets *s = a->s;
	uint32_t attribute = s->book->tests[l.test].attribute;
	const law_domain *d = &s->domains[attribute];
	const uint64_t *wanted = s->tests[l.test];
	bool any = false;
	for (uint32_t day = 0; day < d->n_days; day++) {
		if (!looked_at(d, day, a->given.when))
			continue;
		for (uint32_t w = 0; w < d->n_words; w++) {
			uint32_t left = d->n_atoms - 64 * w;
			uint64_t all = left >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << left) - 1;
			uint64_t rest = all, goal = wanted[(size_t)day * d->n_words + w];
			for (uint32_t i = 0; i < a->given.n; i++) {
				law_literal m = a->given.at[i];
				if (s->book->tests[m.test].attribute != attribute || !s->tests[m.test])
					continue;
				uint64_t set = s->tests[m.test][(size_t)day * d->n_words + w];
				rest &= m.negated ? ~set : set;
				any = true;
			}
			if (rest & (l.negated ? goal : ~goal))
				return false;
		}
	}
	return any;
}

/* S lies in T on every day that is looked at. */
static bool within(const law_sets *s, uint32_t inner, uint32_t outer, xctl_interval when)
{
	const law_domain *d = &s->domains[s->book->tests[inner].attribute];
	const uint64_t *x = s->tests[inner], *y = s->tests[outer];
	for (uint32_t day = 0; day < d->n_days; day++)
		for (uint32_t w = 0; looked_at(d, day, when) && w < d->n_words; w++)
			if (x[(size_t)day * d->n_words + w] & ~y[(size_t)day * d->n_words + w])
				return false;
	return true;
}

/* An entry that fits every filter of `inner` fits those of `outer`. */
static bool narrower_listing(const law_book *b, const law_test *inner, const law_test *outer)
{
	return inner->op == outer->op && inner->list == outer->list
		&& (!outer->footnote || outer->footnote == inner->footnote) && (!outer->scope || outer->scope == inner->scope)
		&& (!outer->covering || inner->covering)
		&& (!outer->programme.len || xctl_str_eq(law_str(b, outer->programme), law_str(b, inner->programme)));
}

/* One stated literal says what another of the same attribute says. */
static bool stated_follows(const asking *a, law_literal m, law_literal l)
{
	const law_sets *s = a->s;
	const law_test *x = &s->book->tests[m.test], *y = &s->book->tests[l.test];
	if (m.test == l.test)
		return m.negated == l.negated;
	if (x->attribute != y->attribute)
		return false;
	if (y->op == LAW_OP_KNOWN)
		return !l.negated && !m.negated;
	if (x->op == LAW_OP_KNOWN || m.negated != l.negated)
		return false;
	if (!s->domains[x->attribute].cut)
		return m.negated ? narrower_listing(s->book, y, x) : narrower_listing(s->book, x, y);
	return m.negated ? within(s, l.test, m.test, a->given.when) : within(s, m.test, l.test, a->given.when);
}

static asking under(const asking *a, const law_literal *at, uint32_t n)
{
	return (asking){ a->s, { at, n, a->given.when }, a->depth + 1 };
}

static bool all_follow(const asking *a, uint32_t clause)
{
	const law_clause *c = &a->s->book->clauses[clause];
	for (uint32_t i = 0; i < c->literals.n; i++)
		if (!follows(a, a->s->book->literals[c->literals.from + i]))
			return false;
	return true;
}

static bool in_force_throughout(const law_head *h, xctl_interval when)
{
	return h->effective.from <= when.from && h->effective.until >= when.until;
}

/* Some block that states the fact holds whenever the conjunction does. */
static bool fact_follows(const asking *a, uint32_t attribute)
{
	const law_sets *s = a->s;
	for (uint32_t h = s->first[attribute]; h != XCTL_NONE; h = s->next[h]) {
		const law_head *head = &s->book->heads[h];
		if (head->kind == LAW_HEAD_PATTERN || !in_force_throughout(head, a->given.when))
			continue;
		asking deeper = under(a, a->given.at, a->given.n);
		for (uint32_t i = 0; i < head->clauses.n; i++)
			if (all_follow(&deeper, head->clauses.from + i))
				return true;
	}
	return false;
}

/* No block that states the fact can hold beside the conjunction. */
static bool fact_shut_out(const asking *a, uint32_t attribute)
{
	const law_sets *s = a->s;
	for (uint32_t h = s->first[attribute]; h != XCTL_NONE; h = s->next[h]) {
		const law_head *head = &s->book->heads[h];
		bool pattern = head->kind == LAW_HEAD_PATTERN;
		if (head->effective.until <= a->given.when.from || head->effective.from >= a->given.when.until)
			continue;
		for (uint32_t i = 0; i < head->clauses.n; i++) {
			const law_clause *c = &s->book->clauses[head->clauses.from + i];
			asking own = under(a, s->book->literals + c->literals.from, c->literals.n);
			bool out = impossible(&own);
			for (uint32_t k = 0; k < c->literals.n && !out && !pattern; k++) {
				law_literal l = own.given.at[k];
				asking deeper = under(a, a->given.at, a->given.n);
				out = follows(&deeper, (law_literal){ l.test, !l.negated });
			}
			if (!out)
				return false;
		}
	}
	return true;
}

/* Every party that fits the one pattern fits the other. */
static bool pattern_follows(const asking *a, uint32_t from, uint32_t to)
{
	const law_sets *s = a->s;
	uint32_t x = s->first[from], y = s->first[to];
	if (x == XCTL_NONE || y == XCTL_NONE)
		return false;
	const law_clause *c = &s->book->clauses[s->book->heads[x].clauses.from];
	asking own = under(a, s->book->literals + c->literals.from, c->literals.n);
	return all_follow(&own, s->book->heads[y].clauses.from);
}

/* A fact or pattern as a premise: what each of its blocks says. */
static bool derived_follows(const asking *a, law_literal m, law_literal l)
{
	const law_sets *s = a->s;
	uint32_t from = s->book->tests[m.test].attribute, to = s->book->tests[l.test].attribute;
	if (m.test == l.test)
		return m.negated == l.negated;
	bool pattern = s->book->attributes[from].term == LAW_TERM_PATTERN;
	if (pattern && s->book->attributes[to].term == LAW_TERM_PATTERN && m.negated == l.negated)
		return m.negated ? pattern_follows(a, to, from) : pattern_follows(a, from, to);
	if (pattern || m.negated || s->first[from] == XCTL_NONE)
		return false;
	for (uint32_t h = s->first[from]; h != XCTL_NONE; h = s->next[h])
		for (uint32_t i = 0; i < s->book->heads[h].clauses.n; i++) {
			const law_clause *c = &s->book->clauses[s->book->heads[h].clauses.from + i];
			asking own = under(a, s->book->literals + c->literals.from, c->literals.n);
			if (!follows(&own, l))
				return false;
		}
	return true;
}

static bool follows(const asking *a, law_literal l)
{
	const law_sets *s = a->s;
	uint32_t attribute = s->book->tests[l.test].attribute;
	if (a->depth > DEEPEST)
		return false;
	for (uint32_t i = 0; i < a->given.n; i++) {
		law_literal m = a->given.at[i];
		if (derived(s, m) ? derived_follows(a, m, l) : !derived(s, l) && stated_follows(a, m, l))
			return true;
	}
	if (derived(s, l)) {
		if (!l.negated)
			return s->book->attributes[attribute].term == LAW_TERM_FACT && fact_follows(a, attribute);
		return fact_shut_out(a, attribute);
	}
	const law_domain *d = &s->domains[attribute];
	return d->cut && !d->many && s->tests[l.test] && narrowed_to(a, l);
}

/* The set of a positive literal is empty on all days. */
static bool empty(const law_sets *s, law_literal l, xctl_interval when)
{
	const law_domain *d = &s->domains[s->book->tests[l.test].attribute];
	if (l.negated || derived(s, l) || !s->tests[l.test])
		return false;
	for (uint32_t day = 0; day < d->n_days; day++)
		for (uint32_t w = 0; looked_at(d, day, when) && w < d->n_words; w++)
			if (s->tests[l.test][(size_t)day * d->n_words + w])
				return false;
	return true;
}

static uint32_t contradiction(const asking *a)
{
	for (uint32_t i = 0; i < a->given.n; i++) {
		law_literal l = a->given.at[i];
		if (empty(a->s, l, a->given.when) || follows(a, (law_literal){ l.test, !l.negated }))
			return i;
	}
	return XCTL_NONE;
}

static bool impossible(const asking *a)
{
	return a->depth <= DEEPEST && contradiction(a) != XCTL_NONE;
}

bool law_follows(const law_sets *sets, law_given_that given, law_literal literal)
{
	return follows(&(asking){ sets, given, 0 }, literal);
}

bool law_clause_follows(const law_sets *sets, law_given_that given, uint32_t clause)
{
	const law_head *h = &sets->book->heads[sets->book->clauses[clause].head];
	return in_force_throughout(h, given.when) && all_follow(&(asking){ sets, given, 0 }, clause);
}

uint32_t law_contradiction(const law_sets *sets, law_given_that given)
{
	return contradiction(&(asking){ sets, given, 0 });
}

bool law_contradicts_itself(const law_sets *sets, law_given_that given)
{
	return law_contradiction(sets, given) != XCTL_NONE;
}
