/* Days in an order that cannot be are refused where they stand; equal and unstated days are not. */
#include <string.h>

#include "testing.h"
#include "transfer/shape.h"
#include "transfer/transfer.h"

static const struct {
	const char *json;
	const char *pointer; /* NULL: nothing is wrong */
} cases[] = {
	{ "{'dates': {}}", NULL },
	{ "{'dates': {'contract': '2026-05-01', 'order': '2026-05-01', 'loaded': '2026-05-02', 'export': '2026-05-02', "
	  "'arrival': '2026-06-01'}}", NULL },
	{ "{'dates': {'contract': '2026-05-02', 'export': '2026-05-01'}}", "/dates/contract" },
	{ "{'dates': {'order': '2026-05-02', 'export': '2026-05-01'}}", "/dates/order" },
	{ "{'dates': {'loaded': '2026-05-02', 'export': '2026-05-01'}}", "/dates/loaded" },
	{ "{'dates': {'loaded': '2026-05-02', 'arrival': '2026-05-01'}}", "/dates/loaded" },
	{ "{'dates': {'export': '2026-05-02', 'arrival': '2026-05-01'}}", "/dates/export" },
	{ "{'dates': {'export': null, 'arrival': '2026-05-01', 'contract': '2026-06-01'}}", NULL },
	{ "{'authorisations': [{'issued': '2026-05-01', 'expires': '2026-05-01'}, {'expires': '2026-01-01'}]}", NULL },
	{ "{'authorisations': [{}, {'issued': '2026-05-02', 'expires': '2026-05-01'}]}", "/authorisations/1/issued" },
};

static void impossible_orders_are_refused(void **state)
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
		json_object_set_new(document, "items", json_pack("[{}]"));
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
	static const struct CMUnitTest tests[] = { cmocka_unit_test(impossible_orders_are_refused) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
