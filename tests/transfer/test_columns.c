/* Dotted columns build the same document as JSON does; what contradicts itself is refused with the column's name. */
#include <stdlib.h>
#include <string.h>

#include "testing.h"
#include "transfer/transfer.h"

enum { MOST = 12 };

/* "a,b|c,d": rows of comma-separated cells. */
static uint32_t split(char *text, xctl_str *out)
{
	uint32_t n = 0;
	xctl_str rest = xctl_str_of(text);
	if (rest.len && rest.at[rest.len - 1] == ',') { /* a last empty cell */
		rest.len--;
		while (rest.len)
			out[n++] = xctl_str_cut(&rest, ',');
		out[n++] = (xctl_str){ "", 0 };
		return n;
	}
	while (rest.len)
		out[n++] = xctl_str_cut(&rest, ',');
	return n;
}

/* The document of the rows as text, quotes as '; or what is wrong. */
static char *built(const char *columns, const char *rows, xctl_error *error)
{
	xctl_arena arena = { 0 };
	char names[256], cells[512];
	xctl_str name[MOST], cell[MOST];
	xctl_columns *c;
	xctl_words odd;
	json_t *document = NULL;
	memcpy(names, columns, strlen(columns) + 1);
	memcpy(cells, rows, strlen(rows) + 1);
	xctl_code code = xctl_columns_open(&c, &arena, name, split(names, name), &odd, error);
	for (char *row = cells; row && code == XCTL_OK;) {
		char *next = strchr(row, '|');
		if (next)
			*next++ = '\0';
		code = xctl_columns_add(c, cell, split(row, cell), &document, error);
		row = next;
	}
	char *text = NULL;
	if (code == XCTL_OK) {
		text = json_dumps(document, JSON_SORT_KEYS | JSON_COMPACT);
		for (char *at = text; *at; at++)
			if (*at == '"')
				*at = '\'';
	}
	json_decref(document);
	xctl_arena_drop(&arena);
	return text;
}

static void cells_become_a_document(void **state)
{
	static const struct {
		const char *columns, *rows, *document;
	} cases[] = {
		{ "id,kind,to", "S-1,export,BR", "{'id':'S-1','items':[],'kind':'export','to':'BR'}" },
		{ "kind,item.codes.US,item.value", "export,3A001.a.2,12.50", "{'items':[{'codes':{'US':'3A001.a.2'},'value':'12.50'}],'kind':'export'}" },
		{ "kind,item.codes.US", "export,3A001;none", "{'items':[{'codes':{'US':['3A001','none']}}],'kind':'export'}" },
		{ "kind,item.codes.US", "export,[]", "{'items':[{'codes':{'US':[]}}],'kind':'export'}" },
		{ "item.origin,item2.origin", "US,JP", "{'items':[{'origin':'US'},{'origin':'JP'}]}" },
		{ "item.origin,kind", "US,export|JP,export|,", "{'items':[{'origin':'US'},{'origin':'JP'}],'kind':'export'}" },
		{ "item.origin,item1.type", "US,software", "{'items':[{'origin':'US','type':'software'}]}" },
		{ "item.contains.0.codes.US,item.contains.1.origin", "3A001,US",
			"{'items':[{'contains':[{'codes':{'US':'3A001'}},{'origin':'US'}]}]}" },
		{ "item.contains", "[]", "{'items':[{'contains':[]}]}" },
		{ "item.contains,parties", "null,null", "{'items':[{'contains':null}],'parties':null}" },
		{ "item.values.USD,item.parameters.tpp", "5,yes", "{'items':[{'parameters':{'tpp':true},'values':{'USD':'5'}}]}" },
		{ "item.release.published,facts.a.b", "No,false", "{'facts':{'a.b':false},'items':[{'release':{'published':false}}]}" },
		{ "via,end_use.uses", "BR;CN,[]", "{'end_use':{'uses':[]},'items':[],'via':['BR','CN']}" },
		{ "end-user.name,end-user2.country,bank.name", "A,CN,B",
			"{'items':[],'parties':[{'name':'A','role':'end-user'},{'country':'CN','role':'end-user'},{'name':'B','role':'bank'}]}" },
		{ "end-user.owners.0.name,end-user.owners.0.pct", "O,50", "{'items':[],'parties':[{'owners':[{'name':'O','pct':'50'}],'role':'end-user'}]}" },
		{ "end-user.us_person,end-user.headquarters", "TRUE,null", "{'items':[],'parties':[{'headquarters':null,'role':'end-user','us_person':true}]}" },
		{ "knowledge.0.of,knowledge.0.grade,unstated", "wmd,aware,no", "{'items':[],'knowledge':[{'grade':'aware','of':'wmd'}],'unstated':'no'}" },
		{ "dates.order, to ", "2024-01-01, BR ", "{'dates':{'order':'2024-01-01'},'items':[],'to':'BR'}" },
		{ "kind,from,to", "export,,", "{'items':[],'kind':'export'}" },
		{ "parties,kind", "[],export", "{'items':[],'kind':'export','parties':[]}" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_error error = { 0 };
		char *text = built(cases[i].columns, cases[i].rows, &error);
		assert_case(text != NULL, "%s: %s\n", cases[i].columns, error.what);
		assert_string_equal(text, cases[i].document);
		free(text);
	}
}

static void contradictions_are_refused(void **state)
{
	static const struct {
		const char *columns, *rows, *pointer, *what;
	} cases[] = {
		{ "id,to,item.origin", "1,BR,US|1,CN,US", "to", "differs" },
		{ "id,end-user.name", "1,A|1,B", "end-user.name", "differs" },
		{ "end-user.name,end-user1.name", "A,B", "end-user1.name", "differs" },
		{ "end-user.role", "bank", "end-user.role", "differs" },
		{ "item.contains,item.contains.0.origin", "[],US", "item.contains.0.origin", "contradicts" },
		{ "item.contains.0.origin,item.contains", "US,[]", "item.contains", "differs" },
		{ "item.contains,item.contains.0.origin", "null,US", "item.contains.0.origin", "contradicts" },
		{ "item.contains.1.origin", "US", "item.contains.1.origin", "skips" },
		{ "item.contains", "x;y", "item.contains", "array of objects" },
		{ "parties,end-user.name", "[],A", "end-user.name", "contradicts" },
		{ "parties,end-user.name", "null,A", "end-user.name", "contradicts" },
		{ "end-user.name,parties", "A,null", "parties", "differs" },
		{ "parties", "x", "parties", "array of objects" },
		{ "kind,kind", "export,export", "", "stands twice" },
		{ "kind, kind ", "export,export", "", "stands twice" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_error error = { 0 };
		char *text = built(cases[i].columns, cases[i].rows, &error);
		assert_case(text == NULL, "%s: %s\n", cases[i].columns, text);
		assert_int_equal(error.code, XCTL_INPUT);
		assert_case(strcmp(error.pointer, cases[i].pointer) == 0, "%s: at \"%s\"\n", cases[i].columns, error.pointer);
		assert_case(strstr(error.what, cases[i].what) != NULL, "%s: %s\n", cases[i].columns, error.what);
		assert_case(error.hint[0] != '\0', "%s\n", cases[i].columns);
	}
}

static void columns_that_no_field_answers_to(void **state)
{
	static const char *const odd[] = { "colour", "item", "item.colour", "item0.origin", "itemx.origin", "items", "items.0.origin",
		"end-user", "end-user.colour", "friend.name", "item.codes", "item.contains.x.origin", "item.contains.0", "to.name",
		"dates", "", "item.release", "item.99999.origin", "kind.x" };
	static const char *const known[] = { "id", "item.codes.US", "end-user12.country", "item.contains.0.codes.JP", "facts.a", "legs.0.from",
		"order.total", "parties", "parties.0.name" };
	xctl_arena arena = { 0 };
	xctl_str names[COUNT_OF(odd) + COUNT_OF(known)];
	xctl_columns *c;
	xctl_words unmatched;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(odd); i++)
		names[i] = xctl_str_of(odd[i]);
	for (size_t i = 0; i < COUNT_OF(known); i++)
		names[COUNT_OF(odd) + i] = xctl_str_of(known[i]);
	assert_int_equal(xctl_columns_open(&c, &arena, names, COUNT_OF(names), &unmatched, NULL), XCTL_OK);
	for (uint32_t i = 0; i < unmatched.n && i < COUNT_OF(odd); i++)
		assert_str(unmatched.at[i], odd[i]);
	assert_int_equal(unmatched.n, COUNT_OF(odd));
	xctl_str cells[COUNT_OF(names)] = { 0 };
	cells[COUNT_OF(odd)] = XCTL_STR(" S-7 ");
	assert_str(xctl_columns_id(c, cells, COUNT_OF(names)), "S-7");
	assert_str(xctl_columns_id(c, cells, 3), "");
	xctl_arena_drop(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_become_a_document),
		cmocka_unit_test(contradictions_are_refused),
		cmocka_unit_test(columns_that_no_field_answers_to),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
