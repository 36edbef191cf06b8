#include "law/value.h"

#include <string.h>

/* The pattern covers the code, or may once the code's unknown tail is known. */
law_truth law_code_under(xctl_str code, size_t known_len, xctl_str pattern, bool hs)
{
	if (xctl_str_starts(code, pattern)) {
		char next = code.len > pattern.len ? code.at[pattern.len] : '\0';
		if (next == '\0' || hs || next == '.' || next == '(')
			return LAW_YES;
	}
	xctl_str sure = { code.at, known_len };
	if (!xctl_str_starts(pattern, sure) || pattern.len <= sure.len)
		return LAW_NO;
	char next = pattern.at[sure.len];
	return hs || next == '.' || next == '(' ? LAW_MAYBE : LAW_NO;
}

law_truth law_member_covers(const law_book *book, const law_member *m, xctl_str code, size_t known_len, bool hs)
{
	law_truth in = law_code_under(code, known_len, law_str(book, m->text), hs);
	for (uint32_t i = 0; in != LAW_NO && i < m->except.n; i++)
		in = law_and(in, law_not(law_code_under(code, known_len,
					 law_str(book, book->texts[m->except.from + i]), hs)));
	return in;
}

static law_truth member_has(const law_book *book, const law_member *m, const law_value *v, uint32_t i)
{
	switch (v->type) {
	case LAW_COUNTRIES:
		return m->country == v->countries[i] ? LAW_YES : LAW_NO;
	case LAW_CODES_TYPE:
	case LAW_HS:
		return law_member_covers(book, m, v->words[i], v->known_len ? v->known_len[i] : v->words[i].len, v->type == LAW_HS);
	default:
		return xctl_str_eq(law_str(book, m->text), v->words[i]) ? LAW_YES : LAW_NO;
	}
}

/* Some value of the attribute is in the set. */
static law_truth set_truth(const law_book *book, const law_test *test, const law_value *v, xctl_date date, xctl_date known)
{
	law_truth any = v->open ? LAW_MAYBE : LAW_NO;
	for (uint32_t i = 0; i < v->n && any != LAW_YES; i++) {
		law_truth plus = LAW_NO, minus = LAW_NO;
		for (uint32_t j = 0; j < test->members.n; j++) {
			const law_member *m = &book->members[test->members.from + j];
			if (!xctl_interval_has(m->effective, date) || !xctl_interval_has(m->known, known))
				continue;
			law_truth has = member_has(book, m, v, i);
			if (m->minus)
				minus = law_or(minus, has);
			else
				plus = law_or(plus, has);
		}
		any = law_or(any, law_and(plus, law_not(minus)));
	}
	return any;
}

/* Where [low, high] lies against the constant; an open end may lie anywhere. */
static law_truth number_truth(const law_value *v, law_op op, xctl_decimal c)
{
	if (v->open && !v->has_low && !v->has_high)
		return LAW_MAYBE;
	if (!v->has_low && !v->has_high)
		return LAW_NO;
	int low = v->has_low ? xctl_decimal_cmp(v->low, c) : -1;
	int high = v->has_high ? xctl_decimal_cmp(v->high, c) : 1;
	bool all, some;
	switch (op) {
	case LAW_LE:
		all = high <= 0;
		some = low <= 0;
		break;
	case LAW_LT:
		all = high < 0;
		some = low < 0;
		break;
	case LAW_GE:
		all = low >= 0;
		some = high >= 0;
		break;
	case LAW_GT:
		all = low > 0;
		some = high > 0;
		break;
	default:
		all = low == 0 && high == 0;
		some = low <= 0 && high >= 0;
		break;
	}
	return all ? LAW_YES : some ? LAW_MAYBE : LAW_NO;
}

static law_truth date_truth(const law_value *v, law_op op, xctl_date c)
{
	if (!v->stated)
		return v->open ? LAW_MAYBE : LAW_NO;
	if (v->assumed)
		return LAW_NO;
	bool holds = op == LAW_LE ? v->date <= c
		: op == LAW_LT	  ? v->date < c
		: op == LAW_GE	  ? v->date >= c
		: op == LAW_GT	  ? v->date > c
				  : v->date == c;
	return holds ? LAW_YES : LAW_NO;
}

static bool programme_fits(const law_book *book, const law_test *test, const law_listing *l)
{
	xctl_str wanted = law_str(book, test->programme);
	for (uint32_t i = 0; i < l->n_programmes; i++)
		if (xctl_str_eq(l->programmes[i], wanted))
			return true;
	return wanted.len == 0;
}

/* One and the same entry fits every filter. */
static law_truth listed_truth(const law_book *book, const law_test *test, const law_party *party, xctl_date date,
	xctl_date known)
{
	law_truth any = party->unscreened || party->stranger ? LAW_MAYBE : LAW_NO;
	for (uint32_t i = 0; i < party->n_listings; i++) {
		const law_listing *l = &party->listings[i];
		if (l->list != test->list || !xctl_interval_has(l->effective, date) || !xctl_interval_has(l->known, known))
			continue;
		if (test->footnote && !(l->footnotes & (1u << test->footnote)))
			continue;
		if (test->scope && l->scope != test->scope)
			continue;
		if (!programme_fits(book, test, l))
			continue;
		any = law_or(any, test->covering ? law_and(l->certain, l->covering) : l->certain);
	}
	return any;
}

static law_truth owned_truth(const law_test *test, const law_party *party)
{
	law_truth any = party->owners_unknown || party->stranger ? LAW_MAYBE : LAW_NO;
	for (uint32_t i = 0; i < party->n_ownings; i++) {
		const law_owning *o = &party->ownings[i];
		if (o->family != test->list)
			continue;
		law_truth holds = test->op == LAW_OP_RED_FLAG ? o->red_flag
			: test->covering		      ? law_and(o->reach, o->covering)
							      : o->reach;
		any = law_or(any, holds);
	}
	return any;
}

law_truth law_test_truth(const law_book *book, uint32_t test, const law_value *v, xctl_date date, xctl_date known)
{
	const law_test *t = &book->tests[test];
	switch ((law_test_op)t->op) {
	case LAW_OP_TRUE:
		return v->truth;
	case LAW_OP_SET:
		return set_truth(book, t, v, date, known);
	case LAW_OP_NUMBER:
		return number_truth(v, (law_op)t->compare, t->number);
	case LAW_OP_GRADE:
		return number_truth(v, LAW_GE, (xctl_decimal){ t->grade, 0 });
	case LAW_OP_DATE:
		return date_truth(v, (law_op)t->compare, t->date);
	case LAW_OP_KNOWN:
		return v->stated && !v->assumed ? LAW_YES : LAW_NO;
	case LAW_OP_LISTED:
		return v->party ? listed_truth(book, t, v->party, date, known) : LAW_MAYBE;
	case LAW_OP_OWNED:
	case LAW_OP_RED_FLAG:
		return v->party ? owned_truth(t, v->party) : LAW_MAYBE;
	}
	return LAW_MAYBE;
}

static void key_listings(xctl_buf *out, const law_party *p, xctl_date date, xctl_date known)
{
	xctl_buf_char(out, (char)('0' + (p->unscreened || p->stranger)));
	for (uint32_t i = 0; i < p->n_listings; i++) {
		const law_listing *l = &p->listings[i];
		if (!xctl_interval_has(l->effective, date) || !xctl_interval_has(l->known, known))
			continue;
		uint32_t head[] = { l->list, (uint32_t)l->certain, (uint32_t)l->covering, l->footnotes, l->scope,
			l->n_programmes };
		xctl_buf_put(out, head, sizeof head);
		for (uint32_t j = 0; j < l->n_programmes; j++) {
			xctl_buf_str(out, l->programmes[j]);
			xctl_buf_char(out, '\0');
		}
	}
}

static void key_ownings(xctl_buf *out, const law_party *p)
{
	xctl_buf_char(out, (char)('0' + (p->owners_unknown || p->stranger)));
	for (uint32_t i = 0; i < p->n_ownings; i++) {
		uint32_t one[] = { p->ownings[i].family, (uint32_t)p->ownings[i].reach, (uint32_t)p->ownings[i].covering,
			(uint32_t)p->ownings[i].red_flag };
		xctl_buf_put(out, one, sizeof one);
	}
}

void law_value_key(xctl_buf *out, const law_value *v, xctl_date date, xctl_date known)
{
	char head[] = { (char)v->type, (char)(v->open ? 'o' : 'c'), (char)(v->stated ? 's' : 'u'),
		(char)(v->assumed ? 'a' : '-'), (char)('0' + (int)v->truth) };
	xctl_buf_put(out, head, sizeof head);
	if (v->party && v->type == LAW_LISTINGS)
		key_listings(out, v->party, date, known);
	if (v->party && v->type == LAW_OWNERSHIP)
		key_ownings(out, v->party);
	if (v->countries)
		xctl_buf_put(out, v->countries, v->n * sizeof *v->countries);
	for (uint32_t i = 0; v->words && i < v->n; i++) {
		uint32_t sure = (uint32_t)(v->known_len ? v->known_len[i] : v->words[i].len);
		xctl_buf_put(out, &sure, sizeof sure);
		xctl_buf_str(out, v->words[i]);
		xctl_buf_char(out, '\0');
	}
	if (v->type == LAW_NUMBER || v->type == LAW_GRADE) {
		int64_t bounds[] = { v->has_low, v->has_high, v->low.coefficient, v->low.scale, v->high.coefficient,
			v->high.scale };
		xctl_buf_put(out, bounds, sizeof bounds);
	}
	if (v->type == LAW_DATE)
		xctl_buf_put(out, &v->date, sizeof v->date);
}
