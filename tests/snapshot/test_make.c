/* The bytes of a snapshot depend on what goes in and on nothing else. */
#include "fixture.h"

static fixture given;

static int load(void **state)
{
	(void)state;
	fixture_load(&given);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	fixture_drop(&given);
	return 0;
}

/* Leaves a pattern where the next calls have their locals: bytes that nobody set would show. */
static void dirty_the_stack(int pattern)
{
	volatile unsigned char waste[64 << 10];
	for (size_t i = 0; i < sizeof waste; i++)
		waste[i] = (unsigned char)pattern;
}

static void no_order_shows(void **state)
{
	test_random random = { 20261123 };
	xctl_buf first = { .at = NULL };
	(void)state;
	assert_int_equal(fixture_make(&first, &given, NULL), XCTL_OK);
	for (int round = 0; round < 20; round++) {
		fixture shuffled = given;
		xctl_buf again = { .at = NULL };
		for (uint32_t i = shuffled.n_files - 1; i > 0; i--) {
			int64_t j = test_random_between(&random, 0, i);
			law_file kept = shuffled.files[i];
			shuffled.files[i] = shuffled.files[j];
			shuffled.files[j] = kept;
		}
		if (round % 2) {
			xctl_list kept = shuffled.lists[0];
			shuffled.lists[0] = shuffled.lists[1];
			shuffled.lists[1] = kept;
		}
		dirty_the_stack(round * 37);
		assert_int_equal(fixture_make(&again, &shuffled, NULL), XCTL_OK);
		assert_int_equal(again.len, first.len);
		for (size_t i = 0; i < first.len; i++)
			assert_case(again.at[i] == first.at[i], "round %d, byte %zu of %zu\n", round, i, first.len);
		xctl_buf_drop(&again);
	}
	xctl_buf_drop(&first);
}

static void it_is_appended(void **state)
{
	xctl_buf alone = { .at = NULL }, after = { .at = NULL };
	(void)state;
	xctl_buf_puts(&after, "odd");
	assert_int_equal(fixture_make(&alone, &given, NULL), XCTL_OK);
	assert_int_equal(fixture_make(&after, &given, NULL), XCTL_OK);
	assert_int_equal(after.len, alone.len + 3);
	assert_memory_equal(after.at, "odd", 3);
	assert_memory_equal(after.at + 3, alone.at, alone.len);
	xctl_buf_drop(&alone);
	xctl_buf_drop(&after);
}

static void assert_refused(const fixture *f, xctl_code expected, const char *what)
{
	xctl_buf out = { .at = NULL };
	xctl_error error;
	xctl_buf_puts(&out, "kept");
	assert_int_equal(fixture_make(&out, f, &error), expected);
	assert_int_equal(error.code, expected);
	assert_case(strstr(error.what, what) != NULL, "\"%s\" does not say \"%s\"\n", error.what, what);
	assert_true(error.hint[0] != '\0');
	assert_str(xctl_buf_view(&out), "kept");
	xctl_buf_drop(&out);
}

static void wrong_input_is_refused(void **state)
{
	(void)state;
	fixture f = given;
	f.files[f.n_files] = f.files[1];
	f.files[f.n_files++].text = XCTL_STR("another text");
	assert_refused(&f, XCTL_INPUT, "two files");

	f = given;
	f.lists[1].id = f.lists[0].id;
	assert_refused(&f, XCTL_INPUT, "two lists");

	f = given;
	xctl_entry entries[2];
	entries[0] = f.lists[0].entries[1];
	entries[1] = f.lists[0].entries[0];
	f.lists[0].entries = entries;
	f.lists[0].n_entries = 2;
	assert_refused(&f, XCTL_INPUT, "\"7\" of list xx-others");
	entries[1] = entries[0];
	assert_refused(&f, XCTL_INPUT, "repeated or out of order");

	f = given;
	f.files[f.n_files++] = (law_file){ XCTL_STR("xx/bad.md"), XCTL_STR("# Bad\n\n```rule\nrule xx.bad\nwhen\n```\n") };
	xctl_error error;
	xctl_buf out = { .at = NULL };
	assert_int_equal(fixture_make(&out, &f, &error), XCTL_INPUT);
	assert_string_equal(error.source, "xx/bad.md");
	assert_true(error.line > 0);
	assert_int_equal(out.len, 0);
	xctl_buf_drop(&out);

	f = given;
	f.n_files = 0;
	assert_refused(&f, XCTL_INPUT, "world/countries");
}

static void a_ceiling_holds(void **state)
{
	xctl_buf whole = { .at = NULL };
	(void)state;
	assert_int_equal(fixture_make(&whole, &given, NULL), XCTL_OK);
	xctl_buf narrow = { .ceiling = whole.len - 1 }, wide = { .ceiling = whole.len };
	assert_int_equal(fixture_make(&narrow, &given, NULL), XCTL_LIMIT);
	assert_int_equal(narrow.len, 0);
	assert_int_equal(fixture_make(&wide, &given, NULL), XCTL_OK);
	xctl_buf_drop(&whole);
	xctl_buf_drop(&narrow);
	xctl_buf_drop(&wide);
}

static xctl_code attempt(const xctl_memory *memory, void *context)
{
	xctl_buf out = { .memory = memory };
	xctl_code code = fixture_make(&out, context, NULL);
	assert_true(code == XCTL_OK || out.len == 0);
	xctl_buf_drop(&out);
	return code;
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	test_every_allocation(attempt, &given);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_order_shows),
		cmocka_unit_test(it_is_appended),
		cmocka_unit_test(wrong_input_is_refused),
		cmocka_unit_test(a_ceiling_holds),
		cmocka_unit_test(every_allocation_may_fail),
	};
	return cmocka_run_group_tests(tests, load, drop);
}
