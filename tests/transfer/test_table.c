/* Columns from CSV and from Arrow's memory are the same table. */
#include <stdio.h>
#include <string.h>

#include "testing.h"
#include "transfer/arrow.h"
#include "transfer/table.h"

static void csv_becomes_columns(void **state)
{
	(void)state;
	static const char text[] = "\xEF\xBB\xBFid,to,item.name\nA,CN,\"a, b\"\nA, CN ,\n\nB,,\"two\nlines\"\nC,JP\n";
	xctl_table t;
	xctl_error error = { 0 };
	assert_int_equal(xctl_table_read_csv(&t, XCTL_STR(text), "past", NULL, NULL, &error), XCTL_OK);
	static const char *const cells[4][3] = { { "A", "CN", "a, b" }, { "A", "CN", "" }, { "B", "", "two\nlines" },
		{ "C", "JP", "" } };
	static const uint32_t lines[] = { 2, 3, 5, 7 };
	assert_int_equal(t.n_rows, 4);
	assert_int_equal(t.n_columns, 3);
	assert_str(t.columns[2].name, "item.name");
	for (uint32_t row = 0; row < 4; row++) {
		assert_int_equal(t.lines[row], lines[row]);
		for (uint32_t c = 0; c < 3; c++)
			assert_str(xctl_table_cell(&t, c, row), cells[row][c]);
	}
	assert_int_equal(t.columns[0].n_words, 3); /* each word once */
	assert_int_equal(t.columns[0].codes[0], t.columns[0].codes[1]);
	assert_true(t.columns[1].codes[2] < 0);
	xctl_table_drop(&t);
}

static void csv_that_cannot_be_read(void **state)
{
	(void)state;
	static const struct {
		const char *text, *what;
		uint32_t line;
	} cases[] = {
		{ "", "there is no transfer in it", 0 },
		{ "id\n", "there is no transfer in it", 0 },
		{ "id\nA\nB,more\n", "this row has 2 cells, and the header 1", 3 },
		{ "id\nA\n\xFF\n", NULL, 3 },
		{ "id\n\"A\n", NULL, 2 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_table t = { .n_rows = 77 };
		xctl_error error = { 0 };
		assert_case(xctl_table_read_csv(&t, xctl_str_of(cases[i].text), "past", NULL, NULL, &error) == XCTL_INPUT, "case %zu", i);
		assert_int_equal(t.n_rows, 77); /* left as it was */
		assert_int_equal(error.line, cases[i].line);
		if (cases[i].what)
			assert_string_equal(error.what, cases[i].what);
	}
}

/* Many words: the table grows, and each keeps its number. */
static void words_keep_their_numbers(void **state)
{
	(void)state;
	xctl_buf csv = { .ceiling = 1u << 24 };
	xctl_table t;
	xctl_error error = { 0 };
	test_random r = { 7 };
	uint32_t said[3000];
	xctl_buf_str(&csv, XCTL_STR("n\n"));
	for (size_t i = 0; i < COUNT_OF(said); i++) {
		said[i] = (uint32_t)test_random_between(&r, 0, 999);
		xctl_buf_printf(&csv, "w%u\n", said[i]);
	}
	assert_int_equal(xctl_table_read_csv(&t, xctl_buf_view(&csv), "past", NULL, NULL, &error), XCTL_OK);
	for (size_t i = 0; i < COUNT_OF(said); i++) {
		char word[16];
		snprintf(word, sizeof word, "w%u", said[i]);
		assert_str(xctl_table_cell(&t, 0, i), word);
	}
	assert_true(t.columns[0].n_words <= 1000);
	xctl_table_drop(&t);
	xctl_buf_drop(&csv);
}

/* --- Arrow --- */

#define BATCH(...) (struct ArrowSchema *[]){ __VA_ARGS__ }
#define ARRAYS(...) (struct ArrowArray *[]){ __VA_ARGS__ }

static const int32_t to_codes[] = { 1, 0, 1 }, to_offsets[] = { 0, 2, 4 };
static const char to_bytes[] = "JPCN";
static const int32_t names_offsets[] = { 0, 3, 3, 7 };
static const char names_bytes[] = "abc de ";
static const uint8_t valid[] = { 5 }; /* the second is null */
static const int32_t days[] = { 0, 19723, 20000 };
static const int64_t decimals[] = { 12345, 0, -50, -1, 0, 0 };
static const uint8_t yes[] = { 6 };
static const int16_t small[] = { 7, -8, 9 };
static const int8_t dictionary_small[] = { 0, 1, 1 };

static struct ArrowArray words_of_to = { .length = 2, .n_buffers = 3, .buffers = (const void *[]){ NULL, to_offsets, to_bytes } };
static struct ArrowSchema utf8 = { .format = "u" };

static void arrow_becomes_columns(void **state)
{
	(void)state;
	struct ArrowSchema s_to = { .format = "i", .name = "to", .dictionary = &utf8 }, s_name = { .format = "u", .name = "item.name" },
			   s_day = { .format = "tdD", .name = "date" }, s_value = { .format = "d:10,2", .name = "item.value" },
			   s_yes = { .format = "b", .name = "facts.x" }, s_small = { .format = "s", .name = "item.quantity" },
			   s_from = { .format = "c", .name = "from", .dictionary = &utf8 };
	struct ArrowArray a_to = { .length = 3, .n_buffers = 2, .buffers = (const void *[]){ NULL, to_codes },
		.dictionary = &words_of_to };
	struct ArrowArray a_name = { .length = 3, .null_count = 1, .n_buffers = 3,
		.buffers = (const void *[]){ valid, names_offsets, names_bytes } };
	struct ArrowArray a_day = { .length = 3, .n_buffers = 2, .buffers = (const void *[]){ NULL, days } };
	struct ArrowArray a_value = { .length = 3, .n_buffers = 2, .buffers = (const void *[]){ NULL, decimals } };
	struct ArrowArray a_yes = { .length = 3, .n_buffers = 2, .buffers = (const void *[]){ NULL, yes } };
	struct ArrowArray a_small = { .length = 3, .n_buffers = 2, .buffers = (const void *[]){ NULL, small } };
	struct ArrowArray a_from = { .length = 3, .n_buffers = 2, .buffers = (const void *[]){ NULL, dictionary_small },
		.dictionary = &words_of_to };
	struct ArrowSchema schema = { .format = "+s", .n_children = 7,
		.children = BATCH(&s_to, &s_name, &s_day, &s_value, &s_yes, &s_small, &s_from) };
	struct ArrowArray batch = { .length = 3, .n_buffers = 1, .buffers = (const void *[]){ NULL }, .n_children = 7,
		.children = ARRAYS(&a_to, &a_name, &a_day, &a_value, &a_yes, &a_small, &a_from) };
	static const char *const cells[3][7] = {
		{ "CN", "abc", "1970-01-01", "123.45", "false", "7", "JP" },
		{ "JP", "", "2024-01-01", "-0.5", "true", "-8", "CN" },
		{ "CN", "de", "2024-10-04", "0", "true", "9", "CN" },
	};
	xctl_table t;
	xctl_error error = { 0 };
	xctl_code code = xctl_table_of_arrow(&t, &schema, &batch, &error);
	assert_case(code == XCTL_OK, "%s", error.what);
	for (uint32_t row = 0; row < 3; row++)
		for (uint32_t c = 0; c < 7; c++)
			assert_str(xctl_table_cell(&t, c, row), cells[row][c]);
	assert_ptr_equal(t.columns[0].codes, to_codes); /* borrowed as it lies */
	xctl_table_drop(&t);
}

static void arrow_that_cannot_be_read(void **state)
{
	(void)state;
	static const int32_t beyond[] = { 0, 2 };
	static const int64_t large[] = { 1, 1, 1, 0 }; /* more than 64 bits */
	static const struct {
		const char *format;
		const void *values;
		bool dictionary;
	} cases[] = { { "g", days, false }, { "i", beyond, true }, { "d:30,2", large, false }, { "d:10,2,256", large, false },
		{ "+l", days, false } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct ArrowSchema s = { .format = cases[i].format, .name = "to", .dictionary = cases[i].dictionary ? &utf8 : NULL };
		struct ArrowArray a = { .length = 2, .n_buffers = 2, .buffers = (const void *[]){ NULL, cases[i].values },
			.dictionary = cases[i].dictionary ? &words_of_to : NULL };
		struct ArrowSchema schema = { .format = "+s", .n_children = 1, .children = BATCH(&s) };
		struct ArrowArray batch = { .length = 2, .n_buffers = 1, .buffers = (const void *[]){ NULL }, .n_children = 1,
			.children = ARRAYS(&a) };
		xctl_table t;
		xctl_error error = { 0 };
		assert_case(xctl_table_of_arrow(&t, &schema, &batch, &error) == XCTL_INPUT, "case %zu", i);
		assert_non_null(strstr(error.what, "\"to\""));
		assert_true(error.hint[0]);
	}
	struct ArrowSchema no_struct = { .format = "u" };
	xctl_table t;
	xctl_error error = { 0 };
	assert_int_equal(xctl_table_of_arrow(&t, &no_struct, &words_of_to, &error), XCTL_INPUT);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_becomes_columns),
		cmocka_unit_test(csv_that_cannot_be_read),
		cmocka_unit_test(words_keep_their_numbers),
		cmocka_unit_test(arrow_becomes_columns),
		cmocka_unit_test(arrow_that_cannot_be_read),
	};
	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
