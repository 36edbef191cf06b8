/* What is wrong with a rulebook is told with its place and a mend. */
#include "lawful.h"

#define REGIME "regime us.t\ngovernment US\n"
#define RULE(when) "rule r\nregime us.t\ncites x\neffective 2020-01-01\nthen licence\n" when
#define FACT(name, when) "fact " name "\neffective 2020-01-01\n" when

typedef struct wrong {
	const char *rules; /* its first line is line 4 of the file */
	uint32_t line, column;
	const char *what, *hint; /* parts of them */
} wrong;

static const char *const tables[] = { "us/ccl", "code\tcontrol\n3A001\tNS2\n3B001\tNS1, NS2\n", "us/places",
	"country\tgroup\nBR\tB\nCN\tD:5\n", NULL };

static void check(const wrong *w, const char *source, const xctl_error *error, xctl_code code)
{
	assert_case(code == XCTL_INPUT, "%s: code %d\n", w->rules, (int)code);
	assert_int_equal(error->code, code);
	assert_case(strcmp(error->source, source) == 0, "%s: in %s\n", w->rules, error->source);
	assert_case(error->line == w->line && error->column == w->column, "%s: line %u, column %u: %s\n", w->rules, error->line,
		error->column, error->what);
	assert_case(strstr(error->what, w->what) != NULL, "%s: \"%s\"\n", w->rules, error->what);
	assert_case(strstr(error->hint, w->hint) != NULL, "%s: \"%s\"\n", w->rules, error->hint);
}

static void check_all(const wrong *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		lawful l;
		xctl_code code = lawful_compile(&l, cases[i].rules, tables);
		check(&cases[i], "us/rules.md", &l.error, code);
		lawful_close(&l);
	}
}

static void lines_that_cannot_be_read(void **state)
{
	static const wrong cases[] = {
		{ "factt x\nwhen to is BR", 4, 1, "\"factt\" starts no block", "is \"fact\" meant?" },
		{ "zzzzzz x", 4, 1, "starts no block", "a block starts with" },
		{ "fact", 4, 1, "\"fact\" without a name", "give the block a name" },
		{ "fact x\nwen to is BR", 5, 1, "\"wen\" starts no line", "is \"when\" meant?" },
		{ "fact x\nefective 2020-01-01", 5, 1, "\"efective\" starts no line", "is \"effective\" meant?" },
		{ "fact x\nand to is BR", 5, 1, "\"and\" before \"when\"", "begin with \"when\"" },
		{ "fact x\nor to is BR", 5, 1, "\"or\" before \"when\"", "begin with \"when\"" },
		{ "fact x\nwhen to is BR\nwhen to is CN", 6, 1, "a second \"when\"", "use \"and\"" },
		{ "fact x\nwhen to is BR\n  or to is CN", 6, 3, "\"or\" without \"any\"", "and any" },
		{ "fact x\nwhen any to is BR\nor any to is CN", 6, 1, "\"any\" does not fit here", "starts with" },
		{ "fact x\nwhen to is BR\nunless to is CN", 6, 1, "only an exception has \"unless\"", "and not" },
		{ "fact x\nwhen to is", 5, 0, "the line ends too early", "Conditions" },
		{ "fact x\nwhen to is BR CN", 5, 15, "\"CN\" does not fit here", "Conditions" },
		{ "fact x\nwhen to is BR;", 5, 14, "\";\" is not part of the language", "quote" },
		{ "fact x\nwhen to is \"BR", 5, 12, "is not part of the language", "quote" },
		{ "fact x\nfor V in A\nfor W in B", 6, 0, "a second \"for\"", "one variable" },
		{ "fact x\nfor V in A, W is 3", 5, 15, "\"is\" does not fit here", "Conditions" },
	};
	(void)state;
	check_all(cases, COUNT_OF(cases));
}

static void names_that_mean_nothing(void **state)
{
	static const wrong cases[] = {
		{ FACT("x", "when item.orgin is US"), 6, 0, "\"item.orgin\" is neither a fact", "is \"item.origin\" meant?" },
		{ FACT("x", "when yy"), 6, 0, "\"yy\" is neither", "Terms" },
		{ FACT("x", "when us.y\n\n" FACT("us.yy", "when to is BR")), 6, 0, "\"us.y\" is neither", "is \"us.yy\" meant?" },
		{ FACT("x", "when P.country is BR"), 6, 0, "nobody says who \"P\" is", "some party P" },
		{ FACT("x", "when some party PQ\nand PQ.country is BR"), 6, 0, "\"PQ\" is no party variable", "one capital letter" },
		{ FACT("x", "when not some party P"), 6, 0, "says nothing", "not FACT" },
		{ FACT("x", "when facts.q"), 6, 0, "no question declares the fact \"q\"", "question NAME" },
		{ FACT("x", "when item.codes.US in us/ccll"), 6, 0, "no table \"us/ccll\"", "is \"us/ccl\" meant?" },
		{ FACT("x", "when item.codes.US in us/nothing-like"), 6, 0, "no table", ".tsv" },
		{ FACT("x", "when item.codes.US in us/ccl where controls is NS2"), 6, 0, "has no column \"controls\"",
			"is \"control\" meant?" },
		{ FACT("x", "for V in us/ccl column controll\nwhen item.codes.US in us/ccl where control is V"), 4, 0,
			"has no column \"controll\"", "is \"control\" meant?" },
		{ FACT("x", "when to is UK"), 6, 0, "unknown country \"UK\"", "alpha-2" },
		{ FACT("x", "when item.value.USD is 5"), 6, 0, "is a number or a day", "compare with" },
		{ FACT("x", "when item.value.USD <= five"), 6, 0, "\"five\" is not a number", "digits" },
		{ FACT("x", "when date < 2023-02-30"), 6, 0, "not a day of the calendar", "YYYY-MM-DD" },
		{ FACT("x", "when to <= 5"), 6, 0, "\"to\" is not a number", "compare with" },
		{ FACT("x", "when to"), 6, 0, "\"to\" is not a yes or a no", "say what it is" },
		{ FACT("x", "when item.release.published is maybe"), 6, 0, "is a yes or a no", "is yes" },
		{ FACT("x", "when some party P\nand P.listed is us-entity"), 7, 0, "not a member of a set", "P on LIST" },
		{ FACT("x", "when some party P\nand P on us-entity footnote 9"), 7, 0, "\"9\" is no footnote", "1 to 7" },
		{ FACT("x", "when some party P\nand P on us-entity scope wide"), 7, 0, "\"wide\" is no scope", "one of" },
		{ FACT("x", "when knowledge exporter of wmd at sure"), 6, 0, "\"sure\" is no grade", "aware" },
		{ "regime us.t\ngovernment US\nsubject us.s", 6, 0, "no block states the fact \"us.s\"", "fact NAME" },
		{ "regime us.t\ntitle x", 4, 0, "belongs to no government", "government" },
		{ "fact date\nwhen to is BR", 4, 0, "\"date\" is a term", "another name" },
		{ "fact x of\nwhen to is BR", 4, 0, "a fact's head is wrong", "of P" },
	};
	(void)state;
	check_all(cases, COUNT_OF(cases));
}

static void blocks_that_lack_something(void **state)
{
	static const wrong cases[] = {
		{ REGIME "\nrule r\nregime us.t\ncites x\neffective 2020-01-01\nwhen to is BR", 7, 0, "says no verdict", "then licence" },
		{ REGIME "\nrule r\nregime us.t\ncites x\neffective 2020-01-01\nthen clear\nwhen to is BR", 11, 0,
			"\"clear\" is no ground's verdict", "prohibited" },
		{ REGIME "\nrule r\nregime us.t\ncites x\nthen licence\nwhen to is BR", 7, 0, "since when", "attested" },
		{ REGIME "\nrule r\nregime us.t\neffective 2020-01-01\nthen licence\nwhen to is BR", 7, 0, "cites no law", "cites" },
		{ REGIME "\nrule r\ncites x\neffective 2020-01-01\nthen licence\nwhen to is BR", 7, 0, "belongs to no regime", "regime" },
		{ REGIME "\nrule r\nregime us.tt\ncites x\neffective 2020-01-01\nthen licence\nwhen to is BR", 8, 0,
			"no regime \"us.tt\"", "is \"us.t\" meant?" },
		{ REGIME "\n" RULE(""), 7, 0, "no conditions", "begin with" },
		{ "fact x", 4, 0, "no conditions", "begin with" },
		{ REGIME "\n" RULE("when to is BR\nstatus suspended"), 13, 0, "\"status\" says nothing here", "drop the line" },
		{ REGIME "\n" RULE("when to is BR\nthen licence"), 13, 0, "a second \"then\"", "keep one" },
		{ REGIME "\n" RULE("when to is BR\n\nexception e to r\nwhen to is BR"), 14, 0, "what kind it is", "kind exclusion" },
		{ REGIME "\n" RULE("when to is BR\n\nexception e to rr\nkind exclusion\nwhen to is BR"), 14, 0, "no rule \"rr\"",
			"is \"r\" meant?" },
		{ REGIME "\n" RULE("when to is BR\nasserts family\n\nexception e to famly\nkind exclusion\nwhen to is BR"), 15, 0,
			"no rule \"famly\"", "is \"family\" meant?" },
		{ REGIME "\n" RULE("when to is BR\n\nexception e\nkind exclusion\nwhen to is BR"), 14, 0, "overcomes nothing", "to GROUND" },
		{ REGIME "\n" RULE("when to is BR\n\nexception e to r\nkind exclusion\nwhen to is BR\naffirm"), 17, 0,
			"nothing is affirmed", "affirm NAME" },
		{ REGIME "\n" RULE("when to is BR\n\nsuspend r\nstatus gone\nfrom 2020-01-01"), 14, 0, "\"gone\" is no status", "suspended" },
		{ REGIME "\n" RULE("when to is BR\n\nsuspend other\nstatus suspended"), 14, 0, "no rule \"other\"", "name a rule" },
		{ REGIME "\n" RULE("when to is BR\n\noverrides r over s"), 14, 0, "no rule \"s\"", "" },
		{ REGIME "\n" RULE("when to is BR\n\noverrides r"), 14, 0, "names no two rules", "over" },
		{ "codes US\nparagraphs us/ccl", 4, 0, "without entries", "entries" },
	};
	(void)state;
	check_all(cases, COUNT_OF(cases));
}

static void days_names_and_cycles(void **state)
{
	static const wrong cases[] = {
		{ "fact x\neffective 2025-02-29\nwhen to is BR", 5, 0, "\"2025-02-29\" is not a day", "YYYY-MM-DD" },
		{ "fact x\neffective 2025-02-27 known 2025-02-28\nwhen to is BR", 5, 0, "is not a day", "nothing else" },
		{ "fact x\neffective 2025-01-01\nuntil 2025-01-01\nwhen to is BR", 4, 0, "never in force", "no longer" },
		{ "fact x\nknown 2025-01-02\nknown_until 2025-01-01\nwhen to is BR", 4, 0, "never in force", "" },
		{ REGIME "\n" RULE("when to is BR\n\n" RULE("when to is CN")), 14, 0, "two blocks are named \"r\"", "line 7" },
		{ REGIME "\nrule a\nregime us.t\ncites x\nthen review\neffective 2000-01-01\nuntil 2001-01-01\nwhen to is BR\n\n"
			 "rule a\nregime us.t\ncites x\nthen review\neffective 2001-01-01\nuntil 2002-01-01\nwhen to is BR\n\n"
			 "rule a\nregime us.t\ncites x\nthen review\neffective 2001-06-01\nwhen to is BR",
			23, 0, "two blocks are named \"a\"", "line 15" },
		{ "question q\nasks a\n\nquestion q\nasks b", 7, 0, "two blocks are named \"q\"", "line 4" },
		{ "regime a\ngovernment US\n\nregime a\ngovernment US", 7, 0, "two regimes", "keep one" },
		{ "fact x\ntitle a\nwhen to is BR\n\nfact x\ntitle b\nwhen to is CN", 8, 0, "has two titles", "one title" },
		{ FACT("x", "when y\n\n" FACT("y", "when not x")), 4, 0, "depends on itself", "one of the facts between" },
		{ FACT("x", "when some party P\nand P y\n\n" FACT("y of P", "when x")), 4, 0, "depends on itself", "" },
		{ REGIME "\nrule a\nregime us.t\ncites x\neffective 2020-01-01\nthen review\nwhen to is BR\n\n"
			 "rule b\nregime us.t\ncites x\neffective 2020-01-01\nthen review\nwhen to is BR\n\n"
			 "overrides a over b\n\noverrides b over a",
			23, 0, "in the end overrides itself", "take one" },
		{ FACT("x", "when any to is BR\nor to is CN\nand any to is BR\nor to is CN\nand any to is BR\nor to is CN\n"
			    "and any to is BR\nor to is CN\nand any to is BR\nor to is CN\nand any to is BR\nor to is CN\n"
			    "and any to is BR\nor to is CN\nand any to is BR\nor to is CN\nand any to is BR\nor to is CN\n"
			    "and any to is BR\nor to is CN"),
			4, 0, "more than 512 clauses", "facts of their own" },
	};
	(void)state;
	check_all(cases, COUNT_OF(cases));
}

/* One clause asks of one thing what it cannot be. */
static void rules_that_contradict_themselves(void **state)
{
	static const wrong cases[] = {
		{ FACT("x", "when event is export\nand not event is export"), 7, 0, "this line and line 6 cannot both", "take one" },
		{ FACT("x", "when event is export\nand to is BR\nand event is reexport, release"), 8, 0, "line 6", "any" },
		{ FACT("x", "when to is CN\nand to is JP"), 7, 0, "\"x\" contradicts itself", "take one" },
		{ FACT("x", "when to in us/places\nand not to is BR, CN"), 7, 0, "contradicts itself", "" },
		{ FACT("x", "when not to is BR\nand to in us/places\nand not to is CN"), 8, 0, "line 6", "" },
		{ FACT("x", "when item.value.USD > 5\nand to is BR\nand item.value.USD < 3"), 8, 0, "line 6", "" },
		{ FACT("x", "when item.value.USD <= 5\nand not item.value.USD < 6"), 7, 0, "line 6", "" },
		{ FACT("x", "when item.value.USD = 5\nand item.value.USD = 6"), 7, 0, "line 6", "" },
		{ FACT("x", "when date >= 2024-01-01\nand date < 2024-01-01"), 7, 0, "line 6", "" },
		{ FACT("x", "when date < 2019-12-31"), 6, 0, "not in force on the days", "effective" },
		{ "fact x\neffective 2020-01-01\nuntil 2021-01-01\nwhen to is BR\nand date >= 2021-01-01", 8, 0, "not in force", "until" },
		{ FACT("x", "when facts.q\nand not facts.q\n\nquestion q\nasks a"), 7, 0, "line 6", "" },
		{ FACT("x", "when facts.q\nand facts.q is no\n\nquestion q\nasks a"), 7, 0, "line 6", "" },
		{ FACT("x", "when y\nand not y\n\n" FACT("y", "when to is BR")), 7, 0, "line 6", "" },
		{ FACT("x", "when some party P\nand P.role is consignee\nand P.role is end-user"), 8, 0, "line 7", "" },
		{ FACT("x", "when some party P\nand P on us-entity footnote 4\nand not P on us-entity"), 8, 0, "line 7", "" },
		{ FACT("x of P", "when P.country is BR\nand not P.country is BR, CN"), 7, 0, "line 6", "" },
		{ FACT("x", "when item.codes.US in 3B001.a\nand not item.codes.US in 3B001"), 7, 0, "line 6", "" },
		{ FACT("x", "when end_use.uses is wmd\nand not end_use.uses is wmd, military"), 7, 0, "line 6", "" },
		{ FACT("x", "when knowledge exporter of wmd at aware\nand not knowledge exporter of wmd at suspected"), 7, 0, "line 6", "" },
		{ FACT("x", "when to is BR\nand any to is CN\n or to is JP"), 8, 0, "line 6", "" },
		{ REGIME "\n" RULE("when to is BR\nand to is CN"), 13, 0, "\"r\" contradicts itself", "" },
		{ REGIME "\n" RULE("for C in CN, JP\nwhen to is C\nand to is BR"), 14, 0, "\"r\" contradicts itself", "" },
		{ REGIME "\n" RULE("when to is BR\n\nexception e to r\nkind exclusion\nwhen to is BR\nunless to is BR\nwith to is CN"), 18, 0,
			"\"e\" contradicts itself: this line and line 17", "" },
	};
	(void)state;
	check_all(cases, COUNT_OF(cases));
}

/* What looks like a contradiction and is none: several values, other parties, other days, silence, one of several ways. */
static void rules_that_do_not(void **state)
{
	static const char *const rules[] = {
		FACT("x", "when via is CN\nand via is JP"),
		FACT("x", "when item.codes.US in 3B001\nand not item.codes.US in 3B001.a"),
		FACT("x", "when item.codes.US in 3B001\nand item.codes.US in 3A001"),
		FACT("x", "when item.codes.US in 3B001\nand not item.codes.US in 3B001 except 3B001.c"),
		FACT("x", "when not item.value.USD <= 5\nand not item.value.USD > 5"),
		FACT("x", "when item.value.USD > 5\nand item.value.EUR < 3"),
		FACT("x", "when item.value.USD >= 5\nand item.value.USD <= 5"),
		FACT("x", "when date >= 2020-01-01\nand date < 2020-01-02"),
		FACT("x", "when not to in us/places\nand not to is US"),
		FACT("x", "when to is BR\nand any to is CN\n or to is BR"),
		FACT("x", "when some party P\nand P.country is BR\nand some party Q\nand Q.country is CN"),
		FACT("x", "when some party P\nand P on us-entity\nand not P on us-entity footnote 4"),
		FACT("x", "when knowledge exporter of wmd at suspected\nand not knowledge exporter of wmd at aware"),
		FACT("x", "when to in us/places where group is Z\nand to is BR"),
		FACT("x", "when to in us/dated\nand not to in us/dated where group is B"),
		REGIME "\n" RULE("for C in CN, BR\nwhen to is C\nand to is BR"),
	};
	static const char *const more[] = { "us/ccl", "code\tcontrol\n3A001\tNS2\n", "us/places", "country\tgroup\nBR\tB\nCN\tD:5\n",
		"us/dated", "country\tgroup\tuntil\nBR\tB\t2021-01-01\n", NULL };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		lawful l;
		assert_case(lawful_compile(&l, rules[i], more) == XCTL_OK, "%s: %s\n", rules[i], l.error.what);
		lawful_close(&l);
	}
}

/* What is wrong in the file itself, before its rules. */
static void files(void **state)
{
	static const struct {
		const char *path, *text;
		wrong expected;
	} cases[] = {
		{ "us/a.md", "a\n```rule\nfact x\nwhen to is US\n", { "", 2, 0, "never closed", "close it" } },
		{ "us/a.md", "a\nb \xff\n", { "", 2, 0, "not UTF-8", "UTF-8" } },
		{ "us/a.tsv", HEADS "country\nBR\nUK\n", { "", 6, 0, "unknown country \"UK\"", "alpha-2" } },
		{ "us/a.tsv", HEADS "territory\tcountry\nHK\tXX\n", { "", 5, 0, "unknown country \"XX\"", "alpha-2" } },
		{ "us/a.tsv", "code\nx\n", { "", 1, 0, "where its rows come from", "# source" } },
		{ "us/a.tsv", HEADS "code\ta\nx\n", { "", 5, 0, "", "" } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		lawful l = { .arena = { .ceiling = 0 } };
		lawful_add(&l, "world/countries.tsv", XCTL_STR(WORLD));
		lawful_add(&l, cases[i].path, xctl_str_of(cases[i].text));
		xctl_code code = law_compile(&l.book, &l.arena, l.files.at, l.files.count, &l.error);
		wrong expected = cases[i].expected;
		expected.rules = cases[i].text;
		if (expected.what[0] == '\0')
			expected.column = l.error.column;
		check(&expected, cases[i].path, &l.error, code);
		lawful_close(&l);
	}
}

static void tables_with_wrong_cells(void **state)
{
	static const struct {
		const char *table;
		wrong expected;
	} cases[] = {
		{ "country\tgroup\nUK\tB\n", { "", 5, 0, "unknown country \"UK\"", "alpha-2" } },
		{ "country\tgroup\teffective\nBR\tB\t2020-13-01\n", { "", 5, 0, "not a day", "YYYY" } },
		{ "country\tgroup\teffective\tuntil\nBR\tB\t2020-02-01\t2020-01-01\n", { "", 5, 0, "wrong order", "first day" } },
		{ "country\tgroup\tknown\tknown_until\nBR\tB\t2020-02-01\t2020-02-01\n", { "", 5, 0, "wrong order", "first day" } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *const one[] = { "us/places", cases[i].table, NULL };
		lawful l;
		xctl_code code = lawful_compile(&l, FACT("x", "when to in us/places where group is B"), one);
		wrong expected = cases[i].expected;
		expected.rules = cases[i].table;
		check(&expected, "us/places.tsv", &l.error, code);
		lawful_close(&l);
	}
}

static void a_book_needs_its_countries(void **state)
{
	xctl_arena arena = { 0 };
	law_file file = { XCTL_STR("us/a.md"), XCTL_STR("") };
	law_book book;
	xctl_error error;
	(void)state;
	assert_int_equal(law_compile(&book, &arena, &file, 1, &error), XCTL_INPUT);
	assert_non_null(strstr(error.what, "world/countries"));
	xctl_arena_drop(&arena);
}

/* Two versions of a rule may follow each other; prose, other fences and comments say nothing. */
static void what_is_right(void **state)
{
	static const char *const rules[] = {
		"",
		"# a comment\nfact x # another\nwhen to is BR # and one more\n",
		REGIME "\nrule a\nregime us.t\ncites x\nthen review\neffective 2000-01-01\nuntil 2001-01-01\nwhen to is BR\n\n"
		       "rule a\nregime us.t\ncites x\nthen review\neffective 2001-01-01\nwhen to is BR",
		"fact x\r\nwhen to is BR\r\n",
		"fact x\nwhen to is BR\n```\n\n```sh\nfactt x\n```\n\n```rule\nfact y\nwhen x",
		"example e\ngiven kind = export\n when = x\nexpect no r",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		lawful l;
		assert_case(lawful_compile(&l, rules[i], tables) == XCTL_OK, "%s: %s\n", rules[i], l.error.what);
		lawful_close(&l);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_that_cannot_be_read),
		cmocka_unit_test(names_that_mean_nothing),
		cmocka_unit_test(blocks_that_lack_something),
		cmocka_unit_test(days_names_and_cycles),
		cmocka_unit_test(rules_that_contradict_themselves),
		cmocka_unit_test(rules_that_do_not),
		cmocka_unit_test(files),
		cmocka_unit_test(tables_with_wrong_cells),
		cmocka_unit_test(a_book_needs_its_countries),
		cmocka_unit_test(what_is_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
