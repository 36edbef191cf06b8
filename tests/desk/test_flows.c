/* Flows: what is summed, by what, and that each transfer counts once. */
#include "answers.h"

typedef struct shown {
	char text[8192];
	size_t length;
} shown;

static xctl_code show(void *context, const char *bytes, size_t length)
{
	shown *s = context;
	assert_true(s->length + length < sizeof s->text);
	memcpy(s->text + s->length, bytes, length);
	s->length += length;
	s->text[s->length] = '\0';
	return XCTL_OK;
}

static xctl_desk *desk_with_store(void)
{
	char store[4300];
	snprintf(store, sizeof store, "%s/store.db", test_directory());
	return answers_desk(store);
}

static void ask(xctl_desk *desk, const char *text)
{
	char json[2048];
	snprintf(json, sizeof json, "%s", text);
	for (char *c = json; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	json_t *document = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(document);
	xctl_decision_free(answers_decide(desk, document, &answers_accept));
	json_decref(document);
}

static xctl_code sum(xctl_desk *desk, const xctl_flows_options *how, xctl_format format, shown *out, xctl_error *error)
{
	*out = (shown){ .length = 0 };
	return xctl_flows(desk, how, &(xctl_view){ .format = format }, show, out, error);
}

#define PARTIES(user) "'parties': [{'role': 'exporter', 'name': 'Aozora'}, {'role': 'end-user', 'name': '" user "'}]"
#define HEAD(id, day) "{'id': '" id "', 'kind': 'export', 'from': 'JP', 'date': '" day "', "
#define ITEM(name, value, currency) \
	"{'name': '" name "', 'codes': {'JP': 'none', 'US': 'EAR99'}, 'origin': 'JP', 'value': " value ", 'currency': '" currency "'}"

static void keep_some(xctl_desk *desk)
{
	ask(desk, HEAD("1", "2026-03-01") "'to': 'DE', 'items': [" ITEM("pump", "'1.25'", "USD") ", " ITEM("seal", "10", "JPY") "], "
		PARTIES("Kita") "}");
	ask(desk, HEAD("2", "2026-03-02") "'to': 'DE', 'via': ['SG', 'NL'], 'items': [" ITEM("pump", "'0.75'", "USD") "], "
		PARTIES("Kita") "}");
	ask(desk, HEAD("2", "2026-03-02") "'to': 'DE', 'via': ['SG', 'NL'], 'items': [" ITEM("pump", "2", "USD") "], "
		PARTIES("Kita") "}"); /* the same transfer, mended */
	ask(desk, HEAD("3", "2026-04-01") "'items': [{'codes': {'US': 'EAR99'}, 'values': {'EUR': '0.1'}}, {}]}");
}

static void sums(void **state)
{
	static const struct {
		xctl_flows_options how;
		const char *csv;
	} cases[] = {
		{ { .by = "item" }, "item,lines,transfers,currency,value\n"
				    "pump,2,2,USD,3.25\n?,1,1,,\nUS EAR99,1,1,EUR,0.1\nseal,1,1,JPY,10\n" },
		{ { .by = "end-user,exporter" }, "end-user,exporter,lines,transfers,currency,value\n"
						 "Kita,Aozora,3,2,JPY,10\nKita,Aozora,3,2,USD,3.25\n?,?,2,1,EUR,0.1\n" },
		{ { .by = "route" }, "route,lines,transfers,currency,value\n"
				     "JP > ?,2,1,EUR,0.1\nJP > DE,2,1,JPY,10\nJP > DE,2,1,USD,1.25\nJP > SG > NL > DE,1,1,USD,2\n" },
		{ { .by = "exporter", .from = "2026-03-02", .to = "2026-03-31" }, "exporter,lines,transfers,currency,value\n"
										   "Aozora,1,1,USD,2\n" },
		{ { .by = "exporter", .to = "2026-02-28" }, "exporter,lines,transfers,currency,value\n" },
	};
	shown out;
	xctl_error error = { 0 };
	xctl_desk *desk = desk_with_store();
	(void)state;
	keep_some(desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(sum(desk, &cases[i].how, XCTL_CSV, &out, &error), XCTL_OK);
		assert_case(strcmp(out.text, cases[i].csv) == 0, "%s:\n%s", cases[i].how.by, out.text);
	}
	xctl_desk_close(desk);
}

static void as_json(void **state)
{
	shown out;
	xctl_error error = { 0 };
	xctl_desk *desk = desk_with_store();
	(void)state;
	assert_int_equal(sum(desk, &(xctl_flows_options){ .by = NULL }, XCTL_JSON, &out, &error), XCTL_OK);
	assert_string_equal(out.text, "{\"transfers\":0,\"flows\":[]}\n");
	keep_some(desk);
	assert_int_equal(sum(desk, &(xctl_flows_options){ .by = NULL }, XCTL_JSON, &out, &error), XCTL_OK);
	json_t *all = json_loads(out.text, 0, NULL);
	assert_int_equal(json_integer_value(json_object_get(all, "transfers")), 3);
	size_t i, lines = 0;
	json_t *one;
	json_array_foreach(json_object_get(all, "flows"), i, one) {
		lines += (size_t)json_integer_value(json_object_get(one, "lines"));
		assert_non_null(text_of(one, "verdict"));
		assert_non_null(text_of(one, "route"));
	}
	assert_int_equal(lines, 5);
	json_decref(all);
	xctl_desk_close(desk);
}

static void what_cannot_be_summed(void **state)
{
	static const char *const wrong[] = { "verdct", "item,item", "item,,route" };
	shown out;
	xctl_error error = { 0 };
	xctl_desk *desk = desk_with_store(), *bare = answers_desk(NULL);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		assert_int_equal(sum(desk, &(xctl_flows_options){ .by = wrong[i] }, XCTL_CSV, &out, &error), XCTL_USAGE);
		assert_int_equal(out.length, 0);
		assert_non_null(strstr(error.hint, "end-user"));
	}
	assert_int_equal(sum(bare, &(xctl_flows_options){ .by = NULL }, XCTL_CSV, &out, &error), XCTL_NOT_FOUND);
	xctl_desk_close(desk);
	xctl_desk_close(bare);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums),
		cmocka_unit_test(as_json),
		cmocka_unit_test(what_cannot_be_summed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
