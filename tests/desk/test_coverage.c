/* coverage: the table of controls, the rulebook's own rules, and what neither knows. */
#include "fixture.h"

typedef struct covered {
	xctl_arena arena;
	xctl_desk *desk;
	xctl_buf out;
	xctl_error error;
} covered;

static void start(covered *c, bool with_controls)
{
	*c = (covered){ .desk = NULL };
	c->desk = fixture_desk(fixture_snapshot(&c->arena, false, with_controls), NULL, "2026-11-23");
}

static void stop(covered *c)
{
	xctl_desk_close(c->desk);
	xctl_buf_drop(&c->out);
	xctl_arena_drop(&c->arena);
}

static xctl_code cover(covered *c, xctl_format format, const char *csv, const char *governments, const char *as_of)
{
	xctl_buf_clear(&c->out);
	c->error = (xctl_error){ 0 };
	return xctl_coverage(c->desk, csv, strlen(csv), "items.csv", governments, as_of, &(xctl_view){ .format = format },
		fixture_write, &c->out, &c->error);
}

#define HEAD "item,title,codes.US,codes.JP,control\n"

/* One item, one line a government: the CSV row without the item's own cells. */
static void answers_each_case(void **state)
{
	static const struct {
		const char *row, *as_of, *expected;
	} cases[] = {
		/* one row has the code */
		{ "X,a cooler,2B1,,\n", NULL, "US,same,2010-02-03,wassenaar,verified,,no,cooler," },
		/* the item's code lies above the row's */
		{ "X,a cooler,2B1.a.1,,\n", NULL, "US,same,2010-02-03,wassenaar,verified,,no,cooler," },
		/* a government nobody classified it for takes the row of the technology */
		{ "X,a cooler,2B1,,\n", NULL, "JP,narrower,2011-02-03,wassenaar,unverified,,no,cooler," },
		/* several rows have the code: the title tells them apart */
		{ "X,dry etchers for it,,7(16),\n", NULL, "JP,same,2023-07-23,plurilateral,verified,,yes,etcher," },
		{ "X,dry etchers for it,,7(16),\n", NULL, "US,none,,,unverified,,yes,etcher," },
		/* or it does not: what they agree on stays */
		{ "X,something,,7(16),\n", NULL, "JP,listed,,,unverified,2011-02-03,yes,," },
		{ "X,something,,7(16),\n", NULL, "US,unknown,,,,,yes,," },
		/* or the file names the row */
		{ "X,something,,7(16),scanner\n", NULL, "JP,same,2025-05-28,national,verified,,no,scanner," },
		/* controls that begin later are not there yet */
		{ "X,something,,7(16),scanner\n", "2024-01-01", "JP,none,,,verified,,no,scanner,,,2025-05-28," },
		/* the rulebook's own rules: a dated row of a table, an undated one, one that needs more than the code */
		{ "X,a thing,1A1,,\n", NULL, "US,listed,2004-05-06,,verified,,no,,xx.listed(C),2000-01-01,,Act 2," },
		{ "X,a thing,1A2.b,,\n", NULL, "US,listed,,,verified,,no,,xx.listed(C),2000-01-01,,Act 2," },
		{ "X,a thing,9Z9,,\n", NULL, "US,conditional,,,verified,,no,,xx.party,2001-01-01,,Act 3," },
		{ "X,a thing,1A1,,\n", "1999-01-01", "US,unknown,,,,,no,,,,,," },
		/* classified and not listed */
		{ "X,a thing,none,,\n", NULL, "US,none,,,verified,,no,,,,,," },
		{ "X,a thing,EAR99,,\n", NULL, "US,none,,,verified,,no,,,,,," },
		/* nobody classified it, or under a code nobody knows */
		{ "X,a thing,,,\n", NULL, "US,unknown,,,,,no,,,,,," },
		{ "X,a thing,8Y8,,\n", NULL, "US,unknown,,,,,no,,,,,," },
		{ "X,a thing,2B,,\n", NULL, "US,unknown,,,,,no,,,,,," },
		{ "X,a thing,8Y8; 2B1,,\n", NULL, "US,same,2010-02-03,wassenaar,verified,,no,cooler," },
	};
	covered c;
	(void)state;
	start(&c, true);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char csv[256];
		snprintf(csv, sizeof csv, HEAD "%s", cases[i].row);
		xctl_code code = cover(&c, XCTL_CSV, csv, NULL, cases[i].as_of);
		assert_case(code == XCTL_OK, "case %zu: %s\n", i, c.error.what);
		assert_says(&c.out, cases[i].expected);
	}
	stop(&c);
}

static void shows_a_table(void **state)
{
	covered c;
	(void)state;
	start(&c, true);
	assert_int_equal(
		cover(&c, XCTL_TABLE, HEAD "X1,a cooler,2B1,,\nX2,dry etchers,none,7(16),\nX3,something,,7(16),\n", NULL, NULL),
		XCTL_OK);
	assert_says(&c.out, "ITEM  TITLE");
	assert_says(&c.out, "narrower*");
	assert_says(&c.out, "2010-02-03 W");
	assert_says(&c.out, "2023-07-23 P");
	assert_says(&c.out, "≥2011-02-03");
	assert_says(
		&c.out, "3 items on 2026-11-23: controlled by all 4 governments 0, by several 1, by one 2, by none known 0.");
	assert_says(&c.out, "unverified");
	assert_fits(&c.out, 100);
	stop(&c);
}

static void writes_json(void **state)
{
	covered c;
	(void)state;
	start(&c, true);
	assert_int_equal(cover(&c, XCTL_JSON, "item,codes.US\nX1,2B1\n", "us", "2020-01-01"), XCTL_OK);
	json_t *root = json_loads(c.out.at, 0, NULL);
	assert_non_null(root);
	const json_t *item = json_array_get(json_object_get(root, "items"), 0);
	const json_t *us = json_object_get(json_object_get(item, "governments"), "US");
	assert_string_equal(json_string_value(json_object_get(us, "scope")), "same");
	assert_string_equal(json_string_value(json_object_get(us, "basis")), "wassenaar");
	assert_int_equal(json_integer_value(json_object_get(item, "controlled_by")), 1);
	assert_int_equal(json_integer_value(json_object_get(json_object_get(root, "controlled"), "by_all")), 1);
	json_decref(root);
	assert_int_equal(cover(&c, XCTL_NDJSON, "item,codes.US\nX1,2B1\nX2,none\n", "US, us", NULL), XCTL_OK);
	assert_says(&c.out, "}\n{\"item\":\"X2\"");
	stop(&c);
}

static void works_without_the_table(void **state)
{
	covered c;
	(void)state;
	start(&c, false);
	assert_int_equal(cover(&c, XCTL_TABLE, HEAD "X1,a thing,1A1,,\n", NULL, NULL), XCTL_OK);
	assert_says(&c.out, "listed");
	assert_says(&c.out, "has no table regimes/controls.tsv");
	stop(&c);
}

static void refuses(void **state)
{
	static const struct {
		const char *csv, *governments, *as_of;
		xctl_code code;
		uint32_t line;
	} cases[] = {
		{ "", NULL, NULL, XCTL_INPUT, 0 },
		{ "item,codes.US\n", NULL, NULL, XCTL_INPUT, 0 },
		{ "item,title\nX,y\n", NULL, NULL, XCTL_INPUT, 1 },
		{ "title,codes.US\nX,y\n", NULL, NULL, XCTL_INPUT, 1 },
		{ "item,codes.HS\nX,y\n", NULL, NULL, XCTL_INPUT, 1 },
		{ "item,codes.US\nX,\"y\n", NULL, NULL, XCTL_INPUT, 2 },
		{ "item,codes.US\nX,\xff\n", NULL, NULL, XCTL_INPUT, 2 },
		{ "item,codes.US,control\nX,2B1,\nX,2B1,etchr\n", NULL, NULL, XCTL_INPUT, 3 },
		{ "item,codes.US\nX,2B1\n", "US,QQ", NULL, XCTL_USAGE, 0 },
		{ "item,codes.US\nX,2B1\n", NULL, "2026-02-30", XCTL_USAGE, 0 },
	};
	covered c;
	(void)state;
	start(&c, true);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_code code = cover(&c, XCTL_TABLE, cases[i].csv, cases[i].governments, cases[i].as_of);
		assert_case(code == cases[i].code, "case %zu: %d %s\n", i, (int)code, c.error.what);
		assert_case(c.error.line == cases[i].line, "case %zu: line %u\n", i, c.error.line);
		assert_int_equal(c.out.len, 0);
	}
	stop(&c);
}

/* The table of the book and the items of the demo fit each other. */
static void reads_the_real_table(void **state)
{
	xctl_arena arena = { 0 };
	xctl_file table, law;
	(void)state;
	assert_int_equal(xctl_file_read(&table, test_path("rulebook/regimes/controls.tsv"), 1 << 20, NULL), XCTL_OK);
	law_file files[] = { fixture_files[1], fixture_files[2], fixture_files[3],
		{ XCTL_STR("regimes/controls.tsv"), table.bytes } };
	xctl_buf bytes = { .ceiling = 64u << 20 };
	assert_int_equal(xctl_snapshot_make(&bytes, files, 4, NULL, 0, NULL), XCTL_OK);
	xctl_str path = xctl_str_print(&arena, "%s/real.snapshot", test_directory());
	assert_int_equal(xctl_file_replace(path.at, xctl_buf_view(&bytes), NULL), XCTL_OK);
	covered c = { .desk = fixture_desk(path.at, NULL, "2026-11-23") };
	assert_int_equal(xctl_file_read(&law, test_path("demo/items.csv"), 1 << 20, NULL), XCTL_OK);
	xctl_buf csv = { .at = NULL };
	xctl_buf_str(&csv, law.bytes);
	assert_int_equal(cover(&c, XCTL_TABLE, csv.at, NULL, NULL), XCTL_OK);
	assert_fits(&c.out, 100);
	assert_int_equal(cover(&c, XCTL_CSV, csv.at, NULL, NULL), XCTL_OK);
	assert_says(&c.out, ",JP,same,2023-07-23,plurilateral,verified,,yes,etch-isotropic-sige,");
	assert_says(&c.out, ",NL,same,2023-09-01,plurilateral,verified,,");
	assert_says(&c.out, ",CN,same,2023-08-01,national,verified,,no,gallium,");
	xctl_buf_drop(&csv);
	xctl_buf_drop(&bytes);
	xctl_file_close(&table);
	xctl_file_close(&law);
	stop(&c);
	xctl_arena_drop(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_each_case),
		cmocka_unit_test(shows_a_table),
		cmocka_unit_test(writes_json),
		cmocka_unit_test(works_without_the_table),
		cmocka_unit_test(refuses),
		cmocka_unit_test(reads_the_real_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
