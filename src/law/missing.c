/* Which facts are missing, and where each of their values leads: blame goes from the clauses that only may hold back
 * through facts to what the transfer does not state; each value is then set alone and the bounds taken again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/decide.h"

enum { MOST_MISSING = 24, MOST_VALUES = 16, MOST_CHOICES = 1024, MOST_TOLD = 6 };

typedef struct suspect {
	uint32_t attribute, party;
} suspect;

typedef struct tracing {
	const law_evaluation *e;
	const law_question *q;
	xctl_arena *arena;
	xctl_error *error;
	suspect suspects[MOST_MISSING];
	uint32_t n_suspects;
	uint64_t *seen; /* (party + 1) * n_attributes + attribute */
} tracing;

static void trace_clause(tracing *t, uint32_t clause, uint32_t party, unsigned depth);

static void trace_derived(tracing *t, uint32_t attribute, uint32_t party, unsigned depth)
{
	const law_book *b = t->e->book;
	const law_attribute *a = &b->attributes[attribute];
	if (a->sheet == XCTL_NONE)
		return;
	for (uint32_t h = 0; h < b->n_heads; h++) {
		const law_head *head = &b->heads[h];
		if (head->attribute != attribute || (head->kind != LAW_HEAD_FACT && head->kind != LAW_HEAD_PATTERN))
			continue;
		bool of_party = b->sheets[head->sheet].object == LAW_OF_PARTY;
		uint32_t first = party, last = party;
		if (of_party && a->object != LAW_OF_PARTY) {
			first = 0;
			last = t->e->frame->n_parties - 1;
			if (t->e->frame->n_parties == 0)
				continue;
		}
		for (uint32_t p = first; of_party ? p <= last : p == first; p++) {
			const uint64_t *may = of_party ? t->e->party_may + (size_t)p * t->e->n_words : t->e->may;
			const uint64_t *must = of_party ? t->e->party_must + (size_t)p * t->e->n_words : t->e->must;
			for (uint32_t i = 0; i < head->clauses.n; i++)
				if (xctl_bit(may, head->clauses.from + i) && !xctl_bit(must, head->clauses.from + i))
					trace_clause(t, head->clauses.from + i, of_party ? p : XCTL_NONE, depth + 1);
			if (!of_party)
				break;
		}
	}
}

static void trace_clause(tracing *t, uint32_t clause, uint32_t party, unsigned depth)
{
	const law_book *b = t->e->book;
	if (depth > 32)
		return;
	for (uint32_t i = 0; i < b->clauses[clause].literals.n; i++) {
		const law_literal *l = &b->literals[b->clauses[clause].literals.from + i];
		if (law_literal_truth(t->e, l, party, t->arena) != LAW_MAYBE)
			continue;
		uint32_t attribute = b->tests[l->test].attribute;
		const law_attribute *a = &b->attributes[attribute];
		uint32_t whose = a->object == LAW_OF_PARTY ? party : XCTL_NONE;
		size_t bit = (size_t)(whose + 1) * b->n_attributes + attribute;
		if (xctl_bit(t->seen, (uint32_t)bit))
			continue;
		xctl_bit_set(t->seen, (uint32_t)bit);
		if (a->term >= LAW_TERM_PATTERN)
			trace_derived(t, attribute, whose, depth);
		else if (t->n_suspects < MOST_MISSING)
			t->suspects[t->n_suspects++] = (suspect){ attribute, whose };
	}
}

static void trace_head(tracing *t, uint32_t head)
{
	const law_head *h = &t->e->book->heads[head];
	for (uint32_t i = 0; i < h->clauses.n; i++) {
		uint32_t clause = h->clauses.from + i;
		if (xctl_bit(t->e->may, clause) && !xctl_bit(t->e->must, clause))
			trace_clause(t, clause, XCTL_NONE, 0);
	}
}

static void trace_all(tracing *t, const law_item_answer *answer)
{
	for (uint32_t i = 0; i < answer->n_grounds; i++)
		if (answer->grounds[i].truth == LAW_MAYBE && answer->grounds[i].overcome != LAW_YES)
			trace_head(t, answer->grounds[i].head);
	for (uint32_t i = 0; i < answer->n_exceptions; i++) {
		const law_exception *x = &answer->exceptions[i];
		if (x->status != LAW_UNKNOWN)
			continue;
		trace_head(t, x->head);
		if (t->e->book->heads[x->head].other != XCTL_NONE)
			trace_head(t, t->e->book->heads[x->head].other);
	}
}

/* --- the values a fact could take --- */

typedef struct choice {
	xctl_str label;
	law_value value;
} choice;

typedef struct choices {
	xctl_arena *arena;
	choice *at;
	uint32_t count, room;
	bool complete; /* there is no other value */
	bool cut;      /* there were too many to try */
	bool no_room;
} choices;

static void choose(choices *c, xctl_str label, law_value value)
{
	if (c->count == MOST_CHOICES) {
		c->cut = true;
		return;
	}
	choice *slot = label.at ? XCTL_PUSH(c->arena, c) : NULL;
	if (slot)
		*slot = (choice){ label, value };
	else
		c->no_room = true;
}

static law_value stated(const law_value *like)
{
	return (law_value){ .type = like->type, .stated = true, .truth = LAW_NO };
}

static void choose_yes_no(choices *c, const law_value *like)
{
	law_value v = stated(like);
	v.truth = LAW_YES;
	choose(c, XCTL_STR("yes"), v);
	v.truth = LAW_NO;
	choose(c, XCTL_STR("no"), v);
	c->complete = true;
}

static int by_decimal(const void *a, const void *b)
{
	return xctl_decimal_cmp(*(const xctl_decimal *)a, *(const xctl_decimal *)b);
}

static xctl_str number_text(xctl_arena *arena, const char *before, xctl_decimal d)
{
	char text[24];
	xctl_decimal_print(d, text);
	return xctl_str_print(arena, "%s%s", before, text);
}

/* Regions between the thresholds the rules compare with: at, below and above each. */
static void choose_numbers(choices *c, const tracing *t, const law_attribute *a, const law_value *like)
{
	xctl_decimal at[MOST_VALUES];
	uint32_t n = 0;
	for (uint32_t i = 0; i < a->tests.n; i++) {
		const law_test *test = &t->e->book->tests[t->e->book->links[a->tests.from + i]];
		if (test->op != LAW_OP_NUMBER)
			continue;
		if (n < MOST_VALUES)
			at[n++] = test->number;
		else
			c->cut = true;
	}
	if (n == 0)
		return;
	qsort(at, n, sizeof *at, by_decimal);
	law_value v = stated(like);
	v.has_low = v.has_high = true;
	for (uint32_t i = 0; i < n; i++) {
		if (i && xctl_decimal_cmp(at[i], at[i - 1]) == 0)
			continue;
		v.low = v.high = at[i];
		if (c->count == 0) {
			v.low = v.high = (xctl_decimal){ at[i].coefficient - 1, at[i].scale };
			if (at[i].coefficient > 0)
				choose(c, number_text(t->arena, "<", at[i]), v);
			v.low = v.high = at[i];
		}
		choose(c, number_text(t->arena, "=", at[i]), v);
		xctl_decimal above = { 0 };
		if (xctl_decimal_add(at[i], (xctl_decimal){ 1, 6 }, &above)) {
			v.low = v.high = above;
			choose(c, number_text(t->arena, ">", at[i]), v);
		}
	}
	c->complete = true;
}

static void choose_grades(choices *c, const law_value *like)
{
	static const char *const words[] = { "none", "reason-to-know", "suspected", "aware" };
	for (int i = 0; i < 4; i++) {
		law_value v = stated(like);
		v.has_low = v.has_high = true;
		v.low = v.high = (xctl_decimal){ i, 0 };
		choose(c, xctl_str_of(words[i]), v);
	}
	c->complete = true;
}

/* The words rules ask for, and any other. */
static void choose_words(choices *c, const tracing *t, const law_attribute *a, const law_value *like)
{
	const law_book *b = t->e->book;
	law_value v = stated(like);
	choose(c, XCTL_STR("none of these"), v);
	for (uint32_t i = 0; i < a->tests.n; i++) {
		const law_test *test = &b->tests[b->links[a->tests.from + i]];
		for (uint32_t m = 0; test->op == LAW_OP_SET && m < test->members.n; m++) {
			xctl_str word = law_str(b, b->members[test->members.from + m].text);
			bool seen = false;
			for (uint32_t k = 0; k < c->count; k++)
				seen |= xctl_str_eq(c->at[k].label, word);
			if (seen)
				continue;
			xctl_str *kept = XCTL_NEW(t->arena, xctl_str);
			if (!kept) {
				c->no_room = true;
				return;
			}
			*kept = word;
			v.words = kept;
			v.n = 1;
			choose(c, word, v);
		}
	}
	c->complete = like->n == 0;
}

/* Countries fall into classes that no test tells apart; one stands for each. */
static void choose_countries(choices *c, const tracing *t, const law_attribute *a, const law_value *like)
{
	const law_book *b = t->e->book;
	enum { MOST_TESTS = 64 };
	uint32_t n_tests = a->tests.n < MOST_TESTS ? a->tests.n : MOST_TESTS;
	uint64_t classes[MOST_VALUES];
	uint32_t counts[MOST_VALUES] = { 0 }, n = 0;
	c->complete = a->tests.n <= MOST_TESTS;
	for (uint32_t i = 0; i < b->n_countries; i++) {
		xctl_country *country = XCTL_NEW(t->arena, xctl_country);
		if (!country) {
			c->no_room = true;
			return;
		}
		*country = (xctl_country)b->countries[i].country;
		law_value v = stated(like);
		v.countries = country;
		v.n = 1;
		uint64_t vector = 0;
		const uint8_t *truths = law_truths_of(t->e, (uint32_t)(a - b->attributes), &v);
		if (!truths) {
			c->no_room = true;
			return;
		}
		for (uint32_t k = 0; k < n_tests; k++)
			vector |= (uint64_t)(truths[k] == LAW_YES) << k;
		uint32_t k = 0;
		while (k < n && classes[k] != vector)
			k++;
		char code[3];
		xctl_country_print(*country, code);
		if (k == n && n == MOST_VALUES) {
			c->cut = true;
			continue;
		}
		if (k == n) {
			classes[n++] = vector;
			choose(c, xctl_str_print(t->arena, "%s", code), v);
		} else if (counts[k] < 3) {
			c->at[k].label = xctl_str_print(t->arena, "%.*s, %s", XCTL_FMT(c->at[k].label), code);
		} else if (counts[k] == 3) {
			c->at[k].label = xctl_str_print(t->arena, "%.*s, …", XCTL_FMT(c->at[k].label));
		}
		counts[k]++;
	}
}

/* A code whose last paragraphs are not stated: every live one below it. */
static void choose_paragraphs(choices *c, const tracing *t, const law_attribute *a, const law_value *like)
{
	const law_book *b = t->e->book;
	xctl_str system = law_str(b, a->parameter);
	law_span span = { 0 };
	for (uint32_t i = 0; i < b->n_systems; i++)
		if (xctl_str_eq(law_str(b, b->systems[i].system), system))
			span = b->systems[i].codes;
	xctl_str bare = like->words[0];
	size_t known = like->known_len ? like->known_len[0] : bare.len;
	for (uint32_t i = 0; i < span.n; i++) {
		const law_code *code = &b->codes[span.from + i];
		xctl_str text = law_str(b, code->code);
		bool leaf = code->flags & LAW_CODE_LEAF && !(code->flags & LAW_CODE_RESERVED);
		if (!leaf || text.len <= known || law_code_under(text, text.len, (xctl_str){ bare.at, known }, false) != LAW_YES)
			continue;
		xctl_str *word = XCTL_NEW(t->arena, xctl_str);
		if (!word) {
			c->no_room = true;
			return;
		}
		*word = text;
		law_value v = stated(like);
		v.words = word;
		v.n = 1;
		choose(c, text, v);
	}
	/* Of an entry whose paragraphs are not all in the tables there may be more. */
	size_t sure;
	xctl_str below = xctl_str_print(t->arena, "%.*s.?", (int)known, bare.at);
	c->no_room |= !below.at;
	c->complete = c->count > 0 && below.at && law_code_look(b, system, below, &sure, NULL) == LAW_CODE_MISSING;
}

/* Codes nobody stated: for each set the rules ask about, one code in it; and none. */
static void choose_codes(choices *c, const tracing *t, const law_attribute *a, const law_value *like)
{
	const law_book *b = t->e->book;
	law_value v = stated(like);
	choose(c, XCTL_STR("none"), v);
	for (uint32_t i = 0; i < a->tests.n && c->count < MOST_VALUES; i++) {
		const law_test *test = &b->tests[b->links[a->tests.from + i]];
		if (test->op != LAW_OP_SET || test->members.n == 0)
			continue;
		xctl_str *word = XCTL_NEW(t->arena, xctl_str);
		if (!word) {
			c->no_room = true;
			return;
		}
		*word = law_str(b, b->members[test->members.from].text);
		v.words = word;
		v.n = 1;
		xctl_str label = law_str(b, test->label); /* "in the Control List" */
		choose(c, xctl_str_starts(label, XCTL_STR("in ")) ? (xctl_str){ label.at + 3, label.len - 3 } : label, v);
	}
}

static void choose_for(choices *c, const tracing *t, uint32_t attribute, const law_value *like)
{
	const law_attribute *a = &t->e->book->attributes[attribute];
	switch ((law_type)a->type) {
	case LAW_BOOL:
		choose_yes_no(c, like);
		break;
	case LAW_NUMBER:
		choose_numbers(c, t, a, like);
		break;
	case LAW_GRADE:
		choose_grades(c, like);
		break;
	case LAW_WORDS:
		choose_words(c, t, a, like);
		break;
	case LAW_COUNTRIES:
		choose_countries(c, t, a, like);
		break;
	case LAW_CODES_TYPE:
	case LAW_HS:
		if (like->n == 1 && a->type == LAW_CODES_TYPE)
			choose_paragraphs(c, t, a, like);
		else if (like->n == 0)
			choose_codes(c, t, a, like);
		break;
	case LAW_DATE:
	case LAW_LISTINGS:
	case LAW_OWNERSHIP:
		break;
	}
}

typedef struct telling {
	xctl_buf text;
	uint32_t n;
} telling;

static void tell(telling *to, xctl_str title)
{
	enum { MOST_ROUTES = 4 };
	if (to->n++ < MOST_ROUTES)
		xctl_buf_printf(&to->text, "%s%.*s", to->n > 1 ? ", " : "", XCTL_FMT(title));
}

static void put_told(xctl_buf *out, const char *what, telling *from)
{
	enum { MOST_ROUTES = 4 };
	if (from->n)
		xctl_buf_printf(out, "%s%s: %.*s", out->len ? "; " : "", what, XCTL_FMT(xctl_buf_view(&from->text)));
	if (from->n > MOST_ROUTES)
		xctl_buf_printf(out, " and %u more", from->n - MOST_ROUTES);
	xctl_buf_drop(&from->text);
}

/* Which routes a value closes and which it leaves open, by the titles of the facts; and which grounds it rules out. */
static xctl_str routes(const tracing *t, const law_evaluation *after)
{
	const law_book *b = t->e->book;
	telling closed = { 0 }, open = { 0 }, holds = { 0 };
	for (uint32_t i = 0; i < b->n_attributes; i++) {
		const law_attribute *a = &b->attributes[i];
		/* Only what this regime's open grounds led to: other governments' routes say nothing here. */
		if (a->term != LAW_TERM_FACT || a->object == LAW_OF_PARTY || !a->title.len || law_fact_truth(t->e, i) != LAW_MAYBE
			|| !xctl_bit(t->seen, i))
			continue;
		law_truth then = law_fact_truth(after, i);
		tell(then == LAW_NO ? &closed : then == LAW_YES ? &holds : &open, law_str(b, a->title));
	}
	telling out_of_it = { 0 };
	const law_sheet *last = &b->sheets[b->n_sheets - 1];
	for (uint32_t h = last->heads.from; h < last->heads.from + last->heads.n; h++) {
		const law_head *head = &b->heads[h];
		if (head->kind != LAW_HEAD_GROUND || head->regime != t->q->regime || law_head_truth(t->e, h) != LAW_MAYBE
			|| law_head_truth(after, h) != LAW_NO)
			continue;
		xctl_str cites = law_str(b, head->cites);
		tell(&out_of_it, xctl_str_cut(&cites, ';'));
	}
	xctl_buf out = { 0 };
	put_told(&out, "holds", &holds);
	put_told(&out, "closes", &closed);
	put_told(&out, "rules out", &out_of_it);
	put_told(&out, "still open", &open);
	xctl_str text = out.failed ? (xctl_str){ 0 } : xctl_str_copy(t->arena, xctl_buf_view(&out));
	xctl_buf_drop(&out);
	return text;
}

/* "<=25" for "<25" and "=25", ">25, <50" for what lies above 25 where 50 is the next threshold: the first of the regions
 * says where it begins, the last where it ends. */
static xctl_str region(xctl_str first, xctl_str last, xctl_str next, xctl_arena *arena)
{
	char sign = first.at[0], end = last.at[0];
	xctl_str low = { first.at + 1, first.len - 1 }, high = { last.at + 1, last.len - 1 };
	if (sign == '=' && end == '=' && xctl_str_eq(low, high))
		return first;
	if (end == '>')
		high = next.len ? (xctl_str){ next.at + 1, next.len - 1 } : (xctl_str){ 0 };
	const char *from = sign == '<' ? "" : sign == '=' ? ">=" : ">", *to = !high.len ? "" : end == '=' ? "<=" : "<";
	bool nought = sign == '=' && xctl_str_is(low, "0"); /* nothing stated here can be less */
	if (sign == '<' || nought)
		low = (xctl_str){ 0 };
	if (nought)
		from = "";
	if (!low.len && !high.len)
		return XCTL_STR("any");
	return xctl_str_print(arena, "%s%.*s%s%s%.*s", from, XCTL_FMT(low), low.len && high.len ? ", " : "", to, XCTL_FMT(high));
}

/* Neighbouring values that lead to the same place are told as one. */
static bool merge(law_missing *m, law_outcome *at, const law_attribute *a, xctl_arena *arena)
{
	uint32_t kept = 0, told = 1;
	xctl_str first = { 0 };
	for (uint32_t i = 0; i < m->n_outcomes; i++) {
		law_outcome *last = kept ? &at[kept - 1] : NULL;
		bool same = last && last->at_least == at[i].at_least && last->at_most == at[i].at_most
			&& xctl_str_eq(last->says, at[i].says);
		xctl_str value = at[i].value, next = i + 1 < m->n_outcomes ? at[i + 1].value : (xctl_str){ 0 };
		if (!same) {
			first = value;
			at[kept++] = at[i];
			last = &at[kept - 1];
			told = 1;
		}
		if (a->type == LAW_NUMBER) {
			last->value = region(first, value, next, arena);
		} else if (!same) {
			continue;
		} else if (told++ < MOST_TOLD) {
			last->value = xctl_str_print(arena, "%.*s, %.*s", XCTL_FMT(last->value), XCTL_FMT(at[i].value));
		} else if (told == MOST_TOLD + 1) {
			last->value = xctl_str_print(arena, "%.*s, …", XCTL_FMT(last->value));
		}
		if (!last->value.at)
			return false;
	}
	m->n_outcomes = kept;
	m->outcomes = at;
	return true;
}

static xctl_code ask(tracing *t, const suspect *s, law_missing *out)
{
	const law_book *b = t->e->book;
	const law_attribute *a = &b->attributes[s->attribute];
	law_value like = law_value_of(t->e, s->attribute, s->party, t->arena);
	choices all = { .arena = t->arena }, *c = &all;
	choose_for(c, t, s->attribute, &like);
	law_outcome *outcomes = c->no_room ? NULL : XCTL_NEW_ARRAY(t->arena, law_outcome, c->count);
	if (!outcomes)
		return xctl_fail_limit(t->error, "the answer");
	/* One value of several that may be stated together, or of one unnamed party of several, is not all there can be. */
	bool several = (law_term_many(a->term) && like.open)
		|| (s->party != XCTL_NONE && t->e->frame->parties[s->party].stranger);
	for (uint32_t i = 0; i < c->count; i++) {
		law_override o = { s->attribute, s->party, c->at[i].value };
		law_evaluation after;
		xctl_code code = law_evaluate_again(&after, t->e, &o, 1, t->arena, t->error);
		if (code == XCTL_OK)
			code = law_bounds(&outcomes[i].at_least, &outcomes[i].at_most, &after, t->q->regime, t->q->authorised,
				t->arena, t->error);
		if (code != XCTL_OK)
			return code;
		outcomes[i].value = c->at[i].label;
		if (outcomes[i].at_least != outcomes[i].at_most && !(outcomes[i].says = routes(t, &after)).at)
			return xctl_fail_limit(t->error, "the answer");
	}
	*out = (law_missing){ .attribute = s->attribute, .party = s->party, .item = t->e->frame->item_index,
		.fact = law_pointer(b, s->attribute, t->e->frame, s->party, t->arena),
		.asks = a->asks.len ? law_str(b, a->asks) : xctl_str_of(law_term_at(a->term)->asks), .complete = c->complete && !c->cut && !several, .n_outcomes = c->count };
	if (a->type == LAW_CODES_TYPE && like.n == 1)
		out->asks = XCTL_STR("Which sub-paragraph is it?");
	if (a->type == LAW_LISTINGS && like.party && !like.party->unscreened && !like.party->stranger)
		out->asks = XCTL_STR("Is this party the listed one that its name resembles?");
	return out->fact.at && merge(out, outcomes, a, t->arena) ? XCTL_OK : xctl_fail_limit(t->error, "the answer");
}

/* Facts that all values leave where they are do not decide; what every value must lead to bounds the answer. */
static void tighten(law_item_answer *answer, const law_missing *m)
{
	law_verdict least = LAW_PROHIBITED, most = LAW_NOT_SUBJECT;
	for (uint32_t i = 0; i < m->n_outcomes; i++) {
		if (m->outcomes[i].at_least < least)
			least = m->outcomes[i].at_least;
		if (m->outcomes[i].at_most > most)
			most = m->outcomes[i].at_most;
	}
	if (m->complete && m->n_outcomes) {
		if (least > answer->at_least)
			answer->at_least = least;
		if (most < answer->at_most && most >= answer->at_least)
			answer->at_most = most;
	}
}

/* What an item is comes first, then facts of which one value settles the answer, then the others. */
static int rank(const law_book *book, const law_missing *m)
{
	if (xctl_str_starts(law_str(book, book->attributes[m->attribute].path), XCTL_STR("item.codes.")))
		return 0;
	for (uint32_t i = 0; i < m->n_outcomes; i++)
		if (m->outcomes[i].at_least == m->outcomes[i].at_most)
			return 1;
	return 2;
}

/* The order is otherwise kept. */
static void most_telling_first(const law_book *book, law_missing *missing, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
		for (uint32_t k = i; k > 0 && rank(book, &missing[k]) < rank(book, &missing[k - 1]); k--) {
			law_missing other = missing[k];
			missing[k] = missing[k - 1];
			missing[k - 1] = other;
		}
}

xctl_code law_find_missing(law_item_answer *answer, const law_question *q, xctl_arena *arena, xctl_error *error)
{
	tracing t = { .e = q->evaluation, .q = q, .arena = arena, .error = error };
	size_t bits = (size_t)(q->evaluation->frame->n_parties + 1) * q->evaluation->book->n_attributes;
	t.seen = XCTL_NEW_ARRAY(arena, uint64_t, XCTL_WORDS(bits));
	if (!t.seen)
		return xctl_fail_limit(error, "the answer");
	trace_all(&t, answer);
	law_missing *missing = XCTL_NEW_ARRAY(arena, law_missing, t.n_suspects);
	if (!missing)
		return xctl_fail_limit(error, "the answer");
	for (uint32_t i = 0; i < t.n_suspects; i++) {
		xctl_code code = ask(&t, &t.suspects[i], &missing[answer->n_missing]);
		if (code != XCTL_OK)
			return code;
		tighten(answer, &missing[answer->n_missing]);
		answer->n_missing++;
	}
	most_telling_first(t.e->book, missing, answer->n_missing);
	answer->missing = missing;
	return XCTL_OK;
}
