#include <string.h>

#include "testing.h"

static void fail_clears_the_rest(void **state)
{
	xctl_error error = { .line = 3, .column = 4, .source = "old", .pointer = "/old", .hint = "old" };
	(void)state;
	assert_int_equal(xctl_fail(&error, XCTL_INPUT, "%d of %s", 3, "four"), XCTL_INPUT);
	assert_int_equal(error.code, XCTL_INPUT);
	assert_string_equal(error.what, "3 of four");
	assert_int_equal(error.line, 0);
	assert_int_equal(error.column, 0);
	assert_string_equal(error.source, "");
	assert_string_equal(error.pointer, "");
	assert_string_equal(error.hint, "");
}

static void without_an_error_only_the_code_counts(void **state)
{
	(void)state;
	assert_int_equal(xctl_fail(NULL, XCTL_IO, "gone"), XCTL_IO);
	assert_int_equal(xctl_fail_limit(NULL, "it"), XCTL_LIMIT);
	xctl_hint(NULL, "x");
	xctl_at(NULL, "x", 1, 1);
	xctl_at_pointer(NULL, "x");
}

static void places_add_up(void **state)
{
	xctl_error error;
	(void)state;
	xctl_fail(&error, XCTL_INPUT, "wrong");
	xctl_at(&error, "list.csv", 0, 0);
	xctl_at(&error, NULL, 7, 0);
	xctl_at(&error, NULL, 0, 9);
	xctl_at_pointer(&error, "/lines/%d", 2);
	xctl_hint(&error, "mend %s", "it");
	assert_string_equal(error.source, "list.csv");
	assert_int_equal(error.line, 7);
	assert_int_equal(error.column, 9);
	assert_string_equal(error.pointer, "/lines/2");
	assert_string_equal(error.hint, "mend it");
	assert_string_equal(error.what, "wrong");
}

static void an_error_may_be_wrapped_in_itself(void **state)
{
	xctl_error error;
	(void)state;
	xctl_fail(&error, XCTL_INPUT, "inner");
	xctl_at(&error, "a.md", 1, 0);
	xctl_fail(&error, XCTL_DAMAGED, "%s: %s", error.source, error.what);
	assert_string_equal(error.what, "a.md: inner");
}

static void long_texts_are_cut_between_characters(void **state)
{
	xctl_error error;
	char text[1000];
	(void)state;
	for (size_t shift = 0; shift < 4; shift++) {
		memset(text, 'a', shift);
		for (size_t i = shift; i + 3 < sizeof text; i += 3)
			memcpy(text + i, "\xE6\x9D\xB1", 4);
		xctl_fail(&error, XCTL_INPUT, "%s", text);
		assert_true(xctl_utf8_valid(xctl_str_of(error.what), NULL));
		assert_true(strlen(error.what) > sizeof error.what - 4);
	}
	memset(text, 'x', sizeof text);
	memcpy(text + 990, "/name.tsv", 10);
	xctl_at(&error, text, 0, 0);
	assert_int_equal(strlen(error.source), sizeof error.source - 1);
	assert_memory_equal(error.source, "...x", 4);
	assert_string_equal(error.source + strlen(error.source) - 9, "/name.tsv");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(fail_clears_the_rest),
		cmocka_unit_test(without_an_error_only_the_code_counts),
		cmocka_unit_test(places_add_up),
		cmocka_unit_test(an_error_may_be_wrapped_in_itself),
		cmocka_unit_test(long_texts_are_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
