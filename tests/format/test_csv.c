#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "format/csv.h"
#include "testing.h"

#ifdef __SANITIZE_ADDRESS__
size_t __sanitizer_get_current_allocated_bytes(void); /* gcc has it, but no header for it */
#endif

/* The module's memory is the system's: malloc itself is made to fail. */
static size_t malloc_calls, malloc_fail_at;
static bool malloc_fails_forever;

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
	malloc_calls++;
	if (malloc_fail_at && (malloc_fails_forever ? malloc_calls >= malloc_fail_at : malloc_calls == malloc_fail_at))
		return NULL;
	return __real_malloc(size);
}

/* Rows as text: "line:[cell][cell]!code\n". */
typedef struct seen {
	xctl_buf text;
	unsigned stop_after;
	xctl_error last;
} seen;

static xctl_code note(void *context, const xctl_csv_row *row, xctl_error *error)
{
	seen *s = context;
	xctl_buf_printf(&s->text, "%u:", (unsigned)row->line);
	for (uint32_t i = 0; i < row->n_cells; i++) {
		if (row->cells[i].len > 100)
			xctl_buf_printf(&s->text, "[%zu bytes]", row->cells[i].len);
		else
			xctl_buf_printf(&s->text, "[%.*s]", XCTL_FMT(row->cells[i]));
	}
	if (row->bad != XCTL_OK) {
		xctl_buf_printf(&s->text, "!%d", (int)row->bad);
		assert_non_null(row->error);
		assert_int_equal(row->error->code, row->bad);
		s->last = *row->error;
	} else {
		assert_null(row->error);
	}
	xctl_buf_char(&s->text, '\n');
	if (s->stop_after && --s->stop_after == 0)
		return xctl_fail(error, XCTL_CANCELLED, "enough");
	return XCTL_OK;
}

static void reads_rows(void **state)
{
	static const struct {
		const char *text, *rows;
	} cases[] = {
		{ "", "" },
		{ "\n\r\n\n", "" },
		{ "a", "1:[a]\n" },
		{ "a,b\n1,2\n", "1:[a][b]\n2:[1][2]\n" },
		{ "a,b\r\n1,2\r\n", "1:[a][b]\n2:[1][2]\n" },
		{ "a,b\r1,2\r", "1:[a][b]\n2:[1][2]\n" },
		{ "a\rb", "1:[a]\n2:[b]\n" },
		{ "a,b\n\n\n1,2", "1:[a][b]\n4:[1][2]\n" },
		{ ",\n", "1:[][]\n" },
		{ "\"\"\n", "1:[]\n" },
		{ "\"a,b\",\"c\"\"d\"\n", "1:[a,b][c\"d]\n" },
		{ "\"two\nlines\",x\ny,z\n", "1:[two\nlines][x]\n3:[y][z]\n" },
		{ "\"two\r\nlines\",x\r\ny,z\r\n", "1:[two\r\nlines][x]\n3:[y][z]\n" },
		{ "\"\n\n\",x\ny,z\n", "1:[\n\n][x]\n4:[y][z]\n" },
		{ " a , \"b\n", NULL },
		{ " a ,b \n", "1:[ a ][b ]\n" },
		{ "a\tb,c\n", "1:[a\tb][c]\n" },
		{ "\xEF\xBB\xBF" "a,b\n", "1:[a][b]\n" },
		{ "\xEF\xBB\xBF\"a\",b\n", "1:[a][b]\n" },
		{ "\xEF\xBB\xBF", "" },
		{ "\xE6\x9D\xB1,b", "1:[\xE6\x9D\xB1][b]\n" },
		{ "=1+1,-5,@x\n", "1:[=1+1][-5][@x]\n" },
		{ "a,b\n1\n1,2,3\n", "1:[a][b]\n2:[1]\n3:[1][2][3]\n" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		seen s = { .stop_after = 0 };
		xctl_code code = xctl_csv_read(xctl_str_of(cases[i].text), NULL, note, &s, NULL);
		assert_case(code == (cases[i].rows ? XCTL_OK : XCTL_INPUT), "case %zu: code %d\n", i, (int)code);
		if (cases[i].rows)
			assert_str(xctl_buf_view(&s.text), cases[i].rows);
		xctl_buf_drop(&s.text);
	}
}

static void other_separators(void **state)
{
	static const struct {
		char separator;
		const char *text;
	} cases[] = { { ';', "a;\"b;c\";d,e\n" }, { '\t', "a\t\"b\tc\"\td,e\n" }, { ' ', "a \"b c\" d,e\n" } };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		seen s = { .stop_after = 0 };
		xctl_csv_options options = { .separator = cases[i].separator };
		char expected[] = "1:[a][b;c][d,e]\n";
		expected[7] = cases[i].separator;
		assert_int_equal(xctl_csv_read(xctl_str_of(cases[i].text), &options, note, &s, NULL), XCTL_OK);
		assert_str(xctl_buf_view(&s.text), expected);
		xctl_buf_drop(&s.text);
	}
}

static void a_bad_row_does_not_end_the_reading(void **state)
{
	static const char text[] = "a,b\n1,caf\xE9\n3,4\nx\0y,6\n7,8\n";
	seen s = { .stop_after = 0 };
	xctl_csv_options options = { .source = "list.csv" };
	(void)state;
	assert_int_equal(xctl_csv_read(XCTL_STR("a,b\n1,caf\xE9\n3,4\n"), &options, note, &s, NULL), XCTL_OK);
	assert_str(xctl_buf_view(&s.text), "1:[a][b]\n2:[1][caf\xE9]!2\n3:[3][4]\n");
	assert_string_equal(s.last.source, "list.csv");
	assert_int_equal(s.last.line, 2);
	assert_string_equal(s.last.what, "cell 2 is not UTF-8");
	assert_string_equal(s.last.pointer, "cell 2");
	xctl_buf_clear(&s.text);
	assert_int_equal(xctl_csv_read((xctl_str){ text, sizeof text - 1 }, &options, note, &s, NULL), XCTL_OK);
	assert_string_equal(s.last.what, "cell 1 contains a NUL byte");
	assert_int_equal(s.last.line, 4);
	xctl_buf_drop(&s.text);
}

static void ceilings_make_a_row_bad(void **state)
{
	seen s = { .stop_after = 0 };
	xctl_csv_options options = { .field_ceiling = 5, .cell_ceiling = 3 };
	(void)state;
	static const char text[] = "12345,a\n123456,a\n\"12\"\"45\",b\n\"12\"\"456\",b\n1,2,3\n1,2,3,4,5\nz\n";
	assert_int_equal(xctl_csv_read(xctl_str_of(text), &options, note, &s, NULL), XCTL_OK);
	assert_str(xctl_buf_view(&s.text),
		"1:[12345][a]\n2:[][a]!6\n3:[12\"45][b]\n4:[][b]!6\n5:[1][2][3]\n6:[1][2][3]!6\n7:[z]\n");
	assert_string_equal(s.last.what, "cell 4 is one more than a row may have");
	xctl_buf_drop(&s.text);
}

static void refuses_with_the_line(void **state)
{
	static const struct {
		const char *text;
		uint32_t line, column;
		const char *what;
	} cases[] = {
		{ "a,b\n1,\"2\n3,4\n", 2, 0, "a quoted field is not closed" },
		{ "a,\"b\nc\",\"d\ne\n", 2, 0, "a quoted field is not closed" },
		{ "\"", 1, 0, "a quoted field is not closed" },
		{ "a,b\n1,2\"\n", 2, 4, "a quote stands where none may be" },
		{ "a\n\"b\"c\n", 2, 4, "a quote stands where none may be" },
		{ "\"a\" ,b\n", 1, 4, "a quote stands where none may be" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		seen s = { .stop_after = 0 };
		xctl_csv_options options = { .source = "list.csv" };
		xctl_error error = { .what = "" };
		assert_int_equal(xctl_csv_read(xctl_str_of(cases[i].text), &options, note, &s, &error), XCTL_INPUT);
		assert_string_equal(error.what, cases[i].what);
		assert_string_equal(error.source, "list.csv");
		assert_case(error.line == cases[i].line && (!cases[i].column || error.column == cases[i].column),
			"case %zu: %u:%u\n", i, error.line, error.column);
		xctl_buf_drop(&s.text);
	}
}

static void stops_when_told(void **state)
{
	seen s = { .stop_after = 2 };
	xctl_error error;
	(void)state;
	assert_int_equal(xctl_csv_read(XCTL_STR("a\nb\nc\nd\n"), NULL, note, &s, &error), XCTL_CANCELLED);
	assert_str(xctl_buf_view(&s.text), "1:[a]\n2:[b]\n");
	assert_string_equal(error.what, "enough");
	xctl_buf_clear(&s.text);
	s.stop_after = 1;
	assert_int_equal(xctl_csv_read(XCTL_STR("a"), NULL, note, &s, &error), XCTL_CANCELLED);
	xctl_buf_drop(&s.text);
}

static size_t bytes_in_use(void)
{
#ifdef __SANITIZE_ADDRESS__
	return __sanitizer_get_current_allocated_bytes();
#else
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
#endif
}

typedef struct huge {
	seen rows;
	size_t most_in_use; /* libcsv's store never shrinks before the end: a row's end sees its most */
} huge;

static xctl_code measure(void *context, const xctl_csv_row *row, xctl_error *error)
{
	huge *h = context;
	size_t now = bytes_in_use();
	if (now > h->most_in_use)
		h->most_in_use = now;
	return note(&h->rows, row, error);
}

#define HUGE_LEN ((size_t)100 << 20)

/* Writes a row with a field of 100 MB and a row after it; returns the length. */
static size_t fill_huge(char *text, bool quoted, bool lines, bool quotes)
{
	memset(text, quotes ? '"' : 'x', HUGE_LEN);
	memcpy(text, quoted ? "a,\"x" : "a,xx", 4);
	for (size_t i = 100; lines && i < HUGE_LEN; i += 5000)
		text[i] = '\n';
	const char *end = quoted ? "\",b\nc,d\n" : "x,b\nc,d\n";
	memcpy(text + HUGE_LEN, end, 8);
	return HUGE_LEN + 8;
}

/* Passed over in the memory that a small field takes, whatever is in it. */
static void a_huge_field_is_bounded(void **state)
{
	static const struct {
		bool quoted, lines, quotes;
	} kinds[] = { { false, false, false }, { true, false, false }, { true, true, false }, { true, false, true } };
	char *text = malloc(HUGE_LEN + 8);
	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		huge h = { .most_in_use = 0 };
		xctl_str bytes = { text, fill_huge(text, kinds[i].quoted, kinds[i].lines, kinds[i].quotes) };
		size_t before = bytes_in_use();
		assert_int_equal(xctl_csv_read(bytes, NULL, measure, &h, NULL), XCTL_OK);
		assert_case(h.most_in_use - before < 4 << 20, "kind %zu: %zu bytes\n", i, h.most_in_use - before);
		assert_non_null(strstr(h.rows.text.at, "1:[a][][b]!6\n"));
		assert_non_null(strstr(h.rows.text.at, ":[c][d]\n"));
		xctl_buf_drop(&h.rows.text);
	}
	free(text);
}

static xctl_code count(void *context, const xctl_csv_row *row, xctl_error *error)
{
	(void)error;
	*(uint32_t *)context += row->n_cells;
	return XCTL_OK;
}

static void every_allocation_may_fail(void **state)
{
	xctl_buf text = { .at = NULL };
	(void)state;
	for (int i = 0; i < 20; i++)
		for (int j = 0; j < 500; j++)
			xctl_buf_printf(&text, "%d%c", j * i, j == 499 ? '\n' : ',');
	for (int forever = 0; forever < 2; forever++) {
		for (size_t n = 1; n < 1000; n++) {
			uint32_t cells = 0;
			xctl_error error = { .what = "" };
			malloc_calls = 0;
			malloc_fails_forever = forever;
			malloc_fail_at = n;
			xctl_code code = xctl_csv_read(xctl_buf_view(&text), NULL, count, &cells, &error);
			bool reached = malloc_calls >= n;
			malloc_fail_at = 0;
			assert_true(code == XCTL_OK || code == XCTL_LIMIT);
			if (!reached) {
				assert_int_equal(code, XCTL_OK);
				assert_int_equal(cells, 10000);
				break;
			}
		}
	}
	xctl_buf_drop(&text);
}

static void cells_round_trip(void **state)
{
	static const char alphabet[] = "ab,;\t\"\r\n =+-@";
	test_random random = { 10 };
	(void)state;
	for (int i = 0; i < 20000; i++) {
		char cell[12];
		size_t len = (size_t)test_random_between(&random, 0, 11);
		for (size_t j = 0; j < len; j++)
			cell[j] = alphabet[test_random_next(&random) % (sizeof alphabet - 1)];
		xctl_buf line = { .at = NULL };
		seen s = { .stop_after = 0 };
		xctl_csv_cell(&line, (xctl_str){ cell, len });
		xctl_buf_puts(&line, ",x\n");
		assert_int_equal(xctl_csv_read(xctl_buf_view(&line), NULL, note, &s, NULL), XCTL_OK);
		xctl_buf expected = { .at = NULL };
		xctl_buf_printf(&expected, "1:[%.*s][x]\n", (int)len, cell);
		assert_str(xctl_buf_view(&s.text), expected.at);
		xctl_buf_drop(&expected);
		xctl_buf_drop(&s.text);
		xctl_buf_drop(&line);
	}
}

static void quotes_only_where_it_must(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" }, { "plain", "plain" }, { "a b", "a b" }, { "a,b", "\"a,b\"" }, { "a\"b", "\"a\"\"b\"" },
		{ "\"", "\"\"\"\"" },
		{ "=1+1", "\"=1+1\"" }, { "+1", "\"+1\"" }, { "-1", "\"-1\"" }, { "@x", "\"@x\"" }, { "1-1", "1-1" },
		{ "a\n", "\"a\n\"" },
		{ " a", "\" a\"" }, { "\xEF\xBB\xBF" "a", "\"\xEF\xBB\xBF" "a\"" }, { "\xE6\x9D\xB1", "\xE6\x9D\xB1" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_buf buf = { .at = NULL };
		xctl_csv_cell(&buf, xctl_str_of(cases[i][0]));
		assert_str(xctl_buf_view(&buf), cases[i][1]);
		xctl_buf_drop(&buf);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_rows),
		cmocka_unit_test(other_separators),
		cmocka_unit_test(a_bad_row_does_not_end_the_reading),
		cmocka_unit_test(ceilings_make_a_row_bad),
		cmocka_unit_test(refuses_with_the_line),
		cmocka_unit_test(stops_when_told),
		cmocka_unit_test(a_huge_field_is_bounded),
		cmocka_unit_test(every_allocation_may_fail),
		cmocka_unit_test(cells_round_trip),
		cmocka_unit_test(quotes_only_where_it_must),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
