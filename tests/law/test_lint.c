/* Each finding on a small book that has it, and not on the same book without it; and the book shipped has no finding that
 * it does not accept. */
#include "lawful.h"
#include "law/lint.h"

#define HEAD "regime us.t\ngovernment US\ntitle \"the law\"\n\n"
#define RULE(name, verdict, when) "rule " name "\nregime us.t\ncites Act " name "\neffective 2000-01-01\nwhen " when "\nthen " verdict "\n\n"

static const xctl_str lists[] = { { "us-entity", 9 }, { "us-cmic", 7 }, { "us-sdn", 6 }, { "us-meu", 6 } };
static const law_family_list families[] = { { { "bis", 3 }, { "us-entity", 9 } }, { { "ofac", 4 }, { "us-sdn", 6 } } };

static xctl_code lint(lawful *l, const char *rules, const char *const *tables, law_lint_result *out)
{
	static const xctl_str read[] = { { "regimes/controls", 16 }, { "coverage", 8 }, { "text-hashes", 11 } };
	law_lint_options options = { .lists = lists, .n_lists = COUNT_OF(lists), .families = families,
		.n_families = COUNT_OF(families), .read = read, .n_read = COUNT_OF(read), .today = xctl_date_make(2026, 11, 23) };
	if (rules)
		lawful_compile(l, rules, tables); /* it may be wrong: that is what lint is for */
	return law_lint(out, &l->arena, l->files.at, l->files.count, &options, &l->error);
}

typedef struct one {
	law_finding_kind kind;
	const char *name;
	bool shown; /* a transfer can show it */
	const char *rules, *without; /* with the finding, and mended */
	const char *const *tables, *const *mended;
} one;

static const char *const codes[] = { "us/codes", "code\ttitle\n1A001\tone\n2B001\ttwo\n", NULL };
static const char *const marks[] = { "us/marks", "country\tmark\nBR\tA\nCN\tB\n", NULL };
static const char *const marked[] = { "us/marks", "country\tmark\nBR\tA\nCN\tA\n", NULL };
static const char *const empty_row[] = { "us/marks", "country\tmark\teffective\tuntil\nBR\tA\t2020-01-01\t2019-01-01\n", NULL };
static const char *const good_row[] = { "us/marks", "country\tmark\teffective\tuntil\nBR\tA\t2020-01-01\t2021-01-01\n", NULL };
static const char *const slip[] = { "stale-references", "at\trefers\trule\tsays\nAct 1(2)\tAct 9\ta\tAct 9 was repealed\n", NULL };

#define CODES "codes US\nentries us/codes\n\n"
#define EXCEPTION(when, unless) "exception x to a\nkind licence-exception\ncites Act x\neffective 2000-01-01\nwhen " when "\n" unless "\n"

static const one cases[] = {
	{ LAW_GAP, "US 2B001", true, HEAD CODES RULE("a", "licence", "item.codes.US in 1A001"),
		HEAD CODES RULE("a", "licence", "item.codes.US in 1A001, 2B001"), codes, codes },
	{ LAW_GAP, "a", true,
		HEAD "rule a\nregime us.t\ncites A\neffective 2000-01-01\nuntil 2010-01-01\nwhen to is CN\nthen licence\n\n"
		     "rule a\nregime us.t\ncites A\neffective 2011-01-01\nwhen to is CN\nthen review\n",
		HEAD "rule a\nregime us.t\ncites A\neffective 2000-01-01\nuntil 2010-01-01\nwhen to is CN\nthen licence\n\n"
		     "rule a\nregime us.t\ncites A\neffective 2010-01-01\nwhen to is CN\nthen review\n",
		NULL, NULL },
	{ LAW_OVERLAP, "a and b", true,
		HEAD "rule a\nregime us.t\ncites Act 1(2)\neffective 2000-01-01\nwhen to in CN, HK\nthen licence\n\n"
		     "rule b\nregime us.t\ncites Act 1(2)\neffective 2000-01-01\nwhen to in CN, RU\nthen prohibited\n",
		HEAD "rule a\nregime us.t\ncites Act 1(2)\neffective 2000-01-01\nwhen to in HK\nthen licence\n\n"
		     "rule b\nregime us.t\ncites Act 1(2)\neffective 2000-01-01\nwhen to in CN, RU\nthen prohibited\n",
		NULL, NULL },
	{ LAW_VACUOUS, "a", true, HEAD RULE("a", "licence", "to is CN\n and any to is HK\n or from is US"),
		HEAD RULE("a", "licence", "to is CN\n and any from is JP\n or from is US"), NULL, NULL },
	{ LAW_VACUOUS, "x", true, HEAD RULE("a", "licence", "to is CN") EXCEPTION("to is RU", ""),
		HEAD RULE("a", "licence", "to is CN") EXCEPTION("to in RU, CN", ""), NULL, NULL },
	{ LAW_REDUNDANT, "b", true, HEAD RULE("a", "licence", "to in CN, HK") RULE("b", "licence", "to is CN"),
		HEAD RULE("a", "licence", "to in CN, HK") RULE("b", "licence", "to is RU"), NULL, NULL },
	{ LAW_REDUNDANT, "a", true, HEAD RULE("a", "licence", "from is US\n and any to in CN, HK\n or to is CN"),
		HEAD RULE("a", "licence", "from is US\n and any to in CN, HK\n or to is RU"), NULL, NULL },
	{ LAW_SHADOWED, "b", true, HEAD RULE("a", "prohibited", "to in CN, HK") RULE("b", "licence", "to is CN"),
		HEAD RULE("a", "prohibited", "to in CN, HK") RULE("b", "licence", "to in CN, RU"), NULL, NULL },
	{ LAW_OVERRIDDEN, "x", true, HEAD RULE("a", "licence", "to in CN, HK") EXCEPTION("to is CN", "unless to in CN, RU"),
		HEAD RULE("a", "licence", "to in CN, HK") EXCEPTION("to is CN", "unless from is US"), NULL, NULL },
	{ LAW_OVERRIDDEN, "a", true,
		HEAD RULE("a", "licence", "to is CN") "exception x to a\nkind exclusion\ncites A\neffective 2000-01-01\nwhen to in CN, HK\n",
		HEAD RULE("a", "licence", "to is CN") "exception x to a\nkind exclusion\ncites A\neffective 2000-01-01\nwhen from in CN, HK\n",
		NULL, NULL },
	{ LAW_EXCEPTION_CYCLE, "f", false, HEAD "fact f\nwhen g\n\nfact g\nwhen f\n\n", HEAD "fact f\nwhen g\n\nfact g\nwhen to is CN\n\n",
		NULL, NULL },
	{ LAW_EXCEPTION_CYCLE, "a over b", false,
		HEAD RULE("a", "licence", "to is CN") RULE("b", "review", "to in CN, HK") "overrides a over b\ncites A\n\noverrides b over a\ncites A\n",
		HEAD RULE("a", "licence", "to is CN") RULE("b", "review", "to in CN, HK") "overrides a over b\ncites A\n", NULL, NULL },
	{ LAW_DANGLING, "x", false, HEAD RULE("a", "licence", "to is CN") "exception x to a, c\nkind exclusion\ncites A\neffective 2000-01-01\nwhen from is US\n",
		HEAD RULE("a", "licence", "to is CN") "exception x to a\nkind exclusion\ncites A\neffective 2000-01-01\nwhen from is US\n", NULL, NULL },
	{ LAW_DANGLING, "b", false, HEAD CODES RULE("a", "licence", "item.codes.US in 1A001, 2B001") RULE("b", "review", "item.codes.US in 1A9"),
		HEAD CODES RULE("a", "licence", "item.codes.US in 1A001, 2B001"), codes, codes },
	{ LAW_EMPTY_INTERVAL, "a", false,
		HEAD "rule a\nregime us.t\ncites A\neffective 2010-01-01\nuntil 2009-01-01\nwhen to is CN\nthen licence\n",
		HEAD "rule a\nregime us.t\ncites A\neffective 2008-01-01\nuntil 2009-01-01\nwhen to is CN\nthen licence\n", NULL, NULL },
	{ LAW_EMPTY_INTERVAL, "BR", false, HEAD RULE("a", "licence", "to in us/marks"), HEAD RULE("a", "licence", "to in us/marks"),
		empty_row, good_row },
	{ LAW_UNUSED_ROW, "us/marks B", true, HEAD RULE("a", "licence", "to in us/marks where mark is A"),
		HEAD RULE("a", "licence", "to in us/marks where mark is A"), marks, marked },
	{ LAW_UNKNOWN_LIST, "a", true, HEAD RULE("a", "licence", "some party P\n and P on us-entiti"),
		HEAD RULE("a", "licence", "some party P\n and P on us-entity"), NULL, NULL },
	{ LAW_STALE, "Act 1(2)", true, HEAD RULE("a", "licence", "to is CN"), HEAD RULE("a", "licence", "to is CN"), slip, NULL },
};

static const law_finding *finding(const law_lint_result *r, law_finding_kind kind, const char *name)
{
	for (uint32_t i = 0; i < r->n_findings; i++)
		if (r->findings[i].kind == kind && xctl_str_is(r->findings[i].name, name))
			return &r->findings[i];
	return NULL;
}

static void finds_each_kind(void **state)
{
	(void)state;
	bool seen[LAW_FINDING_KINDS] = { false };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		lawful l;
		law_lint_result r;
		xctl_code code = lint(&l, cases[i].rules, cases[i].tables, &r);
		assert_case(code == XCTL_OK, "%zu: %s (%s)\n", i, l.error.what, l.error.hint);
		const law_finding *f = finding(&r, cases[i].kind, cases[i].name);
		assert_case(f != NULL, "%zu: no finding %s %s\n", i, law_finding_words[cases[i].kind], cases[i].name);
		assert_case(f->line > 0 && f->what.len > 0, "%zu: no place\n", i);
		assert_case((f->example.len > 0) == cases[i].shown, "%zu: example %.*s\n", i, XCTL_FMT(f->example));
		lawful_close(&l);
		code = lint(&l, cases[i].without, cases[i].mended, &r);
		assert_case(code == XCTL_OK, "%zu, mended: %s\n", i, l.error.what);
		for (uint32_t k = 0; k < r.n_findings; k++)
			assert_case(r.findings[k].kind != cases[i].kind, "%zu, mended: %s %.*s: %.*s\n", i,
				law_finding_words[cases[i].kind], XCTL_FMT(r.findings[k].name), XCTL_FMT(r.findings[k].what));
		lawful_close(&l);
		seen[cases[i].kind] = true;
	}
	for (int k = 0; k < LAW_FINDING_KINDS; k++)
		assert_case(seen[k], "no case for %s\n", law_finding_words[k]);
}

static void accepts_with_reason(void **state)
{
	(void)state;
	static const char rules[] = HEAD RULE("a", "licence", "to in CN, HK") RULE("b", "licence", "to is CN");
	static const struct {
		const char *table;
		uint32_t findings, accepted;
	} ways[] = {
		{ "finding\tkind\treason\nb\tredundant\tboth are cited\n", 1, 1 },
		{ "finding\tkind\treason\nb\tredundant\t\n", 2, 0 },
		{ "finding\tkind\treason\nc\tredundant\tno such thing\n", 2, 0 },
		{ "finding\tkind\treason\nb\tshadowed\tanother kind\n", 2, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		lawful l;
		law_lint_result r;
		const char *const tables[] = { "lint-accepted", ways[i].table, NULL };
		assert_int_equal(lint(&l, rules, tables, &r), XCTL_OK);
		assert_case(r.n_findings == ways[i].findings && r.n_accepted == ways[i].accepted, "%zu: %u, %u\n", i, r.n_findings,
			r.n_accepted);
		lawful_close(&l);
	}
}

static void refuses_what_is_no_book(void **state)
{
	(void)state;
	lawful l;
	law_lint_result r;
	assert_int_equal(lint(&l, HEAD RULE("a", "licence", "to is is"), NULL, &r), XCTL_INPUT);
	assert_true(l.error.line > 0);
	lawful_close(&l);
}

static void book_shipped(void **state)
{
	(void)state;
	lawful l;
	law_lint_result r;
	lawful_open_rulebook(&l);
	assert_int_equal(lint(&l, NULL, NULL, &r), XCTL_OK);
	assert_true(r.compiled);
	for (uint32_t i = 0; i < r.n_findings; i++) {
		const law_finding *f = &r.findings[i];
		/* Which lists there are is the desk's to say: tests/cli/lint.t. */
		assert_case(f->accepted.len || f->kind == LAW_UNKNOWN_LIST || xctl_str_is(f->file, "lint-accepted.tsv"),
			"%.*s:%u: %s %.*s: %.*s\n", XCTL_FMT(f->file), f->line, law_finding_words[f->kind], XCTL_FMT(f->name),
			XCTL_FMT(f->what));
	}
	lawful_close(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_each_kind),
		cmocka_unit_test(accepts_with_reason),
		cmocka_unit_test(refuses_what_is_no_book),
		cmocka_unit_test(book_shipped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
