/* rules test: the book's own examples hold, and one that does not is told with its place. */
#include "answers.h"

typedef struct examples {
	xctl_buf out;
	xctl_test_result result;
	xctl_error error;
} examples;

static xctl_code run(examples *x, xctl_desk *desk, const char *filter)
{
	xctl_buf_clear(&x->out);
	x->result = (xctl_test_result){ 0 };
	return xctl_rule_test(&x->result, desk, filter, &(xctl_view){ .format = XCTL_TABLE }, answers_into, &x->out, &x->error);
}

static void the_books_examples_hold(void **state)
{
	examples x = { .out = { 0 } };
	xctl_desk *desk = answers_desk(NULL);
	(void)state;
	xctl_code code = run(&x, desk, NULL);
	assert_case(code == XCTL_OK, "%s\n", x.error.what);
	assert_case(x.result.failed == 0, "%s\n", x.out.at);
	assert_true(x.result.passed >= 45);
	assert_non_null(strstr(x.out.at, " passed, 0 failed\n"));
	xctl_buf_drop(&x.out);
	xctl_desk_close(desk);
}

static void a_filter_keeps_some(void **state)
{
	examples x = { .out = { 0 } };
	xctl_desk *desk = answers_desk(NULL);
	(void)state;
	assert_int_equal(run(&x, desk, "L08"), XCTL_OK);
	assert_true(x.result.passed >= 1 && x.result.passed < 10);
	assert_int_equal(run(&x, desk, "no example is called so"), XCTL_OK);
	assert_int_equal(x.result.passed + x.result.failed, 0);
	xctl_buf_drop(&x.out);
	xctl_desk_close(desk);
}

/* A book whose second example is wrong in many ways. */
static void tells_what_does_not_hold(void **state)
{
	examples x = { .out = { 0 } };
	char out[4200], hash[65];
	xctl_error error = { 0 };
	xctl_desk *desk = NULL;
	(void)state;
	snprintf(out, sizeof out, "%s/wrong.snapshot", test_directory());
	xctl_code code = xctl_snapshot_build(&(xctl_build_options){ .rulebooks = (const char *[]){ test_path("tests/desk/bad/example") }, .n_rulebooks = 1, .out = out }, hash, &error);
	assert_case(code == XCTL_OK, "%s:%u: %s; %s\n", error.source, error.line, error.what, error.hint);
	assert_int_equal(xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = out, .today = ANSWERS_TODAY }, &error), XCTL_OK);
	assert_int_equal(run(&x, desk, NULL), XCTL_OK);
	assert_int_equal(x.result.passed, 1);
	assert_int_equal(x.result.failed, 1);
	assert_non_null(strstr(x.out.at, "law.md:48: example a mistaken one\n"));
	assert_non_null(strstr(x.out.at, "xx.office is licence, not clear\n"));
	assert_non_null(strstr(x.out.at, "nobody asks for to\n"));
	assert_non_null(strstr(x.out.at, "nothing is named xx.nothing\n"));
	assert_non_null(strstr(x.out.at, "the ground xx.everything stands\n"));
	assert_non_null(strstr(x.out.at, "the exception xx.relief is offered\n"));
	assert_non_null(strstr(x.out.at, "there is a duty xx.papers\n"));
	assert_non_null(strstr(x.out.at, "no field of a transfer is called \"items.colour\"\n"));
	assert_non_null(strstr(x.out.at, "1 passed, 1 failed\n"));
	xctl_buf_drop(&x.out);
	xctl_desk_close(desk);
}

/* A fact that leans on itself: its place, the mend, and no file. */
static void a_cycle_is_no_book(void **state)
{
	char out[4200], hash[65] = "untouched";
	xctl_error error = { 0 };
	xctl_file file;
	(void)state;
	snprintf(out, sizeof out, "%s/cycle.snapshot", test_directory());
	xctl_build_options options = { .rulebooks = (const char *[]){ test_path("tests/desk/bad/cycle") }, .n_rulebooks = 1, .out = out };
	assert_int_equal(xctl_snapshot_build(&options, hash, &error), XCTL_INPUT);
	assert_string_equal(error.source, "law.md");
	assert_true(error.line > 0 && error.hint[0]);
	assert_non_null(strstr(error.what, "itself"));
	assert_string_equal(hash, "untouched");
	assert_int_not_equal(xctl_file_map(&file, out, &error), XCTL_OK);
}

/* What was there before stays when the new one cannot be built. */
static void a_failed_build_leaves_the_old_one(void **state)
{
	char out[4200], hash[65];
	xctl_error error = { 0 };
	xctl_file file;
	(void)state;
	snprintf(out, sizeof out, "%s/old.snapshot", test_directory());
	assert_int_equal(xctl_file_replace(out, XCTL_STR("the old one"), &error), XCTL_OK);
	assert_int_equal(xctl_snapshot_build(&(xctl_build_options){ .rulebooks = (const char *[]){ test_path("tests/desk/bad/cycle") }, .n_rulebooks = 1, .out = out }, hash, &error),
		XCTL_INPUT);
	assert_int_equal(xctl_file_map(&file, out, &error), XCTL_OK);
	assert_str(file.bytes, "the old one");
	xctl_file_close(&file);
}

/* Silence is no answer: a book without a regime says nothing of anything. */
static void a_book_of_nothing_answers_nothing(void **state)
{
	static const char text[] = "{\"kind\": \"export\", \"items\": [{\"codes\": {\"US\": \"EAR99\"}}]}";
	char out[4200], hash[65];
	xctl_error error = { 0 };
	xctl_desk *desk = NULL;
	xctl_decision *decision = NULL;
	(void)state;
	snprintf(out, sizeof out, "%s/nothing.snapshot", test_directory());
	assert_int_equal(xctl_snapshot_build(&(xctl_build_options){ .rulebooks = (const char *[]){ test_path("tests/desk/bad/nothing") }, .n_rulebooks = 1, .out = out }, hash, &error),
		XCTL_OK);
	assert_int_equal(xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = out, .today = ANSWERS_TODAY }, &error), XCTL_OK);
	assert_int_equal(xctl_check(&decision, desk, text, sizeof text - 1, NULL, &error), XCTL_INPUT);
	assert_null(decision);
	assert_non_null(strstr(error.what, "no regime"));
	xctl_desk_close(desk);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_books_examples_hold),
		cmocka_unit_test(a_filter_keeps_some),
		cmocka_unit_test(tells_what_does_not_hold),
		cmocka_unit_test(a_cycle_is_no_book),
		cmocka_unit_test(a_failed_build_leaves_the_old_one),
		cmocka_unit_test(a_book_of_nothing_answers_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
