/* The US Consolidated Screening List as compacted JSON: `entries` of short keys, with repeated texts in `tables`. */
#include "lists/inside.h"

#include "format/json.h"

typedef struct reading {
	xctl_gather *gather;
	const char *source;
	xctl_date published;
	const json_t *sources, *requirements, *policies, *programmes;
	bool full; /* the arena met its ceiling: a false answer is not the feed's fault */
} reading;

static xctl_code refuse(const reading *r, xctl_error *error, size_t entry, const char *key, const char *what)
{
	xctl_fail(error, XCTL_INPUT, "%s", what);
	xctl_hint(error, "nothing was imported; see whether the form has changed");
	xctl_at(error, r->source, 0, 0);
	xctl_at_pointer(error, "/entries/%zu/%s", entry, key);
	return XCTL_INPUT;
}

/* A copy of a string; empty when absent. False at the ceiling or when it is something else. */
static bool text_of(reading *r, const json_t *value, xctl_str *out)
{
	*out = XCTL_STR("");
	if (!value || json_is_null(value))
		return true;
	if (!json_is_string(value))
		return false;
	if (json_string_length(value))
		*out = xctl_str_copy(r->gather->arena, (xctl_str){ json_string_value(value), json_string_length(value) });
	r->full = r->full || !out->at;
	return !r->full;
}

/* The text an index points to in a table. */
static bool looked_up(reading *r, const json_t *index, const json_t *table, xctl_str *out)
{
	*out = XCTL_STR("");
	if (!index)
		return true;
	if (!json_is_integer(index) || json_integer_value(index) < 0
	    || (json_int_t)json_array_size(table) <= json_integer_value(index))
		return false;
	return text_of(r, json_array_get(table, (size_t)json_integer_value(index)), out);
}

/* ["CN", "HK"] as "CN;HK", which the common reader takes apart. */
static bool joined(reading *r, const json_t *array, xctl_str *out)
{
	*out = XCTL_STR("");
	for (size_t i = 0; i < json_array_size(array); i++) {
		xctl_str one;
		if (!text_of(r, json_array_get(array, i), &one))
			return false;
		*out = out->len ? xctl_str_print(r->gather->arena, "%.*s;%.*s", XCTL_FMT(*out), XCTL_FMT(one)) : one;
		r->full = r->full || !out->at;
		if (r->full)
			return false;
	}
	return !array || json_is_array(array);
}

static bool texts_of(reading *r, const json_t *array, const xctl_str **out, uint32_t *n)
{
	size_t count = json_array_size(array);
	*n = 0;
	*out = NULL;
	if (count == 0)
		return !array || json_is_array(array);
	xctl_str *at = XCTL_NEW_ARRAY(r->gather->arena, xctl_str, count);
	r->full = r->full || !at;
	for (size_t i = 0; i < count; i++)
		if (!at || !text_of(r, json_array_get(array, i), &at[i]))
			return false;
	*out = at;
	*n = (uint32_t)count;
	return true;
}

static xctl_code read_entry(reading *r, size_t i, const json_t *entry, xctl_error *error)
{
	xctl_us_row row = { 0 };
	struct {
		const char *key;
		bool fine;
	} steps[] = {
		{ "s", looked_up(r, json_object_get(entry, "s"), r->sources, &row.source) && row.source.len },
		{ "n", text_of(r, json_object_get(entry, "n"), &row.name) },
		{ "a", texts_of(r, json_object_get(entry, "a"), &row.alias_at, &row.n_aliases) },
		{ "t", text_of(r, json_object_get(entry, "t"), &row.type) },
		{ "c", joined(r, json_object_get(entry, "c"), &row.countries) },
		{ "e", text_of(r, json_object_get(entry, "e"), &row.number) },
		{ "fr", text_of(r, json_object_get(entry, "fr"), &row.notice) },
		{ "lr", looked_up(r, json_object_get(entry, "lr"), r->requirements, &row.requirement) },
		{ "lp", looked_up(r, json_object_get(entry, "lp"), r->policies, &row.policy) },
		{ "pg", looked_up(r, json_object_get(entry, "pg"), r->programmes, &row.programmes) },
	};
	if (r->full)
		return xctl_fail_limit(error, "importing the lists");
	for (size_t k = 0; k < sizeof steps / sizeof steps[0]; k++)
		if (!steps[k].fine)
			return refuse(r, error, i, steps[k].key, "an entry's field is missing or is not what it should be");
	xctl_code code = xctl_us_add(r->gather, &row, r->published, error);
	if (code == XCTL_INPUT) {
		xctl_at(error, r->source, 0, 0);
		xctl_at_pointer(error, "/entries/%zu", i);
	}
	return code;
}

static xctl_code read_document(reading *r, const json_t *root, xctl_error *error)
{
	const json_t *tables = json_object_get(root, "tables"), *entries = json_object_get(root, "entries");
	const json_t *count = json_object_get(root, "entryCount"), *made = json_object_get(root, "sourceGeneratedAt");
	r->sources = json_object_get(tables, "sources");
	r->requirements = json_object_get(tables, "licenceRequirements");
	r->policies = json_object_get(tables, "licencePolicies");
	r->programmes = json_object_get(tables, "programmes");
	if (!json_is_array(entries) || !json_is_array(r->sources) || !json_is_array(r->requirements) || !json_is_array(r->policies)
	    || !json_is_array(r->programmes))
		return refuse(r, error, 0, "", "the feed has lost its entries or a table");
	if (json_is_integer(count) && json_integer_value(count) != (json_int_t)json_array_size(entries))
		return refuse(r, error, 0, "", "the feed says how many entries it has, and has another number");
	if (r->published == XCTL_DATE_NONE && json_is_string(made) && json_string_length(made) >= 10)
		xctl_date_parse((xctl_str){ json_string_value(made), 10 }, &r->published);
	if (r->published == XCTL_DATE_NONE)
		return refuse(r, error, 0, "", "the feed does not say of which day it is");
	xctl_code code = XCTL_OK;
	for (size_t i = 0; i < json_array_size(entries) && code == XCTL_OK; i++)
		code = read_entry(r, i, json_array_get(entries, i), error);
	return code;
}

xctl_code xctl_us_compact(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error)
{
	json_t *root = NULL;
	reading r = { .gather = gather, .source = source, .published = published };
	xctl_code code = xctl_json_read(&root, bytes, source, error);
	if (code == XCTL_OK)
		code = read_document(&r, root, error);
	json_decref(root);
	return code;
}
