/* How far examples reach: counted on a book of which everything is known, and shown as table and JSON. */
#include "fixture.h"

typedef struct stage {
	xctl_arena arena;
	xctl_desk *desk;
	xctl_buf out;
	xctl_error error;
} stage;

static void begin(stage *s)
{
	*s = (stage){ .arena = { .ceiling = 64u << 20 }, .out = { .ceiling = 1u << 20 } };
	s->desk = fixture_desk(fixture_snapshot(&s->arena, false, false), NULL, "2026-11-23");
}

static void end(stage *s)
{
	xctl_desk_close(s->desk);
	xctl_buf_drop(&s->out);
	xctl_arena_drop(&s->arena);
}

/* The fixture's one example: a listed thing goes to China. It matches the fact and the rule of the list; the exception for
 * small amounts and the catch-all are matched by none. */
static void counts_what_is_known(void **state)
{
	(void)state;
	stage s;
	xctl_rule_coverage n;
	begin(&s);
	assert_int_equal(xctl_rule_covered(&n, s.desk, &(xctl_view){ .format = XCTL_TABLE }, fixture_write, &s.out, &s.error), XCTL_OK);
	assert_int_equal(n.blocks, 4);
	assert_int_equal(n.matched, 2);
	assert_int_equal(n.grounds, 2);
	assert_int_equal(n.decisive, 1);
	assert_int_equal(n.failed, 0);
	/* xx.subject: 1. xx.listed: 3 for each of C and D. xx.small: 1. xx.party: 3. */
	assert_int_equal(n.conditions, 11);
	/* 1A1 is under C only, so D's rule lacks the item alone; the exception lacks the amount alone. */
	assert_int_equal(n.alone, 2);
	xctl_buf_char(&s.out, '\0');
	assert_non_null(strstr(s.out.at, "no example matches the exception xx.small"));
	assert_non_null(strstr(s.out.at, "no example matches the rule xx.party"));
	assert_null(strstr(s.out.at, "xx.listed"));
	end(&s);
}

static void tells_every_block_as_json(void **state)
{
	(void)state;
	stage s;
	xctl_rule_coverage n;
	begin(&s);
	assert_int_equal(xctl_rule_covered(&n, s.desk, &(xctl_view){ .format = XCTL_JSON }, fixture_write, &s.out, &s.error), XCTL_OK);
	json_t *told = json_loadb(s.out.at, s.out.len, 0, NULL), *one;
	assert_non_null(told);
	assert_int_equal(json_integer_value(json_object_get(told, "matched")), 2);
	uint32_t matched = 0;
	size_t i;
	json_array_foreach(json_object_get(told, "all"), i, one)
		matched += json_is_true(json_object_get(one, "matched"));
	assert_int_equal(json_array_size(json_object_get(told, "all")), 4);
	assert_int_equal(matched, 2);
	json_decref(told);
	assert_int_equal(xctl_rule_covered(&n, s.desk, &(xctl_view){ .format = XCTL_JSON }, fixture_refuse, NULL, &s.error), XCTL_IO);
	end(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_what_is_known),
		cmocka_unit_test(tells_every_block_as_json),
	};
	return cmocka_run_group_tests_name("rule coverage", tests, NULL, NULL);
}
