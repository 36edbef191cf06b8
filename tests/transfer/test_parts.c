/* A bill of materials in a circle is refused where it closes; a tree, and parts shared by two items, are not. */
#include <string.h>

#include "testing.h"
#include "transfer/shape.h"
#include "transfer/transfer.h"

static const struct {
	const char *json;
	const char *pointer; /* NULL: nothing is wrong */
} cases[] = {
	{ "{'items': [{'name': 'pump', 'contains': [{'name': 'seal'}, {}]}, {'contains': [{'name': 'pump'}]}]}", NULL },
	{ "{'items': [{'name': 'a', 'contains': [{'name': 'b'}, {'name': 'c'}]}, {'name': 'b', 'contains': [{'name': 'c'}]}, "
	  "{'name': 'c'}]}", NULL },
	{ "{'items': [{'name': 'a', 'contains': []}, {'name': 'a', 'contains': [{'name': 'b'}]}]}", NULL },
	{ "{'items': [{'name': '', 'contains': [{'name': ''}]}]}", NULL },
	{ "{'items': [{'name': null, 'contains': [{'name': null}]}]}", NULL },
	{ "{'items': [{'name': 'a', 'contains': [{'name': 'b'}, {'name': 'a'}]}]}", "/items/0/contains/1" },
	{ "{'items': [{'name': 'a', 'contains': [{'name': 'b'}]}, {'name': 'b', 'contains': [{'name': 'a'}]}]}",
		"/items/1/contains/0" },
	{ "{'items': [{'name': 'x'}, {'name': 'a', 'contains': [{'name': 'b'}]}, {'name': 'b', 'contains': [{'name': 'x'}, "
	  "{'name': 'c'}]}, {'name': 'c', 'contains': [{'name': 'b'}]}]}", "/items/3/contains/0" },
};

static void circles_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[512];
		size_t length = strlen(cases[i].json);
		uint64_t countries[XCTL_COUNTRY_WORDS] = { 0 };
		xctl_arena arena = { 0 };
		xctl_transfer t = { 0 };
		xctl_error error = { 0 };
		assert_true(length < sizeof text);
		for (size_t k = 0; k <= length; k++)
			text[k] = cases[i].json[k] == '\'' ? '"' : cases[i].json[k];
		json_t *document = json_loads(text, 0, NULL);
		json_object_set_new(document, "kind", json_string("export"));
		xctl_code code = xctl_transfer_read(&t, &arena, document, countries, &error);
		assert_case(code == (cases[i].pointer ? XCTL_INPUT : XCTL_OK), "%s: %s\n", cases[i].json, error.what);
		assert_string_equal(error.pointer, cases[i].pointer ? cases[i].pointer : "");
		xctl_transfer_drop(&t);
		xctl_arena_drop(&arena);
		json_decref(document);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(circles_are_refused) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
