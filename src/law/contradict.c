/* Conditions that cannot hold together, as far as one clause shows it: what it asks of one attribute of one object leaves
 * nothing. Sets with dates are taken at their widest where a value must lie in them and at their narrowest where it must
 * not, so that what is refused holds on no day. A condition that only says "not" is met by what nobody stated: some line
 * must ask for a value before nothing is left. */
#include <string.h>

#include "law/compiler.h"

enum { MOST = 64 }; /* literals of one attribute in one clause that are looked at */

/* What one clause says of one attribute of one object, in the order of its lines. */
typedef struct saying {
	const law_compiler *c;
	const law_lit *lit[MOST];
	uint32_t n;
	law_clash *clash;
} saying;

static const law_test *test_at(const saying *s, uint32_t i)
{
	return &s->c->tests_list.at[s->lit[i]->test];
}

static const law_member *member_at(const saying *s, const law_test *t, uint32_t i)
{
	return &s->c->members_list.at[t->members.from + i];
}

/* The later line is the one to look at. */
static bool clash(saying *s, uint32_t i, uint32_t j)
{
	*s->clash = (law_clash){ s->lit[i < j ? j : i]->place, s->lit[i < j ? i : j]->place, i == j };
	return true;
}

static bool opposite(saying *s)
{
	for (uint32_t j = 1; j < s->n; j++)
		for (uint32_t i = 0; i < j; i++)
			if (s->lit[i]->test == s->lit[j]->test && s->lit[i]->negated != s->lit[j]->negated)
				return clash(s, i, j);
	return false;
}

static bool always(const law_member *m)
{
	return m->effective.from == XCTL_DATE_MIN && m->effective.until == XCTL_DATE_MAX && m->known.from == XCTL_DATE_MIN
		&& m->known.until == XCTL_DATE_MAX;
}

/* The set at its widest, or at its narrowest. */
static void countries_of(const saying *s, const law_test *t, bool widest, uint64_t out[XCTL_COUNTRY_WORDS])
{
	memset(out, 0, XCTL_COUNTRY_WORDS * sizeof *out);
	for (uint32_t sign = 0; sign < 2; sign++)
		for (uint32_t i = 0; i < t->members.n; i++) {
			const law_member *m = member_at(s, t, i);
			if (m->minus != sign || m->country >= XCTL_COUNTRIES || (!always(m) && widest == (bool)m->minus))
				continue;
			if (m->minus)
				out[m->country / 64] &= ~(UINT64_C(1) << m->country % 64);
			else
				xctl_bit_set(out, m->country);
		}
}

static bool one_country(saying *s)
{
	uint64_t left[XCTL_COUNTRY_WORDS], these[XCTL_COUNTRY_WORDS];
	bool asked = false;
	memset(left, 0xff, sizeof left);
	for (uint32_t i = 0; i < s->n; i++) {
		bool negated = s->lit[i]->negated;
		if (test_at(s, i)->op != LAW_OP_SET || test_at(s, i)->members.n == 0) /* a table may have no such row */
			continue;
		countries_of(s, test_at(s, i), !negated, these);
		uint64_t any = 0;
		for (uint32_t w = 0; w < XCTL_COUNTRY_WORDS; w++)
			any |= left[w] &= negated ? ~these[w] : these[w];
		asked |= !negated;
		if (asked && !any)
			return i > 0 && clash(s, 0, i);
	}
	return false;
}

/* Whether the word is in the set on some day, or with `every` on every day. */
static bool has_word(const saying *s, const law_test *t, law_text word, bool every)
{
	bool in = false;
	for (uint32_t i = 0; i < t->members.n; i++) {
		const law_member *m = member_at(s, t, i);
		if (m->text.at != word.at || m->text.len != word.len)
			continue;
		if (m->minus && (every || always(m)))
			return false;
		in |= !m->minus && (!every || always(m));
	}
	return in;
}

static bool one_word(saying *s)
{
	uint32_t first = 0, last = 0;
	while (first < s->n && (s->lit[first]->negated || test_at(s, first)->op != LAW_OP_SET))
		first++;
	if (first == s->n || test_at(s, first)->members.n == 0)
		return false;
	const law_test *asked = test_at(s, first);
	for (uint32_t m = 0; m < asked->members.n; m++) {
		law_text word = member_at(s, asked, m)->text;
		uint32_t dies = 0;
		while (dies < s->n
			&& (test_at(s, dies)->op != LAW_OP_SET
				|| has_word(s, test_at(s, dies), word, s->lit[dies]->negated) != s->lit[dies]->negated))
			dies++;
		if (dies == s->n)
			return false;
		last = dies > last ? dies : last;
	}
	if (last <= first)
		last = 0;
	return first != last && clash(s, first, last);
}

/* The set holds, on every day, whatever lies under the code or is the word. */
static bool covers(const saying *s, const law_test *t, law_text text, law_type type)
{
	xctl_str word = law_interned(s->c, text);
	bool in = false;
	for (uint32_t i = 0; i < t->members.n; i++) {
		const law_member *m = member_at(s, t, i);
		if (m->minus || m->except.n)
			return false;
		if (!in && always(m))
			in = type == LAW_WORDS ? m->text.at == text.at && m->text.len == text.len
					       : law_code_under(word, word.len, law_interned(s->c, m->text), type == LAW_HS)
					 == LAW_YES;
	}
	return in;
}

/* Several values may be stated: then only what lies whole in a set that is shut out is impossible. */
static bool several(saying *s, law_type type)
{
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < s->n; j++) {
			const law_test *asked = test_at(s, i), *shut = test_at(s, j);
			if (s->lit[i]->negated || !s->lit[j]->negated || asked->op != LAW_OP_SET || shut->op != LAW_OP_SET)
				continue;
			bool inside = asked->members.n > 0;
			for (uint32_t m = 0; inside && m < asked->members.n; m++) {
				const law_member *one = member_at(s, asked, m);
				inside = one->minus || (type == LAW_COUNTRIES ? false : covers(s, shut, one->text, type));
			}
			if (inside)
				return clash(s, i, j);
		}
	return false;
}

static const law_op turned[] = { [LAW_LE] = LAW_GT, [LAW_LT] = LAW_GE, [LAW_GE] = LAW_LT, [LAW_GT] = LAW_LE };

/* What stands between two ends, each kept with the literal that set it. */
typedef struct window {
	bool has_low, has_high, above, below; /* above, below: the end itself is out */
	xctl_decimal low, high;
	uint32_t low_by, high_by;
} window;

static void narrow(window *w, law_op op, xctl_decimal number, uint32_t by)
{
	if (op == LAW_GE || op == LAW_GT || op == LAW_EQ) {
		int order = w->has_low ? xctl_decimal_cmp(number, w->low) : 1;
		if (order > 0 || (order == 0 && op == LAW_GT && !w->above)) {
			w->low = number;
			w->above = op == LAW_GT;
			w->low_by = by;
		}
		w->has_low = true;
	}
	if (op == LAW_LE || op == LAW_LT || op == LAW_EQ) {
		int order = w->has_high ? xctl_decimal_cmp(number, w->high) : -1;
		if (order < 0 || (order == 0 && op == LAW_LT && !w->below)) {
			w->high = number;
			w->below = op == LAW_LT;
			w->high_by = by;
		}
		w->has_high = true;
	}
}

static bool empty(const window *w)
{
	int order = w->has_low && w->has_high ? xctl_decimal_cmp(w->low, w->high) : -1;
	return order > 0 || (order == 0 && (w->above || w->below));
}

/* Numbers and days. `w` begins with the days of the block where the day of the act is asked for. */
static bool one_number(saying *s, window *w, bool asked)
{
	for (uint32_t i = 0; i < s->n; i++) {
		const law_test *t = test_at(s, i);
		bool negated = s->lit[i]->negated;
		if ((t->op != LAW_OP_NUMBER && t->op != LAW_OP_DATE) || (negated && t->compare == LAW_EQ))
			continue;
		law_op op = negated ? turned[t->compare] : (law_op)t->compare;
		narrow(w, op, t->op == LAW_OP_DATE ? (xctl_decimal){ t->date, 0 } : t->number, i);
		asked |= !negated;
		if (!asked || !empty(w))
			continue;
		bool block = w->low_by == XCTL_NONE || w->high_by == XCTL_NONE;
		return clash(s, block ? i : w->low_by, block ? i : w->high_by);
	}
	return false;
}

/* A grade asked for that a line shuts out from below; an entry asked for of a list on which no entry may be. */
static bool less_than_asked(saying *s)
{
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < s->n; j++) {
			const law_test *asked = test_at(s, i), *shut = test_at(s, j);
			if (s->lit[i]->negated || !s->lit[j]->negated || asked->op != shut->op)
				continue;
			if (asked->op == LAW_OP_GRADE && shut->grade <= asked->grade)
				return clash(s, i, j);
			if (asked->op == LAW_OP_LISTED && asked->list == shut->list && !shut->footnote && !shut->scope
				&& !shut->programme.len && !shut->covering)
				return clash(s, i, j);
			if (asked->op == LAW_OP_OWNED && asked->list == shut->list && !shut->covering)
				return clash(s, i, j);
		}
	return false;
}

static bool impossible(saying *s, const law_attribute *a, xctl_interval effective)
{
	bool many = a->term < LAW_TERM_PATTERN && law_term_many(a->term);
	window w = { .low_by = XCTL_NONE, .high_by = XCTL_NONE };
	switch ((law_type)a->type) {
	case LAW_COUNTRIES:
		return many ? several(s, LAW_COUNTRIES) : one_country(s);
	case LAW_WORDS:
		return many ? several(s, LAW_WORDS) : one_word(s);
	case LAW_CODES_TYPE:
	case LAW_HS:
		return several(s, (law_type)a->type);
	case LAW_NUMBER:
		return one_number(s, &w, false);
	case LAW_DATE:
		if (!xctl_str_is(law_interned(s->c, a->path), "date"))
			return one_number(s, &w, false);
		w.has_low = w.has_high = w.below = true; /* the day of the act is always stated */
		w.low = (xctl_decimal){ effective.from, 0 };
		w.high = (xctl_decimal){ effective.until, 0 };
		return one_number(s, &w, true);
	case LAW_GRADE:
	case LAW_LISTINGS:
	case LAW_OWNERSHIP:
		return less_than_asked(s);
	case LAW_BOOL:
		break;
	}
	return false;
}

bool law_contradict(const law_compiler *c, const law_lit *lits, uint32_t n, xctl_interval effective, law_clash *out)
{
	for (uint32_t i = 0; i < n; i++) {
		uint32_t attribute = c->tests_list.at[lits[i].test].attribute;
		saying s = { .c = c, .clash = out };
		bool first = true;
		for (uint32_t j = 0; j < n && s.n < MOST && first; j++) {
			if (lits[j].variable != lits[i].variable || c->tests_list.at[lits[j].test].attribute != attribute)
				continue;
			first = j >= i;
			s.lit[s.n++] = &lits[j];
		}
		if (first && (opposite(&s) || impossible(&s, &c->attributes_list.at[attribute], effective)))
			return true;
	}
	return false;
}

xctl_code law_contradicts(law_compiler *c, const law_block *block, const law_clash *clash)
{
	xctl_str name = law_block_name(block);
	if (clash->alone)
		return law_wrong(c, clash->later, "mend the day, or the block's \"effective\" and \"until\"",
			"\"%.*s\" contradicts itself: it is not in force on the days that this line asks for", XCTL_FMT(name));
	return law_wrong(c, clash->later, "take one of the two out, or make them alternatives with \"any\" and \"or\"",
		"\"%.*s\" contradicts itself: this line and line %u cannot both hold", XCTL_FMT(name), clash->earlier.line);
}
