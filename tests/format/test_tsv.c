#include <string.h>

#include "format/tsv.h"
#include "testing.h"

#define TABLE                                                                                                         \
	"\xEF\xBB\xBF# source: 15 CFR 738\r\n"                                                                        \
	"# as of : 2025-01-01 \n"                                                                                     \
	"# a comment\n"                                                                                               \
	"\n"                                                                                                          \
	"country\tcode \tnote\r\n"                                                                                    \
	"Norway\tNO\t\r\n"                                                                                            \
	"# between rows\n"                                                                                            \
	"  \t\n"                                                                                                      \
	" C\xC3\xB4te d'Ivoire \tCI\t a: b "

static void reads(void **state)
{
	xctl_arena arena = { 0 };
	xctl_tsv t;
	(void)state;
	assert_int_equal(xctl_tsv_read(&t, &arena, XCTL_STR(TABLE), "chart.tsv", NULL), XCTL_OK);
	assert_string_equal(t.source, "chart.tsv");
	assert_int_equal(t.n_columns, 3);
	assert_int_equal(t.n_rows, 2);
	assert_int_equal(t.n_heads, 2);
	assert_str(xctl_tsv_head(&t, "source"), "15 CFR 738");
	assert_str(xctl_tsv_head(&t, "as of"), "2025-01-01");
	assert_str(xctl_tsv_head(&t, "absent"), "");
	assert_int_equal(xctl_tsv_column(&t, "code"), 1);
	assert_int_equal(xctl_tsv_column(&t, "Code"), XCTL_NONE);
	assert_str(xctl_tsv_cell(&t, 0, 0), "Norway");
	assert_str(xctl_tsv_cell(&t, 0, 1), "NO");
	assert_str(xctl_tsv_cell(&t, 0, 2), "");
	assert_str(xctl_tsv_cell(&t, 1, 0), "C\xC3\xB4te d'Ivoire");
	assert_str(xctl_tsv_cell(&t, 1, 2), "a: b");
	assert_str(xctl_tsv_cell(&t, 1, XCTL_NONE), "");
	assert_str(xctl_tsv_cell(&t, 2, 0), "");
	assert_int_equal(t.lines[0], 6);
	assert_int_equal(t.lines[1], 9);
	xctl_arena_drop(&arena);
}

static void refuses_with_the_place(void **state)
{
	static const struct {
		const char *text;
		size_t len; /* 0: to the terminator */
		uint32_t line, column;
		const char *what;
	} cases[] = {
		{ "", 0, 0, 0, "no columns" },
		{ "# only: heads\n", 0, 1, 0, "no columns" },
		{ "a\tb\n1\t2\t3\n", 0, 2, 5, "more cells than the 2 columns" },
		{ "a\tb\n\n1\n", 0, 3, 2, "1 cells for 2 columns: \"b\" is missing" },
		{ "a\tb\ta\n", 0, 1, 5, "column \"a\" stands twice" },
		{ "a\t\tb\n", 0, 1, 3, "column 2 has no name" },
		{ "a\tb\t\n", 0, 1, 5, "column 3 has no name" },
		{ "a\tb\nx\xE6\x9D\ty\n", 0, 2, 2, "not UTF-8" },
		{ "# caf\xE9\na\n", 0, 1, 6, "not UTF-8" },
		{ "a\nx\0y\n", 6, 2, 2, "a NUL byte" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_tsv t = { .n_rows = 77 };
		xctl_error error = { .what = "" };
		xctl_str text = { cases[i].text, cases[i].len ? cases[i].len : strlen(cases[i].text) };
		assert_int_equal(xctl_tsv_read(&t, &arena, text, "t.tsv", &error), XCTL_INPUT);
		assert_string_equal(error.what, cases[i].what);
		assert_string_equal(error.source, "t.tsv");
		assert_case(error.line == cases[i].line && error.column == cases[i].column, "case %zu: %u:%u\n", i,
			error.line, error.column);
		assert_int_equal(t.n_rows, 77);
		xctl_arena_drop(&arena);
	}
}

static xctl_code read_many(const xctl_memory *memory, void *context)
{
	const xctl_str *text = context;
	xctl_arena arena = { .memory = memory };
	xctl_tsv t;
	xctl_code code = xctl_tsv_read(&t, &arena, *text, "t.tsv", NULL);
	if (code == XCTL_OK)
		assert_int_equal(t.n_rows, 3000);
	xctl_arena_drop(&arena);
	return code;
}

static void every_allocation_may_fail(void **state)
{
	xctl_buf text = { .at = NULL };
	(void)state;
	xctl_buf_puts(&text, "# key: value\na\tb\tc\n");
	for (int i = 0; i < 3000; i++)
		xctl_buf_printf(&text, "%d\t%d\t%d\n", i, i + 1, i + 2);
	xctl_str view = xctl_buf_view(&text);
	test_every_allocation(read_many, &view);
	xctl_buf_drop(&text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads),
		cmocka_unit_test(refuses_with_the_place),
		cmocka_unit_test(every_allocation_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
