/* Every function of include/exportctl.h, on a desk without a store; and that an error leaves outputs as they were. */
#include "answers.h"

static int open_desk(void **state)
{
	*state = answers_desk(NULL);
	return 0;
}

static int close_desk(void **state)
{
	xctl_desk_close(*state);
	return 0;
}

static const xctl_view views[] = { { .format = XCTL_TABLE }, { .format = XCTL_TABLE, .width = 60, .colour = true },
	{ .format = XCTL_JSON }, { .format = XCTL_NDJSON }, { .format = XCTL_CSV } };

static xctl_code refuse(void *context, const char *bytes, size_t length)
{
	(void)context, (void)bytes, (void)length;
	return XCTL_IO;
}

static xctl_code no_row(void *context, const xctl_batch_row *row)
{
	(void)context, (void)row;
	return XCTL_OK;
}

/* --- the desk --- */

static void opens_and_closes(void **state)
{
	xctl_desk *desk = NULL;
	xctl_error error = { 0 };
	(void)state;
	xctl_desk_options options = { .snapshot = answers_snapshot(), .today = ANSWERS_TODAY, .memory_ceiling = (size_t)64 << 20 };
	assert_int_equal(xctl_desk_open(&desk, &options, &error), XCTL_OK);
	assert_null(xctl_desk_warning(desk));
	xctl_desk_close(desk);
	xctl_desk_close(NULL);
	xctl_decision_free(NULL);
}

static void says_why_it_cannot_open(void **state)
{
	char folder[4100], path[4300];
	xctl_error error = { 0 };
	xctl_file whole;
	(void)state;
	assert_int_equal(xctl_file_map(&whole, answers_snapshot(), &error), XCTL_OK);
	snprintf(folder, sizeof folder, "%s", test_directory());
	struct {
		const char *name;
		size_t keep; /* bytes of the snapshot */
		size_t flip; /* the byte that changes, or 0 */
		const char *what;
	} cases[] = {
		{ "empty", 0, 0, "empty" },
		{ "truncated", whole.bytes.len / 2, 0, "cut short" },
		{ "a-header", 40, 0, "cut short" },
		{ "newer", whole.bytes.len, 8, "newer" },
		{ "foreign", whole.bytes.len, 1, "not a snapshot" },
		{ "damaged", whole.bytes.len, 70, "damaged" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_buf bytes = { 0 };
		xctl_desk *untouched = (xctl_desk *)(void *)&i, *desk = untouched;
		xctl_buf_put(&bytes, whole.bytes.at, cases[i].keep);
		if (cases[i].flip)
			bytes.at[cases[i].flip] = (char)(bytes.at[cases[i].flip] + 1);
		snprintf(path, sizeof path, "%s/%s", folder, cases[i].name);
		assert_int_equal(xctl_file_replace(path, xctl_buf_view(&bytes), &error), XCTL_OK);
		xctl_code code = xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = path, .today = ANSWERS_TODAY }, &error);
		assert_case(code == XCTL_DAMAGED, "%s: code %d\n", cases[i].name, (int)code);
		assert_case(strstr(error.what, cases[i].what), "%s: %s\n", cases[i].name, error.what);
		assert_case(error.hint[0] && strstr(error.source, folder), "%s: %s: %s\n", cases[i].name, error.source, error.hint);
		assert_ptr_equal(desk, untouched);
		char hash[65] = "untouched";
		assert_int_equal(xctl_snapshot_verify(path, hash, &error), XCTL_DAMAGED);
		assert_string_equal(hash, "untouched");
		xctl_buf_drop(&bytes);
	}
	xctl_file_close(&whole);
	xctl_desk *desk = NULL;
	snprintf(path, sizeof path, "%s/nowhere", folder);
	assert_int_not_equal(xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = path, .today = ANSWERS_TODAY }, &error), XCTL_OK);
	assert_int_equal(xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = answers_snapshot(), .today = "today" }, &error), XCTL_USAGE);
	assert_int_equal(xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = answers_snapshot() }, &error), XCTL_USAGE);
	assert_null(desk);
}

/* Little memory is an answer too: never a wrong one. */
static void a_low_ceiling_is_an_error(void **state)
{
	xctl_desk *desk = NULL;
	xctl_decision *decision = NULL;
	xctl_error error = { 0 };
	json_t *document = answers_demo("etcher");
	char *text = json_dumps(document, 0);
	(void)state;
	xctl_desk_options options = { .snapshot = answers_snapshot(), .today = ANSWERS_TODAY, .memory_ceiling = 4096 };
	assert_int_equal(xctl_desk_open(&desk, &options, &error), XCTL_OK);
	assert_int_equal(xctl_check(&decision, desk, text, strlen(text), NULL, &error), XCTL_LIMIT);
	assert_null(decision);
	assert_true(error.what[0]);
	xctl_desk_close(desk);
	free(text);
	json_decref(document);
}

/* --- decisions --- */

static void checks_without_a_store(void **state)
{
	json_t *document = answers_demo("etcher");
	xctl_decision *decision = answers_decide(*state, document, NULL), *found = NULL;
	xctl_error error = { 0 };
	assert_int_equal(xctl_decision_verdict(decision), XCTL_LICENCE);
	assert_true(xctl_decision_at_least(decision) <= XCTL_LICENCE);
	assert_true(xctl_decision_at_most(decision) >= XCTL_LICENCE);
	assert_false(xctl_decision_stale(decision));
	assert_null(xctl_decision_warning(decision));
	assert_string_equal(xctl_verdict_word(xctl_decision_verdict(decision)), "licence");
	for (size_t i = 0; i < COUNT_OF(views); i++) {
		xctl_buf out = { 0 };
		assert_int_equal(xctl_decision_show(decision, &views[i], answers_into, &out, &error), XCTL_OK);
		assert_true(out.len > 100);
		assert_non_null(strstr(out.at, "AZ-2026-1123"));
		xctl_buf_drop(&out);
		assert_int_equal(xctl_decision_show(decision, &views[i], refuse, NULL, &error), XCTL_IO);
	}
	assert_int_equal(xctl_why(&found, *state, xctl_decision_id(decision), &error), XCTL_NOT_FOUND);
	assert_null(found);
	assert_true(error.what[0] && error.hint[0]);
	xctl_decision_free(decision);
	json_decref(document);
}

static void the_json_is_the_decision(void **state)
{
	json_t *document = answers_demo("clean");
	xctl_decision *decision = answers_decide(*state, document, NULL);
	xctl_buf out = { 0 };
	xctl_error error = { 0 };
	assert_int_equal(xctl_decision_show(decision, &(xctl_view){ .format = XCTL_NDJSON }, answers_into, &out, &error), XCTL_OK);
	assert_int_equal(strncmp(out.at, xctl_decision_json(decision), strlen(xctl_decision_json(decision))), 0);
	assert_int_equal(out.at[out.len - 1], '\n');
	xctl_buf_drop(&out);
	xctl_decision_free(decision);
	json_decref(document);
}

static void names_verdicts(void **state)
{
	static const char *const words[] = { "not-subject", "clear", "authorised", "exception", "review", "undetermined", "notify", "licence",
		"prohibited" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		assert_string_equal(xctl_verdict_word((xctl_verdict)i), words[i]);
	assert_string_equal(xctl_verdict_word((xctl_verdict)99), "undetermined"); /* never better than it is */
}

static void a_batch_touches_nothing_when_it_fails(void **state)
{
	xctl_batch_report report, before;
	xctl_error error = { 0 };
	memset(&report, 0x5a, sizeof report);
	before = report;
	assert_int_equal(xctl_check_batch(&report, *state, "a,b\n", 4, "x", NULL, no_row, NULL, &error), XCTL_INPUT);
	assert_memory_equal(&report, &before, sizeof report);
}

/* --- the rest --- */

static void screens(void **state)
{
	static const xctl_screen_query query = { .name = "Chengdu Fine Optical Engineering Research Center", .country = "CN" };
	xctl_error error = { 0 };
	for (size_t i = 0; i < COUNT_OF(views); i++) {
		xctl_screen_result result = { 0 };
		xctl_buf out = { 0 };
		assert_int_equal(xctl_screen(&result, *state, &query, &views[i], answers_into, &out, &error), XCTL_OK);
		assert_true(result.confirmed >= 1 && !result.incomplete && out.len);
		xctl_buf_drop(&out);
	}
	xctl_screen_result result, before;
	memset(&result, 0x5a, sizeof result);
	before = result;
	assert_int_equal(xctl_screen(&result, *state, &(xctl_screen_query){ .name = "" }, &views[0], refuse, NULL, &error), XCTL_INPUT);
	assert_memory_equal(&result, &before, sizeof result);
}

static void shows_rules(void **state)
{
	xctl_error error = { 0 };
	for (size_t i = 0; i < COUNT_OF(views); i++) {
		xctl_buf out = { 0 };
		assert_int_equal(xctl_rule_list(*state, &views[i], answers_into, &out, &error), XCTL_OK);
		assert_true(out.len > 1000);
		xctl_buf_clear(&out);
		assert_int_equal(xctl_rule_show(*state, "jp.list.chip-machines", &views[i], answers_into, &out, &error), XCTL_OK);
		assert_non_null(strstr(out.at, "chip-machines"));
		xctl_buf_drop(&out);
	}
	assert_int_equal(xctl_rule_show(*state, "no.such.rule", &views[0], refuse, NULL, &error), XCTL_NOT_FOUND);
	assert_true(error.what[0] && error.hint[0]);
	xctl_test_result result = { 7, 7 };
	assert_int_equal(xctl_rule_test(&result, *state, "L08", &views[0], refuse, NULL, &error), XCTL_IO);
	assert_int_equal(result.passed, 7);
}

static void covers(void **state)
{
	xctl_error error = { 0 };
	xctl_file items;
	assert_int_equal(xctl_file_map(&items, test_path("demo/items.csv"), &error), XCTL_OK);
	for (size_t i = 0; i < COUNT_OF(views); i++) {
		xctl_buf out = { 0 };
		assert_int_equal(xctl_coverage(*state, items.bytes.at, items.bytes.len, "items.csv", "us,jp", NULL, &views[i], answers_into, &out,
			&error), XCTL_OK);
		assert_true(out.len > 500);
		xctl_buf_drop(&out);
	}
	assert_int_equal(xctl_coverage(*state, items.bytes.at, items.bytes.len, "items.csv", "xx", NULL, &views[0], refuse, NULL, &error), XCTL_USAGE);
	assert_int_equal(xctl_coverage(*state, items.bytes.at, items.bytes.len, "items.csv", NULL, "2026-02-30", &views[0], refuse, NULL, &error),
		XCTL_USAGE);
	xctl_file_close(&items);
}

static void tells_its_lists_and_its_health(void **state)
{
	xctl_error error = { 0 };
	for (size_t i = 0; i < COUNT_OF(views); i++) {
		xctl_buf out = { 0 };
		bool healthy = false;
		assert_int_equal(xctl_lists_status(*state, &views[i], answers_into, &out, &error), XCTL_OK);
		assert_true(views[i].width || strstr(out.at, "us-entity")); /* a narrow table breaks words */
		xctl_buf_clear(&out);
		assert_int_equal(xctl_doctor(*state, &views[i], answers_into, &out, &healthy, &error), XCTL_OK);
		assert_true(out.len && healthy);
		xctl_buf_drop(&out);
	}
}

static void builds_and_verifies(void **state)
{
	char out[4200], hash[65] = "", again[65] = "";
	const char *lists[] = { NULL };
	char folder[4200];
	xctl_error error = { 0 };
	(void)state;
	snprintf(out, sizeof out, "%s/small.snapshot", test_directory());
	snprintf(folder, sizeof folder, "%s", test_path("tests/snapshot/fixture/lists"));
	lists[0] = folder;
	xctl_build_options options = { .rulebooks = (const char *[]){ test_path("tests/snapshot/fixture/rulebook") }, .n_rulebooks = 1, .lists = lists, .n_lists = 1, .out = out };
	xctl_code code = xctl_snapshot_build(&options, hash, &error);
	assert_case(code == XCTL_OK, "%s:%u: %s\n", error.source, error.line, error.what);
	assert_int_equal(strlen(hash), 64);
	assert_int_equal(xctl_snapshot_verify(out, again, &error), XCTL_OK);
	assert_string_equal(hash, again);
}

static void imports_nothing_that_is_wrong(void **state)
{
	char folder[4100], path[4300];
	xctl_error error = { 0 };
	(void)state;
	snprintf(folder, sizeof folder, "%s", test_directory());
	snprintf(path, sizeof path, "%s/letter.txt", folder);
	assert_int_equal(xctl_file_replace(path, XCTL_STR("this is a letter\n"), &error), XCTL_OK);
	assert_int_equal(xctl_lists_import(path, folder, NULL, &views[0], refuse, NULL, &error), XCTL_INPUT);
	assert_true(error.what[0] && error.hint[0]);
	xctl_buf out = { 0 };
	xctl_code code = xctl_lists_import(test_path("tests/lists/fixtures/consolidated.csv"), folder, "2026-11-20", &views[0], answers_into,
		&out, &error);
	assert_case(code == XCTL_OK, "%s:%u: %s\n", error.source, error.line, error.what);
	assert_true(out.len);
	xctl_buf_drop(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_and_closes),
		cmocka_unit_test(says_why_it_cannot_open),
		cmocka_unit_test(a_low_ceiling_is_an_error),
		cmocka_unit_test(checks_without_a_store),
		cmocka_unit_test(the_json_is_the_decision),
		cmocka_unit_test(names_verdicts),
		cmocka_unit_test(a_batch_touches_nothing_when_it_fails),
		cmocka_unit_test(screens),
		cmocka_unit_test(shows_rules),
		cmocka_unit_test(covers),
		cmocka_unit_test(tells_its_lists_and_its_health),
		cmocka_unit_test(builds_and_verifies),
		cmocka_unit_test(imports_nothing_that_is_wrong),
	};
	return cmocka_run_group_tests(tests, open_desk, close_desk);
}
