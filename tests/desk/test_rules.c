/* rules show, rules list: the book as it was written. */
#include "fixture.h"

typedef struct shown {
	xctl_arena arena;
	xctl_desk *desk;
	xctl_buf out;
	xctl_error error;
} shown;

static void start(shown *s, const char *today)
{
	*s = (shown){ .desk = NULL };
	s->desk = fixture_desk(fixture_snapshot(&s->arena, false, false), NULL, today);
}

static void stop(shown *s)
{
	xctl_desk_close(s->desk);
	xctl_buf_drop(&s->out);
	xctl_arena_drop(&s->arena);
}

static xctl_code show(shown *s, const char *name, xctl_format format)
{
	xctl_buf_clear(&s->out);
	s->error = (xctl_error){ 0 };
	return xctl_rule_show(s->desk, name, &(xctl_view){ .format = format }, fixture_write, &s->out, &s->error);
}

static void shows_a_rule(void **state)
{
	shown s;
	(void)state;
	start(&s, "2026-11-23");
	assert_int_equal(show(&s, "xx.listed", XCTL_TABLE), XCTL_OK);
	assert_says(&s.out, "xx.listed  rule  suspended on 2026-11-23  xx/law.md:27\n");
	assert_says(&s.out, "  The list\n  What is on the list needs a licence.\n");
	assert_says(&s.out, "    27  rule        xx.listed\n");
	assert_says(&s.out, "    36  says        \"{item.codes.US} needs a licence to {to}\"\n");
	assert_silent(&s.out, "    37  ");
	assert_says(&s.out,
		"STATUS BY DATE\n  suspended from 2026-01-01 until 2027-01-01, known 2026-01-01: stayed for a year [Act 9]\n  "
		"xx/law.md:38\n");
	assert_says(&s.out, "OVERCOME BY\n  xx.small (SMALL)  licence-exception [Act 4] xx/law.md:46\n");
	assert_says(&s.out, "EXAMPLES\n  a listed thing to China  xx/law.md:68\n");
	stop(&s);
}

/* An exception, a suspension and an example may mean one instance alone. */
static void shows_an_instance(void **state)
{
	shown s;
	(void)state;
	start(&s, "2026-11-23");
	assert_int_equal(show(&s, "xx.listed(C)", XCTL_TABLE), XCTL_OK);
	assert_says(&s.out, "xx.listed  rule  in force on 2026-11-23");
	assert_says(&s.out, "(C) is this block with C = C.");
	assert_silent(&s.out, "STATUS BY DATE");
	assert_says(&s.out, "xx.small (SMALL)");
	assert_int_equal(show(&s, "xx.listed(D)", XCTL_TABLE), XCTL_OK);
	assert_says(&s.out, "suspended on 2026-11-23");
	assert_says(&s.out, "OVERCOME BY\n  nothing in the rulebook\n");
	assert_says(&s.out, "EXAMPLES\n  none names it\n");
	stop(&s);
}

static void knows_the_day(void **state)
{
	shown s;
	(void)state;
	start(&s, "1999-12-31");
	assert_int_equal(show(&s, "xx.listed", XCTL_TABLE), XCTL_OK);
	assert_says(&s.out, "not yet in force on 1999-12-31");
	stop(&s);
	start(&s, "2025-12-31");
	assert_int_equal(show(&s, "xx.listed", XCTL_TABLE), XCTL_OK);
	assert_says(&s.out, "in force on 2025-12-31");
	stop(&s);
	start(&s, "2027-01-01");
	assert_int_equal(show(&s, "xx.listed(D)", XCTL_TABLE), XCTL_OK);
	assert_says(&s.out, "in force on 2027-01-01");
	stop(&s);
}

static void shows_it_as_data(void **state)
{
	shown s;
	(void)state;
	start(&s, "2026-11-23");
	assert_int_equal(show(&s, "xx.listed", XCTL_JSON), XCTL_OK);
	json_t *root = json_loads(s.out.at, 0, NULL);
	assert_non_null(root);
	const json_t *block = json_array_get(json_object_get(root, "blocks"), 0);
	assert_string_equal(json_string_value(json_object_get(block, "status")), "suspended");
	assert_string_equal(json_string_value(json_object_get(block, "prose")), "What is on the list\nneeds a licence.");
	assert_int_equal(json_integer_value(json_object_get(block, "line")), 27);
	assert_int_equal(json_array_size(json_object_get(root, "statuses")), 1);
	assert_int_equal(json_array_size(json_object_get(root, "overcome_by")), 1);
	assert_int_equal(json_array_size(json_object_get(root, "examples")), 1);
	json_decref(root);
	assert_int_equal(show(&s, "xx.party", XCTL_CSV), XCTL_OK);
	assert_says(
		&s.out, "\nxx.party,rule,in force,2001-01-01,,Act 3,{P.name} is listed,xx/law.md,57,\"rule        xx.party\n");
	stop(&s);
}

static void helps_to_find_a_name(void **state)
{
	static const struct {
		const char *name, *hint;
	} cases[] = {
		{ "xx.listd", "did you mean xx.listed?" },
		{ "xx.listed(E)", "it has xx.listed, but not for (E)" },
		{ "nothing like it at all", "\"exportctl rules list\" names them all" },
		{ "", "\"exportctl rules list\" names them all" },
	};
	shown s;
	(void)state;
	start(&s, "2026-11-23");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(show(&s, cases[i].name, XCTL_TABLE), XCTL_NOT_FOUND);
		assert_string_equal(s.error.hint, cases[i].hint);
		assert_int_equal(s.out.len, 0);
	}
	stop(&s);
}

static void lists_names(void **state)
{
	shown s;
	(void)state;
	start(&s, "2026-11-23");
	assert_int_equal(
		xctl_rule_list(s.desk, &(xctl_view){ .format = XCTL_TABLE }, fixture_write, &s.out, &s.error), XCTL_OK);
	assert_says(&s.out, "xx.office     regime     the law of the tests\n");
	assert_says(&s.out, "xx.small      exception  Act 4\n");
	assert_silent(&s.out, "a listed thing");
	xctl_buf_clear(&s.out);
	assert_int_equal(
		xctl_rule_list(s.desk, &(xctl_view){ .format = XCTL_JSON }, fixture_write, &s.out, &s.error), XCTL_OK);
	json_t *root = json_loads(s.out.at, 0, NULL);
	assert_int_equal(json_array_size(root), 5);
	json_decref(root);
	xctl_buf_clear(&s.out);
	assert_int_equal(
		xctl_rule_list(s.desk, &(xctl_view){ .format = XCTL_CSV }, fixture_write, &s.out, &s.error), XCTL_OK);
	assert_says(&s.out, "name,kind,title,file,line\nxx.office,regime,the law of the tests,xx/law.md,6\n");
	assert_int_equal(
		xctl_rule_list(s.desk, &(xctl_view){ .format = XCTL_NDJSON }, fixture_refuse, NULL, &s.error), XCTL_IO);
	stop(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_a_rule),
		cmocka_unit_test(shows_an_instance),
		cmocka_unit_test(knows_the_day),
		cmocka_unit_test(shows_it_as_data),
		cmocka_unit_test(helps_to_find_a_name),
		cmocka_unit_test(lists_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
