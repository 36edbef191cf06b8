/* Tables and paragraphs: widths in cells, wrapping, and what a terminal must not see. */
#include "testing.h"

#include <string.h>

#include "desk/table.h"

static void measures_cells(void **state)
{
	static const struct {
		const char *text;
		unsigned cells;
	} cases[] = { { "", 0 }, { "abc", 3 }, { "é", 1 }, { "e\xcc\x81", 1 }, { "中芯国际", 8 }, { "ｱ", 1 }, { "한국", 4 },
		{ "\033[31mred", 7 },
		{ "a\xe2\x80\x8b"
		  "b",
			2 } };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_case(desk_cells(xctl_str_of(cases[i].text)) == cases[i].cells, "%s: %u\n", cases[i].text,
			desk_cells(xctl_str_of(cases[i].text)));
}

static void wraps(void **state)
{
	static const struct {
		const char *text;
		unsigned width, indent;
		const char *expected;
	} cases[] = {
		{ "", 20, 0, "" },
		{ "one two three four five six", 22, 0, "one two three four\nfive six\n" },
		{ "one two three four five six", 26, 4, "    one two three four\n    five six\n" },
		{ "a\nb", 40, 2, "  a\n  b\n" },
		{ "abcdefghijklmnopqrstuvwxyz", 20, 0, "abcdefghijklmnopqrst\nuvwxyz\n" },
		{ "中芯国际集成电路制造有限公司", 20, 0, "中芯国际集成电路制造\n有限公司\n" },
		{ " lead", 20, 0, " lead\n" },
		{ "end  \n", 20, 0, "end  \n" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_buf buf = { .at = NULL };
		desk_wrap(&buf, xctl_str_of(cases[i].text), cases[i].width, cases[i].indent);
		assert_str(xctl_buf_view(&buf), cases[i].expected);
		xctl_buf_drop(&buf);
	}
}

static void drops_what_steers_a_terminal(void **state)
{
	xctl_buf buf = { .at = NULL };
	(void)state;
	desk_plain(&buf, xctl_str_of("a\033[2Jb\x07\x7f\xc2\x9b"
				     "c\xe2\x80\xae"
				     "d\te\xff"));
	assert_str(xctl_buf_view(&buf), "a[2Jbcd e\xef\xbf\xbd");
	xctl_buf_drop(&buf);
}

static void writes_columns(void **state)
{
	static const desk_column columns[] = { { .title = "N", .least = 3, .right = true }, { .title = "NAME" },
		{ .title = "WHAT IT IS", .least = 12 } };
	xctl_arena arena = { 0 };
	xctl_buf buf = { .at = NULL };
	desk_table table = { .arena = &arena, .columns = columns, .n_columns = 3 };
	(void)state;
	desk_table_row(
		&table, DESK_PLAIN, (xctl_str[]){ XCTL_STR("1"), XCTL_STR("中芯"), XCTL_STR("a foundry in a town") });
	desk_table_note(&table, XCTL_STR("a note"));
	desk_table_row(&table, DESK_BAD, (xctl_str[]){ XCTL_STR("12"), XCTL_STR("x"), { 0 } });
	desk_table_write(&buf, &table, 26, false);
	assert_str(xctl_buf_view(&buf), "  N  NAME  WHAT IT IS\n"
					"  1  中芯  a foundry in a\n"
					"           town\n"
					"    a note\n"
					" 12  x\n");
	xctl_buf_drop(&buf);
	xctl_arena_drop(&arena);
}

static void gives_way_to_the_width(void **state)
{
	static const desk_column columns[] = { { .title = "A", .least = 4 }, { .title = "B", .least = 6 },
		{ .title = "C", .least = 5 } };
	xctl_arena arena = { 0 };
	(void)state;
	for (unsigned width = 10; width < 90; width++) {
		xctl_buf buf = { .at = NULL };
		desk_table table = { .arena = &arena, .columns = columns, .n_columns = 3 };
		for (unsigned i = 0; i < 4; i++)
			desk_table_row(&table, DESK_PLAIN,
				(xctl_str[]){ XCTL_STR("some words in it"), XCTL_STR("中芯国际集成电路制造有限公司"),
					XCTL_STR("unbreakableunbreakableunbreakable") });
		desk_table_write(&buf, &table, width, false);
		xctl_str rest = xctl_buf_view(&buf);
		while (rest.len) {
			xctl_str line = xctl_str_cut(&rest, '\n');
			assert_case(desk_cells(line) <= (width < 19 ? 19 : width), "width %u: %.*s\n", width, XCTL_FMT(line));
			assert_case(!line.len || line.at[line.len - 1] != ' ', "spaces at the end: %.*s\n", XCTL_FMT(line));
		}
		xctl_buf_drop(&buf);
	}
	xctl_arena_drop(&arena);
}

static void paints(void **state)
{
	static const desk_column columns[] = { { .title = "A", .painted = true }, { .title = "B" } };
	xctl_arena arena = { 0 };
	xctl_buf buf = { .at = NULL };
	desk_table table = { .arena = &arena, .columns = columns, .n_columns = 2 };
	(void)state;
	desk_table_row(&table, DESK_BAD, (xctl_str[]){ XCTL_STR("x"), XCTL_STR("y") });
	desk_table_write(&buf, &table, 40, true);
	assert_str(xctl_buf_view(&buf), "\033[1mA\033[0m  \033[1mB\033[0m\n\033[1;31mx\033[0m  y\n");
	xctl_buf_drop(&buf);
	xctl_arena_drop(&arena);
}

static xctl_code fill(const xctl_memory *memory, void *context)
{
	static const desk_column columns[] = { { .title = "A" }, { .title = "B" } };
	xctl_arena arena = { .memory = memory };
	xctl_buf buf = { .memory = memory };
	desk_table table = { .arena = &arena, .columns = columns, .n_columns = 2 };
	(void)context;
	for (unsigned i = 0; i < 200; i++) {
		desk_table_row(&table, DESK_PLAIN, (xctl_str[]){ XCTL_STR("x"), XCTL_STR("y") });
		desk_table_note(&table, XCTL_STR("z"));
	}
	desk_table_write(&buf, &table, 40, false);
	xctl_code code = buf.failed ? XCTL_LIMIT : XCTL_OK;
	xctl_buf_drop(&buf);
	xctl_arena_drop(&arena);
	return code;
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	test_every_allocation(fill, NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(measures_cells),
		cmocka_unit_test(wraps),
		cmocka_unit_test(drops_what_steers_a_terminal),
		cmocka_unit_test(writes_columns),
		cmocka_unit_test(gives_way_to_the_width),
		cmocka_unit_test(paints),
		cmocka_unit_test(every_allocation_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
