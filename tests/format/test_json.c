#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format/json.h"
#include "testing.h"

static void refuses_with_the_place(void **state)
{
	static const struct {
		const char *text;
		size_t len; /* 0: to the terminator */
		uint32_t line, column;
		const char *says;
	} cases[] = {
		{ "", 0, 1, 1, "" },
		{ "{\"a\":1,\n \"a\":2}", 0, 2, 4, "duplicate" },
		{ "[1,\n2,]", 0, 2, 3, "']'" },
		{ "[9223372036854775808]", 0, 1, 20, "too big integer" },
		{ "[-9223372036854775809]", 0, 1, 21, "too big negative integer" },
		{ "[1e999]", 0, 1, 6, "real number overflow" },
		{ "{}\n{}", 0, 2, 1, "end of file" },
		{ "[] x", 0, 1, 4, "end of file" },
		{ "[\"a\\u0000b\"]", 0, 1, 11, "NUL" },
		{ "{\"a\\u0000b\":1}", 0, 1, 11, "" },
		{ "[\"a\0b\"]", 7, 1, 4, "NUL byte" },
		{ "[1\0]", 4, 1, 3, "" },
		{ "[\"\xC3(\"]", 0, 1, 0, "UTF-8" },
		{ "[\"\\ud800\"]", 0, 1, 0, "" },
		{ "[\"\xED\xA0\x80\"]", 0, 1, 0, "UTF-8" },
		{ "[01]", 0, 1, 0, "" },
		{ "[1.]", 0, 1, 0, "" },
		{ "[.5]", 0, 1, 0, "" },
		{ "[+1]", 0, 1, 0, "" },
		{ "[NaN]", 0, 1, 0, "" },
		{ "['a']", 0, 1, 0, "" },
		{ "[\"a\n\"]", 0, 1, 0, "" },
		{ "{a:1}", 0, 1, 0, "" },
		{ "[1", 0, 1, 0, "" },
		{ "\"unclosed", 0, 1, 0, "" },
		{ "// c\n[]", 0, 1, 0, "" },
		{ "7", 0, 1, 1, "" },
		{ "{\"\xE6\x9D\xB1\":1, \"b\" 2}", 0, 1, 15, "':'" }, /* columns count bytes */
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		json_t *value = NULL;
		xctl_error error = { .what = "" };
		xctl_str text = { cases[i].text, cases[i].len ? cases[i].len : strlen(cases[i].text) };
		assert_case(xctl_json_read(&value, text, "x.json", &error) == XCTL_INPUT, "case %zu: %s\n", i,
			cases[i].text);
		assert_null(value);
		assert_string_equal(error.source, "x.json");
		assert_case(error.line == cases[i].line && (cases[i].column == 0 || error.column == cases[i].column)
			&& error.column > 0,
			"case %zu: %u:%u %s\n", i, error.line, error.column, error.what);
		assert_case(strstr(error.what, cases[i].says) != NULL, "case %zu: %s\n", i, error.what);
	}
}

static void depth_ends_at_64(void **state)
{
	char text[400];
	json_t *value;
	xctl_error error;
	(void)state;
	memset(text, '[', 64);
	memset(text + 64, ']', 64);
	assert_int_equal(xctl_json_read(&value, (xctl_str){ text, 128 }, NULL, NULL), XCTL_OK);
	json_decref(value);
	text[0] = '\n';
	memset(text + 1, '[', 65);
	memset(text + 66, ']', 65);
	assert_int_equal(xctl_json_read(&value, (xctl_str){ text, 131 }, "x", &error), XCTL_INPUT);
	assert_int_equal(error.line, 2);
	assert_int_equal(error.column, 65);
	assert_non_null(strstr(error.what, "64"));
	/* brackets in strings are no nesting, and a quote may be escaped */
	int len = snprintf(text, sizeof text, "[\"\\\"%0100d\",\"", 0);
	memset(text + len, '[', 100);
	memcpy(text + len + 100, "\"]", 2);
	assert_int_equal(xctl_json_read(&value, (xctl_str){ text, (size_t)len + 102 }, NULL, &error), XCTL_OK);
	json_decref(value);
}

static void canonical(const char *text, const char *expected)
{
	json_t *value;
	xctl_error error = { .what = "" };
	xctl_buf buf = { .at = NULL };
	xctl_json w = { .to = &buf };
	assert_case(xctl_json_read(&value, xctl_str_of(text), NULL, &error) == XCTL_OK, "%s: %s\n", text, error.what);
	xctl_json_value(&w, value);
	assert_false(buf.failed);
	assert_str(xctl_buf_view(&buf), expected);
	json_decref(value);
	xctl_buf_drop(&buf);
}

static void copies_in_canonical_form(void **state)
{
	static const char *const cases[][2] = {
		{ "{}", "{}" }, { "[ ]", "[]" },
		{ "{\"b\":1,\"a\":{\"d\":[1,2],\"c\":null}}", "{\"a\":{\"c\":null,\"d\":[1,2]},\"b\":1}" },
		{ "\xEF\xBB\xBF[true, false]", "[true,false]" }, { "[1.0, 1, 10e-1, 1E0]", "[1,1,1,1]" },
		{ "[0.1,-0.0,25.50,1e17,100000000000000000000.0]", "[0.1,0,25.5,100000000000000000,1e+20]" },
		{ "[1.5e300,2.5e-13,5e-324]", "[1.5e+300,2.5e-13,5e-324]" },
		{ "[9223372036854775807,-9223372036854775808]", "[9223372036854775807,-9223372036854775808]" },
		{ "[\"\\u00e9\\/\\b\\f\\n\\r\\t\\u001f\\\"\\\\\\ud83d\\udea2\"]",
			"[\"\xC3\xA9/\\u0008\\u000c\\n\\r\\t\\u001f\\\"\\\\\xF0\x9F\x9A\xA2\"]" },
		{ "{\"\xC3\xA9\":1,\"z\":2,\"Z\":3,\"\":4}", "{\"\":4,\"Z\":3,\"z\":2,\"\xC3\xA9\":1}" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		canonical(cases[i][0], cases[i][1]);
		canonical(cases[i][1], cases[i][1]); /* and it is its own canonical form */
	}
}

static void writes_each_kind(void **state)
{
	xctl_buf buf = { .at = NULL };
	xctl_json w = { .to = &buf };
	(void)state;
	xctl_json_object(&w);
	xctl_json_key(&w, "a\"b");
	xctl_json_array(&w);
	xctl_json_int(&w, INT64_MIN);
	xctl_json_int(&w, 0);
	xctl_json_bool(&w, true);
	xctl_json_bool(&w, false);
	xctl_json_null(&w);
	xctl_json_end_array(&w);
	xctl_json_key(&w, "dates");
	xctl_json_array(&w);
	xctl_json_date(&w, 0);
	xctl_json_date(&w, XCTL_DATE_NONE);
	xctl_json_date(&w, XCTL_DATE_MIN);
	xctl_json_date(&w, XCTL_DATE_MAX);
	xctl_json_end_array(&w);
	xctl_json_key(&w, "d");
	xctl_json_decimal(&w, (xctl_decimal){ -1250, 2 });
	xctl_json_key(&w, "t");
	xctl_json_text(&w, NULL);
	xctl_json_key(&w, "e");
	xctl_json_str(&w, (xctl_str){ NULL, 0 });
	xctl_json_key(&w, "o");
	xctl_json_object(&w);
	xctl_json_end_object(&w);
	xctl_json_key(&w, "p");
	xctl_json_printf(&w, "%d \"%s\"", 3, "x");
	xctl_json_end_object(&w);
	assert_str(xctl_buf_view(&buf),
		"{\"a\\\"b\":[-9223372036854775808,0,true,false,null],\"dates\":[\"1970-01-01\",null,null,null],"
		"\"d\":-12.5,\"t\":null,\"e\":\"\",\"o\":{},\"p\":\"3 \\\"x\\\"\"}");
	xctl_buf_clear(&buf);
	w = (xctl_json){ .to = &buf };
	xctl_json_printf(&w, "%1000d", 1);
	assert_int_equal(buf.len, 1002);
	xctl_buf_drop(&buf);
}

static void bad_bytes_never_make_bad_json(void **state)
{
	test_random random = { 9 };
	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[24];
		xctl_buf buf = { .at = NULL };
		xctl_json w = { .to = &buf };
		for (size_t j = 0; j < sizeof text; j++) /* NUL is valid UTF-8, but our reader refuses it */
			text[j] = (char)test_random_between(&random, 1, 255);
		xctl_json_array(&w);
		xctl_json_str(&w, (xctl_str){ text, (size_t)test_random_between(&random, 0, sizeof text) });
		xctl_json_end_array(&w);
		json_t *value;
		xctl_error error = { .what = "" };
		assert_case(xctl_json_read(&value, xctl_buf_view(&buf), NULL, &error) == XCTL_OK, "%s\n", error.what);
		json_decref(value);
		xctl_buf_drop(&buf);
	}
	xctl_buf buf = { .at = NULL };
	xctl_json w = { .to = &buf };
	xctl_json_str(&w, XCTL_STR("a\xFF\xC3z\xEF\xBF\xBD"));
	assert_str(xctl_buf_view(&buf), "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD\"");
	xctl_buf_drop(&buf);
}

static void nesting_ends_at_64(void **state)
{
	xctl_buf buf = { .at = NULL };
	xctl_json w = { .to = &buf };
	(void)state;
	for (int i = 0; i < 64; i++) {
		xctl_json_array(&w);
		xctl_json_int(&w, i);
	}
	assert_false(buf.failed);
	for (int i = 0; i < 64; i++) {
		xctl_json_int(&w, i);
		xctl_json_end_array(&w);
	}
	json_t *value;
	assert_int_equal(xctl_json_read(&value, xctl_buf_view(&buf), NULL, NULL), XCTL_OK);
	json_decref(value);
	xctl_buf_clear(&buf);
	w = (xctl_json){ .to = &buf };
	for (int i = 0; i < 65; i++)
		xctl_json_array(&w);
	assert_true(buf.failed);
	xctl_buf_drop(&buf);

	/* a tree made in the program may be deeper than any that is read */
	value = json_integer(1);
	for (int i = 0; i < 100; i++)
		value = json_pack("[o]", value);
	buf = (xctl_buf){ .at = NULL };
	w = (xctl_json){ .to = &buf };
	xctl_json_value(&w, value);
	assert_true(buf.failed);
	json_decref(value);
	xctl_buf_drop(&buf);
}

#define DOCUMENT "{\"b\":[1,2.5,\"text\",{\"z\":null,\"y\":true}],\"a\":{\"d\":\"x\",\"c\":\"y\"}}"

static xctl_code write_value(const xctl_memory *memory, void *context)
{
	xctl_buf buf = { .memory = memory };
	xctl_json w = { .to = &buf };
	xctl_json_array(&w);
	for (int i = 0; i < 50; i++)
		xctl_json_value(&w, context);
	xctl_json_printf(&w, "%600d", 1);
	xctl_json_end_array(&w);
	xctl_code code = buf.failed ? XCTL_LIMIT : XCTL_OK;
	xctl_buf_drop(&buf);
	return code;
}

static void every_allocation_of_the_writer_may_fail(void **state)
{
	json_t *value;
	(void)state;
	assert_int_equal(xctl_json_read(&value, XCTL_STR(DOCUMENT), NULL, NULL), XCTL_OK);
	test_every_allocation(write_value, value);
	json_decref(value);
}

/* The parser's memory is the process's own; its hooks are the only way in, and are put back. */
static const xctl_memory *hooked;

static void *hook_allocate(size_t size)
{
	return hooked->allocate(hooked->context, size);
}

static void hook_release(void *block)
{
	hooked->release(hooked->context, block);
}

static xctl_code read_document(const xctl_memory *memory, void *context)
{
	json_t *value = NULL;
	(void)context;
	hooked = memory;
	json_set_alloc_funcs(hook_allocate, hook_release);
	xctl_code code = xctl_json_read(&value, XCTL_STR(DOCUMENT), NULL, NULL);
	if (code == XCTL_OK) { /* all of it */
		assert_int_equal(json_array_size(json_object_get(value, "b")), 4);
		assert_int_equal(json_object_size(json_object_get(value, "a")), 2);
	}
	if (code == XCTL_INPUT) /* the parser calls a string it has no memory for an invalid token */
		code = XCTL_LIMIT;
	json_decref(value);
	json_set_alloc_funcs(malloc, free);
	return code;
}

static void every_allocation_of_the_reader_may_fail(void **state)
{
	(void)state;
	test_every_allocation(read_document, NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_with_the_place),
		cmocka_unit_test(depth_ends_at_64),
		cmocka_unit_test(copies_in_canonical_form),
		cmocka_unit_test(writes_each_kind),
		cmocka_unit_test(bad_bytes_never_make_bad_json),
		cmocka_unit_test(nesting_ends_at_64),
		cmocka_unit_test(every_allocation_of_the_writer_may_fail),
		cmocka_unit_test(every_allocation_of_the_reader_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
