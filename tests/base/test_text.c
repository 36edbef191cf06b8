#include <string.h>

#include "testing.h"

static void equality_and_order(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
		bool nocase;
	} cases[] = {
		{ "", "", 0, true }, { "a", "", 1, false }, { "a", "b", -1, false }, { "a", "A", 1, true },
		{ "ab", "a", 1, false },
		{ "\xC3\xA9", "z", 1, false }, { "ECCN 3A001", "eccn 3a001", -1, true },
		{ "\xC3\x89", "\xC3\xA9", -1, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_str a = xctl_str_of(cases[i].a), b = xctl_str_of(cases[i].b);
		assert_case(xctl_str_cmp(a, b) == cases[i].order && xctl_str_cmp(b, a) == -cases[i].order, "%s %s\n",
			cases[i].a, cases[i].b);
		assert_int_equal(xctl_str_eq(a, b), cases[i].order == 0);
		assert_int_equal(xctl_str_is(a, cases[i].b), cases[i].order == 0);
		assert_case(xctl_str_eq_nocase(a, b) == cases[i].nocase, "%s %s\n", cases[i].a, cases[i].b);
	}
	assert_true(xctl_str_eq((xctl_str){ NULL, 0 }, XCTL_STR("")));
	assert_true(xctl_str_is((xctl_str){ NULL, 0 }, NULL));
	assert_true(xctl_str_starts(XCTL_STR("3A001"), XCTL_STR("3A")));
	assert_true(xctl_str_starts(XCTL_STR("3A"), XCTL_STR("")));
	assert_false(xctl_str_starts(XCTL_STR("3"), XCTL_STR("3A")));
}

static void trims(void **state)
{
	(void)state;
	assert_str(xctl_str_trim(XCTL_STR(" \t\r\n\v\fa b \n")), "a b");
	assert_str(xctl_str_trim(XCTL_STR(" \t ")), "");
	assert_str(xctl_str_trim((xctl_str){ NULL, 0 }), "");
	assert_str(xctl_str_trim(XCTL_STR("\xC2\xA0x")), "\xC2\xA0x"); /* ASCII only */
}

static void cuts(void **state)
{
	xctl_str rest = XCTL_STR("a,,b");
	(void)state;
	assert_str(xctl_str_cut(&rest, ','), "a");
	assert_str(xctl_str_cut(&rest, ','), "");
	assert_str(xctl_str_cut(&rest, ','), "b");
	assert_str(rest, "");
	assert_str(xctl_str_cut(&rest, ','), "");
	rest = XCTL_STR("a,");
	assert_str(xctl_str_cut(&rest, ','), "a");
	assert_int_equal(rest.len, 0);
	rest = (xctl_str){ NULL, 0 };
	assert_str(xctl_str_cut(&rest, ','), "");
}

static void words(void **state)
{
	xctl_str rest = XCTL_STR("  licence\trequired \n");
	(void)state;
	assert_str(xctl_str_word(&rest), "licence");
	assert_str(xctl_str_word(&rest), "required");
	assert_str(xctl_str_word(&rest), "");
	assert_str(xctl_str_word(&rest), "");
	rest = (xctl_str){ NULL, 0 };
	assert_str(xctl_str_word(&rest), "");
}

static void copies_end_with_a_zero(void **state)
{
	xctl_arena arena = { .ceiling = 64 };
	(void)state;
	xctl_str copy = xctl_str_copy(&arena, (xctl_str){ "abcd", 3 });
	assert_string_equal(copy.at, "abc");
	assert_string_equal(xctl_str_copy(&arena, (xctl_str){ NULL, 0 }).at, "");
	assert_null(xctl_str_copy(&arena, (xctl_str){ "abcdefghijklmnopqrstuvwxyzabcdefghij", 36 }).at);
	copy = xctl_str_print(&arena, "%d/%s", 12, "x");
	assert_string_equal(copy.at, "12/x");
	assert_int_equal(copy.len, 4);
	assert_null(xctl_str_print(&arena, "%100d", 1).at);
	xctl_arena_drop(&arena);
}

static void utf8(void **state)
{
	static const struct {
		const char *text;
		int bad; /* offset, or -1 */
	} cases[] = {
		{ "plain", -1 }, { "\xC3\xA9", -1 }, { "\xE6\x9D\xB1\xE4\xBA\xAC", -1 }, { "\xF0\x9F\x9A\xA2", -1 },
		{ "\xF4\x8F\xBF\xBF", -1 },
		{ "\xEF\xBB\xBFx", -1 }, { "a\x80", 1 }, { "\xC3", 0 }, { "ab\xC3(", 2 }, { "\xC0\xAF", 0 },
		{ "\xC1\xBF", 0 },
		{ "\xE0\x80\x80", 0 }, { "\xE0\x9F\xBF", 0 }, { "\xED\xA0\x80", 0 }, { "\xED\x9F\xBF", -1 },
		{ "\xF0\x80\x80\x80", 0 },
		{ "\xF4\x90\x80\x80", 0 }, { "\xF5\x80\x80\x80", 0 }, { "\xFF", 0 }, { "x\xE6\x9D", 1 },
		{ "\xF0\x9F\x9A", 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		size_t bad = 999;
		bool valid = xctl_utf8_valid(xctl_str_of(cases[i].text), &bad);
		assert_case(valid == (cases[i].bad < 0), "case %zu\n", i);
		assert_case(valid || bad == (size_t)cases[i].bad, "case %zu: offset %zu\n", i, bad);
	}
	assert_true(xctl_utf8_valid((xctl_str){ NULL, 0 }, NULL));
}

/* Every code point there is, encoded by the definition, is valid and decodes; the surrogates are not. */
static void utf8_round_trips(void **state)
{
	(void)state;
	for (uint32_t point = 0; point <= 0x110FFF; point++) {
		char text[4];
		size_t len;
		if (point < 0x80) {
			len = 1;
			text[0] = (char)point;
		} else if (point < 0x800) {
			len = 2;
			text[0] = (char)(0xC0 | point >> 6);
		} else if (point < 0x10000) {
			len = 3;
			text[0] = (char)(0xE0 | point >> 12);
		} else {
			len = 4;
			text[0] = (char)(0xF0 | point >> 18);
		}
		for (size_t i = 1; i < len; i++)
			text[i] = (char)(0x80 | (point >> 6 * (len - 1 - i) & 0x3F));
		bool exists = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
		xctl_str s = { text, len };
		size_t offset = 0;
		assert_case(xctl_utf8_valid(s, NULL) == exists, "U+%04X\n", (unsigned)point);
		uint32_t got = xctl_utf8_next(s, &offset);
		assert_case(exists ? got == point && offset == len : got == 0xFFFD && offset == 1, "U+%04X\n",
			(unsigned)point);
	}
}

static void decoding_always_moves_on(void **state)
{
	test_random random = { 8 };
	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[16];
		for (size_t j = 0; j < sizeof text; j++)
			text[j] = (char)test_random_next(&random);
		xctl_str s = { text, (size_t)test_random_between(&random, 0, sizeof text) };
		size_t offset = 0;
		while (offset < s.len) {
			size_t before = offset;
			xctl_utf8_next(s, &offset);
			assert_true(offset > before && offset <= s.len);
		}
	}
}

static void nearest_word(void **state)
{
	static const xctl_str commands[] = {
		{ "check", 5 }, { "screen", 6 }, { "rescreen", 8 }, { "replay", 6 }, { "impact", 6 }, { "consult", 7 },
		{ "", 0 },
	};
	static const struct {
		const char *word, *nearest;
	} cases[] = {
		{ "chek", "check" }, { "scren", "screen" }, { "CHECK", "check" }, { "rescren", "rescreen" },
		{ "relpay", "replay" },
		{ "consultation", "" }, { "x", "" }, { "", "" }, { "impcat", "impact" }, { "completely different", "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_str(xctl_nearest(xctl_str_of(cases[i].word), commands, COUNT_OF(commands)), cases[i].nearest);
	assert_str(xctl_nearest(XCTL_STR("check"), NULL, 0), "");
	char longer[100];
	memset(longer, 'c', sizeof longer);
	assert_str(xctl_nearest((xctl_str){ longer, sizeof longer }, commands, COUNT_OF(commands)), "");
}

static void buffer_grows_to_its_ceiling(void **state)
{
	static const size_t ceilings[] = { 1, 10, 255, 256, 257, 5000 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ceilings); i++) {
		xctl_buf buf = { .ceiling = ceilings[i] };
		for (size_t n = 0; n < ceilings[i]; n++)
			xctl_buf_char(&buf, 'x');
		assert_false(buf.failed);
		assert_int_equal(buf.len, ceilings[i]);
		assert_int_equal(strlen(buf.at), ceilings[i]);
		xctl_buf_char(&buf, 'y');
		assert_true(buf.failed);
		xctl_buf_puts(&buf, ""); /* nothing changes from then on */
		assert_int_equal(buf.len, ceilings[i]);
		assert_int_equal(strlen(buf.at), ceilings[i]);
		xctl_buf_clear(&buf);
		assert_false(buf.failed);
		assert_string_equal(buf.at, "");
		xctl_buf_drop(&buf);
	}
}

static void buffer_prints_short_and_long(void **state)
{
	xctl_buf buf = { .ceiling = 2000 };
	(void)state;
	xctl_buf_printf(&buf, "%s-%d", "a", 7);
	assert_str(xctl_buf_view(&buf), "a-7");
	xctl_buf_printf(&buf, "%1000d", 1);
	assert_int_equal(buf.len, 1003);
	assert_int_equal(strlen(buf.at), 1003);
	xctl_buf_printf(&buf, "%1000d", 1); /* does not fit */
	assert_true(buf.failed);
	assert_int_equal(buf.len, 1003);
	assert_int_equal(strlen(buf.at), 1003);
	xctl_buf_drop(&buf);
}

static xctl_code put_much(const xctl_memory *memory, void *context)
{
	xctl_buf buf = { .memory = memory };
	(void)context;
	for (int i = 0; i < 300; i++)
		xctl_buf_printf(&buf, "%d%*s", i % 10, i % 7 ? 9 : 900, "");
	xctl_code code = buf.failed ? XCTL_LIMIT : XCTL_OK;
	assert_true(!buf.at || buf.at[buf.len] == '\0');
	xctl_buf_drop(&buf);
	return code;
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	test_every_allocation(put_much, NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(equality_and_order),
		cmocka_unit_test(trims),
		cmocka_unit_test(cuts),
		cmocka_unit_test(words),
		cmocka_unit_test(copies_end_with_a_zero),
		cmocka_unit_test(utf8),
		cmocka_unit_test(utf8_round_trips),
		cmocka_unit_test(decoding_always_moves_on),
		cmocka_unit_test(nearest_word),
		cmocka_unit_test(buffer_grows_to_its_ceiling),
		cmocka_unit_test(buffer_prints_short_and_long),
		cmocka_unit_test(every_allocation_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
