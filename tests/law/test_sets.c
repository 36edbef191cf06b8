/* What sets.h says follows does follow: on random transfers, where the premises hold for sure, what was said to follow
 * from them is never false; and what is said to be impossible never holds. */
#include "chance.h"
#include "law/sets.h"

enum { TRANSFERS = 400, PARTIES = 8, DRAWN = 3000 };

typedef struct claim {
	law_literal from, to;
} claim;

typedef struct claims {
	lawful l;
	law_sets sets;
	xctl_date today;
	XCTL_LIST(claim) pairs;   /* one literal from another, on all days */
	XCTL_LIST(claim) clauses; /* clause `to.test` from clause `from.test` */
	uint32_t *of_transfer, n_of_transfer; /* tests */
} claims;

static bool of_transfer(const law_book *b, uint32_t test)
{
	const law_attribute *a = &b->attributes[b->tests[test].attribute];
	return a->object == LAW_OF_TRANSFER;
}

static void claim_pairs(claims *c)
{
	for (uint32_t i = 0; i < c->n_of_transfer; i++)
		for (uint32_t k = 0; k < c->n_of_transfer; k++)
			for (uint32_t signs = 0; signs < 4; signs++) {
				law_literal from = { c->of_transfer[i], signs & 1 }, to = { c->of_transfer[k], signs >> 1 };
				if (i == k || !law_follows(&c->sets, (law_given_that){ &from, 1, XCTL_ALWAYS }, to))
					continue;
				claim *slot = XCTL_PUSH(&c->l.arena, &c->pairs);
				assert_non_null(slot);
				*slot = (claim){ from, to };
			}
}

static void claim_clauses(claims *c)
{
	const law_book *b = &c->l.book;
	const law_sheet *last = &b->sheets[b->n_sheets - 1];
	for (uint32_t i = last->clauses.from; i < last->clauses.from + last->clauses.n; i++)
		for (uint32_t k = last->clauses.from; k < last->clauses.from + last->clauses.n; k++) {
			if (i == k || !law_clause_follows(&c->sets, law_clause_given(b, i), k)
				|| !xctl_interval_has(b->heads[b->clauses[k].head].known, c->today))
				continue;
			claim *slot = XCTL_PUSH(&c->l.arena, &c->clauses);
			assert_non_null(slot);
			*slot = (claim){ { i, 0 }, { k, 0 } };
		}
}

static void open_claims(claims *c)
{
	*c = (claims){ .today = xctl_date_make(2026, 11, 23) };
	lawful_open_rulebook(&c->l);
	assert_int_equal(law_sets_open(&c->sets, &c->l.arena, &c->l.book, c->today, &c->l.error), XCTL_OK);
	c->of_transfer = XCTL_NEW_ARRAY(&c->l.arena, uint32_t, c->l.book.n_tests);
	assert_non_null(c->of_transfer);
	for (uint32_t i = 0; i < c->l.book.n_tests; i++)
		if (of_transfer(&c->l.book, i))
			c->of_transfer[c->n_of_transfer++] = i;
	claim_pairs(c);
	claim_clauses(c);
}

static law_truth truth_of(const law_evaluation *e, law_literal l, xctl_arena *arena)
{
	return law_literal_truth(e, &l, XCTL_NONE, arena);
}

static void say_wrong(const claims *c, law_literal from, law_literal to, xctl_arena *arena)
{
	xctl_str x = law_literal_text(&c->l.book, from.test, from.negated, arena), y = law_literal_text(&c->l.book, to.test, to.negated, arena);
	fail_msg("\"%.*s\" holds, and \"%.*s\" does not follow", XCTL_FMT(x), XCTL_FMT(y));
}

/* Returns how many claims had their premise hold: a property that nothing tests is no property. */
static uint32_t check_claims(const claims *c, const law_evaluation *e, xctl_arena *arena)
{
	uint32_t tried = 0;
	for (uint32_t i = 0; i < c->pairs.count; i++) {
		const claim *one = &c->pairs.at[i];
		if (truth_of(e, one->from, arena) != LAW_YES)
			continue;
		tried++;
		if (truth_of(e, one->to, arena) == LAW_NO)
			say_wrong(c, one->from, one->to, arena);
	}
	for (uint32_t i = 0; i < c->clauses.count; i++)
		if (xctl_bit(e->must, c->clauses.at[i].from.test))
			assert_case(xctl_bit(e->may, c->clauses.at[i].to.test), "clause %u does not follow from %u\n",
				c->clauses.at[i].to.test, c->clauses.at[i].from.test);
	return tried;
}

/* Two or three literals that hold on the frame's day: what follows from them that day, and that they can hold together. */
static uint32_t check_drawn(claims *c, chance *random, const law_evaluation *e, xctl_arena *arena)
{
	const law_book *b = &c->l.book;
	uint32_t followed = 0;
	law_literal held[64];
	uint32_t n = 0;
	for (uint32_t i = 0; i < 400 && n < COUNT_OF(held); i++) {
		law_literal l = { c->of_transfer[chance_below(random, c->n_of_transfer)], chance_below(random, 2) };
		if (truth_of(e, l, arena) == LAW_YES)
			held[n++] = l;
	}
	for (uint32_t i = 0; n > 2 && i < DRAWN / 100; i++) {
		law_literal some[3] = { held[chance_below(random, n)], held[chance_below(random, n)], held[chance_below(random, n)] };
		law_given_that given = { some, 3, { e->frame->date, e->frame->date + 1 } };
		assert_case(!law_contradicts_itself(&c->sets, given), "what holds is called impossible: %u %u %u\n", some[0].test,
			some[1].test, some[2].test);
		for (uint32_t k = 0; k < 12; k++) {
			/* Of the same attribute, where sets can say something. */
			law_span tests = b->attributes[b->tests[some[0].test].attribute].tests;
			law_literal to = { b->links[tests.from + chance_below(random, tests.n)], chance_below(random, 2) };
			if (!law_follows(&c->sets, given, to))
				continue;
			followed++;
			if (truth_of(e, to, arena) == LAW_NO)
				say_wrong(c, some[0], to, arena);
		}
	}
	return followed;
}

static void what_is_said_to_follow_follows(void **state)
{
	(void)state;
	claims c;
	chance random;
	uint32_t tried = 0, followed = 0;
	open_claims(&c);
	assert_true(c.pairs.count > 500);
	chance_open(&random, &c.l, 20261127);
	for (uint32_t i = 0; i < TRANSFERS; i++) {
		xctl_arena arena = { .ceiling = 64u << 20 };
		xctl_transfer t;
		law_party parties[PARTIES];
		law_frame frame;
		law_evaluation e;
		xctl_error error = { 0 };
		json_t *document = chance_document(&random, 4 + chance_below(&random, 6));
		xctl_code code = xctl_transfer_read(&t, &arena, document, c.l.book.assigned, &error);
		if (code == XCTL_OK) {
			chance_frame(&random, &frame, &t, parties, &arena);
			frame.known = c.today;
			assert_int_equal(law_content(&frame, c.l.session, &arena, &error), XCTL_OK);
			assert_int_equal(law_evaluate(&e, c.l.session, &frame, NULL, 0, &arena, &error), XCTL_OK);
			tried += check_claims(&c, &e, &arena);
			followed += check_drawn(&c, &random, &e, &arena);
			xctl_transfer_drop(&t);
		}
		json_decref(document);
		xctl_arena_drop(&arena);
	}
	assert_true(tried > 1000 && followed > 1000);
	chance_close(&random);
	lawful_close(&c.l);
}

/* Known cases, in both directions. */
static void says_what_follows(void **state)
{
	(void)state;
	static const char rules[] = "regime us.t\ngovernment US\n\n"
				    "fact one\nwhen to is CN\n\n"
				    "fact two\nwhen to in CN, HK\n\n"
				    "fact three\nwhen item.value.USD <= 100\n\n"
				    "fact four\nwhen item.value.USD < 200\n\n"
				    "fact five\nwhen one\n and item.value.USD <= 50\n\n"
				    "fact six\nwhen to is CN\n and any to is HK\n or from is US\n\n" /* its first alternative */
				    "fact seven\nwhen via is CN\n and via is HK";
	static const struct {
		const char *from, *to;
		bool follows;
	} cases[] = {
		{ "one", "two", true }, { "two", "one", false }, { "three", "four", true }, { "four", "three", false },
		{ "five", "one", true }, { "five", "two", true }, { "five", "four", true }, { "one", "five", false },
		{ "six", "seven", true }, { "seven", "six", false },
	};
	lawful l;
	law_sets sets;
	lawful_open(&l, rules, NULL);
	assert_int_equal(law_sets_open(&sets, &l.arena, &l.book, xctl_date_make(2026, 11, 23), &l.error), XCTL_OK);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		uint32_t from = l.book.heads[law_find_head(&l.book, xctl_str_of(cases[i].from))].clauses.from;
		uint32_t to = l.book.heads[law_find_head(&l.book, xctl_str_of(cases[i].to))].clauses.from;
		law_given_that given = law_clause_given(&l.book, from);
		bool follows = law_contradicts_itself(&sets, given) || law_clause_follows(&sets, given, to);
		assert_case(follows == cases[i].follows, "%s -> %s\n", cases[i].from, cases[i].to);
	}
	lawful_close(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_to_follow_follows),
		cmocka_unit_test(says_what_follows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
