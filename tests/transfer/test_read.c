/* JSON documents: what is wrong is told with a pointer; absent, null and empty stay apart. */
#include <string.h>

#include "format/json.h"
#include "testing.h"
#include "transfer/transfer.h"

typedef struct read_case {
	xctl_arena arena;
	xctl_transfer transfer;
	xctl_error error;
} read_case;

/* Quotes may be written as '. */
static xctl_code read(read_case *c, const char *json)
{
	static const char *const known[] = { "BR", "CN", "GB", "JP", "US", "XK" };
	uint64_t countries[XCTL_COUNTRY_WORDS] = { 0 };
	char text[2048];
	size_t len = strlen(json);
	json_t *document;
	*c = (read_case){ .arena = { .ceiling = 0 } };
	for (size_t i = 0; i < COUNT_OF(known); i++)
		xctl_bit_set(countries, xctl_country_of(xctl_str_of(known[i])));
	assert_true(len < sizeof text);
	for (size_t i = 0; i <= len; i++)
		text[i] = json[i] == '\'' ? '"' : json[i];
	xctl_code code = xctl_json_read(&document, (xctl_str){ text, len }, "t", &c->error);
	assert_case(code == XCTL_OK, "%s: %s\n", json, c->error.what);
	code = xctl_transfer_read(&c->transfer, &c->arena, document, countries, &c->error);
	json_decref(document);
	return code;
}

static void drop(read_case *c)
{
	xctl_transfer_drop(&c->transfer);
	xctl_arena_drop(&c->arena);
}

#define EXPORT "'kind': 'export', 'items': [{}]"

static void errors_name_the_place(void **state)
{
	static const struct {
		const char *json, *pointer, *what, *hint;
	} cases[] = {
		{ "[]", "", "is not an object", "write {" },
		{ "{'items': [{}]}", "/kind", "is missing", "export" },
		{ "{'kind': null, 'items': [{}]}", "/kind", "is missing", "export" },
		{ "{'kind': 'gift', 'items': [{}]}", "/kind", "\"gift\"", "one of: export" },
		{ "{'kind': 7, 'items': [{}]}", "/kind", "is not a string", "string" },
		{ "{'kind': 'export'}", "/items", "is missing or empty", "at least one" },
		{ "{'kind': 'export', 'items': []}", "/items", "is missing or empty", "at least one" },
		{ "{'kind': 'export', 'items': null}", "/items", "is missing or empty", "at least one" },
		{ "{'kind': 'export', 'items': 'x'}", "/items", "array of objects", "[{" },
		{ "{'kind': 'export', 'items': [{}, 'x']}", "/items/1", "is not an object", "{" },
		{ "{" EXPORT ", 'date': '2025-02-29'}", "/date", "not a day of the calendar", "YYYY-MM-DD" },
		{ "{" EXPORT ", 'date': 20250228}", "/date", "not a day", "YYYY" },
		{ "{" EXPORT ", 'dates': {'order': '2025-13-01'}}", "/dates/order", "not a day", "YYYY" },
		{ "{" EXPORT ", 'dates': []}", "/dates", "not an object", "{" },
		{ "{" EXPORT ", 'to': 'UK'}", "/to", "unknown country \"UK\"", "GB" },
		{ "{" EXPORT ", 'to': 'br'}", "/to", "unknown country", "capitals" },
		{ "{" EXPORT ", 'to': 5}", "/to", "not a country code", "alpha-2" },
		{ "{" EXPORT ", 'via': ['BR', 'ZZ']}", "/via/1", "unknown country \"ZZ\"", "" },
		{ "{" EXPORT ", 'parties': [{'role': 'friend'}]}", "/parties/0/role", "\"friend\"", "end-user" },
		{ "{" EXPORT ", 'parties': [{'role': 'bank'}, {'name': 'x'}]}", "/parties/1/role", "is missing", "consignee" },
		{ "{" EXPORT ", 'parties': [{'role': 'bank', 'us_person': 'yes'}]}", "/parties/0/us_person", "not yes or no", "true" },
		{ "{" EXPORT ", 'parties': [{'role': 'bank', 'owners': [{'pct': 'half'}]}]}", "/parties/0/owners/0/pct", "not a number", "" },
		{ "{" EXPORT ", 'parties': [{'role': 'bank', 'citizenships': [{'country': 'CN', 'since': 'x'}]}]}",
			"/parties/0/citizenships/0/since", "not a day", "" },
		{ "{" EXPORT ", 'knowledge': [{'of': 'wmd', 'grade': 'sure'}]}", "/knowledge/0/grade", "\"sure\"", "suspected" },
		{ "{'kind': 'export', 'items': [{'type': 'thing'}]}", "/items/0/type", "\"thing\"", "software" },
		{ "{'kind': 'export', 'items': [{'release': {'form': 'x'}}]}", "/items/0/release/form", "\"x\"", "object" },
		{ "{'kind': 'export', 'items': [{'codes': '3A001'}]}", "/items/0/codes", "not an object", "NAME" },
		{ "{'kind': 'export', 'items': [{'codes': {'US': [1]}}]}", "/items/0/codes/US/0", "not a string", "" },
		{ "{'kind': 'export', 'items': [{'value': true}]}", "/items/0/value", "not a number", "" },
		{ "{'kind': 'export', 'items': [{'value': 1000000000000000000}]}", "/items/0/value", "at most 18 digits", "" },
		{ "{'kind': 'export', 'items': [{'value': '1e40'}]}", "/items/0/value", "at most 18 digits", "" },
		{ "{'kind': 'export', 'items': [{'values': {'USD': 'x'}}]}", "/items/0/values/USD", "not a number", "" },
		{ "{'kind': 'export', 'items': [{'parameters': {'a/b~c': {}}}]}", "/items/0/parameters/a~1b~0c", "not a number", "" },
		{ "{" EXPORT ", 'unstated': 'maybe'}", "/unstated", "\"maybe\"", "no" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		read_case c;
		assert_case(read(&c, cases[i].json) == XCTL_INPUT, "%s is accepted\n", cases[i].json);
		assert_case(c.error.code == XCTL_INPUT, "%s\n", cases[i].json);
		assert_case(strcmp(c.error.pointer, cases[i].pointer) == 0, "%s: \"%s\"\n", cases[i].json, c.error.pointer);
		assert_case(strstr(c.error.what, cases[i].what) != NULL, "%s: \"%s\"\n", cases[i].json, c.error.what);
		assert_case(strstr(c.error.hint, cases[i].hint) != NULL, "%s: \"%s\"\n", cases[i].json, c.error.hint);
		assert_null(c.transfer.document);
		drop(&c);
	}
}

static void absent_null_and_empty_differ(void **state)
{
	static const struct {
		const char *inside;
		xctl_stated stated;
		uint32_t n;
	} cases[] = { { "", XCTL_ABSENT, 0 }, { "null", XCTL_NULL, 0 }, { "[]", XCTL_STATED, 0 }, { "[{}]", XCTL_STATED, 1 },
		{ "{}", XCTL_STATED, 1 } };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char json[256];
		read_case c;
		const char *in = cases[i].inside;
		bool any = in[0] != '\0';
		snprintf(json, sizeof json, "{'kind': 'export', 'items': [{%s%s}]%s%s}", any ? "'contains': " : "", in,
			any ? ", 'knowledge': " : "", in);
		assert_int_equal(read(&c, json), XCTL_OK);
		assert_int_equal(c.transfer.items[0].contains_stated, cases[i].stated);
		assert_int_equal(c.transfer.items[0].n_contains, cases[i].n);
		assert_int_equal(c.transfer.knowledge_stated, cases[i].stated);
		assert_int_equal(c.transfer.n_knowledge, cases[i].n);
		drop(&c);
	}
}

static void null_is_asked_and_not_known(void **state)
{
	read_case c;
	(void)state;
	assert_int_equal(read(&c, "{'kind': 'export', 'items': [{'codes': {'US': null}, 'origin': null, 'release': null,"
				  "'values': {'USD': null}, 'parameters': {'tpp': null}}], 'to': null, 'via': null, 'end_use': null,"
				  "'dates': null, 'parties': [{'role': 'bank', 'facility': null, 'us_person': null}], 'facts': {'q': null},"
				  "'unstated': null}"),
		XCTL_OK);
	const xctl_transfer *t = &c.transfer;
	const xctl_item *item = t->items;
	assert_int_equal(xctl_item_codes(item, XCTL_STR("US"))->stated, XCTL_NULL);
	assert_null(xctl_item_codes(item, XCTL_STR("JP")));
	assert_int_equal(item->origin.stated, XCTL_NULL);
	assert_int_equal(item->release_published.stated, XCTL_NULL); /* what lies in an unknown object is unknown */
	assert_int_equal(item->release_form.stated, XCTL_NULL);
	assert_int_equal(item->values[0].value.stated, XCTL_NULL);
	assert_int_equal(item->parameters[0].stated, XCTL_NULL);
	assert_int_equal(t->to.stated, XCTL_NULL);
	assert_int_equal(t->from.stated, XCTL_ABSENT);
	assert_int_equal(t->via.stated, XCTL_NULL);
	assert_int_equal(t->end_use.stated, XCTL_NULL);
	assert_int_equal(t->date_order.stated, XCTL_NULL);
	assert_int_equal(t->parties[0].facility_backend_only.stated, XCTL_NULL);
	assert_int_equal(t->parties[0].us_person.stated, XCTL_NULL);
	assert_int_equal(t->facts[0].stated, XCTL_NULL);
	assert_false(t->unstated_no);
	drop(&c);
}

static void values_of_every_kind(void **state)
{
	read_case c;
	(void)state;
	assert_int_equal(read(&c, "{'id': 'S-1', 'kind': 'release', 'date': '2024-02-29', 'from': 'US', 'to': 'XK', 'via': 'JP',"
				  "'items': [{'line': 1, 'type': 'technology', 'codes': {'US': '3E001', 'JP': ['7(16)', 'none']},"
				  "'value': 0.1, 'currency': 'USD', 'values': {'JPY': '12.50'}, 'direct_product_of': ['3E001'],"
				  "'us_controlled_content': {'pct': 9.5, 'destination': 'CN'},"
				  "'parameters': {'n': 1e3, 's': '5', 'd': '2024-01-01', 'y': true, 'w': 'word'}}],"
				  "'parties': [{'role': 'recipient', 'names': 'A', 'ids': {'duns': '123'}, 'listed': [{'list': 'us-entity',"
				  "'footnotes': ['1', '4']}]}], 'unstated': 'no'}"),
		XCTL_OK);
	const xctl_transfer *t = &c.transfer;
	const xctl_item *item = t->items;
	char text[24];
	assert_str(t->id.at, "S-1");
	assert_true(t->unstated_no);
	assert_int_equal(t->date.date, xctl_date_make(2024, 2, 29));
	assert_int_equal(t->via.n, 1);
	assert_int_equal(xctl_item_codes(item, XCTL_STR("JP"))->n, 2);
	assert_int_equal(xctl_item_codes(item, XCTL_STR("US"))->n, 1);
	xctl_decimal_print(item->value.value, text);
	assert_string_equal(text, "0.1");
	xctl_decimal_print(item->values[0].value.value, text);
	assert_string_equal(text, "12.5");
	assert_int_equal(item->n_content, 1);
	assert_int_equal(item->content[0].destination.country, xctl_country_of(XCTL_STR("CN")));
	assert_int_equal(item->n_parameters, 5);
	for (uint32_t i = 0; i < item->n_parameters; i++) {
		const xctl_parameter *p = &item->parameters[i];
		int kind = p->name.at[0] == 'n' || p->name.at[0] == 's' ? XCTL_PARAMETER_NUMBER
			: p->name.at[0] == 'd'                         ? XCTL_PARAMETER_DATE
			: p->name.at[0] == 'y'                         ? XCTL_PARAMETER_YES
								       : XCTL_PARAMETER_WORD;
		assert_int_equal(p->kind, kind);
	}
	assert_int_equal(t->parties[0].names.n, 1);
	assert_int_equal(t->parties[0].listed[0].footnotes.n, 2);
	assert_int_equal(t->n_unread, 0);
	drop(&c);
}

static void what_is_not_read_is_listed(void **state)
{
	static const char *const expected[] = { "/colour", "/items/0/colour", "/items/0/release/a~1b", "/parties/0/facility/x" };
	read_case c;
	(void)state;
	assert_int_equal(read(&c, "{'kind': 'export', 'colour': 1, 'items': [{'colour': {}, 'release': {'a/b': 1}}],"
				  "'parties': [{'role': 'bank', 'facility': {'x': 1}}]}"), XCTL_OK);
	assert_int_equal(c.transfer.n_unread, COUNT_OF(expected));
	for (uint32_t i = 0; i < c.transfer.n_unread; i++) {
		bool found = false;
		for (size_t k = 0; k < COUNT_OF(expected); k++)
			found |= xctl_str_is(c.transfer.unread[i], expected[k]);
		assert_case(found, "%.*s\n", XCTL_FMT(c.transfer.unread[i]));
	}
	drop(&c);
}

static void an_investment_has_no_items(void **state)
{
	read_case c;
	(void)state;
	assert_int_equal(read(&c, "{'kind': 'investment', 'parties': []}"), XCTL_OK);
	assert_int_equal(c.transfer.n_items, 0);
	assert_int_equal(c.transfer.parties_stated, XCTL_STATED);
	drop(&c);
}

static void countries_are_two_capitals(void **state)
{
	char out[3];
	(void)state;
	for (xctl_country i = 0; i < XCTL_COUNTRIES; i++) {
		xctl_country_print(i, out);
		assert_int_equal(xctl_country_of(xctl_str_of(out)), i);
	}
	xctl_country_print(XCTL_COUNTRY_NONE, out);
	assert_string_equal(out, "??");
	assert_int_equal(xctl_country_of(XCTL_STR("usa")), XCTL_COUNTRY_NONE);
	assert_int_equal(xctl_country_of(XCTL_STR("Us")), XCTL_COUNTRY_NONE);
	assert_int_equal(xctl_country_of(XCTL_STR("")), XCTL_COUNTRY_NONE);
}

static xctl_code attempt(const xctl_memory *memory, void *context)
{
	json_t *document = context;
	xctl_arena arena = { .memory = memory };
	uint64_t countries[XCTL_COUNTRY_WORDS];
	xctl_transfer t = { 0 };
	memset(countries, 0xff, sizeof countries);
	xctl_code code = xctl_transfer_read(&t, &arena, document, countries, NULL);
	xctl_transfer_drop(&t);
	xctl_arena_drop(&arena);
	return code;
}

static void every_allocation_may_fail(void **state)
{
	json_t *document = json_pack("{s:s,s:[{s:{s:s}}],s:i}", "kind", "export", "items", "codes", "US", "3A001", "odd", 1);
	(void)state;
	assert_non_null(document);
	test_every_allocation(attempt, document);
	json_decref(document);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_name_the_place),
		cmocka_unit_test(absent_null_and_empty_differ),
		cmocka_unit_test(null_is_asked_and_not_known),
		cmocka_unit_test(values_of_every_kind),
		cmocka_unit_test(what_is_not_read_is_listed),
		cmocka_unit_test(an_investment_has_no_items),
		cmocka_unit_test(countries_are_two_capitals),
		cmocka_unit_test(every_allocation_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
