/* check and why: what is refused, what a decision is called, what is kept, and what nobody may close their eyes to. */
#include "answers.h"

#include <unistd.h>

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

/* --- bad input --- */

#define ITEM "\"items\": [{\"codes\": {\"US\": \"EAR99\"}}]"

static void refuses_a_document(void **state)
{
	static const struct {
		const char *text, *pointer, *what;
		uint32_t line, column;
	} cases[] = {
		{ "{ \"kind\": \"export\",\n  \"to\" \"DE\" }", "", "not valid JSON", 2, 11 },
		{ "{ \"kind\": \"export\"", "", "not valid JSON", 1, 0 },
		{ "", "", "not valid JSON", 1, 0 },
		{ "[]", "", "is not an object", 0, 0 },
		{ "{ \"kind\": \"export\", \"kind\": \"service\" }", "", "duplicate", 1, 0 },
		{ "{ \"kind\": \"exp\xffort\" }", "", "UTF-8", 1, 15 },
		{ "{ \"kind\": \"\\u0000\" }", "", "not valid JSON", 1, 0 },
		{ "{ \"kind\": \"export\", \"order\": { \"total\": 99999999999999999999 } }", "", "too big", 1, 0 },
		{ "{ \"kind\": \"export\", \"order\": { \"total\": 1e999 } }", "", "overflow", 1, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"order\": { \"total\": \"9999999999999999999\" } }", "/order/total", "18 digits", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"order\": { \"total\": 9999999999999999999 } }", "", "too big", 1, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"date\": \"2026-02-29\" }", "/date", "day of the calendar", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"date\": 7 }", "/date", "day of the calendar", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"dates\": { \"order\": \"2026-13-01\" } }", "/dates/order", "day of the calendar", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"to\": \"UK\" }", "/to", "unknown country", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"to\": \"de\" }", "/to", "unknown country", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"via\": [\"DE\", \"QX\"] }", "/via/1", "unknown country", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"unstated\": \"yes\" }", "/unstated", "", 0, 0 },
		{ "{ \"kind\": \"gift\", " ITEM " }", "/kind", "gift", 0, 0 },
		{ "{ " ITEM " }", "/kind", "missing", 0, 0 },
		{ "{ \"kind\": \"export\" }", "/items", "missing", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [] }", "/items", "empty", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"parties\": [{ \"name\": \"A\" }] }", "/parties/0/role", "missing", 0, 0 },
		{ "{ \"kind\": \"export\", " ITEM ", \"parties\": [{ \"role\": \"friend\" }] }", "/parties/0/role", "friend", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"US\": \"3B001.zz\" } }] }", "/items/0/codes/US", "3B001.zz", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"US\": \"3Z999\" } }] }", "/items/0/codes/US", "3Z999", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"US\": \"\" } }] }", "/items/0/codes/US", "does not exist", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"JP\": \"99(1)\" } }] }", "/items/0/codes/JP", "99(1)", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"JP\": \"7(99)\" } }] }", "/items/0/codes/JP", "7(99)", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"JP\": \"6(6).9\" } }] }", "/items/0/codes/JP", "6(6).9", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"JP\": \"16(1).13\" } }] }", "/items/0/codes/JP", "16(1).13", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"JP\": \"5(2)\" } }] }", "/items/0/codes/JP", "5(2)", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"JP\": \"14(12)\" } }] }", "/items/0/codes/JP", "14(12)", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"JP\": \"1(18)\" } }] }", "/items/0/codes/JP", "1(18)", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"HS\": \"8486.20\" } }] }", "/items/0/codes/HS", "8486.20", 0, 0 },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"US\": \"EAR99\" }, \"contains\": [{ \"codes\": { \"US\": \"3Z999\" } }] }] }",
			"/items/0/contains/0/codes/US", "3Z999", 0, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_decision *untouched = (xctl_decision *)(void *)&i, *decision = untouched;
		xctl_error error = { 0 };
		xctl_code code = xctl_check(&decision, *state, cases[i].text, strlen(cases[i].text), NULL, &error);
		assert_case(code == XCTL_INPUT, "%s: code %d\n", cases[i].text, (int)code);
		assert_case(error.code == code, "%s: the error says %d\n", cases[i].text, (int)error.code);
		assert_case(decision == untouched, "%s: the output was touched\n", cases[i].text);
		assert_case(strcmp(error.pointer, cases[i].pointer) == 0, "%s: at %s\n", cases[i].text, error.pointer);
		assert_case(strstr(error.what, cases[i].what), "%s: %s\n", cases[i].text, error.what);
		assert_case(error.hint[0], "%s: no mend: %s\n", cases[i].text, error.what);
		assert_case(error.line == cases[i].line, "%s: line %u\n", cases[i].text, error.line);
		assert_case(!cases[i].column || error.column == cases[i].column, "%s: column %u\n", cases[i].text, error.column);
	}
}

static void hints_at_the_live_part_of_a_code(void **state)
{
	static const char text[] = "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"US\": \"3B001.zz\" } }] }";
	xctl_decision *decision;
	xctl_error error = { 0 };
	assert_int_equal(xctl_check(&decision, *state, text, sizeof text - 1, NULL, &error), XCTL_INPUT);
	assert_non_null(strstr(error.hint, "3B001"));
}

static void refuses_nul_bytes(void **state)
{
	static const char text[] = "{ \"kind\": \"ex\0port\" }";
	xctl_decision *decision;
	xctl_error error = { 0 };
	assert_int_equal(xctl_check(&decision, *state, text, sizeof text - 1, NULL, &error), XCTL_INPUT);
	assert_int_equal(error.line, 1);
	assert_int_equal(error.column, 14);
	assert_true(error.hint[0]);
}

/* 10,000 levels, of each kind, closed and not. */
static void refuses_deep_nesting(void **state)
{
	static const struct {
		const char *open, *close;
	} cases[] = { { "[", "]" }, { "[", "" }, { "{\"a\":", "}" }, { "[{\"a\":", "}]" } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_buf text = { 0 };
		xctl_decision *decision;
		xctl_error error = { 0 };
		xctl_buf_str(&text, XCTL_STR("{ \"kind\": \"export\", \"facts\": "));
		for (unsigned n = 0; n < 10000; n++)
			xctl_buf_str(&text, xctl_str_of(cases[i].open));
		for (unsigned n = 0; n < 10000; n++)
			xctl_buf_str(&text, xctl_str_of(cases[i].close));
		xctl_buf_str(&text, XCTL_STR(" }"));
		assert_int_equal(xctl_check(&decision, *state, text.at, text.len, NULL, &error), XCTL_INPUT);
		assert_non_null(strstr(error.what, "deep"));
		assert_true(error.line == 1 && error.column > 30 && error.hint[0]);
		xctl_buf_drop(&text);
	}
}

/* Bounded by a ceiling, and it names the field. */
static void refuses_long_fields(void **state)
{
	static const struct {
		const char *before, *after, *pointer;
	} cases[] = {
		{ "{ \"id\": \"", "\", \"kind\": \"export\", " ITEM " }", "/id" },
		{ "{ \"kind\": \"", "\", " ITEM " }", "/kind" },
		{ "{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"US\": \"", "\" } }] }", "/items/0/codes/US" },
		{ "{ \"kind\": \"export\", \"items\": [{ \"name\": \"x\", \"codes\": { \"US\": [\"EAR99\", \"", "\"] } }] }", "/items/0/codes/US/1" },
		{ "{ \"kind\": \"export\", " ITEM ", \"parties\": [{ \"role\": \"end-user\", \"name\": \"", "\" }] }", "/parties/0/name" },
		{ "{ \"kind\": \"export\", " ITEM ", \"facts\": { \"", "\": true } }", "/facts" },
	};
	size_t len = (size_t)4 << 20;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_buf text = { 0 };
		xctl_decision *decision;
		xctl_error error = { 0 };
		xctl_buf_str(&text, xctl_str_of(cases[i].before));
		for (size_t n = 0; n < len; n += 16)
			xctl_buf_str(&text, XCTL_STR("abcdefghijklmnop"));
		xctl_buf_str(&text, xctl_str_of(cases[i].after));
		assert_int_equal(xctl_check(&decision, *state, text.at, text.len, NULL, &error), XCTL_LIMIT);
		assert_case(strcmp(error.pointer, cases[i].pointer) == 0, "%s, not %s\n", error.pointer, cases[i].pointer);
		assert_non_null(strstr(error.what, "longer"));
		assert_true(error.hint[0]);
		xctl_buf_drop(&text);
	}
}

static void refuses_options(void **state)
{
	static const struct {
		xctl_check_options options;
		const char *what;
	} cases[] = {
		{ { .governments = "xx" }, "xx" },
		{ { .governments = "us,xx" }, "xx" },
		{ { .governments = "," }, "no government" },
		{ { .governments = "us,,jp" }, "no government" },
		{ { .as_of = "2026-02-30" }, "2026-02-30" },
		{ { .as_of = "" }, "day" },
		{ { .known = "soon" }, "soon" },
	};
	json_t *document = answers_demo("clean");
	char *text = json_dumps(document, 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_decision *decision = NULL;
		xctl_error error = { 0 };
		assert_case(xctl_check(&decision, *state, text, strlen(text), &cases[i].options, &error) == XCTL_USAGE, "case %zu\n", i);
		assert_null(decision);
		assert_case(strstr(error.what, cases[i].what) && error.hint[0], "case %zu: %s\n", i, error.what);
	}
	free(text);
	json_decref(document);
}

static void keeps_nothing_of_bad_input(void **state)
{
	static const char *const texts[] = { "{", "{ \"kind\": \"export\" }", "{ \"kind\": \"export\", " ITEM ", \"to\": \"UK\" }",
		"{ \"kind\": \"export\", \"items\": [{ \"codes\": { \"US\": \"3Z999\" } }] }" };
	char path[4200];
	snprintf(path, sizeof path, "%s/store.db", test_directory());
	xctl_desk *desk = answers_desk(path);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		xctl_decision *decision;
		assert_int_equal(xctl_check(&decision, desk, texts[i], strlen(texts[i]), NULL, NULL), XCTL_INPUT);
	}
	xctl_store_status status;
	assert_non_null(desk->store);
	assert_int_equal(xctl_store_status_get(desk->store, &status, NULL), XCTL_OK);
	assert_int_equal(status.decisions, 0);
	xctl_desk_close(desk);
}

/* --- names of decisions --- */

static void id_of(char out[32], xctl_desk *desk, const json_t *document, const xctl_check_options *options)
{
	xctl_decision *decision = answers_decide(desk, document, options);
	snprintf(out, 32, "%s", xctl_decision_id(decision));
	xctl_decision_free(decision);
}

static json_t *reversed(const json_t *value)
{
	if (json_is_object(value)) {
		const char *keys[64], *key;
		size_t n = 0;
		json_t *one, *out = json_object();
		json_object_foreach((json_t *)(uintptr_t)value, key, one) {
			assert_true(n < COUNT_OF(keys));
			keys[n++] = key;
		}
		while (n--)
			json_object_set_new(out, keys[n], reversed(json_object_get(value, keys[n])));
		return out;
	}
	if (json_is_array(value)) {
		size_t i;
		json_t *one, *out = json_array();
		json_array_foreach(value, i, one)
			json_array_append_new(out, reversed(one));
		return out;
	}
	return json_deep_copy(value);
}

static void the_order_of_keys_changes_nothing(void **state)
{
	static const char *const names[] = { "etcher", "clean", "false-hit" };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		json_t *document = answers_demo(names[i]), *other = reversed(document);
		xctl_decision *a = answers_decide(*state, document, NULL), *b = answers_decide(*state, other, NULL);
		assert_string_equal(xctl_decision_id(a), xctl_decision_id(b));
		assert_string_equal(xctl_decision_json(a), xctl_decision_json(b));
		xctl_decision_free(a);
		xctl_decision_free(b);
		json_decref(other);
		json_decref(document);
	}
}

/* The same inputs have the same name; whatever may change the answer changes the name. */
static void a_name_for_every_question(void **state)
{
	static const xctl_check_options options[] = {
		{ 0 },
		{ .as_of = "2026-11-22" },
		{ .known = "2026-11-22" },
		{ .accept_excerpts = true },
		{ .governments = "jp" },
		{ .governments = "us" },
		{ .governments = "us,jp" },
		{ .governments = "us", .accept_excerpts = true },
	};
	char ids[COUNT_OF(options)][32], again[32];
	json_t *document = answers_demo("clean");
	for (size_t i = 0; i < COUNT_OF(options); i++) {
		id_of(ids[i], *state, document, &options[i]);
		id_of(again, *state, document, &options[i]);
		assert_string_equal(ids[i], again);
		for (size_t k = 0; k < i; k++)
			assert_case(strcmp(ids[i], ids[k]) != 0, "%zu and %zu are both %s\n", k, i, ids[i]);
	}
	id_of(again, *state, document, NULL);
	assert_string_equal(ids[0], again);
	id_of(again, *state, document, &(xctl_check_options){ .governments = "JP,US" });
	assert_string_equal(ids[6], again);
	id_of(again, *state, document, &(xctl_check_options){ .as_of = "2026-11-23", .known = ANSWERS_TODAY });
	assert_string_equal(ids[0], again); /* the days that hold anyway */
	json_object_set_new(document, "id", json_string("another"));
	id_of(again, *state, document, NULL);
	assert_string_not_equal(ids[0], again);
	json_decref(document);
}

/* --- governments and lists --- */

static void only_some_governments(void **state)
{
	json_t *answer = answers_of_demo(*state, "etcher", &(xctl_check_options){ .governments = "us,JP" });
	size_t i;
	const json_t *one;
	/* One a regime: goods and sanctions, approvals, inward and outward investment, procurement. */
	assert_int_equal(json_array_size(json_object_get(answer, "jurisdictions")), 10);
	json_array_foreach(json_object_get(answer, "jurisdictions"), i, one)
		assert_true(strcmp(text_of(one, "government"), "US") == 0 || strcmp(text_of(one, "government"), "JP") == 0);
	json_decref(answer);
}

static void an_excerpt_is_not_clear_by_itself(void **state)
{
	json_t *answer = answers_of_demo(*state, "clean", NULL);
	assert_verdict(answer, "review");
	assert_int_equal(answers_verdict(answer, "at_least"), XCTL_REVIEW);
	assert_false(some_text_has(json_object_get(answer, "assumed"), "excerpt"));
	json_decref(answer);
	answer = answers_of_demo(*state, "clean", &answers_accept);
	assert_verdict(answer, "clear");
	assert_true(some_text_has(json_object_get(answer, "assumed"), "excerpt"));
	json_decref(answer);
}

static void a_stale_list_is_not_clear(void **state)
{
	json_t *document = answers_demo("clean");
	for (int accept = 0; accept < 2; accept++) {
		xctl_decision *decision = answers_decide(*state, document,
			&(xctl_check_options){ .known = "2029-01-01", .accept_excerpts = accept });
		assert_true(xctl_decision_stale(decision));
		assert_true(xctl_decision_verdict(decision) >= XCTL_REVIEW);
		assert_true(xctl_decision_at_least(decision) >= XCTL_REVIEW);
		assert_non_null(strstr(xctl_decision_json(decision), "\"stale\":true"));
		xctl_decision_free(decision);
	}
	xctl_decision *decision = answers_decide(*state, document, &answers_accept);
	assert_false(xctl_decision_stale(decision));
	xctl_decision_free(decision);
	json_decref(document);
}

/* Whoever the name belongs to, the party and its roles: never better than review. */
static void an_open_hit_is_not_clear(void **state)
{
	static const char *const roles[] = { "purchaser", "consignee", "end-user", "intermediate-consignee" };
	for (size_t i = 0; i < COUNT_OF(roles); i++) {
		json_t *document = answers_demo("false-hit");
		json_t *parties = json_object_get(document, "parties"), *clean = answers_demo("clean");
		json_t *suspect = json_deep_copy(json_array_get(parties, 1));
		json_object_set_new(suspect, "role", json_string(roles[i]));
		json_object_set(document, "parties", json_object_get(clean, "parties"));
		json_array_append_new(json_object_get(document, "parties"), suspect);
		json_t *answer = answers_ask(*state, document, &answers_accept);
		assert_case(answers_verdict(answer, "verdict") >= XCTL_REVIEW, "%s: %s\n", roles[i], text_of(answer, "verdict"));
		assert_case(answers_verdict(answer, "at_least") >= XCTL_REVIEW, "%s\n", roles[i]);
		assert_case(answers_verdict(answer, "at_most") >= XCTL_LICENCE, "%s: %s\n", roles[i], text_of(answer, "at_most"));
		json_decref(answer);
		json_decref(clean);
		json_decref(document);
	}
}

/* --- bytes --- */

static void the_same_bytes_from_every_desk(void **state)
{
	static const char *const names[] = { "etcher", "etcher-c3", "spares", "false-hit", "clean", "bare-3b001-de", "bare-3b001-cn" };
	xctl_desk *other = answers_desk(NULL);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		json_t *document = answers_demo(names[i]);
		xctl_decision *a = answers_decide(*state, document, &answers_accept), *b = answers_decide(*state, document, &answers_accept),
			      *c = answers_decide(other, document, &answers_accept);
		assert_string_equal(xctl_decision_json(a), xctl_decision_json(b));
		assert_string_equal(xctl_decision_json(a), xctl_decision_json(c));
		xctl_decision_free(a);
		xctl_decision_free(b);
		xctl_decision_free(c);
		json_decref(document);
	}
	xctl_desk_close(other);
}

/* --- the store --- */

static void finds_what_it_kept(void **state)
{
	static const xctl_check_options options[] = { { 0 }, { .accept_excerpts = true }, { .governments = "jp" } };
	char path[4200], prefix[12];
	snprintf(path, sizeof path, "%s/deep/store.db", test_directory());
	xctl_desk *desk = answers_desk(path);
	json_t *document = answers_demo("etcher");
	(void)state;
	for (size_t i = 0; i < COUNT_OF(options); i++) {
		xctl_decision *decision = answers_decide(desk, document, &options[i]), *found = NULL, *shorter = NULL;
		xctl_error error = { 0 };
		assert_null(xctl_decision_warning(decision));
		assert_int_equal(xctl_why(&found, desk, xctl_decision_id(decision), &error), XCTL_OK);
		snprintf(prefix, sizeof prefix, "%.10s", xctl_decision_id(decision));
		assert_int_equal(xctl_why(&shorter, desk, prefix, &error), XCTL_OK);
		assert_string_equal(xctl_decision_json(found), xctl_decision_json(decision));
		assert_string_equal(xctl_decision_json(shorter), xctl_decision_json(decision));
		assert_string_equal(xctl_decision_id(shorter), xctl_decision_id(decision));
		assert_int_equal(xctl_decision_verdict(found), xctl_decision_verdict(decision));
		assert_int_equal(xctl_decision_at_least(found), xctl_decision_at_least(decision));
		assert_int_equal(xctl_decision_at_most(found), xctl_decision_at_most(decision));
		xctl_decision_free(decision);
		xctl_decision_free(found);
		xctl_decision_free(shorter);
	}
	json_decref(document);
	xctl_desk_close(desk);
}

static void no_store_leaves_nothing(void **state)
{
	char path[4200];
	snprintf(path, sizeof path, "%s/store.db", test_directory());
	xctl_desk *desk = answers_desk(path);
	json_t *document = answers_demo("clean");
	xctl_decision *decision = answers_decide(desk, document, &(xctl_check_options){ .no_store = true }), *found = NULL;
	xctl_store_status status;
	xctl_error error = { 0 };
	(void)state;
	assert_int_equal(xctl_why(&found, desk, xctl_decision_id(decision), &error), XCTL_NOT_FOUND);
	assert_null(found);
	assert_true(error.what[0] && error.hint[0]);
	assert_int_equal(xctl_store_status_get(desk->store, &status, NULL), XCTL_OK);
	assert_int_equal(status.decisions, 0);
	xctl_decision_free(decision);
	json_decref(document);
	xctl_desk_close(desk);
}

/* A text file, a folder, a place that cannot be: the answer comes, with a warning that names the store. */
static void a_store_that_cannot_be_is_a_warning(void **state)
{
	char folder[4100], text[4200], paths[3][4300];
	xctl_error error = { 0 };
	(void)state;
	snprintf(folder, sizeof folder, "%s", test_directory());
	snprintf(text, sizeof text, "%s/letter.txt", folder);
	assert_int_equal(xctl_file_replace(text, XCTL_STR("this is a letter\n"), &error), XCTL_OK);
	snprintf(paths[0], sizeof paths[0], "%s", text);
	snprintf(paths[1], sizeof paths[1], "%s", folder);
	snprintf(paths[2], sizeof paths[2], "%s/below/store.db", text);
	json_t *document = answers_demo("clean");
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		xctl_desk *desk = answers_desk(paths[i]);
		const char *warning = xctl_desk_warning(desk);
		assert_case(warning, "%s: no warning\n", paths[i]);
		assert_case(strstr(warning, "letter.txt") || strstr(warning, folder), "the warning names no place: %s\n", warning);
		json_t *answer = answers_ask(desk, document, &answers_accept);
		assert_verdict(answer, "clear");
		json_decref(answer);
		xctl_desk_close(desk);
	}
	json_decref(document);
	xctl_file file;
	assert_int_equal(xctl_file_map(&file, text, &error), XCTL_OK);
	assert_str(file.bytes, "this is a letter\n");
	xctl_file_close(&file);
}

/* --- `unstated`: "no" --- */

/* An American maker's item, everything stated that matters: nothing stands against it. */
static json_t *plain(void)
{
	static const char text[] =
		"{'id': 'P-1', 'kind': 'export', 'date': '2026-11-23', 'from': 'US', 'to': 'CN', 'via': [],"
		" 'items': [{'line': 1, 'name': 'Bracket', 'type': 'commodity', 'codes': {'US': '3A991.a'}, 'origin': 'US',"
		" 'quantity': 4, 'unit': 'piece', 'value': 9550, 'currency': 'USD'}],"
		" 'parties': ["
		"{'role': 'exporter', 'name': 'Cascadia Etch Labs LLC', 'country': 'US', 'incorporated': 'US', 'headquarters': 'US',"
		" 'owners': [], 'us_person': true, 'type': 'manufacturer'},"
		"{'role': 'purchaser', 'name': 'Zhaoling Lampworks Co., Ltd.', 'country': 'CN', 'incorporated': 'CN', 'headquarters': 'CN',"
		" 'owners': [], 'us_person': false, 'type': 'manufacturer'},"
		"{'role': 'end-user', 'name': 'Zhaoling Lampworks Co., Ltd.', 'country': 'CN', 'incorporated': 'CN', 'headquarters': 'CN',"
		" 'owners': [], 'us_person': false, 'type': 'manufacturer',"
		" 'facility': {'node': 'mature', 'backend_only': false, 'connected_to': []}}],"
		" 'end_use': {'text': 'A lamp', 'uses': []}, 'knowledge': [], 'informed': [], 'authorisations': [], 'unstated': 'no'}";
	char quoted[sizeof text];
	for (size_t i = 0; i < sizeof text; i++)
		quoted[i] = (char)(text[i] == '\'' ? '"' : text[i]);
	json_t *document = json_loads(quoted, 0, NULL);
	assert_non_null(document);
	return document;
}

/* Takes a field away: "items/0/codes/US"; an asterisk is every element. */
static void take_away(json_t *from, const char *path)
{
	size_t len = strcspn(path, "/"), i;
	char key[64];
	json_t *one;
	snprintf(key, sizeof key, "%.*s", (int)len, path);
	if (!path[len]) {
		json_object_del(from, key);
		return;
	}
	if (json_is_object(from)) {
		take_away(json_object_get(from, key), path + len + 1);
	} else if (strcmp(key, "*") == 0) {
		json_array_foreach(from, i, one)
			take_away(one, path + len + 1);
	} else {
		take_away(json_array_get(from, strtoul(key, NULL, 10)), path + len + 1);
	}
}

/* --- licences that are held --- */

/* A licence that names parties must name whoever receives: the buyer too, not the end user alone. */
static void a_licence_covers_the_parties_it_names(void **state)
{
	static const char *const roles[] = { "purchaser", "consignee", "operator", "recipient", "target" };
	for (size_t i = 0; i < COUNT_OF(roles); i++)
		for (int named = 0; named < 2; named++) {
			json_t *document = plain(), *parties = json_object_get(document, "parties");
			json_object_set_new(json_object_get(json_array_get(json_object_get(document, "items"), 0), "codes"), "US",
				json_string("3A001.a.2"));
			json_object_set_new(json_array_get(parties, 1), "role", json_string(roles[i]));
			json_object_set_new(json_array_get(parties, 1), "name", json_string("Qingyuan Lantern Trading Co., Ltd."));
			json_t *held = json_pack("{s:s, s:s, s:s, s:s, s:[s], s:[s]}", "authority", "BIS", "no", "D1234567", "issued",
				"2026-06-01", "expires", "2028-06-01", "parties", "Zhaoling Lampworks Co., Ltd.", "items", "3A001.a.2");
			assert_non_null(held);
			if (named)
				json_array_append_new(json_object_get(held, "parties"), json_string("Qingyuan Lantern Trading Co., Ltd."));
			json_array_append_new(json_object_get(document, "authorisations"), held);
			json_t *answer = answers_ask(*state, document, &answers_accept);
			xctl_verdict verdict = answers_verdict(answer, "verdict");
			assert_case(named == (verdict == XCTL_AUTHORISED), "a licence that %s the %s: %s\n", named ? "names" : "does not name",
				roles[i], text_of(answer, "verdict"));
			json_decref(answer);
			json_decref(document);
		}
}

/* What a "no" may never close: the answer leaves `clear`, the fact is asked for, and it is not among what was assumed. */
static void unstated_is_not_no_for(void **state)
{
	static const struct {
		const char *away, *asked;
	} cases[] = {
		{ "items/0/codes/US", "codes/US" },
		{ "items/0/codes", "codes/US" },
		{ "to", "to" },
		{ "from", "from" },
		{ "parties", "parties" },
		{ "parties/*/name", "name" },
		{ "parties/*/owners", "owners" },
		{ "knowledge", "knowledge" },
		{ "informed", "informed" },
		{ "end_use", "end_use/uses" },
		{ "end_use/uses", "end_use/uses" },
	};
	json_t *document = plain(), *answer = answers_ask(*state, document, &answers_accept);
	assert_verdict(answer, "clear");
	json_decref(answer);
	json_decref(document);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		document = plain();
		take_away(document, cases[i].away);
		answer = answers_ask(*state, document, &answers_accept);
		assert_case(answers_verdict(answer, "verdict") >= XCTL_UNDETERMINED, "%s: %s\n", cases[i].away, text_of(answer, "verdict"));
		assert_case(some_text_has(json_object_get(answer, "missing"), cases[i].asked), "%s: nobody asks\n", cases[i].away);
		size_t k;
		const json_t *one;
		json_array_foreach(json_object_get(answer, "assumed"), k, one) {
			const char *text = json_string_value(one), *last = strrchr(text, '/');
			assert_case(strcmp(text, cases[i].asked) != 0 && !(last && strcmp(last + 1, cases[i].asked) == 0), "%s: assumed %s\n",
				cases[i].away, text);
		}
		json_decref(answer);
		json_decref(document);
	}
}

/* A US person's help in China is restricted whatever the item (744.6): who the exporter is must be known. */
static void unstated_is_not_no_for_us_persons(void **state)
{
	static const struct {
		int us_person; /* -1: not said */
		xctl_verdict least, most;
	} cases[] = { { 0, XCTL_NOT_SUBJECT, XCTL_REVIEW }, { 1, XCTL_LICENCE, XCTL_PROHIBITED }, { -1, XCTL_UNDETERMINED, XCTL_PROHIBITED } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		json_t *document = answers_demo("spares");
		json_t *parties = json_object_get(document, "parties");
		size_t p;
		json_t *one;
		json_object_set_new(json_array_get(json_object_get(document, "items"), 0), "origin", json_string("JP"));
		json_array_foreach(parties, p, one) {
			json_object_set_new(one, "owners", json_array());
			if (p < 2 && cases[i].us_person < 0)
				json_object_del(one, "us_person");
			else if (p < 2)
				json_object_set_new(one, "us_person", json_boolean(cases[i].us_person));
			if (p >= 2)
				json_object_set_new(json_object_get(one, "facility"), "node", json_string("advanced"));
		}
		json_t *answer = answers_ask(*state, document, &answers_accept);
		const json_t *bis = answers_regime(answer, "us.bis");
		xctl_verdict is = answers_verdict(bis, "verdict");
		assert_case(is >= cases[i].least && is <= cases[i].most, "us_person %d: %s\n", cases[i].us_person, text_of(bis, "verdict"));
		if (cases[i].us_person < 0)
			assert_case(some_text_has(json_object_get(answer, "missing"), "us_person"), "nobody asks who the exporter is\n");
		assert_false(some_text_has(json_object_get(answer, "assumed"), "us_person"));
		json_decref(answer);
		json_decref(document);
	}
}

static void lists_what_it_assumed(void **state)
{
	json_t *document = answers_demo("clean"), *answer = answers_ask(*state, document, &answers_accept);
	assert_true(has_word(json_object_get(answer, "assumed"), "facts/jp.designated"));
	json_decref(answer);
	json_object_set_new(document, "unstated", json_string("unknown"));
	answer = answers_ask(*state, document, &answers_accept);
	assert_false(has_word(json_object_get(answer, "assumed"), "facts/jp.designated"));
	json_decref(answer);
	json_decref(document);
}

/* --- less said, less known --- */

typedef struct pruning {
	xctl_desk *desk;
	json_t *document, *base;
	const char *name;
	unsigned count;
	xctl_arena arena; /* of the names of fields */
} pruning;

static xctl_verdict rank(const json_t *object, const char *key)
{
	xctl_verdict v = answers_verdict(object, key);
	return v == XCTL_NOT_SUBJECT ? XCTL_CLEAR : v; /* nothing to do, either way */
}

/* Every bound of the answer with less said holds that of the answer with all said. */
static void compare(pruning *p, const char *key)
{
	json_t *answer = answers_ask(p->desk, p->document, &answers_accept);
	size_t i;
	const json_t *now;
	json_array_foreach(json_object_get(answer, "jurisdictions"), i, now) {
		const json_t *was = json_array_get(json_object_get(p->base, "jurisdictions"), i);
		assert_case(rank(now, "at_least") <= rank(was, "at_least") && rank(now, "at_most") >= rank(was, "at_most"),
			"%s without %s: %s is %s to %s, and was %s to %s\n", p->name, key, text_of(now, "regime"), text_of(now, "at_least"),
			text_of(now, "at_most"), text_of(was, "at_least"), text_of(was, "at_most"));
		assert_case(rank(now, "at_least") < XCTL_LICENCE || rank(now, "verdict") >= XCTL_LICENCE, "%s without %s: %s\n", p->name,
			key, text_of(now, "verdict"));
	}
	json_decref(answer);
	p->count++;
}

/* Takes every field of every object away in turn, but those without which nothing can be asked, and names: a party that
 * cannot be looked up is a matter for review. */
static void prune(pruning *p, json_t *value)
{
	static const char *const kept[] = { "id", "kind", "date", "known", "line", "items", "role", "unstated", "unit", "currency", "address", "name",
		NULL };
	const char *keys[64], *key;
	size_t i, n = 0;
	json_t *one;
	json_array_foreach(value, i, one)
		prune(p, one);
	if (!json_is_object(value))
		return;
	json_object_foreach(value, key, one) { /* noted first: what is put back goes to the end */
		bool keep = false;
		for (const char *const *k = kept; *k; k++)
			keep |= strcmp(*k, key) == 0;
		prune(p, one);
		assert_true(n < COUNT_OF(keys));
		if (!keep)
			keys[n++] = xctl_str_copy(&p->arena, xctl_str_of(key)).at;
	}
	for (i = 0; i < n; i++) {
		one = json_incref(json_object_get(value, keys[i]));
		json_object_del(value, keys[i]);
		compare(p, keys[i]);
		json_object_set_new(value, keys[i], one);
	}
}

static void less_said_is_never_better(void **state)
{
	static const char *const names[] = { "etcher", "etcher-c3", "spares", "clean", "bare-3b001-de" };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		pruning p = { .desk = *state, .document = answers_demo(names[i]), .name = names[i] };
		json_object_set_new(p.document, "unstated", json_string("unknown"));
		/* the roles that repeat one another are pruned once */
		json_t *parties = json_object_get(p.document, "parties");
		while (json_array_size(parties) > 3)
			json_array_remove(parties, 1);
		p.base = answers_ask(p.desk, p.document, &answers_accept);
		prune(&p, p.document);
		assert_true(p.count > 20);
		xctl_arena_drop(&p.arena);
		json_decref(p.base);
		json_decref(p.document);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_a_document),
		cmocka_unit_test(hints_at_the_live_part_of_a_code),
		cmocka_unit_test(refuses_nul_bytes),
		cmocka_unit_test(refuses_deep_nesting),
		cmocka_unit_test(refuses_long_fields),
		cmocka_unit_test(refuses_options),
		cmocka_unit_test(keeps_nothing_of_bad_input),
		cmocka_unit_test(the_order_of_keys_changes_nothing),
		cmocka_unit_test(a_name_for_every_question),
		cmocka_unit_test(only_some_governments),
		cmocka_unit_test(an_excerpt_is_not_clear_by_itself),
		cmocka_unit_test(a_stale_list_is_not_clear),
		cmocka_unit_test(an_open_hit_is_not_clear),
		cmocka_unit_test(the_same_bytes_from_every_desk),
		cmocka_unit_test(finds_what_it_kept),
		cmocka_unit_test(no_store_leaves_nothing),
		cmocka_unit_test(a_store_that_cannot_be_is_a_warning),
		cmocka_unit_test(a_licence_covers_the_parties_it_names),
		cmocka_unit_test(unstated_is_not_no_for),
		cmocka_unit_test(unstated_is_not_no_for_us_persons),
		cmocka_unit_test(lists_what_it_assumed),
		cmocka_unit_test(less_said_is_never_better),
	};
	return cmocka_run_group_tests(tests, open_desk, close_desk);
}
