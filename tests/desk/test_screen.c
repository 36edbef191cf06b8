/* screen: hits with evidence, and honest words where there is none. */
#include "fixture.h"

typedef struct screened {
	xctl_arena arena;
	xctl_desk *desk;
	xctl_buf out;
	xctl_screen_result result;
	xctl_error error;
} screened;

static void start(screened *s, bool with_lists)
{
	*s = (screened){ .desk = NULL };
	s->desk = fixture_desk(fixture_snapshot(&s->arena, with_lists, true), NULL, "2026-11-23");
}

static void stop(screened *s)
{
	xctl_desk_close(s->desk);
	xctl_buf_drop(&s->out);
	xctl_arena_drop(&s->arena);
}

static xctl_code look(screened *s, xctl_format format, xctl_screen_query query)
{
	xctl_buf_clear(&s->out);
	s->error = (xctl_error){ 0 };
	return xctl_screen(
		&s->result, s->desk, &query, &(xctl_view){ .format = format }, fixture_write, &s->out, &s->error);
}

static void shows_a_hit(void **state)
{
	screened s;
	(void)state;
	start(&s, true);
	xctl_screen_query query = { .name = "VEXOR PHOTONICS", .country = "cn" };
	assert_int_equal(look(&s, XCTL_TABLE, query), XCTL_OK);
	assert_int_equal(s.result.confirmed, 1);
	assert_false(s.result.incomplete);
	assert_says(&s.out, "VEXOR PHOTONICS (CN): 1 hit\n");
	assert_says(&s.out, "SCORE  STRENGTH");
	assert_says(&s.out, "Vexor Photonics Co., Ltd.");
	assert_says(&s.out, "xx-parties");
	assert_says(&s.out, "licence for all items; denial;");
	assert_says(&s.out, "footnote 4");
	assert_says(&s.out, "yours \"");
	assert_says(&s.out, "Looked up on 2 lists: xx-others, xx-parties.");
	assert_says(&s.out, "Only an excerpt is loaded of xx-others");
	assert_says(&s.out, "Past its maximum age: xx-others.");
	assert_fits(&s.out, 100);
	stop(&s);
}

static void shows_it_as_data(void **state)
{
	screened s;
	(void)state;
	start(&s, true);
	xctl_screen_query query = { .name = "Vexor Photonics" };
	assert_int_equal(look(&s, XCTL_JSON, query), XCTL_OK);
	json_t *root = json_loads(s.out.at, 0, NULL);
	assert_non_null(root);
	const json_t *hit = json_array_get(json_object_get(root, "hits"), 0);
	assert_string_equal(json_string_value(json_object_get(hit, "list")), "xx-parties");
	assert_string_equal(json_string_value(json_object_get(hit, "entry")), "A1");
	assert_string_equal(json_string_value(json_object_get(hit, "strength")), "strong");
	int64_t sum = 0;
	size_t i;
	const json_t *one;
	json_array_foreach(json_object_get(hit, "evidence"), i, one)
		sum += json_integer_value(json_object_get(one, "points"));
	assert_int_equal(sum, json_integer_value(json_object_get(hit, "score")));
	assert_int_equal(json_array_size(json_object_get(root, "lists")), 2);
	json_decref(root);

	assert_int_equal(look(&s, XCTL_CSV, query), XCTL_OK);
	assert_says(
		&s.out, "name,country,score,strength,confirmed,listed_name,list,entry,listed_countries,effect,incomplete\n");
	assert_says(&s.out, ",strong,yes,\"Vexor Photonics Co., Ltd.\",xx-parties,A1,CN,");
	stop(&s);
}

static void says_what_no_hit_rests_on(void **state)
{
	screened s;
	(void)state;
	start(&s, true);
	xctl_screen_query query = { .name = "Brimworth Dairy Cooperative" };
	assert_int_equal(look(&s, XCTL_TABLE, query), XCTL_OK);
	assert_int_equal(s.result.strong + s.result.medium + s.result.weak, 0);
	assert_says(&s.out, "no hit on 2 lists (xx-others, xx-parties)");
	assert_says(&s.out, "Only an excerpt is loaded of xx-others: who is not found there may still be listed.");
	assert_int_equal(look(&s, XCTL_CSV, query), XCTL_OK);
	assert_says(&s.out, "\nBrimworth Dairy Cooperative,,,none,");
	stop(&s);
	start(&s, false);
	assert_int_equal(look(&s, XCTL_TABLE, query), XCTL_OK);
	assert_says(&s.out, "no hit: no list is loaded");
	stop(&s);
}

static void tells_an_entry_that_left(void **state)
{
	screened s;
	(void)state;
	start(&s, true);
	assert_int_equal(look(&s, XCTL_TABLE, (xctl_screen_query){ .name = "Quillan Instruments" }), XCTL_OK);
	assert_says(&s.out, "off the list since");
	stop(&s);
}

static void refuses(void **state)
{
	static const struct {
		xctl_screen_query query;
		xctl_code code;
	} cases[] = {
		{ { .name = "" }, XCTL_INPUT },
		{ { .name = NULL }, XCTL_INPUT },
		{ { .name = " \t" }, XCTL_INPUT },
		{ { .name = "\xff\xfe" }, XCTL_INPUT },
		{ { .name = "--- ***" }, XCTL_INPUT },
		{ { .name = "Vexor", .country = "China" }, XCTL_USAGE },
		{ { .name = "Vexor", .country = "QX" }, XCTL_USAGE },
		{ { .name = "Vexor", .kind = "robot" }, XCTL_USAGE },
	};
	screened s;
	(void)state;
	start(&s, true);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_case(look(&s, XCTL_TABLE, cases[i].query) == cases[i].code, "case %zu: %d\n", i, (int)s.error.code);
		assert_case(s.error.what[0] && s.error.hint[0], "case %zu\n", i);
		assert_int_equal(s.out.len, 0);
	}
	assert_int_equal(
		look(&s, XCTL_TABLE, (xctl_screen_query){ .name = "Vexor", .country = "", .kind = "Organisation" }), XCTL_OK);
	assert_int_equal(xctl_screen(&s.result, s.desk, &(xctl_screen_query){ .name = "Vexor" },
						 &(xctl_view){ .format = XCTL_TABLE }, fixture_refuse, NULL, &s.error),
		XCTL_IO);
	stop(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_a_hit),
		cmocka_unit_test(shows_it_as_data),
		cmocka_unit_test(says_what_no_hit_rests_on),
		cmocka_unit_test(tells_an_entry_that_left),
		cmocka_unit_test(refuses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
