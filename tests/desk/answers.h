/* A desk on the snapshot that the build made, the demo's transfers, and ways to look into a decision. */
#ifndef XCTL_DESK_ANSWERS_H
#define XCTL_DESK_ANSWERS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/desk.h"
#include "testing.h"

#define ANSWERS_TODAY "2026-11-23"
static const xctl_check_options answers_accept = { .accept_excerpts = true };

/* The snapshot beside the program; valid until the next call. */
static inline const char *answers_snapshot(void)
{
	static char path[4200];
	snprintf(path, sizeof path, "%s/../../exportctl.snapshot", test_directory());
	return path;
}

static inline xctl_desk *answers_desk(const char *store)
{
	xctl_desk *desk = NULL;
	xctl_error error = { 0 };
	xctl_code code = xctl_desk_open(&desk,
		&(xctl_desk_options){ .snapshot = answers_snapshot(), .store = store, .today = ANSWERS_TODAY }, &error);
	assert_case(code == XCTL_OK, "%s: %s; %s\n", error.source, error.what, error.hint);
	return desk;
}

/* Of demo/transfers: "etcher". The caller releases it. */
static inline json_t *answers_demo(const char *name)
{
	char relative[128];
	json_error_t bad;
	snprintf(relative, sizeof relative, "demo/transfers/%s.json", name);
	json_t *document = json_load_file(test_path(relative), JSON_REJECT_DUPLICATES, &bad);
	assert_case(document, "%s:%d: %s\n", relative, bad.line, bad.text);
	return document;
}

/* The decision itself; the caller frees it. */
static inline xctl_decision *answers_decide(xctl_desk *desk, const json_t *document, const xctl_check_options *options)
{
	xctl_decision *decision = NULL;
	xctl_error error = { 0 };
	char *text = json_dumps(document, 0);
	assert_non_null(text);
	xctl_code code = xctl_check(&decision, desk, text, strlen(text), options, &error);
	free(text);
	assert_case(code == XCTL_OK, "%s %s: %s; %s\n", error.source, error.pointer, error.what, error.hint);
	return decision;
}

/* The decision as JSON, which the caller releases. */
static inline json_t *answers_ask(xctl_desk *desk, const json_t *document, const xctl_check_options *options)
{
	xctl_decision *decision = answers_decide(desk, document, options);
	json_t *answer = json_loads(xctl_decision_json(decision), JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(answer);
	xctl_decision_free(decision);
	return answer;
}

static inline json_t *answers_of_demo(xctl_desk *desk, const char *name, const xctl_check_options *options)
{
	json_t *document = answers_demo(name);
	json_t *answer = answers_ask(desk, document, options);
	json_decref(document);
	return answer;
}

static inline const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

#define assert_verdict(answer, expected)                                                                              \
	assert_case(strcmp(text_of((answer), "verdict"), (expected)) == 0, "%s, not %s (at least %s, at most %s)\n",  \
		text_of((answer), "verdict"), (expected), text_of((answer), "at_least"), text_of((answer), "at_most"))

static inline xctl_verdict answers_verdict(const json_t *object, const char *key)
{
	for (xctl_verdict v = XCTL_NOT_SUBJECT; v <= XCTL_PROHIBITED; v++)
		if (strcmp(text_of(object, key), xctl_verdict_word(v)) == 0)
			return v;
	fail_msg("\"%s\" is no verdict (%s)", text_of(object, key), key);
	return XCTL_PROHIBITED;
}

/* "us.bis". */
static inline const json_t *answers_regime(const json_t *answer, const char *regime)
{
	size_t i;
	const json_t *one;
	json_array_foreach(json_object_get(answer, "jurisdictions"), i, one)
		if (strcmp(text_of(one, "regime"), regime) == 0)
			return one;
	fail_msg("there is no regime %s", regime);
	return NULL;
}

static inline bool some_text_has(const json_t *array, const char *part)
{
	size_t i;
	const json_t *one;
	json_array_foreach(array, i, one)
		if (json_is_string(one) && strstr(json_string_value(one), part))
			return true;
	return false;
}

/* Does an array hold exactly this string? */
static inline bool has_word(const json_t *array, const char *word)
{
	size_t i;
	const json_t *one;
	json_array_foreach(array, i, one)
		if (json_is_string(one) && strcmp(json_string_value(one), word) == 0)
			return true;
	return false;
}

static inline bool of_item(const json_t *part, int item)
{
	return item == 0 || json_integer_value(json_object_get(part, "item")) == item;
}

/* The ground of an item (0: of any) that cites this; NULL when there is none. */
static inline const json_t *ground_citing(const json_t *regime, int item, const char *cite)
{
	size_t i;
	const json_t *one;
	json_array_foreach(json_object_get(regime, "grounds"), i, one)
		if (of_item(one, item) && some_text_has(json_object_get(one, "cites"), cite))
			return one;
	return NULL;
}

static inline const json_t *exception_citing(const json_t *regime, int item, const char *cite)
{
	size_t i;
	const json_t *one;
	json_array_foreach(json_object_get(regime, "exceptions"), i, one)
		if (of_item(one, item) && some_text_has(json_object_get(one, "cites"), cite))
			return one;
	return NULL;
}

/* The question whose fact ends so: "/us_controlled_content". */
static inline const json_t *question_about(const json_t *regime, const char *end)
{
	size_t i;
	const json_t *one;
	json_array_foreach(json_object_get(regime, "missing"), i, one) {
		const char *fact = text_of(one, "fact");
		size_t long_enough = strlen(fact) >= strlen(end);
		if (long_enough && strcmp(fact + strlen(fact) - strlen(end), end) == 0)
			return one;
	}
	return NULL;
}

static inline xctl_code answers_into(void *context, const char *bytes, size_t length)
{
	xctl_buf_put(context, bytes, length);
	return XCTL_OK;
}

#endif
