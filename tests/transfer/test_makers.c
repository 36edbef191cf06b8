/* Makers of parts: parties of a purchase, and of nothing else. */
#include "testing.h"

#include <string.h>

#include "transfer/transfer.h"

static void makers_of_what_is_bought_are_parties(void **state)
{
	(void)state;
	static const struct {
		const char *json; /* with ' for " */
		const char *roles[4];
		const char *names[4];
	} cases[] = {
		{ "{'kind':'procurement','items':[{'contains':[{'manufacturer':'Kestrel'}]}]}", { "component-manufacturer" }, { "Kestrel" } },
		{ "{'kind':'procurement','items':[{'contains':[{'manufacturer':'Kestrel'},{'manufacturer':'Rook'},{'manufacturer':'Kestrel'}]},"
		  "{'contains':[{'manufacturer':'Rook'}]}]}",
			{ "component-manufacturer", "component-manufacturer" }, { "Kestrel", "Rook" } },
		{ "{'kind':'procurement','parties':[{'role':'manufacturer','name':'Kestrel'}],'items':[{'contains':[{'manufacturer':'Kestrel'}]}]}",
			{ "manufacturer", "component-manufacturer" }, { "Kestrel", "Kestrel" } },
		{ "{'kind':'procurement','parties':[{'role':'component-manufacturer','name':'Kestrel','country':'CN'}],"
		  "'items':[{'contains':[{'manufacturer':'Kestrel'}]}]}",
			{ "component-manufacturer" }, { "Kestrel" } },
		{ "{'kind':'procurement','items':[{'contains':[{'name':'lens'},{'manufacturer':null}]}]}", { 0 }, { 0 } },
		{ "{'kind':'export','items':[{'contains':[{'manufacturer':'Kestrel'}]}]}", { 0 }, { 0 } },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[512];
		size_t length = strlen(cases[i].json);
		uint64_t countries[XCTL_COUNTRY_WORDS];
		xctl_arena arena = { 0 };
		xctl_transfer t = { 0 };
		xctl_error error = { 0 };
		memset(countries, 0xff, sizeof countries);
		assert_true(length < sizeof text);
		for (size_t k = 0; k <= length; k++)
			text[k] = cases[i].json[k] == '\'' ? '"' : cases[i].json[k];
		json_t *document = json_loads(text, 0, NULL);
		assert_case(xctl_transfer_read(&t, &arena, document, countries, &error) == XCTL_OK, "%s: %s\n", cases[i].json, error.what);
		uint32_t n = 0;
		for (; n < 4 && cases[i].roles[n]; n++) {
			assert_true(n < t.n_parties);
			assert_true(xctl_str_is(t.parties[n].role.at, cases[i].roles[n]));
			assert_true(xctl_str_is(t.parties[n].name.at, cases[i].names[n]));
		}
		assert_case(t.n_parties == n, "%s: %u parties\n", cases[i].json, t.n_parties);
		xctl_transfer_drop(&t);
		xctl_arena_drop(&arena);
		json_decref(document);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(makers_of_what_is_bought_are_parties) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
