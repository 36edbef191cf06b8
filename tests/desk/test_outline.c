/* rules show --coverage: what citations name, and an outline held against a book. */
#include "desk/outline.h"
#include "fixture.h"

static void reads_citations(void **state)
{
	static const char *const entries[] = {
		"15 CFR: 744.2, Part 744",
		"15 CFR: 744.21, Supplement No. 2 to Part 744; 90 FR: 47201",
		"FEFA: art. 48",
		"FEFA: art. 25",
		"FEFA: art. 27-2",
		"FEFA: art. 27",
		"METI, clarity guideline",
		"Order: Appended Table 3",
		"Order",
	};
	static const struct {
		const char *citation;
		uint64_t names;
		const char *unknown;
	} cases[] = {
		{ "15 CFR 744.2(a)", 1, "" },
		{ "15 CFR 744.21(a)(1), (e)(1)", 2, "" },
		{ "15 CFR 744.2(b), 744.21(b)", 3, "" },
		{ "15 CFR 744.2(a); policy 744.21(b)", 3, "" },
		{ "15 CFR 744.2(a); {row.cites}", 1, "" },
		{ "15 CFR 744.22", 0, "744.22" },
		{ "15 CFR 744.2, 745.1(a), 744.21", 3, "745.1(a)" },
		{ "15 CFR 744.2(a), 3A001", 1, "" },
		{ "Supplement No. 2 to Part 744, paragraph (4)(i)", 2, "" },
		{ "15 CFR Part 744, Supplement No. 2", 1, "" },
		{ "90 FR 47201", 2, "" },
		{ "90 FR 4720", 0, "4720" },
		{ "FEFA art. 48(1), 25(1), (3)", 4 | 8, "" },
		{ "FEFA art. 27-2(1)", 16, "" },
		{ "FEFA art. 27(1)", 32, "" },
		{ "METI, clarity guideline, item 19", 64, "" },
		{ "Order, Appended Table 3", 128, "" },
		{ "Order art. 5; Appended Table 3 (Group A, as it was)", 128 | 256, "" },
		{ "Order", 256, "" },
		{ "Act 9", 0, "Act 9" },
		{ "FEFA art. 48; Act 9", 4, "Act 9" },
		{ "", 0, "" },
		{ ";;,", 0, "," },
	};
	xctl_arena arena = { .ceiling = 1u << 20 };
	desk_citations c = { .arena = &arena };
	(void)state;
	for (uint32_t i = 0; i < COUNT_OF(entries); i++)
		assert_true(desk_citations_add(&c, xctl_str_of(entries[i]), i));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		uint64_t named = 0;
		xctl_str unknown = desk_citations_find(&c, xctl_str_of(cases[i].citation), &named);
		assert_case(named == cases[i].names, "%s: names %llx\n", cases[i].citation, (unsigned long long)named);
		assert_case(xctl_str_is(xctl_str_trim(unknown), cases[i].unknown), "%s: unknown is \"%.*s\"\n", cases[i].citation,
			XCTL_FMT(unknown));
	}
	xctl_arena_drop(&arena);
}

#define HEAD "# source: the tests\n# verified: 2026-11-27\n# completeness: full\n" \
	"government\tlaw\tpart\ttitle\tcited\tdepth\tas_of\tleft_out\n"

/* The fixture's rules cite Acts 1 to 4, a suspension Act 9; its table is drawn from "the tests". */
#define GOOD "XX\tThe acts\tone\tthe subject\tAct 1\tfull\t2000-01-01\t\n" \
	"XX\tThe acts\ttwo to four\t\tAct 2; Act 3; Act 4; Act 9\tpartial\t2001-01-01\tthe schedule\n" \
	"XX\tThe acts\tten\t\tAct 10\tnone\t\t\n" \
	"XX\tThe tests\titems\t\tthe tests\tpartial\t2026-11-23\tother items\n"

/* Runs a book with that outline. */
static xctl_code run(const char *outline_text, const char *items, xctl_format format, xctl_rule_outline_result *result, xctl_buf *out)
{
	xctl_arena arena = { .ceiling = 64u << 20 };
	xctl_buf bytes = { .ceiling = 64u << 20 };
	xctl_error error = { 0 };
	law_file files[] = { fixture_files[1], { XCTL_STR("xx/coverage.tsv"), xctl_str_of(outline_text) }, fixture_files[2],
		fixture_files[3] };
	if (items)
		files[2].text = xctl_str_of(items);
	xctl_str path = xctl_str_print(&arena, "%s/outline.snapshot", test_directory());
	xctl_code code = xctl_snapshot_make(&bytes, files, COUNT_OF(files), NULL, 0, &error);
	assert_case(code == XCTL_OK, "%s:%u: %s; %s\n", error.source, error.line, error.what, error.hint);
	assert_int_equal(xctl_file_replace(path.at, xctl_buf_view(&bytes), &error), XCTL_OK);
	xctl_desk *desk = fixture_desk(path.at, NULL, "2026-11-23");
	xctl_buf_clear(out);
	code = xctl_rule_outline(result, desk, NULL, &(xctl_view){ .format = format, .width = 120 }, fixture_write, out, &error);
	xctl_desk_close(desk);
	xctl_buf_drop(&bytes);
	xctl_arena_drop(&arena);
	return code;
}

static void counts(void **state)
{
	xctl_buf out = { 0 };
	xctl_rule_outline_result result;
	(void)state;
	assert_int_equal(run(HEAD GOOD, NULL, XCTL_CSV, &result, &out), XCTL_OK);
	assert_int_equal(result.parts, 4);
	assert_int_equal(result.faults, 0);
	assert_string_equal(out.at,
		"government,law,part,title,depth,rules,rows,examples,unverified,as_of,left_out\n"
		"XX,The acts,,,,4,0,1,0,2000-01-01,\n"
		"XX,The acts,one,the subject,full,1,0,0,0,2000-01-01,\n"
		"XX,The acts,two to four,,partial,3,0,1,0,2001-01-01,the schedule\n"
		"XX,The acts,ten,,none,0,0,0,0,,\n"
		"XX,The tests,,,,0,3,0,0,2026-11-23,\n"
		"XX,The tests,items,,partial,0,3,0,0,2026-11-23,other items\n");
	assert_int_equal(run(HEAD GOOD, NULL, XCTL_TABLE, &result, &out), XCTL_OK);
	assert_says(&out, "two to four");
	assert_says(&out, "limits: the schedule\n");
	assert_int_equal(run(HEAD GOOD, NULL, XCTL_JSON, &result, &out), XCTL_OK);
	json_t *root = json_loads(out.at, 0, NULL);
	const json_t *law = json_array_get(json_object_get(root, "laws"), 0);
	assert_int_equal(json_array_size(json_object_get(law, "parts")), 3);
	assert_int_equal(json_integer_value(json_object_get(law, "rules")), 4);
	assert_int_equal(json_array_size(json_object_get(root, "faults")), 0);
	json_decref(root);
	xctl_buf_drop(&out);
}

/* Each thing that an outline may claim and the book not bear out. */
static void finds_faults(void **state)
{
	static const char excerpt[] = "# source: Act 1\n# verified: 2026-11-23\n# completeness: excerpt\ncode\tcontrol\teffective\n"
				      "1A1\tC\t\n2B1\tD\t\n";
	static const char unread[] = "# source: Act 1\n# verified: none\n# completeness: full\ncode\tcontrol\teffective\n"
				     "1A1\tC\t\n2B1\tD\t\n";
	static const char old[] = "# source: Act 1\n# verified: 1999-11-23\n# completeness: full\ncode\tcontrol\teffective\n"
				  "1A1\tC\t\n2B1\tD\t\n";
#define REST "XX\tThe tests\titems\t\tthe tests\tpartial\t2026-11-23\tother items\n"
#define ALL "XX\tThe acts\tall\t\tAct 1; Act 2; Act 3; Act 4; Act 9\t"
	static const struct {
		const char *outline, *items, *says;
	} cases[] = {
		{ "XX\tThe acts\tall\t\tAct 1; Act 2; Act 3; Act 4\tfull\t2000-01-01\t\n" REST, NULL,
			"xx/law.md:38: xx.listed(D) cites \"Act 9\", which stands in no part of the outline\n" },
		{ ALL "none\t\t\n" REST, NULL, "said not to be in the book, but xx.subject cites it\n" },
		{ ALL "full\t2000-01-01\t\n" REST "XX\tMore\tten\t\tAct 10\tfull\t2000-01-01\t\n", NULL,
			"xx/coverage.tsv:7: said to be full, but no rule and no table cites it\n" },
		{ ALL "whole\t2000-01-01\t\n" REST, NULL, "xx/coverage.tsv:5: the depth is full, partial or none, not \"whole\"\n" },
		{ ALL "full\t\t\n" REST, NULL, "xx/coverage.tsv:5: the day of the text is missing" },
		{ ALL "partial\t2000-01-01\t\n" REST, NULL, "xx/coverage.tsv:5: a partial part says what is left out\n" },
		{ ALL "full\t2000-01-01\tsomething\n" REST, NULL, "xx/coverage.tsv:5: a part in full leaves nothing out\n" },
		{ ALL "full\t2000-01-01\t\n", NULL, "xx/items.tsv:1: its source stands in no part of the outline\n" },
		{ ALL "full\t2000-01-01\t\n", excerpt, "xx/coverage.tsv:5: said to be full, but xx/items.tsv is an excerpt\n" },
		{ ALL "full\t2000-01-01\t\n", unread, "xx/coverage.tsv:5: said to be full, but xx/items.tsv is not verified\n" },
		{ ALL "full\t2000-01-01\t\n", old,
			"xx/coverage.tsv:5: its text is said to be newer than xx/items.tsv, which was verified on 1999-11-23\n" },
	};
	xctl_buf out = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[2000];
		xctl_rule_outline_result result = { 0 };
		snprintf(text, sizeof text, HEAD "%s", cases[i].outline);
		assert_int_equal(run(text, cases[i].items, XCTL_TABLE, &result, &out), XCTL_OK);
		assert_case(result.faults >= 1, "%zu: no fault\n", i);
		assert_says(&out, cases[i].says);
	}
	xctl_buf_drop(&out);
}

static void needs_its_columns(void **state)
{
	xctl_buf out = { 0 };
	xctl_rule_outline_result result;
	(void)state;
	assert_int_equal(run("# source: t\ngovernment\tlaw\nXX\tThe acts\n", NULL, XCTL_TABLE, &result, &out), XCTL_INPUT);
	xctl_buf_drop(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_citations),
		cmocka_unit_test(counts),
		cmocka_unit_test(finds_faults),
		cmocka_unit_test(needs_its_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
