/* From truths to an answer: what overcomes a ground, statuses, bounds, what is missing and where it leads. */
#include "lawful.h"

#define RULE(name, verdict, conditions) \
	"rule " name "\nregime us.t\ncites x\neffective 2000-01-01\nthen " verdict "\n" conditions "\n\n"
#define QUESTION(name) "question " name "\nasks \"" name "?\"\n\n"
#define HEAD "regime us.t\ngovernment US\n\n" QUESTION("a") QUESTION("b") QUESTION("c") QUESTION("d")

typedef struct expected {
	const char *facts; /* {'a': true, …} */
	law_verdict verdict, at_least, at_most;
} expected;

static law_item_answer answer_of(const lawful *l, lawful_case *c, const char *facts)
{
	char json[512];
	snprintf(json, sizeof json, "{'kind': 'export', 'items': [{}], 'to': 'BR', 'facts': {%s}}", facts);
	lawful_read(l, c, json);
	lawful_run(l, c);
	return lawful_answer(l, c, "us.t", LAW_NO);
}

static void check(const char *rules, const expected *cases, size_t n)
{
	lawful l;
	lawful_open(&l, rules, NULL);
	for (size_t i = 0; i < n; i++) {
		lawful_case c;
		law_item_answer a = answer_of(&l, &c, cases[i].facts);
		assert_case(a.verdict == cases[i].verdict && a.at_least == cases[i].at_least && a.at_most == cases[i].at_most,
			"%s: %s [%s, %s]\n", cases[i].facts, law_verdict_words[a.verdict], law_verdict_words[a.at_least],
			law_verdict_words[a.at_most]);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

#define ALL(verdict) verdict, verdict, verdict
#define A_YES "'a': true"
#define A_NO "'a': false"

static void grounds(void **state)
{
	static const expected cases[] = {
		{ A_NO ", 'b': false, 'c': false, 'd': false", ALL(LAW_CLEAR) },
		{ A_YES ", 'b': false, 'c': false, 'd': false", ALL(LAW_LICENCE) },
		{ A_YES ", 'b': true, 'c': true, 'd': true", ALL(LAW_PROHIBITED) },
		{ A_NO ", 'b': false, 'c': true, 'd': false", ALL(LAW_NOTIFY) },
		{ A_NO ", 'b': false, 'c': false, 'd': true", ALL(LAW_REVIEW) },
		{ A_NO ", 'b': false, 'c': false", LAW_UNDETERMINED, LAW_CLEAR, LAW_REVIEW },
		{ A_NO ", 'b': false, 'd': true", LAW_UNDETERMINED, LAW_REVIEW, LAW_NOTIFY },
		{ A_NO ", 'c': true, 'd': true", LAW_UNDETERMINED, LAW_NOTIFY, LAW_PROHIBITED },
		{ A_YES, LAW_LICENCE, LAW_LICENCE, LAW_PROHIBITED },
		{ "", LAW_UNDETERMINED, LAW_CLEAR, LAW_PROHIBITED },
	};
	(void)state;
	check(HEAD RULE("r.a", "licence", "when facts.a") RULE("r.b", "prohibited", "when facts.b")
			RULE("r.c", "notify", "when facts.c") RULE("r.d", "review", "when facts.d"),
		cases, COUNT_OF(cases));
}

static void verdicts_between(void **state)
{
	(void)state;
	for (int least = 0; least < LAW_VERDICTS; least++)
		for (int most = least; most < LAW_VERDICTS; most++) {
			law_verdict v = law_verdict_between((law_verdict)least, (law_verdict)most);
			law_verdict right = least == most || least >= LAW_LICENCE ? (law_verdict)least : LAW_UNDETERMINED;
			assert_case(v == right, "%d %d\n", least, most);
		}
	for (int i = 0; i < LAW_VERDICTS; i++) {
		law_verdict v;
		assert_true(law_verdict_of(xctl_str_of(law_verdict_words[i]), &v));
		assert_int_equal(v, i);
	}
	assert_false(law_verdict_of(XCTL_STR("fine"), &(law_verdict){ LAW_CLEAR }));
}

/* `a` is the ground, `b` the exception's condition, `c` its bar, `d` what is affirmed. */
static void exceptions(void **state)
{
	static const struct {
		const char *facts;
		int status; /* -1: not listed */
		law_verdict verdict, at_least, at_most;
	} cases[] = {
		{ "'a': true, 'b': true, 'c': false, 'd': true", LAW_APPLIES, ALL(LAW_EXCEPTED) },
		{ "'a': true, 'b': true, 'c': false", LAW_CANDIDATE, ALL(LAW_LICENCE) },
		{ "'a': true, 'b': true, 'c': false, 'd': null", LAW_CANDIDATE, ALL(LAW_LICENCE) },
		{ "'a': true, 'b': true, 'c': false, 'd': false", LAW_BARRED, ALL(LAW_LICENCE) },
		{ "'a': true, 'b': true, 'c': true, 'd': true", LAW_BARRED, ALL(LAW_LICENCE) },
		{ "'a': true, 'b': false, 'c': false, 'd': true", -1, ALL(LAW_LICENCE) },
		{ "'a': true, 'c': false, 'd': true", LAW_UNKNOWN, LAW_UNDETERMINED, LAW_EXCEPTED, LAW_LICENCE },
		{ "'a': true, 'b': true, 'd': true", LAW_UNKNOWN, LAW_UNDETERMINED, LAW_EXCEPTED, LAW_LICENCE },
		{ "'a': true, 'b': true", LAW_UNKNOWN, ALL(LAW_LICENCE) },
		{ "'b': true, 'c': false, 'd': true", LAW_APPLIES, LAW_UNDETERMINED, LAW_CLEAR, LAW_EXCEPTED },
		{ "'a': false, 'b': true, 'c': false, 'd': true", -1, ALL(LAW_CLEAR) },
	};
	lawful l;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "licence", "when facts.a")
			"exception x to r\nkind licence-exception\nwhen facts.b\nunless facts.c\naffirm d \"you keep it\"\n",
		NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		lawful_case c;
		law_item_answer a = answer_of(&l, &c, cases[i].facts);
		assert_case(a.verdict == cases[i].verdict && a.at_least == cases[i].at_least && a.at_most == cases[i].at_most,
			"%s: %s [%s, %s]\n", cases[i].facts, law_verdict_words[a.verdict], law_verdict_words[a.at_least],
			law_verdict_words[a.at_most]);
		assert_case(a.n_exceptions == (cases[i].status < 0 ? 0u : 1u), "%s\n", cases[i].facts);
		assert_case(!a.n_exceptions || (int)a.exceptions[0].status == cases[i].status, "%s: %s\n", cases[i].facts,
			law_exception_words[a.exceptions[0].status]);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

static void an_affirmation_is_never_assumed(void **state)
{
	lawful l;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "licence", "when facts.a")
			"exception x to r\nkind licence-exception\nwhen facts.b\naffirm d \"you keep it\"\n", NULL);
	for (int world = 0; world < 3; world++) {
		lawful_case c;
		lawful_read(&l, &c, "{'kind': 'export', 'items': [{}], 'facts': {'a': true, 'b': true}}");
		c.frame.world = (law_world)world;
		lawful_run(&l, &c);
		law_item_answer a = lawful_answer(&l, &c, "us.t", LAW_NO);
		assert_int_equal(a.exceptions[0].status, LAW_CANDIDATE);
		assert_int_equal(a.verdict, LAW_LICENCE);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

static void each_ground_is_overcome_separately(void **state)
{
	static const expected cases[] = {
		{ "'a': true, 'b': true, 'c': true, 'd': false", ALL(LAW_LICENCE) }, /* r(W) stands */
		{ "'a': true, 'b': true, 'c': false, 'd': true", ALL(LAW_CLEAR) },
		{ "'a': true, 'b': true, 'c': true, 'd': true", ALL(LAW_CLEAR) },
		{ "'a': true, 'b': true, 'c': false, 'd': false", ALL(LAW_LICENCE) },
	};
	(void)state;
	check(HEAD RULE("r", "licence", "for C in V, W\nwhen facts.a")
			"exception x to r(V)\nkind licence-exception\nwhen facts.c\n\n"
			"exception y to r\nkind exclusion\nwhen facts.d\n",
		cases, COUNT_OF(cases));
}

static void precedence(void **state)
{
	static const expected cases[] = {
		{ "'a': true, 'b': true", ALL(LAW_REVIEW) },
		{ "'a': false, 'b': true", ALL(LAW_PROHIBITED) },
		{ "'b': true", LAW_UNDETERMINED, LAW_REVIEW, LAW_PROHIBITED }, /* one of the two stands */
		{ "'a': true, 'b': false", ALL(LAW_REVIEW) },
	};
	(void)state;
	check(HEAD RULE("r", "review", "when facts.a") RULE("s", "prohibited", "when facts.b") "overrides r over s\n", cases,
		COUNT_OF(cases));
}

/* An exception may name a tag: every rule that asserts it is overcome, once, and no other. */
static void an_exception_to_a_family(void **state)
{
	static const expected cases[] = {
		{ A_YES ", 'b': false, 'c': false, 'd': true", ALL(LAW_CLEAR) },
		{ A_NO ", 'b': true, 'c': false, 'd': true", ALL(LAW_CLEAR) },
		{ A_YES ", 'b': true, 'c': false, 'd': false", ALL(LAW_PROHIBITED) },
		{ A_YES ", 'b': true, 'c': true, 'd': true", ALL(LAW_NOTIFY) },
	};
	lawful l;
	const char *rules = HEAD RULE("r.a", "licence", "when facts.a\nasserts other\nasserts family")
		RULE("r.b", "prohibited", "when facts.b\nasserts family") RULE("r.c", "notify", "when facts.c\nasserts another")
		"exception x to family, r.b\nkind exclusion\nwhen facts.d\n";
	(void)state;
	check(rules, cases, COUNT_OF(cases));
	lawful_open(&l, rules, NULL);
	assert_int_equal(l.book.heads[law_find_head(&l.book, XCTL_STR("x"))].targets.n, 2);
	lawful_close(&l);
}

static void precedence_has_its_days(void **state)
{
	lawful l;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "review", "when to is BR") RULE("s", "prohibited", "when to is BR")
			"overrides r over s\neffective 2020-01-01\nuntil 2021-01-01\n", NULL);
	for (int year = 2019; year < 2022; year++) {
		lawful_case c;
		lawful_read(&l, &c, "{'kind': 'export', 'items': [{}], 'to': 'BR'}");
		c.frame.date = c.frame.known = xctl_date_make(year, 6, 1);
		lawful_run(&l, &c);
		assert_int_equal(lawful_truth(&l, &c, "r over s"), year == 2020 ? LAW_YES : LAW_NO);
		assert_int_equal(lawful_answer(&l, &c, "us.t", LAW_NO).verdict, year == 2020 ? LAW_REVIEW : LAW_PROHIBITED);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

static void statuses(void **state)
{
	static const struct {
		const char *date, *known;
		int status; /* -1: no ground */
		law_verdict verdict;
	} cases[] = {
		{ "2019-06-01", "2026-01-01", LAW_UNVERIFIED, LAW_LICENCE },  /* before its attested day */
		{ "2020-06-01", "2026-01-01", LAW_IN_FORCE, LAW_LICENCE },
		{ "2021-06-01", "2021-06-01", LAW_IN_FORCE, LAW_LICENCE },    /* the stay was not known yet */
		{ "2021-06-01", "2021-07-01", LAW_SUSPENDED, LAW_REVIEW },
		{ "2021-06-01", "2023-01-01", LAW_NOT_ENFORCED, LAW_REVIEW }, /* the later word counts */
		{ "2022-06-01", "2026-01-01", LAW_IN_FORCE, LAW_LICENCE },
		{ "2024-06-01", "2026-01-01", -1, LAW_CLEAR },                /* scheduled is only shown */
		{ "2025-06-01", "2026-01-01", LAW_UNVERIFIED, LAW_LICENCE },
	};
	lawful l;
	(void)state;
	lawful_open(&l, HEAD "rule r\nregime us.t\ncites x\nattested 2020-01-01\nthen licence\nwhen to is BR\n\n"
			"suspend r\nstatus suspended\nfrom 2021-01-01\nuntil 2022-01-01\nknown 2021-07-01\n\n"
			"suspend r\nstatus not-enforced\nfrom 2021-01-01\nuntil 2022-01-01\nknown 2022-07-01\n\n"
			"suspend r\nstatus scheduled\nfrom 2024-01-01\nuntil 2025-01-01\n\n"
			"suspend r\nstatus unverified\nfrom 2025-01-01\n", NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char json[200];
		lawful_case c;
		snprintf(json, sizeof json, "{'kind': 'export', 'items': [{}], 'to': 'BR', 'date': '%s', 'known': '%s'}", cases[i].date,
			cases[i].known);
		lawful_read(&l, &c, json);
		lawful_run(&l, &c);
		law_item_answer a = lawful_answer(&l, &c, "us.t", LAW_NO);
		assert_case(a.verdict == cases[i].verdict && a.n_grounds == (cases[i].status >= 0), "%s: %s, %u grounds\n", json,
			law_verdict_words[a.verdict], a.n_grounds);
		assert_case(!a.n_grounds || (int)a.grounds[0].status == cases[i].status, "%s: %s\n", json,
			law_status_words[a.grounds[0].status]);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

/* Nobody may rely on an exception that is stayed. */
static void a_suspended_exception_overcomes_nothing(void **state)
{
	lawful l;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "licence", "when to is BR") "exception x to r\nkind exclusion\nwhen to is BR\n\n"
			"suspend x\nstatus suspended\nfrom 2021-01-01\nuntil 2022-01-01\n", NULL);
	for (int year = 2020; year < 2023; year++) {
		lawful_case c;
		lawful_read(&l, &c, "{'kind': 'export', 'items': [{}], 'to': 'BR'}");
		c.frame.date = c.frame.known = xctl_date_make(year, 6, 1);
		lawful_run(&l, &c);
		assert_int_equal(lawful_answer(&l, &c, "us.t", LAW_NO).verdict, year == 2021 ? LAW_LICENCE : LAW_CLEAR);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

static void the_row_attests_too(void **state)
{
	static const char *const tables[] = { "us/ccl", "code\tattested\tcites\n3A001 except 3A001.b\t2024-01-01\tfirst\n"
							"3A001.b\t\tsecond\n", NULL };
	static const struct {
		const char *code;
		int status;
		const char *cites;
	} cases[] = { { "3A001.a", LAW_UNVERIFIED, "first" }, { "3A001.b", LAW_IN_FORCE, "second" } };
	lawful l;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "licence", "when item.codes.US in us/ccl"), tables);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char json[160];
		lawful_case c;
		snprintf(json, sizeof json, "{'kind': 'export', 'items': [{'codes': {'US': '%s'}}], 'date': '2023-01-01'}", cases[i].code);
		lawful_read(&l, &c, json);
		lawful_run(&l, &c);
		law_item_answer a = lawful_answer(&l, &c, "us.t", LAW_NO);
		assert_int_equal(a.n_grounds, 1);
		assert_int_equal(a.grounds[0].status, cases[i].status);
		assert_int_not_equal(a.grounds[0].member, XCTL_NONE);
		assert_str(law_str(&l.book, l.book.members[a.grounds[0].member].cites), cases[i].cites);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

static void held_licences(void **state)
{
	static const struct {
		const char *facts;
		law_truth held;
		law_verdict verdict, at_least, at_most;
	} cases[] = {
		{ "'a': true, 'b': false", LAW_YES, ALL(LAW_AUTHORISED) },
		{ "'a': true, 'b': false", LAW_MAYBE, LAW_UNDETERMINED, LAW_AUTHORISED, LAW_LICENCE },
		{ "'a': true, 'b': false", LAW_NO, ALL(LAW_LICENCE) },
		{ "'a': true, 'b': true", LAW_YES, ALL(LAW_PROHIBITED) },
		{ "'a': false, 'b': false", LAW_YES, ALL(LAW_CLEAR) },
	};
	lawful l;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "licence", "when facts.a") RULE("s", "prohibited", "when facts.b"), NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		lawful_case c;
		answer_of(&l, &c, cases[i].facts);
		law_item_answer a = lawful_answer(&l, &c, "us.t", cases[i].held);
		assert_case(a.verdict == cases[i].verdict && a.at_least == cases[i].at_least && a.at_most == cases[i].at_most,
			"%zu: %s\n", i, law_verdict_words[a.verdict]);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

static void subjects(void **state)
{
	static const expected cases[] = {
		{ "'a': false, 'b': false", ALL(LAW_NOT_SUBJECT) },
		{ "'a': true, 'b': false", ALL(LAW_CLEAR) },
		{ "'b': false", ALL(LAW_CLEAR) }, /* it would say nothing anyway */
		{ "'a': false, 'b': true", ALL(LAW_LICENCE) },
		{ "'a': false", LAW_UNDETERMINED, LAW_NOT_SUBJECT, LAW_LICENCE },
	};
	(void)state;
	check("regime us.t\ngovernment US\nsubject f\n\n" QUESTION("a") QUESTION("b") "fact f\nwhen facts.a\n\n"
		RULE("r", "licence", "when facts.b"), cases, COUNT_OF(cases));
}

/* --- missing --- */

typedef struct outcome {
	const char *value;
	law_verdict at_least, at_most;
} outcome;

typedef struct asked {
	const char *rules, *json, *fact;
	law_verdict at_least, at_most;
	uint32_t n;
	outcome outcomes[8];
} asked;

static const char *const registry[] = { "us/eccn", "code\ttabled\tleaf\n3A001\tyes\t\n3A001.a\t\t\n3A001.a.1\t\tyes\n"
						   "3A001.a.2\t\tyes\n3A001.b\t\tyes\n3B001\t\t\n3B001.c\t\tyes\n", NULL };

static void missing_facts_and_where_they_lead(void **state)
{
	static const asked cases[] = {
		{ HEAD RULE("r", "licence", "when facts.a"), "'facts': {}", "facts/a", LAW_CLEAR, LAW_LICENCE, 2,
			{ { "yes", LAW_LICENCE, LAW_LICENCE }, { "no", LAW_CLEAR, LAW_CLEAR } } },
		/* two thresholds: below, at, between, at, above; what leads to the same place is told as one */
		{ HEAD RULE("r", "licence", "when item.value.USD > 5000") RULE("s", "prohibited", "when item.value.USD >= 10000"), "",
			"items/0/values/USD", LAW_CLEAR, LAW_PROHIBITED, 3,
			{ { "<=5000", LAW_CLEAR, LAW_CLEAR }, { ">5000, <10000", LAW_LICENCE, LAW_LICENCE },
				{ ">=10000", LAW_PROHIBITED, LAW_PROHIBITED } } },
		{ HEAD RULE("r", "licence", "when item.us_content > 25"), "", "items/0/us_controlled_content", LAW_CLEAR, LAW_LICENCE, 2,
			{ { "<=25", LAW_CLEAR, LAW_CLEAR }, { ">25", LAW_LICENCE, LAW_LICENCE } } },
		{ HEAD RULE("r", "licence", "when item.value.USD = 7"), "", "items/0/values/USD", LAW_CLEAR, LAW_LICENCE, 3,
			{ { "<7", LAW_CLEAR, LAW_CLEAR }, { "=7", LAW_LICENCE, LAW_LICENCE }, { ">7", LAW_CLEAR, LAW_CLEAR } } },
		{ HEAD RULE("r", "licence", "when knowledge exporter of wmd at suspected"), "", "knowledge", LAW_CLEAR, LAW_LICENCE, 2,
			{ { "none, reason-to-know", LAW_CLEAR, LAW_CLEAR }, { "suspected, aware", LAW_LICENCE, LAW_LICENCE } } },
		/* sub-paragraphs: all of 3A001 are tabled, so that between them they decide */
		{ HEAD "codes US\nentries us/eccn\n\n" RULE("r", "licence", "when item.codes.US in 3A001.a"),
			"'items': [{'codes': {'US': '3A001'}}]", "items/0/codes/US", LAW_CLEAR, LAW_LICENCE, 2,
			{ { "3A001.a.1, 3A001.a.2", LAW_LICENCE, LAW_LICENCE }, { "3A001.b", LAW_CLEAR, LAW_CLEAR } } },
		{ HEAD "codes US\nentries us/eccn\n\n" RULE("r", "licence", "when item.codes.US in 3A001.a.1")
			RULE("s", "notify", "when item.codes.US in 3A001.a.2"),
			"'items': [{'codes': {'US': '3A001.a'}}]", "items/0/codes/US", LAW_NOTIFY, LAW_LICENCE, 2,
			{ { "3A001.a.1", LAW_LICENCE, LAW_LICENCE }, { "3A001.a.2", LAW_NOTIFY, LAW_NOTIFY } } },
		/* those of 3B001 are not all tabled: .c is one possibility, not the only one */
		{ HEAD "codes US\nentries us/eccn\n\n" RULE("r", "licence", "when item.codes.US in 3B001.c"),
			"'items': [{'codes': {'US': '3B001'}}]", "items/0/codes/US", LAW_CLEAR, LAW_LICENCE, 1,
			{ { "3B001.c", LAW_LICENCE, LAW_LICENCE } } },
		/* every single use leads to a review at least; two at once, or none, are not among the outcomes */
		{ HEAD RULE("r", "licence", "when end_use.uses is x\n and end_use.uses is y"), "", "end_use/uses", LAW_CLEAR,
			LAW_LICENCE, 1, { { "none of these, x, y", LAW_CLEAR, LAW_CLEAR } } },
		/* both values of `a` lead to a licence: it is one, whatever the answer */
		{ HEAD RULE("r", "licence", "when facts.a") RULE("s", "licence", "when not facts.a"), "", "facts/a", LAW_LICENCE,
			LAW_LICENCE, 1, { { "yes, no", LAW_LICENCE, LAW_LICENCE } } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const asked *k = &cases[i];
		lawful l;
		lawful_case c;
		char json[256];
		lawful_open(&l, k->rules, registry);
		snprintf(json, sizeof json, "{'kind': 'export'%s%s%s}", strstr(k->json, "'items'") ? "" : ", 'items': [{}]",
			k->json[0] ? ", " : "", k->json);
		lawful_read(&l, &c, json);
		lawful_run(&l, &c);
		law_item_answer a = lawful_answer(&l, &c, "us.t", LAW_NO);
		assert_case(a.at_least == k->at_least && a.at_most == k->at_most, "%zu: [%s, %s]\n", i, law_verdict_words[a.at_least],
			law_verdict_words[a.at_most]);
		assert_case(a.n_missing == 1, "%zu: %u missing\n", i, a.n_missing);
		assert_str(a.missing[0].fact, k->fact);
		assert_case(a.missing[0].n_outcomes == k->n, "%zu: %u outcomes\n", i, a.missing[0].n_outcomes);
		for (uint32_t o = 0; o < k->n; o++) {
			assert_str(a.missing[0].outcomes[o].value, k->outcomes[o].value);
			assert_int_equal(a.missing[0].outcomes[o].at_least, k->outcomes[o].at_least);
			assert_int_equal(a.missing[0].outcomes[o].at_most, k->outcomes[o].at_most);
		}
		lawful_drop(&c);
		lawful_close(&l);
	}
}

/* One stranger stands for all the parties that nobody named: no single value of it bounds the answer. */
static void a_stranger_is_not_one_party(void **state)
{
	lawful l;
	lawful_case c;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "licence", "when some party P\n and some party Q\n and P.role is bank\n and Q.role is broker"),
		NULL);
	lawful_read(&l, &c, "{'kind': 'export', 'items': [{}]}");
	c.parties[0] = (law_party){ .stranger = true };
	c.frame.n_parties = 1;
	lawful_run(&l, &c);
	law_item_answer a = lawful_answer(&l, &c, "us.t", LAW_NO);
	assert_int_equal(a.at_least, LAW_CLEAR);
	assert_int_equal(a.at_most, LAW_LICENCE);
	lawful_drop(&c);
	lawful_close(&l);
}

static void near_misses_name_the_condition(void **state)
{
	lawful l;
	lawful_case c;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "licence", "when to is BR\n and facts.a\n and not facts.b")
			RULE("s", "licence", "when to is CN\n and not facts.a"), NULL);
	law_item_answer a = answer_of(&l, &c, "'a': true, 'b': true");
	assert_int_equal(a.verdict, LAW_CLEAR);
	assert_int_equal(a.n_near, 1);
	assert_str(law_str(&l.book, l.book.heads[a.near[0].head].name), "r");
	assert_true(a.near[0].negated);
	const law_attribute *of = &l.book.attributes[l.book.tests[a.near[0].test].attribute];
	assert_str(law_str(&l.book, of->path), "facts.b");
	lawful_drop(&c);
	lawful_close(&l);
}

static void duties_and_conflicts_only_when_sure(void **state)
{
	lawful l;
	lawful_case c;
	const law_aside *asides;
	uint32_t n;
	(void)state;
	lawful_open(&l, HEAD "duty d\nregime us.t\nwhen some party P\n and P.country is CN\nsays \"tell {P.name}\"\n\n"
			"conflict k\nbetween US, CN\nwhen facts.a\n", NULL);
	lawful_read(&l, &c, "{'kind': 'export', 'items': [{}], 'facts': {'a': true}, 'parties': [{'role': 'bank', 'name': 'B'},"
		"{'role': 'end-user', 'name': 'Li', 'country': 'CN'}]}");
	lawful_run(&l, &c);
	law_item_answer a = lawful_answer(&l, &c, "us.t", LAW_NO);
	assert_int_equal(a.n_duties, 1);
	assert_str(law_render(&l.book, law_str(&l.book, l.book.heads[a.duties[0].head].says), &c.frame, a.duties[0].bindings,
			a.duties[0].n_bindings, XCTL_NONE, &c.arena), "tell Li");
	assert_int_equal(law_conflicts(&asides, &n, &c.evaluation, &c.arena, &c.error), XCTL_OK);
	assert_int_equal(n, 1);
	lawful_drop(&c);
	lawful_read(&l, &c, "{'kind': 'export', 'items': [{}], 'parties': [{'role': 'bank'}]}");
	lawful_run(&l, &c);
	assert_int_equal(lawful_answer(&l, &c, "us.t", LAW_NO).n_duties, 0);
	assert_int_equal(law_conflicts(&asides, &n, &c.evaluation, &c.arena, &c.error), XCTL_OK);
	assert_int_equal(n, 0);
	lawful_drop(&c);
	lawful_close(&l);
}

static void a_book_without_rules_answers(void **state)
{
	static const char *const books[] = { "regime us.t\ngovernment US", "regime us.t\ngovernment US\n\nfact f of P\nwhen P.country is BR" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(books); i++) {
		lawful l;
		lawful_case c;
		lawful_open(&l, books[i], NULL);
		assert_int_equal(answer_of(&l, &c, "").verdict, LAW_CLEAR);
		lawful_drop(&c);
		lawful_close(&l);
	}
}

/* Rows are forgotten when they reach their ceiling, and made anew: the answer stays the same. */
static void a_small_session_answers_alike(void **state)
{
	lawful l;
	(void)state;
	lawful_open(&l, HEAD RULE("r", "licence", "when item.value.USD > 5000\n and not facts.a") RULE("s", "notify", "when facts.b"), NULL);
	law_session_close(l.session);
	assert_int_equal(law_session_open(&l.session, &l.book, NULL, 256u << 10, &l.error), XCTL_OK);
	for (int i = 0; i < 3000; i++) {
		char json[160];
		lawful_case c;
		snprintf(json, sizeof json, "{'kind': 'export', 'items': [{'values': {'USD': %d}}]}", i + 4000);
		lawful_read(&l, &c, json);
		lawful_run(&l, &c);
		law_item_answer a = lawful_answer(&l, &c, "us.t", LAW_NO);
		assert_case(a.at_most == (i + 4000 > 5000 ? LAW_LICENCE : LAW_NOTIFY) && a.at_least == LAW_CLEAR, "%d\n", i);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(grounds),
		cmocka_unit_test(verdicts_between),
		cmocka_unit_test(exceptions),
		cmocka_unit_test(an_affirmation_is_never_assumed),
		cmocka_unit_test(each_ground_is_overcome_separately),
		cmocka_unit_test(precedence),
		cmocka_unit_test(an_exception_to_a_family),
		cmocka_unit_test(precedence_has_its_days),
		cmocka_unit_test(statuses),
		cmocka_unit_test(a_suspended_exception_overcomes_nothing),
		cmocka_unit_test(the_row_attests_too),
		cmocka_unit_test(held_licences),
		cmocka_unit_test(subjects),
		cmocka_unit_test(missing_facts_and_where_they_lead),
		cmocka_unit_test(a_stranger_is_not_one_party),
		cmocka_unit_test(near_misses_name_the_condition),
		cmocka_unit_test(duties_and_conflicts_only_when_sure),
		cmocka_unit_test(a_book_without_rules_answers),
		cmocka_unit_test(a_small_session_answers_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
